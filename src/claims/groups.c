/* Groups: drones picked out of those told before, and what is told of them there. */
#include "claims/draft.h"

int group_of_ordinal(const article *a, const draft *d, size_t i)
{
    enum { REACH = 2 };
    const item *it = &a->items.items[i];
    const bool definite = it->nth > 0 && word_does(&a->scene, it->first, SKT_GRAMMAR_DEFINITE);
    for (size_t k = a->drafts.count; k > 0 && definite; k--) {
        const draft *group = &a->drafts.items[k - 1];
        if (group->sentence + REACH < d->sentence) {
            break;
        }
        if (group->debris || group->headline || group->value == SKT_NULL ||
            group->container != NO_DRAFT) {
            continue;
        }
        const bool fits = group->value >= it->nth && group->value > d->value;
        return fits && group->outcome == d->outcome ? (int)k - 1 : NO_DRAFT;
    }
    return NO_DRAFT;
}

/* "The drone that exploded at A was one of three sent at the city": whether the one of the count
 * at `i` has been told of, so that what follows is about all of them. */
static bool tells_of_all(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    if (it->value != 1 || it->out_of == SKT_NULL || it->out_of < 2 || i < 2 ||
        i + 1 >= a->items.count || a->items.items[i - 1].kind != ITEM_AUX) {
        return false;
    }
    const bool pronoun = item_does(a, i - 2, SKT_GRAMMAR_PRONOUN);
    const int told = pronoun ? draft_in_reach(a, sentence) : last_draft(a, sentence);
    if (told == NO_DRAFT || a->drafts.items[told].value != 1) {
        return false;
    }
    bool clause = false;
    for (size_t k = i + 1; k < a->items.count && a->items.items[k].kind != ITEM_STOP; k++) {
        const item *verb = &a->items.items[k];
        clause |= item_does(a, k, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH);
        if (verb->kind == ITEM_VERB) {
            return k == i + 1 || clause;
        }
        if (verb->kind == ITEM_COMMA || verb->kind == ITEM_COUNT || verb->kind == ITEM_AND) {
            break;
        }
    }
    return false;
}

found_verb verb_of_one(const article *a, size_t i)
{
    const found_verb none = {SIZE_MAX, SKT_NO_OUTCOME, false, false};
    const item *it = &a->items.items[i];
    if (it->value != 1 || (it->out_of == SKT_NULL && !it->of_them) || i < 3 ||
        a->items.items[i - 1].kind != ITEM_AUX) {
        return none;
    }
    for (size_t k = i - 1; k > 0; k--) {
        const item *subject = &a->items.items[k - 1];
        if (subject->kind == ITEM_STOP || subject->kind == ITEM_COLON) {
            break;
        }
        if (subject->kind == ITEM_COUNT && subject->noun == NOUN_DRONE) {
            const bool which = item_does(a, k, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH);
            return subject->definite && !subject->plural && which ? verb_after(a, k - 1) : none;
        }
    }
    return none;
}

/* Whether item `k` leads to a place: "over the runways", "above its base at A"; `aloft`: only
 * where it says that what is there is in the air, or close by. */
static bool leads_to_place(const article *a, size_t k, bool aloft)
{
    enum { REACH = 6 };
    const item *prep = &a->items.items[k < a->items.count ? k : 0];
    if (k >= a->items.count || prep->kind == ITEM_HERE) {
        return k < a->items.count && !aloft; /* "were in the region" */
    }
    const bool in_air =
        prep->kind == ITEM_PREP && (skt_str_is(prep->entry->kind, "near") ||
                                    (skt_str_is(prep->entry->kind, "target") &&
                                     !item_does(a, k, SKT_GRAMMAR_ADVERB | SKT_GRAMMAR_QUALIFIER)));
    if (prep->kind != ITEM_PREP || (aloft && !in_air)) {
        return false;
    }
    for (size_t m = k + 1; m < a->items.count && m <= k + REACH; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_PLACE || it->kind == ITEM_HERE || it->kind == ITEM_GROUND) {
            return true;
        }
        const bool passes =
            it->kind == ITEM_PREP || it->kind == ITEM_SOURCE ||
            (it->kind == ITEM_WORD && a->scene.text->words[it->first].kind == SKT_WORD_LETTERS);
        if (!passes) {
            return m > k + 2 && it->kind != ITEM_VERB; /* "over the runways, police said" */
        }
    }
    return false;
}

