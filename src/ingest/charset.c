/* The byte order marks: The Unicode Standard, sections 2.6 and 23.8. Names that stand for
 * others: WHATWG Encoding Standard, section 4.2. */
#include "ingest/charset.h"

#include <stdio.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/uenum.h>

#include "core/buf.h"
#include "text/text.h"

enum {
    DECLARED_WITHIN = 16 << 10, /* bytes of the head that may hold a declaration */
    SAMPLE = 8 << 10,           /* what the detector looks at */
    SURE = 30,                  /* of a hundred: it speaks against a declaration */
    LIKELY = 10,                /* it is taken where nothing is declared */
    UTF16_WITHIN = 2048
};

/* ------------------------------------------------------------------ marks */

static bool marked(skt_charset *out, skt_str head)
{
    static const struct {
        const char *bytes;
        size_t count;
        const char *name;
    } marks[] = {
        {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
        {"\xEF\xBB\xBF", 3, "UTF-8"},    {"\xFF\xFE", 2, "UTF-16LE"},
        {"\xFE\xFF", 2, "UTF-16BE"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (skt_str_starts(head, (skt_str){marks[i].bytes, marks[i].count})) {
            (void)snprintf(out->name, sizeof out->name, "%s", marks[i].name);
            out->mark = marks[i].count;
            out->origin = SKT_CHARSET_MARK;
            return true;
        }
    }
    return false;
}

/* UTF-16 without a mark: its spaces, digits, line ends and Latin letters have a zero byte
 * at one side, always the same one. */
static bool looks_like_utf16(skt_charset *out, skt_str head)
{
    size_t zeros[2] = {0, 0};
    const size_t length = head.len < UTF16_WITHIN ? head.len & ~(size_t)1 : UTF16_WITHIN;
    for (size_t i = 0; i < length; i++) {
        zeros[i % 2] += head.ptr[i] == '\0';
    }
    const size_t most = zeros[0] > zeros[1] ? zeros[0] : zeros[1];
    const size_t fewest = zeros[0] > zeros[1] ? zeros[1] : zeros[0];
    if (length < 16 || most < length / 16 || fewest > most / 16) {
        return false;
    }
    (void)snprintf(out->name, sizeof out->name, "%s",
                   zeros[0] > zeros[1] ? "UTF-16BE" : "UTF-16LE");
    out->origin = SKT_CHARSET_MARK;
    return true;
}

/* ------------------------------------------------------------ declarations */

static bool is_name_char(char c)
{
    return skt_ascii_letter(c) || skt_ascii_digit(c) || c == '-' || c == '_' || c == '.' ||
           c == ':';
}

/* The name behind `word`, an equals sign and a quotation mark. */
static bool name_behind(char out[SKT_CHARSET_NAME], skt_str text, const char *word)
{
    size_t at = 0;
    const skt_str needle = skt_str_from(word);
    while ((at = skt_str_find(text, needle, at)) != SIZE_MAX) {
        at += needle.len;
        size_t i = at;
        while (i < text.len && (text.ptr[i] == ' ' || text.ptr[i] == '=')) {
            i++;
        }
        if (i == at) {
            continue;
        }
        i += i < text.len && (text.ptr[i] == '"' || text.ptr[i] == '\'');
        size_t length = 0;
        while (i + length < text.len && length + 1 < SKT_CHARSET_NAME &&
               is_name_char(text.ptr[i + length])) {
            out[length] = text.ptr[i + length];
            length++;
        }
        out[length] = '\0';
        if (length > 0) {
            return true;
        }
    }
    return false;
}

static bool is_unicode(const char *name)
{
    return strncmp(name, "UTF-16", 6) == 0 || strncmp(name, "UTF-32", 6) == 0;
}

/* ICU's name of what `declared` means; false if it knows none. */
static bool standard_name(char out[SKT_CHARSET_NAME], const char *declared)
{
    static const char *const means[][2] = {
        {"ISO-8859-1", "windows-1252"}, {"US-ASCII", "windows-1252"},
        {"ISO-8859-9", "windows-1254"}, {"win-1251", "windows-1251"},
        {"win1251", "windows-1251"},    {"utf8", "UTF-8"},
    };
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        if (ucnv_compareNames(declared, means[i][0]) == 0) {
            declared = means[i][1];
        }
    }
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(declared, &error);
    const char *name = U_FAILURE(error) ? NULL : ucnv_getName(converter, &error);
    const bool known = U_SUCCESS(error) && name != NULL;
    if (known) {
        const char *iana = ucnv_getStandardName(name, "IANA", &error);
        (void)snprintf(out, SKT_CHARSET_NAME, "%s", iana != NULL ? iana : name);
    }
    if (converter != NULL) {
        ucnv_close(converter);
    }
    return known;
}

/* What the input says of itself; "" in both where it says nothing that is of use. */
static void read_declaration(char name[SKT_CHARSET_NAME], skt_charset *out, skt_str head)
{
    const skt_str begin = skt_str_cut(head, DECLARED_WITHIN);
    const skt_str first = skt_str_cut(head, 256);
    name[0] = '\0';
    const bool xml = skt_str_find(first, SKT_LIT("<?xml"), 0) != SIZE_MAX;
    const bool found = (xml && name_behind(out->declared, first, "encoding")) ||
                       (skt_str_find(begin, SKT_LIT("<"), 0) != SIZE_MAX &&
                        name_behind(out->declared, begin, "charset"));
    /* A declaration that can be read as ASCII is not in UTF-16. */
    if (!found || !standard_name(name, out->declared) || is_unicode(name)) {
        name[0] = '\0';
    }
}

/* What the server says of it, where that means anything. */
static bool take_declaration(char name[SKT_CHARSET_NAME], skt_charset *out, const char *by_server,
                             bool not_utf8)
{
    if (by_server == NULL || strlen(by_server) >= SKT_CHARSET_NAME ||
        !standard_name(name, by_server) || is_unicode(name) ||
        (not_utf8 && strcmp(name, "UTF-8") == 0)) {
        return false;
    }
    (void)snprintf(out->declared, sizeof out->declared, "%s", by_server);
    return true;
}

/* --------------------------------------------------------------- detection */

/* The end of the bytes of ASCII from `at` on, looked at eight by eight: at `at` itself may stand
 * one. */
static size_t ascii_end(skt_str head, size_t at)
{
    uint64_t eight;
    while (head.len - at >= sizeof eight) {
        memcpy(&eight, head.ptr + at, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
        at += sizeof eight;
    }
    return at;
}

/* How far `head` is UTF-8: bytes that belong to no sequence, and sequences of more than
 * one byte. One that the end cuts off is neither. */
static void count_utf8(size_t *broken, size_t *whole, skt_str head)
{
    enum { REPLACEMENT = 0xFFFD, LONGEST = 4 };
    *broken = *whole = 0;
    for (size_t at = 0; at < head.len;) {
        const size_t from = at;
        if ((unsigned char)head.ptr[at] < 0x80) {
            at = ascii_end(head, at + 1);
            continue;
        }
        const uint32_t c = skt_utf8_next(head, &at);
        if (c == REPLACEMENT && at == from + 1) {
            *broken += head.len - from >= LONGEST;
        } else {
            (*whole)++;
        }
    }
}

/* `head` without what stands between < and >; a line feed in its place. */
static void strip_tags(skt_buf *out, skt_str head)
{
    bool tag = false;
    for (size_t i = 0; i < head.len; i++) {
        const char c = head.ptr[i];
        if (!tag) {
            skt_buf_add_char(out, c == '<' ? '\n' : c);
        }
        tag = c == '<' || (tag && c != '>');
    }
}

/* What stands near letters beyond ASCII, without tags: the rest, scripts and styles of a page
 * among it, tells nothing. */
static void take_sample(skt_buf *out, skt_str head)
{
    enum { NEAR = 40 };
    skt_buf text = SKT_BUF_INIT;
    strip_tags(&text, head);
    size_t taken = 0;
    for (size_t i = 0; i < text.len && out->len < SAMPLE; i++) {
        if ((unsigned char)text.ptr[i] < 0x80) {
            continue;
        }
        const size_t from = i > taken + NEAR ? i - NEAR : taken;
        const size_t end = text.len - i > NEAR ? i + NEAR + 1 : text.len;
        if (from > taken) {
            skt_buf_add_char(out, '\n');
        }
        skt_buf_add(out, (skt_str){text.ptr + from, end - from});
        taken = end;
        i = end - 1;
    }
    out->failed = out->failed || text.failed;
    skt_buf_dispose(&text);
}

static bool is_of_word(char c)
{
    return (unsigned char)c >= 0x80 || skt_ascii_letter(c);
}

/* Where words of letters beyond ASCII alone stand in the sample, as in scripts other than Latin,
 * they are all that tells: names of keys and tags around them speak for a Latin script. */
static void keep_foreign_words(skt_buf *sample)
{
    enum { SHORTEST = 3, MOSTLY = 4 };
    skt_buf foreign = SKT_BUF_INIT;
    size_t others = 0; /* bytes of words of both */
    for (size_t at = 0; at < sample->len;) {
        size_t high = 0;
        const size_t from = at;
        for (; at < sample->len && is_of_word(sample->ptr[at]); at++) {
            high += (unsigned char)sample->ptr[at] >= 0x80;
        }
        const size_t length = at - from;
        if (high == length && length >= SHORTEST) {
            skt_buf_add(&foreign, (skt_str){sample->ptr + from, length});
            skt_buf_add_char(&foreign, ' ');
        } else if (high > 0) {
            others += length;
        }
        at += at < sample->len;
    }
    if (foreign.len > MOSTLY * others && !foreign.failed) {
        skt_buf_clear(sample);
        skt_buf_add(sample, skt_buf_str(&foreign));
    }
    skt_buf_dispose(&foreign);
}

/* The likeliest charset of a text that is not UTF-8, and how sure that and `declared`
 * (may be "") are, of a hundred; -1: not known to the detector. */
typedef struct guess {
    char name[SKT_CHARSET_NAME];
    int32_t sure, declared_sure;
} guess;

static bool is_eight_bit(const char *name)
{
    return strncmp(name, "UTF", 3) != 0 && strncmp(name, "ISO-2022", 8) != 0 &&
           strncmp(name, "IBM42", 5) != 0;
}

/* Whether every byte of `sample` is a character in `charset`: of Hebrew and Cyrillic the
 * small letters have the same bytes, but Hebrew has no capitals. */
static bool can_be(const char *charset, skt_str sample)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(charset, &error);
    ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    const char *source = sample.ptr;
    while (U_SUCCESS(error) && source < sample.ptr + sample.len) {
        UChar room[256];
        UChar *target = room;
        ucnv_toUnicode(converter, &target, room + 256, &source, sample.ptr + sample.len, NULL, 0,
                       &error);
        error = error == U_BUFFER_OVERFLOW_ERROR ? U_ZERO_ERROR : error;
    }
    if (converter != NULL) {
        ucnv_close(converter);
    }
    return U_SUCCESS(error);
}

/* Whether the detector can tell a charset at all. */
static bool is_detectable(UCharsetDetector *detector, const char *charset)
{
    UErrorCode error = U_ZERO_ERROR;
    UEnumeration *all = ucsdet_getAllDetectableCharsets(detector, &error);
    bool found = false;
    const char *name;
    while (U_SUCCESS(error) && !found && (name = uenum_next(all, NULL, &error)) != NULL) {
        char standard[SKT_CHARSET_NAME];
        found = standard_name(standard, name) && strcmp(standard, charset) == 0;
    }
    if (all != NULL) {
        uenum_close(all);
    }
    return found;
}

static guess guess_charset(skt_str head, const char *declared)
{
    guess found = {"", 0, -1};
    skt_buf sample = SKT_BUF_INIT;
    UErrorCode error = U_ZERO_ERROR;
    int32_t count = 0;
    take_sample(&sample, head);
    keep_foreign_words(&sample);
    UCharsetDetector *detector = ucsdet_open(&error);
    ucsdet_setText(detector, skt_buf_str(&sample).ptr, (int32_t)sample.len, &error);
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &count, &error);
    for (int32_t i = 0; U_SUCCESS(error) && i < count; i++) {
        const char *name = ucsdet_getName(matches[i], &error);
        const int32_t sure = ucsdet_getConfidence(matches[i], &error);
        char standard[SKT_CHARSET_NAME];
        if (U_FAILURE(error) || !is_eight_bit(name) || !standard_name(standard, name)) {
            continue;
        }
        if (found.name[0] == '\0' && can_be(standard, skt_buf_str(&sample))) {
            memcpy(found.name, standard, sizeof found.name);
            found.sure = sure;
        }
        if (strcmp(standard, declared) == 0 && sure > found.declared_sure) {
            found.declared_sure = sure;
        }
    }
    if (detector != NULL) {
        if (found.declared_sure < 0 && declared[0] != '\0' && is_detectable(detector, declared)) {
            found.declared_sure = 0;
        }
        ucsdet_close(detector);
    }
    skt_buf_dispose(&sample);
    return found;
}

