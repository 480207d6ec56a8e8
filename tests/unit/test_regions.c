/* A user's own polygons: reading, mending, merging, where points and areas lie. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <shapefil.h>

#include "core/file.h"
#include "core/str.h"
#include "regions/regions.h"

#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define FEATURE(name, rings)                                                                       \
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"" name "\"},\"geometry\":{\"type\":"         \
    "\"Polygon\",\"coordinates\":[" rings "]}}"
#define UNIT_BOX "[[0,0],[1,0],[1,1],[0,1],[0,0]]"

static char folder[] = "/tmp/skytally_regions_XXXXXX";

static void path_of(char out[128], const char *name)
{
    (void)snprintf(out, 128, "%s/%s", folder, name);
}

/* What opening a file of this content gives; the diagnostics are the caller's. */
static skt_status open_text(skt_regions **out, skt_diag **diag, const char *text, const char *field)
{
    char path[128];
    path_of(path, "regions.geojson");
    assert_int_equal(skt_diag_new(diag), SKT_OK);
    assert_int_equal(skt_file_write(path, skt_str_from(text), NULL), SKT_OK);
    return skt_regions_open(out, path, field, *diag);
}

static bool was_said(const skt_diag *diag, skt_severity severity, const char *words)
{
    for (size_t i = 0; i < skt_diag_count(diag); i++) {
        const skt_diag_entry *entry = skt_diag_at(diag, i);
        if (entry->severity == severity && strstr(entry->message, words) != NULL) {
            return true;
        }
    }
    return false;
}

