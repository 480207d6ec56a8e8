#include "export/fields.h"

#include <inttypes.h>
#include <math.h>
#include <stddef.h>

#include "core/calendar.h"
#include "core/json.h"

#define INCIDENT(member) offsetof(skt_incident_record, member)
#define TALLY(member) offsetof(skt_tally_record, member)

#define TEXT(name, dbf, outputs, offset, title, meaning)                                           \
    {                                                                                              \
        name, dbf, SKT_FIELD_TEXT, outputs, 0, offset, title, meaning                              \
    }
#define INT(name, dbf, outputs, offset, title, meaning)                                            \
    {                                                                                              \
        name, dbf, SKT_FIELD_INT, outputs, 0, offset, title, meaning                               \
    }
#define REAL(name, dbf, outputs, decimals, offset, title, meaning)                                 \
    {                                                                                              \
        name, dbf, SKT_FIELD_REAL, outputs, decimals, offset, title, meaning                       \
    }
#define DATE(name, dbf, outputs, offset, title, meaning)                                           \
    {                                                                                              \
        name, dbf, SKT_FIELD_DATE, outputs, 0, offset, title, meaning                              \
    }
#define TIME(name, offset, title, meaning)                                                         \
    {                                                                                              \
        name, NULL, SKT_FIELD_TIME, SKT_IN_GEOPACKAGE, 0, offset, title, meaning                   \
    }
#define BOOL(name, offset, title, meaning)                                                         \
    {                                                                                              \
        name, NULL, SKT_FIELD_BOOL, SKT_IN_FULL, 0, offset, title, meaning                         \
    }

