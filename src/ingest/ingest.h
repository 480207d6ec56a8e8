/* Inputs to reports: files, folders, globs and standard input, one report at a
 * time with bounded memory. Knows nothing of how claims are made. */
#ifndef SKT_INGEST_INGEST_H
#define SKT_INGEST_INGEST_H

#include "skytally.h"

typedef struct skt_ingest_options {
    size_t max_bytes; /* of one article, row or page; what is longer is refused */
    /* Where lines of claims, as `extract` prints them, are put when an input holds such;
     * NULL: it is refused. Their places are bound to nodes of `gazetteer`. */
    skt_claim_set *claims;
    const skt_gazetteer *gazetteer;
    /* Called with `user` when an input of such lines has been read; or NULL. An error ends
     * the work. */
    skt_status (*claims_read)(void *user);
    void *user;
} skt_ingest_options;
#define SKT_INGEST_OPTIONS_INIT                                                                    \
    {                                                                                              \
        (size_t)16 << 20, NULL, NULL, NULL, NULL                                                   \
    }

typedef struct skt_ingest skt_ingest;

/* Begins to read `inputs` in their order. Each is
 *   "-"        standard input;
 *   a folder   walked in bytewise order of names: what has a name that a reader
 *              knows (*.txt, *.html, *.xml ...) is read, hidden files and linked
 *              folders are passed over. A folder whose own name is that of a file
 *              ("night.txt") is taken for a mistake and refused, unless it is
 *              written with a slash at its end; so is a folder with nothing in
 *              it that can be read;
 *   a file     read by what it holds, whatever its name;
 *   a glob     where no file of that very name exists.
 * `inputs` and what `options` points to must outlive *out. `options` may be NULL. What is
 * refused is said in `diag`, with its path and reason, and the rest goes on. */
skt_status skt_ingest_new(skt_ingest **out, const char *const *inputs, size_t n_inputs,
                          const skt_ingest_options *options, skt_diag *diag);
/* The next report, or *out = NULL when there is none left. Owned by `ingest`,
 * valid until the next call. Errors: SKT_E_NOMEM, and what `claims_read` returns. */
skt_status skt_ingest_next(const skt_report **out, skt_ingest *ingest);
/* How many reports were given, how many inputs held claims, and how many were refused so
 * far; a folder counts by its files. */
size_t skt_ingest_read(const skt_ingest *ingest);
size_t skt_ingest_claim_files(const skt_ingest *ingest);
size_t skt_ingest_refused(const skt_ingest *ingest);
void skt_ingest_free(skt_ingest *ingest);

#endif
