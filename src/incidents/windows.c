/* Windows of one night (rule 4): what accounts share a window, which windows lie
 * in one another, and what an area's figure comes to. Slot 0 is the whole night
 * or day; the others are windows that the text states, or bulletins without hours
 * that are known by their totals. */
#include <stdlib.h>

#include "incidents/model.h"

typedef struct slot {
    skt_time start, end; /* SKT_NO_TIME: a bulletin without hours */
    size_t speaker, bulletin;
    size_t parent;  /* slot that contains it; 0: the whole */
    skt_time slack; /* what its issuer's windows may overlap for rounding */
} slot;

typedef SKT_VEC(slot) slots;

typedef struct work {
    skt_group *group;
    skt_model *model;
    slots slots;
    size_t first, end; /* accounts of the area */
    size_t node;
} work;

static skt_time longer(skt_time a, skt_time b)
{
    return a > b ? a : b;
}

static skt_time slack_of(const work *w, const skt_account *account)
{
    return w->model->speakers.items[account->speaker].round_s;
}

static skt_time shared_s(const slot *a, const skt_account *b)
{
    const skt_time start = longer(a->start, b->start);
    const skt_time end = a->end < b->end ? a->end : b->end;
    return end > start ? end - start : 0;
}

static bool is_total(const skt_model *model, const skt_account *account)
{
    return model->items[account->lead].claim->role == SKT_TOTAL;
}

/* A window that the text states: the same where they share half of the longer. */
static bool slot_of_hours(work *w, skt_account *account)
{
    for (size_t i = 1; i < w->slots.count; i++) {
        const slot *s = &w->slots.items[i];
        const skt_time length = longer(s->end - s->start, account->end - account->start);
        if (s->start != SKT_NO_TIME && 2 * shared_s(s, account) >= length) {
            account->slot = i;
            return true;
        }
    }
    account->slot = w->slots.count;
    return skt_vec_push(&w->slots,
                        (slot){account->start, account->end, 0, 0, 0, slack_of(w, account)});
}

/* A bulletin without hours: the window whose total the same issuer gives, or one
 * of its own. */
static bool slot_of_bulletin(work *w, skt_account *account)
{
    for (size_t i = 1; i < w->slots.count; i++) {
        const slot *s = &w->slots.items[i];
        if (s->bulletin == account->bulletin && s->speaker == account->speaker) {
            account->slot = i;
            return true;
        }
    }
    for (size_t i = 0; i < w->group->n_accounts; i++) {
        const skt_account *other = &w->group->accounts[i];
        if (other->timing == SKT_TIMING_HOURS && other->speaker == account->speaker &&
            is_total(w->model, other) &&
            other->estimate.best == (skt_number)(account->bulletin / 16)) {
            account->slot = other->slot;
            return true;
        }
    }
    account->slot = w->slots.count;
    return skt_vec_push(
        &w->slots, (slot){SKT_NO_TIME, SKT_NO_TIME, account->speaker, account->bulletin, 0, 0});
}

static void nest_slots(work *w)
{
    for (size_t i = 1; i < w->slots.count; i++) {
        slot *inner = &w->slots.items[i];
        for (size_t k = 1; k < w->slots.count; k++) {
            const slot *outer = &w->slots.items[k];
            const skt_time slack = longer(inner->slack, outer->slack);
            const bool contains =
                k != i && inner->start != SKT_NO_TIME && outer->start != SKT_NO_TIME &&
                outer->start <= inner->start + slack && outer->end + slack >= inner->end &&
                outer->end - outer->start > inner->end - inner->start;
            const slot *now = &w->slots.items[inner->parent];
            if (contains &&
                (inner->parent == 0 || outer->end - outer->start < now->end - now->start)) {
                inner->parent = k;
            }
        }
    }
}

/* What the speaker's stated windows come to at `area`; -1: nothing with a number. */
static skt_number stated_at(const work *w, size_t speaker, size_t area)
{
    skt_number sum = -1;
    for (size_t s = 1; s < w->slots.count; s++) {
        skt_number most = 0;
        bool any = false;
        for (size_t i = 0; i < w->group->n_accounts; i++) {
            const skt_account *a = &w->group->accounts[i];
            if (a->slot == s && a->speaker == speaker && a->area == area &&
                a->estimate.best != SKT_NULL) {
                any = true;
                most = a->estimate.best > most ? a->estimate.best : most;
            }
        }
        if (any) {
            sum = (sum < 0 ? 0 : sum) + most;
        }
    }
    return sum;
}

