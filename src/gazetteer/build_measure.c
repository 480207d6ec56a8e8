/* The areas of seas, measured on their polygons. */
#include <math.h>

#include "gazetteer/build.h"

/* WGS 84: semi-major axis in km, first eccentricity squared. */
static const double AXIS_KM = 6378.137;
static const double ECCENTRICITY2 = 0.0066943799901413165;
static const double RADIANS_PER_DEGREE = 3.14159265358979323846 / 180;

/* The ordinate of the cylindrical equal-area projection of the ellipsoid (J. Snyder,
 * "Map Projections: A Working Manual", 1987, 3-12 and 10-13), in units of the axis. */
static double ordinate(double lat_rad)
{
    const double e = sqrt(ECCENTRICITY2);
    const double s = sin(lat_rad);
    return (1 - ECCENTRICITY2) / 2 * (s / (1 - ECCENTRICITY2 * s * s) + atanh(e * s) / e);
}

/* A walk along a ring, which sums twice its plane area. */
typedef struct walk {
    double first[2], last[2], sum;
    bool begun;
} walk;

static void step_to(walk *w, double x, double y)
{
    if (!w->begun) {
        w->first[0] = x;
        w->first[1] = y;
    } else {
        w->sum += w->last[0] * y - x * w->last[1];
    }
    w->last[0] = x;
    w->last[1] = y;
    w->begun = true;
}

static void walk_arc(walk *w, const skt_gaz_shape_build *shape, int32_t ref)
{
    const uint32_t index = (uint32_t)(ref < 0 ? ~ref : ref);
    const skt_gaz_arc *arc = &shape->arcs.items[index];
    const size_t n = shape->arcs.items[index + 1].first - arc->first;
    for (size_t i = 0; i < n; i++) {
        const uint16_t *p = shape->points.items + 2 * (arc->first + (ref < 0 ? n - 1 - i : i));
        const double lon = shape->grid.origin[0] + (arc->x + p[0]) * shape->grid.scale[0];
        const double lat = shape->grid.origin[1] + (arc->y + p[1]) * shape->grid.scale[1];
        step_to(w, lon * RADIANS_PER_DEGREE, ordinate(lat * RADIANS_PER_DEGREE));
    }
}

static double ring_km2(const skt_gaz_shape_build *shape, const skt_gaz_ring *ring)
{
    walk w = {.begun = false};
    for (uint32_t i = ring->first; i < ring->first + ring->count; i++) {
        walk_arc(&w, shape, shape->refs.items[i]);
    }
    step_to(&w, w.first[0], w.first[1]);
    const double area = fabs(w.sum) / 2 * AXIS_KM * AXIS_KM;
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
