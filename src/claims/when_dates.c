/* Reading dates: "28 January", "Sept. 3, 2024", "the first of the month", "in
 * mid-January", "in 2023". */
#include "claims/when_moments.h"

enum { YEAR_MIN = 1990, YEAR_MAX = 2099 };

static bool is_mday(const skt_term_list *terms, uint32_t at)
{
    const uint8_t kind = skt_term_kind_at(terms, at);
    const bool digits = kind == SKT_TERM_NUMBER &&
                        terms->text->words[terms->items[at].first].kind == SKT_WORD_DIGITS;
    return (digits || kind == SKT_TERM_ORDINAL) && terms->items[at].value >= 1 &&
           terms->items[at].value <= 31;
}

static bool is_year(const skt_term_list *terms, uint32_t at)
{
    return skt_term_kind_at(terms, at) == SKT_TERM_NUMBER && terms->items[at].value >= YEAR_MIN &&
           terms->items[at].value <= YEAR_MAX;
}

/* A year beside a month of the calendar of `out`. */
static bool is_year_beside(const skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    return out->day.solar ? skt_term_kind_at(terms, at) == SKT_TERM_NUMBER &&
                                terms->items[at].value >= SKT_SOLAR_MIN &&
                                terms->items[at].value <= SKT_SOLAR_MAX
                          : is_year(terms, at);
}

/* Takes month term `at`. */
static void take_month(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    out->day.month = (int8_t)terms->items[at].value;
    out->day.solar = (terms->items[at].flags & SKT_TERM_SOLAR) != 0;
}

/* The year behind a month or a day of it: ", 2023", "last year", "of this year". */
static uint32_t read_year(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    uint32_t next = at;
    if (skt_term_kind_at(terms, next) == SKT_TERM_COMMA) {
        next++;
    }
    if (skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_OF)) {
        next++;
    }
    if (skt_term_is(terms, next, SKT_TERM_UNIT, SKT_UNIT_YEAR) &&
        is_year_beside(out, terms, next + 1)) {
        next++; /* "in June of the year 2025" */
    }
    if (is_year_beside(out, terms, next)) {
        out->day.year = (int16_t)terms->items[next].value;
        next += skt_term_is(terms, next + 1, SKT_TERM_UNIT, SKT_UNIT_YEAR);
        return next + 1 - at;
    }
    const bool last = skt_term_is(terms, next, SKT_TERM_TURN, SKT_TURN_LAST);
    if (last && skt_term_is(terms, next + 1, SKT_TERM_UNIT, SKT_UNIT_YEAR)) {
        out->day.year = -1;
        out->relative_year = true;
        return next + 2 - at;
    }
    return 0;
}

/* "28 January", "28th of January", "28-29 January", with the year if told. */
static uint32_t read_day_month(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    uint32_t next = at + 1;
    uint32_t second = 0;
    const uint8_t join = skt_term_kind_at(terms, next);
    const bool joins = join == SKT_TERM_DASH ||
                       skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_TO) ||
                       skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_AND);
    if (joins && is_mday(terms, next + 1)) {
        second = next + 1;
        next += 2;
    }
    if (skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_OF)) {
        next++;
    }
    if (skt_term_kind_at(terms, next) != SKT_TERM_MONTH) {
        return 0;
    }
    out->day.kind = SKT_DAY_DATE;
    take_month(out, terms, next);
    out->day.mday = (int8_t)terms->items[second > 0 ? second : at].value;
    next++;
    if (skt_term_kind_at(terms, next) == SKT_TERM_DOT && is_year(terms, next + 1)) {
        next++;
    }
    next += read_year(out, terms, next);
    if (second > 0) {
        out->from = out->day;
        out->from.mday = (int8_t)terms->items[at].value;
    }
    return next - at;
}

/* Whether the number behind a month is its day, and not the count of something:
 * "July 9", but not "In May 18 drones" and not "May 18,000". */
static bool month_takes_day(const skt_term_list *terms, uint32_t month, uint32_t at)
{
    return is_mday(terms, at) &&
           !(month > 0 && (terms->items[month - 1].flags & SKT_TERM_IN_SPAN) != 0);
}

/* "January 28, 2023", "Jan. 3", "July 3-4", "July 3 to 4". */
static uint32_t read_month_day(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    uint32_t next = at + 1;
    if (skt_term_kind_at(terms, next) == SKT_TERM_DOT) {
        next++;
    }
    if (skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_ARTICLE)) {
        next++;
    }
    if (!month_takes_day(terms, at, next)) {
        return 0;
    }
    out->day.kind = SKT_DAY_DATE;
    take_month(out, terms, at);
    out->day.mday = (int8_t)terms->items[next].value;
    next++;
    const uint32_t first = next - 1;
    const bool dash = skt_term_kind_at(terms, next) == SKT_TERM_DASH && terms->items[next].joined;
    const bool pair = skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_TO) ||
                      (skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_AND) &&
                       skt_term_kind_at(terms, next + 2) != SKT_TERM_ATTACK);
    if ((dash || pair) && is_mday(terms, next + 1) &&
        skt_term_kind_at(terms, next + 2) != SKT_TERM_MONTH) {
        out->day.mday = (int8_t)terms->items[next + 1].value;
        next += 2;
    }
    next += read_year(out, terms, next);
    if (out->day.mday != terms->items[first].value) {
        out->from = out->day;
        out->from.mday = (int8_t)terms->items[first].value;
    }
    return next - at;
}

