/* What an answer, or none, means; and how to say so to people. */
#include <stdarg.h>
#include <stdio.h>

#include "fetch/http_private.h"

static bool say(skt_transfer *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool say(skt_transfer *t, const char *format, ...)
{
    char text[600];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return skt_arena_str(&t->response.why, &t->arena, skt_str_from(text)) == SKT_OK;
}

static bool end(skt_transfer *t, skt_http_outcome outcome, bool again)
{
    t->response.outcome = outcome;
    t->response.again = again;
    t->response.body = SKT_STR_NONE;
    return true;
}

/* ------------------------------------------------------- what we ended ourselves */

static bool judge_stop(skt_transfer *t)
{
    const skt_http_limits *limits = t->limits;
    (void)end(t, SKT_HTTP_TOO_BIG, false);
    switch (t->stop) {
    case SKT_STOP_WIRE:
        return say(t, "sends more than %zu bytes: raise `max size` in its section if that is right",
                   limits->wire_bytes);
    case SKT_STOP_BODY:
        return say(
            t, "unpacks to more than %zu bytes: raise `max size` in its section if that is right",
            t->body_limit);
    case SKT_STOP_HEADERS:
        return say(t,
                   "sends more than %zu header lines, or %zu bytes of them: not an honest answer",
                   limits->headers, limits->header_bytes);
    case SKT_STOP_REQUEST:
        t->response.outcome = SKT_HTTP_REFUSED;
        t->response.ours = true;
        return true;
    default: return false;
    }
}

static bool judge_barred(skt_transfer *t)
{
    t->response.barred = t->response.ours = true;
    (void)end(t, SKT_HTTP_REFUSED, false);
    return say(t, "is at %s: write private = yes in its section if you trust it with what is there",
               skt_peer_name(t->barred));
}

/* --------------------------------------------------------------- no whole answer */

typedef struct fault {
    CURLcode code;
    bool again, quote; /* libcurl's own words behind it */
    const char *text;
} fault;

static const fault faults[] = {
    {CURLE_COULDNT_RESOLVE_HOST, true, false,
     "has a host name that cannot be found: check the address and the name server"},
    {CURLE_COULDNT_RESOLVE_PROXY, true, false,
     "goes by a proxy whose name cannot be found: check http_proxy and https_proxy"},
    {CURLE_COULDNT_CONNECT, true, true, "does not let us connect"},
    {CURLE_PARTIAL_FILE, true, false, "cut its answer off before the end"},
    {CURLE_GOT_NOTHING, true, false, "closed the connection without an answer"},
    {CURLE_SEND_ERROR, true, true, "broke the connection"},
    {CURLE_RECV_ERROR, true, true, "broke the connection, or does not speak HTTP as it should"},
    {CURLE_HTTP2, true, true, "broke off an answer by HTTP/2"},
    {CURLE_HTTP2_STREAM, true, true, "broke off an answer by HTTP/2"},
    {CURLE_BAD_CONTENT_ENCODING, true, false, "sends a packed body that is damaged"},
    {CURLE_UNSUPPORTED_PROTOCOL, false, false, "does not speak HTTP: what it sends has no head"},
    {CURLE_WEIRD_SERVER_REPLY, false, true, "sends what is no answer of HTTP"},
    {CURLE_PEER_FAILED_VERIFICATION, false, true,
     "shows a certificate that is not trusted; if it is right, name the file of its authority "
     "with ca = FILE"},
    {CURLE_SSL_CACERT_BADFILE, false, false,
     "names a file of certificates (ca) that cannot be read: it must be PEM"},
    {CURLE_SSL_CONNECT_ERROR, true, true, "cannot agree with us on TLS"},
    {CURLE_URL_MALFORMAT, false, false, "is no address of the web"},
    /* What libcurl says of a header line that is too long for it, too. */
    {CURLE_OUT_OF_MEMORY, false, false,
     "sends a header without end, or there is no memory for its answer"},
};

/* libcurl's words without a line end; they may quote the server. */
static const char *words_of(skt_transfer *t, CURLcode code)
{
    for (char *c = t->error; *c != '\0'; c++) {
        *c = (unsigned char)*c < 0x20 || *c == 0x7F ? ' ' : *c;
    }
    return t->error[0] == '\0' ? curl_easy_strerror(code) : t->error;
}

static bool judge_time(skt_transfer *t)
{
    curl_off_t connected = 0;
    (void)curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &connected);
    (void)end(t, SKT_HTTP_BROKEN, false); /* that took long enough for one run */
    t->response.no_way = connected == 0;
    t->response.too_slow = connected != 0;
    if (connected == 0) {
        return say(t, "did not let us connect within %lld s",
                   (long long)(t->limits->connect_ms / 1000));
    }
    if (strstr(t->error, "too slow") != NULL) {
        return say(t, "sent less than %lld bytes a second for %lld s",
                   (long long)t->limits->slow_bytes, (long long)t->limits->slow_s);
    }
    return say(t, "took longer than %lld ms: raise `max time` if it is always so slow",
               (long long)t->total_ms);
}

