/* The text of one input, piece by piece: bytes from a file or standard input, unpacked and made
 * UTF-8. Memory is that of what a reader has not taken yet. */
#ifndef SKT_INGEST_STREAM_H
#define SKT_INGEST_STREAM_H

#include "core/buf.h"
#include "ingest/bytes.h"
#include "ingest/charset.h"
#include "skytally.h"

typedef struct skt_decoder skt_decoder;

typedef struct skt_stream {
    const char *doc; /* path or "-", what `diag` calls it */
    skt_diag *diag;
    skt_bytes bytes;
    bool dry;             /* nothing is left to be read from them */
    size_t chunk;         /* bytes that are read at once */
    const char *declared; /* charset that whoever sent them names, or NULL */
    skt_buf raw;          /* bytes that were not decoded yet: [raw_at, len) */
    size_t raw_at;
    skt_charset charset;
    skt_decoder *decoder; /* NULL: UTF-8 */
    skt_buf text;         /* UTF-8: [at, len) was not taken yet */
    size_t at;
    size_t line;   /* of text.ptr[at], from 1 */
    size_t filled; /* lines of all that was decoded, from 1 */
    bool end;      /* what stands in `text` is all that is left */
    size_t flaws, first_flaw_line;
} skt_stream;

/* Opens the regular file `path`, or standard input for "-", and reads its first bytes. What
 * cannot be read is refused in `diag`: SKT_E_IO. Close *out in any case. `path` and
 * `diag` are borrowed. */
skt_status skt_stream_open(skt_stream *out, const char *path, skt_diag *diag);
/* The same over bytes in memory, which must outlive the stream, read in pieces of `chunk`
 * bytes (0: as a file is), so that tests see what lies across two. SKT_E_NOMEM alone. */
skt_status skt_stream_of_memory(skt_stream *out, const char *name, skt_str bytes, size_t chunk,
                                skt_diag *diag);
/* The same over text that was decoded, from byte `from` on, of which the first line is number
 * `line`: it takes over *text. Nothing is left to be begun or read. */
void skt_stream_of_text(skt_stream *out, const char *name, skt_buf *text, size_t from, size_t line,
                        skt_diag *diag);
/* Gives away the next `count` bytes of decoded text, in which `n_lines` lines end, with the room
 * that they stand in: they begin at byte *from of *out, which is the caller's. SKT_E_NOMEM. */
skt_status skt_stream_give(skt_buf *out, size_t *from, skt_stream *stream, size_t count,
                           size_t n_lines);
/* Opens the regular file `path`, or standard input for "-". What cannot be is refused. */
skt_status skt_stream_open_file(int *fd, bool *close_fd, const char *path, skt_diag *diag);
/* Reads on to the head's end. Of a stream over memory that is done. */
skt_status skt_stream_read_head(skt_stream *stream);
/* The first bytes as they are, four chunks of them, before the text is begun. */
skt_str skt_stream_head(const skt_stream *stream);
/* Finds the charset and decodes the head. Says in `diag` where the charset was guessed.
 * What is no text is refused with the reason: SKT_E_INPUT. */
skt_status skt_stream_begin(skt_stream *stream);
/* What was decoded and not taken. Good until the next call that is not skt_stream_take. */
static inline skt_str skt_stream_text(const skt_stream *stream)
{
    return stream->at == stream->text.len
               ? (skt_str){"", 0}
               : (skt_str){stream->text.ptr + stream->at, stream->text.len - stream->at};
}
/* Decodes some more behind it; sets `end` when nothing is left. Bytes that are no text
 * become U+FFFD and are counted. Errors: SKT_E_NOMEM; SKT_E_IO with a refusal. */
skt_status skt_stream_more(skt_stream *stream);
/* Decodes all that is left. SKT_E_LIMIT if that is more than `limit` bytes, nothing said. */
skt_status skt_stream_all(skt_stream *stream, size_t limit);
/* Takes `count` bytes off the text. */
void skt_stream_take(skt_stream *stream, size_t count);
/* The next line without its end, and takes it: *out is good until the next call but
 * skt_stream_take. *too_long: it has more than `limit` bytes and is passed over, *out is empty.
 * SKT_E_NOTFOUND: there is none left. */
skt_status skt_stream_line(skt_str *out, bool *too_long, skt_stream *stream, size_t limit);
/* A warning if bytes were replaced. */
void skt_stream_close(skt_stream *stream);

#endif
