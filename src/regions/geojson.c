/* Polygons of GeoJSON (RFC 7946, and the `crs` member of its forerunner of 2008), of one
 * text or of a sequence (RFC 8142, or a feature a line), by jansson. */
#include <jansson.h>

#include "core/map.h"
#include "regions/read.h"

enum { MAX_DEPTH = 8 }; /* of collections of geometries */

typedef struct geojson {
    skt_regions_reading *reading;
    SKT_VEC(json_t *) texts;
    SKT_VEC(skt_region_field) fields;
    skt_map known; /* names of fields */
    bool has_id;
    size_t field; /* the one chosen */
} geojson;

static skt_str string_of(const json_t *value)
{
    return json_is_string(value) ? (skt_str){json_string_value(value), json_string_length(value)}
                                 : SKT_STR_NONE;
}

static bool has_type(const json_t *object, const char *type)
{
    return skt_str_is(string_of(json_object_get(object, "type")), type);
}

/* ------------------------------------------------------------------ texts */

static skt_status parse(geojson *file, skt_str content)
{
    if (skt_str_starts(content, SKT_LIT("\xEF\xBB\xBF"))) {
        content = skt_str_sub(content, 3, content.len - 3);
    }
    while (true) {
        while (content.len > 0 && (content.ptr[0] == '\x1E' || content.ptr[0] == ' ' ||
                                   (content.ptr[0] >= '\t' && content.ptr[0] <= '\r'))) {
            content = skt_str_sub(content, 1, content.len - 1);
        }
        if (content.len == 0) {
            return SKT_OK;
        }
        json_error_t error;
        json_t *text = json_loadb(content.ptr, content.len,
                                  JSON_DISABLE_EOF_CHECK | JSON_DECODE_INT_AS_REAL, &error);
        if (text == NULL) {
            return skt_regions_fail(file->reading, SKT_E_INPUT,
                                    "is no GeoJSON: %s (line %d); write it anew", error.text,
                                    error.line);
        }
        if (!skt_vec_push(&file->texts, text)) {
            json_decref(text);
            return SKT_E_NOMEM;
        }
        content =
            skt_str_sub(content, (size_t)error.position, content.len - (size_t)error.position);
    }
}

/* -------------------------------------------------------------------- CRS */

/* The definition that a `crs` member holds: a name; or in old files a code of EPSG. */
static skt_status crs_of(skt_str *out, const geojson *file, const json_t *crs, skt_arena *arena)
{
    const json_t *properties = json_object_get(crs, "properties");
    const json_t *code = json_object_get(properties, "code");
    const skt_str name = string_of(json_object_get(properties, "name"));
    if (has_type(crs, "name") && name.len > 0) {
        return skt_arena_str(out, arena, name);
    }
    if (has_type(crs, "EPSG") && json_is_number(code)) {
        return skt_arena_format(out, arena, "EPSG:%.0f", json_number_value(code));
    }
    return skt_regions_fail(file->reading, SKT_E_INPUT,
                            "has a member `crs` that does not name a coordinate reference system; "
                            "write it as RFC 7946 has it, in WGS 84 and without `crs` (`ogr2ogr "
                            "-lco RFC7946=YES` does)");
}

static skt_status open_crs(geojson *file, skt_arena *arena)
{
    skt_regions_reading *reading = file->reading;
    skt_str found = SKT_STR_NONE;
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < file->texts.count; i++) {
        const json_t *crs = json_object_get(file->texts.items[i], "crs");
        skt_str own = SKT_STR_NONE;
        if (crs == NULL || json_is_null(crs)) {
            continue;
        }
        status = crs_of(&own, file, crs, arena);
        if (status == SKT_OK && found.len > 0 && !skt_str_eq(own, found)) {
            status = skt_regions_fail(reading, SKT_E_INPUT,
                                      "names several coordinate reference systems; bring all "
                                      "features to one");
        }
        found = own;
    }
    return status == SKT_OK
               ? skt_source_crs_open(&reading->crs, found.ptr, reading->path, reading->diag)
               : status;
}

/* --------------------------------------------------------------- features */

