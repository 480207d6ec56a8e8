/* What the files of the engine share. */
#ifndef SKT_FETCH_FETCH_PRIVATE_H
#define SKT_FETCH_FETCH_PRIVATE_H

#include "core/map.h"
#include "core/vec.h"
#include "fetch/fetch.h"

typedef struct skt_source_run skt_source_run;

typedef enum skt_job_kind {
    SKT_JOB_SOURCE, /* a source's own address */
    SKT_JOB_LINK,   /* the page that an item links to */
    SKT_JOB_PAGE    /* an older page of a channel */
} skt_job_kind;

/* One address to ask. */
typedef struct skt_job {
    skt_job_kind kind;
    skt_source_run *run;
    skt_arena arena; /* of all its texts */
    skt_str address;
    skt_known known;
    skt_report item; /* of a LINK: the feed's; given in place of a page that fails */
    bool has_item;
    skt_time published; /* of a LINK; 0: not told */
    int64_t before;     /* of a PAGE: posts below this number */
    bool save;          /* `known` is to be committed */
    bool done;
} skt_job;

/* A source in this run. */
struct skt_source_run {
    const skt_fetch_source *source;
    skt_fetch_tally tally;
    skt_job *job;             /* its own */
    SKT_VEC(skt_job *) links; /* found in the body that is being read */
    /* channels */
    skt_known_cursor cursor;
    int64_t newest; /* number of the newest post seen in this run */
    size_t pages;
    bool reached_head; /* the posts that an earlier walk saw lie behind */
    bool save_cursor;
};

struct skt_fetch {
    const skt_sources *sources;
    skt_fetch_options options;
    skt_diag *diag;
    skt_arena arena;
    skt_str agent;
    skt_visits *visits;
    skt_ingest *ingest; /* where no reader was handed in */
    skt_source_run *runs;
    skt_fetch_tally *tallies;
    size_t n_runs;
    SKT_VEC(skt_job *) jobs;        /* all that were not committed */
    SKT_VEC(skt_job *) items;       /* whose items are to be handed out */
    skt_map by_address;             /* jobs: an address is asked once */
    skt_job *reading;               /* whose body is read */
    const skt_visit_result *result; /* with that body */
    skt_body body;
    skt_sha256 digest;
    char *title; /* of `body`, NUL-terminated */
};

/* fetch.c */
skt_job *skt_fetch_add_job(skt_fetch *fetch, skt_source_run *run, skt_job_kind kind,
                           skt_str address);
/* Sends it out, with its validators if `conditional`. */
skt_status skt_fetch_ask(skt_fetch *fetch, skt_job *job, bool conditional);
/* Says that a source fails, and until when it rests. `rest_s` is what its host asks for. */
skt_status skt_fetch_fail(skt_fetch *fetch, skt_job *job, int64_t rest_s, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* When the server of an address may be asked again; 0: now. */
skt_status skt_fetch_host_rest(skt_time *next, skt_fetch *fetch, skt_str address);

/* fetch_links.c: an item of a feed whose links are followed. *mine: it is not to be handed out
 * now. */
skt_status skt_fetch_take_item(bool *mine, skt_fetch *fetch, skt_source_run *run,
                               const skt_report *item);
/* The whole feed was read: sends out the links that were found. */
skt_status skt_fetch_follow(skt_fetch *fetch, skt_source_run *run);
/* The feed did not change: sends out links that are to be read again or never were. */
skt_status skt_fetch_follow_known(skt_fetch *fetch, skt_source_run *run);

/* fetch_channel.c: a page of a channel was read: on to the next, or the cursor moves. */
skt_status skt_fetch_walk(skt_fetch *fetch, skt_job *job, const skt_body_told *told);
/* A page could not be had, or read; `why` is a sentence. */
skt_status skt_fetch_walk_failed(skt_fetch *fetch, skt_job *job, int64_t rest_s, const char *why);

#endif
