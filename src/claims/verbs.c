/* Verbs: which verb of a clause a count belongs to, and as what. */
#include "claims/draft.h"

static const found_verb no_verb = {SIZE_MAX, SKT_NO_OUTCOME, false, false};

static bool is_attempt(const article *a, size_t verb)
{
    for (size_t back = 1; back <= 4 && back <= verb; back++) {
        const item *it = &a->items.items[verb - back];
        if (it->kind == ITEM_IRREALIS && skt_str_is(it->entry->kind, "attempt")) {
            return true;
        }
        if (it->kind == ITEM_COMMA || it->kind == ITEM_STOP) {
            return false;
        }
    }
    return false;
}

bool has_object(const article *a, size_t i)
{
    if (has_object_before(a, i)) {
        return true;
    }
    if (i + 1 >= a->items.count) {
        return false;
    }
    const item *next = &a->items.items[i + 1];
    switch (next->kind) {
    case ITEM_PLACE:
    case ITEM_COUNT:
    case ITEM_OTHER_NOUN:
    case ITEM_SOURCE:
    case ITEM_DAMAGE: return true;
    case ITEM_HERE: /* "hit the city"; "destroyed there", "over his region", "nationwide" have none
                     */
        return word_does(&a->scene, next->first, SKT_GRAMMAR_DEFINITE);
    case ITEM_VERB: return next->entry->form == SKT_FORM_NOUN; /* "hit targets in" */
    case ITEM_WORD:
        return a->scene.text->words[next->first].kind != SKT_WORD_PUNCT &&
               !item_does(a, i + 1, SKT_GRAMMAR_ADVERB);
    default: return false;
    }
}

/* A participle behind an article describes a noun, and the base of a verb is one: "enters a closed
 * zone", "hit a vital target". */
static bool is_adjective(const article *a, size_t i)
{
    const skt_entry *entry = a->items.items[i].entry;
    if (entry->form == SKT_FORM_BASE) {
        const bool word = i > 1 && a->items.items[i - 1].kind == ITEM_WORD &&
                          !item_does(a, i - 1, SKT_GRAMMAR_FUNCTION);
        return i > 0 + word &&
               item_does(a, i - 1 - word, SKT_GRAMMAR_INDEFINITE | SKT_GRAMMAR_DEFINITE);
    }
    return i > 0 && item_does(a, i - 1, SKT_GRAMMAR_INDEFINITE | SKT_GRAMMAR_DEFINITE) &&
           (entry->form == SKT_FORM_PAST || entry->form == SKT_FORM_PART ||
            entry->form == SKT_FORM_ING);
}

/* Whether verb `i`, which has neither an auxiliary nor an object, is active all the same:
 * "four drones hit at three locations", "two struck overnight in Sumy". */
static bool strikes(const article *a, size_t i)
{
    const skt_entry *entry = a->items.items[i].entry;
    if (entry->agent != SKT_IMPACTED || entry->with != SKT_IMPACTED || i + 1 >= a->items.count) {
        return false;
    }
    size_t k = i + 1;
    while (k + 1 < a->items.count && a->items.items[k].kind == ITEM_WHEN) {
        k++;
    }
    return a->items.items[k].kind == ITEM_PREP;
}

/* "Drones followed by missiles": what comes after them; but "nine more followed by noon". */
static bool is_followed(const article *a, size_t i)
{
    if (i + 1 >= a->items.count || !item_does(a, i + 1, SKT_GRAMMAR_BY) ||
        !skt_str_is(a->items.items[i].entry->kind, "tally")) {
        return false;
    }
    return i == 0 || a->items.items[i - 1].kind != ITEM_COUNT ||
           a->items.items[i - 1].count != COUNT_ANOTHER;
}

/* "a workshop that two drones destroyed": whether the object of verb `i`, which the drones right
 * before it do, is the thing that the clause describes. */
static bool describes_object(const article *a, size_t i)
{
    if (i < 3 || a->items.items[i - 1].kind != ITEM_COUNT ||
        !item_does(a, i - 2, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH)) {
        return false;
    }
    const size_t before = i - 3 - (i > 3 && a->items.items[i - 3].kind == ITEM_COMMA);
    const item *thing = &a->items.items[before];
    skt_lexicon_hit hit;
    return thing->kind == ITEM_PLACE ||
           (thing->kind == ITEM_WORD &&
            skt_words_match(&hit, a->scene.words, thing->first, thing->end) &&
            skt_lexicon_entry(&hit, SKT_TAG_LOAD) != NULL);
}

