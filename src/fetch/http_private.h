/* What the files of the client share. */
#ifndef SKT_FETCH_HTTP_PRIVATE_H
#define SKT_FETCH_HTTP_PRIVATE_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/vec.h"
#include "fetch/http.h"
#include "fetch/late_curl.h"
#include "fetch/peer.h"

/* Why we ended a transfer ourselves. */
typedef enum skt_http_stop {
    SKT_STOP_NONE,
    SKT_STOP_WIRE, /* limits */
    SKT_STOP_BODY,
    SKT_STOP_HEADERS,
    SKT_STOP_REQUEST, /* it makes no sense: `why` tells */
    SKT_STOP_CUT,     /* enough of a body that may be cut */
    SKT_STOP_NOMEM
} skt_http_stop;

/* One GET under way. */
typedef struct skt_transfer {
    const skt_http_limits *limits;
    skt_http *http;
    size_t body_limit;
    int64_t total_ms;
    CURL *easy;
    struct curl_slist *lines; /* header lines of the request */
    skt_arena arena;          /* all texts of the response but head and body */
    skt_url url;
    bool private_allowed, conditional, may_cut;
    skt_http_response response;
    skt_buf head, body;
    size_t header_bytes, headers; /* of all heads: there may be some before the last */
    int64_t length;               /* Content-Length; -1: none */
    int64_t raw;                  /* bytes of body seen on the wire */
    skt_time date;                /* the server's clock, or SKT_NO_TIME */
    bool head_done;               /* its last line came */
    bool chunked, locations_differ, lengths_differ, in_body;
    skt_peer_kind barred; /* the kind of the last address that we did not connect to */
    skt_http_stop stop;
    char error[CURL_ERROR_SIZE];
} skt_transfer;

struct skt_http {
    CURLM *multi;
    skt_http_limits limits;
    SKT_VEC(skt_transfer *) under_way;
    SKT_VEC(skt_transfer *) stillborn; /* never begun: their request makes no sense */
    skt_transfer *handed_out;
    bool has_private; /* a connection to a private address is, or was, open */
};

/* http_request.c: a transfer for `request`, ready to go, or with `stop` set. NULL: no memory. */
skt_transfer *skt_transfer_new(skt_http *http, const skt_http_request *request);
void skt_transfer_free(skt_transfer *t);

/* http_head.c: libcurl's callback for header lines. */
size_t skt_transfer_take_header(char *line, size_t size, size_t count, void *user);
/* Reads what the head of the last answer says. false: no memory. */
bool skt_transfer_read_head(skt_transfer *t);

/* http_judge.c: makes of how it ended, and of what was answered, an outcome and a sentence.
 * false: no memory. */
bool skt_transfer_judge(skt_transfer *t, CURLcode code);

/* proxy.c: the proxy that the environment names for an address: "" for none; in `arena`, or NULL
 * if there is no memory. */
const char *skt_http_proxy(skt_arena *arena, const skt_url *url);

#endif
