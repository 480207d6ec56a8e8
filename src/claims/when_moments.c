/* Putting the elements of time that stand together into expressions. */
#include "claims/when_moments.h"

enum {
    GAP_MAX = 4,     /* small words between two elements of one expression */
    SINCE_REACH = 9, /* terms from "since" to the day that it counts from */
    SAY_REACH = 5,   /* terms from "said" to its day */
    ISSUE_REACH = 9  /* terms from "message" to when it came */
};

typedef struct finder {
    const skt_term_list *terms;
    skt_moment_vec *out;
    skt_moment open; /* being put together */
    bool is_open;
    bool opened_range;  /* "from" or "between" stands before it */
    uint32_t end;       /* one past its last term */
    uint32_t floor;     /* terms before it belong to earlier expressions */
    uint32_t since;     /* term of a "since" that waits for its day, or count */
    uint32_t since_end; /* the term where its day begins */
} finder;

static uint32_t sentence_of(const finder *f, uint32_t term)
{
    return f->terms->text->words[f->terms->items[term].first].sentence;
}

static uint32_t paragraph_of(const finder *f, uint32_t term)
{
    return f->terms->text->words[f->terms->items[term].first].paragraph;
}

/* A day or a part of the day by itself. */
static uint32_t read_single(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    const skt_term *term = &terms->items[at];
    switch (term->kind) {
    case SKT_TERM_WEEKDAY:
        out->day.kind = SKT_DAY_WEEKDAY;
        out->day.weekday = (int8_t)term->value;
        return 1;
    case SKT_TERM_REL_DAY:
        out->day.kind = SKT_DAY_PUBLISHED;
        out->day.shift = term->value;
        return 1;
    case SKT_TERM_WEEKEND:
        out->from.kind = SKT_DAY_WEEKDAY;
        out->from.weekday = 5;
        out->day.kind = SKT_DAY_WEEKDAY;
        out->day.weekday = 6;
        return 1;
    case SKT_TERM_THIS_PART:
        out->day.kind = SKT_DAY_PUBLISHED;
        out->day.part = (uint8_t)term->value;
        return 1;
    case SKT_TERM_PART:
        out->day.part = (uint8_t)term->value;
        out->day.night_after = (term->flags & SKT_TERM_AFTER_DAY) != 0;
        return 1;
    case SKT_TERM_PAST_UNIT:
        out->span = SKT_SPAN_PAST;
        out->unit = (uint8_t)term->value;
        out->count = 1;
        return 1;
    case SKT_TERM_PERIOD:
        out->span = SKT_SPAN_PERIOD;
        out->period = (uint8_t)term->value;
        out->in_span = (term->flags & SKT_TERM_IN_SPAN) != 0;
        return 1;
    case SKT_TERM_ZONE: out->zone = term->name; return 1;
    default: return 0;
    }
}

/* Whether an element may begin with term `at`: with no sign, and with none of the words that only
 * stand before or behind one. */
static bool begins_element(const skt_term_list *terms, uint32_t at)
{
    const uint8_t kind = terms->items[at].kind;
    if (kind == SKT_TERM_PREP) { /* "a week" */
        return terms->items[at].value == SKT_PREP_A &&
               skt_term_kind_at(terms, at + 1) == SKT_TERM_UNIT;
    }
    return (kind >= SKT_TERM_NUMBER && kind <= SKT_TERM_PAST) || kind == SKT_TERM_ZONE ||
           kind == SKT_TERM_PERIOD;
}

/* One element of time at `at`: terms taken, 0 for none. */
static uint32_t read_element(skt_moment *out, const skt_term_list *terms, uint32_t at)
{
    if (!begins_element(terms, at)) {
        return 0; /* as most words */
    }
    *out = (skt_moment)SKT_MOMENT_INIT;
    uint32_t taken = skt_read_date(out, terms, at);
    taken = taken > 0 ? taken : skt_read_turn(out, terms, at);
    taken = taken > 0 ? taken : skt_read_clock(out, terms, at);
    taken = taken > 0 ? taken : skt_read_count(out, terms, at);
    return taken > 0 ? taken : read_single(out, terms, at);
}

static bool tells_nothing(const skt_moment *moment)
{
    return moment->day.kind == SKT_DAY_UNTOLD && moment->day.part == SKT_PART_NONE &&
           moment->clock_from < 0 && moment->span == SKT_SPAN_NONE;
}

static bool is_night(uint8_t part)
{
    return part == SKT_PART_NIGHT || part == SKT_PART_OVERNIGHT;
}

