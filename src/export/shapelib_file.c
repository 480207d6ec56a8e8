#include "export/shapelib_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/file.h"

enum { BUFFER_BYTES = 128 * 1024 };

/* `used` bytes wait for being written at `base`; without any, `base` is where it stands. */
typedef struct buffered_file {
    int fd;
    bool failed;
    off_t base;
    size_t used;
    char bytes[BUFFER_BYTES];
} buffered_file;

static buffered_file *file_of(SAFile file)
{
    return (buffered_file *)(void *)file;
}

static bool flush(buffered_file *file)
{
    if (file->used > 0 && !file->failed) {
        file->failed = lseek(file->fd, file->base, SEEK_SET) < 0 ||
                       !skt_file_write_all(file->fd, (skt_str){file->bytes, file->used});
    }
    file->base += (off_t)file->used;
    file->used = 0;
    return !file->failed;
}

static SAFile hook_open(const char *name, const char *access)
{
    buffered_file *file = malloc(sizeof *file);
    if (file == NULL) {
        return NULL;
    }
    const bool updates = strchr(access, '+') != NULL;
    const int make = access[0] == 'w' ? O_CREAT | O_TRUNC : 0;
    const int how = updates ? O_RDWR : access[0] == 'w' ? O_WRONLY : O_RDONLY;
    file->fd = open(name, how | make | O_CLOEXEC, 0666);
    file->failed = false;
    file->base = 0;
    file->used = 0;
    if (file->fd < 0) {
        const int why = errno;
        free(file);
        errno = why;
        return NULL;
    }
    return (SAFile)(void *)file;
}

/* Only the headers of new files are read. */
static SAOffset hook_read(void *out, SAOffset size, SAOffset count, SAFile handle)
{
    buffered_file *file = file_of(handle);
    if (!flush(file) || size == 0 || lseek(file->fd, file->base, SEEK_SET) < 0) {
        return 0;
    }
    size_t done = 0;
    while (done < size * count) {
        const ssize_t got = read(file->fd, (char *)out + done, size * count - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        file->failed = got < 0;
        if (got <= 0) {
            break;
        }
        done += (size_t)got;
    }
    file->base += (off_t)done;
    return done / size;
}

static SAOffset hook_write(void *from, SAOffset size, SAOffset count, SAFile handle)
{
    buffered_file *file = file_of(handle);
    const size_t length = size * count;
    if (length > BUFFER_BYTES - file->used && !flush(file)) {
        return 0;
    }
    if (length > BUFFER_BYTES) {
        file->failed = file->failed || lseek(file->fd, file->base, SEEK_SET) < 0 ||
                       !skt_file_write_all(file->fd, (skt_str){from, length});
        file->base += (off_t)length;
    } else {
        memcpy(file->bytes + file->used, from, length);
        file->used += length;
    }
    return file->failed ? 0 : count;
}

static SAOffset hook_seek(SAFile handle, SAOffset offset, int whence)
{
    buffered_file *file = file_of(handle);
    off_t to = (off_t)offset;
    if (whence == SEEK_CUR) {
        to += file->base + (off_t)file->used;
    }
    if (whence != SEEK_END && to == file->base + (off_t)file->used) {
        return 0;
    }
    if (!flush(file)) {
        return (SAOffset)-1;
    }
    if (whence == SEEK_END) {
        const off_t end = lseek(file->fd, 0, SEEK_END);
        if (end < 0) {
            file->failed = true;
            return (SAOffset)-1;
        }
        to += end;
    }
    file->base = to;
    return 0;
}

static SAOffset hook_tell(SAFile handle)
{
    const buffered_file *file = file_of(handle);
    return (SAOffset)(file->base + (off_t)file->used);
}

static int hook_flush(SAFile handle)
{
    return flush(file_of(handle)) ? 0 : -1;
}

/* shapelib goes on where its header could not be read, and closes without a word: a file that is
 * not good is left empty, which skt_shapefile_write() sees by its length. */
static int hook_close(SAFile handle)
{
    buffered_file *file = file_of(handle);
    const bool good = flush(file);
    const int why = errno;
    const bool emptied = good || ftruncate(file->fd, 0) == 0;
    const bool closed = close(file->fd) == 0;
    free(file);
    if (!good) {
        errno = why;
    }
    return good && emptied && closed ? 0 : -1;
}

static void no_message(const char *message)
{
    (void)message;
}

void skt_shapelib_hooks(SAHooks *hooks)
{
    SASetupDefaultHooks(hooks);
    hooks->FOpen = hook_open;
    hooks->FRead = hook_read;
    hooks->FWrite = hook_write;
    hooks->FSeek = hook_seek;
    hooks->FTell = hook_tell;
    hooks->FFlush = hook_flush;
    hooks->FClose = hook_close;
    hooks->Error = no_message;
}
