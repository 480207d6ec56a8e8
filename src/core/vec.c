#include "core/vec.h"

#include <stdint.h>

bool skt_vec_reserve_(void **items, size_t *capacity, size_t size, size_t wanted)
{
    if (wanted > SIZE_MAX / 2 / size) {
        return false;
    }
    void *grown = realloc(*items, wanted * size);
    if (grown == NULL) {
        return false;
    }
    *items = grown;
    *capacity = wanted;
    return true;
}

bool skt_vec_grow_(void **items, size_t *capacity, size_t size)
{
    return skt_vec_reserve_(items, capacity, size, *capacity < 8 ? 8 : *capacity * 2);
}
