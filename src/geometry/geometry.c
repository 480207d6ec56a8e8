#include "geometry/geometry.h"

#include <math.h>
#include <string.h>

#include "core/str.h"
#include "geometry/geos.h"

static double rounded(double degrees)
{
    const double scale = 1e6; /* SKT_COORDINATE_DECIMALS */
    const double value = round(degrees * scale) / scale;
    return value == 0.0 ? 0.0 : value; /* no -0 */
}

static bool same_point(const double *a, const double *b)
{
    return a[0] == b[0] && a[1] == b[1];
}

/* Copies a ring, with `rounding` to rounded coordinates, without points that fall
 * together, closed. A ring of fewer than four points is no ring: n is 0 then. */
static skt_status tidy_ring(skt_ring *out, const skt_ring *in, bool rounding, skt_arena *arena)
{
    out->hole = in->hole;
    out->n = 0;
    out->lonlat = skt_arena_array(arena, 2 * (in->n + 1), sizeof(double));
    if (out->lonlat == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < in->n; i++) {
        const double *given = &in->lonlat[2 * i];
        const double point[] = {rounding ? rounded(given[0]) : given[0],
                                rounding ? rounded(given[1]) : given[1]};
        if (!isfinite(point[0]) || !isfinite(point[1])) {
            continue;
        }
        if (out->n == 0 || !same_point(&out->lonlat[2 * out->n - 2], point)) {
            memcpy(&out->lonlat[2 * out->n++], point, sizeof point);
        }
    }
    if (out->n > 0 && !same_point(out->lonlat, &out->lonlat[2 * out->n - 2])) {
        memcpy(&out->lonlat[2 * out->n++], out->lonlat, 2 * sizeof(double));
    }
    if (out->n < 4) {
        out->n = 0;
    }
    return SKT_OK;
}

static skt_status tidy_polygon(skt_polygon *out, const skt_polygon *in, bool rounding,
                               skt_arena *arena)
{
    *out = (skt_polygon){skt_arena_array(arena, in->n_rings, sizeof(skt_ring)), 0};
    if (out->rings == NULL) {
        return SKT_E_NOMEM;
    }
    bool outer_kept = false;
    for (size_t i = 0; i < in->n_rings; i++) {
        if (in->rings[i].hole && !outer_kept) {
            continue; /* its ring was too small to stay */
        }
        skt_ring *ring = &out->rings[out->n_rings];
        const skt_status status = tidy_ring(ring, &in->rings[i], rounding, arena);
        if (status != SKT_OK) {
            return status;
        }
        if (!in->rings[i].hole) {
            outer_kept = ring->n > 0;
        }
        out->n_rings += ring->n > 0;
    }
    return SKT_OK;
}

/* Whether the step between two longitudes goes the short way over the
 * antimeridian. Along a pole, or straight along a parallel, a step from -180 to 180 is an
 * edge of the map. */
static bool jumps(const double *a, const double *b)
{
    const bool edge =
        (fabs(a[1]) >= 90.0 && fabs(b[1]) >= 90.0) || (fabs(a[0] - b[0]) >= 360.0 && a[1] == b[1]);
    return fabs(a[0] - b[0]) > 180.0 && !edge;
}

static bool ring_crosses(const skt_ring *ring)
{
    for (size_t i = 0; i < ring->n; i++) {
        const double *point = &ring->lonlat[2 * i];
        if (fabs(point[0]) > 180.0 || (i > 0 && jumps(point - 2, point))) {
            return true;
        }
    }
    return false;
}

/* Makes the longitudes of a ring run on beyond 180 instead of jumping. A ring
 * that then ends a full turn from where it began goes round a pole: it is closed
 * along that pole, by two more points. */
static skt_status unwrap(skt_ring *ring, skt_arena *arena)
{
    double *points = skt_arena_array(arena, 2 * (ring->n + 3), sizeof(double));
    if (points == NULL) {
        return SKT_E_NOMEM;
    }
    double turn = 0.0;
    double sum_lat = 0.0;
    for (size_t i = 0; i < ring->n; i++) {
        const double *point = &ring->lonlat[2 * i];
        if (i > 0 && jumps(point - 2, point)) {
            turn += point[0] < point[-2] ? 360.0 : -360.0;
        }
        points[2 * i] = point[0] + turn;
        points[2 * i + 1] = point[1];
        sum_lat += point[1];
    }
    size_t n = ring->n;
    if (points[0] != points[2 * n - 2]) {
        const double pole = sum_lat < 0 ? -90.0 : 90.0;
        const double more[] = {points[2 * n - 2], pole, points[0], pole, points[0], points[1]};
        memcpy(&points[2 * n], more, sizeof more);
        n += 3;
    }
    ring->lonlat = points;
    ring->n = n;
    return SKT_OK;
}

/* Shifts a hole by full turns until it lies within the longitudes of its ring. */
static void shift_into(skt_ring *hole, const skt_ring *outer)
{
    double west = outer->lonlat[0];
    for (size_t i = 1; i < outer->n; i++) {
        west = fmin(west, outer->lonlat[2 * i]);
    }
    double own = hole->lonlat[0];
    for (size_t i = 1; i < hole->n; i++) {
        own = fmin(own, hole->lonlat[2 * i]);
    }
    const double shift = 360.0 * ceil((west - own) / 360.0);
    for (size_t i = 0; i < hole->n; i++) {
        hole->lonlat[2 * i] += shift;
    }
}

