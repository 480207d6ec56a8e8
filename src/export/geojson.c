#include "export/geojson.h"

#include <math.h>
#include <string.h>

#include "geometry/geometry.h"

/* RFC 7946 has WGS 84 only, and 11.2 asks for no more digits than are known. */
enum { DECIMALS = SKT_COORDINATE_DECIMALS };

/* A real keeps its point ("12.0"), so that no reader takes the column of a file
 * whose values happen to be whole for integers. */
static void write_real(skt_json *json, const skt_field *field, const void *record)
{
    const size_t from = json->out->len;
    skt_json_real(json, field->name, skt_field_real(field, record), field->decimals);
    const skt_str added = skt_str_sub(skt_buf_str(json->out), from, json->out->len - from);
    if (!json->out->failed && !skt_field_is_null(field, record) &&
        memchr(added.ptr, '.', added.len) == NULL) {
        skt_buf_add_text(json->out, ".0");
    }
}

static void write_property(skt_json *json, const skt_field *field, const void *record)
{
    if (skt_field_is_null(field, record)) {
        skt_json_null(json, field->name);
        return;
    }
    char day[11];
    switch (field->type) {
    case SKT_FIELD_TEXT: skt_json_str(json, field->name, skt_field_str(field, record)); break;
    case SKT_FIELD_INT: skt_json_int(json, field->name, skt_field_number(field, record)); break;
    case SKT_FIELD_REAL: write_real(json, field, record); break;
    case SKT_FIELD_DATE:
        skt_day_format(day, skt_field_day(field, record));
        skt_json_text(json, field->name, day);
        break;
    case SKT_FIELD_TIME: break; /* of the GeoPackage alone */
    case SKT_FIELD_BOOL: skt_json_bool(json, field->name, skt_field_bool(field, record)); break;
    }
}

static void write_properties(skt_json *json, const skt_layer *layer, const void *record)
{
    skt_json_open(json, "properties", '{');
    for (size_t i = 0; i < layer->n_fields; i++) {
        if ((layer->fields[i].outputs & SKT_IN_GEOJSON) != 0) {
            write_property(json, &layer->fields[i], record);
        }
    }
    skt_json_close(json, '}');
}

static void write_position(skt_json *json, const double *lonlat)
{
    skt_json_open(json, NULL, '[');
    skt_json_real(json, NULL, lonlat[0], DECIMALS);
    skt_json_real(json, NULL, lonlat[1], DECIMALS);
    skt_json_close(json, ']');
}

/* RFC 7946, 3.1.6: outer rings counter-clockwise, holes clockwise. */
static void write_ring(skt_json *json, const skt_ring *ring)
{
    const double area2 = skt_ring_area2(ring);
    skt_json_open(json, NULL, '[');
    for (size_t i = 0; i < ring->n; i++) {
        write_position(json, skt_ring_point(ring, i, area2, !ring->hole));
    }
    skt_json_close(json, ']');
}

/* Always a MultiPolygon, so that a layer has one type of geometry. */
static void write_polygon(skt_json *json, const skt_polygon *polygon)
{
    skt_json_text(json, "type", "MultiPolygon");
    skt_json_open(json, "coordinates", '[');
    for (size_t i = 0; i < polygon->n_rings; i++) {
        if (!polygon->rings[i].hole) {
            if (i > 0) {
                skt_json_close(json, ']');
            }
            skt_json_open(json, NULL, '[');
        }
        write_ring(json, &polygon->rings[i]);
    }
    skt_json_close(json, ']');
    skt_json_close(json, ']');
}

static void write_geometry(skt_json *json, const skt_shape *shape)
{
    if (skt_shape_is_null(shape)) {
        skt_json_null(json, "geometry");
        return;
    }
    skt_json_open(json, "geometry", '{');
    if (shape->polygon.n_rings > 0) {
        write_polygon(json, &shape->polygon);
    } else {
        const double lonlat[] = {shape->lon, shape->lat};
        skt_json_text(json, "type", "Point");
        skt_json_open(json, "coordinates", '[');
        skt_json_real(json, NULL, lonlat[0], DECIMALS);
        skt_json_real(json, NULL, lonlat[1], DECIMALS);
        skt_json_close(json, ']');
    }
    skt_json_close(json, '}');
}

