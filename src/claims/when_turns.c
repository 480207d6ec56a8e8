/* Reading what is told by turns and counts: "last night", "the same evening", "in
 * the past week", "four days ago", and durations, which tell no date. */
#include "claims/when_moments.h"

/* "this morning", "last night", "the previous evening", "the same night". */
static bool turn_part(skt_moment *out, skt_turn turn, skt_part part)
{
    const bool night = part == SKT_PART_NIGHT;
    out->day.part = (uint8_t)part;
    switch (turn) {
    case SKT_TURN_THIS:
        out->day.kind = SKT_DAY_PUBLISHED;
        out->day.part = (uint8_t)(night ? SKT_PART_OVERNIGHT : part);
        return true;
    case SKT_TURN_LAST:
        out->day.kind = SKT_DAY_PUBLISHED;
        out->day.shift = night ? 0 : -1;
        out->day.part = (uint8_t)(night ? SKT_PART_OVERNIGHT : part);
        return true;
    case SKT_TURN_PREVIOUS:
        out->day.kind = SKT_DAY_STORY;
        out->day.shift = -1;
        return true;
    case SKT_TURN_MID: return true;
    case SKT_TURN_SAME: out->day.kind = SKT_DAY_STORY; return true;
    case SKT_TURN_FOLLOWING:
    case SKT_TURN_NEXT:
        out->day.kind = SKT_DAY_STORY;
        out->day.shift = 1;
        return true;
    default: return false;
    }
}

/* "the past week", "the last two days", "last month", "the previous day". */
static void turn_unit(skt_moment *out, const skt_term_list *terms, uint32_t at, skt_turn turn,
                      skt_unit unit, int32_t count)
{
    const bool article = skt_term_before_is(terms, at, SKT_TERM_PREP, SKT_PREP_ARTICLE);
    const bool whole = skt_term_before_is(terms, at, SKT_TERM_PREP, SKT_PREP_WHOLE);
    const bool counted = count >= 0;
    if (turn == SKT_TURN_PAST || (turn == SKT_TURN_LAST && (counted || article))) {
        out->span = SKT_SPAN_PAST;
        out->unit = (uint8_t)unit;
        out->count = counted ? count : 1;
    } else if ((turn == SKT_TURN_LAST || turn == SKT_TURN_PREVIOUS) && unit >= SKT_UNIT_WEEK) {
        out->span = SKT_SPAN_PERIOD;
        out->period = whole ? SKT_CUMULATIVE : SKT_BACKGROUND;
    } else if (unit == SKT_UNIT_DAY && !counted && turn != SKT_TURN_THIS) {
        (void)turn_part(out, turn, SKT_PART_NONE);
    }
}

/* Whether "late" or "early" at `at` goes with a day: "late on Saturday", "early
 * Friday", "late yesterday". */
static bool goes_with_day(const skt_term_list *terms, uint32_t at)
{
    uint32_t next = at + 1;
    while (skt_term_kind_at(terms, next) == SKT_TERM_PREP &&
           (terms->items[next].value == SKT_PREP_PLAIN ||
            terms->items[next].value == SKT_PREP_ARTICLE)) {
        next++;
    }
    switch (skt_term_kind_at(terms, next)) {
    case SKT_TERM_WEEKDAY:
    case SKT_TERM_REL_DAY:
    case SKT_TERM_PART:
    case SKT_TERM_DATE:
    case SKT_TERM_FEAST:
    case SKT_TERM_MONTH:
    case SKT_TERM_ORDINAL: return true;
    case SKT_TERM_TURN: return skt_term_kind_at(terms, next + 1) == SKT_TERM_PART;
    case SKT_TERM_NUMBER: return skt_term_kind_at(terms, next + 1) == SKT_TERM_MONTH;
    default: return false;
    }
}

uint32_t skt_read_turn(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    if (skt_term_kind_at(terms, at) != SKT_TERM_TURN) {
        return 0;
    }
    const skt_turn turn = (skt_turn)terms->items[at].value;
    if (turn == SKT_TURN_EARLY || turn == SKT_TURN_LATE) {
        if (!goes_with_day(terms, at)) {
            return 0;
        }
        out->day.part = turn == SKT_TURN_EARLY ? SKT_PART_EARLY : SKT_PART_LATE;
        return 1;
    }
    uint32_t next = at + 1;
    int32_t count = -1;
    if (skt_term_kind_at(terms, next) == SKT_TERM_NUMBER) {
        count = terms->items[next++].value;
    }
    if (turn == SKT_TURN_MID && skt_term_kind_at(terms, next) == SKT_TERM_DASH) {
        next++;
    }
    const uint8_t kind = skt_term_kind_at(terms, next);
    const int32_t value = next < terms->count ? terms->items[next].value : 0;
    if (kind == SKT_TERM_UNIT) {
        turn_unit(out, terms, at, turn, (skt_unit)value, count);
    } else if (kind == SKT_TERM_PART && count < 0) {
        if (!turn_part(out, turn, (skt_part)value)) {
            return 0;
        }
    } else if (kind == SKT_TERM_WEEKDAY && count < 0 && turn != SKT_TURN_SAME) {
        out->day.kind = SKT_DAY_WEEKDAY;
        out->day.weekday = (int8_t)value;
        out->day.turn = (uint8_t)turn;
    } else {
        return 0;
    }
    return next + 1 - at;
}

