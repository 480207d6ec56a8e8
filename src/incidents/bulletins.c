/* Consecutive bulletins in several reports (rule 4): where an issuer's series adds up, two of
 * its totals for one night count different drones if each has a table that comes to it, and
 * neither table may be an earlier or later state of the other. */
#include <stdlib.h>

#include "incidents/model.h"

enum { SPAN = 500 /* claims to either side that a table can take up */ };

typedef struct head {
    const skt_item *items;
    size_t item;
    size_t first, end; /* items of its report, those near it */
} head;

typedef SKT_VEC(head) heads;

static bool is_part(const skt_item *items, const head *h, size_t i)
{
    const skt_item *part = &items[i];
    return part->part_of == h->item && part->claim->value != SKT_NULL && !part->subset &&
           !part->superseded && part->claim->outcome == items[h->item].claim->outcome;
}

static bool has_table(const skt_item *items, const head *h)
{
    skt_number sum = 0;
    size_t n = 0;
    for (size_t i = h->first; i < h->end; i++) {
        if (is_part(items, h, i)) {
            sum += items[i].claim->value;
            n++;
        }
    }
    return n > 1 && sum == items[h->item].claim->value;
}

static bool is_head(const skt_model *model, const skt_item *item)
{
    return item->claim->role == SKT_TOTAL && item->claim->bound == SKT_EXACT &&
           item->claim->value != SKT_NULL && !item->superseded && !item->copy && !item->disputed &&
           item->part_of == SKT_NONE && item->bulletin == 0 && item->night != SKT_NO_DAY &&
           (item->timing == SKT_TIMING_NONE || item->timing == SKT_TIMING_NIGHT) &&
           skt_item_area(model, item)->kind == SKT_AREA_COUNTRY &&
           model->speakers.items[item->speaker].adds_up;
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Of one issuer, outcome, area and night. */
static int by_series(const head *a, const head *b)
{
    const skt_item *x = &a->items[a->item];
    const skt_item *y = &b->items[b->item];
    const int64_t keys[][2] = {{(int64_t)x->speaker, (int64_t)y->speaker},
                               {x->claim->outcome, y->claim->outcome},
                               {(int64_t)x->area, (int64_t)y->area},
                               {x->night, y->night}};
    int order = 0;
    for (size_t i = 0; order == 0 && i < sizeof keys / sizeof *keys; i++) {
        order = compare(keys[i][0], keys[i][1]);
    }
    return order;
}

/* In a series the largest first. */
static int by_size(const void *a, const void *b)
{
    const head *x = a;
    const head *y = b;
    const int order = by_series(x, y);
    return order != 0 ? order
           : x->items[x->item].claim->value != y->items[y->item].claim->value
               ? compare(y->items[y->item].claim->value, x->items[x->item].claim->value)
               : compare((int64_t)x->item, (int64_t)y->item);
}

/* What the bulletin has for `area`, or -1. */
static skt_number figure_for(const skt_item *items, const head *h, size_t area)
{
    skt_number sum = -1;
    for (size_t i = h->first; i < h->end; i++) {
        if (is_part(items, h, i) && items[i].area == area) {
            sum = (sum < 0 ? 0 : sum) + items[i].claim->value;
        }
    }
    return sum;
}

/* Whether `small` may be an earlier state of `large` or a correction of it: it is nowhere
 * larger, or the same in half of its areas. */
static bool is_state_of(const head *small, const head *large)
{
    const skt_item *items = small->items;
    size_t n = 0;
    size_t equal = 0;
    bool within = true;
    for (size_t i = small->first; i < small->end; i++) {
        if (!is_part(items, small, i)) {
            continue;
        }
        const skt_number there = figure_for(items, large, items[i].area);
        n++;
        equal += there == items[i].claim->value;
        within = within && there >= items[i].claim->value;
    }
    return within || 2 * equal >= n;
}

static void number(const skt_model *model, const head *h)
{
    const size_t bulletin = (size_t)model->items[h->item].claim->value * 16 + 1;
    model->items[h->item].bulletin = bulletin;
    for (size_t i = h->first; i < h->end; i++) {
        size_t up = i;
        while (up != SKT_NONE && up != h->item) {
            up = model->items[up].part_of;
        }
        if (up == h->item && model->items[i].bulletin == 0) {
            model->items[i].bulletin = bulletin;
        }
    }
}

/* The heads [first, end) are of one series and night. */
static void settle_series(const skt_model *model, const head *all, size_t first, size_t end)
{
    bool several = false;
    for (size_t i = first + 1; i < end; i++) {
        bool apart = true;
        for (size_t k = first; k < i && apart; k++) {
            apart = !is_state_of(&all[i], &all[k]);
        }
        if (apart) {
            number(model, &all[i]);
            several = true;
        }
    }
    for (size_t i = first; several && i < end; i++) {
        const skt_number value = all[i].items[all[i].item].claim->value;
        bool known = i == first;
        for (size_t k = first; k < i && !known; k++) {
            const skt_item *other = &all[k].items[all[k].item];
            known = other->bulletin > 0 && other->claim->value == value;
        }
        if (known) {
            number(model, &all[i]); /* the largest, and those that repeat a bulletin */
        }
    }
}

skt_status skt_bulletins_tell(skt_model *model)
{
    heads all = {0};
    bool done = true;
    for (size_t r = 0; done && r < model->n_reports; r++) {
        const size_t first = model->report_first[r];
        const size_t end = model->report_first[r + 1];
        for (size_t i = first; done && i < end; i++) {
            const head h = {model->items, i, i - first > SPAN ? i - SPAN : first,
                            end - i > SPAN ? i + SPAN : end};
            if (is_head(model, &model->items[i]) && has_table(model->items, &h)) {
                done = skt_vec_push(&all, h);
            }
        }
    }
    if (done && all.count > 1) {
        qsort(all.items, all.count, sizeof *all.items, by_size);
    }
    for (size_t first = 0; done && first < all.count;) {
        size_t end = first + 1;
        while (end < all.count && by_series(&all.items[first], &all.items[end]) == 0) {
            end++;
        }
        settle_series(model, all.items, first, end);
        first = end;
    }
    skt_vec_dispose(&all);
    return done ? SKT_OK : SKT_E_NOMEM;
}
