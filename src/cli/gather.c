#include "cli/gather.h"

#include <string.h>

#include "claims/lexicon.h"
#include "cli/portion.h"
#include "core/diag.h"
#include "core/pool.h"

enum {
    PORTION_BYTES = 64 << 10, /* of text that a thread is given at once, about */
    PORTION_REPORTS = 64,
    WAITING_BYTES = 2 << 20, /* of text that was read and not handed on, or so much a thread: */
    THREAD_BYTES = 256 << 10,
    WAITING_EACH = 4,   /* portions a thread */
    MOST_BY_ITSELF = 16 /* threads that are taken without being asked for */
};

typedef struct gatherer {
    skt_cli *cli;
    skt_sums *sums;
    const skt_gathering *how;
    skt_ingest *ingest; /* or NULL: how->next has the reports */
    size_t n_read;
    skt_pool *pool;
    size_t n_threads;
    skt_diag *said;               /* what reading said since the last portion began */
    skt_claim_set *held;          /* what claims the inputs held since then */
    skt_portion *open;            /* being filled, or NULL */
    size_t waiting, most_waiting; /* bytes of text in the pool */
    skt_buf doc;                  /* whose claims are in `claims`; empty: none */
    skt_claim_set *claims;
} gatherer;

/* Reads a portion through, in any thread. */
static void work(void *user, void *job)
{
    (void)user;
    skt_portion_work(job);
}

/* -------------------------------------------------------------- handing on */

/* Hands the claims of an input on and begins anew. */
static skt_status end_document(gatherer *g)
{
    if (g->doc.len == 0) {
        return SKT_OK;
    }
    const skt_status status = g->how->each(g->how->user, g->doc.ptr, g->claims);
    skt_buf_clear(&g->doc);
    skt_claim_set_free(g->claims);
    g->claims = NULL;
    return status;
}

/* Adds the claims of a portion, all of one input, to those of the input before. */
static skt_status add_to_document(gatherer *g, skt_portion *p)
{
    skt_status status = SKT_OK;
    if (!skt_str_eq(p->doc, skt_buf_str(&g->doc))) {
        status = end_document(g);
    }
    if (status == SKT_OK && g->claims == NULL) {
        skt_buf_add(&g->doc, p->doc);
        g->claims = p->claims;
        p->claims = NULL;
        return g->doc.failed ? SKT_E_NOMEM : SKT_OK;
    }
    return status == SKT_OK ? skt_claim_set_move(g->claims, p->claims) : status;
}

/* Hands on lines of claims that an input held. */
static skt_status hand_on_lines(gatherer *g, skt_portion *p)
{
    if (p->before == NULL || skt_claim_set_count(p->before) == 0) {
        return SKT_OK;
    }
    g->sums->claims += skt_claim_set_count(p->before);
    return g->how->put != NULL ? g->how->lines(g->how->user, p->before)
                               : skt_claim_set_move(g->how->all, p->before);
}

/* Hands on what was made of the reports of a portion so far. */
static skt_status hand_on_claims(gatherer *g, skt_portion *p)
{
    skt_status status = hand_on_lines(g, p);
    if (status == SKT_OK && p->n_reports > 0) {
        g->sums->claims += g->how->write != NULL ? p->n_claims : skt_claim_set_count(p->claims);
        status = g->how->each != NULL  ? add_to_document(g, p)
                 : g->how->all != NULL ? skt_claim_set_move(g->how->all, p->claims)
                 : g->how->put != NULL
                     ? g->how->put(g->how->user, p->readings.items, p->readings.count)
                     : SKT_OK;
    }
    g->n_read += p->n_reports;
    if (!skt_cli_print(g->cli, skt_buf_str(&p->out)) && status == SKT_OK) {
        status = SKT_E_IO;
    }
    return status;
}

/* Hands on a part, read again where it began at a wrong place, and read on where it was long. */
static skt_status hand_on_part(gatherer *g, skt_portion *p)
{
    skt_part_verdict verdict = skt_part_check(p->part);
    skt_status status = p->status;
    if (verdict == SKT_PART_AGAIN) {
        status = skt_portion_again(p, true);
        if (status == SKT_OK) {
            skt_portion_work(p);
            status = p->status;
        }
        verdict = SKT_PART_GOOD;
    }
    if (verdict != SKT_PART_VOID && status == SKT_OK) {
        status = hand_on_claims(g, p);
    }
    if (verdict != SKT_PART_VOID && status == SKT_OK && p->more) {
        status = skt_portion_again(p, false);
        if (status == SKT_OK) {
            skt_portion_work(p);
            status = p->status == SKT_OK ? hand_on_claims(g, p) : p->status;
        }
    }
    if (status == SKT_OK) {
        skt_part_settle(p->part, verdict, g->cli->diag, p->diag);
    } else if (p->diag != NULL) {
        skt_diag_move(g->cli->diag, p->diag);
    }
    return status;
}

