/* Days of the Gregorian calendar, and of the Iranian one. Source of the arithmetic: H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (days_from_civil). */
#ifndef SKT_CORE_CALENDAR_H
#define SKT_CORE_CALENDAR_H

#include "skytally.h"

typedef struct skt_civil {
    int year, month, day; /* month 1..12, day 1..31 */
} skt_civil;

skt_day skt_day_from_civil(int year, int month, int day);
skt_civil skt_day_to_civil(skt_day day);
/* 0 Monday .. 6 Sunday. */
int skt_day_weekday(skt_day day);
/* Whether the month has such a day (year 1..9999). */
bool skt_civil_valid(int year, int month, int day);

/* The Iranian solar calendar of years 1178..1633 (1799..2254), of which every 33 have eight leap
 * years: what the equinox gives is the same there. Source of the rule: A. Birashk, "A Comparative
 * Calendar of the Iranian, Muslim Lunar, and Christian Eras", and the official leap years. */
skt_day skt_day_from_solar(int year, int month, int day);
skt_civil skt_day_to_solar(skt_day day);
bool skt_solar_valid(int year, int month, int day);

/* Room for an instant and a NUL. */
enum { SKT_INSTANT_TEXT = 25 };
/* Writes "YYYY-MM-DDTHH:MM:SS.000Z", as a GeoPackage has it, or "" for SKT_NO_TIME and for years
 * beyond 1..9999. */
void skt_instant_format(char out[SKT_INSTANT_TEXT], skt_time time);

/* Writes the last `count` decimal digits of `value`, zeros in front. */
void skt_put_digits(char *out, unsigned value, unsigned count);

#endif
