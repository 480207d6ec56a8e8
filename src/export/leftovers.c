#include "export/leftovers.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"

static const char lock_name[] = ".skytally-lock";

/* False where it did not fit into memory: then there is nothing to do with the path. */
static bool path_to(skt_buf *out, const char *dir, skt_str name, const char *suffix)
{
    skt_buf_clear(out);
    skt_buf_format(out, "%s/%.*s%s", dir, SKT_FMT(name), suffix);
    return !out->failed;
}

/* ------------------------------------------------------------------ locks */

static bool lock_now(int fd)
{
    int result;
    do {
        result = flock(fd, LOCK_EX);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

/* Whether `path` still names the file that is open: its last holder removed it. Where that cannot
 * be told it is believed: to ask again would be to ask for ever. */
static bool is_same_file(int fd, const char *path)
{
    struct stat open_one;
    struct stat named;
    if (fstat(fd, &open_one) != 0) {
        return true;
    }
    if (lstat(path, &named) != 0) {
        return errno != ENOENT;
    }
    return open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino;
}

/* A file of its own, not the folder: somebody may well hold that while the program runs
 * ("flock output skytally run"). Somebody else's lock file can be locked all the same. */
static int lock_file(const char *path)
{
    const int flags = O_CLOEXEC | O_NOFOLLOW;
    int fd = open(path, O_RDWR | O_CREAT | flags, 0666);
    if (fd < 0 && errno == EACCES) {
        fd = open(path, O_RDONLY | flags);
    }
    return fd;
}

skt_status skt_folder_lock_take(skt_folder_lock *out, const char *dir)
{
    *out = (skt_folder_lock){-1, SKT_BUF_INIT};
    if (!path_to(&out->path, dir, skt_str_from(lock_name), "")) {
        return SKT_E_NOMEM;
    }
    bool locked = true;
    while (locked && (out->fd = lock_file(out->path.ptr)) >= 0) {
        locked = lock_now(out->fd);
        if (locked && is_same_file(out->fd, out->path.ptr)) {
            break;
        }
        if (!locked) {
            (void)unlink(out->path.ptr);
        }
        (void)close(out->fd);
        out->fd = -1;
    }
    return SKT_OK;
}

void skt_folder_lock_give(skt_folder_lock *lock)
{
    if (lock->fd >= 0) {
        (void)unlink(lock->path.ptr); /* before it is free: see is_same_file */
        (void)close(lock->fd);
    }
    lock->fd = -1;
    skt_buf_dispose(&lock->path);
}

int skt_aside_hold(const char *aside)
{
    const int fd = open(aside, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* --------------------------------------------------------------- the plan */

void skt_plan_add(skt_buf *plan, skt_plan_step step, const char *name)
{
    skt_buf_add_char(plan, (char)step);
    skt_buf_add_text(plan, name);
    skt_buf_add_char(plan, '\n');
}

/* One line of a plan: what to do with it is told by which of its paths are there. */
typedef struct step {
    skt_buf made, kept, target;
    skt_plan_step what;
    struct timespec planned; /* when the plan was written */
} step;

static bool is_later(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* Whether a step is to be left: a file that was changed since the plan was made is somebody's work
 * by now. *settled: and that is all; else it cannot be told. */
static bool is_left(bool *settled, const step *s)
{
    struct stat target;
    const bool there = lstat(s->target.ptr, &target) == 0;
    *settled = there;
    return there ? is_later(&target.st_mtim, &s->planned) : errno != ENOENT;
}

static bool finish(const step *s)
{
    bool settled;
    if (is_left(&settled, s)) {
        return settled;
    }
    const bool done = s->what == SKT_PLAN_REMOVE ? unlink(s->target.ptr) == 0
                                                 : rename(s->made.ptr, s->target.ptr) == 0;
    return done || errno == ENOENT;
}

static bool undo(const step *s)
{
    bool settled;
    if (s->what == SKT_PLAN_REMOVE) {
        return true;
    }
    if (is_left(&settled, s)) {
        return settled;
    }
    if (rename(s->kept.ptr, s->target.ptr) == 0) {
        return true;
    }
    if (errno != ENOENT || s->what == SKT_PLAN_REPLACE) {
        return errno == ENOENT;
    }
    if (access(s->made.ptr, F_OK) == 0) {
        return true;
    }
    if (errno != ENOENT) {
        return false;
    }
    return unlink(s->target.ptr) == 0 || errno == ENOENT;
}

typedef enum followed { NO_PLAN, FOLLOWED, NOT_NOW } followed;

static followed follow_lines(skt_str rest, step *s, const char *dir, const char *aside,
                             bool (*todo)(const step *))
{
    followed result = FOLLOWED;
    skt_str line;
    while (skt_str_split(&line, &rest, '\n')) {
        if (line.len < 2 || skt_str_find(line, SKT_LIT("/"), 0) != SIZE_MAX) {
            continue; /* the end, or none of our lines */
        }
        const skt_str name = skt_str_sub(line, 1, line.len - 1);
        s->what = (skt_plan_step)line.ptr[0];
        const bool done = path_to(&s->made, aside, name, "") &&
                          path_to(&s->kept, aside, name, SKT_ASIDE_OLD) &&
                          path_to(&s->target, dir, name, "") && todo(s);
        result = done ? result : NOT_NOW;
    }
    return result;
}

/* Does `todo` for each line of the plan. */
static followed follow(const char *dir, const char *aside, const char *plan_name,
                       bool (*todo)(const step *))
{
    step s = {SKT_BUF_INIT, SKT_BUF_INIT, SKT_BUF_INIT, SKT_PLAN_REPLACE, {0, 0}};
    skt_mapping file;
    struct stat info;
    followed result = NOT_NOW;
    if (path_to(&s.made, aside, skt_str_from(plan_name), "")) {
        if (lstat(s.made.ptr, &info) != 0) {
            result = errno == ENOENT ? NO_PLAN : NOT_NOW; /* it may well hold the old files */
        } else if (!S_ISREG(info.st_mode)) {
            result = NO_PLAN;
        } else if (skt_file_map(&file, s.made.ptr, NULL) == SKT_OK) {
            s.planned = info.st_mtim;
            result =
                follow_lines((skt_str){(const char *)file.ptr, file.len}, &s, dir, aside, todo);
            skt_file_unmap(&file);
        }
    }
    skt_buf_dispose(&s.made);
    skt_buf_dispose(&s.kept);
    skt_buf_dispose(&s.target);
    return result;
}

void skt_leftovers_undo(const char *dir, const char *aside)
{
    (void)follow(dir, aside, SKT_ASIDE_UNDO, undo);
}

/* --------------------------------------------------------------- leftovers */

/* Empties the folder `aside`, of what can be listed. */
static void empty(const char *aside)
{
    DIR *handle = opendir(aside);
    const int fd = handle == NULL ? -1 : dirfd(handle);
    if (handle != NULL) {
        (void)unlinkat(fd, SKT_ASIDE_PLAN, 0); /* first: no more is to be done */
        (void)unlinkat(fd, SKT_ASIDE_UNDO, 0);
        for (struct dirent *entry; (entry = readdir(handle)) != NULL;) {
            (void)unlinkat(fd, entry->d_name, 0); /* "." and ".." are no files */
        }
        (void)closedir(handle);
    }
}

void skt_aside_remove(const char *aside)
{
    empty(aside);
    if (rmdir(aside) != 0 && errno != ENOENT) { /* it could not be listed: once more */
        empty(aside);
        (void)rmdir(aside);
    }
}

static bool is_aside_name(skt_str name)
{
    return name.len == sizeof SKT_ASIDE_PATTERN - 1 && skt_str_starts(name, SKT_LIT(".skytally-"));
}

/* A folder of ours whose run is gone: its lock is free. */
static void sweep_one(const char *dir, const char *aside)
{
    const int fd = skt_aside_hold(aside);
    struct stat info;
    if (fd >= 0 && fstat(fd, &info) == 0 && info.st_uid == geteuid()) {
        followed result = follow(dir, aside, SKT_ASIDE_UNDO, undo);
        if (result == NO_PLAN) {
            result = follow(dir, aside, SKT_ASIDE_PLAN, finish);
        }
        if (result != NOT_NOW) {
            skt_aside_remove(aside);
        }
    }
    if (fd >= 0) {
        (void)close(fd);
    }
}

void skt_leftovers_sweep(const char *dir)
{
    DIR *handle = opendir(dir);
    skt_buf path = SKT_BUF_INIT;
    for (struct dirent *entry; handle != NULL && (entry = readdir(handle)) != NULL;) {
        const skt_str name = skt_str_from(entry->d_name);
        if (is_aside_name(name) && path_to(&path, dir, name, "")) {
            sweep_one(dir, path.ptr);
        }
    }
    if (handle != NULL) {
        (void)closedir(handle);
    }
    skt_buf_dispose(&path);
}
