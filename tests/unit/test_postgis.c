/* The PostGIS backend. What needs a server runs where SKYTALLY_POSTGIS_URL names an empty
 * database of one, as tests/cli/postgis.py does; else it is skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/buf.h"
#include "core/str.h"
#include "store/store.h"

static const skt_store_backend *const postgis = &skt_store_postgis;

static const char *message(const skt_diag *diag, size_t index)
{
    return index < skt_diag_count(diag) ? skt_diag_at(diag, index)->message : "";
}

/* -------------------------------------------------------------- addresses */

typedef struct address {
    const char *url, *secret, *says;
} address;

/* Where libpq would quote a piece of the password, or take it for a host. */
static const address addresses[] = {
    {"postgresql://me:se@cret@localhost/db", "cret", "write @ as %40"},
    {"postgresql://me:se/cret@localhost/db", "cret", "write @ as %40"},
    {"postgresql://me:12/cret@localhost/db", "cret", "write @ as %40"},
    {"postgresql://me:se?cr@et@localhost/db", "cr@et", "write @ as %40"},
    {"postgresql://me:se?cret@/db?host=/no/such/folder", "cret", "No such file"},
    {"postgresql://me:se/c?ret@localhost/db", "ret", "write @ as %40"},
    {"postgresql://me:se%cret@localhost/db", "cret", "write @ as %40"},
    {"postgresql://localhost/db?password=se%cret", "cret", "write @ as %40"},
    {"postgresql://localhost/db?password=secret&colour=red", "secret", "write @ as %40"},
    {"postgresql://me:secret@localhost:door/db", "secret", "cannot be connected to"},
    {"postgresql://me:secret@/db?host=/no/such/folder", "secret", "cannot be connected to"},
    {"postgresql://me@/db?host=/no/such/folder&password=secret", "secret", "No such file"},
    {"postgresql://localhost/db?colour=red", NULL, "colour"},
};

static void test_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        const address *a = &addresses[i];
        skt_diag *diag;
        void *db;
        assert_int_equal(skt_diag_new(&diag), SKT_OK);
        assert_int_equal(postgis->open(&db, a->url, SKT_STORE_READ, diag), SKT_E_IO);
        assert_null(db);
        assert_int_equal(skt_diag_count(diag), 1);
        const skt_diag_entry *entry = skt_diag_at(diag, 0);
        if (strstr(entry->message, a->says) == NULL) {
            fail_msg("%s: %s", a->url, entry->message);
        }
        if (a->secret != NULL) {
            assert_null(strstr(entry->message, a->secret));
            assert_true(entry->input == NULL || strstr(entry->input, a->secret) == NULL);
        }
        skt_diag_free(diag);
    }
}

/* ---------------------------------------------------------- with a server */

typedef struct live {
    skt_diag *diag;
    void *db, *other;
} live;

static int live_setup(void **state)
{
    const char *url = getenv("SKYTALLY_POSTGIS_URL");
    live *l = calloc(1, sizeof *l);
    *state = l;
    if (url == NULL) {
        return 0;
    }
    assert_int_equal(skt_diag_new(&l->diag), SKT_OK);
    const skt_status status = postgis->open(&l->db, url, SKT_STORE_WRITE, l->diag);
    if (status != SKT_OK) {
        fail_msg("%s", message(l->diag, 0));
    }
    assert_int_equal(postgis->open(&l->other, url, SKT_STORE_WRITE, l->diag), SKT_OK);
    return 0;
}

static int live_teardown(void **state)
{
    live *l = *state;
    postgis->close(l->db);
    postgis->close(l->other);
    skt_diag_free(l->diag);
    free(l);
    return 0;
}

static live *server(void **state)
{
    live *l = *state;
    if (l->db == NULL) {
        skip();
    }
    return l;
}

/* Values of one row, with a copy of their texts. */
typedef struct copied {
    skt_sql_value values[8];
    char texts[8][64];
    size_t n, rows;
} copied;

static skt_status copy_row(void *user, const skt_sql_value *values, size_t n)
{
    copied *c = user;
    assert_true(n <= 8);
    c->n = n;
    c->rows++;
    for (size_t i = 0; i < n; i++) {
        c->values[i] = values[i];
        if (values[i].kind == SKT_SQL_IS_TEXT) {
            assert_true(values[i].text.len < sizeof c->texts[i]);
            memcpy(c->texts[i], values[i].text.ptr, values[i].text.len);
            c->values[i].text.ptr = c->texts[i];
        }
    }
    return SKT_OK;
}

static skt_sql_value text_value(const char *ptr, size_t len)
{
    return (skt_sql_value){.kind = SKT_SQL_IS_TEXT, .text = {ptr, len}};
}

