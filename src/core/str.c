#include "core/str.h"

int skt_str_cmp(skt_str a, skt_str b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    const int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool skt_str_starts_alike(skt_str text, skt_str prefix)
{
    if (text.len < prefix.len) {
        return false;
    }
    size_t i = 0;
    while (i < prefix.len && skt_ascii_small(text.ptr[i]) == skt_ascii_small(prefix.ptr[i])) {
        i++;
    }
    return i == prefix.len;
}

bool skt_str_alike(skt_str a, skt_str b)
{
    return a.len == b.len && skt_str_starts_alike(a, b);
}

size_t skt_str_find(skt_str text, skt_str needle, size_t from)
{
    if (needle.len == 0 || needle.len > text.len) {
        return SIZE_MAX;
    }
    for (size_t at = from; at + needle.len <= text.len; at++) {
        const char *hit = memchr(text.ptr + at, needle.ptr[0], text.len - needle.len - at + 1);
        if (hit == NULL) {
            return SIZE_MAX;
        }
        at = (size_t)(hit - text.ptr);
        if (memcmp(hit, needle.ptr, needle.len) == 0) {
            return at;
        }
    }
    return SIZE_MAX;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

skt_str skt_str_trim(skt_str text)
{
    while (text.len > 0 && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_blank(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

bool skt_str_split(skt_str *field, skt_str *rest, char separator)
{
    if (rest->ptr == NULL) {
        return false;
    }
    const char *hit = rest->len == 0 ? NULL : memchr(rest->ptr, separator, rest->len);
    if (hit == NULL) {
        *field = *rest;
        *rest = SKT_STR_NONE;
    } else {
        *field = (skt_str){rest->ptr, (size_t)(hit - rest->ptr)};
        *rest = (skt_str){hit + 1, rest->len - field->len - 1};
    }
    return true;
}

int skt_str_choice(const char *choices, skt_str value)
{
    skt_str rest = skt_str_from(choices);
    skt_str choice;
    for (int i = 0; skt_str_split(&choice, &rest, '|'); i++) {
        if (skt_str_eq(choice, value)) {
            return i;
        }
    }
    return -1;
}

skt_str skt_str_cut(skt_str text, size_t limit)
{
    if (text.len <= limit) {
        return text;
    }
    /* Step back over continuation bytes, 10xxxxxx. */
    while (limit > 0 && ((unsigned char)text.ptr[limit] & 0xC0u) == 0x80u) {
        limit--;
    }
    return (skt_str){text.ptr, limit};
}

uint64_t skt_hash(uint64_t seed, skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        seed = (seed ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001b3);
    }
    return seed;
}
