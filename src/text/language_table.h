/* What tells one language from another, and what a text says for each. Inside the text module. */
#ifndef SKT_TEXT_LANGUAGE_TABLE_H
#define SKT_TEXT_LANGUAGE_TABLE_H

#include "core/arena.h"
#include "text/language.h"

typedef enum skt_script {
    SKT_LATIN,
    SKT_CYRILLIC,
    SKT_ARABIC,
    SKT_HEBREW,
    SKT_SCRIPTS,                /* how many there are */
    SKT_NO_SCRIPT = SKT_SCRIPTS /* no letter, or of another script */
} skt_script;

enum {
    SKT_LANGUAGES = 32,       /* most that a table may have: a bit for each */
    SKT_TOLD_LETTERS = 0x700, /* code points below */
    SKT_TOLD_WORD = 32        /* bytes of the longest word */
};

enum { SKT_TOLD_BITS = 1 << 14 };

typedef struct skt_told_word {
    skt_str word; /* none: a free place */
    uint64_t hash;
    uint32_t languages; /* that have it, a bit for each */
} skt_told_word;

struct skt_languages {
    size_t count;
    skt_str codes[SKT_LANGUAGES];
    skt_script scripts[SKT_LANGUAGES];
    uint32_t of_script[SKT_SCRIPTS];    /* a bit for each language */
    uint32_t letters[SKT_TOLD_LETTERS]; /* of small letters that some lack: who has them */
    skt_told_word *words;               /* hash table */
    size_t n_words, n_slots;            /* slots: a power of two */
    uint64_t there[SKT_TOLD_BITS / 64]; /* a bit for each hash: most words of a text have none */
    skt_arena arena;
};

/* What speaks for each language. */
typedef struct skt_language_tally {
    uint32_t letters[SKT_SCRIPTS];
    int32_t scores[SKT_LANGUAGES];
    uint32_t words;
    uint32_t sole;   /* languages that had a word which no other has, a bit for each */
    uint32_t n_sole; /* such words */
} skt_language_tally;

skt_script skt_script_of(uint32_t code_point);

/* Counts what stands in the first `most` bytes of `text`, less where it is clear sooner. */
void skt_language_count(skt_language_tally *tally, const skt_languages *languages, skt_str text,
                        size_t most);
/* The script that most of the letters counted are of. */
skt_script skt_language_script(const skt_language_tally *tally);
/* The language of the script that most speaks for, -1: none is of it. Of two that as much speaks
 * for, the first in the table. */
int skt_language_best(const skt_language_tally *tally, const skt_languages *languages,
                      skt_script script);
/* The language of that code, or -1. */
int skt_language_named(const skt_languages *languages, skt_str code);

#endif
