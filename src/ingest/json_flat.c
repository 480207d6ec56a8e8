#include "ingest/json_flat.h"

#include "core/buf.h"
#include "ingest/json_escape.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    MOST_DEPTH = 16,
    MOST_NESTED = 4096, /* values inside of arrays and objects */
    MOST_DIGITS = 18,   /* of a number that surely is one of 64 bits */
    REPLACEMENT = 0xFFFD
};

/* The text and how far it was read. */
typedef struct reading {
    skt_str text;
    size_t at;
    size_t nested;
} reading;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next byte behind white space, not taken; '\0': there is none. */
static char peek(reading *r)
{
    while (r->at < r->text.len && is_blank(r->text.ptr[r->at])) {
        r->at++;
    }
    return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

/* Takes `sign` behind white space. */
static bool take(reading *r, char sign)
{
    if (peek(r) != sign) {
        return false;
    }
    r->at++;
    return true;
}

/* ------------------------------------------------------------------- texts */

#ifdef __SSE2__
/* The bytes before the first such one among as many sixteens as there are. */
static size_t plain_run(skt_str text, size_t at)
{
    enum { BLOCK = 16 };
    while (text.len - at >= BLOCK) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text.ptr + at));
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ' - 1)), bytes);
        const __m128i signs = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                           _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
        const int found = _mm_movemask_epi8(_mm_or_si128(control, signs));
        if (found != 0) {
            return at + (size_t)__builtin_ctz((unsigned)found);
        }
        at += BLOCK;
    }
    return at;
}
#else
static uint64_t bytes_of(unsigned byte)
{
    return UINT64_C(0x0101010101010101) * byte;
}

/* A set highest bit where a byte is `byte`, and perhaps in bytes above one that is. */
static uint64_t equal(uint64_t bytes, unsigned byte)
{
    const uint64_t other = bytes ^ bytes_of(byte);
    return (other - bytes_of(1)) & ~other;
}

/* The bytes before the first such one, or up to eight less, among as many eights as there are. */
static size_t plain_run(skt_str text, size_t at)
{
    uint64_t eight;
    while (text.len - at >= sizeof eight) {
        memcpy(&eight, text.ptr + at, sizeof eight);
        const uint64_t control = (eight - bytes_of(' ')) & ~eight;
        const uint64_t found = (control | equal(eight, '"') | equal(eight, '\\')) & bytes_of(0x80);
        if (found != 0) {
            break;
        }
        at += sizeof eight;
    }
    return at;
}
#endif

size_t skt_flat_run_end(skt_str text, size_t at)
{
    at = plain_run(text, at);
    while (at < text.len && (unsigned char)text.ptr[at] >= ' ' && text.ptr[at] != '"' &&
           text.ptr[at] != '\\') {
        at++;
    }
    return at;
}

/* The character that the escape at text[*at] stands for, and moves *at behind it;
 * SKT_JSON_NO_ESCAPE: none, or "\\b", which is shorter than what it is replaced by. */
static uint32_t take_escape(skt_str text, size_t *at)
{
    const size_t from = *at;
    const uint32_t c = skt_json_escape(text, at);
    return c == '\b' && *at - from == 2 ? SKT_JSON_NO_ESCAPE : c;
}

/* Takes a text whose opening quote was met. */
static bool take_text(reading *r, skt_str *out, bool *escaped)
{
    const size_t first = ++r->at;
    *escaped = false;
    for (;;) {
        r->at = skt_flat_run_end(r->text, r->at);
        if (r->at == r->text.len) {
            return false;
        }
        const char c = r->text.ptr[r->at];
        if (c == '"') {
            *out = skt_str_sub(r->text, first, r->at - first);
            r->at++;
            return true;
        }
        *escaped = true;
        if (c != '\\' || take_escape(r->text, &r->at) == SKT_JSON_NO_ESCAPE) {
            return false;
        }
    }
}

/* Writes `c` at `to` as UTF-8; one past it. */
static char *put(char *to, uint32_t c)
{
    const bool control = (c < ' ' && (c < '\t' || c > '\r')) || c == 0x7F;
    return skt_utf8_put(to, control ? REPLACEMENT : c);
}

