/* Where points and areas lie among the regions. */
#include <math.h>
#include <stdlib.h>

#include "core/vec.h"
#include "regions/index.h"

static const double METRES_PER_DEGREE = 111320.0;

bool skt_region_before(const skt_region *a, const skt_region *b)
{
    return a->area_km2 != b->area_km2 ? a->area_km2 < b->area_km2 : a->index < b->index;
}

static void take_hit(void *item, void *user)
{
    skt_region_hits *hits = user;
    hits->failed = hits->failed || !skt_vec_push(hits, (skt_region *)item);
}

static int by_index(const void *a, const void *b)
{
    const skt_region *x = *(skt_region *const *)a;
    const skt_region *y = *(skt_region *const *)b;
    return (x->index > y->index) - (x->index < y->index);
}

skt_status skt_regions_query(skt_region_hits *hits, const skt_regions *regions,
                             const GEOSGeometry *geometry)
{
    *hits = (skt_region_hits){0};
    GEOSSTRtree_query_r(regions->geos, regions->tree, geometry, take_hit, hits);
    if (hits->count > 0) {
        qsort(hits->items, hits->count, sizeof(skt_region *), by_index);
    }
    return hits->failed ? SKT_E_NOMEM : SKT_OK;
}

const GEOSPreparedGeometry *skt_region_prepared(const skt_regions *regions, skt_region *region)
{
    if (region->prepared == NULL) {
        region->prepared = GEOSPrepare_r(regions->geos, region->geometry);
    }
    return region->prepared;
}

/* ----------------------------------------------------------------- points */

static size_t at(const skt_regions *regions, double lat, double lon)
{
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(regions->geos, lon, lat);
    const skt_region *best = NULL;
    skt_region_hits hits = {0};
    if (point != NULL && skt_regions_query(&hits, regions, point) == SKT_OK) {
        for (size_t i = 0; i < hits.count; i++) {
            const GEOSPreparedGeometry *prepared = skt_region_prepared(regions, hits.items[i]);
            if (prepared != NULL && (best == NULL || skt_region_before(hits.items[i], best)) &&
                GEOSPreparedIntersects_r(regions->geos, prepared, point) == 1) {
                best = hits.items[i];
            }
        }
    }
    free(hits.items);
    GEOSGeom_destroy_r(regions->geos, point);
    return best == NULL ? SKT_NO_REGION : best->index;
}

size_t skt_regions_at(const skt_regions *regions, double lat, double lon)
{
    if (!isfinite(lat) || !isfinite(lon)) {
        return SKT_NO_REGION;
    }
    const size_t found = at(regions, lat, lon);
    return found != SKT_NO_REGION || fabs(lon) < 180.0 ? found : at(regions, lat, -lon);
}

/* ------------------------------------------------------------------ areas */

/* Squeezes longitudes, so that degrees are of one length around a latitude. */
static int squeeze(double *x, double *y, void *narrow)
{
    (void)y;
    *x *= *(const double *)narrow;
    return 1;
}

/* The farthest corner of `rings`, which lie near the latitude `lat`, from the region, in
 * metres; INFINITY where GEOS cannot tell. */
static double reach_m(const skt_regions *regions, const skt_polygon *rings, double lat,
                      const skt_region *region)
{
    GEOSContextHandle_t geos = regions->geos;
    double narrow = fmax(cos(lat * 3.14159265358979323846 / 180.0), 0.01);
    GEOSGeometry *narrowed = GEOSGeom_transformXY_r(geos, region->geometry, squeeze, &narrow);
    const GEOSPreparedGeometry *prepared = narrowed == NULL ? NULL : GEOSPrepare_r(geos, narrowed);
    double farthest = prepared == NULL ? INFINITY : 0;
    for (size_t i = 0; prepared != NULL && i < rings->n_rings; i++) {
        for (size_t k = 0; k < rings->rings[i].n; k++) {
            const double *corner = rings->rings[i].lonlat + 2 * k;
            GEOSGeometry *point = GEOSGeom_createPointFromXY_r(geos, corner[0] * narrow, corner[1]);
            double distance = INFINITY;
            (void)(point != NULL && GEOSPreparedDistance_r(geos, prepared, point, &distance));
            GEOSGeom_destroy_r(geos, point);
            farthest = fmax(farthest, distance * METRES_PER_DEGREE);
        }
    }
    GEOSPreparedGeom_destroy_r(geos, prepared);
    GEOSGeom_destroy_r(geos, narrowed);
    return farthest;
}