/* "46-year-old", "for a fifth day", "the second night": nothing that dates. */
static uint32_t read_undated(const skt_term_list *terms, uint32_t at)
{
    const uint8_t kind = skt_term_kind_at(terms, at);
    const uint8_t next = skt_term_kind_at(terms, at + 1);
    if (kind == SKT_TERM_NUMBER && skt_term_is(terms, at + 1, SKT_TERM_PART, SKT_PART_NIGHT)) {
        return 2; /* "three nights running" */
    }
    if (kind == SKT_TERM_NUMBER && next == SKT_TERM_DASH &&
        skt_term_kind_at(terms, at + 2) == SKT_TERM_UNIT) {
        return 3;
    }
    if (kind == SKT_TERM_ORDINAL &&
        (next == SKT_TERM_UNIT ||
         (next == SKT_TERM_PART && terms->items[at + 1].value == SKT_PART_NIGHT))) {
        return 2;
    }
    return 0;
}

/* Days, weeks and longer counted back or on; `counted` has the number. */
static void count_units(skt_moment *out, skt_unit unit, int32_t count, skt_ago ago)
{
    if (unit == SKT_UNIT_DAY && count > 0 && count < 10000) {
        out->day.kind = ago == SKT_AGO_PUBLISHED ? SKT_DAY_PUBLISHED : SKT_DAY_STORY;
        out->day.shift = ago == SKT_AGO_LATER ? count : -count;
    } else if (unit >= SKT_UNIT_DAY && ago != SKT_AGO_LATER) {
        out->span = SKT_SPAN_PERIOD;
        out->period = SKT_BACKGROUND;
    }
}

/* How the count at `at` is counted; false if nothing tells. */
static bool read_ago(skt_ago *out, const skt_term_list *terms, uint32_t at)
{
    if (skt_term_kind_at(terms, at) == SKT_TERM_AGO) {
        *out = (skt_ago)terms->items[at].value;
        return true;
    }
    if (skt_term_is(terms, at, SKT_TERM_PREP, SKT_PREP_BEFORE) ||
        skt_term_is(terms, at, SKT_TERM_PREP, SKT_PREP_AFTER)) {
        *out = SKT_AGO_BEFORE;
        return true;
    }
    return false;
}

/* "a month", "per week": a rate, unless it is a duration. */
static bool is_rate(const skt_term_list *terms, uint32_t at, skt_unit unit)
{
    const skt_term *before = at > 0 ? &terms->items[at - 1] : NULL;
    const bool duration =
        before != NULL && before->kind == SKT_TERM_PREP && before->value != SKT_PREP_PLAIN;
    const uint8_t behind = skt_term_kind_at(terms, at + 2);
    return unit >= SKT_UNIT_WEEK && !duration && behind != SKT_TERM_DASH &&
           !skt_term_is(terms, at + 2, SKT_TERM_PREP, SKT_PREP_OF);
}

/* "in the four years", "over three weeks": all that a span longer than an event holds. */
static bool lasts(const skt_term_list *terms, uint32_t at, skt_unit unit, int32_t count)
{
    enum { EVENT_DAYS = 2 };
    if (unit < SKT_UNIT_DAY || (unit == SKT_UNIT_DAY && count <= EVENT_DAYS)) {
        return false;
    }
    uint32_t first = at;
    while (first > 0 && skt_term_before_is(terms, first, SKT_TERM_PREP, SKT_PREP_ARTICLE)) {
        first--;
    }
    return first > 0 && terms->items[first - 1].kind == SKT_TERM_PREP &&
           terms->items[first - 1].value == SKT_PREP_PLAIN &&
           skt_term_kind_at(terms, at + 2) != SKT_TERM_DASH;
}

/* "the day before", "the night before", "the day after": behind the article. The
 * day after a thing told of stands for that thing's day. */
