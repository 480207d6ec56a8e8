/* What stands between drones and their verb: rows of them, names given to them again, words
 * between commas. */
#include "claims/draft.h"

const skt_entry *next_drone(const article *a, size_t i, uint32_t *at)
{
    const item *it = &a->items.items[i];
    const skt_entry *drone = NULL;
    while (*at < it->end && drone == NULL) {
        skt_lexicon_hit hit;
        if (skt_words_match(&hit, a->scene.words, *at, it->end)) {
            drone = skt_lexicon_entry(&hit, SKT_TAG_DRONE);
        }
        (*at)++;
    }
    return drone;
}

bool in_drone_row(const article *a, size_t i, size_t k)
{
    for (size_t m = i; m <= k; m += k - i) {
        if (a->items.items[m].noun != NOUN_DRONE || a->items.items[m].of_them) {
            return false;
        }
    }
    for (size_t m = i + 1; m < k; m++) {
        const item *it = &a->items.items[m];
        if (it->kind != ITEM_AND && it->kind != ITEM_COMMA &&
            !(counts_drones(it) && it->noun == NOUN_DRONE)) {
            return false;
        }
    }
    return k > i + 1;
}

/* Whether the count at `i` names a type of drones: "Harops". */
static bool names_type(const article *a, size_t i)
{
    const skt_entry *drone;
    for (uint32_t at = a->items.items[i].first; (drone = next_drone(a, i, &at)) != NULL;) {
        if (drone->type) {
            return true;
        }
    }
    return false;
}

/* "Harops, a loitering munition built in A": whether the count at `i` says behind a comma what
 * the type before it is, and begins no row. */
static bool explains_type(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (i < 2 || a->items.items[i - 1].kind != ITEM_COMMA || !counts_drones(&it[-2]) ||
        it->end - it->first < 2 || !word_does(&a->scene, it->first, SKT_GRAMMAR_INDEFINITE) ||
        names_type(a, i) || !names_type(a, i - 2)) {
        return false;
    }
    size_t next = i + 1;
    while (next < a->items.count &&
           (a->items.items[next].kind == ITEM_COMMA || a->items.items[next].kind == ITEM_AND)) {
        next++;
    }
    return next == i + 1 || next >= a->items.count || !counts_drones(&a->items.items[next]);
}

/* Where the words before the auxiliary item `k` that lead to it begin: "appears to be", "is
 * thought to have been". */
static size_t copula_begins(const article *a, size_t k)
{
    enum { REACH = 6 };
    size_t at = k;
    while (at > 0 && at + REACH > k) {
        const item *it = &a->items.items[at - 1];
        const bool word = it->kind == ITEM_WORD && !item_does(a, at - 1, SKT_GRAMMAR_PRONOUN) &&
                          a->scene.text->words[it->first].kind == SKT_WORD_LETTERS;
        if (!word && it->kind != ITEM_AUX && it->kind != ITEM_SAY &&
            !(it->kind == ITEM_PREP && skt_str_is(it->entry->kind, "destination"))) {
            break;
        }
        at--;
    }
    return at;
}

/* "It was a Geran-2", "It appears to be a Gerbera": of the drone that was told of. */
static bool says_which(const article *a, size_t i)
{
    if (i < 2 || a->items.items[i - 1].kind != ITEM_AUX || !names_type(a, i)) {
        return false;
    }
    const size_t from = copula_begins(a, i - 1);
    return from > 0 && item_does(a, from - 1, SKT_GRAMMAR_PRONOUN);
}

/* "Both are thought to be Ukrainian machines led astray by jamming": whether of the count at `i`
 * it is only told what they are. */
static bool is_described(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->count != COUNT_BOTH && it->count != COUNT_ALL && !it->of_them) {
        return false;
    }
    size_t k = i + 1;
    while (k + 1 < a->items.count && k <= i + 6 && a->items.items[k].kind != ITEM_PLACE) {
        k++;
    }
    const item *place = k < a->items.count ? &a->items.items[k] : NULL;
    return place != NULL && place->kind == ITEM_PLACE && k > i + 1 &&
           a->items.items[k - 1].kind == ITEM_AUX &&
           a->scene.toponyms[place->place_first].adjective && copula_begins(a, k - 1) == i + 1;
}