static const skt_field incident_fields[] = {
    TEXT("id", "id", SKT_IN_ALL, INCIDENT(id), "Incident",
         "Identifier; the same in every run that finds the same incident. Never null."),
    TEXT("event", "event", SKT_IN_ALL, INCIDENT(event), "Event",
         "Shared by the incidents of one area, window and attacker."),
    DATE("date", "date", SKT_IN_ALL, INCIDENT(date), "Date",
         "Local calendar day by the day rule; null where it cannot be told."),
    TEXT("start", "t_start", SKT_IN_ALL, INCIDENT(t_start), "Window start",
         "First instant of the window, ISO 8601 with zone offset; null where unknown."),
    TEXT("end", "t_end", SKT_IN_ALL, INCIDENT(t_end), "Window end",
         "First instant after the window, ISO 8601 in the offset of the start; null where "
         "unknown."),
    TIME("t_start", INCIDENT(start), "Window start, UTC",
         "First instant of the window, as a time; null where unknown."),
    TIME("t_end", INCIDENT(end), "Window end, UTC",
         "First instant after the window, as a time; null where unknown."),
    TEXT("outcome", "outcome", SKT_IN_ALL, INCIDENT(outcome), "Outcome",
         "launched, intercepted, lost, impacted or sighted."),
    TEXT("method", "method", SKT_IN_ALL, INCIDENT(method), "Method",
         "How drones were intercepted: kinetic, electronic, trapped, merged, mixed or unstated."),
    INT("low", "n_low", SKT_IN_ALL, INCIDENT(low), "Low estimate",
        "Drones, least figure over all accounts; null where none is known, never 0 instead."),
    INT("best", "n_best", SKT_IN_ALL, INCIDENT(best), "Best estimate",
        "Drones, the chosen account's figure; null where it gives none."),
    INT("high", "n_high", SKT_IN_ALL, INCIDENT(high), "High estimate",
        "Drones, greatest figure over all accounts; null where there is no upper bound."),
    INT("net", "n_net", SKT_IN_ALL, INCIDENT(net), "Net of inner incidents",
        "Drones that this incident has beyond the incidents inside it: sums to the true total. "
        "Null where there is no figure."),
    INT("sites", "sites", SKT_IN_ALL, INCIDENT(sites), "Sites hit",
        "Places hit, where the text counts places; else null."),
    TEXT("place", "place", SKT_IN_ALL, INCIDENT(place), "Place",
         "Name of the place; the members of an area set are separated by commas."),
    TEXT("level", "level", SKT_IN_ALL, INCIDENT(level), "Level",
         "country, region, district, city, facility, sea, unknown, or set for several areas under "
         "one number."),
    INT("geo_precision", "geo_prec", SKT_IN_ALL, INCIDENT(geo_precision), "Place precision",
        "1 facility or settlement, 2 near a settlement, its district or community, 3 region, "
        "4 country, 5 sea or border; null where the place is not resolved."),
    TEXT("time_precision", "time_prec", SKT_IN_ALL, INCIDENT(time_precision), "Time precision",
         "minute, hour, night, day, week, month or none."),
    TEXT("admin1", "admin1", SKT_IN_ALL, INCIDENT(admin1), "First-level code",
         "GeoNames first-level code such as RU.41: the join key. Null above the first level and at "
         "sea; the codes of a set are joined by +."),
    TEXT("iso_3166_2", "iso3166_2", SKT_IN_ALL, INCIDENT(iso_3166_2), "ISO 3166-2 code",
         "Null where there is none."),
    TEXT("region", "region", SKT_IN_ALL, INCIDENT(region), "Region",
         "Name of the first-level unit, or of the sea."),
    TEXT("iso_a2", "iso_a2", SKT_IN_ALL, INCIDENT(iso_a2), "Country code",
         "ISO 3166-1 alpha-2; null at sea."),
    TEXT("country", "country", SKT_IN_ALL, INCIDENT(country), "Country", "Name; null at sea."),
    TEXT("attacker", "attacker", SKT_IN_ALL, INCIDENT(attacker), "Attacker",
         "ISO alpha-2 or a party's key; null where neither told nor inferred."),
    TEXT("claimed_by", "claimed_by", SKT_IN_ALL, INCIDENT(claimed_by), "Claimed by",
         "Issuer of the chosen account: its key, or as written where it has none."),
    INT("reports", "reports", SKT_IN_ALL, INCIDENT(reports), "Reports",
        "Distinct reports behind the incident, replicas not counted."),
    TEXT("source", "source", SKT_IN_ALL, INCIDENT(source), "Source as written",
         "Who says so in the chosen claim, in the report's words; null where nobody is named."),
    TEXT("quote", "quote", SKT_IN_ALL, INCIDENT(quote), "Quote",
         "The words of the chosen claim that bear the number."),
    BOOL("debris", INCIDENT(debris), "Debris", "Damage or fire from falling debris."),
    BOOL("withheld", INCIDENT(withheld), "Withheld",
         "The issuer says that there were some and keeps the number back."),
    BOOL("lower_bound", INCIDENT(lower_bound), "Lower bound",
         "The figure is at least so many, not all."),
    BOOL("attacker_inferred", INCIDENT(attacker_inferred), "Attacker inferred",
         "The attacker follows from the target's country, no report names it."),
    BOOL("approximate", INCIDENT(approximate), "Window approximate",
         "The window is the default night, not one that a report states."),
    TEXT("parent", NULL, SKT_IN_FULL, INCIDENT(parent), "Inside incident",
         "id of the incident whose figure contains this one; null where there is none."),
    TEXT("claims", NULL, SKT_IN_FULL, INCIDENT(claims), "Claims",
         "ids of its claims in claims.ndjson, the chosen one first, separated by spaces."),
    DATE("published", NULL, SKT_IN_FULL, INCIDENT(published), "Published",
         "Day of publication of the chosen claim's report; null where unknown."),
    TEXT("publisher", NULL, SKT_IN_FULL, INCIDENT(publisher), "Publisher",
         "Of the chosen claim's report; null where unknown."),
    TEXT("url", NULL, SKT_IN_FULL, INCIDENT(url), "Address",
         "Of the chosen claim's report; null where it has none."),
    INT("acled_geo_precision", NULL, SKT_IN_FULL, INCIDENT(acled_geo_precision),
        "ACLED geo_precision", "ACLED's code, from geo_precision; null for a country."),
    INT("acled_time_precision", NULL, SKT_IN_FULL, INCIDENT(acled_time_precision),
        "ACLED time_precision", "ACLED's code, from time_precision; null without a date."),
    INT("ucdp_where_prec", NULL, SKT_IN_FULL, INCIDENT(ucdp_where_prec), "UCDP where_prec",
        "UCDP GED's code, from geo_precision and level."),
    INT("ucdp_date_prec", NULL, SKT_IN_FULL, INCIDENT(ucdp_date_prec), "UCDP date_prec",
        "UCDP GED's code, from time_precision; null without a date."),
    REAL("lon", NULL, SKT_IN_CSV, 7, INCIDENT(lon), "Longitude",
         "Degrees, WGS 84; null where there is no honest point (geo_precision above 2)."),
    REAL("lat", NULL, SKT_IN_CSV, 7, INCIDENT(lat), "Latitude",
         "Degrees, WGS 84; null where there is no honest point (geo_precision above 2)."),
};

