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

#endif
