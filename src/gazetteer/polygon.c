/* Polygons of areas, and the area at a point. */
#include <math.h>

#include "core/line.h"
#include "gazetteer/file.h"

enum { DETAIL_BORDER = 2 };

/* How far outside of every region a point still belongs to the nearest one:
 * borders and shores are that much off in the source (DATA.md, section 2.2). */
static const double NEAREST_KM = 30;

/* What the outlines in the file are generalised to. */
static const double FINE_M = 200;
static const double COARSE_M = 2000;

static const double KM_OF_MICRO = 111.2e-6;                  /* of a meridian */
static const double DEGREE = 3.14159265358979323846 / 180.0; /* radians */

/* The points of one arc, checked: count 0 if it is damaged. */
typedef struct arc_points {
    const uint16_t *xy;
    double x, y; /* steps of the grid */
    size_t count;
    bool backwards;
} arc_points;

static arc_points arc_at(const skt_gaz_shapes *shapes, size_t ref)
{
    arc_points result = {.xy = NULL, .count = 0};
    if (ref >= shapes->n_refs) {
        return result;
    }
    const int32_t number = shapes->refs[ref];
    const size_t arc = (size_t)(number < 0 ? ~number : number);
    if (arc < shapes->n_arcs) {
        const size_t from = shapes->arcs[arc].first;
        const size_t to = shapes->arcs[arc + 1].first;
        if (from <= to && to <= shapes->n_points) {
            result = (arc_points){shapes->points + 2 * from, shapes->arcs[arc].x,
                                  shapes->arcs[arc].y, to - from, number < 0};
        }
    }
    return result;
}

/* A point in steps of the grid. */
typedef struct point {
    double x, y;
} point;

static point point_of(const arc_points *arc, size_t i)
{
    const uint16_t *xy = arc->xy + 2 * (arc->backwards ? arc->count - 1 - i : i);
    return (point){arc->x + xy[0], arc->y + xy[1]};
}

/* Millionths of a degree, as the grid's, in its steps. */
static point to_grid(const skt_gaz_shapes *shapes, double lon, double lat)
{
    const skt_gaz_grid *grid = shapes->grid;
    return (point){(lon * 1e-6 - grid->origin[0]) / grid->scale[0],
                   (lat * 1e-6 - grid->origin[1]) / grid->scale[1]};
}

/* Degrees, rounded to millionths. */
static double to_degrees(const skt_gaz_grid *grid, size_t axis, double number)
{
    return round((number * grid->scale[axis] + grid->origin[axis]) * 1e6) / 1e6;
}

/* What a walk over the rings of areas may still take, in points and arcs: a file that
 * was altered must not keep us. */
typedef struct allowance {
    size_t left;
} allowance;

static allowance allow(const skt_gaz_shapes *shapes, size_t times)
{
    return (allowance){times * (shapes->n_points + shapes->n_refs)};
}

static bool spend(allowance *allowed, size_t points)
{
    const bool enough = points < allowed->left;
    allowed->left -= enough ? points + 1 : allowed->left;
    return enough;
}

/* Refs of a ring that are in the file. */
static size_t refs_of(const skt_gaz_shapes *shapes, const skt_gaz_ring *ring)
{
    const size_t left = ring->first < shapes->n_refs ? shapes->n_refs - ring->first : 0;
    return ring->count < left ? ring->count : left;
}

/* Points of a ring; 0 for one that is damaged. */
static size_t ring_capacity(const skt_gaz_shapes *shapes, const skt_gaz_ring *ring,
                            allowance *allowed)
{
    size_t count = 0;
    for (size_t i = 0; i < refs_of(shapes, ring); i++) {
        const size_t points = arc_at(shapes, ring->first + i).count;
        if (!spend(allowed, points)) {
            return 0;
        }
        count += points;
    }
    return count;
}

static double twice_signed_area(const skt_ring *ring)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < ring->n; i++) {
        const double *a = ring->lonlat + 2 * i;
        sum += a[0] * a[3] - a[2] * a[1];
    }
    return sum;
}

static void reverse(skt_ring *ring)
{
    for (size_t i = 0, j = ring->n; i + 1 < j; i++) {
        j--;
        for (size_t k = 0; k < 2; k++) {
            const double kept = ring->lonlat[2 * i + k];
            ring->lonlat[2 * i + k] = ring->lonlat[2 * j + k];
            ring->lonlat[2 * j + k] = kept;
        }
    }
}

/* Leaves points out of the part of a ring that one arc makes; it keeps the same ones in every
 * ring that it is a part of. */