/* The outcome of verb `i` for drones that stand before it as its subject. */
int outcome_of_subject(const article *a, size_t i)
{
    const skt_entry *entry = a->items.items[i].entry;
    if (entry->form == SKT_FORM_NOUN || is_adjective(a, i) || is_followed(a, i)) {
        return SKT_NO_OUTCOME;
    }
    if (runs_into_thing(a, i) || (entry->form == SKT_FORM_PAST && entry->agent == SKT_IMPACTED &&
                                  !entry->doer_behind && describes_object(a, i))) {
        return SKT_IMPACTED;
    }
    bool passive = has_auxiliary(a, i) && entry->form != SKT_FORM_ING;
    if (!passive && (entry->form == SKT_FORM_PAST || entry->form == SKT_FORM_PART)) {
        passive = (entry->form == SKT_FORM_PART && entry->patient != SKT_NO_OUTCOME) ||
                  entry->agent == SKT_NO_OUTCOME ||
                  (entry->patient != SKT_NO_OUTCOME && !has_object(a, i) && !strikes(a, i));
    }
    if (passive && entry->patient != SKT_NO_OUTCOME) {
        return entry->patient;
    }
    if (!passive && entry->agent != SKT_NO_OUTCOME) {
        return entry->agent;
    }
    return entry->agent == SKT_NO_OUTCOME ? entry->patient
                                          : (passive ? SKT_NO_OUTCOME : entry->agent);
}

found_verb verb_judged(const article *a, size_t from, size_t verb, int outcome)
{
    const item *it = &a->items.items[verb];
    found_verb found = {verb, outcome, is_negated(a, from, verb), is_unreal(a, verb)};
    if (found.negated) {
        found.outcome = it->kind == ITEM_VERB ? it->entry->neg : SKT_NO_OUTCOME;
    }
    if (found.outcome == SKT_IMPACTED && is_attempt(a, verb)) {
        found.outcome = SKT_LAUNCHED;
    }
    return found;
}

/* The verb left of "with N drones" or "by N drones". */
static found_verb oblique_verb(const article *a, size_t i, bool by)
{
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || (counts_drones(it) && it->noun == NOUN_DRONE)) {
            break;
        }
        if ((it->kind == ITEM_DAMAGE || it->kind == ITEM_CASUALTY) &&
            (by || !has_auxiliary(a, k - 1))) {
            return verb_judged(a, 0, k - 1, SKT_IMPACTED); /* "killed two people with drones" */
        }
        if (it->kind != ITEM_VERB || (it->entry->form == SKT_FORM_BASE && is_adjective(a, k - 1))) {
            continue;
        }
        int outcome = by ? it->entry->agent : it->entry->with;
        if (outcome == SKT_NO_OUTCOME) {
            outcome = by ? it->entry->with : it->entry->agent;
        }
        if (outcome != SKT_NO_OUTCOME) {
            return verb_judged(a, 0, k - 1, outcome);
        }
    }
    return no_verb;
}

/* "84 strikes on 31 settlements with mortars, bombs and drones": whether verb item `k` is of
 * strikes that are counted, by drones and other weapons (`mixed`) together. */
static bool is_sum_of_strikes(const article *a, size_t k, bool mixed)
{
    return mixed && k != SIZE_MAX && k > 0 && a->items.items[k].entry != NULL &&
           a->items.items[k].kind == ITEM_VERB && a->items.items[k].entry->form == SKT_FORM_NOUN &&
           a->items.items[k - 1].kind == ITEM_COUNT && a->items.items[k - 1].value != SKT_NULL &&
           a->items.items[k - 1].value > 1;
}

/* "fired", "aimed": what was sent at drones, not drones. */
static bool is_aimed(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    return it->kind == ITEM_VERB && it->entry->patient == SKT_LAUNCHED &&
           it->entry->form != SKT_FORM_NOUN &&
           (it->entry->form == SKT_FORM_ING || !has_auxiliary(a, i));
}

/* "flew eight drones at villages": whether what follows the count at `i` is aimed at; "over" and
 * "in" only tell where they flew. */
