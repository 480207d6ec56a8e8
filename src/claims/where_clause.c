/* Where the clause of a count ends, and with it the places that are its own. */
#include "claims/where.h"

/* "... as it came in to land at X": what follows is told of the same drones. */
static bool same_subject(const article *a, size_t k)
{
    return item_does(a, k, SKT_GRAMMAR_AS) && k + 1 < a->items.count &&
           item_does(a, k + 1, SKT_GRAMMAR_PRONOUN);
}

/* "stopped while still in Yemeni airspace", "caught when over the lake": a place without
 * a subject or a verb of its own. */
static bool stands_where(const article *a, size_t k)
{
    size_t at = k + 1;
    if (at < a->items.count && a->items.items[at].kind == ITEM_WORD &&
        item_does(a, at, SKT_GRAMMAR_ADVERB)) {
        at++;
    }
    return at < a->items.count && a->items.items[at].kind == ITEM_PREP;
}

/* "wounded a man of 57 near A": no number that begins anything. */
static bool tells_age(const article *a, size_t k)
{
    return k > 1 && item_does(a, k - 1, SKT_GRAMMAR_OF) &&
           a->items.items[k - 2].kind == ITEM_WORD &&
           a->scene.text->words[a->items.items[k - 2].first].kind == SKT_WORD_LETTERS;
}

/* Where the clause of the count at `i` ends to the right. */
bool where_clause_ends(const article *a, size_t k, const draft *d)
{
    const item *it = &a->items.items[k];
    switch (it->kind) {
    case ITEM_STOP:
    case ITEM_COLON:
    case ITEM_BUT: return true;
    case ITEM_DEBRIS: return !d->debris;
    case ITEM_COUNT:
        if (d->debris && k > 0 && item_does(a, k - 1, SKT_GRAMMAR_OF)) {
            return false; /* "fragments of one fell on a school" */
        }
        return counts_drones(it) && it->count != COUNT_BOTH && it->count != COUNT_ALL &&
               !(it->noun == NOUN_NONE && (counts_people(a, k) || tells_age(a, k))) &&
               !names_again(a, k);
    case ITEM_RELATIVE:
        if (same_subject(a, k) || stands_where(a, k)) {
            return false;
        }
        return item_does(a, k, SKT_GRAMMAR_CLAUSE | SKT_GRAMMAR_AS) ||
               (item_does(a, k, SKT_GRAMMAR_WHEN) && !d->debris);
    default: return false;
    }
}

/* ", the Ministry of Defence in London said": what follows the comma speaks. */
static bool speaker_begins(const article *a, size_t k)
{
    if (a->items.items[k].kind != ITEM_SOURCE) {
        return false;
    }
    size_t at = k;
    while (at > 0 && (a->items.items[at - 1].kind == ITEM_WORD ||
                      a->items.items[at - 1].kind == ITEM_PLACE)) {
        at--;
    }
    return at > 0 && a->items.items[at - 1].kind == ITEM_COMMA;
}

/* "flew into its airspace": whether a word that points stands right behind verb item `verb`. */
static bool points(const article *a, size_t verb)
{
    for (size_t k = verb + 1; k < a->items.count && k <= verb + 3; k++) {
        if (a->items.items[k].kind == ITEM_HERE || a->items.items[k].kind == ITEM_GROUND) {
            return !a->items.items[verb].entry->place_object;
        }
        if (a->items.items[k].kind != ITEM_PREP && a->items.items[k].kind != ITEM_WORD) {
            break;
        }
    }
    return false;
}

/* "... that were sent towards the oil field": where they were sent is where they
 * were stopped. */
static bool launch_clause(const article *a, size_t k)
{
    for (size_t m = k + 1; m < a->items.count; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_VERB) {
            return it->entry->patient == SKT_LAUNCHED || it->entry->agent == SKT_LAUNCHED ||
                   it->entry->agent == SKT_LOST || /* "that had strayed over A" */
                   (it->entry->agent == SKT_SIGHTED && !points(a, m)); /* "that came near A" */
        }
        if (it->kind == ITEM_STOP || it->kind == ITEM_COMMA || it->kind == ITEM_RELATIVE) {
            return false;
        }
    }
    return false;
}

/* "found a drone that had not exploded near A", "destroyed one that was being prepared near A":
 * what only describes the drones also tells where they were. */
