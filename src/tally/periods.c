#include "core/calendar.h"
#include "tally/tally_private.h"

static skt_day month_start(skt_civil civil, int months_on)
{
    const int month = civil.month - 1 + months_on;
    return skt_day_from_civil(civil.year + month / 12, month % 12 + 1, 1);
}

skt_days skt_period_of(const skt_tally_options *options, skt_days whole, skt_day day)
{
    if (day == SKT_NO_DAY || options->by == SKT_BY_ALL) {
        return whole;
    }
    const skt_civil civil = skt_day_to_civil(day);
    skt_days out = {day, day};
    switch (options->by) {
    case SKT_BY_ALL:
    case SKT_BY_DAY: break;
    case SKT_BY_WEEK:
        out.from = day - skt_day_weekday(day);
        out.to = out.from + 6;
        break;
    case SKT_BY_MONTH:
        out.from = month_start(civil, 0);
        out.to = month_start(civil, 1) - 1;
        break;
    case SKT_BY_YEAR:
        out.from = skt_day_from_civil(civil.year, 1, 1);
        out.to = skt_day_from_civil(civil.year, 12, 31);
        break;
    }
    /* A row tells of no day that a cut has left out. */
    if (options->from != SKT_NO_DAY && out.from < options->from) {
        out.from = options->from;
    }
    if (options->to != SKT_NO_DAY && out.to > options->to) {
        out.to = options->to;
    }
    return out;
}