/* The same of the polygons of a geometry. */
static double sticks_out_m(const skt_regions *regions, const GEOSGeometry *outside,
                           const skt_region *region)
{
    double south = 0;
    double north = 0;
    skt_arena arena = SKT_ARENA_INIT;
    skt_polygon rings;
    const bool good = GEOSGeom_getYMin_r(regions->geos, outside, &south) == 1 &&
                      GEOSGeom_getYMax_r(regions->geos, outside, &north) == 1 &&
                      skt_geos_polygon(&rings, regions->geos, outside, &arena) == SKT_OK;
    const double reach = good ? reach_m(regions, &rings, (south + north) / 2, region) : INFINITY;
    skt_arena_dispose(&arena);
    return reach;
}

/* Whether no more of `area` lies outside than the tolerance of regions.h. */
static bool holds(const skt_regions *regions, skt_region *region, const GEOSGeometry *area)
{
    GEOSContextHandle_t geos = regions->geos;
    const GEOSPreparedGeometry *prepared = skt_region_prepared(regions, region);
    if (prepared == NULL || GEOSPreparedIntersects_r(geos, prepared, area) != 1) {
        return false;
    }
    if (GEOSPreparedCovers_r(geos, prepared, area) == 1) {
        return true;
    }
    GEOSGeometry *outside = GEOSDifference_r(geos, area, region->geometry);
    double all = 0;
    double left = 0;
    const bool good = outside != NULL && GEOSArea_r(geos, area, &all) == 1 &&
                      GEOSArea_r(geos, outside, &left) == 1 &&
                      left <= SKT_REGIONS_SHARE_OUTSIDE * all &&
                      sticks_out_m(regions, outside, region) <= SKT_REGIONS_METRES_OUTSIDE;
    GEOSGeom_destroy_r(geos, outside);
    return good;
}

skt_status skt_regions_around(size_t *out, const skt_regions *regions, const skt_polygon *area)
{
    *out = SKT_NO_REGION;
    if (area->n_rings == 0) {
        return SKT_OK;
    }
    skt_arena arena = SKT_ARENA_INIT;
    skt_polygon valid;
    skt_str fault;
    skt_region_hits hits = {0};
    skt_status status = skt_polygon_mend(&valid, &fault, area, &arena);
    GEOSGeometry *geometry = status == SKT_OK ? skt_geos_from(regions->geos, &valid) : NULL;
    if (status == SKT_OK) {
        status = geometry == NULL ? SKT_E_NOMEM : skt_regions_query(&hits, regions, geometry);
    }
    const skt_region *best = NULL;
    for (size_t i = 0; status == SKT_OK && i < hits.count; i++) {
        if ((best == NULL || skt_region_before(hits.items[i], best)) &&
            holds(regions, hits.items[i], geometry)) {
            best = hits.items[i];
        }
    }
    *out = best == NULL ? SKT_NO_REGION : best->index;
    free(hits.items);
    GEOSGeom_destroy_r(regions->geos, geometry);
    skt_arena_dispose(&arena);
    return status;
}

bool skt_regions_near(const skt_regions *regions, size_t index, double lat, double lon)
{
    double corner[] = {lon, lat};
    skt_ring ring = {corner, 1, false};
    const skt_polygon rings = {&ring, 1};
    return reach_m(regions, &rings, lat, &regions->items[index]) <= SKT_REGIONS_METRES_OUTSIDE;
}
