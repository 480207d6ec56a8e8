#include "core/calendar.h"

#include <string.h>

skt_day skt_day_from_civil(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yoe = y - era * 400;
    const int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

skt_civil skt_day_to_civil(skt_day day)
{
    const int z = day + 719468;
    const int era = (z >= 0 ? z : z - 146096) / 146097;
    const int doe = z - era * 146097;
    const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int mp = (5 * doy + 2) / 153;
    const int month = mp < 10 ? mp + 3 : mp - 9;
    return (skt_civil){yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

int skt_day_weekday(skt_day day)
{
    const int shifted = (day + 3) % 7; /* 1970-01-01 was a Thursday */
    return shifted < 0 ? shifted + 7 : shifted;
}

bool skt_civil_valid(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= lengths[month - 1] + (month == 2 && leap);
}

/* Days up to the start of the solar year, from 1970-01-01. */
static int solar_year_start(int year)
{
    return 365 * year + (8 * year + 21) / 33 - 492633;
}

/* Six months of 31 days, five of 30, the last of 29 or, in a leap year, 30. */
static int solar_days_before(int month)
{
    return month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
}

skt_day skt_day_from_solar(int year, int month, int day)
{
    return solar_year_start(year) + solar_days_before(month) + day - 1;
}

skt_civil skt_day_to_solar(skt_day day)
{
    int year = skt_day_to_civil(day).year - 621;
    while (solar_year_start(year) > day) {
        year--;
    }
    const int of_year = day - solar_year_start(year);
    const int month = of_year < 186 ? of_year / 31 + 1 : (of_year - 186) / 30 + 7;
    return (skt_civil){year, month, of_year - solar_days_before(month) + 1};
}

bool skt_solar_valid(int year, int month, int day)
{
    enum { FIRST = 1178, LAST = 1633 };
    if (year < FIRST || year > LAST || month < 1 || month > 12 || day < 1) {
        return false;
    }
    const bool leap = solar_year_start(year + 1) - solar_year_start(year) == 366;
    return day <= (month <= 6 ? 31 : month < 12 ? 30 : 29 + leap);
}

void skt_put_digits(char *out, unsigned value, unsigned count)
{
    while (count > 0) {
        out[--count] = (char)('0' + value % 10);
        value /= 10;
    }
}

void skt_day_format(char out[11], skt_day day)
{
    out[0] = '\0';
    if (day == SKT_NO_DAY) {
        return;
    }
    const skt_civil civil = skt_day_to_civil(day);
    if (skt_civil_valid(civil.year, civil.month, civil.day)) {
        memcpy(out, "YYYY-MM-DD", 11);
        skt_put_digits(out, (unsigned)civil.year, 4);
        skt_put_digits(out + 5, (unsigned)civil.month, 2);
        skt_put_digits(out + 8, (unsigned)civil.day, 2);
    }
}

void skt_instant_format(char out[SKT_INSTANT_TEXT], skt_time time)
{
    enum { DAY_S = 86400 };
    out[0] = '\0';
    if (time == SKT_NO_TIME || time < -(INT64_C(1) << 40) || time > INT64_C(1) << 40) {
        return;
    }
    const int64_t second = ((time % DAY_S) + DAY_S) % DAY_S;
    skt_day_format(out, (skt_day)((time - second) / DAY_S));
    if (out[0] != '\0') {
        memcpy(out + 10, "Thh:mm:ss.000Z", SKT_INSTANT_TEXT - 10);
        skt_put_digits(out + 11, (unsigned)(second / 3600), 2);
        skt_put_digits(out + 14, (unsigned)(second / 60 % 60), 2);
        skt_put_digits(out + 17, (unsigned)(second % 60), 2);
    }
}

static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

skt_day skt_day_parse(skt_str text)
{
    if (text.len < 10 || text.ptr[4] != '-' || text.ptr[7] != '-') {
        return SKT_NO_DAY;
    }
    const int year = digits(text.ptr, 4);
    const int month = digits(text.ptr + 5, 2);
    const int day = digits(text.ptr + 8, 2);
    return skt_civil_valid(year, month, day) ? skt_day_from_civil(year, month, day) : SKT_NO_DAY;
}
