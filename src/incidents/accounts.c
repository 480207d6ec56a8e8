/* Accounts (rule 0): all that one report says, by one issuer, of one outcome,
 * area and window, made one figure. */
#include <stdlib.h>

#include "incidents/model.h"

typedef struct sum {
    skt_estimate estimate;
    bool open; /* something without a number was added */
    size_t n;
    const skt_item *largest;
    skt_bound bound;
} sum;

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_account(const void *a, const void *b, const skt_item *items)
{
    const size_t i = *(const size_t *)a;
    const size_t k = *(const size_t *)b;
    const skt_item *x = &items[i];
    const skt_item *y = &items[k];
    const int64_t keys[][2] = {{(int64_t)x->area, (int64_t)y->area},
                               {(int64_t)x->report, (int64_t)y->report},
                               {(int64_t)x->speaker, (int64_t)y->speaker},
                               {(int64_t)x->bulletin, (int64_t)y->bulletin},
                               {x->timing, y->timing},
                               {x->start, y->start},
                               {x->end, y->end},
                               {(int64_t)i, (int64_t)k}};
    int order = 0;
    for (size_t n = 0; order == 0 && n < sizeof keys / sizeof *keys; n++) {
        order = compare(keys[n][0], keys[n][1]);
    }
    return order;
}

typedef struct keyed {
    const skt_item *items;
    size_t id;
} keyed;

static int by_keyed(const void *a, const void *b)
{
    const keyed *x = a;
    const keyed *y = b;
    return by_account(&x->id, &y->id, x->items);
}

static bool sort_ids(size_t *ids, size_t n, const skt_item *items)
{
    keyed *keys = malloc((n + 1) * sizeof *keys);
    if (keys == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        keys[i] = (keyed){items, ids[i]};
    }
    qsort(keys, n, sizeof *keys, by_keyed);
    for (size_t i = 0; i < n; i++) {
        ids[i] = keys[i].id;
    }
    free(keys);
    return true;
}

static skt_estimate estimate_of(const skt_claim *claim)
{
    if (claim->value != SKT_NULL && claim->estimate.best == SKT_NULL) {
        return (skt_estimate){claim->value, claim->value, claim->value};
    }
    return claim->estimate;
}

static void add(sum *total, const skt_item *item)
{
    const skt_estimate e = estimate_of(item->claim);
    if (e.best == SKT_NULL) {
        total->open = true;
        return;
    }
    if (total->n++ == 0) {
        total->estimate = e;
        total->bound = item->claim->bound;
        total->largest = item;
        return;
    }
    total->estimate.low += e.low == SKT_NULL ? 0 : e.low;
    total->estimate.best += e.best;
    total->estimate.high = total->estimate.high == SKT_NULL || e.high == SKT_NULL
                               ? SKT_NULL
                               : total->estimate.high + e.high;
    if (item->claim->bound != total->bound) {
        const bool least = total->bound == SKT_AT_LEAST || item->claim->bound == SKT_AT_LEAST;
        total->bound = least ? SKT_AT_LEAST : SKT_ABOUT;
    }
    if (item->claim->value > total->largest->claim->value) {
        total->largest = item;
    }
}

/* Whether the round figure b may only restate the exact a. */
static bool may_restate(const skt_claim *a, const skt_claim *b)
{
    const skt_account round = {.bound = b->bound, .estimate = {b->value, b->value, b->value}};
    return a->bound == SKT_EXACT && b->bound != SKT_EXACT && skt_restates(&round, a->value);
}

/* Of the figures that one voice gives for the whole: an exact one before what
 * restates it, a mere upper limit last, else the larger, as counts rise. */
static bool stands_before(const skt_item *a, const skt_item *b)
{
    const bool limit = a->claim->bound == SKT_AT_MOST;
    if (limit != (b->claim->bound == SKT_AT_MOST)) {
        return !limit;
    }
    if (may_restate(a->claim, b->claim) || may_restate(b->claim, a->claim)) {
        return a->claim->bound == SKT_EXACT;
    }
    return a->claim->value > b->claim->value;
}

