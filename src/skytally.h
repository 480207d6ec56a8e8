/* skytally: from reports of drone incidents to tallies by region and layers.
 *
 * The public API, all of it; docs/library.md is the guide to it. What holds of every function:
 * - One that can fail returns skt_status: SKT_OK or one of the negative codes, of which
 *   SKT_E_NOMEM is possible everywhere and not named again. Its results come first among the
 *   parameters; after an error what `out` points to is NULL, or nothing that must be freed.
 *   What went wrong, and in which input at which line, goes in words to the skt_diag it was
 *   handed, which may be NULL. The library prints nothing and never ends the process.
 * - Text is UTF-8 in slices (skt_str). Whose memory a slice points into is said where it is
 *   declared. A `const char *` is terminated by NUL, and copied or not needed after the call
 *   unless something else is said.
 * - What `..._new`, `..._open`, `..._build`, skt_reconcile() and skt_explain_cell() give, the
 *   caller frees with the type's `..._free` or `..._close`, which take NULL as well. Indexes
 *   must be below the count.
 * - Angles are degrees (WGS 84), areas square kilometres, lengths metres, times UTC seconds.
 * - Threads: no mutable globals, no locale, no current folder. A gazetteer, a lexicon and a
 *   table of issuers may be used by any number of threads at once when they have been opened
 *   and adapted. Every other object belongs to one thread at a time; one that is only read
 *   (through pointers to const), as a finished claim set, may be read by several. Functions
 *   that take no object may be called by any thread.
 * - Everything is there since version 0.1.0 unless it says "since".
 */
#ifndef SKYTALLY_H
#define SKYTALLY_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the shared library exports; nothing else of it is to be seen. */
#ifndef SKT_API
#ifdef __GNUC__
#define SKT_API __attribute__((visibility("default")))
#else
#define SKT_API
#endif
#endif

/* --------------------------------------------------------------- version */

/* The version of this header; everything else that names a version takes it from here. */
#define SKT_VERSION_MAJOR 0
#define SKT_VERSION_MINOR 1
#define SKT_VERSION_PATCH 0

/* The number of the binary interface, which is that of the shared library's SONAME
 * (libskytally.so.0). A program runs with every library of its own number that is not older.
 * What it covers is in src/skytally.abi; what changes it, in docs/library.md. */
#define SKT_ABI 0

/* The version of the library that is linked, "MAJOR.MINOR.PATCH"; static storage. */
SKT_API const char *skt_version(void);

/* SKT_ABI of the library that is linked. */
SKT_API int skt_abi(void);

/* ---------------------------------------------------------------- status */

typedef enum skt_status {
    SKT_OK = 0,
    SKT_E_NOMEM = -1,    /* out of memory */
    SKT_E_IO = -2,       /* the system refused to read or write */
    SKT_E_INPUT = -3,    /* an input is not what it should be */
    SKT_E_USAGE = -4,    /* a call or an option that makes no sense */
    SKT_E_LIMIT = -5,    /* an input is beyond a limit that keeps memory bounded */
    SKT_E_NOTFOUND = -6, /* nothing of that name */
    SKT_E_DATA = -7      /* gazetteer, lexicon or table: damaged or of another version */
} skt_status;

/* A short English phrase for a status; "?" for what is none. Static storage. */
SKT_API const char *skt_status_text(skt_status status);

/* ---------------------------------------------------------------- slices */

/* A slice of UTF-8 text: not terminated, owned by whoever handed it out.
 * { NULL, 0 } is "none", which differs from an empty text with a pointer. */
typedef struct skt_str {
    const char *ptr;
    size_t len; /* bytes */
} skt_str;

/* A slice of all of `text`, which is terminated by NUL; of NULL, none. */
static inline skt_str skt_str_from(const char *text)
{
    skt_str slice = {text, 0};
    slice.len = text == NULL ? 0 : strlen(text);
    return slice;
}

/* For printf("%.*s", SKT_FMT(slice)). */
#define SKT_FMT(slice) (int)(slice).len, (slice).ptr == NULL ? "" : (slice).ptr

/* Takes text that a function writes: called as often as it likes, with `user` as it was handed
 * in. `text` is good during the call. What it returns other than SKT_OK ends the writing, and is
 * what the function returns. */
typedef skt_status skt_write_fn(void *user, skt_str text);

/* -------------------------------------------------------------- options */

/* Options are structs that begin with their own size, which ..._INIT fills in with all other
 * defaults: so a program that was compiled with an older header can be run with a newer
 * library, and the other way round as long as it asks for nothing that this one lacks
 * (SKT_E_USAGE). Start from ..._INIT always:
 *
 *     skt_tally_options options = SKT_TALLY_OPTIONS_INIT;
 *     options.by = SKT_BY_DAY;
 *
 * Where a pointer to options may be NULL, that means ..._INIT. */

/* ----------------------------------------------------------- diagnostics */

typedef enum skt_severity {
    SKT_NOTE,    /* worth knowing */
    SKT_WARNING, /* something was left out or guessed */
    SKT_REFUSAL, /* an input was refused; the rest went on */
    SKT_FAILURE  /* nothing could be done */
} skt_severity;

/* Collects warnings and refusals. Made by the caller, handed down, printed by
 * the caller. */
typedef struct skt_diag skt_diag;

typedef struct skt_diag_entry {
    skt_severity severity;
    const char *input;   /* path, "-", an address, or NULL */
    size_t line;         /* 1-based, 0 where unknown */
    const char *message; /* for people: what is the matter, and mostly what to do about it */
} skt_diag_entry;

/* Makes an empty one. */
SKT_API skt_status skt_diag_new(skt_diag **out);
SKT_API void skt_diag_free(skt_diag *diag);
/* How many entries there are, in the order in which they came. Of one input some two hundred
 * of each severity are kept; an entry says that more were left out. */
SKT_API size_t skt_diag_count(const skt_diag *diag);
/* Entry `index` < skt_diag_count(); owned by `diag`, good until the next is added. */
SKT_API const skt_diag_entry *skt_diag_at(const skt_diag *diag, size_t index);
/* How many entries are at least as severe as `severity`. */
SKT_API size_t skt_diag_count_from(const skt_diag *diag, skt_severity severity);

/* ----------------------------------------------------------------- terms */

typedef enum skt_outcome {
    SKT_LAUNCHED,
    SKT_INTERCEPTED,
    SKT_LOST,
    SKT_IMPACTED,
    SKT_SIGHTED,
    SKT_OUTCOMES /* how many there are */
} skt_outcome;

typedef enum skt_bound {
    SKT_EXACT,
    SKT_AT_LEAST,
    SKT_AT_MOST,
    SKT_ABOUT,
    SKT_VAGUE /* no number: value is null */
} skt_bound;

