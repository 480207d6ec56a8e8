/* Polygons: TopoJSON with shared arcs (fine and coarse), and plain GeoJSON of the
 * borders that bare points are looked up in. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "core/diag.h"
#include "gazetteer/build.h"

enum { DETAIL_BORDER = 2 };

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

static bool push_point(shape_reader *r, double lon, double lat)
{
    return skt_vec_push(&r->out->points, (int32_t)lround(lon * 1e6)) &&
           skt_vec_push(&r->out->points, (int32_t)lround(lat * 1e6));
}

static bool on_earth(double lon, double lat)
{
    /* A quantised point may overshoot by a rounding. */
    return fabs(lon) <= 180.001 && fabs(lat) <= 90.001;
}

/* One arc: positions, each relative to the one before it if `scale` is given. */
static skt_status read_arc(shape_reader *r, const json_t *arc, const double *scale,
                           const double *translate)
{
    if (!skt_vec_push(&r->out->arcs, (uint32_t)(r->out->points.count / 2))) {
        return SKT_E_NOMEM;
    }
    double x = 0;
    double y = 0;
    for (size_t i = 0; i < json_array_size(arc); i++) {
        const json_t *position = json_array_get(arc, i);
        const double dx = json_number_value(json_array_get(position, 0));
        const double dy = json_number_value(json_array_get(position, 1));
        x = scale != NULL ? x + dx : dx;
        y = scale != NULL ? y + dy : dy;
        const double lon = scale != NULL ? x * scale[0] + translate[0] : x;
        const double lat = scale != NULL ? y * scale[1] + translate[1] : y;
        if (json_array_size(position) < 2 || !on_earth(lon, lat)) {
            return damaged(r, "has a position that is none");
        }
        if (!push_point(r, lon, lat)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

static skt_status read_arcs(shape_reader *r, const json_t *topology)
{
    const json_t *transform = json_object_get(topology, "transform");
    double scale[2];
    double translate[2];
    for (size_t i = 0; transform != NULL && i < 2; i++) {
        scale[i] = json_number_value(json_array_get(json_object_get(transform, "scale"), i));
        translate[i] =
            json_number_value(json_array_get(json_object_get(transform, "translate"), i));
    }
    const json_t *arcs = json_object_get(topology, "arcs");
    skt_status status = json_is_array(arcs) ? SKT_OK : damaged(r, "has no arcs");
    for (size_t i = 0; i < json_array_size(arcs) && status == SKT_OK; i++) {
        status = read_arc(r, json_array_get(arcs, i), transform == NULL ? NULL : scale, translate);
    }
    return status;
}

static void widen(const shape_reader *r, skt_gaz_ring *ring, size_t arc)
{
    const size_t from = r->out->arcs.items[arc];
    const size_t to =
        arc + 1 < r->out->arcs.count ? r->out->arcs.items[arc + 1] : r->out->points.count / 2;
    for (size_t i = from; i < to; i++) {
        const int32_t lon = r->out->points.items[2 * i];
        const int32_t lat = r->out->points.items[2 * i + 1];
        ring->west = lon < ring->west ? lon : ring->west;
        ring->east = lon > ring->east ? lon : ring->east;
        ring->south = lat < ring->south ? lat : ring->south;
        ring->north = lat > ring->north ? lat : ring->north;
    }
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
    for (size_t i = 0; i < n; i++) {
        int64_t ref = (int64_t)r->out->arcs.count;
        if (r->plain) {
            const skt_status status = read_arc(r, json, NULL, NULL);
            if (status != SKT_OK) {
                return status;
            }
        } else {
            ref = json_integer_value(json_array_get(json, i));
        }
        const int64_t arc = ref < 0 ? ~ref : ref;
        if (arc >= (int64_t)r->out->arcs.count) {
            return damaged(r, "a ring names an arc that is not there");
        }
        widen(r, &ring, (size_t)arc);
        if (!skt_vec_push(&r->out->refs, (int32_t)ref)) {
            return SKT_E_NOMEM;
        }
    }
    ring.count = (uint32_t)n;
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
    if (status == SKT_OK && !skt_vec_push(&r->out->arcs, (uint32_t)(r->out->points.count / 2))) {
        status = SKT_E_NOMEM;
    }
    return status;
}

static skt_status read_detail(skt_gaz_builder *b, unsigned detail, const char *name)
{
    skt_buf text = SKT_BUF_INIT;
    char *path = NULL;
    skt_status status = skt_gaz_read_file(&text, &path, b->dir, name, b->diag);
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
    return status;
}
