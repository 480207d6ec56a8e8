/* Which of the accounts of one area and window stands (rule 3). */
#include <stdlib.h>

#include "incidents/model.h"

enum { ROUND_PERCENT = 15, ROUND_LEAST = 2 };

static bool has_number(const skt_account *account)
{
    return account->estimate.best != SKT_NULL;
}

bool skt_restates(const skt_account *a, skt_number exact)
{
    const skt_number value = a->estimate.best;
    const skt_number apart = value > exact ? value - exact : exact - value;
    switch (a->bound) {
    case SKT_EXACT: return value == exact;
    case SKT_AT_LEAST: return value <= exact;
    case SKT_AT_MOST: return value >= exact;
    case SKT_ABOUT: return apart <= ROUND_LEAST || apart * 100 <= exact * ROUND_PERCENT;
    case SKT_VAGUE: break;
    }
    return true;
}

/* The exact figures among the accounts, in order. */
typedef struct exacts {
    skt_number *values;
    size_t n;
} exacts;

static int by_number(const void *a, const void *b)
{
    const skt_number x = *(const skt_number *)a;
    const skt_number y = *(const skt_number *)b;
    return (x > y) - (x < y);
}

static bool find_exacts(exacts *out, const skt_figure *figure, const skt_group *group)
{
    out->n = 0;
    out->values = malloc((figure->n_accounts + 1) * sizeof *out->values);
    for (size_t i = 0; out->values != NULL && i < figure->n_accounts; i++) {
        const skt_account *account = &group->accounts[figure->accounts[i]];
        if (has_number(account) && account->bound == SKT_EXACT && !account->superseded) {
            out->values[out->n++] = account->estimate.best;
        }
    }
    if (out->n > 1) {
        qsort(out->values, out->n, sizeof *out->values, by_number);
    }
    return out->values != NULL;
}

/* Whether `a` says an exact figure in round words: where it does for any, then for the next
 * one above or below it. */
