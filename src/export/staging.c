#include "export/staging.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/diag.h"
#include "core/file.h"
#include "export/leftovers.h"

static skt_status path_in(const char **out, skt_arena *arena, const char *dir, const char *name,
                          const char *suffix)
{
    skt_str path;
    const skt_status status = skt_arena_format(&path, arena, "%s/%s%s", dir, name, suffix);
    *out = status == SKT_OK ? path.ptr : NULL;
    return status;
}

/* Others may neither sweep between the making of the folder and its lock, nor rename. */
static skt_status make_aside(skt_staging *staging, char *aside, skt_diag *diag)
{
    skt_folder_lock lock;
    skt_status status = skt_folder_lock_take(&lock, staging->dir);
    if (status == SKT_OK && lock.fd >= 0) {
        skt_leftovers_sweep(staging->dir);
    }
    if (status == SKT_OK && mkdtemp(aside) == NULL) {
        status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, staging->dir, 0,
                              "nothing can be written to the folder: %s; give another one with -o, "
                              "or the right to write to it",
                              strerror(errno));
    } else if (status == SKT_OK) {
        staging->aside = aside;
        staging->held = skt_aside_hold(aside);
        if (staging->held < 0 && lock.fd >= 0) {
            status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, aside, 0, "cannot be locked: %s",
                                  strerror(errno));
        }
    }
    skt_folder_lock_give(&lock);
    return status;
}

skt_status skt_staging_open(skt_staging *out, const char *dir, skt_diag *diag)
{
    *out = (skt_staging){.dir = dir, .held = -1, .arena = SKT_ARENA_INIT};
    skt_status status = skt_file_make_dirs(dir, diag);
    skt_str pattern;
    if (status == SKT_OK) {
        status = skt_arena_format(&pattern, &out->arena, "%s/%s", dir, SKT_ASIDE_PATTERN);
    }
    /* The arena's, ours to write to. */
    return status == SKT_OK ? make_aside(out, (char *)(uintptr_t)pattern.ptr, diag) : status;
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

skt_status skt_staging_remove(skt_staging *staging, const char *name)
{
    skt_str copy;
    const skt_status status = skt_arena_str(&copy, &staging->arena, skt_str_from(name));
    return status == SKT_OK && !skt_vec_push(&staging->stale, copy.ptr) ? SKT_E_NOMEM : status;
}

skt_status skt_staging_write(skt_staging *staging, const char *name, skt_str content,
                             skt_diag *diag)
{
    skt_out out;
    skt_status status = skt_staging_stream(&out, staging, name, diag);
    if (status == SKT_OK) {
        skt_out_put(&out, content);
        status = skt_out_close(&out);
    }
    skt_out_dispose(&out);
    return status;
}

skt_status skt_staging_stream(skt_out *out, skt_staging *staging, const char *name, skt_diag *diag)
{
    const char *path = NULL;
    const char *shown = NULL;
    *out = (skt_out)SKT_OUT_INIT;
    skt_status status = skt_staging_add(&path, staging, name);
    if (status == SKT_OK) {
        status = path_in(&shown, &staging->arena, staging->dir, name, "");
    }
    return status == SKT_OK ? skt_out_open(out, path, shown, diag) : status;
}

/* Why a file that is in the way cannot be looked at; *barred where that settles it. */
static skt_status look_failed(bool *barred, const char *path, skt_diag *diag)
{
    *barred = errno == EACCES;
    return errno == EACCES || errno == ENOENT || errno == ENOTDIR
               ? SKT_OK
               : skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, path, 0,
                              "cannot be looked at, and might be somebody else's: %s; nothing was "
                              "changed",
                              strerror(errno));
}

skt_status skt_staging_look(skt_mapping *out, bool *barred, const skt_staging *staging,
                            const char *name, skt_diag *diag)
{
    skt_buf path = SKT_BUF_INIT;
    struct stat info;
    *out = (skt_mapping){NULL, 0};
    *barred = false;
    skt_buf_format(&path, "%s/%s", staging->dir, name);
    skt_status status = path.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && (access(path.ptr, R_OK) != 0 || stat(path.ptr, &info) != 0)) {
        status = look_failed(barred, path.ptr, diag);
    } else if (status == SKT_OK && !S_ISREG(info.st_mode)) {
        *barred = true;
    } else if (status == SKT_OK) {
        status = skt_file_map(out, path.ptr, diag);
    }
    skt_buf_dispose(&path);
    return status;
}

skt_status skt_staging_is_foreign(bool *out, const skt_staging *staging, const char *name,
                                  const char *mark, skt_diag *diag)
{
    skt_mapping file;
    const skt_status status = skt_staging_look(&file, out, staging, name, diag);
    const skt_str content = {(const char *)file.ptr, file.len};
    *out = *out || (file.len > 0 && skt_str_find(content, skt_str_from(mark), 0) == SIZE_MAX);
    skt_file_unmap(&file);
    return status;
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
        status = path_in(&out->kept, &staging->arena, staging->aside, name, SKT_ASIDE_OLD);
    }
    return status == SKT_OK ? path_in(&out->target, &staging->arena, staging->dir, name, "")
                            : status;
}

/* What is sure to fail shall do so before anything is renamed. */
static skt_status check(const paths *file, skt_diag *diag)
{
    struct stat info;
    if (lstat(file->target, &info) == 0 && S_ISDIR(info.st_mode)) {
        return skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, file->target, 0,
                            "is a folder, and a file of that name is to be written: move the "
                            "folder away, or give another one with -o; nothing was changed");
    }
    return SKT_OK;
}

