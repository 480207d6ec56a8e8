#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/str.h"
#include "export/claim_json.h"
#include "store/address.h"
#include "store/geopackage.h"
#include "store/internal.h"

/* ------------------------------------------------------------------ addresses */

static void addresses_have_one_spelling(void **state)
{
    static const struct {
        const char *url, *expected;
    } cases[] = {
        {"https://example.org/a", "https://example.org/a"},
        {"http://WWW.Example.org:80/a/", "https://example.org/a"},
        {"HTTPS://example.org:443", "https://example.org"},
        {"https://example.org/A?id=7&utm_source=x&UTM_medium=y", "https://example.org/A?id=7"},
        {"https://example.org/?fbclid=1", "https://example.org"},
        {"https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"},
        {"https://example.org/live?at_medium=rss#post-3", "https://example.org/live#post-3"},
        {"https://example.org/a#", "https://example.org/a"},
        {"https://example.org/?p=1", "https://example.org?p=1"},
        {" tag:example.org,2024:7 ", "tag:example.org,2024:7"},
        {"https://", "https://"},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_buf out = SKT_BUF_INIT;
        skt_address_write(&out, skt_str_from(cases[i].url));
        assert_string_equal(skt_buf_str(&out).ptr, cases[i].expected);
        skt_buf_dispose(&out);
    }
}

/* ------------------------------------------------------------------- fixtures */