typedef enum skt_method {
    SKT_METHOD_UNSTATED,
    SKT_METHOD_KINETIC,
    SKT_METHOD_ELECTRONIC,
    SKT_METHOD_TRAPPED,
    SKT_METHOD_MERGED, /* one figure for shot down and suppressed */
    SKT_METHOD_MIXED   /* an account of parts that differ */
} skt_method;

typedef enum skt_period {
    SKT_EVENT,      /* 48 hours at most; alone is tallied */
    SKT_CUMULATIVE, /* a week, a month, a year, the war */
    SKT_BACKGROUND  /* an earlier event recalled */
} skt_period;

typedef enum skt_role { SKT_SINGLE, SKT_TOTAL, SKT_PART } skt_role;

typedef enum skt_level {
    SKT_LEVEL_UNKNOWN,
    SKT_LEVEL_COUNTRY,
    SKT_LEVEL_REGION,   /* first-level unit: oblast, province, governorate */
    SKT_LEVEL_DISTRICT, /* second-level unit, or a quarter of a city */
    SKT_LEVEL_CITY,     /* any town or village */
    SKT_LEVEL_FACILITY, /* airbase, refinery, power station, port, bridge */
    SKT_LEVEL_SEA
} skt_level;

typedef enum skt_place_role {
    SKT_PLACE_TARGET, /* the claim counts over it */
    SKT_PLACE_ORIGIN,
    SKT_PLACE_DESTINATION,
    SKT_PLACE_BORDER
} skt_place_role;

typedef enum skt_time_precision {
    SKT_TIME_NONE,
    SKT_TIME_MINUTE,
    SKT_TIME_HOUR,
    SKT_TIME_NIGHT,
    SKT_TIME_DAY,
    SKT_TIME_WEEK,
    SKT_TIME_MONTH
} skt_time_precision;

typedef enum skt_date_origin { /* where a report's date was found */
                               SKT_DATE_NONE,
                               SKT_DATE_METADATA, /* a page's <meta>, itemprop or <time> */
                               SKT_DATE_JSON_LD,  /* a page's JSON-LD: datePublished */
                               SKT_DATE_FEED,     /* of the item in a feed */
                               SKT_DATE_FIELD,    /* a column of a table, a key of an object */
                               SKT_DATE_LINE,     /* "date YYYY-MM-DD" at the head of the text */
                               SKT_DATE_DATELINE, /* a byline or dateline of the article */
                               SKT_DATE_TEXT,     /* worked out from the text: caption, weekday */
                               SKT_DATE_OPTION    /* given by the user */
} skt_date_origin;

typedef enum skt_link_type {
    SKT_LINK_REPLICA_OF,
    SKT_LINK_SUPERSEDES,
    SKT_LINK_CONTAINED_IN,
    SKT_LINK_BREAKDOWN_OF,
    SKT_LINK_OVERLAPS,
    SKT_LINK_SAME_EVENT,
    SKT_LINK_CONTRADICTS,
    SKT_LINK_RECALLED
} skt_link_type;

/* The words used in every output for these terms ("intercepted", "at_least"); "?" for a value
 * that is none. Static storage. */
SKT_API const char *skt_outcome_name(skt_outcome value);
SKT_API const char *skt_bound_name(skt_bound value);
SKT_API const char *skt_method_name(skt_method value);
SKT_API const char *skt_period_name(skt_period value);
SKT_API const char *skt_role_name(skt_role value);
SKT_API const char *skt_level_name(skt_level value);
SKT_API const char *skt_place_role_name(skt_place_role value);
SKT_API const char *skt_time_precision_name(skt_time_precision value);
SKT_API const char *skt_date_origin_name(skt_date_origin value);
SKT_API const char *skt_link_type_name(skt_link_type value);

/* ------------------------------------------------------- numbers and time */

/* A number of drones, or SKT_NULL where none is known: never 0 instead. */
typedef int64_t skt_number;
#define SKT_NULL INT64_MIN

/* low <= best <= high over what is not null. */
typedef struct skt_estimate {
    skt_number low, best, high;
} skt_estimate;

/* A day of the proleptic Gregorian calendar as days since 1970-01-01, or
 * SKT_NO_DAY. The calendar day is that of the place, not of UTC. */
typedef int32_t skt_day;
#define SKT_NO_DAY INT32_MIN

/* UTC seconds since 1970-01-01T00:00:00Z, or SKT_NO_TIME. */
typedef int64_t skt_time;
#define SKT_NO_TIME INT64_MIN

/* Writes "YYYY-MM-DD" and a NUL into `out` (or "" for SKT_NO_DAY). */
SKT_API void skt_day_format(char out[11], skt_day day);
/* Reads "YYYY-MM-DD" from the start of `text`; SKT_NO_DAY if it is none. */
SKT_API skt_day skt_day_parse(skt_str text);

/* From the start (included) to the end (excluded). */
typedef struct skt_window {
    skt_time start, end;   /* UTC, or SKT_NO_TIME */
    int32_t zone_offset_s; /* seconds east of UTC at `start` */
    skt_time_precision precision;
    bool approximate; /* a default night, not one that the text states */
} skt_window;

/* ---------------------------------------------------------------- places */

/* A node of the place tree, as an index into the gazetteer. */
typedef uint32_t skt_node;
#define SKT_NO_NODE UINT32_MAX

/* A place of a claim. `name` is as written; `country`, `admin1`, `iso_3166_2`
 * and `label` point into the gazetteer or the claim set. */
typedef struct skt_place {
    skt_str name;  /* as the text has it: "Kursk region" */
    skt_str label; /* the gazetteer's display name; none if unresolved */
    skt_level level;
    skt_place_role role;
    skt_node node;      /* SKT_NO_NODE if unresolved */
    skt_str country;    /* ISO 3166-1 alpha-2; none for a sea */
    skt_str admin1;     /* GeoNames first-level code such as "RU.41"; none above it */
    skt_str iso_3166_2; /* none where there is none */
    int64_t geonameid;  /* 0 if none */
    double lat, lon;    /* NAN where there is no honest point */
    int geo_precision;  /* 1 settlement or facility, 2 near it or its district,
                           3 region, 4 country, 5 sea or border; 0 unresolved */
} skt_place;

/* --------------------------------------------------------------- reports */

/* An incident told by a row of a table instead of by prose; words as they stand there,
 * or none. */
typedef struct skt_record {
    skt_str outcome, count, low, high, bound;
    skt_str place, region, country, source;
    skt_day date;
    double lat, lon; /* NAN where not given */
} skt_record;
#define SKT_RECORD_INIT                                                                            \
    {                                                                                              \
        {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0},    \
            {NULL, 0}, SKT_NO_DAY, (double)NAN, (double)NAN                                        \
    }

