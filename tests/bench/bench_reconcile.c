/* What reading, reconciling and tallying a file of claims takes. Prints one line: claims,
 * seconds of reading, of reconciling, of tallying; the same in seconds of processor time;
 * incidents; rows; the peak of memory in kilobytes; and a number that stands for all
 * that came out, so that two runs can be compared.
 *
 *     bench_reconcile DATA_DIR CLAIMS */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "core/buf.h"
#include "core/str.h"
#include "incidents/incidents.h"

typedef struct bench {
    skt_diag *diag;
    skt_gazetteer *gazetteer;
    skt_issuers *issuers;
    skt_claim_set *claims;
    skt_incident_set *incidents;
    skt_tally *tally;
} bench;

static double now_s(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static skt_status open_data(bench *b, const char *folder)
{
    skt_buf path = SKT_BUF_INIT;
    skt_status status = skt_diag_new(&b->diag);
    skt_buf_format(&path, "%s/skytally.gaz", folder);
    if (status == SKT_OK) {
        status = skt_gazetteer_open(&b->gazetteer, path.ptr, b->diag);
    }
    skt_buf_clear(&path);
    skt_buf_format(&path, "%s/issuers.tsv", folder);
    if (status == SKT_OK) {
        status = skt_issuers_open(&b->issuers, path.ptr, b->diag);
    }
    skt_buf_dispose(&path);
    return status;
}

static skt_status read_claims(bench *b, const char *path)
{
    skt_ingest_options options = SKT_INGEST_OPTIONS_INIT;
    skt_ingest *ingest = NULL;
    const skt_report *report = NULL;
    skt_status status = skt_claim_set_new(&b->claims);
    options.claims = b->claims;
    options.gazetteer = b->gazetteer;
    if (status == SKT_OK) {
        status = skt_ingest_new(&ingest, &path, 1, &options, b->diag);
    }
    do {
        status = status == SKT_OK ? skt_ingest_next(&report, ingest) : status;
    } while (status == SKT_OK && report != NULL);
    skt_ingest_free(ingest);
    return status;
}

static uint64_t add_numbers(uint64_t hash, const skt_estimate *e)
{
    const skt_number numbers[] = {e->low, e->best, e->high};
    return skt_hash(hash, (skt_str){(const char *)numbers, sizeof numbers});
}

/* Of incidents, links and rows; the order of the claims does not matter. */
static uint64_t digest_of(const bench *b)
{
    uint64_t hash = SKT_HASH_SEED;
    for (size_t i = 0; i < skt_incident_set_count(b->incidents); i++) {
        const skt_incident *incident = skt_incident_set_at(b->incidents, i);
        const skt_incident_detail *detail = skt_incident_set_detail(b->incidents, i);
        hash = skt_hash(skt_hash(hash, incident->id), incident->event);
        hash = add_numbers(add_numbers(hash, &incident->estimate), &detail->net);
        for (size_t k = 0; k < incident->n_claims; k++) {
            hash = skt_hash(hash, skt_claim_set_at(b->claims, incident->claims[k])->id);
        }
        const size_t numbers[] = {incident->parent, incident->n_reports};
        hash = skt_hash(hash, (skt_str){(const char *)numbers, sizeof numbers});
    }
    uint64_t links = 0; /* a sum, whatever their order */
    for (size_t i = 0; i < skt_incident_set_link_count(b->incidents); i++) {
        const skt_link *link = skt_incident_set_link_at(b->incidents, i);
        const uint64_t from = skt_hash(SKT_HASH_SEED, skt_claim_set_at(b->claims, link->from)->id);
        const uint64_t to = skt_hash(from, skt_claim_set_at(b->claims, link->to)->id);
        links += skt_hash(to, skt_str_from(link->reason)) + (uint64_t)link->type;
    }
    for (size_t i = 0; i < skt_tally_count(b->tally); i++) {
        const skt_row *row = skt_tally_at(b->tally, i);
        hash = skt_hash(skt_hash(hash, row->region), row->admin1);
        for (int k = 0; k < SKT_OUTCOMES; k++) {
            hash = add_numbers(hash, &row->cells[k].estimate);
        }
    }
    return hash ^ links;
}

static skt_status run(bench *b, const char *path)
{
    static const clockid_t clocks[] = {CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID};
    double at[4][2];
    skt_status status = SKT_OK;
    skt_tally_options options = SKT_TALLY_OPTIONS_INIT;
    options.by = SKT_BY_MONTH;
    for (int step = 0; step < 4 && status == SKT_OK; step++) {
        for (int k = 0; k < 2; k++) {
            at[step][k] = now_s(clocks[k]);
        }
        switch (step) {
        case 0: status = read_claims(b, path); break;
        case 1:
            status = skt_reconcile(&b->incidents, b->claims, b->gazetteer, b->issuers, b->diag);
            break;
        case 2:
            status = skt_tally_build(&b->tally, b->incidents, b->claims, b->gazetteer, &options,
                                     b->diag);
            break;
        default: break;
        }
    }
    struct rusage usage;
    if (status != SKT_OK || getrusage(RUSAGE_SELF, &usage) != 0) {
        return status;
    }
    printf("%zu", skt_claim_set_count(b->claims));
    for (int k = 0; k < 2; k++) {
        for (int step = 0; step < 3; step++) {
            printf("\t%.4f", at[step + 1][k] - at[step][k]);
        }
    }
    printf("\t%zu\t%zu\t%ld\t%016" PRIx64 "\n", skt_incident_set_count(b->incidents),
           skt_tally_count(b->tally), usage.ru_maxrss, digest_of(b));
    return SKT_OK;
}

int main(int argc, char **argv)
{
    bench b = {0};
    if (argc != 3) {
        (void)fprintf(stderr, "usage: bench_reconcile DATA_DIR CLAIMS\n");
        return 2;
    }
    skt_status status = open_data(&b, argv[1]);
    status = status == SKT_OK ? run(&b, argv[2]) : status;
    if (status != SKT_OK) {
        (void)fprintf(stderr, "bench_reconcile: failed with status %d\n", (int)status);
    }
    skt_tally_free(b.tally);
    skt_incident_set_free(b.incidents);
    skt_claim_set_free(b.claims);
    skt_issuers_close(b.issuers);
    skt_gazetteer_close(b.gazetteer);
    skt_diag_free(b.diag);
    return status == SKT_OK ? 0 : 1;
}
