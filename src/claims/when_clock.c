/* Reading clock times: "23:30", "about 11:30 p.m.", "between 4 and 8:20 a.m.". */
#include "claims/when_moments.h"

enum { HOUR_S = 3600, HALF_DAY_S = 43200, DAY_S = 86400 };

/* A clock time that may still lack its half of the day. */
typedef struct clock_time {
    int32_t seconds;
    bool bare; /* a mere number: a clock only by what stands beside it */
    bool hour_only;
    bool meridiem; /* a.m. or p.m. was told */
} clock_time;

static int32_t with_meridiem(int32_t seconds, int32_t add)
{
    return seconds % HALF_DAY_S + add;
}

/* "0300" before "GMT" or "hours". */
static uint32_t read_military(clock_time *out, const skt_term_list *terms, uint32_t at)
{
    const skt_term *term = &terms->items[at];
    const int32_t hour = term->value / 100;
    const int32_t minute = term->value % 100;
    const skt_word *word = &terms->text->words[term->first];
    const bool four = word->kind == SKT_WORD_DIGITS && word->fold.len == 4;
    if (!four || hour > 24 || minute > 59 ||
        (skt_term_kind_at(terms, at + 1) != SKT_TERM_ZONE &&
         !skt_term_is(terms, at + 1, SKT_TERM_UNIT, SKT_UNIT_HOUR))) {
        return 0;
    }
    *out = (clock_time){.seconds = hour * HOUR_S + minute * 60, .hour_only = minute == 0};
    return skt_term_kind_at(terms, at + 1) == SKT_TERM_ZONE ? 1 : 2;
}

/* A number of the clock with what follows it: "7 p.m.", "three o'clock", "3". */
static uint32_t read_number(clock_time *out, const skt_term_list *terms, uint32_t at)
{
    const skt_term *term = &terms->items[at];
    const uint32_t military = read_military(out, terms, at);
    if (military > 0) {
        return military;
    }
    if (term->value < 1 || term->value > 24) {
        return 0;
    }
    *out = (clock_time){.seconds = term->value * HOUR_S, .bare = true, .hour_only = true};
    uint32_t next = at + 1;
    if (skt_term_kind_at(terms, next) == SKT_TERM_OCLOCK) {
        out->bare = false;
        next++;
        if (skt_term_kind_at(terms, next) == SKT_TERM_NUMBER && terms->items[next].joined &&
            terms->items[next].value < 60) { /* "21h30" */
            out->seconds += terms->items[next].value * 60;
            out->hour_only = false;
            next++;
        }
    }
    if (skt_term_kind_at(terms, next) == SKT_TERM_MERIDIEM && term->value <= 12) {
        out->seconds = with_meridiem(out->seconds, terms->items[next].value);
        out->bare = false;
        out->meridiem = true;
        next++;
    }
    return next - at;
}

/* Whether "23.00" at `at` is a clock time and no decimal number. */
static bool dotted_is_clock(const skt_term_list *terms, uint32_t at)
{
    const uint8_t next = skt_term_kind_at(terms, at + 1);
    const bool prep = at > 0 && terms->items[at - 1].kind == SKT_TERM_PREP &&
                      terms->items[at - 1].value != SKT_PREP_A &&
                      terms->items[at - 1].value != SKT_PREP_ARTICLE &&
                      terms->items[at - 1].value != SKT_PREP_OF &&
                      terms->items[at - 1].value != SKT_PREP_FOR &&
                      terms->items[at - 1].value != SKT_PREP_ABOUT;
    /* "з 20.00 8 травня", "from 20.00 on Thursday": its day stands right behind it */
    const bool dated =
        (next == SKT_TERM_NUMBER && skt_term_kind_at(terms, at + 2) == SKT_TERM_MONTH) ||
        next == SKT_TERM_WEEKDAY || next == SKT_TERM_REL_DAY || next == SKT_TERM_OCLOCK ||
        next == SKT_TERM_DATE;
    const bool by = prep && terms->items[at - 1].value == SKT_PREP_BY; /* "станом на 9.00" */
    return by || (prep && dated) || next == SKT_TERM_ZONE || next == SKT_TERM_MERIDIEM ||
           next == SKT_TERM_OCLOCK ||
           (prep && (next == SKT_TERM_PREP || next == SKT_TERM_STOP || next == SKT_TERM_DOT ||
                     next == SKT_TERM_COMMA || next == SKT_TERM_DASH));
}

