#include "cli/gather.h"

#include <stdlib.h>
#include <string.h>

#include "claims/identity.h"
#include "claims/lexicon.h"
#include "claims/trace.h"
#include "core/diag.h"
#include "core/pool.h"
#include "ingest/parts.h"

enum {
    PORTION_BYTES = 64 << 10, /* of text that a thread is given at once, about */
    PORTION_REPORTS = 64,
    PART_BYTES = 4 << 20,    /* of text that a thread reads of a part before that is handed on */
    WAITING_BYTES = 2 << 20, /* of text that was read and not handed on */
    WAITING_EACH = 4,        /* portions a thread */
    MOST_BY_ITSELF = 16      /* threads that are taken without being asked for */
};

/* What a thread reads through in one go: reports, or a part of the inputs that has some. */
typedef struct portion {
    skt_arena arena; /* of the reports, where they had to be copied */
    skt_part *part;  /* or NULL */
    SKT_VEC(skt_report) reports;
    SKT_VEC(skt_read_report) readings; /* of reports, where they are put */
    size_t n_reports;                  /* that were read */
    skt_str doc;                       /* of the first one, where that is asked for */
    size_t bytes;                      /* that it holds while it waits */
    bool begun, more;                  /* the part is being read; and not to its end yet */
    bool alone;                        /* nothing else is being read */
    skt_diag *said;                    /* what was said while its first report was read */
    skt_diag *diag;                    /* and what is said while they are read through */
    skt_claim_set *before;             /* claims that the inputs before it hold, or NULL */
    skt_claim_set *claims;
    skt_buf out; /* where they are written at once */
    size_t n_claims;
    const struct gatherer *gatherer;
    const skt_report *reading; /* the report at hand */
    skt_status status;
} portion;

typedef struct gatherer {
    skt_cli *cli;
    skt_sums *sums;
    const skt_gathering *how;
    skt_ingest *ingest; /* or NULL: how->next has the reports */
    size_t n_read;
    skt_pool *pool;
    size_t n_threads;
    skt_diag *said;      /* what reading said since the last portion began */
    skt_claim_set *held; /* what claims the inputs held since then */
    portion *open;       /* being filled, or NULL */
    size_t waiting;      /* bytes of text in the pool */
    skt_buf doc;         /* whose claims are in `claims`; empty: none */
    skt_claim_set *claims;
} gatherer;

/* ---------------------------------------------------------------- portions */

static void portion_free(portion *p)
{
    if (p != NULL) {
        skt_vec_dispose(&p->reports);
        skt_vec_dispose(&p->readings);
        skt_arena_dispose(&p->arena);
        skt_part_free(p->part);
        skt_diag_free(p->said);
        skt_diag_free(p->diag);
        skt_claim_set_free(p->before);
        skt_claim_set_free(p->claims);
        skt_buf_dispose(&p->out);
        free(p);
    }
}

static portion *portion_new(void)
{
    portion *p = calloc(1, sizeof *p);
    if (p != NULL && (skt_diag_new(&p->said) != SKT_OK || skt_diag_new(&p->diag) != SKT_OK ||
                      skt_claim_set_new(&p->claims) != SKT_OK)) {
        portion_free(p);
        return NULL;
    }
    return p;
}

static skt_status copy_record(skt_report *report, skt_arena *arena)
{
    skt_record *copy = skt_arena_alloc(arena, sizeof *copy);
    if (copy == NULL) {
        return SKT_E_NOMEM;
    }
    *copy = *report->record;
    report->record = copy;
    skt_str *const texts[] = {&copy->outcome, &copy->count,   &copy->low,
                              &copy->high,    &copy->bound,   &copy->place,
                              &copy->region,  &copy->country, &copy->source};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == SKT_OK; i++) {
        status = skt_arena_str(texts[i], arena, *texts[i]);
    }
    return status;
}

/* Makes `report` a copy of its own, all its texts in `arena`. */
static skt_status copy_report(skt_report *report, skt_arena *arena)
{
    skt_str *const texts[] = {&report->doc,  &report->item,      &report->id,   &report->signature,
                              &report->url,  &report->publisher, &report->lang, &report->title,
                              &report->text, &report->zone,      &report->party};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == SKT_OK; i++) {
        status = skt_arena_str(texts[i], arena, *texts[i]);
    }
    return status == SKT_OK && report->record != NULL ? copy_record(report, arena) : status;
}

