/* The verb behind a count, which is its subject: past asides and relative clauses, up to where
 * another subject begins. */
#include "claims/draft.h"

static const found_verb no_verb = {SIZE_MAX, SKT_NO_OUTCOME, false, false};

/* Whether verb `k` is a participle that describes the count at `i`, and a finite
 * verb of outcome follows it in the same clause. */
static bool is_reduced(const article *a, size_t i, size_t k)
{
    const skt_entry *entry = a->items.items[k].entry;
    /* "یک پهپاد پرتاب‌شده از یمن را": the sentence ends with its verb. */
    if (entry->form == SKT_FORM_ATTR && skt_words_verb_last(a->scene.words)) {
        return true;
    }
    /* "drones flying towards Moscow were downed" */
    const bool flying = (entry->form == SKT_FORM_ING && entry->agent == SKT_SIGHTED) ||
                        (entry->form == SKT_FORM_ATTR && entry->patient == SKT_LAUNCHED);
    if (closes_perfect(a, i, k)) {
        return false; /* "hat zwei Drohnen beobachtet, die nicht abgewehrt wurden" */
    }
    if (!flying && ((entry->form != SKT_FORM_PAST && entry->form != SKT_FORM_PART) ||
                    has_auxiliary(a, k) || has_object(a, k))) {
        return false;
    }
    for (size_t m = k + 1; m < a->items.count; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_STOP || it->kind == ITEM_AND || it->kind == ITEM_COLON ||
            it->kind == ITEM_RELATIVE || it->kind == ITEM_BUT || it->kind == ITEM_SAY ||
            (counts_drones(it) && m > i + 1) ||
            (it->kind == ITEM_COMMA && m + 1 < a->items.count &&
             item_does(a, m + 1, SKT_GRAMMAR_ADVERB))) {
            return false; /* "circled over the base, then flew off" */
        }
        if (it->kind != ITEM_VERB || it->entry->form == SKT_FORM_NOUN) {
            continue;
        }
        if (has_auxiliary(a, m) ||
            (it->entry->agent != SKT_NO_OUTCOME &&
             (it->entry->form == SKT_FORM_PAST || it->entry->form == SKT_FORM_S))) {
            return true;
        }
    }
    return false;
}

/* "crashed after being jammed", "lost control because it had been jammed": they were stopped. */
static found_verb cause_of(const article *a, size_t i, found_verb found)
{
    if (found.outcome != SKT_LOST && found.outcome != SKT_IMPACTED) {
        return found;
    }
    bool cause = false;
    for (size_t k = found.item + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_SAY || it->kind == ITEM_DAMAGE ||
            counts_drones(it)) {
            break;
        }
        cause |= item_does(a, k, SKT_GRAMMAR_CLAUSE);
        if (it->kind == ITEM_VERB && it->entry->patient != SKT_NO_OUTCOME) {
            return cause && it->entry->patient == SKT_INTERCEPTED && has_auxiliary(a, k)
                       ? verb_judged(a, i, k, SKT_INTERCEPTED)
                       : found;
        }
    }
    return found;
}

/* "Another drone made for the garrison and was destroyed": of an approach and what
 * came of it, the latter counts. */
static found_verb final_verb(const article *a, size_t i, found_verb first)
{
    if (first.outcome != SKT_LAUNCHED && first.outcome != SKT_SIGHTED &&
        first.outcome != SKT_LOST) { /* "strayed over the border and struck a barn" */
        return first;
    }
    bool joined = false;
    for (size_t k = first.item + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_SAY ||
            it->kind == ITEM_RELATIVE || it->kind == ITEM_BUT || counts_drones(it)) {
            break;
        }
        const bool comma = it->kind == ITEM_COMMA && first.outcome == SKT_SIGHTED &&
                           k + 1 < a->items.count && tells_hit(a, k + 1);
        if (comma) { /* "reached Tyumen, hitting a refinery" */
            return verb_judged(a, i, k + 1, SKT_IMPACTED);
        }
        if (it->kind == ITEM_AND) { /* not "lost to radar or jammed" */
            joined = first.outcome != SKT_LOST ||
                     !skt_str_is(a->scene.text->words[it->first].fold, "or");
        } else if (joined && it->kind == ITEM_VERB) {
            const int outcome = outcome_of_subject(a, k);
            const bool direct =
                a->items.items[k - 1].kind == ITEM_AND || a->items.items[k - 1].kind == ITEM_AUX;
            if (!direct || outcome == SKT_NO_OUTCOME || outcome == SKT_LAUNCHED ||
                outcome == SKT_SIGHTED) {
                break;
            }
            return verb_judged(a, i, k, outcome);
        } else if (it->kind != ITEM_AUX && joined) {
            joined = false;
        }
    }
    return first;
}

