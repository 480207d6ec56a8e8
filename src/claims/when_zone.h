/* Local time to UTC. Private to when*.c. */
#ifndef SKT_CLAIMS_WHEN_ZONE_H
#define SKT_CLAIMS_WHEN_ZONE_H

#include "claims/when.h"
#include "claims/when_offsets.h"

/* A calendar kept open from one conversion to the next. Begin with zeros. */
typedef struct skt_zone_clock {
    skt_offsets *offsets; /* what was worked out before, or NULL */
    void *calendar;       /* UCalendar */
    skt_str zone;         /* that it is open for; must outlive the clock */
} skt_zone_clock;

/* As skt_zone_instant(). */
skt_time skt_zone_clock_instant(skt_zone_clock *clock, int32_t *offset_s, skt_day day,
                                int32_t seconds, skt_str zone);
void skt_zone_clock_dispose(skt_zone_clock *clock);

#endif
