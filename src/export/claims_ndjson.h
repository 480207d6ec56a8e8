/* claims.ndjson: every claim with its links, one a line. */
#ifndef SKT_EXPORT_CLAIMS_NDJSON_H
#define SKT_EXPORT_CLAIMS_NDJSON_H

#include "core/out.h"
#include "skytally.h"

/* Writes the claims, ordered by report, offset and id so that the order of the
 * inputs does not show, each with its own links and those of `links` that go
 * out from it. Indexes of links are into `claims`. Failure sticks in `out`; SKT_E_NOMEM where
 * nothing was written. */
skt_status skt_claims_write_ndjson(skt_out *out, const skt_claim_set *claims,
                                   const skt_link *const *links, size_t n_links);

#endif
