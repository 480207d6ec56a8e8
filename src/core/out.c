#include "core/out.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/diag.h"
#include "core/file.h"

/* What helps against the usual reasons. */
static const char *remedy_for(int why)
{
    switch (why) {
    case ENOSPC:
    case EDQUOT: return "; make room there, or write to another folder (-o)";
    case EFBIG: return "; larger files are not allowed here (ulimit -f, or the file system)";
    case EACCES:
    case EPERM:
    case EROFS: return "; write to another folder (-o), or get the right to write to it";
    default: return "";
    }
}

skt_status skt_out_failed(skt_diag *diag, const char *shown, int why)
{
    return skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, shown, 0,
                        "cannot be written: %s%s; the old files stay as they were", strerror(why),
                        remedy_for(why));
}

static void fail(skt_out *out)
{
    if (out->status == SKT_OK) {
        out->status = skt_out_failed(out->diag, out->shown, errno);
    }
}

skt_status skt_out_open(skt_out *out, const char *path, const char *shown, skt_diag *diag)
{
    *out = (skt_out){SKT_BUF_INIT, -1, shown, diag, SKT_OK};
    out->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (out->fd < 0) {
        fail(out);
    }
    return out->status;
}

void skt_out_flush(skt_out *out)
{
    if (out->fd < 0 && out->status == SKT_OK) {
        return; /* no file is meant */
    }
    if (out->buf.failed && out->status == SKT_OK) {
        out->status = SKT_E_NOMEM;
    }
    if (out->status == SKT_OK && !skt_file_write_all(out->fd, skt_buf_str(&out->buf))) {
        fail(out);
    }
    skt_buf_clear(&out->buf);
}

void skt_out_put(skt_out *out, skt_str content)
{
    if (out->fd < 0 && out->status == SKT_OK) {
        skt_buf_add(&out->buf, content);
        return;
    }
    skt_out_flush(out);
    if (out->status == SKT_OK && !skt_file_write_all(out->fd, content)) {
        fail(out);
    }
}

skt_status skt_out_close(skt_out *out)
{
    skt_out_flush(out);
    if (out->fd >= 0) {
        if (out->status == SKT_OK && fsync(out->fd) != 0) {
            fail(out);
        }
        if (close(out->fd) != 0) {
            fail(out);
        }
        out->fd = -1;
    }
    if (out->buf.failed && out->status == SKT_OK) {
        out->status = SKT_E_NOMEM;
    }
    return out->status;
}

void skt_out_dispose(skt_out *out)
{
    if (out->fd >= 0) {
        (void)close(out->fd);
    }
    skt_buf_dispose(&out->buf);
    *out = (skt_out)SKT_OUT_INIT;
}
