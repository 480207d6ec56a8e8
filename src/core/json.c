#include "core/json.h"

#include <math.h>
#include <stdio.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What is written for a byte that no JSON text may have as it is. */
static void add_escaped(skt_buf *out, unsigned char c)
{
    switch (c) {
    case '"': skt_buf_add_text(out, "\\\""); break;
    case '\\': skt_buf_add_text(out, "\\\\"); break;
    case '\n': skt_buf_add_text(out, "\\n"); break;
    case '\r': skt_buf_add_text(out, "\\r"); break;
    case '\t': skt_buf_add_text(out, "\\t"); break;
    default: skt_buf_format(out, "\\u%04x", (unsigned)c); break;
    }
}

/* Bytes of `eight` that are below 0x20, a quotation mark, a backslash or 0x7F have their
 * highest bit set; so may those behind one of them. The trick is A. Mycroft's test for a
 * zero byte. */
static inline uint64_t escaped_bytes(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t quote = eight ^ (ones * '"');
    const uint64_t slash = eight ^ (ones * '\\');
    const uint64_t rubout = eight ^ (ones * 0x7F);
    const uint64_t found = ((eight - ones * 0x20) & ~eight) | ((quote - ones) & ~quote) |
                           ((slash - ones) & ~slash) | ((rubout - ones) & ~rubout);
    return found & (ones * 0x80);
}

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != 0x7F;
}

#ifdef __SSE2__
enum { BLOCK = 16 };

/* Of the sixteen bytes at `p`, a bit for each that is not plain. */
static inline unsigned escaped_of_block(const char *p)
{
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
    const __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    const __m128i rubout = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F));
    const __m128i found = _mm_or_si128(_mm_or_si128(control, quote), _mm_or_si128(slash, rubout));
    return (unsigned)_mm_movemask_epi8(found);
}

/* plain_end() of a text of a block at least. */
static size_t plain_blocks(skt_str text, size_t at)
{
    for (; text.len - at >= BLOCK; at += BLOCK) {
        const unsigned found = escaped_of_block(text.ptr + at);
        if (found != 0) {
            return at + (size_t)__builtin_ctz(found);
        }
    }
    /* The rest, behind what is known to be plain or was written before. */
    const size_t left = text.len - at;
    const unsigned found = escaped_of_block(text.ptr + text.len - BLOCK) >> (BLOCK - left);
    return found != 0 ? at + (size_t)__builtin_ctz(found) : text.len;
}
#endif

/* The end of what stands from `at` on and can be written as it is. */
static size_t plain_end(skt_str text, size_t at)
{
#ifdef __SSE2__
    if (text.len >= BLOCK) {
        return plain_blocks(text, at);
    }
#endif
    uint64_t eight;
    while (text.len - at >= sizeof eight) {
        memcpy(&eight, text.ptr + at, sizeof eight);
        if (escaped_bytes(eight) != 0) {
            break;
        }
        at += sizeof eight;
    }
    if (text.len - at < sizeof eight && text.len >= sizeof eight) { /* the rest with some again */
        memcpy(&eight, text.ptr + text.len - sizeof eight, sizeof eight);
        at = escaped_bytes(eight) == 0 ? text.len : at;
    }
    while (at < text.len && is_plain((unsigned char)text.ptr[at])) {
        at++;
    }
    return at;
}

static void add_quoted(skt_buf *out, skt_str text)
{
    const size_t plain = plain_end(text, 0);
    if (text.len + 2 >= out->capacity - out->len) {
        skt_buf_reserve(out, text.len + 2);
    }
    if (plain == text.len && !out->failed) { /* most are: nothing in them is escaped */
        char *to = out->ptr + out->len;
        *to++ = '"';
        skt_bytes_copy(to, text.ptr, text.len);
        to[text.len] = '"';
        to[text.len + 1] = '\0';
        out->len += text.len + 2;
        return;
    }
    skt_buf_add_char(out, '"');
    for (size_t at = 0; at < text.len;) {
        size_t end = plain_end(text, at);
        skt_buf_add(out, skt_str_sub(text, at, end - at));
        if (end < text.len) {
            add_escaped(out, (unsigned char)text.ptr[end++]);
        }
        at = end;
    }
    skt_buf_add_char(out, '"');
}