static skt_status unwrap_polygon(skt_polygon *polygon, skt_arena *arena)
{
    skt_ring *outer = NULL;
    for (size_t i = 0; i < polygon->n_rings; i++) {
        skt_ring *ring = &polygon->rings[i];
        const skt_status status = unwrap(ring, arena);
        if (status != SKT_OK) {
            return status;
        }
        if (ring->hole) {
            shift_into(ring, outer);
        } else {
            outer = ring;
        }
    }
    return SKT_OK;
}

static skt_status clean(skt_polygon *out, skt_str *fault, const skt_polygon *in, bool rounding,
                        skt_arena *arena)
{
    skt_polygon polygon;
    skt_status status = tidy_polygon(&polygon, in, rounding, arena);
    bool crosses = false;
    for (size_t i = 0; i < polygon.n_rings && status == SKT_OK; i++) {
        crosses |= ring_crosses(&polygon.rings[i]);
    }
    if (status == SKT_OK && crosses) {
        status = unwrap_polygon(&polygon, arena);
    }
    return status == SKT_OK ? skt_geos_clean(out, fault, &polygon, crosses, arena) : status;
}

skt_status skt_polygon_clean(skt_polygon *out, const skt_polygon *in, skt_arena *arena)
{
    *out = (skt_polygon){NULL, 0};
    skt_polygon valid = {NULL, 0};
    const skt_status status = in->n_rings == 0 ? SKT_OK : clean(&valid, NULL, in, true, arena);
    /* What GEOS made (cuts, repairs) has corners of its own: round them as well. */
    return status == SKT_OK ? tidy_polygon(out, &valid, true, arena) : status;
}

skt_status skt_polygon_mend(skt_polygon *out, skt_str *fault, const skt_polygon *in,
                            skt_arena *arena)
{
    *out = (skt_polygon){NULL, 0};
    *fault = SKT_STR_NONE;
    return in->n_rings == 0 ? SKT_OK : clean(out, fault, in, false, arena);
}

double skt_ring_area2(const skt_ring *ring)
{
    double sum = 0.0;
    if (ring->n == 0) {
        return sum;
    }
    const double *origin = ring->lonlat; /* small numbers lose fewer digits */
    for (size_t i = 1; i < ring->n; i++) {
        const double *a = &ring->lonlat[2 * i - 2];
        const double *b = &ring->lonlat[2 * i];
        sum += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1]);
    }
    return sum;
}

const double *skt_ring_point(const skt_ring *ring, size_t index, double area2, bool ccw)
{
    const bool as_is = (area2 > 0) == ccw;
    return &ring->lonlat[2 * (as_is ? index : ring->n - 1 - index)];
}

/* ----------------------------------------------------------------- extent */

void skt_extent_begin(skt_extent *extent)
{
    memset(extent, 0, sizeof *extent);
    extent->south = 90.0;
    extent->north = -90.0;
}

static void add_span(skt_extent *extent, double west, double east)
{
    extent->failed |= !skt_vec_push(&extent->spans, (skt_lon_span){west, east});
}

void skt_extent_add_point(skt_extent *extent, double lon, double lat)
{
    add_span(extent, lon, lon);
    extent->south = fmin(extent->south, lat);
    extent->north = fmax(extent->north, lat);
}

void skt_extent_add_polygon(skt_extent *extent, const skt_polygon *polygon)
{
    for (size_t i = 0; i < polygon->n_rings; i++) {
        const skt_ring *ring = &polygon->rings[i];
        if (ring->hole) {
            continue;
        }
        double west = 180.0;
        double east = -180.0;
        for (size_t k = 0; k < ring->n; k++) {
            west = fmin(west, ring->lonlat[2 * k]);
            east = fmax(east, ring->lonlat[2 * k]);
            extent->south = fmin(extent->south, ring->lonlat[2 * k + 1]);
            extent->north = fmax(extent->north, ring->lonlat[2 * k + 1]);
        }
        add_span(extent, west, east);
    }
}

static int by_west(const void *a, const void *b)
{
    const double x = ((const skt_lon_span *)a)->west;
    const double y = ((const skt_lon_span *)b)->west;
    return (x > y) - (x < y);
}

bool skt_extent_box(double box[4], skt_extent *extent)
{
    if (extent->spans.count == 0) {
        return false;
    }
    skt_lon_span *spans = extent->spans.items;
    qsort(spans, extent->spans.count, sizeof *spans, by_west);
    double east = spans[0].east;
    double widest = 0.0;
    double gap_west = 0.0; /* the widest gap, from its west end to its east end */
    double gap_east = 0.0;
    for (size_t i = 1; i < extent->spans.count; i++) {
        if (spans[i].west - east > widest) {
            widest = spans[i].west - east;
            gap_west = east;
            gap_east = spans[i].west;
        }
        east = fmax(east, spans[i].east);
    }
    const bool wraps = spans[0].west <= -180.0 && east >= 180.0 && widest > 0.0;
    box[0] = wraps ? gap_east : spans[0].west;
    box[1] = extent->south;
    box[2] = wraps ? gap_west : east;
    box[3] = extent->north;
    return true;
}

void skt_extent_dispose(skt_extent *extent)
{
    skt_vec_dispose(&extent->spans);
}