/* Whether the windows that the speaker states lie by day, outside of its night `night`. */
static bool states_days(const work *w, const skt_account *night)
{
    const skt_time slack = slack_of(w, night);
    bool any = false;
    for (size_t i = 0; i < w->group->n_accounts; i++) {
        const skt_account *a = &w->group->accounts[i];
        if (a->speaker != night->speaker || a->timing != SKT_TIMING_HOURS) {
            continue;
        }
        any = true;
        if (night->start == SKT_NO_TIME || a->start == SKT_NO_TIME ||
            (a->start + slack < night->end && night->start + slack < a->end)) {
            return false;
        }
    }
    return any;
}

/* Whether the night bulletin of an issuer whose series adds up leaves out the
 * hours stated: it does where they are hours of the day, and in the evening unless it is
 * nowhere smaller than the stated windows. */
static bool night_is_apart(const work *w, size_t speaker)
{
    bool compared = false;
    bool stated = false;
    for (size_t i = 0; i < w->group->n_accounts; i++) {
        const skt_account *a = &w->group->accounts[i];
        if (a->speaker != speaker) {
            continue;
        }
        stated = stated || a->timing == SKT_TIMING_HOURS;
        if (a->timing != SKT_TIMING_NIGHT || a->estimate.best == SKT_NULL) {
            continue;
        }
        if (states_days(w, a)) {
            return true;
        }
        const skt_number sum = stated_at(w, speaker, a->area);
        if (sum > a->estimate.best) {
            return true;
        }
        compared = compared || sum >= 0;
    }
    return stated && !compared;
}

static bool part_nights(work *w)
{
    for (size_t i = 0; i < w->group->n_accounts; i++) {
        skt_account *account = &w->group->accounts[i];
        if (account->timing != SKT_TIMING_NIGHT || account->slot != 0 ||
            !w->model->speakers.items[account->speaker].adds_up || w->slots.count < 2 ||
            !night_is_apart(w, account->speaker)) {
            continue;
        }
        const size_t number = w->slots.count;
        if (!skt_vec_push(&w->slots, (slot){SKT_NO_TIME, SKT_NO_TIME, account->speaker, 0, 0, 0})) {
            return false;
        }
        for (size_t k = i; k < w->group->n_accounts; k++) {
            skt_account *other = &w->group->accounts[k];
            if (other->timing == SKT_TIMING_NIGHT && other->speaker == account->speaker) {
                other->slot = number;
            }
        }
    }
    return true;
}

static bool find_slots(work *w)
{
    if (!skt_vec_push(&w->slots, (slot){SKT_NO_TIME, SKT_NO_TIME, 0, 0, 0, 0})) {
        return false;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < w->group->n_accounts; i++) {
            skt_account *account = &w->group->accounts[i];
            const bool hours = account->timing == SKT_TIMING_HOURS;
            if (pass == 0 ? hours && !slot_of_hours(w, account)
                          : !hours && account->bulletin > 0 && !slot_of_bulletin(w, account)) {
                return false;
            }
        }
    }
    nest_slots(w);
    return part_nights(w);
}

static size_t *room_for_accounts(work *w)
{
    return skt_arena_array(&w->model->arena, w->end - w->first, sizeof(size_t));
}

/* The figure of the accounts of slot `s` with one of `timings` (bits). */
static bool own_figure(skt_figure *out, work *w, size_t s, unsigned timings)
{
    *out = (skt_figure){
        .node = w->node, .slot = s, .parent = SKT_NONE, .crosses = SKT_NONE, .counted = true};
    out->estimate = (skt_estimate){SKT_NULL, SKT_NULL, SKT_NULL};
    out->accounts = room_for_accounts(w);
    if (out->accounts == NULL) {
        return false;
    }
    for (size_t i = w->first; i < w->end; i++) {
        const skt_account *account = &w->group->accounts[i];
        if (account->slot == s && (timings & (1u << account->timing)) != 0) {
            out->accounts[out->n_accounts++] = i;
        }
    }
    return out->n_accounts == 0 || skt_accounts_choose(out, w->group);
}