static bool is_evening(uint8_t part)
{
    return part == SKT_PART_EVENING || part == SKT_PART_LATE || part == SKT_PART_AFTERNOON ||
           part == SKT_PART_NIGHT;
}

static bool is_morning(uint8_t part)
{
    return part == SKT_PART_SMALL_HOURS || part == SKT_PART_BEFORE_DAWN || part == SKT_PART_EARLY ||
           part == SKT_PART_DAWN || part == SKT_PART_MORNING;
}

/* What the small words between two elements say. */
typedef struct gap_words {
    bool fits; /* they may stand inside one expression */
    bool to;   /* to, into, until, a dash; and behind from or between */
    bool of;
    bool comma;
    uint32_t length;
} gap_words;

static gap_words read_gap(const finder *f, uint32_t from, uint32_t to)
{
    gap_words result = {.fits = to - from <= GAP_MAX, .length = to - from};
    for (uint32_t i = from; i < to && result.fits; i++) {
        const skt_term *term = &f->terms->items[i];
        if (term->kind == SKT_TERM_PREP) {
            const bool until = term->value == SKT_PREP_UNTIL;
            const bool and_to = term->value == SKT_PREP_AND && f->opened_range;
            result.to |= term->value == SKT_PREP_TO || until || and_to;
            result.of |= term->value == SKT_PREP_OF;
            result.fits = term->value != SKT_PREP_A && term->value != SKT_PREP_FOR &&
                          term->value != SKT_PREP_SINCE && term->value != SKT_PREP_BY &&
                          term->value != SKT_PREP_WHOLE && (term->value != SKT_PREP_AND || and_to);
        } else if (term->kind == SKT_TERM_DASH) {
            result.to = true;
        } else if (term->kind == SKT_TERM_COMMA && !result.comma) {
            result.comma = true;
        } else {
            result.fits = false;
        }
    }
    const bool meridiem = from > 0 && f->terms->items[from - 1].kind == SKT_TERM_MERIDIEM;
    result.fits =
        result.fits && paragraph_of(f, from - 1) == paragraph_of(f, to) &&
        (sentence_of(f, from - 1) == sentence_of(f, to) || (meridiem && result.length == 0));
    return result;
}

/* Adds a day to the open moment: its day, the end of a range, or a date beside its
 * weekday; false if it is another expression's. */
static bool attach_day(finder *f, const skt_moment *next, const gap_words *gap)
{
    skt_moment *open = &f->open;
    skt_day_spec day = next->day;
    if (open->day.kind == SKT_DAY_UNTOLD) {
        const bool night = is_night(open->day.part);
        open->into = night && gap->to;
        day.part = day.part != SKT_PART_NONE && !night ? day.part : open->day.part;
        if (open->day.part == SKT_PART_NIGHT && next->day.part != SKT_PART_NONE) {
            day.part = next->day.part;
        }
        open->from = next->from;
        open->day = day;
        open->day_at_start = false;
        return true;
    }
    if ((open->into || is_night(open->day.part)) && open->clock_from >= 0 &&
        open->from.kind == SKT_DAY_UNTOLD) {
        open->from = day; /* "in the night to 21 November (from 18:00 on Thursday)" */
        return true;
    }
    if (gap->to || open->day_at_start) {
        if (open->from.kind != SKT_DAY_UNTOLD) {
            return false;
        }
        day.part =
            day.part == SKT_PART_NONE && is_night(open->day.part) ? open->day.part : day.part;
        open->from = open->day;
        open->day = day;
        open->day_at_start = false;
        return true;
    }
    const bool dated = day.kind == SKT_DAY_DATE || day.kind == SKT_DAY_FULL;
    if (open->day.kind == SKT_DAY_WEEKDAY && dated && !gap->of) {
        day.part = open->day.part;
        day.night_after = open->day.night_after;
        day.weekday = open->day.weekday;
        open->day = day;
        return true;
    }
    /* "28 January, a Saturday" and "2024-09-01 (Sunday)" tell the day twice. */
    return (open->day.kind == SKT_DAY_DATE || open->day.kind == SKT_DAY_FULL) &&
           day.kind == SKT_DAY_WEEKDAY && gap->comma && day.part == SKT_PART_NONE &&
           gap->length == 1;
}

