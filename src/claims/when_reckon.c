/* Days and periods, reckoned from the day of publication. */
#include "claims/when_reckon.h"

#include "core/calendar.h"
#include "core/str.h"

enum {
    EVENT_DAYS = 1,    /* an event lies within 48 hours */
    DATED_DAYS = 3,    /* a calendar date further back is a recollection */
    RECALLED_DAYS = 7, /* a weekday or a count of days further back is one */
    MORNING_S = 9 * 3600,
    EVENING_S = 18 * 3600,
    AHEAD_DAYS = 1 /* a date may lie ahead of the report by a zone's width */
};

static skt_day weekday_day(skt_day published, int weekday, skt_turn turn)
{
    if (published == SKT_NO_DAY || turn == SKT_TURN_NEXT || turn == SKT_TURN_FOLLOWING) {
        return SKT_NO_DAY;
    }
    int back = (skt_day_weekday(published) - weekday + 7) % 7;
    if (back == 0 && (turn == SKT_TURN_LAST || turn == SKT_TURN_PREVIOUS)) {
        back = 7;
    }
    return published - back;
}

/* What a date is told in: the common calendar or the Iranian one. */
typedef struct calendar {
    bool (*valid)(int year, int month, int day);
    skt_day (*day_of)(int year, int month, int day);
    skt_civil (*date_of)(skt_day day);
} calendar;

static const calendar *calendar_of(const skt_day_spec *spec)
{
    static const calendar common = {skt_civil_valid, skt_day_from_civil, skt_day_to_civil};
    static const calendar iranian = {skt_solar_valid, skt_day_from_solar, skt_day_to_solar};
    return spec->solar ? &iranian : &common;
}

/* A date without a year is the latest one not after the report. */
static skt_day dated_day(skt_day published, const skt_day_spec *spec, bool relative_year)
{
    const calendar *in = calendar_of(spec);
    if (spec->year > 0) {
        return in->valid(spec->year, spec->month, spec->mday)
                   ? in->day_of(spec->year, spec->month, spec->mday)
                   : SKT_NO_DAY;
    }
    if (published == SKT_NO_DAY) {
        return SKT_NO_DAY;
    }
    int year = in->date_of(published).year - (relative_year ? 1 : 0);
    for (int tries = 0; tries < 4; tries++, year--) {
        if (!in->valid(year, spec->month, spec->mday)) {
            continue;
        }
        const skt_day day = in->day_of(year, spec->month, spec->mday);
        if (day <= published + AHEAD_DAYS) {
            return day;
        }
    }
    return SKT_NO_DAY;
}

static skt_day day_of_month(skt_day published, int mday)
{
    if (published == SKT_NO_DAY) {
        return SKT_NO_DAY;
    }
    skt_civil civil = skt_day_to_civil(published);
    for (int tries = 0; tries < 3; tries++) {
        if (skt_civil_valid(civil.year, civil.month, mday)) {
            const skt_day day = skt_day_from_civil(civil.year, civil.month, mday);
            if (day <= published) {
                return day;
            }
        }
        civil.month--;
        if (civil.month == 0) {
            civil.month = 12;
            civil.year--;
        }
    }
    return SKT_NO_DAY;
}

static skt_day shifted(skt_day base, int32_t shift)
{
    return base == SKT_NO_DAY ? SKT_NO_DAY : base + shift;
}

/* The day that "earlier" and "the same" count from. */
static skt_day story_base(const skt_reckoner *r, int32_t shift)
{
    if (shift != 0 && r->sentence_day != SKT_NO_DAY) {
        return r->sentence_day;
    }
    return r->story != SKT_NO_DAY ? r->story : r->published;
}

static uint32_t paragraph_of(const skt_reckoner *r, const skt_moment *moment)
{
    return r->text->words[moment->first].paragraph;
}

/* The day that a mere time of the day belongs to: the only day that the story has
 * told, or the last one that its paragraph has, else the day of publication.
 * "Overnight" is always the report's own night. */
