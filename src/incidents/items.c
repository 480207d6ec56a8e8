/* Event claims in an order that does not depend on that of the input. */
#include <stdlib.h>

#include "incidents/model.h"

enum { DAY_S = 86400, EVENING_S = 18 * 3600 };

typedef struct entry {
    const skt_claim *claim;
    size_t index;
    skt_str report;
} entry;

bool skt_model_link(skt_model *model, size_t from, size_t to, skt_link_type type,
                    const char *reason)
{
    return from == to || skt_vec_push(&model->links, (skt_link){from, to, type, reason});
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_places(const skt_claim *a, const skt_claim *b)
{
    int order = compare_numbers((int64_t)a->n_places, (int64_t)b->n_places);
    for (size_t i = 0; order == 0 && i < a->n_places; i++) {
        order = skt_str_cmp(a->places[i].name, b->places[i].name);
        order = order != 0 ? order : skt_str_cmp(a->places[i].admin1, b->places[i].admin1);
        order = order != 0 ? order : skt_str_cmp(a->places[i].country, b->places[i].country);
    }
    return order;
}

/* What two copies of one claim have in common. */
static int compare_content(const entry *a, const entry *b)
{
    const skt_claim *x = a->claim;
    const skt_claim *y = b->claim;
    const int64_t numbers[][2] = {{(int64_t)x->offset, (int64_t)y->offset},
                                  {x->outcome, y->outcome},
                                  {x->value, y->value},
                                  {x->bound, y->bound},
                                  {x->date, y->date},
                                  {x->window.start, y->window.start},
                                  {x->window.end, y->window.end},
                                  {x->role, y->role},
                                  {x->superseded, y->superseded},
                                  {x->published, y->published}};
    int order = skt_str_cmp(a->report, b->report);
    for (size_t i = 0; order == 0 && i < sizeof numbers / sizeof *numbers; i++) {
        order = compare_numbers(numbers[i][0], numbers[i][1]);
        if (i == 0 && order == 0) {
            order = skt_str_cmp(x->id, y->id);
        }
    }
    order = order != 0 ? order : skt_str_cmp(x->evidence, y->evidence);
    order = order != 0 ? order : skt_str_cmp(x->source, y->source);
    order = order != 0 ? order : skt_str_cmp(x->part_of, y->part_of);
    return order != 0 ? order : compare_places(x, y);
}

static int by_content(const void *a, const void *b)
{
    const int order = compare_content(a, b);
    return order != 0 ? order
                      : compare_numbers((int64_t)((const entry *)a)->index,
                                        (int64_t)((const entry *)b)->index);
}

static skt_status report_key(skt_str *out, skt_model *model, const skt_claim *claim)
{
    if (claim->report.len > 0) {
        *out = claim->report;
        return SKT_OK;
    }
    return skt_arena_format(out, &model->arena, "%.*s\n%.*s", SKT_FMT(claim->doc),
                            SKT_FMT(claim->item));
}

static bool same_place(const skt_place *a, const skt_place *b)
{
    if (a->node != SKT_NO_NODE && b->node != SKT_NO_NODE) {
        return a->node == b->node;
    }
    return a->name.len > 0 && skt_str_eq(a->name, b->name);
}

/* A place that is also a destination: what was downed on the way there. */
static bool is_approach(const skt_claim *claim)
{
    for (size_t i = 0; i < claim->n_other_places; i++) {
        if (claim->other_places[i].role != SKT_PLACE_DESTINATION) {
            continue;
        }
        for (size_t k = 0; k < claim->n_places; k++) {
            if (same_place(&claim->places[k], &claim->other_places[i])) {
                return true;
            }
        }
    }
    return false;
}

/* The local day on which the window begins, and the seconds since its midnight. */
static skt_day local_start(int64_t *second, const skt_window *window)
{
    const int64_t local = window->start + window->zone_offset_s;
    const int64_t day = local / DAY_S - (local % DAY_S < 0);
    *second = local - day * DAY_S;
    return (skt_day)day;
}

/* "On Sunday evening": hours from the evening to midnight, though only roughly. */
static bool is_evening(const skt_window *window, skt_day date)
{
    int64_t second;
    return window->start != SKT_NO_TIME && window->end != SKT_NO_TIME &&
           local_start(&second, window) == date && second >= EVENING_S &&
           window->end > window->start && window->end - window->start <= DAY_S - EVENING_S;
}

static skt_timing timing_of(const skt_claim *claim)
{
    const skt_window *window = &claim->window;
    switch (window->precision) {
    case SKT_TIME_MINUTE:
    case SKT_TIME_HOUR:
        return !window->approximate && window->start != SKT_NO_TIME && window->end != SKT_NO_TIME &&
                       window->end > window->start
                   ? SKT_TIMING_HOURS
                   : SKT_TIMING_NONE;
    case SKT_TIME_NIGHT:
        return is_evening(window, claim->date) ? SKT_TIMING_HOURS : SKT_TIMING_NIGHT;
    case SKT_TIME_DAY: return SKT_TIMING_DAY;
    case SKT_TIME_NONE:
    case SKT_TIME_WEEK:
    case SKT_TIME_MONTH: break;
    }
    return SKT_TIMING_NONE;
}

/* An evening window belongs to the night that follows it. */
static skt_day night_of(const skt_claim *claim, skt_timing timing)
{
    int64_t second;
    if (claim->date == SKT_NO_DAY || timing != SKT_TIMING_HOURS) {
        return claim->date;
    }
    return local_start(&second, &claim->window) == claim->date && second >= EVENING_S
               ? claim->date + 1
               : claim->date;
}

static skt_status fill(skt_item *item, skt_model *model, const entry *from, size_t report)
{
    *item = (skt_item){.index = from->index,
                       .claim = from->claim,
                       .report = report,
                       .part_of = SKT_NONE,
                       .next_copy = SKT_NONE};
    item->timing = timing_of(from->claim);
    item->start = from->claim->window.start;
    item->end = from->claim->window.end;
    item->night = night_of(from->claim, item->timing);
    item->subset = from->claim->subset;
    item->superseded = from->claim->superseded;
    item->approach = is_approach(from->claim) || from->claim->subset;
    return skt_area_of_claim(&item->area, model, from->claim);
}

static skt_status gather(entry *entries, size_t *n, skt_model *model)
{
    *n = 0;
    for (size_t i = 0; i < skt_claim_set_count(model->claims); i++) {
        const skt_claim *claim = skt_claim_set_at(model->claims, i);
        if (claim->period != SKT_EVENT) {
            continue;
        }
        entry *next = &entries[(*n)++];
        *next = (entry){claim, i, SKT_STR_NONE};
        if (report_key(&next->report, model, claim) != SKT_OK) {
            return SKT_E_NOMEM;
        }
    }
    qsort(entries, *n, sizeof *entries, by_content);
    return SKT_OK;
}

/* How many items a claim makes. One number over several places is one figure; a
 * statement without a number ("debris fell at A and B") holds at each of them. */
static size_t n_items_of(const skt_claim *claim)
{
    return claim->value == SKT_NULL && claim->sites == SKT_NULL && claim->n_places > 1
               ? claim->n_places
               : 1;
}

/* The claim narrowed to its place `k`, in the model's arena. */
static const skt_claim *at_place(skt_model *model, const skt_claim *claim, size_t k)
{
    skt_claim *narrowed = skt_arena_alloc(&model->arena, sizeof *narrowed);
    if (narrowed != NULL) {
        *narrowed = *claim;
        narrowed->places = &claim->places[k];
        narrowed->n_places = 1;
        if (narrowed->estimate.low != SKT_NULL) {
            narrowed->estimate.low = 1;
        }
    }
    return narrowed;
}

static skt_status fill_each(skt_model *model, const entry *from, size_t report)
{
    const size_t n = n_items_of(from->claim);
    for (size_t k = 0; k < n; k++) {
        entry one = *from;
        one.claim = n == 1 ? from->claim : at_place(model, from->claim, k);
        if (one.claim == NULL) {
            return SKT_E_NOMEM;
        }
        const skt_status status = fill(&model->items[model->n_items++], model, &one, report);
        if (status != SKT_OK) {
            return status;
        }
    }
    return SKT_OK;
}

static skt_status take(skt_model *model, const entry *entries, size_t n)
{
    size_t report = 0;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && !skt_str_eq(entries[i].report, entries[i - 1].report)) {
            report++;
        }
        if (i > 0 && compare_content(&entries[i], &entries[i - 1]) == 0) {
            const size_t first = model->items[model->n_items - 1].index;
            if (!skt_model_link(model, entries[i].index, first, SKT_LINK_REPLICA_OF,
                                "the same claim again")) {
                return SKT_E_NOMEM;
            }
            continue;
        }
        if (i == 0 || model->items[model->n_items - 1].report != report) {
            model->report_first[report] = model->n_items;
        }
        const skt_status status = fill_each(model, &entries[i], report);
        if (status != SKT_OK) {
            return status;
        }
    }
    model->n_reports = n == 0 ? 0 : report + 1;
    model->report_first[model->n_reports] = model->n_items;
    return SKT_OK;
}

skt_status skt_items_collect(skt_model *model)
{
    const size_t count = skt_claim_set_count(model->claims);
    size_t n_items = 0;
    for (size_t i = 0; i < count; i++) {
        n_items += n_items_of(skt_claim_set_at(model->claims, i));
    }
    entry *entries = calloc(count + 1, sizeof *entries);
    model->items = skt_arena_array(&model->arena, n_items + 1, sizeof *model->items);
    model->report_first = skt_arena_array(&model->arena, count + 1, sizeof *model->report_first);
    skt_status status = entries == NULL || model->items == NULL || model->report_first == NULL
                            ? SKT_E_NOMEM
                            : SKT_OK;
    size_t n = 0;
    if (status == SKT_OK) {
        status = gather(entries, &n, model);
    }
    if (status == SKT_OK) {
        status = take(model, entries, n);
    }
    free(entries);
    return status;
}