typedef struct fixture {
    char path[64];
    skt_diag *diag;
    skt_store *store;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    (void)snprintf(f->path, sizeof f->path, "/tmp/skytally-store-%ld.gpkg", (long)getpid());
    (void)unlink(f->path);
    assert_int_equal(skt_diag_new(&f->diag), SKT_OK);
    assert_int_equal(skt_store_open(&f->store, f->path, SKT_STORE_WRITE, f->diag), SKT_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    skt_store_close(f->store);
    skt_diag_free(f->diag);
    (void)unlink(f->path);
    free(f);
    return 0;
}

/* A claim with something in every field. */
static skt_claim full_claim(skt_place *places, skt_place *other, skt_claim_link *link)
{
    places[0] = (skt_place){.name = SKT_LIT("Lgov"),
                            .label = SKT_LIT("L'gov"),
                            .level = SKT_LEVEL_CITY,
                            .node = SKT_NO_NODE,
                            .country = SKT_LIT("RU"),
                            .admin1 = SKT_LIT("RU.41"),
                            .iso_3166_2 = SKT_LIT("RU-KRS"),
                            .geonameid = 534595,
                            .lat = 51.6573,
                            .lon = -35.2582,
                            .geo_precision = 1};
    *other = places[0];
    other->role = SKT_PLACE_ORIGIN;
    *link = (skt_claim_link){SKT_LINK_OVERLAPS, SKT_LIT("x-1"), SKT_LIT("a rule")};
    return (skt_claim){.id = SKT_LIT("r-1"),
                       .doc = SKT_LIT("a.txt"),
                       .item = SKT_LIT("7"),
                       .report = SKT_LIT("r"),
                       .url = SKT_LIT("https://example.org/a"),
                       .publisher = SKT_LIT("Somebody"),
                       .lang = SKT_LIT("uk"),
                       .signature = SKT_LIT("s"),
                       .published = 19967,
                       .published_from = SKT_DATE_FEED,
                       .outcome = SKT_INTERCEPTED,
                       .method = SKT_METHOD_TRAPPED,
                       .value = 46,
                       .bound = SKT_ABOUT,
                       .estimate = {41, 46, 51},
                       .sites = 3,
                       .debris = true,
                       .withheld = true,
                       .places = places,
                       .n_places = 1,
                       .other_places = other,
                       .n_other_places = 1,
                       .date = 19966,
                       .window = {1725123600, 1725145200, 10800, SKT_TIME_HOUR, true},
                       .period = SKT_CUMULATIVE,
                       .role = SKT_PART,
                       .part_of = SKT_LIT("r-0"),
                       .subset = true,
                       .added = true,
                       .superseded = true,
                       .links = link,
                       .n_links = 1,
                       .attacker = SKT_LIT("UA"),
                       .issuer = SKT_LIT("ru.mod"),
                       .source = SKT_LIT("the Defence Ministry"),
                       .evidence = SKT_LIT("ніч \"46\"\n'drones'"),
                       .offset = 12};
}

/* One with nothing but what must be there, before 1970. */
static skt_claim bare_claim(void)
{
    return (skt_claim){.id = SKT_LIT("r-2"),
                       .doc = SKT_LIT(""),
                       .report = SKT_LIT("r"),
                       .signature = SKT_LIT("s"),
                       .published = SKT_NO_DAY,
                       .value = SKT_NULL,
                       .bound = SKT_VAGUE,
                       .estimate = {SKT_NULL, SKT_NULL, SKT_NULL},
                       .sites = SKT_NULL,
                       .date = -200,
                       .window = {-17280001, SKT_NO_TIME, 0, SKT_TIME_MINUTE, false}};
}

static skt_claim simple_claim(const char *id, const char *report, skt_number value, skt_day date)
{
    skt_claim claim = bare_claim();
    claim.id = skt_str_from(id);
    claim.report = skt_str_from(report);
    claim.value = value;
    claim.bound = SKT_EXACT;
    claim.date = date;
    claim.window = (skt_window){SKT_NO_TIME, SKT_NO_TIME, 0, SKT_TIME_NONE, false};
    return claim;
}

static skt_store_change put_one(fixture *f, const char *url, const char *text, skt_day published,
                                skt_number value, skt_day date)
{
    skt_claim_set *set;
    skt_store_change change = SKT_STORE_CHANGES;
    char id[64];
    (void)snprintf(id, sizeof id, "%.20s-1", text);
    const skt_claim claim = simple_claim(id, "r", value, date);
    const skt_report report = {.doc = SKT_LIT("a"),
                               .url = skt_str_from(url),
                               .text = skt_str_from(text),
                               .published = published};
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    assert_int_equal(skt_claim_set_add(set, &claim), SKT_OK);
    assert_int_equal(skt_store_put(&change, f->store, &report, set, 0, 1), SKT_OK);
    skt_claim_set_free(set);
    return change;
}

static size_t count_claims(fixture *f, const skt_store_query *query)
{
    skt_claim_set *set;
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    assert_int_equal(skt_store_load(set, f->store, query, NULL), SKT_OK);
    const size_t count = skt_claim_set_count(set);
    skt_claim_set_free(set);
    return count;
}

/* ----------------------------------------------------------------------- rows */

static size_t columns_of(const char *table)
{
    size_t count;
    const skt_sql_table *tables = skt_store_tables(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(tables[i].name, table) == 0) {
            return tables[i].n_columns - 1;
        }
    }
    return 0;
}

static void rows_fit_their_tables(void **state)
{
    skt_sql_row row;
    skt_row_text text = {.names = SKT_BUF_INIT};
    skt_place place;
    skt_place other;
    skt_claim_link link;
    const skt_claim claim = full_claim(&place, &other, &link);
    const skt_report report = {.text = SKT_LIT("x")};
    (void)state;
    skt_row_of_report(&row, &(skt_report_row){.version = 1}, &report, &text);
    assert_int_equal(row.n, columns_of("reports"));
    assert_int_equal(skt_row_of_claim(&row, &claim, 1, 0, 0, &text), SKT_OK);
    assert_int_equal(row.n, columns_of("claims"));
    assert_true(row.n <= SKT_SQL_MOST_COLUMNS);
    skt_row_of_place(&row, &place, 1, 0);
    assert_int_equal(row.n, columns_of("claim_places"));
    assert_int_equal(row.n, columns_of("other_places"));
    skt_row_of_link(&row, &link, 1, 0);
    assert_int_equal(row.n, columns_of("links"));
    skt_buf_dispose(&text.names);
}

