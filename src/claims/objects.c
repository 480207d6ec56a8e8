/* What links a count to the verb whose object it is: nouns of action with "of", rows of
 * weapons, prepositions of cause; and what beside a verb tells whose it is. */
#include "claims/draft.h"

/* Whether the item is a word that is no sign of punctuation. */
static bool is_letters(const article *a, const item *it)
{
    return it->kind == ITEM_WORD && a->scene.text->words[it->first].kind == SKT_WORD_LETTERS;
}

/* "the destruction by air defences over Bryansk during the night of 47 drones": the noun of
 * action whose object the count at `i` is, whatever stands between the two. */
found_verb verb_of_action(const article *a, size_t i)
{
    enum { REACH = 12 };
    const found_verb no_verb = {SIZE_MAX, SKT_NO_OUTCOME, false, false};
    if (i == 0 || !item_does(a, i - 1, SKT_GRAMMAR_OF)) {
        return no_verb;
    }
    for (size_t k = i - 1; k > 0 && i - k < REACH; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_VERB) {
            const bool noun = it->entry->form == SKT_FORM_NOUN || it->entry->form == SKT_FORM_ING;
            return noun && it->entry->patient == SKT_INTERCEPTED
                       ? verb_judged(a, 0, k - 1, it->entry->patient)
                       : no_verb;
        }
        const bool passes = is_letters(a, it) || it->kind == ITEM_WHEN || it->kind == ITEM_PREP ||
                            it->kind == ITEM_PLACE || it->kind == ITEM_SOURCE ||
                            it->kind == ITEM_GROUND || it->kind == ITEM_HERE ||
                            it->kind == ITEM_EACH;
        if (!passes) {
            break;
        }
    }
    return no_verb;
}

/* "came under fire from", "an attack from": a preposition that stands for "by". */
bool is_fire_from(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->kind != ITEM_PREP || !skt_str_is(it->entry->kind, "origin")) {
        return false;
    }
    for (size_t back = 1; back <= 3 && back <= i; back++) {
        const item *verb = &a->items.items[i - back];
        if (verb->kind == ITEM_VERB) {
            return verb->entry->agent == SKT_LAUNCHED && verb->entry->place_object;
        }
        if (verb->kind != ITEM_WHEN && !is_letters(a, verb)) {
            break;
        }
    }
    return false;
}

/* "with rockets, heavy artillery and drones", "destroyed two missiles and nine drones": the
 * first of the row of weapons that the count at `i` ends; `i` where it stands in none. */
size_t weapons_start(const article *a, size_t i)
{
    enum { REACH = 12 };
    bool weapon = false;
    for (size_t k = i; k > 0 && i - k < REACH; k--) {
        const item *it = &a->items.items[k - 1];
        if (item_does(a, k - 1, SKT_GRAMMAR_WITH | SKT_GRAMMAR_BY) || is_fire_from(a, k - 1) ||
            (it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN &&
             !has_auxiliary(a, k - 1) && it->entry->patient != SKT_NO_OUTCOME)) {
            return weapon ? k : i;
        }
        const bool passes = it->kind == ITEM_AND || it->kind == ITEM_COMMA || is_letters(a, it) ||
                            it->kind == ITEM_OTHER_NOUN ||
                            (it->kind == ITEM_COUNT && it->noun == NOUN_OTHER && k < i);
        if (!passes || item_does(a, k - 1, SKT_GRAMMAR_FUNCTION)) {
            break;
        }
        weapon |= it->kind == ITEM_OTHER_NOUN; /* "with surface drones and aerial ones" */
        for (uint32_t w = it->first; w < it->end; w++) {
            weapon |= word_does(&a->scene, w, SKT_GRAMMAR_WEAPON);
        }
    }
    return i;
}

/* "because of", "due to": whether item `i` ends it. */
bool is_because(const article *a, size_t i)
{
    return i > 0 &&
           ((item_does(a, i, SKT_GRAMMAR_OF) && item_does(a, i - 1, SKT_GRAMMAR_CLAUSE)) ||
            (a->items.items[i].kind == ITEM_PREP && item_does(a, i - 1, SKT_GRAMMAR_CAUSE)) ||
            (a->items.items[i - 1].kind == ITEM_PREP && /* "z powodu dronów" */
             item_does(a, i, SKT_GRAMMAR_CAUSE)));
}

