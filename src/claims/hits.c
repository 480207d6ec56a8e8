/* Hits and attacks told without the word drone, in a report that is on drones: "Reni and
 * Izmail were both hit", "in Sumy a clinic was struck". */
#include "claims/draft.h"

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
    const skt_span span = a->scene.text->sentences[sentence];
    for (uint32_t at = span.first; at < span.end; at++) {
        if (word_does(&a->scene, at, SKT_GRAMMAR_WEAPON)) {
            return false;
        }
    }
    return last_draft(a, sentence) == NO_DRAFT;
}

/* Whether verb item `k` tells that a place or a thing was hit or attacked: a passive whose
 * subject is no pronoun and nobody, and that names no other doer. */
static bool is_hit(const article *a, size_t k)
{
    const item *verb = &a->items.items[k];
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

bool counts_strikes(const article *a, size_t i)
{
    if (i + 1 >= a->items.count || a->items.items[i].noun != NOUN_NONE ||
        a->items.items[i].value == 1) {
        return false;
    }
    /* A verb of several ends in no "s": what looks like one is a noun. */
    const item *it = &a->items.items[i + 1];
    return it->kind == ITEM_VERB && it->end == it->first + 1 && it->entry->agent == SKT_IMPACTED &&
           it->entry->form == SKT_FORM_S;
}

skt_status bind_strikes(article *a, size_t i, uint32_t sentence)
{
    draft d = new_draft(a, i, sentence);
    d.value = d.low = d.out_of = SKT_NULL;
    d.bound = SKT_VAGUE;
    d.outcome = SKT_IMPACTED;
    if (!goes_on_drones(a, sentence) || is_negated(a, 0, i + 1) || is_unreal(a, i + 1) ||
        a->items.items[i].count == COUNT_ZERO) {
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

skt_status bind_hits(article *a, uint32_t sentence)
{
    if (!goes_on_drones(a, sentence)) {
        return SKT_OK;
    }
    for (size_t k = 1; k < a->items.count; k++) {
        if (!is_hit(a, k)) {
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
        const skt_status status = bind_subject_place(a, &d, k);
        const bool placed =
            d.own_place && d.places.count > 0 && d.places.items[0].level != SKT_LEVEL_COUNTRY;
        if (status != SKT_OK || placed) {
            return status == SKT_OK && !skt_vec_push(&a->drafts, d) ? SKT_E_NOMEM : status;
        }
    }
    return SKT_OK;
}