/* Writes claims of a portion, at once where it is alone. */
static skt_status write_claims(void *user, skt_claim_set *claims)
{
    enum { MUCH = 1 << 20 };
    portion *p = user;
    const gatherer *g = p->gatherer;
    p->n_claims += skt_claim_set_count(claims);
    skt_status status = g->how->write(&p->out, g->how->user, p->reading->doc.ptr, claims);
    if (status == SKT_OK && p->alone && p->out.len > MUCH) {
        status = skt_cli_print(g->cli, skt_buf_str(&p->out)) ? SKT_OK : SKT_E_IO;
        skt_buf_clear(&p->out);
    }
    skt_claim_set_clear(claims);
    return status;
}

/* Gives a report its id and signature before it is read. */
static skt_status identify(portion *p, skt_report *report)
{
    skt_identity *room = skt_arena_alloc(&p->arena, sizeof *room);
    return room == NULL ? SKT_E_NOMEM : skt_report_identify(report, room);
}

/* Notes which claims are a report's. */
static skt_status note_reading(portion *p, const skt_report *report, size_t first)
{
    const skt_read_report reading = {report, p->claims, first,
                                     skt_claim_set_count(p->claims) - first};
    return skt_vec_push(&p->readings, reading) ? SKT_OK : SKT_E_NOMEM;
}

/* Reads one report through. One that is put must stay as long as the portion. */
static skt_status read_through(portion *p, skt_report *report, const skt_notes *notes)
{
    const gatherer *g = p->gatherer;
    const skt_cli *cli = g->cli;
    const size_t first = skt_claim_set_count(p->claims);
    skt_status status = g->how->put != NULL ? identify(p, report) : SKT_OK;
    p->reading = report;
    p->n_reports++;
    if (status == SKT_OK && g->how->each != NULL && p->n_reports == 1) {
        status = skt_arena_str(&p->doc, &p->arena, report->doc);
    }
    if (status == SKT_OK) {
        status = skt_extract_noted(p->claims, report, cli->gazetteer, cli->lexicon, cli->issuers,
                                   notes, p->diag);
    }
    if (status == SKT_OK && g->how->put != NULL) {
        status = note_reading(p, report, first);
    }
    return status == SKT_OK && g->how->write != NULL ? write_claims(p, p->claims) : status;
}

/* The same of what a part gives next. */
static skt_status read_of_part(portion *p, const skt_report *given, const skt_notes *notes)
{
    skt_report report = *given;
    if (p->gatherer->how->put == NULL) {
        return read_through(p, &report, notes);
    }
    skt_report *kept = skt_arena_alloc(&p->arena, sizeof *kept);
    if (kept == NULL) {
        return SKT_E_NOMEM;
    }
    *kept = report;
    const skt_status status = copy_report(kept, &p->arena);
    return status == SKT_OK ? read_through(p, kept, notes) : status;
}

/* Reads a part through, or so much of it that it has to be handed on first. */
static void work_on_part(portion *p, const skt_notes *notes)
{
    const skt_report *report = NULL;
    size_t bytes = 0;
    if (!p->begun) {
        p->begun = true;
        p->status = skt_part_begin(p->part, p->before, p->diag);
    }
    do {
        p->more = bytes > PART_BYTES && !p->alone;
        if (p->status != SKT_OK || p->more) {
            return;
        }
        p->status = skt_part_next(&report, p->part);
        if (p->status == SKT_OK && report != NULL) {
            bytes += report->text.len;
            p->status = read_of_part(p, report, notes);
        }
    } while (report != NULL);
}