static uint32_t read_time(clock_time *out, const skt_term_list *terms, uint32_t at)
{
    const uint8_t kind = skt_term_kind_at(terms, at);
    if (kind == SKT_TERM_PAST) {
        const uint32_t taken =
            skt_term_kind_at(terms, at + 1) == SKT_TERM_PAST ? 0 : read_time(out, terms, at + 1);
        if (taken > 0) {
            out->seconds += terms->items[at].value;
            out->hour_only = false;
            return taken + 1;
        }
        return 0;
    }
    if (kind == SKT_TERM_NUMBER) {
        return read_number(out, terms, at);
    }
    if (kind == SKT_TERM_HOUR) {
        *out = (clock_time){.seconds = terms->items[at].value, .hour_only = true, .meridiem = true};
        if (out->seconds == 0 && skt_term_before_is(terms, at, SKT_TERM_PREP, SKT_PREP_BEFORE)) {
            out->seconds = DAY_S - HOUR_S; /* the last hour of the day named */
        }
        return 1;
    }
    if (kind != SKT_TERM_CLOCK && (kind != SKT_TERM_DOTTED || !dotted_is_clock(terms, at))) {
        return 0;
    }
    *out = (clock_time){.seconds = terms->items[at].value};
    if (skt_term_kind_at(terms, at + 1) == SKT_TERM_MERIDIEM && out->seconds < 13 * HOUR_S) {
        out->seconds = with_meridiem(out->seconds, terms->items[at + 1].value);
        out->meridiem = true;
        return 2;
    }
    return skt_term_kind_at(terms, at + 1) == SKT_TERM_OCLOCK ? 2 : 1;
}

/* The part of the day that stands behind a clock time, as in "four in the
 * morning", "three on Tuesday morning"; SKT_PART_NONE if there is none. */
static skt_part part_behind(const skt_term_list *terms, uint32_t at, bool hour)
{
    if (skt_term_kind_at(terms, at) == SKT_TERM_PART && !hour) {
        return SKT_PART_NONE; /* "one night" */
    }
    for (uint32_t i = at; i < at + 5; i++) {
        const uint8_t kind = skt_term_kind_at(terms, i);
        if (kind == SKT_TERM_PART) {
            return (skt_part)terms->items[i].value;
        }
        if (kind != SKT_TERM_PREP && kind != SKT_TERM_WEEKDAY && kind != SKT_TERM_TURN &&
            kind != SKT_TERM_REL_DAY) {
            break;
        }
    }
    return SKT_PART_NONE;
}

/* Whether the word before term `at` makes a number a clock time: "ساعت ۳". */
static bool is_hour(const skt_term_list *terms, uint32_t at)
{
    return at > 0 && at <= terms->count && (terms->items[at - 1].flags & SKT_TERM_OF_CLOCK) != 0;
}

/* Whether a bare number at `at` stands where a clock time may. */
static bool may_be_clock(const skt_term_list *terms, uint32_t at)
{
    if (at == 0 || terms->items[at - 1].kind != SKT_TERM_PREP) {
        return false;
    }
    switch (terms->items[at - 1].value) {
    case SKT_PREP_PLAIN:
    case SKT_PREP_TO:
    case SKT_PREP_OPEN:
    case SKT_PREP_SINCE:
    case SKT_PREP_UNTIL:
    case SKT_PREP_BY:
    case SKT_PREP_ABOUT:
    case SKT_PREP_BEFORE:
    case SKT_PREP_AFTER: return true;
    default: return false;
    }
}

