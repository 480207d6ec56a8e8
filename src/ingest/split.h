/* Where a file can be cut, so that several threads read it. Inside the ingest module. */
#ifndef SKT_INGEST_SPLIT_H
#define SKT_INGEST_SPLIT_H

#include "ingest/stream.h"

/* Where the first part of an archive from byte `from` on may end: *to is where it looks as if a
 * record begins, and a gzip member where it is packed; UINT64_MAX: at the end of the file. What
 * looks so may be chance: who reads the part finds out (skt_warc_reached). *sure false: nothing
 * looks so for long, *to is any byte. SKT_E_NOMEM alone: what cannot be read is the part's. */
skt_status skt_split_archive(uint64_t *to, bool *sure, int fd, bool packed, uint64_t from);

/* Moves whole lines from the stream to `out`, about `most` bytes from byte *from on, and counts
 * those that are not blank. *too_long: the first line has more than `limit` bytes and was passed
 * over, `out` is left as it is. SKT_E_NOTFOUND: there is nothing left. What else skt_stream_more
 * returns. */
skt_status skt_split_lines(skt_buf *out, size_t *from, size_t *n_filled, bool *too_long,
                           skt_stream *stream, size_t most, size_t limit);

#endif
