/* Local time to UTC by ICU's zone data. */
#include "claims/when_zone.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "core/calendar.h"
#include "core/str.h"
#include "text/zone.h"

enum { DAY_S = 86400 };

static UCalendar *open_calendar(skt_str zone)
{
    char room[SKT_ZONE_NAME];
    UChar id[SKT_ZONE_NAME];
    const char *name = skt_zone_known(room, zone);
    name = name != NULL ? name : "Etc/UTC";
    const int32_t length = (int32_t)strlen(name);
    u_charsToUChars(name, id, length);
    UErrorCode error = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(id, length, "en", UCAL_GREGORIAN, &error);
    if (U_FAILURE(error)) {
        ucal_close(calendar);
        return NULL;
    }
    return calendar;
}

/* Tells the offset of the calendar's day where it is that of all days together with it, and of
 * one more on either side: then a local time is one instant. */
static void tell_offset(skt_zone_clock *clock, skt_day local, int32_t offset_s)
{
    enum { MS = 1000 };
    skt_day first;
    UErrorCode error = U_ZERO_ERROR;
    UDate change = 0;
    const int32_t days = skt_offsets_days(&first, local);
    const UDate from = ((double)(first - 1) * DAY_S - offset_s) * MS;
    const UDate to = ((double)(first + SKT_OFFSETS_DAYS + 1) * DAY_S - offset_s) * MS;
    ucal_setMillis(clock->calendar, from, &error);
    const bool changes = ucal_getTimeZoneTransitionDate(
                             clock->calendar, UCAL_TZ_TRANSITION_NEXT_INCLUSIVE, &change, &error) &&
                         change <= to;
    if (U_SUCCESS(error) && !changes) {
        skt_offsets_tell(clock->offsets, clock->zone, days, offset_s);
    }
}

/* Whether days are counted there as ICU does: its calendar is Julian before 1582. */
static bool is_usual(skt_day day)
{
    enum { YEAR_1900 = -25567, YEAR_2200 = 84006 };
    return day > YEAR_1900 && day < YEAR_2200;
}

skt_time skt_zone_clock_instant(skt_zone_clock *clock, int32_t *offset_s, skt_day day,
                                int32_t seconds, skt_str zone)
{
    /* Days may be counted on or back, seconds stay inside one. */
    int32_t over = seconds / DAY_S;
    over -= seconds % DAY_S < 0;
    const skt_day local = day + over;
    const int32_t second = seconds - over * DAY_S;
    const bool kept = clock->offsets != NULL && is_usual(local);
    skt_day first;
    if (kept && skt_offsets_find(offset_s, clock->offsets, zone, skt_offsets_days(&first, local))) {
        return (skt_time)local * DAY_S + second - *offset_s;
    }
    *offset_s = 0;
    if (clock->calendar == NULL || !skt_str_eq(clock->zone, zone)) {
        skt_zone_clock_dispose(clock);
        clock->calendar = open_calendar(zone);
        clock->zone = zone;
    }
    if (clock->calendar == NULL) {
        return (skt_time)local * DAY_S + second;
    }
    const skt_civil civil = skt_day_to_civil(local);
    UErrorCode error = U_ZERO_ERROR;
    UCalendar *calendar = clock->calendar;
    ucal_clear(calendar);
    ucal_setDateTime(calendar, civil.year, civil.month - 1, civil.day, second / 3600,
                     second / 60 % 60, second % 60, &error);
    const UDate instant = ucal_getMillis(calendar, &error);
    const int32_t offset_ms =
        ucal_get(calendar, UCAL_ZONE_OFFSET, &error) + ucal_get(calendar, UCAL_DST_OFFSET, &error);
    if (U_FAILURE(error)) {
        return (skt_time)local * DAY_S + second;
    }
    *offset_s = offset_ms / 1000;
    if (kept) {
        tell_offset(clock, local, *offset_s);
    }
    return (skt_time)(instant / 1000);
}

void skt_zone_clock_dispose(skt_zone_clock *clock)
{
    if (clock->calendar != NULL) {
        ucal_close(clock->calendar);
        clock->calendar = NULL;
    }
}

skt_time skt_zone_instant(int32_t *offset_s, skt_day day, int32_t seconds, skt_str zone)
{
    skt_zone_clock clock = {0};
    const skt_time instant = skt_zone_clock_instant(&clock, offset_s, day, seconds, zone);
    skt_zone_clock_dispose(&clock);
    return instant;
}