static skt_day untold_base(const skt_reckoner *r, const skt_moment *moment)
{
    const bool overnight = moment->day.part == SKT_PART_OVERNIGHT;
    if (overnight && r->sentence_day != SKT_NO_DAY && r->sentence_day == r->story &&
        r->sentence_day < r->published - 1) {
        return r->story; /* "Thursday was calmer: 183 were launched overnight" */
    }
    const bool near = !r->many_days || r->story_paragraph == paragraph_of(r, moment);
    if (r->story == SKT_NO_DAY || !near || overnight) {
        return r->published;
    }
    if (r->story_evening && moment->day.part == SKT_PART_NIGHT &&
        (r->published == SKT_NO_DAY || r->story < r->published)) {
        return r->story + 1; /* "on Saturday evening ..., and later in the night" */
    }
    const bool small_hours = moment->clock_from >= 0 && moment->clock_from < MORNING_S;
    const bool morning = moment->clock_from < 0 && moment->day.part == SKT_PART_DAWN;
    if (r->story_evening && (small_hours || morning) &&
        (r->published == SKT_NO_DAY || r->story < r->published)) {
        return r->story + 1; /* "21:40 (Sunday) ... 01:20 ...", "on Monday evening ... At dawn" */
    }
    const bool clock = moment->clock_from >= EVENING_S && moment->clock_to < 0 &&
                       moment->day.part == SKT_PART_NONE;
    const bool evening = moment->clock_from < 0 && (moment->day.part == SKT_PART_EVENING ||
                                                    moment->day.part == SKT_PART_LATE);
    if (r->story_night && (clock || evening)) {
        return r->story - 1; /* "on Saturday night ... at 9.44 p.m." */
    }
    return r->story;
}

static skt_day spec_day(const skt_reckoner *r, const skt_day_spec *spec, const skt_moment *moment)
{
    switch ((skt_day_kind)spec->kind) {
    case SKT_DAY_FULL: return spec->day;
    case SKT_DAY_DATE: return dated_day(r->published, spec, moment->relative_year);
    case SKT_DAY_OF_MONTH: return day_of_month(r->published, spec->mday);
    case SKT_DAY_WEEKDAY: return weekday_day(r->published, spec->weekday, (skt_turn)spec->turn);
    case SKT_DAY_PUBLISHED: return shifted(r->published, spec->shift);
    case SKT_DAY_STORY:
        if (spec->shift == -1 && spec->part == SKT_PART_NIGHT && !r->story_night) {
            return story_base(r, spec->shift); /* the night before a day ends on its morning */
        }
        return shifted(story_base(r, spec->shift), spec->shift);
    case SKT_DAY_UNTOLD: break;
    }
    return untold_base(r, moment);
}

/* "Overnight (from 20:00 on 11 April)": what stands in brackets tells when the night began. */
static bool begins_night(const skt_reckoner *r, const skt_moment *moment)
{
    const bool night = moment->day.part == SKT_PART_OVERNIGHT || moment->day.part == SKT_PART_NIGHT;
    for (uint32_t at = moment->first; at < moment->end && night; at++) {
        if (skt_str_is(r->text->words[at].text, "(")) {
            return moment->clock_from >= EVENING_S && moment->clock_to < 0;
        }
    }
    return false;
}

/* "Saturday night" is the night that begins then: it bears its morning's date,
 * unless the clock says that it was still Saturday, or the report came before. */
static skt_day morning_of(const skt_reckoner *r, const skt_moment *moment, skt_day day)
{
    const bool evening = moment->clock_from >= 12 * 3600;
    if (begins_night(r, moment) && moment->day.kind != SKT_DAY_UNTOLD && day != SKT_NO_DAY &&
        (r->published == SKT_NO_DAY || day < r->published)) {
        return day + 1;
    }
    if (!moment->day.night_after || moment->day.kind == SKT_DAY_UNTOLD || evening ||
        day == SKT_NO_DAY || (r->published != SKT_NO_DAY && day + 1 > r->published)) {
        return day;
    }
    return day + 1;
}

static skt_period day_period(const skt_reckoner *r, const skt_moment *moment, skt_day day)
{
    if (r->published == SKT_NO_DAY || day == SKT_NO_DAY) {
        return SKT_EVENT;
    }
    const bool dated = moment->day.kind == SKT_DAY_DATE || moment->day.kind == SKT_DAY_FULL ||
                       moment->day.kind == SKT_DAY_OF_MONTH;
    return r->published - day > (dated ? DATED_DAYS : RECALLED_DAYS) ? SKT_BACKGROUND : SKT_EVENT;
}

/* Whether the moment lies ahead of the report, or tells a day that cannot be. */
static bool is_future(const skt_reckoner *r, const skt_moment *moment, skt_day day)
{
    if (moment->day.kind == SKT_DAY_WEEKDAY && moment->day.turn == SKT_TURN_NEXT) {
        return true;
    }
    if (moment->day.kind == SKT_DAY_PUBLISHED && moment->day.shift > 0) {
        return true;
    }
    return day != SKT_NO_DAY && r->published != SKT_NO_DAY && day > r->published + AHEAD_DAYS;
}

