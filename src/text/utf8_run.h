/* Text that is as it should be, many bytes at a time. */
#ifndef SKT_TEXT_UTF8_RUN_H
#define SKT_TEXT_UTF8_RUN_H

#include "core/str.h"

enum { SKT_UTF8_RUN = 32 /* bytes that are looked at together */ };

/* How many bytes at the head of `bytes`, which begin with a whole character, are surely UTF-8
 * without control characters but white space and without U+FFFD; they end with a whole
 * character. Counts their line feeds. What stands behind them may be good as well: 0 where the
 * processor cannot look at many bytes. */
size_t skt_utf8_run(skt_str bytes, size_t *line_feeds);

#endif
