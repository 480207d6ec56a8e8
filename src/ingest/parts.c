#include "ingest/parts.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/diag.h"
#include "ingest/html.h"
#include "ingest/reading.h"
#include "ingest/split.h"

enum {
    SMALL_FILE = 1 << 18, /* bytes of one that is a part by itself */
    LINES = 1 << 17       /* bytes of lines that are one */
};

/* ------------------------------------------------------------------- wholes */

static void whole_free(skt_whole *whole)
{
    if (whole != NULL && whole->given && whole->n_parts == 0) {
        skt_sayings_dispose(&whole->sayings);
        free(whole->path);
        free(whole);
    }
}

skt_status skt_whole_new(skt_ingest *ingest, const char *path, skt_part_kind kind)
{
    skt_whole *whole = calloc(1, sizeof *whole);
    char *name = strdup(path);
    if (whole == NULL || name == NULL) {
        free(whole);
        free(name);
        return SKT_E_NOMEM;
    }
    *whole = (skt_whole){.path = name,
                         .kind = kind,
                         .packed = ingest->source.stream.bytes.packed,
                         .account = {.sayings = &whole->sayings}};
    ingest->whole = whole;
    return SKT_OK;
}

void skt_whole_drop(skt_ingest *ingest)
{
    if (ingest->whole != NULL) {
        ingest->whole->given = true;
        whole_free(ingest->whole);
        ingest->whole = NULL;
        skt_ingest_close_source(ingest);
    }
}

/* -------------------------------------------------------------------- parts */

static skt_part *part_new(skt_ingest *of, skt_whole *whole, skt_part_kind kind)
{
    skt_part *part = calloc(1, sizeof *part);
    if (part != NULL) {
        *part = (skt_part){.kind = kind, .whole = whole, .of = of, .to = UINT64_MAX};
        if (whole != NULL) {
            part->path = whole->path;
            whole->n_parts++;
        }
    }
    return part;
}

void skt_part_free(skt_part *part)
{
    if (part == NULL) {
        return;
    }
    skt_ingest_free(part->ingest);
    skt_buf_dispose(&part->lines);
    if (part->whole != NULL) {
        part->whole->n_parts--;
        whole_free(part->whole);
    } else {
        free(part->path);
    }
    free(part);
}

bool skt_part_takes_file(const char *path)
{
    struct stat info;
    return strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISREG(info.st_mode) &&
           info.st_size <= SMALL_FILE;
}