/* Reads a portion through, in any thread. */
static void work(void *user, void *job)
{
    const gatherer *g = user;
    portion *p = job;
    skt_notes notes = g->cli->notes != NULL ? *g->cli->notes : (skt_notes){0};
    if (g->how->write != NULL) {
        notes.take = write_claims;
        notes.taker = p;
    }
    if (p->part != NULL) {
        work_on_part(p, &notes);
        return;
    }
    for (size_t i = 0; i < p->reports.count && p->status == SKT_OK; i++) {
        p->status = read_through(p, &p->reports.items[i], &notes);
    }
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
static skt_status add_to_document(gatherer *g, portion *p)
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
static skt_status hand_on_lines(gatherer *g, portion *p)
{
    if (p->before == NULL || skt_claim_set_count(p->before) == 0) {
        return SKT_OK;
    }
    g->sums->claims += skt_claim_set_count(p->before);
    return g->how->put != NULL ? g->how->lines(g->how->user, p->before)
                               : skt_claim_set_move(g->how->all, p->before);
}

/* Hands on what was made of the reports of a portion so far. */
static skt_status hand_on_claims(gatherer *g, portion *p)
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

/* Makes a portion one of which nothing was read, but that it is read alone from now on. */
static skt_status begin_anew(portion *p)
{
    skt_claim_set_free(p->claims);
    p->claims = NULL;
    skt_vec_clear(&p->readings);
    skt_buf_clear(&p->out);
    p->n_reports = p->n_claims = 0;
    p->alone = true;
    return skt_claim_set_new(&p->claims);
}

/* Hands on a part, read again where it began at a wrong place, and read on where it was long. */
static skt_status hand_on_part(gatherer *g, portion *p)
{
    skt_part_verdict verdict = skt_part_check(p->part);
    skt_status status = p->status;
    if (verdict == SKT_PART_AGAIN) {
        skt_diag_free(p->diag);
        p->diag = NULL;
        p->begun = false;
        p->status = skt_diag_new(&p->diag);
        status = p->status == SKT_OK ? begin_anew(p) : p->status;
        if (status == SKT_OK) {
            work(g, p);
            status = p->status;
        }
        verdict = SKT_PART_GOOD;
    }
    if (verdict != SKT_PART_VOID && status == SKT_OK) {
        status = hand_on_claims(g, p);
    }
    if (verdict != SKT_PART_VOID && status == SKT_OK && p->more) {
        status = begin_anew(p);
        if (status == SKT_OK) {
            work(g, p);
            status = p->status == SKT_OK ? hand_on_claims(g, p) : p->status;
        }
    }
    skt_part_settle(p->part, verdict, g->cli->diag, p->diag);
    return status;
}

static skt_status hand_on(gatherer *g, portion *p)
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
    portion *p = skt_pool_take(g->pool);
    if (p == NULL) {
        return false;
    }
    g->waiting -= p->bytes;
    if (*status == SKT_OK) {
        *status = hand_on(g, p);
    }
    portion_free(p);
    return true;
}

/* Gives the open portion to the threads. */
static skt_status submit(gatherer *g)
{
    skt_status status = SKT_OK;
    portion *p = g->open;
    if (p == NULL) {
        return SKT_OK;
    }
    while (status == SKT_OK &&
           (skt_pool_is_full(g->pool) || g->waiting + p->bytes > WAITING_BYTES) &&
           take(g, &status)) {
    }
    if (status != SKT_OK) {
        return status;
    }
    g->open = NULL;
    /* So much text is in it that no other has room. */
    p->alone = g->n_threads == 0 || p->bytes > WAITING_BYTES;
    if (p->alone) {
        work(g, p);
        status = hand_on(g, p);
        portion_free(p);
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
    const portion *p = g->open;
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
    g->open = portion_new();
    if (g->open == NULL) {
        return SKT_E_NOMEM;
    }
    g->open->gatherer = g;
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
    skt_report copy = *report;
    skt_status status = fits(g, report) ? SKT_OK : open_portion(g);
    if (status == SKT_OK && g->n_threads > 0) {
        status = copy_report(&copy, &g->open->arena);
    }
    if (status == SKT_OK && !skt_vec_push(&g->open->reports, copy)) {
        status = SKT_E_NOMEM;
    }
    if (status == SKT_OK) {
        g->open->bytes += copy.text.len;
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
    portion *p = g->open;
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
    portion_free(g.open);
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
