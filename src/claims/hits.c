/* Hits and attacks told without the word drone, in a report that is on drones: "Reni and
 * Izmail were both hit", "in Sumy a clinic was struck". */
#include "claims/draft.h"
#include "claims/quantity.h"

bool names_weapon(const article *a, uint32_t sentence)
{
    const skt_span span = a->scene.text->sentences[sentence];
    for (uint32_t at = span.first; at < span.end; at++) {
        if (word_does(&a->scene, at, SKT_GRAMMAR_WEAPON)) {
            return true;
        }
    }
    return false;
}

/* Whether the sentence can be on the drones told of shortly before: it names none, and no
 * other weapon. */
static bool goes_on_drones(const article *a, uint32_t sentence)
{
    enum { REACH = 4 };
    const uint32_t told = a->drone_sentence;
    if (told == UINT32_MAX || told > sentence || told + REACH < sentence) {
        return false;
    }
    for (size_t i = 0; i < a->items.count; i++) {
        const item *it = &a->items.items[i];
        if (it->kind == ITEM_DEBRIS || it->kind == ITEM_OTHER_NOUN || it->kind == ITEM_BACKGROUND ||
            (it->kind == ITEM_COUNT && it->noun == NOUN_DRONE && !it->of_them)) {
            return false;
        }
    }
    return !names_weapon(a, sentence) && last_draft(a, sentence) == NO_DRAFT;
}

/* "There are hits in A and B": whether item `k` is the noun of hits that there were. */
static bool lists_hits(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    return it->kind == ITEM_VERB && it->end == it->first + 1 && it->entry->agent == SKT_IMPACTED &&
           it->entry->form == SKT_FORM_S && a->items.items[k - 1].kind == ITEM_FIGURE &&
           a->items.items[k - 1].first == a->items.items[0].first;
}

/* Whether verb item `k` tells that a place or a thing was hit or attacked: a passive whose
 * subject is no pronoun and nobody, and that names no other doer. */
static bool is_hit(const article *a, size_t k)
{
    const item *verb = &a->items.items[k];
    if (lists_hits(a, k)) {
        return true;
    }
    if (verb->kind != ITEM_VERB || verb->entry->with == SKT_NO_OUTCOME ||
        (verb->entry->agent != SKT_IMPACTED && verb->entry->agent != SKT_LAUNCHED) ||
        (verb->entry->form != SKT_FORM_PAST && verb->entry->form != SKT_FORM_PART) ||
        !has_auxiliary(a, k) || is_negated(a, 0, k) || is_unreal(a, k)) {
        return false;
    }
    if (k + 1 < a->items.count && item_does(a, k + 1, SKT_GRAMMAR_BY)) {
        return false;
    }
    for (size_t i = k; i > 0; i--) {
        const item *it = &a->items.items[i - 1];
        const bool passes = it->kind == ITEM_AUX || it->kind == ITEM_EACH ||
                            it->kind == ITEM_WHEN ||
                            (it->kind == ITEM_COUNT && it->count == COUNT_BOTH) ||
                            item_does(a, i - 1, SKT_GRAMMAR_ADVERB);
        if (!passes) {
            const bool person =
                it->kind == ITEM_SOURCE || it->kind == ITEM_CASUALTY ||
                (it->kind == ITEM_COUNT && it->noun != NOUN_OTHER) ||
                item_does(a, i - 1, SKT_GRAMMAR_PRONOUN | SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH);
            return !person;
        }
    }
    return false;
}

/* Whether strikes counted in the sentence are those of drones: of ones told of shortly before, or
 * in it, where nothing but drones is told to have struck. */
static bool strikes_of_drones(const article *a, uint32_t sentence)
{
    if (goes_on_drones(a, sentence)) {
        return true;
    }
    bool drones = false;
    for (size_t i = 0; i < a->items.count; i++) {
        drones |= a->items.items[i].kind == ITEM_COUNT && a->items.items[i].noun == NOUN_DRONE;
    }
    return drones && !names_weapon(a, sentence);
}

/* "Two hits": whether the count at `i` counts what a noun of hits behind it says. */
static bool names_strikes(const article *a, size_t i)
{
    if (i + 1 >= a->items.count || a->items.items[i].kind != ITEM_COUNT ||
        a->items.items[i].noun != NOUN_NONE || a->items.items[i].value == 1) {
        return false;
    }
    /* A verb of several ends in no "s": what looks like one is a noun. */
    const item *it = &a->items.items[i + 1];
    return it->kind == ITEM_VERB && it->end == it->first + 1 && it->entry->agent == SKT_IMPACTED &&
           (it->entry->form == SKT_FORM_S ||
            (it->entry->form == SKT_FORM_NOUN &&
             (ends_in_s(&a->scene, it->first) || is_declined(it->entry))));
}

/* Whether item `i` is a bare count with a place: "one on B". */
static bool is_bare_with_place(const article *a, size_t i)
{
    return i + 1 < a->items.count && a->items.items[i].kind == ITEM_COUNT &&
           a->items.items[i].noun == NOUN_NONE && a->items.items[i + 1].kind == ITEM_PREP;
}

