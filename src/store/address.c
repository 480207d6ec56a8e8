#include "store/address.h"

/* Offset of the first of `marks` in `text`, or its length. */
static size_t find_mark(skt_str text, const char *marks)
{
    size_t at = 0;
    while (at < text.len && strchr(marks, text.ptr[at]) == NULL) {
        at++;
    }
    return at;
}

static skt_str rest_of(skt_str text, size_t from)
{
    return skt_str_sub(text, from, text.len - from);
}

static void add_host(skt_buf *out, skt_str host, bool secure)
{
    const char *const port = secure ? ":443" : ":80";
    if (skt_str_ends(host, skt_str_from(port))) {
        host.len -= strlen(port);
    }
    if (skt_str_starts_alike(host, SKT_LIT("www."))) {
        host = rest_of(host, 4);
    }
    skt_buf_add_small(out, host);
}

/* Whether a parameter tells where the reader came from and not what is read. */
static bool follows_readers(skt_str parameter)
{
    static const char *const exact[] = {
        "fbclid", "at_medium", "at_campaign", "gclid", "yclid", "dclid",     "msclkid", "mc_cid",
        "mc_eid", "igshid",    "igsh",        "ocid",  "cmpid", "_openstat", "twclid",  "ref_src"};
    const skt_str name = skt_str_sub(parameter, 0, find_mark(parameter, "="));
    if (skt_str_starts_alike(name, SKT_LIT("utm_"))) {
        return true;
    }
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
        if (skt_str_is(name, exact[i])) {
            return true;
        }
    }
    return false;
}

static void add_query(skt_buf *out, skt_str query)
{
    char mark = '?';
    skt_str parameter;
    while (skt_str_split(&parameter, &query, '&')) {
        if (parameter.len > 0 && !follows_readers(parameter)) {
            skt_buf_add_char(out, mark);
            skt_buf_add(out, parameter);
            mark = '&';
        }
    }
}

void skt_address_write(skt_buf *out, skt_str url)
{
    skt_str rest = skt_str_trim(url);
    const bool secure = skt_str_starts_alike(rest, SKT_LIT("https://"));
    if (!secure && !skt_str_starts_alike(rest, SKT_LIT("http://"))) {
        skt_buf_add(out, rest);
        return;
    }
    rest = rest_of(rest, secure ? 8 : 7);
    const size_t host_end = find_mark(rest, "/?#");
    skt_buf_add_text(out, "https://");
    add_host(out, skt_str_sub(rest, 0, host_end), secure);
    rest = rest_of(rest, host_end);
    skt_str path = skt_str_sub(rest, 0, find_mark(rest, "?#"));
    rest = rest_of(rest, path.len);
    while (skt_str_ends(path, SKT_LIT("/"))) {
        path.len--;
    }
    skt_buf_add(out, path);
    const size_t query_end = find_mark(rest, "#");
    if (query_end > 0) {
        add_query(out, skt_str_sub(rest, 1, query_end - 1));
    }
    if (rest.len > query_end + 1) {
        skt_buf_add(out, rest_of(rest, query_end));
    }
}
