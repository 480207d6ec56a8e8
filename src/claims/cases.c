/* Verbs of a count told by its case or by the order of words: what drones were used for, attacks
 * and hits that they are of, subjects behind their verbs. */
#include "claims/where.h"

static const found_verb no_verb = {SIZE_MAX, SKT_NO_OUTCOME, false, false};

/* Whether the count at `i` stands in the case of what something is done with: "четырьмя",
 * "беспилотниками". */
bool in_case_of_means(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    for (uint32_t w = it->first; w < it->end; w++) {
        if (word_does(&a->scene, w, SKT_GRAMMAR_WITH)) {
            return true;
        }
    }
    return false;
}

/* Whether the noun of the count at `i` has one form for all cases: "БпЛА". */
static bool is_uninflected(const article *a, size_t i)
{
    uint32_t at = a->items.items[i].first;
    const skt_entry *drone = next_drone(a, i, &at);
    return drone != NULL && drone->singular && drone->plural && !drone->type;
}

/* "атакован четырьмя беспилотниками", "удары 17 дронами": whether the count at `i` is what was
 * done with, told by its case or by a participle that can have no other object. */
bool is_instrument(const article *a, size_t i, const skt_entry *verb)
{
    return verb->with != SKT_NO_OUTCOME && a->items.items[i].noun == NOUN_DRONE &&
           ((a->items.items[i].end > a->items.items[i].first + 1 && in_case_of_means(a, i)) ||
            (verb->form == SKT_FORM_PART && verb->patient == SKT_NO_OUTCOME));
}

/* What is told by verb item `verb` of the drones at `i` that it was done with: a strike with one
 * drone hit; of one with many ("нанесены удары 17 дронами") it is told how many were sent. */
found_verb done_with(const article *a, size_t i, size_t verb)
{
    const skt_entry *entry = a->items.items[verb].entry;
    const int64_t value = a->items.items[i].value;
    const bool hits = entry->agent == SKT_IMPACTED && (value == SKT_NULL || value == 1);
    const int with = entry->with == SKT_IMPACTED ? (int)SKT_LAUNCHED : entry->with;
    return verb_judged(a, 0, verb, hits ? entry->agent : with);
}

/* "атаковали Украину 80 беспилотниками", "ударил по объектам в Москве тремя дронами": the verb
 * before the count at `i`, whose case tells that it was done with them. */
/* "застосував дві ракети «Іскандер-М» з Воронезької обл. та 104 БпЛА": the verb whose objects are
 * other weapons, with where they came from, and the drones at `i`. */
found_verb verb_of_weapons(const article *a, size_t i)
{
    enum { REACH = 24 };
    bool row = false;
    const item *it = &a->items.items[i];
    if (it->noun != NOUN_DRONE || it->value == SKT_NULL || i == 0 ||
        (a->items.items[i - 1].kind != ITEM_AND && a->items.items[i - 1].kind != ITEM_COMMA)) {
        return no_verb;
    }
    for (size_t k = i; k > 0 && i - k < REACH; k--) {
        const item *before = &a->items.items[k - 1];
        if (before->kind == ITEM_VERB && before->entry->form == SKT_FORM_PAST) {
            const bool its = row && before->entry->patient == SKT_LAUNCHED;
            return its ? verb_judged(a, 0, k - 1, SKT_LAUNCHED) : no_verb;
        }
        const bool origin = before->kind == ITEM_PREP && skt_str_is(before->entry->kind, "origin");
        const bool from = before->kind == ITEM_PLACE && where_preposition(a, k - 1) != NULL &&
                          skt_str_is(where_preposition(a, k - 1)->entry->kind, "origin");
        row |= before->kind == ITEM_COUNT && before->noun == NOUN_OTHER;
        if (!origin && !from && before->kind != ITEM_WORD && before->kind != ITEM_AND &&
            before->kind != ITEM_COMMA && before->kind != ITEM_QUOTE &&
            !(before->kind == ITEM_COUNT && before->noun == NOUN_OTHER)) {
            break;
        }
    }
    return no_verb;
}

/* Whether item `k` may stand between a verb and what it is done with: places, times, who does it,
 * other weapons. */
static bool stands_between(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    switch (it->kind) {
    case ITEM_COUNT: return it->noun == NOUN_OTHER && it->value != SKT_NULL;
    case ITEM_VERB: return it->entry->form == SKT_FORM_NOUN;
    case ITEM_WORD:
    case ITEM_PREP:
    case ITEM_PLACE:
    case ITEM_HERE:
    case ITEM_GROUND:
    case ITEM_EACH:
    case ITEM_WHEN:
    case ITEM_SOURCE:
    case ITEM_QUOTE:
    case ITEM_AND: return true;
    default: return false;
    }
}

