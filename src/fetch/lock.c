#include "fetch/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/diag.h"
#include "core/file.h"

enum { NOTE = 80, DAY_S = 86400 };

/* What the holder has written; "" where that cannot be told. */
static void read_note(char note[NOTE], int fd)
{
    const ssize_t count = pread(fd, note, NOTE - 1, 0);
    size_t length = 0;
    while (length < (size_t)(count < 0 ? 0 : count) && note[length] >= ' ' && note[length] < 0x7F) {
        length++;
    }
    note[length] = '\0';
}

static bool write_note(int fd, skt_time now)
{
    char day[11];
    skt_buf note = SKT_BUF_INIT;
    skt_day_format(day, (skt_day)(now / DAY_S));
    const int seconds = (int)(now % DAY_S);
    skt_buf_format(&note, "process %" PRIdMAX ", since %sT%02d:%02d:%02dZ\n", (intmax_t)getpid(),
                   day, seconds / 3600, seconds / 60 % 60, seconds % 60);
    const bool written =
        !note.failed && ftruncate(fd, 0) == 0 && skt_file_write_all(fd, skt_buf_str(&note));
    skt_buf_dispose(&note);
    return written;
}

skt_status skt_lock_take(skt_lock *out, const char *dir, skt_time now, skt_diag *diag)
{
    skt_buf path = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    skt_buf_format(&path, "%s/lock", dir);
    out->fd = path.failed ? -1 : open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (path.failed) {
        status = SKT_E_NOMEM;
    } else if (out->fd < 0) {
        status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, path.ptr, 0,
                              "cannot be made: %s; the state needs a folder that can be written",
                              strerror(errno));
    } else if (flock(out->fd, LOCK_EX | LOCK_NB) != 0) {
        char note[NOTE] = "";
        const int error = errno;
        read_note(note, out->fd);
        status = error == EWOULDBLOCK
                     ? skt_diag_add(diag, SKT_E_LIMIT, SKT_FAILURE, path.ptr, 0,
                                    "another run is at work here (%s); wait until it has ended",
                                    note[0] != '\0' ? note : "it has just begun")
                     : skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, path.ptr, 0,
                                    "cannot be locked: %s", strerror(error));
    } else if (!write_note(out->fd, now)) {
        status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, path.ptr, 0, "cannot be written: %s",
                              strerror(errno));
    }
    skt_buf_dispose(&path);
    if (status != SKT_OK) {
        skt_lock_drop(out);
    }
    return status;
}

void skt_lock_drop(skt_lock *lock)
{
    if (lock->fd >= 0) {
        (void)close(lock->fd);
    }
    lock->fd = -1;
}
