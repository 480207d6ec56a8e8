/* Inputs to reports: date lines, charsets, and everything that is no text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "claims/identity.h"
#include "core/buf.h"
#include "core/file.h"

/* A folder of its own for each test, and what was said. */
typedef struct fixture {
    char dir[64];
    skt_diag *diag;
    skt_ingest *ingest;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    (void)snprintf(f->dir, sizeof f->dir, "/tmp/skytally-ingest-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    assert_int_equal(skt_diag_new(&f->diag), SKT_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    char command[192];
    skt_ingest_free(f->ingest);
    skt_diag_free(f->diag);
    (void)snprintf(command, sizeof command, "chmod -R u+rwx %s && rm -r %s", f->dir, f->dir);
    assert_int_equal(system(command), 0);
    free(f);
    return 0;
}

/* Paths live as long as the program: tests are short. */
static const char *path_to(const fixture *f, const char *name)
{
    enum { ROOM = 256 };
    static char paths[8][ROOM];
    static size_t next;
    char *path = paths[next++ % 8];
    (void)snprintf(path, ROOM, "%s/%s", f->dir, name);
    return path;
}

static const char *write_file(const fixture *f, const char *name, const char *bytes, size_t length)
{
    const char *path = path_to(f, name);
    assert_int_equal(skt_file_write(path, (skt_str){bytes, length}, NULL), SKT_OK);
    return path;
}

static const skt_report *next(fixture *f)
{
    const skt_report *report;
    assert_int_equal(skt_ingest_next(&report, f->ingest), SKT_OK);
    return report;
}

static const skt_report *read_one(fixture *f, const char *path, size_t max_bytes)
{
    static const char *inputs[1];
    skt_ingest_options options = SKT_INGEST_OPTIONS_INIT;
    options.max_bytes = max_bytes > 0 ? max_bytes : options.max_bytes;
    inputs[0] = path;
    skt_ingest_free(f->ingest);
    assert_int_equal(skt_ingest_new(&f->ingest, inputs, 1, &options, f->diag), SKT_OK);
    return next(f);
}

static const char *last_message(const fixture *f)
{
    const size_t count = skt_diag_count(f->diag);
    return count == 0 ? "" : skt_diag_at(f->diag, count - 1)->message;
}

static void assert_text(skt_str text, const char *expected)
{
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.ptr, expected, text.len);
}

typedef struct plain_case {
    const char *bytes;
    size_t length; /* 0: up to the NUL */
    const char *date, *text;
} plain_case;

