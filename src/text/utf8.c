#include "text/text.h"

enum { REPLACEMENT = 0xFFFD };

static bool is_continuation(unsigned char c)
{
    return (c & 0xC0u) == 0x80u;
}

uint32_t skt_utf8_next(skt_str text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + *at;
    const size_t left = text.len - *at;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] >= 0xC2 && p[0] < 0xE0 && left >= 2 && is_continuation(p[1])) {
        *at += 2;
        return ((uint32_t)(p[0] & 0x1Fu) << 6) | (p[1] & 0x3Fu);
    }
    if (p[0] >= 0xE0 && p[0] < 0xF0 && left >= 3 && is_continuation(p[1]) &&
        is_continuation(p[2])) {
        const uint32_t c =
            ((uint32_t)(p[0] & 0x0Fu) << 12) | ((uint32_t)(p[1] & 0x3Fu) << 6) | (p[2] & 0x3Fu);
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
            *at += 3;
            return c;
        }
    }
    if (p[0] >= 0xF0 && p[0] < 0xF5 && left >= 4 && is_continuation(p[1]) &&
        is_continuation(p[2]) && is_continuation(p[3])) {
        const uint32_t c = ((uint32_t)(p[0] & 0x07u) << 18) | ((uint32_t)(p[1] & 0x3Fu) << 12) |
                           ((uint32_t)(p[2] & 0x3Fu) << 6) | (p[3] & 0x3Fu);
        if (c >= 0x10000 && c <= 0x10FFFF) {
            *at += 4;
            return c;
        }
    }
    *at += 1;
    return REPLACEMENT;
}

/* The length of the beginning of `text` that is UTF-8 without control characters. */
static size_t clean_length(skt_str text)
{
    for (size_t at = 0; at < text.len;) {
        const size_t from = at;
        const uint32_t c = skt_utf8_next(text, &at);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c == REPLACEMENT && at == from + 1) ||
            (c & 0xFFFEU) == 0xFFFEU) {
            return from;
        }
    }
    return text.len;
}

skt_status skt_utf8_clean(skt_str *out, skt_arena *arena, skt_str text)
{
    size_t good = clean_length(text);
    *out = text;
    if (good == text.len) {
        return SKT_OK;
    }
    skt_buf cleaned = SKT_BUF_INIT;
    while (text.len > 0) {
        skt_buf_add(&cleaned, skt_str_sub(text, 0, good));
        text = skt_str_sub(text, good, text.len - good);
        if (text.len > 0) {
            size_t next = 0;
            (void)skt_utf8_next(text, &next);
            skt_buf_add_code_point(&cleaned, REPLACEMENT);
            text = skt_str_sub(text, next, text.len - next);
        }
        good = clean_length(text);
    }
    const skt_status status =
        cleaned.failed ? SKT_E_NOMEM : skt_arena_str(out, arena, skt_buf_str(&cleaned));
    skt_buf_dispose(&cleaned);
    return status;
}