static bool aims(const article *a, size_t i)
{
    enum { REACH = 6 };
    for (size_t k = i + 1; k < a->items.count && k <= i + REACH; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_PREP) {
            skt_lexicon_hit hit;
            return (skt_str_is(it->entry->kind, "target") ||
                    skt_str_is(it->entry->kind, "destination")) &&
                   skt_words_match(&hit, a->scene.words, it->first, it->end) &&
                   skt_lexicon_entry(&hit, SKT_TAG_BOUND) == NULL &&
                   !word_does(&a->scene, it->end - 1, SKT_GRAMMAR_IN);
        }
        if (it->kind != ITEM_WORD || a->scene.text->words[it->first].kind == SKT_WORD_PUNCT) {
            return false;
        }
    }
    return false;
}

/* What verb item `k`, left of the count at `i` (`next`: right before it), tells of the count as its
 * object. */
static found_verb verb_left(const article *a, size_t i, size_t k, bool next)
{
    const item *it = &a->items.items[k];
    const skt_entry *entry = it->entry;
    if (is_instrument(a, i, entry)) {
        return done_with(a, i, k);
    }
    if (entry->form == SKT_FORM_NOUN && next && !skt_str_is(entry->kind, "of") &&
        !word_does(&a->scene, it->end - 1, SKT_GRAMMAR_OF | SKT_GRAMMAR_WITH)) {
        return no_verb; /* but "contact was lost with" */
    }
    if (entry->form != SKT_FORM_NOUN && has_auxiliary(a, k) && entry->form != SKT_FORM_ING &&
        !subject_may_follow(a, k)) {
        return no_verb; /* a passive has no object */
    }
    const bool sent = entry->patient == SKT_NO_OUTCOME && entry->agent == SKT_SIGHTED && aims(a, i);
    const int outcome = sent ? (int)(flown_into_thing(a, i) ? SKT_IMPACTED : SKT_LAUNCHED)
                        : entry->patient != SKT_NO_OUTCOME
                            ? entry->patient
                            : (entry->form == SKT_FORM_NOUN ? entry->agent : SKT_NO_OUTCOME);
    return outcome == SKT_NO_OUTCOME ? no_verb : verb_judged(a, 0, k, outcome);
}

/* The verb whose object the count at `i` is: "shot down 62", "attacked with 12",
 * "the destruction of 158 drones". */
static found_verb verb_before(const article *a, size_t i)
{
    const found_verb front = verb_in_front(a, i);
    if (front.item != SIZE_MAX) {
        return front;
    }
    const found_verb action = verb_of_action(a, i);
    if (action.item != SIZE_MAX) {
        return action;
    }
    const found_verb means = verb_of_means(a, i);
    if (means.item != SIZE_MAX) {
        return means;
    }
    const found_verb row = verb_of_weapons(a, i);
    if (row.item != SIZE_MAX) {
        return row;
    }
    size_t steps = 0;
    size_t start = weapons_start(a, i);
    start -= start > 0 && a->items.items[start - 1].kind == ITEM_QUOTE; /* with "several drones" */
    for (size_t k = start; k > 0 && steps < 6; k--, steps++) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_VERB) {
            return verb_left(a, i, k - 1, steps == 0);
        }
        if (it->kind == ITEM_PREP && skt_str_is(it->entry->kind, "target") && k > 1 && steps == 0 &&
            is_aimed(a, k - 2)) {
            return verb_judged(a, 0, k - 2, SKT_SIGHTED); /* "fired at a drone" */
        }
        if (item_does(a, k - 1, SKT_GRAMMAR_WITH)) {
            if (k > 1 && a->items.items[k - 2].kind == ITEM_COMMA &&
                a->items.items[i].noun == NOUN_NONE) {
                return no_verb; /* "63 drones destroyed, with 25 over A": parts of them */
            }
            const found_verb last = bracket_verb(a, i, false);
            const found_verb done = last.item != SIZE_MAX ? last : oblique_verb(a, k - 1, false);
            return is_sum_of_strikes(a, done.item, weapons_start(a, i) < i) ? no_verb : done;
        }
        if (item_does(a, k - 1, SKT_GRAMMAR_BY) || (steps == 0 && is_fire_from(a, k - 1))) {
            const found_verb last = bracket_verb(a, i, true);
            return last.item != SIZE_MAX ? last : oblique_verb(a, k - 1, true);
        }
        if (is_because(a, k - 1)) { /* "closed because of drones", "suspended due to a drone" */
            const found_verb done = oblique_verb(a, k - 2, true);
            return done.item != SIZE_MAX ? done : verb_judged(a, 0, k - 2, SKT_SIGHTED);
        }
        const bool behind = it->kind == ITEM_AUX && skt_str_is(it->entry->kind, "behind");
        if (it->kind != ITEM_WORD && it->kind != ITEM_WHEN && !behind &&
            !(it->kind == ITEM_PREP && item_does(a, k - 1, SKT_GRAMMAR_OF)) &&
            !(it->kind == ITEM_COUNT && it->noun == NOUN_NONE && it->value == SKT_NULL)) {
            return no_verb;
        }
        if (it->kind == ITEM_WORD && a->scene.text->words[it->first].kind == SKT_WORD_PUNCT) {
            return no_verb;
        }
    }
    return no_verb;
}

