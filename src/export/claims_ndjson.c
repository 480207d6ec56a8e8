#include "export/claims_ndjson.h"

#include "core/arena.h"
#include "core/json.h"
#include "export/claim_json.h"
#include "export/claim_list.h"

skt_status skt_claims_write_ndjson(skt_out *out, const skt_claim_set *claims,
                                   const skt_link *const *links, size_t n_links)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_claim_entry *entries = NULL;
    skt_status status = skt_claim_list_make(&entries, claims, links, n_links, &arena);
    const size_t count = status == SKT_OK ? skt_claim_set_count(claims) : 0;
    for (size_t i = 0; i < count && out->status == SKT_OK; i++) {
        skt_claim line = *entries[i].claim;
        line.links = entries[i].links;
        line.n_links = entries[i].n_links;
        skt_json json = {&out->buf, false};
        skt_claim_write_json(&json, NULL, &line);
        skt_buf_add_text(&out->buf, "\n");
        skt_out_spill(out);
    }
    skt_arena_dispose(&arena);
    return status;
}
