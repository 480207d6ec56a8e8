/* Exports for which memory runs out: at every allocation of the library in turn. The tree's own
 * allocations are counted and failed by the linker (--wrap, tests/CMakeLists.txt). */
#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "built_data.h"
#include "claim_maker.h"
#include "core/str.h"

/* ------------------------------------------------------------- the wrappers */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *old);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *old);

/* With a failure each, at most about so many a format. */
#ifdef __SANITIZE_ADDRESS__
enum { RUNS = 40 };
#else
enum { RUNS = 100 };
#endif

static long asked;   /* allocations since the last start */
static long fails;   /* the one that fails, counted from 1; 0: none */
static long on_hand; /* blocks that are not freed */

static bool is_refused(void)
{
    if (++asked == fails) {
        errno = ENOMEM;
        return true;
    }
    return false;
}

void *__wrap_malloc(size_t size)
{
    void *block = is_refused() ? NULL : __real_malloc(size);
    on_hand += block != NULL;
    return block;
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = is_refused() ? NULL : __real_calloc(count, size);
    on_hand += block != NULL;
    return block;
}

void *__wrap_realloc(void *old, size_t size)
{
    void *block = is_refused() ? NULL : __real_realloc(old, size);
    on_hand += block != NULL && old == NULL;
    return block;
}

void __wrap_free(void *old)
{
    on_hand -= old != NULL;
    __real_free(old);
}

/* ----------------------------------------------------------------- the data */

typedef struct sample {
    skt_claim_set *claims;
    skt_incident_set *incidents;
    skt_tally *tally;
    skt_diag *diag;
} sample;

static sample s;

static int set_up(void **state)
{
    static const made_claim claims[] = {
        {.report = "a",
         .source = "x",
         .area = "RU.41",
         .date = "2024-08-12",
         .value = 11,
         .outcome = SKT_INTERCEPTED,
         .evidence = "сбито 11 беспилотников",
         .window = "night"},
        {.report = "b",
         .source = "y",
         .area = "RU.41/Lgov@51.66,35.27",
         .date = "2024-08-12",
         .value = 2,
         .outcome = SKT_IMPACTED,
         .url = "https://example.org/b"},
        {.report = "c",
         .source = "x",
         .area = "sea:Black Sea",
         .date = "2024-08-13",
         .value = 3,
         .outcome = SKT_INTERCEPTED},
        {.report = "d",
         .source = "z",
         .area = "RU",
         .date = "2024-08-13",
         .value = SKT_NULL,
         .outcome = SKT_INTERCEPTED,
         .withheld = true},
    };
    if (built_data_open(state) != 0 || skt_claim_set_new(&s.claims) != SKT_OK ||
        skt_diag_new(&s.diag) != SKT_OK) {
        return -1;
    }
    for (size_t i = 0; i < sizeof claims / sizeof claims[0]; i++) {
        claim_make(s.claims, &claims[i]);
    }
    const skt_tally_options options = SKT_TALLY_OPTIONS_INIT;
    return skt_reconcile(&s.incidents, s.claims, built.gazetteer, built.issuers, NULL) == SKT_OK &&
                   skt_tally_build(&s.tally, s.incidents, s.claims, built.gazetteer, &options,
                                   NULL) == SKT_OK
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    skt_diag_free(s.diag);
    skt_tally_free(s.tally);
    skt_incident_set_free(s.incidents);
    skt_claim_set_free(s.claims);
    return built_data_close(state);
}

/* ----------------------------------------------------------------- folders */

/* A number for all that the folder holds: names, sizes and what is in the files, in any order. */
static uint64_t digest_of(const char *dir)
{
    uint64_t sum = 0;
    char path[512];
    DIR *handle = opendir(dir);
    assert_non_null(handle);
    for (struct dirent *entry; (entry = readdir(handle)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        uint64_t hash = skt_hash(SKT_HASH_SEED, skt_str_from(entry->d_name));
        (void)snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        char bytes[4096];
        for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;) {
            hash = skt_hash(hash, (skt_str){bytes, n});
        }
        (void)fclose(file);
        sum += hash;
    }
    (void)closedir(handle);
    return sum;
}

