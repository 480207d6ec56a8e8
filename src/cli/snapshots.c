#include "cli/snapshots.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/made.h"
#include "core/diag.h"
#include "core/file.h"

/* In each folder that was made here: without it none is removed, whatever its name. */
static const char marker[] = ".skytally-snapshot";
static const char making[] = ".making";
static const char removing[] = ".removing";
static const char pattern[] = "dddd-dd-ddTddddZ";

typedef struct keeping {
    const char *dir; /* of the outputs */
    int outputs;     /* that folder */
    int fd;          /* the folder `snapshots` in it; locked */
    skt_diag *diag;
} keeping;

static skt_status refuse(const keeping *k, const char *name, const char *what)
{
    const int error = errno;
    skt_buf path = SKT_BUF_INIT;
    skt_buf_format(&path, "%s/snapshots%s%s", k->dir, name[0] != '\0' ? "/" : "", name);
    const skt_status status =
        path.failed ? SKT_E_NOMEM
                    : skt_diag_add(k->diag, SKT_E_IO, SKT_REFUSAL, path.ptr, 0,
                                   "%s: %s; the outputs themselves are good, and are kept in the "
                                   "next run that can",
                                   what, strerror(error));
    skt_buf_dispose(&path);
    return status;
}

/* ------------------------------------------------------------------ removing */

/* Empties the folder `name` and removes it. What holds folders is not of our making, and
 * stays. */
static bool remove_folder(int parent, const char *name)
{
    const int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *listed = fd < 0 ? NULL : fdopendir(fd);
    if (listed == NULL) {
        if (fd >= 0) {
            (void)close(fd);
        }
        return errno == ENOENT;
    }
    bool good = true;
    int why = 0;
    const struct dirent *e;
    while (good && (e = skt_file_next(listed, &why)) != NULL) {
        /* The marker goes last: what is left of a removal is still known to be ours. */
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
            strcmp(e->d_name, marker) != 0) {
            good = unlinkat(fd, e->d_name, 0) == 0;
        }
    }
    good = good && why == 0 && (unlinkat(fd, marker, 0) == 0 || errno == ENOENT);
    (void)closedir(listed);
    return good && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

/* Whether a name is that of a snapshot. */
static bool is_name(const char *name)
{
    if (strlen(name) != sizeof pattern - 1) {
        return false;
    }
    for (size_t i = 0; name[i] != '\0'; i++) {
        const bool digit = name[i] >= '0' && name[i] <= '9';
        if (pattern[i] == 'd' ? !digit : name[i] != pattern[i]) {
            return false;
        }
    }
    return true;
}

static bool is_ours(const keeping *k, const char *name)
{
    struct stat info;
    char path[sizeof pattern + sizeof marker + 1];
    if (!is_name(name)) {
        return false;
    }
    (void)snprintf(path, sizeof path, "%s/%s", name, marker);
    return fstatat(k->fd, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode) &&
           fstatat(k->fd, path, &info, AT_SYMLINK_NOFOLLOW) == 0;
}

typedef struct names {
    SKT_VEC(char *) items;
} names;

static int latest_first(const void *a, const void *b)
{
    return strcmp(*(const char *const *)b, *(const char *const *)a);
}

static skt_status list_ours(names *out, const keeping *k)
{
    const int fd = dup(k->fd);
    DIR *listed = fd < 0 ? NULL : fdopendir(fd);
    if (listed == NULL) {
        if (fd >= 0) {
            (void)close(fd);
        }
        return refuse(k, "", "cannot be read");
    }
    rewinddir(listed);
    skt_status status = SKT_OK;
    int why = 0;
    const struct dirent *e;
    while (status == SKT_OK && (e = skt_file_next(listed, &why)) != NULL) {
        char *name = is_ours(k, e->d_name) ? strdup(e->d_name) : NULL;
        if (name == NULL ? is_ours(k, e->d_name) : !skt_vec_push(&out->items, name)) {
            free(name);
            status = SKT_E_NOMEM;
        }
    }
    (void)closedir(listed);
    if (why != 0) {
        errno = why;
        status = refuse(k, "", "cannot be read");
    }
    if (out->items.count > 0) {
        qsort(out->items.items, out->items.count, sizeof *out->items.items, latest_first);
    }
    return status;
}

/* Removes all but the youngest: first out of sight, then for good. */
static skt_status remove_oldest(const keeping *k, size_t keep)
{
    names ours = {0};
    skt_status status = list_ours(&ours, k);
    for (size_t i = keep; i < ours.items.count && status == SKT_OK; i++) {
        if (renameat(k->fd, ours.items.items[i], k->fd, removing) != 0 ||
            !remove_folder(k->fd, removing)) {
            status = refuse(k, ours.items.items[i], "cannot be removed");
        }
    }
    for (size_t i = 0; i < ours.items.count; i++) {
        free(ours.items.items[i]);
    }
    skt_vec_dispose(&ours.items);
    return status;
}

