/* Shapes carried over to the CRS of a layer: edges bent, cut where it tears the globe, valid. */
#include <math.h>
#include <string.h>

#include "export/project.h"
#include "export/project_domain.h"
#include "geometry/geometry.h"
#include "geometry/geos.h"

/* An edge that is straight in degrees is bent on the map: it gets a point every so many
 * degrees, off the true line by less than 20 m outside of the polar circles. */
static const double STEP_DEGREES = 0.25;

/* Coordinates are rounded to millimetres (of a unit), so that sides of a seam meet. */
static const double PER_UNIT = 1000.0;

/* ------------------------------------------------------------ more points */

static size_t pieces_of(const double *a, const double *b)
{
    const double longest = fmax(fabs(b[0] - a[0]), fabs(b[1] - a[1]));
    return longest <= STEP_DEGREES ? 1 : (size_t)ceil(longest / STEP_DEGREES);
}

/* Neighbours run along an edge in opposite directions: both reckon from its lesser end, to
 * come to the same points. */
static void point_between(double out[2], const double *a, const double *b, size_t i, size_t n)
{
    const bool turned = a[0] > b[0] || (a[0] == b[0] && a[1] > b[1]);
    const double *from = turned ? b : a;
    const double *to = turned ? a : b;
    const double share = (double)(turned ? n - i : i) / (double)n;
    out[0] = from[0] + share * (to[0] - from[0]);
    out[1] = from[1] + share * (to[1] - from[1]);
}

static skt_status densify_ring(skt_ring *out, const skt_ring *in, skt_arena *arena)
{
    size_t n = 1;
    for (size_t i = 0; i + 1 < in->n; i++) {
        n += pieces_of(&in->lonlat[2 * i], &in->lonlat[2 * i + 2]);
    }
    *out = (skt_ring){skt_arena_array(arena, n, 2 * sizeof(double)), 0, in->hole};
    if (out->lonlat == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i + 1 < in->n; i++) {
        const double *a = &in->lonlat[2 * i];
        const size_t pieces = pieces_of(a, a + 2);
        memcpy(&out->lonlat[2 * out->n++], a, 2 * sizeof(double));
        for (size_t k = 1; k < pieces; k++) {
            point_between(&out->lonlat[2 * out->n++], a, a + 2, k, pieces);
        }
    }
    memcpy(&out->lonlat[2 * out->n++], &in->lonlat[2 * (in->n - 1)], 2 * sizeof(double));
    return SKT_OK;
}

static skt_status densify(skt_polygon *out, const skt_polygon *in, skt_arena *arena)
{
    *out = (skt_polygon){skt_arena_array(arena, in->n_rings, sizeof(skt_ring)), in->n_rings};
    skt_status status = out->rings == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < in->n_rings && status == SKT_OK; i++) {
        status = densify_ring(&out->rings[i], &in->rings[i], arena);
    }
    return status;
}

/* ------------------------------------------------------------------- seams */

typedef SKT_VEC(double) numbers;

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool is_on_antimeridian(const double *point)
{
    return fabs(point[0]) == 180.0;
}

/* The ring with a point wherever the other side of the seam has one. */
static skt_status match_ring(skt_ring *out, const skt_ring *in, const numbers *latitudes,
                             skt_arena *arena)
{
    SKT_VEC(double) points = {0};
    bool good = true;
    for (size_t i = 0; i < in->n && good; i++) {
        const double *a = &in->lonlat[2 * i];
        good = skt_vec_push(&points, a[0]) && skt_vec_push(&points, a[1]);
        if (i + 1 == in->n || !is_on_antimeridian(a) || a[2] != a[0]) {
            continue;
        }
        const bool up = a[1] < a[3];
        for (size_t k = 0; k < latitudes->count && good; k++) {
            const double lat = latitudes->items[up ? k : latitudes->count - 1 - k];
            if (lat > fmin(a[1], a[3]) && lat < fmax(a[1], a[3])) {
                good = skt_vec_push(&points, a[0]) && skt_vec_push(&points, lat);
            }
        }
    }
    *out = (skt_ring){skt_arena_array(arena, points.count, sizeof(double)), points.count / 2,
                      in->hole};
    good = good && out->lonlat != NULL;
    if (good && points.count > 0) {
        memcpy(out->lonlat, points.items, points.count * sizeof(double));
    }
    skt_vec_dispose(&points);
    return good ? SKT_OK : SKT_E_NOMEM;
}

