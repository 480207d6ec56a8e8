/* A hash of short texts that reads eight bytes at a time. The compiled gazetteer is made
 * with it (docs/gazetteer-format.md): change both. */
#ifndef SKT_CORE_HASH_H
#define SKT_CORE_HASH_H

#include "core/str.h"

static inline uint64_t skt_hash_mix(uint64_t hash, uint64_t bytes)
{
    hash = (hash ^ bytes) * UINT64_C(0xD6E8FEB86659FD93);
    return hash ^ (hash >> 29);
}

/* The last bytes of a word, eight at most, as a number. */
static inline uint64_t skt_hash_tail(const char *p, size_t n)
{
    uint32_t low;
    uint32_t high;
    if (n >= 4) {
        memcpy(&low, p, 4);
        memcpy(&high, p + n - 4, 4);
        return low | ((uint64_t)high << 32);
    }
    uint64_t tail = 0;
    for (size_t i = 0; i < n; i++) {
        tail = tail << 8 | (unsigned char)p[i];
    }
    return tail;
}

/* The hash of a word. */
static inline uint64_t skt_word_hash(skt_str word)
{
    uint64_t hash = word.len;
    const char *p = word.ptr;
    size_t left = word.len;
    for (; left > 8; left -= 8, p += 8) {
        uint64_t bytes;
        memcpy(&bytes, p, 8);
        hash = skt_hash_mix(hash, bytes);
    }
    return skt_hash_mix(hash, skt_hash_tail(p, left));
}

#endif
