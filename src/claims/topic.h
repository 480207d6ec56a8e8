/* Whether a text can be about drones at all, told from its bytes before anything else is
 * done with it. Inside the claims module. */
#ifndef SKT_CLAIMS_TOPIC_H
#define SKT_CLAIMS_TOPIC_H

#include "core/arena.h"
#include "core/str.h"
#include "core/vec.h"

enum { SKT_TOPIC_PAIRS = 1 << 16 };

/* Words one of which is in every phrase that a claim needs. */
typedef struct skt_topic {
    SKT_VEC(skt_str) words; /* folded */
    uint32_t *slots;        /* hash table: index + 1 into words; 0: free */
    size_t n_slots;
    size_t longest;                     /* bytes of a word */
    bool everything;                    /* some phrase has no word that can be sought */
    uint8_t heads[SKT_TOPIC_PAIRS / 8]; /* a bit for each hash of three first letters */
} skt_topic;

/* Adds a phrase of folded words, "*" for a gap: unless one of its words is there, the one
 * that is most its own. The word is copied to `arena`. False when memory is out. */
bool skt_topic_add(skt_topic *topic, const skt_str *words, size_t n_words, skt_arena *arena);
/* Where the first word at or behind byte `from` stands that may be one of them when it is
 * folded; SIZE_MAX if there is none. */
size_t skt_topic_find(const skt_topic *topic, skt_str text, size_t from);
void skt_topic_dispose(skt_topic *topic);

#endif
