/* What maps show of areas: figure, classes, colours, circles, caveats. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "export/theme.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { MOST = 12 };

static skt_tally_record record_of(skt_outcome outcome, skt_number best, double area_km2)
{
    skt_tally_record record = {.area_km2 = area_km2};
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        record.cells[i] = (skt_tally_cell){SKT_NULL, SKT_NULL, SKT_NULL, SKT_NULL, SKT_NULL};
    }
    record.cells[outcome].best = record.cells[outcome].low = record.cells[outcome].high = best;
    return record;
}

static skt_layer layer_of(const skt_tally_record *records, skt_shape *shapes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        shapes[i] = (skt_shape){0, 0, {NULL, 0}};
    }
    return (skt_layer){.kind = SKT_LAYER_TALLIES,
                       .records = records,
                       .n_records = n,
                       .record_size = sizeof *records,
                       .shapes = shapes};
}

static void test_kind(void **state)
{
    (void)state;
    static const struct {
        skt_outcome outcome;
        skt_number best;
        skt_theme_kind kind;
        double greatest;
    } cases[] = {
        {SKT_INTERCEPTED, 5, SKT_THEME_MET, 5},   {SKT_IMPACTED, 2, SKT_THEME_MET, 2},
        {SKT_LAUNCHED, 9, SKT_THEME_LAUNCHED, 9}, {SKT_SIGHTED, 1, SKT_THEME_SIGHTED, 1},
        {SKT_LOST, 3, SKT_THEME_LOST, 3},         {SKT_LOST, SKT_NULL, SKT_THEME_MET, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const skt_tally_record record = record_of(cases[i].outcome, cases[i].best, 100);
        skt_shape shape;
        const skt_layer layer = layer_of(&record, &shape, 1);
        skt_theme theme;
        assert_int_equal(skt_theme_choose(&theme, &layer), SKT_OK);
        assert_int_equal(theme.kind, cases[i].kind);
        assert_true(theme.greatest == cases[i].greatest);
        assert_int_equal(theme.n_breaks, 0);
    }
}

static void test_breaks(void **state)
{
    (void)state;
    static const struct {
        double densities[MOST];
        size_t n, n_breaks;
        double breaks[4];
    } cases[] = {
        {{7}, 1, 0, {0}},
        {{7, 7, 7, 7}, 4, 0, {0}},
        {{0, 0, 0}, 3, 0, {0}},
        {{10, 20, 90}, 3, 2, {20, 50}},
        {{1, 1000}, 2, 1, {1000}},
        {{1, 3, 6, 12, 25, 60, 120, 250, 600, 1300}, 10, 4, {5, 20, 100, 500}},
        {{0, 0, 0, 0, 0, 0, 0, 0, 0, 30}, 10, 1, {20}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_tally_record records[MOST];
        skt_shape shapes[MOST];
        for (size_t k = 0; k < cases[i].n; k++) {
            records[k] = record_of(SKT_INTERCEPTED, (skt_number)cases[i].densities[k], 10000);
        }
        const skt_layer layer = layer_of(records, shapes, cases[i].n);
        skt_theme theme;
        size_t filled[SKT_THEME_CLASSES] = {0};
        assert_int_equal(skt_theme_choose(&theme, &layer), SKT_OK);
        assert_int_equal(theme.n_breaks, cases[i].n_breaks);
        for (size_t k = 0; k < theme.n_breaks; k++) {
            assert_true(fabs(theme.breaks[k] - cases[i].breaks[k]) < 1e-9);
        }
        for (size_t k = 0; k < cases[i].n; k++) {
            size_t index;
            assert_int_equal(skt_theme_fill_of(&index, &theme, &records[k]), SKT_FILL_CLASS);
            filled[index]++;
        }
        for (size_t k = 0; k <= theme.n_breaks; k++) {
            assert_true(filled[k] > 0);
        }
    }
}

/* A record without a shape makes no class and no circle. */
static void test_only_what_is_on_the_map(void **state)
{
    (void)state;
    const skt_tally_record records[] = {record_of(SKT_INTERCEPTED, 5, 10000),
                                        record_of(SKT_INTERCEPTED, 900, 10000)};
    skt_shape shapes[2];
    const skt_layer layer = layer_of(records, shapes, 2);
    skt_theme theme;
    shapes[1].lon = NAN;
    assert_int_equal(skt_theme_choose(&theme, &layer), SKT_OK);
    assert_true(theme.greatest == 5 && theme.n_breaks == 0 && theme.most == 5);
}