static bool known_method(const skt_claim *claim)
{
    return claim->method == SKT_METHOD_KINETIC || claim->method == SKT_METHOD_ELECTRONIC ||
           claim->method == SKT_METHOD_TRAPPED;
}

/* A part of another figure of this account. */
static bool is_inner(const skt_item *items, const skt_item *item)
{
    const skt_item *whole = item->part_of == SKT_NONE ? NULL : &items[item->part_of];
    return whole != NULL && whole->area == item->area &&
           whole->claim->outcome == item->claim->outcome && whole->claim->value != SKT_NULL;
}

static bool is_single(const skt_account *account, const skt_item *items, const skt_item *item)
{
    return item->claim->value != SKT_NULL && item->claim->role != SKT_PART && !item->beyond &&
           !is_inner(items, item) && (!item->superseded || account->superseded);
}

/* Whether the account's single figures are of different methods: "38 shot down"
 * and "three suppressed" are different drones. */
static bool by_method(const skt_account *account, const skt_item *items)
{
    unsigned seen = 0;
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *item = &items[account->items[i]];
        if (!is_single(account, items, item)) {
            continue;
        }
        if (item->claim->role != SKT_SINGLE || !known_method(item->claim)) {
            return false;
        }
        seen |= 1u << item->claim->method;
    }
    return (seen & (seen - 1)) != 0;
}

/* Whether the account's single figures are one number told of several groups: "a drone hit a
 * substation, an hour later another struck a lorry". What only says a figure again is no claim. */
static bool is_repeated(const skt_account *account, const skt_item *items)
{
    const skt_item *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *item = &items[account->items[i]];
        if (!is_single(account, items, item)) {
            continue;
        }
        first = n++ == 0 ? item : first;
        if (item->claim->role != SKT_SINGLE || item->claim->bound != SKT_EXACT ||
            item->claim->value != first->claim->value ||
            item->claim->method != first->claim->method) {
            return false;
        }
    }
    return n > 1;
}

/* Whether another single figure for the same method stands before this one. */
static bool outdone(const skt_account *account, const skt_item *items, const skt_item *item)
{
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *other = &items[account->items[i]];
        if (other != item && is_single(account, items, other) &&
            other->claim->method == item->claim->method &&
            (stands_before(other, item) || (!stands_before(item, other) && other < item))) {
            return true;
        }
    }
    return false;
}

/* A part beside the whole: both are told as parts of one attack. */
static bool beside(const skt_item *items, const skt_item *part, const skt_item *whole)
{
    return whole != NULL && part->part_of != SKT_NONE && part->part_of == whole->part_of &&
           items[part->part_of].claim->outcome != part->claim->outcome;
}

static const skt_item *whole_of(const skt_account *account, const skt_item *items, bool methods)
{
    const skt_item *whole = NULL;
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *item = &items[account->items[i]];
        if (item->claim->value == SKT_NULL || item->claim->role == SKT_PART || methods ||
            item->beyond || is_inner(items, item) || (item->superseded && !account->superseded)) {
            continue;
        }
        if (whole == NULL || stands_before(item, whole)) {
            whole = item;
        }
    }
    return whole;
}

/* "Three; four more; two more, which makes nine": the figure to which what is told as further
 * is to be added: the one told before it, unless `whole` has room for them all. */
static const skt_item *base_of(const skt_account *account, const skt_item *items,
                               const skt_item *whole, bool *closed)
{
    const skt_item *base = NULL;
    skt_number chain = 0;
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *item = &items[account->items[i]];
        if (item->beyond && item->claim->added && item->claim->value != SKT_NULL) {
            chain += item->claim->value;
        } else if (chain == 0 && is_single(account, items, item)) {
            base = item;
        }
    }
    *closed = chain > 0 && base != NULL && base != whole &&
              whole->claim->value >= base->claim->value + chain;
    return chain == 0 || base == NULL || *closed ? whole : base;
}

/* Whether anything here has a number and is no subset: "two of them" at a place
 * that has no other figure is that place's figure. */
static bool has_apart(const skt_account *account, const skt_item *items)
{
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *item = &items[account->items[i]];
        if (!item->subset && item->claim->value != SKT_NULL) {
            return true;
        }
    }
    return false;
}

