/* A hash map from text to a number, open addressing. Keys are not copied: they
 * must outlive the map. */
#ifndef SKT_CORE_MAP_H
#define SKT_CORE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

typedef struct skt_map_slot {
    skt_str key; /* ptr NULL: free */
    size_t value;
} skt_map_slot;

typedef struct skt_map {
    skt_map_slot *slots;
    size_t count, capacity; /* capacity is a power of two or 0 */
} skt_map;

#define SKT_MAP_INIT                                                                               \
    {                                                                                              \
        NULL, 0, 0                                                                                 \
    }

/* Sets key to value, replacing; false when memory is out. key.ptr != NULL. */
bool skt_map_set(skt_map *map, skt_str key, size_t value);
/* The value's place, or NULL; valid until the next set. */
size_t *skt_map_get(const skt_map *map, skt_str key);
void skt_map_dispose(skt_map *map);

#endif