/* "since X": an event where X is at most a day back, else a cumulative figure. */
static void reckon_since(skt_when *out, skt_reckoner *r, const skt_moment *moment, skt_day day)
{
    const bool told = r->sentence_day != SKT_NO_DAY && r->sentence_day >= day;
    const skt_day until = told ? r->sentence_day : r->published;
    if (day == SKT_NO_DAY || until == SKT_NO_DAY || day > until) {
        out->period = moment->clock_from >= 0 || moment->day.part != SKT_PART_NONE ? SKT_EVENT
                                                                                   : SKT_CUMULATIVE;
        return;
    }
    skt_window start;
    if (moment->day.kind == SKT_DAY_UNTOLD) {
        const bool evening =
            moment->day.part == SKT_PART_EVENING || moment->day.part == SKT_PART_LATE;
        day = evening ? until - 1 : until; /* "since midnight" */
    }
    skt_reckon_window(&start, &day, r, moment, day);
    const int32_t age = until - day;
    out->window = skt_reckon_days(r, day, until + 1,
                                  age <= EVENT_DAYS      ? SKT_TIME_DAY
                                  : age <= RECALLED_DAYS ? SKT_TIME_WEEK
                                                         : SKT_TIME_MONTH);
    if (start.start < out->window.end) {
        out->window.start = start.start;
        out->window.approximate = start.approximate;
    }
    out->period = age <= EVENT_DAYS ? SKT_EVENT : SKT_CUMULATIVE;
    out->day = age <= EVENT_DAYS ? until : SKT_NO_DAY;
}

/* A month without a day. The report's own month and the one before it, told
 * plainly, are periods counted over; any other is an event recalled. */
static void reckon_month(skt_when *out, skt_reckoner *r, const skt_moment *moment)
{
    out->period = SKT_BACKGROUND;
    int year = moment->day.year;
    const int month = (uint8_t)moment->day.month;
    const calendar *in = calendar_of(&moment->day);
    const bool told = year > 0;
    if (r->published != SKT_NO_DAY && !told) {
        const skt_civil now = in->date_of(r->published);
        year = now.year - (moment->relative_year || month > now.month ? 1 : 0);
        const int back = (now.year - year) * 12 + now.month - month;
        if (back <= 1 && moment->edge == SKT_TURN_NONE && moment->in_span) {
            out->period = SKT_CUMULATIVE;
        }
    }
    if (year > 0) {
        out->window = skt_reckon_days(r, in->day_of(year, month, 1),
                                      month == 12 ? in->day_of(year + 1, 1, 1)
                                                  : in->day_of(year, month + 1, 1),
                                      SKT_TIME_MONTH);
    }
}

/* "the past day" is the day before the report; longer than two is cumulative. */
static void reckon_past(skt_when *out, skt_reckoner *r, const skt_moment *moment)
{
    const bool hours = moment->unit <= SKT_UNIT_HOUR;
    const int32_t in_hours = moment->unit == SKT_UNIT_HOUR ? moment->count
                             : hours                       ? 1
                                                           : moment->count * 24;
    out->period = SKT_CUMULATIVE;
    if ((hours && in_hours <= 48) ||
        (moment->unit == SKT_UNIT_DAY && moment->count > 0 && moment->count <= 2)) {
        const bool day = in_hours >= 24;
        out->period = SKT_EVENT;
        out->explicit_day = day;
        out->day = shifted(r->published, day ? -1 : 0);
        if (day && out->day != SKT_NO_DAY) {
            out->window = skt_reckon_days(r, out->day, r->published, SKT_TIME_DAY);
            out->window.approximate = true;
        }
    } else if (moment->unit == SKT_UNIT_WEEK && moment->count == 1 && r->published != SKT_NO_DAY) {
        out->window = skt_reckon_days(r, r->published - 7, r->published + 1, SKT_TIME_WEEK);
    }
}

static void reckon_span(skt_when *out, skt_reckoner *r, const skt_moment *moment)
{
    switch ((skt_span_kind)moment->span) {
    case SKT_SPAN_PERIOD: out->period = (skt_period)moment->period; break;
    case SKT_SPAN_MONTH: reckon_month(out, r, moment); break;
    case SKT_SPAN_PAST: reckon_past(out, r, moment); break;
    case SKT_SPAN_YEAR:
    case SKT_SPAN_NONE: out->period = SKT_CUMULATIVE; break;
    }
    if (moment->scope != SKT_SCOPE_SINCE) {
        return;
    }
    out->period = SKT_CUMULATIVE;
    if (out->window.start != SKT_NO_TIME && r->published != SKT_NO_DAY) {
        out->window.end = skt_reckon_days(r, r->published, r->published + 1, SKT_TIME_DAY).end;
    }
}

