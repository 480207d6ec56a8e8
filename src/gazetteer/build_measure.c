/* The areas of seas, measured on their polygons. */
#include <math.h>

#include "gazetteer/build.h"

/* WGS 84: semi-major axis in km, first eccentricity squared. */
static const double AXIS_KM = 6378.137;
static const double ECCENTRICITY2 = 0.0066943799901413165;
static const double RADIANS_PER_UNIT = 3.14159265358979323846 / 180e6;

/* The ordinate of the cylindrical equal-area projection of the ellipsoid (J. Snyder,
 * "Map Projections: A Working Manual", 1987, 3-12 and 10-13), in units of the axis. */
static double ordinate(double lat_rad)
{
    const double e = sqrt(ECCENTRICITY2);
    const double s = sin(lat_rad);
    return (1 - ECCENTRICITY2) / 2 * (s / (1 - ECCENTRICITY2 * s * s) + atanh(e * s) / e);
}

/* What the arc adds to twice the plane area of a ring that runs along it. */
static double under_arc(const skt_gaz_shape_build *shape, uint32_t arc)
{
    double sum = 0;
    for (size_t i = shape->arcs.items[arc]; i + 1 < shape->arcs.items[arc + 1]; i++) {
        const int32_t *p = shape->points.items + 2 * i;
        const double x1 = p[0] * RADIANS_PER_UNIT;
        const double x2 = p[2] * RADIANS_PER_UNIT;
        const double y1 = ordinate(p[1] * RADIANS_PER_UNIT);
        const double y2 = ordinate(p[3] * RADIANS_PER_UNIT);
        sum += x1 * y2 - x2 * y1;
    }
    return sum;
}

static double ring_km2(const skt_gaz_shape_build *shape, const skt_gaz_ring *ring)
{
    double sum = 0;
    for (uint32_t i = ring->first; i < ring->first + ring->count; i++) {
        const int32_t ref = shape->refs.items[i];
        sum += ref < 0 ? -under_arc(shape, (uint32_t)~ref) : under_arc(shape, (uint32_t)ref);
    }
    const double area = fabs(sum) / 2 * AXIS_KM * AXIS_KM;
    return ring->hole != 0 ? -area : area;
}

void skt_gaz_measure_seas(skt_gaz_builder *b)
{
    const skt_gaz_shape_build *shape = &b->shapes[SKT_DETAIL_FINE];
    for (size_t i = 0; i < b->areas.count; i++) {
        skt_gaz_area *area = &b->areas.items[i];
        const skt_gaz_rings rings = area->rings[SKT_DETAIL_FINE];
        if (b->nodes.items[i].level != SKT_LEVEL_SEA || rings.count == 0) {
            continue;
        }
        double km2 = 0;
        for (uint32_t j = rings.first; j < rings.first + rings.count; j++) {
            km2 += ring_km2(shape, &shape->rings.items[j]);
        }
        area->area_km2 = (float)km2;
    }
}
