#include "ingest/ingest.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/diag.h"
#include "core/options.h"
#include "ingest/html.h"
#include "ingest/reading.h"
#include "text/text.h"

skt_status skt_ingest_new(skt_ingest **out, const char *const *inputs, size_t n_inputs,
                          const skt_ingest_options *options, skt_diag *diag)
{
    skt_ingest_options how = SKT_INGEST_OPTIONS_INIT;
    *out = NULL;
    const skt_status status =
        skt_options_take(&how, sizeof how, options, "skt_ingest_options", diag);
    if (status != SKT_OK) {
        return status;
    }
    skt_ingest *ingest = calloc(1, sizeof *ingest);
    if (ingest == NULL) {
        return SKT_E_NOMEM;
    }
    *out = ingest;
    ingest->inputs = inputs;
    ingest->n_inputs = n_inputs;
    ingest->options = how;
    ingest->diag = diag;
    return SKT_OK;
}

/* Goes to the next file and sets *path, or NULL at the end. */
static skt_status next_of_all(const char **path, skt_ingest *ingest)
{
    *path = NULL;
    while (ingest->next_file == ingest->paths.files.count) {
        if (ingest->next_input == ingest->n_inputs) {
            return SKT_OK;
        }
        skt_paths_clear(&ingest->paths);
        ingest->next_file = 0;
        const size_t refused = ingest->paths.refused;
        const skt_status status =
            skt_paths_expand(&ingest->paths, ingest->inputs[ingest->next_input++], ingest->diag);
        ingest->refused += ingest->paths.refused - refused;
        if (status != SKT_OK) {
            return status;
        }
    }
    *path = ingest->paths.files.items[ingest->next_file++];
    ingest->n_files++;
    return SKT_OK;
}

/* The same of those that are ours to read. */
static skt_status next_path(const char **path, skt_ingest *ingest)
{
    const size_t shards = ingest->options.shards;
    skt_status status = next_of_all(path, ingest);
    while (status == SKT_OK && *path != NULL && shards > 0 &&
           (ingest->n_files - 1) % shards != ingest->options.shard - 1) {
        status = next_of_all(path, ingest);
    }
    return status;
}

skt_status skt_source_refuse_size(skt_source *source)
{
    return skt_diag_add(source->diag, SKT_E_LIMIT, SKT_REFUSAL, source->doc, 0,
                        "is longer than the %.3g MB that one text may have; split it into a file "
                        "for each article",
                        (double)source->options->max_bytes / (1 << 20));
}

skt_status skt_source_say(skt_source *source, skt_severity severity, size_t line,
                          const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    skt_sayings_add(source->sayings, source->diag, severity, source->doc, line, message);
    return SKT_OK;
}

static skt_status refuse_kind(const skt_ingest *ingest, const skt_kind *kind)
{
    return skt_diag_add(ingest->diag, SKT_E_INPUT, SKT_REFUSAL, ingest->source.doc, 0, "is %s; %s",
                        kind->what, kind->instead);
}

/* Whether no claims at all are lines of claims too: `extract` found none. */
static bool holds_no_claims(const skt_ingest *ingest, skt_str text)
{
    const skt_str name = skt_str_from(ingest->source.doc);
    return ingest->options.claims != NULL && ingest->source.stream.end &&
           skt_str_trim(text).len == 0 &&
           (skt_str_is(name, "-") || skt_str_ends(name, SKT_LIT(".ndjson")));
}

void skt_ingest_begin_source(skt_ingest *ingest, const char *doc)
{
    skt_sayings_dispose(&ingest->sayings);
    ingest->sayings = (skt_sayings){0};
    ingest->source = (skt_source){
        .doc = doc, .diag = ingest->diag, .options = &ingest->options, .sayings = &ingest->sayings};
}