static void a_point_has_one_region(void **state)
{
    (void)state;
    static const char text[] = COLLECTION(FEATURE(
        "wide",
        "[[-5,-5],[5,-5],[5,5],[-5,5],[-5,-5]],"
        "[[3,3],[4,3],[4,4],[3,4],[3,3]]") "," FEATURE("b", "[[1,0],[2,0],[2,1],[1,1],[1,0]"
                                                            "]") "," FEATURE("a", UNIT_BOX));
    static const struct {
        double lat, lon;
        const char *name; /* NULL: in none */
    } cases[] = {
        {0.5, 0.5, "a"}, {0.5, 1.5, "b"},  {-1, -1, "wide"}, {3.5, 3.5, NULL}, {9, 9, NULL},
        {0, 0, "a"},     {3, 3.5, "wide"}, {5, 5, "wide"},   {NAN, 0, NULL},
    };
    skt_regions *regions;
    skt_diag *diag;
    assert_int_equal(open_text(&regions, &diag, text, NULL), SKT_OK);
    assert_int_equal(skt_regions_count(regions), 3);
    assert_true(skt_str_is(skt_regions_name(regions, 0), "a"));
    assert_true(was_said(diag, SKT_WARNING, "a and wide overlap by 100.0 %"));
    assert_false(was_said(diag, SKT_WARNING, "a and b overlap"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t at = skt_regions_at(regions, cases[i].lat, cases[i].lon);
        assert_int_equal(at == SKT_NO_REGION, cases[i].name == NULL);
        assert_true(at == SKT_NO_REGION ||
                    skt_str_is(skt_regions_name(regions, at), cases[i].name));
    }
    /* On the border of two: one of them, by size and then by name. */
    const size_t border = skt_regions_at(regions, 0.5, 1);
    const bool a_first = skt_regions_area_km2(regions, 0) <= skt_regions_area_km2(regions, 1);
    assert_int_equal(border, a_first ? 0 : 1);
    skt_regions_close(regions);
    skt_diag_free(diag);
}

/* Rings of an equator's degree box: the area of a square degree is well known. */
static void areas_are_geodesic(void **state)
{
    (void)state;
    skt_regions *regions;
    skt_diag *diag;
    assert_int_equal(open_text(&regions, &diag, COLLECTION(FEATURE("x", UNIT_BOX)), NULL), SKT_OK);
    /* 12 308.778 km2 by GeographicLib's Planimeter. */
    assert_true(fabs(skt_regions_area_km2(regions, 0) - 12308.778) < 0.01);
    skt_regions_close(regions);
    skt_diag_free(diag);
}

static skt_polygon box(double lonlat[10], skt_ring *ring, double west, double south, double east,
                       double north)
{
    const double corners[] = {west, south, east, south, east, north, west, north, west, south};
    memcpy(lonlat, corners, sizeof corners);
    *ring = (skt_ring){lonlat, 5, false};
    return (skt_polygon){ring, 1};
}

static void an_area_lies_wholly_inside(void **state)
{
    (void)state;
    static const struct {
        double west, south, east, north;
        bool inside;
    } cases[] = {
        {10.5, 50.5, 11.5, 51.5, true},  {10, 50, 12, 52, true},
        {10.5, 50.5, 12.01, 51.5, true}, /* 0.7 km and a hundredth stick out */
        {10.5, 50.5, 12.2, 51.5, false}, /* 14 km */
        {11.95, 50.5, 12.01, 51, false}, /* a sixth of it */
        {10.5, 49.98, 11.5, 51.5, true}, /* 2.2 km */
        {12, 50, 13, 51, false},         /* touches it */
        {20, 50, 21, 51, false},
    };
    skt_regions *regions;
    skt_diag *diag;
    assert_int_equal(
        open_text(&regions, &diag,
                  COLLECTION(FEATURE("x", "[[10,50],[12,50],[12,52],[10,52],[10,50]]")), NULL),
        SKT_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double lonlat[10];
        skt_ring ring;
        const skt_polygon area =
            box(lonlat, &ring, cases[i].west, cases[i].south, cases[i].east, cases[i].north);
        size_t around = 7;
        assert_int_equal(skt_regions_around(&around, regions, &area), SKT_OK);
        assert_int_equal(around, cases[i].inside ? 0 : SKT_NO_REGION);
    }
    assert_true(skt_regions_near(regions, 0, 51, 12.05));
    assert_false(skt_regions_near(regions, 0, 51, 12.1));
    skt_regions_close(regions);
    skt_diag_free(diag);
}

static void features_of_one_name_are_one(void **state)
{
    (void)state;
    static const char parts[] =
        COLLECTION(FEATURE("x", UNIT_BOX) "," FEATURE(" x ", "[[1,0],[2,0],[2,1],[1,1],[1,0]]"));
    skt_regions *regions;
    skt_diag *diag;
    assert_int_equal(open_text(&regions, &diag, parts, NULL), SKT_OK);
    assert_int_equal(skt_regions_count(regions), 1);
    assert_int_equal(skt_regions_polygon(regions, 0)->n_rings, 1);
    assert_true(fabs(skt_regions_area_km2(regions, 0) - 2 * 12308.778) < 1);
    skt_regions_close(regions);
    skt_diag_free(diag);
}

static void sequences_and_marks(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\x1E" FEATURE("x", UNIT_BOX) "\n\x1E" FEATURE("y", "[[3,3],[4,3],[4,4],[3,4],[3,3]]") "\n",
        FEATURE("x", UNIT_BOX) "\n" FEATURE("y", "[[3,3],[4,3],[4,4],[3,4],[3,3]]"),
        "\xEF\xBB\xBF" COLLECTION(
            FEATURE("x", UNIT_BOX) "," FEATURE("y", "[[3,3],[4,3],[4,4],[3,4],[3,3]]")),
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        skt_regions *regions;
        skt_diag *diag;
        assert_int_equal(open_text(&regions, &diag, texts[i], NULL), SKT_OK);
        assert_int_equal(skt_regions_count(regions), 2);
        skt_regions_close(regions);
        skt_diag_free(diag);
    }
}