/* Both sides of the antimeridian get the same points, so that they meet when it is bent. */
static skt_status match_seams(skt_polygon *out, const skt_polygon *in, skt_arena *arena)
{
    numbers latitudes = {0};
    bool good = true;
    for (size_t r = 0; r < in->n_rings; r++) {
        for (size_t i = 0; i < in->rings[r].n && good; i++) {
            const double *point = in->rings[r].lonlat + 2 * i;
            good = !is_on_antimeridian(point) || skt_vec_push(&latitudes, point[1]);
        }
    }
    *out = *in;
    skt_status status = good ? SKT_OK : SKT_E_NOMEM;
    if (good && latitudes.count > 0) {
        qsort(latitudes.items, latitudes.count, sizeof *latitudes.items, by_value);
        size_t kept = 1;
        for (size_t i = 1; i < latitudes.count; i++) {
            if (latitudes.items[i] != latitudes.items[kept - 1]) {
                latitudes.items[kept++] = latitudes.items[i];
            }
        }
        latitudes.count = kept;
        out->rings = skt_arena_array(arena, in->n_rings, sizeof(skt_ring));
        status = out->rings == NULL ? SKT_E_NOMEM : SKT_OK;
        for (size_t r = 0; r < in->n_rings && status == SKT_OK; r++) {
            status = match_ring(&out->rings[r], &in->rings[r], &latitudes, arena);
        }
    }
    skt_vec_dispose(&latitudes);
    return status;
}

/* ------------------------------------------------------------ carried over */

typedef struct carried {
    SKT_VEC(skt_ring) rings;
    bool left_out; /* a part lies where the projection is undefined */
    bool seam;     /* parts may meet that were cut apart */
} carried;

static double rounded(double value)
{
    const double near = round(value * PER_UNIT) / PER_UNIT;
    return near == 0.0 ? 0.0 : near; /* no -0 */
}

/* *fits is false where a point has no place on the map. */
static skt_status carry_ring(skt_ring *out, bool *fits, const skt_ring *in,
                             const skt_projection *projection, skt_arena *arena)
{
    const skt_domain *domain = skt_projection_domain(projection);
    *out = (skt_ring){skt_arena_array(arena, in->n, 2 * sizeof(double)), 0, in->hole};
    if (out->lonlat == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < in->n && *fits; i++) {
        double lonlat[] = {in->lonlat[2 * i], in->lonlat[2 * i + 1]};
        double *xy = &out->lonlat[2 * out->n];
        if (lonlat[0] == 180.0 && !domain->geographic && !domain->torn) {
            lonlat[0] = -180.0; /* one meridian, one place */
        }
        *fits = skt_projection_apply(xy, projection, lonlat);
        if (!domain->geographic) {
            xy[0] = rounded(xy[0]);
            xy[1] = rounded(xy[1]);
        }
        out->n += out->n == 0 || i + 1 == in->n || xy[0] != xy[-2] || xy[1] != xy[-1];
    }
    return SKT_OK;
}

