/* The tables of the store, a column a line. What a claim's columns mean is told in
 * docs/formats.md, "Lines of claims"; they have the names that they have there. */
#include "store/store.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define COLUMN(name, type)                                                                         \
    {                                                                                              \
        name, type, false, NULL, NULL                                                              \
    }
#define NEEDED(name, type)                                                                         \
    {                                                                                              \
        name, type, true, NULL, NULL                                                               \
    }
#define OF_TABLE(name, table)                                                                      \
    {                                                                                              \
        name, SKT_SQL_INTEGER, true, table, NULL                                                   \
    }
#define ABOUT(name, type, needed, about)                                                           \
    {                                                                                              \
        name, type, needed, NULL, about                                                            \
    }

static const skt_sql_column settings[] = {
    NEEDED("fid", SKT_SQL_KEY),
    NEEDED("name", SKT_SQL_TEXT),
    NEEDED("value", SKT_SQL_TEXT),
};

static const skt_sql_column reports[] = {
    NEEDED("fid", SKT_SQL_KEY),
    ABOUT("key", SKT_SQL_TEXT, true, "its address in one spelling, else its id"),
    ABOUT("version", SKT_SQL_INTEGER, true, "1, 2, 3 ... in the order in which they came"),
    ABOUT("current", SKT_SQL_BOOLEAN, true, "whether this is the version that stands"),
    ABOUT("superseded_by", SKT_SQL_INTEGER, false, "the version that stood for it, or null"),
    ABOUT("report", SKT_SQL_TEXT, true, "the id that its claims bear"),
    ABOUT("signature", SKT_SQL_TEXT, true, "of its text"),
    ABOUT("fingerprint", SKT_SQL_TEXT, true, "of what its claims say"),
    NEEDED("doc", SKT_SQL_TEXT),
    COLUMN("item", SKT_SQL_TEXT),
    COLUMN("url", SKT_SQL_TEXT),
    COLUMN("publisher", SKT_SQL_TEXT),
    COLUMN("lang", SKT_SQL_TEXT),
    COLUMN("title", SKT_SQL_TEXT),
    COLUMN("published", SKT_SQL_DATE),
    COLUMN("published_from", SKT_SQL_TEXT),
    ABOUT("claims", SKT_SQL_INTEGER, true, "how many it makes"),
    ABOUT("text", SKT_SQL_TEXT, false, "null where only its claims were added"),
};

static const skt_sql_column copies[] = {
    NEEDED("fid", SKT_SQL_KEY),
    ABOUT("key", SKT_SQL_TEXT, true, "of the report"),
    ABOUT("signature", SKT_SQL_TEXT, true, "of a text that was read"),
    ABOUT("published", SKT_SQL_TEXT, true, "the day it bore; empty: none"),
    ABOUT("version", SKT_SQL_INTEGER, true, "of the report that it is"),
};

static const skt_sql_column claims[] = {
    NEEDED("fid", SKT_SQL_KEY),
    ABOUT("geom", SKT_SQL_POINT, false, "null where there is no honest point"),
    NEEDED("id", SKT_SQL_TEXT),
    {"report_fid", SKT_SQL_INTEGER, true, "reports", "the version that makes it"},
    ABOUT("n", SKT_SQL_INTEGER, true, "0, 1, 2 ... within the report"),
    ABOUT("withdrawn", SKT_SQL_BOOLEAN, true, "whether its version stands no more"),
    ABOUT("withdrawn_by", SKT_SQL_INTEGER, false, "the version that withdrew it, or null"),
    NEEDED("doc", SKT_SQL_TEXT),
    COLUMN("item", SKT_SQL_TEXT),
    NEEDED("report", SKT_SQL_TEXT),
    COLUMN("url", SKT_SQL_TEXT),
    COLUMN("published", SKT_SQL_DATE),
    COLUMN("published_from", SKT_SQL_TEXT),
    COLUMN("publisher", SKT_SQL_TEXT),
    COLUMN("lang", SKT_SQL_TEXT),
    COLUMN("signature", SKT_SQL_TEXT),
    NEEDED("outcome", SKT_SQL_TEXT),
    NEEDED("method", SKT_SQL_TEXT),
    COLUMN("value", SKT_SQL_INTEGER),
    NEEDED("bound", SKT_SQL_TEXT),
    COLUMN("low", SKT_SQL_INTEGER),
    COLUMN("best", SKT_SQL_INTEGER),
    COLUMN("high", SKT_SQL_INTEGER),
    COLUMN("sites", SKT_SQL_INTEGER),
    NEEDED("debris", SKT_SQL_BOOLEAN),
    NEEDED("withheld", SKT_SQL_BOOLEAN),
    ABOUT("places", SKT_SQL_TEXT, false, "their names, with commas between"),
    COLUMN("date", SKT_SQL_DATE),
    COLUMN("start", SKT_SQL_DATETIME),
    COLUMN("end", SKT_SQL_DATETIME),
    ABOUT("zone_offset", SKT_SQL_INTEGER, true, "of the window: seconds east of UTC"),
    NEEDED("time_precision", SKT_SQL_TEXT),
    NEEDED("approximate", SKT_SQL_BOOLEAN),
    NEEDED("period", SKT_SQL_TEXT),
    NEEDED("role", SKT_SQL_TEXT),
    COLUMN("part_of", SKT_SQL_TEXT),
    NEEDED("subset", SKT_SQL_BOOLEAN),
    NEEDED("added", SKT_SQL_BOOLEAN),
    NEEDED("superseded", SKT_SQL_BOOLEAN),
    COLUMN("attacker", SKT_SQL_TEXT),
    COLUMN("issuer", SKT_SQL_TEXT),
    COLUMN("source", SKT_SQL_TEXT),
    COLUMN("evidence", SKT_SQL_TEXT),
    NEEDED("offset", SKT_SQL_INTEGER),
};

