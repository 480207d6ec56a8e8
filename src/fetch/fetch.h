/* All sources asked as their time comes, and what they answer as reports: feeds with the pages
 * that their items link to, channels page by page, back to where they were read. What is
 * remembered of it is committed by the caller, once he has kept the reports.
 *
 *     skt_fetch_new(&fetch, &sources, &options, diag);
 *     while (skt_fetch_next(&report, fetch) == SKT_OK && report != NULL) keep(report);
 *     commit what was kept; skt_fetch_commit(fetch);
 *     skt_fetch_free(fetch);
 *
 * Killed before the commit, the next run asks the same again. */
#ifndef SKT_FETCH_FETCH_H
#define SKT_FETCH_FETCH_H

#include "fetch/cache.h"
#include "fetch/state.h"
#include "fetch/visit.h"

/* Reads bodies; of an skt_ingest unless a test has its own. */
typedef struct skt_body_reader {
    void (*give)(void *user, const skt_body *body);
    skt_status (*next)(const skt_report **out, void *user); /* NULL: no more of this body */
    const skt_body_told *(*told)(void *user);
    void *user;
} skt_body_reader;

typedef struct skt_fetch_options {
    skt_state *state;
    skt_cache *cache;        /* NULL: answers are not kept */
    skt_body_reader reader;  /* give NULL: a reader of its own */
    skt_visit_options visit; /* spacing and what the sources' settings say are filled in */
    const char *const *only; /* names of sources; none: all */
    size_t n_only;
    bool force;       /* those whose time has not come, too */
    bool check;       /* each source's own address alone, whole, and nothing is remembered */
    size_t links;     /* pages of items that are asked for the first time, a source and run */
    size_t pages;     /* of a channel in a run: a gap that is larger is an error */
    int64_t reread_s; /* what is younger is read again, for corrections */
    skt_time now;     /* SKT_NO_TIME: the system's */
} skt_fetch_options;
#define SKT_FETCH_OPTIONS_INIT                                                                     \
    {                                                                                              \
        NULL, NULL, {NULL, NULL, NULL, NULL}, SKT_VISIT_OPTIONS_INIT, NULL, 0, false, false, 200,  \
            500, 172800, SKT_NO_TIME                                                               \
    }

typedef enum skt_fetch_end {
    SKT_FETCH_FRESH,     /* something that is new, or changed */
    SKT_FETCH_UNCHANGED, /* nothing of that */
    SKT_FETCH_NOT_DUE,   /* asked `interval` has not passed since */
    SKT_FETCH_RESTING,   /* left alone after failures, or as its host asks */
    SKT_FETCH_FAILED     /* `why` says how */
} skt_fetch_end;
/* "fresh", "unchanged", "not-due", "resting", "failed"; static storage. */
const char *skt_fetch_end_name(skt_fetch_end end);

/* What came of one source. Texts are of the skt_fetch. */
typedef struct skt_fetch_tally {
    const skt_fetch_source *source;
    skt_fetch_end end;
    skt_http_outcome outcome; /* of the source's own address; of its last page, where it is a
                                 channel */
    int status;               /* of HTTP likewise; 0: none */
    skt_str why;              /* a sentence that begins with "it"'s verb; none: all is well */
    skt_str moved_to;         /* the address moved there for good; or none */
    skt_time next;            /* not asked before; 0: by the next run */
    skt_time good;            /* when it went well last; 0: never */
    uint32_t failures;        /* in a row */
    size_t requests;          /* to its own address and of links, robots.txt not counted */
    size_t answers;           /* bodies that were read */
    size_t reports;           /* in them, that were handed out */
    size_t links_failed;      /* pages of items that could not be read */
    size_t links_left;        /* for the next run */
    int64_t bytes;            /* unpacked */
    int64_t took_ms;          /* of the answers together */
} skt_fetch_tally;

typedef struct skt_fetch skt_fetch;

/* Begins a run. What `sources` and `options` point to, and `diag`, must outlive *out. A source
 * that fails is a refusal in `diag`, by its address, with the remedy; the rest goes on.
 * Errors: SKT_E_USAGE where `only` names no source; SKT_E_NOMEM; those of the state. */
skt_status skt_fetch_new(skt_fetch **out, const skt_sources *sources,
                         const skt_fetch_options *options, skt_diag *diag);
/* The next report, or *out = NULL when there is none left. Owned by `fetch`, valid until the
 * next call. Errors: SKT_E_NOMEM, SKT_E_IO and those of the state: the run is to be ended. */
skt_status skt_fetch_next(const skt_report **out, skt_fetch *fetch);
/* Remembers all that went well so far; to be called when all reports handed out were kept. */
skt_status skt_fetch_commit(skt_fetch *fetch);
/* In the order of the configuration; whole when the last report was given. */
const skt_fetch_tally *skt_fetch_tallies(size_t *n, const skt_fetch *fetch);
size_t skt_fetch_requests(const skt_fetch *fetch);
void skt_fetch_free(skt_fetch *fetch);

#endif