static skt_status hand_on(gatherer *g, skt_portion *p)
{
    skt_status status = SKT_OK;
    skt_diag_move(g->cli->diag, p->said);
    if (p->part != NULL) {
        status = hand_on_part(g, p);
    } else {
        status = hand_on_claims(g, p);
        skt_diag_move(g->cli->diag, p->diag);
        status = status == SKT_OK ? p->status : status;
    }
    skt_cli_flush(g->cli);
    skt_cli_progress(g->cli, "%zu reports read", g->n_read);
    return status;
}

/* Hands on the oldest portion; false: there is none. */
static bool take(gatherer *g, skt_status *status)
{
    skt_portion *p = skt_pool_take(g->pool);
    if (p == NULL) {
        return false;
    }
    g->waiting -= p->bytes;
    if (*status == SKT_OK) {
        *status = hand_on(g, p);
    }
    skt_portion_free(p);
    return true;
}

/* Gives the open portion to the threads. */
static skt_status submit(gatherer *g)
{
    skt_status status = SKT_OK;
    skt_portion *p = g->open;
    if (p == NULL) {
        return SKT_OK;
    }
    while (status == SKT_OK &&
           (skt_pool_is_full(g->pool) || g->waiting + p->bytes > g->most_waiting) &&
           take(g, &status)) {
    }
    if (status != SKT_OK) {
        return status;
    }
    g->open = NULL;
    /* So much text is in it that no other has room. */
    p->alone = g->n_threads == 0 || p->bytes > g->most_waiting;
    if (p->alone) {
        skt_portion_work(p);
        status = hand_on(g, p);
        skt_portion_free(p);
        return status;
    }
    g->waiting += p->bytes;
    skt_pool_put(g->pool, p);
    return SKT_OK;
}

/* ----------------------------------------------------------------- reading */

/* Whether `report` goes into the open portion. */
static bool fits(const gatherer *g, const skt_report *report)
{
    const skt_portion *p = g->open;
    if (p == NULL || p->part != NULL || skt_diag_count(g->said) > 0 ||
        (g->held != NULL && skt_claim_set_count(g->held) > 0)) {
        return false;
    }
    return g->how->each == NULL || skt_str_eq(p->reports.items[0].doc, report->doc);
}

static skt_status open_portion(gatherer *g)
{
    skt_status status = submit(g);
    if (status != SKT_OK) {
        return status;
    }
    g->open = skt_portion_new(g->cli, g->how);
    if (g->open == NULL) {
        return SKT_E_NOMEM;
    }
    skt_diag_move(g->open->said, g->said);
    if (g->held != NULL && skt_claim_set_count(g->held) > 0) {
        status = skt_claim_set_new(&g->open->before);
        if (status == SKT_OK) {
            status = skt_claim_set_move(g->open->before, g->held);
        }
    }
    return status;
}

/* Hands lines of claims on as soon as their input ends: there may be many such. */
static skt_status end_lines(void *user)
{
    gatherer *g = user;
    const skt_status status = open_portion(g);
    return status == SKT_OK ? submit(g) : status;
}

static skt_status add_report(gatherer *g, const skt_report *report)
{
    skt_status status = fits(g, report) ? SKT_OK : open_portion(g);
    if (status == SKT_OK) {
        status = skt_portion_add(g->open, report, g->n_threads > 0);
    }
    if (status == SKT_OK) {
        const bool full = g->n_threads == 0 || g->open->bytes >= PORTION_BYTES ||
                          g->open->reports.count >= PORTION_REPORTS;
        status = full ? submit(g) : SKT_OK;
    }
    return status;
}

/* Takes all that was given; the first error in *status. */
static void take_all(gatherer *g, skt_status *status)
{
    while (take(g, status)) {
    }
}

/* Gives a part to the threads; what comes behind it may depend on what it comes to. */
static skt_status add_part(gatherer *g, skt_part *part)
{
    skt_status status = open_portion(g);
    if (status != SKT_OK) {
        skt_part_free(part);
        return status;
    }
    skt_portion *p = g->open;
    p->part = part;
    p->bytes = skt_part_bytes(part);
    if (g->held != NULL && p->before == NULL) {
        status = skt_claim_set_new(&p->before);
    }
    const bool awaited = skt_part_is_awaited(part);
    if (status == SKT_OK) {
        status = submit(g);
    }
    if (awaited) {
        take_all(g, &status);
    }
    return status;
}