#define PLACE_COLUMNS                                                                              \
    NEEDED("fid", SKT_SQL_KEY), OF_TABLE("claim_fid", "claims"),                                   \
        ABOUT("n", SKT_SQL_INTEGER, true, "0, 1, 2 ... within the claim"),                         \
        ABOUT("name", SKT_SQL_TEXT, false, "as the text has it"),                                  \
        ABOUT("label", SKT_SQL_TEXT, false, "as the gazetteer has it"),                            \
        NEEDED("level", SKT_SQL_TEXT), COLUMN("country", SKT_SQL_TEXT),                            \
        COLUMN("admin1", SKT_SQL_TEXT), COLUMN("iso_3166_2", SKT_SQL_TEXT),                        \
        COLUMN("geonameid", SKT_SQL_INTEGER), COLUMN("lat", SKT_SQL_REAL),                         \
        COLUMN("lon", SKT_SQL_REAL), COLUMN("geo_precision", SKT_SQL_INTEGER),                     \
        NEEDED("role", SKT_SQL_TEXT)

static const skt_sql_column claim_places[] = {PLACE_COLUMNS};
static const skt_sql_column other_places[] = {PLACE_COLUMNS};

static const skt_sql_column links[] = {
    NEEDED("fid", SKT_SQL_KEY),
    OF_TABLE("claim_fid", "claims"),
    ABOUT("n", SKT_SQL_INTEGER, true, "0, 1, 2 ... within the claim"),
    NEEDED("type", SKT_SQL_TEXT),
    ABOUT("to", SKT_SQL_TEXT, true, "id of the other claim"),
    COLUMN("reason", SKT_SQL_TEXT),
};

const skt_sql_table *skt_store_tables(size_t *count)
{
    static const skt_sql_table tables[] = {
        {"skytally_store",
         "Settings",
         "What this store is: its schema",
         settings,
         COUNT(settings),
         "name",
         {NULL}},
        {"reports",
         "Reports",
         "Versions of reports",
         reports,
         COUNT(reports),
         "key, version",
         {"report, signature", NULL}},
        {"copies",
         "Copies of reports",
         "Texts of reports that were read, so that one that comes again is known",
         copies,
         COUNT(copies),
         "key, signature, published",
         {NULL}},
        {"claims",
         "Claims",
         "What reports say of drones, a statement a row; withdrawn ones are kept",
         claims,
         COUNT(claims),
         "report_fid, n",
         {"id", "date", NULL}},
        {"claim_places",
         "Places of claims",
         "Places that a claim counts over",
         claim_places,
         COUNT(claim_places),
         "claim_fid, n",
         {NULL}},
        {"other_places",
         "Other places of claims",
         "Origins, destinations and borders that a claim names",
         other_places,
         COUNT(other_places),
         "claim_fid, n",
         {NULL}},
        {"links",
         "Links between claims",
         "Relations of claims to others, as the lines of claims had them",
         links,
         COUNT(links),
         "claim_fid, n",
         {NULL}},
    };
    *count = COUNT(tables);
    return tables;
}
