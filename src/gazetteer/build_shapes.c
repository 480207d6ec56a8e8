/* Polygons: TopoJSON with shared arcs (fine and coarse), and plain GeoJSON of the
 * borders that bare points are looked up in. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "core/diag.h"
#include "gazetteer/build.h"

enum { DETAIL_BORDER = 2 };

/* Degrees: the grid that positions are rounded to where the file is not quantised
 * (a metre), and the finest whose numbers 32 bits hold. */
static const double PLAIN_STEP = 1e-5;
static const double LEAST_STEP = 2e-7;

typedef struct shape_reader {
    skt_gaz_builder *b;
    skt_gaz_shape_build *out;
    unsigned detail;
    const char *path;
    bool plain; /* GeoJSON: rings are positions, not arcs */
} shape_reader;

static skt_status damaged(const shape_reader *r, const char *what)
{
    return skt_diag_add(r->b->diag, SKT_E_DATA, SKT_FAILURE, r->path, 0, "%s", what);
}

static bool on_earth(double lon, double lat)
{
    /* A quantised point may overshoot by a rounding. */
    return fabs(lon) <= 180.001 && fabs(lat) <= 90.001;
}

/* A point of the grid, and where the points of an arc are counted from. */
typedef struct step {
    int32_t x, y;
} step;

/* The points [first, end) as one arc, counted from their western and southern ends. */
static skt_status push_arc(shape_reader *r, const step *points, size_t n)
{
    skt_gaz_arc arc = {(uint32_t)(r->out->points.count / 2), points[0].x, points[0].y};
    for (size_t i = 0; i < n; i++) {
        arc.x = points[i].x < arc.x ? points[i].x : arc.x;
        arc.y = points[i].y < arc.y ? points[i].y : arc.y;
    }
    bool good = skt_vec_push(&r->out->arcs, arc);
    for (size_t i = 0; i < n && good; i++) {
        good = skt_vec_push(&r->out->points, (uint16_t)(points[i].x - arc.x)) &&
               skt_vec_push(&r->out->points, (uint16_t)(points[i].y - arc.y));
    }
    return good ? SKT_OK : SKT_E_NOMEM;
}

/* How many of the points fit into one arc: no two further apart than 16 bits tell. */
static size_t points_that_fit(const step *points, size_t n)
{
    step low = points[0];
    step high = points[0];
    for (size_t i = 1; i < n; i++) {
        low.x = points[i].x < low.x ? points[i].x : low.x;
        low.y = points[i].y < low.y ? points[i].y : low.y;
        high.x = points[i].x > high.x ? points[i].x : high.x;
        high.y = points[i].y > high.y ? points[i].y : high.y;
        if (high.x - low.x > UINT16_MAX || high.y - low.y > UINT16_MAX) {
            return i;
        }
    }
    return n;
}

/* One arc: positions, each relative to the one before it if `delta`. */
static skt_status read_arc(shape_reader *r, const json_t *arc, bool delta)
{
    const skt_gaz_grid *grid = &r->out->grid;
    const size_t n = json_array_size(arc);
    step *points = calloc(n + 1, sizeof *points);
    skt_status status =
        points != NULL && skt_vec_push(&r->out->source_arcs, (uint32_t)r->out->arcs.count)
            ? SKT_OK
            : SKT_E_NOMEM;
    double x = 0;
    double y = 0;
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        const json_t *position = json_array_get(arc, i);
        const double first = json_number_value(json_array_get(position, 0));
        const double second = json_number_value(json_array_get(position, 1));
        x = delta ? x + first : (first - grid->origin[0]) / grid->scale[0];
        y = delta ? y + second : (second - grid->origin[1]) / grid->scale[1];
        if (json_array_size(position) < 2 ||
            !on_earth(x * grid->scale[0] + grid->origin[0], y * grid->scale[1] + grid->origin[1])) {
            status = damaged(r, "has a position that is none");
        } else {
            points[i] = (step){(int32_t)lround(x), (int32_t)lround(y)};
        }
    }
    for (size_t i = 0; i < n && status == SKT_OK;) {
        const size_t fit = points_that_fit(points + i, n - i);
        status = push_arc(r, points + i, fit);
        i += fit;
    }
    free(points);
    return status;
}

