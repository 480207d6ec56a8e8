#include "ingest/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/diag.h"

enum { CHUNK = 1 << 16 };

static skt_status refuse(skt_diag *diag, const char *path, const char *why)
{
    return skt_diag_add(diag, SKT_E_IO, SKT_REFUSAL, path, 0, "%s", why);
}

/* Standard input goes through stdio: a command may have peeked at it. */
static ssize_t read_some(int fd, char *to, size_t room)
{
    if (fd != STDIN_FILENO) {
        return read(fd, to, room);
    }
    const size_t count = fread(to, 1, room, stdin);
    return count == 0 && ferror(stdin) != 0 ? -1 : (ssize_t)count;
}

static skt_status read_all(skt_buf *out, int fd, const char *path, size_t limit, skt_diag *diag)
{
    while (out->len <= limit) {
        skt_buf_reserve(out, CHUNK);
        if (out->failed) {
            return SKT_E_NOMEM;
        }
        const ssize_t count = read_some(fd, out->ptr + out->len, CHUNK - 1);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return refuse(diag, path, strerror(errno));
        }
        if (count == 0) {
            return SKT_OK;
        }
        out->len += (size_t)count;
        out->ptr[out->len] = '\0';
    }
    return SKT_E_LIMIT;
}

/* Says why `path`, whose stat() failed with `error`, cannot be read. */
static skt_status refuse_missing(skt_diag *diag, const char *path, int error)
{
    struct stat link;
    if (error == ENOENT && lstat(path, &link) == 0 && S_ISLNK(link.st_mode)) {
        return refuse(diag, path, "a link that points to nothing; mend or remove it");
    }
    if (error == ENOENT) {
        return refuse(diag, path, "there is no such file");
    }
    return refuse(diag, path, strerror(error));
}

skt_status skt_source_read(skt_buf *out, const char *path, size_t limit, skt_diag *diag)
{
    skt_buf_clear(out);
    if (strcmp(path, "-") == 0) {
        return read_all(out, STDIN_FILENO, path, limit, diag);
    }
    /* Asked before opening: to open a device can have effects of its own. */
    struct stat info;
    if (stat(path, &info) != 0) {
        return refuse_missing(diag, path, errno);
    }
    if (S_ISDIR(info.st_mode)) {
        return refuse(diag, path, "is a folder, not a file");
    }
    if (!S_ISREG(info.st_mode)) {
        return refuse(diag, path, "is not a regular file; feed it through standard input (-)");
    }
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return refuse(diag, path, strerror(errno));
    }
    /* Of what is too big by its size only the head is read. */
    const bool too_big = info.st_size > 0 && (uintmax_t)info.st_size > limit;
    skt_status status = read_all(out, fd, path, too_big ? 0 : limit, diag);
    (void)close(fd);
    return too_big && status == SKT_OK ? SKT_E_LIMIT : status;
}