/* From one day to another: one event within 48 hours, else cumulative. */
static void reckon_range(skt_when *out, skt_reckoner *r, const skt_moment *moment, skt_day day)
{
    const skt_day from = spec_day(r, &moment->from, moment);
    if (moment->to_morning && from != SKT_NO_DAY) {
        day = from + 1;
    }
    if (from == SKT_NO_DAY || day == SKT_NO_DAY || from > day) {
        out->day = day;
        skt_reckon_window(&out->window, &out->day, r, moment, day);
        return;
    }
    if (day - from <= EVENT_DAYS) {
        out->day = day;
        skt_reckon_window(&out->window, &out->day, r, moment, from);
        return;
    }
    out->period = SKT_CUMULATIVE;
    out->window = skt_reckon_days(r, from, day + 1,
                                  day - from <= RECALLED_DAYS ? SKT_TIME_WEEK : SKT_TIME_MONTH);
}

/* Keeps what later expressions are reckoned from. */
static void remember(skt_reckoner *r, const skt_moment *moment, const skt_when *when)
{
    const bool lead = when->period == SKT_BACKGROUND && r->story == SKT_NO_DAY &&
                      !moment->said; /* the report may be about a day long past */
    if (when->day == SKT_NO_DAY || (when->period != SKT_EVENT && !lead)) {
        return;
    }
    if (when->explicit_day) {
        r->sentence_day = when->day;
        if (!moment->said) {
            r->many_days |= r->story != SKT_NO_DAY && r->story != when->day;
            r->story = when->day;
            r->story_end_s = -1;
            r->story_paragraph = paragraph_of(r, moment);
            r->story_evening = moment->day.part == SKT_PART_EVENING ||
                               moment->day.part == SKT_PART_LATE || moment->clock_from >= EVENING_S;
            r->story_night = moment->day.part == SKT_PART_NIGHT ||
                             moment->day.part == SKT_PART_OVERNIGHT || moment->to_morning ||
                             moment->from.part == SKT_PART_EVENING ||
                             moment->from.part == SKT_PART_LATE;
        }
    } else if (r->story_night && when->day == r->story - 1) {
        r->story = when->day; /* the clock says that the night's events came before midnight */
        r->story_evening = true;
        r->story_night = false;
    } else if (r->story_evening && when->day == r->story + 1) {
        r->story = when->day; /* midnight has passed */
        r->story_evening = false;
    } else if (when->day == r->story && moment->clock_from >= MORNING_S &&
               moment->clock_from < EVENING_S) {
        r->story_night = false; /* the day goes on */
    }
    if (moment->day.part == SKT_PART_OVERNIGHT && r->story == SKT_NO_DAY) {
        r->story = when->day; /* "overnight" is told of the report's own night */
        r->story_night = true;
    }
    if (when->day == r->story && moment->clock_to > moment->clock_from) {
        r->story_end_s = moment->clock_to;
    }
}

bool skt_reckon(skt_when *out, skt_reckoner *r, const skt_moment *moment)
{
    if (moment->day.kind == SKT_DAY_DATE && r->published != SKT_NO_DAY &&
        spec_day(r, &moment->day, moment) == r->published && skt_is_dateline(r->text, moment)) {
        /* It dates the report and nothing in it, but its number counts nothing. */
        *out = (skt_when){.first = moment->first,
                          .end = moment->end,
                          .day = SKT_NO_DAY,
                          .window = {.start = SKT_NO_TIME, .end = SKT_NO_TIME},
                          .period = SKT_EVENT};
        return true;
    }
    const uint32_t sentence = r->text->words[moment->first].sentence;
    if (sentence != r->sentence) {
        r->sentence = sentence;
        r->sentence_day = SKT_NO_DAY;
    }
    *out = (skt_when){.first = moment->first,
                      .end = moment->end,
                      .day = SKT_NO_DAY,
                      .window = {.start = SKT_NO_TIME, .end = SKT_NO_TIME},
                      .period = SKT_EVENT,
                      .said = moment->said,
                      .previous = moment->day.kind == SKT_DAY_STORY && moment->day.shift < 0};
    if (moment->scope == SKT_SCOPE_UNTIL ||
        (moment->scope == SKT_SCOPE_BY && moment->day.kind == SKT_DAY_UNTOLD)) {
        return false;
    }
    if (moment->span != SKT_SPAN_NONE) {
        reckon_span(out, r, moment);
        return true;
    }
    skt_day day = morning_of(r, moment, spec_day(r, &moment->day, moment));
    if (is_future(r, moment, day)) {
        return false;
    }
    out->explicit_day = moment->day.kind != SKT_DAY_UNTOLD;
    if (moment->scope == SKT_SCOPE_SINCE) {
        reckon_since(out, r, moment, day);
        remember(r, moment, out);
        return true;
    }
    out->period = day_period(r, moment, day);
    if (moment->from.kind != SKT_DAY_UNTOLD) {
        reckon_range(out, r, moment, day);
    } else {
        out->day = day;
        skt_reckon_window(&out->window, &out->day, r, moment, day);
    }
    remember(r, moment, out);
    return true;
}
