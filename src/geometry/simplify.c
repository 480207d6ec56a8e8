#include "geometry/simplify.h"

#include <stdlib.h>
#include <string.h>

#include "core/line.h"
#include "core/map.h"

static bool is_before(const double *a, const double *b)
{
    return a[0] < b[0] || (a[0] == b[0] && a[1] < b[1]);
}

/* What is on both sides of a point along a ring; equal for both directions. */
typedef struct corner {
    double at[2], less[2], more[2];
    bool junction;
} corner;

typedef struct corners {
    corner *items; /* one a point that is somewhere on a ring */
    size_t count;
    skt_map index; /* by the coordinates */
} corners;

static skt_str key_of(const double *point)
{
    return (skt_str){(const char *)point, 2 * sizeof *point};
}

static bool same(const double *a, const double *b)
{
    return a[0] == b[0] && a[1] == b[1];
}

static skt_status note_point(corners *all, const double *before, const double *at,
                             const double *after)
{
    const double *less = is_before(before, after) ? before : after;
    const double *more = less == before ? after : before;
    const size_t *known = skt_map_get(&all->index, key_of(at));
    if (known != NULL) {
        corner *c = &all->items[*known];
        c->junction = c->junction || !same(c->less, less) || !same(c->more, more);
        return SKT_OK;
    }
    all->items[all->count] =
        (corner){{at[0], at[1]}, {less[0], less[1]}, {more[0], more[1]}, false};
    return skt_map_set(&all->index, key_of(at), all->count++) ? SKT_OK : SKT_E_NOMEM;
}

static skt_status note_ring(corners *all, const skt_ring *ring)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i + 1 < ring->n && status == SKT_OK; i++) {
        const double *at = &ring->lonlat[2 * i];
        const double *before = &ring->lonlat[2 * (i == 0 ? ring->n - 2 : i - 1)];
        status = note_point(all, before, at, at + 2);
    }
    return status;
}

static bool is_junction(const corners *all, const double *point)
{
    return all->items[*skt_map_get(&all->index, key_of(point))].junction;
}

/* The ring begun at a junction, or where it has none at its least point: so do its twins. */
static skt_status turn_ring(skt_ring *out, const skt_ring *in, const corners *all, skt_arena *arena)
{
    size_t start = 0;
    bool found = false;
    for (size_t i = 0; i + 1 < in->n; i++) {
        const bool junction = is_junction(all, &in->lonlat[2 * i]);
        if ((junction && !found) ||
            (junction == found && is_before(&in->lonlat[2 * i], &in->lonlat[2 * start]))) {
            start = i;
        }
        found = found || junction;
    }
    const size_t around = in->n > 1 ? in->n - 1 : 1; /* the last point is the first */
    *out = (skt_ring){skt_arena_array(arena, in->n, 2 * sizeof(double)), in->n, in->hole};
    for (size_t i = 0; out->lonlat != NULL && i < in->n; i++) {
        memcpy(&out->lonlat[2 * i], &in->lonlat[2 * ((start + i) % around)], 2 * sizeof(double));
    }
    return out->lonlat == NULL ? SKT_E_NOMEM : SKT_OK;
}

static skt_status simplify_ring(skt_ring *out, const skt_ring *in, const corners *all,
                                double metres, skt_arena *arena)
{
    skt_status status = turn_ring(out, in, all, arena);
    bool *keep = skt_arena_array(arena, in->n, sizeof *keep);
    if (status != SKT_OK || keep == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t first = 0; first + 1 < out->n && status == SKT_OK;) {
        size_t last = first + 1;
        while (last + 1 < out->n && !is_junction(all, &out->lonlat[2 * last])) {
            last++;
        }
        status = skt_line_simplify(keep + first, &out->lonlat[2 * first], last - first + 1, metres);
        first = last;
    }
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++) {
        if (keep[i]) {
            memmove(&out->lonlat[2 * kept++], &out->lonlat[2 * i], 2 * sizeof(double));
        }
    }
    out->n = kept;
    return status;
}

skt_status skt_simplify_coverage(skt_polygon *out, const skt_polygon *in, size_t n, double metres,
                                 skt_arena *arena)
{
    size_t points = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t r = 0; r < in[i].n_rings; r++) {
            points += in[i].rings[r].n;
        }
    }
    corners all = {.items = calloc(points + 1, sizeof *all.items), .index = SKT_MAP_INIT};
    skt_status status = all.items == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < n; i++) {
        for (size_t r = 0; r < in[i].n_rings && status == SKT_OK; r++) {
            status = note_ring(&all, &in[i].rings[r]);
        }
    }
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        out[i] =
            (skt_polygon){skt_arena_array(arena, in[i].n_rings, sizeof(skt_ring)), in[i].n_rings};
        status = out[i].rings == NULL ? SKT_E_NOMEM : SKT_OK;
        for (size_t r = 0; r < in[i].n_rings && status == SKT_OK; r++) {
            status = simplify_ring(&out[i].rings[r], &in[i].rings[r], &all, metres, arena);
        }
    }
    skt_map_dispose(&all.index);
    free(all.items);
    return status;
}
