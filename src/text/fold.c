/* Folding words to the key by which they are compared. */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include "text/chars.h"
#include "text/text.h"

/* Letters that Unicode does not decompose and signs of Arabic, and what writers put for them. */
static const struct {
    uint32_t from;
    const char *to;
} plain_letters[] = {
    {0x00DF, "ss"},       {0x00E6, "ae"},       {0x00F0, "d"},        {0x00F8, "o"},
    {0x00FE, "th"},       {0x0111, "d"},        {0x0127, "h"},        {0x0131, "i"},
    {0x0138, "q"},        {0x0142, "l"},        {0x014B, "n"},        {0x0153, "oe"},
    {0x0167, "t"},        {0x0259, "a"},        {0x060C, ","},        {0x061B, ";"},
    {0x066A, "%"},        {0x066B, "."},        {0x066C, ","},        {0x0629, "\xD9\x87"},
    {0x0643, "\xDA\xA9"}, {0x0649, "\xDB\x8C"}, {0x064A, "\xDB\x8C"}, {0x06C0, "\xD9\x87"},
    {0x06C1, "\xD9\x87"}, {0x06D5, "\xD9\x87"},
};

/* Signs inside a word that spelling treats as nothing. */
static bool is_dropped(uint32_t c)
{
    switch (c) {
    case '\'':
    case '`':
    case 0x00AD: /* soft hyphen */
    case 0x00B4:
    case 0x02B9: /* modifier primes and apostrophes of transliteration */
    case 0x02BA:
    case 0x02BB:
    case 0x02BC:
    case 0x02BD:
    case 0x02BE:
    case 0x02BF:
    case 0x02C8:
    case 0x055A:
    case 0x05F3: /* geresh, gershayim */
    case 0x05F4:
    case 0x0640: /* tatweel */
    case 0x200B: /* zero-width signs and direction marks */
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x2060:
    case 0xFEFF: return true;
    default: return false;
    }
}

static bool is_space_like(uint32_t c)
{
    if (c < 0x80) {
        return c == ' ' || c == '-' || (c >= '\t' && c <= '\r');
    }
    return c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212 ||
           u_isUWhiteSpace((UChar32)c);
}

static void add_lower(skt_buf *out, uint32_t c)
{
    c = (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
    for (size_t i = 0; i < sizeof plain_letters / sizeof plain_letters[0]; i++) {
        if (plain_letters[i].from == c) {
            skt_buf_add_text(out, plain_letters[i].to);
            return;
        }
    }
    const int32_t digit = u_charDigitValue((UChar32)c);
    if (digit >= 0) {
        skt_buf_add_char(out, (char)('0' + digit));
        return;
    }
    skt_buf_add_code_point(out, c);
}

static void add_folded(skt_buf *out, const UNormalizer2 *nfkd, uint32_t c)
{
    UChar parts[32];
    UErrorCode error = U_ZERO_ERROR;
    const int32_t n = nfkd == NULL
                          ? -1
                          : unorm2_getDecomposition(nfkd, (UChar32)c, parts,
                                                    sizeof parts / sizeof parts[0], &error);
    if (n < 0 || U_FAILURE(error)) {
        if (u_charType((UChar32)c) != U_NON_SPACING_MARK) {
            add_lower(out, c);
        }
        return;
    }
    for (int32_t i = 0; i < n;) {
        UChar32 part = parts[i++];
        if (U16_IS_LEAD((uint32_t)part) && i < n) {
            part = U16_GET_SUPPLEMENTARY(part, parts[i]);
            i++;
        }
        if (u_charType(part) != U_NON_SPACING_MARK && !is_dropped((uint32_t)part)) {
            add_lower(out, (uint32_t)part);
        }
    }
}

/* Cyrillic letters and the Latin ones that look like them, lower case. */
static const struct {
    uint32_t cyrillic;
    char latin;
} look_alikes[] = {
    {0x0430, 'a'}, {0x0435, 'e'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'},
    {0x0443, 'y'}, {0x0445, 'x'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x043A, 'k'},
    {0x043C, 'm'}, {0x0442, 't'}, {0x0432, 'b'}, {0x043D, 'h'}, {0x0455, 's'},
};

/* Makes the word in out[from..] one alphabet where all letters of the rarer
 * alphabet have a look-alike in the other. */
static void unify_alphabets(skt_buf *out, size_t from)
{
    size_t latin = 0;
    size_t cyrillic = 0;
    const skt_str word = {out->ptr + from, out->len - from};
    for (size_t at = 0; at < word.len;) {
        const uint32_t c = skt_utf8_next(word, &at);
        latin += c >= 'a' && c <= 'z';
        cyrillic += c >= 0x0400 && c <= 0x052F;
    }
    if (latin == 0 || cyrillic == 0) {
        return;
    }
    const bool to_cyrillic = cyrillic >= latin;
    skt_buf unified = SKT_BUF_INIT;
    for (size_t at = 0; at < word.len;) {
        uint32_t c = skt_utf8_next(word, &at);
        for (size_t i = 0; i < sizeof look_alikes / sizeof look_alikes[0]; i++) {
            if (to_cyrillic && c == (unsigned char)look_alikes[i].latin) {
                c = look_alikes[i].cyrillic;
                break;
            }
            if (!to_cyrillic && c == look_alikes[i].cyrillic) {
                c = (unsigned char)look_alikes[i].latin;
                break;
            }
        }
        skt_buf_add_code_point(&unified, c);
    }
    out->len = from;
    skt_buf_add(out, skt_buf_str(&unified));
    out->failed |= unified.failed;
    skt_buf_dispose(&unified);
}

void skt_fold_general(skt_buf *out, uint32_t c)
{
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&error);
    add_folded(out, U_FAILURE(error) ? NULL : nfkd, c);
}

/* Of a word: letters of which alphabets it may have. */
enum { HAS_LATIN = 1, HAS_CYRILLIC = 2, HAS_BOTH = 3 };

/* Whether the quotation mark text[at] stands between two Hebrew letters, the first the last of
 * `before`, for the gershayim of an acronym. */
static bool is_gershayim(skt_str before, skt_str text, size_t at)
{
    enum { LEAD = 0xD7 };
    return before.len >= 2 && (unsigned char)before.ptr[before.len - 2] == LEAD &&
           at + 1 < text.len && (unsigned char)text.ptr[at + 1] == LEAD;
}

/* Folds what tables tell of text[*at..], up to what they don't; `out` has room for as
 * many bytes. */
static unsigned fold_by_table(skt_buf *out, skt_str text, size_t *at)
{
    unsigned alphabets = 0;
    size_t i = *at;
    while (i < text.len) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        const unsigned type = skt_byte_classes[byte];
        if ((type & SKT_BYTE_HIGH) != 0) {
            const uint32_t c = skt_table_letter(text, i);
            if (c == 0) {
                break;
            }
            skt_put_two_bytes(out->ptr + out->len, skt_letter_fold(c));
            out->len += 2;
            alphabets |= c < SKT_ARABIC_FIRST ? HAS_CYRILLIC : 0;
            i += 2;
            continue;
        }
        if ((type & SKT_CHAR_SPACE) != 0 || byte == '-') {
            break;
        }
        const bool inner = byte == '"' && is_gershayim(skt_buf_str(out), text, i);
        if ((type & SKT_CHAR_APOSTROPHE) == 0 && !inner) {
            out->ptr[out->len++] = (char)((type & SKT_CHAR_UPPER) != 0 ? byte + 32 : byte);
            alphabets |= (type & SKT_CHAR_LETTER) != 0 ? HAS_LATIN : 0;
        }
        i++;
    }
    *at = i;
    return alphabets;
}

