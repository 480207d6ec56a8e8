/* Reckoning what expressions tell from the day of publication. Private to when*.c. */
#ifndef SKT_CLAIMS_WHEN_RECKON_H
#define SKT_CLAIMS_WHEN_RECKON_H

#include "claims/when.h"
#include "claims/when_moments.h"
#include "claims/when_zone.h"

/* What a text has told so far. */
typedef struct skt_reckoner {
    const skt_text *text;
    skt_day published;
    skt_str zone; /* IANA, of clock times without a zone */
    skt_zone_clock clock;
    skt_day story;      /* day last told of an event, SKT_NO_DAY at first */
    bool many_days;     /* the story told more than one day */
    bool story_evening; /* it was told of an evening */
    bool story_night;   /* of a night; its day is that of the morning */
    uint32_t story_paragraph;
    int32_t story_end_s;  /* where the story's last clock window ended, -1: none */
    skt_day sentence_day; /* day last told in `sentence`, of an event or a saying */
    uint32_t sentence;
} skt_reckoner;

/* Reckons `moment`; false if it dates nothing that has happened. */
bool skt_reckon(skt_when *out, skt_reckoner *reckoner, const skt_moment *moment);

/* The window of `day` as the moment's clock or part of the day tells it; *day moves
 * where a window crosses midnight. `from` is the first day of a range, or equal. */
void skt_reckon_window(skt_window *out, skt_day *day, skt_reckoner *reckoner,
                       const skt_moment *moment, skt_day from);

/* [from, to) in whole days. */
skt_window skt_reckon_days(skt_reckoner *reckoner, skt_day from, skt_day to,
                           skt_time_precision precision);

#endif
