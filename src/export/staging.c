#include "export/staging.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/diag.h"
#include "core/file.h"

/* Copies of the old files during the renaming, so that they can be put back. */
static const char backup_suffix[] = ".old";

static skt_status path_in(const char **out, skt_arena *arena, const char *dir, const char *name,
                          const char *suffix)
{
    skt_str path;
    const skt_status status = skt_arena_format(&path, arena, "%s/%s%s", dir, name, suffix);
    *out = status == SKT_OK ? path.ptr : NULL;
    return status;
}

skt_status skt_staging_open(skt_staging *out, const char *dir, skt_diag *diag)
{
    *out = (skt_staging){.dir = dir, .arena = SKT_ARENA_INIT};
    skt_status status = skt_file_make_dirs(dir, diag);
    skt_str pattern;
    if (status == SKT_OK) {
        status = skt_arena_format(&pattern, &out->arena, "%s/.skytally-XXXXXX", dir);
    }
    if (status != SKT_OK) {
        return status;
    }
    char *aside = (char *)(uintptr_t)pattern.ptr; /* the arena's, ours to write to */
    if (mkdtemp(aside) == NULL) {
        return skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, dir, 0,
                            "nothing can be written to the folder: %s", strerror(errno));
    }
    out->aside = aside;
    return SKT_OK;
}

skt_status skt_staging_add(const char **path, skt_staging *staging, const char *name)
{
    skt_str copy;
    skt_status status = skt_arena_str(&copy, &staging->arena, skt_str_from(name));
    if (status == SKT_OK && !skt_vec_push(&staging->names, copy.ptr)) {
        status = SKT_E_NOMEM;
    }
    return status == SKT_OK ? path_in(path, &staging->arena, staging->aside, name, "") : status;
}

skt_status skt_staging_write(skt_staging *staging, const char *name, skt_str content,
                             skt_diag *diag)
{
    const char *path;
    const skt_status status = skt_staging_add(&path, staging, name);
    return status == SKT_OK ? skt_file_write(path, content, diag) : status;
}

bool skt_staging_is_foreign(const skt_staging *staging, const char *name, const char *mark)
{
    skt_arena arena = SKT_ARENA_INIT;
    const char *path;
    skt_mapping file = {NULL, 0};
    bool foreign = false;
    if (path_in(&path, &arena, staging->dir, name, "") == SKT_OK && access(path, F_OK) == 0 &&
        skt_file_map(&file, path, NULL) == SKT_OK) {
        const skt_str content = {(const char *)file.ptr, file.len};
        foreign = file.len > 0 && skt_str_find(content, skt_str_from(mark), 0) == SIZE_MAX;
        skt_file_unmap(&file);
    }
    skt_arena_dispose(&arena);
    return foreign;
}

/* The three paths of one file. */
typedef struct paths {
    const char *made, *kept, *target;
    bool had_old, kept_old;
} paths;

static skt_status paths_of(paths *out, skt_staging *staging, const char *name)
{
    *out = (paths){NULL, NULL, NULL, false, false};
    skt_status status = path_in(&out->made, &staging->arena, staging->aside, name, "");
    if (status == SKT_OK) {
        status = path_in(&out->kept, &staging->arena, staging->aside, name, backup_suffix);
    }
    return status == SKT_OK ? path_in(&out->target, &staging->arena, staging->dir, name, "")
                            : status;
}

/* Puts the first `count` files back as they were. */
static void put_back(const paths *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (files[i].kept_old) {
            (void)rename(files[i].kept, files[i].target);
        } else if (!files[i].had_old) {
            (void)unlink(files[i].target);
        }
    }
}

/* A second name for the old file costs nothing and leaves no moment without it.
 * A file system without links gives no way back, and the new file stays. */
static void keep_old(paths *file)
{
    file->had_old = access(file->target, F_OK) == 0;
    file->kept_old = link(file->target, file->kept) == 0;
}

skt_status skt_staging_commit(skt_staging *staging, skt_diag *diag)
{
    const size_t count = staging->names.count;
    paths *files = skt_arena_array(&staging->arena, count, sizeof *files);
    skt_status status = files == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < count && status == SKT_OK; i++) {
        status = paths_of(&files[i], staging, staging->names.items[i]);
    }
    for (size_t i = 0; i < count && status == SKT_OK; i++) {
        keep_old(&files[i]);
        if (rename(files[i].made, files[i].target) != 0) {
            status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, files[i].target, 0,
                                  "cannot be put in place: %s; the old files stay as they were",
                                  strerror(errno));
            put_back(files, i);
        }
    }
    return status;
}

void skt_staging_dispose(skt_staging *staging)
{
    for (size_t i = 0; i < staging->names.count && staging->aside != NULL; i++) {
        paths file;
        if (paths_of(&file, staging, staging->names.items[i]) == SKT_OK) {
            (void)unlink(file.made);
            (void)unlink(file.kept);
        }
    }
    if (staging->aside != NULL) {
        (void)rmdir(staging->aside);
    }
    skt_vec_dispose(&staging->names);
    skt_arena_dispose(&staging->arena);
    *staging = (skt_staging){.arena = SKT_ARENA_INIT};
}