/* Opens `path` and finds what reads it, or what archive it is. */
skt_status skt_ingest_open(skt_ingest *ingest, const char *path)
{
    skt_source *source = &ingest->source;
    skt_ingest_begin_source(ingest, path);
    skt_stream *stream = &source->stream;
    skt_status status = skt_stream_open(stream, path, ingest->diag);
    if (status == SKT_OK && skt_looks_like_warc(skt_stream_head(stream))) {
        if (ingest->parts && strcmp(path, "-") != 0) {
            return skt_whole_new(ingest, path, SKT_PART_ARCHIVE);
        }
        ingest->account = (skt_warc_account){.sayings = &ingest->sayings};
        return skt_warc_new(&ingest->warc, path, &stream->bytes, &stream->raw, &ingest->options,
                            &ingest->account, ingest->diag);
    }
    if (status == SKT_OK) {
        status = skt_stream_read_head(stream);
    }
    const skt_kind *kind = status == SKT_OK ? skt_kind_of_bytes(skt_stream_head(stream)) : NULL;
    if (kind != NULL) {
        return refuse_kind(ingest, kind);
    }
    if (status == SKT_OK) {
        status = skt_stream_begin(stream);
    }
    if (status != SKT_OK) {
        return status;
    }
    const skt_str text = skt_stream_text(stream);
    status = skt_kind_of_text(&kind, text, skt_str_from(path));
    if (status != SKT_OK) {
        return status;
    }
    const bool claims = kind->read == skt_read_claims || holds_no_claims(ingest, text);
    if (kind->read == NULL || (claims && ingest->options.claims == NULL)) {
        return refuse_kind(ingest, kind);
    }
    ingest->reader = claims ? skt_read_claims : kind->read;
    bool lines = false;
    if (ingest->parts && ingest->reader == skt_read_json) {
        status = skt_json_begin(&lines, source);
    }
    return lines ? skt_whole_new(ingest, path, SKT_PART_LINES) : status;
}

/* Opens the body that was given. */
static skt_status open_body(skt_ingest *ingest)
{
    ingest->given = false;
    skt_ingest_begin_source(ingest, ingest->body.address);
    ingest->source.body = &ingest->body;
    ingest->source.told = &ingest->told;
    return skt_body_open(&ingest->reader, &ingest->source, !ingest->body.served);
}

void skt_ingest_close_source(skt_ingest *ingest)
{
    skt_source *source = &ingest->source;
    const bool part = ingest->part != NULL && ingest->part->kind == SKT_PART_LINES;
    if (source->sayings != NULL && !part) {
        skt_sayings_end(source->sayings, source->diag, source->doc);
    }
    if (source->state != NULL) {
        source->dispose(source->state);
    }
    /* The buffers of a big file are not kept for the small ones after it. */
    skt_stream_close(&source->stream);
    skt_arena_dispose(&source->arena);
    *source = (skt_source){.stream = {.bytes = {.fd = -1}}};
    ingest->reader = NULL;
}

/* The archive, or the part of one, was read to its end, or cannot be read on. */
static void end_archive(skt_ingest *ingest, bool failed)
{
    skt_warc *warc = ingest->warc;
    if (ingest->part != NULL && ingest->part->kind == SKT_PART_ARCHIVE) {
        ingest->part->reached = skt_warc_reached(warc);
        ingest->part->failed = failed;
    } else {
        ingest->refused +=
            skt_warc_account_end(&ingest->account, skt_warc_path(warc), failed, ingest->diag);
    }
    skt_warc_free(warc);
    ingest->warc = NULL;
}

/* Opens the next record of the archive that can be read; at its end reader is NULL, and the
 * archive closed. */
