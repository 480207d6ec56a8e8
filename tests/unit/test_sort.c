/* Sorting outside of memory: the order, equal records, many runs, keys of all lengths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/buf.h"
#include "gazetteer/build_ids.h"
#include "gazetteer/build_sort.h"
#include "gazetteer/build_spool.h"
#include "gazetteer/file.h"

typedef struct sample {
    unsigned char key[SKT_GAZ_SORT_KEY];
    size_t length;
    uint32_t value;
} sample;

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static int compare_samples(const void *a, const void *b)
{
    const sample *x = a;
    const sample *y = b;
    const int order = skt_str_cmp((skt_str){(const char *)x->key, x->length},
                                  (skt_str){(const char *)y->key, y->length});
    return order != 0 ? order : (x->value > y->value) - (x->value < y->value);
}

/* Keys that share beginnings, hold NULs and bytes above 127, are empty or as long as
 * may be; many come twice. */
static void make_sample(sample *out, uint32_t *state)
{
    const uint32_t kind = next_random(state) % 100;
    const size_t most = kind == 0 ? SKT_GAZ_SORT_KEY : kind < 50 ? 12 : 30;
    out->length = next_random(state) % (most + 1);
    for (size_t i = 0; i < out->length; i++) {
        out->key[i] =
            i < 6 ? (unsigned char)(i * 40) : (unsigned char)(next_random(state) % 3 * 127);
    }
    out->value = next_random(state) % 50;
}

/* Sorts `n` samples in `memory` bytes and compares with the C library's order; how many
 * runs it took. */
static size_t check_sort(size_t n, size_t memory, size_t merge_memory)
{
    uint32_t state = 7;
    sample *samples = calloc(n + 1, sizeof *samples);
    skt_gaz_sort *sort;
    assert_non_null(samples);
    assert_int_equal(skt_gaz_sort_new(&sort, memory, "/tmp/skytally-sort", NULL), SKT_OK);
    for (size_t i = 0; i < n; i++) {
        make_sample(&samples[i], &state);
        const skt_str key = {(const char *)samples[i].key, samples[i].length};
        assert_int_equal(skt_gaz_sort_add(sort, key, samples[i].value), SKT_OK);
    }
    qsort(samples, n, sizeof *samples, compare_samples);
    assert_int_equal(skt_gaz_sort_end(sort, merge_memory), SKT_OK);
    skt_str key;
    uint32_t value;
    bool more;
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && compare_samples(&samples[i], &samples[i - 1]) == 0) {
            continue;
        }
        assert_int_equal(skt_gaz_sort_next(sort, &key, &value, &more), SKT_OK);
        assert_true(more);
        assert_true(skt_str_eq(key, (skt_str){(const char *)samples[i].key, samples[i].length}));
        assert_int_equal(value, samples[i].value);
    }
    assert_int_equal(skt_gaz_sort_next(sort, &key, &value, &more), SKT_OK);
    assert_false(more);
    const size_t runs = skt_gaz_sort_runs(sort);
    skt_gaz_sort_free(sort);
    free(samples);
    return runs;
}

static void sorts_in_memory(void **state)
{
    (void)state;
    assert_int_equal(check_sort(0, 0, 0), 0);
    assert_int_equal(check_sort(1, 0, 0), 0);
    assert_int_equal(check_sort(1000, (size_t)8 << 20, 0), 0);
}

static void sorts_in_runs(void **state)
{
    (void)state;
    const size_t some = check_sort(20000, SKT_GAZ_SORT_LEAST, (size_t)1 << 20);
    assert_true(some > 2);
    /* More runs than there are buffers: merged in several rounds. */
    const size_t many = check_sort(100000, SKT_GAZ_SORT_LEAST, SKT_GAZ_SORT_LEAST);
    assert_true(many > SKT_GAZ_SORT_LEAST / SKT_GAZ_SORT_BUFFER);
}

