/* What GeoPackages are made of: geometries to the byte, the R-tree against SQLite's own, and
 * the statements of the standard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/calendar.h"
#include "geopackage/geopackage.h"

static double double_at(const char *bytes)
{
    double value;
    memcpy(&value, bytes, sizeof value); /* tests run on little-endian machines */
    return value;
}

static uint32_t word_at(const char *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return value;
}

static void points_to_the_byte(void **state)
{
    (void)state;
    static const unsigned char expected[] = {
        'G', 'P', 0, 1, 0xE6, 0x10, 0,    0,    1, 1, 0, 0, 0, /* header of 4326, WKB point */
        0,   0,   0, 0, 0,    0,    0xF0, 0xBF, 0, 0, 0, 0, 0, 0, 0x49, 0x40 /* -1, 50 */
    };
    unsigned char point[SKT_GPKG_POINT_BYTES];
    skt_gpkg_point(point, SKT_GPKG_WGS84, -1.0, 50.0);
    assert_int_equal(sizeof expected, sizeof point);
    assert_memory_equal(point, expected, sizeof expected);
}

/* A square with a hole, both given in the wrong direction, and a second square. */
static void multipolygons_turn_right(void **state)
{
    (void)state;
    double outer[] = {0, 0, 0, 4, 4, 4, 4, 0, 0, 0};
    double hole[] = {1, 1, 2, 1, 2, 2, 1, 2, 1, 1};
    double other[] = {10, 10, 11, 10, 11, 12, 10, 12, 10, 10};
    skt_ring rings[] = {{outer, 5, false}, {hole, 5, true}, {other, 5, false}};
    const skt_polygon polygon = {rings, 3};
    double bounds[4];
    skt_buf out = SKT_BUF_INIT;
    skt_buf_add_text(&out, "before");
    skt_gpkg_multipolygon(&out, bounds, 3857, &polygon);
    assert_false(out.failed);
    const char *b = out.ptr + 6;
    assert_memory_equal(b, "GP\0\3", 4); /* little-endian, envelope of x and y */
    assert_int_equal(word_at(b + 4), 3857);
    const double envelope[] = {0, 11, 0, 12};
    for (int i = 0; i < 4; i++) {
        assert_true(double_at(b + 8 + 8 * i) == envelope[i]);
    }
    assert_true(bounds[0] == 0 && bounds[1] == 0 && bounds[2] == 11 && bounds[3] == 12);
    assert_int_equal(b[40], 1);
    assert_int_equal(word_at(b + 41), 6); /* multipolygon of two */
    assert_int_equal(word_at(b + 45), 2);
    assert_int_equal(b[49], 1);
    assert_int_equal(word_at(b + 50), 3); /* polygon of two rings of five points */
    assert_int_equal(word_at(b + 54), 2);
    assert_int_equal(word_at(b + 58), 5);
    assert_true(double_at(b + 62 + 16) == 4 && double_at(b + 62 + 24) == 0); /* to the east first */
    const char *inner = b + 62 + 80;
    assert_int_equal(word_at(inner), 5);
    assert_true(double_at(inner + 4 + 16) == 1 && double_at(inner + 4 + 24) == 2); /* north */
    assert_int_equal(out.len, 6 + 40 + 9 + 9 + 2 * (4 + 80) + 9 + 4 + 80);
    skt_buf_dispose(&out);
}

static void boxes_only_grow(void **state)
{
    (void)state;
    const double bounds[] = {36.187399999, -51.7373, 36.1874, -51.7372999};
    const skt_gpkg_box box = skt_gpkg_box_of(7, bounds);
    assert_int_equal(box.id, 7);
    assert_true((double)box.bounds[0] <= bounds[0] && (double)box.bounds[1] >= bounds[2]);
    assert_true((double)box.bounds[2] <= bounds[1] && (double)box.bounds[3] >= bounds[3]);
    assert_true((double)box.bounds[1] - bounds[2] < 1e-5);
}

/* ------------------------------------------------------------------ R-tree */

static int64_t number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    const int64_t value = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    return value;
}

static void assert_text(sqlite3 *db, const char *sql, const char *expected)
{
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), expected);
    (void)sqlite3_finalize(statement);
}