static bool judge_fault(skt_transfer *t, CURLcode code)
{
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return judge_time(t);
    }
    const char *words = words_of(t, code);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (faults[i].code == code) {
            (void)end(t, SKT_HTTP_BROKEN, faults[i].again);
            t->response.ours =
                code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE;
            t->response.no_way =
                code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_CONNECT;
            return say(t, "%s%s%.200s%s", faults[i].text, faults[i].quote ? " (" : "",
                       faults[i].quote ? words : "", faults[i].quote ? ")" : "");
        }
    }
    (void)end(t, SKT_HTTP_BROKEN, true);
    return say(t, "could not be read (%.200s)", words);
}

/* ------------------------------------------------------------------- by its status */

typedef struct meaning {
    int status; /* or its hundreds alone */
    skt_http_outcome outcome;
    bool again;
    const char *text;
} meaning;

static const meaning meanings[] = {
    {401, SKT_HTTP_REFUSED, false,
     "wants a name and password (401): give them by a header of your own, or leave it out"},
    {403, SKT_HTTP_REFUSED, false,
     "refuses us (403): set agent to one with your address, ask its owner, or leave it out"},
    {404, SKT_HTTP_GONE, false, "is not there (404): look for its new address"},
    {407, SKT_HTTP_REFUSED, false,
     "is behind a proxy that wants a password (407): put it in http_proxy or https_proxy"},
    {408, SKT_HTTP_BROKEN, true, "says that we were too slow (408)"},
    {410, SKT_HTTP_GONE, false, "is gone for good (410): take it out of the configuration"},
    {425, SKT_HTTP_BROKEN, true, "is not ready for us (425)"},
    {429, SKT_HTTP_BUSY, true,
     "asks to be asked less often (429): raise its `interval`, or `spacing` in [fetch]"},
    {451, SKT_HTTP_REFUSED, false, "is withheld for legal reasons (451)"},
    {501, SKT_HTTP_BROKEN, false, "does not know how to answer (501)"},
    {503, SKT_HTTP_BUSY, true, "is overloaded or being mended (503)"},
    {505, SKT_HTTP_BROKEN, false, "does not speak our HTTP (505)"},
};

static bool judge_odd_status(skt_transfer *t)
{
    const int status = t->response.status;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (meanings[i].status == status) {
            (void)end(t, meanings[i].outcome, meanings[i].again);
            return say(t, "%s", meanings[i].text);
        }
    }
    (void)end(t, SKT_HTTP_BROKEN, status >= 500);
    return status >= 500
               ? say(t, "has a fault of its own (%d): it is for its owner to mend", status)
               : say(t, "answers with status %d, which tells nothing to read: check the address",
                     status);
}

static bool judge_redirect(skt_transfer *t)
{
    const int status = t->response.status;
    const bool known =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    if (!known || t->response.target.len == 0 || t->locations_differ) {
        (void)end(t, SKT_HTTP_BAD_REDIRECT, false);
        return say(t,
                   t->locations_differ ? "redirects to several addresses at once (%d)"
                                       : "redirects without saying where to (%d)",
                   status);
    }
    t->response.permanent = status == 301 || status == 308;
    return end(t, SKT_HTTP_MOVED, false);
}

/* Whether a body is as long as its head said. */
static bool is_whole(const skt_transfer *t)
{
    return !t->lengths_differ && (t->chunked || t->length < 0 || t->raw <= t->length);
}

static bool judge_body(skt_transfer *t)
{
    if (!is_whole(t)) {
        (void)end(t, SKT_HTTP_BROKEN, true);
        return say(t, "sends another length of body than it says: not taken for whole");
    }
    long version = 0;
    (void)curl_easy_getinfo(t->easy, CURLINFO_HTTP_VERSION, &version);
    t->response.unframed = t->length < 0 && !t->chunked &&
                           (version == CURL_HTTP_VERSION_1_0 || version == CURL_HTTP_VERSION_1_1);
    t->response.outcome = SKT_HTTP_FRESH;
    t->response.body = skt_buf_str(&t->body);
    return true;
}

static bool judge_status(skt_transfer *t)
{
    const int status = t->response.status;
    if (!t->head_done) { /* which libcurl takes for an answer without a body */
        (void)end(t, SKT_HTTP_BROKEN, true);
        return say(t, "cut its answer off before the end");
    }
    if (status == 200 || status == 203) {
        return judge_body(t);
    }
    if (status == 304) {
        (void)end(t, t->conditional ? SKT_HTTP_UNCHANGED : SKT_HTTP_BROKEN, !t->conditional);
        return t->conditional ||
               say(t, "says that nothing changed (304), though we were not there before");
    }
    return status >= 300 && status < 400 ? judge_redirect(t) : judge_odd_status(t);
}

bool skt_transfer_judge(skt_transfer *t, CURLcode code)
{
    skt_http_response *r = &t->response;
    long status = 0;
    curl_off_t took = 0;
    curl_off_t wire = 0;
    (void)curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &took);
    (void)curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
    r->status = (int)status;
    r->took_ms = (int64_t)took / 1000;
    r->wire_bytes = (int64_t)wire;
    if (!skt_transfer_read_head(t)) {
        return false;
    }
    if (t->stop != SKT_STOP_NONE && t->stop != SKT_STOP_CUT) {
        return judge_stop(t);
    }
    if (t->barred != SKT_PEER_PUBLIC && status == 0) {
        return judge_barred(t);
    }
    if (code != CURLE_OK && t->stop != SKT_STOP_CUT) {
        return judge_fault(t, code);
    }
    return judge_status(t);
}
