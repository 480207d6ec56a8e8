/* Whether a text can be about drones at all, told from its bytes before anything else is
 * done with it. Inside the claims module. */
#ifndef SKT_CLAIMS_TOPIC_H
#define SKT_CLAIMS_TOPIC_H

#include "core/arena.h"
#include "core/str.h"
#include "core/vec.h"

enum {
    SKT_TOPIC_HEADS = 1 << 16,
    SKT_TOPIC_BEGINNINGS = 1 << 15,
    SKT_TOPIC_DEPTH = 3,      /* letters of a beginning */
    SKT_TOPIC_PAGES = 4,      /* of an alphabet: Arabic has as many */
    SKT_TOPIC_LETTERS = 0x800 /* code points of two bytes at most */
};

/* A bit for each hash of a beginning: three letters, five bits of each. */
typedef uint64_t skt_topic_beginnings[SKT_TOPIC_BEGINNINGS / 64];

/* The same for many bytes at once: eight sets of beginnings, and in which of them a byte with
 * that low and that high half may stand first, second, third; a bit for each set. ASCII. */
typedef struct skt_topic_sieve {
    uint8_t low[SKT_TOPIC_DEPTH][16], high[SKT_TOPIC_DEPTH][16];
} skt_topic_sieve;

/* Letters of two bytes the first of which is `lead`: by the low half of the second, a bit for each
 * high half from 8 on; and four bits higher for those that a prefix has. */
typedef struct skt_topic_page {
    uint8_t lead;
    uint8_t alphabet; /* CHAR_... of topic_bytes.h */
    uint8_t letters[16];
} skt_topic_page;

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

/* A word that may stand inside of others. */
typedef struct skt_topic_hidden {
    skt_str word; /* folded */
    bool sought;
} skt_topic_hidden;

/* Words one of which is in every phrase that a claim needs. */
typedef struct skt_topic {
    SKT_VEC(skt_topic_word) words;
    uint32_t *slots; /* hash table: index + 1 into words; 0: free */
    size_t n_slots;
    SKT_VEC(skt_str) prefixes; /* that may be written to any of them */
    SKT_VEC(skt_topic_hidden) hidden;
    bool hides;      /* one of those is sought */
    size_t longest;  /* bytes of a word */
    bool everything; /* some phrase has no word that can be sought */
    bool unsure;     /* some word is of letters that the beginnings do not tell */
    bool numbers;    /* some word is one */
    bool wide;       /* the processor looks at many bytes at once */
    bool ready;      /* the tables below are made */
    uint8_t heads[SKT_TOPIC_HEADS / 8];    /* a bit for each hash of first letters; ASCII */
    skt_topic_beginnings begins;           /* of words of ASCII */
    skt_topic_beginnings runs;             /* the same by how many letters there are, up to four */
    skt_topic_beginnings others;           /* of words beyond it */
    skt_topic_beginnings inner;            /* of hidden words that are sought */
    skt_topic_sieve sieve;                 /* of `inner` */
    skt_topic_page pages[SKT_TOPIC_PAGES]; /* of letters that words beyond ASCII are of */
    size_t n_pages;
    char pairs[32][2]; /* what letters fold to that fold to two */
    size_t n_pairs;
    uint32_t prefix_letters;            /* beyond ASCII: a bit for each five bits */
    uint8_t letters[SKT_TOPIC_LETTERS]; /* what a character is: topic_bytes.h */
    uint8_t signs[64];                  /* the same from U+2000 on */
} skt_topic;

/* Adds a phrase of folded words, "*" for a gap. What is kept of them is copied to `arena`.
 * False when memory is out. */
bool skt_topic_add(skt_topic *topic, const skt_str *words, size_t n_words, skt_arena *arena);
/* Words inside of which `word`, folded, may stand count as it does, if it is one of the topic.
 * False when memory is out. */
bool skt_topic_hide(skt_topic *topic, skt_str word, skt_arena *arena);
/* `prefix`, folded, which must last, may be written to any word. False when memory is out. */
bool skt_topic_prefix(skt_topic *topic, skt_str prefix);
/* topic_find.c: where the first word at or behind byte `from` stands that may be one of them when
 * it is folded; SIZE_MAX if there is none. Never misses one, seldom finds another. */
size_t skt_topic_find(const skt_topic *topic, skt_str text, size_t from);
void skt_topic_dispose(skt_topic *topic);

#endif
