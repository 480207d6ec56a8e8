/* The claims in the order of the outputs, each with all its links. */
#ifndef SKT_EXPORT_CLAIM_LIST_H
#define SKT_EXPORT_CLAIM_LIST_H

#include "core/arena.h"
#include "skytally.h"

typedef struct skt_claim_entry {
    const skt_claim *claim;
    size_t index;          /* of it in the claim set */
    skt_claim_link *links; /* its own and those that reconciling found: sorted, each once */
    size_t n_links;
} skt_claim_entry;

/* One entry a claim, ordered by report, offset and id so that the order of the inputs does not
 * show, in `arena`. Indexes of links are into `claims`. */
skt_status skt_claim_list_make(skt_claim_entry **out, const skt_claim_set *claims,
                               const skt_link *const *links, size_t n_links, skt_arena *arena);

#endif
