#include "geometry/area.h"

#include <geodesic.h>
#include <math.h>
#include <proj.h>

static const double WGS84_A_M = 6378137;
static const double WGS84_F = 1 / 298.257223563;

/* Karney's geodesic polygon; holes are wound the other way and so subtract. */
static double ring_area_m2(const struct geod_geodesic *earth, const skt_ring *ring)
{
    struct geod_polygon polygon;
    double area = 0;
    geod_polygon_init(&polygon, 0);
    for (size_t i = 0; i + 1 < ring->n; i++) {
        geod_polygon_addpoint(earth, &polygon, ring->lonlat[2 * i + 1], ring->lonlat[2 * i]);
    }
    (void)geod_polygon_compute(earth, &polygon, 0, 1, &area, NULL);
    return ring->hole ? -fabs(area) : fabs(area);
}

double skt_polygon_area_km2(const skt_polygon *polygon)
{
    struct geod_geodesic earth;
    double area_m2 = 0;
    geod_init(&earth, WGS84_A_M, WGS84_F);
    for (size_t i = 0; i < polygon->n_rings; i++) {
        area_m2 += ring_area_m2(&earth, &polygon->rings[i]);
    }
    return polygon->n_rings > 0 ? area_m2 / 1e6 : (double)NAN;
}
