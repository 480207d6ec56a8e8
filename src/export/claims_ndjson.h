/* claims.ndjson: every claim with its links, one a line. */
#ifndef SKT_EXPORT_CLAIMS_NDJSON_H
#define SKT_EXPORT_CLAIMS_NDJSON_H

#include "core/buf.h"
#include "skytally.h"

/* Adds the claims, ordered by report, offset and id so that the order of the
 * inputs does not show, each with its own links and those of `links` that go
 * out from it. Indexes of links are into `claims`. */
skt_status skt_claims_write_ndjson(skt_buf *out, const skt_claim_set *claims,
                                   const skt_link *const *links, size_t n_links);

#endif
