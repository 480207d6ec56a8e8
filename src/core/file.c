#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/diag.h"

static skt_status refuse(skt_diag *diag, const char *path, const char *what)
{
    return skt_diag_add(diag, SKT_E_IO, SKT_REFUSAL, path, 0, "%s", what);
}

skt_status skt_file_map(skt_mapping *out, const char *path, skt_diag *diag)
{
    *out = (skt_mapping){NULL, 0};
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        struct stat link;
        if (errno == ENOENT && lstat(path, &link) == 0 && S_ISLNK(link.st_mode)) {
            return refuse(diag, path, "a link that points to nothing; mend or remove it");
        }
        return refuse(diag, path, strerror(errno));
    }
    struct stat info;
    skt_status status = SKT_OK;
    if (fstat(fd, &info) != 0) {
        status = refuse(diag, path, strerror(errno));
    } else if (S_ISDIR(info.st_mode)) {
        status = refuse(diag, path, "is a folder, not a file");
    } else if (!S_ISREG(info.st_mode)) {
        status = refuse(diag, path, "is not a regular file; feed it through standard input (-)");
    } else if (info.st_size > 0) {
        void *ptr = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (ptr == MAP_FAILED) {
            status = refuse(diag, path, strerror(errno));
        } else {
            *out = (skt_mapping){ptr, (size_t)info.st_size};
        }
    }
    (void)close(fd);
    return status;
}

void skt_file_unmap(skt_mapping *mapping)
{
    if (mapping->ptr != NULL) {
        (void)munmap((void *)(uintptr_t)mapping->ptr, mapping->len);
    }
    *mapping = (skt_mapping){NULL, 0};
}

static bool write_all(int fd, skt_str content)
{
    while (content.len > 0) {
        const ssize_t written = write(fd, content.ptr, content.len);
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            return false;
        }
        content.ptr += written;
        content.len -= (size_t)written;
    }
    return true;
}

skt_status skt_file_write(const char *path, skt_str content, skt_diag *diag)
{
    skt_buf aside = SKT_BUF_INIT;
    skt_buf_format(&aside, "%s.%ld.part", path, (long)getpid());
    if (aside.failed) {
        skt_buf_dispose(&aside);
        return SKT_E_NOMEM;
    }
    const int fd = open(aside.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    bool good = fd >= 0 && write_all(fd, content) && fsync(fd) == 0;
    int why = good ? 0 : errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        why = errno;
    }
    if (good && rename(aside.ptr, path) != 0) {
        good = false;
        why = errno;
    }
    if (!good && fd >= 0) {
        (void)unlink(aside.ptr);
    }
    skt_buf_dispose(&aside);
    return good
               ? SKT_OK
               : skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, path, 0,
                              "cannot be written: %s; the old file stays as it was", strerror(why));
}

skt_status skt_file_make_dirs(const char *path, skt_diag *diag)
{
    skt_buf part = SKT_BUF_INIT;
    skt_buf_add_text(&part, path);
    if (part.failed) {
        skt_buf_dispose(&part);
        return SKT_E_NOMEM;
    }
    skt_status status = SKT_OK;
    for (size_t i = 1; i <= part.len && status == SKT_OK; i++) {
        if (i < part.len && part.ptr[i] != '/') {
            continue;
        }
        const char kept = part.ptr[i];
        part.ptr[i] = '\0';
        if (mkdir(part.ptr, 0777) != 0 && errno != EEXIST) {
            status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, path, 0,
                                  "the folder cannot be made: %s", strerror(errno));
        }
        part.ptr[i] = kept;
    }
    struct stat info;
    if (status == SKT_OK && (stat(path, &info) != 0 || !S_ISDIR(info.st_mode))) {
        status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, path, 0,
                              "is there already and is not a folder; choose another name");
    }
    skt_buf_dispose(&part);
    return status;
}
