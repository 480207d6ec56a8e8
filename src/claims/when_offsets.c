#include "claims/when_offsets.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { SLOTS = 4096, TRIES = 8 }; /* twenty years of eight zones half fill it */

/* Never changed once it is told. */
typedef struct told {
    int32_t days, offset_s;
    size_t length;
    char zone[];
} told;

struct skt_offsets {
    _Atomic(told *) slots[SLOTS];
};

skt_offsets *skt_offsets_new(void)
{
    return calloc(1, sizeof(skt_offsets));
}

void skt_offsets_free(skt_offsets *offsets)
{
    for (size_t i = 0; offsets != NULL && i < SLOTS; i++) {
        free(atomic_load_explicit(&offsets->slots[i], memory_order_relaxed));
    }
    free(offsets);
}

int32_t skt_offsets_days(skt_day *first, skt_day day)
{
    const int32_t days = day / SKT_OFFSETS_DAYS - (day % SKT_OFFSETS_DAYS < 0);
    *first = days * SKT_OFFSETS_DAYS;
    return days;
}

static size_t slot_of(skt_str zone, int32_t days, size_t tries)
{
    const uint64_t hash = skt_hash(SKT_HASH_SEED ^ (uint32_t)days, zone);
    return (size_t)((hash >> 32) + tries) % SLOTS;
}

bool skt_offsets_find(int32_t *offset_s, const skt_offsets *offsets, skt_str zone, int32_t days)
{
    for (size_t i = 0; i < TRIES; i++) {
        const told *one =
            atomic_load_explicit(&offsets->slots[slot_of(zone, days, i)], memory_order_acquire);
        if (one == NULL) {
            return false;
        }
        if (one->days == days && skt_str_eq((skt_str){one->zone, one->length}, zone)) {
            *offset_s = one->offset_s;
            return true;
        }
    }
    return false;
}

void skt_offsets_tell(skt_offsets *offsets, skt_str zone, int32_t days, int32_t offset_s)
{
    told *fresh = malloc(sizeof *fresh + zone.len);
    if (fresh == NULL) {
        return;
    }
    *fresh = (told){.days = days, .offset_s = offset_s, .length = zone.len};
    memcpy(fresh->zone, zone.ptr, zone.len);
    for (size_t i = 0; i < TRIES; i++) {
        told *none = NULL;
        if (atomic_compare_exchange_strong_explicit(&offsets->slots[slot_of(zone, days, i)], &none,
                                                    fresh, memory_order_release,
                                                    memory_order_relaxed)) {
            return;
        }
    }
    free(fresh);
}
