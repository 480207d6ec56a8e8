/* What lies around the figures, and where labels go. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "built_data.h"
#include "export/backdrop.h"
#include "geometry/geometry.h"
#include "geometry/geos.h"
#include "geometry/label.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Even-odd rule over all rings. */
static bool inside(const skt_polygon *polygon, double lon, double lat)
{
    bool in = false;
    for (size_t r = 0; r < polygon->n_rings; r++) {
        const skt_ring *ring = &polygon->rings[r];
        for (size_t i = 0; i + 1 < ring->n; i++) {
            const double *a = &ring->lonlat[2 * i];
            const double *b = a + 2;
            if ((a[1] > lat) != (b[1] > lat)) {
                in ^= lon < a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0]);
            }
        }
    }
    return in;
}

static skt_polygon square(double *corners, skt_ring *ring, double west, double south, double east,
                          double north)
{
    const double points[] = {west, south, east, south, east, north, west, north, west, south};
    memcpy(corners, points, sizeof points);
    *ring = (skt_ring){corners, 5, false};
    return (skt_polygon){ring, 1};
}

/* ----------------------------------------------------------- label points */

static void test_label_is_in_the_middle(void **state)
{
    (void)state;
    double corners[10];
    skt_ring ring;
    double point[2];
    const skt_polygon box = square(corners, &ring, 30, 50, 34, 52);
    assert_int_equal(skt_polygon_label_point(point, &box), SKT_OK);
    assert_true(fabs(point[1] - 51) < 0.1);
    assert_true(point[0] > 31 && point[0] < 33);
}

static void test_label_is_inside_a_horseshoe(void **state)
{
    (void)state;
    double corners[] = {0, 0, 10, 0, 10, 10, 8, 10, 8, 2, 2, 2, 2, 10, 0, 10, 0, 0};
    skt_ring ring = {corners, COUNT(corners) / 2, false};
    const skt_polygon horseshoe = {&ring, 1};
    double point[2];
    assert_int_equal(skt_polygon_label_point(point, &horseshoe), SKT_OK);
    assert_true(inside(&horseshoe, point[0], point[1]));
}

static void test_label_of_nothing(void **state)
{
    (void)state;
    double point[2] = {1, 1};
    const skt_polygon none = {NULL, 0};
    assert_int_equal(skt_polygon_label_point(point, &none), SKT_OK);
    assert_true(isnan(point[0]) && isnan(point[1]));
}

/* A sliver must end soon, and its label lies in it or on it. */
static void test_label_of_a_sliver(void **state)
{
    (void)state;
    double corners[10];
    skt_ring ring;
    double point[2];
    const skt_polygon sliver = square(corners, &ring, -170, 10, 170, 10.000002);
    assert_int_equal(skt_polygon_label_point(point, &sliver), SKT_OK);
    assert_true(point[1] >= 10 && point[1] <= 10.000002);
}

/* Every area of the gazetteer that has an outline has its label inside. */
static void test_labels_of_all_areas(void **state)
{
    const skt_gazetteer *gazetteer = *state;
    size_t labelled = 0;
    for (size_t i = 0; i < skt_gazetteer_area_count(gazetteer); i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_polygon raw;
        skt_polygon polygon;
        double point[2];
        assert_int_equal(
            skt_gazetteer_polygon(&raw, gazetteer, (skt_node)i, SKT_DETAIL_COARSE, &arena), SKT_OK);
        assert_int_equal(skt_polygon_clean(&polygon, &raw, &arena), SKT_OK);
        assert_int_equal(skt_polygon_label_point(point, &polygon), SKT_OK);
        if (polygon.n_rings > 0) {
            labelled++;
            if (!inside(&polygon, point[0], point[1])) {
                fail_msg("the label of %.*s is outside of it",
                         (int)skt_gazetteer_node(gazetteer, (skt_node)i).name.len,
                         skt_gazetteer_node(gazetteer, (skt_node)i).name.ptr);
            }
        }
        skt_arena_dispose(&arena);
    }
    assert_true(labelled > 3000);
}

/* --------------------------------------------------------------- clipping */

static void test_clip(void **state)
{
    (void)state;
    static const struct {
        double shape[4], box[4];
        size_t rings;
        double area2; /* of all rings */
    } cases[] = {
        {{0, 0, 10, 10}, {5, 5, 15, 15}, 1, 50},
        {{0, 0, 10, 10}, {20, 0, 30, 10}, 0, 0},
        {{0, 0, 10, 10}, {-20, -20, 30, 30}, 1, 200},
        {{170, 0, 180, 10}, {175, 0, -175, 10}, 1, 100},
        {{-180, 0, -170, 10}, {175, 0, -175, 10}, 1, 100},
        {{-170, 0, 170, 10}, {165, 0, -165, 10}, 2, 200},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_arena arena = SKT_ARENA_INIT;
        double corners[10];
        skt_ring ring;
        const double *at = cases[i].shape;
        const skt_polygon shape = square(corners, &ring, at[0], at[1], at[2], at[3]);
        skt_polygon cut;
        double area2 = 0;
        assert_int_equal(skt_polygon_clip(&cut, &shape, cases[i].box, &arena), SKT_OK);
        assert_int_equal(cut.n_rings, cases[i].rings);
        for (size_t r = 0; r < cut.n_rings; r++) {
            area2 += fabs(skt_ring_area2(&cut.rings[r]));
        }
        assert_true(fabs(area2 - cases[i].area2) < 1e-6);
        skt_arena_dispose(&arena);
    }
}

/* --------------------------------------------------------------- backdrop */

