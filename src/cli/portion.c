#include "cli/portion.h"

#include <stdlib.h>

#include "claims/identity.h"
#include "claims/trace.h"
#include "core/diag.h"

enum { PART_BYTES = 4 << 20 }; /* of text that is read of a part before that is handed on */

void skt_portion_free(skt_portion *p)
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

skt_portion *skt_portion_new(skt_cli *cli, const skt_gathering *how)
{
    skt_portion *p = calloc(1, sizeof *p);
    if (p != NULL && (skt_diag_new(&p->said) != SKT_OK || skt_diag_new(&p->diag) != SKT_OK ||
                      skt_claim_set_new(&p->claims) != SKT_OK)) {
        skt_portion_free(p);
        return NULL;
    }
    if (p != NULL) {
        p->cli = cli;
        p->how = how;
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

skt_status skt_portion_add(skt_portion *p, const skt_report *report, bool copied)
{
    skt_report kept = *report;
    const skt_status status = copied ? copy_report(&kept, &p->arena) : SKT_OK;
    if (status == SKT_OK && !skt_vec_push(&p->reports, kept)) {
        return SKT_E_NOMEM;
    }
    p->bytes += kept.text.len;
    return status;
}

/* Writes claims of a portion, at once where it is alone. */
static skt_status write_claims(void *user, skt_claim_set *claims)
{
    enum { MUCH = 1 << 20 };
    skt_portion *p = user;
    p->n_claims += skt_claim_set_count(claims);
    skt_status status = p->how->write(&p->out, p->how->user, p->reading->doc.ptr, claims);
    status = status == SKT_OK && p->out.failed ? SKT_E_NOMEM : status;
    if (status == SKT_OK && p->alone && p->out.len > MUCH) {
        status = skt_cli_print_buf(p->cli, &p->out);
        skt_buf_clear(&p->out);
    }
    skt_claim_set_clear(claims);
    return status;
}

/* Gives a report its id and signature before it is read. */
static skt_status identify(skt_portion *p, skt_report *report)
{
    skt_identity *room = skt_arena_alloc(&p->arena, sizeof *room);
    return room == NULL ? SKT_E_NOMEM : skt_report_identify(report, room);
}

/* Notes which claims are a report's. */
static skt_status note_reading(skt_portion *p, const skt_report *report, size_t first)
{
    const skt_read_report reading = {report, p->claims, first,
                                     skt_claim_set_count(p->claims) - first};
    return skt_vec_push(&p->readings, reading) ? SKT_OK : SKT_E_NOMEM;
}

/* Reads one report through. One that is put must stay as long as the portion. */
static skt_status read_through(skt_portion *p, skt_report *report, const skt_notes *notes)
{
    const skt_cli *cli = p->cli;
    const size_t first = skt_claim_set_count(p->claims);
    skt_status status = p->how->put != NULL ? identify(p, report) : SKT_OK;
    p->reading = report;
    p->n_reports++;
    if (status == SKT_OK && p->how->each != NULL && p->n_reports == 1) {
        status = skt_arena_str(&p->doc, &p->arena, report->doc);
    }
    if (status == SKT_OK) {
        status = skt_extract_noted(p->claims, report, cli->gazetteer, cli->lexicon, cli->issuers,
                                   notes, p->diag);
    }
    if (status == SKT_OK && p->how->put != NULL) {
        status = note_reading(p, report, first);
    }
    return status == SKT_OK && p->how->write != NULL ? write_claims(p, p->claims) : status;
}

/* The same of what a part gives next. */
static skt_status read_of_part(skt_portion *p, const skt_report *given, const skt_notes *notes)
{
    skt_report report = *given;
    if (p->how->put == NULL) {
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
static void work_on_part(skt_portion *p, const skt_notes *notes)
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

void skt_portion_work(skt_portion *p)
{
    skt_notes notes = p->cli->notes != NULL ? *p->cli->notes : (skt_notes){0};
    if (p->how->write != NULL) {
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

skt_status skt_portion_again(skt_portion *p, bool anew)
{
    skt_claim_set_free(p->claims);
    p->claims = NULL;
    skt_vec_clear(&p->readings);
    skt_buf_clear(&p->out);
    p->n_reports = p->n_claims = 0;
    p->alone = true;
    if (anew) {
        skt_diag_free(p->diag);
        p->diag = NULL;
        p->begun = false;
        p->status = skt_diag_new(&p->diag);
    }
    return p->status == SKT_OK ? skt_claim_set_new(&p->claims) : p->status;
}
