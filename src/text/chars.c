/* Classes and foldings of characters. */
#include "text/chars.h"

#include <unicode/uchar.h>

/* clang-format off */

/* Of the bits of chars.h: 3 a capital, 5 a small letter, 8 a digit, 16 a space, 32 an
 * apostrophe. */
const uint8_t skt_byte_classes[256] = {
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
    16,  0,  0,  0,  0,  0,  0, 32,  0,  0,  0,  0,  0,  0,  0,  0,
     8,  8,  8,  8,  8,  8,  8,  8,  8,  8,  0,  0,  0,  0,  0,  0,
     0,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,
     3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  3,  0,  0,  0,  0,  0,
    32,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,
     5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  5,  0,  0,  0,  0,  0,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64,
};

/* By byte, those beyond ASCII left out: what it folds to inside a word. */
const uint8_t skt_byte_folds[256] = {
      0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
      0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
      0,  33,  34,  35,  36,  37,  38,   0,  40,  41,  42,  43,  44,   0,  46,  47,
     48,  49,  50,  51,  52,  53,  54,  55,  56,  57,  58,  59,  60,  61,  62,  63,
     64,  97,  98,  99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111,
    112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122,  91,  92,  93,  94,  95,
      0,  97,  98,  99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111,
    112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127,
};

/* Case and diacritics away: yo as ye, short i as i. */
const uint8_t skt_cyrillic_folds[SKT_CYRILLIC_COUNT] = {
    /* 0400 */ 0x35, 0x35, 0x52, 0x33, 0x54, 0x55, 0x56, 0x56, 0x58, 0x59, 0x5A, 0x5B, 0x3A, 0x38, 0x43, 0x5F,
    /* 0410 */ 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x38, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
    /* 0420 */ 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F,
    /* 0430 */ 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x38, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
    /* 0440 */ 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F,
    /* 0450 */ 0x35, 0x35, 0x52, 0x33, 0x54, 0x55, 0x56, 0x56, 0x58, 0x59, 0x5A, 0x5B, 0x3A, 0x38, 0x43, 0x5F,
};

/* Hamza away, Arabic kaf and ya as the Persian ones, final h and alef maksura as skt_fold
 * has them. Marks and digits are none of these. */
const uint8_t skt_arabic_folds[SKT_ARABIC_COUNT] = {
    /* 0620 */ 0x20, 0x21, 0x27, 0x27, 0x48, 0x27, 0xCC, 0x27, 0x28, 0x47, 0x2A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F,
    /* 0630 */ 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
    /* 0640 */ 0x00, 0x41, 0x42, 0xA9, 0x44, 0x45, 0x46, 0x47, 0x48, 0xCC, 0xCC, 0x00, 0x00, 0x00, 0x00, 0x00,
    /* 0650 */ 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    /* 0660 */ 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x6E, 0x6F,
    /* 0670 */ 0x00, 0x71, 0x72, 0x73, 0x74, 0x00, 0x00, 0x00, 0x00, 0x79, 0x7A, 0x7B, 0x7C, 0x7D, 0x7E, 0x7F,
    /* 0680 */ 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F,
    /* 0690 */ 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F,
    /* 06A0 */ 0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7, 0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF,
    /* 06B0 */ 0xB0, 0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBC, 0xBD, 0xBE, 0xBF,
    /* 06C0 */ 0x47, 0x47, 0x47, 0xC3, 0xC4, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCE, 0xCF,
};

/* clang-format on */

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0x02BB || c == 0x02BC || c == 0x2018 || c == 0x2019 ||
           c == 0x05F3 || c == 0x05F4; /* geresh, gershayim */
}

/* Georgian, of which Unicode has capitals that nobody begins a name with. */
static bool is_caseless(uint32_t c)
{
    return c >= 0x10D0 && c <= 0x10FF;
}

unsigned skt_char_class_general(uint32_t c)
{
    const UChar32 u = (UChar32)c;
    /* Marks belong to the letter before them; soft hyphens and joiners are
     * inside a word by what they are for. */
    const bool letter = u_isalpha(u) || u_charType(u) == U_NON_SPACING_MARK || c == 0x00AD ||
                        c == 0x200C || c == 0x200D || c == 0x0640;
    return (letter ? SKT_CHAR_LETTER : 0u) | (u_isUUppercase(u) ? SKT_CHAR_UPPER : 0u) |
           (u_isULowercase(u) && !is_caseless(c) ? SKT_CHAR_LOWER : 0u) |
           (u_isdigit(u) ? SKT_CHAR_DIGIT : 0u) |
           (c <= ' ' || u_isUWhiteSpace(u) ? SKT_CHAR_SPACE : 0u) |
           (is_apostrophe(c) ? SKT_CHAR_APOSTROPHE : 0u);
}

unsigned skt_char_class(uint32_t c)
{
    if (c < 0x80) {
        return skt_byte_classes[c];
    }
    if (c - SKT_CYRILLIC_FIRST < SKT_CYRILLIC_COUNT) {
        return SKT_CHAR_LETTER | (c < SKT_CYRILLIC_LOWER ? SKT_CHAR_UPPER : SKT_CHAR_LOWER);
    }
    if (skt_letter_fold(c) != 0) {
        return SKT_CHAR_LETTER;
    }
    if (c >= 0x2010 && c <= 0x2027) { /* dashes, quotation marks, an ellipsis */
        return c == 0x2018 || c == 0x2019 ? SKT_CHAR_APOSTROPHE : 0;
    }
    return skt_char_class_general(c);
}
