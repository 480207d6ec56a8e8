/* Areas in areas (rules 5 and 6): which area of a group lies in which. */
#include <math.h>
#include <stdlib.h>

#include "incidents/nesting.h"

/* Places of two reports nearer than this may be one place and another in it. */
static const double NEAR_KM = 15;
static const double NEAR_DEGREES = 0.2; /* of latitude, more than that */
static const double MEMBERS = -1000;
static const double NOWHERE = 1000;

/* A node among those of its kind and region: first what has members, then from south to
 * north. */
typedef struct skt_place_in {
    skt_area_kind kind;
    skt_str admin1; /* of local areas; none for the others */
    double lat;     /* MEMBERS, or NOWHERE */
    size_t node;
} place_in;

skt_number skt_nesting_best(const skt_nesting *w, size_t node)
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

static size_t find_node(const skt_nesting *w, skt_str key)
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

size_t skt_nesting_coded(const skt_nesting *w, char kind, skt_str code)
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

size_t skt_nesting_stated(const skt_nesting *w, size_t node)
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

static bool share_a_report(const skt_nesting *w, size_t a, size_t b)
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

bool skt_nesting_are_fates(const skt_nesting *w, const skt_item *x, const skt_item *y)
{
    return x->part_of != SKT_NONE && x->part_of == y->part_of &&
           w->model->items[x->part_of].claim->outcome != x->claim->outcome;
}

/* The item that stands for the figure at node `n`. */
static const skt_item *lead_at(const skt_nesting *w, size_t n)
{
    return &w->model->items[chosen(w, figure_at(w, node_at(w, n)->first))->lead];
}

/* A quarter of a city near by; or a facility or settlement that no report tells
 * apart from the wider place near by: the level decides which is the outer one. */
static bool near_inside(const skt_nesting *w, size_t inner, size_t outer)
{
    const skt_area *a = area_at(w, inner);
    const skt_area *b = area_at(w, outer);
    if (a->n_members > 0 || b->n_members > 0 || b->quarter ||
        (a->quarter ? b->level != SKT_LEVEL_CITY
                    : a->level <= b->level || b->level < SKT_LEVEL_DISTRICT) ||
        !isfinite(a->lat) || !isfinite(b->lat) || distance_km(a, b) > NEAR_KM ||
        skt_nesting_best(w, inner) == SKT_NULL || skt_nesting_best(w, outer) == SKT_NULL) {
        return false;
    }
    return a->quarter ? !skt_nesting_are_fates(w, lead_at(w, inner), lead_at(w, outer))
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

static bool sort_places(skt_nesting *w)
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
static size_t first_place(const skt_nesting *w, const place_in *key)
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
static size_t smaller(const skt_nesting *w, size_t node, size_t best)
{
    const size_t n = area_at(w, node)->n_members;
    const size_t least = best == SKT_NONE ? SIZE_MAX : area_at(w, best)->n_members;
    return n < least || (n == least && node < best) ? node : best;
}

/* The smallest set of `kind` in the group that holds the node's area; or the near wider place.
 * What holds a local area within a region lies in the same one. */
static size_t smallest_holding(const skt_nesting *w, size_t node, skt_area_kind kind)
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
static size_t issuers_country(const skt_nesting *w, size_t node)
{
    const skt_figure *figure = figure_at(w, node_at(w, node)->first);
    const size_t country = skt_nesting_coded(w, 'C', speaker_of(w, figure)->country);
    if (country == SKT_NONE || speaker_of(w, figure)->role.len == 0) {
        return SKT_NONE;
    }
    const skt_figure *national = figure_at(w, node_at(w, country)->first);
    return chosen(w, national)->speaker == chosen(w, figure)->speaker ? country : SKT_NONE;
}

static skt_str holder_of(const skt_nesting *w, size_t node)
{
    const skt_account *account = chosen(w, figure_at(w, node_at(w, node)->first));
    return skt_issuers_holder(w->model->issuers, area_at(w, node)->admin1,
                              w->model->items[account->lead].claim->date);
}

/* Whether a text may put the one into the other: of a region's figure a part over a sea. */
static bool may_state(const skt_nesting *w, size_t node, size_t whole)
{
    const skt_area_kind kind = area_at(w, whole)->kind;
    return kind == SKT_AREA_SET || kind == SKT_AREA_COUNTRY ||
           (kind == SKT_AREA_REGION && area_at(w, node)->kind != SKT_AREA_SET);
}

static size_t above_region(const skt_nesting *w, size_t node)
{
    const skt_area *area = area_at(w, node);
    const size_t set = smallest_holding(w, node, SKT_AREA_SET);
    if (set != SKT_NONE) {
        return set;
    }
    const size_t stated = skt_nesting_stated(w, node);
    if (stated != SKT_NONE && stated != node && may_state(w, node, stated)) {
        return stated;
    }
    /* What a country holds is in its own figure, wherever ISO 3166 has it. */
    const size_t holder = skt_nesting_coded(w, 'C', holder_of(w, node));
    const size_t country = skt_nesting_coded(w, 'C', area->country);
    return holder != SKT_NONE ? holder : country != SKT_NONE ? country : issuers_country(w, node);
}

/* "Crimea" covers Sevastopol, unless the issuer has both in its table. */
static size_t covering_region(const skt_nesting *w, size_t node)
{
    const skt_str outer = skt_issuers_outer(w->model->issuers, area_at(w, node)->admin1);
    const size_t found = skt_nesting_coded(w, 'R', outer);
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

static size_t parent_of_local(const skt_nesting *w, size_t node)
{
    const size_t stated = skt_nesting_stated(w, node);
    if (stated != SKT_NONE && area_at(w, stated)->kind == SKT_AREA_LOCAL) {
        return stated;
    }
    const size_t wider = smallest_holding(w, node, SKT_AREA_LOCAL);
    if (wider != SKT_NONE) {
        return wider;
    }
    const size_t region = skt_nesting_coded(w, 'R', area_at(w, node)->admin1);
    return region != SKT_NONE ? region : above_region(w, node);
}

static size_t parent_of(const skt_nesting *w, size_t node)
{
    switch (area_at(w, node)->kind) {
    case SKT_AREA_LOCAL: return parent_of_local(w, node);
    case SKT_AREA_REGION: {
        const size_t covering = covering_region(w, node);
        return covering != SKT_NONE ? covering : above_region(w, node);
    }
    case SKT_AREA_SEA:
    case SKT_AREA_SET: {
        const size_t stated = skt_nesting_stated(w, node);
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

skt_status skt_nesting_find_parents(skt_nesting *w)
{
    if (!sort_places(w)) {
        return SKT_E_NOMEM;
    }
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
    return SKT_OK;
}
