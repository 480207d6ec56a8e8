/* The picture for print: its projection, and the words in it; outlines with fewer points. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/line.h"
#include "export/map/choice.h"
#include "export/map/svg.h"
#include "export/project.h"
#include "geometry/geometry.h"
#include "geometry/simplify.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* -------------------------------------------------------------- projection */

static void test_choice(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        double box[4];
        skt_map_family family;
        double lon0, lat0;
    } cases[] = {
        {"the world", {-180, -90, 180, 90}, SKT_MAP_WORLD, 0, 0},
        {"the world from Fiji to Mexico", {170, -50, 100, 70}, SKT_MAP_WORLD, -45, 0},
        {"a district", {36.1, 51.6, 36.4, 51.9}, SKT_MAP_AZIMUTHAL, 36.3, 51.8},
        {"Ukraine", {22, 44, 40.2, 52.4}, SKT_MAP_CONIC, 31.1, 48.2},
        {"Iran", {44, 25, 63.3, 39.8}, SKT_MAP_AZIMUTHAL, 53.7, 32.4},
        {"Chile", {-76, -56, -66, -17}, SKT_MAP_AZIMUTHAL, -71, -36.5},
        {"Russia", {19, 41, -169, 82}, SKT_MAP_AZIMUTHAL, 105, 61.5},
        {"Kamchatka to Alaska", {156, 51, -130, 71}, SKT_MAP_CONIC, -167, 61},
        {"Fiji", {176.9, -20.8, -178.2, -12.4}, SKT_MAP_AZIMUTHAL, 179.4, -16.6},
        {"Indonesia", {95, -11, 141, 6}, SKT_MAP_CYLINDRICAL, 118, 0},
        {"the Arctic", {-180, 60, 180, 90}, SKT_MAP_POLAR, 0, 90},
        {"Antarctica", {-180, -90, 180, -60}, SKT_MAP_POLAR, 0, -90},
        {"Africa", {-18, -35, 52, 38}, SKT_MAP_AZIMUTHAL, 17, 1.5},
        {"a point", {51.67, 32.65, 51.67, 32.65}, SKT_MAP_AZIMUTHAL, 51.7, 32.7},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_map_choice choice;
        skt_projection *projection;
        double xy[2] = {NAN, NAN};
        skt_map_choose(&choice, cases[i].box);
        if (choice.family != cases[i].family) {
            fail_msg("%s is drawn in the %s", cases[i].what, choice.name);
        }
        assert_true(fabs(choice.lon0 - cases[i].lon0) < 0.06);
        assert_true(fabs(choice.lat0 - cases[i].lat0) < 0.06);
        /* PROJ knows it, and its centre is near the origin. */
        skt_buf crs = SKT_BUF_INIT;
        skt_buf_format(&crs, "%s +datum=WGS84 +type=crs", choice.proj);
        assert_int_equal(skt_projection_open(&projection, crs.ptr, NULL), SKT_OK);
        assert_true(skt_projection_apply(xy, projection, (double[]){choice.lon0, choice.lat0}));
        assert_true(hypot(xy[0], xy[1]) < 1.0);
        skt_projection_close(projection);
        skt_buf_dispose(&crs);
    }
}

static void test_name_tells_parameters(void **state)
{
    (void)state;
    skt_map_choice choice;
    skt_map_choose(&choice, (const double[]){156, 51, -130, 71});
    assert_string_equal(choice.name, "Albers equal-area conic projection, central meridian "
                                     "167°\u00a0W, standard parallels 54.3°\u00a0N and "
                                     "67.7°\u00a0N");
    assert_string_equal(choice.proj, "+proj=aea +lat_0=61 +lon_0=-167 +lat_1=54.3 +lat_2=67.7");
}

/* --------------------------------------------------------------------- svg */

static void test_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *xml;
        skt_svg_anchor anchor;
    } cases[] = {
        {"Kursk", "<text x=\"1\" y=\"2\" font-size=\"3\">Kursk</text>\n", SKT_SVG_START},
        {"a<b>&\"c\"",
         "<text x=\"1\" y=\"2\" font-size=\"3\">a&lt;b&gt;&amp;&quot;c&quot;</text>\n",
         SKT_SVG_START},
        {"Курск", "<text x=\"1\" y=\"2\" font-size=\"3\" text-anchor=\"end\">Курск</text>\n",
         SKT_SVG_END},
        {"اصفهان",
         "<text x=\"1\" y=\"2\" font-size=\"3\" text-anchor=\"end\" "
         "direction=\"rtl\">اصفهان</text>\n",
         SKT_SVG_START},
        {"אילת",
         "<text x=\"1\" y=\"2\" font-size=\"3\" text-anchor=\"middle\" "
         "direction=\"rtl\">אילת</text>\n",
         SKT_SVG_MIDDLE},
        {"a\x01\xEF\xBF\xBE\xFF"
         "b",
         "<text x=\"1\" y=\"2\" font-size=\"3\">a   b</text>\n", SKT_SVG_START},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_buf out = SKT_BUF_INIT;
        const skt_svg_text how = {1, 2, 3, cases[i].anchor, NULL};
        skt_svg_add_text(&out, &how, skt_str_from(cases[i].text));
        assert_string_equal(out.ptr, cases[i].xml);
        skt_buf_dispose(&out);
    }
}