/* One article or post: given by an skt_ingest, or made by the caller from SKT_REPORT_INIT. All
 * slices point into the report's own memory, or what the caller says. */
typedef struct skt_report {
    skt_str doc;  /* the input's path as given, "-", or an address */
    skt_str item; /* the article within it where it holds several, or none */
    skt_str id;   /* identifies the article across inputs; none: it gets one, of text and day */
    skt_str signature; /* identifies its text; likewise */
    skt_str url, publisher, lang, title;
    skt_str text; /* the article's text: what `offset` of a claim counts in */
    skt_day published;
    skt_date_origin date_origin;
    const skt_record *record; /* NULL: an article; else `text` is the row as written */
    skt_time published_at;    /* the instant, UTC; 0: not told */
    skt_time updated_at;      /* when its text was changed last; 0: not told */
    bool edited;              /* it says that it was changed, and not when */
    skt_str zone;  /* IANA name: in which the text means hours that name no zone; none: that of
                      the country it is about */
    skt_str party; /* whose body publishes it: ISO alpha-2 or a key of the table of parties;
                      none: nobody's */
} skt_report;
/* With no text and nothing known. `doc` and `text` are to be filled, `published` where it is
 * known: without it "overnight" has no date. */
#define SKT_REPORT_INIT                                                                            \
    {                                                                                              \
        {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0},    \
            {NULL, 0}, SKT_NO_DAY, SKT_DATE_NONE, NULL, 0, 0, false, {NULL, 0},                    \
        {                                                                                          \
            NULL, 0                                                                                \
        }                                                                                          \
    }

/* The sentence of `text` that bytes [offset, offset + length) lie in, or the sentences that
 * they touch: a slice of `text`. That of a claim: its `offset` and the length of its
 * `evidence`, in the text of its report. SKT_E_USAGE: they do not lie in the text. */
SKT_API skt_status skt_sentence_at(skt_str *out, skt_str text, size_t offset, size_t length);

/* ---------------------------------------------------------------- claims */

typedef struct skt_claim_link {
    skt_link_type type;
    skt_str to;     /* id of the other claim */
    skt_str reason; /* the rule, in a few words */
} skt_claim_link;

/* One statement in one report: how many drones met one outcome, in one or
 * several places, within one time window, said by someone. All slices are owned
 * by the claim set that the claim is in, or by the gazetteer. */
typedef struct skt_claim {
    skt_str id; /* stable: report id and ordinal */
    skt_str doc, item, report, url, publisher, lang, signature;
    skt_day published;
    skt_date_origin published_from;
    skt_outcome outcome;
    skt_method method;
    skt_number value; /* SKT_NULL where the text gives no number */
    skt_bound bound;
    skt_estimate estimate;
    skt_number sites; /* places hit, where the text counts places */
    bool debris;
    bool withheld;     /* the issuer says there were some and keeps the number back */
    skt_place *places; /* that it counts over: SKT_PLACE_TARGET */
    size_t n_places;
    skt_place *other_places; /* origins, destinations, borders: never tallied */
    size_t n_other_places;
    skt_day date;
    skt_window window;
    skt_period period;
    skt_role role;
    skt_str part_of; /* id of the claim that this one is a part of, or none */
    bool subset;     /* "of them": inside part_of and inside its siblings' sum;
                        false for a disjoint part of it */
    bool added;      /* "another four": over and above what was told before */
    bool superseded; /* the text itself replaces this figure by a later one */
    skt_claim_link *links;
    size_t n_links;
    skt_str attacker; /* ISO alpha-2 or a party's key; none if not told */
    skt_str issuer;   /* key of the table of issuers, or none */
    skt_str source;   /* as written, or none */
    skt_str evidence; /* the words that bear the number, copied */
    size_t offset;    /* of `evidence`, in UTF-8 bytes into the report's text */
} skt_claim;

/* A claim as the line of NDJSON that `skytally extract` prints (docs/formats.md), with the line
 * feed, to `write`: what an skt_ingest with `claims` reads again. */
SKT_API skt_status skt_claim_write(skt_write_fn *write, void *user, const skt_claim *claim);

/* Claims and the memory behind them. One that nobody adds to may be read by many threads. */
typedef struct skt_claim_set skt_claim_set;

/* Makes an empty one. */
SKT_API skt_status skt_claim_set_new(skt_claim_set **out);
SKT_API void skt_claim_set_free(skt_claim_set *set);
/* Takes all claims out of it; what pointed to them is void. */
SKT_API void skt_claim_set_clear(skt_claim_set *set);
/* How many claims are in it. */
SKT_API size_t skt_claim_set_count(const skt_claim_set *set);
/* Claim `index` < count; owned by `set`, valid until the next addition. */
SKT_API const skt_claim *skt_claim_set_at(const skt_claim_set *set, size_t index);
/* Adds a deep copy of `claim`: nothing of it is pointed at afterwards but what
 * lies in the gazetteer. */
SKT_API skt_status skt_claim_set_add(skt_claim_set *set, const skt_claim *claim);
/* Puts the claims of `from` behind those of `to`, without a copy of their words; `from` is
 * empty then. So threads that have read with a set each are joined. SKT_E_NOMEM: nothing was
 * done. */
SKT_API skt_status skt_claim_set_move(skt_claim_set *to, skt_claim_set *from);

/* ------------------------------------------------------------- gazetteer */

/* Names, codes and outlines of countries, regions, seas, settlements and facilities; read-only
 * and shared by threads once it is opened and adapted. */
typedef struct skt_gazetteer skt_gazetteer;

/* Maps the compiled gazetteer at `path` into memory, where all processes share it (about
 * 32 MB). NULL: the one that came with the library, "skytally.gaz" in the folder that
 * $SKYTALLY_DATA names, or beside the library or program ("data", "../share/skytally",
 * "../../share/skytally"), or where the library was to be installed when it was built. Errors:
 * SKT_E_IO; SKT_E_DATA (no gazetteer, or one of another version). */
SKT_API skt_status skt_gazetteer_open(skt_gazetteer **out, const char *path, skt_diag *diag);
SKT_API void skt_gazetteer_close(skt_gazetteer *gazetteer);

/* Whose the disputed areas are: `country` of a place there, and nothing else of it, is
 * that of ISO 3166, or of the state that holds it. */
typedef enum skt_boundaries { SKT_BOUNDARIES_ISO, SKT_BOUNDARIES_DE_FACTO } skt_boundaries;

/* "iso", "de-facto"; static storage. */
SKT_API const char *skt_boundaries_name(skt_boundaries value);

