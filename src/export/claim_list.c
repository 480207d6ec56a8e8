#include "export/claim_list.h"

#include <stdlib.h>

#include "core/str.h"

static int by_report(const void *a, const void *b)
{
    const skt_claim *x = ((const skt_claim_entry *)a)->claim;
    const skt_claim *y = ((const skt_claim_entry *)b)->claim;
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

skt_status skt_claim_list_make(skt_claim_entry **out, const skt_claim_set *claims,
                               const skt_link *const *links, size_t n_links, skt_arena *arena)
{
    const size_t count = skt_claim_set_count(claims);
    skt_claim_entry *entries = skt_arena_array(arena, count, sizeof *entries);
    if (entries == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n_links; i++) {
        entries[links[i]->from].n_links++;
    }
    for (size_t i = 0; i < count; i++) {
        skt_claim_entry *e = &entries[i];
        e->index = i;
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
        skt_claim_entry *e = &entries[links[i]->from];
        e->links[e->n_links++] =
            (skt_claim_link){links[i]->type, skt_claim_set_at(claims, links[i]->to)->id,
                             skt_str_from(links[i]->reason)};
    }
    qsort(entries, count, sizeof *entries, by_report);
    for (size_t i = 0; i < count; i++) {
        entries[i].n_links = tidy(entries[i].links, entries[i].n_links);
    }
    *out = entries;
    return SKT_OK;
}
