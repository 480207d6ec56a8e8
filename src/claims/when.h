/* Time as a report tells it: dates, nights, windows, and what lies outside the
 * event. Rules: docs/method.md, "Time". */
#ifndef SKT_CLAIMS_WHEN_H
#define SKT_CLAIMS_WHEN_H

#include "core/vec.h"
#include "skytally.h"
#include "text/text.h"

/* One expression of time in a text. */
typedef struct skt_when {
    uint32_t first, end; /* words [first, end) */
    skt_day day;         /* of the event: a night bears its morning's date;
                            SKT_NO_DAY where it tells none ("in May", "this year") */
    skt_window window;   /* start and end where hours are told or implied (a
                            night, a day); SKT_NO_TIME where not */
    skt_period period;   /* SKT_EVENT; SKT_CUMULATIVE ("since Friday", "in the past
                            week", "in October"); SKT_BACKGROUND ("last month", "on 26
                            February" of an earlier month, "last year") */
    bool said;           /* the day of a saying: "said on Sunday" */
    bool previous;       /* told back from the day of the story: "the night before" */
    bool caption;        /* stands under a picture */
    bool explicit_day;   /* names a day (weekday, date, yesterday, today), not only a
                            time of day ("overnight", "in the morning") */
} skt_when;

typedef SKT_VEC(skt_when) skt_whens;

/* A language's words of time: lines of a lexicon, added one by one. Read-only once they are
 * ready. */
typedef struct skt_time_words skt_time_words;

/* Without words: only what is written in digits is read. */
skt_status skt_time_words_new(skt_time_words **out);
void skt_time_words_free(skt_time_words *words);

/* What was added since the last call takes effect; SKT_E_NOMEM. */
skt_status skt_time_words_ready(skt_time_words *words);

/* Finds every expression of time in the words [first, end) of `text`, in their
 * order, reckoned from `published` (SKT_NO_DAY: weekdays and "last night" then give
 * no day). `zone` is the IANA zone in which clock times are meant unless the text
 * names another; none: UTC. `time` is of the report's language. */
skt_status skt_whens_find(skt_whens *out, const skt_text *text, skt_span words, skt_day published,
                          skt_str zone, const skt_time_words *time);

/* The day that an article without a date line was published, worked out from its
 * words [first, end): a byline or dateline ("Tuesday, 14 May 2024, 07:06"), a full date
 * in the text, a caption's date beside a weekday in the story ("Thursday, 24 August
 * 2023" and "early on Friday" give Friday 25 August). *origin says how;
 * SKT_NO_DAY if it cannot be told. */
skt_day skt_article_day(skt_date_origin *origin, const skt_text *text, skt_span words,
                        const skt_time_words *time);

/* The UTC instant of `day` at `seconds` after local midnight in `zone` (IANA name,
 * zone data by ICU); *offset_s receives the seconds east of UTC. */
skt_time skt_zone_instant(int32_t *offset_s, skt_day day, int32_t seconds, skt_str zone);

#endif
