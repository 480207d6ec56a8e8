/* Pronouns: "it" and "they" for drones told just before, whose fate is told only now; and a
 * subject left out behind "but". */
#include "claims/draft.h"

enum { EVIDENCE_WORDS = 40 };

/* "but were shot down", "but fell short": whether the subject that the clause at item `i` leaves
 * out is that of the clause before. */
static bool leaves_out_subject(const article *a, size_t i)
{
    if (a->items.items[i].kind != ITEM_BUT || i + 1 >= a->items.count || a->drafts.count == 0 ||
        a->drafts.items[a->drafts.count - 1].why_outcome.rule != RULE_VERB_SUBJECT) {
        return false;
    }
    const item *next = &a->items.items[i + 1];
    return next->kind == ITEM_AUX ||
           (next->kind == ITEM_VERB && next->entry->form != SKT_FORM_NOUN);
}

/* "It", "they", "the drones": a subject that adds no number. */
static bool stands_for_drones(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->kind == ITEM_COUNT) {
        return it->noun == NOUN_DRONE && it->definite && it->value == SKT_NULL && !it->attack &&
               !it->of_them;
    }
    if (it->kind == ITEM_VERB && it->entry->patient == SKT_INTERCEPTED) {
        for (uint32_t w = it->first + 1; w < it->end; w++) {
            if (word_does(&a->scene, w, SKT_GRAMMAR_PRONOUN)) {
                return true; /* "shot them down" */
            }
        }
    }
    return it->kind == ITEM_WORD && item_does(a, i, SKT_GRAMMAR_PRONOUN);
}

/* The draft that "it" (or "they") at item `i` stands for, or NULL. */
static draft *referent(article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    if (a->drafts.count == 0) {
        return NULL;
    }
    draft *last = &a->drafts.items[a->drafts.count - 1];
    if (it->kind == ITEM_BUT) {
        return last->sentence == sentence && last->period == SKT_EVENT ? last : NULL;
    }
    if (last->debris || last->headline || last->attack || last->value == SKT_NULL ||
        (last->container != NO_DRAFT && last->value != 1) || last->sentence + 1 < sentence ||
        last->first >= it->first || last->period != SKT_EVENT) {
        return NULL;
    }
    const bool many = it->kind == ITEM_COUNT ? it->plural : item_does(a, i, SKT_GRAMMAR_MANY);
    return many == (last->value != 1) ? last : NULL;
}

/* Whether verb item `verb` tells of its subject: passive for what is done to drones. */
static bool tells_subject(const article *a, size_t verb, int outcome)
{
    const item *it = &a->items.items[verb];
    if (it->kind != ITEM_VERB) {
        return false;
    }
    return outcome == it->entry->agent || has_auxiliary(a, verb);
}

/* What verb item `i`, whose object is a pronoun, does to the drones. */
static found_verb verb_at(const article *a, size_t i)
{
    return (found_verb){i, a->items.items[i].entry->patient, is_negated(a, 0, i), is_unreal(a, i)};
}

/* Adds the fate `told` of the drones of *d: of those that were only seen it is all that is told
 * of them, but for those seen in one place and downed in another. */
static skt_status push_fate(article *a, draft *d, draft *told)
{
    const int32_t number = (int32_t)(d - a->drafts.items);
    const bool seen = d->outcome != SKT_LAUNCHED; /* or out of sight */
    if (seen && told->outcome == SKT_LOST &&
        (!told->own_place || told->places.items[0].level != SKT_LEVEL_COUNTRY)) {
        return SKT_OK; /* "it left": it was seen, and no more is known; but "it left for Russia" */
    }
    if (seen && told->own_place && d->own_place &&
        told->places.items[0].node != d->places.items[0].node) {
        return skt_vec_push(&a->drafts, *told) ? SKT_OK : SKT_E_NOMEM;
    }
    if (!told->own_place) {
        told->places = d->places;
        told->why_place = d->why_place;
        told->own_place = d->own_place;
    }
    if (!seen) { /* "launched a drone at A. It fell near B" */
        told->container = number;
        told->why_part = (reason){RULE_PART_SAID, number};
        return skt_vec_push(&a->drafts, *told) ? SKT_OK : SKT_E_NOMEM;
    }
    told->first = d->first;
    told->end = told->end - told->first <= EVIDENCE_WORDS ? told->end : d->end;
    told->sentence = d->sentence;
    *d = *told;
    return SKT_OK;
}

skt_status bind_pronoun(article *a, size_t i, uint32_t sentence)
{
    const bool left_out = leaves_out_subject(a, i);
    draft *d = left_out || stands_for_drones(a, i) ? referent(a, i, sentence) : NULL;
    if (d != NULL && d->outcome == SKT_INTERCEPTED && d->value == 1 && d->own_place) {
        const found_verb fall = verb_after(a, i); /* "It fell on a garage, which burned" */
        const draft stopped = *d;
        const bool in_the_open = /* "It came down in a forest" */
            fall.item != SIZE_MAX && item_does(a, fall.item + 1, SKT_GRAMMAR_IN);
        return fall.outcome == SKT_IMPACTED && !fall.negated && !fall.unreal && !in_the_open
                   ? push_fallen(a, &stopped, fall.item)
                   : SKT_OK;
    }
    const bool object = a->items.items[i].kind == ITEM_VERB;
    const bool open =
        d != NULL && (d->outcome == SKT_SIGHTED || d->outcome == SKT_LAUNCHED ||
                      (d->outcome == SKT_INTERCEPTED && !d->own_place) ||
                      (d->outcome == SKT_IMPACTED && !d->own_place) ||
                      (d->outcome == SKT_LOST && (object || d->sentence == sentence)));
    if (!open) {
        return SKT_OK;
    }
    const found_verb verb = object ? verb_at(a, i) : verb_after(a, i);
    const bool fate =
        verb.outcome == SKT_INTERCEPTED || verb.outcome == SKT_IMPACTED || verb.outcome == SKT_LOST;
    if (verb.item == SIZE_MAX || verb.negated || verb.unreal || !fate ||
        (!object && !left_out && !tells_subject(a, verb.item, verb.outcome))) {
        return SKT_OK;
    }
    draft told = *d;
    told.first = a->items.items[i].first;
    told.end = a->items.items[verb.item].end;
    told.sentence = sentence;
    const skt_status status = bind_places(a, &told, i, verb.item);
    if (status != SKT_OK) {
        return status;
    }
    if (d->outcome == SKT_IMPACTED && verb.outcome != SKT_IMPACTED) {
        return SKT_OK;
    }
    if (d->outcome == SKT_INTERCEPTED || d->outcome == SKT_IMPACTED) {
        if (told.own_place) { /* "It fell near A": there it was downed */
            d->places = told.places;
            d->own_place = true;
            d->why_place = told.why_place;
        }
        return SKT_OK;
    }
    told.outcome = (skt_outcome)verb.outcome;
    told.method = (skt_method)a->items.items[verb.item].entry->method;
    told.why_outcome.rule = RULE_PRONOUN;
    told.verb_first = a->items.items[verb.item].first;
    told.verb_end = a->items.items[verb.item].end;
    return push_fate(a, d, &told);
}