static skt_status open_record(skt_ingest *ingest)
{
    skt_status status = SKT_OK;
    while (status == SKT_OK) {
        status = skt_warc_next(&ingest->body, ingest->warc);
        if (status == SKT_OK) {
            skt_diag_free(ingest->record_diag);
            status = skt_diag_new(&ingest->record_diag);
        }
        if (status != SKT_OK) {
            break;
        }
        skt_sayings_dispose(&ingest->record_sayings);
        ingest->record_sayings = (skt_sayings){0};
        ingest->source = (skt_source){.doc = ingest->body.address,
                                      .diag = ingest->record_diag,
                                      .options = &ingest->options,
                                      .body = &ingest->body,
                                      .sayings = &ingest->record_sayings,
                                      .worth = ingest->worth,
                                      .asker = ingest->asker};
        status = skt_body_open(&ingest->reader, &ingest->source, true);
        if (status == SKT_OK || status == SKT_E_NOMEM) {
            return status;
        }
        skt_ingest_close_source(ingest);
        skt_warc_tell(ingest->warc, ingest->record_diag, false);
        status = SKT_OK;
    }
    end_archive(ingest, status != SKT_E_NOTFOUND && status != SKT_E_NOMEM);
    return status == SKT_E_NOMEM ? status : SKT_OK;
}

/* What is wrong with a file or body that ended well and gave nothing. */
static bool gave_nothing(const skt_ingest *ingest)
{
    const skt_source *source = &ingest->source;
    /* A feed or channel may have nothing new; a page has an article. */
    const bool may_be_empty = source->body != NULL && ingest->reader != skt_read_page &&
                              ingest->reader != skt_read_plain &&
                              (source->n_items == 0 || ingest->reader == skt_read_channel);
    return source->n_given == 0 && !may_be_empty;
}

/* The current file or body is read to its end, or cannot be read on. */
static void end_file(skt_ingest *ingest, skt_status status)
{
    const bool claims = ingest->reader == skt_read_claims;
    skt_source *source = &ingest->source;
    if (ingest->part != NULL && ingest->part->kind == SKT_PART_LINES) {
        ingest->part->n_given = source->n_given;
        skt_ingest_close_source(ingest);
        return;
    }
    bool refused = status != SKT_E_NOTFOUND;
    if (!refused && claims) {
        ingest->claim_files++;
    } else if (!refused && gave_nothing(ingest)) {
        refused = true;
        (void)skt_diag_add(source->diag, SKT_E_INPUT, SKT_REFUSAL, source->doc, 0,
                           "holds no article that could be read");
    }
    if (source->body != NULL && ingest->warc == NULL) {
        ingest->told.refused = refused;
        ingest->told.reports = source->n_given;
    }
    skt_ingest_close_source(ingest);
    if (ingest->warc != NULL) {
        skt_warc_tell(ingest->warc, ingest->record_diag, !refused);
    } else {
        ingest->refused += refused;
    }
}

/* Opens what comes next, or gives it as a part: *out tells whether there is anything. */
static skt_status open_next(bool *out, skt_part **part, skt_ingest *ingest)
{
    const char *path = NULL;
    *out = true;
    if (ingest->warc != NULL) {
        return open_record(ingest);
    }
    if (ingest->given) {
        return open_body(ingest);
    }
    if (ingest->part != NULL) {
        return skt_part_open(out, ingest);
    }
    const skt_status status = next_path(&path, ingest);
    if (status != SKT_OK || path == NULL) {
        *out = false;
        return status;
    }
    return ingest->parts && skt_part_takes_file(path) ? skt_part_of_file(part, ingest, path)
                                                      : skt_ingest_open(ingest, path);
}

/* Of a report that was fetched: what is known beforehand. The report of an archive bears the
 * archive's name, and in it the address. */
static skt_status complete(skt_ingest *ingest)
{
    skt_report *report = &ingest->report;
    skt_source *source = &ingest->source;
    skt_status status = SKT_OK;
    if (source->body == NULL) {
        return SKT_OK;
    }
    status = skt_body_complete(report, source);
    if (status == SKT_OK && ingest->warc != NULL) {
        const skt_str address = skt_str_from(ingest->body.address);
        report->doc = skt_str_from(skt_warc_path(ingest->warc));
        if (report->item.len == 0 || report->url.len > 0) {
            report->item = report->url.len > 0 && report->item.len > 0 ? report->item : address;
        } else {
            status = skt_arena_format(&report->item, &source->arena, "%.*s %.*s", SKT_FMT(address),
                                      SKT_FMT(report->item));
        }
    }
    return status;
}