static void claims_come_back_as_they_were(void **state)
{
    fixture *f = *state;
    skt_place place;
    skt_place other;
    skt_claim_link link;
    const skt_claim claims[] = {full_claim(&place, &other, &link), bare_claim()};
    const skt_report report = {.doc = SKT_LIT("a.txt"),
                               .id = SKT_LIT("r"),
                               .signature = SKT_LIT("s"),
                               .published = SKT_NO_DAY};
    skt_claim_set *in;
    skt_claim_set *out;
    skt_store_change change;
    assert_int_equal(skt_claim_set_new(&in), SKT_OK);
    assert_int_equal(skt_claim_set_new(&out), SKT_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(skt_claim_set_add(in, &claims[i]), SKT_OK);
    }
    assert_int_equal(skt_store_put(&change, f->store, &report, in, 0, 2), SKT_OK);
    assert_int_equal(change, SKT_STORE_ADDED);
    assert_int_equal(skt_store_load(out, f->store, NULL, NULL), SKT_OK);
    assert_int_equal(skt_claim_set_count(out), 2);
    for (size_t i = 0; i < 2; i++) {
        skt_buf texts[2] = {SKT_BUF_INIT, SKT_BUF_INIT};
        const skt_claim_set *const sets[] = {in, out};
        for (size_t k = 0; k < 2; k++) {
            skt_json json = {&texts[k], false};
            skt_claim_write_json(&json, NULL, skt_claim_set_at(sets[k], i));
        }
        assert_string_equal(texts[0].ptr, texts[1].ptr);
        skt_buf_dispose(&texts[0]);
        skt_buf_dispose(&texts[1]);
    }
    assert_int_equal(skt_claim_set_at(out, 1)->window.start, -17280001);
    skt_claim_set_free(in);
    skt_claim_set_free(out);
}

/* ------------------------------------------------------------------- versions */

static void reports_have_versions(void **state)
{
    static const struct {
        const char *text;
        skt_day published;
        skt_number value;
        skt_store_change expected;
    } steps[] = {
        {"nine", 100, 9, SKT_STORE_ADDED},
        {"nine", 100, 9, SKT_STORE_UNCHANGED},
        {"NINE", 100, 9, SKT_STORE_UNCHANGED},    /* folded, the text is the same */
        {"nine now", 100, 9, SKT_STORE_REWORDED}, /* says the same */
        {"nine", 100, 9, SKT_STORE_UNCHANGED},    /* was there */
        {"nine", 100, 8, SKT_STORE_UNCHANGED},    /* an earlier wording */
        {"nine now", 100, 8, SKT_STORE_CHANGED},  /* read anew */
        {"twelve", 101, 12, SKT_STORE_CHANGED},
        {"nine", 100, 9, SKT_STORE_UNCHANGED},  /* an earlier version */
        {"twelve", 101, 13, SKT_STORE_CHANGED}, /* read anew */
        {"twelve", 101, 13, SKT_STORE_UNCHANGED},
        {"three", 99, 3, SKT_STORE_OLDER},
        {"three", 99, 3, SKT_STORE_UNCHANGED},
        {"thirteen", 90, 13, SKT_STORE_UNCHANGED},   /* older and says the same */
        {"twelve", SKT_NO_DAY, 12, SKT_STORE_OLDER}, /* the same text without its day */
        {"fourteen", SKT_NO_DAY, 14, SKT_STORE_CHANGED},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const skt_store_change change = put_one(f, "https://example.org/a", steps[i].text,
                                                steps[i].published, steps[i].value, 100);
        if (change != steps[i].expected) {
            fail_msg("step %zu: %d, not %d", i, (int)change, (int)steps[i].expected);
        }
        assert_int_equal(count_claims(f, NULL), 1);
    }
    assert_int_equal(put_one(f, "https://example.org/b", "nine", 100, 9, 100), SKT_STORE_ADDED);
    assert_int_equal(count_claims(f, NULL), 2);
    assert_int_equal(skt_diag_count(f->diag), 0);
}