static skt_status simplify_arc(skt_ring *ring, size_t first, double metres, skt_arena *arena)
{
    const size_t n = ring->n - first;
    bool *keep = skt_arena_array(arena, n, sizeof *keep);
    if (keep == NULL) {
        return SKT_E_NOMEM;
    }
    const skt_status status = skt_line_simplify(keep, ring->lonlat + 2 * first, n, metres);
    size_t kept = first;
    for (size_t i = 0; i < n; i++) {
        if (keep[i]) {
            ring->lonlat[2 * kept] = ring->lonlat[2 * (first + i)];
            ring->lonlat[2 * kept + 1] = ring->lonlat[2 * (first + i) + 1];
            kept++;
        }
    }
    ring->n = kept;
    return status;
}

/* `metres`: 0 to keep all points. */
static skt_status make_ring(skt_ring *out, const skt_gaz_shapes *shapes, const skt_gaz_ring *ring,
                            double metres, allowance *allowed, skt_arena *arena)
{
    const size_t capacity = ring_capacity(shapes, ring, allowed);
    if (capacity == 0) {
        return SKT_OK;
    }
    out->lonlat = skt_arena_array(arena, capacity + 1, 2 * sizeof *out->lonlat);
    if (out->lonlat == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < refs_of(shapes, ring); i++) {
        const arc_points arc = arc_at(shapes, ring->first + i);
        const size_t first = out->n > 0 ? out->n - 1 : 0; /* where the arc before ended */
        for (size_t j = 0; j < arc.count; j++) {
            const point p = point_of(&arc, j);
            double *to = out->lonlat + 2 * out->n;
            to[0] = to_degrees(shapes->grid, 0, p.x);
            to[1] = to_degrees(shapes->grid, 1, p.y);
            /* Arcs share their end points. */
            out->n += out->n == 0 || to[0] != to[-2] || to[1] != to[-1];
        }
        if (metres > 0 && simplify_arc(out, first, metres, arena) != SKT_OK) {
            return SKT_E_NOMEM;
        }
    }
    if (out->n > 2 && (out->lonlat[0] != out->lonlat[2 * out->n - 2] ||
                       out->lonlat[1] != out->lonlat[2 * out->n - 1])) {
        out->lonlat[2 * out->n] = out->lonlat[0];
        out->lonlat[2 * out->n + 1] = out->lonlat[1];
        out->n++;
    }
    out->hole = ring->hole != 0;
    if ((twice_signed_area(out) > 0) == out->hole) {
        reverse(out);
    }
    return SKT_OK;
}

/* The rings of an area, cut to those that are in the file. */
static skt_gaz_rings rings_of(const skt_gazetteer *gazetteer, skt_node node, unsigned detail)
{
    const skt_gaz_area *area = skt_gaz_area_at(gazetteer, node);
    const size_t n = gazetteer->shapes[detail].n_rings;
    if (area == NULL || area->rings[detail].first > n ||
        area->rings[detail].count > n - area->rings[detail].first) {
        return (skt_gaz_rings){0, 0};
    }
    return area->rings[detail];
}

static skt_status outline(skt_polygon *out, const skt_gazetteer *gazetteer, skt_node node,
                          unsigned which, double metres, skt_arena *arena)
{
    *out = (skt_polygon){NULL, 0};
    const skt_gaz_shapes *shapes = &gazetteer->shapes[which];
    const skt_gaz_rings rings = rings_of(gazetteer, node, which);
    if (rings.count == 0) {
        return SKT_OK;
    }
    out->rings = skt_arena_array(arena, rings.count, sizeof *out->rings);
    if (out->rings == NULL) {
        return SKT_E_NOMEM;
    }
    allowance allowed = allow(shapes, 1);
    bool dropped = false; /* the outer ring collapsed, and its holes with it */
    for (size_t i = 0; i < rings.count; i++) {
        skt_ring ring = {NULL, 0, false};
        const skt_status status =
            make_ring(&ring, shapes, &shapes->rings[rings.first + i], metres, &allowed, arena);
        if (status != SKT_OK) {
            return status;
        }
        const bool good = ring.n >= 4;
        dropped = ring.hole ? dropped : !good;
        if (good && !dropped) {
            out->rings[out->n_rings++] = ring;
        }
    }
    return SKT_OK;
}

skt_status skt_gazetteer_polygon(skt_polygon *out, const skt_gazetteer *gazetteer, skt_node node,
                                 skt_detail detail, skt_arena *arena)
{
    return outline(out, gazetteer, node, detail == SKT_DETAIL_COARSE ? 1 : 0, 0.0, arena);
}