static bool attach_part(finder *f, const skt_moment *next, const gap_words *gap)
{
    skt_day_spec *day = &f->open.day;
    if (gap->to && is_evening(day->part) && day->kind != SKT_DAY_UNTOLD &&
        f->open.from.kind == SKT_DAY_UNTOLD && is_morning(next->day.part)) {
        f->open.from = *day; /* "from Thursday evening to daybreak" */
        f->open.to_morning = true;
        day->part = next->day.part;
        return true;
    }
    if (day->part != SKT_PART_NONE) {
        /* "late on Friday evening", "early in the morning": the first is finer. */
        return !gap->comma && !gap->to &&
               (day->part == SKT_PART_EARLY || day->part == SKT_PART_LATE || is_night(day->part));
    }
    day->part = next->day.part;
    day->night_after =
        next->day.night_after && gap->length == 0 &&
        (day->kind == SKT_DAY_WEEKDAY || day->kind == SKT_DAY_DATE || day->kind == SKT_DAY_FULL);
    return true;
}

static bool attach_clock(finder *f, const skt_moment *next, const gap_words *gap)
{
    skt_moment *open = &f->open;
    if (open->clock_from >= 0) {
        if (open->clock_to >= 0 || next->clock_to >= 0 || !gap->to) {
            return false;
        }
        open->clock_to = next->clock_from == 0 ? 86400 : next->clock_from;
        open->hour_only = open->hour_only && next->hour_only;
        open->day_at_start = open->day.kind != SKT_DAY_UNTOLD;
    } else {
        open->clock_from = next->clock_from;
        open->clock_to = next->clock_to;
        open->hour_only = next->hour_only;
    }
    open->zone = next->zone != NULL ? next->zone : open->zone;
    return true;
}

/* Adds `next` to the open moment; false if it begins another. */
static bool attach(finder *f, const skt_moment *next, const gap_words *gap)
{
    skt_moment *open = &f->open;
    if (!gap->fits || open->span != SKT_SPAN_NONE || next->span != SKT_SPAN_NONE) {
        return false;
    }
    if (next->clock_from >= 0) {
        return attach_clock(f, next, gap);
    }
    if (next->day.kind != SKT_DAY_UNTOLD) {
        return attach_day(f, next, gap);
    }
    if (next->day.part != SKT_PART_NONE) {
        return attach_part(f, next, gap);
    }
    if (next->zone != NULL && gap->length == 0 && open->clock_from >= 0) {
        open->zone = next->zone;
        return true;
    }
    return false;
}

/* Takes the small words before the expression into it, and what they say. */
static uint32_t widen(finder *f, uint32_t at)
{
    uint32_t first = at;
    while (first > f->floor && at - first < GAP_MAX &&
           sentence_of(f, first - 1) == sentence_of(f, at)) {
        const skt_term *term = &f->terms->items[first - 1];
        if (term->kind != SKT_TERM_PREP || term->value == SKT_PREP_AND ||
            term->value == SKT_PREP_TO || term->value == SKT_PREP_OF ||
            term->value == SKT_PREP_FOR || term->value == SKT_PREP_A) {
            break;
        }
        first--;
        f->opened_range |= term->value == SKT_PREP_OPEN;
        f->open.or_since |= (term->flags & SKT_TERM_OR_SINCE) != 0;
        if (term->value == SKT_PREP_UNTIL) {
            f->open.scope = SKT_SCOPE_UNTIL;
        } else if (term->value == SKT_PREP_BY) {
            f->open.scope = SKT_SCOPE_BY;
        } else if (term->value == SKT_PREP_SINCE) {
            f->open.scope = SKT_SCOPE_SINCE;
        }
    }
    return first;
}

/* Whether the expression at `first` is the day of a saying: "told reporters on
 * Friday", "officials said on Sunday". */
static bool is_said(const finder *f, uint32_t first)
{
    uint32_t others = 0;
    for (uint32_t back = 1; back <= SAY_REACH && back <= first; back++) {
        const skt_term *term = &f->terms->items[first - back];
        if (sentence_of(f, first - back) != sentence_of(f, first)) {
            return false;
        }
        if (term->kind == SKT_TERM_SAY) {
            return true;
        }
        if (term->kind == SKT_TERM_OTHER) {
            others++;
        }
        if (others > 1 || (term->kind != SKT_TERM_OTHER && term->kind != SKT_TERM_PREP)) {
            return false;
        }
    }
    return false;
}

/* Whether the expression at `first` is the time of a message: "the first message from the mayor
 * came at 1:04", "wrote in the last of nine posts, at 4:32"; but not the hours that it is about. */
static bool is_issued(const finder *f, uint32_t first)
{
    for (uint32_t back = 1; back <= ISSUE_REACH && back <= first; back++) {
        const skt_term *term = &f->terms->items[first - back];
        if (sentence_of(f, first - back) != sentence_of(f, first) || f->opened_range) {
            return false;
        }
        if (term->kind == SKT_TERM_ISSUE) {
            return true;
        }
        if (term->kind != SKT_TERM_OTHER && term->kind != SKT_TERM_PREP &&
            !(term->kind == SKT_TERM_COMMA && back == 1)) {
            return false;
        }
    }
    return false;
}