/* Whether the item is to be added to the account's whole: "another four". */
static bool is_more(const skt_item *items, const skt_item *item, const skt_item *whole, bool closed)
{
    return item->claim->role == SKT_PART
               ? item->beyond || beside(items, item, whole)
               : item->beyond && item->claim->value != SKT_NULL && !closed;
}

/* How an account's figure was found. */
typedef struct reading {
    const skt_item *whole; /* or NULL */
    bool by_whole, methods, again, apart, closed;
} reading;

static skt_ground use_of(const skt_account *account, const skt_item *items, const skt_item *item,
                         const reading *r)
{
    if (item->claim->value == SKT_NULL) {
        return SKT_GROUND_UNNUMBERED;
    }
    if (item->superseded && !account->superseded) {
        return SKT_GROUND_REPLACED;
    }
    if (is_inner(items, item)) {
        return SKT_GROUND_INNER;
    }
    if (item->subset && r->apart) {
        return SKT_GROUND_SUBSET;
    }
    if (is_more(items, item, r->whole, r->closed)) {
        return SKT_GROUND_MORE;
    }
    if (r->by_whole) {
        return item == r->whole                                ? SKT_GROUND_WHOLE
               : item->claim->role == SKT_PART || item->beyond ? SKT_GROUND_INNER
                                                               : SKT_GROUND_OUTDONE;
    }
    return item->claim->role == SKT_PART ||
                   (r->methods && !item->beyond && !outdone(account, items, item)) ||
                   (r->again && is_single(account, items, item))
               ? SKT_GROUND_SUMMED
               : SKT_GROUND_OUTDONE;
}

static void note_uses(const skt_account *account, skt_item *items, const reading *r)
{
    for (size_t i = 0; i < account->n_items; i++) {
        skt_item *item = &items[account->items[i]];
        item->use = account->n_items == 1 ? SKT_GROUND_WHOLE : use_of(account, items, item, r);
    }
}

static void figure_of(skt_account *account, skt_item *items)
{
    const bool again = is_repeated(account, items);
    const bool methods = !again && by_method(account, items);
    bool closed = false;
    const skt_item *whole = whole_of(account, items, methods || again);
    whole = whole == NULL ? NULL : base_of(account, items, whole, &closed);
    const bool apart = has_apart(account, items);
    sum parts = {.estimate = {SKT_NULL, SKT_NULL, SKT_NULL}};
    sum extra = parts;
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *item = &items[account->items[i]];
        const bool more = is_more(items, item, whole, closed);
        const bool part = item->claim->role == SKT_PART || more ||
                          (methods && !item->beyond && !outdone(account, items, item)) ||
                          (again && is_single(account, items, item));
        if (!part || is_inner(items, item) || (item->subset && apart) ||
            (item->superseded && !account->superseded)) {
            continue;
        }
        add(more ? &extra : &parts, item);
    }
    sum total = parts;
    const bool by_whole =
        whole != NULL && (parts.n == 0 || (whole->claim->value >= parts.estimate.best &&
                                           whole->claim->bound != SKT_AT_MOST));
    note_uses(account, items, &(reading){whole, by_whole, methods, again, apart, closed});
    if (by_whole) {
        total = (sum){.estimate = {SKT_NULL, SKT_NULL, SKT_NULL}};
        add(&total, whole);
    }
    if (extra.n > 0) {
        const skt_item *lead = total.n > 0 ? total.largest : extra.largest;
        for (size_t i = 0; i < account->n_items; i++) {
            const skt_item *item = &items[account->items[i]];
            if (is_more(items, item, whole, closed) && !is_inner(items, item) &&
                !(item->subset && apart) && (!item->superseded || account->superseded)) {
                add(&total, item);
            }
        }
        total.largest = lead;
    }
    if (total.n > 0) {
        account->estimate = total.estimate;
        account->bound = total.bound;
        account->lead = (size_t)(total.largest - items);
        if (total.open) {
            account->estimate.high = SKT_NULL;
        }
    }
}

