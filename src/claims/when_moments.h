/* Expressions of time as the text tells them, before they are reckoned. Private
 * to when*.c. */
#ifndef SKT_CLAIMS_WHEN_MOMENTS_H
#define SKT_CLAIMS_WHEN_MOMENTS_H

#include "claims/when_terms.h"

typedef enum skt_day_kind {
    SKT_DAY_UNTOLD,
    SKT_DAY_FULL,      /* `day` */
    SKT_DAY_DATE,      /* month, mday, and year where told (else 0) */
    SKT_DAY_OF_MONTH,  /* mday: "the 29th" */
    SKT_DAY_WEEKDAY,   /* weekday, turn */
    SKT_DAY_PUBLISHED, /* `shift` days from the day of publication */
    SKT_DAY_STORY      /* `shift` days from the day that the story last told */
} skt_day_kind;

typedef struct skt_day_spec {
    uint8_t kind;     /* skt_day_kind */
    uint8_t turn;     /* skt_turn of a weekday */
    uint8_t part;     /* skt_part */
    bool solar;       /* year, month and mday are of the Iranian calendar */
    bool night_after; /* "Saturday night": the night that begins on that day */
    int8_t month, mday, weekday;
    int16_t year;
    int32_t shift;
    skt_day day;
} skt_day_spec;

typedef enum skt_span_kind {
    SKT_SPAN_NONE,
    SKT_SPAN_PERIOD, /* `period` and no more */
    SKT_SPAN_MONTH,  /* day.month, and day.year where told */
    SKT_SPAN_YEAR,   /* day.year */
    SKT_SPAN_PAST    /* the past `count` `unit`s; count 0: several */
} skt_span_kind;

typedef enum skt_scope { SKT_SCOPE_AT, SKT_SCOPE_SINCE, SKT_SCOPE_UNTIL, SKT_SCOPE_BY } skt_scope;

/* One expression of time. */
typedef struct skt_moment {
    uint32_t first, end;          /* words */
    skt_day_spec day;             /* of a range: its end */
    skt_day_spec from;            /* of a range: its start, else SKT_DAY_UNTOLD */
    int32_t clock_from, clock_to; /* seconds after midnight, -1 where not told */
    bool or_since;                /* "since" where no range closes it */
    bool hour_only;               /* the clock tells no minutes */
    bool day_at_start;            /* the day stands between the two clock times */
    bool into;                    /* a night that leads into `day` */
    bool to_morning;              /* `day` is the one after `from`: "Friday evening to dawn" */
    bool said;                    /* the day of the saying: "said on Sunday" */
    bool in_span;                 /* "in May", and not "May's"; "in the week to" */
    bool relative_year;           /* day.year counts from the year of publication */
    uint8_t edge;                 /* skt_turn: early, mid or late in the month */
    uint8_t scope;                /* skt_scope */
    uint8_t span;                 /* skt_span_kind */
    uint8_t period;               /* skt_period of SKT_SPAN_PERIOD */
    uint8_t unit;                 /* skt_unit */
    int32_t count;
    const char *zone; /* IANA, "" local, NULL not told */
} skt_moment;

typedef SKT_VEC(skt_moment) skt_moment_vec;

#define SKT_MOMENT_INIT                                                                            \
    {                                                                                              \
        .clock_from = -1, .clock_to = -1                                                           \
    }

/* The terms of a text while they are read. */
typedef struct skt_term_list {
    const skt_text *text;
    const skt_term *items;
    uint32_t count;
} skt_term_list;

/* Readers of one element of time at term `at`: how many terms it takes, 0 for
 * none. What is read and tells nothing (a duration) leaves `out` as it was. */
uint32_t skt_read_clock(skt_moment *out, const skt_term_list *terms, uint32_t at);
uint32_t skt_read_date(skt_moment *out, const skt_term_list *terms, uint32_t at);
uint32_t skt_read_turn(skt_moment *out, const skt_term_list *terms, uint32_t at);
uint32_t skt_read_count(skt_moment *out, const skt_term_list *terms, uint32_t at);

/* The kind of term `at`, SKT_TERM_STOP beyond the list. */
static inline uint8_t skt_term_kind_at(const skt_term_list *terms, uint32_t at)
{
    return at < terms->count ? terms->items[at].kind : (uint8_t)SKT_TERM_STOP;
}

/* Whether term `at` is of `kind` with `value`. */
static inline bool skt_term_is(const skt_term_list *terms, uint32_t at, skt_term_kind kind,
                               int32_t value)
{
    return at < terms->count && terms->items[at].kind == kind && terms->items[at].value == value;
}

/* Whether the term before `at` is of `kind` with `value`. */
static inline bool skt_term_before_is(const skt_term_list *terms, uint32_t at, skt_term_kind kind,
                                      int32_t value)
{
    return at > 0 && skt_term_is(terms, at - 1, kind, value);
}

/* Whether `moment` is the date of a dateline: "TEHRAN, June 15 -". */
bool skt_is_dateline(const skt_text *text, const skt_moment *moment);

/* All expressions of time in `terms`, in their order. */
skt_status skt_moments_find(skt_moment_vec *out, const skt_term_list *terms);

#endif