bool tells_hit(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    return (it->kind == ITEM_VERB || it->kind == ITEM_DAMAGE) && it->entry->form == SKT_FORM_ING &&
           (it->kind == ITEM_DAMAGE || it->entry->agent == SKT_IMPACTED);
}

/* Whether "into" stands at item `k` and a thing behind it. */
static bool into_thing(const article *a, size_t k)
{
    enum { REACH = 4 };
    if (k + 2 >= a->items.count ||
        !skt_str_is(a->scene.text->words[a->items.items[k].first].fold, "into")) {
        return false;
    }
    for (size_t at = k + 1; at < a->items.count && at <= k + REACH; at++) {
        skt_lexicon_hit hit;
        const item *it = &a->items.items[at];
        const skt_entry *thing = skt_words_match(&hit, a->scene.words, it->first, it->end)
                                     ? skt_lexicon_entry(&hit, SKT_TAG_LOAD)
                                     : NULL;
        if (thing != NULL && skt_str_is(thing->kind, "target")) {
            return true;
        }
        if (it->kind != ITEM_WORD || item_does(a, at, SKT_GRAMMAR_OF)) {
            return false;
        }
    }
    return false;
}

bool runs_into_thing(const article *a, size_t i)
{
    return a->items.items[i].entry->agent == SKT_SIGHTED && into_thing(a, i + 1);
}

bool flown_into_thing(const article *a, size_t i)
{
    enum { REACH = 5 };
    for (size_t k = i + 1; k < a->items.count && k <= i + REACH; k++) {
        if (a->items.items[k].kind == ITEM_PREP) {
            return into_thing(a, k);
        }
        if (a->items.items[k].kind != ITEM_WORD) {
            return false;
        }
    }
    return false;
}

bool belongs_to_subject(const article *a, size_t i, size_t k)
{
    enum { REACH = 6 };
    if (k > i + REACH || k + 1 >= a->items.count) {
        return false;
    }
    const skt_str first = a->scene.text->words[a->items.items[i + 1].first].fold;
    const bool participle = a->items.items[i + 1].kind == ITEM_WORD && first.len > 4 &&
                            skt_str_is(skt_str_sub(first, first.len - 3, 3), "ing");
    if (!participle && !item_does(a, i + 1, SKT_GRAMMAR_WITH)) {
        return false;
    }
    for (size_t m = i + 2; m < k; m++) {
        if (a->items.items[m].kind != ITEM_WORD && a->items.items[m].kind != ITEM_PREP) {
            return false;
        }
    }
    return true;
}

bool takes_other_object(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    if (k + 1 >= a->items.count || a->items.items[k - 1].kind != ITEM_AND ||
        it->entry->agent != SKT_NO_OUTCOME || it->entry->form != SKT_FORM_PAST) {
        return false;
    }
    const item *next = &a->items.items[k + 1];
    skt_lexicon_hit hit;
    const bool unit = next->kind == ITEM_WORD &&
                      skt_words_match(&hit, a->scene.words, next->first, next->end) &&
                      skt_lexicon_entry(&hit, SKT_TAG_UNIT) != NULL;
    return unit || next->kind == ITEM_OTHER_NOUN ||
           (next->kind == ITEM_COUNT && next->noun == NOUN_OTHER);
}

bool seen_doing(const article *a, size_t i, found_verb seen)
{
    if (seen.outcome != SKT_SIGHTED || i + 1 >= a->items.count ||
        a->items.items[seen.item].kind != ITEM_VERB || a->items.items[i + 1].kind != ITEM_VERB) {
        return false;
    }
    const skt_entry *entry = a->items.items[i + 1].entry;
    return entry->agent == SKT_IMPACTED &&
           (entry->form == SKT_FORM_BASE || entry->form == SKT_FORM_ING);
}
