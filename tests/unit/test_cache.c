/* The raw cache: what was added is read again, whatever happened meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/calendar.h"
#include "core/file.h"
#include "fetch/cache.h"
#include "fetch/warc_write.h"

enum { DAY = 86400, T0 = 1763982000 }; /* 2025-11-24T11:00:00Z */
#define FIRST "skytally-2025-11.001.warc.gz"

typedef struct place {
    char dir[64];
    skt_diag *diag;
    skt_fetch_source source;
} place;

static int make_place(void **state)
{
    place *p = calloc(1, sizeof *p);
    (void)snprintf(p->dir, sizeof p->dir, "/tmp/skytally-cache-XXXXXX");
    assert_non_null(mkdtemp(p->dir));
    assert_int_equal(skt_diag_new(&p->diag), SKT_OK);
    p->source = (skt_fetch_source){.name = "wire",
                                   .publisher = "The Wire",
                                   .lang = "en",
                                   .zone = "Europe/Kyiv",
                                   .party = "UA"};
    *state = p;
    return 0;
}

static int remove_place(void **state)
{
    place *p = *state;
    char line[120];
    (void)snprintf(line, sizeof line, "rm -rf '%s'", p->dir);
    skt_diag_free(p->diag);
    const int code = system(line);
    free(p);
    return code;
}

/* A page with a text that tells its number. */
static void make_page(skt_buf *out, int number)
{
    skt_buf_clear(out);
    skt_buf_format(out, "<html><head><title>Page %d</title></head><body><p>", number);
    for (int i = 0; i < 20; i++) {
        skt_buf_format(out, "In the night of page %d seven drones were shot down, %d. ", number, i);
    }
    skt_buf_add_text(out, "</p></body></html>");
}

static const char http[] = "HTTP/2 200 \r\nContent-Type: text/html; charset=utf-8\r\n"
                           "Set-Cookie: secret=1\r\n\tand more\r\nAUTHORIZATION: secret\r\n"
                           "Content-Encoding: br\r\nContent-Length: 5\r\nETag: \"a\"\r\n\r\n";

static skt_status add_page(const place *p, skt_cache *cache, int number, skt_time at)
{
    skt_buf page = SKT_BUF_INIT;
    char address[60];
    make_page(&page, number);
    (void)snprintf(address, sizeof address, "https://example.org/%d", number);
    const skt_exchange exchange = {.source = &p->source,
                                   .address = skt_str_from(address),
                                   .http = skt_str_from(http),
                                   .body = skt_buf_str(&page),
                                   .kind = SKT_BODY_HTML,
                                   .digest = skt_sha256_of(skt_buf_str(&page)),
                                   .published = skt_day_parse(SKT_LIT("2025-11-23")),
                                   .at = at};
    const skt_status status = skt_cache_add(cache, &exchange);
    skt_buf_dispose(&page);
    return status;
}

static skt_cache *open_cache(const place *p)
{
    skt_cache *cache;
    assert_int_equal(skt_cache_open(&cache, p->dir, p->diag), SKT_OK);
    return cache;
}

/* Reads all of it; the numbers of the pages in their order, with blanks between. */
static void expect_pages(const place *p, const char *numbers, size_t refused)
{
    const char *inputs[] = {p->dir};
    skt_ingest *ingest;
    const skt_report *report;
    skt_buf got = SKT_BUF_INIT;
    assert_int_equal(skt_ingest_new(&ingest, inputs, 1, NULL, p->diag), SKT_OK);
    while (skt_ingest_next(&report, ingest) == SKT_OK && report != NULL) {
        char url[60];
        assert_true(skt_str_starts(report->title, SKT_LIT("Page ")));
        const skt_str number = skt_str_sub(report->title, 5, report->title.len - 5);
        skt_buf_add_text(&got, got.len > 0 ? " " : "");
        skt_buf_add(&got, number);
        (void)snprintf(url, sizeof url, "https://example.org/%.*s", SKT_FMT(number));
        assert_true(skt_str_is(report->url, url));
        assert_true(skt_str_is(report->item, url));
        assert_true(skt_str_is(report->publisher, "The Wire"));
        assert_true(skt_str_is(report->zone, "Europe/Kyiv") && skt_str_is(report->party, "UA"));
        assert_int_equal(report->published, skt_day_parse(SKT_LIT("2025-11-23")));
    }
    if (strcmp(skt_buf_str(&got).ptr, numbers) != 0) {
        fail_msg("pages \"%s\", not \"%s\"", skt_buf_str(&got).ptr, numbers);
    }
    assert_int_equal(skt_ingest_refused(ingest), refused);
    skt_buf_dispose(&got);
    skt_ingest_free(ingest);
}