static void reads_date_lines_and_charsets(void **state)
{
    static const plain_case cases[] = {
        {"date 2023-01-30 Drones.\n", 0, "2023-01-30", "Drones."},
        {" \n\t date 2023-01-30\nDrones.\n\nMore.", 0, "2023-01-30", "Drones.\n\nMore."},
        {"\xC2\xA0"
         "date 2023-01-30\r\nDrones.",
         0, "2023-01-30", "Drones."},
        {"\xEF\xBB\xBF"
         "date 2024-02-29 Drones.",
         0, "2024-02-29", "Drones."},
        {"date 2023-02-29 Drones.", 0, "", "date 2023-02-29 Drones."},
        {"date 2023-01-301 Drones.", 0, "", "date 2023-01-301 Drones."},
        {"dated 2023-01-30 Drones.", 0, "", "dated 2023-01-30 Drones."},
        {"date: none", 0, "", "date: none"},
        {"The date 2023-01-30", 0, "", "The date 2023-01-30"},
        {"Caf\xC3\xA9", 0, "", "Caf\xC3\xA9"},
        {"\xFF\xFE"
         "d\0a\0t\0e\0 \0002\0000\0002\0003\0-\0000\0001\0-\0003\0000\0\n\0D\0",
         36, "2023-01-30", "D"},
        {"\xFE\xFF\0D\xD8\x3D\xDE\x00", 8, "", "D\xF0\x9F\x98\x80"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const plain_case *c = &cases[i];
        const char *path =
            write_file(f, "a.txt", c->bytes, c->length > 0 ? c->length : strlen(c->bytes));
        const skt_report *report = read_one(f, path, 0);
        char day[11];
        assert_non_null(report);
        skt_day_format(day, report->published);
        assert_string_equal(day, c->date);
        assert_int_equal(report->date_origin, c->date[0] != '\0' ? SKT_DATE_LINE : SKT_DATE_NONE);
        assert_text(report->text, c->text);
        assert_text(report->doc, path);
        assert_null(next(f));
    }
}

typedef struct refused_case {
    const char *bytes;
    size_t length;
    const char *says;
} refused_case;

static void refuses_what_is_no_text(void **state)
{
    static const refused_case cases[] = {
        {"", 0, "is empty"},
        {" \n\t\n", 4, "nothing but white space"},
        {"date 2023-01-30\n", 16, "nothing but its date line"},
        {"\x01\x02\xFF\xFE\x9C\x00\x13\x7F", 8, "byte 0 is 0x01"},
        {"abc\0def", 7, "byte 3 is 0x00"},
        {"%PDF-1.4\n", 9, "is a PDF file"},
        {"<!DOCTYPE html><p> </p>", 23, "holds no article"},
        {"\n<?xml version='1.0'?><a>b</a>", 30, "is an XML file"},
        {"<rss><channel></channel></rss>", 30, "holds no article"},
        {"{\"id\": 1}\n", 10, "holds no article"},
        {"[{\"text\": \"a\"", 13, "holds no article"},
        {"date,place,count\n1,2,3\n", 23, "is a table without a column"},
        {"{\"outcome\": 1, \"report\": 2, \"places\": []}\n", 42, "is lines of claims"},
        {"\x1F\x8B\x08", 3, "is packed by gzip, and damaged"},
        {"BZh9", 4, "is compressed"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *path = write_file(f, "a.txt", cases[i].bytes, cases[i].length);
        assert_null(read_one(f, path, 0));
        if (strstr(last_message(f), cases[i].says) == NULL) {
            fail_msg("case %zu: \"%s\" is not in \"%s\"", i, cases[i].says, last_message(f));
        }
        assert_int_equal(skt_ingest_refused(f->ingest), 1);
        assert_int_equal(skt_ingest_read(f->ingest), 0);
    }
}

static void replaces_a_few_broken_bytes(void **state)
{
    fixture *f = *state;
    char text[400];
    memset(text, 'a', sizeof text);
    memcpy(text, "\xC3\xA9\xC3\xA9", 4); /* UTF-8 beyond doubt */
    text[100] = '\n';
    text[200] = (char)0x93;
    const skt_report *report = read_one(f, write_file(f, "a.txt", text, sizeof text), 0);
    assert_non_null(report);
    assert_int_equal(report->text.len, sizeof text + 2);
    assert_memory_equal(report->text.ptr + 200, "\xEF\xBF\xBD", 3);
    const skt_diag_entry *entry = skt_diag_at(f->diag, 0);
    assert_int_equal(entry->severity, SKT_WARNING);
    assert_int_equal(entry->line, 2);
}

static void refuses_beyond_the_limit(void **state)
{
    fixture *f = *state;
    char text[4096];
    memset(text, 'a', sizeof text);
    const char *path = write_file(f, "a.txt", text, sizeof text);
    assert_null(read_one(f, path, sizeof text - 1));
    assert_non_null(strstr(last_message(f), "split it"));
    assert_non_null(read_one(f, path, sizeof text));
}

/* The report of a file with that text, which gets its id and signature. */
static skt_report identified(fixture *f, const char *name, const char *text, skt_identity *room)
{
    skt_report report = *read_one(f, write_file(f, name, text, strlen(text)), 0);
    assert_null(report.id.ptr);
    assert_int_equal(skt_report_identify(&report, room), SKT_OK);
    assert_ptr_equal(report.id.ptr, room->id);
    return report;
}

static void identifies_reports_by_text_and_day(void **state)
{
    fixture *f = *state;
    skt_identity first;
    skt_identity same;
    skt_identity later;
    skt_report report = identified(f, "a.txt", "date 2024-09-01\nNine drones over Kursk.", &first);
    assert_int_equal(strlen(first.id), 16);
    assert_int_equal(skt_report_identify(&report, &same), SKT_OK);
    assert_ptr_equal(report.id.ptr, first.id); /* it keeps what it has */
    (void)identified(f, "b.txt", "\n\ndate 2024-09-01 NINE  drones\nover K\xC3\xBCrsk.", &same);
    assert_string_equal(same.id, first.id);
    assert_string_equal(same.signature, first.signature);
    (void)identified(f, "c.txt", "date 2024-09-02\nNine drones over Kursk.", &later);
    assert_string_not_equal(later.id, first.id);
    assert_string_equal(later.signature, first.signature);
}

static void walks_folders_in_order(void **state)
{
    fixture *f = *state;
    assert_int_equal(mkdir(path_to(f, "b"), 0777), 0);
    (void)write_file(f, "b/two.txt", "two", 3);
    (void)write_file(f, "a.txt", "one", 3);
    (void)write_file(f, "c.TXT", "three", 5);
    (void)write_file(f, "notes.md", "no", 2);
    (void)write_file(f, ".hidden.txt", "no", 2);
    assert_int_equal(symlink(f->dir, path_to(f, "d")), 0);
    assert_int_equal(symlink("gone", path_to(f, "e.txt")), 0);
    const skt_report *report = read_one(f, f->dir, 0);
    static const char *const expected[] = {"one", "two", "three"};
    for (size_t i = 0; i < 3; i++) {
        assert_non_null(report);
        assert_text(report->text, expected[i]);
        report = next(f);
    }
    assert_null(report);
    assert_int_equal(skt_ingest_refused(f->ingest), 1);
    assert_non_null(strstr(last_message(f), "points to nothing"));
}

static void takes_globs(void **state)
{
    fixture *f = *state;
    (void)write_file(f, "b.txt", "two", 3);
    (void)write_file(f, "a.txt", "one", 3);
    (void)write_file(f, "[c].txt", "three", 5);
    const skt_report *report = read_one(f, path_to(f, "?.txt"), 0);
    assert_text(report->text, "one");
    assert_text(next(f)->text, "two");
    assert_null(next(f));
    assert_text(read_one(f, path_to(f, "[c].txt"), 0)->text, "three");
    assert_null(read_one(f, path_to(f, "*.none"), 0));
    assert_non_null(strstr(last_message(f), "no file"));
}

static void names_what_is_no_file(void **state)
{
    fixture *f = *state;
    assert_int_equal(mkdir(path_to(f, "night.txt"), 0777), 0);
    assert_int_equal(mkdir(path_to(f, "empty"), 0777), 0);
    assert_int_equal(mkfifo(path_to(f, "pipe.txt"), 0666), 0);
    static const struct {
        const char *name, *says;
    } cases[] = {
        {"night.txt", "a folder with the name of a file"},
        {"empty", "no file in it"},
        {"pipe.txt", "standard input"},
        {"missing.txt", "No such file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(read_one(f, path_to(f, cases[i].name), 0));
        assert_non_null(strstr(last_message(f), cases[i].says));
        assert_int_equal(skt_ingest_refused(f->ingest), 1);
    }
    assert_null(read_one(f, "/dev/null", 0));
    assert_null(read_one(f, "", 0));
    (void)write_file(f, "night.txt/a.txt", "one", 3);
    assert_text(read_one(f, path_to(f, "night.txt/"), 0)->text, "one");
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(reads_date_lines_and_charsets),
        CASE(refuses_what_is_no_text),
        CASE(replaces_a_few_broken_bytes),
        CASE(refuses_beyond_the_limit),
        CASE(identifies_reports_by_text_and_day),
        CASE(walks_folders_in_order),
        CASE(takes_globs),
        CASE(names_what_is_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