/* -------------------------------------------------------------------- making */

/* A copy, where the file system has no links or has enough of them. */
static bool copy_file(const keeping *k, int to, const char *name)
{
    enum { CHUNK = 1 << 16 };
    char *room = malloc(CHUNK);
    const int from = openat(k->outputs, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    const int fd = from < 0 || room == NULL
                       ? -1
                       : openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    bool good = fd >= 0;
    ssize_t count = good ? 1 : 0;
    while (good && (count = read(from, room, CHUNK)) > 0) {
        good = skt_file_write_all(fd, (skt_str){room, (size_t)count});
    }
    good = good && count == 0 && fsync(fd) == 0;
    const int error = errno;
    if (from >= 0) {
        (void)close(from);
    }
    if (fd >= 0) {
        good = close(fd) == 0 && good;
    }
    free(room);
    errno = error;
    return good;
}

static bool keep_file(const keeping *k, int to, const char *name)
{
    if (linkat(k->outputs, name, to, name, 0) == 0) {
        return true;
    }
    return (errno == EPERM || errno == EMLINK || errno == ENOTSUP || errno == EXDEV ||
            errno == ENOSYS) &&
           copy_file(k, to, name);
}

static bool mark(int folder)
{
    static const char text[] = "Kept by skytally, and removed by it when there are enough newer "
                               "ones.\n";
    const int fd = openat(folder, marker, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    const bool good = fd >= 0 && skt_file_write_all(fd, skt_str_from(text));
    if (fd >= 0) {
        (void)close(fd);
    }
    return good;
}

/* Fills the folder `.making`. */
static skt_status fill(const keeping *k)
{
    skt_folder outputs = {0};
    if (!remove_folder(k->fd, making) || !remove_folder(k->fd, removing)) {
        return refuse(k, making, "what a run that was killed has left cannot be removed");
    }
    const int fd = mkdirat(k->fd, making, 0777) != 0
                       ? -1
                       : openat(k->fd, making, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return refuse(k, making, "cannot be made");
    }
    skt_status status = mark(fd) ? SKT_OK : refuse(k, making, "cannot be written");
    status = status == SKT_OK ? skt_folder_list(&outputs, k->dir, k->diag) : status;
    for (size_t i = 0; i < outputs.files.count && status == SKT_OK; i++) {
        const char *name = outputs.files.items[i].name;
        status = keep_file(k, fd, name) ? SKT_OK : refuse(k, name, "cannot be kept");
    }
    if (status == SKT_OK && fsync(fd) != 0) {
        status = refuse(k, making, "cannot be written");
    }
    (void)close(fd);
    skt_folder_dispose(&outputs);
    if (status != SKT_OK) {
        (void)remove_folder(k->fd, making);
    }
    return status;
}

static skt_status place(const keeping *k, skt_time when)
{
    char name[40];
    char day[11];
    const int minute = (int)(when / 60 % 1440);
    skt_day_format(day, (skt_day)(when / 86400));
    (void)snprintf(name, sizeof name, "%sT%02d%02dZ", day, minute / 60, minute % 60);
    struct stat info;
    const bool there = fstatat(k->fd, name, &info, AT_SYMLINK_NOFOLLOW) == 0;
    if (there && !is_ours(k, name)) {
        errno = EEXIST;
        return refuse(k, name, "is not a snapshot of skytally's");
    }
    if ((there && renameat(k->fd, name, k->fd, removing) != 0) ||
        renameat(k->fd, making, k->fd, name) != 0 || !remove_folder(k->fd, removing)) {
        return refuse(k, name, "cannot be made");
    }
    return fsync(k->fd) == 0 ? SKT_OK : refuse(k, name, "cannot be written");
}

skt_status skt_snapshot_make(const char *dir, skt_time when, size_t keep, skt_diag *diag)
{
    keeping k = {dir, -1, -1, diag};
    skt_status status = SKT_OK;
    k.outputs = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (k.outputs >= 0 && (mkdirat(k.outputs, "snapshots", 0777) == 0 || errno == EEXIST)) {
        k.fd = openat(k.outputs, "snapshots", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    if (k.fd < 0 || flock(k.fd, LOCK_EX) != 0) {
        status = refuse(&k, "", "cannot be opened");
    }
    status = status == SKT_OK ? fill(&k) : status;
    status = status == SKT_OK ? place(&k, when) : status;
    status = status == SKT_OK ? remove_oldest(&k, keep) : status;
    if (k.fd >= 0) {
        (void)close(k.fd);
    }
    if (k.outputs >= 0) {
        (void)close(k.outputs);
    }
    return status;
}