/* "Two hits on A, one on B": whether the count at `i` goes on with the hits counted before it. */
static bool goes_on_strikes(const article *a, size_t i)
{
    for (size_t k = is_bare_with_place(a, i) ? i : 0; k > 0; k--) {
        const uint8_t kind = a->items.items[k - 1].kind;
        if (kind == ITEM_COUNT) {
            if (!is_bare_with_place(a, k - 1)) {
                return names_strikes(a, k - 1);
            }
        } else if (kind != ITEM_COMMA && kind != ITEM_AND && kind != ITEM_PREP &&
                   kind != ITEM_PLACE && kind != ITEM_VERB && kind != ITEM_WHEN) {
            break;
        }
    }
    return false;
}

bool counts_strikes(const article *a, size_t i)
{
    return names_strikes(a, i) || goes_on_strikes(a, i);
}

skt_status bind_strikes(article *a, size_t i, uint32_t sentence)
{
    draft d = new_draft(a, i, sentence);
    d.value = d.low = d.out_of = SKT_NULL;
    d.bound = SKT_VAGUE;
    d.outcome = SKT_IMPACTED;
    const bool goes_on = goes_on_strikes(a, i) && last_draft(a, sentence) != NO_DRAFT;
    if (!(goes_on || strikes_of_drones(a, sentence)) || is_negated(a, 0, i + 1) ||
        is_unreal(a, i + 1) || a->items.items[i].count == COUNT_ZERO) {
        return pass_over(a, i, RULE_OTHER_NOUN);
    }
    hold_item(a, &d, i + 1);
    told_by(a, &d, RULE_VERB_SUBJECT, i + 1);
    d.when = when_of_count(a, i, SIZE_MAX);
    const skt_status status = bind_places(a, &d, i, SIZE_MAX);
    if (status != SKT_OK || d.places.count == 0) {
        return status;
    }
    return skt_vec_push(&a->drafts, d) ? SKT_OK : SKT_E_NOMEM;
}

/* Whether the damage at item `k` is laid to something else than a blast: "damaged by hail". */
static bool by_other(const article *a, size_t k)
{
    enum { REACH = 3 };
    if (k + 1 >= a->items.count || !item_does(a, k + 1, SKT_GRAMMAR_BY)) {
        return false;
    }
    const uint32_t first = a->items.items[k + 1].end;
    for (uint32_t w = first; w < a->scene.text->n_words && w < first + REACH; w++) {
        skt_lexicon_hit hit;
        if (skt_words_match(&hit, a->scene.words, w, w + 1) &&
            skt_lexicon_entry(&hit, SKT_TAG_HOSTILE) != NULL) {
            return word_does(&a->scene, w, SKT_GRAMMAR_WEAPON);
        }
    }
    return true;
}

/* "Two tractors burned.": damage without an object, of a thing that stands before it. */
static bool burns(const article *a, size_t k)
{
    const item *before = &a->items.items[k - 1];
    const item *behind = k + 1 < a->items.count ? &a->items.items[k + 1] : NULL;
    const bool ends = behind == NULL || behind->kind == ITEM_STOP || behind->kind == ITEM_COMMA ||
                      behind->kind == ITEM_AND || behind->kind == ITEM_PREP ||
                      a->scene.text->words[behind->first].kind == SKT_WORD_PUNCT;
    return ends && (before->kind == ITEM_WORD || before->kind == ITEM_COUNT) &&
           a->scene.text->words[before->first].kind == SKT_WORD_LETTERS &&
           !item_does(a, k - 1, SKT_GRAMMAR_PRONOUN | SKT_GRAMMAR_PERSON | SKT_GRAMMAR_FUNCTION);
}

/* "Hits were recorded in the Sumy region": whether item `k` tells that hits were noted at the place
 * behind it. */
static bool is_hits_noted(const article *a, size_t k)
{
    if (k + 2 >= a->items.count || (k > 0 && a->items.items[k - 1].kind == ITEM_NEG)) {
        return false;
    }
    const item *it = &a->items.items[k];
    return it->kind == ITEM_VERB && it->end > it->first + 1 && it->entry->agent == SKT_IMPACTED &&
           it->entry->patient == SKT_NO_OUTCOME && it->entry->form == SKT_FORM_NOUN &&
           it[1].kind == ITEM_PREP && !is_negated(a, 0, k) && !is_unreal(a, k);
}

/* Whether item `k` tells of damage in the passive: "A power line was damaged." */
static bool is_damage(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    return it->kind == ITEM_DAMAGE && it->entry->form == SKT_FORM_PAST &&
           (has_auxiliary(a, k) || burns(a, k)) && !is_negated(a, 0, k) && !is_unreal(a, k) &&
           !by_other(a, k);
}

/* Whether verb item `k` tells that a thing was hit: "A bus stop was hit." */
static bool thing_hit(const article *a, size_t k)
{
    return is_hit(a, k) && a->items.items[k].entry->agent == SKT_IMPACTED;
}

/* The draft whose place a sentence of damage goes on with: the last of the sentence before, in
 * its paragraph; or NULL. */
