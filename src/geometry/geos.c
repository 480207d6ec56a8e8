#include "geometry/geos.h"

#include <string.h>

#include "core/vec.h"

typedef SKT_VEC(skt_ring) rings;
typedef SKT_VEC(GEOSGeometry *) geometries;

/* ------------------------------------------------------------- to GEOS */

static GEOSGeometry *ring_to_geos(GEOSContextHandle_t geos, const skt_ring *ring)
{
    GEOSCoordSequence *points =
        ring->n > UINT32_MAX / 2
            ? NULL
            : GEOSCoordSeq_copyFromBuffer_r(geos, ring->lonlat, (unsigned)ring->n, 0, 0);
    return points == NULL ? NULL : GEOSGeom_createLinearRing_r(geos, points);
}

static void destroy_all(GEOSContextHandle_t geos, geometries *list)
{
    for (size_t i = 0; i < list->count; i++) {
        GEOSGeom_destroy_r(geos, list->items[i]);
    }
    skt_vec_dispose(list);
}

/* The polygon of the outer ring `first` and its holes; *next is the ring after them. */
static GEOSGeometry *part_to_geos(GEOSContextHandle_t geos, const skt_polygon *polygon,
                                  size_t first, size_t *next)
{
    geometries holes = {0};
    bool good = true;
    size_t i = first + 1;
    for (; i < polygon->n_rings && polygon->rings[i].hole; i++) {
        GEOSGeometry *hole = ring_to_geos(geos, &polygon->rings[i]);
        if (hole == NULL || !skt_vec_push(&holes, hole)) {
            GEOSGeom_destroy_r(geos, hole);
            good = false;
        }
    }
    *next = i;
    GEOSGeometry *shell = good ? ring_to_geos(geos, &polygon->rings[first]) : NULL;
    if (shell == NULL) {
        destroy_all(geos, &holes);
        return NULL;
    }
    /* Takes the rings over, whatever becomes of it. */
    GEOSGeometry *part = GEOSGeom_createPolygon_r(geos, shell, holes.items, (unsigned)holes.count);
    skt_vec_dispose(&holes);
    return part;
}

GEOSGeometry *skt_geos_from(GEOSContextHandle_t geos, const skt_polygon *polygon)
{
    geometries parts = {0};
    for (size_t i = 0; i < polygon->n_rings;) {
        GEOSGeometry *part = part_to_geos(geos, polygon, i, &i);
        if (part == NULL || !skt_vec_push(&parts, part)) {
            GEOSGeom_destroy_r(geos, part);
            destroy_all(geos, &parts);
            return NULL;
        }
    }
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts.items, (unsigned)parts.count);
    skt_vec_dispose(&parts);
    return all;
}

/* ----------------------------------------------------------- from GEOS */

static skt_status add_ring(rings *out, GEOSContextHandle_t geos, const GEOSGeometry *ring,
                           bool hole, double shift, skt_arena *arena)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos, ring);
    unsigned n = 0;
    if (points == NULL || GEOSCoordSeq_getSize_r(geos, points, &n) == 0) {
        return SKT_E_NOMEM;
    }
    double *lonlat = skt_arena_array(arena, n, 2 * sizeof *lonlat);
    if (lonlat == NULL || GEOSCoordSeq_copyToBuffer_r(geos, points, lonlat, 0, 0) == 0) {
        return SKT_E_NOMEM;
    }
    for (unsigned i = 0; i < n; i++) {
        lonlat[2 * i] += shift;
    }
    return skt_vec_push(out, (skt_ring){lonlat, n, hole}) ? SKT_OK : SKT_E_NOMEM;
}

/* Adds the polygons of any geometry; its lines and points are slivers and go. */
static skt_status add_geometry(rings *out, GEOSContextHandle_t geos, const GEOSGeometry *geometry,
                               double shift, skt_arena *arena)
{
    const int type = GEOSGeomTypeId_r(geos, geometry);
    skt_status status = SKT_OK;
    if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int n = GEOSGetNumGeometries_r(geos, geometry);
        for (int i = 0; i < n && status == SKT_OK; i++) {
            status = add_geometry(out, geos, GEOSGetGeometryN_r(geos, geometry, i), shift, arena);
        }
        return status;
    }
    if (type != GEOS_POLYGON || GEOSisEmpty_r(geos, geometry) != 0) {
        return SKT_OK;
    }
    status = add_ring(out, geos, GEOSGetExteriorRing_r(geos, geometry), false, shift, arena);
    const int n = GEOSGetNumInteriorRings_r(geos, geometry);
    for (int i = 0; i < n && status == SKT_OK; i++) {
        status = add_ring(out, geos, GEOSGetInteriorRingN_r(geos, geometry, i), true, shift, arena);
    }
    return status;
}

/* --------------------------------------------------------------- the work */

/* Generalising moves each vertex to a grid of its own, so that narrow necks and
 * islands close to a shore may come to touch or cross: about one outline in some
 * hundreds. "Structure" repairs such a polygon as one would by hand: it keeps
 * what is inside an odd number of rings no more than once. */