static skt_status read_arcs(shape_reader *r, const json_t *topology)
{
    const json_t *transform = json_object_get(topology, "transform");
    skt_gaz_grid *grid = &r->out->grid;
    for (size_t i = 0; transform != NULL && i < 2; i++) {
        grid->scale[i] = json_number_value(json_array_get(json_object_get(transform, "scale"), i));
        grid->origin[i] =
            json_number_value(json_array_get(json_object_get(transform, "translate"), i));
        if (!(grid->scale[i] > LEAST_STEP) || !(fabs(grid->origin[i]) <= 360)) {
            return damaged(r, "has a transform that is none");
        }
    }
    const json_t *arcs = json_object_get(topology, "arcs");
    skt_status status = json_is_array(arcs) ? SKT_OK : damaged(r, "has no arcs");
    for (size_t i = 0; i < json_array_size(arcs) && status == SKT_OK; i++) {
        status = read_arc(r, json_array_get(arcs, i), transform != NULL);
    }
    return status;
}

/* A number of the grid in millionths of a degree. */
static int32_t micro(const skt_gaz_grid *grid, size_t axis, int64_t number)
{
    return (int32_t)lround(((double)number * grid->scale[axis] + grid->origin[axis]) * 1e6);
}

static void widen(const skt_gaz_shape_build *out, skt_gaz_ring *ring, size_t arc)
{
    const skt_gaz_arc *at = &out->arcs.items[arc];
    const size_t end =
        arc + 1 < out->arcs.count ? out->arcs.items[arc + 1].first : out->points.count / 2;
    for (size_t i = at->first; i < end; i++) {
        const int32_t lon = micro(&out->grid, 0, (int64_t)at->x + out->points.items[2 * i]);
        const int32_t lat = micro(&out->grid, 1, (int64_t)at->y + out->points.items[2 * i + 1]);
        ring->west = lon < ring->west ? lon : ring->west;
        ring->east = lon > ring->east ? lon : ring->east;
        ring->south = lat < ring->south ? lat : ring->south;
        ring->north = lat > ring->north ? lat : ring->north;
    }
}

/* The arcs that arc `ref` of the table became, in the ring's direction. */
static skt_status add_refs(shape_reader *r, skt_gaz_ring *ring, int64_t ref)
{
    skt_gaz_shape_build *out = r->out;
    const bool backwards = ref < 0;
    const size_t source = (size_t)(backwards ? ~ref : ref);
    const size_t first = out->source_arcs.items[source];
    const size_t end =
        source + 1 < out->source_arcs.count ? out->source_arcs.items[source + 1] : out->arcs.count;
    for (size_t i = 0; i < end - first; i++) {
        const size_t arc = backwards ? end - 1 - i : first + i;
        widen(out, ring, arc);
        if (!skt_vec_push(&out->refs, backwards ? ~(int32_t)arc : (int32_t)arc)) {
            return SKT_E_NOMEM;
        }
        ring->count++;
    }
    return SKT_OK;
}

static skt_status read_ring(shape_reader *r, const json_t *json, bool hole)
{
    skt_gaz_ring ring = {.first = (uint32_t)r->out->refs.count,
                         .west = INT32_MAX,
                         .south = INT32_MAX,
                         .east = INT32_MIN,
                         .north = INT32_MIN,
                         .hole = hole};
    const size_t n = r->plain ? 1 : json_array_size(json);
    skt_status status = SKT_OK;
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        int64_t ref = (int64_t)r->out->source_arcs.count;
        if (r->plain) {
            status = read_arc(r, json, false);
        } else {
            ref = json_integer_value(json_array_get(json, i));
        }
        if (status == SKT_OK && (ref < 0 ? ~ref : ref) >= (int64_t)r->out->source_arcs.count) {
            status = damaged(r, "a ring names an arc that is not there");
        }
        if (status == SKT_OK) {
            status = add_refs(r, &ring, ref);
        }
    }
    if (status != SKT_OK) {
        return status;
    }
    return skt_vec_push(&r->out->rings, ring) ? SKT_OK : SKT_E_NOMEM;
}

static skt_status read_polygon(shape_reader *r, const json_t *rings)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < json_array_size(rings) && status == SKT_OK; i++) {
        status = read_ring(r, json_array_get(rings, i), i > 0);
    }
    return status;
}

