/* A section on its way: bytes that are only appended, in memory while they are few and
 * else in a temporary file. */
#ifndef SKT_GAZETTEER_BUILD_SPOOL_H
#define SKT_GAZETTEER_BUILD_SPOOL_H

#include "core/buf.h"

typedef struct skt_gaz_spool {
    const char *beside; /* borrowed: the temporary file is made beside it */
    skt_diag *diag;
    skt_buf tail;      /* what is not in the file */
    uint64_t in_file;  /* bytes */
    int fd;            /* -1: none yet */
    skt_status status; /* an error sticks; what is added behind it is lost */
} skt_gaz_spool;

void skt_gaz_spool_init(skt_gaz_spool *spool, const char *beside, skt_diag *diag);
void skt_gaz_spool_add(skt_gaz_spool *spool, const void *bytes, size_t n);
/* Bytes that were added. */
uint64_t skt_gaz_spool_size(const skt_gaz_spool *spool);
/* Copies `n` bytes from offset `at`, all of which were added, to `out`. */
skt_status skt_gaz_spool_read(skt_gaz_spool *spool, void *out, uint64_t at, size_t n);
void skt_gaz_spool_dispose(skt_gaz_spool *spool);

#endif
