/* Shares: numbers that one list gives to the places of another, "23 and 17 respectively". */
#include "claims/draft.h"

/* The item that says "respectively" in the clause around item `i`, or SIZE_MAX. */
static size_t respectively(const article *a, size_t i)
{
    enum { REACH = 24 };
    for (size_t k = i; k < a->items.count && k < i + REACH; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_EACH && skt_str_is(it->entry->kind, "respectively")) {
            return k;
        }
        if (it->kind == ITEM_STOP) {
            break;
        }
    }
    for (size_t k = i; k > 0 && k + REACH > i; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_EACH && skt_str_is(it->entry->kind, "respectively")) {
            return k - 1;
        }
        if (it->kind == ITEM_STOP) {
            break;
        }
    }
    return SIZE_MAX;
}

static bool joins(const item *it)
{
    return it->kind == ITEM_COMMA || it->kind == ITEM_AND;
}

/* The first count of the row of counts that item `i` stands in: "23, 17 and 5"; *n is
 * how many they are. */
static size_t row_of(const article *a, size_t i, size_t *n)
{
    size_t first = i;
    size_t k = i;
    while (k > 0 && (joins(&a->items.items[k - 1]) || counts_drones(&a->items.items[k - 1]))) {
        k--;
        first = counts_drones(&a->items.items[k]) ? k : first;
    }
    *n = 0;
    for (k = first;
         k < a->items.count && (joins(&a->items.items[k]) || counts_drones(&a->items.items[k]));
         k++) {
        *n += counts_drones(&a->items.items[k]) && a->items.items[k].value != SKT_NULL;
    }
    return first;
}

/* Which of `n` places in a row, told in the items [from, to), is number `at`; NULL if there
 * are not just as many. */
static const skt_toponym *nth_place(const article *a, size_t from, size_t to, size_t n, size_t at)
{
    const skt_toponym *found = NULL;
    size_t seen = 0;
    for (size_t k = from; k < to; k++) {
        const item *it = &a->items.items[k];
        if (it->kind != ITEM_PLACE || a->scene.toponyms[it->place_first].adjective) {
            continue;
        }
        for (uint32_t p = 0; p < it->n_places; p++, seen++) {
            if (seen == at) {
                found = &a->scene.toponyms[it->place_first + p];
            }
        }
    }
    return seen == n ? found : NULL;
}

bool place_of_share(const article *a, size_t i, place_ref *out)
{
    const size_t said = respectively(a, i);
    if (said == SIZE_MAX || a->items.items[i].value == SKT_NULL) {
        return false;
    }
    size_t n = 0;
    const size_t first = row_of(a, i, &n);
    size_t at = 0;
    for (size_t k = first; k < i; k++) {
        at += counts_drones(&a->items.items[k]);
    }
    size_t left = first;
    while (left > 0 && a->items.items[left - 1].kind != ITEM_STOP) {
        left--;
    }
    size_t right = i;
    while (right < a->items.count && a->items.items[right].kind != ITEM_STOP) {
        right++;
    }
    const skt_toponym *place = n < 2 ? NULL : nth_place(a, i, right, n, at);
    place = place == NULL && n >= 2 ? nth_place(a, left, first, n, at) : place;
    if (place == NULL) {
        return false;
    }
    *out = (place_ref){place->node, place->level, (uint32_t)(place - a->scene.toponyms), false,
                       SKT_PLACE_TARGET};
    return true;
}

found_verb verb_of_list(const article *a, size_t i)
{
    const found_verb none = {SIZE_MAX, SKT_NO_OUTCOME, false, false};
    size_t k = 0;
    size_t numbers = 0;
    for (; k < a->items.count && a->items.items[k].kind != ITEM_COLON &&
           a->items.items[k].kind != ITEM_STOP;
         k++) {
        const item *it = &a->items.items[k];
        const bool bare = it->kind == ITEM_COUNT && it->noun == NOUN_NONE;
        numbers += bare;
        if (!bare && it->kind != ITEM_PLACE && it->kind != ITEM_COMMA && it->kind != ITEM_AND &&
            it->kind != ITEM_PREP && it->kind != ITEM_WORD) {
            return none;
        }
    }
    if (i >= k || numbers < 2) {
        return none;
    }
    for (; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_COUNT && it->noun == NOUN_DRONE && it->value == SKT_NULL &&
            !it->attack) {
            return verb_of_count(a, k);
        }
    }
    return none;
}
