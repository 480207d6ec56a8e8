/* Which language a text is in, told by its script, by letters that only some languages of the
 * script have and by words that no text goes without (gazetteer/lexicon/languages.tsv). */
#ifndef SKT_TEXT_LANGUAGE_H
#define SKT_TEXT_LANGUAGE_H

#include "core/str.h"
#include "core/vec.h"

/* What the languages are told by: read-only once opened, shared by any number of threads. */
typedef struct skt_languages skt_languages;

/* Reads the table at `path`. Errors: SKT_E_IO, SKT_E_DATA, with the line in `diag`. */
skt_status skt_languages_open(skt_languages **out, const char *path, skt_diag *diag);
/* Adds what a language is told by, "latin", "åäö", "och i på": to one that is there as well. Before
 * they are shared. NULL, or what is wrong with it, static. */
const char *skt_languages_add(skt_languages *languages, skt_str code, skt_str script,
                              skt_str letters, skt_str words);
void skt_languages_close(skt_languages *languages);

/* The code of the language that `text` is in ("ru"), owned by `languages`, or `declared`. What was
 * declared of the text rules as long as its letters and words can be of that language; none
 * (length 0): nothing tells, and nothing was declared. */
skt_str skt_language_of(const skt_languages *languages, skt_str text, skt_str declared);

/* Whether the text has paragraphs, or parts of them, in the letters of two scripts. */
bool skt_language_mixes_scripts(skt_str text);

/* A part of a text in one language. */
typedef struct skt_language_run {
    size_t from, end; /* bytes */
    skt_str lang;
} skt_language_run;

typedef SKT_VEC(skt_language_run) skt_language_runs;

/* Parts `text`, which is in `main` for the most part, where paragraphs are in another language,
 * and sentences in another script. The runs follow one another and make up the whole text; what
 * tells nothing goes with what stands before it. SKT_E_NOMEM. */
skt_status skt_language_part(skt_language_runs *out, const skt_languages *languages, skt_str text,
                             skt_str main);

#endif
