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

/* The number of three bytes by which a word begins, whatever the case of its letters; four
 * are read. */
static inline uint32_t beginning_of(const char *p)
{
    uint32_t bytes;
    memcpy(&bytes, p, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap32(bytes);
#endif
    return (bytes & 0x1F) | (bytes >> 3 & 0x1F << 5) | (bytes >> 6 & 0x1F << 10);
}

/* Whether a word may begin with the bytes at `p`: seldom one does, so that this is asked
 * before anything else. Four bytes are read. */
static inline bool may_begin(const skt_topic *topic, const char *p)
{
    const uint32_t beginning = beginning_of(p);
    return (topic->begins[beginning / 8] >> (beginning % 8) & 1) != 0;
}

/* topic.c: the sought word that `folded` is, or NULL. */
const skt_topic_word *skt_topic_word_at(const skt_topic *topic, skt_str folded);
/* topic_token.c: whether one of the words may be in a run of bytes that are no ASCII but letters
 * and apostrophes. */
bool skt_topic_in_token(const skt_topic *topic, skt_str token);

#endif
