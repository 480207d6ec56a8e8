/* The checksum of the compiled file, by pieces or of the whole. */
#include "gazetteer/file.h"

enum { STRIPE = 32 }; /* bytes that go into all four lanes */

static uint64_t mix(uint64_t lane, uint64_t word)
{
    lane ^= word;
    lane *= UINT64_C(0x9E3779B97F4A7C15);
    return lane ^ (lane >> 29);
}

static void add_stripe(skt_gaz_sum *sum, const unsigned char *bytes)
{
    uint64_t words[4];
    memcpy(words, bytes, sizeof words);
    for (int i = 0; i < 4; i++) {
        sum->lanes[i] = mix(sum->lanes[i], words[i]);
    }
}

void skt_gaz_sum_add(skt_gaz_sum *sum, const unsigned char *bytes, size_t size)
{
    sum->size += size;
    while (size > 0 && (sum->n_rest > 0 || size < STRIPE)) {
        sum->rest[sum->n_rest++] = *bytes++;
        size--;
        if (sum->n_rest == STRIPE) {
            add_stripe(sum, sum->rest);
            sum->n_rest = 0;
        }
    }
    for (; size >= STRIPE; size -= STRIPE, bytes += STRIPE) {
        add_stripe(sum, bytes);
    }
    if (size > 0) {
        memcpy(sum->rest, bytes, size);
        sum->n_rest = size;
    }
}

uint64_t skt_gaz_sum_end(const skt_gaz_sum *sum)
{
    uint64_t result = sum->size;
    for (size_t i = 0; i < sum->n_rest; i++) {
        result = mix(result, sum->rest[i]);
    }
    for (int i = 0; i < 4; i++) {
        result = mix(result, sum->lanes[i]);
    }
    return result;
}

uint64_t skt_gaz_checksum(const void *bytes, size_t size)
{
    skt_gaz_sum sum = SKT_GAZ_SUM_INIT;
    skt_gaz_sum_add(&sum, bytes, size);
    return skt_gaz_sum_end(&sum);
}