static void transactions_are_whole(void **state)
{
    fixture *f = *state;
    assert_int_equal(skt_store_begin(f->store), SKT_OK);
    assert_int_equal(skt_store_begin(f->store), SKT_E_USAGE);
    (void)put_one(f, "https://example.org/a", "nine", 100, 9, 100);
    skt_store *reader;
    assert_int_equal(skt_store_open(&reader, f->path, SKT_STORE_READ, f->diag), SKT_OK);
    fixture other = {.store = reader};
    assert_int_equal(count_claims(&other, NULL), 0);
    skt_store_rollback(f->store);
    assert_int_equal(skt_store_commit(f->store), SKT_E_USAGE);
    assert_int_equal(count_claims(f, NULL), 0);
    assert_int_equal(put_one(f, "https://example.org/a", "nine", 100, 9, 100), SKT_STORE_ADDED);
    assert_int_equal(count_claims(&other, NULL), 1);
    skt_store_close(reader);
}

static void days_are_asked_for(void **state)
{
    fixture *f = *state;
    (void)put_one(f, "https://example.org/a", "one", 100, 1, 100);
    (void)put_one(f, "https://example.org/b", "two", 200, 2, 200);
    (void)put_one(f, "https://example.org/c", "three", 300, 3, SKT_NO_DAY);
    assert_int_equal(count_claims(f, NULL), 3);
    assert_int_equal(count_claims(f, &(skt_store_query){sizeof(skt_store_query), 150, SKT_NO_DAY}),
                     2);
    assert_int_equal(count_claims(f, &(skt_store_query){sizeof(skt_store_query), SKT_NO_DAY, 150}),
                     2);
    assert_int_equal(count_claims(f, &(skt_store_query){sizeof(skt_store_query), 101, 199}),
                     3); /* near them */
    assert_int_equal(count_claims(f, &(skt_store_query){sizeof(skt_store_query), 120, 180}), 1);
}

static void reports_are_found(void **state)
{
    fixture *f = *state;
    skt_arena arena = SKT_ARENA_INIT;
    skt_stored_report found;
    skt_claim_set *set;
    (void)put_one(f, "https://example.org/a", "nine drones", 100, 9, 100);
    (void)put_one(f, "https://example.org/a", "ten drones", 101, 10, 100);
    skt_report report = {.doc = SKT_LIT("x"),
                         .id = SKT_LIT("own"),
                         .signature = SKT_LIT("sign"),
                         .title = SKT_LIT("A title"),
                         .text = SKT_LIT("its text"),
                         .published = 100};
    skt_store_change change;
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    assert_int_equal(skt_store_put(&change, f->store, &report, set, 0, 0), SKT_OK);
    assert_int_equal(
        skt_store_find(&found, f->store, SKT_LIT("own"), SKT_LIT("sign"), true, &arena), SKT_OK);
    assert_true(skt_str_is(found.key, "own"));
    assert_true(skt_str_is(found.report.title, "A title"));
    assert_true(skt_str_is(found.report.text, "its text"));
    assert_int_equal(found.report.published, 100);
    assert_true(found.current);
    assert_int_equal(found.superseded_by, 0);
    assert_int_equal(
        skt_store_find(&found, f->store, SKT_LIT("own"), SKT_LIT("sign"), false, &arena), SKT_OK);
    assert_null(found.report.text.ptr);
    assert_int_equal(
        skt_store_find(&found, f->store, SKT_LIT("own"), SKT_LIT("other"), false, &arena),
        SKT_E_NOTFOUND);
    assert_int_equal(skt_diag_count(f->diag), 0);
    skt_claim_set_free(set);
    skt_arena_dispose(&arena);
}

/* ----------------------------------------------------------------- GeoPackage */

static char *ask(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    char *answer = NULL;
    if (sqlite3_step(statement) == SQLITE_ROW) {
        answer = sqlite3_mprintf("%s", (const char *)sqlite3_column_text(statement, 0));
    }
    (void)sqlite3_finalize(statement);
    return answer;
}