static void describe(skt_account *account, skt_item *items)
{
    const skt_item *first = &items[account->items[0]];
    account->report = first->report;
    account->speaker = first->speaker;
    account->area = first->area;
    account->rank = first->rank;
    account->published = first->claim->published;
    account->bulletin = first->bulletin;
    account->lead = account->items[0];
    account->bound = SKT_VAGUE;
    account->estimate = (skt_estimate){first->claim->estimate.low, SKT_NULL, SKT_NULL};
    account->method = first->claim->method;
    account->sites = SKT_NULL;
    account->superseded = true;
    bool any_number = false;
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *item = &items[account->items[i]];
        account->superseded = account->superseded && item->superseded;
        any_number = any_number || item->claim->value != SKT_NULL;
        account->debris = account->debris || item->claim->debris;
        account->withheld = account->withheld || item->claim->withheld;
        account->approach = account->approach || item->approach;
        account->method =
            account->method == item->claim->method ? account->method : SKT_METHOD_MIXED;
        if (item->claim->sites != SKT_NULL && item->claim->sites > account->sites) {
            account->sites = item->claim->sites;
        }
        if (item->timing != SKT_TIMING_NONE) {
            account->timing = item->timing;
            account->start = item->start;
            account->end = item->end;
        }
    }
    if (any_number) {
        figure_of(account, items);
    }
}

/* From the day on which an issuer has merged what was shot down and what was suppressed, its
 * figure is of both, whatever verb a report has for it. */
static bool is_merged(const skt_account *account, const skt_model *model)
{
    const skt_item *lead = &model->items[account->lead];
    const skt_day from = model->speakers.items[account->speaker].merged_from;
    return from != SKT_NO_DAY && lead->claim->date != SKT_NO_DAY && lead->claim->date >= from &&
           lead->claim->outcome == SKT_INTERCEPTED &&
           (account->method == SKT_METHOD_KINETIC || account->method == SKT_METHOD_UNSTATED);
}

/* Whether b goes into the account that a is in. What has no window goes with
 * what has one, where that is the only one. */
static bool same_run(const skt_item *a, const skt_item *b)
{
    return a->area == b->area && a->report == b->report && a->speaker == b->speaker &&
           a->bulletin == b->bulletin;
}

static bool same_window(const skt_item *a, const skt_item *b)
{
    return a->timing == b->timing &&
           (a->timing != SKT_TIMING_HOURS || (a->start == b->start && a->end == b->end));
}

static size_t account_end(const size_t *ids, size_t first, size_t n, const skt_item *items)
{
    size_t end = first + 1;
    size_t run = first + 1;
    while (run < n && same_run(&items[ids[first]], &items[ids[run]])) {
        run++;
    }
    while (end < run && same_window(&items[ids[first]], &items[ids[end]])) {
        end++;
    }
    if (items[ids[first]].timing == SKT_TIMING_NONE && end < run &&
        (first == 0 || !same_run(&items[ids[first - 1]], &items[ids[first]]))) {
        const size_t second = end;
        while (end < run && same_window(&items[ids[second]], &items[ids[end]])) {
            end++;
        }
        if (end < run) {
            return second; /* several windows: the one without stays apart */
        }
    }
    return end;
}

skt_status skt_accounts_make(skt_group *group, skt_model *model, const size_t *ids, size_t n)
{
    size_t *sorted = skt_arena_array(&model->arena, n, sizeof *sorted);
    group->accounts = skt_arena_array(&model->arena, n, sizeof *group->accounts);
    if (sorted == NULL || group->accounts == NULL) {
        return SKT_E_NOMEM;
    }
    memcpy(sorted, ids, n * sizeof *ids);
    if (!sort_ids(sorted, n, model->items)) {
        return SKT_E_NOMEM;
    }
    group->n_accounts = 0;
    for (size_t first = 0; first < n;) {
        const size_t end = account_end(sorted, first, n, model->items);
        skt_account *account = &group->accounts[group->n_accounts++];
        *account = (skt_account){.items = &sorted[first], .n_items = end - first};
        describe(account, model->items);
        if (is_merged(account, model)) {
            account->method = SKT_METHOD_MERGED;
        }
        first = end;
    }
    return SKT_OK;
}
