#include "geometry/label.h"

#include <geos_c.h>
#include <math.h>

#include "geometry/geos.h"

static const double RADIANS = 3.14159265358979323846 / 180.0;

/* How near to the true centre a label must be: a share of the polygon's width or height. */
static const double SHARE = 0.01;

/* The polygon with its longitudes shrunk by `scale`, in `arena`. */
static skt_status shrink(skt_polygon *out, const skt_polygon *in, double scale, skt_arena *arena)
{
    *out = (skt_polygon){skt_arena_array(arena, in->n_rings, sizeof(skt_ring)), in->n_rings};
    for (size_t i = 0; out->rings != NULL && i < in->n_rings; i++) {
        skt_ring *ring = &out->rings[i];
        *ring = in->rings[i];
        ring->lonlat = skt_arena_array(arena, ring->n, 2 * sizeof(double));
        if (ring->lonlat == NULL) {
            return SKT_E_NOMEM;
        }
        for (size_t k = 0; k < ring->n; k++) {
            ring->lonlat[2 * k] = in->rings[i].lonlat[2 * k] * scale;
            ring->lonlat[2 * k + 1] = in->rings[i].lonlat[2 * k + 1];
        }
    }
    return out->rings == NULL ? SKT_E_NOMEM : SKT_OK;
}

/* The part of a multipolygon with the greatest area: the search runs over one part alone, so
 * that a country of a thousand islands does not keep us. */
static const GEOSGeometry *largest_part(GEOSContextHandle_t geos, const GEOSGeometry *geometry)
{
    const GEOSGeometry *largest = NULL;
    double greatest = -1.0;
    const int n = GEOSGetNumGeometries_r(geos, geometry);
    for (int i = 0; i < n; i++) {
        const GEOSGeometry *part = GEOSGetGeometryN_r(geos, geometry, i);
        double area = 0.0;
        if (GEOSArea_r(geos, part, &area) == 1 && area > greatest) {
            greatest = area;
            largest = part;
        }
    }
    return largest;
}

/* First point of a geometry; false where it has none. */
static bool first_point(double xy[2], GEOSContextHandle_t geos, const GEOSGeometry *geometry)
{
    GEOSGeometry *point = geometry == NULL ? NULL : GEOSGeomGetStartPoint_r(geos, geometry);
    const bool found = point != NULL && GEOSGeomGetX_r(geos, point, &xy[0]) == 1 &&
                       GEOSGeomGetY_r(geos, point, &xy[1]) == 1;
    GEOSGeom_destroy_r(geos, point);
    return found;
}

static bool centre_of(double xy[2], GEOSContextHandle_t geos, const GEOSGeometry *part)
{
    double box[4] = {0, 0, 0, 0};
    const bool boxed = GEOSGeom_getXMin_r(geos, part, &box[0]) == 1 &&
                       GEOSGeom_getYMin_r(geos, part, &box[1]) == 1 &&
                       GEOSGeom_getXMax_r(geos, part, &box[2]) == 1 &&
                       GEOSGeom_getYMax_r(geos, part, &box[3]) == 1;
    const double width = box[2] - box[0];
    const double height = box[3] - box[1];
    const double tolerance = SHARE * fmax(width, height);
    /* The search begins with squares as wide as the shorter side: of a sliver there are too
     * many, and its label may be anywhere. */
    if (!boxed || !(fmin(width, height) > tolerance)) {
        return false;
    }
    GEOSGeometry *radius = GEOSMaximumInscribedCircle_r(geos, part, tolerance);
    const bool found = first_point(xy, geos, radius);
    GEOSGeom_destroy_r(geos, radius);
    return found;
}

static bool surface_point(double xy[2], GEOSContextHandle_t geos, const GEOSGeometry *part)
{
    GEOSGeometry *point = GEOSPointOnSurface_r(geos, part);
    const bool found = point != NULL && GEOSisEmpty_r(geos, point) == 0 &&
                       GEOSGeomGetX_r(geos, point, &xy[0]) == 1 &&
                       GEOSGeomGetY_r(geos, point, &xy[1]) == 1;
    GEOSGeom_destroy_r(geos, point);
    return found;
}

