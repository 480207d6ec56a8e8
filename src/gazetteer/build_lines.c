#include "gazetteer/build_lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/diag.h"

enum { BUFFER_BYTES = 1 << 20, INPUT_BYTES = 1 << 18 };

static const uint64_t xz_memory = UINT64_C(256) << 20;

static skt_status failed(const skt_gaz_lines *lines, const char *what)
{
    return skt_diag_add(lines->diag, SKT_E_IO, SKT_FAILURE, lines->path, 0, "%s", what);
}

static skt_status prepare(skt_gaz_lines *lines)
{
    struct stat info;
    if (fstat(lines->fd, &info) != 0) {
        return failed(lines, strerror(errno));
    }
    if (!S_ISREG(info.st_mode)) {
        return failed(lines, "is not a regular file");
    }
    lines->size = (uint64_t)info.st_size;
    lines->buffer = malloc(BUFFER_BYTES);
    lines->input = lines->packed ? malloc(INPUT_BYTES) : NULL;
    if (lines->buffer == NULL || (lines->packed && lines->input == NULL)) {
        return SKT_E_NOMEM;
    }
    if (lines->packed &&
        lzma_stream_decoder(&lines->stream, xz_memory, LZMA_CONCATENATED) != LZMA_OK) {
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

skt_status skt_gaz_lines_open(skt_gaz_lines *out, const char *dir, const char *name, skt_diag *diag)
{
    static const char *const suffixes[] = {"", ".xz"};
    *out = (skt_gaz_lines){.fd = -1, .diag = diag, .stream = LZMA_STREAM_INIT};
    for (size_t i = 0; i < 2; i++) {
        skt_buf path = SKT_BUF_INIT;
        skt_buf_format(&path, "%s/%s%s", dir, name, suffixes[i]);
        if (path.failed) {
            skt_buf_dispose(&path);
            return SKT_E_NOMEM;
        }
        free(out->path);
        out->path = path.ptr;
        out->packed = i == 1;
        out->fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (out->fd >= 0) {
            return prepare(out);
        }
        if (errno != ENOENT) {
            return failed(out, strerror(errno));
        }
    }
    return SKT_E_NOTFOUND;
}

/* Reads up to `n` bytes of the file; 0 at its end. */
static skt_status read_some(skt_gaz_lines *lines, void *to, size_t n, size_t *got)
{
    ssize_t count;
    do {
        count = read(lines->fd, to, n);
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        return failed(lines, strerror(errno));
    }
    *got = (size_t)count;
    lines->done += (uint64_t)count;
    return SKT_OK;
}

static skt_status unpack_some(skt_gaz_lines *lines, char *to, size_t n, size_t *got)
{
    lzma_ret code = LZMA_OK;
    lines->stream.next_out = (uint8_t *)to;
    lines->stream.avail_out = n;
    while (code == LZMA_OK && lines->stream.avail_out == n) {
        size_t more = 1;
        if (lines->stream.avail_in == 0) {
            const skt_status status = read_some(lines, lines->input, INPUT_BYTES, &more);
            if (status != SKT_OK) {
                return status;
            }
            lines->stream.next_in = lines->input;
            lines->stream.avail_in = more;
        }
        code = lzma_code(&lines->stream, more == 0 ? LZMA_FINISH : LZMA_RUN);
    }
    *got = n - lines->stream.avail_out;
    if (code == LZMA_MEM_ERROR) {
        return SKT_E_NOMEM;
    }
    return code == LZMA_OK || code == LZMA_STREAM_END
               ? SKT_OK
               : skt_diag_add(lines->diag, SKT_E_DATA, SKT_FAILURE, lines->path, 0,
                              "is no whole xz file (liblzma says %d); get it again", (int)code);
}

/* Reads on until the buffer is full or the file is at its end. */
static skt_status fill(skt_gaz_lines *lines)
{
    memmove(lines->buffer, lines->buffer + lines->from, lines->to - lines->from);
    lines->to -= lines->from;
    lines->from = 0;
    while (!lines->ended && lines->to < BUFFER_BYTES) {
        size_t got = 0;
        char *to = lines->buffer + lines->to;
        const skt_status status = lines->packed
                                      ? unpack_some(lines, to, BUFFER_BYTES - lines->to, &got)
                                      : read_some(lines, to, BUFFER_BYTES - lines->to, &got);
        if (status != SKT_OK) {
            return status;
        }
        lines->ended = got == 0;
        lines->to += got;
    }
    return SKT_OK;
}

/* Passes over what is left of a line that is too long. */
static skt_status skip_line(skt_gaz_lines *lines)
{
    for (;;) {
        const char *end = memchr(lines->buffer + lines->from, '\n', lines->to - lines->from);
        if (end != NULL) {
            lines->from = (size_t)(end - lines->buffer) + 1;
            return SKT_OK;
        }
        lines->from = lines->to;
        if (lines->ended) {
            return SKT_OK;
        }
        const skt_status status = fill(lines);
        if (status != SKT_OK) {
            return status;
        }
    }
}

skt_status skt_gaz_lines_next(skt_gaz_lines *lines, skt_str *line, bool *more)
{
    const char *start = lines->buffer + lines->from;
    const char *end = lines->to > lines->from ? memchr(start, '\n', lines->to - lines->from) : NULL;
    if (end == NULL && !lines->ended) {
        const skt_status status = fill(lines);
        if (status != SKT_OK) {
            return status;
        }
        start = lines->buffer;
        end = lines->to > 0 ? memchr(start, '\n', lines->to) : NULL;
    }
    *more = lines->to > lines->from;
    if (!*more) {
        return SKT_OK;
    }
    lines->line++;
    const size_t length = end != NULL ? (size_t)(end - start) : lines->to - lines->from;
    if (length > SKT_GAZ_LINE_BYTES) {
        *line = SKT_STR_NONE;
        return skip_line(lines);
    }
    lines->from += length + (end != NULL ? 1 : 0);
    *line = (skt_str){start, length};
    if (lines->line == 1 && skt_str_starts(*line, SKT_LIT("\xEF\xBB\xBF"))) {
        *line = skt_str_sub(*line, 3, length - 3);
    }
    if (line->len > 0 && line->ptr[line->len - 1] == '\r') {
        line->len--;
    }
    return SKT_OK;
}

unsigned skt_gaz_lines_percent(const skt_gaz_lines *lines)
{
    return lines->size == 0 ? 100 : (unsigned)(lines->done * 100 / lines->size);
}

void skt_gaz_lines_close(skt_gaz_lines *lines)
{
    if (lines->fd >= 0) {
        (void)close(lines->fd);
    }
    lzma_end(&lines->stream);
    free(lines->path);
    free(lines->input);
    free(lines->buffer);
    *lines = (skt_gaz_lines){.fd = -1, .stream = LZMA_STREAM_INIT};
}
