/* The raw cache: every answer as it came, so that it can be read again without the network
 * (`skytally ingest STATE/raw`). WARC 1.1 (ISO 28500:2017), a file a month, a gzip member a
 * record. Whoever writes holds the lock of the state (fetch/state.h). */
#ifndef SKT_FETCH_CACHE_H
#define SKT_FETCH_CACHE_H

#include "core/sha256.h"
#include "fetch/sources.h"

/* One answer. */
typedef struct skt_exchange {
    const skt_fetch_source *source;
    skt_str address;    /* that was asked for: the reports' own, before redirects */
    skt_str http;       /* the last answer's status line and header lines as received; cookies and
                           credentials are left out when it is stored */
    skt_str body;       /* unpacked */
    skt_body_kind kind; /* what it was read as */
    skt_sha256 digest;  /* of body */
    skt_day published;  /* of a link: that of the item which had it, or SKT_NO_DAY */
    skt_time at;
} skt_exchange;

typedef struct skt_cache skt_cache;

/* Opens the cache in the folder `dir`, made if it is not there. What a killed run has left
 * half-written at the end of its file is cut off then. Errors: SKT_E_IO, SKT_E_NOMEM. `dir`
 * and `diag` must outlive *out. */
skt_status skt_cache_open(skt_cache **out, const char *dir, skt_diag *diag);
/* A file that has grown to so many bytes is followed by another one of its month; 1 GB by
 * default. */
void skt_cache_split_at(skt_cache *cache, int64_t bytes);
/* Adds an answer to the file of its month. One of the same body as the last time is not to be
 * added: skt_known.digest tells. */
skt_status skt_cache_add(skt_cache *cache, const skt_exchange *exchange);
/* What was added is on the disk. To be called before the state is committed. */
skt_status skt_cache_sync(skt_cache *cache);
/* Removes whole files, the oldest first: those of months that ended before `before`, and while
 * all together have more than `max_bytes` (0: no limit). The newest stays. */
skt_status skt_cache_prune(skt_cache *cache, skt_time before, int64_t max_bytes);
/* Bytes of all files. */
skt_status skt_cache_bytes(int64_t *out, skt_cache *cache);
void skt_cache_close(skt_cache *cache);

#endif