/* The five figures of one outcome. Shapefiles have no room for the last two,
 * which are told of country and total rows only. */
#define OUTCOME(outcome, name, dbf, dbf_low, dbf_high, title)                                      \
    INT(name, dbf, SKT_IN_ALL, TALLY(cells[outcome].best), title,                                  \
        "Drones " name ", best estimate; null where no report gives a number."),                   \
        INT(name "_low", dbf_low, SKT_IN_ALL, TALLY(cells[outcome].low), title ", low",            \
            "Drones " name ", low estimate; null where no report gives a number."),                \
        INT(name "_high", dbf_high, SKT_IN_ALL, TALLY(cells[outcome].high), title ", high",        \
            "Drones " name ", high estimate; null where there is no upper bound."),                \
        INT(name "_not_placed", NULL, SKT_IN_FULL, TALLY(cells[outcome].not_placed),               \
            title ", not placed",                                                                  \
            "Of " name ": what no row below has (country and total rows); else null."),            \
        INT(name "_elsewhere", NULL, SKT_IN_FULL, TALLY(cells[outcome].elsewhere),                 \
            title ", elsewhere",                                                                   \
            "Of " name ": how much of it stands in other rows (country rows); else null.")

static const skt_field tally_fields[] = {
    TEXT("level", NULL, SKT_IN_FULL, TALLY(level), "Level",
         "region, sea, set (several areas under one number), country or total."),
    TEXT("admin1", "admin1", SKT_IN_ALL, TALLY(admin1), "First-level code",
         "GeoNames first-level code such as RU.41: the join key. Null for seas, countries and the "
         "total; the codes of a set are joined by +."),
    TEXT("iso_3166_2", "iso3166_2", SKT_IN_ALL, TALLY(iso_3166_2), "ISO 3166-2 code",
         "Null where there is none."),
    TEXT("region", "region", SKT_IN_ALL, TALLY(region), "Region",
         "Name of the first-level unit, of the sea, or of the user's own region; null for "
         "countries and the total."),
    TEXT("iso_a2", "iso_a2", SKT_IN_ALL, TALLY(iso_a2), "Country code",
         "ISO 3166-1 alpha-2; null at sea and for the total."),
    TEXT("country", "country", SKT_IN_ALL, TALLY(country), "Country",
         "Name; null at sea and for the total."),
    TEXT("level", "level", SKT_IN_SHAPEFILE, TALLY(level), "Level",
         "region, sea, set (several areas under one number), country or total."),
    DATE("date_from", "date_from", SKT_IN_ALL, TALLY(date_from), "From",
         "First day of the period, by the day rule."),
    DATE("date_to", "date_to", SKT_IN_ALL, TALLY(date_to), "To",
         "Last day of the period, by the day rule; it is included."),
    OUTCOME(SKT_LAUNCHED, "launched", "launched", "launch_lo", "launch_hi", "Launched"),
    OUTCOME(SKT_INTERCEPTED, "intercepted", "intercept", "interc_lo", "interc_hi", "Intercepted"),
    OUTCOME(SKT_LOST, "lost", "lost", "lost_lo", "lost_hi", "Lost"),
    OUTCOME(SKT_IMPACTED, "impacted", "impacted", "impact_lo", "impact_hi", "Impacted"),
    OUTCOME(SKT_SIGHTED, "sighted", "sighted", "sight_lo", "sight_hi", "Sighted"),
    TEXT("unnumbered", "unnumbered", SKT_IN_ALL, TALLY(unnumbered), "Without number",
         "Outcomes that were reported without a number, separated by spaces; null if none was."),
    TEXT("withheld", "withheld", SKT_IN_ALL, TALLY(withheld), "Withheld",
         "Outcomes whose number an issuer keeps back, separated by spaces; null if none is."),
    INT("incidents", "incidents", SKT_IN_ALL, TALLY(incidents), "Incidents",
        "Incidents behind the row."),
    INT("reports", "reports", SKT_IN_ALL, TALLY(reports), "Reports",
        "Distinct reports behind the row, replicas not counted."),
    REAL("area_km2", "area_km2", SKT_IN_ALL, 1, TALLY(area_km2), "Area, km2",
         "Geodesic area in square kilometres; null for sets and the total, and where it is not "
         "known, as for seas."),
    REAL("per_10k", "per_10k", SKT_IN_ALL, 3, TALLY(per_10k), "Per 10 000 km2",
         "Intercepted plus impacted drones per 10 000 square kilometres; null where either the "
         "area or both figures are unknown."),
};

