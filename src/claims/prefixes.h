/* Words written to the word behind them, as those of Arabic and Hebrew are ("בחיפה": in Haifa):
 * lines of tag `prefix` of a lexicon, and the parting of a text by them. What was parted reads as
 * if it had been written with a space. Inside the claims module. */
#ifndef SKT_CLAIMS_PREFIXES_H
#define SKT_CLAIMS_PREFIXES_H

#include "claims/lexicon.h"
#include "gazetteer/gazetteer.h"

typedef struct skt_prefix {
    skt_str text;  /* as it is written to a word, folded */
    skt_str word;  /* what it is alone: "ل" of "لل" */
    skt_str gives; /* what the rest then begins with ("ال"), or none */
    int order;     /* those of a lower one stand before it */
    bool article;  /* is not parted off: the word is known without it as well */
    bool whole;    /* none, but a word that is not parted */
} skt_prefix;

/* Those of one language, in the order of their lines. */
typedef SKT_VEC(skt_prefix) skt_prefixes;

/* Sets feature `key` of a line. SKT_E_DATA: it has none of that name or value. */
skt_status skt_prefix_set(skt_prefix *prefix, skt_str key, skt_str value, skt_arena *arena);
/* Adds `prefix`, written `text`, to a language's words. False when memory is out. */
bool skt_words_add_prefix(skt_words *words, skt_str text, skt_prefix prefix, skt_arena *arena);

/* Parts words that the lexicon knows only without what is written to them. Does nothing where
 * the language has no prefixes. */
skt_status skt_prefixes_part(skt_text *text, const skt_words *words, skt_arena *arena);
/* The same of words that a name of `toponyms` begins with, whose words are counted anew. *parted:
 * whether there were any. */
skt_status skt_prefixes_part_names(skt_text *text, skt_toponyms *toponyms, bool *parted,
                                   const skt_words *words, skt_arena *arena);

#endif