static void open_moment(finder *f, const skt_moment *element, uint32_t at, uint32_t taken)
{
    f->open = *element;
    f->is_open = true;
    f->opened_range = false;
    f->end = at + taken;
    uint32_t first = widen(f, at);
    if (f->since < f->since_end && at == f->since_end) {
        first = f->since;
        f->open.scope = SKT_SCOPE_SINCE;
    }
    f->open.said = is_said(f, first) || (element->clock_from >= 0 && is_issued(f, first)) ||
                   (f->end < f->terms->count && f->terms->items[f->end].kind == SKT_TERM_ISSUE &&
                    element->day.kind != SKT_DAY_UNTOLD); /* "the Thursday bulletin" */
    f->open.first = f->terms->items[first].first;
}

static bool close_moment(finder *f)
{
    if (!f->is_open) {
        return true;
    }
    f->is_open = false;
    f->floor = f->end;
    f->open.end = f->terms->items[f->end - 1].end;
    f->open.said = f->open.said && f->open.clock_to < 0; /* hours are those of the events */
    if (f->open.or_since && f->open.from.kind == SKT_DAY_UNTOLD && f->open.clock_to < 0) {
        f->open.scope = SKT_SCOPE_SINCE;
    }
    return tells_nothing(&f->open) || skt_vec_push(f->out, f->open);
}

/* What "since" at `at` counts from: the term where a day or an hour begins, or 0;
 * *start_at receives the term that tells of a start instead ("since the war began"). */
static uint32_t since_target(const finder *f, uint32_t at, uint32_t *start_at)
{
    *start_at = 0;
    for (uint32_t i = at + 1; i < f->terms->count && i <= at + SINCE_REACH; i++) {
        const uint8_t kind = f->terms->items[i].kind;
        if (sentence_of(f, i) != sentence_of(f, at) || kind == SKT_TERM_COMMA ||
            kind == SKT_TERM_STOP || kind == SKT_TERM_DOT) {
            break;
        }
        skt_moment element;
        if (read_element(&element, f->terms, i) > 0 && !tells_nothing(&element)) {
            return i;
        }
        if (kind == SKT_TERM_START) {
            *start_at = i;
        }
    }
    return 0;
}

/* Reads "since" at `at`; the next term to go on from. */
static skt_status read_since(finder *f, uint32_t *at)
{
    uint32_t start = 0;
    const uint32_t target = since_target(f, *at, &start);
    if (target > 0) {
        f->since = *at;
        f->since_end = target;
        *at = target;
        return SKT_OK;
    }
    if (start > 0) {
        skt_moment moment = SKT_MOMENT_INIT;
        moment.first = f->terms->items[*at].first;
        moment.end = f->terms->items[start].end;
        moment.span = SKT_SPAN_PERIOD;
        moment.period = SKT_CUMULATIVE;
        f->floor = start + 1;
        *at = start + 1;
        return skt_vec_push(f->out, moment) ? SKT_OK : SKT_E_NOMEM;
    }
    *at += 1;
    return SKT_OK;
}

/* One element at *at: added to the open expression, or beginning another. */
static skt_status take_element(finder *f, uint32_t *at)
{
    skt_moment element;
    const uint32_t taken = read_element(&element, f->terms, *at);
    if (taken == 0) {
        *at += 1;
        return SKT_OK;
    }
    if (f->is_open && !(f->since < f->since_end && *at == f->since_end)) {
        const gap_words between = read_gap(f, f->end, *at);
        if (attach(f, &element, &between)) {
            *at += taken;
            f->end = *at;
            return SKT_OK;
        }
    }
    if (!close_moment(f)) {
        return SKT_E_NOMEM;
    }
    if (!tells_nothing(&element)) {
        open_moment(f, &element, *at, taken);
    }
    *at += taken;
    return SKT_OK;
}

skt_status skt_moments_find(skt_moment_vec *out, const skt_term_list *terms)
{
    finder f = {.terms = terms, .out = out};
    skt_status status = SKT_OK;
    for (uint32_t at = 0; at < terms->count && status == SKT_OK;) {
        if (skt_term_is(terms, at, SKT_TERM_PREP, SKT_PREP_SINCE)) {
            status = close_moment(&f) ? read_since(&f, &at) : SKT_E_NOMEM;
        }
        if (status == SKT_OK && at < terms->count) {
            status = take_element(&f, &at);
        }
    }
    if (status == SKT_OK && !close_moment(&f)) {
        status = SKT_E_NOMEM;
    }
    return status;
}
