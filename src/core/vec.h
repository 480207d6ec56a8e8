/* Typed growing arrays.
 *
 *     SKT_VEC(int) numbers = {0};
 *     if (!skt_vec_push(&numbers, 7)) { ... out of memory ... }
 *     numbers.items[0]; numbers.count;
 *     skt_vec_dispose(&numbers);
 */
#ifndef SKT_CORE_VEC_H
#define SKT_CORE_VEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#define SKT_VEC(type)                                                                              \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count, capacity;                                                                    \
    }

/* Makes room for one more; false when memory is out. */
#define skt_vec_grow(vec)                                                                          \
    ((vec)->count < (vec)->capacity ||                                                             \
     skt_vec_grow_((void **)&(vec)->items, &(vec)->capacity, sizeof *(vec)->items))

/* Makes room for `wanted` in all; false when memory is out. */
#define skt_vec_reserve(vec, wanted)                                                               \
    ((wanted) <= (vec)->capacity ||                                                                \
     skt_vec_reserve_((void **)&(vec)->items, &(vec)->capacity, sizeof *(vec)->items, (wanted)))

#define skt_vec_push(vec, ...)                                                                     \
    (skt_vec_grow(vec) ? ((vec)->items[(vec)->count++] = (__VA_ARGS__), true) : false)

#define skt_vec_clear(vec) ((void)((vec)->count = 0))

#define skt_vec_dispose(vec)                                                                       \
    (free((vec)->items), (vec)->items = NULL, (vec)->count = (vec)->capacity = 0, (void)0)

bool skt_vec_grow_(void **items, size_t *capacity, size_t size);
bool skt_vec_reserve_(void **items, size_t *capacity, size_t size, size_t wanted);

#endif