static bool has(const skt_backdrop *backdrop, const char *country)
{
    for (size_t i = 0; i < backdrop->count; i++) {
        if (skt_str_is(backdrop->areas[i].iso_a2, country)) {
            return true;
        }
    }
    return false;
}

static void test_backdrop(void **state)
{
    static const struct {
        double box[4];
        const char *in[4], *out[4];
    } cases[] = {
        {{30, 46, 40, 53}, {"UA", "RU", "BY", NULL}, {"TR", "FJ", "US", NULL}},
        {{170, -25, -170, -10}, {"FJ", "TO", NULL}, {"UA", "GB", "ES", NULL}},
        {{170, 50, -150, 72}, {"RU", "US", NULL}, {"JP", "CA", "FI", NULL}},
        {{-180, -90, 180, 90}, {"FJ", "UA", "BR", "AQ"}, {NULL}},
        {{51.5, 32.5, 51.7, 32.7}, {"IR", NULL}, {"IQ", "TM", "AF", NULL}},
    };
    const skt_atlas atlas = skt_atlas_of(*state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_backdrop_options options = {
            {0}, 1u << SKT_LEVEL_COUNTRY, SKT_DETAIL_COARSE, 0.0, false, false};
        skt_backdrop backdrop;
        memcpy(options.box, cases[i].box, sizeof options.box);
        assert_int_equal(skt_backdrop_make(&backdrop, &atlas, &options, &arena), SKT_OK);
        for (size_t k = 0; k < COUNT(cases[i].in); k++) {
            assert_true(cases[i].in[k] == NULL || has(&backdrop, cases[i].in[k]));
            assert_true(cases[i].out[k] == NULL || !has(&backdrop, cases[i].out[k]));
        }
        for (size_t k = 0; k < backdrop.count; k++) {
            bool valid = false;
            assert_int_equal(skt_geos_is_valid(&valid, &backdrop.areas[k].polygon), SKT_OK);
            assert_true(valid);
            assert_int_equal(backdrop.areas[k].level, SKT_LEVEL_COUNTRY);
        }
        skt_arena_dispose(&arena);
    }
}

/* Labels stand in the box, and clipped polygons end there. */
static void test_backdrop_stays_in_the_box(void **state)
{
    const skt_atlas atlas = skt_atlas_of(*state);
    const skt_backdrop_options options = {{30, 46, 40, 53},
                                          1u << SKT_LEVEL_COUNTRY | 1u << SKT_LEVEL_REGION,
                                          SKT_DETAIL_COARSE,
                                          0.0,
                                          true,
                                          false};
    skt_arena arena = SKT_ARENA_INIT;
    skt_backdrop backdrop;
    size_t disputed = 0;
    assert_int_equal(skt_backdrop_make(&backdrop, &atlas, &options, &arena), SKT_OK);
    assert_true(backdrop.count > 20);
    for (size_t i = 0; i < backdrop.count; i++) {
        const skt_backdrop_area *area = &backdrop.areas[i];
        disputed += area->disputed;
        assert_true(area->name.len > 0);
        assert_true(inside(&area->polygon, area->label_lon, area->label_lat));
        for (size_t r = 0; r < area->polygon.n_rings; r++) {
            for (size_t k = 0; k < area->polygon.rings[r].n; k++) {
                const double *point = &area->polygon.rings[r].lonlat[2 * k];
                assert_true(point[0] >= 30 && point[0] <= 40);
                assert_true(point[1] >= 46 && point[1] <= 53);
            }
        }
    }
    assert_true(disputed >= 1);
    skt_arena_dispose(&arena);
}

static void test_box_of_layers(void **state)
{
    (void)state;
    double corners[2][10];
    skt_ring rings[2];
    skt_shape shapes[] = {{NAN, NAN, square(corners[0], &rings[0], 170, 60, 180, 70)},
                          {NAN, NAN, square(corners[1], &rings[1], -180, 60, -170, 70)},
                          {NAN, NAN, {NULL, 0}}};
    skt_layer layer = {.records = shapes, .n_records = 3, .record_size = 1, .shapes = shapes};
    skt_status status;
    double box[4];
    assert_true(skt_backdrop_box(box, &status, &layer, 1));
    assert_int_equal(status, SKT_OK);
    assert_true(box[0] < 170 && box[0] > 160 && box[2] > -170 && box[2] < -160);
    assert_true(box[1] < 60 && box[3] > 70);
    layer.n_records = 0;
    assert_false(skt_backdrop_box(box, &status, &layer, 1));
    assert_true(box[0] == -180 && box[1] == -90 && box[2] == 180 && box[3] == 90);
    shapes[0] = (skt_shape){51.67, 32.65, {NULL, 0}};
    layer.n_records = 1;
    assert_true(skt_backdrop_box(box, &status, &layer, 1));
    assert_true(box[0] < 51.2 && box[2] > 52.1 && box[1] < 32.2 && box[3] > 33.1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_label_is_in_the_middle),
        cmocka_unit_test(test_label_is_inside_a_horseshoe),
        cmocka_unit_test(test_label_of_nothing),
        cmocka_unit_test(test_label_of_a_sliver),
        cmocka_unit_test(test_labels_of_all_areas),
        cmocka_unit_test(test_clip),
        cmocka_unit_test(test_backdrop),
        cmocka_unit_test(test_backdrop_stays_in_the_box),
        cmocka_unit_test(test_box_of_layers),
    };
    return cmocka_run_group_tests(tests, built_gazetteer_open, built_gazetteer_close);
}
