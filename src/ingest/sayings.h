/* What is said of single places of one input: so often, and the rest is counted. Where several
 * threads read parts of the input, theirs are joined in the order of the parts. */
#ifndef SKT_INGEST_SAYINGS_H
#define SKT_INGEST_SAYINGS_H

#include "core/diag.h"
#include "core/vec.h"

typedef struct skt_saying {
    size_t number; /* from 0 */
    size_t entry;  /* of the diag */
} skt_saying;

typedef struct skt_sayings {
    size_t n; /* said or only counted */
    SKT_VEC(skt_saying) told;
} skt_sayings;

/* Adds `text` to `diag`, which may be NULL, unless enough was said. Without memory it is added
 * all the same, and never counted out again. */
void skt_sayings_add(skt_sayings *sayings, skt_diag *diag, skt_severity severity, const char *doc,
                     size_t line, const char *text);
/* Says how many were not told. */
void skt_sayings_end(const skt_sayings *sayings, skt_diag *diag, const char *doc);
/* Puts all of `from`, where `part` said what it did, behind what is in `to`, the sayings of `whole`
 * among them; what is too much then is counted. `from` is empty then. */
void skt_sayings_join(skt_sayings *whole, skt_diag *to, skt_sayings *part, skt_diag *from);
void skt_sayings_dispose(skt_sayings *sayings);

#endif
