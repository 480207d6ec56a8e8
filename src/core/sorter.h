/* Sorting more records than memory holds: byte strings, collected, written out in sorted runs,
 * merged while they are read. */
#ifndef SKT_CORE_SORTER_H
#define SKT_CORE_SORTER_H

#include "core/str.h"
#include "skytally.h"

typedef struct skt_sorter skt_sorter;

/* A sorter that keeps about `memory` bytes of records at most (a megabyte at least). What does
 * not fit goes to files without a name in the folder `folder`, which is borrowed. */
skt_status skt_sorter_new(skt_sorter **out, size_t memory, const char *folder, skt_diag *diag);
/* Adds a record; it is copied. Errors: SKT_E_NOMEM, SKT_E_IO (said in the diag). */
skt_status skt_sorter_add(skt_sorter *sorter, skt_str record);
/* Ends the adding. */
skt_status skt_sorter_end(skt_sorter *sorter);
/* The next record in the order of their bytes, equal ones once, good until the next call;
 * *out is SKT_STR_NONE behind the last. */
skt_status skt_sorter_next(skt_str *out, skt_sorter *sorter);
void skt_sorter_free(skt_sorter *sorter);

#endif
