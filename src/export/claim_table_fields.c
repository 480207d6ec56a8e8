/* Field tables of the records of claims. Titles and meanings are told to users in
 * docs/formats.md and in the GeoPackage. */
#include <stddef.h>

#include "export/claim_records.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FIELD(of_name, of_type, n_decimals, of_member, of_title, of_meaning)                       \
    {                                                                                              \
        .name = of_name, .type = of_type, .outputs = SKT_IN_GEOPACKAGE, .decimals = n_decimals,    \
        .offset = of_member, .title = of_title, .meaning = of_meaning                              \
    }
#define TEXT(type, member, title, meaning)                                                         \
    FIELD(#member, SKT_FIELD_TEXT, 0, offsetof(type, member), title, meaning)
#define INT(type, member, title, meaning)                                                          \
    FIELD(#member, SKT_FIELD_INT, 0, offsetof(type, member), title, meaning)
#define REAL(type, member, title, meaning)                                                         \
    FIELD(#member, SKT_FIELD_REAL, 7, offsetof(type, member), title, meaning)
#define DATE(type, member, title, meaning)                                                         \
    FIELD(#member, SKT_FIELD_DATE, 0, offsetof(type, member), title, meaning)
#define TIME(type, member, title, meaning)                                                         \
    FIELD(#member, SKT_FIELD_TIME, 0, offsetof(type, member), title, meaning)
#define BOOL(type, member, title, meaning)                                                         \
    FIELD(#member, SKT_FIELD_BOOL, 0, offsetof(type, member), title, meaning)

#define C skt_claim_record
static const skt_field claim_fields[] = {
    TEXT(C, id, "Claim", "Identifier: of the report, and the claim's number in it."),
    INT(C, report_fid, "Report", "Row of the report that makes it, in reports."),
    TEXT(C, outcome, "Outcome", "launched, intercepted, lost, impacted or sighted."),
    TEXT(C, method, "Method",
         "How drones were intercepted: kinetic, electronic, trapped, merged, mixed or unstated."),
    INT(C, value, "Value", "The number in the text; null where it gives none."),
    TEXT(C, bound, "Bound", "exact, at_least, at_most, about or vague."),
    INT(C, low, "Low estimate", "Drones, least figure that the claim allows; null where open."),
    INT(C, best, "Best estimate", "Drones; null where the claim gives no number."),
    INT(C, high, "High estimate",
        "Drones, greatest figure that the claim allows; null where open."),
    INT(C, sites, "Sites hit", "Places hit, where the text counts places; else null."),
    BOOL(C, debris, "Debris", "Damage or fire from falling debris."),
    BOOL(C, withheld, "Withheld",
         "The issuer says that there were some and keeps the number back."),
    TEXT(C, places, "Places",
         "Names of the places that it counts over, separated by commas; they are in "
         "claim_places."),
    DATE(C, date, "Date", "Local calendar day by the day rule; null where it cannot be told."),
    TEXT(C, start, "Window start",
         "First instant of the window, ISO 8601 with zone offset; null where unknown."),
    TEXT(C, end, "Window end",
         "First instant after the window, ISO 8601 in the offset of the start; null where "
         "unknown."),
    TIME(C, t_start, "Window start, UTC",
         "First instant of the window, as a time; null where unknown."),
    TIME(C, t_end, "Window end, UTC",
         "First instant after the window, as a time; null where unknown."),
    TEXT(C, time_precision, "Time precision", "minute, hour, night, day, week, month or none."),
    BOOL(C, approximate, "Window approximate",
         "The window is the default night, not one that the report states."),
    TEXT(C, period, "Period",
         "event (48 hours at most; alone is tallied), cumulative or background."),
    TEXT(C, role, "Role", "single, total or part."),
    TEXT(C, part_of, "Part of", "id of the claim that it is a part of; null where there is none."),
    BOOL(C, subset, "Subset", "It lies inside the sum of its siblings (\"of them\")."),
    BOOL(C, added, "Added", "Over and above what the report told before (\"another four\")."),
    BOOL(C, superseded, "Superseded", "The text itself replaces the figure."),
    TEXT(C, attacker, "Attacker", "ISO alpha-2 or a party's key; null where none is told."),
    TEXT(C, issuer, "Issuer", "Key of who says so in the table of issuers; null where it is none."),
    TEXT(C, source, "Source as written",
         "Who says so, in the report's words; null where nobody is "
         "named."),
    TEXT(C, evidence, "Evidence", "The words that bear the number."),
    INT(C, offset, "Offset", "Where they begin, in UTF-8 bytes into the article's text."),
};
#undef C

#define R skt_report_record
static const skt_field report_fields[] = {
    TEXT(R, report, "Report", "Identifies the article across inputs."),
    TEXT(R, doc, "Input", "The input as given; - is standard input."),
    TEXT(R, item, "Item", "The article within it, where it holds several; else null."),
    TEXT(R, url, "Address", "Of the article; null where unknown."),
    TEXT(R, publisher, "Publisher", "Null where unknown."),
    TEXT(R, lang, "Language", "ISO 639-1; null where unknown."),
    DATE(R, published, "Published", "Day of publication; null where unknown."),
    TEXT(R, published_from, "Day found in",
         "metadata, json-ld, feed, field, date line, dateline, text or option; null where no day "
         "was found."),
    TEXT(R, signature, "Signature", "Identifies its text."),
    INT(R, claims, "Claims", "How many it makes."),
};
#undef R

#define P skt_place_record
static const skt_field place_fields[] = {
    INT(P, claim_fid, "Claim", "Row of the claim, in claims."),
    INT(P, n, "Number", "0, 1, 2 ... within the claim and role."),
    TEXT(P, role, "Role",
         "target: the claim counts over it; origin, destination, border: never tallied."),
    TEXT(P, name, "Name", "As the text has it."),
    TEXT(P, label, "Label", "As the gazetteer has it; null where it was not resolved."),
    TEXT(P, level, "Level", "country, region, district, city, facility, sea or unknown."),
    TEXT(P, country, "Country code", "ISO 3166-1 alpha-2; null at sea."),
    TEXT(P, admin1, "First-level code",
         "GeoNames first-level code such as RU.41; null above the first level and at sea."),
    TEXT(P, iso_3166_2, "ISO 3166-2 code", "Null where there is none."),
    INT(P, geonameid, "GeoNames number", "Null where there is none."),
    REAL(P, lat, "Latitude", "Degrees, WGS 84; null where there is no honest point."),
    REAL(P, lon, "Longitude", "Degrees, WGS 84; null where there is no honest point."),
    INT(P, geo_precision, "Place precision",
        "1 facility or settlement, 2 near a settlement, its district or community, 3 region, "
        "4 country, 5 sea or border; null where the place is not resolved."),
};
#undef P

#define L skt_link_record
static const skt_field link_fields[] = {
    INT(L, claim_fid, "Claim", "Row of the claim that the link goes out from, in claims."),
    TEXT(L, type, "Type",
         "replica_of, supersedes, contained_in, breakdown_of, overlaps, same_event, contradicts or "
         "recalled."),
    TEXT(L, to, "To", "id of the other claim."),
    INT(L, to_fid, "Row of the other claim", "In claims; null where it is not among them."),
    TEXT(L, reason, "Reason", "The rule, in a few words; null where none is given."),
};
#undef L

#define I skt_incident_claim_record
static const skt_field incident_claim_fields[] = {
    INT(I, base_id, "Incident", "Row of the incident, in incidents."),
    INT(I, related_id, "Claim", "Row of a claim that it rests on, in claims."),
    INT(I, n, "Number", "0, 1, 2 ... within the incident."),
    BOOL(I, chosen, "Chosen", "The incident has its figure from this claim's account."),
};
#undef I

const skt_field *skt_claim_table_fields(size_t *count, skt_claim_table table)
{
    static const struct {
        const skt_field *fields;
        size_t count;
    } tables[SKT_CLAIM_TABLES] = {
        [SKT_TABLE_CLAIMS] = {claim_fields, COUNT(claim_fields)},
        [SKT_TABLE_REPORTS] = {report_fields, COUNT(report_fields)},
        [SKT_TABLE_PLACES] = {place_fields, COUNT(place_fields)},
        [SKT_TABLE_LINKS] = {link_fields, COUNT(link_fields)},
        [SKT_TABLE_INCIDENT_CLAIMS] = {incident_claim_fields, COUNT(incident_claim_fields)},
    };
    *count = tables[table].count;
    return tables[table].fields;
}
