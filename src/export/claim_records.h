/* Claims, their reports, places and links, and what incidents rest on, as records with field
 * tables (fields.h): the attribute tables of the GeoPackage. Rows are numbered from 1, in the
 * order of claims.ndjson; a record refers to a row of another table by that number. Records are
 * made one at a time. */
#ifndef SKT_EXPORT_CLAIM_RECORDS_H
#define SKT_EXPORT_CLAIM_RECORDS_H

#include "core/buf.h"
#include "core/map.h"
#include "export/claim_list.h"
#include "export/fields.h"
#include "export/layers.h"

typedef struct skt_claim_record {
    skt_str id, outcome, method, bound, places, start, end, time_precision, period, role, part_of;
    skt_str attacker, issuer, source, evidence;
    skt_number report_fid, value, low, best, high, sites, offset;
    skt_day date;
    skt_time t_start, t_end;
    bool debris, withheld, approximate, subset, added, superseded;
} skt_claim_record;

typedef struct skt_report_record {
    skt_str report, doc, item, url, publisher, lang, signature, published_from;
    skt_day published;
    skt_number claims;
} skt_report_record;

typedef struct skt_place_record {
    skt_number claim_fid, n, geonameid, geo_precision;
    skt_str role, name, label, level, country, admin1, iso_3166_2;
    double lat, lon;
} skt_place_record;

typedef struct skt_link_record {
    skt_number claim_fid, to_fid;
    skt_str type, to, reason;
} skt_link_record;

/* Which claims an incident rests on. The first two names are those of OGC 18-000. */
typedef struct skt_incident_claim_record {
    skt_number base_id, related_id, n;
    bool chosen;
} skt_incident_claim_record;

typedef enum skt_claim_table {
    SKT_TABLE_CLAIMS,
    SKT_TABLE_REPORTS,
    SKT_TABLE_PLACES,
    SKT_TABLE_LINKS,
    SKT_TABLE_INCIDENT_CLAIMS,
    SKT_CLAIM_TABLES
} skt_claim_table;

const skt_field *skt_claim_table_fields(size_t *count, skt_claim_table table);

/* The field that tells title and meaning of a column: itself, or a key of a line of claims. */
const skt_field *skt_claim_table_told(const skt_field *field);

/* What the rows are made of, and the place for the record that is made. */
typedef struct skt_claim_rows {
    skt_claim_entry *entries;
    size_t n_claims;
    uint32_t *report_of; /* of each entry: its report, from 1 */
    uint32_t *first_of;  /* of each report: an entry */
    uint32_t *n_of;      /* of each report: how many claims */
    uint32_t *row_of;    /* of each claim of the set: its row, from 1 */
    size_t n_reports, n_places, n_links, n_incident_claims;
    skt_incident_list incidents;
    skt_arena arena;
    /* Where the reading of a table stands: the thing, and within it. */
    size_t at, within;
    skt_map ids; /* of claims: their rows, from 1 */
    skt_buf names;
    char start[32], end[32];
    union {
        skt_claim_record claim;
        skt_report_record report;
        skt_place_record place;
        skt_link_record link;
        skt_incident_claim_record incident_claim;
    } record;
} skt_claim_rows;

/* What it is made of must outlive it. Dispose in any case. */
skt_status skt_claim_rows_make(skt_claim_rows *out, const skt_claim_set *claims,
                               const skt_link *const *links, size_t n_links,
                               skt_incident_list incidents);
void skt_claim_rows_dispose(skt_claim_rows *rows);

size_t skt_claim_rows_count(const skt_claim_rows *rows, skt_claim_table table);
/* Record `index` of the table, good until the next call; they are asked for one after the other,
 * beginning with 0. NULL when memory is out. */
const void *skt_claim_rows_at(skt_claim_rows *rows, skt_claim_table table, size_t index);

#endif
