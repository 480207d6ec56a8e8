/* Work in several threads: its order, its bounds, its end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "core/pool.h"

typedef struct job {
    unsigned number, result;
} job;

typedef struct shared {
    atomic_uint begun, at_once, most_at_once;
} shared;

static void nap(long microseconds)
{
    const struct timespec span = {0, microseconds * 1000};
    (void)nanosleep(&span, NULL);
}

/* Later jobs are done sooner, if there is another thread for them. */
static void square(void *user, void *argument)
{
    shared *s = user;
    job *j = argument;
    const unsigned now = atomic_fetch_add(&s->at_once, 1) + 1;
    unsigned most = atomic_load(&s->most_at_once);
    while (now > most && !atomic_compare_exchange_weak(&s->most_at_once, &most, now)) {
    }
    nap(j->number % 7 == 0 ? 900 : 20);
    j->result = j->number * j->number;
    (void)atomic_fetch_add(&s->begun, 1);
    (void)atomic_fetch_sub(&s->at_once, 1);
}

enum { JOBS = 300 };

static void check_order(size_t n_threads, size_t n_slots)
{
    static job jobs[JOBS];
    shared s = {0};
    skt_pool *pool;
    unsigned taken = 0;
    assert_int_equal(skt_pool_new(&pool, n_threads, n_slots, square, &s), SKT_OK);
    assert_null(skt_pool_take(pool));
    for (unsigned i = 0; i < JOBS; i++) {
        while (skt_pool_is_full(pool)) {
            const job *j = skt_pool_take(pool);
            assert_int_equal(j->number, taken);
            assert_int_equal(j->result, taken * taken);
            taken++;
        }
        assert_true(i - taken < n_slots);
        jobs[i] = (job){i, 0};
        skt_pool_put(pool, &jobs[i]);
    }
    for (const job *j; (j = skt_pool_take(pool)) != NULL; taken++) {
        assert_int_equal(j->number, taken);
        assert_int_equal(j->result, taken * taken);
    }
    skt_pool_free(pool);
    assert_int_equal(taken, JOBS);
    assert_int_equal(atomic_load(&s.begun), JOBS);
    assert_true(atomic_load(&s.most_at_once) <= (n_threads == 0 ? 1 : n_threads));
}

static void jobs_come_back_in_their_order(void **state)
{
    (void)state;
    static const struct {
        size_t threads, slots;
    } cases[] = {{0, 1}, {0, 5}, {1, 1}, {1, 8}, {2, 3}, {4, 4}, {4, 64}, {9, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_order(cases[i].threads, cases[i].slots);
    }
}

static void an_unfinished_pool_ends(void **state)
{
    (void)state;
    static job jobs[20];
    shared s = {0};
    skt_pool *pool;
    assert_int_equal(skt_pool_new(&pool, 3, 20, square, &s), SKT_OK);
    for (unsigned i = 0; i < 20; i++) {
        jobs[i] = (job){i, 0};
        skt_pool_put(pool, &jobs[i]);
    }
    const job *first = skt_pool_take(pool);
    assert_int_equal(first->number, 0);
    skt_pool_free(pool);
    assert_int_equal(atomic_load(&s.at_once), 0);
    skt_pool_free(NULL);
}

static void there_is_a_processor(void **state)
{
    (void)state;
    assert_true(skt_pool_processors() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_come_back_in_their_order),
        cmocka_unit_test(an_unfinished_pool_ends),
        cmocka_unit_test(there_is_a_processor),
    };
    return cmocka_run_group_tests_name("pool", tests, NULL, NULL);
}