static void read_file(skt_buf *out, const place *p, const char *name)
{
    char path[120];
    skt_mapping mapped;
    (void)snprintf(path, sizeof path, "%s/%s", p->dir, name);
    assert_int_equal(skt_file_map(&mapped, path, NULL), SKT_OK);
    skt_buf_clear(out);
    skt_buf_add(out, (skt_str){(const char *)mapped.ptr, mapped.len});
    skt_file_unmap(&mapped);
}

static void write_file(const place *p, const char *name, skt_str bytes)
{
    char path[120];
    (void)snprintf(path, sizeof path, "%s/%s", p->dir, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

/* ---------------------------------------------------------------------------- */

static void gives_back_what_was_added(void **user)
{
    place *p = *user;
    skt_cache *cache = open_cache(p);
    assert_int_equal(add_page(p, cache, 1, T0), SKT_OK);
    assert_int_equal(add_page(p, cache, 2, T0 + 1), SKT_OK);
    assert_int_equal(skt_cache_sync(cache), SKT_OK);
    expect_pages(p, "1 2", 0); /* while it is open */
    skt_cache_close(cache);
    cache = open_cache(p);
    assert_int_equal(add_page(p, cache, 3, T0 + 2), SKT_OK);
    int64_t bytes;
    skt_buf all = SKT_BUF_INIT;
    assert_int_equal(skt_cache_bytes(&bytes, cache), SKT_OK);
    skt_cache_close(cache);
    expect_pages(p, "1 2 3", 0);
    read_file(&all, p, FIRST);
    assert_int_equal(all.len, bytes);
    skt_buf_dispose(&all);
}

/* The same answers make the same bytes, and no secret is in them. */
static void writes_the_same_bytes(void **user)
{
    place *p = *user;
    skt_buf first = SKT_BUF_INIT;
    skt_buf second = SKT_BUF_INIT;
    char line[200];
    for (int i = 0; i < 2; i++) {
        skt_cache *cache = open_cache(p);
        assert_int_equal(add_page(p, cache, 1, T0), SKT_OK);
        skt_cache_close(cache);
        read_file(i == 0 ? &first : &second, p, FIRST);
        (void)snprintf(line, sizeof line,
                       "cd '%s' && zcat s*.gz | grep -q 'WARC-Target-URI: https://example.org/1' "
                       "&& ! zcat s*.gz | grep -qi secret",
                       p->dir);
        assert_int_equal(system(line), 0);
        (void)snprintf(line, sizeof line, "%s/%s", p->dir, FIRST);
        assert_int_equal(unlink(line), 0);
    }
    assert_true(skt_str_eq(skt_buf_str(&first), skt_buf_str(&second)));
    skt_buf_dispose(&first);
    skt_buf_dispose(&second);
}

/* Cut at any byte, what was whole before is there, and adding goes on. */
static void mends_any_cut(void **user)
{
    place *p = *user;
    skt_buf all = SKT_BUF_INIT;
    size_t ends[4];
    for (int i = 0; i < 4; i++) {
        skt_cache *cache = open_cache(p);
        assert_int_equal(add_page(p, cache, i + 1, T0), SKT_OK);
        skt_cache_close(cache);
        read_file(&all, p, FIRST);
        ends[i] = all.len;
    }
    for (size_t cut = 0; cut <= all.len; cut += cut % 5 == 0 ? 1 : 7) {
        write_file(p, FIRST, skt_str_sub(skt_buf_str(&all), 0, cut));
        skt_cache *cache = open_cache(p);
        assert_int_equal(add_page(p, cache, 9, T0 + 60), SKT_OK);
        skt_cache_close(cache);
        char numbers[20] = "";
        for (size_t i = 0; i < 4 && ends[i] <= cut; i++) {
            (void)snprintf(numbers + 2 * i, sizeof numbers - 2 * i, "%zu ", i + 1);
        }
        strcat(numbers, "9");
        expect_pages(p, numbers, 0);
    }
    skt_buf_dispose(&all);
}

/* Damage in the middle loses what is damaged and no more. */
static void keeps_what_is_whole(void **user)
{
    place *p = *user;
    skt_buf all = SKT_BUF_INIT;
    size_t ends[3];
    for (int i = 0; i < 3; i++) {
        skt_cache *cache = open_cache(p);
        assert_int_equal(add_page(p, cache, i + 1, T0), SKT_OK);
        skt_cache_close(cache);
        read_file(&all, p, FIRST);
        ends[i] = all.len;
    }
    for (size_t at = ends[0] + 1; at < ends[1]; at += 3) {
        skt_buf damaged = SKT_BUF_INIT;
        skt_buf_add(&damaged, skt_buf_str(&all));
        damaged.ptr[at] = (char)(damaged.ptr[at] ^ 0x55);
        write_file(p, FIRST, skt_buf_str(&damaged));
        skt_cache *cache = open_cache(p);
        assert_int_equal(add_page(p, cache, 9, T0 + 60), SKT_OK);
        skt_cache_close(cache);
        /* A byte of the header's time or system changes nothing. */
        const bool harmless =
            (at >= ends[0] + 4 && at < ends[0] + 10) || (at >= ends[0] + 12 && at < ends[0] + 20);
        if (!harmless) {
            expect_pages(p, "1 3 9", 1);
        }
        skt_buf_dispose(&damaged);
    }
    skt_buf_dispose(&all);
}

static void outlives_kills(void **user)
{
    place *p = *user;
    enum { KILLS = 12 };
    int last = 0;
    for (int i = 0; i < KILLS; i++) {
        int told[2];
        assert_int_equal(pipe(told), 0);
        const pid_t child = fork();
        if (child == 0) {
            skt_cache *cache = NULL;
            (void)skt_cache_open(&cache, p->dir, NULL);
            for (int number = last + 1;; number++) {
                if (add_page(p, cache, number, T0) != SKT_OK || skt_cache_sync(cache) != SKT_OK ||
                    write(told[1], &number, sizeof number) != sizeof number) {
                    _exit(1);
                }
            }
        }
        (void)close(told[1]);
        int number;
        int synced = last;
        assert_int_equal(read(told[0], &synced, sizeof synced), sizeof synced); /* it is at work */
        const struct timespec wait = {0, 3000000 + i * 5000000};
        (void)nanosleep(&wait, NULL);
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        /* All that it had synced is there, in order, and at most one more. */
        while (read(told[0], &number, sizeof number) == sizeof number) {
            synced = number;
        }
        (void)close(told[0]);
        skt_cache_close(open_cache(p));
        const char *inputs[] = {p->dir};
        skt_ingest *ingest;
        const skt_report *report;
        int found = 0;
        assert_int_equal(skt_ingest_new(&ingest, inputs, 1, NULL, p->diag), SKT_OK);
        while (skt_ingest_next(&report, ingest) == SKT_OK && report != NULL) {
            char title[40];
            (void)snprintf(title, sizeof title, "Page %d", ++found);
            assert_true(skt_str_is(report->title, title));
        }
        assert_int_equal(skt_ingest_refused(ingest), 0);
        skt_ingest_free(ingest);
        assert_true(found == synced || found == synced + 1);
        last = found;
    }
    assert_true(last >= KILLS);
}

static void says_when_the_disk_is_full(void **user)
{
    place *p = *user;
    skt_cache *cache = open_cache(p);
    struct rlimit limit;
    assert_int_equal(add_page(p, cache, 1, T0), SKT_OK);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    const struct rlimit small = {1100, limit.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    skt_status status = SKT_OK;
    int number = 2;
    while (status == SKT_OK && number < 50) {
        status = add_page(p, cache, number++, T0);
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(status, SKT_E_IO);
    const skt_diag_entry *said = skt_diag_at(p->diag, skt_diag_count(p->diag) - 1);
    assert_non_null(strstr(said->message, "cannot be written: File too large"));
    assert_non_null(strstr(said->input, FIRST));
    /* Nothing half is left of it, and with room it goes on. */
    assert_int_equal(add_page(p, cache, 60, T0), SKT_OK);
    skt_cache_close(cache);
    skt_buf numbers = SKT_BUF_INIT;
    for (int i = 1; i < number - 1; i++) {
        skt_buf_format(&numbers, "%d ", i);
    }
    skt_buf_add_text(&numbers, "60");
    expect_pages(p, numbers.ptr, 0);
    skt_buf_dispose(&numbers);
}

static size_t count_files(const place *p)
{
    DIR *dir = opendir(p->dir);
    size_t count = 0;
    for (const struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
        count += e->d_name[0] == 's';
    }
    (void)closedir(dir);
    return count;
}

static void splits_and_removes_files(void **user)
{
    place *p = *user;
    skt_cache *cache = open_cache(p);
    int64_t bytes;
    /* Thirteen months, three parts each. */
    for (int month = 0; month < 13; month++) {
        const skt_civil civil = {2025 + month / 12, month % 12 + 1, 5};
        const skt_time at = (skt_time)skt_day_from_civil(civil.year, civil.month, civil.day) * DAY;
        for (int i = 0; i < 9; i++) {
            skt_cache_split_at(cache, 1500);
            assert_int_equal(add_page(p, cache, month * 10 + i, at + i), SKT_OK);
        }
    }
    assert_int_equal(skt_cache_sync(cache), SKT_OK);
    const size_t files = count_files(p);
    assert_int_equal(files % 13, 0);
    assert_true(files >= 26);
    /* By bytes their names stand in the order of time. */
    skt_buf numbers = SKT_BUF_INIT;
    for (int i = 0; i < 13 * 9; i++) {
        skt_buf_format(&numbers, "%s%d", i > 0 ? " " : "", i / 9 * 10 + i % 9);
    }
    expect_pages(p, numbers.ptr, 0);
    skt_buf_dispose(&numbers);

    const skt_time december = (skt_time)skt_day_from_civil(2025, 12, 1) * DAY;
    assert_int_equal(skt_cache_prune(cache, december, 0), SKT_OK);
    assert_int_equal(count_files(p), files / 13 * 2);
    assert_int_equal(skt_cache_prune(cache, 0, 1), SKT_OK); /* the newest stays */
    assert_int_equal(count_files(p), 1);
    assert_int_equal(skt_cache_bytes(&bytes, cache), SKT_OK);
    assert_true(bytes > 0);
    assert_int_equal(add_page(p, cache, 500, (skt_time)skt_day_from_civil(2026, 1, 9) * DAY),
                     SKT_OK);
    /* Time that goes back, as when a clock is set, is no harm. */
    assert_int_equal(add_page(p, cache, 501, december), SKT_OK);
    skt_cache_close(cache);
}

/* Many records are walked by their heads alone: unpacking them would take seconds. */
static void opens_a_large_file_at_once(void **user)
{
    place *p = *user;
    skt_cache *cache = open_cache(p);
    skt_buf all = SKT_BUF_INIT;
    skt_buf large = SKT_BUF_INIT;
    assert_int_equal(add_page(p, cache, 1, T0), SKT_OK);
    skt_cache_close(cache);
    read_file(&all, p, FIRST);
    const uint64_t info = skt_member_length((const unsigned char *)all.ptr);
    assert_true(info > 0 && info < all.len);
    const skt_str record = skt_str_sub(skt_buf_str(&all), (size_t)info, all.len - (size_t)info);
    assert_int_equal(skt_member_length((const unsigned char *)record.ptr), record.len);
    for (int i = 0; i < 40000; i++) {
        skt_buf_add(&large, record);
    }
    write_file(p, FIRST, skt_buf_str(&large));
    const clock_t begun = clock();
    skt_cache_close(open_cache(p));
    assert_true(clock() - begun < 2 * CLOCKS_PER_SEC);
    skt_buf_dispose(&all);
    skt_buf_dispose(&large);
}

int main(void)
{
#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)
    const struct CMUnitTest tests[] = {
        IN_A_PLACE(gives_back_what_was_added),
        IN_A_PLACE(writes_the_same_bytes),
        IN_A_PLACE(mends_any_cut),
        IN_A_PLACE(keeps_what_is_whole),
        IN_A_PLACE(outlives_kills),
        IN_A_PLACE(says_when_the_disk_is_full),
        IN_A_PLACE(splits_and_removes_files),
        IN_A_PLACE(opens_a_large_file_at_once),
    };
    return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
