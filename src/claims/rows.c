/* Rows of tables: a number and the place that it counts over, with nothing else. */
#include "claims/draft.h"

/* Whether item `i` begins a row: behind a sign, a bullet or nothing. */
static bool begins_row(const article *a, size_t i)
{
    const item *it = a->items.items;
    return i == 0 || it[i - 1].kind == ITEM_COMMA || it[i - 1].kind == ITEM_STOP ||
           it[i - 1].kind == ITEM_COLON ||
           (i == 1 && it[0].kind == ITEM_WORD &&
            a->scene.text->words[it[0].first].kind != SKT_WORD_LETTERS);
}

/* Whether item `i` ends a row, or there is none. */
static bool ends_row(const article *a, size_t i)
{
    const item *it = a->items.items;
    const size_t n = a->items.count;
    return i >= n || it[i].kind == ITEM_COMMA || it[i].kind == ITEM_STOP ||
           it[i].kind == ITEM_AND ||
           (i + 1 == n && it[i].kind == ITEM_WORD &&
            a->scene.text->words[it[i].first].kind != SKT_WORD_LETTERS);
}

size_t row_headed(const article *a, size_t i)
{
    const item *it = a->items.items;
    size_t place = i + 1;
    if (it[i].value == SKT_NULL || !begins_row(a, i - (i > 0 && it[i - 1].kind == ITEM_EACH))) {
        return SIZE_MAX;
    }
    place += place < a->items.count && item_does(a, place, SKT_GRAMMAR_JOINT);
    return place < a->items.count && it[place].kind == ITEM_PLACE &&
                   !a->scene.toponyms[it[place].place_first].adjective && ends_row(a, place + 1)
               ? place
               : SIZE_MAX;
}

bool place_in_row(const article *a, size_t k)
{
    const size_t back = k > 0 && item_does(a, k - 1, SKT_GRAMMAR_JOINT) ? 2 : 1;
    return k >= back && a->items.items[k - back].kind == ITEM_COUNT && row_headed(a, k - back) == k;
}
