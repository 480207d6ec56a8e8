/* Pages, feeds and tables in the layouts of tests/ingest, against what is written beside
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/buf.h"
#include "core/file.h"

static void add_field(skt_buf *out, const char *name, skt_str value)
{
    if (value.len > 0) {
        skt_buf_format(out, "%s: %.*s\n", name, SKT_FMT(value));
    }
}

/* A report as the .expected files have it. */
static void add_report(skt_buf *out, const skt_report *report)
{
    char day[11];
    skt_day_format(day, report->published);
    skt_buf_add_text(out, out->len > 0 ? "%%\n" : "");
    add_field(out, "item", report->item);
    add_field(out, "url", report->url);
    add_field(out, "published", skt_str_from(day));
    add_field(out, "origin", skt_str_from(skt_date_origin_name(report->date_origin)));
    add_field(out, "publisher", report->publisher);
    add_field(out, "lang", report->lang);
    skt_buf_format(out, "\n%.*s\n", SKT_FMT(report->text));
}

/* Its fields may stand in any order: they are sorted by the order above. */
static void sort_fields(skt_buf *out, skt_str expected)
{
    static const char *const names[] = {
        "item:", "url:", "published:", "origin:", "publisher:", "lang:"};
    skt_str rest = expected;
    skt_str line;
    bool head = true;
    skt_str fields[6] = {{0}};
    while (skt_str_split(&line, &rest, '\n') && (rest.ptr != NULL || line.len > 0)) {
        for (size_t i = 0; head && i < 6; i++) {
            fields[i] = skt_str_starts(line, skt_str_from(names[i])) ? line : fields[i];
        }
        for (size_t i = 0; head && line.len == 0 && i < 6; i++) {
            if (fields[i].len > 0) {
                skt_buf_format(out, "%.*s\n", SKT_FMT(fields[i]));
            }
            fields[i].len = 0;
        }
        head = head && line.len > 0;
        if (!head) {
            skt_buf_format(out, "%.*s\n", SKT_FMT(line));
        }
        head = head || skt_str_is(line, "%%");
    }
}

static void reads(const char *name, const char *ending)
{
    char path[256];
    const char *inputs[1] = {path};
    skt_ingest *ingest;
    const skt_report *report;
    skt_diag *diag;
    skt_buf got = SKT_BUF_INIT;
    skt_buf expected = SKT_BUF_INIT;
    skt_mapping mapped;
    (void)snprintf(path, sizeof path, "%s/tests/ingest/%s.expected", SKYTALLY_SOURCE_DIR, name);
    assert_int_equal(skt_file_map(&mapped, path, NULL), SKT_OK);
    sort_fields(&expected, (skt_str){(const char *)mapped.ptr, mapped.len});
    skt_file_unmap(&mapped);
    (void)snprintf(path, sizeof path, "%s/tests/ingest/%s%s", SKYTALLY_SOURCE_DIR, name, ending);
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_ingest_new(&ingest, inputs, 1, NULL, diag), SKT_OK);
    while (skt_ingest_next(&report, ingest) == SKT_OK && report != NULL) {
        add_report(&got, report);
    }
    if (!skt_str_eq(skt_buf_str(&got), skt_buf_str(&expected))) {
        fail_msg("%s%s is read as\n%s\nnot as\n%s", name, ending, skt_buf_str(&got).ptr,
                 skt_buf_str(&expected).ptr);
    }
    assert_int_equal(skt_ingest_refused(ingest), 0);
    skt_ingest_free(ingest);
    skt_diag_free(diag);
    skt_buf_dispose(&got);
    skt_buf_dispose(&expected);
}

static void pages_are_their_articles(void **state)
{
    (void)state;
    reads("wordpress", ".html");
    reads("blocks", ".html");
    reads("old_table", ".htm");
    reads("channel", ".html");
    reads("scripted", ".html");
    reads("lead_apart", ".html");
    reads("undated", ".html");
    reads("cards", ".html");
}

static void feeds_are_their_items(void **state)
{
    (void)state;
    reads("rdf", ".xml");
    reads("podcast", ".rss");
    reads("atom", ".xml");
    reads("broken", ".xml");
}

static void objects_and_rows_are_articles(void **state)
{
    (void)state;
    reads("newsapi", ".json");
    reads("spreadsheet", ".csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_their_articles),
        cmocka_unit_test(feeds_are_their_items),
        cmocka_unit_test(objects_and_rows_are_articles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
