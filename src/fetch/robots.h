/* robots.txt: what a host asks programs to leave alone (RFC 9309). */
#ifndef SKT_FETCH_ROBOTS_H
#define SKT_FETCH_ROBOTS_H

#include "core/arena.h"
#include "core/str.h"
#include "core/vec.h"

enum { SKT_ROBOTS_MOST_BYTES = 500 * 1024 }; /* what is beyond is not read (2.5) */

typedef struct skt_robots_rule {
    skt_str pattern; /* %-escapes in one spelling */
    bool allow;
} skt_robots_rule;

/* The rules for one program. */
typedef struct skt_robots {
    skt_arena arena;
    SKT_VEC(skt_robots_rule) rules;
    int64_t delay_ms; /* Crawl-delay, no part of the RFC; -1: not told */
} skt_robots;

/* Reads the rules of the groups for `product` ("skytally"), or where there is none of the
 * groups for "*". Anything may be handed in; lines that mean nothing are passed over. *out is
 * to be disposed in any case. Errors: SKT_E_NOMEM. */
skt_status skt_robots_parse(skt_robots *out, skt_str text, skt_str product);
/* Whether `path`, with its query and a slash in front, may be asked for. No memory: false. */
bool skt_robots_allow(const skt_robots *robots, skt_str path);
void skt_robots_dispose(skt_robots *robots);

#endif