/* By default ISO 3166. To be set before the gazetteer is shared between threads. */
SKT_API void skt_gazetteer_set_boundaries(skt_gazetteer *gazetteer, skt_boundaries boundaries);
/* Which are chosen. */
SKT_API skt_boundaries skt_gazetteer_boundaries(const skt_gazetteer *gazetteer);

/* Takes in the user's own table at `path` (docs/formats.md): places that are added,
 * overridden, forbidden. Several are taken in one after the other. To be done before the
 * gazetteer is shared between threads, and before anything is read with it. A row that
 * makes no sense is a refusal in `diag`, by its line, and the others are taken. Errors:
 * SKT_E_IO, SKT_E_INPUT (no table at all), SKT_E_NOMEM. */
SKT_API skt_status skt_gazetteer_add_table(skt_gazetteer *gazetteer, const char *path,
                                           skt_diag *diag);

/* Lines that name whose data the gazetteer holds, which everything made with it must show;
 * *count of them, static storage. */
SKT_API const char *const *skt_gazetteer_attributions(size_t *count);

typedef enum skt_node_flag {
    SKT_NODE_CAPITAL = 1 << 0,    /* of a country */
    SKT_NODE_SEAT = 1 << 1,       /* of a region */
    SKT_NODE_CITY_REGION = 1 << 2 /* a region that is one city: Moscow, Kyiv, Sevastopol */
} skt_node_flag;

/* What the gazetteer knows of a node; slices are owned by the gazetteer. */
typedef struct skt_node_info {
    skt_level level;
    skt_str name;       /* display name: "Kursk", "Kursk Oblast", "Black Sea" */
    skt_str country;    /* alpha-2, by the boundaries chosen; none for a sea */
    skt_str admin1;     /* none above the first level and for a sea */
    skt_str iso_3166_2; /* of its region; none where there is none */
    skt_str feature;    /* GeoNames feature code, or a site's kind */
    skt_str zone;       /* IANA zone, or none */
    int64_t geonameid;  /* 0 if none */
    double lat, lon;    /* a label point for regions, countries and seas */
    double area_km2;    /* NAN for points */
    int64_t population; /* 0 if unknown */
    skt_node parent;    /* region of a settlement, country of a region; or none */
    unsigned flags;     /* skt_node_flag */
} skt_node_info;

/* All that is known of `node`, which must be one that this gazetteer gave, or SKT_NO_NODE (of
 * which nothing is known: every slice is none). */
SKT_API skt_node_info skt_gazetteer_node(const skt_gazetteer *gazetteer, skt_node node);
/* The country of a code of ISO 3166-1 alpha-2 ("UA"); SKT_NO_NODE if there is none. */
SKT_API skt_node skt_gazetteer_country(const skt_gazetteer *gazetteer, skt_str alpha2);
/* The region of a GeoNames first-level code ("RU.41"); SKT_NO_NODE if there is none. */
SKT_API skt_node skt_gazetteer_admin1(const skt_gazetteer *gazetteer, skt_str admin1);
/* The sea of an English name in any case, with or without "the": "Black Sea"; SKT_NO_NODE if
 * there is none. */
SKT_API skt_node skt_gazetteer_sea(const skt_gazetteer *gazetteer, skt_str name);
/* Whether `inner` is `outer` or lies below it in the tree. */
SKT_API bool skt_gazetteer_within(const skt_gazetteer *gazetteer, skt_node inner, skt_node outer);
/* The region and country at a point, by their outlines; either may be SKT_NO_NODE. */
SKT_API void skt_gazetteer_at(const skt_gazetteer *gazetteer, double lat, double lon,
                              skt_node *region, skt_node *country);
/* Fills all of *place but `name` and `role` from `node`: for claims of the caller's own. */
SKT_API void skt_gazetteer_fill_place(const skt_gazetteer *gazetteer, skt_place *place,
                                      skt_node node);

/* One of the places that a name may mean. */
typedef struct skt_candidate {
    skt_node node;
    float score;        /* 0..1: how sure */
    const char *reason; /* in English; static storage */
} skt_candidate;

/* Ranks what `name` may mean, best first, in the light of `context`, words that stand around
 * it or tell of it, and of `country`, where it lies most likely (alpha-2); either may be none.
 * Writes the first `room` candidates to `out` and to *count how many there are, which may be
 * more. No candidate is no error: nothing of that name, or nothing that is a place here. */
SKT_API skt_status skt_resolve(skt_candidate *out, size_t room, size_t *count,
                               const skt_gazetteer *gazetteer, skt_str name, skt_str context,
                               skt_str country);

/* A place that a text names. */
typedef struct skt_mention {
    skt_str words;      /* as they stand there, with a type word beside the name; into the text */
    size_t offset;      /* of the words, in bytes into the text */
    skt_node node;      /* SKT_NO_NODE: a place, but not known which */
    skt_level level;    /* by the text's own type word, else the node's */
    float score;        /* 0..1: how sure */
    bool typed;         /* a type word (region, city, airport ...) stands by it */
    bool adjective;     /* "Iranian", "Russian": a country as adjective or demonym */
    bool possessive;    /* "Ukraine's" */
    const char *reason; /* why this one, in English; static storage */
} skt_mention;

/* *mention is good during the call. What it returns other than SKT_OK ends the search. */
typedef skt_status skt_mention_fn(void *user, const skt_mention *mention);

/* Finds every place that `text` names and calls `each` for it, in the order of the text.
 * `country` is where the text was published (alpha-2), or none. What looks like a place's name
 * and is none (a person, a weapon, a common word) is passed over. Errors: what `each` returns. */
SKT_API skt_status skt_find_places(const skt_gazetteer *gazetteer, skt_str text, skt_str country,
                                   skt_mention_fn *each, void *user);

/* --------------------------------------------------------------- lexicon */

/* The words of each language; read-only and shared by threads once it is opened and adapted. */
typedef struct skt_lexicon skt_lexicon;

/* Finds the lexicon files (`*.tsv`) of the folder `dir`; each is read when a report in its
 * language comes first, and must be there until then. NULL: the folder "lexicon" where
 * skt_gazetteer_open() looks. Errors: SKT_E_IO, SKT_E_DATA. */
SKT_API skt_status skt_lexicon_open(skt_lexicon **out, const char *dir, skt_diag *diag);
/* Lays the user's file at `path` over the lexicon of its language
 * (gazetteer/lexicon/README.md): phrases are added, replaced, removed. To be done before the
 * lexicon is shared between threads. Errors: SKT_E_IO, SKT_E_DATA, each bad line in `diag`. */
SKT_API skt_status skt_lexicon_add(skt_lexicon *lexicon, const char *path, skt_diag *diag);
SKT_API void skt_lexicon_close(skt_lexicon *lexicon);

