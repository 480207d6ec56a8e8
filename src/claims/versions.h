/* Claims of a report in several languages, of which one says again what the other said. Inside
 * the claims module. */
#ifndef SKT_CLAIMS_VERSIONS_H
#define SKT_CLAIMS_VERSIONS_H

#include "core/buf.h"
#include "gazetteer/gazetteer.h"

/* A run of the text in one language, and what was read in it. */
typedef struct version {
    skt_str lang;
    skt_claim_set *claims;
} version;

/* Adds the claims of all versions to `out`, in their order, without those that another version
 * in another language has as well: the one that says more stays. What was dropped is noted in
 * `trace`, which may be NULL. SKT_E_NOMEM. */
skt_status join_versions(skt_claim_set *out, const version *versions, size_t count,
                         const skt_gazetteer *gazetteer, skt_buf *trace);

#endif
