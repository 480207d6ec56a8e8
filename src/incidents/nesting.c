/* Areas in areas (rules 5 and 6): which figure lies in which, and what each has
 * beyond its inner ones. */
#include <math.h>
#include <stdlib.h>

#include "incidents/model.h"

/* Places of two reports nearer than this may be one place and another in it. */
static const double NEAR_KM = 15;
static const double NEAR_DEGREES = 0.2; /* of latitude, more than that */
static const double MEMBERS = -1000;
static const double NOWHERE = 1000;

/* A node among those of its kind and region: first what has members, then from south to
 * north. */
typedef struct place_in {
    skt_area_kind kind;
    skt_str admin1; /* of local areas; none for the others */
    double lat;     /* MEMBERS, or NOWHERE */
    size_t node;
} place_in;

typedef struct work {
    skt_group *group;
    skt_model *model;
    place_in *places; /* of all nodes, sorted */
} work;

static skt_area_node *node_at(const work *w, size_t node)
{
    return &w->group->nodes.items[node];
}

static const skt_area *area_at(const work *w, size_t node)
{
    return &w->model->areas.items[node_at(w, node)->area];
}

static skt_figure *figure_at(const work *w, size_t figure)
{
    return &w->group->figures.items[figure];
}

static const skt_account *chosen(const work *w, const skt_figure *figure)
{
    return &w->group->accounts[figure->accounts[0]];
}

static const skt_speaker *speaker_of(const work *w, const skt_figure *figure)
{
    return &w->model->speakers.items[chosen(w, figure)->speaker];
}

/* What a node's figures come to; SKT_NULL: no number. */
static skt_number best_of(const work *w, size_t node)
{
    skt_number sum = SKT_NULL;
    const skt_area_node *n = node_at(w, node);
    for (size_t i = n->first; i < n->first + n->n; i++) {
        const skt_number best = figure_at(w, i)->estimate.best;
        if (best != SKT_NULL) {
            sum = (sum == SKT_NULL ? 0 : sum) + best;
        }
    }
    return sum;
}

