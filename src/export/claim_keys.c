#include "export/claim_keys.h"

#include "export/field_table.h"

/* A line of claims has no columns and no record: names and meanings alone count. */
#define KEY(kind, name, title, ...)                                                                \
    {                                                                                              \
        .field = FIELD(kind, name, NULL, 0, 0, title, __VA_ARGS__)                                 \
    }
#define OBJECTS(name, title, of, ...)                                                              \
    {                                                                                              \
        .field = FIELD(SKT_FIELD_TEXT, name, NULL, 0, 0, title, __VA_ARGS__), .items = (of)        \
    }
#define IN_TEXT(name, title, ...) KEY(SKT_FIELD_TEXT, name, title, __VA_ARGS__)
#define IN_INT(name, title, ...) KEY(SKT_FIELD_INT, name, title, __VA_ARGS__)
#define IN_DATE(name, title, ...) KEY(SKT_FIELD_DATE, name, title, __VA_ARGS__)
#define IN_BOOL(name, title, ...) KEY(SKT_FIELD_BOOL, name, title, __VA_ARGS__)

static const skt_claim_key keys[] = {
    IN_TEXT("id", "Claim",
            NEVER_NULL("Identifier: that of the report and the claim's number in it; of a row of "
                       "a table, what identifies its words.")),
    IN_TEXT("doc", "Input",
            NEVER_NULL("The input as it was given: a path, an address, or - for standard "
                       "input.")),
    IN_TEXT("item", "Article",
            NULL_WHERE("The article within the input: its link, or its number.",
                       "where the input holds one alone")),
    IN_TEXT("report", "Report", NEVER_NULL("Identifies the article, whatever input it came in.")),
    IN_TEXT("url", "Address", NULL_WHERE("Address of the report.", "where it is not known")),
    IN_DATE("published", "Published", NULL_WHERE("Day of publication.", "where it is not known")),
    IN_TEXT("published_from", "Date from",
            NULL_WHERE("Where that day was found.", "where it was not"),
            CODES(skt_date_origin_codes)),
    IN_TEXT("publisher", "Publisher", NULL_WHERE("Who published it.", "where it is not known")),
    IN_TEXT("lang", "Language",
            NULL_WHERE("Language of the text, ISO 639-1.", "where it is not known")),
    IN_TEXT("signature", "Signature", NULL_WHERE("Identifies the text.", "where there is no text")),
    IN_TEXT("outcome", "Outcome", NEVER_NULL("What became of the drones."),
            CODES(skt_outcome_codes)),
    IN_TEXT("method", "Method", NEVER_NULL("How drones were intercepted."),
            CODES(skt_method_codes)),
    IN_INT("value", "Number", NULL_WHERE("The number in the text.", "where it tells none"), DRONES),
    IN_TEXT("bound", "Bound", NEVER_NULL("How the number is meant."), CODES(skt_bound_codes)),
    IN_INT("low", "Low estimate",
           NULL_WHERE("The least that number and bound allow.", "where they leave it open"),
           DRONES),
    IN_INT("best", "Best estimate",
           NULL_WHERE("The figure to work with.", "where there is no number"), DRONES),
    IN_INT("high", "High estimate",
           NULL_WHERE("The most that number and bound allow.", "where they leave it open"), DRONES),
    IN_INT("sites", "Sites hit",
           NULL_WHERE("Number of places hit, which is no number of drones.",
                      "where the text counts no places"),
           .unit = "places"),
    IN_BOOL("debris", "Debris", NEVER_NULL("Whether it is damage or fire by falling debris.")),
    IN_BOOL("withheld", "Withheld",
            NEVER_NULL("Whether the issuer says that there were some and keeps the number back.")),
    OBJECTS("places", "Places", "place",
            NEVER_NULL("The places that the claim counts over: several are one number for all of "
                       "them.")),
    OBJECTS("other_places", "Other places", "place",
            NEVER_NULL("Places of another role, which are never tallied.")),
    IN_DATE("date", "Date",
            NULL_WHERE("Local calendar day; a night bears the date of its morning.",
                       "where it cannot be dated")),
    IN_TEXT("start", "Window start",
            NULL_WHERE("First instant of the time in which it happened, ISO 8601 with zone offset.",
                       "where no window is known"),
            .pattern = ISO_8601),
    IN_TEXT("end", "Window end",
            NULL_WHERE("First instant after that time, in the zone offset of the start.",
                       "where no window is known"),
            .pattern = ISO_8601),
    IN_TEXT("time_precision", "Time precision", NEVER_NULL("How closely the window is known."),
            CODES(skt_time_precision_codes)),
    IN_BOOL("approximate", "Window approximate",
            NEVER_NULL("Whether the window is the default night and not one that the report "
                       "states.")),
    IN_TEXT("period", "Period", NEVER_NULL("What the figure is over."), CODES(skt_period_codes)),
    IN_TEXT("role", "Role", NEVER_NULL("How it stands to other figures of the text."),
            CODES(skt_role_codes)),
    IN_TEXT("part_of", "Part of",
            NULL_WHERE("id of the claim that it is a part of.", "where there is none")),
    IN_BOOL("subset", "Subset",
            NEVER_NULL("Whether it lies inside the sum of the other parts (\"of them\") and is "
                       "not to be added to them.")),
    IN_BOOL("added", "Added",
            NEVER_NULL("Whether it is counted over and above what was told before (\"another "
                       "four\").")),
    IN_BOOL("superseded", "Superseded",
            NEVER_NULL("Whether the text itself replaces the figure by a later one.")),
    OBJECTS("links", "Links", "link",
            NEVER_NULL("How the claim stands to others: what the text says, and in an output "
                       "folder what reconciling found.")),
    IN_TEXT("attacker", "Attacker",
            NULL_WHERE("Who sent the drones: ISO 3166-1 alpha-2 code, or a party's key.",
                       "where the report does not tell")),
    IN_TEXT("issuer", "Issuer",
            NULL_WHERE("Key of the body that says so in the table of issuers: a row's (ru.mod), or "
                       "a country or region with a role (iq.military, ru.51.governor).",
                       "where nobody is named, or nobody of that table")),
    IN_TEXT("source", "Source as written",
            NULL_WHERE("Who says so in the words of the text; a name alone is given as it stood "
                       "with its title before.",
                       "where nobody is named")),
    IN_TEXT("evidence", "Evidence",
            NULL_WHERE("The words that bear the number; of a row of a table, the row as it is "
                       "written.",
                       "where the claim came without them")),
    IN_INT("offset", "Offset",
           NEVER_NULL("Where these words begin in the article's text as `extract --text` prints "
                      "it."),
           .unit = "bytes of UTF-8"),
};