static bool describes(const article *a, size_t k, const draft *d)
{
    if (!item_does(a, k, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH)) {
        return false;
    }
    for (size_t m = k + 1; m < a->items.count && d->outcome != SKT_IMPACTED; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COMMA || it->kind == ITEM_RELATIVE) {
            break;
        }
        if (it->kind == ITEM_DAMAGE ||
            (it->kind == ITEM_VERB &&
             (it->entry->agent != SKT_NO_OUTCOME || it->entry->patient != SKT_NO_OUTCOME))) {
            return false;
        }
    }
    return true;
}

/* "... there were 14, and in the Bryansk region 9": the place opens the clause of the number
 * that stands right behind it. */
static bool opens_next(const article *a, size_t k)
{
    const size_t the = k > 0 && item_does(a, k - 1, SKT_GRAMMAR_DEFINITE); /* "in the A region" */
    if (k < 2 + the || k + 1 >= a->items.count || a->items.items[k - 1 - the].kind != ITEM_PREP) {
        return false;
    }
    const uint8_t before = a->items.items[k - 2 - the].kind;
    if (before != ITEM_AND && before != ITEM_COMMA && before != ITEM_BUT) {
        return false;
    }
    const bool comma = a->items.items[k + 1].kind == ITEM_COMMA; /* "in A, five" */
    const size_t next = k + 1 + comma;
    if (next >= a->items.count || !counts_drones(&a->items.items[next]) ||
        (comma && a->items.items[next].noun != NOUN_NONE)) {
        return false;
    }
    const uint8_t after = next + 1 < a->items.count ? a->items.items[next + 1].kind : ITEM_STOP;
    return comma ? after == ITEM_STOP || after == ITEM_AND || after == ITEM_COMMA ||
                       (after == ITEM_WORD && next + 2 == a->items.count)
                 : after != ITEM_PREP;
}

/* "fired at A with six drones and at B with four": place item `k` opens a clause like that of the
 * count at `i`. */
static bool opens_like(const article *a, size_t i, size_t k)
{
    return i > 1 && item_does(a, i - 1, SKT_GRAMMAR_WITH) &&
           a->items.items[i - 2].kind == ITEM_PLACE && k + 2 < a->items.count &&
           item_does(a, k + 1, SKT_GRAMMAR_WITH) && counts_drones(&a->items.items[k + 2]);
}

/* "9 drones intercepted, a fire in a warehouse in A put out": what is told of the harm behind a
 * comma is no place of what was stopped. */
static bool harm_begins(const article *a, size_t k, const draft *d)
{
    const item *it = &a->items.items[k];
    return d->outcome == SKT_INTERCEPTED && it->kind == ITEM_DAMAGE &&
           it->entry->form == SKT_FORM_NOUN && a->items.items[k - 1].kind == ITEM_COMMA;
}

bool where_goes_over(const article *a, size_t i, size_t verb, const draft *d, size_t k)
{
    const item *it = &a->items.items[k];
    const bool speech = it->kind == ITEM_SAY && !has_auxiliary(a, k);
    return speech || (it->kind == ITEM_OF_THEM && k > i + 1) ||
           (it->kind == ITEM_RELATIVE && verb < k && !launch_clause(a, k) && !same_subject(a, k) &&
            !describes(a, k, d)) ||
           speaker_begins(a, k) || harm_begins(a, k, d) ||
           (it->kind == ITEM_PLACE && (opens_next(a, k) || opens_like(a, i, k)));
}

/* "In Kuwait the army reported six over the north of the country": the country of the place that
 * opens the sentence of item `k`, or SKT_NO_NODE. */
skt_node where_opened(const article *a, size_t k)
{
    for (size_t at = 1; at < k; at++) {
        const item *it = &a->items.items[at];
        skt_place_role role;
        bool near;
        if (it->kind == ITEM_PLACE) {
            return item_does(a, 0, SKT_GRAMMAR_IN) && where_use(a, at, &role, &near) == USE_TARGET
                       ? country_around(a, a->scene.toponyms[it->place_first].node)
                       : SKT_NO_NODE;
        }
        if (it->kind != ITEM_WORD) {
            break;
        }
    }
    return SKT_NO_NODE;
}
