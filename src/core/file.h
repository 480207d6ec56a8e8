/* Files: mapped for reading, written aside and renamed into place. */
#ifndef SKT_CORE_FILE_H
#define SKT_CORE_FILE_H

#include <dirent.h>

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

/* Writes all of `content`; false, with the reason in errno, if that fails. */
bool skt_file_write_all(int fd, skt_str content);
/* A file without a name in the folder of `beside`, for reading and writing: it is
 * gone when it is closed, whatever becomes of the process. *fd is the caller's. */
skt_status skt_file_temporary(int *fd, const char *beside, skt_diag *diag);

/* A file that is written piece by piece beside `path` and takes its name when all of
 * it is good. `path` and `diag` are borrowed. */
typedef struct skt_file_aside {
    const char *path;
    char *name;
    int fd; /* -1 where it is not open */
    skt_diag *diag;
} skt_file_aside;

#define SKT_FILE_ASIDE_INIT                                                                        \
    {                                                                                              \
        NULL, NULL, -1, NULL                                                                       \
    }

skt_status skt_file_aside_open(skt_file_aside *out, const char *path, skt_diag *diag);
skt_status skt_file_aside_write(skt_file_aside *file, skt_str content);
/* Writes `content` over what stands at `offset`. */
skt_status skt_file_aside_patch(skt_file_aside *file, uint64_t offset, skt_str content);
/* Maps what was written so far read-only; it may be unmapped at any time. */
skt_status skt_file_aside_map(const skt_file_aside *file, skt_mapping *out);
/* Flushes the file to the disk and renames it. */
skt_status skt_file_aside_keep(skt_file_aside *file);
/* Removes what was not kept, frees the rest. */
void skt_file_aside_dispose(skt_file_aside *file);

/* The next entry of an open folder; NULL at its end, *why being 0, and where it cannot be read on,
 * *why being the errno. */
const struct dirent *skt_file_next(DIR *folder, int *why);

/* Makes the folder `path` and those above it that are missing. */
skt_status skt_file_make_dirs(const char *path, skt_diag *diag);

#endif
