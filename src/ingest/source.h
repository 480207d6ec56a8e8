/* The bytes of one input, and their text. */
#ifndef SKT_INGEST_SOURCE_H
#define SKT_INGEST_SOURCE_H

#include "core/buf.h"
#include "skytally.h"

/* Reads the regular file `path`, or standard input for "-", into *out (cleared
 * first). Never reads more than `limit` bytes and a little: SKT_E_LIMIT beyond,
 * with only the head of it in *out and nothing said. Other refusals are said in
 * `diag`: SKT_E_IO. */
skt_status skt_source_read(skt_buf *out, const char *path, size_t limit, skt_diag *diag);

/* Makes *bytes valid UTF-8 text: drops a byte order mark, converts UTF-16 that
 * has one, replaces the few bytes that are no text by U+FFFD (a warning). What
 * has many of them is refused, SKT_E_INPUT, with the reason and the remedy. */
skt_status skt_source_decode(skt_buf *bytes, const char *path, skt_diag *diag);

#endif
