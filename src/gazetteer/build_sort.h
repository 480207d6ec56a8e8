/* Sorting more records than memory holds: keys with a number each, collected, written
 * out in sorted runs, merged while they are read. */
#ifndef SKT_GAZETTEER_BUILD_SORT_H
#define SKT_GAZETTEER_BUILD_SORT_H

#include "core/str.h"

enum {
    SKT_GAZ_SORT_KEY = 255,         /* bytes of the longest key */
    SKT_GAZ_SORT_LEAST = 64 * 1024, /* bytes of memory that it takes at least */
    SKT_GAZ_SORT_BUFFER = 4 * 1024  /* bytes of the least buffer of a run */
};

typedef struct skt_gaz_sort skt_gaz_sort;

/* A sorter that keeps at most about `memory` bytes (SKT_GAZ_SORT_LEAST at least, 4 GB
 * at most). What does not fit goes to a temporary file beside the path `beside`, which
 * is borrowed. */
skt_status skt_gaz_sort_new(skt_gaz_sort **out, size_t memory, const char *beside, skt_diag *diag);
/* Adds a record; the key is copied. Errors: SKT_E_NOMEM, SKT_E_IO (said in the diag). */
skt_status skt_gaz_sort_add(skt_gaz_sort *sort, skt_str key, uint32_t value);
/* Ends the adding; from here on `memory` bytes are kept for reading. */
skt_status skt_gaz_sort_end(skt_gaz_sort *sort, size_t memory);
/* The next record in the order of key and value, equal ones once; *more is false behind
 * the last. The key is good until the next call. */
skt_status skt_gaz_sort_next(skt_gaz_sort *sort, skt_str *key, uint32_t *value, bool *more);
/* How many runs were written so far. */
size_t skt_gaz_sort_runs(const skt_gaz_sort *sort);
void skt_gaz_sort_free(skt_gaz_sort *sort);

#endif
