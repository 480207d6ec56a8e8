#include "fetch/url.h"

#include <stdlib.h>

#include "fetch/late_curl.h"

enum { LONGEST = 8000 }; /* bytes; servers take about as much (RFC 9110, 4.1) */

static bool same(skt_str a, skt_str b)
{
    return skt_str_eq(a, b);
}

/* One part of `parts` into the arena; none where it is not there. */
static bool take(skt_str *out, skt_arena *arena, CURLU *parts, CURLUPart part, unsigned flags)
{
    char *text = NULL;
    *out = SKT_STR_NONE;
    if (curl_url_get(parts, part, &text, flags) != CURLUE_OK) {
        return true;
    }
    const skt_status status = skt_arena_str(out, arena, skt_str_from(text));
    curl_free(text);
    return status == SKT_OK;
}

static void make_small(skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char *c = (char *)(uintptr_t)&text.ptr[i]; /* the arena's copy, ours */
        *c = skt_ascii_small(*c);
    }
}

/* What of the host tells it from others. */
static skt_url_fault take_host(skt_url *out, skt_arena *arena, CURLU *parts)
{
    skt_str port;
    if (!take(&out->host, arena, parts, CURLUPART_HOST, 0) ||
        !take(&port, arena, parts, CURLUPART_PORT, CURLU_DEFAULT_PORT)) {
        return SKT_URL_NOMEM;
    }
    const long number = port.len == 0 ? 0 : strtol(port.ptr, NULL, 10);
    if (out->host.len == 0 || number < 1 || number > UINT16_MAX) {
        return SKT_URL_MALFORMED;
    }
    make_small(out->host);
    out->port = (uint16_t)number;
    if (skt_arena_format(&out->origin, arena, "http%s://%s:%u", out->secure ? "s" : "",
                         out->host.ptr, (unsigned)out->port) != SKT_OK) {
        return SKT_URL_NOMEM;
    }
    if (out->host.ptr[0] == '[' && out->host.ptr[out->host.len - 1] == ']') {
        out->host = skt_str_sub(out->host, 1, out->host.len - 2);
        return skt_arena_str(&out->host, arena, out->host) == SKT_OK ? SKT_URL_GOOD : SKT_URL_NOMEM;
    }
    return SKT_URL_GOOD;
}

static skt_url_fault take_parts(skt_url *out, skt_arena *arena, CURLU *parts)
{
    skt_str scheme;
    skt_str user;
    skt_str password;
    skt_str path;
    skt_str query;
    if (!take(&scheme, arena, parts, CURLUPART_SCHEME, 0) ||
        !take(&user, arena, parts, CURLUPART_USER, 0) ||
        !take(&password, arena, parts, CURLUPART_PASSWORD, 0) ||
        !take(&path, arena, parts, CURLUPART_PATH, 0) ||
        !take(&query, arena, parts, CURLUPART_QUERY, 0)) {
        return SKT_URL_NOMEM;
    }
    out->secure = skt_str_is(scheme, "https");
    if (!out->secure && !skt_str_is(scheme, "http")) {
        return SKT_URL_SCHEME;
    }
    if (user.ptr != NULL || password.ptr != NULL) {
        return SKT_URL_LOGIN;
    }
    const skt_url_fault fault = take_host(out, arena, parts);
    if (fault != SKT_URL_GOOD) {
        return fault;
    }
    return skt_arena_format(&out->path, arena, "%s%s%s", path.len == 0 ? "/" : path.ptr,
                            query.ptr == NULL ? "" : "?",
                            query.ptr == NULL ? "" : query.ptr) == SKT_OK
               ? SKT_URL_GOOD
               : SKT_URL_NOMEM;
}

/* Bytes that no address has, and by which a line of a request would end. */
static bool has_controls(skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7F) {
            return true;
        }
    }
    return false;
}

skt_url_fault skt_url_read(skt_url *out, skt_arena *arena, const skt_url *base, skt_str text)
{
    *out = (skt_url){0};
    text = skt_str_trim(text);
    skt_str copy;
    if (text.len == 0 || text.len > LONGEST || has_controls(text)) {
        return SKT_URL_MALFORMED;
    }
    CURLU *parts = curl_url();
    if (parts == NULL || skt_arena_str(&copy, arena, text) != SKT_OK) {
        curl_url_cleanup(parts);
        return SKT_URL_NOMEM;
    }
    const unsigned flags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE;
    CURLUcode code = CURLUE_OK;
    if (base != NULL) {
        code = curl_url_set(parts, CURLUPART_URL, base->text.ptr, flags);
    }
    if (code == CURLUE_OK) {
        code = curl_url_set(parts, CURLUPART_URL, copy.ptr, flags);
    }
    if (code == CURLUE_OK) {
        code = curl_url_set(parts, CURLUPART_FRAGMENT, NULL, 0);
    }
    skt_url_fault fault = code == CURLUE_OUT_OF_MEMORY ? SKT_URL_NOMEM
                          : code != CURLUE_OK          ? SKT_URL_MALFORMED
                                                       : take_parts(out, arena, parts);
    if (fault == SKT_URL_GOOD &&
        (!take(&out->text, arena, parts, CURLUPART_URL, 0) || out->text.len == 0)) {
        fault = SKT_URL_NOMEM;
    }
    curl_url_cleanup(parts);
    return fault;
}

const char *skt_url_fault_text(skt_url_fault fault)
{
    switch (fault) {
    case SKT_URL_GOOD: return "is good";
    case SKT_URL_SCHEME: return "begins with neither http:// nor https://";
    case SKT_URL_LOGIN: return "holds a name or password, which would stand in logs and outputs";
    case SKT_URL_NOMEM: return "could not be read: out of memory";
    default: return "is no address of the web";
    }
}

bool skt_url_same_origin(const skt_url *a, const skt_url *b)
{
    return same(a->origin, b->origin);
}

static skt_str without_www(skt_str host)
{
    return skt_str_starts(host, SKT_LIT("www.")) ? skt_str_sub(host, 4, host.len - 4) : host;
}

/* Whether `inner` is a name below `outer`. */
static bool is_below(skt_str inner, skt_str outer)
{
    return inner.len > outer.len + 1 && skt_str_ends(inner, outer) &&
           inner.ptr[inner.len - outer.len - 1] == '.' && memchr(outer.ptr, '.', outer.len) != NULL;
}

bool skt_url_same_site(const skt_url *a, const skt_url *b)
{
    const skt_str x = without_www(a->host);
    const skt_str y = without_www(b->host);
    return same(x, y) || is_below(x, y) || is_below(y, x);
}
