#include "fetch/source_values.h"

#include <stdio.h>

#include "text/zone.h"

static bool is_control(char c)
{
    return (unsigned char)c < ' ' || c == 0x7F;
}

const char *skt_value_text(skt_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (is_control(value.ptr[i])) {
            return "it must be text without control characters";
        }
    }
    return NULL;
}

/* --------------------------------------------------------------- addresses */

/* A host name, an IPv4 address, or an IPv6 address in brackets. */
static bool is_host(skt_str host)
{
    if (host.len > 2 && host.ptr[0] == '[') {
        for (size_t i = 1; i + 1 < host.len; i++) {
            const char c = skt_ascii_small(host.ptr[i]);
            if (!skt_ascii_digit(c) && !(c >= 'a' && c <= 'f') && c != ':' && c != '.') {
                return false;
            }
        }
        return host.ptr[host.len - 1] == ']';
    }
    for (size_t i = 0; i < host.len; i++) {
        const char c = host.ptr[i];
        if (!skt_ascii_digit(c) && !skt_ascii_letter(c) && c != '-' && c != '.' && c != '_' &&
            (unsigned char)c < 0x80) {
            return false;
        }
    }
    return host.len > 0 && host.ptr[0] != '.';
}

static bool is_port(skt_str port)
{
    unsigned value = 0;
    for (size_t i = 0; i < port.len; i++) {
        if (!skt_ascii_digit(port.ptr[i]) || i > 4) {
            return false;
        }
        value = value * 10 + (unsigned)(port.ptr[i] - '0');
    }
    return value > 0 && value <= 65535;
}

const char *skt_value_url(skt_str value)
{
    enum { LONGEST = 4000 };
    const char *const form = "it must be an address such as https://example.org/feed.xml";
    const size_t scheme = skt_str_find(value, SKT_LIT("://"), 0);
    if (scheme == SIZE_MAX || value.len > LONGEST) {
        return form;
    }
    if (!skt_str_is_alike(skt_str_sub(value, 0, scheme), "http") &&
        !skt_str_is_alike(skt_str_sub(value, 0, scheme), "https")) {
        return "only http and https are fetched; give a file to `inputs` of [run]";
    }
    for (size_t i = 0; i < value.len; i++) {
        if (is_control(value.ptr[i]) || value.ptr[i] == ' ' || value.ptr[i] == '#') {
            return value.ptr[i] == '#' ? "leave out \"#\" and what follows: no server sees it"
                                       : "an address has no blanks; write %20";
        }
    }
    size_t end = scheme + 3;
    while (end < value.len && value.ptr[end] != '/' && value.ptr[end] != '?') {
        end++;
    }
    skt_str host = skt_str_sub(value, scheme + 3, end - scheme - 3);
    if (skt_str_find(host, SKT_LIT("@"), 0) != SIZE_MAX) {
        return "name and password do not belong there; give them as `header = Authorization: "
               "$VARIABLE`";
    }
    for (size_t i = host.len; i > 0 && host.ptr[i - 1] != ']'; i--) {
        if (host.ptr[i - 1] == ':') {
            if (!is_port(skt_str_sub(host, i, host.len - i))) {
                return "the number behind the host is no port";
            }
            host.len = i - 1;
            break;
        }
    }
    return is_host(host) ? NULL : form;
}

const char *skt_value_host(skt_str *host, skt_str *rest)
{
    size_t from = 0;
    while (from < rest->len && (rest->ptr[from] == ' ' || rest->ptr[from] == ',')) {
        from++;
    }
    size_t end = from;
    while (end < rest->len && rest->ptr[end] != ' ' && rest->ptr[end] != ',') {
        end++;
    }
    *host = end > from ? skt_str_sub(*rest, from, end - from) : SKT_STR_NONE;
    *rest = skt_str_sub(*rest, end, rest->len - end);
    return host->len == 0 || is_host(*host)
               ? NULL
               : "these must be hosts with commas between, such as example.org, example.com";
}

