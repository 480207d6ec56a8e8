#include "cli/adding.h"

#include <stdlib.h>

#include "cli/fetching.h"
#include "cli/gather.h"
#include "core/str.h"

typedef struct adding {
    skt_cli *cli;
    skt_store *store;
    skt_added *added;
    skt_added_fn *each;
    void *user;
    skt_fetch *fetch; /* where the reports come from sources */
} adding;

const char *skt_store_change_name(skt_store_change value)
{
    static const char *const names[] = {
        [SKT_STORE_ADDED] = "added",         [SKT_STORE_CHANGED] = "changed",
        [SKT_STORE_REWORDED] = "reworded",   [SKT_STORE_OLDER] = "older",
        [SKT_STORE_UNCHANGED] = "unchanged",
    };
    return value < SKT_STORE_CHANGES ? names[value] : "";
}

/* ----------------------------------------------------------------- reports */

static skt_status put(skt_store_change *change, adding *a, const skt_read_report *reading)
{
    return skt_store_put(change, a->store, reading->report, reading->claims, reading->first,
                         reading->n);
}

/* Tells of a report that is in the store now. */
static skt_status tell(adding *a, skt_store_change change, const skt_report *report, size_t n)
{
    a->added->counts[change]++;
    a->added->claims += change == SKT_STORE_UNCHANGED ? 0 : n;
    return a->each != NULL ? a->each(a->user, change, report, n) : SKT_OK;
}

/* Puts some reports in one transaction: they are all there afterwards, or none is. */
static skt_status put_reports(void *user, const skt_read_report *reports, size_t n)
{
    adding *a = user;
    if (n == 0) {
        return SKT_OK;
    }
    skt_store_change *changes = calloc(n, sizeof *changes);
    skt_status status = changes == NULL ? SKT_E_NOMEM : skt_store_begin(a->store);
    for (size_t i = 0; status == SKT_OK && i < n; i++) {
        status = put(&changes[i], a, &reports[i]);
    }
    if (status == SKT_OK) {
        status = skt_store_commit(a->store);
    }
    skt_store_rollback(a->store);
    for (size_t i = 0; status == SKT_OK && i < n; i++) {
        status = tell(a, changes[i], reports[i].report, reports[i].n);
    }
    free(changes);
    return status;
}

/* ---------------------------------------------------------- lines of claims */

/* Claims of one report stand together then, in the order of their numbers. */
static int by_report(const void *a, const void *b)
{
    const skt_claim *x = *(const skt_claim *const *)a;
    const skt_claim *y = *(const skt_claim *const *)b;
    int order = skt_str_cmp(x->report, y->report);
    order = order != 0 ? order : skt_str_cmp(x->signature, y->signature);
    order = order != 0 ? order : (x->id.len > y->id.len) - (x->id.len < y->id.len);
    return order != 0 ? order : skt_str_cmp(x->id, y->id);
}

static bool same_report(const skt_claim *a, const skt_claim *b)
{
    return skt_str_eq(a->report, b->report) && skt_str_eq(a->signature, b->signature);
}

static skt_report report_of(const skt_claim *claim)
{
    return (skt_report){.doc = claim->doc,
                        .item = claim->item,
                        .id = claim->report,
                        .signature = claim->signature,
                        .url = claim->url,
                        .publisher = claim->publisher,
                        .lang = claim->lang,
                        .published = claim->published,
                        .date_origin = claim->published_from};
}

/* Puts the reports of `n` sorted claims, as many as go into one transaction; *taken claims. */
static skt_status put_some_lines(size_t *taken, adding *a, const skt_claim *const *sorted, size_t n)
{
    enum { TOGETHER = 64 };
    skt_report reports[TOGETHER];
    skt_read_report readings[TOGETHER];
    skt_claim_set *claims = NULL;
    size_t count = 0;
    skt_status status = skt_claim_set_new(&claims);
    *taken = 0;
    while (status == SKT_OK && *taken < n && count < TOGETHER) {
        const skt_claim *first = sorted[*taken];
        const size_t begin = skt_claim_set_count(claims);
        const skt_str *last = NULL; /* a line that is there twice is one claim */
        for (; status == SKT_OK && *taken < n && same_report(first, sorted[*taken]); ++*taken) {
            if (last == NULL || !skt_str_eq(*last, sorted[*taken]->id)) {
                status = skt_claim_set_add(claims, sorted[*taken]);
            }
            last = &sorted[*taken]->id;
        }
        reports[count] = report_of(first);
        readings[count] =
            (skt_read_report){&reports[count], claims, begin, skt_claim_set_count(claims) - begin};
        count++;
    }
    if (status == SKT_OK) {
        status = put_reports(a, readings, count);
    }
    skt_claim_set_free(claims);
    return status;
}

static skt_status put_lines(void *user, const skt_claim_set *claims)
{
    adding *a = user;
    const size_t n = skt_claim_set_count(claims);
    const skt_claim **sorted = calloc(n + 1, sizeof(const skt_claim *));
    if (sorted == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        sorted[i] = skt_claim_set_at(claims, i);
    }
    qsort(sorted, n, sizeof *sorted, by_report);
    skt_status status = SKT_OK;
    for (size_t i = 0, taken; i < n && status == SKT_OK; i += taken) {
        status = put_some_lines(&taken, a, sorted + i, n - i);
    }
    free(sorted);
    return status;
}

skt_status skt_add_inputs(skt_added *out, skt_cli *cli, skt_sums *sums, skt_store *store,
                          const char *const *inputs, size_t n_inputs, skt_added_fn *each,
                          void *user)
{
    adding a = {cli, store, out, each, user, NULL};
    *out = (skt_added){0};
    const skt_status status = skt_chain_open(cli);
    return status == SKT_OK
               ? skt_gather(cli, sums, inputs, n_inputs,
                            &(skt_gathering){.put = put_reports, .lines = put_lines, .user = &a})
               : status;
}

static skt_status next_fetched(const skt_report **out, void *user)
{
    const adding *a = user;
    return skt_fetch_next(out, a->fetch);
}

skt_status skt_add_fetched(skt_added *out, skt_cli *cli, skt_sums *sums, skt_store *store,
                           skt_fetch *fetch)
{
    adding a = {cli, store, out, NULL, NULL, fetch};
    *out = (skt_added){0};
    const skt_status status = skt_chain_open(cli);
    return status == SKT_OK
               ? skt_gather(
                     cli, sums, NULL, 0,
                     &(skt_gathering){
                         .put = put_reports, .lines = put_lines, .next = next_fetched, .user = &a})
               : status;
}

skt_status skt_store_default(const char **out, skt_cli *cli, const char *state)
{
    skt_str dir;
    skt_str path;
    skt_status status = skt_fetching_dir(&dir, cli, state);
    if (status == SKT_OK) {
        status = skt_arena_format(&path, &cli->arena, "%s/store.gpkg", dir.ptr);
        *out = path.ptr;
    }
    return status;
}