/* --------------------------------------------------------------- issuers */

/* The table of issuers: who speaks for whom, how near to the fact, whether
 * consecutive bulletins add up (gazetteer/issuers.tsv). */
typedef struct skt_issuers skt_issuers;

/* Reads the table at `path` and, beside it, `parties.tsv`. NULL: "issuers.tsv" where
 * skt_gazetteer_open() looks. Errors: SKT_E_IO, SKT_E_DATA, with the line in `diag`. */
SKT_API skt_status skt_issuers_open(skt_issuers **out, const char *path, skt_diag *diag);
SKT_API void skt_issuers_close(skt_issuers *issuers);

/* --------------------------------------------------------------- reading */

typedef struct skt_ingest_options {
    size_t size;
    size_t max_bytes; /* of one article, row or page; what is longer is refused */
    /* Where lines of claims, as `extract` prints them, are put when an input holds such;
     * NULL: it is refused. Their places are bound to nodes of `gazetteer`. */
    skt_claim_set *claims;
    const skt_gazetteer *gazetteer;
    /* Called with `user` when an input of such lines has been read; or NULL. An error ends
     * the work. */
    skt_status (*claims_read)(void *user);
    void *user;
    size_t shard, shards; /* read every shards-th file only, from the shard-th on; 0: all */
} skt_ingest_options;
#define SKT_INGEST_OPTIONS_INIT                                                                    \
    {                                                                                              \
        sizeof(skt_ingest_options), (size_t)16 << 20, NULL, NULL, NULL, NULL, 0, 0                 \
    }

/* Inputs on their way to reports, one report at a time, with bounded memory. */
typedef struct skt_ingest skt_ingest;

/* Begins to read `inputs` in their order; with none, skt_ingest_give() tells what to read. Each
 * is
 *   "-"        standard input;
 *   a folder   walked in bytewise order of names: what has a name that a reader
 *              knows (*.txt, *.html, *.xml ...) is read, hidden files and linked
 *              folders are passed over. A folder whose own name is that of a file
 *              ("night.txt") is taken for a mistake and refused, unless it is
 *              written with a slash at its end; so is a folder with nothing in
 *              it that can be read;
 *   a file     read by what it holds, whatever its name: text, HTML, a feed, NDJSON, CSV,
 *              WARC, each plain or packed by gzip, in any charset;
 *   a glob     where no file of that very name exists.
 * `inputs`, `diag` and what `options` points to must outlive *out. `options` may be NULL. What
 * is refused is said in `diag`, with its path and reason, and the rest goes on. Errors:
 * SKT_E_USAGE. */
SKT_API skt_status skt_ingest_new(skt_ingest **out, const char *const *inputs, size_t n_inputs,
                                  const skt_ingest_options *options, skt_diag *diag);
SKT_API void skt_ingest_free(skt_ingest *ingest);
/* The next report, or *out = NULL when there is none left. Owned by `ingest`, good until the
 * next call. Errors: what `claims_read` returns. */
SKT_API skt_status skt_ingest_next(const skt_report **out, skt_ingest *ingest);
/* How many reports were given so far. */
SKT_API size_t skt_ingest_read(const skt_ingest *ingest);
/* How many inputs held lines of claims. */
SKT_API size_t skt_ingest_claim_files(const skt_ingest *ingest);
/* How many inputs were refused so far; a folder counts by its files. */
SKT_API size_t skt_ingest_refused(const skt_ingest *ingest);

/* What a body is read as. */
typedef enum skt_body_kind {
    SKT_BODY_AUTO, /* told by what it holds */
    SKT_BODY_RSS,
    SKT_BODY_ATOM, /* either is read as a feed, whichever it turns out to be */
    SKT_BODY_HTML,
    SKT_BODY_NDJSON, /* an object a line, or an array of objects */
    SKT_BODY_CSV,
    SKT_BODY_TELEGRAM, /* "telegram-preview": the page https://t.me/s/NAME */
    SKT_BODY_KINDS     /* how many there are */
} skt_body_kind;

/* "auto", "rss", "telegram-preview" ...; static storage. */
SKT_API const char *skt_body_kind_name(skt_body_kind value);
/* The kind of that name; SKT_BODY_KINDS: none is called so. */
SKT_API skt_body_kind skt_body_kind_by_name(skt_str name);

/* One input in memory, unpacked, and what is known of it beforehand: an answer of a server, a
 * message of a queue, a cell of a database. Texts may be NULL; what the body says of itself
 * stands before `title` and `published`, and behind `lang` and `publisher`. */
typedef struct skt_body {
    size_t size;
    skt_str bytes;
    const char *address; /* where it was found: `doc` of its reports, and what relative links
                            are relative to */
    const char *url;     /* of a page: the address that its article is known by, as that of the
                            feed's item; NULL: the one that it names itself, or `address` where
                            that is one ("https://...") */
    const char *charset; /* that the server names; NULL: found out */
    skt_body_kind kind;
    const char *lang; /* ISO 639-1; NULL: found out */
    const char *publisher;
    const char *zone;  /* IANA: in which days are counted and hours meant that name none */
    const char *party; /* skt_report.party: whose body publishes it */
    const char *title;
    skt_day published; /* of an article that names no day; SKT_NO_DAY: not known */
    bool served;       /* a server's answer: plain text is refused then, for so errors look */
} skt_body;
#define SKT_BODY_INIT                                                                              \
    {                                                                                              \
        sizeof(skt_body), {NULL, 0}, NULL, NULL, NULL, SKT_BODY_AUTO, NULL, NULL, NULL, NULL,      \
            NULL, SKT_NO_DAY, false                                                                \
    }

/* Gives `ingest`, which has nothing else left to read (it may have been made for no inputs), a
 * body to read: skt_ingest_next() then gives its reports, and NULL behind the last one. Either
 * all of a body is read or none: a feed that breaks off, a page without an article, a channel
 * without its header are refused before their first report, which `diag` tells. What `body`
 * points to must stay until then. Errors: SKT_E_USAGE. */
SKT_API skt_status skt_ingest_give(skt_ingest *ingest, const skt_body *body);

/* ------------------------------------------------------------ extraction */

/* Reads one report and adds its claims to `claims`, in the order of the text. `report` is not
 * needed afterwards. `issuers` gives the claims their issuer; where it is NULL they have none.
 * Any number of threads may do so at once with the same gazetteer, lexicon and issuers, each
 * with its own `claims`, `report` and `diag`. Anything odd in the text is a note in `diag`.
 * Errors: SKT_E_IO, SKT_E_DATA (the lexicon of the report's language cannot be read). */