found_verb verb_of_means(const article *a, size_t i)
{
    enum { BEFORE = 24, BEHIND = 4 };
    const bool cased = in_case_of_means(a, i);
    if (a->items.items[i].noun != NOUN_DRONE || (!cased && !is_uninflected(a, i))) {
        return no_verb;
    }
    for (size_t k = i; k > 0 && i - k < BEFORE; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_VERB && it->entry->with != SKT_NO_OUTCOME &&
            it->entry->form != SKT_FORM_ATTR &&
            (cased || (it->entry->patient == SKT_NO_OUTCOME && it->entry->form == SKT_FORM_PAST))) {
            return done_with(a, i, k - 1);
        }
        if (!stands_between(a, k - 1)) {
            break;
        }
    }
    for (size_t k = i + 1; cased && k < a->items.count && k - i <= BEHIND; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_VERB && it->entry->with != SKT_NO_OUTCOME &&
            (it->entry->form == SKT_FORM_PAST || it->entry->form == SKT_FORM_S)) {
            return done_with(a, i, k);
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_SOURCE && it->kind != ITEM_WHEN &&
            it->kind != ITEM_PLACE) {
            break;
        }
    }
    return no_verb;
}

/* Whether item `k` can stand in a phrase of when or where. */
static bool is_adverbial(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    return it->kind == ITEM_PREP || it->kind == ITEM_WHEN || it->kind == ITEM_HERE ||
           it->kind == ITEM_PLACE || it->kind == ITEM_GROUND || it->kind == ITEM_EACH ||
           (it->kind == ITEM_WORD && a->scene.text->words[it->first].kind == SKT_WORD_LETTERS);
}

/* "На территорию завода упали три дрона", "под Рязанью взорвались дроны": the verb of what drones
 * do before the count at `i`, its subject, in a clause that begins with when or where. */
found_verb verb_inverted(const article *a, size_t i)
{
    enum { REACH = 8 };
    const item *items = a->items.items;
    size_t verb = i;
    if (items[i].noun != NOUN_DRONE || items[i].of_them) {
        return no_verb;
    }
    while (verb > 0 && i - verb < REACH && is_adverbial(a, verb - 1)) {
        verb--;
    }
    if (verb == 0 || items[verb - 1].kind != ITEM_VERB) {
        return no_verb;
    }
    verb--;
    const skt_entry *entry = items[verb].entry;
    const bool finite = entry->form == SKT_FORM_PAST || entry->form == SKT_FORM_PART;
    if (finite && entry->patient != SKT_NO_OUTCOME && verb + 1 < i && !has_auxiliary(a, verb) &&
        items[verb + 1].kind == ITEM_PREP && items[i - 1].kind == ITEM_PLACE &&
        a->items.items[i].value != SKT_NULL) {
        return verb_judged(a, verb, verb, entry->patient); /* "выпустили по Украине 90 дронов" */
    }
    if (entry->patient != SKT_NO_OUTCOME || entry->agent == SKT_NO_OUTCOME ||
        entry->form != SKT_FORM_PAST || has_auxiliary(a, verb)) {
        return no_verb;
    }
    size_t start = verb;
    while (start > 0 && is_adverbial(a, start - 1)) {
        start--;
    }
    const uint8_t before = start > 0 ? items[start - 1].kind : ITEM_STOP;
    const bool clause = before == ITEM_COMMA || before == ITEM_STOP || before == ITEM_COLON ||
                        before == ITEM_AND || before == ITEM_BUT || before == ITEM_QUOTE ||
                        before == ITEM_RELATIVE;
    const uint8_t opens = items[start].kind;
    const bool ground = /* "polską przestrzeń powietrzną naruszyło 19 dronów" */
        items[verb - (verb > 0)].kind == ITEM_GROUND && entry->place_object;
    const bool inverted =
        opens == ITEM_PREP || opens == ITEM_WHEN || opens == ITEM_HERE || start == verb || ground;
    return clause && inverted ? verb_judged(a, start, verb, entry->agent) : no_verb;
}

found_verb verb_attributive(const article *a, size_t i)
{
    enum { REACH = 5 };
    const item *items = a->items.items;
    if (items[i].noun != NOUN_DRONE || items[i].definite) {
        return no_verb;
    }
    for (size_t k = i; k > 0 && i - k < REACH; k--) {
        const item *it = &items[k - 1];
        if (it->kind == ITEM_VERB && it->entry->form == SKT_FORM_ATTR && k < i) {
            const int outcome =
                it->entry->patient != SKT_NO_OUTCOME ? it->entry->patient : it->entry->agent;
            return outcome == SKT_NO_OUTCOME ? no_verb : verb_judged(a, 0, k - 1, outcome);
        }
        if (it->kind != ITEM_PREP && it->kind != ITEM_PLACE && it->kind != ITEM_HERE &&
            it->kind != ITEM_WHEN) {
            break;
        }
    }
    return no_verb;
}

/* "атака 20 БПЛА", "налёт трёх дронов": the noun of action right before the count at `i`, which
 * stands in the case of who acts, as no other verb tells of it. */
found_verb verb_of_genitive(const article *a, size_t i)
{
    const item *noun = i > 0 ? &a->items.items[i - 1] : NULL;
    const bool acts =
        noun != NULL && noun->kind == ITEM_VERB && noun->entry->form == SKT_FORM_NOUN &&
        (noun->entry->agent == SKT_LAUNCHED || is_declined(noun->entry)) &&
        noun->entry->agent != SKT_NO_OUTCOME && noun->entry->patient == SKT_NO_OUTCOME &&
        a->items.items[i].noun == NOUN_DRONE && noun->end == a->items.items[i].first;
    return acts ? verb_judged(a, 0, i - 1, noun->entry->agent) : no_verb;
}
