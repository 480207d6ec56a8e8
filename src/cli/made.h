/* What outputs were made from, so that a run which would make the same ones leaves them. */
#ifndef SKT_CLI_MADE_H
#define SKT_CLI_MADE_H

#include "cli/chain.h"
#include "core/sha256.h"

/* The files of a folder: those without a dot in front, no folders. Dispose it. */
typedef struct skt_folder_file {
    const char *name;
    int64_t size, inode;
    int64_t changed_s, changed_ns;
} skt_folder_file;
typedef struct skt_folder {
    skt_arena arena;
    SKT_VEC(skt_folder_file) files; /* sorted by name */
} skt_folder;

/* Lists `dir`; one that is not there has no files. Errors: SKT_E_NOMEM; SKT_E_IO, with a refusal in
 * `diag` (which may be NULL). */
skt_status skt_folder_list(skt_folder *out, const char *dir, skt_diag *diag);
void skt_folder_dispose(skt_folder *folder);

/* A digest of all that decides what is written: the program's version, options 0 up to
 * SKT_CUTS and `n` from `first` on (the output folder, which does not matter), the data that
 * reconciling reads, the claims. Errors: SKT_E_NOMEM. */
skt_status skt_made_digest(skt_sha256 *out, skt_cli *cli, const skt_arguments *args, size_t first,
                           size_t n, const skt_claim_set *claims);

/* What is noted of outputs: one text (docs/formats.md, "State"). `before` is what the folder
 * held before they were written. Errors: those of skt_folder_list(). */
skt_status skt_made_note(skt_buf *out, const skt_sha256 *digest, size_t incidents, const char *dir,
                         const skt_folder *before, skt_diag *diag);
/* Whether the outputs in `dir` are those that `note` tells of, untouched, and what would be
 * written now is the same; *incidents is then how many. */
bool skt_made_holds(size_t *incidents, skt_str note, const skt_sha256 *digest, const char *dir);

#endif