static void test_values(void **state)
{
    const live *l = server(state);
    static const char sql[] =
        "SELECT CAST($1 AS bigint), CAST($2 AS double precision), CAST($3 AS text), "
        "CAST($4 AS boolean), CAST($5 AS date), CAST($6 AS timestamp with time zone), "
        "CAST($7 AS text), sum(n) FROM generate_series(CAST(1 AS bigint), 4) n";
    const skt_sql_value params[] = {
        {.kind = SKT_SQL_IS_INTEGER, .integer = INT64_MIN + 1},
        {.kind = SKT_SQL_IS_REAL, .real = 0.1 + 0.2},
        text_value("", 0),
        {.kind = SKT_SQL_IS_INTEGER, .integer = 1},
        text_value("2024-02-29", 10),
        text_value("2024-08-31T18:00:00.000Z", 24),
        {.kind = SKT_SQL_IS_NULL},
    };
    copied row = {0};
    assert_int_equal(postgis->begin(l->db, false), SKT_OK);
    assert_int_equal(postgis->run(l->db, sql, params, 7, copy_row, &row), SKT_OK);
    postgis->rollback(l->db);
    assert_int_equal(row.rows, 1);
    assert_int_equal(row.values[0].integer, INT64_MIN + 1);
    assert_int_equal(row.values[1].kind, SKT_SQL_IS_REAL);
    assert_true(row.values[1].real == 0.1 + 0.2); /* to the last bit */
    assert_int_equal(row.values[2].kind, SKT_SQL_IS_TEXT);
    assert_int_equal(row.values[2].text.len, 0);
    assert_int_equal(row.values[3].kind, SKT_SQL_IS_INTEGER);
    assert_int_equal(row.values[3].integer, 1);
    assert_true(skt_str_is(row.values[4].text, "2024-02-29"));
    assert_true(skt_str_starts(row.values[5].text, SKT_LIT("2024-08-31 18:00:00")));
    assert_int_equal(row.values[6].kind, SKT_SQL_IS_NULL);
    assert_int_equal(row.values[7].kind, SKT_SQL_IS_INTEGER);
    assert_int_equal(row.values[7].integer, 10);
}

/* What PostgreSQL cannot hold keeps its length. */
static void test_texts(void **state)
{
    static const struct {
        const char *in;
        size_t len;
        const char *out;
    } cases[] = {
        {"a\0b", 3, "a?b"},
        {"\0", 1, "?"},
        {"r\xe9sum\xe9", 6, "r?sum?"},
        {"\xed\xa0\x80", 3, "???"}, /* a surrogate */
        {"\xc0\x80", 2, "??"},
        {"\xf4\x90\x80\x80", 4, "????"},
        {"\xd0", 1, "?"},
        {"\xef\xbf\xbd", 3, "\xef\xbf\xbd"},
        {"\xd0\x9a\xd1\x83\xd1\x80\xd1\x81\xd0\xba \xf0\x9f\x9a\x80", 15,
         "\xd0\x9a\xd1\x83\xd1\x80\xd1\x81\xd0\xba \xf0\x9f\x9a\x80"},
        {"it's \\ \"x\" $1", 13, "it's \\ \"x\" $1"},
    };
    const live *l = server(state);
    assert_int_equal(postgis->begin(l->db, false), SKT_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const skt_sql_value param = text_value(cases[i].in, cases[i].len);
        copied row = {0};
        assert_int_equal(postgis->run(l->db, "SELECT CAST($1 AS text)", &param, 1, copy_row, &row),
                         SKT_OK);
        assert_true(skt_str_is(row.values[0].text, cases[i].out));
    }
    postgis->rollback(l->db);
}

static void test_point(void **state)
{
    const live *l = server(state);
    const skt_sql_value point = {.kind = SKT_SQL_IS_POINT, .real = -0.1, .lat = 51.7373};
    copied row = {0};
    assert_int_equal(postgis->begin(l->db, false), SKT_OK);
    assert_int_equal(postgis->run(l->db,
                                  "SELECT public.ST_X(p), public.ST_Y(p), public.ST_SRID(p) "
                                  "FROM (SELECT CAST($1 AS public.geometry) AS p) t",
                                  &point, 1, copy_row, &row),
                     SKT_OK);
    postgis->rollback(l->db);
    assert_true(row.values[0].real == -0.1);
    assert_true(row.values[1].real == 51.7373);
    assert_int_equal(row.values[2].integer, 4326);
}

static skt_status stop_at_ten(void *user, const skt_sql_value *values, size_t n)
{
    size_t *rows = user;
    assert_int_equal(n, 1);
    assert_int_equal(values[0].integer, *rows + 1);
    return ++*rows == 10 ? SKT_E_LIMIT : SKT_OK;
}

static void test_rows(void **state)
{
    const live *l = server(state);
    static const char sql[] = "SELECT n FROM generate_series(1, $1) n";
    const skt_sql_value many = {.kind = SKT_SQL_IS_INTEGER, .integer = 200000};
    copied row = {0};
    size_t rows = 0;
    assert_int_equal(postgis->begin(l->db, false), SKT_OK);
    assert_int_equal(postgis->run(l->db, sql, &many, 1, copy_row, &row), SKT_OK);
    assert_int_equal(row.rows, 200000);
    /* Who has had enough may go on with the transaction. */
    assert_int_equal(postgis->run(l->db, sql, &many, 1, stop_at_ten, &rows), SKT_E_LIMIT);
    assert_int_equal(rows, 10);
    row.rows = 0;
    assert_int_equal(postgis->run(l->db, "SELECT 1 WHERE 1 = 2", NULL, 0, copy_row, &row), SKT_OK);
    assert_int_equal(row.rows, 0);
    assert_int_equal(postgis->commit(l->db), SKT_OK);
}