/* Parts whose points all have a place; a part is a ring with its holes. */
static skt_status carry_rings(carried *c, const skt_polygon *polygon,
                              const skt_projection *projection, skt_arena *arena)
{
    bool part = true;
    for (size_t i = 0; i < polygon->n_rings; i++) {
        const skt_ring *in = &polygon->rings[i];
        skt_ring ring;
        bool fits = true;
        if (in->hole && !part) {
            continue;
        }
        const skt_status status = carry_ring(&ring, &fits, in, projection, arena);
        if (status != SKT_OK) {
            return status;
        }
        const bool good = fits && ring.n >= 4;
        part = in->hole ? part : good;
        c->left_out |= !fits;
        if (good && !skt_vec_push(&c->rings, ring)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

static bool touches_antimeridian(const skt_polygon *polygon)
{
    for (size_t i = 0; i < polygon->n_rings; i++) {
        for (size_t k = 0; k < polygon->rings[i].n; k++) {
            if (is_on_antimeridian(&polygon->rings[i].lonlat[2 * k])) {
                return true;
            }
        }
    }
    return false;
}

/* Cuts the polygon into the pieces of the domain and carries each over. */
static skt_status carry(carried *c, const skt_polygon *polygon, const skt_projection *projection,
                        skt_arena *arena)
{
    const skt_domain *domain = skt_projection_domain(projection);
    GEOSGeometry *whole = skt_geos_from(domain->geos, polygon);
    skt_status status = whole == NULL ? SKT_E_NOMEM : SKT_OK;
    c->seam = !domain->torn && touches_antimeridian(polygon);
    for (size_t i = 0; i < domain->n && status == SKT_OK; i++) {
        if (GEOSPreparedCovers_r(domain->geos, domain->prepared[i], whole) == 1) {
            status = carry_rings(c, polygon, projection, arena);
            GEOSGeom_destroy_r(domain->geos, whole);
            return status;
        }
    }
    double area = 0.0;
    double kept = 0.0;
    for (size_t i = 0; i < domain->n && status == SKT_OK; i++) {
        GEOSGeometry *cut = GEOSIntersection_r(domain->geos, whole, domain->pieces[i]);
        skt_polygon piece = {NULL, 0};
        double size = 0.0;
        status = cut == NULL ? SKT_E_NOMEM : skt_geos_polygon(&piece, domain->geos, cut, arena);
        if (status == SKT_OK && GEOSArea_r(domain->geos, cut, &size) == 1) {
            skt_polygon dense; /* along the cut */
            kept += size;
            status = densify(&dense, &piece, arena);
            if (status == SKT_OK) {
                status = carry_rings(c, &dense, projection, arena);
            }
        }
        GEOSGeom_destroy_r(domain->geos, cut);
    }
    if (status == SKT_OK && GEOSArea_r(domain->geos, whole, &area) == 1) {
        /* What is lost along a tear itself is no loss. */
        c->left_out |= kept < area * (1 - 1e-6) - 1e-5;
    }
    c->seam = c->seam || domain->n > 1;
    GEOSGeom_destroy_r(domain->geos, whole);
    return status;
}

/* Joins what was cut apart along a meridian that is no edge of this map. */
static skt_status join(skt_polygon *out, const skt_domain *domain, const skt_polygon *in,
                       skt_arena *arena)
{
    GEOSGeometry *parts = skt_geos_from(domain->geos, in);
    GEOSGeometry *whole = parts == NULL ? NULL : GEOSUnaryUnion_r(domain->geos, parts);
    const skt_status status =
        whole == NULL ? SKT_E_NOMEM : skt_geos_polygon(out, domain->geos, whole, arena);
    GEOSGeom_destroy_r(domain->geos, whole);
    GEOSGeom_destroy_r(domain->geos, parts);
    return status;
}

/* Outer rings counter-clockwise, holes clockwise: the CRS or the cutting may have turned them. */
static void orient(skt_polygon *polygon)
{
    for (size_t i = 0; i < polygon->n_rings; i++) {
        skt_ring *ring = &polygon->rings[i];
        if ((skt_ring_area2(ring) > 0) != ring->hole) {
            continue;
        }
        for (size_t a = 0, b = ring->n - 1; a < b; a++, b--) {
            double kept[2];
            memcpy(kept, &ring->lonlat[2 * a], sizeof kept);
            memcpy(&ring->lonlat[2 * a], &ring->lonlat[2 * b], sizeof kept);
            memcpy(&ring->lonlat[2 * b], kept, sizeof kept);
        }
    }
}

skt_status skt_projection_polygon(skt_polygon *out, bool *cut, const skt_projection *projection,
                                  const skt_polygon *polygon, skt_arena *arena)
{
    const skt_domain *domain = skt_projection_domain(projection);
    *cut = false;
    *out = *polygon;
    if (domain == NULL || polygon->n_rings == 0) {
        return SKT_OK;
    }
    carried c = {.seam = false};
    skt_polygon dense = *polygon;
    skt_polygon matched = *polygon;
    skt_status status = domain->geographic ? SKT_OK : match_seams(&matched, polygon, arena);
    if (status == SKT_OK && !domain->geographic) {
        status = densify(&dense, &matched, arena);
    }
    if (status == SKT_OK) {
        status = domain->geographic ? carry_rings(&c, &dense, projection, arena)
                                    : carry(&c, &dense, projection, arena);
    }
    skt_polygon rough = {c.rings.items, c.rings.count};
    skt_polygon valid = {NULL, 0};
    *cut = c.left_out;
    if (status == SKT_OK && rough.n_rings > 0) {
        status = skt_geos_clean(&valid, NULL, &rough, false, arena);
    }
    if (status == SKT_OK && valid.n_rings > 1 && c.seam) {
        const skt_polygon parts = valid;
        status = join(&valid, domain, &parts, arena);
    }
    *out = (skt_polygon){skt_arena_array(arena, valid.n_rings, sizeof(skt_ring)), valid.n_rings};
    if (out->rings == NULL) {
        status = SKT_E_NOMEM;
    } else if (status == SKT_OK && valid.n_rings > 0) {
        memcpy(out->rings, valid.rings, valid.n_rings * sizeof(skt_ring));
        orient(out);
    }
    skt_vec_dispose(&c.rings);
    return status;
}