static bool holds(GEOSContextHandle_t geos, const GEOSGeometry *part, const double xy[2])
{
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, xy[0], xy[1]);
    const bool inside = point != NULL && GEOSContains_r(geos, part, point) == 1;
    GEOSGeom_destroy_r(geos, point);
    return inside;
}

static double middle_latitude(const skt_polygon *polygon)
{
    double south = 90.0;
    double north = -90.0;
    for (size_t i = 0; i < polygon->n_rings; i++) {
        for (size_t k = 0; k < polygon->rings[i].n; k++) {
            south = fmin(south, polygon->rings[i].lonlat[2 * k + 1]);
            north = fmax(north, polygon->rings[i].lonlat[2 * k + 1]);
        }
    }
    return (south + north) / 2;
}

skt_status skt_polygon_label_point(double lonlat[2], const skt_polygon *polygon)
{
    lonlat[0] = lonlat[1] = NAN;
    if (polygon->n_rings == 0) {
        return SKT_OK;
    }
    const double scale = fmax(0.05, cos(middle_latitude(polygon) * RADIANS));
    skt_arena arena = SKT_ARENA_INIT;
    skt_polygon shrunk = {NULL, 0};
    skt_status status = shrink(&shrunk, polygon, scale, &arena);
    GEOSContextHandle_t geos = status == SKT_OK ? GEOS_init_r() : NULL;
    GEOSGeometry *geometry = geos == NULL ? NULL : skt_geos_from(geos, &shrunk);
    status = geometry == NULL ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK) {
        const GEOSGeometry *part = largest_part(geos, geometry);
        double xy[2];
        bool found = part != NULL && centre_of(xy, geos, part) && holds(geos, part, xy);
        found = found || (part != NULL && surface_point(xy, geos, part));
        if (found) {
            lonlat[0] = xy[0] / scale;
            lonlat[1] = xy[1];
        }
    }
    if (geos != NULL) {
        GEOSGeom_destroy_r(geos, geometry);
        GEOS_finish_r(geos);
    }
    skt_arena_dispose(&arena);
    return status;
}

/* --------------------------------------------------------------- clipping */

static GEOSGeometry *sheet(GEOSContextHandle_t geos, double west, double south, double east,
                           double north)
{
    double corners[] = {west, south, east, south, east, north, west, north, west, south};
    const skt_polygon polygon = {(skt_ring[]){{corners, 5, false}}, 1};
    return skt_geos_from(geos, &polygon);
}

skt_status skt_polygon_clip(skt_polygon *out, const skt_polygon *polygon, const double box[4],
                            skt_arena *arena)
{
    *out = (skt_polygon){NULL, 0};
    GEOSContextHandle_t geos = polygon->n_rings == 0 ? NULL : GEOS_init_r();
    if (geos == NULL) {
        return polygon->n_rings == 0 ? SKT_OK : SKT_E_NOMEM;
    }
    const bool wraps = box[0] > box[2];
    GEOSGeometry *whole = skt_geos_from(geos, polygon);
    GEOSGeometry *window = sheet(geos, box[0], box[1], wraps ? 180.0 : box[2], box[3]);
    if (wraps && window != NULL) {
        GEOSGeometry *east = sheet(geos, -180.0, box[1], box[2], box[3]);
        GEOSGeometry *both = east == NULL ? NULL : GEOSUnion_r(geos, window, east);
        GEOSGeom_destroy_r(geos, east);
        GEOSGeom_destroy_r(geos, window);
        window = both;
    }
    GEOSGeometry *cut =
        whole == NULL || window == NULL ? NULL : GEOSIntersection_r(geos, whole, window);
    const skt_status status = cut == NULL ? SKT_E_NOMEM : skt_geos_polygon(out, geos, cut, arena);
    GEOSGeom_destroy_r(geos, cut);
    GEOSGeom_destroy_r(geos, window);
    GEOSGeom_destroy_r(geos, whole);
    GEOS_finish_r(geos);
    return status;
}