/* Whether item `k` ends the reach of the count at `i` as a subject. */
static bool ends_subject(const article *a, size_t i, size_t k, bool in_relative)
{
    const item *it = &a->items.items[k];
    const item *before = &a->items.items[k - 1];
    switch (it->kind) {
    case ITEM_STOP:
    case ITEM_COLON:
    case ITEM_BUT:
    case ITEM_DEBRIS: return true;
    case ITEM_COMMA: return opens_group(a, i);
    case ITEM_COUNT:
        if (it->noun == NOUN_SITES || (it->noun == NOUN_NONE && counts_people(a, k)) ||
            names_again(a, k)) {
            return false;
        }
        if (it->count == COUNT_BOTH && it->end > it->first + 1 && before->kind == ITEM_COMMA) {
            return true; /* "two at A, both of which were destroyed" */
        }
        if (counts_drones(it)) {
            return it->count != COUNT_BOTH && it->count != COUNT_ALL && !in_drone_row(a, i, k);
        }
        return it->noun == NOUN_OTHER && !skt_words_verb_last(a->scene.words) &&
               before->kind != ITEM_AND && !in_relative && before->kind != ITEM_VERB &&
               !belongs_to_subject(a, i, k);
    case ITEM_SAY: /* somebody else has become the subject */
        if (k + 1 < a->items.count && a->items.items[k + 1].kind == ITEM_AUX) {
            return false; /* "116 of which it said had been shot down" */
        }
        return before->kind != ITEM_COMMA && k > i + 1 && !in_relative && !has_auxiliary(a, k);
    case ITEM_RELATIVE: /* "one over the airport, which was closed" */
        return !item_does(a, k, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH) ||
               (a->items.items[i].noun == NOUN_NONE && k > i + 2 && before->kind == ITEM_COMMA &&
                a->items.items[i + 1].kind == ITEM_PREP);
    default: return false;
    }
}

/* What damage, casualties and nouns of action at item `k` make of the count at `i`. */
static int outcome_without_verb(const article *a, size_t i, size_t k, bool relative)
{
    const item *it = &a->items.items[k];
    if (it->kind == ITEM_DAMAGE && !relative && !has_auxiliary(a, k)) {
        return SKT_IMPACTED;
    }
    if (it->kind == ITEM_CASUALTY && a->items.items[i].noun == NOUN_DRONE && k <= i + 2 &&
        !has_auxiliary(a, k)) {
        return SKT_IMPACTED; /* "a drone killed three people" */
    }
    if (it->kind == ITEM_VERB && k == i + 1 && it->entry->form == SKT_FORM_NOUN &&
        it->entry->patient == SKT_INTERCEPTED) {
        return SKT_INTERCEPTED; /* "144 kills" */
    }
    return SKT_NO_OUTCOME;
}

/* "did not explode and was found": whether another verb of the same subject follows. */
static bool verb_joined(const article *a, size_t verb)
{
    return verb + 2 < a->items.count && a->items.items[verb + 1].kind == ITEM_AND &&
           (a->items.items[verb + 2].kind == ITEM_AUX ||
            a->items.items[verb + 2].kind == ITEM_VERB);
}

/* Whether the verb `told` tells what became of drones of which `other` only tells that they came,
 * or where those that were stopped fell. */
static bool tells_more(const article *a, const found_verb *told, const found_verb *other)
{
    if (told->item == SIZE_MAX) {
        return false;
    }
    const item *fall = &a->items.items[other->item];
    if (other->outcome == SKT_IMPACTED) {
        return told->outcome == SKT_INTERCEPTED && fall->kind == ITEM_VERB &&
               fall->entry->agent == SKT_IMPACTED && fall->entry->patient == SKT_NO_OUTCOME &&
               fall->entry->with == SKT_NO_OUTCOME;
    }
    const bool fate = told->outcome == SKT_INTERCEPTED || told->outcome == SKT_IMPACTED ||
                      told->outcome == SKT_LOST;
    return fate && (other->outcome == SKT_SIGHTED || other->outcome == SKT_LAUNCHED);
}

/* "a drone that crossed from A carrying 10 rifles was stopped": whether the number at item `k` is
 * only that of a load. */