static void name_is(skt_charset *out, const char *name, skt_charset_origin origin)
{
    (void)snprintf(out->name, sizeof out->name, "%s", name);
    out->origin = origin;
}

/* Of a text that is not UTF-8. */
static void by_letters(skt_charset *out, skt_str head, const char *declared, bool few)
{
    const guess found = guess_charset(head, declared);
    const bool contradicted =
        found.sure >= SURE && found.declared_sure >= 0 && found.declared_sure < found.sure / 3;
    if (declared[0] != '\0' && strcmp(declared, "UTF-8") != 0 && !contradicted) {
        name_is(out, declared, SKT_CHARSET_DECLARED);
    } else if (found.sure >= LIKELY) {
        name_is(out, found.name, contradicted ? SKT_CHARSET_MISTAKEN : SKT_CHARSET_DETECTED);
    } else if (few) {
        /* Typographic quotation marks in a text that is ASCII otherwise. */
        name_is(out, "windows-1252", SKT_CHARSET_DETECTED);
    } else {
        out->origin = SKT_CHARSET_UNKNOWN;
    }
}

skt_charset skt_charset_of(skt_str head, const char *by_server)
{
    skt_charset found = {.name = "UTF-8"};
    if (marked(&found, head) || looks_like_utf16(&found, head)) {
        return found;
    }
    char declared[SKT_CHARSET_NAME];
    size_t broken;
    size_t whole;
    count_utf8(&broken, &whole, head);
    if (!take_declaration(declared, &found, by_server, broken > whole)) {
        read_declaration(declared, &found, head);
    }
    if (broken == 0 && whole == 0 && declared[0] != '\0') {
        name_is(&found, declared, SKT_CHARSET_DECLARED);
    } else if (broken > whole) {
        /* Else a text in UTF-8 with a flaw. */
        by_letters(&found, head, declared, broken <= head.len / 50);
    }
    return found;
}
