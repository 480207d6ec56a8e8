/* Refusing: which counts are none of drones, or of none that happened, and which drafts tell too
 * little to be a claim. */
#include "claims/draft.h"

/* "two or three for each Shahed", "ten per drone": what is used up on a drone, not drones. */
static bool is_rate(const article *a, size_t i)
{
    size_t k = i + 1;
    while (k < a->items.count &&
           (a->items.items[k].kind == ITEM_AND ||
            (a->items.items[k].kind == ITEM_COUNT && a->items.items[k].noun == NOUN_NONE))) {
        k++;
    }
    return k + 1 < a->items.count && a->items.items[i].noun != NOUN_DRONE &&
           a->items.items[k].kind == ITEM_EACH && a->items.items[k + 1].kind == ITEM_COUNT &&
           a->items.items[k + 1].noun == NOUN_DRONE && a->items.items[k + 1].value == SKT_NULL;
}

/* "evacuated 71 people, nine of them children": whether "of them" points to a number of something
 * else right before. */
static bool is_of_others(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    bool others = false;
    if (!it->of_them || it->value == SKT_NULL || i < 2 ||
        a->items.items[i - 1].kind != ITEM_COMMA) {
        return false;
    }
    for (size_t k = i - 1; k > 0; k--) {
        const item *before = &a->items.items[k - 1];
        if (counts_drones(before)) {
            return false;
        }
        others |= before->kind == ITEM_COUNT && before->noun == NOUN_OTHER &&
                  before->value != SKT_NULL && before->value > it->value;
    }
    return others;
}

/* "Two drones hit a block of flats?": whether the sentence at hand asks. */
static bool is_asked(const article *a)
{
    const item *last = &a->items.items[a->items.count - 1];
    return last->kind == ITEM_WORD && is_sign(&a->scene, last->first, "?");
}

/* The rule by which the count at `i` is none of drones, or none that happened; RULE_NONE if
 * it may be one. */
rule refusal_of(article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    if (is_supposed(a, i) || is_asked(a)) {
        return RULE_UNREAL;
    }
    if (i > 0 && aside_behind(a, i - 1) != 0) {
        return RULE_NO_OUTCOME;
    }
    if (it->count == COUNT_ZERO) {
        return RULE_ZERO;
    }
    if (!noun_can_be_carried(a, i, sentence) || is_rate(a, i) || is_of_others(a, i)) {
        return RULE_OTHER_NOUN;
    }
    if (is_denied(a, i)) {
        return RULE_NEGATED;
    }
    if (i > 1 && it->value == SKT_NULL && a->items.items[i - 1].kind == ITEM_VERB &&
        is_declined(a->items.items[i - 1].entry) && counts_strikes(a, i - 2)) {
        return RULE_DEFINITE; /* "два прилёта БПЛА": counted by the number of hits */
    }
    /* "the drones": those already told of */
    return (it->definite && it->value == SKT_NULL) || names_again(a, i) ? RULE_DEFINITE : RULE_NONE;
}

/* A vague mention needs a verb and a place of its own to be a claim. */
static bool is_mere_mention(const draft *d, bool own_verb, bool of_group)
{
    if (d->value != SKT_NULL) {
        return false;
    }
    if (own_verb && !d->own_noun && d->plural && d->places.count == 1 &&
        d->outcome == SKT_INTERCEPTED) {
        return false; /* "Many were brought down", of those told before */
    }
    const bool others = d->outcome == SKT_LOST || d->outcome == SKT_IMPACTED;
    if (own_verb && d->count == COUNT_OTHER && others && d->places.count > 0) {
        return false; /* "The others went missing", "The others damaged a tanker" */
    }
    if (d->places.count > 0 && (d->count == COUNT_REST ? own_verb || d->own_place
                                                       : d->count == COUNT_OTHER && d->plural &&
                                                             d->own_place && of_group)) {
        return false; /* "The rest were shot down", "and the others over Crimea" */
    }
    if (d->why_outcome.rule == RULE_SAID && d->own_place) {
        return false; /* "reported drones over the town" */
    }
    if (own_verb && d->own_noun && d->outcome == SKT_IMPACTED &&
        d->why_place.rule == RULE_PLACE_SCENE && d->places.items[0].level != SKT_LEVEL_COUNTRY) {
        return false; /* "drones hit a warehouse", of the town spoken of */
    }
    if (d->load && d->count == COUNT_ANOTHER && d->places.count > 0) {
        return false; /* "but a third dropped its charge" */
    }
    if (own_verb && of_group && d->places.count > 0) {
        return false; /* "With 11 drones; most of them were shot down" */
    }
    return !own_verb || d->places.count == 0 || !d->own_place;
}

/* Whether the draft is what is left of a number that its sentence has told: "the others",
 * "most of them". */