typedef skt_status feature_fn(geojson *file, const json_t *feature, size_t number);

/* Calls `each` for all features, numbered from 1; a geometry alone is a feature without
 * properties. */
static skt_status each_feature(geojson *file, feature_fn *each)
{
    size_t number = 0;
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < file->texts.count; i++) {
        const json_t *text = file->texts.items[i];
        if (!has_type(text, "FeatureCollection")) {
            status = each(file, text, ++number);
            continue;
        }
        const json_t *features = json_object_get(text, "features");
        if (!json_is_array(features)) {
            return skt_regions_fail(file->reading, SKT_E_INPUT,
                                    "has a collection without features; write it anew");
        }
        for (size_t k = 0; status == SKT_OK && k < json_array_size(features); k++) {
            status = each(file, json_array_get(features, k), ++number);
        }
    }
    return status;
}

static skt_status add_field(geojson *file, skt_str name, bool text)
{
    const size_t *known = skt_map_get(&file->known, name);
    if (known != NULL) {
        file->fields.items[*known].text = file->fields.items[*known].text || text;
        return SKT_OK;
    }
    return skt_map_set(&file->known, name, file->fields.count) &&
                   skt_vec_push(&file->fields, (skt_region_field){name, text})
               ? SKT_OK
               : SKT_E_NOMEM;
}

static skt_status note_fields(geojson *file, const json_t *feature, size_t number)
{
    (void)number;
    json_t *properties = json_object_get(feature, "properties");
    skt_status status = skt_regions_count_feature(file->reading);
    file->has_id = file->has_id || json_object_get(feature, "id") != NULL;
    for (void *it = json_object_iter(properties); status == SKT_OK && it != NULL;
         it = json_object_iter_next(properties, it)) {
        const json_t *value = json_object_iter_value(it);
        const skt_str name = skt_str_from(json_object_iter_key(it));
        if (name.len > 0 && !json_is_object(value) && !json_is_array(value)) {
            status = add_field(file, name, json_is_string(value));
        }
    }
    return status;
}

static skt_status name_of(skt_str *out, const geojson *file, const json_t *feature,
                          skt_arena *arena)
{
    const skt_str field = file->fields.items[file->field].name;
    const json_t *value = json_object_get(json_object_get(feature, "properties"), field.ptr);
    if (value == NULL && skt_str_is(field, "id")) {
        value = json_object_get(feature, "id");
    }
    if (json_is_number(value)) {
        return skt_arena_format(out, arena, "%.15g", json_number_value(value));
    }
    if (json_is_boolean(value)) {
        return skt_arena_str(out, arena, skt_str_from(json_is_true(value) ? "true" : "false"));
    }
    return skt_arena_str(out, arena, string_of(value));
}

/* ------------------------------------------------------------- geometries */

typedef struct gathering {
    SKT_VEC(skt_ring) rings;
    skt_arena *arena;
    bool wrong; /* not what RFC 7946 says */
    bool other; /* points or lines */
} gathering;

static skt_status add_ring(gathering *g, const json_t *positions, bool hole)
{
    const size_t n = json_array_size(positions);
    double *points = skt_arena_array(g->arena, n + 1, 2 * sizeof *points);
    if (points == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        const json_t *position = json_array_get(positions, i);
        const json_t *x = json_array_get(position, 0);
        const json_t *y = json_array_get(position, 1);
        g->wrong = g->wrong || !json_is_number(x) || !json_is_number(y);
        points[2 * i] = json_number_value(x);
        points[2 * i + 1] = json_number_value(y);
    }
    g->wrong = g->wrong || !json_is_array(positions);
    return skt_vec_push(&g->rings, (skt_ring){points, n, hole}) ? SKT_OK : SKT_E_NOMEM;
}

static skt_status add_polygon(gathering *g, const json_t *rings)
{
    skt_status status = SKT_OK;
    g->wrong = g->wrong || !json_is_array(rings);
    for (size_t i = 0; status == SKT_OK && i < json_array_size(rings); i++) {
        status = add_ring(g, json_array_get(rings, i), i > 0);
    }
    return status;
}

