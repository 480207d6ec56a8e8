/* A growing buffer of bytes. An error sticks: after memory runs out, further
 * additions do nothing and `failed` tells. */
#ifndef SKT_CORE_BUF_H
#define SKT_CORE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

typedef struct skt_buf {
    char *ptr; /* NUL-terminated once something was added */
    size_t len, capacity;
    bool failed;
} skt_buf;

#define SKT_BUF_INIT                                                                               \
    {                                                                                              \
        NULL, 0, 0, false                                                                          \
    }

/* Makes room for `more` bytes beyond len. */
void skt_buf_reserve(skt_buf *buf, size_t more);
static inline void skt_buf_add(skt_buf *buf, skt_str text)
{
    if (text.len >= buf->capacity - buf->len) {
        skt_buf_reserve(buf, text.len);
    }
    if (buf->failed) {
        return;
    }
    if (text.len > 0) {
        memcpy(buf->ptr + buf->len, text.ptr, text.len);
    }
    buf->len += text.len;
    buf->ptr[buf->len] = '\0';
}
static inline void skt_buf_add_text(skt_buf *buf, const char *text)
{
    skt_buf_add(buf, skt_str_from(text));
}
static inline void skt_buf_add_char(skt_buf *buf, char c)
{
    skt_buf_add(buf, (skt_str){&c, 1});
}
/* With small letters for capitals of ASCII. */
void skt_buf_add_small(skt_buf *buf, skt_str text);
/* A whole number in digits. */
void skt_buf_add_int(skt_buf *buf, int64_t value);
/* Writes a code point as UTF-8 at `to`, where there is room for four bytes; one past it. */
static inline char *skt_utf8_put(char *to, uint32_t code_point)
{
    if (code_point < 0x80) {
        *to++ = (char)code_point;
        return to;
    }
    if (code_point < 0x800) {
        *to++ = (char)(0xC0 | code_point >> 6);
    } else if (code_point < 0x10000) {
        *to++ = (char)(0xE0 | code_point >> 12);
        *to++ = (char)(0x80 | (code_point >> 6 & 0x3F));
    } else {
        *to++ = (char)(0xF0 | (code_point >> 18 & 0x07));
        *to++ = (char)(0x80 | (code_point >> 12 & 0x3F));
        *to++ = (char)(0x80 | (code_point >> 6 & 0x3F));
    }
    *to++ = (char)(0x80 | (code_point & 0x3F));
    return to;
}
/* One code point as UTF-8. */
void skt_buf_add_code_point(skt_buf *buf, uint32_t code_point);
void skt_buf_format(skt_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline void skt_buf_clear(skt_buf *buf)
{
    buf->len = 0;
}
static inline skt_str skt_buf_str(const skt_buf *buf)
{
    return (skt_str){buf->ptr == NULL ? "" : buf->ptr, buf->len};
}
void skt_buf_dispose(skt_buf *buf);

#endif
