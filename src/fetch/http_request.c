/* A GET, made ready: all that libcurl is told. */
#include <arpa/inet.h>
#include <unistd.h>

#include "fetch/http_private.h"

/* ------------------------------------------------------------------ callbacks */

static size_t take_body(char *bytes, size_t size, size_t count, void *user)
{
    skt_transfer *t = user;
    skt_str part = {bytes, size * count};
    t->in_body = true;
    if (part.len > t->body_limit - t->body.len) {
        t->stop = t->may_cut ? SKT_STOP_CUT : SKT_STOP_BODY;
        part.len = t->may_cut ? t->body_limit - t->body.len : 0;
    }
    skt_buf_add(&t->body, part);
    t->stop = t->body.failed ? SKT_STOP_NOMEM : t->stop;
    return t->stop == SKT_STOP_NONE ? part.len : 0;
}

/* What came over the wire, while it comes: a body that unpacks to nothing is stopped here. */
static int watch(void *user, curl_off_t total, curl_off_t now, curl_off_t up, curl_off_t sent)
{
    skt_transfer *t = user;
    (void)total;
    (void)up;
    (void)sent;
    if (now > (curl_off_t)t->limits->wire_bytes) {
        t->stop = SKT_STOP_WIRE;
        return 1;
    }
    return 0;
}

/* Counts the bytes of the body as they are on the wire: libcurl itself drops without a word
 * what is beyond a Content-Length that is too short. */
static int count_raw(CURL *easy, curl_infotype what, char *bytes, size_t n, void *user)
{
    (void)easy;
    (void)bytes;
    if (what == CURLINFO_DATA_IN) {
        ((skt_transfer *)user)->raw += (int64_t)n;
    }
    return 0;
}

/* The address is looked at when the socket is made and not when the name is resolved, so
 * that a name which changes its address between the two gains nothing. */
static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
    skt_transfer *t = user;
    (void)purpose;
    const skt_peer_kind kind = skt_peer_of(&address->addr);
    if (kind != SKT_PEER_PUBLIC) {
        if (!t->private_allowed) {
            t->barred = kind;
            return CURL_SOCKET_BAD;
        }
        t->http->has_private = true;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* -------------------------------------------------------------------- headers */

static bool is_token(skt_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        const unsigned char c = (unsigned char)name.ptr[i];
        if (c <= 0x20 || c >= 0x7F || strchr("()<>@,;:\\\"/[]?={}", c) != NULL) {
            return false;
        }
    }
    return name.len > 0;
}

static bool has_line_end(const char *text)
{
    return strpbrk(text, "\r\n") != NULL;
}

static void refuse(skt_transfer *t, const char *what)
{
    if (t->stop == SKT_STOP_NONE) {
        t->stop = skt_arena_str(&t->response.why, &t->arena, skt_str_from(what)) == SKT_OK
                      ? SKT_STOP_REQUEST
                      : SKT_STOP_NOMEM;
    }
}

static void add_line(skt_transfer *t, const char *name, const char *value)
{
    skt_str line;
    if (has_line_end(value)) {
        refuse(t, "has a header with a line end in its value: take it out");
        return;
    }
    struct curl_slist *longer = NULL;
    if (skt_arena_format(&line, &t->arena, "%s: %s", name, value) == SKT_OK) {
        longer = curl_slist_append(t->lines, line.ptr);
    }
    if (longer == NULL) {
        t->stop = SKT_STOP_NOMEM;
        return;
    }
    t->lines = longer;
}

/* "Name: value" of the user's own. What decides on the connection is not theirs to say. */
static void add_own(skt_transfer *t, const char *header)
{
    static const char *const kept[] = {"host",          "content-length",  "transfer-encoding",
                                       "connection",    "accept-encoding", "range",
                                       "if-none-match", "expect",          "if-modified-since",
                                       "if-range",      "upgrade",         "te"};
    const char *colon = strchr(header, ':');
    const skt_str name = {header, colon == NULL ? 0 : (size_t)(colon - header)};
    if (!is_token(name)) {
        refuse(t, "has a header that is not written \"Name: value\"");
        return;
    }
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (strlen(kept[i]) == name.len && curl_strnequal(kept[i], name.ptr, name.len) != 0) {
            refuse(t, "has a header of its own that the program must set itself: take it out");
            return;
        }
    }
    skt_str copy;
    if (skt_arena_str(&copy, &t->arena, name) != SKT_OK) {
        t->stop = SKT_STOP_NOMEM;
        return;
    }
    const skt_str value = skt_str_trim(skt_str_from(colon + 1));
    skt_str text;
    if (skt_arena_str(&text, &t->arena, value) != SKT_OK) {
        t->stop = SKT_STOP_NOMEM;
        return;
    }
    add_line(t, copy.ptr, text.ptr == NULL ? "" : text.ptr);
}

static bool is_given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

static void add_lines(skt_transfer *t, const skt_http_request *request)
{
    if (is_given(request->etag)) {
        add_line(t, "If-None-Match", request->etag);
    }
    if (is_given(request->last_modified)) {
        add_line(t, "If-Modified-Since", request->last_modified);
    }
    t->conditional = is_given(request->etag) || is_given(request->last_modified);
    add_line(t, "Accept",
             "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
             "application/xml;q=0.9, text/*;q=0.9, */*;q=0.5");
    for (size_t i = 0; i < request->n_headers; i++) {
        add_own(t, request->headers[i]);
    }
}

/* -------------------------------------------------------------------- options */