/* Requirements of OGC 12-128r18 by their numbers, beside what GDAL's validator looks at. */
static void the_file_is_a_geopackage(void **state)
{
    static const struct {
        const char *sql, *expected;
    } cases[] = {
        {"PRAGMA application_id", "1196444487"}, /* 2 */
        {"PRAGMA user_version", "10300"},        /* 2 */
        {"PRAGMA integrity_check", "ok"},        /* 6 */
        {"PRAGMA foreign_key_check", NULL},      /* 7 */
        {"SELECT group_concat(srs_id) FROM (SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1)",
         "-1,0,4326"}, /* 11 */
        {"SELECT group_concat(name) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
         "'gpkg%' AND name NOT LIKE 'rtree%' AND name NOT LIKE 'sqlite%' AND name NOT IN (SELECT "
         "table_name FROM gpkg_contents)",
         ""}, /* 13 */
        {"SELECT count(*) FROM gpkg_contents WHERE last_change NOT GLOB "
         "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9]"
         "[0-9]Z'",
         "0"}, /* 15 */
        {"SELECT table_name || column_name || geometry_type_name || srs_id || z || m FROM "
         "gpkg_geometry_columns",
         "claimsgeomPOINT432600"}, /* 21 to 28 */
        {"SELECT type || pk FROM pragma_table_info('claims') WHERE name = 'fid'",
         "INTEGER1"}, /* 29 */
        {"SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'claims'",
         "6"}, /* 75 */
        {"SELECT scope FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'",
         "write-only"}, /* 76 */
        {"SELECT count(*) FROM gpkg_metadata_reference r JOIN gpkg_metadata m ON m.id = "
         "r.md_file_id WHERE m.metadata LIKE '%GeoNames%'",
         "1"}, /* 93 to 101 */
        {"SELECT hex(geom) FROM claims WHERE geom NOT NULL",
         "47500001E61000000101000000" /* 19, 33 */
         "69006F8104B541C0"
         "F6285C8FC2F54940"},
        {"SELECT min_x || ' ' || max_y FROM gpkg_contents WHERE table_name = 'claims'",
         "-35.4142 51.92"},
        {"SELECT count(*) FROM rtree_claims_geom", "1"},
    };
    fixture *f = *state;
    skt_place place;
    skt_place other;
    skt_claim_link link;
    skt_claim_set *set;
    skt_store_change change;
    sqlite3 *db;
    skt_claim claim = full_claim(&place, &other, &link);
    place.lon = -35.41420000000000101181;
    place.lat = 51.92;
    const skt_report report = {.id = claim.report, .signature = claim.signature};
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    assert_int_equal(skt_claim_set_add(set, &claim), SKT_OK);
    assert_int_equal(skt_store_put(&change, f->store, &report, set, 0, 1), SKT_OK);
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(skt_gpkg_add_functions(db), SQLITE_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *answer = ask(db, cases[i].sql);
        if ((answer == NULL) != (cases[i].expected == NULL) ||
            (answer != NULL && strcmp(answer, cases[i].expected) != 0)) {
            fail_msg("%s: %s, not %s", cases[i].sql, answer, cases[i].expected);
        }
        sqlite3_free(answer);
    }
    /* The triggers keep the index, whoever writes. */
    assert_int_equal(sqlite3_exec(db, "UPDATE claims SET geom = NULL", NULL, NULL, NULL),
                     SQLITE_OK);
    char *left = ask(db, "SELECT count(*) FROM rtree_claims_geom");
    assert_string_equal(left, "0");
    sqlite3_free(left);
    (void)sqlite3_close(db);
    skt_claim_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_have_one_spelling),
        cmocka_unit_test(rows_fit_their_tables),
        cmocka_unit_test_setup_teardown(claims_come_back_as_they_were, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reports_have_versions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(transactions_are_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(days_are_asked_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reports_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_file_is_a_geopackage, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
