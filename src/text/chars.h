/* Characters as words are split and folded by: ASCII and the letters of Cyrillic and
 * Arabic by small tables, all others by ICU. A table says what ICU would. Inside the
 * text module. */
#ifndef SKT_TEXT_CHARS_H
#define SKT_TEXT_CHARS_H

#include <stdint.h>

#include "core/buf.h"

/* Classes of a character; bits. */
enum {
    SKT_CHAR_LETTER = 1 << 0, /* with the marks and joiners that are inside words */
    SKT_CHAR_UPPER = 1 << 1,
    SKT_CHAR_LOWER = 1 << 2,
    SKT_CHAR_DIGIT = 1 << 3,
    SKT_CHAR_SPACE = 1 << 4,
    SKT_CHAR_APOSTROPHE = 1 << 5, /* may also be a letter (U+02BC) */
    SKT_BYTE_HIGH = 1 << 6        /* in skt_byte_classes: not ASCII */
};

extern const uint8_t skt_byte_classes[256];
/* What a letter, digit or sign of ASCII folds to; 0: white space, control characters, hyphens,
 * apostrophes and all that is not ASCII. */
extern const uint8_t skt_byte_folds[256];

/* The class by ICU alone. */
unsigned skt_char_class_general(uint32_t c);
/* The class, by a table where one has it. */
unsigned skt_char_class(uint32_t c);

/* By `c` - 0x0400 and `c` - 0x0620: the low byte of what a letter folds to, which is of
 * the same 256 code points; 0: it is none, or folds to something else. */
enum { SKT_CYRILLIC_FIRST = 0x0400, SKT_CYRILLIC_COUNT = 0x60, SKT_CYRILLIC_LOWER = 0x0430 };
enum { SKT_ARABIC_FIRST = 0x0620, SKT_ARABIC_COUNT = 0xB0 };
extern const uint8_t skt_cyrillic_folds[SKT_CYRILLIC_COUNT];
extern const uint8_t skt_arabic_folds[SKT_ARABIC_COUNT];

/* What a letter of those tables folds to, 0 for any other character. */
static inline uint32_t skt_letter_fold(uint32_t c)
{
    if (c - SKT_CYRILLIC_FIRST < SKT_CYRILLIC_COUNT) {
        return 0x0400U | skt_cyrillic_folds[c - SKT_CYRILLIC_FIRST];
    }
    if (c - SKT_ARABIC_FIRST < SKT_ARABIC_COUNT && skt_arabic_folds[c - SKT_ARABIC_FIRST] != 0) {
        return 0x0600U | skt_arabic_folds[c - SKT_ARABIC_FIRST];
    }
    return 0;
}

/* Reads a letter of those tables at text[at]; 0 if there is none. It has two bytes. */
static inline uint32_t skt_table_letter(skt_str text, size_t at)
{
    if (text.len - at < 2) {
        return 0;
    }
    const unsigned char lead = (unsigned char)text.ptr[at];
    const unsigned char next = (unsigned char)text.ptr[at + 1];
    if (lead < 0xD0 || lead > 0xDB || (next & 0xC0u) != 0x80u) {
        return 0;
    }
    const uint32_t c = ((uint32_t)(lead & 0x1Fu) << 6) | (next & 0x3Fu);
    return skt_letter_fold(c) != 0 ? c : 0;
}

/* Appends what a character that is no space and not dropped folds to, by ICU alone. */
void skt_fold_general(skt_buf *out, uint32_t c);

static inline void skt_put_two_bytes(char *out, uint32_t c)
{
    out[0] = (char)(0xC0u | (c >> 6));
    out[1] = (char)(0x80u | (c & 0x3Fu));
}

#endif
