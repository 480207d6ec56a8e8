/* Proxies by the usual variables. libcurl would read them too; but whether a connection goes to
 * a proxy must be known before it is opened: what is a proxy may be at a private address. */
#include <stdlib.h>

#include "fetch/http_private.h"

static const char *variable(const char *small, const char *capitals)
{
    const char *value = getenv(small);
    if ((value == NULL || value[0] == '\0') && capitals != NULL) {
        value = getenv(capitals);
    }
    return value == NULL || value[0] == '\0' ? NULL : value;
}

static bool same_end(skt_str host, skt_str end)
{
    return host.len >= end.len &&
           skt_str_alike(skt_str_sub(host, host.len - end.len, end.len), end);
}

/* Whether `list` ("a.org, .b.org, 10.0.0.1, *") names the host or what is above it. */
static bool is_listed(skt_str list, skt_str host)
{
    size_t from = 0;
    for (size_t i = 0; i <= list.len; i++) {
        if (i < list.len && list.ptr[i] != ',' && list.ptr[i] != ' ') {
            continue;
        }
        skt_str word = skt_str_sub(list, from, i - from);
        from = i + 1;
        if (skt_str_is(word, "*")) {
            return true;
        }
        if (skt_str_starts(word, SKT_LIT("."))) {
            word = skt_str_sub(word, 1, word.len - 1);
        }
        if (skt_str_starts(word, SKT_LIT("[")) && skt_str_ends(word, SKT_LIT("]"))) {
            word = skt_str_sub(word, 1, word.len - 2);
        }
        if (word.len > 0 && same_end(host, word) &&
            (host.len == word.len || host.ptr[host.len - word.len - 1] == '.')) {
            return true;
        }
    }
    return false;
}

const char *skt_http_proxy(skt_arena *arena, const skt_url *url)
{
    /* HTTP_PROXY in capitals is what a header "Proxy:" becomes under CGI: not heeded. */
    const char *proxy =
        url->secure ? variable("https_proxy", "HTTPS_PROXY") : variable("http_proxy", NULL);
    if (proxy == NULL) {
        proxy = variable("all_proxy", "ALL_PROXY");
    }
    const char *except = variable("no_proxy", "NO_PROXY");
    if (proxy == NULL || (except != NULL && is_listed(skt_str_from(except), url->host))) {
        return "";
    }
    skt_str copy;
    return skt_arena_str(&copy, arena, skt_str_from(proxy)) == SKT_OK ? copy.ptr : NULL;
}