/* What the inputs hold next; where several threads read, a part of them if it can be. */
static skt_status next(const skt_report **report, skt_part **part, gatherer *g)
{
    *part = NULL;
    return g->ingest == NULL   ? g->how->next(report, g->how->user)
           : g->n_threads == 0 ? skt_ingest_next(report, g->ingest)
                               : skt_ingest_next_part(report, part, g->ingest);
}

static skt_status read_all(gatherer *g)
{
    const skt_report *report = NULL;
    skt_part *part = NULL;
    skt_status status = SKT_OK;
    do {
        status = next(&report, &part, g);
        if (status == SKT_OK && report != NULL) {
            status = add_report(g, report);
        } else if (status == SKT_OK && part != NULL) {
            status = add_part(g, part);
        }
    } while (status == SKT_OK && (report != NULL || part != NULL));
    /* What came behind the last report is handed on like a portion without any. */
    if (status == SKT_OK) {
        status = open_portion(g);
    }
    if (status == SKT_OK) {
        status = submit(g);
    }
    take_all(g, &status);
    return status == SKT_OK && g->how->each != NULL ? end_document(g) : status;
}

/* How many threads read through besides the one that reads: none where one would do. */
static size_t threads_of(const skt_cli *cli, const char *const *inputs, size_t n_inputs)
{
    size_t jobs = cli->jobs;
    if (cli->notes != NULL) {
        return 0; /* what is noted goes to one place */
    }
    if (jobs == 0) {
        jobs = skt_pool_processors();
        jobs = jobs < MOST_BY_ITSELF ? jobs : MOST_BY_ITSELF;
        /* What comes bit by bit is answered at once. */
        for (size_t i = 0; i < n_inputs; i++) {
            jobs = strcmp(inputs[i], "-") == 0 ? 1 : jobs;
        }
    }
    return jobs <= 1 ? 0 : jobs;
}

/* Whether a claim can come of what has these words. Where a lexicon cannot be read, the reading
 * of the page will tell. */
static bool is_worth(const void *asker, skt_str words)
{
    const skt_lexicon *lexicon = asker;
    bool sought = true;
    return skt_lexicon_seeks(&sought, lexicon, words, NULL) != SKT_OK || sought;
}

skt_status skt_gather(skt_cli *cli, skt_sums *sums, const char *const *inputs, size_t n_inputs,
                      const skt_gathering *how)
{
    gatherer g = {.cli = cli, .sums = sums, .how = how};
    skt_ingest_options options = SKT_INGEST_OPTIONS_INIT;
    options.shard = cli->shard;
    options.shards = cli->shards;
    g.n_threads = threads_of(cli, inputs, n_inputs);
    g.most_waiting = g.n_threads * THREAD_BYTES;
    g.most_waiting = g.most_waiting > WAITING_BYTES ? g.most_waiting : WAITING_BYTES;
    for (size_t i = 0; i < n_inputs; i++) {
        cli->live |= strcmp(inputs[i], "-") == 0 && g.n_threads == 0;
    }
    skt_status status = skt_diag_new(&g.said);
    if (status == SKT_OK && (how->all != NULL || how->put != NULL)) {
        status = skt_claim_set_new(&g.held);
        options.claims = g.held;
        options.gazetteer = cli->gazetteer;
        options.claims_read = how->put != NULL ? end_lines : NULL;
        options.user = &g;
    }
    if (status == SKT_OK) {
        status = how->next == NULL ? skt_ingest_new(&g.ingest, inputs, n_inputs, &options, g.said)
                                   : SKT_OK;
    }
    if (status == SKT_OK && g.ingest != NULL && how->put == NULL && cli->notes == NULL) {
        skt_ingest_sift(g.ingest, is_worth, cli->lexicon);
    }
    if (status == SKT_OK) {
        status = skt_pool_new(&g.pool, g.n_threads, g.n_threads * WAITING_EACH + 1, work, &g);
    }
    if (status == SKT_E_NOMEM && (g.ingest != NULL || how->next != NULL) && g.n_threads > 0) {
        g.n_threads = 0; /* the system has none to give */
        status = skt_pool_new(&g.pool, 0, 1, work, &g);
    }
    if (status == SKT_OK) {
        status = read_all(&g);
        sums->reports += g.n_read;
    }
    if (g.ingest != NULL) {
        sums->claim_files += skt_ingest_claim_files(g.ingest);
        sums->refused += skt_ingest_refused(g.ingest);
    }
    skt_pool_free(g.pool);
    skt_portion_free(g.open);
    skt_ingest_free(g.ingest);
    if (g.said != NULL) {
        skt_diag_move(cli->diag, g.said);
    }
    skt_cli_flush(cli);
    skt_diag_free(g.said);
    skt_claim_set_free(g.held);
    skt_claim_set_free(g.claims);
    skt_buf_dispose(&g.doc);
    return status;
}