skt_status skt_gazetteer_outline(skt_polygon *out, const skt_gazetteer *gazetteer, skt_node node,
                                 double metres, skt_arena *arena)
{
    const unsigned which = metres >= COARSE_M ? 1 : 0;
    const double own = which == 1 ? COARSE_M : FINE_M;
    return outline(out, gazetteer, node, which, metres > own ? metres : 0.0, arena);
}

bool skt_gazetteer_touches(const skt_gazetteer *gazetteer, skt_node area, const double box[4])
{
    const skt_gaz_rings rings = rings_of(gazetteer, area, 0);
    const double west = box[0] * 1e6;
    const double east = box[2] * 1e6;
    for (size_t i = 0; i < rings.count; i++) {
        const skt_gaz_ring *ring = &gazetteer->shapes[0].rings[rings.first + i];
        const bool beside = west <= east ? ring->east < west || ring->west > east
                                         : ring->east < west && ring->west > east;
        if (!beside && ring->north >= box[1] * 1e6 && ring->south <= box[3] * 1e6) {
            return true;
        }
    }
    return false;
}

skt_node skt_gazetteer_map_region(const skt_gazetteer *gazetteer, skt_node region)
{
    const skt_gaz_area *area = skt_gaz_area_at(gazetteer, region);
    return area == NULL || area->map >= gazetteer->n_areas ? region : area->map;
}

/* Crossings of the ray from `at` eastwards; odd: inside (even-odd rule, holes come
 * out by themselves). */
static bool ring_crossed(const skt_gaz_shapes *shapes, const skt_gaz_ring *ring, point at,
                         allowance *allowed)
{
    bool inside = false;
    point before = {NAN, NAN};
    for (size_t i = 0; i < refs_of(shapes, ring); i++) {
        const arc_points arc = arc_at(shapes, ring->first + i);
        if (!spend(allowed, arc.count)) {
            return false;
        }
        for (size_t j = 0; j < arc.count; j++) {
            const point p = point_of(&arc, j);
            if ((before.y > at.y) != (p.y > at.y) && !isnan(before.y)) {
                inside ^= at.x < before.x + (at.y - before.y) / (p.y - before.y) * (p.x - before.x);
            }
            before = p;
        }
    }
    return inside;
}

static bool contains(const skt_gazetteer *gazetteer, skt_node node, unsigned detail, double x,
                     double y, allowance *allowed)
{
    const skt_gaz_shapes *shapes = &gazetteer->shapes[detail];
    const skt_gaz_rings rings = rings_of(gazetteer, node, detail);
    bool inside = false;
    for (size_t i = 0; i < rings.count; i++) {
        const skt_gaz_ring *ring = &shapes->rings[rings.first + i];
        if (x >= ring->west && x <= ring->east && y >= ring->south && y <= ring->north) {
            inside ^= ring_crossed(shapes, ring, to_grid(shapes, x, y), allowed);
        }
    }
    return inside;
}

/* Square of the distance in kilometres from the origin to the segment a-b. */
static double segment_distance2(double ax, double ay, double bx, double by)
{
    const double dx = bx - ax;
    const double dy = by - ay;
    const double length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? -(ax * dx + ay * dy) / length2 : 0;
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    const double x = ax + t * dx;
    const double y = ay + t * dy;
    return x * x + y * y;
}

/* The same from `at` to the ring's nearest side; km_x and km_y of a millionth of a
 * degree. */
static double ring_distance2(const skt_gaz_shapes *shapes, const skt_gaz_ring *ring, point at,
                             double km_x, double km_y, allowance *allowed)
{
    const double sx = km_x * shapes->grid->scale[0] * 1e6;
    const double sy = km_y * shapes->grid->scale[1] * 1e6;
    double best = INFINITY;
    point before = {NAN, NAN};
    for (size_t i = 0; i < refs_of(shapes, ring); i++) {
        const arc_points arc = arc_at(shapes, ring->first + i);
        if (!spend(allowed, arc.count)) {
            break;
        }
        for (size_t j = 0; j < arc.count; j++) {
            const point p = point_of(&arc, j);
            const double d = segment_distance2((before.x - at.x) * sx, (before.y - at.y) * sy,
                                               (p.x - at.x) * sx, (p.y - at.y) * sy);
            best = d < best ? d : best; /* the first is none: NAN */
            before = p;
        }
    }
    return best;
}

