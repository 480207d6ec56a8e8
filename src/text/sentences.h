/* Where paragraphs and sentences end. Inside the text module. */
#ifndef SKT_TEXT_SENTENCES_H
#define SKT_TEXT_SENTENCES_H

#include "text/text.h"

/* Whether the line break at byte `at` of `text` ends a paragraph: a blank line
 * follows, or the line does not look like the middle of a wrapped one. */
bool skt_line_ends_paragraph(skt_str text, size_t at);

/* Finds the sentences of out->words, whose paragraphs are numbered from 0 without gaps,
 * marks their first words, and fills both tables. */
skt_status skt_sentences_find(skt_text *out, skt_arena *arena);

#endif