static skt_status add_geometry(gathering *g, const json_t *geometry, int depth)
{
    const json_t *coordinates = json_object_get(geometry, "coordinates");
    skt_status status = SKT_OK;
    if (json_is_null(geometry)) {
        return SKT_OK;
    }
    if (has_type(geometry, "Polygon")) {
        return add_polygon(g, coordinates);
    }
    if (has_type(geometry, "MultiPolygon")) {
        g->wrong = g->wrong || !json_is_array(coordinates);
        for (size_t i = 0; status == SKT_OK && i < json_array_size(coordinates); i++) {
            status = add_polygon(g, json_array_get(coordinates, i));
        }
        return status;
    }
    if (has_type(geometry, "GeometryCollection")) {
        const json_t *geometries = json_object_get(geometry, "geometries");
        g->wrong = g->wrong || !json_is_array(geometries) || depth >= MAX_DEPTH;
        for (size_t i = 0; !g->wrong && status == SKT_OK && i < json_array_size(geometries); i++) {
            status = add_geometry(g, json_array_get(geometries, i), depth + 1);
        }
        return status;
    }
    g->other = true;
    return SKT_OK;
}

static skt_status take(geojson *file, const skt_feature *feature, const gathering *g,
                       skt_arena *arena)
{
    skt_regions_reading *reading = file->reading;
    if (g->wrong) {
        return skt_regions_fail(reading, SKT_E_INPUT,
                                "feature %zu (%.*s): its coordinates are no polygon as GeoJSON has "
                                "them; write it anew",
                                feature->number, SKT_FMT(feature->name));
    }
    if (feature->polygon.n_rings == 0) {
        skt_regions_note(
            reading, g->other ? &reading->other : &reading->empty, feature->number, feature->name,
            "%s", g->other ? "is no polygon and is left out" : "has no shape and is left out");
        return SKT_OK;
    }
    return skt_regions_take(reading, feature, arena);
}

static skt_status take_feature(geojson *file, const json_t *feature, size_t number)
{
    skt_arena arena = SKT_ARENA_INIT;
    gathering g = {.arena = &arena};
    skt_feature taken = {.number = number};
    const bool whole = has_type(feature, "Feature");
    skt_status status = name_of(&taken.name, file, feature, &arena);
    if (status == SKT_OK) {
        status = add_geometry(&g, whole ? json_object_get(feature, "geometry") : feature, 0);
    }
    if (status == SKT_OK) {
        taken.polygon = (skt_polygon){g.rings.items, g.rings.count};
        status = take(file, &taken, &g, &arena);
    }
    skt_vec_dispose(&g.rings);
    skt_arena_dispose(&arena);
    return status;
}

static skt_status read_texts(geojson *file, skt_arena *arena)
{
    skt_status status = open_crs(file, arena);
    if (status == SKT_OK) {
        status = each_feature(file, note_fields);
    }
    if (status == SKT_OK && file->has_id) {
        status = add_field(file, SKT_LIT("id"), false);
    }
    if (status == SKT_OK) {
        status =
            skt_regions_field(&file->field, file->reading, file->fields.items, file->fields.count);
    }
    return status == SKT_OK ? each_feature(file, take_feature) : status;
}

skt_status skt_regions_read_geojson(skt_regions_reading *reading, skt_str content)
{
    geojson file = {.reading = reading};
    skt_arena arena = SKT_ARENA_INIT;
    skt_status status =
        content.len <= (size_t)SKT_REGIONS_MAX_GEOJSON
            ? parse(&file, content)
            : skt_regions_fail(reading, SKT_E_LIMIT,
                               "is larger than 256 MB; generalise the polygons, or write them as a "
                               "shapefile");
    if (status == SKT_OK) {
        status = read_texts(&file, &arena);
    }
    for (size_t i = 0; i < file.texts.count; i++) {
        json_decref(file.texts.items[i]);
    }
    skt_vec_dispose(&file.texts);
    skt_vec_dispose(&file.fields);
    skt_map_dispose(&file.known);
    skt_arena_dispose(&arena);
    return status;
}