/* Of `count` things in a layer, every `gap`th has a shape. */
static void fill(sqlite3 *db, size_t count, size_t gap)
{
    skt_gpkg_box *boxes = calloc(count + 1, sizeof *boxes);
    size_t n = 0;
    uint32_t random = 2463534242u;
    assert_non_null(boxes);
    for (size_t i = 0; i < count; i += gap) {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        const double x = (double)(random % 36000) / 100.0 - 180.0;
        const double y = (double)(random / 36000 % 18000) / 100.0 - 90.0;
        const double wide = i % 7 == 0 ? 3.0 : 0.0;
        const double bounds[] = {x, y, x + wide, y + wide / 2};
        boxes[n++] = skt_gpkg_box_of((int64_t)i + 1, bounds);
        char sql[160];
        (void)sqlite3_snprintf(sizeof sql, sql, "INSERT INTO plain VALUES (%lld, %f, %f, %f, %f)",
                               (long long)i + 1, bounds[0], bounds[2], bounds[1], bounds[3]);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    assert_int_equal(skt_gpkg_rtree_fill(db, "t", boxes, n), SQLITE_OK);
    free(boxes);
}

/* It finds what SQLite finds in a tree that it made itself, and lives on. */
static void trees_are_as_sqlites_own(void **state)
{
    (void)state;
    static const struct {
        size_t count, gap;
    } cases[] = {{0, 1}, {1, 1}, {51, 1}, {52, 1}, {103, 2}, {2601, 1}, {2602, 1}, {30000, 3}};
    static const char same[] =
        "SELECT count(*) FROM (SELECT id FROM plain WHERE minx <= %s AND maxx >= %s AND miny <= "
        "%s AND maxy >= %s EXCEPT SELECT id FROM rtree_t_geom WHERE minx <= %s AND maxx >= %s AND "
        "miny <= %s AND maxy >= %s)";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sqlite3 *db;
        assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
        skt_buf sql = SKT_BUF_INIT;
        skt_buf_add_text(&sql, "CREATE VIRTUAL TABLE plain USING rtree(id, minx, maxx, miny, "
                               "maxy); BEGIN;\n");
        skt_gpkg_add_for(&sql, skt_gpkg_rtree, "t");
        assert_int_equal(sqlite3_exec(db, sql.ptr, NULL, NULL, NULL), SQLITE_OK);
        fill(db, cases[i].count, cases[i].gap);
        assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
        assert_text(db, "SELECT rtreecheck('rtree_t_geom')", "ok");
        assert_int_equal(number(db, "SELECT count(*) FROM rtree_t_geom"),
                         number(db, "SELECT count(*) FROM plain"));
        for (int x = -190; x < 190; x += 37) {
            char query[sizeof same + 128];
            char east[16];
            char west[16];
            (void)snprintf(east, sizeof east, "%d", x + 30);
            (void)snprintf(west, sizeof west, "%d", x);
            (void)snprintf(query, sizeof query, same, east, west, "40", "-10", east, west, "40",
                           "-10");
            assert_int_equal(number(db, query), 0);
        }
        /* Whoever edits the layer adds to it and takes from it. */
        assert_int_equal(sqlite3_exec(db,
                                      "INSERT INTO rtree_t_geom VALUES (90001, 1, 2, 1, 2), "
                                      "(90002, 1, 2, 1, 2); DELETE FROM rtree_t_geom WHERE id < "
                                      "90001 AND id % 4 > 0",
                                      NULL, NULL, NULL),
                         SQLITE_OK);
        assert_text(db, "SELECT rtreecheck('rtree_t_geom')", "ok");
        skt_buf_dispose(&sql);
        (void)sqlite3_close(db);
    }
}

/* ------------------------------------------------------------------- words */

static void literals_are_quoted(void **state)
{
    (void)state;
    skt_buf out = SKT_BUF_INIT;
    skt_gpkg_add_literal(&out, SKT_LIT("it's «Ж»"));
    skt_gpkg_add_for(&out, " \"@\" @", "a_b");
    assert_string_equal(out.ptr, "'it''s «Ж»' \"a_b\" a_b");
    skt_buf_dispose(&out);
}

static void instants_are_utc(void **state)
{
    (void)state;
    static const struct {
        skt_time time;
        const char *text;
    } cases[] = {{0, "1970-01-01T00:00:00.000Z"},
                 {-1, "1969-12-31T23:59:59.000Z"},
                 {1723400000, "2024-08-11T18:13:20.000Z"},
                 {SKT_NO_TIME, ""},
                 {INT64_MAX, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[SKT_INSTANT_TEXT];
        skt_instant_format(text, cases[i].time);
        assert_string_equal(text, cases[i].text);
    }
}

static void faults_have_classes(void **state)
{
    (void)state;
    assert_int_equal(skt_gpkg_fault_of(NULL, SQLITE_NOMEM), SKT_GPKG_NOMEM);
    assert_int_equal(skt_gpkg_fault_of(NULL, SQLITE_FULL), SKT_GPKG_FULL);
    assert_int_equal(skt_gpkg_fault_of(NULL, SQLITE_IOERR_WRITE), SKT_GPKG_UNWRITTEN);
    assert_int_equal(skt_gpkg_fault_of(NULL, SQLITE_BUSY_SNAPSHOT), SKT_GPKG_BUSY);
    assert_int_equal(skt_gpkg_fault_of(NULL, SQLITE_TOOBIG), SKT_GPKG_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_to_the_byte),  cmocka_unit_test(multipolygons_turn_right),
        cmocka_unit_test(boxes_only_grow),     cmocka_unit_test(trees_are_as_sqlites_own),
        cmocka_unit_test(literals_are_quoted), cmocka_unit_test(instants_are_utc),
        cmocka_unit_test(faults_have_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
