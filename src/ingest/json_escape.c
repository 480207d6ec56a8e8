#include "ingest/json_escape.h"

enum { UNIT_BYTES = 6, HEX_DIGITS = 4 }; /* of "\u0434" */

/* One more than a digit's value; 0: it is none. */
static const int8_t hex[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9,  ['9'] = 10, ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
    ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};

static int32_t digit_at(skt_str text, size_t at)
{
    return hex[(unsigned char)text.ptr[at]] - 1;
}

/* The unit of UTF-16 whose escape begins at text[at]; negative: there is none. */
static int32_t unit_at(skt_str text, size_t at)
{
    if (text.len - at < UNIT_BYTES || text.ptr[at] != '\\' || text.ptr[at + 1] != 'u') {
        return -1;
    }
    at += UNIT_BYTES - HEX_DIGITS;
    return digit_at(text, at) * 4096 | digit_at(text, at + 1) * 256 | digit_at(text, at + 2) * 16 |
           digit_at(text, at + 3);
}

static uint32_t letter_meant(char c)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    const char *letter = c == '\0' ? NULL : strchr(letters, c);
    return letter == NULL ? SKT_JSON_NO_ESCAPE : (unsigned char)meant[letter - letters];
}

uint32_t skt_json_escape(skt_str text, size_t *at)
{
    const int32_t unit = unit_at(text, *at);
    if (unit < 0) {
        const bool alone = text.len - *at < 2;
        const uint32_t letter = alone ? SKT_JSON_NO_ESCAPE : letter_meant(text.ptr[*at + 1]);
        *at += alone ? 1 : 2;
        return letter;
    }
    *at += UNIT_BYTES;
    if (unit < 0xD800 || unit > 0xDFFF) {
        return (uint32_t)unit;
    }
    const int32_t low = unit < 0xDC00 ? unit_at(text, *at) : -1;
    if (low < 0xDC00 || low > 0xDFFF) {
        return SKT_JSON_NO_ESCAPE;
    }
    *at += UNIT_BYTES;
    return 0x10000 + (uint32_t)((unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
}