skt_status skt_part_of_file(skt_part **out, skt_ingest *ingest, const char *path)
{
    *out = part_new(ingest, NULL, SKT_PART_FILE);
    if (*out == NULL) {
        return SKT_E_NOMEM;
    }
    (*out)->path = strdup(path);
    if ((*out)->path == NULL) {
        skt_part_free(*out);
        *out = NULL;
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

static skt_status cut_lines(skt_part *part, skt_ingest *ingest)
{
    size_t n_filled;
    skt_stream *stream = &ingest->source.stream;
    part->line = stream->line;
    part->n_items = ingest->whole->n_items;
    const skt_status status =
        skt_split_lines(&part->lines, &part->begin, &n_filled, &part->too_long, stream, LINES,
                        ingest->options.max_bytes);
    if (status == SKT_E_NOMEM) {
        return status;
    }
    ingest->whole->n_items += n_filled;
    part->failed = status != SKT_OK && status != SKT_E_NOTFOUND;
    part->last = status != SKT_OK || (stream->end && skt_stream_text(stream).len == 0);
    return SKT_OK;
}

static skt_status cut_archive(skt_part *part, skt_ingest *ingest)
{
    skt_whole *whole = ingest->whole;
    bool sure;
    part->from = whole->unsure ? whole->reached : whole->at;
    const skt_status status = skt_split_archive(&part->to, &sure, ingest->source.stream.bytes.fd,
                                                whole->packed, part->from);
    whole->unsure = !sure;
    whole->at = part->to;
    part->last = part->to == UINT64_MAX;
    return status;
}

skt_status skt_whole_next(skt_part **out, skt_ingest *ingest)
{
    skt_whole *whole = ingest->whole;
    *out = NULL;
    if (whole->ended) {
        skt_whole_drop(ingest);
        return SKT_OK;
    }
    skt_part *part = part_new(ingest, whole, whole->kind);
    if (part == NULL) {
        return SKT_E_NOMEM;
    }
    const skt_status status =
        whole->kind == SKT_PART_LINES ? cut_lines(part, ingest) : cut_archive(part, ingest);
    if (status != SKT_OK) {
        skt_part_free(part);
        return status;
    }
    *out = part;
    if (part->last) {
        skt_whole_drop(ingest);
    }
    return SKT_OK;
}

/* ------------------------------------------------------------------ reading */

skt_status skt_part_begin(skt_part *part, skt_claim_set *claims, skt_diag *diag)
{
    const skt_ingest *of = part->of;
    if (!skt_html_begin_thread()) {
        return SKT_E_NOMEM;
    }
    skt_ingest_options options = of->options;
    options.claims = claims;
    options.claims_read = NULL;
    options.shards = 0;
    skt_ingest_free(part->ingest);
    part->opened = part->failed = false;
    part->n_given = 0;
    const skt_status status = skt_ingest_new(&part->ingest, NULL, 0, &options, diag);
    if (status == SKT_OK) {
        part->ingest->part = part;
        skt_ingest_sift(part->ingest, of->worth, of->asker);
    }
    return status;
}

skt_status skt_part_open(bool *any, skt_ingest *ingest)
{
    skt_part *part = ingest->part;
    skt_source *source = &ingest->source;
    *any = !part->opened;
    if (part->opened) {
        return SKT_OK;
    }
    part->opened = true;
    if (part->kind == SKT_PART_FILE) {
        return skt_ingest_open(ingest, part->path);
    }
    skt_ingest_begin_source(ingest, part->path);
    if (part->kind == SKT_PART_LINES) {
        skt_stream_of_text(&source->stream, part->path, &part->lines, part->begin, part->line,
                           ingest->diag);
        source->n_items = part->n_items;
        ingest->reader = skt_read_json;
        if (part->too_long) {
            skt_json_refuse_line(source);
        }
        return skt_json_begin_lines(source);
    }
    ingest->account = (skt_warc_account){.sayings = &ingest->sayings};
    const skt_status status =
        skt_warc_new_part(&ingest->warc, part->path, part->from, part->to, part->whole->packed,
                          &ingest->options, &ingest->account, ingest->diag);
    part->failed = status != SKT_OK;
    *any = status == SKT_OK;
    return status == SKT_E_NOMEM ? status : SKT_OK;
}

skt_status skt_part_next(const skt_report **out, skt_part *part)
{
    return skt_ingest_next(out, part->ingest);
}

size_t skt_part_bytes(const skt_part *part)
{
    return part->lines.len;
}

bool skt_part_is_awaited(const skt_part *part)
{
    return part->whole != NULL && part->whole->unsure;
}

/* ----------------------------------------------------------------- settling */

skt_part_verdict skt_part_check(skt_part *part)
{
    const skt_whole *whole = part->whole;
    if (part->kind != SKT_PART_ARCHIVE) {
        return SKT_PART_GOOD;
    }
    if (whole->failed || whole->reached >= part->to) {
        return SKT_PART_VOID;
    }
    if (whole->reached != part->from) {
        part->from = whole->reached;
        return SKT_PART_AGAIN;
    }
    return SKT_PART_GOOD;
}

/* What is to be told of a file, and counted, once all parts were settled. */
static void settle_whole(skt_ingest *of, skt_whole *whole, skt_diag *to)
{
    if (whole->kind == SKT_PART_ARCHIVE) {
        of->refused += skt_warc_account_end(&whole->account, whole->path, whole->failed, to);
        return;
    }
    if (!whole->failed && whole->n_given == 0) {
        (void)skt_diag_add(to, SKT_E_INPUT, SKT_REFUSAL, whole->path, 0,
                           "holds no article that could be read");
    }
    of->refused += whole->failed || whole->n_given == 0;
    skt_sayings_end(&whole->sayings, to, whole->path);
}

void skt_part_settle(skt_part *part, skt_part_verdict verdict, skt_diag *to, skt_diag *diag)
{
    skt_whole *whole = part->whole;
    skt_ingest *own = part->ingest;
    skt_ingest *of = part->of;
    if (verdict == SKT_PART_GOOD) {
        of->read += own->read;
        of->claim_files += own->claim_files;
        of->refused += own->refused;
    }
    if (whole == NULL) {
        skt_diag_move(to, diag);
        return;
    }
    if (verdict == SKT_PART_GOOD) {
        skt_sayings_join(&whole->sayings, to, &own->sayings, diag);
        skt_warc_account_add(&whole->account, &own->account);
        whole->reached = part->reached;
        whole->n_given += part->n_given;
        whole->failed = whole->failed || part->failed;
    }
    whole->ended = part->last || (whole->unsure && (whole->failed || whole->reached == UINT64_MAX));
    if (whole->ended) {
        settle_whole(of, whole, to);
    }
}
