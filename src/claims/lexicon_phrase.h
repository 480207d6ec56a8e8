/* What the reading of a lexicon's file is at, and the phrases of its lines. For lexicon*.c
 * alone. */
#ifndef SKT_CLAIMS_LEXICON_PHRASE_H
#define SKT_CLAIMS_LEXICON_PHRASE_H

#include "claims/lexicon_table.h"
#include "claims/when_words.h"

typedef struct skt_reading {
    skt_lexicon_file *file;
    skt_lexicon *lexicon;
    skt_words *words; /* NULL: the file has not named its language yet */
    skt_str path;     /* owned by the lexicon */
    uint16_t layer;
    size_t line;
    skt_diag *diag; /* of what befalls other files */
    skt_finding_fn *found;
    void *user;
    bool stopped; /* nothing more of the file can be read */
    skt_buf fold, joined;
} skt_reading;

typedef struct skt_reading_phrase {
    skt_str text;                    /* as written */
    skt_str words[SKT_PHRASE_WORDS]; /* folded, in skt_reading.fold */
    size_t n_words;
} skt_reading_phrase;

/* Tells of something about the line. */
void skt_reading_find(skt_reading *r, skt_finding_level level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Splits "key=value"; false: it is none, and that was said. */
bool skt_reading_feature(skt_reading *r, skt_str *key, skt_str *value, skt_str feature);

/* Cuts the next "key=value" off *features, which spaces part; false at their end, and, with *good
 * false, at one that is none. Nothing is cut off where *good is false already. */
bool skt_reading_next_feature(skt_reading *r, skt_str *key, skt_str *value, skt_str *features,
                              bool *good);

/* Folds the words of out->text; false: it is no phrase, and that was said. */
bool skt_reading_split(skt_reading *r, skt_reading_phrase *out);

/* Adds what `entry` says of the phrase; of a file of the user's it tells what was known of it. */
skt_status skt_reading_add(skt_reading *r, const skt_reading_phrase *made, const skt_entry *entry);

/* Adds a word of time, after telling what the lexicon says of it already. With `form` it is one
 * of several forms, of which two may be the same. */
skt_status skt_reading_add_time(skt_reading *r, const skt_reading_phrase *made,
                                const skt_term_row *row, bool form);

/* Takes away what `tags` say of the phrase and, with `time`, what lines of tag `time` say. */
void skt_reading_remove(skt_reading *r, const skt_reading_phrase *made, uint32_t tags, bool time);

#endif
