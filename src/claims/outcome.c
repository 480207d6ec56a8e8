/* Outcomes: what became of the drones that a count counts, by its verb, by what its sentence told
 * before, or carried from the draft before. */
#include "claims/draft.h"

/* The outcome of the count at `i`: by its verb, by what the sentence told before,
 * or carried from the draft before. SKT_NO_OUTCOME if nothing tells. */
static int outcome_of_count(const article *a, draft *d, size_t i, const found_verb *verb)
{
    if (verb->item != SIZE_MAX && verb->item > i && is_group(a, i, verb->item)) {
        d->why_outcome.rule = RULE_WHOLE;
        return SKT_LAUNCHED;
    }
    if (verb->outcome != SKT_NO_OUTCOME && !only_tallies(a, d, verb)) {
        d->method = method_of_verb(a, verb->item);
        told_by(a, d, verb->item < i ? RULE_VERB_OBJECT : RULE_VERB_SUBJECT, verb->item);
        return verb->outcome;
    }
    const size_t figure = figure_before(a, i);
    const int counted = figure == SIZE_MAX ? SKT_NO_OUTCOME : figure_outcome(a, figure);
    if (counted != SKT_NO_OUTCOME || closes_share(a, i) || fates_follow(a, i)) {
        d->why_outcome.rule = RULE_WHOLE;
        return counted != SKT_NO_OUTCOME ? counted : (int)SKT_LAUNCHED;
    }
    if (reported_at(a, i)) {
        d->why_outcome.rule = RULE_SAID;
        return SKT_SIGHTED;
    }
    const int led = d->own_noun && d->value != SKT_NULL ? led_outcome(a, i) : SKT_NO_OUTCOME;
    if (led != SKT_NO_OUTCOME) {
        d->why_outcome.rule = RULE_VERB_LED;
        return led;
    }
    const bool first = last_draft(a, d->sentence) == NO_DRAFT;
    const found_verb listed = verb_of_list(a, i);
    const found_verb told = listed.item != SIZE_MAX ? listed : verb_told(a, i);
    const bool anew = told_as_old(a, i) && draft_in_reach(a, d->sentence) != NO_DRAFT;
    if (first && !anew && verb->item == SIZE_MAX && told.outcome != SKT_NO_OUTCOME) {
        d->method = method_of_verb(a, told.item);
        told_by(a, d, RULE_VERB_TOLD, told.item);
        return told.outcome;
    }
    const int parts = verb->item == SIZE_MAX ? fate_of_parts(a, i) : SKT_NO_OUTCOME;
    if (parts != SKT_NO_OUTCOME || is_ministry_total(a, d, i, verb)) {
        d->why_outcome.rule = RULE_TOTAL;
        return parts != SKT_NO_OUTCOME ? parts : (int)SKT_INTERCEPTED;
    }
    const int carried = fate_in_reach(a, d);
    if (verb->item == SIZE_MAX && tells_otherwise(a, i)) {
        return SKT_NO_OUTCOME;
    }
    if (carried == NO_DRAFT) {
        if (!d->own_noun || d->of_them ||
            !((d->value != SKT_NULL && reported(a, i)) || tells_presence(a, i))) {
            return SKT_NO_OUTCOME;
        }
        d->why_outcome.rule = RULE_SAID; /* "reported a drone near the runway" */
        return SKT_SIGHTED;
    }
    d->method = a->drafts.items[carried].method;
    d->why_outcome = (reason){RULE_VERB_CARRIED, carried};
    return (int)a->drafts.items[carried].outcome;
}

/* "what to do when a drone falls on a house": whenever it does; a headline's present tense tells
 * what happened. */
static bool is_generic(const article *a, size_t i, size_t verb)
{
    const item *it = &a->items.items[verb];
    return i > 0 && verb > i && it->first >= a->headline_end && it->entry != NULL &&
           item_does(a, i - 1, SKT_GRAMMAR_WHEN) &&
           (it->entry->form == SKT_FORM_S || it->entry->form == SKT_FORM_BASE);
}

/* "Both were recovered": drones whose fall has been told already. */
static bool found_again(const article *a, const draft *d, const found_verb *verb)
{
    const int before = draft_in_reach(a, d->sentence);
    return verb->item != SIZE_MAX && a->items.items[verb->item].kind == ITEM_VERB &&
           skt_str_is(a->items.items[verb->item].entry->kind, "find") &&
           (d->count == COUNT_BOTH || d->count == COUNT_ALL) && before != NO_DRAFT &&
           (a->drafts.items[before].outcome == SKT_INTERCEPTED ||
            a->drafts.items[before].outcome == SKT_IMPACTED);
}

/* "failed to bring down any of the five drones that crossed the border": whether a relative clause
 * tells what the drones at `i` did, though *verb is denied, which then is that of the clause. */
static bool told_by_relative(const article *a, size_t i, found_verb *verb)
{
    if (verb->item >= i || a->items.items[i].value == SKT_NULL || i + 1 >= a->items.count ||
        !item_does(a, i + 1, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH)) {
        return false;
    }
    const found_verb told = verb_after(a, i);
    if (told.item == SIZE_MAX || told.outcome == SKT_NO_OUTCOME || told.negated || told.unreal) {
        return false;
    }
    *verb = told;
    return true;
}

/* What became of the drones that the count at `i` counts, told by *verb, which it may change;
 * the rule by which it is no claim, or RULE_NONE. */
rule tell_outcome(const article *a, draft *d, size_t i, found_verb *verb, int fate)
{
    const size_t drop = drops_load(a, i, verb->item);
    if (drop != SIZE_MAX) {
        *verb = (found_verb){drop, SKT_LAUNCHED, is_negated(a, 0, drop), is_unreal(a, drop)};
        d->value = d->low = SKT_NULL; /* "a drone dropped grenades": munitions, not drones */
        d->bound = SKT_VAGUE;
        d->load = true;
    } else if (drops_thing(a, i, verb->item)) {
        return RULE_NO_OUTCOME; /* "a drone dropped a parcel" */
    }
    const bool has_verb = verb->item != SIZE_MAX;
    verb->unreal |= has_verb && is_generic(a, i, verb->item);
    if (verb->negated && verb->outcome == SKT_NO_OUTCOME && told_by_relative(a, i, verb)) {
        verb->negated = false;
    }
    if (has_verb && (verb->unreal || (verb->negated && verb->outcome == SKT_NO_OUTCOME))) {
        return verb->unreal ? RULE_UNREAL : RULE_NEGATED;
    }
    const int outcome = fate != SKT_NO_OUTCOME ? fate : outcome_of_count(a, d, i, verb);
    if (outcome == SKT_NO_OUTCOME) {
        return RULE_NO_OUTCOME;
    }
    d->outcome = (skt_outcome)outcome;
    tell_number(a, d, i, verb);
    return found_again(a, d, verb) ? RULE_DEFINITE : RULE_NONE;
}
