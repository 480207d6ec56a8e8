/* The phrases of the word dictionary by hash, for all words of a text: one look tells what
 * a run of words is and whether it goes on. Made in memory when some texts have been
 * read: the file's dictionary is laid out for being mapped, and enough for one. */
#ifndef SKT_GAZETTEER_KNOWN_H
#define SKT_GAZETTEER_KNOWN_H

#include <string.h>

#include "core/expect.h"
#include "gazetteer/file.h"

enum {
    SKT_GAZ_KNOWN_BYTES = 64, /* of a slot: a line of the cache, the text in it */
    SKT_GAZ_KNOWN_TEXT = 36,
    SKT_GAZ_KNOWN_BITS = 1 << 17
};

/* Zeros where there is nothing. */
typedef struct skt_gaz_known {
    uint64_t hash;          /* of the phrase, or of the first words of longer ones */
    const uint32_t *values; /* NULL: no phrase itself */
    uint32_t n_values;
    uint32_t classes;  /* as skt_gaz_phrase has them */
    uint8_t n_text;    /* bytes */
    uint8_t positions; /* as skt_gaz_phrase has them */
    bool goes_on;      /* longer phrases may begin so */
    bool used;
    char text[SKT_GAZ_KNOWN_TEXT]; /* the phrase's; its address in the file where it is longer */
} skt_gaz_known;

typedef struct skt_gaz_knowns {
    skt_gaz_known *slots;
    size_t mask;                             /* slots - 1 */
    uint64_t there[SKT_GAZ_KNOWN_BITS / 64]; /* a bit for each hash: most words have none */
} skt_gaz_knowns;

typedef struct skt_gaz_known_table skt_gaz_known_table;

/* NULL when memory is out. */
skt_gaz_known_table *skt_gaz_known_new(void);
void skt_gaz_known_free(skt_gaz_known_table *table);
/* The table for a text of so many words, for any thread; NULL while too few were read for it to
 * be worth making or where memory is out, and the dictionary is to be asked. */
const skt_gaz_knowns *skt_gaz_knowns_for(const skt_gazetteer *gazetteer, size_t n_words);

/* The slot at `at` or behind it that has the hash; NULL if there is none. */
static inline const skt_gaz_known *skt_gaz_known_from(const skt_gaz_knowns *knowns, size_t at,
                                                      uint64_t hash)
{
    for (;; at++) {
        const skt_gaz_known *slot = &knowns->slots[at & knowns->mask];
        if (!slot->used || slot->hash == hash) {
            return slot->used ? slot : NULL;
        }
    }
}

/* The bit of a hash: of other bits of it than its place in the table. */
static inline uint64_t skt_gaz_known_bit(uint64_t hash)
{
    return hash >> 40 & (SKT_GAZ_KNOWN_BITS - 1);
}

static inline bool skt_gaz_known_may(const skt_gaz_knowns *knowns, uint64_t hash)
{
    const uint64_t bit = skt_gaz_known_bit(hash);
    return (knowns->there[bit / 64] >> (bit % 64) & 1) != 0;
}

/* The first slot of the hash, or NULL. */
static inline const skt_gaz_known *skt_gaz_known_first(const skt_gaz_knowns *knowns, uint64_t hash)
{
    return skt_gaz_known_may(knowns, hash) ? skt_gaz_known_from(knowns, (size_t)hash, hash) : NULL;
}

/* Brings in what looking the hash up will read. */
static inline void skt_gaz_known_expect(const skt_gaz_knowns *knowns, uint64_t hash)
{
    if (skt_gaz_known_may(knowns, hash)) {
        skt_expect(&knowns->slots[hash & knowns->mask]);
    }
}

static inline const char *skt_gaz_known_text(const skt_gaz_known *known)
{
    const char *far = known->text;
    if (known->n_text > SKT_GAZ_KNOWN_TEXT) {
        memcpy(&far, known->text, sizeof far);
    }
    return far;
}

/* The next slot of the same hash; hardly ever one. */
static inline const skt_gaz_known *skt_gaz_known_next(const skt_gaz_knowns *knowns,
                                                      const skt_gaz_known *slot)
{
    return skt_gaz_known_from(knowns, (size_t)(slot - knowns->slots) + 1, slot->hash);
}

#endif
