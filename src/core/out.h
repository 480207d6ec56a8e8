/* A file written through a buffer of a fixed size, record by record: whoever writes adds to
 * `buf` with all that writes to an skt_buf, and calls skt_out_spill() between two records. An
 * error sticks, is told once, and is what skt_out_close() gives. Without a file all stays in
 * `buf`. */
#ifndef SKT_CORE_OUT_H
#define SKT_CORE_OUT_H

#include "core/buf.h"
#include "skytally.h"

enum { SKT_OUT_BYTES = 256 * 1024 };

typedef struct skt_out {
    skt_buf buf;
    int fd;            /* -1: no file */
    const char *shown; /* the file's name in what is told; borrowed */
    skt_diag *diag;
    skt_status status; /* the first error */
} skt_out;

#define SKT_OUT_INIT                                                                               \
    {                                                                                              \
        SKT_BUF_INIT, -1, NULL, NULL, SKT_OK                                                       \
    }

/* Makes the file `path`, empty; what goes wrong is told of `shown`, which must outlive it. */
skt_status skt_out_open(skt_out *out, const char *path, const char *shown, skt_diag *diag);
/* Writes out what is in the buffer. */
void skt_out_flush(skt_out *out);
static inline void skt_out_spill(skt_out *out)
{
    if (out->buf.len >= SKT_OUT_BYTES) {
        skt_out_flush(out);
    }
}
/* Writes `content` behind what was added. */
void skt_out_put(skt_out *out, skt_str content);
/* Writes the rest, flushes it to the disk and closes the file: SKT_OK if all of it is there. */
skt_status skt_out_close(skt_out *out);
void skt_out_dispose(skt_out *out);

/* A failure for a file that cannot be written, with the reason `why` (of errno) and what can be
 * done; gives SKT_E_IO. */
skt_status skt_out_failed(skt_diag *diag, const char *shown, int why);

#endif
