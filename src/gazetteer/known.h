/* The phrases of the word dictionary by hash, for all words of a text: one look tells what
 * a run of words is and whether it goes on. Made in memory when the first text is read, as
 * the file's dictionary is laid out for being mapped and not for this. */
#ifndef SKT_GAZETTEER_KNOWN_H
#define SKT_GAZETTEER_KNOWN_H

#include "gazetteer/file.h"

/* Zeros where there is nothing. */
typedef struct skt_gaz_known {
    uint64_t hash;          /* of the phrase, or of the first words of longer ones */
    const uint32_t *values; /* NULL: no phrase itself */
    const char *text;       /* the phrase's, in the file */
    uint32_t n_values;
    uint32_t classes;  /* as skt_gaz_phrase has them */
    uint8_t n_text;    /* bytes */
    uint8_t positions; /* as skt_gaz_phrase has them */
    bool goes_on;      /* longer phrases may begin so */
    bool used;
} skt_gaz_known;

typedef struct skt_gaz_knowns {
    size_t mask; /* slots - 1 */
    skt_gaz_known slots[];
} skt_gaz_knowns;

typedef struct skt_gaz_known_table skt_gaz_known_table;

/* NULL when memory is out. */
skt_gaz_known_table *skt_gaz_known_new(void);
void skt_gaz_known_free(skt_gaz_known_table *table);
/* The table for a text of so many words, for any thread; NULL where that is not worth making
 * it or memory is out, and the dictionary is to be asked. */
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

static inline const skt_gaz_known *skt_gaz_known_first(const skt_gaz_knowns *knowns, uint64_t hash)
{
    return skt_gaz_known_from(knowns, (size_t)hash, hash);
}

/* The next slot of the same hash; hardly ever one. */
static inline const skt_gaz_known *skt_gaz_known_next(const skt_gaz_knowns *knowns,
                                                      const skt_gaz_known *slot)
{
    return skt_gaz_known_from(knowns, (size_t)(slot - knowns->slots) + 1, slot->hash);
}

#endif
