/* Days as metadata, feeds and tables write them. */
#ifndef SKT_INGEST_DATES_H
#define SKT_INGEST_DATES_H

#include "skytally.h"

/* The day that `text` names, in the zone that it is written in:
 *   ISO 8601      2025-06-03, 2025-06-03T07:15:00+03:00, 20250603, 2025/06/03
 *   RFC 822       Tue, 03 Jun 2025 07:15:00 +0300
 *   in words      3 June 2025, June 3, 2025; Russian and Ukrainian months
 *   by points     03.06.2025; by slashes where one number can be no month
 *   Unix time     seconds or milliseconds since 1970, as days of UTC
 * SKT_NO_DAY where it names none, or is ambiguous (04/05/2025): *ambiguous tells. */
skt_day skt_date_read(bool *ambiguous, skt_str text);

/* The instant that `text` names by a day, a time of day and a zone's offset, or as Unix time; 0
 * where it lacks any of them. */
skt_time skt_date_instant(skt_str text);

/* The first "7 September 2025" or "September 7, 2025" in a line of prose; SKT_NO_DAY if
 * there is none. */
skt_day skt_date_find(skt_str text);

#endif