typedef struct setting {
    CURLoption option;
    long value;
} setting;

static bool set_numbers(skt_transfer *t)
{
    const setting settings[] = {
        {CURLOPT_HTTPGET, 1},
        {CURLOPT_FOLLOWLOCATION, 0},
        {CURLOPT_NETRC, CURL_NETRC_IGNORED},
        {CURLOPT_HTTP09_ALLOWED, 0},
        {CURLOPT_SSL_VERIFYPEER, 1},
        {CURLOPT_SSL_VERIFYHOST, 2},
        {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
        {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS},
        {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1},
        {CURLOPT_NOPROGRESS, 0},
        {CURLOPT_VERBOSE, 1}, /* for count_raw(); nothing is printed */
        {CURLOPT_FRESH_CONNECT, t->http->has_private && !t->private_allowed},
        {CURLOPT_CONNECTTIMEOUT_MS, (long)t->limits->connect_ms},
        {CURLOPT_TIMEOUT_MS, (long)t->total_ms},
        {CURLOPT_LOW_SPEED_LIMIT, (long)t->limits->slow_bytes},
        {CURLOPT_LOW_SPEED_TIME, (long)t->limits->slow_s},
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (curl_easy_setopt(t->easy, settings[i].option, settings[i].value) != CURLE_OK) {
            return false;
        }
    }
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
#else
    return curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS)) ==
           CURLE_OK;
#endif
}

static bool set_callbacks(skt_transfer *t)
{
    return curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, skt_transfer_take_header) ==
               CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_XFERINFOFUNCTION, watch) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_XFERINFODATA, t) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_DEBUGFUNCTION, count_raw) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_DEBUGDATA, t) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_ERRORBUFFER, t->error) == CURLE_OK;
}

/* Where the connection goes. A proxy may be anywhere, and resolves names itself: then only
 * addresses that are private as they are written are refused. */
static bool set_way(skt_transfer *t)
{
    const char *proxy = skt_http_proxy(&t->arena, &t->url);
    const skt_peer_kind kind = skt_peer_of_host(t->url.host);
    if (proxy == NULL) {
        return false;
    }
    if (kind != SKT_PEER_PUBLIC && !t->private_allowed) {
        t->barred = kind;
    }
    if (proxy[0] == '\0' &&
        (curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket) != CURLE_OK ||
         curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETDATA, t) != CURLE_OK)) {
        return false;
    }
    return curl_easy_setopt(t->easy, CURLOPT_PROXY, proxy) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_NOPROXY, "") == CURLE_OK;
}

static bool set_request(skt_transfer *t, const skt_http_request *request)
{
    const char *agent = is_given(request->agent) ? request->agent : "skytally";
    if (has_line_end(agent)) {
        refuse(t, "has an agent with a line end in it: take it out");
        return true;
    }
    return curl_easy_setopt(t->easy, CURLOPT_URL, t->url.text.ptr) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_USERAGENT, agent) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->lines) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK && /* all there are */
           (!is_given(request->ca) ||
            (curl_easy_setopt(t->easy, CURLOPT_CAINFO, request->ca) == CURLE_OK &&
             curl_easy_setopt(t->easy, CURLOPT_CAPATH, NULL) == CURLE_OK));
}

static void prepare(skt_transfer *t, const skt_http_request *request)
{
    const skt_url_fault fault = skt_url_read(&t->url, &t->arena, NULL, skt_str_from(request->url));
    if (fault == SKT_URL_NOMEM ||
        skt_arena_str(&t->response.url, &t->arena, skt_str_from(request->url)) != SKT_OK) {
        t->stop = SKT_STOP_NOMEM;
        return;
    }
    if (fault != SKT_URL_GOOD) {
        refuse(t, skt_url_fault_text(fault));
        return;
    }
    t->response.url = t->url.text;
    if (is_given(request->ca) && access(request->ca, R_OK) != 0) {
        refuse(t, "names a file of certificates (ca) that cannot be read: mend its path or rights");
    }
    add_lines(t, request);
    if (t->stop == SKT_STOP_NONE &&
        !(set_numbers(t) && set_callbacks(t) && set_way(t) && set_request(t, request))) {
        t->stop = SKT_STOP_NOMEM;
    }
}

skt_transfer *skt_transfer_new(skt_http *http, const skt_http_request *request)
{
    skt_transfer *t = calloc(1, sizeof *t);
    if (t == NULL) {
        return NULL;
    }
    t->http = http;
    t->limits = &http->limits;
    t->body_limit = request->body_bytes > 0 ? request->body_bytes : http->limits.body_bytes;
    t->total_ms = request->total_ms > 0 ? request->total_ms : http->limits.total_ms;
    t->private_allowed = request->private_allowed;
    t->may_cut = request->may_cut;
    t->length = -1;
    t->date = SKT_NO_TIME;
    t->response.user = request->user;
    t->response.retry_after_s = -1;
    t->easy = curl_easy_init();
    if (t->easy == NULL) {
        skt_transfer_free(t);
        return NULL;
    }
    prepare(t, request);
    if (t->stop == SKT_STOP_NOMEM) {
        skt_transfer_free(t);
        return NULL;
    }
    return t;
}

void skt_transfer_free(skt_transfer *t)
{
    if (t != NULL) {
        curl_easy_cleanup(t->easy);
        curl_slist_free_all(t->lines);
        skt_buf_dispose(&t->head);
        skt_buf_dispose(&t->body);
        skt_arena_dispose(&t->arena);
        free(t);
    }
}
