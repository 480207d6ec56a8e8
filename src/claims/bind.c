/* Binding: which number met which outcome. A count is taken, its verb is sought
 * in the clause, and what is left out is carried forward from what came before. */
#include "claims/draft.h"
#include "claims/where.h"

draft new_draft(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    return (draft){
        .value = it->value,
        .low = it->low,
        .out_of = it->out_of,
        .sites = SKT_NULL,
        .bound = (skt_bound)it->bound,
        .count = (count_kind)it->count,
        .plural = it->plural,
        .of_them = it->of_them,
        .own_noun = it->noun == NOUN_DRONE,
        .headline = it->first < a->headline_end,
        .sentence = sentence,
        .first = it->first,
        .end = it->end,
        .when = -1,
        .day = SKT_NO_DAY,
        .window = {.start = SKT_NO_TIME, .end = SKT_NO_TIME},
        .container = NO_DRAFT,
        .source = a->source,
        .attacker = SKT_NO_NODE,
    };
}

void hold_item(const article *a, draft *d, size_t i)
{
    enum { EVIDENCE_WORDS = 40 };
    const item *it = &a->items.items[i];
    const uint32_t first = it->first < d->first ? it->first : d->first;
    const uint32_t end = it->end > d->end ? it->end : d->end;
    if (end - first <= EVIDENCE_WORDS) {
        d->first = first;
        d->end = end;
    }
}

void told_by(const article *a, draft *d, rule why, size_t i)
{
    d->why_outcome.rule = (uint8_t)why;
    d->verb_first = a->items.items[i].first;
    d->verb_end = a->items.items[i].end;
}

/* The country that item `i` names, or SKT_NO_NODE. */
static skt_node country_at(const article *a, size_t i)
{
    if (i >= a->items.count || a->items.items[i].kind != ITEM_PLACE) {
        return SKT_NO_NODE;
    }
    const skt_node node = a->scene.toponyms[a->items.items[i].place_first].node;
    return node != SKT_NO_NODE && skt_gazetteer_level(a->scene.gazetteer, node) == SKT_LEVEL_COUNTRY
               ? node
               : SKT_NO_NODE;
}

/* The country that stands as the doer before verb `verb`: "Russia launched",
 * "Ukraine's air defences destroyed". */
skt_node doer_before(const article *a, size_t verb)
{
    for (size_t k = verb; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_SAY) {
            break;
        }
        const bool owner = skt_words_verb_last(a->scene.words) && it->kind == ITEM_PLACE &&
                           a->scene.toponyms[it->place_first].adjective; /* "۸۵ پهپاد روسی" */
        if (it->kind == ITEM_PLACE && !owner &&
            (!a->scene.toponyms[it->place_first].possessive || acts_as_owner(a, k - 1)) &&
            (k < 2 || a->items.items[k - 2].kind != ITEM_PREP) && !where_attacked(a, k - 1)) {
            const skt_node node = a->scene.toponyms[it->place_first].node;
            if (node != SKT_NO_NODE &&
                skt_gazetteer_level(a->scene.gazetteer, node) == SKT_LEVEL_COUNTRY) {
                return node;
            }
        }
    }
    return a->items.items[verb].kind == ITEM_VERB && a->items.items[verb].entry->doer_behind
               ? country_at(a, verb + 1)
               : SKT_NO_NODE;
}

/* Whether place `p` of the draft is told by the same words as `first`. */
static bool stands_with(const article *a, const place_ref *first, size_t p, const draft *d)
{
    const uint32_t one = first->toponym;
    const uint32_t other = d->places.items[p].toponym;
    return one != UINT32_MAX && other != UINT32_MAX &&
           a->scene.toponyms[one].first == a->scene.toponyms[other].first;
}