/* One geometry, which becomes the rings of area `node`. */
static skt_status read_geometry(shape_reader *r, const json_t *geometry, skt_node node)
{
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *body = json_object_get(geometry, r->plain ? "coordinates" : "arcs");
    const size_t first = r->out->rings.count;
    skt_status status = SKT_OK;
    if (type != NULL && strcmp(type, "Polygon") == 0) {
        status = read_polygon(r, body);
    } else if (type != NULL && strcmp(type, "MultiPolygon") == 0) {
        for (size_t i = 0; i < json_array_size(body) && status == SKT_OK; i++) {
            status = read_polygon(r, json_array_get(body, i));
        }
    }
    r->b->areas.items[node].rings[r->detail] =
        (skt_gaz_rings){(uint32_t)first, (uint32_t)(r->out->rings.count - first)};
    return status;
}

static skt_status read_geometries(shape_reader *r, const json_t *list, char level)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < json_array_size(list) && status == SKT_OK; i++) {
        const json_t *item = json_array_get(list, i);
        const char *id = json_string_value(json_object_get(item, "id"));
        const skt_node node = skt_gaz_built_area(r->b, level, skt_str_from(id));
        if (node == SKT_NO_NODE) {
            (void)skt_diag_add(r->b->diag, SKT_E_DATA, SKT_WARNING, r->path, 0,
                               "a polygon of \"%s\", which no table knows", id == NULL ? "" : id);
            continue;
        }
        const json_t *geometry = r->plain ? json_object_get(item, "geometry") : item;
        status = read_geometry(r, geometry, node);
    }
    return status;
}

static skt_status read_shapes(shape_reader *r, const json_t *root)
{
    static const struct {
        const char *name;
        char level;
    } objects[] = {{"countries", 'C'}, {"regions", 'R'}, {"seas", 'S'}};
    skt_status status = SKT_OK;
    if (r->plain) {
        status = read_geometries(r, json_object_get(root, "features"), 'C');
    } else {
        status = read_arcs(r, root);
        const json_t *all = json_object_get(root, "objects");
        for (size_t i = 0; i < 3 && status == SKT_OK; i++) {
            const json_t *object = json_object_get(all, objects[i].name);
            status = read_geometries(r, json_object_get(object, "geometries"), objects[i].level);
        }
    }
    const skt_gaz_arc end = {(uint32_t)(r->out->points.count / 2), 0, 0};
    if (status == SKT_OK && !skt_vec_push(&r->out->arcs, end)) {
        status = SKT_E_NOMEM;
    }
    return status;
}

static skt_status read_detail(skt_gaz_builder *b, unsigned detail, const char *name)
{
    skt_buf text = SKT_BUF_INIT;
    char *path = NULL;
    skt_status status = skt_gaz_read_file(&text, &path, b->dir, name, b->diag);
    b->shapes[detail].grid = (skt_gaz_grid){{PLAIN_STEP, PLAIN_STEP}, {0, 0}};
    if (status == SKT_E_NOTFOUND) {
        status =
            skt_diag_add(b->diag, SKT_OK, SKT_WARNING, b->dir, 0,
                         "has no %s: what is drawn or looked up from it will be missing", name);
    } else if (status == SKT_OK) {
        json_error_t error;
        json_t *root = json_loadb(text.ptr, text.len, 0, &error);
        shape_reader reader = {b, &b->shapes[detail], detail, path, detail == DETAIL_BORDER};
        if (root == NULL) {
            status = skt_diag_add(b->diag, SKT_E_DATA, SKT_FAILURE, path,
                                  error.line > 0 ? (size_t)error.line : 0, "%s", error.text);
        } else {
            status = read_shapes(&reader, root);
        }
        json_decref(root);
    }
    skt_buf_dispose(&text);
    free(path);
    return status;
}

skt_status skt_gaz_build_shapes(skt_gaz_builder *b)
{
    static const char *const names[SKT_GAZ_DETAILS] = {"polygons-200m.topojson",
                                                       "polygons-2km.topojson", "borders.geojson"};
    skt_status status = SKT_OK;
    for (unsigned i = 0; i < SKT_GAZ_DETAILS && status == SKT_OK; i++) {
        status = read_detail(b, i, names[i]);
    }
    if (status == SKT_OK) {
        skt_gaz_measure_seas(b);
    }
    return status;
}
