/* One GET after the other answer, hardened: any number under way at once, each bounded in
 * bytes, headers and time. Redirects are told and not followed: visit.h does that. */
#ifndef SKT_FETCH_HTTP_H
#define SKT_FETCH_HTTP_H

#include "fetch/url.h"

typedef enum skt_http_outcome {
    SKT_HTTP_FRESH,        /* a whole body */
    SKT_HTTP_UNCHANGED,    /* 304: what is known still holds */
    SKT_HTTP_MOVED,        /* a redirect, to `target` */
    SKT_HTTP_GONE,         /* 404, 410 */
    SKT_HTTP_REFUSED,      /* 401, 403, 451, robots.txt, an address where we do not go */
    SKT_HTTP_BUSY,         /* 429, 503: ask later */
    SKT_HTTP_BROKEN,       /* no answer, half an answer, or one that makes no sense */
    SKT_HTTP_TOO_BIG,      /* beyond a limit */
    SKT_HTTP_BAD_REDIRECT, /* too many, in a circle, or to where we do not go */
    SKT_HTTP_OUTCOMES
} skt_http_outcome;

/* The word used in outputs: "fresh", "too-big"; static storage. */
const char *skt_http_outcome_name(skt_http_outcome outcome);

typedef struct skt_http_limits {
    size_t wire_bytes;   /* of a body as it is sent */
    size_t body_bytes;   /* of a body unpacked */
    size_t header_bytes; /* of all headers of an answer */
    size_t headers;      /* how many lines of them */
    int64_t connect_ms;
    int64_t total_ms;   /* from the first byte to the last, waiting for spacing left out */
    int64_t slow_bytes; /* a second: who sends less for slow_s is given up */
    int64_t slow_s;
    size_t at_once; /* answers under way */
} skt_http_limits;
#define SKT_HTTP_LIMITS_INIT                                                                       \
    {                                                                                              \
        (size_t)16 << 20, (size_t)16 << 20, (size_t)64 << 10, 200, 15000, 120000, 100, 30, 16      \
    }

/* Strings are copied by skt_http_start(). */
typedef struct skt_http_request {
    const char *url;
    const char *etag, *last_modified; /* sent back as they came; or NULL */
    const char *agent;
    const char *ca; /* a file of certificates to trust in place of the system's, or NULL */
    const char *const *headers; /* "Name: value", which are never told to anyone else */
    size_t n_headers;
    bool private_allowed; /* loopback, private and the like */
    size_t body_bytes;    /* a limit for this one, in place of the client's; 0: that */
    int64_t total_ms;     /* likewise */
    bool may_cut;         /* a body beyond the limit is cut there, and good */
    void *user;
} skt_http_request;

typedef struct skt_http_response {
    skt_http_outcome outcome;
    int status;     /* of HTTP; 0: none came */
    bool again;     /* it may go well in a moment */
    bool unframed;  /* nothing told where the body ends: it may be cut */
    bool permanent; /* MOVED for good: 301, 308 */
    bool barred;    /* REFUSED since its address is none where we go */
    bool ours;      /* the request is at fault, or what it trusts: another may do better */
    bool no_way;    /* no connection came about */
    bool too_slow;
    void *user;     /* of the request */
    skt_str url;    /* asked for */
    skt_str target; /* of a MOVED, as written: relative, or anything */
    skt_str head;   /* the answer's status line and header lines as received */
    skt_str type;   /* "text/html", in small letters, or none */
    skt_str charset;
    skt_str etag, last_modified; /* as received; none where they did not come */
    int64_t retry_after_s;       /* from now; -1: not told */
    skt_str body;                /* of a FRESH */
    int64_t wire_bytes;
    int64_t took_ms;
    skt_str why; /* a sentence for people with the remedy; empty if FRESH, UNCHANGED or MOVED */
} skt_http_response;

typedef struct skt_http skt_http;

/* A client. `limits` may be NULL. Errors: SKT_E_NOMEM, SKT_E_DATA if libcurl fails. */
skt_status skt_http_new(skt_http **out, const skt_http_limits *limits);
/* Whether as many are under way as may be. */
bool skt_http_is_full(const skt_http *http);
size_t skt_http_under_way(const skt_http *http);
/* Begins a GET. What is the matter with the request itself comes as its response.
 * Errors: SKT_E_NOMEM. */
skt_status skt_http_start(skt_http *http, const skt_http_request *request);
/* A response, for which it waits a while, `wait_ms` at most; *out = NULL: none has come so far,
 * or nothing is under way. Owned by `http`, valid until the next call. Errors: SKT_E_NOMEM. */
skt_status skt_http_next(const skt_http_response **out, skt_http *http, int64_t wait_ms);
/* Ends all that is under way. */
void skt_http_free(skt_http *http);

#endif