/* Gives a time of twelve hours its half of the day. */
static void settle(clock_time *time, skt_part part)
{
    if (time->meridiem || time->seconds > 12 * HOUR_S + 3599 || part == SKT_PART_NONE) {
        return;
    }
    const bool late = part == SKT_PART_AFTERNOON || part == SKT_PART_EVENING ||
                      part == SKT_PART_LATE ||
                      ((part == SKT_PART_NIGHT || part == SKT_PART_OVERNIGHT) &&
                       time->seconds >= 6 * HOUR_S && time->seconds < 12 * HOUR_S);
    time->seconds = with_meridiem(time->seconds, late ? HALF_DAY_S : 0);
}

/* The end of a range behind its start: "and 23:00", "to 10:00", "until after three". */
static uint32_t read_range_end(clock_time *out, const skt_term_list *terms, uint32_t at,
                               bool opened, bool hour)
{
    const uint8_t kind = skt_term_kind_at(terms, at);
    const int32_t value = at < terms->count ? terms->items[at].value : 0;
    const bool joins = kind == SKT_TERM_DASH ||
                       (kind == SKT_TERM_PREP && (value == SKT_PREP_TO || value == SKT_PREP_UNTIL ||
                                                  (value == SKT_PREP_AND && opened)));
    if (!joins) {
        return 0;
    }
    uint32_t next = at + 1;
    hour |= skt_term_kind_at(terms, next) == SKT_TERM_PREP &&
            (terms->items[next].flags & SKT_TERM_OF_CLOCK) != 0;
    while (is_hour(terms, next + 1) || skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_BEFORE) ||
           skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_AFTER) ||
           skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_ABOUT)) {
        next++;
    }
    const uint32_t taken = read_time(out, terms, next);
    if (taken == 0) {
        return 0;
    }
    const skt_part part = part_behind(terms, next + taken, hour);
    if (out->bare && part == SKT_PART_NONE && !hour) {
        return 0;
    }
    settle(out, part);
    out->meridiem = out->meridiem || part != SKT_PART_NONE;
    return next + taken - at;
}

/* The start takes its half of the day from the end: "between 4 and 8:20 a.m.". */
static void settle_start(clock_time *start, const clock_time *end)
{
    if (start->meridiem || !end->meridiem || start->seconds > 12 * HOUR_S) {
        return;
    }
    const int32_t base = start->seconds % HALF_DAY_S;
    const bool fits = end->seconds >= HALF_DAY_S && base + HALF_DAY_S <= end->seconds;
    start->seconds = fits ? base + HALF_DAY_S : base;
}

uint32_t skt_read_clock(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    clock_time start;
    uint32_t taken = read_time(&start, terms, at);
    if (taken == 0) {
        return 0;
    }
    clock_time end = {0};
    const bool hour = is_hour(terms, at);
    const bool opened = skt_term_before_is(terms, at, SKT_TERM_PREP, SKT_PREP_OPEN) ||
                        (hour && skt_term_before_is(terms, at - 1, SKT_TERM_PREP, SKT_PREP_OPEN));
    const bool joined_dash = skt_term_kind_at(terms, at + taken) == SKT_TERM_DASH;
    const uint32_t range = !start.bare || opened || hour || joined_dash
                               ? read_range_end(&end, terms, at + taken, opened, hour)
                               : 0;
    if (range > 0) {
        settle_start(&start, &end);
        taken += range;
    } else {
        const skt_part part = part_behind(terms, at + taken, hour);
        if (start.bare && !hour && (part == SKT_PART_NONE || !may_be_clock(terms, at))) {
            return 0;
        }
        settle(&start, part);
    }
    if (start.seconds < 0 || start.seconds > DAY_S) {
        return 0;
    }
    out->clock_from = start.seconds;
    out->hour_only = start.hour_only;
    if (range > 0) {
        out->clock_to = end.seconds == 0 && start.seconds > 0 ? DAY_S : end.seconds;
        out->hour_only = start.hour_only && end.hour_only;
    }
    if (skt_term_kind_at(terms, at + taken) == SKT_TERM_ZONE) {
        out->zone = terms->items[at + taken].name;
        taken++;
    }
    return taken;
}
