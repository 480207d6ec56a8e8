/* The figures by area that one report comes to (see tally.h). */
#include <stdlib.h>

#include "core/map.h"
#include "incidents/incidents.h"
#include "tally/tally.h"

typedef struct work {
    const skt_incident_set *incidents;
    size_t n;
    skt_number *weight; /* what each incident comes to, with what is in it */
    skt_number *inside; /* of that, what its own text puts into another area's row */
    skt_arena *arena;
    skt_map index; /* area and outcome to figure */
    skt_area_figures *out;
} work;

static const skt_incident *at(const work *w, size_t i)
{
    return skt_incident_set_at(w->incidents, i);
}

static const skt_incident_detail *detail(const work *w, size_t i)
{
    return skt_incident_set_detail(w->incidents, i);
}

static bool same_row(const skt_incident_detail *a, const skt_incident_detail *b)
{
    return a->admin1.len > 0 && skt_str_eq(a->admin1, b->admin1);
}

/* Fills weight and inside, inner ones before outer ones. */
static skt_number weigh(work *w, size_t i, const size_t *first_inner, const size_t *next)
{
    const skt_incident *incident = at(w, i);
    skt_number inner = SKT_NULL;
    w->inside[i] = 0;
    for (size_t k = first_inner[i]; k != SIZE_MAX; k = next[k]) {
        const skt_number value = weigh(w, k, first_inner, next);
        if (value == SKT_NULL || detail(w, k)->absorbed) {
            continue;
        }
        inner = (inner == SKT_NULL ? 0 : inner) + value;
        w->inside[i] += same_row(detail(w, i), detail(w, k)) ? w->inside[k]
                        : detail(w, k)->part                 ? value
                                                             : 0;
    }
    w->weight[i] = incident->estimate.best != SKT_NULL ? incident->estimate.best : inner;
    if (detail(w, i)->extent == SKT_EXTENT_SET && incident->net != SKT_NULL) {
        /* a set that crosses another one has given up what they may share */
        const skt_number own = incident->net + (inner == SKT_NULL ? 0 : inner);
        w->weight[i] = own < w->weight[i] ? own : w->weight[i];
    }
    return w->weight[i];
}

static skt_status add(work *w, skt_str area, skt_outcome outcome, skt_number value)
{
    skt_str key;
    if (skt_arena_format(&key, w->arena, "%.*s|%d", SKT_FMT(area), (int)outcome) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    const size_t *known = skt_map_get(&w->index, key);
    if (known != NULL) {
        w->out->items[*known].value += value;
        return SKT_OK;
    }
    const skt_str name = skt_str_sub(key, 0, area.len);
    return skt_map_set(&w->index, key, w->out->count) &&
                   skt_vec_push(w->out, (skt_area_figure){name, outcome, value})
               ? SKT_OK
               : SKT_E_NOMEM;
}

static skt_status add_sea(work *w, size_t i)
{
    const skt_place *place = &at(w, i)->places[0];
    skt_str name = place->label.len > 0 ? place->label : place->name;
    skt_str area;
    if (name.len > 4 && skt_str_eq(skt_str_sub(name, 1, 3), SKT_LIT("he "))) {
        name = skt_str_sub(name, 4, name.len - 4);
    }
    if (skt_arena_format(&area, w->arena, "sea:%.*s", SKT_FMT(name)) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    for (size_t k = 0; k < area.len; k++) {
        ((char *)area.ptr)[k] = skt_ascii_small(area.ptr[k]);
    }
    return add(w, area, at(w, i)->outcome, w->weight[i] - w->inside[i]);
}

/* Whether the incident is the outermost of its row. */
static bool heads_row(const work *w, size_t i)
{
    const size_t parent = at(w, i)->parent;
    return parent == SIZE_MAX || !same_row(detail(w, i), detail(w, parent));
}

/* The outermost incident of its country: parents in sets across countries do
 * not count. */
static bool heads_country(const work *w, size_t i)
{
    const skt_str country = detail(w, i)->country;
    for (size_t up = at(w, i)->parent; up != SIZE_MAX; up = at(w, up)->parent) {
        if (skt_str_eq(detail(w, up)->country, country)) {
            return false;
        }
    }
    return true;
}

static skt_status add_rows(work *w)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < w->n; i++) {
        const skt_incident_detail *d = detail(w, i);
        if (w->weight[i] == SKT_NULL || d->absorbed) {
            continue;
        }
        if (d->extent == SKT_EXTENT_SEA) {
            status = add_sea(w, i);
        } else if (d->admin1.len > 0 && heads_row(w, i)) {
            status = add(w, d->admin1, at(w, i)->outcome, w->weight[i] - w->inside[i]);
        }
    }
    return status;
}