/* Orders that a quicksort is known to be slow on end as well. */
static void sorts_hard_orders(void **state)
{
    (void)state;
    enum { N = 200000 };
    for (int order = 0; order < 3; order++) {
        skt_gaz_sort *sort;
        assert_int_equal(skt_gaz_sort_new(&sort, (size_t)32 << 20, "/tmp/skytally-sort", NULL),
                         SKT_OK);
        for (uint32_t i = 0; i < N; i++) {
            const uint32_t number = order == 0 ? i : order == 1 ? N - i : i < N / 2 ? i : N - i;
            char key[16];
            const int length = snprintf(key, sizeof key, "%08u", number);
            assert_int_equal(skt_gaz_sort_add(sort, (skt_str){key, (size_t)length}, 1), SKT_OK);
        }
        assert_int_equal(skt_gaz_sort_end(sort, 0), SKT_OK);
        size_t n = 0;
        skt_str key;
        uint32_t value;
        bool more = true;
        char last[16] = "";
        while (skt_gaz_sort_next(sort, &key, &value, &more) == SKT_OK && more) {
            assert_true(memcmp(last, key.ptr, key.len) < 0);
            memcpy(last, key.ptr, key.len);
            n++;
        }
        assert_int_equal(n, order == 2 ? N / 2 + 1 : N);
        skt_gaz_sort_free(sort);
    }
}

static void says_where_no_file_can_be(void **state)
{
    (void)state;
    skt_gaz_sort *sort;
    skt_diag *diag;
    skt_status status = SKT_OK;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_gaz_sort_new(&sort, 0, "/nonexistent/file", diag), SKT_OK);
    for (uint32_t i = 0; i < 10000 && status == SKT_OK; i++) {
        status = skt_gaz_sort_add(sort, SKT_LIT("some key"), i);
    }
    assert_int_equal(status, SKT_E_IO);
    assert_int_equal(skt_diag_count_from(diag, SKT_FAILURE), 1);
    skt_gaz_sort_free(sort);
    skt_diag_free(diag);
}

static void spools_beyond_memory(void **state)
{
    (void)state;
    enum { N = 1 << 20 };
    skt_gaz_spool spool;
    skt_gaz_spool_init(&spool, "/tmp/skytally-spool", NULL);
    for (uint32_t i = 0; i < N; i++) {
        skt_gaz_spool_add(&spool, &i, sizeof i);
    }
    assert_int_equal(spool.status, SKT_OK);
    assert_true(spool.fd >= 0);
    assert_int_equal(skt_gaz_spool_size(&spool), N * 4);
    /* In the file, in memory, and across. */
    const uint64_t at[] = {0, 4000, spool.in_file - 8, spool.in_file - 4, (N - 4) * 4};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        uint32_t four[4];
        assert_int_equal(skt_gaz_spool_read(&spool, four, at[i], sizeof four), SKT_OK);
        for (uint32_t j = 0; j < 4; j++) {
            assert_int_equal(four[j], at[i] / 4 + j);
        }
    }
    skt_gaz_spool_dispose(&spool);
}

static void finds_ids(void **state)
{
    (void)state;
    skt_gaz_ids ids = {NULL};
    const uint32_t some[] = {1, 65535, 65536, 13000000, SKT_GAZ_MAX_ID - 1};
    assert_int_equal(skt_gaz_ids_get(&ids, 1), SKT_GAZ_NO_ID);
    for (uint32_t i = 0; i < 5; i++) {
        assert_true(skt_gaz_ids_set(&ids, some[i], i));
    }
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(skt_gaz_ids_get(&ids, some[i]), i);
    }
    assert_int_equal(skt_gaz_ids_get(&ids, 2), SKT_GAZ_NO_ID);
    assert_int_equal(skt_gaz_ids_get(&ids, SKT_GAZ_MAX_ID), SKT_GAZ_NO_ID);
    assert_int_equal(skt_gaz_ids_get(&ids, UINT32_MAX), SKT_GAZ_NO_ID);
    skt_gaz_ids_dispose(&ids);
}

/* The sum of pieces is that of the whole, wherever it is cut. */
static void sums_pieces(void **state)
{
    (void)state;
    unsigned char bytes[200];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)(i * 37);
    }
    const uint64_t whole = skt_gaz_checksum(bytes, sizeof bytes);
    for (size_t cut = 0; cut <= sizeof bytes; cut++) {
        skt_gaz_sum sum = SKT_GAZ_SUM_INIT;
        skt_gaz_sum_add(&sum, bytes, cut / 2);
        skt_gaz_sum_add(&sum, bytes + cut / 2, cut - cut / 2);
        skt_gaz_sum_add(&sum, bytes + cut, sizeof bytes - cut);
        assert_true(skt_gaz_sum_end(&sum) == whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_in_memory),      cmocka_unit_test(sorts_in_runs),
        cmocka_unit_test(sorts_hard_orders),    cmocka_unit_test(says_where_no_file_can_be),
        cmocka_unit_test(spools_beyond_memory), cmocka_unit_test(finds_ids),
        cmocka_unit_test(sums_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