static void faults_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *field;
        skt_status status;
        const char *words;
    } cases[] = {
        {"", NULL, SKT_E_INPUT, "is empty"},
        {"hello", NULL, SKT_E_INPUT, "neither a shapefile"},
        {"{", NULL, SKT_E_INPUT, "is no GeoJSON"},
        {COLLECTION(""), NULL, SKT_E_USAGE, "has no field"},
        {COLLECTION(FEATURE("x", UNIT_BOX)), "y", SKT_E_USAGE, "there are: name"},
        {COLLECTION(FEATURE("x", "[[0,0],[1,0],[1,null],[0,0]]")), NULL, SKT_E_INPUT,
         "feature 1 (x): its coordinates"},
        {COLLECTION(FEATURE("x", "[[0,0],[1,0],[1,91],[0,0]]")), NULL, SKT_E_INPUT,
         "the point 1 91 is no place on Earth"},
        {COLLECTION(FEATURE("x", "[[0,0],[1,0],[0,0]]")), NULL, SKT_E_INPUT, "holds no polygons"},
        {COLLECTION(FEATURE("", UNIT_BOX)), NULL, SKT_E_INPUT, "no polygon with a name"},
        {"{\"type\":\"FeatureCollection\"}", NULL, SKT_E_INPUT, "without features"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_regions *regions;
        skt_diag *diag;
        assert_int_equal(open_text(&regions, &diag, cases[i].text, cases[i].field),
                         cases[i].status);
        assert_null(regions);
        assert_true(was_said(diag, SKT_FAILURE, cases[i].words));
        skt_diag_free(diag);
    }
}

/* ------------------------------------------------------------- shapefiles */

typedef struct ring_of {
    double west, south, east, north;
    bool clockwise;
} ring_of;

/* A shapefile of one record with these rings, in this order. */
static void write_shape(const char *path, const ring_of *rings, int n)
{
    double x[64];
    double y[64];
    int starts[12];
    for (int i = 0; i < n; i++) {
        const ring_of r = rings[i];
        const double cw[5][2] = {{r.west, r.south},
                                 {r.west, r.north},
                                 {r.east, r.north},
                                 {r.east, r.south},
                                 {r.west, r.south}};
        starts[i] = 5 * i;
        for (int k = 0; k < 5; k++) {
            x[5 * i + k] = cw[r.clockwise ? k : 4 - k][0];
            y[5 * i + k] = cw[r.clockwise ? k : 4 - k][1];
        }
    }
    SHPHandle shapes = SHPCreate(path, SHPT_POLYGON);
    DBFHandle table = DBFCreate(path);
    SHPObject *shape = SHPCreateObject(SHPT_POLYGON, -1, n, starts, NULL, 5 * n, x, y, NULL, NULL);
    assert_true(shapes != NULL && table != NULL && shape != NULL);
    assert_int_equal(DBFAddField(table, "NAME", FTString, 20, 0), 0);
    assert_int_equal(SHPWriteObject(shapes, -1, shape), 0);
    assert_int_equal(DBFWriteStringAttribute(table, 0, 0, "ringed"), 1);
    SHPDestroyObject(shape);
    SHPClose(shapes);
    DBFClose(table);
}

/* Rings in either direction, holes before their rings, islands in lakes. */
static void rings_find_their_holes(void **state)
{
    (void)state;
    for (int turn = 0; turn < 4; turn++) {
        const bool cw = turn % 2 == 0;
        const ring_of rings[] = {{2, 2, 8, 8, !cw},
                                 {0, 0, 10, 10, cw},
                                 {4, 4, 6, 6, cw},
                                 {20, 0, 25, 5, cw},
                                 {4.5, 4.5, 5, 5, !cw}};
        ring_of turned[5];
        for (int i = 0; i < 5; i++) {
            turned[i] = rings[turn < 2 ? i : 4 - i];
        }
        char path[128];
        path_of(path, "rings.shp");
        write_shape(path, turned, 5);
        skt_regions *regions;
        skt_diag *diag;
        assert_int_equal(skt_diag_new(&diag), SKT_OK);
        assert_int_equal(skt_regions_open(&regions, path, NULL, diag), SKT_OK);
        assert_true(was_said(diag, SKT_WARNING, "has no .prj"));
        assert_false(was_said(diag, SKT_WARNING, "mended"));
        static const struct {
            double at;
            bool inside;
        } cases[] = {{1, true}, {3, false}, {4.2, true}, {4.7, false}, {9, true}, {11, false}};
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            assert_int_equal(skt_regions_at(regions, cases[i].at, cases[i].at) == 0,
                             cases[i].inside);
        }
        assert_int_equal(skt_regions_at(regions, 2, 22), 0);
        skt_regions_close(regions);
        skt_diag_free(diag);
    }
}