static void make_old(const char *dir, const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    (void)fputs("old", file);
    (void)fclose(file);
}

static void remove_dir(const char *dir)
{
    char path[512];
    DIR *handle = opendir(dir);
    assert_non_null(handle);
    for (struct dirent *entry; (entry = readdir(handle)) != NULL;) {
        (void)snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
        (void)unlink(path);
    }
    (void)closedir(handle);
    assert_int_equal(rmdir(dir), 0);
}

/* ------------------------------------------------------------------- the test */

static skt_status export_failing(const char *dir, unsigned format, long which)
{
    skt_export_options options = SKT_EXPORT_OPTIONS_INIT;
    options.formats = format;
    asked = 0;
    fails = which;
    const skt_status status =
        skt_export(dir, s.incidents, s.claims, s.tally, built.gazetteer, &options, s.diag);
    fails = 0;
    return status;
}

/* Fails each allocation of an export in that format, over files that are there; that of
 * `name` is an old one. */
static void each_fails(unsigned format, const char *name)
{
    /* In memory where there is such a file system: each run flushes its files. */
    char dir[64];
    (void)snprintf(dir, sizeof dir, "%s/skytally-memory-XXXXXX",
                   access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(dir));
    assert_int_equal(export_failing(dir, format, 0), SKT_OK);
    const long count = asked;
    const uint64_t whole = digest_of(dir);
    make_old(dir, name);
    const uint64_t old = digest_of(dir);
    assert_true(count > 20);
    long tolerated = 0;
    long runs = 0;
    /* Each of the first, and some of the many: a run costs what a whole export does. */
    const long step = 1 + count / RUNS;
    for (long which = 1; which <= count; which += which < RUNS / 4 ? 1 : step) {
        skt_diag_free(s.diag);
        assert_int_equal(skt_diag_new(&s.diag), SKT_OK);
        const long before = on_hand;
        const skt_status status = export_failing(dir, format, which);
        if (status != SKT_E_NOMEM && status != SKT_OK) {
            fail_msg("allocation %ld of %ld: status %d", which, count, (int)status);
        }
        if (skt_diag_count(s.diag) == 0 && on_hand != before) {
            fail_msg("allocation %ld of %ld: %ld blocks are lost", which, count, on_hand - before);
        }
        if (digest_of(dir) != (status == SKT_OK ? whole : old)) {
            fail_msg("allocation %ld of %ld: status %d and the wrong files", which, count,
                     (int)status);
        }
        tolerated += status == SKT_OK;
        runs++;
        make_old(dir, name);
    }
    /* What only finds its way around a failure: few. */
    assert_true(tolerated * 10 < runs);
    remove_dir(dir);
}

static void test_shapefile(void **state)
{
    (void)state;
    each_fails(SKT_FORMAT_SHAPEFILE, "incidents.shp");
}

static void test_geojson(void **state)
{
    (void)state;
    each_fails(SKT_FORMAT_GEOJSON, "tallies.geojson");
}

static void test_geopackage(void **state)
{
    (void)state;
    each_fails(SKT_FORMAT_GEOPACKAGE, "skytally.gpkg");
}

static void test_qgis_project(void **state)
{
    (void)state;
    each_fails(SKT_FORMAT_QGIS, "skytally.gpkg");
}

static void test_map(void **state)
{
    (void)state;
    each_fails(SKT_FORMAT_SVG, "map.svg");
}

static void test_page(void **state)
{
    (void)state;
    each_fails(SKT_FORMAT_HTML, "report.html");
}

static void test_tables(void **state)
{
    (void)state;
    each_fails(SKT_FORMAT_CSV | SKT_FORMAT_NDJSON, "claims.ndjson");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapefile),    cmocka_unit_test(test_geojson),
        cmocka_unit_test(test_tables),       cmocka_unit_test(test_geopackage),
        cmocka_unit_test(test_qgis_project), cmocka_unit_test(test_map),
        cmocka_unit_test(test_page),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
