/* When to ask: spacing of requests to one host, trying again, staying away. Pure arithmetic:
 * whoever calls has the clock. */
#ifndef SKT_FETCH_POLITE_H
#define SKT_FETCH_POLITE_H

#include "fetch/http.h"

typedef struct skt_polite_options {
    int64_t spacing_ms;       /* from the end of one request to a host to the next */
    int64_t longest_delay_ms; /* of a Crawl-delay: what is longer is taken for that */
    int64_t first_wait_ms;    /* before the second try; then it doubles */
    unsigned at_once_host;    /* requests to a host under way where nothing spaces them */
    unsigned tries;           /* of one address in a run */
    int64_t longest_wait_s;   /* within a run: who asks for more is asked in a later one */
    int64_t longest_rest_s;   /* between runs */
    uint64_t seed;            /* of the jitter */
} skt_polite_options;
#define SKT_POLITE_OPTIONS_INIT                                                                    \
    {                                                                                              \
        3000, 30000, 2000, 6, 4, 300, 86400, 0                                                     \
    }

/* The seconds from `now` that the value of a Retry-After header asks for: a number, or a
 * date of HTTP; 0 where that has passed. -1: it is neither. */
int64_t skt_polite_retry_after(skt_str value, skt_time now);

/* How long to wait before try number `tries_done` + 1: doubling, and of that a half to all, by
 * the seed and `salt` (what tells requests apart). */
int64_t skt_polite_backoff_ms(const skt_polite_options *options, unsigned tries_done,
                              uint64_t salt);

/* What to do about a response. */
typedef struct skt_polite_step {
    bool again;      /* ask again in this run */
    int64_t wait_ms; /* before that */
    int64_t rest_s;  /* not again: the host asks to be left alone for so long; 0: does not */
} skt_polite_step;
skt_polite_step skt_polite_next(const skt_polite_options *options,
                                const skt_http_response *response, unsigned tries_done,
                                uint64_t salt);

/* How long an address rests that failed in `failures` runs, one after the other; `asked_s` is
 * what its host asks for. The first failures cost nothing: whoever runs it again by hand, having
 * mended something, is not kept waiting. From the third on it is ten minutes, doubling. */
enum { SKT_POLITE_FREE_FAILURES = 2, SKT_POLITE_FIRST_REST_S = 600 };
int64_t skt_polite_rest_s(const skt_polite_options *options, uint32_t failures, int64_t asked_s,
                          uint64_t salt);

/* One host within a run. */
typedef struct skt_polite_host {
    int64_t free_at_ms; /* on the clock of the caller */
    int64_t delay_ms;   /* of its robots.txt; 0: none */
    unsigned under_way; /* one at a time, but where nothing spaces them */
} skt_polite_host;
/* The wait from `now_ms` until a request may begin: 0: now; -1: one must end first. */
int64_t skt_polite_host_wait(const skt_polite_host *host, const skt_polite_options *options,
                             int64_t now_ms);
void skt_polite_host_began(skt_polite_host *host);
/* `wait_ms`: more than the spacing, where the host asks for it; else 0. */
void skt_polite_host_ended(skt_polite_host *host, const skt_polite_options *options, int64_t now_ms,
                           int64_t wait_ms);

#endif
