/* The kinds of input: how each is told by its first bytes, and what reads it. */
#ifndef SKT_INGEST_READERS_H
#define SKT_INGEST_READERS_H

#include "core/arena.h"
#include "core/buf.h"
#include "skytally.h"

/* One input on its way to reports. */
typedef struct skt_source {
    const char *doc;
    skt_buf text;    /* UTF-8, whole: no article is longer than the limit */
    skt_arena arena; /* of the current report */
    bool done;       /* no report is left in it */
    skt_diag *diag;
} skt_source;

/* A reader gives the next report of `source` in *out, its text in source->text
 * or source->arena. SKT_E_INPUT: refused, the reason is in the diag. */
typedef skt_status skt_reader(skt_report *out, skt_source *source);

typedef struct skt_kind {
    const char *what;            /* "an HTML page" */
    const char *const *heads;    /* what it begins with, in any case; or NULL */
    bool (*sniff)(skt_str head); /* where that tells nothing; or NULL */
    bool after_space;            /* white space may come first */
    const char *extension;       /* ".txt": taken from a folder by its name; or NULL */
    skt_reader *read;            /* NULL: not read, `instead` tells what to do */
    const char *instead;
} skt_kind;

/* By the first bytes of an input; the last kind, plain text, fits all. */
const skt_kind *skt_kind_of(skt_str head);
/* Whether a file of this name, met in a folder, is one to read. */
bool skt_reader_knows_name(skt_str name);

skt_reader skt_read_plain;

#endif