static const skt_account *chosen(const work *w, const skt_figure *figure)
{
    return &w->group->accounts[figure->accounts[0]];
}

/* Joins the accounts of `from`, which yield to those of `to` on `ground`. */
static void append(const work *w, skt_figure *to, const skt_figure *from, skt_ground ground)
{
    for (size_t i = 0; i < from->n_accounts; i++) {
        w->group->accounts[from->accounts[i]].yields = ground;
        to->accounts[to->n_accounts++] = from->accounts[i];
    }
}

/* A figure for the whole day contains that of the night, where it is larger and
 * its body no farther from the fact; else all are accounts of one window. */
static bool whole_figure(skt_figure *out, work *w)
{
    const unsigned day = 1u << SKT_TIMING_DAY;
    const unsigned rest = (1u << SKT_TIMING_NONE) | (1u << SKT_TIMING_NIGHT);
    skt_figure days;
    skt_figure nights;
    if (!own_figure(&days, w, 0, day) || !own_figure(&nights, w, 0, rest)) {
        return false;
    }
    if (days.n_accounts > 0 && nights.n_accounts > 0 && days.estimate.best != SKT_NULL &&
        nights.estimate.best != SKT_NULL && days.estimate.best > nights.estimate.best &&
        chosen(w, &days)->rank <= chosen(w, &nights)->rank &&
        !skt_restates(chosen(w, &days), nights.estimate.best)) {
        append(w, &days, &nights, SKT_GROUND_IN_DAY);
        *out = days;
        return true;
    }
    return own_figure(out, w, 0, day | rest | (1u << SKT_TIMING_HOURS));
}

static bool overlap(const work *w, const skt_figure *a, const skt_figure *b)
{
    const slot *x = &w->slots.items[a->slot];
    const slot *y = &w->slots.items[b->slot];
    if (x->start == SKT_NO_TIME || y->start == SKT_NO_TIME) {
        return false;
    }
    const skt_time start = longer(x->start, y->start);
    const skt_time end = x->end < y->end ? x->end : y->end;
    return end - start > longer(x->slack, y->slack);
}

static void add_high(skt_figure *figure, skt_number more)
{
    if (figure->estimate.high != SKT_NULL) {
        figure->estimate.high += more;
    }
}

/* Of two windows that share more than the slack the larger is counted, and the
 * other goes to `high`. Figures [from, ...) of the group. */
static void drop_overlaps(work *w, size_t from)
{
    for (size_t i = from; i < w->group->figures.count; i++) {
        for (size_t k = i + 1; k < w->group->figures.count; k++) {
            skt_figure *a = &w->group->figures.items[i];
            skt_figure *b = &w->group->figures.items[k];
            if (!overlap(w, a, b)) {
                continue;
            }
            if (b->estimate.best > a->estimate.best) {
                const skt_figure swap = *a;
                *a = *b;
                *b = swap;
            }
            if (b->estimate.best != SKT_NULL) {
                add_high(a, b->estimate.best);
            }
            append(w, a, b, SKT_GROUND_OVERLAP);
            *b = w->group->figures.items[--w->group->figures.count];
            k = i;
        }
    }
}

typedef struct total {
    skt_number sum;
    bool any, exact;
} total;

static total kids_total(const work *w, size_t from)
{
    total t = {0, false, true};
    for (size_t i = from; i < w->group->figures.count; i++) {
        const skt_figure *kid = &w->group->figures.items[i];
        if (kid->estimate.best != SKT_NULL) {
            t.any = true;
            t.sum += kid->estimate.best;
            t.exact = t.exact && kid->bound == SKT_EXACT;
        }
    }
    return t;
}

/* Puts first those figures from `from` on whose hours lie behind the night of the whole figure
 * `own`, and gives the first of the others: a raid by day is no part of that of the night. */
static size_t part_from_night(work *w, size_t from, const skt_figure *own)
{
    if (own->n_accounts == 0 || chosen(w, own)->timing != SKT_TIMING_NIGHT ||
        chosen(w, own)->end == SKT_NO_TIME) {
        return from;
    }
    const skt_account *night = chosen(w, own);
    for (size_t i = from; i < w->group->figures.count; i++) {
        skt_figure *kid = &w->group->figures.items[i];
        const slot *hours = &w->slots.items[kid->slot];
        if (hours->start != SKT_NO_TIME && hours->start + hours->slack >= night->end) {
            const skt_figure swap = w->group->figures.items[from];
            w->group->figures.items[from++] = *kid;
            *kid = swap;
        }
    }
    return from;
}

