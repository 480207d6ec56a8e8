/* What the user named, as a list of files. */
#ifndef SKT_INGEST_PATHS_H
#define SKT_INGEST_PATHS_H

#include "core/arena.h"
#include "core/vec.h"
#include "skytally.h"

typedef struct skt_paths {
    SKT_VEC(const char *) files; /* in `arena`, or the input itself */
    skt_arena arena;
    size_t refused; /* inputs that gave no file, or a file of a folder */
} skt_paths;

/* Appends the files behind `input` (see skt_ingest_new), which must outlive
 * *out. Refusals go to `diag`; SKT_E_NOMEM alone is an error. */
skt_status skt_paths_expand(skt_paths *out, const char *input, skt_diag *diag);
void skt_paths_clear(skt_paths *paths);
void skt_paths_dispose(skt_paths *paths);

#endif