static bool carries(const article *a, size_t k)
{
    const item *before = &a->items.items[k - 1];
    const skt_str word = a->scene.text->words[before->first].fold;
    return a->items.items[k].noun == NOUN_OTHER &&
           (item_does(a, k - 1, SKT_GRAMMAR_WITH) ||
            (before->kind == ITEM_WORD && word.len > 4 &&
             skt_str_is(skt_str_sub(word, word.len - 3, 3), "ing")));
}

/* Whether a verb that tells what drones did stands right behind verb item `k`, which ends the
 * relative clause before it. */
static bool has_verb_behind(const article *a, size_t k)
{
    size_t at = k + 1;
    while (at < a->items.count &&
           (a->items.items[at].kind == ITEM_WHEN || a->items.items[at].kind == ITEM_AUX ||
            item_does(a, at, SKT_GRAMMAR_ADVERB))) {
        at++;
    }
    return at < a->items.count && a->items.items[at].kind == ITEM_VERB &&
           a->items.items[at].entry->form != SKT_FORM_NOUN &&
           a->items.items[at].entry->form != SKT_FORM_ING &&
           outcome_of_subject(a, at) != SKT_NO_OUTCOME;
}

/* Where the search for the verb of a count has come to. */
typedef struct verb_search {
    found_verb relative; /* of a relative clause or a participle */
    bool in_relative;
    size_t from; /* what negates a verb stands behind it */
} verb_search;

/* Takes in a verb of the count at `i`: whether *out is what tells of it. */
static bool take_verb(found_verb *out, verb_search *s, const article *a, size_t i, found_verb found)
{
    /* "The drones sent at Ukraine had been shot down": the participle describes,
     * the finite verb says what became of them. */
    s->in_relative |= is_reduced(a, i, found.item);
    if (found.outcome == SKT_NO_OUTCOME) {
        if (!found.negated || verb_joined(a, found.item)) {
            return false;
        }
        *out = found;
        if (!s->in_relative || !has_verb_behind(a, found.item)) {
            return true;
        }
        s->from = found.item + 1;
        s->in_relative = false; /* "a drone that was not stopped crashed into A" */
        return false;
    }
    if (!s->in_relative) { /* "the 16 that it shot down were heading for an airfield" */
        *out = tells_more(a, &s->relative, &found) ? s->relative
                                                   : cause_of(a, i, final_verb(a, i, found));
        return true;
    }
    if (s->relative.item == SIZE_MAX) {
        s->relative = found;
        s->in_relative = false; /* what follows may be the main verb */
    }
    return false;
}

found_verb verb_after(const article *a, size_t i)
{
    const size_t aside = fate_aside(a, i);
    if (aside != SIZE_MAX) {
        return verb_judged(a, i, aside, SKT_INTERCEPTED);
    }
    verb_search s = {.relative = no_verb, .from = i};
    const bool which = counts_of_which(a, i);
    for (size_t k = i + 1; k < a->items.count; k++) {
        const bool inside =
            s.in_relative || which || (s.relative.item != SIZE_MAX && carries(a, k));
        if (ends_subject(a, i, k, inside)) {
            break;
        }
        if (aside_behind(a, k) != 0) {
            k = aside_behind(a, k);
        }
        if (which && k > i + 1 && closes_aside(a, k)) {
            break;
        }
        k = behind_aside(a, k);
        const item *it = &a->items.items[k];
        const int plain = outcome_without_verb(a, i, k, s.relative.item != SIZE_MAX);
        if (plain != SKT_NO_OUTCOME) {
            return verb_judged(a, i, k, plain);
        }
        s.in_relative |= it->kind == ITEM_RELATIVE;
        if (it->kind != ITEM_VERB) {
            continue;
        }
        if (item_does(a, k - 1, SKT_GRAMMAR_PERSON) && it->entry->patient == SKT_NO_OUTCOME) {
            continue; /* "a drone, which he had flown" */
        }
        if (takes_other_object(a, k)) {
            return s.relative;
        }
        const int outcome = acts_in_bracket(a, i, k) ? it->entry->agent : outcome_of_subject(a, k);
        if (outcome == SKT_NO_OUTCOME && it->entry->neg == SKT_NO_OUTCOME) {
            continue;
        }
        found_verb told;
        if (take_verb(&told, &s, a, i, verb_judged(a, s.from, k, outcome))) {
            return told;
        }
    }
    return s.relative;
}
