/* The words that outputs use for the terms of skytally.h. */
#include "skytally.h"

#define DIGITS(number) #number
#define NUMBER(macro) DIGITS(macro)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *name_at(const char *const *names, size_t count, int value)
{
    return value >= 0 && (size_t)value < count ? names[value] : "?";
}

#define NAMES(function, type, ...)                                                                 \
    const char *function(type value)                                                               \
    {                                                                                              \
        static const char *const names[] = {__VA_ARGS__};                                          \
        return name_at(names, COUNT(names), (int)value);                                           \
    }

NAMES(skt_outcome_name, skt_outcome, "launched", "intercepted", "lost", "impacted", "sighted")
NAMES(skt_bound_name, skt_bound, "exact", "at_least", "at_most", "about", "vague")
NAMES(skt_method_name, skt_method, "unstated", "kinetic", "electronic", "trapped", "merged",
      "mixed")
NAMES(skt_period_name, skt_period, "event", "cumulative", "background")
NAMES(skt_role_name, skt_role, "single", "total", "part")
NAMES(skt_level_name, skt_level, "unknown", "country", "region", "district", "city", "facility",
      "sea")
NAMES(skt_place_role_name, skt_place_role, "target", "origin", "destination", "border")
NAMES(skt_time_precision_name, skt_time_precision, "none", "minute", "hour", "night", "day", "week",
      "month")
NAMES(skt_date_origin_name, skt_date_origin, "none", "metadata", "json-ld", "feed", "field",
      "date line", "dateline", "text", "option")
NAMES(skt_link_type_name, skt_link_type, "replica_of", "supersedes", "contained_in", "breakdown_of",
      "overlaps", "same_event", "contradicts", "recalled")
NAMES(skt_boundaries_name, skt_boundaries, "iso", "de-facto")
NAMES(skt_row_level_name, skt_row_level, "region", "sea", "set", "country", "total")

const char *skt_status_text(skt_status status)
{
    static const char *const names[] = {
        "done",           "out of memory", "input or output failed", "bad input", "wrong usage",
        "limit exceeded", "not found",     "damaged data file",
    };
    return name_at(names, COUNT(names), -(int)status);
}

const char *skt_version(void)
{
    return NUMBER(SKT_VERSION_MAJOR) "." NUMBER(SKT_VERSION_MINOR) "." NUMBER(SKT_VERSION_PATCH);
}

int skt_abi(void)
{
    return SKT_ABI;
}