SKT_API skt_status skt_extract(skt_claim_set *claims, const skt_report *report,
                               const skt_gazetteer *gazetteer, const skt_lexicon *lexicon,
                               const skt_issuers *issuers, skt_diag *diag);

/* ------------------------------------------------------------------ store */

/* Reports and their claims, kept over many runs: a GeoPackage, or tables in PostGIS. */
typedef struct skt_store skt_store;

typedef enum skt_store_mode {
    SKT_STORE_READ,
    SKT_STORE_WRITE /* made if it is not there */
} skt_store_mode;

/* Opens the store at `where`: the path of a file, or "postgresql://...". `diag` is told what
 * goes wrong, here and later, and must outlive *out. Errors: SKT_E_IO, SKT_E_NOTFOUND (to
 * read what is not there), SKT_E_DATA (no store, a damaged one, one of a newer version),
 * SKT_E_USAGE (an address of another kind). */
SKT_API skt_status skt_store_open(skt_store **out, const char *where, skt_store_mode mode,
                                  skt_diag *diag);
/* What to call it to people: its path, or its address without a password. Owned by `store`. */
SKT_API const char *skt_store_name(const skt_store *store);
/* Gives up what was not committed. */
SKT_API void skt_store_close(skt_store *store);

/* What adding a report came to. */
typedef enum skt_store_change {
    SKT_STORE_ADDED,     /* a report that was not there */
    SKT_STORE_CHANGED,   /* a new version; the claims of the old one are withdrawn */
    SKT_STORE_REWORDED,  /* another text that says the same: text and offsets are replaced */
    SKT_STORE_OLDER,     /* an earlier version than the one that stands: kept, withdrawn */
    SKT_STORE_UNCHANGED, /* nothing was written */
    SKT_STORE_CHANGES    /* how many there are */
} skt_store_change;

/* Begins a transaction: what is put until skt_store_commit() is there for others at once and as
 * a whole, or not at all. Others that write wait meanwhile: begin when the reports are at hand.
 * Errors: SKT_E_IO, SKT_E_DATA. */
SKT_API skt_status skt_store_begin(skt_store *store);
/* Ends it. On an error nothing of it was done. Errors: SKT_E_IO, SKT_E_DATA. */
SKT_API skt_status skt_store_commit(skt_store *store);
/* Gives it up; nothing happens where none was begun. */
SKT_API void skt_store_rollback(skt_store *store);
/* Adds one report with all its claims: the `n` from `first` on in `claims`. A report without
 * id or signature gets them, as the claims have them. One without text (a NULL slice) is
 * known by its claims alone. After an error the transaction can only be rolled back.
 * Outside of a transaction it is one of its own. */
SKT_API skt_status skt_store_put(skt_store_change *out, skt_store *store, const skt_report *report,
                                 const skt_claim_set *claims, size_t first, size_t n);

typedef struct skt_store_query {
    size_t size;
    /* Only reports with a claim of these days or near them, or without a day; whole reports,
     * so that what is reconciled of those days is the same. SKT_NO_DAY: open. */
    skt_day from, to;
} skt_store_query;
#define SKT_STORE_QUERY_INIT                                                                       \
    {                                                                                              \
        sizeof(skt_store_query), SKT_NO_DAY, SKT_NO_DAY                                            \
    }

/* Adds to `claims` all claims that stand (of the current versions), sorted by report and their
 * order in it, and bound to the nodes of `gazetteer` (may be NULL). `query` may be NULL. Errors:
 * SKT_E_IO, SKT_E_DATA (it was changed by hand), SKT_E_USAGE. */
SKT_API skt_status skt_store_load(skt_claim_set *claims, skt_store *store,
                                  const skt_store_query *query, const skt_gazetteer *gazetteer);

/* -------------------------------------------------------------- incidents */

/* What happened, as far as the accounts tell: one outcome, one area, one
 * window. Slices are owned by the incident set, the claim set or the gazetteer. */
typedef struct skt_incident {
    skt_str id;    /* stable across runs: from what it is, not from its number */
    skt_str event; /* shared by incidents of one area, window and attacker */
    skt_outcome outcome;
    skt_method method;
    skt_place *places; /* one, or the members of an area set */
    size_t n_places;
    skt_day date;
    skt_window window;
    skt_estimate estimate;
    skt_number net; /* what this row has beyond its inner ones: sums to the true total */
    skt_number sites;
    bool debris, withheld, lower_bound;
    skt_str attacker;
    bool attacker_inferred;
    size_t parent;        /* index of the enclosing incident, or SIZE_MAX */
    const size_t *claims; /* indexes into the claim set; the chosen one first */
    size_t n_claims;
    size_t n_reports; /* distinct reports, replicas not counted */
} skt_incident;

typedef struct skt_incident_set skt_incident_set;

/* Reconciles all event claims of `claims` by the rules of docs/method.md. The
 * result depends on the set of claims and not on their order. Links and the
 * reasons for them are written to the incident set, `claims` stays as it is and
 * must outlive the result, as must `gazetteer` and `issuers` (either may be
 * NULL: then there are no labels, and sources are told apart by their words). */
SKT_API skt_status skt_reconcile(skt_incident_set **out, const skt_claim_set *claims,
                                 const skt_gazetteer *gazetteer, const skt_issuers *issuers,
                                 skt_diag *diag);
SKT_API void skt_incident_set_free(skt_incident_set *set);
/* How many incidents there are. */
SKT_API size_t skt_incident_set_count(const skt_incident_set *set);
/* Incident `index` < count; owned by `set`. */
SKT_API const skt_incident *skt_incident_set_at(const skt_incident_set *set, size_t index);

/* A link between two claims that reconciling found. */
typedef struct skt_link {
    size_t from, to; /* indexes into the claim set */
    skt_link_type type;
    const char *reason; /* the rule, in a few words; owned by the set */
} skt_link;

/* How many links there are, in the order of `from`. */
SKT_API size_t skt_incident_set_link_count(const skt_incident_set *set);
/* Link `index` < count; owned by `set`. */
SKT_API const skt_link *skt_incident_set_link_at(const skt_incident_set *set, size_t index);

/* ---------------------------------------------------------------- regions */

/* A user's own regions: polygons from a shapefile or GeoJSON, each with a name. */
typedef struct skt_regions skt_regions;

/* Reads the polygons at `path` (docs/formats.md, "Regions of your own") in whatever CRS they
 * are. `field` holds their names; NULL: the field "name", or the only one of text. Features
 * of one name are one region. Errors, with a failure in `diag` that names the file, the
 * feature and the remedy: SKT_E_IO, SKT_E_INPUT, SKT_E_LIMIT, SKT_E_USAGE (no such field),
 * SKT_E_NOMEM. The object belongs to one thread at a time. */
