/* Date forms: RFC 822 section 5, RFC 3339, and what sites write besides. */
#include "ingest/dates.h"

#include "core/buf.h"
#include "core/calendar.h"
#include "text/text.h"

/* Months: in English what a whole name begins with ("sept" of "september"); in Russian and
 * Ukrainian what the name begins with in every case. */
static const char *const english[12] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
static const char *const stems[12][4] = {
    {"янв", "січ"},         {"фев", "лют"},  {"мар", "бер"},    {"апр", "квіт"},
    {"май", "мая", "трав"}, {"июн", "черв"}, {"июл", "лип"},    {"авг", "серп"},
    {"сен", "верес"},       {"окт", "жовт"}, {"ноя", "листоп"}, {"дек", "груд"},
};

typedef struct parts {
    int numbers[4]; /* in their order, of the date alone */
    size_t lengths[4];
    size_t count;
    int month;       /* 1..12 by its name, or 0 */
    size_t month_at; /* how many numbers stood before it */
    char separator;  /* between the first two numbers */
} parts;

static int month_of(skt_str word)
{
    enum { SHORTEST = 3, LONGEST = 24 };
    skt_buf folded = SKT_BUF_INIT;
    int found = 0;
    if (word.len >= SHORTEST && word.len <= LONGEST) {
        skt_fold(&folded, word);
    }
    const skt_str name = skt_buf_str(&folded);
    for (int m = 0; m < 12 && name.len >= SHORTEST && !folded.failed; m++) {
        found = skt_str_starts(skt_str_from(english[m]), name) ? m + 1 : found;
        for (const char *const *stem = stems[m]; *stem != NULL; stem++) {
            found = skt_str_starts(name, skt_str_from(*stem)) ? m + 1 : found;
        }
    }
    skt_buf_dispose(&folded);
    return found;
}

/* Of a month's name in any script. */
static bool is_of_name(char c)
{
    return skt_ascii_letter(c) || (unsigned char)c >= 0x80;
}

/* Reads numbers and a month's name up to the time of day or the third number. */
static parts take_parts(skt_str text)
{
    enum { MAX_DIGITS = 8 };
    parts p = {.count = 0};
    for (size_t at = 0; at < text.len && p.count < 4;) {
        const size_t from = at;
        if (skt_ascii_digit(text.ptr[at])) {
            int value = 0;
            for (; at < text.len && skt_ascii_digit(text.ptr[at]); at++) {
                value = at - from < MAX_DIGITS ? value * 10 + (text.ptr[at] - '0') : value;
            }
            if (at < text.len && text.ptr[at] == ':') {
                /* A time of day, be it before the date's last number or behind it. */
                while (at < text.len && (skt_ascii_digit(text.ptr[at]) || text.ptr[at] == ':' ||
                                         text.ptr[at] == '.' || text.ptr[at] == ',')) {
                    at++;
                }
                continue;
            }
            /* "+0300" is no year, and behind a blank "-0500" is none either. */
            const char before = from > 0 ? text.ptr[from - 1] : '\0';
            const bool minus = before == '-' && from > 1 && text.ptr[from - 2] == ' ';
            const bool zone =
                at - from == 4 && p.count > 0 && (before == '+' || (minus && p.count > 1));
            if (!zone) {
                p.separator = p.count == 1 && from > 0 ? text.ptr[from - 1] : p.separator;
                p.numbers[p.count] = value;
                p.lengths[p.count++] = at - from;
            }
            continue;
        }
        if (is_of_name(text.ptr[at])) {
            while (at < text.len && is_of_name(text.ptr[at])) {
                at++;
            }
            const int month = month_of(skt_str_sub(text, from, at - from));
            if (month > 0 && p.month == 0) {
                p.month = month;
                p.month_at = p.count;
            }
            continue;
        }
        at++;
    }
    return p;
}

static skt_day day_of(int year, int month, int day)
{
    return skt_civil_valid(year, month, day) ? skt_day_from_civil(year, month, day) : SKT_NO_DAY;
}

/* RFC 822 has years of two digits. */
static int full_year(int year, size_t length)
{
    return length > 2 ? year : year + (year < 70 ? 2000 : 1900);
}