static void test_width(void **state)
{
    (void)state;
    const double latin = skt_svg_text_width(SKT_LIT("Kursk"), 10);
    assert_true(latin > 25 && latin < 40);
    assert_true(skt_svg_text_width(SKT_LIT("北京"), 10) == 20);
    /* A mark that stands over a letter takes no room. */
    assert_true(skt_svg_text_width(SKT_LIT("e\u0301"), 10) == skt_svg_text_width(SKT_LIT("e"), 10));
    assert_true(skt_svg_text_width(SKT_STR_NONE, 10) == 0);
}

/* ---------------------------------------------------------- fewer points */

static void test_line(void **state)
{
    (void)state;
    /* About 1.1 km a hundredth of a degree at the equator. */
    const double line[] = {0, 0, 0.1, 0.001, 0.2, 0, 0.3, 0.05, 0.4, 0, 0.5, 0.0005, 0.6, 0};
    const bool kept_2km[] = {true, false, true, true, true, false, true};
    const bool kept_50km[] = {true, false, false, true, false, false, true}; /* the farthest */
    bool keep[7];
    assert_int_equal(skt_line_simplify(keep, line, 7, 2000), SKT_OK);
    assert_memory_equal(keep, kept_2km, sizeof keep);
    assert_int_equal(skt_line_simplify(keep, line, 7, 50000), SKT_OK);
    assert_memory_equal(keep, kept_50km, sizeof keep);
    double backwards[14];
    bool keep_backwards[7];
    for (size_t i = 0; i < 7; i++) {
        backwards[2 * i] = line[2 * (6 - i)];
        backwards[2 * i + 1] = line[2 * (6 - i) + 1];
    }
    assert_int_equal(skt_line_simplify(keep, line, 7, 2000), SKT_OK);
    assert_int_equal(skt_line_simplify(keep_backwards, backwards, 7, 2000), SKT_OK);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(keep[i], keep_backwards[6 - i]);
    }
}

/* An island stays one, however coarse. */
static void test_island(void **state)
{
    (void)state;
    double circle[2 * 37];
    bool keep[37];
    size_t kept = 0;
    for (size_t i = 0; i < 37; i++) {
        circle[2 * i] = 0.01 * cos((double)(i % 36) * 0.1745329);
        circle[2 * i + 1] = 0.01 * sin((double)(i % 36) * 0.1745329);
    }
    assert_int_equal(skt_line_simplify(keep, circle, 37, 100000), SKT_OK);
    for (size_t i = 0; i < 37; i++) {
        kept += keep[i];
    }
    assert_int_equal(kept, 5); /* a square, closed */
}

/* Two squares with a jagged border between them keep sharing it. */
static void test_coverage(void **state)
{
    (void)state;
    double left[] = {0, 0, 1, 0, 0.96, 0.25, 0.9, 0.5, 0.96, 0.75, 1, 1, 0, 1, 0, 0};
    double right[] = {0.96, 0.75, 0.9, 0.5, 0.96, 0.25, 1, 0, 2, 0, 2, 1, 1, 1, 0.96, 0.75};
    skt_ring rings[] = {{left, 8, false}, {right, 8, false}};
    const skt_polygon in[] = {{&rings[0], 1}, {&rings[1], 1}};
    skt_polygon out[2];
    skt_arena arena = SKT_ARENA_INIT;
    assert_int_equal(skt_simplify_coverage(out, in, 2, 5000, &arena), SKT_OK);
    double area2 = 0;
    for (size_t i = 0; i < 2; i++) {
        const skt_ring *ring = &out[i].rings[0];
        bool sharp = false;
        area2 += skt_ring_area2(ring);
        assert_int_equal(ring->n, 6); /* four corners and the one between, closed */
        assert_true(ring->lonlat[0] == ring->lonlat[2 * ring->n - 2]);
        for (size_t k = 0; k < ring->n; k++) {
            sharp |= ring->lonlat[2 * k] == 0.9;
            assert_true(ring->lonlat[2 * k] != 0.96);
        }
        assert_true(sharp);
    }
    assert_true(fabs(area2 - 4) < 1e-12); /* no gap, no overlap */
    skt_arena_dispose(&arena);
}

/* ------------------------------------------------------------- projecting */

typedef struct flat {
    skt_polygon polygon;
    bool cut;
} flat;