bool names_again(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->kind == ITEM_COUNT &&
        (is_described(a, i) ||
         (it->noun == NOUN_DRONE && it->value == 1 && (explains_type(a, i) || says_which(a, i))))) {
        return true;
    }
    if (i < 2 || it->kind != ITEM_COUNT || it->noun != NOUN_DRONE || it->value != 1 ||
        (a->items.items[i - 1].kind != ITEM_AUX && !item_does(a, i - 1, SKT_GRAMMAR_AS))) {
        return false;
    }
    if (it->ordinal && item_does(a, i - 2, SKT_GRAMMAR_PRONOUN)) {
        return true; /* "It was the third drone to hit A" */
    }
    for (size_t k = i - 1; k > 0 && k + 6 > i; k--) {
        const item *before = &a->items.items[k - 1];
        if (counts_drones(before)) {
            return before->noun == NOUN_DRONE && (before->value == 1 || before->definite);
        }
        if (before->kind == ITEM_COMMA || before->kind == ITEM_STOP || before->kind == ITEM_PLACE) {
            return false;
        }
    }
    return false;
}

size_t aside_behind(const article *a, size_t i)
{
    enum { REACH = 10 };
    if (i + 1 >= a->items.count || a->items.items[i].kind != ITEM_COMMA ||
        a->items.items[i + 1].kind != ITEM_COUNT || !a->items.items[i + 1].of_them) {
        return 0;
    }
    for (size_t k = i + 2; k < a->items.count && k <= i + REACH; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_COMMA) {
            return k;
        }
        if (it->kind == ITEM_AUX || it->kind == ITEM_STOP || it->kind == ITEM_DAMAGE ||
            it->kind == ITEM_AND || it->kind == ITEM_PREP || it->kind == ITEM_PLACE ||
            it->kind == ITEM_WHEN || counts_drones(it) ||
            (it->kind == ITEM_VERB && outcome_of_subject(a, k) != SKT_NO_OUTCOME)) {
            return 0;
        }
    }
    return 0;
}

size_t fate_aside(const article *a, size_t i)
{
    enum { REACH = 7 };
    if (i + 3 >= a->items.count || a->items.items[i + 1].kind != ITEM_COMMA) {
        return SIZE_MAX;
    }
    size_t k = i + 2;
    while (k < a->items.count && k < i + 4 && a->items.items[k].kind == ITEM_WORD) {
        k++;
    }
    const item *verb = k < a->items.count ? &a->items.items[k] : NULL;
    if (verb == NULL || verb->kind != ITEM_VERB || verb->entry->patient != SKT_INTERCEPTED ||
        (verb->entry->form != SKT_FORM_PAST && verb->entry->form != SKT_FORM_PART)) {
        return SIZE_MAX;
    }
    for (size_t end = k + 1; end < a->items.count && end < k + REACH; end++) {
        const uint8_t kind = a->items.items[end].kind;
        if (kind == ITEM_COMMA) {
            return k;
        }
        if (kind != ITEM_PREP && kind != ITEM_PLACE && kind != ITEM_WORD && kind != ITEM_WHEN &&
            kind != ITEM_SOURCE && kind != ITEM_HERE) {
            break;
        }
    }
    return SIZE_MAX;
}

bool counts_of_which(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    return it->kind == ITEM_COUNT && it->of_them &&
           word_does(&a->scene, it->end - 1, SKT_GRAMMAR_WHICH);
}

bool closes_aside(const article *a, size_t k)
{
    return a->items.items[k].kind == ITEM_COMMA && k + 1 < a->items.count &&
           (a->items.items[k + 1].kind == ITEM_AUX ||
            (a->items.items[k + 1].kind == ITEM_VERB &&
             a->items.items[k + 1].entry->form == SKT_FORM_PAST));
}

/* "20 of them, according to the ministry, were downed over A": the comma behind the speaker named
 * behind the comma of item `k`, or `k`. */
static size_t behind_credit(const article *a, size_t k)
{
    enum { REACH = 8 };
    const bool as = item_does(a, k + 1, SKT_GRAMMAR_AS) && k + 2 < a->items.count;
    const item *say = &a->items.items[k + 1 + as]; /* ", как следует из сводки," */
    if (say->kind != ITEM_SAY || !(as || skt_str_is(say->entry->kind, "prep"))) {
        return k;
    }
    for (size_t m = k + 2 + as; m < a->items.count && m <= k + REACH; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_COMMA) {
            return m;
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_SOURCE && it->kind != ITEM_PLACE &&
            !(as && (it->kind == ITEM_PREP || it->kind == ITEM_WHEN))) {
            break;
        }
    }
    return k;
}

size_t behind_aside(const article *a, size_t k)
{
    enum { REACH = 14 };
    if (a->items.items[k].kind != ITEM_COMMA || k + 1 >= a->items.count) {
        return k;
    }
    if (!counts_of_which(a, k + 1)) {
        return behind_credit(a, k);
    }
    for (size_t m = k + 2; m < a->items.count && m <= k + REACH; m++) {
        if (a->items.items[m].kind == ITEM_STOP) {
            break;
        }
        if (closes_aside(a, m)) {
            return m;
        }
    }
    return k;
}
