/* Zones by their IANA names (ICU's zone data). */
#ifndef SKT_TEXT_ZONE_H
#define SKT_TEXT_ZONE_H

#include "core/str.h"

/* What ICU calls the zone `name` as a terminated text; static or the caller's `room`. Older
 * zone data calls some zones otherwise. NULL: there is none of that name. */
enum { SKT_ZONE_NAME = 64 };
const char *skt_zone_known(char room[SKT_ZONE_NAME], skt_str name);
/* The day in the zone `name` at `instant`; a zone that is not known is UTC. */
skt_day skt_zone_day(skt_time instant, skt_str name);

#endif