/* ----------------------------------------------------------------- numbers */

typedef struct unit {
    const char *name;
    int64_t size;
} unit;

/* A whole number and one of `units`, or 0 alone. */
static bool read_amount(int64_t *out, skt_str value, const unit *units)
{
    const int64_t most = INT64_C(1) << 52;
    size_t at = 0;
    int64_t number = 0;
    for (; at < value.len && skt_ascii_digit(value.ptr[at]) && number < most; at++) {
        number = number * 10 + (value.ptr[at] - '0');
    }
    const skt_str name = skt_str_trim(skt_str_sub(value, at, value.len - at));
    *out = 0;
    if (at == 0 || (name.len == 0 && number == 0)) {
        return at > 0;
    }
    for (; units->name != NULL; units++) {
        if (skt_str_is_alike(name, units->name) && number <= most / units->size) {
            *out = number * units->size;
            return true;
        }
    }
    return false;
}

const char *skt_value_span(int64_t *seconds, skt_str value)
{
    static const unit units[] = {{"s", 1},    {"m", 60},    {"min", 60},
                                 {"h", 3600}, {"d", 86400}, {NULL, 0}};
    return read_amount(seconds, value, units) ? NULL : "a time is written 90s, 15m, 6h or 2d; or 0";
}

const char *skt_value_short_span(int64_t *ms, skt_str value)
{
    static const unit units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {NULL, 0}};
    return read_amount(ms, value, units) ? NULL : "a time is written 500ms, 3s or 1m; or 0";
}

const char *skt_value_size(int64_t *bytes, skt_str value)
{
    static const unit units[] = {{"k", 1 << 10}, {"kb", 1 << 10}, {"m", 1 << 20}, {"mb", 1 << 20},
                                 {"g", 1 << 30}, {"gb", 1 << 30}, {NULL, 0}};
    return read_amount(bytes, value, units) ? NULL : "a size is written 500k, 16M or 2G";
}

const char *skt_value_switch(bool *on, skt_str value)
{
    *on = skt_str_is(value, "yes");
    return *on || skt_str_is(value, "no") ? NULL : "it must be yes or no";
}

/* ------------------------------------------------------------------- codes */

const char *skt_value_lang(skt_str value)
{
    size_t letters = 0;
    while (letters < value.len && skt_ascii_letter(value.ptr[letters])) {
        letters++;
    }
    const bool ends =
        letters == value.len || value.ptr[letters] == '-' || value.ptr[letters] == '_';
    return (letters == 2 || letters == 3) && ends && value.len <= 16
               ? NULL
               : "a language is written by its code: en, uk, ru, fa";
}

const char *skt_value_party(skt_str value)
{
    enum { LONGEST = 40 };
    const bool country = value.len == 2 && value.ptr[0] >= 'A' && value.ptr[0] <= 'Z' &&
                         value.ptr[1] >= 'A' && value.ptr[1] <= 'Z';
    bool key = value.len > 2 && value.len <= LONGEST;
    for (size_t i = 0; i < value.len; i++) {
        key = key && ((value.ptr[i] >= 'a' && value.ptr[i] <= 'z') || value.ptr[i] == '-');
    }
    return country || key ? NULL
                          : "it must be a country by its two capital letters (UA, RU), or a party "
                            "by its key in parties.tsv (houthi)";
}

const char *skt_value_zone(skt_str value)
{
    char room[SKT_ZONE_NAME];
    return skt_zone_known(room, value) != NULL
               ? NULL
               : "it must be the name of a time zone such as Europe/Kyiv, Europe/Moscow or UTC";
}

/* ----------------------------------------------------------------- headers */

