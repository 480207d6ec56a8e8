/* Claims read back from the lines that `skytally extract` prints. */
#ifndef SKT_INGEST_CLAIMS_NDJSON_H
#define SKT_INGEST_CLAIMS_NDJSON_H

#include <stdio.h>

#include "skytally.h"

/* Adds the claims of `file`, one JSON object a line, to `claims`. Rows of
 * another "kind" and empty lines are passed over; a line that is no claim is
 * refused in `diag` with its number, and the rest goes on. Places are bound to
 * nodes of `gazetteer` again. *n_read counts claims. `name` is what `diag` calls
 * the file. Errors: SKT_E_NOMEM, SKT_E_IO. */
skt_status skt_claims_read_ndjson(skt_claim_set *claims, size_t *n_read, FILE *file,
                                  const char *name, const skt_gazetteer *gazetteer, skt_diag *diag);

#endif