static const skt_field place_fields[] = {
    TEXT("name", NULL, 0, 0, "Name",
         NULL_WHERE("As it is written in the text; of a sea the English name.",
                    "where the claim came without one")),
    TEXT("label", NULL, 0, 0, "Label",
         NULL_WHERE("The gazetteer's name of what it was resolved to.", "where it was not")),
    TEXT("level", NULL, 0, 0, "Level", NEVER_NULL("What kind of place it is."),
         .codes = skt_level_codes, .n_codes = 7),
    TEXT("country", NULL, 0, 0, "Country code",
         NULL_WHERE("ISO 3166-1 alpha-2 code by the boundaries chosen.",
                    "at sea, and where it is not known"),
         .pattern = ALPHA2),
    TEXT("admin1", NULL, 0, 0, "First-level code",
         NULL_WHERE("GeoNames first-level code such as RU.41: the key to join by.",
                    "for countries and seas, and where it is not known"),
         .pattern = ADMIN1),
    TEXT("iso_3166_2", NULL, 0, 0, "ISO 3166-2 code",
         NULL_WHERE("Code of the first-level unit.", "where there is no such code"),
         .pattern = ISO_3166_2),
    INT("geonameid", NULL, 0, 0, "GeoNames number",
        NULL_WHERE("Its number in GeoNames.", "where it has none")),
    REAL("lat", NULL, 0, 0, "Latitude",
         NULL_WHERE("North of the equator, WGS 84.",
                    "where there is no honest point: geo_precision above 2"),
         .unit = "degrees", .decimals = 7),
    REAL("lon", NULL, 0, 0, "Longitude",
         NULL_WHERE("East of Greenwich, WGS 84.",
                    "where there is no honest point: geo_precision above 2"),
         .unit = "degrees", .decimals = 7),
    INT("geo_precision", NULL, 0, 0, "Place precision",
        NULL_WHERE("How closely the place is known.", "where it is not resolved"),
        CODES(skt_geo_precision_codes)),
    TEXT("role", NULL, 0, 0, "Role", NEVER_NULL("What it is to the attack; only in other_places."),
         CODES(skt_place_role_codes)),
};

static const skt_field link_fields[] = {
    TEXT("type", NULL, 0, 0, "Type", NEVER_NULL("How this claim stands to the other one."),
         CODES(skt_link_type_codes)),
    TEXT("to", NULL, 0, 0, "To", NEVER_NULL("id of the other claim.")),
    TEXT("reason", NULL, 0, 0, "Reason",
         NEVER_NULL("Why, in a few words; missing where it was not told.")),
};

const skt_claim_key *skt_claim_keys(size_t *count)
{
    *count = sizeof keys / sizeof keys[0];
    return keys;
}

const skt_field *skt_claim_place_fields(size_t *count)
{
    *count = sizeof place_fields / sizeof place_fields[0];
    return place_fields;
}

const skt_field *skt_claim_link_fields(size_t *count)
{
    *count = sizeof link_fields / sizeof link_fields[0];
    return link_fields;
}