static flat carry(const char *crs, double west, double south, double east, double north,
                  skt_arena *arena)
{
    double corners[] = {west, south, east, south, east, north, west, north, west, south};
    skt_ring ring = {corners, 5, false};
    const skt_polygon square = {&ring, 1};
    skt_projection *projection;
    flat out;
    assert_int_equal(skt_projection_open(&projection, crs, NULL), SKT_OK);
    assert_int_equal(skt_projection_polygon(&out.polygon, &out.cut, projection, &square, arena),
                     SKT_OK);
    skt_projection_close(projection);
    return out;
}

static void test_projected_polygons(void **state)
{
    (void)state;
    static const struct {
        const char *crs;
        double box[4];
        size_t rings;
        bool cut;
    } cases[] = {
        {"EPSG:4326", {170, 60, 180, 70}, 1, false},
        {"EPSG:3857", {0, 60, 10, 90}, 1, true},
        {"EPSG:3857", {0, 86, 10, 90}, 0, true},
        {"EPSG:3832", {-40, 0, -20, 10}, 2, false}, /* torn at 30 degrees west */
        {"EPSG:3995", {-180, 80, 180, 90}, 1, false},
        {"EPSG:3995", {0, -90, 10, -80}, 0, true},
        {"EPSG:32637", {30, 50, 45, 60}, 1, false},
        {"EPSG:32637", {110, -5, 150, 5}, 3, true}, /* the line at infinity, and the equator */
        {"EPSG:3034", {0, 30, 20, 60}, 1, false},
        {"EPSG:3035", {-180, -90, 180, 90}, 1, true},
        {"EPSG:28992", {3, 50, 8, 54}, 1, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_arena arena = SKT_ARENA_INIT;
        const double *box = cases[i].box;
        const flat out = carry(cases[i].crs, box[0], box[1], box[2], box[3], &arena);
        size_t outer = 0;
        for (size_t r = 0; r < out.polygon.n_rings; r++) {
            outer += !out.polygon.rings[r].hole;
            assert_true((skt_ring_area2(&out.polygon.rings[r]) > 0) != out.polygon.rings[r].hole);
        }
        if (outer != cases[i].rings || out.cut != cases[i].cut) {
            fail_msg("case %zu, %s: %zu rings, %s", i, cases[i].crs, outer,
                     out.cut ? "cut" : "whole");
        }
        skt_arena_dispose(&arena);
    }
}

/* The two halves of an island on the antimeridian are one where the map does not end there. */
static void test_seam(void **state)
{
    (void)state;
    double east[] = {179, -17, 180, -17, 180, -16, 179, -16, 179, -17};
    double west[] = {-180, -17, -179, -17, -179, -16, -180, -16, -180, -17};
    skt_ring rings[] = {{east, 5, false}, {west, 5, false}};
    const skt_polygon island = {rings, 2};
    static const struct {
        const char *crs;
        size_t rings;
    } cases[] = {{"EPSG:4326", 2},  {"EPSG:3857", 2}, {"EPSG:3832", 1},
                 {"EPSG:32760", 1}, {"EPSG:3460", 1}, {"EPSG:3031", 1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_projection *projection;
        skt_polygon out;
        bool cut;
        assert_int_equal(skt_projection_open(&projection, cases[i].crs, NULL), SKT_OK);
        assert_int_equal(skt_projection_polygon(&out, &cut, projection, &island, &arena), SKT_OK);
        assert_int_equal(out.n_rings, cases[i].rings);
        assert_false(cut);
        skt_projection_close(projection);
        skt_arena_dispose(&arena);
    }
}

/* Neighbours have the same points along their border, bent alike. */
static void test_neighbours_stay(void **state)
{
    (void)state;
    skt_arena arena = SKT_ARENA_INIT;
    const flat a = carry("EPSG:3035", 10, 50, 20, 55, &arena);
    const flat b = carry("EPSG:3035", 10, 55, 20, 60, &arena);
    size_t shared = 0;
    for (size_t i = 0; i + 1 < a.polygon.rings[0].n; i++) {
        for (size_t k = 0; k + 1 < b.polygon.rings[0].n; k++) {
            const double *p = &a.polygon.rings[0].lonlat[2 * i];
            const double *q = &b.polygon.rings[0].lonlat[2 * k];
            shared += p[0] == q[0] && p[1] == q[1];
        }
    }
    assert_int_equal(shared, 41); /* every quarter of ten degrees */
    skt_arena_dispose(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),   cmocka_unit_test(test_name_tells_parameters),
        cmocka_unit_test(test_text),     cmocka_unit_test(test_width),
        cmocka_unit_test(test_line),     cmocka_unit_test(test_island),
        cmocka_unit_test(test_coverage), cmocka_unit_test(test_projected_polygons),
        cmocka_unit_test(test_seam),     cmocka_unit_test(test_neighbours_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
