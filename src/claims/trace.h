/* Showing how a report was read, so that an analyst can mend a lexicon. */
#ifndef SKT_CLAIMS_TRACE_H
#define SKT_CLAIMS_TRACE_H

#include "core/buf.h"
#include "skytally.h"

/* As skt_extract(), and appends to `trace` for every sentence its items with
 * their tags, and the claims that came of it. */
skt_status skt_extract_traced(skt_claim_set *claims, const skt_report *report,
                              const skt_gazetteer *gazetteer, const skt_lexicon *lexicon,
                              const skt_issuers *issuers, skt_buf *trace, skt_diag *diag);

#endif