static const char count_sql[] = "SELECT count(*) FROM \"reports\"";

static int64_t count_reports(void *db)
{
    copied row = {0};
    assert_int_equal(postgis->run(db, count_sql, NULL, 0, copy_row, &row), SKT_OK);
    assert_int_equal(row.rows, 1);
    return row.values[0].integer;
}

static skt_status insert_report(void *db, const char *key)
{
    const skt_sql_value param = text_value(key, strlen(key));
    return postgis->run(db,
                        "INSERT INTO \"reports\" (\"key\", \"version\", \"current\", \"report\", "
                        "\"signature\", \"fingerprint\", \"doc\", \"claims\") VALUES "
                        "($1, 1, TRUE, 'r', 's', 'f', 'd', 0)",
                        &param, 1, NULL, NULL);
}

static void test_transactions(void **state)
{
    const live *l = server(state);
    const size_t told = skt_diag_count(l->diag);
    assert_int_equal(postgis->begin(l->db, true), SKT_OK);
    const int64_t before = count_reports(l->db);
    assert_int_equal(postgis->begin(l->other, false), SKT_OK);
    assert_int_equal(insert_report(l->db, "one"), SKT_OK);
    assert_int_equal(count_reports(l->other), before);
    assert_int_equal(postgis->commit(l->db), SKT_OK);
    assert_int_equal(count_reports(l->other), before); /* one state of the store */
    assert_int_equal(postgis->commit(l->other), SKT_OK);
    assert_int_equal(postgis->begin(l->other, false), SKT_OK);
    assert_int_equal(count_reports(l->other), before + 1);
    assert_int_equal(skt_diag_count(l->diag), told);
    assert_int_equal(insert_report(l->other, "two"), SKT_E_IO); /* to read, it was begun */
    postgis->rollback(l->other);
    postgis->rollback(l->other);
    assert_int_equal(postgis->begin(l->other, true), SKT_OK);
    assert_int_equal(count_reports(l->other), before + 1);
    postgis->rollback(l->other);
}

static void test_errors(void **state)
{
    const live *l = server(state);
    assert_int_equal(postgis->begin(l->db, true), SKT_OK);
    assert_int_equal(insert_report(l->db, "three"), SKT_OK);
    const size_t told = skt_diag_count(l->diag);
    assert_int_equal(insert_report(l->db, "three"), SKT_E_DATA);
    assert_int_equal(skt_diag_count(l->diag), told + 1);
    assert_non_null(strstr(message(l->diag, told), "duplicate key"));
    /* What fails for that is not told of again, and nothing of it is kept. */
    assert_int_equal(insert_report(l->db, "four"), SKT_E_IO);
    assert_int_equal(skt_diag_count(l->diag), told + 1);
    assert_int_equal(postgis->commit(l->db), SKT_E_IO);
    postgis->rollback(l->db);
    assert_int_equal(postgis->begin(l->db, true), SKT_OK);
    assert_int_equal(insert_report(l->db, "three"), SKT_OK);
    postgis->rollback(l->db);
}

static void test_lost(void **state)
{
    const live *l = server(state);
    assert_int_equal(postgis->begin(l->other, true), SKT_OK);
    assert_int_equal(insert_report(l->other, "five"), SKT_OK);
    const size_t told = skt_diag_count(l->diag);
    copied row = {0};
    assert_int_equal(postgis->run(l->other, "SELECT pg_terminate_backend(pg_backend_pid())", NULL,
                                  0, copy_row, &row),
                     SKT_E_IO);
    assert_int_equal(skt_diag_count(l->diag), told + 1);
    assert_non_null(strstr(message(l->diag, told), "the connection was lost"));
    assert_int_equal(insert_report(l->other, "six"), SKT_E_IO);
    assert_int_equal(postgis->commit(l->other), SKT_E_IO);
    assert_int_equal(postgis->begin(l->other, true), SKT_E_IO);
    postgis->rollback(l->other);
    assert_int_equal(skt_diag_count(l->diag), told + 1);
    /* Its lock went with it. */
    assert_int_equal(postgis->begin(l->db, true), SKT_OK);
    assert_int_equal(insert_report(l->db, "five"), SKT_OK);
    postgis->rollback(l->db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses),
        cmocka_unit_test_setup_teardown(test_values, live_setup, live_teardown),
        cmocka_unit_test_setup_teardown(test_texts, live_setup, live_teardown),
        cmocka_unit_test_setup_teardown(test_point, live_setup, live_teardown),
        cmocka_unit_test_setup_teardown(test_rows, live_setup, live_teardown),
        cmocka_unit_test_setup_teardown(test_transactions, live_setup, live_teardown),
        cmocka_unit_test_setup_teardown(test_errors, live_setup, live_teardown),
        cmocka_unit_test_setup_teardown(test_lost, live_setup, live_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
