/* The fields of a row of the tally. */
#include "export/field_table.h"

#define IN_DEGREES .unit = "degrees"

#define TALLY(member) offsetof(skt_tally_record, member)
#define ALL SKT_IN_ALL
#define FULL SKT_IN_FULL

/* The five figures of one outcome. Shapefiles have no room for the last two,
 * which are told of country and total rows only. */
#define OUTCOME(outcome, name, dbf, dbf_low, dbf_high, title)                                      \
    INT(name, dbf, ALL, TALLY(cells[outcome].best), title,                                         \
        NULL_WHERE("Drones " name ", best estimate.",                                              \
                   "where no report gives a number; never 0 instead"),                             \
        DRONES),                                                                                   \
        INT(name "_low", dbf_low, ALL, TALLY(cells[outcome].low), title ", low",                   \
            NULL_WHERE("Drones " name ", low estimate.", "where no report gives a lower bound"),   \
            DRONES),                                                                               \
        INT(name "_high", dbf_high, ALL, TALLY(cells[outcome].high), title ", high",               \
            NULL_WHERE("Drones " name ", high estimate.",                                          \
                       "where no report gives a number, and where there is no upper bound"),       \
            DRONES),                                                                               \
        INT(name "_not_placed", NULL, FULL, TALLY(cells[outcome].not_placed),                      \
            title ", not placed",                                                                  \
            NULL_WHERE("What of " name " no row below has: the claims tell of no place. Country "  \
                       "and total rows.",                                                          \
                       "in other rows, and without a number"),                                     \
            DRONES),                                                                               \
        INT(name "_elsewhere", NULL, FULL, TALLY(cells[outcome].elsewhere), title ", elsewhere",   \
            NULL_WHERE("What of " name " stands in rows of seas or of other countries. Country "   \
                       "rows.",                                                                    \
                       "in other rows, and without a number"),                                     \
            DRONES)

#define LEVEL(dbf, outputs)                                                                        \
    TEXT("level", dbf, outputs, TALLY(level), "Level", NEVER_NULL("What the row is of."),          \
         CODES(skt_row_level_codes))

static const skt_field fields[] = {
    LEVEL(NULL, FULL),
    TEXT("admin1", "admin1", ALL, TALLY(admin1), "First-level code",
         NULL_WHERE("GeoNames first-level code such as RU.41: the key to join by. Of a set, the "
                    "codes of its members joined by +: of regions, of countries, and names of "
                    "seas.",
                    "for seas, countries, the total and regions of your own")),
    TEXT("iso_3166_2", "iso3166_2", ALL, TALLY(iso_3166_2), "ISO 3166-2 code",
         NULL_WHERE("Code of the first-level unit, such as RU-KRS.",
                    "where there is no such code, and for all but regions"),
         .pattern = JOINED(ISO_3166_2)),
    TEXT("region", "region", ALL, TALLY(region), "Region",
         NULL_WHERE("Name of the first-level unit, of the sea, or of your own region; of a set, "
                    "the names of its members with commas between.",
                    "for countries and the total")),
    TEXT("iso_a2", "iso_a2", ALL, TALLY(iso_a2), "Country code",
         NULL_WHERE("ISO 3166-1 alpha-2 code by the boundaries chosen (iso or de-facto).",
                    "for seas, the total, regions of your own, and sets of several countries"),
         .pattern = JOINED(ALPHA2)),
    TEXT("country", "country", ALL, TALLY(country), "Country",
         NULL_WHERE("Its name.",
                    "for seas, the total, regions of your own, and sets of several countries")),
    LEVEL("level", SKT_IN_SHAPEFILE),
    DATE("date_from", "date_from", ALL, TALLY(date_from), "From",
         NULL_WHERE("First day of the period; a night bears the date of its morning.",
                    "where nothing has a date")),
    DATE("date_to", "date_to", ALL, TALLY(date_to), "To",
         NULL_WHERE("Last day of the period, which is included.", "where nothing has a date")),
    OUTCOME(SKT_LAUNCHED, "launched", "launched", "launch_lo", "launch_hi", "Launched"),
    OUTCOME(SKT_INTERCEPTED, "intercepted", "intercept", "interc_lo", "interc_hi", "Intercepted"),
    OUTCOME(SKT_LOST, "lost", "lost", "lost_lo", "lost_hi", "Lost"),
    OUTCOME(SKT_IMPACTED, "impacted", "impacted", "impact_lo", "impact_hi", "Impacted"),
    OUTCOME(SKT_SIGHTED, "sighted", "sighted", "sight_lo", "sight_hi", "Sighted"),
    TEXT("unnumbered", "unnumbered", ALL, TALLY(unnumbered), "Without number",
         NULL_WHERE("Outcomes that were reported without a number, alone or beside one, with "
                    "spaces between. An empty figure whose outcome is neither here nor in "
                    "withheld: no report.",
                    "where there are none"),
         CODES(skt_outcome_codes), .list = true),
    TEXT("withheld", "withheld", ALL, TALLY(withheld), "Withheld",
         NULL_WHERE("Outcomes of which an issuer says that there were some and keeps the number "
                    "back, with spaces between.",
                    "where there are none"),
         CODES(skt_outcome_codes), .list = true),
    INT("incidents", "incidents", ALL, TALLY(incidents), "Incidents",
        NEVER_NULL("Incidents that the row rests on."), .unit = "incidents"),
    INT("reports", "reports", ALL, TALLY(reports), "Reports",
        NEVER_NULL("Distinct reports that the row rests on; copies of one another count once."),
        .unit = "reports"),
    REAL("area_km2", "area_km2", ALL, TALLY(area_km2), "Area, km2",
         NULL_WHERE("Geodesic area.", "for seas, sets and the total, and where it is not known"),
         .unit = "square kilometres", .decimals = 1),
    REAL("per_10k", "per_10k", ALL, TALLY(per_10k), "Per 10 000 km2",
         NULL_WHERE("Drones intercepted and impacted for each 10 000 square kilometres, by the "
                    "best estimates.",
                    "where the area or both figures are unknown"),
         .unit = "drones per 10 000 square kilometres", .decimals = 3),
    REAL("label_lon", NULL, FULL, TALLY(label_lon), "Label longitude",
         NULL_WHERE("Longitude, WGS 84, of a point inside the polygon and far from its edges: for "
                    "a label or a symbol.",
                    "for sets and the total, and where there is no polygon"),
         IN_DEGREES, .decimals = 6),
    REAL("label_lat", NULL, FULL, TALLY(label_lat), "Label latitude",
         NULL_WHERE("Latitude, WGS 84, of the same point.",
                    "for sets and the total, and where there is no polygon"),
         IN_DEGREES, .decimals = 6),
};

const skt_field *skt_tally_fields(size_t *count)
{
    *count = sizeof fields / sizeof fields[0];
    return fields;
}
