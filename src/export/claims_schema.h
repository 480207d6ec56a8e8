/* A JSON Schema (2020-12) of the lines of claims.ndjson. */
#ifndef SKT_EXPORT_CLAIMS_SCHEMA_H
#define SKT_EXPORT_CLAIMS_SCHEMA_H

#include "core/buf.h"

void skt_claims_schema_write(skt_buf *out);

#endif