static bool is_restatement(const exacts *exact, const skt_account *a)
{
    if (!has_number(a) || a->bound == SKT_EXACT) {
        return false;
    }
    size_t low = 0;
    for (size_t high = exact->n; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (exact->values[middle] < a->estimate.best) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (low < exact->n && skt_restates(a, exact->values[low])) ||
           (low > 0 && skt_restates(a, exact->values[low - 1]));
}

static int sooner(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

enum { GROUNDS = 12 };

/* Below 0: a stands before b, on ground *at. Each line is one, in the order of the rule. */
static int compare_at(size_t *at, const exacts *exact, const skt_account *a, const skt_account *b)
{
    const int grounds[GROUNDS] = {
        sooner(!has_number(a), !has_number(b)),
        sooner(a->superseded, b->superseded),
        sooner(is_restatement(exact, a), is_restatement(exact, b)),
        sooner(a->bound == SKT_AT_MOST, b->bound == SKT_AT_MOST),
        sooner(a->rank, b->rank),
        sooner(a->bound != SKT_EXACT, b->bound != SKT_EXACT),
        sooner(b->published, a->published),
        sooner((int64_t)b->n_items, (int64_t)a->n_items),
        sooner(b->estimate.best, a->estimate.best),
        sooner((int64_t)a->report, (int64_t)b->report),
        sooner((int64_t)a->speaker, (int64_t)b->speaker),
        sooner((int64_t)a->items[0], (int64_t)b->items[0]),
    };
    for (*at = 0; *at < GROUNDS; (*at)++) {
        if (grounds[*at] != 0) {
            return grounds[*at];
        }
    }
    return 0;
}

static int compare(const exacts *exact, const skt_account *a, const skt_account *b)
{
    size_t at;
    return compare_at(&at, exact, a, b);
}

static skt_ground ground_of(const exacts *exact, const skt_account *chosen, const skt_account *b)
{
    static const skt_ground grounds[GROUNDS + 1] = {
        SKT_GROUND_NO_NUMBER, SKT_GROUND_SUPERSEDED, SKT_GROUND_RESTATED, SKT_GROUND_LIMIT,
        SKT_GROUND_FARTHER,   SKT_GROUND_INEXACT,    SKT_GROUND_EARLIER,  SKT_GROUND_THINNER,
        SKT_GROUND_SMALLER,   SKT_GROUND_ORDER,      SKT_GROUND_ORDER,    SKT_GROUND_ORDER,
        SKT_GROUND_ORDER};
    size_t at;
    if (!has_number(b)) {
        return SKT_GROUND_NO_NUMBER;
    }
    if (chosen->estimate.best == b->estimate.best && chosen->superseded == b->superseded &&
        (b->yields == 0 || b->yields == SKT_GROUND_WINDOW)) {
        return SKT_GROUND_SAME;
    }
    if (b->yields != 0) {
        return b->yields;
    }
    (void)compare_at(&at, exact, chosen, b);
    return grounds[at];
}

bool skt_accounts_grounds(skt_ground *out, const skt_figure *figure, const skt_group *group)
{
    exacts exact;
    if (!find_exacts(&exact, figure, group)) {
        return false;
    }
    out[0] = SKT_GROUND_STANDS;
    for (size_t i = 1; i < figure->n_accounts; i++) {
        out[i] = ground_of(&exact, &group->accounts[figure->accounts[0]],
                           &group->accounts[figure->accounts[i]]);
    }
    free(exact.values);
    return true;
}

/* low and high span all accounts but those replaced or restated. */
static void span(skt_figure *figure, const skt_group *group)
{
    skt_estimate *e = &figure->estimate;
    if (e->best == SKT_NULL) {
        return;
    }
    bool open = e->high == SKT_NULL;
    for (size_t i = 1; i < figure->n_accounts; i++) {
        const skt_account *a = &group->accounts[figure->accounts[i]];
        if (!has_number(a) || a->superseded || skt_restates(a, e->best)) {
            continue;
        }
        if (a->estimate.low != SKT_NULL && (e->low == SKT_NULL || a->estimate.low < e->low)) {
            e->low = a->estimate.low;
        }
        open = open || a->estimate.high == SKT_NULL;
        if (!open && a->estimate.high > e->high) {
            e->high = a->estimate.high;
        }
    }
    e->low = e->low != SKT_NULL && e->low > e->best ? e->best : e->low;
    e->high = open ? SKT_NULL : e->high < e->best ? e->best : e->high;
}

bool skt_accounts_choose(skt_figure *figure, const skt_group *group)
{
    exacts exact;
    size_t best = 0;
    if (!find_exacts(&exact, figure, group)) {
        return false;
    }
    for (size_t i = 1; i < figure->n_accounts; i++) {
        if (compare(&exact, &group->accounts[figure->accounts[i]],
                    &group->accounts[figure->accounts[best]]) < 0) {
            best = i;
        }
    }
    free(exact.values);
    const size_t chosen = figure->accounts[best];
    for (size_t i = best; i > 0; i--) {
        figure->accounts[i] = figure->accounts[i - 1];
    }
    figure->accounts[0] = chosen;
    figure->estimate = group->accounts[chosen].estimate;
    figure->bound = group->accounts[chosen].bound;
    span(figure, group);
    return true;
}

static skt_link_type relation(const skt_account *chosen, const skt_account *other,
                              const char **reason)
{
    if (!has_number(other) || !has_number(chosen)) {
        *reason = "the same event without a number";
        return SKT_LINK_SAME_EVENT;
    }
    if (other->slot != chosen->slot && other->estimate.best <= chosen->estimate.best) {
        *reason = "a window of the figure for the whole time";
        return SKT_LINK_CONTAINED_IN;
    }
    if (other->slot != chosen->slot) {
        *reason = "shares only a part of the time";
        return SKT_LINK_OVERLAPS;
    }
    if (other->estimate.best == chosen->estimate.best) {
        *reason = "the same number";
        return SKT_LINK_SAME_EVENT;
    }
    if (other->bound != SKT_EXACT && skt_restates(other, chosen->estimate.best)) {
        *reason = "a round restatement";
        return SKT_LINK_SAME_EVENT;
    }
    *reason = other->rank != chosen->rank             ? "the other body is nearer to the fact"
              : other->published != chosen->published ? "the other report is later"
                                                      : "the other account is fuller";
    return SKT_LINK_CONTRADICTS;
}

bool skt_accounts_link(const skt_figure *figure, skt_model *model, const skt_group *group)
{
    const skt_account *chosen = &group->accounts[figure->accounts[0]];
    const size_t to = model->items[chosen->lead].index;
    for (size_t i = 1; i < figure->n_accounts; i++) {
        const skt_account *other = &group->accounts[figure->accounts[i]];
        const size_t from = model->items[other->lead].index;
        const char *reason = "the issuer's later figure";
        if (other->superseded && !chosen->superseded) {
            if (!skt_model_link(model, to, from, SKT_LINK_SUPERSEDES, reason)) {
                return false;
            }
            continue;
        }
        const skt_link_type type = relation(chosen, other, &reason);
        if (!skt_model_link(model, from, to, type, reason)) {
            return false;
        }
    }
    for (size_t i = 0; i < chosen->n_items; i++) {
        const skt_item *item = &model->items[chosen->items[i]];
        if (item->superseded && !chosen->superseded &&
            !skt_model_link(model, to, item->index, SKT_LINK_SUPERSEDES,
                            "the text itself replaces the figure")) {
            return false;
        }
    }
    return true;
}
