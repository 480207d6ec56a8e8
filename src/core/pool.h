/* Work done by several threads and handed back in the order in which it was given. One
 * thread gives and takes; what waits between is bounded.
 *
 *     skt_pool_new(&pool, n_threads, n_slots, work, user);
 *     for each job:
 *         while (skt_pool_is_full(pool)) use(skt_pool_take(pool));
 *         skt_pool_put(pool, job);
 *     while ((job = skt_pool_take(pool)) != NULL) use(job);
 *     skt_pool_free(pool);
 */
#ifndef SKT_CORE_POOL_H
#define SKT_CORE_POOL_H

#include "skytally.h"

typedef struct skt_pool skt_pool;

/* Works on `job`, in a thread of the pool. `user` is shared by all threads. */
typedef void skt_pool_fn(void *user, void *job);

/* `n_threads` threads, and room for `n_slots` jobs that were given and not taken. With no
 * thread at all a job is worked on as it is given. Errors: SKT_E_NOMEM, also where the
 * system gives no thread at all; where it gives fewer than asked for, those must do. */
skt_status skt_pool_new(skt_pool **out, size_t n_threads, size_t n_slots, skt_pool_fn *work,
                        void *user);
/* Whether one must be taken before another can be given. */
bool skt_pool_is_full(const skt_pool *pool);
/* Gives a job, which is not NULL, to a pool that is not full. */
void skt_pool_put(skt_pool *pool, void *job);
/* Waits for the job given first of those that are not taken, and takes it; NULL: there is
 * none. */
void *skt_pool_take(skt_pool *pool);
/* The processors there are, at least 1. */
size_t skt_pool_processors(void);
/* Ends the threads. Jobs that were not taken are still the caller's: take them first, else
 * they are lost, though never in work any more. */
void skt_pool_free(skt_pool *pool);

#endif
