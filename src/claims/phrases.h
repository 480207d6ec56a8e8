/* The phrases of one language and the words of a text that they are sought in: every word
 * is looked up once, phrases are then compared by numbers. Inside the claims module. */
#ifndef SKT_CLAIMS_PHRASES_H
#define SKT_CLAIMS_PHRASES_H

#include "claims/lexicon.h"
#include "claims/topic.h"
#include "core/vec.h"

enum { SKT_PHRASE_WORDS = 12, SKT_PHRASE_KNOWN = 1 << 16, SKT_PHRASE_ROOT = 1 << 30 };

typedef struct skt_phrase skt_phrase;

/* An ending of names that stands for a preposition: endings.h. */
typedef enum skt_ending_role {
    SKT_ENDING_NONE,
    SKT_ENDING_PREPOSITION, /* `entry` */
    SKT_ENDING_OWNER        /* "Rusya'nın": of Russia, Russia's */
} skt_ending_role;

typedef struct skt_ending {
    skt_str text;    /* folded, without the apostrophe */
    bool apostrophe; /* only behind one; else only where there is none */
    uint8_t role;    /* skt_ending_role */
    skt_entry entry; /* of tag `prep` */
} skt_ending;

typedef SKT_VEC(skt_ending) skt_endings;

/* Phrases as a tree, word by word. */
typedef struct skt_phrase_node {
    skt_phrase *phrase; /* that ends here, or NULL */
    uint64_t next;      /* of each word that may follow the bit of its number modulo 64 */
    uint32_t tags;      /* of the phrase; 0: it has no entry */
} skt_phrase_node;

/* A word of the lexicon. Its number is its place; 0 is no word. Most words of a text begin no
 * longer phrase, and need nothing but this: it takes one line of the cache. */
typedef struct skt_lexeme {
    uint64_t hash;
    skt_phrase_node node; /* the root of the phrases that begin with it */
    uint32_t grammar;     /* bits of skt_grammar */
    uint32_t begins;      /* a bit for each tag that a phrase which begins with it has had */
    skt_phrase *gaps;     /* phrases that begin with it and have a gap, strongest first */
    skt_str fold;
} skt_lexeme;

/* A place of the table of lexemes. */
typedef struct skt_lexeme_slot {
    uint32_t number; /* 0: free */
    uint32_t hash;   /* the upper half */
} skt_lexeme_slot;

typedef struct skt_phrase_edge {
    uint32_t from; /* a node, or a lexeme with SKT_PHRASE_ROOT: its root */
    uint32_t word;
    uint32_t to; /* a node; 0: free */
} skt_phrase_edge;

typedef struct skt_phrases {
    skt_arena *arena;
    SKT_VEC(skt_lexeme) lexemes;
    SKT_VEC(skt_phrase_node) nodes; /* but for the roots; 0 is none */
    skt_lexeme_slot *slots;         /* hash table of lexemes */
    size_t n_slots;
    uint64_t known[SKT_PHRASE_KNOWN / 64]; /* a bit for each of their hashes: most words of a
                                              text are none, and the table is large */
    skt_phrase_edge *edges;                /* hash table */
    size_t n_edges, n_edge_slots;
    uint32_t n_phrases;
    bool verb_last;            /* the language puts the verb behind its objects */
    SKT_VEC(skt_str) articles; /* written to words, which are known without them as well */
    skt_endings endings;       /* of names, for prepositions */
    skt_topic topic;           /* of what a claim needs: drones or debris */
} skt_phrases;

/* Begins empty; everything but the tables lies in `arena`. False when memory is out. */
bool skt_phrases_begin(skt_phrases *phrases, skt_arena *arena);
/* Adds `entry` to the phrase of those folded words, "*" for a gap, which is made unless it
 * is there. False when memory is out. */
bool skt_phrases_add(skt_phrases *phrases, const skt_str *words, size_t n_words,
                     const skt_entry *entry);
/* The entries of that phrase, or NULL; *count of them. */
const skt_entry *const *skt_phrases_find(size_t *count, const skt_phrases *phrases,
                                         const skt_str *words, size_t n_words);
/* Takes the entries with one of `tags` (a bit each) away from that phrase, where their layer
 * is below `layer`. Returns how many they were. */
size_t skt_phrases_remove(skt_phrases *phrases, const skt_str *words, size_t n_words, uint32_t tags,
                          uint16_t layer);
/* Whether a word stands in it, with an article written to it or without. */
bool skt_phrases_know(const skt_phrases *phrases, skt_str word);
/* Adds bits of skt_grammar to a word. */
bool skt_phrases_add_grammar(skt_phrases *phrases, skt_str word, uint32_t bits);
/* The bits of a word. */
uint32_t skt_phrases_grammar(const skt_phrases *phrases, skt_str word);
/* Takes all bits away from a word; whether it had any. */
bool skt_phrases_remove_grammar(skt_phrases *phrases, skt_str word);
/* The words of `text` as the lexicon knows them, in `arena`. */
skt_status skt_phrases_mark(skt_lexis **out, const skt_phrases *phrases, const skt_text *text,
                            skt_arena *arena);
void skt_phrases_dispose(skt_phrases *phrases);

#endif
