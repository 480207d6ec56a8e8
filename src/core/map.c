#include "core/map.h"

#include <stdlib.h>

#include "core/hash.h"

static skt_map_slot *slot_for(const skt_map *map, skt_str key)
{
    size_t at = (size_t)skt_word_hash(key) & (map->capacity - 1);
    while (map->slots[at].key.ptr != NULL && !skt_str_eq(map->slots[at].key, key)) {
        at = (at + 1) & (map->capacity - 1);
    }
    return &map->slots[at];
}

static bool grow(skt_map *map)
{
    skt_map larger = {NULL, map->count, map->capacity == 0 ? 16 : map->capacity * 2};
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (larger.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].key.ptr != NULL) {
            *slot_for(&larger, map->slots[i].key) = map->slots[i];
        }
    }
    free(map->slots);
    *map = larger;
    return true;
}

bool skt_map_set(skt_map *map, skt_str key, size_t value)
{
    if ((map->count + 1) * 4 > map->capacity * 3 && !grow(map)) {
        return false;
    }
    skt_map_slot *slot = slot_for(map, key);
    if (slot->key.ptr == NULL) {
        slot->key = key;
        map->count++;
    }
    slot->value = value;
    return true;
}

size_t *skt_map_get(const skt_map *map, skt_str key)
{
    if (map->capacity == 0) {
        return NULL;
    }
    skt_map_slot *slot = slot_for(map, key);
    return slot->key.ptr == NULL ? NULL : &slot->value;
}

void skt_map_dispose(skt_map *map)
{
    free(map->slots);
    *map = (skt_map)SKT_MAP_INIT;
}
