/* The fields of an incident. */
#include "export/field_table.h"

#define INCIDENT(member) offsetof(skt_incident_record, member)
#define ALL SKT_IN_ALL
#define FULL SKT_IN_FULL
#define IN_DEGREES .unit = "degrees"

static const skt_code acled_geo_codes[] = {
    {"1", "a town with coordinates"},
    {"2", "a part of a region, or near a town"},
    {"3", "a larger region or a natural feature"},
};
static const skt_code acled_time_codes[] = {
    {"1", "the day is known"},
    {"2", "the week is known"},
    {"3", "the month is known"},
};
static const skt_code ucdp_where_codes[] = {
    {"1", "exact"},
    {"2", "near a place, within about 25 km"},
    {"3", "a second-level unit"},
    {"4", "a first-level unit"},
    {"5", "several units, or a line such as a border"},
    {"6", "a country"},
    {"7", "a sea, or the air over it"},
};
static const skt_code ucdp_date_codes[] = {
    {"1", "the day is known"},
    {"3", "the week is known"},
    {"4", "the month is known"},
};

static const skt_field fields[] = {
    TEXT("id", "id", ALL, INCIDENT(id), "Incident",
         NEVER_NULL("Identifier, made from what the incident is: the same in every run that finds "
                    "the same incident."),
         .pattern = HEX_ID),
    TEXT("event", "event", ALL, INCIDENT(event), "Event",
         NEVER_NULL("Shared by the incidents of one area, window and attacker: what was launched, "
                    "intercepted, lost there."),
         .pattern = HEX_ID),
    DATE("date", "date", ALL, INCIDENT(date), "Date",
         NULL_WHERE("Local calendar day; a night bears the date of its morning.",
                    "where no report can be dated")),
    TEXT("start", "t_start", ALL, INCIDENT(t_start), "Window start",
         NULL_WHERE("First instant of the time in which it happened, ISO 8601 with zone offset.",
                    "where no window is known"),
         .pattern = ISO_8601),
    TEXT("end", "t_end", ALL, INCIDENT(t_end), "Window end",
         NULL_WHERE("First instant after that time, ISO 8601 in the zone offset of the start.",
                    "where no window is known"),
         .pattern = ISO_8601),
    TIME("t_start", NULL, SKT_IN_GEOPACKAGE, INCIDENT(start), "Window start, UTC",
         NULL_WHERE("The same instant as a time in UTC, in the GeoPackage alone.",
                    "where no window is known")),
    TIME("t_end", NULL, SKT_IN_GEOPACKAGE, INCIDENT(end), "Window end, UTC",
         NULL_WHERE("The same instant as a time in UTC, in the GeoPackage alone.",
                    "where no window is known")),
    TEXT("outcome", "outcome", ALL, INCIDENT(outcome), "Outcome",
         NEVER_NULL("What became of the drones."), CODES(skt_outcome_codes)),
    TEXT("method", "method", ALL, INCIDENT(method), "Method",
         NEVER_NULL("How drones were intercepted."), CODES(skt_method_codes)),
    INT("low", "n_low", ALL, INCIDENT(low), "Low estimate",
        NULL_WHERE("The least number of drones over all accounts.",
                   "where no account gives a lower bound; never 0 instead"),
        DRONES),
    INT("best", "n_best", ALL, INCIDENT(best), "Best estimate",
        NULL_WHERE("The number of drones in the account that was chosen.", "where it gives none"),
        DRONES),
    INT("high", "n_high", ALL, INCIDENT(high), "High estimate",
        NULL_WHERE("The greatest number of drones over all accounts.",
                   "where an account has no upper bound"),
        DRONES),
    INT("net", "n_net", ALL, INCIDENT(net), "Net of inner incidents",
        NULL_WHERE("What of the best estimate is not in the incidents inside this one (those "
                   "whose parent it is). Over all incidents of an outcome it adds up to the true "
                   "total, each drone once.",
                   "where there is no best estimate"),
        DRONES),
    INT("sites", "sites", ALL, INCIDENT(sites), "Sites hit",
        NULL_WHERE("Number of places hit, which is no number of drones.",
                   "where the text counts no places"),
        .unit = "places"),
    TEXT("place", "place", ALL, INCIDENT(place), "Place",
         NULL_WHERE("Name of the place; those of the members of a set with commas between.",
                    "where no place is told")),
    TEXT("level", "level", ALL, INCIDENT(level), "Level", NEVER_NULL("What kind of place it is."),
         CODES(skt_level_codes)),
    INT("geo_precision", "geo_prec", ALL, INCIDENT(geo_precision), "Place precision",
        NULL_WHERE("How closely the place is known; of a set, that of its least precise member.",
                   "where the place is not resolved"),
        CODES(skt_geo_precision_codes)),
    TEXT("time_precision", "time_prec", ALL, INCIDENT(time_precision), "Time precision",
         NEVER_NULL("How closely the window is known."), CODES(skt_time_precision_codes)),
    TEXT("admin1", "admin1", ALL, INCIDENT(admin1), "First-level code",
         NULL_WHERE("GeoNames first-level code such as RU.41: the key to join by. Those of the "
                    "members of a set are joined by +.",
                    "for countries and seas, and where the region is not known"),
         .pattern = JOINED(ADMIN1)),
    TEXT("iso_3166_2", "iso3166_2", ALL, INCIDENT(iso_3166_2), "ISO 3166-2 code",
         NULL_WHERE("Code of the first-level unit, such as RU-KRS. Those of the members of a set "
                    "are joined by +.",
                    "where there is no such code"),
         .pattern = JOINED(ISO_3166_2)),
    TEXT("region", "region", ALL, INCIDENT(region), "Region",
         NULL_WHERE("Name of the first-level unit, or of the sea; those of a set with commas "
                    "between.",
                    "for countries, and where the region is not known")),
    TEXT("iso_a2", "iso_a2", ALL, INCIDENT(iso_a2), "Country code",
         NULL_WHERE("ISO 3166-1 alpha-2 code by the boundaries chosen (iso or de-facto). Those of "
                    "several countries are joined by +.",
                    "at sea, and where the country is not known"),
         .pattern = JOINED(ALPHA2)),
    TEXT("country", "country", ALL, INCIDENT(country), "Country",
         NULL_WHERE("Its name; several with commas between.",
                    "at sea, and where the country is not known")),
    TEXT("attacker", "attacker", ALL, INCIDENT(attacker), "Attacker",
         NULL_WHERE("Who sent the drones: ISO 3166-1 alpha-2 code of a country, or the key of a "
                    "party that is no state.",
                    "where it is neither told nor inferred")),
    TEXT("claimed_by", "claimed_by", ALL, INCIDENT(claimed_by), "Claimed by",
         NULL_WHERE("Who issued the chosen account: the body's key in the table of issuers, such "
                    "as ru.mod, or its name as written where it has none.",
                    "where the text names nobody")),
    INT("reports", "reports", ALL, INCIDENT(reports), "Reports",
        NEVER_NULL("Distinct reports that the incident rests on; copies of one another count "
                   "once."),
        .unit = "reports"),
    TEXT("source", "source", ALL, INCIDENT(source), "Source as written",
         NULL_WHERE("Who says so, in the words of the chosen account's text.",
                    "where the text names nobody")),
    TEXT("quote", "quote", ALL, INCIDENT(quote), "Quote",
         NULL_WHERE("The words that bear the number, from the chosen account's text; of a row of "
                    "a table, the row as it is written.",
                    "where the claim came without them")),
    BOOL("debris", NULL, FULL, INCIDENT(debris), "Debris",
         NEVER_NULL("Whether it is damage or fire by falling debris.")),
    BOOL("withheld", NULL, FULL, INCIDENT(withheld), "Withheld",
         NEVER_NULL("Whether the issuer says that there were some and keeps the number back.")),
    BOOL("lower_bound", NULL, FULL, INCIDENT(lower_bound), "Lower bound",
         NEVER_NULL("Whether the figure is at least so many, not all.")),
    BOOL("attacker_inferred", NULL, FULL, INCIDENT(attacker_inferred), "Attacker inferred",
         NEVER_NULL("Whether the attacker follows from the target's country alone and no report "
                    "names it.")),
    BOOL("approximate", NULL, FULL, INCIDENT(approximate), "Window approximate",
         NEVER_NULL("Whether the window is the default night and not one that a report states.")),
    TEXT("parent", NULL, FULL, INCIDENT(parent), "Inside incident",
         NULL_WHERE("id of the incident whose figure contains this one.", "where there is none"),
         .pattern = HEX_ID),
    TEXT("claims", NULL, FULL, INCIDENT(claims), "Claims",
         NEVER_NULL("ids of its claims in claims.ndjson, the chosen one first, with spaces "
                    "between."),
         .list = true),
    DATE("published", NULL, FULL, INCIDENT(published), "Published",
         NULL_WHERE("Day on which the chosen account's report was published.",
                    "where it is not known")),
    TEXT("publisher", NULL, FULL, INCIDENT(publisher), "Publisher",
         NULL_WHERE("Who published that report.", "where it is not known")),
    TEXT("url", NULL, FULL, INCIDENT(url), "Address",
         NULL_WHERE("Address of that report.", "where it has none")),
    INT("acled_geo_precision", NULL, FULL, INCIDENT(acled_geo_precision), "ACLED geo_precision",
        NULL_WHERE("geo_precision in ACLED's code.",
                   "for countries, which that code does not have, and where the place is not "
                   "resolved"),
        CODES(acled_geo_codes)),
    INT("acled_time_precision", NULL, FULL, INCIDENT(acled_time_precision), "ACLED time_precision",
        NULL_WHERE("time_precision in ACLED's code.", "without a date"), CODES(acled_time_codes)),
    INT("ucdp_where_prec", NULL, FULL, INCIDENT(ucdp_where_prec), "UCDP where_prec",
        NULL_WHERE("geo_precision and level in the code of UCDP GED.",
                   "where the place is not resolved"),
        CODES(ucdp_where_codes)),
    INT("ucdp_date_prec", NULL, FULL, INCIDENT(ucdp_date_prec), "UCDP date_prec",
        NULL_WHERE("time_precision in the code of UCDP GED.", "without a date"),
        CODES(ucdp_date_codes)),
    REAL("lon", NULL, SKT_IN_CSV, INCIDENT(lon), "Longitude",
         NULL_WHERE("East of Greenwich, WGS 84.",
                    "where there is no honest point: geo_precision above 2, and sets"),
         IN_DEGREES, .decimals = 7),
    REAL("lat", NULL, SKT_IN_CSV, INCIDENT(lat), "Latitude",
         NULL_WHERE("North of the equator, WGS 84.",
                    "where there is no honest point: geo_precision above 2, and sets"),
         IN_DEGREES, .decimals = 7),
};

const skt_field *skt_incident_fields(size_t *count)
{
    *count = sizeof fields / sizeof fields[0];
    return fields;
}
