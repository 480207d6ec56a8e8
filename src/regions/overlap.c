#include <stdlib.h>

#include "core/diag.h"
#include "regions/index.h"

/* Digitised borders cross by slivers: what is less than this of the smaller one is none. */
static const double SLIVER = 0.001;
enum { MAX_NAMED = 10 };

static double extent_of(GEOSContextHandle_t geos, const GEOSGeometry *geometry)
{
    double area = 0;
    return GEOSArea_r(geos, geometry, &area) == 1 ? area : 0;
}

/* The part of the smaller one that both have. */
static skt_status shared(double *out, const skt_regions *regions, skt_region *a, skt_region *b)
{
    const GEOSPreparedGeometry *prepared = skt_region_prepared(regions, a);
    *out = 0;
    if (prepared == NULL) {
        return SKT_E_NOMEM;
    }
    if (GEOSPreparedIntersects_r(regions->geos, prepared, b->geometry) != 1) {
        return SKT_OK;
    }
    GEOSGeometry *both = GEOSIntersection_r(regions->geos, a->geometry, b->geometry);
    const double x = extent_of(regions->geos, a->geometry);
    const double y = extent_of(regions->geos, b->geometry);
    if (both != NULL && x > 0 && y > 0) {
        *out = extent_of(regions->geos, both) / (x < y ? x : y);
    }
    GEOSGeom_destroy_r(regions->geos, both);
    return SKT_OK;
}

skt_status skt_regions_check_overlaps(const skt_regions *regions, const char *path, skt_diag *diag)
{
    size_t found = 0;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < regions->count && status == SKT_OK; i++) {
        skt_region *a = &regions->items[i];
        skt_region_hits hits = {0};
        status = skt_regions_query(&hits, regions, a->geometry);
        for (size_t k = 0; k < hits.count && status == SKT_OK; k++) {
            skt_region *b = hits.items[k];
            double share = 0;
            if (b->index <= a->index) {
                continue;
            }
            status = shared(&share, regions, a, b);
            if (share > SLIVER && ++found <= MAX_NAMED) {
                const skt_region *first = skt_region_before(a, b) ? a : b;
                (void)skt_diag_add(diag, SKT_OK, SKT_WARNING, path, 0,
                                   "%.*s and %.*s overlap by %.1f %% of the smaller: what lies in "
                                   "both is counted in %.*s",
                                   SKT_FMT(a->name), SKT_FMT(b->name), 100 * share,
                                   SKT_FMT(first->name));
            }
        }
        free(hits.items);
    }
    if (found > MAX_NAMED) {
        (void)skt_diag_add(diag, SKT_OK, SKT_WARNING, path, 0,
                           "%zu more pairs of regions overlap: what lies in both is counted in the "
                           "smaller",
                           found - MAX_NAMED);
    }
    return status;
}