/* The next report, or the next part of a file that is given so. */
static skt_status next(const skt_report **out, skt_part **part, skt_ingest *ingest)
{
    *out = NULL;
    *part = NULL;
    for (;;) {
        skt_status status = SKT_OK;
        if (ingest->whole != NULL) {
            status = skt_whole_next(part, ingest);
            if (status != SKT_OK || *part != NULL) {
                return status;
            }
        }
        if (ingest->reader == NULL) {
            bool any;
            status = open_next(&any, part, ingest);
            if (!any || *part != NULL || status == SKT_E_NOMEM) {
                return status;
            }
            if (status == SKT_OK && (ingest->reader == NULL || ingest->whole != NULL)) {
                continue; /* an archive was opened, or has ended; or a file is given in parts */
            }
        }
        if (status == SKT_OK) {
            skt_arena_dispose(&ingest->source.arena);
            ingest->source.arena = (skt_arena)SKT_ARENA_INIT;
            status = ingest->reader(&ingest->report, &ingest->source);
        }
        if (status == SKT_OK) {
            status = complete(ingest);
        }
        if (status == SKT_OK) {
            status = skt_utf8_clean(&ingest->report.doc, &ingest->source.arena, ingest->report.doc);
        }
        if (status == SKT_OK) {
            ingest->read++;
            ingest->source.n_given++;
            *out = &ingest->report;
            return SKT_OK;
        }
        if (status == SKT_E_NOMEM) {
            skt_ingest_close_source(ingest);
            return status;
        }
        const bool claims = ingest->reader == skt_read_claims;
        end_file(ingest, status);
        status = claims && ingest->options.claims_read != NULL
                     ? ingest->options.claims_read(ingest->options.user)
                     : SKT_OK;
        if (status != SKT_OK) {
            return status;
        }
    }
}

skt_status skt_ingest_next(const skt_report **out, skt_ingest *ingest)
{
    skt_part *none;
    return next(out, &none, ingest);
}

skt_status skt_ingest_next_part(const skt_report **report, skt_part **part, skt_ingest *ingest)
{
    if (!ingest->parts) {
        /* Before any other thread: its first caller is libxml2's main one. */
        (void)skt_html_begin_thread();
        ingest->parts = true;
    }
    return next(report, part, ingest);
}

skt_status skt_ingest_give(skt_ingest *ingest, const skt_body *body)
{
    skt_body taken = SKT_BODY_INIT;
    const skt_status status =
        skt_options_take(&taken, sizeof taken, body, "skt_body", ingest->diag);
    if (status == SKT_OK) {
        ingest->body = taken;
        ingest->given = true;
        ingest->told = (skt_body_told){0};
    }
    return status;
}

const skt_body_told *skt_ingest_told(const skt_ingest *ingest)
{
    return &ingest->told;
}

void skt_ingest_sift(skt_ingest *ingest, skt_worth_fn *worth, const void *asker)
{
    ingest->worth = worth;
    ingest->asker = asker;
}

size_t skt_ingest_read(const skt_ingest *ingest)
{
    return ingest->read;
}

size_t skt_ingest_claim_files(const skt_ingest *ingest)
{
    return ingest->claim_files;
}

size_t skt_ingest_refused(const skt_ingest *ingest)
{
    return ingest->refused;
}

void skt_ingest_free(skt_ingest *ingest)
{
    if (ingest != NULL) {
        skt_whole_drop(ingest);
        skt_ingest_close_source(ingest);
        skt_warc_free(ingest->warc);
        skt_sayings_dispose(&ingest->sayings);
        skt_sayings_dispose(&ingest->record_sayings);
        skt_diag_free(ingest->record_diag);
        skt_paths_dispose(&ingest->paths);
        free(ingest);
    }
}
