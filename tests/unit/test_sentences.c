/* Ordinary sentences and short reports, in our own words, each with the claims that a careful
 * reader notes, or with what they come to: tests/sentences, whose README tells the form. With
 * the names of tables as arguments it prints what the program reads, in that form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "built_data.h"
#include "core/buf.h"
#include "core/file.h"
#include "core/str.h"
#include "skytally.h"
#include "tally/tally.h"

#define TABLES SKYTALLY_SOURCE_DIR "/tests/sentences/"

enum { CLAIMS_MAX = 64, LINE_BYTES = 512 };

static skt_str area_of(const skt_place *place)
{
    if (place->admin1.len > 0) {
        return place->admin1;
    }
    return place->country.len > 0 ? place->country : place->label;
}

/* "outcome value bound area[,area] [@day] [period]"; the day only where it is not that of
 * publication, the period only where it is no event. */
static void render(char *line, const skt_claim *claim)
{
    skt_buf out = SKT_BUF_INIT;
    skt_buf_format(&out, "%s ", skt_outcome_name(claim->outcome));
    if (claim->value == SKT_NULL) {
        skt_buf_add_text(&out, "null");
    } else {
        skt_buf_format(&out, "%lld", (long long)claim->value);
    }
    skt_buf_format(&out, " %s ", skt_bound_name(claim->bound));
    for (size_t i = 0; i < claim->n_places; i++) {
        const skt_str area = area_of(&claim->places[i]);
        skt_buf_format(&out, "%s%.*s", i > 0 ? "," : "", SKT_FMT(area));
    }
    if (claim->date != claim->published && claim->date != SKT_NO_DAY) {
        char day[11];
        skt_day_format(day, claim->date);
        skt_buf_format(&out, " @%s", day);
    }
    if (claim->period != SKT_EVENT) {
        skt_buf_format(&out, " %s", skt_period_name(claim->period));
    }
    skt_buf_add_text(&out, claim->superseded ? " old" : "");
    assert_true(out.len < LINE_BYTES);
    memcpy(line, out.ptr, out.len + 1);
    skt_buf_dispose(&out);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* What the claims come to, by area and outcome; "-" for nothing. */
static void print_tally(skt_buf *out, const skt_claim_set *claims)
{
    skt_incident_set *incidents;
    skt_area_figures figures = {0};
    skt_arena arena = SKT_ARENA_INIT;
    assert_int_equal(skt_reconcile(&incidents, claims, built.gazetteer, built.issuers, NULL),
                     SKT_OK);
    assert_int_equal(skt_tally_areas(&figures, incidents, &arena), SKT_OK);
    for (size_t i = 0; i < figures.count; i++) {
        const skt_area_figure *figure = &figures.items[i];
        skt_buf_format(out, "%s%.*s %s %lld", i > 0 ? "; " : "", SKT_FMT(figure->area),
                       skt_outcome_name(figure->outcome), (long long)figure->value);
    }
    if (figures.count == 0) {
        skt_buf_add_text(out, "-");
    }
    skt_vec_dispose(&figures);
    skt_arena_dispose(&arena);
    skt_incident_set_free(incidents);
}

/* The claims, sorted; "-" for none. */
static void print_claims(skt_buf *out, const skt_claim_set *claims)
{
    static char lines[CLAIMS_MAX][LINE_BYTES];
    const size_t count = skt_claim_set_count(claims);
    assert_true(count <= CLAIMS_MAX);
    for (size_t i = 0; i < count; i++) {
        render(lines[i], skt_claim_set_at(claims, i));
    }
    qsort(lines, count, sizeof lines[0], by_text);
    for (size_t i = 0; i < count; i++) {
        skt_buf_format(out, "%s%s", i > 0 ? "; " : "", lines[i]);
    }
    if (count == 0) {
        skt_buf_add_text(out, "-");
    }
}

/* What is read of `text`: its claims, or their tally. */
static void read_text(skt_buf *out, skt_str published, skt_str lang, skt_str text, bool tally)
{
    const skt_report report = {.doc = SKT_LIT("-"),
                               .id = SKT_LIT("r"),
                               .lang = lang,
                               .published = skt_day_parse(published),
                               .text = text};
    skt_claim_set *claims;
    assert_int_not_equal(report.published, SKT_NO_DAY);
    assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
    assert_int_equal(
        skt_extract(claims, &report, built.gazetteer, built.lexicon, built.issuers, NULL), SKT_OK);
    (tally ? print_tally : print_claims)(out, claims);
    skt_claim_set_free(claims);
}

/* The cell up to `end`, with "\n" made a line break. */
static void unescape(skt_buf *out, skt_str cell)
{
    for (size_t i = 0; i < cell.len; i++) {
        const bool line = cell.ptr[i] == '\\' && i + 1 < cell.len && cell.ptr[i + 1] == 'n';
        skt_buf_add(out, skt_str_sub(line ? SKT_LIT("\n") : cell, line ? 0 : i, 1));
        i += line;
    }
}

static skt_str next_cell(skt_str *line)
{
    const char *tab = memchr(line->ptr, '\t', line->len);
    const size_t length = tab == NULL ? line->len : (size_t)(tab - line->ptr);
    const skt_str cell = {line->ptr, length};
    const size_t taken = tab == NULL ? length : length + 1;
    *line = (skt_str){line->ptr + taken, line->len - taken};
    return cell;
}

/* Reads the line of a table: prints what is read of it, or compares; whether it is as told. */
static bool use_line(skt_str line, skt_str lang, bool tally, bool print)
{
    const skt_str published = next_cell(&line);
    const skt_str text = next_cell(&line);
    skt_buf plain = SKT_BUF_INIT;
    skt_buf got = SKT_BUF_INIT;
    unescape(&plain, text);
    read_text(&got, published, lang, (skt_str){plain.ptr, plain.len}, tally);
    const bool same = skt_str_eq(line, (skt_str){got.ptr, got.len});
    if (print) {
        printf("%.*s\t%.*s\t%s\n", SKT_FMT(published), SKT_FMT(text), got.ptr);
    } else if (!same) {
        print_error("%.*s\n  expected %.*s\n  got      %s\n", SKT_FMT(text), SKT_FMT(line),
                    got.ptr);
    }
    skt_buf_dispose(&plain);
    skt_buf_dispose(&got);
    return same;
}

/* Uses each line of table `name` ("en-time.tsv": language en); how many are not as told. */
static size_t use_table(const char *name, bool print)
{
    char path[4096];
    skt_mapping file;
    size_t wrong = 0;
    (void)snprintf(path, sizeof path, "%s%s", TABLES, name);
    assert_int_equal(skt_file_map(&file, path, NULL), SKT_OK);
    const skt_str all = {(const char *)file.ptr, file.len};
    const skt_str lang = {name, strcspn(name, "-")};
    const bool tally = strstr(name, "-tally") != NULL;
    for (size_t at = 0; at < all.len;) {
        const char *end = memchr(all.ptr + at, '\n', all.len - at);
        const size_t length = end == NULL ? all.len - at : (size_t)(end - (all.ptr + at));
        const skt_str line = skt_str_sub(all, at, length);
        at += length + 1;
        if (line.len > 0 && line.ptr[0] != '#') {
            wrong += !use_line(line, lang, tally, print);
        } else if (print) {
            printf("%.*s\n", SKT_FMT(line));
        }
    }
    skt_file_unmap(&file);
    return wrong;
}

static void test_table(void **state)
{
    assert_int_equal(use_table(*state, false), 0);
}

int main(int argc, char **argv)
{
    static char *names[] = {SENTENCE_TABLES};
    enum { COUNT = sizeof names / sizeof names[0] };
    struct CMUnitTest tests[COUNT];
    if (argc > 1) {
        const bool open = built_data_open(NULL) == 0;
        for (int i = 1; i < argc && open; i++) {
            (void)use_table(argv[i], true);
        }
        return open ? built_data_close(NULL) : 1;
    }
    for (size_t i = 0; i < COUNT; i++) {
        tests[i] = (struct CMUnitTest){names[i], test_table, NULL, NULL, names[i]};
    }
    return cmocka_run_group_tests(tests, built_data_open, built_data_close);
}
