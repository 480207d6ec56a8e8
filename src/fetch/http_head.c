/* Heads of answers. */
#include "fetch/http_private.h"

#include <time.h>

#include "fetch/polite.h"

enum { LONGEST_VALIDATOR = 1000, LONGEST_VALUE = 8000 };

/* -------------------------------------------------------------- line by line */

/* A line "Name: value", of which `name` is asked for. */
static bool is_named(skt_str line, const char *name, skt_str *value)
{
    const size_t n = strlen(name);
    if (line.len <= n || line.ptr[n] != ':' || !skt_str_starts_alike(line, skt_str_from(name))) {
        return false;
    }
    *value = skt_str_trim(skt_str_sub(line, n + 1, line.len - n - 1));
    return true;
}

/* A new head begins: what an interim answer (1xx) or one from before a retry said is void. */
static void begin_head(skt_transfer *t)
{
    skt_buf_clear(&t->head);
    t->length = -1;
    t->head_done = t->chunked = t->locations_differ = t->lengths_differ = false;
}

static int64_t number_of(skt_str value)
{
    int64_t number = value.len == 0 ? -1 : 0;
    for (size_t i = 0; i < value.len && number >= 0; i++) {
        const char c = value.ptr[i];
        number = c < '0' || c > '9' || number > INT64_MAX / 16 ? -1 : number * 10 + (c - '0');
    }
    return number;
}

/* What must be known while the body comes. */
static void look_at(skt_transfer *t, skt_str line)
{
    skt_str value;
    if (is_named(line, "content-length", &value)) {
        const int64_t length = number_of(value);
        t->lengths_differ = t->lengths_differ || (t->length >= 0 && t->length != length);
        t->length = length;
    } else if (is_named(line, "transfer-encoding", &value)) {
        t->chunked = true;
    }
}

size_t skt_transfer_take_header(char *line, size_t size, size_t count, void *user)
{
    skt_transfer *t = user;
    const skt_str text = {line, size * count};
    t->header_bytes += text.len;
    t->headers++;
    if (t->header_bytes > t->limits->header_bytes || t->headers > t->limits->headers) {
        t->stop = SKT_STOP_HEADERS;
        return 0;
    }
    if (t->in_body) {
        return text.len; /* trailers say nothing that we need */
    }
    if (skt_str_starts(text, SKT_LIT("HTTP/"))) {
        begin_head(t);
    }
    skt_buf_add(&t->head, text);
    t->head_done = t->head_done || skt_str_trim(text).len == 0;
    look_at(t, text);
    if (t->head.failed) {
        t->stop = SKT_STOP_NOMEM;
        return 0;
    }
    if (t->length > (int64_t)t->limits->wire_bytes && !t->may_cut) {
        t->stop = SKT_STOP_WIRE;
        return 0;
    }
    return text.len;
}

/* --------------------------------------------------------------------- whole */

static bool keep(skt_str *out, skt_transfer *t, skt_str value, size_t longest)
{
    if (value.len == 0 || value.len > longest) {
        return true;
    }
    return skt_arena_str(out, &t->arena, value) == SKT_OK;
}

static bool keep_small(skt_str *out, skt_transfer *t, skt_str value)
{
    char *copy = skt_arena_alloc(&t->arena, value.len + 1);
    if (copy == NULL) {
        return false;
    }
    for (size_t i = 0; i < value.len; i++) {
        copy[i] = skt_ascii_small(value.ptr[i]);
    }
    *out = value.len == 0 ? SKT_STR_NONE : (skt_str){copy, value.len};
    return true;
}

/* "Text/HTML; charset=\"windows-1251\"" (RFC 9110, 8.3). */
static bool take_type(skt_transfer *t, skt_str value)
{
    skt_str parameter;
    if (value.len > LONGEST_VALUE) {
        return true;
    }
    if (!skt_str_split(&parameter, &value, ';')) {
        return true;
    }
    if (!keep_small(&t->response.type, t, skt_str_trim(parameter))) {
        return false;
    }
    while (skt_str_split(&parameter, &value, ';')) {
        parameter = skt_str_trim(parameter);
        if (!skt_str_starts_alike(parameter, SKT_LIT("charset="))) {
            continue;
        }
        parameter = skt_str_trim(skt_str_sub(parameter, 8, parameter.len - 8));
        while (parameter.len > 0 && strchr("\"'", parameter.ptr[0]) != NULL) {
            parameter = skt_str_sub(parameter, 1, parameter.len - 1);
        }
        while (parameter.len > 0 && strchr("\"'", parameter.ptr[parameter.len - 1]) != NULL) {
            parameter.len--;
        }
        return keep_small(&t->response.charset, t, parameter);
    }
    return true;
}

static void take_date(skt_transfer *t, skt_str value)
{
    char text[64];
    if (value.len > 0 && value.len < sizeof text) {
        memcpy(text, value.ptr, value.len);
        text[value.len] = '\0';
        const time_t when = curl_getdate(text, NULL);
        t->date = when == -1 ? SKT_NO_TIME : (skt_time)when;
    }
}

static bool take_line(skt_transfer *t, skt_str line, skt_str *retry_after)
{
    skt_http_response *r = &t->response;
    skt_str value;
    if (is_named(line, "content-type", &value)) {
        return take_type(t, value);
    }
    if (is_named(line, "etag", &value)) {
        r->etag = SKT_STR_NONE;
        return keep(&r->etag, t, value, LONGEST_VALIDATOR);
    }
    if (is_named(line, "last-modified", &value)) {
        r->last_modified = SKT_STR_NONE;
        return keep(&r->last_modified, t, value, LONGEST_VALIDATOR);
    }
    if (is_named(line, "location", &value)) {
        t->locations_differ =
            t->locations_differ || (r->target.ptr != NULL && !skt_str_eq(r->target, value));
        return keep(&r->target, t, value, LONGEST_VALUE);
    }
    if (is_named(line, "retry-after", &value)) {
        *retry_after = value;
    } else if (is_named(line, "date", &value)) {
        take_date(t, value);
    }
    return true;
}

bool skt_transfer_read_head(skt_transfer *t)
{
    skt_http_response *r = &t->response;
    skt_str rest = skt_buf_str(&t->head);
    skt_str retry_after = SKT_STR_NONE;
    skt_str line;
    r->retry_after_s = -1;
    r->head = rest;
    while (skt_str_split(&line, &rest, '\n')) {
        if (!take_line(t, skt_str_trim(line), &retry_after)) {
            return false;
        }
    }
    if (retry_after.ptr != NULL) {
        /* By the server's own clock, where it tells the time: ours may differ. */
        const skt_time now = t->date != SKT_NO_TIME ? t->date : (skt_time)time(NULL);
        r->retry_after_s = skt_polite_retry_after(retry_after, now);
    }
    return true;
}