/* A month without a day: "in May", "mid-January", "June 2021", "last October". */
static uint32_t read_month(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    uint32_t next = at;
    uint8_t edge = SKT_TURN_NONE;
    if (skt_term_kind_at(terms, next) == SKT_TERM_TURN) {
        edge = (uint8_t)terms->items[next++].value;
        if (skt_term_kind_at(terms, next) == SKT_TERM_DASH ||
            skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_OF)) {
            next++;
        }
    }
    if (skt_term_kind_at(terms, next) != SKT_TERM_MONTH) {
        return 0;
    }
    take_month(out, terms, next++);
    if (skt_term_kind_at(terms, next) == SKT_TERM_DOT && is_year(terms, next + 1)) {
        next++;
    }
    const uint32_t year = read_year(out, terms, next);
    const skt_term *before = at > 0 ? &terms->items[at - 1] : NULL;
    const bool prep = before != NULL && before->kind == SKT_TERM_PREP &&
                      before->value != SKT_PREP_A && before->value != SKT_PREP_AND;
    if (edge == SKT_TURN_NONE && year == 0 && !prep) {
        return 0;
    }
    out->span = SKT_SPAN_MONTH;
    out->edge = edge;
    out->in_span = prep;
    return next + year - at;
}

/* "the 29th", "the first of the month". */
static uint32_t read_mday(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    if (skt_term_kind_at(terms, at) != SKT_TERM_ORDINAL || !is_mday(terms, at) ||
        !skt_term_before_is(terms, at, SKT_TERM_PREP, SKT_PREP_ARTICLE)) {
        return 0;
    }
    uint32_t next = at + 1;
    if (skt_term_is(terms, next, SKT_TERM_PREP, SKT_PREP_OF)) {
        const uint8_t kind = skt_term_kind_at(terms, next + 1);
        const bool the = kind == SKT_TERM_PREP || kind == SKT_TERM_TURN;
        if (!the || !skt_term_is(terms, next + 2, SKT_TERM_UNIT, SKT_UNIT_MONTH)) {
            return 0;
        }
        next += 3;
    } else {
        /* A noun behind it makes it an ordinal; digits alone are sure. */
        const uint8_t kind = skt_term_kind_at(terms, next);
        const bool digits = terms->text->words[terms->items[at].first].kind == SKT_WORD_DIGITS;
        const bool prep = at > 1 && terms->items[at - 2].kind == SKT_TERM_PREP &&
                          (terms->items[at - 2].value == SKT_PREP_PLAIN ||
                           terms->items[at - 2].value == SKT_PREP_TO ||
                           terms->items[at - 2].value == SKT_PREP_OF);
        if (!digits || !prep ||
            (kind != SKT_TERM_STOP && kind != SKT_TERM_COMMA && kind != SKT_TERM_DOT &&
             kind != SKT_TERM_PREP)) {
            return 0;
        }
    }
    out->day.kind = SKT_DAY_OF_MONTH;
    out->day.mday = (int8_t)terms->items[at].value;
    return next - at;
}

/* "in 2023". */
static uint32_t read_bare_year(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    const uint8_t behind = skt_term_kind_at(terms, at + 1);
    const skt_term *before = at > 0 ? &terms->items[at - 1] : NULL;
    if (!is_year(terms, at) || before == NULL || before->kind != SKT_TERM_PREP ||
        ((before->flags & SKT_TERM_IN_SPAN) == 0 && before->value != SKT_PREP_SINCE &&
         before->value != SKT_PREP_WHOLE && before->value != SKT_PREP_OF &&
         (before->flags & SKT_TERM_OR_SINCE) == 0) ||
        behind == SKT_TERM_ATTACK ||
        (behind == SKT_TERM_UNIT && terms->items[at + 1].value != SKT_UNIT_YEAR)) {
        return 0;
    }
    out->span = SKT_SPAN_YEAR;
    out->day.year = (int16_t)terms->items[at].value;
    return behind == SKT_TERM_UNIT ? 2 : 1;
}

uint32_t skt_read_date(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    uint32_t taken = 0;
    if (skt_term_kind_at(terms, at) == SKT_TERM_DATE) {
        out->day.kind = SKT_DAY_FULL;
        out->day.day = terms->items[at].value;
        return 1;
    }
    if (skt_term_kind_at(terms, at) == SKT_TERM_FEAST) {
        out->day.kind = SKT_DAY_DATE;
        out->day.month = (int8_t)(terms->items[at].value / 100);
        out->day.mday = (int8_t)(terms->items[at].value % 100);
        return 1 + read_year(out, terms, at + 1);
    }
    if (is_mday(terms, at)) {
        taken = read_day_month(out, terms, at);
        return taken > 0 ? taken : read_mday(out, terms, at);
    }
    if (skt_term_kind_at(terms, at) == SKT_TERM_MONTH) {
        taken = read_month_day(out, terms, at);
    }
    if (taken == 0) {
        taken = read_month(out, terms, at);
    }
    return taken > 0 ? taken : read_bare_year(out, terms, at);
}
