/* Regions in memory. Private to the module. */
#ifndef SKT_REGIONS_INDEX_H
#define SKT_REGIONS_INDEX_H

#include "core/arena.h"
#include "geometry/geometry.h"
#include "geometry/geos.h"
#include "regions/regions.h"

typedef struct skt_region {
    skt_str name;
    skt_polygon polygon;
    double area_km2;
    GEOSGeometry *geometry;
    const GEOSPreparedGeometry *prepared; /* NULL: not yet */
    size_t index;
} skt_region;

struct skt_regions {
    skt_arena arena;
    skt_region *items; /* by name */
    size_t count;
    skt_str source;
    GEOSContextHandle_t geos;
    GEOSSTRtree *tree; /* of skt_region * by envelope */
};

/* A list that a query of the tree fills. */
typedef struct skt_region_hits {
    skt_region **items;
    size_t count, capacity;
    bool failed;
} skt_region_hits;

/* The regions whose envelope meets that of `geometry`, by their number; free hits->items. */
skt_status skt_regions_query(skt_region_hits *hits, const skt_regions *regions,
                             const GEOSGeometry *geometry);
/* NULL when memory is out. */
const GEOSPreparedGeometry *skt_region_prepared(const skt_regions *regions, skt_region *region);
/* Whether `a` goes before `b` where a place lies in both: the smaller, then the first. */
bool skt_region_before(const skt_region *a, const skt_region *b);

/* overlap.c: warns of regions that lie on each other. */
skt_status skt_regions_check_overlaps(const skt_regions *regions, const char *path, skt_diag *diag);

#endif
