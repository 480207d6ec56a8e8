/* Whether a text can be about drones at all, told from its bytes before anything else is
 * done with it. Inside the claims module. */
#ifndef SKT_CLAIMS_TOPIC_H
#define SKT_CLAIMS_TOPIC_H

#include "core/arena.h"
#include "core/str.h"
#include "core/vec.h"

enum { SKT_TOPIC_HEADS = 1 << 16, SKT_TOPIC_BEGINNINGS = 1 << 15 };

/* A word that stands beside a sought one in a phrase. */
typedef struct skt_topic_neighbour {
    skt_str word;
    bool before;
    const struct skt_topic_neighbour *next;
} skt_topic_neighbour;

typedef struct skt_topic_word {
    skt_str word; /* folded */
    bool alone;   /* enough by itself; else one of the neighbours must stand beside it */
    const skt_topic_neighbour *neighbours;
} skt_topic_word;

/* Words one of which is in every phrase that a claim needs. */
typedef struct skt_topic {
    SKT_VEC(skt_topic_word) words;
    uint32_t *slots; /* hash table: index + 1 into words; 0: free */
    size_t n_slots;
    SKT_VEC(skt_str) prefixes; /* that may be written to any of them */
    SKT_VEC(skt_str)
    hidden;          /* that may stand inside of other words: small letters, and behind
                        each the same in capitals; ASCII */
    size_t longest;  /* bytes of a word */
    bool everything; /* some phrase has no word that can be sought */
    uint8_t heads[SKT_TOPIC_HEADS / 8];       /* a bit for each hash of first letters */
    uint8_t begins[SKT_TOPIC_BEGINNINGS / 8]; /* and for each three of them */
} skt_topic;

/* Adds a phrase of folded words, "*" for a gap. What is kept of them is copied to `arena`.
 * False when memory is out. */
bool skt_topic_add(skt_topic *topic, const skt_str *words, size_t n_words, skt_arena *arena);
/* Words inside of which `word`, folded, may stand count as it does, if it is one of the topic.
 * False when memory is out. */
bool skt_topic_hide(skt_topic *topic, skt_str word, skt_arena *arena);
/* topic_find.c: where the first word at or behind byte `from` stands that may be one of them when
 * it is folded; SIZE_MAX if there is none. Never misses one, seldom finds another. */
size_t skt_topic_find(const skt_topic *topic, skt_str text, size_t from);
void skt_topic_dispose(skt_topic *topic);

#endif
