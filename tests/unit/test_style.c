/* Styles for QGIS: which rules a layer gets, by what names they ask for fields. That QGIS
 * understands them is seen in tests/cli/qgis_project.py. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "export/style.h"
#include "export/style_parts.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { MOST = 4 };

static skt_tally_record record_of(skt_number best, skt_number high, double area_km2)
{
    skt_tally_record record = {.area_km2 = area_km2};
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        record.cells[i] = (skt_tally_cell){SKT_NULL, SKT_NULL, SKT_NULL, SKT_NULL, SKT_NULL};
    }
    record.cells[SKT_INTERCEPTED].best = record.cells[SKT_INTERCEPTED].low = best;
    record.cells[SKT_INTERCEPTED].high = high;
    return record;
}

static skt_layer areas_of(const skt_tally_record *records, skt_shape *shapes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        shapes[i] = (skt_shape){0, 0, {NULL, 0}};
    }
    skt_layer layer = {.kind = SKT_LAYER_TALLIES,
                       .records = records,
                       .n_records = n,
                       .record_size = sizeof *records,
                       .shapes = shapes};
    layer.fields = skt_tally_fields(&layer.n_fields);
    return layer;
}

static size_t times(const char *text, const char *part)
{
    size_t n = 0;
    while ((text = strstr(text, part)) != NULL) {
        n++;
        text += strlen(part);
    }
    return n;
}

/* The legend has what there is, and nothing else. */
static void test_rules(void **state)
{
    (void)state;
    const struct {
        skt_number best, high;
        double area_km2;
        const char *unnumbered, *withheld;
        const char *rules; /* keys, in order */
    } cases[] = {
        {5, 5, 100, "", "", "density class-0 circle"},
        {5, SKT_NULL, 100, "", "", "density class-0 lower-bound circle"},
        {5, 5, 100, "impacted", "", "density class-0 lower-bound circle"},
        {5, 5, 100, "sighted", "", "density class-0 circle"},
        {5, 5, 100, "", "intercepted", "density class-0 lower-bound circle"},
        {5, 5, NAN, "", "", "no-area circle"},
        {SKT_NULL, SKT_NULL, 100, "intercepted", "", "unnumbered"},
        {SKT_NULL, SKT_NULL, 100, "", "impacted", "withheld"},
        {SKT_NULL, SKT_NULL, 100, "sighted", "", "nothing"},
    };
    static const char *const keys[] = {"density",  "class-0",    "no-area", "lower-bound",
                                       "withheld", "unnumbered", "nothing", "circle"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_tally_record record = record_of(cases[i].best, cases[i].high, cases[i].area_km2);
        record.unnumbered = skt_str_from(cases[i].unnumbered);
        record.withheld = skt_str_from(cases[i].withheld);
        skt_shape shape;
        const skt_layer layer = areas_of(&record, &shape, 1);
        skt_buf out = SKT_BUF_INIT;
        skt_style_add(&out, &layer, SKT_STYLE_FULL_NAMES);
        assert_false(out.failed);
        skt_buf found = SKT_BUF_INIT;
        for (size_t k = 0; k < COUNT(keys); k++) {
            skt_buf rule = SKT_BUF_INIT;
            skt_buf_format(&rule, "<rule key=\"{skytally-%s}\"", keys[k]);
            if (strstr(out.ptr, rule.ptr) != NULL) {
                skt_buf_format(&found, "%s%s", found.len == 0 ? "" : " ", keys[k]);
            }
            skt_buf_dispose(&rule);
        }
        assert_string_equal(found.ptr, cases[i].rules);
        skt_buf_dispose(&found);
        skt_buf_dispose(&out);
    }
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        skt_style_names names;
        const char *expression;
    } cases[] = {
        {"{lost} + 1", SKT_STYLE_FULL_NAMES, "\"lost\" + 1"},
        {"{lost} + 1", SKT_STYLE_EITHER_NAMES, "\"lost\" + 1"},
        {"{intercepted_low}", SKT_STYLE_FULL_NAMES, "\"intercepted_low\""},
        {"{intercepted_low}", SKT_STYLE_EITHER_NAMES,
         "coalesce(attribute('interc_lo'), attribute('intercepted_low'))"},
        {"{lost_elsewhere}", SKT_STYLE_EITHER_NAMES, "attribute('lost_elsewhere')"},
        {"{level}{lost}", SKT_STYLE_EITHER_NAMES, "\"level\"\"lost\""},
        {"no field", SKT_STYLE_EITHER_NAMES, "no field"},
    };
    const skt_layer layer = areas_of(NULL, NULL, 0);
    for (size_t i = 0; i < COUNT(cases); i++) {
        const skt_styled styled = {&layer, cases[i].names};
        skt_buf out = SKT_BUF_INIT;
        skt_style_expand(&out, cases[i].pattern, &styled);
        assert_false(out.failed);
        assert_string_equal(out.ptr, cases[i].expression);
        skt_buf_dispose(&out);
    }
    const skt_styled styled = {&layer, SKT_STYLE_FULL_NAMES};
    skt_buf out = SKT_BUF_INIT;
    skt_style_expand(&out, "{no_such_field}", &styled);
    assert_true(out.failed);
    skt_buf_dispose(&out);
}

