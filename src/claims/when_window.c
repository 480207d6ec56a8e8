/* Windows: the hours of a night, of a part of the day, of the clock. */
#include "claims/when_reckon.h"
#include "core/str.h"

enum { HOUR_S = 3600, DAY_S = 86400 };

/* A night begins at 18:00 in Ukrainian bulletins and at 20:00 in Russian ones
 * (SPEC, "Time"), and ends in the morning. */
enum { NIGHT_KYIV_S = 18 * HOUR_S, NIGHT_S = 20 * HOUR_S, NIGHT_END_S = 8 * HOUR_S };

/* Hours of the parts of the day. Those of the dark hours share the night. */
static const struct {
    int32_t start_s, end_s;
    skt_time_precision precision;
} parts[] = {
    [SKT_PART_NONE] = {0, DAY_S, SKT_TIME_DAY},
    [SKT_PART_SMALL_HOURS] = {0, 6 * HOUR_S, SKT_TIME_NIGHT},
    [SKT_PART_BEFORE_DAWN] = {0, 6 * HOUR_S, SKT_TIME_NIGHT},
    [SKT_PART_EARLY] = {0, 8 * HOUR_S, SKT_TIME_NIGHT},
    [SKT_PART_DAWN] = {4 * HOUR_S, 8 * HOUR_S, SKT_TIME_NIGHT},
    [SKT_PART_MORNING] = {4 * HOUR_S, 12 * HOUR_S, SKT_TIME_DAY},
    [SKT_PART_AFTERNOON] = {12 * HOUR_S, 18 * HOUR_S, SKT_TIME_DAY},
    [SKT_PART_EVENING] = {18 * HOUR_S, DAY_S, SKT_TIME_NIGHT},
    [SKT_PART_LATE] = {20 * HOUR_S, DAY_S, SKT_TIME_NIGHT},
    [SKT_PART_NIGHT] = {NIGHT_S - DAY_S, NIGHT_END_S, SKT_TIME_NIGHT},
    [SKT_PART_OVERNIGHT] = {NIGHT_S - DAY_S, NIGHT_END_S, SKT_TIME_NIGHT},
};

static skt_str zone_of(const skt_reckoner *r, const skt_moment *moment)
{
    return moment->zone != NULL && moment->zone[0] != '\0' ? skt_str_from(moment->zone) : r->zone;
}

static bool is_night(uint8_t part)
{
    return part == SKT_PART_NIGHT || part == SKT_PART_OVERNIGHT;
}

/* Where a part begins, in seconds from its day's midnight. */
static int32_t part_start(uint8_t part, skt_str zone)
{
    const bool kyiv = skt_str_is(zone, "Europe/Kyiv") || skt_str_is(zone, "Europe/Kiev");
    return is_night(part) && kyiv ? NIGHT_KYIV_S - DAY_S : parts[part].start_s;
}

static void set_window(skt_window *out, skt_reckoner *r, skt_str zone, skt_day start_day,
                       int32_t start_s, skt_day end_day, int32_t end_s)
{
    int32_t end_offset = 0;
    out->start = skt_zone_clock_instant(&r->clock, &out->zone_offset_s, start_day, start_s, zone);
    out->end = skt_zone_clock_instant(&r->clock, &end_offset, end_day, end_s, zone);
}

/* A window by the clock. One that crosses midnight ends on `day`, unless the text
 * puts the day to its start, or the story's last window ended just before. */
static void clock_window(skt_window *out, skt_day *day, skt_reckoner *r, const skt_moment *moment,
                         skt_day from)
{
    const skt_str zone = zone_of(r, moment);
    const int32_t start_s = moment->clock_from;
    out->precision = moment->hour_only ? SKT_TIME_HOUR : SKT_TIME_MINUTE;
    if (moment->clock_to < 0 && from != *day) { /* a night whose beginning is told */
        set_window(out, r, zone, from, start_s, *day, parts[moment->day.part].end_s);
        return;
    }
    if (moment->clock_to < 0) {
        const bool before =
            start_s >= 12 * HOUR_S && (moment->day.part == SKT_PART_OVERNIGHT || moment->into);
        const skt_day local = before ? *day - 1 : *day;
        set_window(out, r, zone, local, start_s, local,
                   start_s + (moment->hour_only ? HOUR_S : 60));
        return;
    }
    skt_day start = from;
    if (moment->clock_to <= start_s && from == *day) {
        const bool untold = moment->day.kind == SKT_DAY_UNTOLD;
        const bool goes_on = untold && *day == r->story && r->story_end_s >= 0 &&
                             r->story_end_s <= start_s &&
                             (r->published == SKT_NO_DAY || *day < r->published);
        if (moment->day_at_start || goes_on) {
            *day += 1;
        } else {
            start = *day - 1;
        }
    }
    set_window(out, r, zone, start, start_s, *day, moment->clock_to);
}

void skt_reckon_window(skt_window *out, skt_day *day, skt_reckoner *r, const skt_moment *moment,
                       skt_day from)
{
    *out = (skt_window){.start = SKT_NO_TIME, .end = SKT_NO_TIME};
    if (*day == SKT_NO_DAY) {
        return;
    }
    if (moment->clock_from >= 0) {
        clock_window(out, day, r, moment, from);
        return;
    }
    const skt_str zone = zone_of(r, moment);
    const uint8_t part = moment->day.part;
    const uint8_t first = from != *day ? moment->from.part : part;
    out->approximate = part != SKT_PART_NONE || first != SKT_PART_NONE;
    out->precision = from != *day && out->approximate ? SKT_TIME_NIGHT : parts[part].precision;
    if (from != *day && is_night(part)) {
        from = *day;
    }
    set_window(out, r, zone, from, part_start(from != *day ? first : part, zone), *day,
               parts[part].end_s);
}

skt_window skt_reckon_days(skt_reckoner *r, skt_day from, skt_day to, skt_time_precision precision)
{
    skt_window window = {.precision = precision};
    set_window(&window, r, r->zone, from, 0, to, 0);
    return window;
}