bool tells_presence(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->noun != NOUN_DRONE || it->of_them || (it->definite && it->value == SKT_NULL)) {
        return false;
    }
    const size_t next = i + 1;
    if (next < a->items.count && a->items.items[next].kind == ITEM_AUX) {
        return leads_to_place(a, next + 1, it->value == SKT_NULL);
    }
    const bool there = i > 1 && a->items.items[i - 1].kind == ITEM_AUX &&
                       a->items.items[i - 2].kind == ITEM_HERE; /* "there were" */
    const bool had = i > 0 && item_does(a, i - 1, SKT_GRAMMAR_HAVE);
    return (there || had) && leads_to_place(a, next, true);
}

bool fell_again(article *a, const draft *d, size_t verb)
{
    const bool all = (d->count == COUNT_ALL && d->value == SKT_NULL) || d->count == COUNT_BOTH;
    if (!all || d->outcome != SKT_IMPACTED || verb == SIZE_MAX ||
        a->items.items[verb].kind != ITEM_VERB || a->items.items[verb].entry->place_object) {
        return false;
    }
    const int before = draft_in_reach(a, d->sentence);
    draft *group = before == NO_DRAFT ? NULL : &a->drafts.items[before];
    if (group == NULL || group->outcome != SKT_INTERCEPTED ||
        (d->count == COUNT_BOTH && (group->value != 2 || d->own_place || does_harm(a, verb)))) {
        return false;
    }
    if (d->own_place && !group->own_place) {
        group->places = d->places;
        group->own_place = true;
        group->why_place = d->why_place;
    }
    return true;
}

bool flew_off(const article *a, const draft *d)
{
    if (d->outcome != SKT_SIGHTED || !d->own_place || d->places.count != 1 ||
        (d->own_noun && !d->places.items[0].near) ||
        d->places.items[0].level != SKT_LEVEL_COUNTRY) {
        return false;
    }
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *other = &a->drafts.items[i - 1];
        if (other->sentence + 2 < d->sentence) {
            break;
        }
        if (other->places.count > 0 && !other->debris &&
            (other->outcome == SKT_INTERCEPTED || other->outcome == SKT_LOST)) {
            return country_around(a, other->places.items[0].node) != d->places.items[0].node;
        }
    }
    return false;
}

/* Whether the preposition at item `k` leads to a place that something is sent at. */
static bool aims(const article *a, size_t k)
{
    if (k + 1 >= a->items.count) {
        return false;
    }
    const item *prep = &a->items.items[k];
    const item *place = &a->items.items[k + 1];
    if (prep->kind == ITEM_HERE) { /* "at the kingdom" */
        return prep->end > prep->first + 1 && !word_does(&a->scene, prep->first, SKT_GRAMMAR_IN);
    }
    return prep->kind == ITEM_PREP &&
           (skt_str_is(prep->entry->kind, "target") ||
            skt_str_is(prep->entry->kind, "destination")) &&
           !item_does(a, k, SKT_GRAMMAR_IN) &&
           (place->kind == ITEM_PLACE || place->kind == ITEM_HERE);
}

bool relative_launch(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    const bool all = it->count == COUNT_ALL;
    if (it->value == SKT_NULL || (!all && (it->noun != NOUN_DRONE || it->of_them))) {
        return false;
    }
    for (size_t k = i + 1; k < a->items.count && !counts_drones(&a->items.items[k]); k++) {
        const item *verb = &a->items.items[k];
        if (verb->kind == ITEM_STOP ||
            (!all && (verb->kind == ITEM_COMMA || verb->kind == ITEM_AND))) {
            return false;
        }
        if (verb->kind != ITEM_VERB || verb->entry->form == SKT_FORM_NOUN) {
            continue;
        }
        const bool launch =
            verb->entry->patient == SKT_LAUNCHED || (all && verb->entry->agent == SKT_LAUNCHED);
        if (!launch && !all) {
            return false;
        }
        if (launch) {
            return all || aims(a, k + 1);
        }
    }
    return false;
}

/* "a piece that came from a drone", but "damage from a drone": whether something is told to come
 * from the drones at `i`. */
static bool is_origin(const article *a, size_t i)
{
    if (i == 0 || a->items.items[i - 1].kind != ITEM_PREP ||
        !skt_str_is(a->items.items[i - 1].entry->kind, "origin")) {
        return false;
    }
    for (size_t k = i - 1; k > 0 && a->items.items[k - 1].kind != ITEM_STOP; k--) {
        if (a->items.items[k - 1].kind == ITEM_DAMAGE ||
            a->items.items[k - 1].kind == ITEM_CASUALTY) {
            return false;
        }
    }
    return true;
}

