/* Reports that repeat one another (rule 1). */
#include <stdlib.h>

#include "incidents/model.h"

/* Two articles that quote one statement share its few claims and are two reports;
 * one that repeats another shares many, word by word. */
enum { REPLICA_DAYS = 3, LEAST_CLAIMS = 6, SHARED_PERCENT = 85 };

static bool near_in_time(const skt_claim *a, const skt_claim *b)
{
    return a->published == SKT_NO_DAY || b->published == SKT_NO_DAY ||
           abs(a->published - b->published) <= REPLICA_DAYS;
}

/* The first report with this key, or this one, which is then noted as the first. */
static skt_status first_with(size_t *out, skt_model *model, skt_map *map, const char *what,
                             skt_str text, size_t report)
{
    skt_str key;
    if (skt_arena_format(&key, &model->arena, "%s%.*s", what, SKT_FMT(text)) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    const size_t *known = skt_map_get(map, key);
    if (known != NULL) {
        *out = *known;
        return SKT_OK;
    }
    *out = report;
    return skt_map_set(map, key, report) ? SKT_OK : SKT_E_NOMEM;
}

static int by_size(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a;
    const size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The earlier report that shares most claims word by word, if they are enough. */
static size_t most_shared(size_t *firsts, size_t n, size_t report)
{
    qsort(firsts, n, sizeof *firsts, by_size);
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && firsts[end] == firsts[i]) {
            end++;
        }
        if (firsts[i] != report && n >= LEAST_CLAIMS && (end - i) * 100 >= n * SHARED_PERCENT) {
            return firsts[i];
        }
        i = end;
    }
    return report;
}

static skt_status lead_of(size_t *out, skt_model *model, skt_map *map, size_t report)
{
    const size_t first = model->report_first[report];
    const size_t end = model->report_first[report + 1];
    const skt_claim *claim = model->items[first].claim;
    skt_status status = SKT_OK;
    *out = report;
    if (claim->url.len > 0) {
        status = first_with(out, model, map, "u", claim->url, report);
    }
    size_t twin = report;
    if (status == SKT_OK && claim->signature.len > 0) {
        status = first_with(&twin, model, map, "s", claim->signature, report);
    }
    const skt_claim *other = model->items[model->report_first[twin]].claim;
    if (*out == report && near_in_time(claim, other)) {
        *out = twin;
    }
    size_t *firsts = skt_arena_array(&model->arena, end - first, sizeof *firsts);
    if (firsts == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = first; status == SKT_OK && i < end; i++) {
        firsts[i - first] = report;
        if (model->items[i].claim->evidence.len > 0) {
            status = first_with(&firsts[i - first], model, map, "e",
                                model->items[i].claim->evidence, report);
        }
    }
    if (status == SKT_OK && *out == report) {
        const size_t shared = most_shared(firsts, end - first, report);
        other = model->items[model->report_first[shared]].claim;
        *out = near_in_time(claim, other) ? shared : report;
    }
    return status;
}

/* Links each claim of a replica to the same statement in what it repeats. */
static bool link_claims(skt_model *model, size_t report, size_t lead)
{
    for (size_t i = model->report_first[report]; i < model->report_first[report + 1]; i++) {
        const skt_item *item = &model->items[i];
        for (size_t k = model->report_first[lead]; k < model->report_first[lead + 1]; k++) {
            const skt_item *other = &model->items[k];
            if (other->area == item->area && other->claim->outcome == item->claim->outcome &&
                other->claim->value == item->claim->value) {
                if (!skt_model_link(model, item->index, other->index, SKT_LINK_REPLICA_OF,
                                    "the same report again")) {
                    return false;
                }
                break;
            }
        }
    }
    return true;
}

skt_status skt_replicas_find(skt_model *model, size_t *lead)
{
    skt_map map = SKT_MAP_INIT;
    skt_status status = SKT_OK;
    for (size_t r = 0; status == SKT_OK && r < model->n_reports; r++) {
        status = lead_of(&lead[r], model, &map, r);
        if (status == SKT_OK && lead[r] != r) {
            lead[r] = lead[lead[r]];
            status = link_claims(model, r, lead[r]) ? SKT_OK : SKT_E_NOMEM;
        }
    }
    skt_map_dispose(&map);
    return status;
}