/* Whether a number stands above the region level of the country. */
static bool is_national(const work *w, size_t i)
{
    const skt_incident_detail *d = detail(w, i);
    return d->country.len > 0 && d->admin1.len == 0 && at(w, i)->estimate.best != SKT_NULL;
}

static skt_status add_countries(work *w)
{
    skt_map national = SKT_MAP_INIT;
    skt_status status = SKT_OK;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; status == SKT_OK && i < w->n; i++) {
            const skt_incident_detail *d = detail(w, i);
            skt_str key;
            if (d->country.len == 0 || d->abroad || w->weight[i] == SKT_NULL || d->absorbed ||
                (pass == 0 && !is_national(w, i))) {
                continue;
            }
            status = skt_arena_format(&key, w->arena, "%.*s|%d", SKT_FMT(d->country),
                                      (int)at(w, i)->outcome);
            if (status == SKT_OK && pass == 0) {
                status = skt_map_set(&national, key, i) ? SKT_OK : SKT_E_NOMEM;
            } else if (status == SKT_OK && national.count > 0 &&
                       skt_map_get(&national, key) != NULL && heads_country(w, i)) {
                status = add(w, d->country, at(w, i)->outcome, w->weight[i]);
            }
        }
    }
    skt_map_dispose(&national);
    return status;
}

static int by_area(const void *a, const void *b)
{
    const skt_area_figure *x = a;
    const skt_area_figure *y = b;
    const int order = skt_str_cmp(x->area, y->area);
    return order != 0 ? order : (x->outcome > y->outcome) - (x->outcome < y->outcome);
}

static skt_status weigh_all(work *w)
{
    size_t *first_inner = skt_arena_array(w->arena, w->n + 1, sizeof *first_inner);
    size_t *next = skt_arena_array(w->arena, w->n + 1, sizeof *next);
    w->weight = skt_arena_array(w->arena, w->n + 1, sizeof *w->weight);
    w->inside = skt_arena_array(w->arena, w->n + 1, sizeof *w->inside);
    if (first_inner == NULL || next == NULL || w->weight == NULL || w->inside == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < w->n; i++) {
        first_inner[i] = next[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < w->n; i++) {
        const size_t parent = at(w, i)->parent;
        if (parent != SIZE_MAX) {
            next[i] = first_inner[parent];
            first_inner[parent] = i;
        }
    }
    for (size_t i = 0; i < w->n; i++) {
        if (at(w, i)->parent == SIZE_MAX) {
            (void)weigh(w, i, first_inner, next);
        }
    }
    return SKT_OK;
}

skt_status skt_tally_areas(skt_area_figures *out, const skt_incident_set *incidents,
                           skt_arena *arena)
{
    work w = {
        .incidents = incidents, .n = skt_incident_set_count(incidents), .arena = arena, .out = out};
    skt_status status = weigh_all(&w);
    if (status == SKT_OK) {
        status = add_rows(&w);
    }
    if (status == SKT_OK) {
        status = add_countries(&w);
    }
    skt_map_dispose(&w.index);
    if (status == SKT_OK && out->count > 0) {
        qsort(out->items, out->count, sizeof *out->items, by_area);
    }
    return status;
}
