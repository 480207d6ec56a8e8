#include "export/backdrop.h"

#include <math.h>

#include "geometry/geometry.h"
#include "geometry/label.h"

/* -------------------------------------------------------------------- box */

static const double MARGIN = 0.1;
static const double LEAST_MARGIN = 0.5; /* degrees */

static double wrapped(double lon)
{
    return lon > 180.0 ? lon - 360.0 : lon < -180.0 ? lon + 360.0 : lon;
}

static void widen(double box[4])
{
    const double width = box[2] - box[0] + (box[0] > box[2] ? 360.0 : 0.0);
    const double dy = fmax(LEAST_MARGIN, MARGIN * (box[3] - box[1]));
    const double middle = fmin(fabs(box[1] + box[3]) / 2, 80.0);
    const double dx = fmax(LEAST_MARGIN / cos(middle / 57.2957795), MARGIN * width);
    box[1] = fmax(-90.0, box[1] - dy);
    box[3] = fmin(90.0, box[3] + dy);
    if (width + 2 * dx >= 360.0) {
        box[0] = -180.0;
        box[2] = 180.0;
    } else {
        box[0] = wrapped(box[0] - dx);
        box[2] = wrapped(box[2] + dx);
    }
}

bool skt_backdrop_box(double box[4], skt_status *status, const skt_layer *layers, size_t n_layers)
{
    skt_extent extent;
    skt_extent_begin(&extent);
    for (size_t i = 0; i < n_layers; i++) {
        for (size_t k = 0; k < layers[i].n_records; k++) {
            const skt_shape *shape = &layers[i].shapes[k];
            if (shape->polygon.n_rings > 0) {
                skt_extent_add_polygon(&extent, &shape->polygon);
            } else if (!skt_shape_is_null(shape)) {
                skt_extent_add_point(&extent, shape->lon, shape->lat);
            }
        }
    }
    const bool any = skt_extent_box(box, &extent);
    *status = extent.failed ? SKT_E_NOMEM : SKT_OK;
    skt_extent_dispose(&extent);
    if (any && *status == SKT_OK) {
        widen(box);
        return true;
    }
    box[0] = -180.0;
    box[1] = -90.0;
    box[2] = 180.0;
    box[3] = 90.0;
    return false;
}

/* ------------------------------------------------------------------ parts */

static bool ring_reaches(const skt_ring *ring, const double box[4])
{
    double west = 180.0;
    double south = 90.0;
    double east = -180.0;
    double north = -90.0;
    for (size_t i = 0; i < ring->n; i++) {
        west = fmin(west, ring->lonlat[2 * i]);
        east = fmax(east, ring->lonlat[2 * i]);
        south = fmin(south, ring->lonlat[2 * i + 1]);
        north = fmax(north, ring->lonlat[2 * i + 1]);
    }
    const bool beside =
        box[0] <= box[2] ? east < box[0] || west > box[2] : east < box[0] && west > box[2];
    return !beside && south <= box[3] && north >= box[1];
}

/* Takes the parts, with their holes, that are wholly outside of the box away. */
static void drop_parts(skt_polygon *polygon, const double box[4])
{
    size_t kept = 0;
    bool reaches = false;
    for (size_t i = 0; i < polygon->n_rings; i++) {
        const skt_ring ring = polygon->rings[i];
        reaches = ring.hole ? reaches : ring_reaches(&ring, box);
        if (reaches) {
            polygon->rings[kept++] = ring;
        }
    }
    polygon->n_rings = kept;
}

static skt_status outline(skt_polygon *out, const skt_atlas *atlas, skt_node node,
                          const skt_backdrop_options *options, skt_arena *arena)
{
    skt_polygon raw = {NULL, 0};
    skt_status status = options->metres > 0
                            ? atlas->outline(&raw, atlas->context, node, options->metres, arena)
                            : atlas->polygon(&raw, atlas->context, node, options->detail, arena);
    if (status == SKT_OK && raw.n_rings == 0 && options->detail == SKT_DETAIL_COARSE) {
        status = atlas->polygon(&raw, atlas->context, node, SKT_DETAIL_FINE, arena);
    }
    return status == SKT_OK ? skt_polygon_clean(out, &raw, arena) : status;
}

/* The label stands in what can be seen. */
static skt_status cut_and_label(skt_backdrop_area *area, const skt_backdrop_options *options,
                                skt_arena *arena)
{
    skt_polygon seen;
    double point[2];
    skt_status status = skt_polygon_clip(&seen, &area->polygon, options->box, arena);
    if (status == SKT_OK) {
        status = skt_polygon_label_point(point, &seen);
    }
    if (status == SKT_OK) {
        area->label_lon = point[0];
        area->label_lat = point[1];
        area->polygon = options->clip ? seen : area->polygon;
    }
    return status;
}

skt_status skt_backdrop_make(skt_backdrop *out, const skt_atlas *atlas,
                             const skt_backdrop_options *options, skt_arena *arena)
{
    const size_t n = atlas->area_count(atlas->context);
    *out = (skt_backdrop){skt_arena_array(arena, n, sizeof *out->areas), 0};
    skt_status status = out->areas == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        const skt_atlas_area about = atlas->area(atlas->context, i);
        if ((options->levels & 1u << about.level) == 0 || (options->disputed && !about.disputed) ||
            !atlas->touches(atlas->context, about.node, options->box)) {
            continue;
        }
        skt_backdrop_area *area = &out->areas[out->count];
        *area = (skt_backdrop_area){about.node,     about.level, about.name, about.iso_a2,
                                    about.disputed, {NULL, 0},   NAN,        NAN};
        status = outline(&area->polygon, atlas, about.node, options, arena);
        if (status == SKT_OK) {
            drop_parts(&area->polygon, options->box);
            status = cut_and_label(area, options, arena);
        }
        out->count += area->polygon.n_rings > 0;
    }
    return status;
}