/* A second name for the old file costs nothing and leaves no moment without it.
 * A file system without links gives no way back, and the new file stays. */
static void keep_old(paths *file)
{
    struct stat info;
    file->had_old = lstat(file->target, &info) == 0;
    file->kept_old = file->had_old && link(file->target, file->kept) == 0;
}

/* Flushes the entries of a folder to the disk; not every file system can. */
static void flush_folder(const char *path)
{
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
}

/* Writes down what is going to be renamed: from here on a run that is killed is finished by the
 * next one, and before it is as if it had not been. */
static skt_status write_plan(skt_staging *staging, const paths *files, skt_diag *diag)
{
    skt_buf plan = SKT_BUF_INIT;
    const char *path;
    for (size_t i = 0; i < staging->names.count; i++) {
        skt_plan_add(&plan, files[i].had_old ? SKT_PLAN_REPLACE : SKT_PLAN_NEW,
                     staging->names.items[i]);
    }
    for (size_t i = 0; i < staging->stale.count; i++) {
        skt_plan_add(&plan, SKT_PLAN_REMOVE, staging->stale.items[i]);
    }
    skt_status status = plan.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK) {
        status = path_in(&path, &staging->arena, staging->aside, SKT_ASIDE_PLAN, "");
    }
    if (status == SKT_OK) {
        flush_folder(staging->aside);
        status = skt_file_write(path, skt_buf_str(&plan), diag);
        flush_folder(staging->aside);
    }
    skt_buf_dispose(&plan);
    return status;
}

/* Puts all files back as they were; they are while the plan says so. */
static skt_status put_back(skt_staging *staging, const paths *files, size_t index, int why,
                           skt_diag *diag)
{
    bool whole = true;
    for (size_t i = 0; i < index; i++) {
        whole = whole && files[i].kept_old == files[i].had_old;
    }
    const char *plan;
    const char *taken_back;
    skt_status status = path_in(&plan, &staging->arena, staging->aside, SKT_ASIDE_PLAN, "");
    if (status == SKT_OK) {
        status = path_in(&taken_back, &staging->arena, staging->aside, SKT_ASIDE_UNDO, "");
    }
    if (status == SKT_OK && rename(plan, taken_back) == 0) {
        skt_leftovers_undo(staging->dir, staging->aside);
    }
    return skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, files[index].target, 0,
                        "cannot be put in place: %s; %s", strerror(why),
                        whole ? "the old files stay as they were"
                              : "files before it are new already, as the file system has no links "
                                "by which old ones are kept");
}

static skt_status rename_all(skt_staging *staging, const paths *files, const char *const *stale,
                             skt_diag *diag)
{
    for (size_t i = 0; i < staging->names.count; i++) {
        if (rename(files[i].made, files[i].target) != 0) {
            return put_back(staging, files, i, errno, diag);
        }
    }
    flush_folder(staging->dir);
    for (size_t i = 0; i < staging->stale.count; i++) {
        (void)unlink(stale[i]);
    }
    return SKT_OK;
}

static skt_status commit_locked(skt_staging *staging, paths *files, const char *const *stale,
                                skt_diag *diag)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < staging->names.count && status == SKT_OK; i++) {
        status = check(&files[i], diag);
    }
    for (size_t i = 0; i < staging->names.count && status == SKT_OK; i++) {
        keep_old(&files[i]);
    }
    if (status == SKT_OK) {
        status = write_plan(staging, files, diag);
    }
    if (status != SKT_OK) {
        return status;
    }
    /* Ctrl-C waits for these few milliseconds. */
    sigset_t wait;
    sigset_t before;
    (void)sigemptyset(&wait);
    (void)sigaddset(&wait, SIGINT);
    (void)sigaddset(&wait, SIGTERM);
    (void)sigaddset(&wait, SIGHUP);
    const bool waits = pthread_sigmask(SIG_BLOCK, &wait, &before) == 0;
    status = rename_all(staging, files, stale, diag);
    if (waits) {
        (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    return status;
}

skt_status skt_staging_commit(skt_staging *staging, skt_diag *diag)
{
    const size_t count = staging->names.count;
    paths *files = skt_arena_array(&staging->arena, count, sizeof *files);
    const char **stale = skt_arena_array(&staging->arena, staging->stale.count, sizeof *stale);
    skt_status status = files == NULL || stale == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < count && status == SKT_OK; i++) {
        status = paths_of(&files[i], staging, staging->names.items[i]);
    }
    for (size_t i = 0; i < staging->stale.count && status == SKT_OK; i++) {
        status = path_in(&stale[i], &staging->arena, staging->dir, staging->stale.items[i], "");
    }
    skt_folder_lock lock = {-1, SKT_BUF_INIT};
    if (status == SKT_OK) {
        status = skt_folder_lock_take(&lock, staging->dir);
    }
    if (status == SKT_OK && lock.fd >= 0 && staging->held >= 0) {
        /* A run that was killed since this one began was before it. */
        skt_leftovers_sweep(staging->dir);
    }
    if (status == SKT_OK) {
        status = commit_locked(staging, files, stale, diag);
    }
    skt_folder_lock_give(&lock);
    return status;
}

void skt_staging_dispose(skt_staging *staging)
{
    if (staging->aside != NULL) {
        skt_aside_remove(staging->aside);
    }
    if (staging->held >= 0) {
        (void)close(staging->held);
    }
    skt_vec_dispose(&staging->names);
    skt_vec_dispose(&staging->stale);
    skt_arena_dispose(&staging->arena);
    *staging = (skt_staging){.held = -1, .arena = SKT_ARENA_INIT};
}
