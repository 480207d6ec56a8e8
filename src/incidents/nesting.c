/* Areas in areas (rules 5 and 6): what each figure has beyond its inner ones. */
#include <stdlib.h>

#include "incidents/nesting.h"

/* What an inner figure takes from an outer one: its own number but for what it has left to
 * a set that crosses it, or where it has none what lies in it. */
static skt_number weight(const skt_figure *figure)
{
    if (figure->absorbed) {
        return figure->inner; /* what has a row of its own all the same */
    }
    return figure->estimate.best != SKT_NULL ? figure->estimate.best - figure->yielded
                                             : figure->inner;
}

/* The outer figure of the same window, else the whole night's, else the one with
 * most left. */
static size_t target_of(const skt_nesting *w, const skt_figure *inner, size_t outer)
{
    const skt_area_node *n = node_at(w, outer);
    size_t best = SKT_NONE;
    for (size_t i = n->first; i < n->first + n->n; i++) {
        const skt_figure *figure = figure_at(w, i);
        if (figure->slot == inner->slot) {
            return i;
        }
        if (best == SKT_NONE || figure->slot == 0 || figure->left > figure_at(w, best)->left) {
            best = i;
        }
    }
    return best;
}

/* Whether the sum of the parts corrects the outer figure rather than the other
 * way round. */
static bool may_raise(const skt_nesting *w, const skt_figure *outer, const skt_figure *inner)
{
    const skt_account *a = chosen(w, outer);
    const skt_account *b = chosen(w, inner);
    return a->speaker == b->speaker || outer->bound == SKT_AT_LEAST || outer->bound == SKT_ABOUT ||
           a->rank > b->rank ||
           (a->published != SKT_NO_DAY && b->published != SKT_NO_DAY &&
            a->published < b->published);
}

static void uncount(const skt_nesting *w, size_t figure);

static void uncount_inner(const skt_nesting *w, size_t figure)
{
    for (size_t i = figure_at(w, figure)->first_in; i != SKT_NONE; i = figure_at(w, i)->next_in) {
        if (figure_at(w, i)->counted) {
            uncount(w, i);
        }
    }
}

/* What has taken from this window and lies in another of the area is not counted either. */
static void uncount(const skt_nesting *w, size_t figure)
{
    skt_figure *f = figure_at(w, figure);
    f->counted = false;
    uncount_inner(w, figure);
    const skt_area_node *n = node_at(w, f->node);
    for (size_t i = n->first; f->lent > 0 && i < n->first + n->n; i++) {
        skt_figure *beside = figure_at(w, i);
        uncount_inner(w, i);
        if (i != figure && beside->estimate.best != SKT_NULL) {
            beside->left += beside->inner;
            beside->inner = 0;
        }
    }
}

static void raise(skt_figure *outer, skt_number by)
{
    outer->estimate.best += by;
    outer->left += by;
    if (outer->estimate.high != SKT_NULL && outer->estimate.high < outer->estimate.best) {
        outer->estimate.high = outer->estimate.best;
    }
}

static void take_from(const skt_nesting *w, size_t outer, size_t target, skt_number value)
{
    const skt_area_node *n = node_at(w, outer);
    skt_figure *first = figure_at(w, target);
    const skt_number here = value < first->left ? value : first->left;
    first->left -= here;
    first->inner += here;
    value -= here;
    for (size_t i = n->first; value > 0 && i < n->first + n->n; i++) {
        skt_figure *figure = figure_at(w, i);
        const skt_number more = value < figure->left ? value : figure->left;
        if (figure->estimate.best != SKT_NULL && more > 0) {
            figure->left -= more;
            figure->inner += more;
            figure->lent += more;
            value -= more;
        }
    }
}

static bool note(const skt_nesting *w, const skt_figure *inner, const skt_figure *outer,
                 skt_link_type type, const char *reason)
{
    return skt_model_link(w->model, w->model->items[chosen(w, inner)->lead].index,
                          w->model->items[chosen(w, outer)->lead].index, type, reason);
}

