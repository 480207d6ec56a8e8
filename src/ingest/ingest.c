#include "ingest/ingest.h"

#include <stdlib.h>

#include "core/diag.h"
#include "ingest/paths.h"
#include "ingest/readers.h"
#include "ingest/source.h"

struct skt_ingest {
    const char *const *inputs;
    size_t n_inputs, next_input;
    skt_ingest_options options;
    skt_diag *diag;
    skt_paths paths; /* of the current input */
    size_t next_file;
    skt_source source;  /* the current file */
    skt_reader *reader; /* NULL: no file is open */
    skt_report report;
    size_t read, refused;
};

skt_status skt_ingest_new(skt_ingest **out, const char *const *inputs, size_t n_inputs,
                          const skt_ingest_options *options, skt_diag *diag)
{
    skt_ingest *ingest = calloc(1, sizeof *ingest);
    *out = ingest;
    if (ingest == NULL) {
        return SKT_E_NOMEM;
    }
    ingest->inputs = inputs;
    ingest->n_inputs = n_inputs;
    ingest->options = options != NULL ? *options : (skt_ingest_options)SKT_INGEST_OPTIONS_INIT;
    ingest->diag = diag;
    return SKT_OK;
}

/* Goes to the next file and sets *path, or NULL at the end. */
static skt_status next_path(const char **path, skt_ingest *ingest)
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
    return SKT_OK;
}

static skt_status refuse_size(const skt_ingest *ingest, const char *path)
{
    return skt_diag_add(ingest->diag, SKT_E_LIMIT, SKT_REFUSAL, path, 0,
                        "is longer than the %.3g MB that one text may have; split it into a file "
                        "for each article",
                        (double)ingest->options.max_bytes / (1 << 20));
}

/* Reads `path` whole and finds what reads it further. */
static skt_status open_file(skt_ingest *ingest, const char *path)
{
    skt_source *source = &ingest->source;
    source->doc = path;
    source->done = false;
    source->diag = ingest->diag;
    const skt_status size =
        skt_source_read(&source->text, path, ingest->options.max_bytes, ingest->diag);
    if (size != SKT_OK && size != SKT_E_LIMIT) {
        return size;
    }
    const skt_kind *kind = skt_kind_of(skt_buf_str(&source->text));
    if (kind->read == NULL) {
        return skt_diag_add(ingest->diag, SKT_E_INPUT, SKT_REFUSAL, path, 0, "is %s; %s",
                            kind->what, kind->instead);
    }
    /* What is too long and no text at all is told for the latter. */
    if (size == SKT_E_LIMIT) {
        source->text.len = skt_str_cut(skt_buf_str(&source->text), source->text.len - 1).len;
    }
    const skt_status status = skt_source_decode(&source->text, path, ingest->diag);
    if (status != SKT_OK) {
        return status;
    }
    ingest->reader = kind->read;
    return size == SKT_E_LIMIT ? refuse_size(ingest, path) : SKT_OK;
}

static void close_file(skt_ingest *ingest)
{
    /* The buffer of a big file is not kept for the small ones after it. */
    skt_buf_dispose(&ingest->source.text);
    skt_arena_dispose(&ingest->source.arena);
    ingest->source = (skt_source){0};
    ingest->reader = NULL;
}

skt_status skt_ingest_next(const skt_report **out, skt_ingest *ingest)
{
    *out = NULL;
    for (;;) {
        skt_status status = SKT_OK;
        if (ingest->reader != NULL && ingest->source.done) {
            close_file(ingest);
        }
        if (ingest->reader == NULL) {
            const char *path;
            status = next_path(&path, ingest);
            if (status != SKT_OK || path == NULL) {
                return status;
            }
            status = open_file(ingest, path);
        }
        if (status == SKT_OK) {
            status = ingest->reader(&ingest->report, &ingest->source);
        }
        if (status == SKT_OK) {
            ingest->read++;
            *out = &ingest->report;
            return SKT_OK;
        }
        close_file(ingest);
        if (status == SKT_E_NOMEM) {
            return status;
        }
        ingest->refused++;
    }
}

size_t skt_ingest_read(const skt_ingest *ingest)
{
    return ingest->read;
}

size_t skt_ingest_refused(const skt_ingest *ingest)
{
    return ingest->refused;
}

void skt_ingest_free(skt_ingest *ingest)
{
    if (ingest != NULL) {
        close_file(ingest);
        skt_paths_dispose(&ingest->paths);
        free(ingest);
    }
}
