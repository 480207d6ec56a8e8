#include "gazetteer/build_spool.h"

#include <errno.h>
#include <unistd.h>

#include "core/diag.h"
#include "core/file.h"

enum { TAIL_BYTES = 1 << 20 };

void skt_gaz_spool_init(skt_gaz_spool *spool, const char *beside, skt_diag *diag)
{
    *spool = (skt_gaz_spool){.beside = beside, .diag = diag, .fd = -1};
}

static skt_status failed(const skt_gaz_spool *spool, const char *what)
{
    return skt_diag_add(spool->diag, SKT_E_IO, SKT_FAILURE, spool->beside, 0,
                        "the temporary file beside it cannot be %s: %s", what, strerror(errno));
}

static skt_status flush(skt_gaz_spool *spool)
{
    if (spool->fd < 0) {
        const skt_status status = skt_file_temporary(&spool->fd, spool->beside, spool->diag);
        if (status != SKT_OK) {
            return status;
        }
    }
    if (!skt_file_write_all(spool->fd, skt_buf_str(&spool->tail))) {
        return failed(spool, "written");
    }
    spool->in_file += spool->tail.len;
    skt_buf_clear(&spool->tail);
    return SKT_OK;
}

void skt_gaz_spool_add(skt_gaz_spool *spool, const void *bytes, size_t n)
{
    if (spool->status == SKT_OK && spool->tail.len + n > TAIL_BYTES && spool->tail.len > 0) {
        spool->status = flush(spool);
    }
    if (spool->status == SKT_OK && n > 0) {
        skt_buf_add(&spool->tail, (skt_str){bytes, n});
        spool->status = spool->tail.failed ? SKT_E_NOMEM : SKT_OK;
    }
}

uint64_t skt_gaz_spool_size(const skt_gaz_spool *spool)
{
    return spool->in_file + spool->tail.len;
}

skt_status skt_gaz_spool_read(skt_gaz_spool *spool, void *out, uint64_t at, size_t n)
{
    unsigned char *to = out;
    while (n > 0 && at < spool->in_file) {
        const uint64_t left = spool->in_file - at;
        const ssize_t got = pread(spool->fd, to, left < n ? (size_t)left : n, (off_t)at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            errno = got < 0 ? errno : EIO;
            return failed(spool, "read");
        }
        to += got;
        at += (uint64_t)got;
        n -= (size_t)got;
    }
    if (n > 0) {
        memcpy(to, spool->tail.ptr + (at - spool->in_file), n);
    }
    return SKT_OK;
}

void skt_gaz_spool_dispose(skt_gaz_spool *spool)
{
    if (spool->fd >= 0) {
        (void)close(spool->fd);
    }
    spool->fd = -1;
    skt_buf_dispose(&spool->tail);
}
