/* The words of time of a language as its lexicon's lines tell them. Private to the reading of
 * lexicons. */
#ifndef SKT_CLAIMS_WHEN_WORDS_H
#define SKT_CLAIMS_WHEN_WORDS_H

#include "claims/when_terms.h"
#include "core/buf.h"

/* Where a line stands. */
typedef struct skt_time_line {
    skt_str path; /* must live as long as the words */
    uint32_t line;
    uint16_t layer; /* 0: a file of the folder; 1, 2 ...: of the user's */
} skt_time_line;

/* Reads the features of a line of tag `time`: "kind=month value=5 flag=capital". False:
 * `problem` says what is wrong. */
bool skt_term_row_read(skt_term_row *out, skt_time_words *words, skt_str features,
                       skt_buf *problem);
/* The row of a line of tag `number` or `ordinal`. */
skt_term_row skt_term_row_number(skt_term_kind kind, int64_t value);
/* Whether two rows say the same. */
bool skt_term_row_same(const skt_term_row *a, const skt_term_row *b);

/* Adds the phrase `text`, folded words with a space between them. A later layer's word of time
 * replaces an earlier one. */
skt_status skt_time_words_add(skt_time_words *words, skt_str text, const skt_term_row *row,
                              const skt_time_line *line);
/* What a line of tag `time` says of the phrase so far, or NULL. */
const skt_time_phrase *skt_time_words_find(const skt_time_words *words, skt_str text);
/* Takes the phrase away, where a layer below `layer` says it; whether there was one. */
bool skt_time_words_remove(skt_time_words *words, skt_str text, uint16_t layer);

#endif
