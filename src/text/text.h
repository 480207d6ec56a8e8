/* A report's text as paragraphs, sentences and words. */
#ifndef SKT_TEXT_TEXT_H
#define SKT_TEXT_TEXT_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/str.h"

typedef enum skt_word_kind {
    SKT_WORD_LETTERS, /* letters, with inner apostrophes: "Sana'a" */
    SKT_WORD_DIGITS,  /* digits with inner separators: "1,541", "2.8", "07:40" */
    SKT_WORD_SUFFIX,  /* "'s" behind a word, "'ü" behind a number */
    SKT_WORD_HYPHEN,  /* a hyphen between two words, no space at either side */
    SKT_WORD_PUNCT    /* one sign of punctuation or a symbol */
} skt_word_kind;

enum {
    SKT_WORD_CAPITAL = 1 << 0,  /* begins with a capital letter (or in a script without case) */
    SKT_WORD_ALL_CAPS = 1 << 1, /* two letters or more, all capital */
    SKT_WORD_SPACE = 1 << 2,    /* white space before it */
    SKT_WORD_BEGINS = 1 << 3,   /* first word of its sentence */
    SKT_WORD_NO_CASE = 1 << 4,  /* of a script without capital letters */
    SKT_WORD_PLAIN = 1 << 5     /* `fold` has letters alone, or digits alone, and no sign */
};

typedef struct skt_word {
    skt_str text;  /* into the report's text */
    skt_str fold;  /* folded by skt_fold(); in the arena, the report's text or static */
    uint64_t hash; /* skt_word_hash() of `fold` */
    uint32_t offset;
    uint32_t sentence, paragraph; /* indexes */
    uint8_t kind;                 /* skt_word_kind */
    uint8_t flags;
} skt_word;

/* Words [first, end). */
typedef struct skt_span {
    uint32_t first, end;
} skt_span;

typedef struct skt_text {
    skt_str text;
    skt_word *words;
    size_t n_words;
    skt_span *sentences; /* a sentence never crosses a paragraph */
    size_t n_sentences;
    skt_span *paragraphs;
    size_t n_paragraphs;
} skt_text;

/* Says where a language parts a word that is written together: the bytes of its first part,
 * 0 for a word that stays whole. Both parts are asked about again. */
typedef struct skt_word_cutter {
    size_t (*cut)(const void *user, const skt_word *word);
    const void *user;
} skt_word_cutter;

/* Splits `text` (which must stay, and be under 4 GB). Everything lies in `arena`. */
skt_status skt_text_split(skt_text *out, skt_str text, skt_arena *arena);
/* The same, the words of letters cut by `cutter` where it is not NULL. */
skt_status skt_text_split_cut(skt_text *out, skt_str text, const skt_word_cutter *cutter,
                              skt_arena *arena);

/* Puts other words, in the arena, for those of the text; they have its paragraphs, and their
 * sentences are found anew. */
skt_status skt_text_take(skt_text *text, skt_word *words, size_t n_words, skt_arena *arena);

/* From the sentence that bytes [from, to) of the text begin in to the one that they end in. */
skt_str skt_sentence_around(const skt_text *text, size_t from, size_t to);

/* The key by which words are compared, everywhere: lower case, without
 * diacritics, apostrophes, soft hyphens and zero-width signs; look-alike letters
 * of a mixed-alphabet word made one alphabet; Cyrillic yo as ye; Arabic letters
 * by their Persian-Arabic common form. Appends to `out`. Hyphens and white space
 * become one space. */
void skt_fold(skt_buf *out, skt_str text);

/* Reads one code point at *at and moves *at behind it; U+FFFD for a broken
 * sequence (one byte is then passed over). *at < text.len. */
uint32_t skt_utf8_next(skt_str text, size_t *at);

/* Gives `text` itself where it is UTF-8 without control characters; else a copy in the
 * arena, NUL-terminated, with U+FFFD for each byte or character that is not. For names of
 * files, which may be made of any bytes and stand in outputs. */
skt_status skt_utf8_clean(skt_str *out, skt_arena *arena, skt_str text);

#endif
