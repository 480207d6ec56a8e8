/* Instants: a day, a time of day and a zone's offset. RFC 3339; RFC 822 and its zones. */
#include "core/str.h"
#include "ingest/dates.h"

enum { MINUTE_S = 60, HOUR_S = 3600, DAY_S = 86400, LONGEST = 120 };

/* Zones that feeds name by letters, in hours east; half of these are of the Americas. */
static const struct {
    const char *name;
    int hours;
} zones[] = {{"GMT", 0},  {"UTC", 0},  {"UT", 0},   {"Z", 0},    {"MSK", 3},  {"CET", 1},
             {"CEST", 2}, {"EET", 2},  {"EEST", 3}, {"BST", 1},  {"EST", -5}, {"EDT", -4},
             {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};

/* A number of at most `most` digits at *at. -1: there is none. */
static int number(skt_str text, size_t *at, size_t most)
{
    int value = 0;
    const size_t from = *at;
    for (; *at < text.len && skt_ascii_digit(text.ptr[*at]) && *at - from < most; (*at)++) {
        value = value * 10 + (text.ptr[*at] - '0');
    }
    return *at > from ? value : -1;
}

/* The first "HH:MM" or "HH:MM:SS" in `text`; *at behind it and its parts of a second. -1: none. */
static int time_of_day(skt_str text, size_t *at)
{
    for (size_t colon = 1; colon + 2 < text.len; colon++) {
        if (text.ptr[colon] != ':' || !skt_ascii_digit(text.ptr[colon - 1]) ||
            !skt_ascii_digit(text.ptr[colon + 1])) {
            continue;
        }
        size_t from = colon - 1;
        from -= from > 0 && skt_ascii_digit(text.ptr[from - 1]);
        const int hours = number(text, &from, 2);
        *at = colon + 1;
        const int minutes = number(text, at, 2);
        int seconds = 0;
        if (*at + 1 < text.len && text.ptr[*at] == ':' && skt_ascii_digit(text.ptr[*at + 1])) {
            (*at)++;
            seconds = number(text, at, 2);
        }
        if (*at < text.len && (text.ptr[*at] == '.' || text.ptr[*at] == ',')) {
            (*at)++;
            (void)number(text, at, LONGEST);
        }
        return hours > 24 || minutes > 59 || seconds > 60
                   ? -1
                   : hours * HOUR_S + minutes * MINUTE_S + seconds;
    }
    return -1;
}

/* The zone at `at`: "Z", "+03:00", "+0300", "+03", "GMT". false: there is none. */
static bool zone_offset(int *offset_s, skt_str text, size_t at)
{
    while (at < text.len && text.ptr[at] == ' ') {
        at++;
    }
    if (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '-')) {
        const int sign = text.ptr[at++] == '-' ? -1 : 1;
        const int hours = number(text, &at, 2);
        at += at < text.len && text.ptr[at] == ':';
        const int minutes = number(text, &at, 2);
        *offset_s = sign * (hours * HOUR_S + (minutes > 0 ? minutes : 0) * MINUTE_S);
        return hours >= 0 && hours <= 15;
    }
    size_t length = 0;
    while (at + length < text.len && skt_ascii_letter(text.ptr[at + length])) {
        length++;
    }
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (skt_str_is_alike(skt_str_sub(text, at, length), zones[i].name)) {
            *offset_s = zones[i].hours * HOUR_S;
            return true;
        }
    }
    return false;
}

/* Seconds or milliseconds since 1970. */
static skt_time unix_time(skt_str text)
{
    enum { SECONDS = 10, MILLISECONDS = 13 };
    skt_time value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!skt_ascii_digit(text.ptr[i])) {
            return 0;
        }
        value = i < MILLISECONDS ? value * 10 + (text.ptr[i] - '0') : value;
    }
    return text.len == SECONDS ? value : text.len == MILLISECONDS ? value / 1000 : 0;
}

skt_time skt_date_instant(skt_str text)
{
    text = skt_str_cut(skt_str_trim(text), LONGEST);
    const skt_time seconds = text.len == 0 ? 0 : unix_time(text);
    const skt_day day = seconds == 0 && text.len > 0 ? skt_date_read(NULL, text) : SKT_NO_DAY;
    size_t at = 0;
    int offset_s = 0;
    if (day == SKT_NO_DAY) {
        return seconds;
    }
    const int second = time_of_day(text, &at);
    if (second < 0 || !zone_offset(&offset_s, text, at)) {
        return 0;
    }
    return (skt_time)day * DAY_S + second - offset_s;
}