static skt_status push_each(article *a, const draft *d)
{
    for (size_t p = 0, n = 1; p < d->places.count; p += n, n = 1) {
        draft one = *d;
        while (p + n < d->places.count && stands_with(a, &d->places.items[p], p + n, d)) {
            n++; /* a name for several areas */
        }
        one.places.items = d->places.items + p;
        one.places.count = n;
        if (!skt_vec_push(&a->drafts, one)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

static bool each_beside(const article *a, size_t i, const draft *d)
{
    for (size_t k = i; k < a->items.count && a->items.items[k].first < d->end; k++) {
        if (a->items.items[k].kind == ITEM_EACH) {
            return true;
        }
    }
    const item *before = i > 0 ? &a->items.items[i - 1] : NULL;
    return (i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_EACH) ||
           (before != NULL && before->kind == ITEM_EACH && /* "по два" */
            skt_str_is(before->entry->kind, "before"));
}

static skt_status push_draft(article *a, draft *d, size_t i, bool launched_too)
{
    if (d->places.count > 1 && each_beside(a, i, d)) {
        return push_each(a, d);
    }
    if (!skt_vec_push(&a->drafts, *d)) {
        return SKT_E_NOMEM;
    }
    if (d->out_of != SKT_NULL && d->outcome != SKT_LAUNCHED && !same_group_counted(a, d)) {
        return push_whole(a, d, i);
    }
    return launched_too && d->outcome != SKT_LAUNCHED ? push_whole(a, d, i) : SKT_OK;
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

/* Pushes the draft of the count at `i` with what it implies. */
static skt_status push_count(article *a, draft *d, size_t i, size_t verb)
{
    const bool attacks = d->outcome == SKT_LAUNCHED && verb != SIZE_MAX && d->own_place;
    /* "FPV-дроном атаковано громаду, пошкоджено авто": the damage is not told of the drone. */
    const size_t damage =
        attacks && !(d->value == 1 && in_case_of_means(a, i)) ? damage_done(a, i, verb) : SIZE_MAX;
    skt_status status = SKT_OK;
    if (d->count == COUNT_OTHER && d->container == NO_DRAFT) {
        status = push_sum(a, d);
    }
    if (damage != SIZE_MAX && d->value == 1 && d->bound == SKT_EXACT) {
        d->outcome = SKT_IMPACTED; /* "a drone attacked the depot, setting fire to it" */
        hold_item(a, d, damage);
        told_by(a, d, RULE_ATTACK_DAMAGE, damage);
    }
    if (status == SKT_OK) {
        status = push_draft(a, d, i, relative_launch(a, i));
    }
    if (status == SKT_OK && damage != SIZE_MAX && d->outcome == SKT_LAUNCHED) {
        status = push_damage(a, d, damage);
    }
    if (status == SKT_OK && d->outcome == SKT_INTERCEPTED && verb != SIZE_MAX && verb > i) {
        status = push_fall(a, d, verb);
    }
    return status == SKT_OK && verb != SIZE_MAX ? push_repelled(a, d, i, verb) : status;
}

/* Gives the draft its share of a row of places, if there is one; false: no memory. */
static bool take_share(article *a, draft *d, size_t i)
{
    place_ref share;
    if (!place_of_share(a, i, &share)) {
        return true;
    }
    place_ref *place = skt_arena_alloc(a->arena, sizeof *place);
    if (place == NULL) {
        return false;
    }
    *place = share;
    d->places = (place_refs){place, 1};
    d->own_place = true;
    d->why_place.rule = RULE_PLACE_SHARE;
    return true;
}

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
static rule refusal_of(article *a, size_t i, uint32_t sentence)
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
static rule weakness_of(const article *a, const draft *d, size_t i, bool has_verb, bool included)
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

/* "one of its drones", behind the number of others in another paragraph: the speaker's own. */
static bool names_owner(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    for (uint32_t w = it->first; w < it->end; w++) {
        if (word_does(&a->scene, w, SKT_GRAMMAR_OWN)) {
            const size_t n = a->drafts.count;
            return n == 0 || a->scene.text->words[a->drafts.items[n - 1].first].paragraph !=
                                 a->scene.text->words[it->first].paragraph;
        }
    }
    return false;
}

/* "Of 50 sent at Ukraine, two flew into Romanian airspace": drones of a group that left the
 * country attacked are lost to it. */
static void lose_abroad(const article *a, draft *d)
{
    const int group = d->own_noun && !d->of_them ? NO_DRAFT : group_told(a, d->sentence);
    if (d->outcome != SKT_SIGHTED || group == NO_DRAFT || d->places.count != 1 || !d->own_place) {
        return;
    }
    const draft *whole = &a->drafts.items[group];
    const skt_node there = d->places.items[0].node;
    if (whole->outcome == SKT_LAUNCHED && whole->places.count == 1 && there != SKT_NO_NODE &&
        d->places.items[0].level == SKT_LEVEL_COUNTRY && d->value <= whole->value &&
        country_around(a, whole->places.items[0].node) != there) {
        d->outcome = SKT_LOST;
    }
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
static rule tell_outcome(const article *a, draft *d, size_t i, found_verb *verb, int fate)
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

/* Finds the group that the count at `i` is a part or a fate of; the rule by which it is no claim,
 * or RULE_NONE. */
static rule join_group(article *a, draft *d, size_t i, bool included)
{
    const item *it = &a->items.items[i];
    find_container(a, d, it, included);
    if (it->nth > 0 && d->container == NO_DRAFT) {
        d->container = group_of_ordinal(a, d, i);
        d->why_part = (reason){d->container == NO_DRAFT ? RULE_NONE : RULE_PART_SAID, d->container};
    }
    take_whole(a, d, it);
    if (d->container != NO_DRAFT && included && d->outcome == SKT_INTERCEPTED) {
        draft *whole = &a->drafts.items[d->container];
        if (whole->outcome == SKT_IMPACTED && whole->sentence == d->sentence &&
            whole->value != SKT_NULL && whole->value > d->value) {
            whole->outcome = SKT_LAUNCHED; /* "38 came down on the region, 27 of them shot down" */
        }
    }
    const int before = draft_in_reach(a, d->sentence);
    if (it->count == COUNT_SAME && before != NO_DRAFT) {
        d->value = a->drafts.items[before].value;
        d->bound = a->drafts.items[before].bound;
    }
    const int group =
        it->ordinal && d->outcome == SKT_SIGHTED ? group_told(a, d->sentence) : NO_DRAFT;
    /* "The first came in at 0:35", of many */
    return group != NO_DRAFT && a->drafts.items[group].value > 3 ? RULE_DEFINITE : RULE_NONE;
}

/* Notes what the clause of the count at `i` tells besides: who, when, of which row. */
static void describe(const article *a, draft *d, size_t i, size_t verb)
{
    if (verb != SIZE_MAX) {
        d->aloft = a->items.items[verb].kind == ITEM_VERB &&
                   skt_str_is(a->items.items[verb].entry->kind, "aloft");
        hold_item(a, d, verb);
        d->attacker = d->outcome == SKT_LAUNCHED ? doer_before(a, verb) : SKT_NO_NODE;
    }
    d->aloft |= d->why_outcome.rule == RULE_SAID && d->value == SKT_NULL;
    for (size_t k = i; k > 0 && !d->row; k--) {
        d->row = counts_drones(&a->items.items[k - 1]) && in_drone_row(a, k - 1, i);
    }
    d->superseded = told_as_old(a, i);
    d->sums = i > 0 && a->items.items[i - 1].kind == ITEM_FIGURE &&
              skt_str_is(a->items.items[i - 1].entry->kind, "sum");
    d->period = period_told(a, i);
    d->when = when_of_count(a, i, verb);
}

/* Finds the places, and what they say of the outcome; *why: the rule by which it is no claim. */
static skt_status settle_places(article *a, draft *d, size_t i, size_t verb, rule *why)
{
    const skt_status status = bind_places(a, d, i, verb);
    if (status != SKT_OK || !take_share(a, d, i)) {
        return status != SKT_OK ? status : SKT_E_NOMEM;
    }
    lose_abroad(a, d);
    widen_whole(a, d);
    *why = fell_again(a, d, verb) ? RULE_DEFINITE : RULE_NONE;
    if (fell_shot(a, d, verb)) {
        d->outcome = SKT_INTERCEPTED;
    }
    if (flew_off(a, d)) {
        d->outcome = SKT_LOST;
    }
    return SKT_OK;
}

static skt_status bind_count(article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    const int fate = take_up(a, i, sentence);
    rule why = refusal_of(a, i, sentence);
    if (why != RULE_NONE) {
        return pass_over(a, i, why);
    }
    draft d = new_draft(a, i, sentence);
    found_verb verb = verb_of_count(a, i);
    why = tell_outcome(a, &d, i, &verb, fate);
    if (why != RULE_NONE) {
        return pass_over(a, i, why);
    }
    const bool has_verb = verb.item != SIZE_MAX;
    d.reported = !has_verb && (reported(a, i) || goes_on_reporting(a, i, sentence) ||
                               d.why_outcome.rule == RULE_SAID);
    const bool agents = it->figure && i + 1 < a->items.count &&
                        item_does(a, i + 1, SKT_GRAMMAR_BY); /* "eight by missile units" */
    const bool included = inclusion_before(a, i) || (d.of_them && !names_owner(a, i)) ||
                          d.out_of != SKT_NULL || agents;
    why = join_group(a, &d, i, included);
    if (why != RULE_NONE) {
        return pass_over(a, i, why);
    }
    describe(a, &d, i, verb.item);
    d.aloft |= d.value == SKT_NULL && d.outcome == SKT_SIGHTED && tells_presence(a, i);
    const skt_status status = settle_places(a, &d, i, verb.item, &why);
    if (status != SKT_OK) {
        return status;
    }
    why = why != RULE_NONE ? why : weakness_of(a, &d, i, has_verb, included);
    if (why != RULE_NONE) {
        return pass_over(a, i, why);
    }
    d.further = it->value != SKT_NULL &&
                ((it->count == COUNT_ANOTHER && !it->ordinal) || follows_in_row(a, i, &d));
    /* "among them 12 flying towards Moscow": also inside what the regions had. */
    d.subset = included && d.own_place && d.places.count > 0 && d.places.items[0].near;
    return push_count(a, &d, i, verb.item);
}

/* "Eight drones were destroyed. The governor told this": who speaks behind figures that nobody was
 * named for, in their paragraph, said them. */
static void credit_before(article *a, uint32_t sentence)
{
    const bool this = a->items.items[0].kind == ITEM_SAY ||
                      (a->items.count > 2 && item_does(a, 0, SKT_GRAMMAR_FUNCTION) &&
                       word_does(&a->scene, a->items.items[1].first,
                                 SKT_GRAMMAR_DEFINITE)); /* "Об этом рано утром сообщил" */
    if (a->spoke != sentence || sentence == 0 || !this) {
        return;
    }
    const uint32_t here = a->scene.text->words[a->items.items[0].first].paragraph;
    for (size_t k = a->drafts.count; k > 0; k--) {
        draft *d = &a->drafts.items[k - 1];
        if (d->sentence + 1 < sentence || a->scene.text->words[d->first].paragraph != here) {
            break;
        }
        if (d->source.first == d->source.end) {
            d->source = a->source;
        }
    }
}

skt_status bind_sentence(article *a, uint32_t sentence)
{
    bind_source(a, sentence);
    credit_before(a, sentence);
    mark_figures(a);
    skt_status status = focus_dateline(a, sentence);
    for (size_t i = 0; i < a->items.count && status == SKT_OK; i++) {
        const item *it = &a->items.items[i];
        if ((it->kind == ITEM_COUNT && it->noun == NOUN_DRONE) ||
            (it->kind == ITEM_FIGURE && figure_outcome(a, i) != SKT_NO_OUTCOME)) {
            a->drone_sentence = sentence;
        }
        status = bind_pronoun(a, i, sentence);
        if (status != SKT_OK) {
            break;
        }
        if (it->kind == ITEM_SAY) {
            next_source(a, i);
        }
        if (it->kind == ITEM_DEBRIS) {
            status = bind_debris(a, i, sentence);
        } else if (it->kind == ITEM_COUNT && it->attack && it->noun == NOUN_DRONE) {
            status = bind_attack(a, i, sentence);
        } else if (it->kind == ITEM_COUNT && it->noun == NOUN_SITES) {
            status = bind_sites(a, i, sentence);
        } else if (counts_drones(it) && counts_strikes(a, i)) {
            status = bind_strikes(a, i, sentence);
        } else if (counts_drones(it)) {
            status = bind_count(a, i, sentence);
        }
    }
    if (status == SKT_OK) {
        status = bind_replaced(a, sentence);
    }
    if (status == SKT_OK) {
        status = bind_hits(a, sentence);
    }
    return status == SKT_OK ? focus_sentence(a, sentence) : status;
}
