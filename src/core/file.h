/* Files: mapped for reading, written aside and renamed into place. */
#ifndef SKT_CORE_FILE_H
#define SKT_CORE_FILE_H

#include "core/buf.h"
#include "skytally.h"

typedef struct skt_mapping {
    const unsigned char *ptr; /* NULL for an empty file */
    size_t len;
} skt_mapping;

/* Maps a regular file read-only. SKT_E_IO with a refusal in `diag` that says
 * why: missing, a directory, a dangling link, no permission. */
skt_status skt_file_map(skt_mapping *out, const char *path, skt_diag *diag);
void skt_file_unmap(skt_mapping *mapping);

/* Writes `content` to `path` by way of a temporary file in the same folder,
 * flushed to the disk and renamed. On an error the old file stays. */
skt_status skt_file_write(const char *path, skt_str content, skt_diag *diag);

/* Makes the folder `path` and those above it that are missing. */
skt_status skt_file_make_dirs(const char *path, skt_diag *diag);

#endif