/* Folds the ASCII of text[*at..], up to a byte that is none or a control character; *word is
 * where the word begins that the last of it is of. `out` has room for as many bytes. */
static void fold_ascii(skt_buf *out, size_t *word, skt_str text, size_t *at)
{
    char *const to = out->ptr;
    size_t length = out->len;
    size_t i = *at;
    for (; i < text.len; i++) {
        const unsigned char byte = (unsigned char)text.ptr[i];
        const unsigned char folded = skt_byte_folds[byte];
        const unsigned type = skt_byte_classes[byte];
        if (folded != 0) {
            to[length++] = (char)folded;
        } else if (byte == ' ' || byte == '-' || (byte >= '\t' && byte <= '\r')) {
            to[length] = ' ';
            length += length > 0 && to[length - 1] != ' ';
            *word = length;
        } else if ((type & (SKT_CHAR_SPACE | SKT_BYTE_HIGH)) != 0) {
            break;
        } /* else an apostrophe, which is dropped */
    }
    out->len = length;
    *at = i;
}

/* Whether a Latin letter stands in the word so far. */
static unsigned alphabets_of(skt_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if ((skt_byte_classes[(unsigned char)word.ptr[i]] & SKT_CHAR_LETTER) != 0) {
            return HAS_LATIN;
        }
    }
    return 0;
}

void skt_fold(skt_buf *out, skt_str text)
{
    size_t word_from = out->len;
    unsigned alphabets = 0;
    skt_buf_reserve(out, text.len);
    for (size_t at = 0; at < text.len && !out->failed;) {
        if (alphabets == 0) {
            fold_ascii(out, &word_from, text, &at);
            alphabets = alphabets_of((skt_str){out->ptr + word_from, out->len - word_from});
        }
        alphabets |= fold_by_table(out, text, &at);
        if (at == text.len) {
            break;
        }
        const uint32_t c = skt_utf8_next(text, &at);
        if (is_space_like(c)) {
            if (alphabets == HAS_BOTH) {
                unify_alphabets(out, word_from);
            }
            if (out->len > 0 && out->ptr[out->len - 1] != ' ') {
                skt_buf_add_char(out, ' ');
            }
            word_from = out->len;
            alphabets = 0;
        } else if (c == 0x201C || c == 0x201D) { /* quotation marks stay */
            skt_buf_add_code_point(out, c);
        } else if (!is_dropped(c)) {
            skt_fold_general(out, c);
            alphabets = HAS_BOTH;
        }
        skt_buf_reserve(out, text.len - at);
    }
    if (alphabets == HAS_BOTH && !out->failed) {
        unify_alphabets(out, word_from);
    }
    if (!out->failed) {
        while (out->len > 0 && out->ptr[out->len - 1] == ' ') {
            out->len--;
        }
        out->ptr[out->len] = '\0';
    }
}