static GEOSGeometry *made_valid(GEOSContextHandle_t geos, GEOSGeometry *geometry)
{
    if (geometry == NULL || GEOSisValid_r(geos, geometry) == 1) {
        return geometry;
    }
    GEOSMakeValidParams *how = GEOSMakeValidParams_create_r(geos);
    GEOSGeometry *valid = NULL;
    if (how != NULL && GEOSMakeValidParams_setMethod_r(geos, how, GEOS_MAKE_VALID_STRUCTURE) != 0) {
        valid = GEOSMakeValidWithParams_r(geos, geometry, how);
    }
    GEOSMakeValidParams_destroy_r(geos, how);
    GEOSGeom_destroy_r(geos, geometry);
    return valid;
}

static GEOSGeometry *box(GEOSContextHandle_t geos, double west, double east)
{
    double corners[] = {west, -90.0, east, -90.0, east, 90.0, west, 90.0, west, -90.0};
    const skt_ring ring = {corners, 5, false};
    const skt_polygon polygon = {(skt_ring[]){ring}, 1};
    return skt_geos_from(geos, &polygon);
}

/* The map as it would be rolled out: one turn to either side is enough. */
static skt_status add_cut(rings *out, GEOSContextHandle_t geos, const GEOSGeometry *geometry,
                          skt_arena *arena)
{
    skt_status status = SKT_OK;
    for (int turn = -1; turn <= 1 && status == SKT_OK; turn++) {
        const double shift = 360.0 * turn;
        GEOSGeometry *sheet = box(geos, shift - 180.0, shift + 180.0);
        GEOSGeometry *piece = sheet == NULL ? NULL : GEOSIntersection_r(geos, geometry, sheet);
        status = piece == NULL ? SKT_E_NOMEM : add_geometry(out, geos, piece, -shift, arena);
        GEOSGeom_destroy_r(geos, piece);
        GEOSGeom_destroy_r(geos, sheet);
    }
    return status;
}

static skt_status to_arena(skt_polygon *out, const rings *from, skt_arena *arena)
{
    out->rings = skt_arena_array(arena, from->count, sizeof(skt_ring));
    if (out->rings == NULL) {
        return SKT_E_NOMEM;
    }
    if (from->count > 0) {
        memcpy(out->rings, from->items, from->count * sizeof(skt_ring));
    }
    out->n_rings = from->count;
    return SKT_OK;
}

skt_status skt_geos_polygon(skt_polygon *out, GEOSContextHandle_t geos,
                            const GEOSGeometry *geometry, skt_arena *arena)
{
    rings found = {0};
    *out = (skt_polygon){NULL, 0};
    skt_status status = add_geometry(&found, geos, geometry, 0.0, arena);
    if (status == SKT_OK) {
        status = to_arena(out, &found, arena);
    }
    skt_vec_dispose(&found);
    return status;
}

/* "Self-intersection at 36.1 51.2"; none where it is valid. */
static skt_status fault_of(skt_str *out, GEOSContextHandle_t geos, const GEOSGeometry *geometry,
                           skt_arena *arena)
{
    char *reason = NULL;
    GEOSGeometry *at = NULL;
    skt_status status = SKT_OK;
    if (GEOSisValidDetail_r(geos, geometry, 0, &reason, &at) != 1) {
        double x = 0;
        double y = 0;
        const bool placed =
            at != NULL && GEOSGeomGetX_r(geos, at, &x) == 1 && GEOSGeomGetY_r(geos, at, &y) == 1;
        const char *what = reason == NULL ? "invalid" : reason;
        status = placed ? skt_arena_format(out, arena, "%s at %.6f %.6f", what, x, y)
                        : skt_arena_format(out, arena, "%s", what);
    }
    GEOSGeom_destroy_r(geos, at);
    GEOSFree_r(geos, reason);
    return status;
}

skt_status skt_geos_clean(skt_polygon *out, skt_str *fault, const skt_polygon *in, bool cut,
                          skt_arena *arena)
{
    *out = (skt_polygon){NULL, 0};
    GEOSContextHandle_t geos = GEOS_init_r();
    if (geos == NULL) {
        return SKT_E_NOMEM;
    }
    GEOSGeometry *geometry = skt_geos_from(geos, in);
    const bool as_is = !cut && geometry != NULL && GEOSisValid_r(geos, geometry) == 1;
    skt_status status = geometry == NULL ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && fault != NULL && !as_is) {
        status = fault_of(fault, geos, geometry, arena);
    }
    if (as_is) {
        *out = *in;
    } else if (status == SKT_OK) {
        rings found = {0};
        geometry = made_valid(geos, geometry);
        status = geometry == NULL ? SKT_E_NOMEM
                 : cut            ? add_cut(&found, geos, geometry, arena)
                                  : add_geometry(&found, geos, geometry, 0.0, arena);
        if (status == SKT_OK) {
            status = to_arena(out, &found, arena);
        }
        skt_vec_dispose(&found);
    }
    GEOSGeom_destroy_r(geos, geometry);
    GEOS_finish_r(geos);
    return status;
}

skt_status skt_geos_is_valid(bool *out, const skt_polygon *polygon)
{
    *out = false;
    GEOSContextHandle_t geos = GEOS_init_r();
    GEOSGeometry *geometry = geos == NULL ? NULL : skt_geos_from(geos, polygon);
    if (geometry != NULL) {
        *out = GEOSisValid_r(geos, geometry) == 1;
    }
    const skt_status status = geometry == NULL ? SKT_E_NOMEM : SKT_OK;
    if (geos != NULL) {
        GEOSGeom_destroy_r(geos, geometry);
        GEOS_finish_r(geos);
    }
    return status;
}
