/* The end of a file that a killed run may have left half-written. Inside the fetch module. */
#ifndef SKT_FETCH_WARC_MEND_H
#define SKT_FETCH_WARC_MEND_H

#include "core/buf.h"

/* Where the last whole record of the file ends: what stands behind it is no record and none of
 * its parts can be one. Damage before a whole record does not count. -1, with the reason in
 * errno, if it cannot be read. */
int64_t skt_warc_whole_end(int fd);

#endif
