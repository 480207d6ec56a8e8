/* What is remembered from one run to the next: `fetch.db` in the state folder, an SQLite
 * database (docs/formats.md, "State"). Times come from the caller. One thread at a time. */
#ifndef SKT_FETCH_STATE_H
#define SKT_FETCH_STATE_H

#include "core/arena.h"
#include "core/sha256.h"

/* Of one address, be it a source's or a link's of an item. Texts in the arena that loading was
 * handed, or the caller's. */
typedef struct skt_known {
    skt_str etag, last_modified; /* as received, byte for byte; none: the server gave none */
    skt_str answered_by;         /* the address that they are of, behind redirects */
    uint64_t setup;              /* skt_fetch_source_setup() of that time */
    bool has_digest;
    skt_sha256 digest; /* of the last body that was read well */
    skt_time asked;    /* when it was asked last; 0: never, and so below */
    skt_time good;     /* when it last gave what could be read, or said that nothing changed */
    skt_time next;     /* not to be asked before */
    skt_time listed;   /* of a link: when an item last had it */
    uint32_t failures; /* in a row */
    skt_str trouble;   /* the last failure in words; none: it went well */
} skt_known;

/* What follows changes the struct alone. An answer with a body that was read well: both
 * validators are replaced, also by none. Slices are borrowed. */
void skt_known_answer(skt_known *known, skt_str etag, skt_str last_modified, skt_str answered_by,
                      const skt_sha256 *digest, uint64_t setup, skt_time now);
/* The server says that nothing changed. */
void skt_known_same(skt_known *known, skt_time now);
/* It went wrong: validators and digest stay. */
void skt_known_failed(skt_known *known, skt_str trouble, skt_time next, skt_time now);

/* robots.txt of one host ("https://t.me:443"). */
typedef struct skt_known_robots {
    skt_str text; /* what is to be heeded of it */
    int32_t code; /* that it was answered with; 0: no answer */
    skt_time until;
} skt_known_robots;

/* How far a channel was read. */
typedef struct skt_known_cursor {
    int64_t read_to; /* all posts up to this number were read; 0: none */
    int64_t head;    /* of a walk back that broke off: the newest post that it saw; 0: none */
    int64_t before;  /* and the oldest: it goes on before this one */
    skt_time at;     /* when that was noted */
} skt_known_cursor;

typedef struct skt_state skt_state;

/* Opens the state in the folder `dir`, made if it is not there, and locks it. SKT_E_LIMIT:
 * another run has it, told by its pid and since when. SKT_E_DATA: damaged, or of a newer
 * version. SKT_E_IO, SKT_E_NOMEM. `dir` and `diag` must outlive *out. */
skt_status skt_state_open(skt_state **out, const char *dir, skt_time now, skt_diag *diag);
/* Gives up what was not committed, and the lock. */
void skt_state_close(skt_state *state);

/* What is saved between these two is there as a whole after a crash, or not at all. Saving
 * outside of them is each a transaction of its own. */
skt_status skt_state_begin(skt_state *state);
skt_status skt_state_commit(skt_state *state);
void skt_state_rollback(skt_state *state);

/* Where nothing is remembered, *out is all zeros. Texts are in `arena`. Errors: SKT_E_IO,
 * SKT_E_DATA, SKT_E_NOMEM, with a failure in the diag. */
skt_status skt_state_load(skt_known *out, skt_state *state, skt_str address, skt_arena *arena);
skt_status skt_state_save(skt_state *state, skt_str address, const skt_known *known);
skt_status skt_state_load_robots(skt_known_robots *out, skt_state *state, skt_str host,
                                 skt_arena *arena);
skt_status skt_state_save_robots(skt_state *state, skt_str host, const skt_known_robots *robots);
/* `channel` is the address of the source. */
skt_status skt_state_load_cursor(skt_known_cursor *out, skt_state *state, skt_str channel);
skt_status skt_state_save_cursor(skt_state *state, skt_str channel, const skt_known_cursor *cursor);
/* The links of a source's items: the pages that are read as well. `published` is when the item
 * says, or when it was first seen: the first time counts. */
skt_status skt_state_save_link(skt_state *state, skt_str source, skt_str address,
                               skt_time published);
/* Calls `each` with those that were published since, and with those that were never read, unless
 * that failed eight times; the youngest first. What it returns, unless SKT_OK, ends it. */
typedef skt_status skt_state_link_fn(void *user, skt_str address, skt_time published);
skt_status skt_state_links(skt_state *state, skt_str source, skt_time since,
                           skt_state_link_fn *each, void *user);
/* When a host may be asked again, whatever the address: Retry-After. 0: at once. */
skt_status skt_state_load_host(skt_time *next, skt_state *state, skt_str host);
skt_status skt_state_save_host(skt_state *state, skt_str host, skt_time next);

/* Forgets addresses that were neither asked nor listed since `before`, and robots.txt that
 * expired before. */
skt_status skt_state_prune(skt_state *state, skt_time before);

#endif
