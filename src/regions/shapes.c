/* Which rings of a shape are holes, and of which ring. */
#include <math.h>
#include <stdlib.h>

#include "regions/read.h"

enum { MAX_COMPARED = 1000000000 }; /* holes times outer rings: seconds */

typedef struct sized_ring {
    skt_ring ring;
    size_t number;
    double area2; /* as skt_ring_area2 */
    double west, south, east, north;
    size_t owner; /* of a hole: index of its ring among the outer ones, or SIZE_MAX */
} sized_ring;

static sized_ring measure(const skt_ring *ring, size_t number)
{
    sized_ring out = {.ring = *ring,
                      .number = number,
                      .area2 = skt_ring_area2(ring),
                      .west = INFINITY,
                      .south = INFINITY,
                      .east = -INFINITY,
                      .north = -INFINITY,
                      .owner = SIZE_MAX};
    for (size_t i = 0; i < ring->n; i++) {
        out.west = fmin(out.west, ring->lonlat[2 * i]);
        out.east = fmax(out.east, ring->lonlat[2 * i]);
        out.south = fmin(out.south, ring->lonlat[2 * i + 1]);
        out.north = fmax(out.north, ring->lonlat[2 * i + 1]);
    }
    return out;
}

/* The crossings of a ray to the east are odd. */
static bool has_point(const skt_ring *ring, double x, double y)
{
    bool inside = false;
    for (size_t i = 0, before = ring->n - 1; i < ring->n; before = i++) {
        const double *a = &ring->lonlat[2 * before];
        const double *b = &ring->lonlat[2 * i];
        if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) {
            inside = !inside;
        }
    }
    return inside;
}

/* By the middles of three edges, as a hole may touch its ring at a corner. */
static bool lies_in(const sized_ring *hole, const sized_ring *outer)
{
    if (hole->west < outer->west || hole->east > outer->east || hole->south < outer->south ||
        hole->north > outer->north) {
        return false;
    }
    int inside = 0;
    for (size_t i = 0; i < 3 && i + 1 < hole->ring.n; i++) {
        const double *edge = hole->ring.lonlat + 2 * i;
        inside += has_point(&outer->ring, (edge[0] + edge[2]) / 2, (edge[1] + edge[3]) / 2);
    }
    return inside >= 2;
}

/* Small ones first. */
static int by_size(const void *a, const void *b)
{
    const sized_ring *x = a;
    const sized_ring *y = b;
    const double s = fabs(x->area2);
    const double t = fabs(y->area2);
    return s != t ? (s > t) - (s < t) : (x->number > y->number) - (x->number < y->number);
}

/* Outer rings behind each other, the smallest first, then the holes. */
static int by_kind(const void *a, const void *b)
{
    const sized_ring *x = a;
    const sized_ring *y = b;
    return x->ring.hole != y->ring.hole ? x->ring.hole - y->ring.hole : by_size(a, b);
}

static int by_owner(const void *a, const void *b)
{
    const sized_ring *x = a;
    const sized_ring *y = b;
    return x->owner != y->owner           ? (x->owner > y->owner) - (x->owner < y->owner)
           : x->ring.hole != y->ring.hole ? x->ring.hole - y->ring.hole
                                          : by_size(a, b);
}

/* The format has outer rings clockwise. Some writers have it the other way round: the
 * largest ring is an outer one in either. A hole in nothing is an island. */
static skt_status tell_apart(sized_ring *sized, size_t n)
{
    qsort(sized, n, sizeof *sized, by_size);
    const bool outer_is_positive = sized[n - 1].area2 > 0;
    size_t n_outer = 0;
    for (size_t i = 0; i < n; i++) {
        sized[i].ring.hole = (sized[i].area2 > 0) != outer_is_positive;
        n_outer += !sized[i].ring.hole;
    }
    if (n > n_outer && n_outer > (size_t)MAX_COMPARED / (n - n_outer)) {
        return SKT_E_LIMIT;
    }
    qsort(sized, n, sizeof *sized, by_kind);
    for (size_t i = 0; i < n_outer; i++) {
        sized[i].owner = i;
    }
    for (size_t i = n_outer; i < n; i++) {
        for (size_t k = 0; k < n_outer && sized[i].owner == SIZE_MAX; k++) {
            sized[i].owner = lies_in(&sized[i], &sized[k]) ? k : SIZE_MAX;
        }
        if (sized[i].owner == SIZE_MAX) {
            sized[i].owner = i;
            sized[i].ring.hole = false;
        }
    }
    qsort(sized, n, sizeof *sized, by_owner);
    return SKT_OK;
}

skt_status skt_regions_order_rings(skt_polygon *out, skt_ring *rings, size_t n, skt_arena *arena)
{
    *out = (skt_polygon){rings, 0};
    sized_ring *sized = skt_arena_array(arena, n + 1, sizeof *sized);
    if (sized == NULL) {
        return SKT_E_NOMEM;
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (rings[i].n >= 3) {
            sized[kept++] = measure(&rings[i], i);
        }
    }
    const skt_status status = kept == 0 ? SKT_OK : tell_apart(sized, kept);
    for (size_t i = 0; status == SKT_OK && i < kept; i++) {
        rings[i] = sized[i].ring;
    }
    out->n_rings = status == SKT_OK ? kept : 0;
    return status;
}