static double near_distance_km(const skt_gazetteer *gazetteer, skt_node node, double x, double y,
                               allowance *allowed)
{
    const skt_gaz_shapes *shapes = &gazetteer->shapes[0];
    const skt_gaz_rings rings = rings_of(gazetteer, node, 0);
    const double km_y = KM_OF_MICRO;
    const double km_x = km_y * cos(y * 1e-6 * DEGREE);
    const double margin_y = NEAREST_KM / km_y;
    const double margin_x = margin_y / (km_x / km_y > 0.05 ? km_x / km_y : 0.05);
    double best = INFINITY;
    for (size_t i = 0; i < rings.count; i++) {
        const skt_gaz_ring *ring = &shapes->rings[rings.first + i];
        if (x < ring->west - margin_x || x > ring->east + margin_x || y < ring->south - margin_y ||
            y > ring->north + margin_y) {
            continue;
        }
        const double d = ring_distance2(shapes, ring, to_grid(shapes, x, y), km_x, km_y, allowed);
        best = d < best ? d : best;
    }
    return sqrt(best);
}

double skt_gaz_area_distance_km(const skt_gazetteer *gazetteer, skt_node area, double lat,
                                double lon)
{
    const skt_gaz_shapes *shapes = &gazetteer->shapes[0];
    const skt_gaz_rings rings = rings_of(gazetteer, area, 0);
    const double km = KM_OF_MICRO; /* of a millionth of a degree */
    allowance allowed = allow(shapes, 2);
    if (contains(gazetteer, area, 0, lon * 1e6, lat * 1e6, &allowed)) {
        return 0;
    }
    double best = INFINITY;
    for (size_t i = 0; i < rings.count; i++) {
        const double d = ring_distance2(shapes, &shapes->rings[rings.first + i],
                                        to_grid(shapes, lon * 1e6, lat * 1e6),
                                        km * cos(lat * DEGREE), km, &allowed);
        best = d < best ? d : best;
    }
    return sqrt(best);
}

skt_node skt_gaz_country_at(const skt_gazetteer *gazetteer, double x, double y)
{
    allowance allowed = allow(&gazetteer->shapes[DETAIL_BORDER], 2);
    for (size_t i = 0; i < gazetteer->n_areas; i++) {
        if (gazetteer->nodes[i].level == SKT_LEVEL_COUNTRY &&
            contains(gazetteer, (skt_node)i, DETAIL_BORDER, x, y, &allowed)) {
            return (skt_node)i;
        }
    }
    return SKT_NO_NODE;
}

bool skt_gaz_area_contains(const skt_gazetteer *gazetteer, skt_node area, double x, double y)
{
    allowance allowed = allow(&gazetteer->shapes[0], 2);
    return contains(gazetteer, area, 0, x, y, &allowed);
}

skt_node skt_gaz_region_at(const skt_gazetteer *gazetteer, skt_node country, double x, double y)
{
    skt_node nearest = SKT_NO_NODE;
    double nearest_km = NEAREST_KM;
    allowance allowed = allow(&gazetteer->shapes[0], 8);
    for (size_t i = 0; i < gazetteer->n_areas; i++) {
        const skt_node node = (skt_node)i;
        if (gazetteer->nodes[i].level != SKT_LEVEL_REGION ||
            (country != SKT_NO_NODE && gazetteer->nodes[i].parent != country)) {
            continue;
        }
        if (contains(gazetteer, node, 0, x, y, &allowed)) {
            return node;
        }
        const double km = near_distance_km(gazetteer, node, x, y, &allowed);
        if (km < nearest_km) {
            nearest_km = km;
            nearest = node;
        }
    }
    return nearest;
}

void skt_gazetteer_at(const skt_gazetteer *gazetteer, double lat, double lon, skt_node *region,
                      skt_node *country)
{
    *region = SKT_NO_NODE;
    *country = SKT_NO_NODE;
    if (!(fabs(lat) <= 90) || !(fabs(lon) <= 180)) {
        return;
    }
    const double x = lon * 1e6;
    const double y = lat * 1e6;
    *country = skt_gaz_country_at(gazetteer, x, y);
    /* Without borders in the file the region tells the country; with them a point
     * that is in no country is at sea. */
    const bool borders = gazetteer->shapes[DETAIL_BORDER].n_rings > 0;
    if (*country != SKT_NO_NODE || !borders) {
        *region = skt_gaz_region_at(gazetteer, *country, x, y);
        if (*country == SKT_NO_NODE) {
            *country = skt_gaz_country_of(gazetteer, *region);
        }
    }
}
