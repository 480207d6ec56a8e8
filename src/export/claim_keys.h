/* The keys of a claim as claims.ndjson has them: claim_json.c writes them, this tells
 * what they mean. */
#ifndef SKT_EXPORT_CLAIM_FIELDS_H
#define SKT_EXPORT_CLAIM_FIELDS_H

#include "export/fields.h"

/* A key and, where it holds objects, what is in them. `offset` is not used. */
typedef struct skt_claim_key {
    skt_field field;
    const char *items; /* an array of "place" or "link" objects; NULL: a plain value */
} skt_claim_key;

const skt_claim_key *skt_claim_keys(size_t *count); /* in the order of a line */
/* The keys of those objects. A place's role and a link's reason may be missing. */
const skt_field *skt_claim_place_fields(size_t *count);
const skt_field *skt_claim_link_fields(size_t *count);

#endif
