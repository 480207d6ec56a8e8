/* Inputs to reports: files, folders, globs, standard input, what was fetched and archives. Knows
 * nothing of how claims are made. The calls are in skytally.h; here is what fetching asks
 * besides. */
#ifndef SKT_INGEST_INGEST_H
#define SKT_INGEST_INGEST_H

#include "skytally.h"

/* What came of a body; whole once its last report was given. */
typedef struct skt_body_told {
    bool refused;           /* the reason is in the diag; no report was given of it */
    size_t reports;         /* given of it */
    int64_t oldest, newest; /* numbers of the posts on a page of a channel; 0: none */
    skt_time from;          /* when the oldest was written; 0: not told */
} skt_body_told;

/* Of the body given last. Owned by `ingest`. */
const skt_body_told *skt_ingest_told(const skt_ingest *ingest);

/* Whether the words of a page are worth more than to know that it was there. */
typedef bool skt_worth_fn(const void *asker, skt_str words);
/* Asks `worth` of each page of an archive, and gives of another a report with neither title nor
 * text: to make them takes most of the time. In the caller's thread. */
void skt_ingest_sift(skt_ingest *ingest, skt_worth_fn *worth, const void *asker);

#endif
