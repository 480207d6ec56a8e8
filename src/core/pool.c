/* POSIX threads: IEEE Std 1003.1-2017, section 2.9. */
#include "core/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct slot {
    void *job;
    bool done;
} slot;

struct skt_pool {
    skt_pool_fn *work;
    void *user;
    slot *slots; /* a ring: job number i is in slots[i % n_slots] */
    size_t n_slots;
    pthread_t *threads;
    size_t n_threads;
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t given; /* a job, or the end */
    pthread_cond_t done;  /* the oldest job */
    size_t n_put, n_begun, n_taken;
    bool ends;
};

static void *run(void *argument)
{
    skt_pool *pool = argument;
    (void)pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->n_begun == pool->n_put && !pool->ends) {
            (void)pthread_cond_wait(&pool->given, &pool->lock);
        }
        if (pool->ends) {
            break;
        }
        const size_t number = pool->n_begun++;
        slot *mine = &pool->slots[number % pool->n_slots];
        (void)pthread_mutex_unlock(&pool->lock);
        pool->work(pool->user, mine->job);
        (void)pthread_mutex_lock(&pool->lock);
        mine->done = true;
        if (number == pool->n_taken) {
            (void)pthread_cond_signal(&pool->done);
        }
    }
    (void)pthread_mutex_unlock(&pool->lock);
    return NULL;
}

skt_status skt_pool_new(skt_pool **out, size_t n_threads, size_t n_slots, skt_pool_fn *work,
                        void *user)
{
    skt_pool *pool = calloc(1, sizeof *pool);
    *out = NULL;
    if (pool == NULL) {
        return SKT_E_NOMEM;
    }
    *pool = (skt_pool){.work = work, .user = user, .n_slots = n_slots > 0 ? n_slots : 1};
    pool->slots = calloc(pool->n_slots, sizeof *pool->slots);
    pool->threads = calloc(n_threads + 1, sizeof *pool->threads);
    (void)pthread_mutex_init(&pool->lock, NULL);
    (void)pthread_cond_init(&pool->given, NULL);
    (void)pthread_cond_init(&pool->done, NULL);
    bool good = pool->slots != NULL && pool->threads != NULL;
    while (good && pool->n_threads < n_threads &&
           pthread_create(&pool->threads[pool->n_threads], NULL, run, pool) == 0) {
        pool->n_threads++;
    }
    good = good && (n_threads == 0 || pool->n_threads > 0);
    if (!good) {
        skt_pool_free(pool);
        return SKT_E_NOMEM;
    }
    *out = pool;
    return SKT_OK;
}

bool skt_pool_is_full(const skt_pool *pool)
{
    /* Both numbers are changed by the caller's thread alone. */
    return pool->n_put - pool->n_taken == pool->n_slots;
}

void skt_pool_put(skt_pool *pool, void *job)
{
    slot *to = &pool->slots[pool->n_put % pool->n_slots];
    if (pool->n_threads == 0) {
        pool->work(pool->user, job);
    }
    (void)pthread_mutex_lock(&pool->lock);
    *to = (slot){job, pool->n_threads == 0};
    pool->n_put++;
    (void)pthread_cond_signal(&pool->given);
    (void)pthread_mutex_unlock(&pool->lock);
}

void *skt_pool_take(skt_pool *pool)
{
    if (pool->n_taken == pool->n_put) {
        return NULL;
    }
    (void)pthread_mutex_lock(&pool->lock);
    const slot *from = &pool->slots[pool->n_taken % pool->n_slots];
    while (!from->done) {
        (void)pthread_cond_wait(&pool->done, &pool->lock);
    }
    pool->n_taken++;
    (void)pthread_mutex_unlock(&pool->lock);
    return from->job;
}

size_t skt_pool_processors(void)
{
    const long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (size_t)count : 1;
}

void skt_pool_free(skt_pool *pool)
{
    if (pool == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&pool->lock);
    pool->ends = true;
    (void)pthread_cond_broadcast(&pool->given);
    (void)pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->n_threads; i++) {
        (void)pthread_join(pool->threads[i], NULL);
    }
    (void)pthread_cond_destroy(&pool->done);
    (void)pthread_cond_destroy(&pool->given);
    (void)pthread_mutex_destroy(&pool->lock);
    free(pool->threads);
    free(pool->slots);
    free(pool);
}
