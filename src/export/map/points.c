/* Incidents with a known place, those of one place and outcome together. */
#include <math.h>
#include <stdlib.h>

#include "core/map.h"
#include "export/map/scene.h"

/* Smaller than in QGIS: the regions' circles stand beside them. */
static const double SHARE = 0.45;
static const double WIDE_SHARE = 0.3;
/* So far from their place stand the outcomes of one place, for all to be seen. */
static const double FAN_MM = 0.8;

static const double TURN = 2 * 3.14159265358979323846;

/* What tells places, and outcomes at a place, apart: compared by bytes. */
typedef struct point_key {
    double lon, lat;
    int64_t outcome; /* SKT_OUTCOMES: the place alone */
} point_key;

static skt_str bytes_of(const point_key *key)
{
    return (skt_str){(const char *)key, sizeof *key};
}

static bool outcome_of(skt_outcome *out, skt_str name)
{
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        if (skt_str_is(name, skt_outcome_name((skt_outcome)i))) {
            *out = (skt_outcome)i;
            return true;
        }
    }
    return false;
}

static skt_status add_incident(skt_map_scene *scene, skt_map *known, point_key *key,
                               const skt_shape *shape, const skt_incident_record *record)
{
    skt_outcome outcome;
    skt_map_point point = {.lon = shape->lon, .lat = shape->lat, .number = record->best};
    if (!outcome_of(&outcome, record->outcome) ||
        !skt_map_view_point(point.at, &scene->view, (const double[]){shape->lon, shape->lat}) ||
        !skt_map_view_shows(&scene->view, point.at)) {
        return SKT_OK;
    }
    *key = (point_key){shape->lon, shape->lat, outcome};
    const size_t *before = skt_map_get(known, bytes_of(key));
    if (before != NULL) {
        skt_number *sum = &scene->points[*before].number;
        *sum = *sum == SKT_NULL           ? point.number
               : point.number == SKT_NULL ? *sum
                                          : *sum + point.number;
        return SKT_OK;
    }
    point.outcome = outcome;
    scene->points[scene->n_points] = point;
    return skt_map_set(known, bytes_of(key), scene->n_points++) ? SKT_OK : SKT_E_NOMEM;
}

static int by_place(const void *a, const void *b)
{
    const skt_map_point *x = a;
    const skt_map_point *y = b;
    if (x->lon != y->lon) {
        return x->lon < y->lon ? -1 : 1;
    }
    if (x->lat != y->lat) {
        return x->lat < y->lat ? -1 : 1;
    }
    return (int)x->outcome - (int)y->outcome;
}

static int by_size(const void *a, const void *b)
{
    const skt_map_point *x = a;
    const skt_map_point *y = b;
    if (x->circle_mm != y->circle_mm) {
        return x->circle_mm < y->circle_mm ? 1 : -1;
    }
    return by_place(a, b);
}

static void fan_out(skt_map_point *points, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && points[end].lon == points[i].lon && points[end].lat == points[i].lat) {
            end++;
        }
        for (size_t k = i; end - i > 1 && k < end; k++) {
            const double angle = TURN * (double)(k - i) / (double)(end - i);
            points[k].at[0] += FAN_MM * sin(angle);
            points[k].at[1] -= FAN_MM * cos(angle);
        }
        i = end;
    }
}

skt_status skt_map_take_points(skt_map_scene *scene)
{
    const skt_layer *layer = &scene->data->layers[SKT_LAYER_INCIDENTS];
    point_key *keys = skt_arena_array(scene->arena, layer->n_records, sizeof *keys);
    scene->points = skt_arena_array(scene->arena, layer->n_records, sizeof *scene->points);
    skt_status status = keys == NULL || scene->points == NULL ? SKT_E_NOMEM : SKT_OK;
    skt_map known = SKT_MAP_INIT;
    for (size_t i = 0; i < layer->n_records && status == SKT_OK; i++) {
        if (!skt_shape_is_null(&layer->shapes[i])) {
            status = add_incident(scene, &known, &keys[i], &layer->shapes[i],
                                  skt_layer_record(layer, i));
        }
    }
    skt_map_dispose(&known);
    for (size_t i = 0; i < scene->n_points; i++) {
        scene->points[i].circle_mm = (scene->view.wide ? WIDE_SHARE : SHARE) *
                                     skt_incident_circle_mm(scene->points[i].number);
    }
    if (status == SKT_OK && scene->n_points > 0) {
        qsort(scene->points, scene->n_points, sizeof *scene->points, by_place);
        fan_out(scene->points, scene->n_points);
        qsort(scene->points, scene->n_points, sizeof *scene->points, by_size);
    }
    return status;
}