/* Writes what stands before a value; a key is our own, nothing in it is escaped. */
static void begin(skt_json *json, skt_str key)
{
    enum { SIGNS = 6 }; /* `, "": ` */
    skt_buf *out = json->out;
    if (key.len + SIGNS >= out->capacity - out->len) {
        skt_buf_reserve(out, key.len + SIGNS);
    }
    if (out->failed) {
        return;
    }
    char *to = out->ptr + out->len;
    if (json->comma) {
        *to++ = ',';
        *to++ = ' ';
    }
    json->comma = true;
    if (key.ptr != NULL) {
        *to++ = '"';
        skt_bytes_copy(to, key.ptr, key.len);
        to += key.len;
        *to++ = '"';
        *to++ = ':';
        *to++ = ' ';
    }
    *to = '\0';
    out->len = (size_t)(to - out->ptr);
}

void skt_json_put_open(skt_json *json, skt_str key, char bracket)
{
    begin(json, key);
    skt_buf_add_char(json->out, bracket);
    json->comma = false;
}

void skt_json_close(skt_json *json, char bracket)
{
    skt_buf_add_char(json->out, bracket);
    json->comma = true;
}

void skt_json_put_null(skt_json *json, skt_str key)
{
    begin(json, key);
    skt_buf_add(json->out, SKT_LIT("null"));
}

void skt_json_put_str(skt_json *json, skt_str key, skt_str value)
{
    if (value.ptr == NULL) {
        skt_json_put_null(json, key);
        return;
    }
    begin(json, key);
    add_quoted(json->out, value);
}

void skt_json_put_int(skt_json *json, skt_str key, int64_t value)
{
    if (value == SKT_NULL) {
        skt_json_put_null(json, key);
        return;
    }
    begin(json, key);
    skt_buf_add_int(json->out, value);
}

void skt_json_put_bool(skt_json *json, skt_str key, bool value)
{
    begin(json, key);
    skt_buf_add(json->out, value ? SKT_LIT("true") : SKT_LIT("false"));
}

/* Tries the number as a whole one of its last decimals. False where rounding is so close
 * that only exact arithmetic can tell. */
static bool add_scaled(skt_buf *out, double value, int decimals)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    enum { MOST = sizeof powers / sizeof *powers };
    if (decimals < 0 || decimals >= MOST) {
        return false;
    }
    const double scaled = fabs(value) * powers[decimals];
    const double whole = floor(scaled + 0.5);
    if (!(scaled < 1e12) || fabs(scaled - whole) > 0.499) {
        return false;
    }
    int64_t digits = (int64_t)whole;
    while (decimals > 0 && digits % 10 == 0) {
        digits /= 10;
        decimals--;
    }
    const int64_t unit = (int64_t)powers[decimals];
    if (value < 0 && digits != 0) {
        skt_buf_add_char(out, '-');
    }
    skt_buf_add_int(out, digits / unit);
    if (decimals > 0) {
        char tail[MOST];
        int64_t rest = digits % unit;
        for (int i = decimals; i > 0; i--) {
            tail[i] = (char)('0' + rest % 10);
            rest /= 10;
        }
        tail[0] = '.';
        skt_buf_add(out, (skt_str){tail, (size_t)decimals + 1});
    }
    return true;
}

void skt_buf_add_real(skt_buf *out, double value, int decimals)
{
    if (add_scaled(out, value, decimals)) {
        return;
    }
    char text[400];
    const int length = snprintf(text, sizeof text, "%.*f", decimals, value);
    if (length < 0 || (size_t)length >= sizeof text) {
        out->failed = true;
        return;
    }
    size_t end = (size_t)length;
    for (size_t i = 0; i < end; i++) {
        if (text[i] == ',') { /* the decimal sign of some locales */
            text[i] = '.';
        }
    }
    if (decimals > 0) {
        while (end > 0 && text[end - 1] == '0') {
            end--;
        }
        if (end > 0 && text[end - 1] == '.') {
            end--;
        }
    }
    const skt_str shown = {text, end};
    skt_buf_add(out, skt_str_is(shown, "-0") ? SKT_LIT("0") : shown);
}

void skt_json_put_real(skt_json *json, skt_str key, double value, int decimals)
{
    if (isnan(value) || isinf(value)) {
        skt_json_put_null(json, key);
        return;
    }
    begin(json, key);
    skt_buf_add_real(json->out, value, decimals);
}