/* Every prefix of every part: an answer or a refusal. */
static void shortened_files_are_refused(void **state)
{
    (void)state;
    static const char *const parts[] = {"shp", "shx", "dbf"};
    const ring_of ring = {0, 0, 1, 1, true};
    char path[128];
    path_of(path, "short.shp");
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        write_shape(path, &ring, 1);
        char part[128];
        (void)snprintf(part, sizeof part, "%s/short.%s", folder, parts[p]);
        FILE *file = fopen(part, "rb");
        assert_non_null(file);
        assert_int_equal(fseek(file, 0, SEEK_END), 0);
        const long size = ftell(file);
        (void)fclose(file);
        for (long length = size - 2; length >= 0; length -= 3) {
            skt_regions *regions;
            assert_int_equal(truncate(part, length), 0);
            const skt_status status = skt_regions_open(&regions, path, NULL, NULL);
            assert_true(status != SKT_OK || regions != NULL);
            assert_true(status != SKT_OK || p != 0);
            skt_regions_close(status == SKT_OK ? regions : NULL);
        }
    }
}

static void a_grid_has_a_cell_for_each_point(void **state)
{
    (void)state;
    skt_buf text = SKT_BUF_INIT;
    skt_buf_add_text(&text, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (int i = 0; i < 40; i++) {
        for (int k = 0; k < 40; k++) {
            skt_buf_format(
                &text, "%s" FEATURE("%02d-%02d", "[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]"),
                i + k == 0 ? "" : ",", i, k, i, k, i + 1, k, i + 1, k + 1, i, k + 1, i, k);
        }
    }
    skt_buf_add_text(&text, "]}");
    assert_false(text.failed);
    skt_regions *regions;
    skt_diag *diag;
    assert_int_equal(open_text(&regions, &diag, text.ptr, NULL), SKT_OK);
    assert_int_equal(skt_diag_count(diag), 0);
    assert_int_equal(skt_regions_count(regions), 1600);
    for (size_t i = 0; i < 1600; i++) {
        const size_t column = i / 40;
        const double lon = (double)column + 0.5;
        const double lat = (double)(i % 40) + 0.25;
        assert_int_equal(skt_regions_at(regions, lat, lon), i);
    }
    skt_regions_close(regions);
    skt_diag_free(diag);
    skt_buf_dispose(&text);
}

int main(void)
{
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_has_one_region),
        cmocka_unit_test(areas_are_geodesic),
        cmocka_unit_test(an_area_lies_wholly_inside),
        cmocka_unit_test(features_of_one_name_are_one),
        cmocka_unit_test(sequences_and_marks),
        cmocka_unit_test(faults_are_named),
        cmocka_unit_test(rings_find_their_holes),
        cmocka_unit_test(shortened_files_are_refused),
        cmocka_unit_test(a_grid_has_a_cell_for_each_point),
    };
    const int failed = cmocka_run_group_tests_name("regions", tests, NULL, NULL);
    static const char *const left[] = {"regions.geojson", "rings.shp", "rings.shx",
                                       "rings.dbf",       "rings.cpg", "short.shp",
                                       "short.shx",       "short.dbf", "short.cpg"};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        char path[128];
        path_of(path, left[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
    return failed;
}