skt_status skt_flat_text(skt_str *out, skt_arena *arena, const skt_flat_member *member)
{
    const skt_str text = member->value;
    *out = text;
    if (!member->escaped) {
        return SKT_OK;
    }
    /* No character is longer than what stands for it. */
    char *const first = skt_arena_room(arena, text.len + 1, 1);
    char *to = first;
    if (first == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t at = 0; at < text.len;) {
        const char *escape = memchr(text.ptr + at, '\\', text.len - at);
        const size_t end = escape == NULL ? text.len : (size_t)(escape - text.ptr);
        memcpy(to, text.ptr + at, end - at);
        to += end - at;
        at = end;
        if (escape != NULL) {
            to = put(to, take_escape(text, &at));
        }
    }
    *to = '\0';
    *out = (skt_str){first, (size_t)(to - first)};
    return SKT_OK;
}

/* ------------------------------------------------------------------ values */

/* A whole number that is written like any other of its value. */
static bool take_number(reading *r)
{
    const size_t from = r->at;
    const bool minus = r->text.ptr[r->at] == '-';
    r->at += minus;
    const size_t first = r->at;
    while (r->at < r->text.len && skt_ascii_digit(r->text.ptr[r->at])) {
        r->at++;
    }
    const size_t digits = r->at - first;
    const bool zero = digits > 0 && r->text.ptr[first] == '0';
    return digits > 0 && r->at - from <= MOST_DIGITS && (!zero || (digits == 1 && !minus));
}

static bool take_word(reading *r, skt_str word)
{
    const skt_str rest = skt_str_sub(r->text, r->at, r->text.len - r->at);
    r->at += word.len;
    return skt_str_starts(rest, word);
}

/* Takes a value that is no array or object. */
static bool take_plain(reading *r, skt_flat_member *out)
{
    const char c = peek(r);
    const size_t first = r->at;
    bool good = false;
    if (c == '"') {
        out->kind = SKT_FLAT_TEXT;
        return take_text(r, &out->value, &out->escaped);
    }
    if (c == '-' || skt_ascii_digit(c)) {
        out->kind = SKT_FLAT_NUMBER;
        good = take_number(r);
    } else {
        out->kind = SKT_FLAT_WORD;
        good = take_word(r, c == 't'   ? SKT_LIT("true")
                            : c == 'f' ? SKT_LIT("false")
                                       : SKT_LIT("null"));
    }
    out->value = good ? skt_str_sub(r->text, first, r->at - first) : SKT_STR_NONE;
    return good;
}

/* Takes the key of a member and its colon. */
static bool take_key(reading *r, skt_str *out)
{
    bool escaped;
    return peek(r) == '"' && take_text(r, out, &escaped) && !escaped && take(r, ':');
}

/* Takes an array or an object, the bracket of which was met. */
static bool take_nested(reading *r, skt_str *out)
{
    char closing[MOST_DEPTH] = {0};
    size_t depth = 0;
    const size_t first = r->at;
    bool value = true; /* is wanted next; else a comma or an end */
    skt_flat_member inner;
    skt_str key;
    do {
        const char c = peek(r);
        const bool opens = c == '[' || c == '{';
        if (value && opens) {
            if (depth == MOST_DEPTH) {
                return false;
            }
            r->at++;
            closing[depth++] = c == '[' ? ']' : '}';
            value = peek(r) != closing[depth - 1];
        } else if (value) {
            value = false;
            if (!take_plain(r, &inner)) {
                return false;
            }
        } else if (c == closing[depth - 1]) {
            r->at++;
            depth--;
            continue;
        } else {
            value = take(r, ',');
            if (!value) {
                return false;
            }
        }
        const bool member = value && closing[depth - 1] == '}';
        if (++r->nested > MOST_NESTED || (member && !take_key(r, &key))) {
            return false;
        }
    } while (depth > 0);
    *out = skt_str_sub(r->text, first, r->at - first);
    return true;
}

static bool has_key(const skt_flat *object, skt_str key)
{
    for (size_t i = 0; i < object->count; i++) {
        if (skt_str_eq(object->members[i].key, key)) {
            return true;
        }
    }
    return false;
}

bool skt_flat_read(skt_flat *out, skt_str text)
{
    reading r = {text, 0, 0};
    out->count = 0;
    if (!take(&r, '{')) {
        return false;
    }
    if (take(&r, '}')) {
        return r.at == text.len;
    }
    do {
        skt_flat_member *member = &out->members[out->count];
        if (out->count == SKT_FLAT_MEMBERS || !take_key(&r, &member->key) ||
            has_key(out, member->key)) {
            return false;
        }
        member->escaped = false;
        const char c = peek(&r);
        if (c == '[' || c == '{') {
            member->kind = SKT_FLAT_NESTED;
            if (!take_nested(&r, &member->value)) {
                return false;
            }
        } else if (!take_plain(&r, member)) {
            return false;
        }
        out->count++;
    } while (take(&r, ','));
    return take(&r, '}') && r.at == text.len;
}
