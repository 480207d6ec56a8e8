/* Inputs to reports: files, folders, globs, standard input and what was fetched, one report at
 * a time with bounded memory. Knows nothing of how claims are made. */
#ifndef SKT_INGEST_INGEST_H
#define SKT_INGEST_INGEST_H

#include "skytally.h"

typedef struct skt_ingest_options {
    size_t max_bytes; /* of one article, row or page; what is longer is refused */
    /* Where lines of claims, as `extract` prints them, are put when an input holds such;
     * NULL: it is refused. Their places are bound to nodes of `gazetteer`. */
    skt_claim_set *claims;
    const skt_gazetteer *gazetteer;
    /* Called with `user` when an input of such lines has been read; or NULL. An error ends
     * the work. */
    skt_status (*claims_read)(void *user);
    void *user;
    size_t shard, shards; /* read every shards-th file only, from the shard-th on; 0: all */
} skt_ingest_options;
#define SKT_INGEST_OPTIONS_INIT                                                                    \
    {                                                                                              \
        (size_t)16 << 20, NULL, NULL, NULL, NULL, 0, 0                                             \
    }

typedef struct skt_ingest skt_ingest;

/* Begins to read `inputs` in their order. Each is
 *   "-"        standard input;
 *   a folder   walked in bytewise order of names: what has a name that a reader
 *              knows (*.txt, *.html, *.xml ...) is read, hidden files and linked
 *              folders are passed over. A folder whose own name is that of a file
 *              ("night.txt") is taken for a mistake and refused, unless it is
 *              written with a slash at its end; so is a folder with nothing in
 *              it that can be read;
 *   a file     read by what it holds, whatever its name;
 *   a glob     where no file of that very name exists.
 * `inputs` and what `options` points to must outlive *out. `options` may be NULL. What is
 * refused is said in `diag`, with its path and reason, and the rest goes on. */
skt_status skt_ingest_new(skt_ingest **out, const char *const *inputs, size_t n_inputs,
                          const skt_ingest_options *options, skt_diag *diag);
/* The next report, or *out = NULL when there is none left. Owned by `ingest`,
 * valid until the next call. Errors: SKT_E_NOMEM, and what `claims_read` returns. */
skt_status skt_ingest_next(const skt_report **out, skt_ingest *ingest);
/* What a body is read as. */
typedef enum skt_body_kind {
    SKT_BODY_AUTO, /* told by what it holds */
    SKT_BODY_RSS,
    SKT_BODY_ATOM, /* either is read as a feed, whichever it turns out to be */
    SKT_BODY_HTML,
    SKT_BODY_NDJSON, /* an object a line, or an array of objects */
    SKT_BODY_CSV,
    SKT_BODY_TELEGRAM, /* "telegram-preview": the page https://t.me/s/NAME */
    SKT_BODY_KINDS     /* how many there are */
} skt_body_kind;

/* "auto", "rss", "telegram-preview" ...; static storage. */
const char *skt_body_kind_name(skt_body_kind value);
/* SKT_BODY_KINDS: none is called so. */
skt_body_kind skt_body_kind_by_name(skt_str name);

/* One answer of a server, unpacked, in memory, and what is known of it beforehand. Texts may
 * be NULL; what the body says of itself stands before `title` and `published`, and behind
 * `lang` and `publisher`. */
typedef struct skt_body {
    skt_str bytes;
    const char *address; /* where it was found: `doc` of its reports, and what relative links
                            are relative to */
    const char *url;     /* of a page: the address that its article is known by, as that of the
                            feed's item; NULL: the one that it names itself, or `address` */
    const char *charset; /* that the server names */
    skt_body_kind kind;
    const char *lang, *publisher;
    const char *zone;  /* IANA: in which days are counted and hours meant that name none */
    const char *party; /* skt_report.party */
    const char *title;
    skt_day published; /* of a page that names no day; SKT_NO_DAY: not known */
} skt_body;
#define SKT_BODY_INIT                                                                              \
    {                                                                                              \
        {NULL, 0}, NULL, NULL, NULL, SKT_BODY_AUTO, NULL, NULL, NULL, NULL, NULL, SKT_NO_DAY       \
    }

/* What came of a body; whole once its last report was given. */
typedef struct skt_body_told {
    bool refused;           /* the reason is in the diag; no report was given of it */
    size_t reports;         /* given of it */
    int64_t oldest, newest; /* numbers of the posts on a page of a channel; 0: none */
    skt_time from;          /* when the oldest was written; 0: not told */
} skt_body_told;

/* Gives `ingest`, which has nothing else left to read (it may have been made for no inputs), a
 * body to read: skt_ingest_next() then gives its reports, and NULL behind the last one. Either
 * all of a body is read or none: a feed that breaks off, a page without an article, a channel
 * without its header are refused before their first report. What `body` points to must stay
 * until then. */
void skt_ingest_give(skt_ingest *ingest, const skt_body *body);
/* Of the body given last. Owned by `ingest`. */
const skt_body_told *skt_ingest_told(const skt_ingest *ingest);

/* How many reports were given, how many inputs held claims, and how many were refused so
 * far; a folder counts by its files. */
size_t skt_ingest_read(const skt_ingest *ingest);
size_t skt_ingest_claim_files(const skt_ingest *ingest);
size_t skt_ingest_refused(const skt_ingest *ingest);
void skt_ingest_free(skt_ingest *ingest);

#endif