/* Four densities far apart: as many classes, each with a symbol. */
static void test_classes(void **state)
{
    (void)state;
    skt_tally_record records[MOST];
    skt_shape shapes[MOST];
    static const skt_number numbers[MOST] = {1, 10, 100, 1000};
    for (size_t i = 0; i < MOST; i++) {
        records[i] = record_of(numbers[i], numbers[i], 10000);
    }
    const skt_layer layer = areas_of(records, shapes, MOST);
    skt_buf out = SKT_BUF_INIT;
    skt_style_add(&out, &layer, SKT_STYLE_FULL_NAMES);
    assert_false(out.failed);
    assert_int_equal(times(out.ptr, "<rule key=\"{skytally-class-"), MOST);
    assert_int_equal(times(out.ptr, "label=\"under 10\""), 1);
    assert_int_equal(times(out.ptr, "label=\"1000 and more\""), 1);
    /* A symbol for each class and for the circles. */
    assert_int_equal(times(out.ptr, "<symbol type=\"fill\""), MOST + 1);
    assert_int_equal(times(out.ptr, "the largest circle: 1000"), 1);
    skt_buf_dispose(&out);
}

/* A layer without records is styled as well: QGIS would draw it in a colour of its own. */
static void test_empty(void **state)
{
    (void)state;
    skt_layer layers[2] = {areas_of(NULL, NULL, 0), {.kind = SKT_LAYER_INCIDENTS}};
    layers[1].fields = skt_incident_fields(&layers[1].n_fields);
    for (size_t i = 0; i < COUNT(layers); i++) {
        skt_buf out = SKT_BUF_INIT;
        skt_style_write(&out, &layers[i], SKT_STYLE_EITHER_NAMES);
        assert_false(out.failed);
        assert_non_null(strstr(out.ptr, "<renderer-v2 "));
        assert_non_null(strstr(out.ptr, "<temporal enabled=\"1\""));
        skt_buf_dispose(&out);
    }
}

static void test_sizes(void **state)
{
    (void)state;
    skt_shape shapes[2] = {{20, 50, {NULL, 0}}, {25, 50, {NULL, 0}}};
    const skt_incident_record records[2] = {{.best = 3}, {.best = 4}};
    const skt_layer layer = {.kind = SKT_LAYER_INCIDENTS,
                             .records = records,
                             .n_records = 2,
                             .record_size = sizeof *records,
                             .shapes = shapes};
    assert_true(skt_style_largest_mm(&layer, 12) == 12);
    shapes[1].lon = 90;
    const double wide = skt_style_largest_mm(&layer, 12);
    assert_true(wide < 12 && wide >= 6);
    shapes[1].lon = -100;
    assert_true(skt_style_largest_mm(&layer, 12) == 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rules), cmocka_unit_test(test_names), cmocka_unit_test(test_classes),
        cmocka_unit_test(test_empty), cmocka_unit_test(test_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
