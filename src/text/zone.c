#include "text/zone.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

/* Names that older zone data lacks, and what they have instead. */
static const struct {
    const char *name;
    const char *older;
} renamed[] = {{"Europe/Kyiv", "Europe/Kiev"}};

static bool is_known(const char *name)
{
    UChar id[SKT_ZONE_NAME];
    UChar canonical[SKT_ZONE_NAME];
    UErrorCode error = U_ZERO_ERROR;
    UBool system = 0;
    u_charsToUChars(name, id, (int32_t)strlen(name) + 1);
    (void)ucal_getCanonicalTimeZoneID(id, -1, canonical, SKT_ZONE_NAME, &system, &error);
    return U_SUCCESS(error) && system != 0;
}

/* Whether u_charsToUChars() takes all of it. */
static bool is_plain(skt_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (!(skt_ascii_letter(c) || skt_ascii_digit(c) || c == '/' || c == '_' || c == '-' ||
              c == '+')) {
            return false;
        }
    }
    return name.len > 0 && name.len < SKT_ZONE_NAME;
}

const char *skt_zone_known(char room[SKT_ZONE_NAME], skt_str name)
{
    if (!is_plain(name)) {
        return NULL;
    }
    memcpy(room, name.ptr, name.len);
    room[name.len] = '\0';
    if (is_known(room)) {
        return room;
    }
    for (size_t i = 0; i < sizeof renamed / sizeof renamed[0]; i++) {
        if (strcmp(room, renamed[i].name) == 0 && is_known(renamed[i].older)) {
            return renamed[i].older;
        }
    }
    return NULL;
}

skt_day skt_zone_day(skt_time instant, skt_str name)
{
    enum { DAY_S = 86400, MS = 1000 };
    char room[SKT_ZONE_NAME];
    UChar id[SKT_ZONE_NAME];
    const char *zone = skt_zone_known(room, name);
    int64_t local = instant;
    if (zone != NULL) {
        UErrorCode error = U_ZERO_ERROR;
        u_charsToUChars(zone, id, (int32_t)strlen(zone) + 1);
        UCalendar *calendar = ucal_open(id, -1, "en", UCAL_GREGORIAN, &error);
        ucal_setMillis(calendar, (double)instant * MS, &error);
        const int32_t offset_ms = ucal_get(calendar, UCAL_ZONE_OFFSET, &error) +
                                  ucal_get(calendar, UCAL_DST_OFFSET, &error);
        local += U_SUCCESS(error) ? offset_ms / MS : 0;
        if (calendar != NULL) {
            ucal_close(calendar);
        }
    }
    return (skt_day)((local - (local % DAY_S + DAY_S) % DAY_S) / DAY_S);
}
