/* Slices of text. They own nothing. */
#ifndef SKT_CORE_STR_H
#define SKT_CORE_STR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "skytally.h"

#define SKT_STR_NONE ((skt_str){NULL, 0})
/* A slice of a string literal. */
#define SKT_LIT(literal) ((skt_str){"" literal, sizeof(literal) - 1})
/* The same in a table, whose words then need not be measured each time. */
#define SKT_WORD(literal)                                                                          \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

/* `from` 0 is taken as it is: no step may be made from the NULL of an empty slice, not even 0. */
static inline skt_str skt_str_sub(skt_str text, size_t from, size_t length)
{
    return (skt_str){from == 0 ? text.ptr : text.ptr + from, length};
}

/* Whether the `n` bytes at `a` and `b` are the same: words are short, a call of memcmp()
 * takes longer than they do, and a loop that ends anywhere is foreseen badly. */
static inline bool skt_bytes_eq(const char *a, const char *b, size_t n)
{
    uint64_t x;
    uint64_t y;
    if (n > 16) {
        return memcmp(a, b, n) == 0;
    }
    if (n >= 8) {
        uint64_t end_x;
        uint64_t end_y;
        memcpy(&x, a, 8);
        memcpy(&y, b, 8);
        memcpy(&end_x, a + n - 8, 8);
        memcpy(&end_y, b + n - 8, 8);
        return ((x ^ y) | (end_x ^ end_y)) == 0;
    }
    if (n >= 4) {
        uint32_t heads[2];
        uint32_t ends[2];
        memcpy(&heads[0], a, 4);
        memcpy(&heads[1], b, 4);
        memcpy(&ends[0], a + n - 4, 4);
        memcpy(&ends[1], b + n - 4, 4);
        return ((heads[0] ^ heads[1]) | (ends[0] ^ ends[1])) == 0;
    }
    return n == 0 || ((a[0] ^ b[0]) | (a[n / 2] ^ b[n / 2]) | (a[n - 1] ^ b[n - 1])) == 0;
}

/* Copies the `n` bytes at `from` to `to`, where no others lie; as skt_bytes_eq(), for short ones.
 */
static inline void skt_bytes_copy(char *to, const char *from, size_t n)
{
    if (n > 16) {
        memcpy(to, from, n);
    } else if (n >= 8) {
        uint64_t head;
        uint64_t end;
        memcpy(&head, from, 8);
        memcpy(&end, from + n - 8, 8);
        memcpy(to, &head, 8);
        memcpy(to + n - 8, &end, 8);
    } else if (n >= 4) {
        uint32_t head;
        uint32_t end;
        memcpy(&head, from, 4);
        memcpy(&end, from + n - 4, 4);
        memcpy(to, &head, 4);
        memcpy(to + n - 4, &end, 4);
    } else if (n > 0) {
        const char middle = from[n / 2];
        const char last = from[n - 1];
        to[0] = from[0];
        to[n / 2] = middle;
        to[n - 1] = last;
    }
}

static inline bool skt_str_eq(skt_str a, skt_str b)
{
    return a.len == b.len && skt_bytes_eq(a.ptr, b.ptr, a.len);
}

static inline bool skt_str_is(skt_str a, const char *literal)
{
    return skt_str_eq(a, skt_str_from(literal));
}

static inline bool skt_str_starts(skt_str text, skt_str prefix)
{
    return prefix.len == 0 ||
           (text.len >= prefix.len && memcmp(text.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool skt_str_ends(skt_str text, skt_str suffix)
{
    return suffix.len == 0 || (text.len >= suffix.len && memcmp(text.ptr + text.len - suffix.len,
                                                                suffix.ptr, suffix.len) == 0);
}

/* What is a letter of ASCII, its small one, a digit; whatever the locale. */
static inline bool skt_ascii_letter(char c)
{
    return ((unsigned char)c | 0x20U) - (unsigned)'a' < 26;
}

static inline char skt_ascii_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static inline bool skt_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The value of a hexadecimal digit, or -1. */
static inline int skt_ascii_hex(char c)
{
    const char small = skt_ascii_small(c);
    return skt_ascii_digit(c) ? c - '0' : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/* The same but for the case of letters of ASCII. */
bool skt_str_alike(skt_str a, skt_str b);
static inline bool skt_str_is_alike(skt_str a, const char *literal)
{
    return skt_str_alike(a, skt_str_from(literal));
}
bool skt_str_starts_alike(skt_str text, skt_str prefix);

/* Bytewise order, shorter first where one begins the other. */
int skt_str_cmp(skt_str a, skt_str b);
/* The place of `value` among "a|b|c", from 0, or -1. */
int skt_str_choice(const char *choices, skt_str value);
/* Offset of `needle` in `text` at or after `from`, or SIZE_MAX. */
size_t skt_str_find(skt_str text, skt_str needle, size_t from);
/* Without ASCII white space at both ends. */
skt_str skt_str_trim(skt_str text);
/* Cuts the next field off *rest at `separator`; false when *rest is used up
 * (its ptr is NULL). A text without separator is one field. */
bool skt_str_split(skt_str *field, skt_str *rest, char separator);
/* The longest prefix of at most `limit` bytes that ends at a character. */
skt_str skt_str_cut(skt_str text, size_t limit);
/* FNV-1a, 64 bits, of `text`, going on from `seed` (SKT_HASH_SEED to begin). */
uint64_t skt_hash(uint64_t seed, skt_str text);
#define SKT_HASH_SEED UINT64_C(0xcbf29ce484222325)

#endif