static bool is_of_group(const article *a, const draft *d)
{
    const int before = last_draft(a, d->sentence);
    return (d->of_them || (d->count == COUNT_OTHER && d->plural) || d->count == COUNT_REST) &&
           before != NO_DRAFT && a->drafts.items[before].value != SKT_NULL &&
           (d->count == COUNT_OTHER || a->drafts.items[before].value != 1);
}

/* "and nine at Taunghkam": whether the count at `i` has a place that the gazetteer lacks. */
static bool has_unknown_place(const article *a, size_t i, uint32_t sentence)
{
    const item *prep = &a->items.items[i + 1];
    if (i + 2 < a->items.count && i > 0 && prep->kind == ITEM_PREP &&
        skt_str_is(prep->entry->kind, "destination") &&
        (a->items.items[i - 1].kind == ITEM_COMMA || a->items.items[i - 1].kind == ITEM_AND)) {
        return true; /* "four as they neared the airport" */
    }
    if (i + 2 >= a->items.count || prep->kind != ITEM_PREP ||
        !(skt_str_is(prep->entry->kind, "target") || skt_str_is(prep->entry->kind, "near"))) {
        return false;
    }
    if (i > 0 && item_does(a, i + 2, SKT_GRAMMAR_DEFINITE)) {
        /* "seven were downed, four near the airport", "and one over the airport" */
        const int whole = last_draft(a, sentence);
        return (a->items.items[i - 1].kind == ITEM_AND &&
                skt_str_is(prep->entry->kind, "target")) ||
               (whole != NO_DRAFT &&
                (a->items.items[i - 1].kind == ITEM_COMMA ||
                 a->items.items[i - 1].kind == ITEM_COLON) && /* "used 20: 12 against the base" */
                a->drafts.items[whole].value > a->items.items[i].value);
    }
    const skt_word *name = &a->scene.text->words[prep[1].first];
    return prep[1].kind == ITEM_WORD && name->kind == SKT_WORD_LETTERS &&
           (name->flags & SKT_WORD_CAPITAL) != 0 && !skt_words_know(a->scene.words, prep[1].first);
}

/* "12 were downed by noon and 18 between noon and 20:00", "one at 3:00, another at 4:20": whether
 * the draft `d` of the count at `i` has its own time in a row. */
static bool is_in_time_row(const article *a, const draft *d, size_t i)
{
    if (i > 1 && a->items.items[i - 1].kind == ITEM_WHEN &&
        (a->items.items[i - 2].kind == ITEM_COMMA || a->items.items[i - 2].kind == ITEM_AND ||
         a->items.items[i - 2].kind == ITEM_BUT) &&
        last_draft(a, d->sentence) != NO_DRAFT &&
        (i + 1 == a->items.count || a->items.items[i + 1].kind == ITEM_COMMA ||
         a->items.items[i + 1].kind == ITEM_WORD)) {
        return true; /* "on Monday six, yesterday two" */
    }
    if (i == 0 || i + 1 >= a->items.count || a->items.items[i + 1].kind != ITEM_WHEN ||
        last_draft(a, d->sentence) == NO_DRAFT) {
        return false;
    }
    const uint8_t before = a->items.items[i - 1].kind;
    if (before != ITEM_AND && before != ITEM_COMMA && before != ITEM_COLON) {
        return false;
    }
    if (d->count == COUNT_PLAIN || (d->count == COUNT_OTHER && d->value == 1) ||
        (d->count == COUNT_ANOTHER && d->plural)) {
        return true;
    }
    const skt_when *when = &a->scene.whens[a->items.items[i + 1].when];
    return d->count == COUNT_ANOTHER && when->window.precision == SKT_TIME_MINUTE;
}

/* The rule by which a draft with its places is no claim, or RULE_NONE. */
rule weakness_of(const article *a, const draft *d, size_t i, bool has_verb, bool included)
{
    const bool present = d->outcome == SKT_SIGHTED && tells_presence(a, i);
    if (is_mere_mention(d, has_verb || present, is_of_group(a, d))) {
        return RULE_MENTION;
    }
    if (!has_verb && (is_in_time_row(a, d, i) || leaves_out_verb(a, i))) {
        return RULE_NONE;
    }
    const bool figure = a->items.items[i].figure || figure_before(a, i) != SIZE_MAX;
    if (!has_verb && !d->own_place && !d->own_noun && !included && !d->reported && !figure &&
        !has_unknown_place(a, i, d->sentence)) {
        return RULE_BARE;
    }
    /* Nobody says that it was seen, and not where. */
    const bool unsaid = d->outcome == SKT_SIGHTED && !d->own_place && !d->reported &&
                        d->source.first == d->source.end && doer_before(a, i) == SKT_NO_NODE &&
                        d->why_place.rule != RULE_PLACE_SCENE &&
                        d->why_place.rule != RULE_PLACE_DEFENDER;
    return unsaid ? RULE_UNSAID : RULE_NONE;
}