static const draft *draft_damaging(const article *a, uint32_t sentence)
{
    if (a->drafts.count == 0 || sentence == 0) {
        return NULL;
    }
    const draft *d = &a->drafts.items[a->drafts.count - 1];
    const skt_word *words = a->scene.text->words;
    const bool beside = !d->headline && d->sentence + 1 == sentence &&
                        words[d->first].paragraph == words[a->items.items[0].first].paragraph;
    return beside && !names_weapon(a, d->sentence) && !d->load &&
                   (d->value != SKT_NULL || d->outcome == SKT_LAUNCHED) && d->outcome != SKT_LOST &&
                   d->outcome != SKT_SIGHTED && d->places.count > 0 &&
                   d->places.items[0].level != SKT_LEVEL_COUNTRY
               ? d
               : NULL;
}

/* "Shebekino was attacked by 33 drones. Two houses were damaged." */
static skt_status bind_damaged(article *a, uint32_t sentence)
{
    for (size_t k = 1; k < a->items.count; k++) {
        const draft *before =
            is_damage(a, k) || thing_hit(a, k) ? draft_damaging(a, sentence) : NULL;
        if (before == NULL) {
            continue;
        }
        draft d = new_draft(a, k, sentence);
        d.value = d.low = d.out_of = SKT_NULL;
        d.bound = SKT_VAGUE;
        d.outcome = SKT_IMPACTED;
        d.when = when_of_count(a, k, SIZE_MAX);
        const skt_status status = bind_subject_place(a, &d, k);
        if (d.places.count == 0) {
            d.places = before->places;
            d.own_place = true;
            d.why_place = (reason){RULE_PLACE_CARRIED, (int32_t)(before - a->drafts.items)};
        }
        told_by(a, &d, RULE_DAMAGE, k);
        return status == SKT_OK && !skt_vec_push(&a->drafts, d) ? SKT_E_NOMEM : status;
    }
    return SKT_OK;
}

/* "Most were shot down, but a plant was damaged": damage in a clause of its own behind what became
 * of drones that came to the place at hand. */
static skt_status bind_damage_beside(article *a, uint32_t sentence)
{
    const int told = last_draft(a, sentence);
    const draft *before = told == NO_DRAFT ? NULL : &a->drafts.items[told];
    if (before == NULL || before->places.count == 0 || names_weapon(a, sentence) || before->load ||
        before->headline || before->places.items[0].level == SKT_LEVEL_COUNTRY ||
        (before->outcome != SKT_INTERCEPTED && before->outcome != SKT_LAUNCHED)) {
        return SKT_OK;
    }
    size_t from = 0; /* the clause behind the last drones */
    for (size_t k = 0; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_DEBRIS || it->kind == ITEM_BACKGROUND) {
            return SKT_OK;
        }
        const bool drones = (it->kind == ITEM_COUNT && it->noun == NOUN_DRONE) || counts_drones(it);
        from = drones ? 0 : it->kind == ITEM_BUT && from == 0 ? k : from;
        if (from == 0 || k < from + 2 || !is_damage(a, k) || !has_auxiliary(a, k)) {
            continue;
        }
        draft d = new_draft(a, k, sentence);
        d.value = d.low = d.out_of = SKT_NULL;
        d.bound = SKT_VAGUE;
        d.outcome = SKT_IMPACTED;
        d.when = when_of_count(a, k, SIZE_MAX);
        d.places = before->places;
        d.own_place = true;
        d.why_place = (reason){RULE_PLACE_CARRIED, (int32_t)told};
        told_by(a, &d, RULE_DAMAGE, k);
        return skt_vec_push(&a->drafts, d) ? SKT_OK : SKT_E_NOMEM;
    }
    return SKT_OK;
}

skt_status bind_hits(article *a, uint32_t sentence)
{
    if (!goes_on_drones(a, sentence)) {
        return bind_damage_beside(a, sentence);
    }
    for (size_t k = 0; k < a->items.count; k++) {
        const bool noted = is_hits_noted(a, k);
        if (!noted && (k == 0 || !is_hit(a, k))) {
            continue;
        }
        draft d = new_draft(a, k, sentence);
        d.value = SKT_NULL;
        d.low = SKT_NULL;
        d.out_of = SKT_NULL;
        d.bound = SKT_VAGUE;
        d.outcome = (skt_outcome)a->items.items[k].entry->agent;
        d.attack = d.outcome == SKT_LAUNCHED;
        d.when = when_of_count(a, k, SIZE_MAX);
        const skt_status status = noted              ? bind_places(a, &d, k, k)
                                  : lists_hits(a, k) ? bind_places(a, &d, k, SIZE_MAX)
                                                     : bind_subject_place(a, &d, k);
        const bool placed =
            d.own_place && d.places.count > 0 && d.places.items[0].level != SKT_LEVEL_COUNTRY;
        if (status != SKT_OK || placed) {
            return status == SKT_OK && !skt_vec_push(&a->drafts, d) ? SKT_E_NOMEM : status;
        }
    }
    return bind_damaged(a, sentence);
}