/* What the outer area has left: in the hours of the inner figure, where it has a figure for
 * just these, else in all its windows. */
static skt_number room_for(const skt_nesting *w, const skt_figure *inner, const skt_figure *into)
{
    if (into->slot != 0 && into->slot == inner->slot) {
        return into->left;
    }
    skt_number room = 0;
    const skt_area_node *n = node_at(w, into->node);
    for (size_t i = n->first; i < n->first + n->n; i++) {
        room += figure_at(w, i)->estimate.best == SKT_NULL ? 0 : figure_at(w, i)->left;
    }
    return room;
}

/* Puts the inner figure into the outer area's. */
static bool put(const skt_nesting *w, size_t figure, size_t outer)
{
    skt_figure *inner = figure_at(w, figure);
    const size_t target = target_of(w, inner, outer);
    skt_figure *into = figure_at(w, target);
    const skt_number value = weight(inner);
    if (inner->absorbed && value == 0) {
        return true;
    }
    inner->parent = target;
    inner->next_in = into->first_in;
    into->first_in = figure;
    inner->part = skt_nesting_stated(w, inner->node) == outer;
    if (into->estimate.best == SKT_NULL) {
        into->inner += value; /* no number of its own: what is in it goes on upwards */
        inner->nested = SKT_GROUND_INSIDE_OPEN;
        return note(w, inner, into, SKT_LINK_CONTAINED_IN, "inside the area");
    }
    const skt_number room = room_for(w, inner, into);
    if (value > room && may_raise(w, into, inner)) {
        raise(into, value - room);
        take_from(w, outer, target, value);
        into->raised += value - room;
        inner->nested = SKT_GROUND_RAISES;
        return note(w, inner, into, SKT_LINK_CONTAINED_IN, "the parts come to more: their sum");
    }
    if (value > room) {
        uncount(w, figure);
        inner->excess = value - room;
        inner->nested = SKT_GROUND_NO_ROOM;
        if (into->estimate.high != SKT_NULL) {
            into->estimate.high += value - room;
            into->spill += value - room;
        }
        return note(w, inner, into, SKT_LINK_OVERLAPS, "does not fit into the figure around it");
    }
    take_from(w, outer, target, value);
    inner->nested = SKT_GROUND_INSIDE;
    return note(w, inner, into, SKT_LINK_CONTAINED_IN, "inside the area's figure");
}

/* The turns of putting figures into one another: what sets hold is known before it is told
 * what they have left to one another, and that before they are put into countries. */
typedef enum turn { INTO_LOCAL, INTO_REGION, INTO_SET, INTO_ANY, TURNS } turn;

typedef struct candidate {
    const skt_nesting *w;
    size_t figure, outer;
    turn turn;
    size_t depth;
    bool same_voice;
} candidate;

