/* What the files of the visits share. */
#ifndef SKT_FETCH_VISIT_PRIVATE_H
#define SKT_FETCH_VISIT_PRIVATE_H

#include "core/map.h"
#include "core/vec.h"
#include "fetch/robots.h"
#include "fetch/visit.h"

enum { SKT_VISIT_HOPS = 16, SKT_HOST_SLOW = 3 };

typedef struct skt_guest skt_guest;

typedef enum skt_rules_state {
    SKT_RULES_UNKNOWN,
    SKT_RULES_ASKED, /* robots.txt is on its way */
    SKT_RULES_KNOWN,
    SKT_RULES_FAILED /* cannot be had now: nothing is asked for */
} skt_rules_state;

/* A server: scheme, host and port. */
typedef struct skt_host {
    skt_str origin; /* in the arena of the visits */
    skt_polite_host polite;
    SKT_VEC(skt_guest *) queue;
    skt_rules_state state;
    skt_robots rules;           /* none: all is allowed */
    skt_robots_copy old;        /* remembered, but to be asked for anew */
    skt_http_outcome failed_as; /* robots.txt */
    skt_str failed_why;
    int64_t rest_s; /* it asks to be left alone; 0: it does not */
    bool resting;   /* for the rest of the run */
    bool down;      /* no connection, however long one tried; or too slow several times */
    unsigned slow;  /* answers that were too slow, one after the other */
} skt_host;

/* A visit on its way. Its arena has all that it points to. */
struct skt_guest {
    skt_arena arena;
    skt_visit visit;
    skt_url first, at, answered_by;
    skt_str seen[SKT_VISIT_HOPS]; /* addresses asked for so far */
    size_t hops;
    unsigned tries; /* of the address it is at */
    unsigned requests;
    int64_t ready_at_ms;
    bool for_good; /* only permanent redirects so far */
    skt_str moved_to;
    skt_host *robots_of;    /* it fetches the robots.txt of that host; NULL: it does not */
    const skt_guest *asker; /* for this one, who waits in that host's queue, or is gone */
    skt_visit_result result;
};

struct skt_visits {
    skt_visit_options options;
    skt_arena arena;
    skt_http *http;
    SKT_VEC(skt_host *) hosts;
    skt_map by_origin;
    SKT_VEC(skt_guest *) under_way;
    SKT_VEC(skt_guest *) ended; /* without an answer of their own */
    skt_guest *handed_out;
    size_t pending; /* in queues or under way, robots.txt not counted */
    size_t requests;
};

/* visit.c: the host of an address; NULL: no memory. */
skt_host *skt_visits_host(skt_visits *visits, const skt_url *url);
/* Ends one that got no answer, with a sentence. */
skt_status skt_visits_end(skt_visits *visits, skt_guest *guest, skt_http_outcome outcome,
                          const char *format, ...) __attribute__((format(printf, 4, 5)));
int64_t skt_visits_clock_ms(void);
void skt_guest_free(skt_guest *guest);
/* A guest for `visit`. NULL: no memory. What is the matter with its address is in *fault. */
skt_guest *skt_guest_new(skt_url_fault *fault, const skt_visit *visit);

/* visit_redirect.c: takes the guest on to where `response` redirects; *moved = false: it
 * may not go there, and guest->result.response.why says why. Errors: SKT_E_NOMEM. */
skt_status skt_guest_move(bool *moved, skt_guest *guest, const skt_visits *visits,
                          const skt_http_response *response);

/* visit_robots.c: sees to it that the rules of a host are known or asked for; `guest` is who
 * wants to know. Errors: SKT_E_NOMEM, and what the shelf returns. */
skt_status skt_host_learn_rules(skt_visits *visits, skt_host *host, const skt_guest *guest);
/* The guest with the robots.txt of guest->robots_of is back with `response`. */
skt_status skt_host_take_rules(skt_visits *visits, const skt_guest *guest,
                               const skt_http_response *response);

#endif
