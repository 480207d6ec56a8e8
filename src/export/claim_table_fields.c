/* Columns of the tables of claims in the GeoPackage. What stands in a line of claims as well has
 * its title and meaning from there (claim_keys.h). */
#include "export/claim_keys.h"
#include "export/claim_records.h"
#include "export/field_table.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
/* A key of a line of claims (its reals are degrees), and a column that is not. */
#define KEY(kind, member)                                                                          \
    FIELD(SKT_FIELD_##kind, #member, NULL, SKT_IN_GEOPACKAGE, OF(member), NULL, .decimals = 7)
#define OWN(kind, member, ...)                                                                     \
    FIELD(SKT_FIELD_##kind, #member, NULL, SKT_IN_GEOPACKAGE, OF(member), __VA_ARGS__)

#define OF(member) offsetof(skt_claim_record, member)
static const skt_field claim_fields[] = {
    KEY(TEXT, id),
    OWN(INT, report_fid, "Report", NEVER_NULL("The report that makes it: its fid in reports.")),
    KEY(TEXT, outcome),
    KEY(TEXT, method),
    KEY(INT, value),
    KEY(TEXT, bound),
    KEY(INT, low),
    KEY(INT, best),
    KEY(INT, high),
    KEY(INT, sites),
    KEY(BOOL, debris),
    KEY(BOOL, withheld),
    OWN(TEXT, places, "Places",
        NULL_WHERE("Names of the places that it counts over, with commas between; they are in "
                   "claim_places.",
                   "where none is told")),
    KEY(DATE, date),
    KEY(TEXT, start),
    KEY(TEXT, end),
    OWN(TIME, t_start, "Window start, UTC",
        NULL_WHERE("The start of the window as a time in UTC.", "where no window is known")),
    OWN(TIME, t_end, "Window end, UTC",
        NULL_WHERE("The end of the window as a time in UTC.", "where no window is known")),
    KEY(TEXT, time_precision),
    KEY(BOOL, approximate),
    KEY(TEXT, period),
    KEY(TEXT, role),
    KEY(TEXT, part_of),
    KEY(BOOL, subset),
    KEY(BOOL, added),
    KEY(BOOL, superseded),
    KEY(TEXT, attacker),
    KEY(TEXT, issuer),
    KEY(TEXT, source),
    KEY(TEXT, evidence),
    KEY(INT, offset),
};
#undef OF

#define OF(member) offsetof(skt_report_record, member)
static const skt_field report_fields[] = {
    KEY(TEXT, report),    KEY(TEXT, doc),
    KEY(TEXT, item),      KEY(TEXT, url),
    KEY(TEXT, publisher), KEY(TEXT, lang),
    KEY(DATE, published), KEY(TEXT, published_from),
    KEY(TEXT, signature), OWN(INT, claims, "Claims", NEVER_NULL("How many it makes.")),
};
#undef OF

#define OF(member) offsetof(skt_place_record, member)
static const skt_field place_fields[] = {
    OWN(INT, claim_fid, "Claim", NEVER_NULL("The claim that names it: its fid in claims.")),
    OWN(INT, n, "Number", NEVER_NULL("0, 1, 2 and so on within the claim and role.")),
    OWN(TEXT, role, "Role",
        NEVER_NULL("What it is to the attack: target where the claim counts over it; origin, "
                   "destination and border are never tallied.")),
    KEY(TEXT, name),
    KEY(TEXT, label),
    KEY(TEXT, level),
    KEY(TEXT, country),
    KEY(TEXT, admin1),
    KEY(TEXT, iso_3166_2),
    KEY(INT, geonameid),
    KEY(REAL, lat),
    KEY(REAL, lon),
    KEY(INT, geo_precision),
};
#undef OF

#define OF(member) offsetof(skt_link_record, member)
static const skt_field link_fields[] = {
    OWN(INT, claim_fid, "Claim",
        NEVER_NULL("The claim that the link goes out from: its fid in claims.")),
    KEY(TEXT, type),
    KEY(TEXT, to),
    OWN(INT, to_fid, "Row of the other claim",
        NULL_WHERE("The other claim: its fid in claims.", "where it is not among them")),
    OWN(TEXT, reason, "Reason", NULL_WHERE("Why, in a few words.", "where it was not told")),
};
#undef OF

#define OF(member) offsetof(skt_incident_claim_record, member)
static const skt_field incident_claim_fields[] = {
    OWN(INT, base_id, "Incident", NEVER_NULL("The incident: its fid in incidents.")),
    OWN(INT, related_id, "Claim", NEVER_NULL("A claim that it rests on: its fid in claims.")),
    OWN(INT, n, "Number", NEVER_NULL("0, 1, 2 and so on within the incident.")),
    OWN(BOOL, chosen, "Chosen",
        NEVER_NULL("Whether the incident has its figure from this claim's account.")),
};
#undef OF

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

static const skt_field *named(const skt_field *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, name) == 0) {
            return &fields[i];
        }
    }
    return NULL;
}

const skt_field *skt_claim_table_told(const skt_field *field)
{
    size_t count;
    if (field->meaning != NULL) {
        return field;
    }
    const skt_claim_key *keys = skt_claim_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(keys[i].field.name, field->name) == 0) {
            return &keys[i].field;
        }
    }
    const skt_field *places = skt_claim_place_fields(&count);
    const skt_field *found = named(places, count, field->name);
    const skt_field *links = skt_claim_link_fields(&count);
    return found != NULL ? found : named(links, count, field->name);
}
