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
            status = errno == ENOMEM ? SKT_E_NOMEM : refuse(diag, path, strerror(errno));
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

bool skt_file_write_all(int fd, skt_str content)
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

skt_status skt_file_temporary(int *fd, const char *beside, skt_diag *diag)
{
    skt_buf name = SKT_BUF_INIT;
    skt_buf_format(&name, "%s.XXXXXX", beside);
    if (name.failed) {
        skt_buf_dispose(&name);
        return SKT_E_NOMEM;
    }
    *fd = mkstemp(name.ptr);
    const int why = errno;
    if (*fd >= 0) {
        (void)unlink(name.ptr);
        (void)fcntl(*fd, F_SETFD, FD_CLOEXEC);
    }
    skt_buf_dispose(&name);
    return *fd >= 0 ? SKT_OK
                    : skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, beside, 0,
                                   "no temporary file can be made beside it: %s", strerror(why));
}

/* Says why the file cannot be written. */
static skt_status aside_failed(const skt_file_aside *file, int why)
{
    return skt_diag_add(file->diag, SKT_E_IO, SKT_FAILURE, file->path, 0,
                        "cannot be written: %s; the old file stays as it was", strerror(why));
}

skt_status skt_file_aside_open(skt_file_aside *out, const char *path, skt_diag *diag)
{
    *out = (skt_file_aside){path, NULL, -1, diag};
    skt_buf name = SKT_BUF_INIT;
    skt_buf_format(&name, "%s.%ld.part", path, (long)getpid());
    if (name.failed) {
        skt_buf_dispose(&name);
        return SKT_E_NOMEM;
    }
    out->name = name.ptr;
    out->fd = open(out->name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    return out->fd >= 0 ? SKT_OK : aside_failed(out, errno);
}

skt_status skt_file_aside_write(skt_file_aside *file, skt_str content)
{
    return skt_file_write_all(file->fd, content) ? SKT_OK : aside_failed(file, errno);
}

skt_status skt_file_aside_patch(skt_file_aside *file, uint64_t offset, skt_str content)
{
    const off_t end = lseek(file->fd, 0, SEEK_CUR);
    const bool good = end >= 0 && lseek(file->fd, (off_t)offset, SEEK_SET) >= 0 &&
                      skt_file_write_all(file->fd, content) &&
                      lseek(file->fd, end, SEEK_SET) == end;
    return good ? SKT_OK : aside_failed(file, errno);
}

skt_status skt_file_aside_map(const skt_file_aside *file, skt_mapping *out)
{
    struct stat info;
    *out = (skt_mapping){NULL, 0};
    if (fstat(file->fd, &info) != 0) {
        return aside_failed(file, errno);
    }
    void *ptr = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, file->fd, 0);
    if (ptr == MAP_FAILED) {
        return aside_failed(file, errno);
    }
    *out = (skt_mapping){ptr, (size_t)info.st_size};
    return SKT_OK;
}

skt_status skt_file_aside_keep(skt_file_aside *file)
{
    bool good = fsync(file->fd) == 0;
    int why = good ? 0 : errno;
    if (close(file->fd) != 0 && good) {
        good = false;
        why = errno;
    }
    file->fd = -1;
    if (good && rename(file->name, file->path) != 0) {
        good = false;
        why = errno;
    }
    if (good) {
        free(file->name);
        file->name = NULL;
    }
    return good ? SKT_OK : aside_failed(file, why);
}

void skt_file_aside_dispose(skt_file_aside *file)
{
    if (file->fd >= 0) {
        (void)close(file->fd);
    }
    if (file->name != NULL) {
        (void)unlink(file->name);
        free(file->name);
    }
    file->fd = -1;
    file->name = NULL;
}

skt_status skt_file_write(const char *path, skt_str content, skt_diag *diag)
{
    skt_file_aside file;
    skt_status status = skt_file_aside_open(&file, path, diag);
    if (status == SKT_OK) {
        status = skt_file_aside_write(&file, content);
    }
    if (status == SKT_OK) {
        status = skt_file_aside_keep(&file);
    }
    skt_file_aside_dispose(&file);
    return status;
}

const struct dirent *skt_file_next(DIR *folder, int *why)
{
    errno = 0; /* readdir() leaves it alone at the end */
    const struct dirent *entry = readdir(folder);
    *why = entry == NULL ? errno : 0;
    return entry;
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
