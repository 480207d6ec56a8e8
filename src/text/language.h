/* Which language a text is in, told by its script, by letters that only some languages of the
 * script have and by words that no text goes without. */
#ifndef SKT_TEXT_LANGUAGE_H
#define SKT_TEXT_LANGUAGE_H

#include "core/str.h"

/* The code of the language that `text` is in ("ru"), static or `declared`. What was declared of
 * the text rules as long as its letters can be of that language; none (length 0): the text is in
 * Latin letters, or too short to be told, and nothing was declared. */
skt_str skt_language_of(skt_str text, skt_str declared);

#endif