static void test_fills(void **state)
{
    (void)state;
    const skt_theme theme = skt_theme_of(SKT_THEME_MET);
    const skt_tally_record sea = record_of(SKT_INTERCEPTED, 5, NAN);
    const skt_tally_record none = record_of(SKT_LAUNCHED, 5, 100);
    size_t index;
    assert_int_equal(skt_theme_fill_of(&index, &theme, &sea), SKT_FILL_NO_AREA);
    assert_int_equal(skt_theme_fill_of(&index, &theme, &none), SKT_FILL_NO_NUMBER);
    assert_int_equal(skt_theme_count(&theme, &none), SKT_NULL);
    assert_true(isnan(skt_theme_density(&theme, &sea)));
}

static void test_caveats(void **state)
{
    (void)state;
    const skt_theme theme = skt_theme_of(SKT_THEME_MET);
    skt_tally_record record = record_of(SKT_INTERCEPTED, 5, 100);
    assert_int_equal(skt_theme_caveat_of(&theme, &record), SKT_CAVEAT_NONE);
    record.unnumbered = SKT_LIT("launched lost");
    assert_int_equal(skt_theme_caveat_of(&theme, &record), SKT_CAVEAT_NONE);
    record.unnumbered = SKT_LIT("launched impacted");
    assert_int_equal(skt_theme_caveat_of(&theme, &record), SKT_CAVEAT_FLOOR);
    record.unnumbered = SKT_STR_NONE;
    record.cells[SKT_INTERCEPTED].high = SKT_NULL;
    assert_int_equal(skt_theme_caveat_of(&theme, &record), SKT_CAVEAT_FLOOR);
    record.withheld = SKT_LIT("impacted");
    assert_int_equal(skt_theme_caveat_of(&theme, &record), SKT_CAVEAT_WITHHELD);
}

static void test_circles(void **state)
{
    (void)state;
    skt_theme theme = skt_theme_of(SKT_THEME_MET);
    theme.greatest = 400;
    assert_true(skt_theme_circle_mm(&theme, 400) == SKT_THEME_CIRCLE_MM);
    assert_true(skt_theme_circle_mm(&theme, 100) == SKT_THEME_CIRCLE_MM / 2);
    assert_true(skt_theme_circle_mm(&theme, 0) == 0);
    assert_true(skt_theme_circle_mm(&theme, SKT_NULL) == 0);
    assert_true(skt_incident_circle_mm(SKT_NULL) == 3.5);
    assert_true(skt_incident_circle_mm(100000) == SKT_INCIDENT_CIRCLE_MM);
}

static void test_labels(void **state)
{
    (void)state;
    skt_theme theme = skt_theme_of(SKT_THEME_MET);
    static const char *const labels[] = {"under 0.5", "0.5 to under 20", "20 and more"};
    theme.breaks[0] = 0.5;
    theme.breaks[1] = 20;
    theme.n_breaks = 2;
    for (size_t i = 0; i < COUNT(labels); i++) {
        skt_buf label = SKT_BUF_INIT;
        skt_theme_add_class_label(&label, &theme, i);
        assert_string_equal(label.ptr, labels[i]);
        skt_buf_dispose(&label);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kind),
        cmocka_unit_test(test_breaks),
        cmocka_unit_test(test_only_what_is_on_the_map),
        cmocka_unit_test(test_fills),
        cmocka_unit_test(test_caveats),
        cmocka_unit_test(test_circles),
        cmocka_unit_test(test_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
