/* Files made aside in a hidden folder within the target folder, and renamed into
 * place together once all are good. Until then the old files stay as they are; a run that is
 * killed while it renames is finished by the next one (leftovers.h). */
#ifndef SKT_EXPORT_STAGING_H
#define SKT_EXPORT_STAGING_H

#include "core/arena.h"
#include "core/file.h"
#include "core/out.h"
#include "core/vec.h"
#include "skytally.h"

typedef struct skt_staging {
    const char *dir;   /* where the files shall be; the caller's */
    const char *aside; /* where they are made: on the same file system */
    int held;          /* the lock by which others see that this run lives, or -1 */
    SKT_VEC(const char *) names;
    SKT_VEC(const char *) stale;
    skt_arena arena;
} skt_staging;

/* Makes `dir` where it is missing, finishes and removes what killed runs left there, and makes
 * a folder for this run within it. `dir` must outlive the staging. Dispose in any case. */
skt_status skt_staging_open(skt_staging *out, const char *dir, skt_diag *diag);
/* Enters the file `name` and gives the path to make it at (owned by the staging). */
skt_status skt_staging_add(const char **path, skt_staging *staging, const char *name);
/* Enters the file `name` and writes it. */
skt_status skt_staging_write(skt_staging *staging, const char *name, skt_str content,
                             skt_diag *diag);
/* Enters the file `name` and opens it, to be written piece by piece: *out is to be kept, and
 * disposed of in any case. */
skt_status skt_staging_stream(skt_out *out, skt_staging *staging, const char *name, skt_diag *diag);
/* Has the file `name`, which tells of one that is replaced, removed once all are in place. */
skt_status skt_staging_remove(skt_staging *staging, const char *name);
/* Maps the file `name` that is in `dir` now, if any, for a look at whose it is; the caller unmaps
 * it. *barred: what is there may not be read, or is no file, and so is not ours to replace. */
skt_status skt_staging_look(skt_mapping *out, bool *barred, const skt_staging *staging,
                            const char *name, skt_diag *diag);
/* Whether `dir` holds a file `name` that does not contain `mark`: one that somebody else made or
 * changed, or that may not be read. */
skt_status skt_staging_is_foreign(bool *out, const skt_staging *staging, const char *name,
                                  const char *mark, skt_diag *diag);
/* Renames everything into place. On an error what was renamed is put back. */
skt_status skt_staging_commit(skt_staging *staging, skt_diag *diag);
/* Removes what is left aside, and frees. */
void skt_staging_dispose(skt_staging *staging);

#endif