/* "with six drones destroyed", "with another 17 failing to reach their targets": what
 * became of the drones is told by the participle behind them. */
static bool is_absolute(const article *a, size_t i)
{
    if (i == 0 || i + 1 >= a->items.count || !item_does(a, i - 1, SKT_GRAMMAR_WITH)) {
        return false;
    }
    const item *verb = &a->items.items[i + 1];
    return verb->kind == ITEM_VERB && verb->entry->form != SKT_FORM_NOUN &&
           verb->entry->form != SKT_FORM_S && outcome_of_subject(a, i + 1) != SKT_NO_OUTCOME;
}

/* "had one drone down", "knocked three out of the sky", "ten drones down": the particle behind
 * the count tells more than the verb before it. */
static found_verb verb_parted(const article *a, size_t i)
{
    if (i + 1 >= a->items.count) {
        return no_verb;
    }
    const item *it = &a->items.items[i + 1];
    skt_lexicon_hit hit;
    if (!skt_words_match(&hit, a->scene.words, it->first, a->items.items[a->items.count - 1].end) ||
        skt_lexicon_entry(&hit, SKT_TAG_DOWN) == NULL) {
        return no_verb;
    }
    size_t behind = i + 2;
    while (behind < a->items.count && a->items.items[behind].first < hit.end) {
        behind++;
    }
    if (behind < a->items.count &&
        item_does(a, behind, SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_INDEFINITE)) {
        return no_verb; /* "down the valley" */
    }
    return verb_judged(a, 0, i, SKT_INTERCEPTED).unreal
               ? (found_verb){i + 1, SKT_INTERCEPTED, false, true}
               : (found_verb){i + 1, SKT_INTERCEPTED, is_negated(a, 0, i), false};
}

/* "reports of drones", "sightings of": a noun that says only that they were seen. */
static bool names_only(const article *a, found_verb verb)
{
    const item *it = &a->items.items[verb.item];
    return verb.outcome == SKT_SIGHTED && it->kind == ITEM_VERB &&
           (it->entry->form == SKT_FORM_NOUN || it->entry->patient == SKT_SIGHTED);
}

/* "reports of drones hitting a depot": what they did tells more than the noun before them. */
static found_verb firmer_verb(const article *a, size_t i, found_verb noun)
{
    const found_verb after = verb_after(a, i);
    if (a->items.items[noun.item].entry->form != SKT_FORM_NOUN) { /* "saw a drone crash into" */
        const item *it = after.item == i + 1 ? &a->items.items[i + 1] : NULL;
        const bool seen = it != NULL && it->kind == ITEM_VERB && after.outcome == SKT_IMPACTED &&
                          (it->entry->form == SKT_FORM_BASE || it->entry->form == SKT_FORM_ING);
        return seen ? after : noun;
    }
    return after.item == i + 1 && after.outcome != SKT_NO_OUTCOME ? after : noun;
}

/* "Downed: 268 drones. Lost: 40": a verb alone is the title of the number behind it. */
static found_verb verb_titled(const article *a, size_t i)
{
    const item *verb = i > 1 ? &a->items.items[i - 2] : NULL;
    const bool titled = verb != NULL && verb[1].kind == ITEM_COLON && verb->kind == ITEM_VERB &&
                        verb->entry->form == SKT_FORM_PAST && verb->entry->with == SKT_NO_OUTCOME &&
                        verb->entry->patient != SKT_NO_OUTCOME &&
                        (i == 2 || verb[-1].kind == ITEM_STOP || verb[-1].kind == ITEM_COMMA ||
                         verb[-1].kind == ITEM_COLON);
    return titled ? (found_verb){i - 2, verb->entry->patient, false, false} : no_verb;
}

/* "a fired-from-Yemen drone was stopped": whether the verb before the count at `i` is a participle
 * that only tells which drones, whose fate a verb behind them may tell. */