static uint32_t read_day_before(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    const bool day = skt_term_is(terms, at, SKT_TERM_UNIT, SKT_UNIT_DAY);
    const bool part = skt_term_kind_at(terms, at) == SKT_TERM_PART;
    const bool after = skt_term_is(terms, at + 1, SKT_TERM_PREP, SKT_PREP_AFTER);
    if ((!day && !part) || !skt_term_before_is(terms, at, SKT_TERM_PREP, SKT_PREP_ARTICLE) ||
        (!after && !skt_term_is(terms, at + 1, SKT_TERM_PREP, SKT_PREP_BEFORE) &&
         !skt_term_is(terms, at + 1, SKT_TERM_AGO, SKT_AGO_BEFORE))) {
        return 0;
    }
    const uint8_t behind = skt_term_kind_at(terms, at + 2);
    const bool on =
        after && (behind == SKT_TERM_COMMA || behind == SKT_TERM_STOP || behind == SKT_TERM_DOT);
    (void)turn_part(out, on ? SKT_TURN_FOLLOWING : SKT_TURN_PREVIOUS,
                    part ? (skt_part)terms->items[at].value : SKT_PART_NONE);
    return 2;
}

/* "two nights earlier", "three nights ago": as many days. */
static uint32_t read_nights(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    skt_ago ago = SKT_AGO_PUBLISHED;
    if (skt_term_kind_at(terms, at) != SKT_TERM_NUMBER ||
        skt_term_kind_at(terms, at + 1) != SKT_TERM_PART || !read_ago(&ago, terms, at + 2)) {
        return 0;
    }
    count_units(out, SKT_UNIT_DAY, terms->items[at].value, ago);
    return 3;
}

uint32_t skt_read_count(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    const uint32_t nights = read_nights(out, terms, at);
    if (nights > 0) {
        return nights;
    }
    const uint32_t undated = read_undated(terms, at);
    if (undated > 0) {
        return undated;
    }
    const uint32_t before = read_day_before(out, terms, at);
    if (before > 0) {
        return before;
    }
    if (skt_term_kind_at(terms, at) == SKT_TERM_UNIT &&
        skt_term_is(terms, at + 1, SKT_TERM_AGO, SKT_AGO_PUBLISHED)) {
        /* "неделю назад": languages without an article */
        count_units(out, (skt_unit)terms->items[at].value, 1, SKT_AGO_PUBLISHED);
        return 2;
    }
    if (skt_term_is(terms, at, SKT_TERM_AGO, SKT_AGO_PUBLISHED) &&
        skt_term_kind_at(terms, at + 2) == SKT_TERM_UNIT &&
        (skt_term_kind_at(terms, at + 1) == SKT_TERM_NUMBER ||
         skt_term_is(terms, at + 1, SKT_TERM_PREP, SKT_PREP_A))) {
        /* "vor zwei Tagen", "il y a une semaine", "hace tres días" */
        const bool one = skt_term_kind_at(terms, at + 1) != SKT_TERM_NUMBER;
        count_units(out, (skt_unit)terms->items[at + 2].value, one ? 1 : terms->items[at + 1].value,
                    SKT_AGO_PUBLISHED);
        return 3;
    }
    const bool article = skt_term_is(terms, at, SKT_TERM_PREP, SKT_PREP_A);
    if ((skt_term_kind_at(terms, at) != SKT_TERM_NUMBER && !article) ||
        skt_term_kind_at(terms, at + 1) != SKT_TERM_UNIT) {
        return 0;
    }
    const skt_unit unit = (skt_unit)terms->items[at + 1].value;
    const int32_t count = article ? 1 : terms->items[at].value;
    if (!article && (skt_term_is(terms, at + 2, SKT_TERM_TURN, SKT_TURN_LAST) ||
                     skt_term_is(terms, at + 2, SKT_TERM_TURN, SKT_TURN_PAST))) {
        out->span = SKT_SPAN_PAST; /* "۲۴ ساعت گذشته": the past 24 hours, the turn behind */
        out->unit = (uint8_t)unit;
        out->count = count;
        return 3;
    }
    if (!article && lasts(terms, at, unit, count)) {
        out->span = SKT_SPAN_PERIOD;
        out->period = SKT_CUMULATIVE;
        return 2;
    }
    skt_ago ago = SKT_AGO_PUBLISHED;
    if (!skt_term_before_is(terms, at, SKT_TERM_PREP, SKT_PREP_FOR) &&
        read_ago(&ago, terms, at + 2)) {
        count_units(out, unit, count, ago);
        return 3;
    }
    if (article && is_rate(terms, at, unit)) {
        out->span = SKT_SPAN_PERIOD;
        out->period = SKT_CUMULATIVE;
    }
    return 2;
}
