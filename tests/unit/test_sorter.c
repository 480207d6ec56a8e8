/* Sorting records by their bytes, in memory and through runs on disk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/diag.h"
#include "core/sorter.h"

enum { RECORDS = 60000, LONGEST = 90 };

/* The same numbers each time. */
static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Random records, every third of them twice; what comes out is what qsort() makes of them. */
static void sorts(size_t memory)
{
    skt_diag *diag;
    skt_sorter *sorter;
    uint32_t state = 7;
    char **wanted = calloc(RECORDS, sizeof *wanted);
    assert_non_null(wanted);
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_sorter_new(&sorter, memory, "/tmp", diag), SKT_OK);
    for (size_t i = 0; i < RECORDS; i++) {
        char text[LONGEST + 1] = "";
        const size_t length = next_random(&state) % LONGEST;
        for (size_t c = 0; c < length; c++) {
            text[c] = (char)('a' + next_random(&state) % 26);
        }
        wanted[i] = strdup(text);
        assert_non_null(wanted[i]);
        for (size_t copy = 0; copy < (i % 3 == 0 ? 2 : 1); copy++) {
            assert_int_equal(skt_sorter_add(sorter, skt_str_from(text)), SKT_OK);
        }
    }
    qsort(wanted, RECORDS, sizeof *wanted, compare_text);
    assert_int_equal(skt_sorter_end(sorter), SKT_OK);
    skt_str record;
    for (size_t i = 0; i < RECORDS; i++) {
        if (i > 0 && strcmp(wanted[i], wanted[i - 1]) == 0) {
            continue;
        }
        assert_int_equal(skt_sorter_next(&record, sorter), SKT_OK);
        assert_true(record.ptr != NULL && skt_str_is(record, wanted[i]));
    }
    assert_int_equal(skt_sorter_next(&record, sorter), SKT_OK);
    assert_null(record.ptr);
    for (size_t i = 0; i < RECORDS; i++) {
        free(wanted[i]);
    }
    free(wanted);
    skt_sorter_free(sorter);
    skt_diag_free(diag);
}

static void in_memory(void **state)
{
    (void)state;
    sorts((size_t)64 << 20);
}

static void through_runs(void **state)
{
    (void)state;
    sorts(0); /* a megabyte: four runs or more */
}

static void nothing_at_all(void **state)
{
    (void)state;
    skt_diag *diag;
    skt_sorter *sorter;
    skt_str record;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_sorter_new(&sorter, 0, "/tmp", diag), SKT_OK);
    assert_int_equal(skt_sorter_end(sorter), SKT_OK);
    assert_int_equal(skt_sorter_next(&record, sorter), SKT_OK);
    assert_null(record.ptr);
    skt_sorter_free(sorter);
    skt_sorter_free(NULL);
    skt_diag_free(diag);
}

static void no_room_on_disk(void **state)
{
    (void)state;
    skt_diag *diag;
    skt_sorter *sorter;
    static char long_text[300000];
    memset(long_text, 'x', sizeof long_text);
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_sorter_new(&sorter, 0, "/no/such/folder", diag), SKT_OK);
    skt_status status = SKT_OK;
    for (size_t i = 0; i < 8 && status == SKT_OK; i++) {
        status = skt_sorter_add(sorter, (skt_str){long_text, sizeof long_text - i});
    }
    assert_int_equal(status, SKT_E_IO);
    assert_true(skt_diag_count_from(diag, SKT_FAILURE) > 0);
    skt_sorter_free(sorter);
    skt_diag_free(diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_memory),
        cmocka_unit_test(through_runs),
        cmocka_unit_test(nothing_at_all),
        cmocka_unit_test(no_room_on_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