SKT_API skt_status skt_regions_open(skt_regions **out, const char *path, const char *field,
                                    skt_diag *diag);
SKT_API void skt_regions_close(skt_regions *regions);
/* How many there are; they stand in the order of their names. */
SKT_API size_t skt_regions_count(const skt_regions *regions);
/* The name of region `index`; owned by `regions`. */
SKT_API skt_str skt_regions_name(const skt_regions *regions, size_t index);
/* Its area on the ellipsoid, square kilometres. */
SKT_API double skt_regions_area_km2(const skt_regions *regions, size_t index);
#define SKT_NO_REGION SIZE_MAX
/* The region that a point lies in, on its border as well; of several the smallest, of equal
 * ones the first. SKT_NO_REGION where there is none. */
SKT_API size_t skt_regions_at(const skt_regions *regions, double lat, double lon);

/* Why something was counted, or was not (docs/method.md, section 7). */
typedef enum skt_ground {
    /* Of a claim, within its account: rule 0. */
    SKT_GROUND_UNNUMBERED, /* no number */
    SKT_GROUND_WHOLE,      /* the account's figure */
    SKT_GROUND_SUMMED,     /* the account is the sum of this one and others */
    SKT_GROUND_MORE,       /* told as further ones: on top of the others */
    SKT_GROUND_INNER,      /* inside another figure of the account */
    SKT_GROUND_SUBSET,     /* "of them": inside its siblings */
    SKT_GROUND_REPLACED,   /* the text itself, or its issuer, replaces it */
    SKT_GROUND_OUTDONE,    /* another figure of the same voice stands before it */
    SKT_GROUND_COPY,       /* the same in a report that repeats this one: rule 1 */
    /* Of an account, beside those of one area and window: rules 1, 3, 4. The first of an
     * incident STANDS, the others yield to it; behind each follow its claims. */
    SKT_GROUND_STANDS,
    SKT_GROUND_SAME,        /* the same number */
    SKT_GROUND_NO_NUMBER,   /* tells of the same without a number */
    SKT_GROUND_SUPERSEDED,  /* its issuer has replaced it */
    SKT_GROUND_RESTATED,    /* a round restatement of an exact figure */
    SKT_GROUND_LIMIT,       /* an upper limit alone */
    SKT_GROUND_FARTHER,     /* the other body is nearer to the fact */
    SKT_GROUND_INEXACT,     /* the other figure is exact */
    SKT_GROUND_EARLIER,     /* the other report is later */
    SKT_GROUND_THINNER,     /* the other account is fuller */
    SKT_GROUND_SMALLER,     /* the other number is larger */
    SKT_GROUND_ORDER,       /* nothing tells them apart: by report id */
    SKT_GROUND_WINDOW,      /* hours inside the time of a figure no smaller */
    SKT_GROUND_WINDOWS_SUM, /* for the whole time, and the windows come to more */
    SKT_GROUND_OVERLAP,     /* its window shares time with a larger figure's */
    SKT_GROUND_IN_DAY,      /* a night inside the figure of the day */
    SKT_GROUND_REPLICA,     /* notes beside those above: its report repeats another one */
    SKT_GROUND_EVENING,     /* it is told of an evening: of the night that follows */
    /* Of an incident, beside other incidents: rules 4, 5, 6. */
    SKT_GROUND_ADDED_WINDOW, /* one of several windows of a night that are added */
    SKT_GROUND_INSIDE,       /* a part of the figure of the area around it */
    SKT_GROUND_INSIDE_OPEN,  /* inside an area of whose figure there is no number */
    SKT_GROUND_RAISES,       /* as INSIDE, and the parts come to more: the outer is raised */
    SKT_GROUND_RAISED,       /* this is such an outer figure */
    SKT_GROUND_NO_ROOM,      /* does not fit into the figure around it: not counted */
    SKT_GROUND_UNCOUNTED,    /* inside an incident that is not counted */
    SKT_GROUND_ABSORBED,     /* downed on the way, inside the figure of the region around */
    SKT_GROUND_CROSSES,      /* shares regions with a larger set: counted there */
    SKT_GROUND_BESIDE,       /* told beside the figure around it, not as a part of it */
    SKT_GROUND_MOVED,        /* replaced by the figure of an area near by */
    SKT_GROUNDS              /* how many there are */
} skt_ground;

/* The number of its rule in section 7 of docs/method.md. */
SKT_API int skt_ground_rule(skt_ground ground);
/* The ground in plain English; static storage. */
SKT_API const char *skt_ground_text(skt_ground ground);

#define SKT_NO_INDEX UINT32_MAX

/* One step of reconciling. A claim that is an account by itself has no step of its own. */
typedef struct skt_decision {
    skt_ground ground;
    uint32_t subject;      /* claim; of an account, the one that its figure rests on */
    uint32_t other;        /* claim, or of an incident's ground the other incident */
    skt_estimate estimate; /* of an account; of an incident's ground `best`: how many drones, of
                              ADDED_WINDOW how many windows */
} skt_decision;

/* Points *out at the steps behind incident `index`, owned by `set`: those of the incident, then
 * of its accounts, each with its notes and claims. Returns their number. */
SKT_API size_t skt_incident_set_decisions(const skt_decision **out, const skt_incident_set *set,
                                          size_t index);

/* ------------------------------------------------------------------ tally */

typedef enum skt_row_level {
    SKT_ROW_REGION,
    SKT_ROW_SEA,
    SKT_ROW_SET,
    SKT_ROW_COUNTRY,
    SKT_ROW_TOTAL
} skt_row_level;

/* "region", "sea", "set", "country", "total"; "?" for what is none. Static storage. */
SKT_API const char *skt_row_level_name(skt_row_level value);

/* What is told of one outcome in a row. */
typedef struct skt_cell {
    skt_estimate estimate; /* all null: no report with a number */
    skt_number not_placed; /* country and total rows: what no row below has */
    skt_number elsewhere;  /* country rows: what of it stands in rows elsewhere */
    bool unnumbered;       /* reported without a number */
    bool withheld;
} skt_cell;

/* Slices are owned by the tally. */
typedef struct skt_row {
    skt_row_level level;
    skt_str admin1; /* an area set: its members' codes joined by '+' */
    skt_str iso_3166_2, region, iso_a2, country;
    skt_node node; /* SKT_NO_NODE for sets, the total and the user's own regions */
    size_t own;    /* of the user's own regions: its index plus 1; else 0 */
    skt_day date_from, date_to;
    skt_cell cells[SKT_OUTCOMES]; /* by skt_outcome */
    size_t incidents, reports;
    double area_km2; /* geodesic; NAN where there is none */
    double per_10k;  /* intercepted + impacted per 10 000 km2; NAN where unknown */
} skt_row;

