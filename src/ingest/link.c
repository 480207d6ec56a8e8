#include "ingest/link.h"

#include "core/buf.h"

bool skt_link_is_web(skt_str address)
{
    return skt_str_starts_alike(address, SKT_LIT("http://")) ||
           skt_str_starts_alike(address, SKT_LIT("https://"));
}

/* The bytes of "scheme:" at the head of `text`; 0: it has none. */
static size_t scheme_length(skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == ':') {
            return i > 0 ? i + 1 : 0;
        }
        if (!skt_ascii_letter(c) &&
            (i == 0 || !(skt_ascii_digit(c) || c == '+' || c == '-' || c == '.'))) {
            return 0;
        }
    }
    return 0;
}

/* Cuts `text` at the first of `marks`; what it begins with goes to *out. */
static void cut_at(skt_str *out, skt_str *text, const char *marks)
{
    size_t at = 0;
    while (at < text->len && strchr(marks, text->ptr[at]) == NULL) {
        at++;
    }
    *out = skt_str_sub(*text, 0, at);
    *text = skt_str_sub(*text, at, text->len - at);
}

skt_link_parts skt_link_split(skt_str address)
{
    skt_link_parts parts = {SKT_STR_NONE, SKT_STR_NONE, SKT_STR_NONE, SKT_STR_NONE};
    const size_t scheme = scheme_length(address);
    skt_str rest = skt_str_sub(address, scheme, address.len - scheme);
    parts.scheme = skt_str_sub(address, 0, scheme > 0 ? scheme - 1 : 0);
    if (skt_str_starts(rest, SKT_LIT("//"))) {
        rest = skt_str_sub(rest, 2, rest.len - 2);
        cut_at(&parts.host, &rest, "/?#");
    }
    cut_at(&parts.path, &rest, "?#");
    cut_at(&parts.query, &rest, "#");
    return parts;
}

/* Appends a path behind a host without "." and ".." (RFC 3986, 5.2.4). */
static void add_path(skt_buf *out, skt_str path)
{
    const size_t root = out->len;
    skt_str rest = path;
    skt_str part;
    if (rest.len > 0 && rest.ptr[0] == '/') {
        rest = skt_str_sub(rest, 1, rest.len - 1);
    }
    while (skt_str_split(&part, &rest, '/')) {
        const bool last = rest.ptr == NULL;
        if (skt_str_is(part, "..")) {
            while (out->len > root && out->ptr[out->len - 1] != '/') {
                out->len--;
            }
            out->len -= out->len > root;
        }
        if (skt_str_is(part, ".") || skt_str_is(part, "..")) {
            if (last) {
                skt_buf_add_char(out, '/');
            }
            continue;
        }
        skt_buf_add_char(out, '/');
        skt_buf_add(out, part);
    }
}

skt_status skt_link_resolve(skt_str *out, skt_arena *arena, skt_str base, skt_str link)
{
    link = skt_str_trim(link);
    *out = link;
    if (skt_link_is_web(link) || link.len == 0) {
        return SKT_OK;
    }
    if (scheme_length(link) > 0 || !skt_link_is_web(base)) {
        *out = SKT_STR_NONE;
        return SKT_OK;
    }
    skt_buf made = SKT_BUF_INIT;
    const skt_link_parts from = skt_link_split(base);
    skt_buf_add(&made, from.scheme);
    skt_buf_add_char(&made, ':');
    if (skt_str_starts(link, SKT_LIT("//"))) {
        skt_buf_add(&made, link);
    } else {
        skt_str path;
        skt_str behind = link;
        skt_buf joined = SKT_BUF_INIT;
        cut_at(&path, &behind, "?#");
        skt_buf_add_text(&made, "//");
        skt_buf_add(&made, from.host);
        if (path.len > 0 && path.ptr[0] != '/') {
            size_t keep = from.path.len;
            while (keep > 0 && from.path.ptr[keep - 1] != '/') {
                keep--;
            }
            skt_buf_add(&joined, skt_str_sub(from.path, 0, keep));
        }
        skt_buf_add(&joined, path.len > 0 ? path : from.path);
        add_path(&made, skt_buf_str(&joined));
        if (path.len == 0 && (behind.len == 0 || behind.ptr[0] == '#')) {
            skt_buf_add(&made, from.query);
        }
        skt_buf_add(&made, behind);
        made.failed = made.failed || joined.failed;
        skt_buf_dispose(&joined);
    }
    const skt_status status =
        made.failed ? SKT_E_NOMEM : skt_arena_str(out, arena, skt_buf_str(&made));
    skt_buf_dispose(&made);
    return status;
}