static void add_to_extent(skt_extent *extent, const skt_shape *shape)
{
    if (shape->polygon.n_rings > 0) {
        skt_extent_add_polygon(extent, &shape->polygon);
    } else if (!skt_shape_is_null(shape)) {
        skt_extent_add_point(extent, shape->lon, shape->lat);
    }
}

static void write_bbox(skt_json *json, skt_extent *extent)
{
    double box[4];
    if (!skt_extent_box(box, extent)) {
        return; /* nothing has a place */
    }
    skt_json_open(json, "bbox", '[');
    for (size_t i = 0; i < 4; i++) {
        skt_json_real(json, NULL, box[i], DECIMALS);
    }
    skt_json_close(json, ']');
}

static void write_feature(skt_json *json, const skt_layer *layer, size_t index)
{
    const skt_shape *shape = &layer->shapes[index];
    skt_json_open(json, NULL, '{');
    skt_json_text(json, "type", "Feature");
    skt_json_str(json, "id", skt_layer_id(layer, index));
    if (shape->polygon.n_rings > 0) {
        skt_extent extent;
        skt_extent_begin(&extent);
        skt_extent_add_polygon(&extent, &shape->polygon);
        write_bbox(json, &extent);
        json->out->failed |= extent.failed;
        skt_extent_dispose(&extent);
    }
    write_geometry(json, shape);
    write_properties(json, layer, skt_layer_record(layer, index));
    skt_json_close(json, '}');
}

/* Adds the corners of all points: where they do not touch the antimeridian, their box needs no
 * list of them. False where it does. */
static bool add_corners(skt_extent *extent, const skt_layer *layer)
{
    double west = 180.0;
    double south = 90.0;
    double east = -180.0;
    double north = -90.0;
    for (size_t i = 0; i < layer->n_records; i++) {
        const skt_shape *shape = &layer->shapes[i];
        if (shape->polygon.n_rings > 0) {
            return false;
        }
        if (!skt_shape_is_null(shape)) {
            west = fmin(west, shape->lon);
            east = fmax(east, shape->lon);
            south = fmin(south, shape->lat);
            north = fmax(north, shape->lat);
        }
    }
    if (west <= -180.0 || east >= 180.0 || west > east) {
        return false;
    }
    skt_extent_add_point(extent, west, south);
    skt_extent_add_point(extent, east, north);
    return true;
}

static void write_layer_bbox(skt_json *json, const skt_layer *layer)
{
    skt_extent extent;
    skt_extent_begin(&extent);
    if (!add_corners(&extent, layer)) {
        for (size_t i = 0; i < layer->n_records; i++) {
            add_to_extent(&extent, &layer->shapes[i]);
        }
    }
    write_bbox(json, &extent);
    json->out->failed |= extent.failed;
    skt_extent_dispose(&extent);
}

void skt_geojson_write(skt_out *out, const skt_layer *layer, const skt_export_meta *meta)
{
    skt_json json = {&out->buf, false};
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "type", "FeatureCollection");
    skt_json_text(&json, "name", layer->name);
    skt_json_text(&json, "title", layer->title);
    skt_json_text(&json, "description", layer->summary);
    skt_meta_write_json(&json, meta);
    write_layer_bbox(&json, layer);
    skt_json_open(&json, "features", '[');
    for (size_t i = 0; i < layer->n_records && out->status == SKT_OK; i++) {
        /* A feature a line, so that versions can be compared. */
        skt_buf_add_text(&out->buf, i == 0 ? "\n" : ",\n");
        json.comma = false;
        write_feature(&json, layer, i);
        skt_out_spill(out);
    }
    skt_buf_add_text(&out->buf, "\n");
    skt_json_close(&json, ']');
    skt_json_close(&json, '}');
    skt_buf_add_text(&out->buf, "\n");
}