typedef enum skt_by { SKT_BY_ALL, SKT_BY_DAY, SKT_BY_WEEK, SKT_BY_MONTH, SKT_BY_YEAR } skt_by;

typedef struct skt_tally_options {
    size_t size;
    skt_by by;
    skt_day from, to;     /* SKT_NO_DAY: open */
    unsigned outcomes;    /* bit mask by skt_outcome; 0: all */
    const char *country;  /* ISO alpha-2, or NULL */
    const char *attacker; /* or NULL */
    bool fill;            /* a row for each area and each period between the first and the last */
    const skt_regions *regions; /* in place of first-level regions, seas and sets; or NULL. They
                                   must outlive the tally */
} skt_tally_options;
#define SKT_TALLY_OPTIONS_INIT                                                                     \
    {                                                                                              \
        sizeof(skt_tally_options), SKT_BY_ALL, SKT_NO_DAY, SKT_NO_DAY, 0, NULL, NULL, false, NULL  \
    }

/* Rows of the table: regions, seas, sets, countries, then the total, in the
 * order of tallies.csv; of each period, where they are split. */
typedef struct skt_tally skt_tally;

/* Sums the incidents by area and period (docs/method.md, section 8). The result stands by
 * itself but for `options->regions`; `claims` are those that were reconciled, `gazetteer` may
 * be NULL (rows have no names and areas then), and so may `options`. Errors: SKT_E_LIMIT where
 * `fill` would make millions of rows; SKT_E_IO (PROJ is not installed); SKT_E_USAGE. */
SKT_API skt_status skt_tally_build(skt_tally **out, const skt_incident_set *incidents,
                                   const skt_claim_set *claims, const skt_gazetteer *gazetteer,
                                   const skt_tally_options *options, skt_diag *diag);
SKT_API void skt_tally_free(skt_tally *tally);
/* How many rows there are. */
SKT_API size_t skt_tally_count(const skt_tally *tally);
/* Row `index` < count; owned by `tally`. */
SKT_API const skt_row *skt_tally_at(const skt_tally *tally, size_t index);

/* --------------------------------------------------------------- explain */

/* Which cells of a tally are to be explained. */
typedef struct skt_explain_options {
    size_t size;
    /* A region's code ("RU.41", "RU-KRS"), a country's ("RU"), a sea ("sea:black sea"), the
     * codes of an area set ("RU.47+RU.48"), "total", or a name. NULL: "total". */
    const char *area;
    skt_day from, to;     /* SKT_NO_DAY: open */
    unsigned outcomes;    /* bit mask by skt_outcome; 0: all */
    const char *country;  /* as in skt_tally_options */
    const char *attacker; /* likewise */
} skt_explain_options;
#define SKT_EXPLAIN_OPTIONS_INIT                                                                   \
    {                                                                                              \
        sizeof(skt_explain_options), NULL, SKT_NO_DAY, SKT_NO_DAY, 0, NULL, NULL                   \
    }

/* Why a cell is what it is: incidents, accounts, claims and the rule behind each step. */
typedef struct skt_explanation skt_explanation;

typedef enum skt_explain_format {
    SKT_EXPLAIN_TEXT, /* for people */
    SKT_EXPLAIN_JSON  /* one object (docs/formats.md, "Explain") */
} skt_explain_format;

/* Explains what `options` ask for; an empty cell as well. `incidents`, `claims` and `gazetteer`
 * (may be NULL: areas by their codes only) must outlive *out. Errors: SKT_E_USAGE, which `diag`
 * tells more of (an area that is none, or one of several). */
SKT_API skt_status skt_explain_cell(skt_explanation **out, const skt_incident_set *incidents,
                                    const skt_claim_set *claims, const skt_gazetteer *gazetteer,
                                    const skt_explain_options *options, skt_diag *diag);
SKT_API void skt_explanation_free(skt_explanation *explanation);
/* Gives the claims that this report bears their sentences: to be called with each report before
 * the explanation is written. Without it the words that bear the numbers are shown. */
SKT_API skt_status skt_explain_sentences(skt_explanation *explanation, const skt_report *report);
/* Writes the whole of it to `write`. */
SKT_API skt_status skt_explain_write(skt_write_fn *write, void *user,
                                     const skt_explanation *explanation, skt_explain_format format);

/* ----------------------------------------------------------------- export */

typedef enum skt_format {
    SKT_FORMAT_SHAPEFILE = 1 << 0,
    SKT_FORMAT_GEOJSON = 1 << 1,
    SKT_FORMAT_CSV = 1 << 2,
    SKT_FORMAT_NDJSON = 1 << 3,
    SKT_FORMAT_GEOPACKAGE = 1 << 4,
    SKT_FORMAT_QGIS = 1 << 5, /* a project over the other files */
    SKT_FORMAT_HTML = 1 << 6,
    SKT_FORMAT_SVG = 1 << 7,
    SKT_FORMATS_ALL = (1 << 8) - 1
} skt_format;

/* The names that options give a format: "shp" or "shapefile", "gpkg" or "geopackage". None: 0. */
SKT_API unsigned skt_format_by_name(skt_str name);
/* All short names in the order above, with commas between; static storage. */
SKT_API const char *skt_format_names(void);

typedef struct skt_export_options {
    size_t size;
    unsigned formats; /* bit mask by skt_format */
    const char *crs;  /* for everything but GeoJSON; NULL: EPSG:4326 */
    /* Metres by which outlines of areas may be off; neighbours go on sharing their borders.
     * 0: 200, and 2000 where a table by period repeats them. */
    double detail;
} skt_export_options;
#define SKT_EXPORT_OPTIONS_INIT                                                                    \
    {                                                                                              \
        sizeof(skt_export_options), SKT_FORMATS_ALL, NULL, 0.0                                     \
    }

/* Writes the layers and tables to the folder `dir`, made if it is not there.
 * Everything is written aside and renamed: on an error the old files stay. `claims`, `incidents`
 * and `tally` belong together; of the incidents those are written that the tally's cuts by days,
 * outcome, country and attacker leave in; `gazetteer` gives the outlines; `options` may be NULL.
 * Two calls for one folder must not run at once. Errors: SKT_E_IO, SKT_E_USAGE (no such CRS),
 * SKT_E_LIMIT (a shapefile of 2 GB), with the remedy in `diag`. */
SKT_API skt_status skt_export(const char *dir, const skt_incident_set *incidents,
                              const skt_claim_set *claims, const skt_tally *tally,
                              const skt_gazetteer *gazetteer, const skt_export_options *options,
                              skt_diag *diag);

#ifdef __cplusplus
}
#endif

#endif
