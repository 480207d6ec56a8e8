/* A lexicon in memory, and the reading of its files. Inside the claims module: for
 * lexicon*.c alone. */
#ifndef SKT_CLAIMS_LEXICON_TABLE_H
#define SKT_CLAIMS_LEXICON_TABLE_H

#include <pthread.h>
#include <stdatomic.h>

#include "claims/affixes.h"
#include "claims/lexicon.h"
#include "claims/lexicon_forms.h"
#include "claims/phrases.h"
#include "claims/prefixes.h"

struct skt_words {
    skt_str lang;
    skt_lexicon *lexicon;
    const char *path;    /* of the folder's file; NULL: there is none */
    atomic_bool is_read; /* else there is nothing of what follows: nobody has needed it yet */
    skt_phrases phrases;
    skt_paradigm *paradigms; /* the last one first */
    skt_time_words *time;
    skt_prefixes prefixes;
    skt_affix_vec affixes;
    skt_word_cutter cutter; /* by them */
    struct skt_words *next;
};

struct skt_lexicon {
    skt_arena arena;
    skt_words *languages;
    skt_languages *telling;  /* what they are told by */
    uint16_t layers;         /* files that were laid over those of the folder */
    pthread_mutex_t reading; /* held while a file of the folder is read */
};

/* Adds an empty lexicon for `lang`, for words of the user's; NULL when memory is out. */
skt_words *skt_lexicon_begin(skt_lexicon *lexicon, skt_str lang);
/* Like skt_lexicon_language(), to be changed. */
skt_status skt_lexicon_words(skt_words **out, const skt_lexicon *lexicon, skt_str lang,
                             skt_diag *diag);

/* lexicon_entry.c: the tag of that name, or -1. */
int skt_tag_named(skt_str name);
/* An entry of `tag` with nothing said of it. */
skt_entry skt_entry_new(skt_tag tag);

typedef enum skt_feature_result {
    SKT_FEATURE_SET,
    SKT_FEATURE_UNKNOWN, /* the tag has no such feature */
    SKT_FEATURE_VALUE    /* the feature has no such value */
} skt_feature_result;

/* Sets feature `key`; `value` must live as long as the entry. */
skt_feature_result skt_entry_set(skt_entry *entry, skt_str key, skt_str value);
/* Whether any tag has feature `key` with that value. */
bool skt_feature_known(skt_str key, skt_str value);
/* Appends what may stand there: the values of feature `key` of `tag`; where it has no such
 * feature, its features. */
void skt_feature_choices(skt_buf *out, skt_tag tag, skt_str key);
/* Whether two entries say the same. */
bool skt_entry_same(const skt_entry *a, const skt_entry *b);
/* The bit of skt_grammar of that kind, or 0. */
unsigned skt_grammar_named(skt_str kind);

#endif
