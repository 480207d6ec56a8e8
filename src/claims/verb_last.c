/* Languages whose verbs stand last. */
#include "claims/draft.h"

/* "dass 12 Drohnen über A und sieben über B abgeschossen worden seien", "wurden 12 über A und
 * sieben über B abgeschossen": whether what stands around the numbers holds verb item `verb` at
 * the end of its clause, where the language does not put all verbs there. */
static bool is_bracketed(const article *a, size_t i, size_t verb)
{
    if (has_auxiliary_behind(a, verb)) {
        return true;
    }
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_AUX) {
            return skt_str_is(it->entry->kind, "behind");
        }
        if (it->kind == ITEM_STOP || it->kind == ITEM_VERB || counts_drones(it)) {
            break;
        }
    }
    return false;
}

found_verb verb_of_placed_row(const article *a, size_t i)
{
    const found_verb no_verb = {SIZE_MAX, SKT_NO_OUTCOME, false, false};
    bool placed = false;
    const item *next = i + 1 < a->items.count ? &a->items.items[i + 1] : NULL;
    const bool helped = next != NULL && next->kind == ITEM_AUX && /* "seien über A, eine über B" */
                        skt_str_is(next->entry->kind, "behind");
    for (size_t k = i + 1 + helped; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        placed |= it->kind == ITEM_PLACE || it->kind == ITEM_HERE;
        if (counts_drones(it) && placed) {
            const found_verb last = verb_after(a, k);
            if (last.item != SIZE_MAX) {
                return skt_words_verb_last(a->scene.words) || helped ||
                               is_bracketed(a, i, last.item)
                           ? last
                           : no_verb;
            }
        } else if (it->kind != ITEM_PREP && it->kind != ITEM_PLACE && it->kind != ITEM_HERE &&
                   it->kind != ITEM_COMMA && it->kind != ITEM_AND && it->kind != ITEM_WHEN &&
                   !item_does(a, k, SKT_GRAMMAR_ADVERB | SKT_GRAMMAR_DEFINITE)) {
            break;
        }
    }
    return no_verb;
}

bool acts_as_owner(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (!skt_words_verb_last(a->scene.words) || i + 1 >= a->items.count) {
        return false;
    }
    const skt_node owner = a->scene.toponyms[it->place_first].node;
    const size_t next = i + 1 + (it[1].kind == ITEM_PREP);
    if (next < a->items.count && a->items.items[next].kind == ITEM_PLACE) {
        const skt_node owned = a->scene.toponyms[a->items.items[next].place_first].node;
        return owned != SKT_NO_NODE && owner != SKT_NO_NODE &&
               !skt_gazetteer_within(a->scene.gazetteer, owned, owner);
    }
    return it[1].kind == ITEM_WHEN || it[1].kind == ITEM_COUNT;
}

found_verb verb_behind_means(const article *a, size_t i)
{
    const found_verb no_verb = {SIZE_MAX, SKT_NO_OUTCOME, false, false};
    if (!skt_words_verb_last(a->scene.words) || a->items.items[i].noun != NOUN_DRONE ||
        !in_case_of_means(a, i)) {
        return no_verb;
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_SAY ||
            it->kind == ITEM_BUT || counts_drones(it)) {
            break;
        }
        if (it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN) {
            return it->entry->with == SKT_NO_OUTCOME ? no_verb
                                                     : verb_judged(a, i, k, it->entry->with);
        }
    }
    return no_verb;
}

bool has_object_before(const article *a, size_t i)
{
    enum { REACH = 12 };
    size_t k = i;
    while (k > 0 && i - k < REACH && !item_does(a, k - 1, SKT_GRAMMAR_OBJECT)) {
        const uint8_t kind = a->items.items[k - 1].kind;
        if (kind == ITEM_STOP || kind == ITEM_COLON || kind == ITEM_VERB) {
            return false;
        }
        k--;
    }
    if (k == 0 || i - k >= REACH) {
        return false;
    }
    for (k--; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_COUNT && it->noun == NOUN_DRONE) {
            return false; /* they are the object */
        }
        skt_lexicon_hit hit;
        if (it->kind == ITEM_WORD && skt_words_match(&hit, a->scene.words, it->first, it->end) &&
            skt_lexicon_entry(&hit, SKT_TAG_LOAD) != NULL) {
            return true; /* "یک پهپاد خودرویی را": a car */
        }
        const bool owner =
            it->kind == ITEM_PLACE && a->scene.toponyms[it->place_first].level == SKT_LEVEL_COUNTRY;
        if (!owner && it->kind != ITEM_QUOTE &&
            (it->kind != ITEM_WORD || a->scene.text->words[it->first].kind == SKT_WORD_PUNCT)) {
            break;
        }
    }
    return k > 0;
}

/* "Seven drones in A and five in B were destroyed": the next count of the row that the count at
 * `i` opens, which has the verb for both; SIZE_MAX where something else stands between. */
static size_t next_in_row(const article *a, size_t i)
{
    bool place = false;
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        switch (it->kind) {
        case ITEM_PREP:
        case ITEM_PLACE: place = true; break;
        case ITEM_WHEN:
        case ITEM_GROUND: break;
        case ITEM_WORD:
            if (a->scene.text->words[it->first].kind == SKT_WORD_PUNCT) {
                return SIZE_MAX;
            }
            break;
        case ITEM_COMMA:
        case ITEM_OF_THEM:
        case ITEM_AND: break;
        case ITEM_COUNT: {
            const uint8_t before = a->items.items[k - 1].kind;
            const bool inside = before == ITEM_OF_THEM; /* "16 drones, among them ten Shaheds" */
            return (place || inside) && counts_drones(it) &&
                           (it->count == COUNT_PLAIN || it->count == COUNT_ANOTHER) &&
                           (before == ITEM_AND || before == ITEM_COMMA || inside)
                       ? k
                       : SIZE_MAX;
        }
        default: return SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

found_verb verb_of_row(const article *a, size_t i)
{
    size_t last = i;
    for (size_t next = next_in_row(a, i); next != SIZE_MAX; next = next_in_row(a, last)) {
        last = next;
    }
    return last == i ? (found_verb){SIZE_MAX, SKT_NO_OUTCOME, false, false} : verb_after(a, last);
}