const skt_field *skt_incident_fields(size_t *count)
{
    *count = sizeof incident_fields / sizeof incident_fields[0];
    return incident_fields;
}

const skt_field *skt_tally_fields(size_t *count)
{
    *count = sizeof tally_fields / sizeof tally_fields[0];
    return tally_fields;
}

static const void *value_at(const skt_field *field, const void *record)
{
    return (const char *)record + field->offset;
}

skt_str skt_field_str(const skt_field *field, const void *record)
{
    return *(const skt_str *)value_at(field, record);
}

skt_number skt_field_number(const skt_field *field, const void *record)
{
    return *(const skt_number *)value_at(field, record);
}

double skt_field_real(const skt_field *field, const void *record)
{
    return *(const double *)value_at(field, record);
}

skt_day skt_field_day(const skt_field *field, const void *record)
{
    return *(const skt_day *)value_at(field, record);
}

skt_time skt_field_time(const skt_field *field, const void *record)
{
    return *(const skt_time *)value_at(field, record);
}

bool skt_field_bool(const skt_field *field, const void *record)
{
    return *(const bool *)value_at(field, record);
}

bool skt_field_is_null(const skt_field *field, const void *record)
{
    switch (field->type) {
    case SKT_FIELD_TEXT: return skt_field_str(field, record).len == 0;
    case SKT_FIELD_INT: return skt_field_number(field, record) == SKT_NULL;
    case SKT_FIELD_REAL: return !isfinite(skt_field_real(field, record));
    case SKT_FIELD_DATE: return skt_field_day(field, record) == SKT_NO_DAY;
    case SKT_FIELD_TIME: return skt_field_time(field, record) == SKT_NO_TIME;
    case SKT_FIELD_BOOL: break;
    }
    return false;
}

void skt_field_add_text(skt_buf *out, const skt_field *field, const void *record)
{
    char day[11];
    char instant[SKT_INSTANT_TEXT];
    if (skt_field_is_null(field, record)) {
        return;
    }
    switch (field->type) {
    case SKT_FIELD_TEXT: skt_buf_add(out, skt_field_str(field, record)); break;
    case SKT_FIELD_INT: skt_buf_format(out, "%" PRId64, skt_field_number(field, record)); break;
    case SKT_FIELD_REAL:
        skt_buf_add_real(out, skt_field_real(field, record), field->decimals);
        break;
    case SKT_FIELD_DATE:
        skt_day_format(day, skt_field_day(field, record));
        skt_buf_add_text(out, day);
        break;
    case SKT_FIELD_TIME:
        skt_instant_format(instant, skt_field_time(field, record));
        skt_buf_add_text(out, instant);
        break;
    case SKT_FIELD_BOOL:
        skt_buf_add_text(out, skt_field_bool(field, record) ? "true" : "false");
        break;
    }
}
