#include "geometry/area.h"

#include <math.h>

#include "geometry/late_proj.h"

static const double WGS84_A_M = 6378137;
static const double WGS84_F = 1 / 298.257223563;

/* An edge of half the world or more has no one shortest way: it is measured in pieces along
 * the line that a map in degrees shows. */
enum { PIECES = 360 };
static const double LONG_DEGREES = 90.0;

static void add_edge(const struct geod_geodesic *earth, struct geod_polygon *polygon,
                     const double *a, const double *b)
{
    const int n = fabs(b[0] - a[0]) >= LONG_DEGREES ? PIECES : 1;
    for (int i = 0; i < n; i++) {
        const double share = (double)i / n;
        geod_polygon_addpoint(earth, polygon, a[1] + share * (b[1] - a[1]),
                              a[0] + share * (b[0] - a[0]));
    }
}

/* Karney's geodesic polygon; holes are wound the other way and so subtract. */
static double ring_area_m2(const struct geod_geodesic *earth, const skt_ring *ring)
{
    struct geod_polygon polygon;
    double area = 0;
    geod_polygon_init(&polygon, 0);
    for (size_t i = 0; i + 1 < ring->n; i++) {
        add_edge(earth, &polygon, &ring->lonlat[2 * i], &ring->lonlat[2 * i + 2]);
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
