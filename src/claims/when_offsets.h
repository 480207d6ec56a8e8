/* Offsets of zones from UTC that were asked for before: ICU takes as long to open a calendar
 * as a paragraph to read. Private to when*.c. */
#ifndef SKT_CLAIMS_WHEN_OFFSETS_H
#define SKT_CLAIMS_WHEN_OFFSETS_H

#include "core/str.h"

/* Fills as it is asked; any number of threads may ask and tell at a time. */
typedef struct skt_offsets skt_offsets;

/* NULL when memory is out. */
skt_offsets *skt_offsets_new(void);
void skt_offsets_free(skt_offsets *offsets);

/* Days are told some together: the number of those that `day` is of, and the first. */
int32_t skt_offsets_days(skt_day *first, skt_day day);
enum { SKT_OFFSETS_DAYS = 16 };

/* The seconds east of UTC in `zone` on all of those days; false if that was not told. */
bool skt_offsets_find(int32_t *offset_s, const skt_offsets *offsets, skt_str zone, int32_t days);
/* Tells it. What finds no room is forgotten. */
void skt_offsets_tell(skt_offsets *offsets, skt_str zone, int32_t days, int32_t offset_s);

#endif
