/* Between topic.c, which keeps the words that are sought, topic_find.c, which seeks them among the
 * bytes of a text, and topic_token.c, which reads those beyond ASCII. Inside the claims module. */
#ifndef SKT_CLAIMS_TOPIC_BYTES_H
#define SKT_CLAIMS_TOPIC_BYTES_H

#include <string.h>

#include "claims/topic.h"
#include "text/chars.h"

enum {
    HEAD = 4, /* letters of a word that it is sought by, at most */
    WORD_BYTES = 64
};

/* What a character is, in skt_topic.letters and .signs: a letter, its alphabet and five bits of
 * what it folds to; or one of the others. */
enum {
    CHAR_STRANGE,    /* not told */
    CHAR_SEPARATOR,  /* stands between words */
    CHAR_DROPPED,    /* inside of a word, and folding takes it away */
    CHAR_APOSTROPHE, /* parts a word or is nothing */
    CHAR_LATIN = 1 << 5,
    CHAR_CYRILLIC = 2 << 5,
    CHAR_OTHER = 3 << 5, /* Arabic, Hebrew */
    CHAR_ALPHABET = 3 << 5,
    CHAR_BITS = (1 << 5) - 1,
    CHAR_LONG = 1 << 7 /* with CHAR_LATIN: a letter that folds to two; their number */
};

/* The class of a byte. */
static inline unsigned class_at(skt_str text, size_t at)
{
    return skt_byte_classes[(unsigned char)text.ptr[at]];
}

static inline uint32_t byte_of(char c)
{
    return (unsigned char)c | 0x20U;
}

/* The hash of the first HEAD letters, or digits, of the run that begins at `p`, in small
 * letters, or of all where they are fewer. HEAD bytes are read. */
static inline uint32_t head_of(const char *p)
{
    const unsigned kind =
        skt_byte_classes[(unsigned char)p[0]] & (SKT_CHAR_LETTER | SKT_CHAR_DIGIT);
    uint32_t bytes = byte_of(p[0]);
    uint32_t inside = UINT32_MAX; /* 0 once the run has ended: no branch, for none is foreseen */
    for (unsigned i = 1; i < HEAD; i++) {
        inside &= (skt_byte_classes[(unsigned char)p[i]] & kind) != 0 ? UINT32_MAX : 0;
        bytes |= (byte_of(p[i]) << (8 * i)) & inside;
    }
    return (bytes * UINT32_C(0x9E3779B1)) >> 16;
}

/* The same of text[at], behind which the text may end. */
static inline uint32_t last_head(skt_str text, size_t at)
{
    char padded[HEAD] = {0};
    const size_t left = text.len - at;
    memcpy(padded, text.ptr + at, left < HEAD ? left : HEAD);
    return head_of(padded);
}

static inline bool has_head(const skt_topic *topic, uint32_t head)
{
    return (topic->heads[head / 8] >> (head % 8) & 1) != 0;
}

/* The four bytes at `p`, the first the lowest. */
static inline uint32_t four_of(const char *p)
{
    uint32_t bytes;
    memcpy(&bytes, p, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap32(bytes);
#endif
    return bytes;
}

/* Three letters, five bits in each of three bytes, the first the lowest; whatever the case; of
 * the four bytes at `p`. */
static inline uint32_t beginning_of(const char *p)
{
    return four_of(p) & 0x1F1F1F;
}

static inline uint32_t hash_beginning(uint32_t beginning)
{
    return (beginning * UINT32_C(0x9E3779B1)) >> 17;
}

static inline bool has_beginning(const uint64_t *beginnings, uint32_t beginning)
{
    const uint32_t hash = hash_beginning(beginning);
    return (beginnings[hash / 64] >> (hash % 64) & 1) != 0;
}

/* Whether a word may begin with the bytes at `p`: seldom one does, so that this is asked
 * before anything else. Four bytes are read. */
static inline bool may_begin(const skt_topic *topic, const char *p)
{
    return has_beginning(topic->begins, beginning_of(p));
}

/* Whether a quotation mark at byte `at` stands between two Hebrew letters, as in an acronym. */
static inline bool is_gershayim(skt_str text, size_t at)
{
    enum { LEAD = 0xD7 };
    return text.ptr[at] == '"' && at > 1 && at + 1 < text.len &&
           (unsigned char)text.ptr[at - 2] == LEAD && (unsigned char)text.ptr[at + 1] == LEAD;
}

/* topic.c: the sought word that `folded` is, or NULL. */
const skt_topic_word *skt_topic_word_at(const skt_topic *topic, skt_str folded);
/* topic_tables.c: makes the tables of characters; false when memory is out. */
bool skt_topic_make_tables(skt_topic *topic);
/* Notes the first letters of a word that is sought. */
void skt_topic_note_word(skt_topic *topic, skt_str word);
/* Notes those of one that is sought inside of others too. */
void skt_topic_note_hidden(skt_topic *topic, skt_str word);
/* Notes what may be written to any word. */
void skt_topic_note_prefix(skt_topic *topic, skt_str prefix);
/* topic_token.c: whether one of the words may be in a run of bytes that are no ASCII but letters
 * and apostrophes. */
bool skt_topic_in_token(const skt_topic *topic, skt_str token);
/* Whether by the letters of the run that begins at text[first] none is in it: quickly, and not
 * always where it could be said. If so *end is one past the run. */
bool skt_topic_is_strange(const skt_topic *topic, skt_str text, size_t first, size_t *end);
/* Whether `folded` is one of the words behind prefixes. */
bool skt_topic_is_prefixed(const skt_topic *topic, skt_str folded);

#endif