/* "03 Jun 2025", "June 3, 2025", "Tue Jun 03 07:15:00 2025" */
static skt_day by_name(const parts *p)
{
    if (p->count < 2) {
        return SKT_NO_DAY;
    }
    const bool year_first = p->lengths[0] == 4;
    const int day = p->numbers[year_first ? 1 : 0];
    const size_t year = year_first ? 0 : 1;
    return day_of(full_year(p->numbers[year], p->lengths[year]), p->month, day);
}

static skt_day by_numbers(bool *ambiguous, const parts *p)
{
    if (p->count >= 3 && p->lengths[0] == 4) {
        return day_of(p->numbers[0], p->numbers[1], p->numbers[2]);
    }
    if (p->count < 3 || p->lengths[0] > 2 || p->lengths[1] > 2 || p->lengths[2] != 4) {
        return SKT_NO_DAY;
    }
    const int first = p->numbers[0];
    const int second = p->numbers[1];
    const bool american = second > 12;
    *ambiguous = p->separator == '/' && first <= 12 && second <= 12 && first != second;
    return *ambiguous ? SKT_NO_DAY
                      : day_of(p->numbers[2], american ? first : second, american ? second : first);
}

/* A row of digits alone: 20250603, or seconds or milliseconds since 1970. */
static skt_day by_digits(skt_str text)
{
    enum { DAY_S = 86400, SECONDS = 10, MILLISECONDS = 13, PACKED = 8 };
    int64_t value = 0;
    for (size_t i = 0; i < text.len && i < MILLISECONDS; i++) {
        value = value * 10 + (text.ptr[i] - '0');
    }
    switch (text.len) {
    case PACKED: return day_of((int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100));
    case SECONDS: return (skt_day)(value / DAY_S);
    case MILLISECONDS: return (skt_day)(value / 1000 / DAY_S);
    default: return SKT_NO_DAY;
    }
}

skt_day skt_date_read(bool *ambiguous, skt_str text)
{
    enum { LONGEST = 120 };
    bool other = false;
    bool *unsure = ambiguous != NULL ? ambiguous : &other;
    *unsure = false;
    text = skt_str_cut(skt_str_trim(text), LONGEST);
    size_t digits = 0;
    while (digits < text.len && skt_ascii_digit(text.ptr[digits])) {
        digits++;
    }
    if (digits > 0 && digits == text.len) {
        return by_digits(text);
    }
    if (digits >= 8 && (text.ptr[digits] == 'T' || text.ptr[digits] == '.')) {
        return by_digits(skt_str_sub(text, 0, digits)); /* 20250603T0715, 1748924100.5 */
    }
    const parts p = take_parts(text);
    return p.month > 0 ? by_name(&p) : by_numbers(unsure, &p);
}

/* ------------------------------------------------------------------ in prose */

/* The next run of letters or digits; false: there is none. */
static bool next_token(skt_str *token, skt_str text, size_t *at)
{
    while (*at < text.len && !skt_ascii_digit(text.ptr[*at]) && !is_of_name(text.ptr[*at])) {
        (*at)++;
    }
    const size_t from = *at;
    const bool digits = from < text.len && skt_ascii_digit(text.ptr[from]);
    while (*at < text.len &&
           (digits ? skt_ascii_digit(text.ptr[*at]) : is_of_name(text.ptr[*at]))) {
        (*at)++;
    }
    *token = skt_str_sub(text, from, *at - from);
    return token->len > 0;
}

static int number_of(skt_str token)
{
    int value = 0;
    for (size_t i = 0; i < token.len; i++) {
        if (!skt_ascii_digit(token.ptr[i]) || i >= 4) {
            return 0;
        }
        value = value * 10 + (token.ptr[i] - '0');
    }
    return value;
}

skt_day skt_date_find(skt_str text)
{
    skt_str tokens[3] = {{"", 0}, {"", 0}, {"", 0}};
    size_t at = 0;
    skt_str token;
    while (next_token(&token, text, &at)) {
        tokens[0] = tokens[1];
        tokens[1] = tokens[2];
        tokens[2] = token;
        const int year = token.len == 4 ? number_of(token) : 0;
        const int first = month_of(tokens[0]);
        const int second = month_of(tokens[1]);
        const int month = second > 0 ? second : first;
        const int day = number_of(second > 0 ? tokens[0] : tokens[1]);
        if (year > 1900 && month > 0 && skt_civil_valid(year, month, day)) {
            return skt_day_from_civil(year, month, day);
        }
    }
    return SKT_NO_DAY;
}