bool tells_otherwise(const article *a, size_t i)
{
    if (is_origin(a, i)) {
        return true;
    }
    if (i + 2 >= a->items.count || a->items.items[i + 1].kind != ITEM_AUX) {
        return false;
    }
    const item *word = &a->items.items[i + 2];
    if (word->kind != ITEM_WORD || a->scene.text->words[word->first].kind != SKT_WORD_LETTERS ||
        item_does(a, i + 2, SKT_GRAMMAR_FUNCTION | SKT_GRAMMAR_ADVERB)) {
        return false;
    }
    for (size_t k = i + 3; k < a->items.count; k++) {
        switch (a->items.items[k].kind) {
        case ITEM_PLACE:
        case ITEM_HERE:
        case ITEM_VERB: return false;
        case ITEM_STOP:
        case ITEM_COMMA: return true;
        default: break;
        }
    }
    return true;
}

bool goes_on_reporting(const article *a, size_t i, uint32_t sentence)
{
    const int before = last_draft(a, sentence);
    return i > 0 && item_does(a, i - 1, SKT_GRAMMAR_OF) && before != NO_DRAFT &&
           a->drafts.items[before].reported;
}

bool fell_shot(const article *a, const draft *d, size_t verb)
{
    if (!d->of_them || d->container == NO_DRAFT || d->outcome != SKT_IMPACTED || verb == SIZE_MAX ||
        a->items.items[verb].kind != ITEM_VERB || a->items.items[verb].entry->place_object ||
        d->places.count == 0 || d->places.items[0].node == SKT_NO_NODE || falls_on_thing(a, verb)) {
        return false;
    }
    const skt_level level = skt_gazetteer_level(a->scene.gazetteer, d->places.items[0].node);
    return a->drafts.items[d->container].outcome == SKT_INTERCEPTED && level == SKT_LEVEL_REGION;
}

/* "None of the 12 drones reached its target", "got through": what the zero at `i` says to have
 * become of the group that it counts, or SKT_NO_OUTCOME. */
static int fate_of_group(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->out_of == SKT_NULL) {
        return SKT_NO_OUTCOME;
    }
    const found_verb verb = verb_after(a, i);
    const item *told = verb.item == SIZE_MAX ? NULL : &a->items.items[verb.item];
    return told != NULL && told->kind == ITEM_VERB && !verb.unreal && !verb.negated &&
                   (told->entry->neg == SKT_LOST || told->entry->neg == SKT_INTERCEPTED)
               ? told->entry->neg
               : SKT_NO_OUTCOME;
}

/* "The drone that crashed at A": one that is told of here for the first time, and by what it
 * did. */
static bool is_introduced(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    if (!it->definite || it->value != SKT_NULL || it->noun != NOUN_DRONE || it->plural ||
        i + 2 >= a->items.count || draft_in_reach(a, sentence) != NO_DRAFT) {
        return false;
    }
    const bool clause = item_does(a, i + 1, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH);
    if (!clause && sentence == 0) {
        return false;
    }
    if (a->items.items[i + 1].kind == ITEM_DAMAGE) {
        return a->items.items[i + 1].entry->form == SKT_FORM_PAST; /* "tore off its roof" */
    }
    const item *verb = &a->items.items[i + 1 + clause];
    return verb->kind == ITEM_VERB && verb->entry->form == SKT_FORM_PAST &&
           verb->entry->agent == SKT_IMPACTED;
}

/* Makes of "none of the 12" and of "the drone that crashed" what they count; what became of the
 * group, none of which came through, or SKT_NO_OUTCOME. */
int take_up(article *a, size_t i, uint32_t sentence)
{
    item *it = &a->items.items[i];
    const int fate = it->count == COUNT_ZERO ? fate_of_group(a, i) : SKT_NO_OUTCOME;
    if (fate != SKT_NO_OUTCOME) {
        it->count = COUNT_ALL;
        it->value = it->out_of;
        it->bound = SKT_EXACT;
        it->noun = NOUN_DRONE;
    }
    if (tells_of_all(a, i, sentence)) {
        it->value = it->out_of;
        it->out_of = SKT_NULL;
        it->noun = NOUN_DRONE;
        it->plural = true;
    }
    if (is_introduced(a, i, sentence)) {
        it->value = 1;
        it->bound = SKT_EXACT;
        it->definite = false;
    }
    return fate;
}