/* tchar of RFC 9110, section 5.6.2. */
static bool is_token(char c)
{
    return skt_ascii_letter(c) || skt_ascii_digit(c) ||
           (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

/* What the program sets itself, or what would change where a message ends. */
static bool is_own(skt_str name)
{
    static const char *const own[] = {
        "host",    "connection",   "content-length",   "transfer-encoding", "te",
        "upgrade", "expect",       "if-none-match",    "if-modified-since", "accept-encoding",
        "range",   "content-type", "proxy-connection", "trailer",           "if-match"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (skt_str_is_alike(name, own[i])) {
            return true;
        }
    }
    return false;
}

/* The name of the variable at `at` behind "$", and *at behind it; none: it is none. */
static skt_str variable_name(skt_str value, size_t *at)
{
    const bool braced = *at < value.len && value.ptr[*at] == '{';
    const size_t from = *at + braced;
    size_t end = from;
    while (end < value.len && (skt_ascii_letter(value.ptr[end]) || value.ptr[end] == '_' ||
                               (end > from && skt_ascii_digit(value.ptr[end])))) {
        end++;
    }
    if (end == from || (braced && (end == value.len || value.ptr[end] != '}'))) {
        return SKT_STR_NONE;
    }
    *at = end + braced;
    return skt_str_sub(value, from, end - from);
}

static const char *add_variable(skt_buf *out, char room[SKT_VALUE_ROOM], skt_str name,
                                skt_variable_fn *variable, void *user)
{
    char terminated[128];
    const int shown = (int)(name.len < 100 ? name.len : 100);
    if (name.len >= sizeof terminated) {
        return "the name of its variable is too long";
    }
    memcpy(terminated, name.ptr, name.len);
    terminated[name.len] = '\0';
    const skt_str value = skt_str_from(variable(user, terminated));
    if (skt_str_trim(value).len == 0) {
        (void)snprintf(room, SKT_VALUE_ROOM,
                       "the environment has no variable %.*s; set it for the program, or leave "
                       "the line out",
                       shown, name.ptr);
        return room;
    }
    if (skt_value_text(skt_str_trim(value)) != NULL) {
        (void)snprintf(room, SKT_VALUE_ROOM,
                       "the variable %.*s holds control characters or several lines, which no "
                       "header may have",
                       shown, name.ptr);
        return room;
    }
    skt_buf_add(out, skt_str_trim(value));
    return NULL;
}

const char *skt_value_header(skt_buf *out, char room[SKT_VALUE_ROOM], skt_str value,
                             skt_variable_fn *variable, void *user)
{
    size_t colon = 0;
    while (colon < value.len && is_token(value.ptr[colon])) {
        colon++;
    }
    const skt_str name = skt_str_sub(value, 0, colon);
    if (colon == 0 || colon == value.len || value.ptr[colon] != ':' || skt_value_text(value)) {
        return "a header is written Name: value, or Name: $VARIABLE";
    }
    if (skt_str_is_alike(name, "user-agent")) {
        return "that one is the key `agent`";
    }
    if (is_own(name)) {
        return "that one is set by the program; leave the line out";
    }
    skt_buf_add(out, skt_str_sub(value, 0, colon));
    skt_buf_add_text(out, ": ");
    const skt_str rest = skt_str_trim(skt_str_sub(value, colon + 1, value.len - colon - 1));
    for (size_t at = 0; at < rest.len;) {
        const char c = rest.ptr[at++];
        if (c != '$' || variable == NULL) {
            skt_buf_add_char(out, c);
            continue;
        }
        if (at < rest.len && rest.ptr[at] == '$') {
            skt_buf_add_char(out, rest.ptr[at++]);
            continue;
        }
        const skt_str of = variable_name(rest, &at);
        const char *wrong = of.len == 0 ? "behind $ must stand the name of a variable; a $ itself "
                                          "is written $$"
                                        : add_variable(out, room, of, variable, user);
        if (wrong != NULL) {
            return wrong;
        }
    }
    return rest.len == 0 ? "the header has no value" : NULL;
}
