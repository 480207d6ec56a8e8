/* Addresses visited as a guest does: robots.txt asked for first, requests to a host spaced,
 * redirects followed with care, tried again where that may help. Over http.h; what a
 * source is it does not know. */
#ifndef SKT_FETCH_VISIT_H
#define SKT_FETCH_VISIT_H

#include "fetch/http.h"
#include "fetch/polite.h"

/* A host's robots.txt, as it is remembered. */
typedef struct skt_robots_copy {
    skt_str text;
    int32_t code; /* that it was answered with; 0: there was no answer */
    skt_time until;
} skt_robots_copy;

/* Where they are remembered; NULL functions: nowhere. */
typedef struct skt_robots_shelf {
    /* Fills *out with what is remembered of `origin` ("https://host:443"), its text in
     * `arena`; all zeros: nothing is. */
    skt_status (*load)(skt_robots_copy *out, void *user, skt_str origin, skt_arena *arena);
    skt_status (*save)(void *user, skt_str origin, const skt_robots_copy *copy);
    void *user;
} skt_robots_shelf;

typedef struct skt_visit_options {
    skt_http_limits limits;
    skt_polite_options polite;
    skt_robots_shelf shelf;
    const char *product; /* whose rules of robots.txt are kept */
    size_t redirects;    /* of one visit */
    size_t requests;     /* of a run, robots.txt among them; what is beyond is not made */
    skt_time now;        /* of the run; SKT_NO_TIME: the system's */
} skt_visit_options;
#define SKT_VISIT_OPTIONS_INIT                                                                     \
    {                                                                                              \
        SKT_HTTP_LIMITS_INIT, SKT_POLITE_OPTIONS_INIT, {NULL, NULL, NULL}, "skytally", 5, 20000,   \
            SKT_NO_TIME                                                                            \
    }

typedef struct skt_visit {
    skt_http_request request;
    const char *answered_by; /* the address that the validators are of, behind redirects;
                                NULL: that of the request */
    bool ignore_robots;
    bool downgrade_allowed; /* a redirect from https to http */
} skt_visit;

typedef struct skt_visit_result {
    /* Of the last request. url is the final address; target is none; user is that of the
     * request. An outcome is never MOVED. */
    skt_http_response response;
    skt_str asked;      /* the address at first */
    skt_str moved_to;   /* the address moved there for good: tell the user; or none */
    unsigned requests;  /* made for it, without robots.txt */
    int64_t rest_s;     /* the host asks to be left alone for so long; 0: it does not */
    bool by_robots;     /* REFUSED by robots.txt */
    bool out_of_budget; /* REFUSED: no more requests in this run */
} skt_visit_result;

typedef struct skt_visits skt_visits;

skt_status skt_visits_new(skt_visits **out, const skt_visit_options *options);
/* Puts an address on the list; strings are copied. Visits of a host are made in the order in
 * which they were added. */
skt_status skt_visits_add(skt_visits *visits, const skt_visit *visit);
/* The next visit that has ended; waits for it; *out = NULL: none is left. Owned by `visits`,
 * valid until the next call. Others may be added meanwhile. */
skt_status skt_visits_next(const skt_visit_result **out, skt_visits *visits);
size_t skt_visits_requests(const skt_visits *visits);
void skt_visits_free(skt_visits *visits);

#endif
