/* Parts of words that a language writes together: l'armée, Drohnenangriff, Kampfdrohnen
 * (gazetteer/lexicon/README.md, "Words written together"). Inside the claims module. */
#ifndef SKT_CLAIMS_AFFIXES_H
#define SKT_CLAIMS_AFFIXES_H

#include "claims/phrases.h"
#include "text/text.h"

typedef enum skt_affix_kind {
    SKT_AFFIX_ELIDED, /* before an apostrophe: l', d', qu' */
    SKT_AFFIX_FRONT,  /* the first part, where the lexicon knows the rest */
    SKT_AFFIX_END     /* the last part of a word that the lexicon does not know */
} skt_affix_kind;

typedef struct skt_affix {
    skt_str fold;
    uint8_t kind; /* skt_affix_kind */
} skt_affix;

typedef SKT_VEC(skt_affix) skt_affix_vec;

/* The kind of that name ("elided"), or -1. */
int skt_affix_named(skt_str name);

/* Where `word` is to be cut in two: the bytes of its first part; 0: it is one word. */
size_t skt_affix_cut(const skt_affix_vec *affixes, const skt_phrases *phrases,
                     const skt_word *word);

#endif