static size_t find_node(const work *w, skt_str key)
{
    const size_t *area = skt_map_get(&w->model->area_index, key);
    size_t low = 0; /* nodes are in the order of areas, as accounts are */
    for (size_t high = area == NULL ? 0 : w->group->nodes.count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (node_at(w, middle)->area < *area) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const bool found =
        area != NULL && low < w->group->nodes.count && node_at(w, low)->area == *area;
    return found ? low : SKT_NONE;
}

static size_t find_coded(const work *w, char kind, skt_str code)
{
    char key[40];
    if (code.len == 0 || code.len > sizeof key - 3) {
        return SKT_NONE;
    }
    key[0] = kind;
    key[1] = ':';
    memcpy(key + 2, code.ptr, code.len);
    return find_node(w, (skt_str){key, code.len + 2});
}

/* --------------------------------------------------------------- parents */

/* The area of the total that the figure's own text makes it a part of. */
static size_t stated_whole(const work *w, size_t node)
{
    const skt_model *m = w->model;
    const skt_account *account = chosen(w, figure_at(w, node_at(w, node)->first));
    for (size_t i = 0; i < account->n_items; i++) {
        const skt_item *item = &m->items[account->items[i]];
        const skt_item *whole = item->part_of == SKT_NONE ? NULL : &m->items[item->part_of];
        if (whole != NULL && whole->area != item->area &&
            whole->claim->outcome == item->claim->outcome) {
            return find_node(w, m->areas.items[whole->area].key);
        }
    }
    return SKT_NONE;
}

static double distance_km(const skt_area *a, const skt_area *b)
{
    const double rad = acos(-1.0) / 180;
    const double dx = (a->lon - b->lon) * rad * cos((a->lat + b->lat) / 2 * rad);
    const double dy = (a->lat - b->lat) * rad;
    return 6371 * sqrt(dx * dx + dy * dy);
}

static bool share_a_report(const work *w, size_t a, size_t b)
{
    const skt_area_node *x = node_at(w, a);
    const skt_area_node *y = node_at(w, b);
    for (size_t i = x->first; i < x->first + x->n; i++) {
        for (size_t k = y->first; k < y->first + y->n; k++) {
            const skt_figure *f = figure_at(w, i);
            const skt_figure *g = figure_at(w, k);
            for (size_t p = 0; p < f->n_accounts; p++) {
                for (size_t q = 0; q < g->n_accounts; q++) {
                    if (w->group->accounts[f->accounts[p]].report ==
                        w->group->accounts[g->accounts[q]].report) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

/* "Six hit the city, one a quarter of it": fates of one attack, told beside one another. */
static bool are_fates(const work *w, const skt_item *x, const skt_item *y)
{
    return x->part_of != SKT_NONE && x->part_of == y->part_of &&
           w->model->items[x->part_of].claim->outcome != x->claim->outcome;
}

/* The item that stands for the figure at node `n`. */
static const skt_item *lead_at(const work *w, size_t n)
{
    return &w->model->items[chosen(w, figure_at(w, node_at(w, n)->first))->lead];
}

/* A quarter of a city near by; or a facility or settlement that no report tells
 * apart from the wider place near by: the level decides which is the outer one. */
static bool near_inside(const work *w, size_t inner, size_t outer)
{
    const skt_area *a = area_at(w, inner);
    const skt_area *b = area_at(w, outer);
    if (a->n_members > 0 || b->n_members > 0 || b->quarter ||
        (a->quarter ? b->level != SKT_LEVEL_CITY
                    : a->level <= b->level || b->level < SKT_LEVEL_DISTRICT) ||
        !isfinite(a->lat) || !isfinite(b->lat) || distance_km(a, b) > NEAR_KM ||
        best_of(w, inner) == SKT_NULL || best_of(w, outer) == SKT_NULL) {
        return false;
    }
    return a->quarter ? !are_fates(w, lead_at(w, inner), lead_at(w, outer))
                      : !share_a_report(w, inner, outer);
}

static int by_kind(const void *a, const void *b)
{
    const place_in *x = a;
    const place_in *y = b;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    const int order = skt_str_cmp(x->admin1, y->admin1);
    if (order != 0) {
        return order;
    }
    return x->lat != y->lat ? (x->lat < y->lat ? -1 : 1)
                            : (x->node > y->node) - (x->node < y->node);
}

static bool sort_places(work *w)
{
    const size_t n = w->group->nodes.count;
    w->places = skt_arena_array(&w->model->arena, n, sizeof *w->places);
    for (size_t i = 0; w->places != NULL && i < n; i++) {
        const skt_area *area = area_at(w, i);
        w->places[i] =
            (place_in){area->kind, area->kind == SKT_AREA_LOCAL ? area->admin1 : SKT_STR_NONE,
                       area->n_members > 0   ? MEMBERS
                       : isfinite(area->lat) ? area->lat
                                             : NOWHERE,
                       i};
    }
    if (w->places != NULL) {
        qsort(w->places, n, sizeof *w->places, by_kind);
    }
    return w->places != NULL;
}

/* The first of the places that is not before `key`. */
static size_t first_place(const work *w, const place_in *key)
{
    size_t low = 0;
    for (size_t high = w->group->nodes.count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (by_kind(&w->places[middle], key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Of `node` and `best`, which has the fewer members, else stands first. */
static size_t smaller(const work *w, size_t node, size_t best)
{
    const size_t n = area_at(w, node)->n_members;
    const size_t least = best == SKT_NONE ? SIZE_MAX : area_at(w, best)->n_members;
    return n < least || (n == least && node < best) ? node : best;
}

/* The smallest set of `kind` in the group that holds the node's area; or the near wider place.
 * What holds a local area within a region lies in the same one. */
static size_t smallest_holding(const work *w, size_t node, skt_area_kind kind)
{
    const skt_area *area = area_at(w, node);
    const skt_str admin1 = kind == SKT_AREA_LOCAL ? area->admin1 : SKT_STR_NONE;
    const bool near = kind == SKT_AREA_LOCAL && area->n_members == 0 && isfinite(area->lat);
    const double first[] = {MEMBERS, area->lat - NEAR_DEGREES};
    const double last[] = {MEMBERS, area->lat + NEAR_DEGREES};
    size_t best = SKT_NONE;
    for (int pass = 0; pass < (near ? 2 : 1); pass++) {
        const place_in key = {kind, admin1, first[pass], 0};
        for (size_t at = first_place(w, &key); at < w->group->nodes.count; at++) {
            const place_in *place = &w->places[at];
            if (place->kind != kind || place->lat > last[pass] ||
                !skt_str_eq(place->admin1, admin1)) {
                break;
            }
            if (place->node != node && (pass == 0 ? skt_area_inside(area, area_at(w, place->node))
                                                  : near_inside(w, node, place->node))) {
                best = smaller(w, place->node, best);
            }
        }
    }
    return best;
}

/* The country whose ministry, in the figure chosen here, also gave the national
 * one: its seas, and regions abroad that it holds, are in it. */
static size_t issuers_country(const work *w, size_t node)
{
    const skt_figure *figure = figure_at(w, node_at(w, node)->first);
    const size_t country = find_coded(w, 'C', speaker_of(w, figure)->country);
    if (country == SKT_NONE || speaker_of(w, figure)->role.len == 0) {
        return SKT_NONE;
    }
    const skt_figure *national = figure_at(w, node_at(w, country)->first);
    return chosen(w, national)->speaker == chosen(w, figure)->speaker ? country : SKT_NONE;
}

static skt_str holder_of(const work *w, size_t node)
{
    const skt_account *account = chosen(w, figure_at(w, node_at(w, node)->first));
    return skt_issuers_holder(w->model->issuers, area_at(w, node)->admin1,
                              w->model->items[account->lead].claim->date);
}

/* Whether a text may put the one into the other: of a region's figure a part over a sea. */
static bool may_state(const work *w, size_t node, size_t whole)
{
    const skt_area_kind kind = area_at(w, whole)->kind;
    return kind == SKT_AREA_SET || kind == SKT_AREA_COUNTRY ||
           (kind == SKT_AREA_REGION && area_at(w, node)->kind != SKT_AREA_SET);
}

static size_t above_region(const work *w, size_t node)
{
    const skt_area *area = area_at(w, node);
    const size_t set = smallest_holding(w, node, SKT_AREA_SET);
    if (set != SKT_NONE) {
        return set;
    }
    const size_t stated = stated_whole(w, node);
    if (stated != SKT_NONE && stated != node && may_state(w, node, stated)) {
        return stated;
    }
    /* What a country holds is in its own figure, wherever ISO 3166 has it. */
    const size_t holder = find_coded(w, 'C', holder_of(w, node));
    const size_t country = find_coded(w, 'C', area->country);
    return holder != SKT_NONE ? holder : country != SKT_NONE ? country : issuers_country(w, node);
}

/* "Crimea" covers Sevastopol, unless the issuer has both in its table. */
static size_t covering_region(const work *w, size_t node)
{
    const skt_str outer = skt_issuers_outer(w->model->issuers, area_at(w, node)->admin1);
    const size_t found = find_coded(w, 'R', outer);
    if (found == SKT_NONE || skt_issuers_around(w->model->issuers, area_at(w, node)->admin1,
                                                outer) != SKT_AROUND_COVERS) {
        return SKT_NONE;
    }
    const size_t speaker = chosen(w, figure_at(w, node_at(w, found)->first))->speaker;
    const skt_area_node *n = node_at(w, node);
    for (size_t i = n->first; i < n->first + n->n; i++) {
        const skt_figure *figure = figure_at(w, i);
        for (size_t k = 0; k < figure->n_accounts; k++) {
            if (w->group->accounts[figure->accounts[k]].speaker == speaker) {
                return SKT_NONE;
            }
        }
    }
    return found;
}

static size_t parent_of_local(const work *w, size_t node)
{
    const size_t stated = stated_whole(w, node);
    if (stated != SKT_NONE && area_at(w, stated)->kind == SKT_AREA_LOCAL) {
        return stated;
    }
    const size_t wider = smallest_holding(w, node, SKT_AREA_LOCAL);
    if (wider != SKT_NONE) {
        return wider;
    }
    const size_t region = find_coded(w, 'R', area_at(w, node)->admin1);
    return region != SKT_NONE ? region : above_region(w, node);
}

static size_t parent_of(const work *w, size_t node)
{
    switch (area_at(w, node)->kind) {
    case SKT_AREA_LOCAL: return parent_of_local(w, node);
    case SKT_AREA_REGION: {
        const size_t covering = covering_region(w, node);
        return covering != SKT_NONE ? covering : above_region(w, node);
    }
    case SKT_AREA_SEA:
    case SKT_AREA_SET: {
        const size_t stated = stated_whole(w, node);
        return stated != SKT_NONE && area_at(w, stated)->kind == SKT_AREA_REGION &&
                       may_state(w, node, stated)
                   ? stated
                   : above_region(w, node);
    }
    case SKT_AREA_COUNTRY: return smallest_holding(w, node, SKT_AREA_SET);
    case SKT_AREA_NOWHERE: break;
    }
    return SKT_NONE;
}

static void find_parents(const work *w)
{
    for (size_t i = 0; i < w->group->nodes.count; i++) {
        size_t parent = parent_of(w, i);
        for (size_t up = parent; up != SKT_NONE; up = node_at(w, up)->parent) {
            if (up == i) {
                parent = SKT_NONE; /* stated both ways round */
                break;
            }
        }
        node_at(w, i)->parent = parent;
    }
    for (size_t i = 0; i < w->group->nodes.count; i++) {
        size_t depth = 0;
        for (size_t up = node_at(w, i)->parent; up != SKT_NONE; up = node_at(w, up)->parent) {
            depth++;
        }
        node_at(w, i)->depth = depth;
    }
}

/* ---------------------------------------------------------------- counting */

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
static size_t target_of(const work *w, const skt_figure *inner, size_t outer)
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
static bool may_raise(const work *w, const skt_figure *outer, const skt_figure *inner)
{
    const skt_account *a = chosen(w, outer);
    const skt_account *b = chosen(w, inner);
    return a->speaker == b->speaker || outer->bound == SKT_AT_LEAST || outer->bound == SKT_ABOUT ||
           a->rank > b->rank ||
           (a->published != SKT_NO_DAY && b->published != SKT_NO_DAY &&
            a->published < b->published);
}

static void uncount(const work *w, size_t figure);

static void uncount_inner(const work *w, size_t figure)
{
    for (size_t i = figure_at(w, figure)->first_in; i != SKT_NONE; i = figure_at(w, i)->next_in) {
        if (figure_at(w, i)->counted) {
            uncount(w, i);
        }
    }
}

/* What has taken from this window and lies in another of the area is not counted either. */
static void uncount(const work *w, size_t figure)
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

static void take_from(const work *w, size_t outer, size_t target, skt_number value)
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

static bool note(const work *w, const skt_figure *inner, const skt_figure *outer,
                 skt_link_type type, const char *reason)
{
    return skt_model_link(w->model, w->model->items[chosen(w, inner)->lead].index,
                          w->model->items[chosen(w, outer)->lead].index, type, reason);
}

/* What the outer area has left: in the hours of the inner figure, where it has a figure for
 * just these, else in all its windows. */
static skt_number room_for(const work *w, const skt_figure *inner, const skt_figure *into)
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
static bool put(const work *w, size_t figure, size_t outer)
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
    inner->part = stated_whole(w, inner->node) == outer;
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
    const work *w;
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
static bool absorb_approaches(const work *w)
{
    for (size_t i = 0; i < w->group->nodes.count; i++) {
        const skt_area *area = area_at(w, i);
        const skt_str outer = area->kind == SKT_AREA_REGION
                                  ? skt_issuers_outer(w->model->issuers, area->admin1)
                                  : SKT_STR_NONE;
        const size_t around = find_coded(w, 'R', outer);
        const skt_number mine = best_of(w, i);
        if (around == SKT_NONE || mine == SKT_NULL || best_of(w, around) < mine) {
            continue;
        }
        const skt_area_node *n = node_at(w, i);
        bool all = true;
        for (size_t k = n->first; k < n->first + n->n; k++) {
            all = all && (chosen(w, figure_at(w, k))->approach || stated_whole(w, i) == around);
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
static bool is_beside(const work *w, const skt_figure *inner, size_t outer)
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
    if (area->kind == SKT_AREA_LOCAL && are_fates(w, x, y)) {
        return true;
    }
    return area->kind == SKT_AREA_REGION && area_at(w, inner->node)->kind == SKT_AREA_LOCAL &&
           a->report == b->report && a->speaker == b->speaker && other_method &&
           x->claim->role == SKT_SINGLE && y->claim->role == SKT_SINGLE;
}

static turn turn_of(const work *w, size_t node, size_t outer)
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
static size_t find_candidates(const work *w, candidate *candidates)
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
static bool yield(const work *w, size_t node_a, size_t node_b)
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

static bool settle_crossing(const work *w, skt_area_kind kind)
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

static bool put_all(const work *w, candidate *candidates)
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
    work w = {.group = group, .model = model};
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
    if (!sort_places(&w)) {
        return SKT_E_NOMEM;
    }
    find_parents(&w);
    candidate *candidates =
        skt_arena_array(&model->arena, group->figures.count, sizeof *candidates);
    const bool done = candidates != NULL && absorb_approaches(&w) && put_all(&w, candidates);
    return done ? SKT_OK : SKT_E_NOMEM;
}