static bool only_describes(const article *a, size_t i, found_verb before)
{
    const item *it = &a->items.items[before.item];
    const bool right_before =
        before.item + 1 == i && it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN;
    const bool participle =
        it->kind == ITEM_VERB && it->entry->form == SKT_FORM_ATTR; /* or no verb can stand there */
    return before.item < i &&
           (participle || (right_before && skt_words_verb_last(a->scene.words))) &&
           (before.outcome == SKT_LAUNCHED || before.outcome == SKT_SIGHTED);
}

/* "the fallen drone": what a participle right before the count at `i` tells that it did. */
static found_verb verb_described(const article *a, size_t i)
{
    const item *it = i > 0 ? &a->items.items[i - 1] : NULL;
    return it != NULL && it->kind == ITEM_VERB && it->entry->form == SKT_FORM_ATTR &&
                   it->entry->patient == SKT_NO_OUTCOME && it->entry->agent != SKT_NO_OUTCOME
               ? verb_judged(a, 0, i - 1, it->entry->agent)
               : no_verb;
}

found_verb verb_of_count(const article *a, size_t i)
{
    if (skt_words_verb_last(a->scene.words) && opens_group(a, i)) {
        return no_verb; /* "of 85 drones 62": the verb at the end is that of the part */
    }
    const found_verb titled = verb_titled(a, i);
    if (titled.item != SIZE_MAX) {
        return titled;
    }
    if (is_absolute(a, i)) {
        return verb_after(a, i);
    }
    const found_verb one = verb_of_one(a, i);
    if (one.item != SIZE_MAX) {
        return one;
    }
    const found_verb means = verb_behind_means(a, i);
    if (means.item != SIZE_MAX) {
        return means;
    }
    const item *it = &a->items.items[i];
    if (it->noun == NOUN_NONE && i + 2 < a->items.count && it[1].kind == ITEM_AUX &&
        it[2].kind == ITEM_VERB && it[2].entry->patient != SKT_NO_OUTCOME) {
        return verb_after(a, i); /* "of the 140 that Russia launched overnight 88 were downed" */
    }
    const found_verb before = verb_before(a, i);
    const found_verb inverted = before.item == SIZE_MAX ? verb_inverted(a, i) : no_verb;
    if (inverted.item != SIZE_MAX) {
        return inverted;
    }
    if (before.item != SIZE_MAX && only_describes(a, i, before)) {
        const found_verb fate = verb_after(a, i);
        return fate.item != SIZE_MAX && fate.outcome != SKT_NO_OUTCOME ? fate : before;
    }
    if (before.item != SIZE_MAX) {
        return names_only(a, before) || seen_doing(a, i, before) ? firmer_verb(a, i, before)
                                                                 : before;
    }
    const found_verb parted = verb_parted(a, i);
    if (parted.item != SIZE_MAX) {
        return parted;
    }
    const bool cased = i > 0 && a->items.items[i - 1].kind == ITEM_VERB &&
                       is_declined(a->items.items[i - 1].entry) &&
                       it->value == SKT_NULL; /* "прилёт БПЛА зафиксирован": no subject */
    found_verb after = cased ? no_verb : verb_after(a, i);
    if (after.item == SIZE_MAX && skt_words_verb_last(a->scene.words)) {
        after = verb_of_row(a, i);
    }
    if (after.item == SIZE_MAX) {
        const found_verb attributive = verb_attributive(a, i);
        after = attributive.item != SIZE_MAX ? attributive : verb_of_genitive(a, i);
        if (after.item != SIZE_MAX) {
            return after;
        }
    }
    /* "destroyed a drone over A and one that was approaching B" */
    const bool described = after.outcome == SKT_SIGHTED && i > 0 && i + 1 < a->items.count &&
                           a->items.items[i - 1].kind == ITEM_AND &&
                           item_does(a, i + 1, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH);
    const item *verb = after.item == SIZE_MAX ? NULL : &a->items.items[after.item];
    const bool attributive = verb != NULL && verb->kind == ITEM_VERB &&
                             verb->entry->form == SKT_FORM_ATTR &&
                             (after.outcome == SKT_LAUNCHED || after.outcome == SKT_SIGHTED);
    const found_verb told = described || attributive ? verb_told(a, i) : no_verb;
    if (after.item == SIZE_MAX) {
        const found_verb row = verb_of_placed_row(a, i);
        return row.item != SIZE_MAX ? row : verb_described(a, i);
    }
    return told.outcome == SKT_INTERCEPTED ? told : after;
}
