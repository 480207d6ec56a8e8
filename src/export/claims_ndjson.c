#include "export/claims_ndjson.h"

#include <stdlib.h>

#include "core/arena.h"
#include "core/json.h"
#include "export/claim_json.h"

static int by_report(const void *a, const void *b)
{
    const skt_claim *x = *(const skt_claim *const *)a;
    const skt_claim *y = *(const skt_claim *const *)b;
    const int order[] = {
        skt_str_cmp(x->report, y->report), (x->offset > y->offset) - (x->offset < y->offset),
        skt_str_cmp(x->id, y->id), skt_str_cmp(x->doc, y->doc), skt_str_cmp(x->item, y->item)};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (order[i] != 0) {
            return order[i];
        }
    }
    return 0;
}

static int by_link(const void *a, const void *b)
{
    const skt_claim_link *x = a;
    const skt_claim_link *y = b;
    return x->type != y->type ? (x->type > y->type) - (x->type < y->type)
                              : skt_str_cmp(x->to, y->to);
}

/* A claim and the links that reconciling gave it. */
typedef struct entry {
    const skt_claim *claim; /* first: by_report reads it */
    skt_claim_link *links;
    size_t n_links;
} entry;

/* Sorted, and each kind of link to one claim once. */
static size_t tidy(skt_claim_link *links, size_t count)
{
    if (count == 0) {
        return 0;
    }
    qsort(links, count, sizeof *links, by_link);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (by_link(&links[i], &links[kept - 1]) != 0) {
            links[kept++] = links[i];
        }
    }
    return kept;
}

static skt_status collect(entry **out, const skt_claim_set *claims, const skt_link *const *links,
                          size_t n_links, skt_arena *arena)
{
    const size_t count = skt_claim_set_count(claims);
    entry *entries = skt_arena_array(arena, count, sizeof *entries);
    if (entries == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n_links; i++) {
        entries[links[i]->from].n_links++;
    }
    for (size_t i = 0; i < count; i++) {
        entry *e = &entries[i];
        e->claim = skt_claim_set_at(claims, i);
        e->links = skt_arena_array(arena, e->n_links + e->claim->n_links, sizeof *e->links);
        if (e->links == NULL) {
            return SKT_E_NOMEM;
        }
        for (e->n_links = 0; e->n_links < e->claim->n_links; e->n_links++) {
            e->links[e->n_links] = e->claim->links[e->n_links];
        }
    }
    for (size_t i = 0; i < n_links; i++) {
        entry *e = &entries[links[i]->from];
        e->links[e->n_links++] =
            (skt_claim_link){links[i]->type, skt_claim_set_at(claims, links[i]->to)->id,
                             skt_str_from(links[i]->reason)};
    }
    qsort(entries, count, sizeof *entries, by_report);
    *out = entries;
    return SKT_OK;
}

skt_status skt_claims_write_ndjson(skt_out *out, const skt_claim_set *claims,
                                   const skt_link *const *links, size_t n_links)
{
    skt_arena arena = SKT_ARENA_INIT;
    entry *entries = NULL;
    skt_status status = collect(&entries, claims, links, n_links, &arena);
    const size_t count = status == SKT_OK ? skt_claim_set_count(claims) : 0;
    for (size_t i = 0; i < count && out->status == SKT_OK; i++) {
        skt_claim line = *entries[i].claim;
        line.links = entries[i].links;
        line.n_links = tidy(entries[i].links, entries[i].n_links);
        skt_json json = {&out->buf, false};
        skt_claim_write_json(&json, NULL, &line);
        skt_buf_add_text(&out->buf, "\n");
        skt_out_spill(out);
    }
    skt_arena_dispose(&arena);
    return status;
}