/* In turn, deepest first; then the outer's own parts, the nearer to the fact, the larger. */
static int by_turn(const void *a, const void *b)
{
    const candidate *x = a;
    const candidate *y = b;
    const skt_figure *f = figure_at(x->w, x->figure);
    const skt_figure *g = figure_at(y->w, y->figure);
    const int64_t keys[][2] = {{x->turn, y->turn},
                               {(int64_t)y->depth, (int64_t)x->depth},
                               {!x->same_voice, !y->same_voice},
                               {chosen(x->w, f)->rank, chosen(y->w, g)->rank},
                               {g->estimate.best, f->estimate.best},
                               {(int64_t)x->figure, (int64_t)y->figure}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

/* What was downed on the way to a city is in the figure of the region around it,
 * where that is known and it fits. */
static bool absorb_approaches(const skt_nesting *w)
{
    for (size_t i = 0; i < w->group->nodes.count; i++) {
        const skt_area *area = area_at(w, i);
        const skt_str outer = area->kind == SKT_AREA_REGION
                                  ? skt_issuers_outer(w->model->issuers, area->admin1)
                                  : SKT_STR_NONE;
        const size_t around = skt_nesting_coded(w, 'R', outer);
        const skt_number mine = skt_nesting_best(w, i);
        if (around == SKT_NONE || mine == SKT_NULL || skt_nesting_best(w, around) < mine) {
            continue;
        }
        const skt_area_node *n = node_at(w, i);
        bool all = true;
        for (size_t k = n->first; k < n->first + n->n; k++) {
            all =
                all && (chosen(w, figure_at(w, k))->approach || skt_nesting_stated(w, i) == around);
        }
        for (size_t k = n->first; all && k < n->first + n->n; k++) {
            skt_figure *figure = figure_at(w, k);
            figure->absorbed = true;
            figure->parent = target_of(w, figure, around);
            figure->counted = false;
            if (!note(w, figure, figure_at(w, figure->parent), SKT_LINK_CONTAINED_IN,
                      "downed on the way, inside the region's figure")) {
                return false;
            }
        }
    }
    return true;
}

/* Whether the outer figure leaves the place's out: one body tells of both, of neither as a
 * part of the other: by different methods, or as fates of one attack. */
static bool is_beside(const skt_nesting *w, const skt_figure *inner, size_t outer)
{
    const skt_area *area = area_at(w, outer);
    const skt_account *a = chosen(w, inner);
    const skt_account *b = chosen(w, figure_at(w, node_at(w, outer)->first));
    const skt_item *x = &w->model->items[a->lead];
    const skt_item *y = &w->model->items[b->lead];
    const bool other_method =
        (a->method == SKT_METHOD_ELECTRONIC) != (b->method == SKT_METHOD_ELECTRONIC) &&
        a->method != SKT_METHOD_MERGED && b->method != SKT_METHOD_MERGED &&
        a->method != SKT_METHOD_MIXED && b->method != SKT_METHOD_MIXED;
    if (area->kind == SKT_AREA_LOCAL && skt_nesting_are_fates(w, x, y)) {
        return true;
    }
    return area->kind == SKT_AREA_REGION && area_at(w, inner->node)->kind == SKT_AREA_LOCAL &&
           a->report == b->report && a->speaker == b->speaker && other_method &&
           x->claim->role == SKT_SINGLE && y->claim->role == SKT_SINGLE;
}

static turn turn_of(const skt_nesting *w, size_t node, size_t outer)
{
    const skt_area_kind inner = area_at(w, node)->kind;
    switch (area_at(w, outer)->kind) {
    case SKT_AREA_LOCAL: return INTO_LOCAL;
    case SKT_AREA_REGION: return INTO_REGION;
    case SKT_AREA_SET:
        return inner == SKT_AREA_SET || inner == SKT_AREA_COUNTRY ? INTO_ANY : INTO_SET;
    case SKT_AREA_SEA:
    case SKT_AREA_COUNTRY:
    case SKT_AREA_NOWHERE: break;
    }
    return INTO_ANY;
}

/* What is to be put where, in turn. */
static size_t find_candidates(const skt_nesting *w, candidate *candidates)
{
    size_t n = 0;
    for (size_t i = 0; i < w->group->nodes.count; i++) {
        const skt_area_node *node = node_at(w, i);
        for (size_t k = node->first; k < node->first + node->n; k++) {
            const skt_figure *figure = figure_at(w, k);
            size_t outer = node->parent;
            if (outer != SKT_NONE && is_beside(w, figure, outer)) {
                outer = node_at(w, outer)->parent;
                figure_at(w, k)->beside = true;
            }
            if (figure->absorbed) {
                outer = figure_at(w, figure->parent)->node;
            }
            if (outer == SKT_NONE) {
                continue;
            }
            const skt_figure *national = figure_at(w, node_at(w, outer)->first);
            candidates[n++] = (candidate){
                w,           k,
                outer,       turn_of(w, i, outer),
                node->depth, chosen(w, national)->speaker == chosen(w, figure)->speaker};
        }
    }
    qsort(candidates, n, sizeof *candidates, by_turn);
    return n;
}

/* ------------------------------------------------------------ crossing sets */

static bool share_members(const skt_area *a, const skt_area *b)
{
    for (size_t i = 0; i < a->n_members; i++) {
        for (size_t k = 0; k < b->n_members; k++) {
            if (skt_str_eq(a->members[i], b->members[k])) {
                return true;
            }
        }
    }
    return false;
}

/* Of two figures of sets that cross, only what the smaller has beyond the larger one is
 * counted (it may all lie in what they share); the rest goes to `high`. */
static bool yield(const skt_nesting *w, size_t node_a, size_t node_b)
{
    skt_figure *f = figure_at(w, node_at(w, node_a)->first);
    skt_figure *g = figure_at(w, node_at(w, node_b)->first);
    skt_figure *large = f->left >= g->left ? f : g;
    skt_figure *small = large == f ? g : f;
    if (small->estimate.best == SKT_NULL || !small->counted || !large->counted) {
        return true;
    }
    if (large->estimate.high != SKT_NULL) {
        large->estimate.high += small->left;
        large->spill += small->left;
    }
    small->crosses = (size_t)(large - w->group->figures.items);
    small->yielded += small->left;
    small->left = 0;
    return note(w, small, large, SKT_LINK_OVERLAPS, "shares some of its regions");
}

static bool settle_crossing(const skt_nesting *w, skt_area_kind kind)
{
    for (size_t i = 0; i < w->group->nodes.count; i++) {
        const skt_area *a = area_at(w, i);
        for (size_t k = i + 1; a->kind == kind && a->n_members > 0 && k < w->group->nodes.count;
             k++) {
            const skt_area *b = area_at(w, k);
            if (b->kind == kind && b->n_members > 0 && share_members(a, b) &&
                !skt_area_inside(a, b) && !skt_area_inside(b, a) && !yield(w, i, k)) {
                return false;
            }
        }
    }
    return true;
}

static bool put_all(const skt_nesting *w, candidate *candidates)
{
    const size_t n = find_candidates(w, candidates);
    size_t at = 0;
    for (int now = 0; now < TURNS; now++) {
        for (; at < n && candidates[at].turn <= (turn)now; at++) {
            if (!put(w, candidates[at].figure, candidates[at].outer)) {
                return false;
            }
        }
        if ((now == INTO_LOCAL && !settle_crossing(w, SKT_AREA_LOCAL)) ||
            (now == INTO_SET && !settle_crossing(w, SKT_AREA_SET))) {
            return false;
        }
    }
    return true;
}

skt_status skt_nesting_settle(skt_group *group, skt_model *model)
{
    skt_nesting w = {.group = group, .model = model};
    for (size_t i = 0; i < group->figures.count; i++) {
        skt_figure *figure = &group->figures.items[i];
        if (figure->n_accounts > 0 && group->accounts[figure->accounts[0]].superseded) {
            /* replaced by the figure of an area near by */
            figure->estimate = (skt_estimate){SKT_NULL, SKT_NULL, SKT_NULL};
            figure->moved = true;
        }
        figure->left = figure->estimate.best == SKT_NULL ? 0 : figure->estimate.best;
        group->nodes.items[figure->node].numbered += figure->estimate.best != SKT_NULL;
        figure->parent = figure->first_in = figure->next_in = SKT_NONE;
    }
    const skt_status status = skt_nesting_find_parents(&w);
    if (status != SKT_OK) {
        return status;
    }
    candidate *candidates =
        skt_arena_array(&model->arena, group->figures.count, sizeof *candidates);
    const bool done = candidates != NULL && absorb_approaches(&w) && put_all(&w, candidates);
    return done ? SKT_OK : SKT_E_NOMEM;
}
