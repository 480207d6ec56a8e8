#include "core/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void skt_buf_reserve(skt_buf *buf, size_t more)
{
    if (buf->failed || more < buf->capacity - buf->len) {
        return;
    }
    if (more > SIZE_MAX / 4 || buf->len > SIZE_MAX / 4) {
        buf->failed = true;
        return;
    }
    size_t capacity = buf->capacity < 64 ? 64 : buf->capacity;
    while (capacity - buf->len <= more) {
        capacity *= 2;
    }
    char *grown = realloc(buf->ptr, capacity);
    if (grown == NULL) {
        buf->failed = true;
        return;
    }
    buf->ptr = grown;
    buf->capacity = capacity;
}

void skt_buf_add_small(skt_buf *buf, skt_str text)
{
    const size_t from = buf->len;
    skt_buf_add(buf, text);
    for (size_t i = from; i < buf->len; i++) {
        buf->ptr[i] = skt_ascii_small(buf->ptr[i]);
    }
}

void skt_buf_add_int(skt_buf *buf, int64_t value)
{
    char digits[20]; /* of 2^63, with the sign */
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    skt_buf_add(buf, (skt_str){digits + at, sizeof digits - at});
}

void skt_buf_add_code_point(skt_buf *buf, uint32_t c)
{
    char out[4];
    skt_buf_add(buf, (skt_str){out, (size_t)(skt_utf8_put(out, c) - out)});
}

void skt_buf_format(skt_buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) {
        buf->failed = true;
    } else {
        skt_buf_reserve(buf, (size_t)length);
        if (!buf->failed) {
            (void)vsnprintf(buf->ptr + buf->len, (size_t)length + 1, format, again);
            buf->len += (size_t)length;
        }
    }
    va_end(again);
}

void skt_buf_dispose(skt_buf *buf)
{
    free(buf->ptr);
    *buf = (skt_buf)SKT_BUF_INIT;
}