/* Whether the area has one figure from `from` on, of a night without hours that leaves out
 * hours told of other areas, and none for the whole day. */
static bool is_only_night(const work *w, size_t from)
{
    if (w->group->figures.count != from + 1) {
        return false;
    }
    const slot *night = &w->slots.items[w->group->figures.items[from].slot];
    bool only = night->start == SKT_NO_TIME && night->bulletin == 0;
    for (size_t i = w->first; i < w->end; i++) {
        only = only && w->group->accounts[i].timing != SKT_TIMING_DAY;
    }
    return only;
}

/* What others tell of the area without a window is then told of that night; false when memory
 * is out. */
static bool join_night(work *w, skt_figure *night)
{
    for (size_t i = w->first; i < w->end; i++) {
        if (w->group->accounts[i].slot == 0) {
            night->accounts[night->n_accounts++] = i;
        }
    }
    return skt_accounts_choose(night, w->group);
}

/* Whether the whole figure is a number for the day by a party that is no state, where bodies
 * nearer to the fact tell of all its windows. */
static bool is_partisan_day(const work *w, size_t from, const skt_figure *own)
{
    const skt_account *account = chosen(w, own);
    bool partisan =
        account->timing == SKT_TIMING_DAY && w->model->speakers.items[account->speaker].rebel;
    for (size_t i = from; i < w->group->figures.count; i++) {
        partisan = partisan && chosen(w, &w->group->figures.items[i])->rank < account->rank;
    }
    return partisan;
}

/* Adds the figures of slot `s` to the group: its own, or those of the windows in
 * it, whichever comes to more. */
static bool settle_slot(work *w, size_t s)
{
    size_t from = w->group->figures.count;
    for (size_t i = 1; i < w->slots.count; i++) {
        if (w->slots.items[i].parent == s && !settle_slot(w, i)) {
            return false;
        }
    }
    drop_overlaps(w, from);
    if (s == 0 && is_only_night(w, from)) {
        return join_night(w, &w->group->figures.items[from]);
    }
    skt_figure own;
    if (s == 0 ? !whole_figure(&own, w) : !own_figure(&own, w, s, ~0u)) {
        return false;
    }
    if (own.n_accounts == 0) {
        return true;
    }
    from = s == 0 ? part_from_night(w, from, &own) : from;
    const total kids = kids_total(w, from);
    const skt_number best = own.estimate.best;
    const bool restated = best != SKT_NULL && kids.any && kids.exact && own.bound != SKT_EXACT &&
                          skt_restates(chosen(w, &own), kids.sum);
    if (kids.any &&
        (best == SKT_NULL || best < kids.sum || restated || is_partisan_day(w, from, &own))) {
        append(w, &w->group->figures.items[from], &own,
               restated                              ? SKT_GROUND_RESTATED
               : best == SKT_NULL || best < kids.sum ? SKT_GROUND_WINDOWS_SUM
                                                     : SKT_GROUND_FARTHER);
        return true;
    }
    for (size_t i = from; i < w->group->figures.count; i++) {
        append(w, &own, &w->group->figures.items[i], SKT_GROUND_WINDOW);
    }
    w->group->figures.count = from;
    return skt_vec_push(&w->group->figures, own);
}

skt_status skt_windows_settle(skt_group *group, skt_model *model)
{
    work w = {.group = group, .model = model};
    bool done = find_slots(&w);
    for (w.first = 0; done && w.first < group->n_accounts; w.first = w.end) {
        const size_t area = group->accounts[w.first].area;
        w.end = w.first + 1;
        while (w.end < group->n_accounts && group->accounts[w.end].area == area) {
            w.end++;
        }
        w.node = group->nodes.count;
        const size_t from = group->figures.count;
        done = settle_slot(&w, 0);
        done = done && skt_vec_push(&group->nodes, (skt_area_node){.area = area,
                                                                   .first = from,
                                                                   .n = group->figures.count - from,
                                                                   .parent = SKT_NONE});
    }
    skt_vec_dispose(&w.slots);
    return done ? SKT_OK : SKT_E_NOMEM;
}
