/* The field tables: one table a layer from which the writers of all formats, the
 * QGIS styles, the files that describe others (.qmd, CSVW, JSON Schema) and
 * docs/formats.md take names, types, order and meaning. A record is a plain
 * struct; a field knows where in it its value lies. */
#ifndef SKT_EXPORT_FIELDS_H
#define SKT_EXPORT_FIELDS_H

#include "core/buf.h"
#include "skytally.h"

/* How the value lies in the record, and how it is written. */
typedef enum skt_field_type {
    SKT_FIELD_TEXT, /* skt_str; none is null */
    SKT_FIELD_INT,  /* skt_number; SKT_NULL is null */
    SKT_FIELD_REAL, /* double; NAN is null */
    SKT_FIELD_DATE, /* skt_day; SKT_NO_DAY is null */
    SKT_FIELD_BOOL, /* bool; never null */
    SKT_FIELD_TIME  /* skt_time, shown in UTC; SKT_NO_TIME is null */
} skt_field_type;

enum {
    SKT_IN_SHAPEFILE = 1 << 0,
    SKT_IN_GEOJSON = 1 << 1,
    SKT_IN_CSV = 1 << 2,
    SKT_IN_GEOPACKAGE = 1 << 3, /* there alone: its layers have all that GeoJSON has, its tables
                                   all that CSV has */
    SKT_IN_FULL = SKT_IN_GEOJSON | SKT_IN_CSV,
    SKT_IN_ALL = SKT_IN_SHAPEFILE | SKT_IN_FULL
};

/* One of the values that a field allows, as text, and what it stands for. */
typedef struct skt_code {
    const char *value, *meaning;
} skt_code;

typedef struct skt_field {
    const char *name; /* in GeoJSON and CSV */
    const char *dbf;  /* ten characters at most; NULL outside shapefiles */
    skt_field_type type;
    unsigned outputs;      /* SKT_IN_ mask */
    int decimals;          /* of a real */
    size_t offset;         /* of the value in the record */
    const char *title;     /* a few words: the alias in QGIS */
    const char *meaning;   /* whole sentences, with the null rule and without the codes */
    const char *unit;      /* of a number, in the plural; NULL: none */
    const char *nulls;     /* the null rule alone: "Null where ..."; NULL: never null */
    const char *pattern;   /* regular expression (ECMAScript and XSD) of the whole text, or NULL */
    const skt_code *codes; /* the values allowed; n_codes 0: any */
    unsigned n_codes;
    bool list; /* holds several values, with spaces between */
} skt_field;

/* An incident as the layers show it. */
typedef struct skt_incident_record {
    skt_str id; /* stays first: every record begins with its identifier */
    skt_str event, t_start, t_end, outcome, method, place, level, time_precision;
    skt_str admin1, iso_3166_2, region, iso_a2, country, attacker, claimed_by, source, quote;
    skt_str publisher, url, claims, parent;
    skt_day date, published;
    skt_time start, end;
    skt_number low, best, high, net, sites, reports;
    skt_number geo_precision, acled_geo_precision, acled_time_precision;
    skt_number ucdp_where_prec, ucdp_date_prec;
    bool debris, withheld, lower_bound, attacker_inferred, approximate;
    double lon, lat; /* NAN where there is no honest point */
} skt_incident_record;

typedef struct skt_tally_cell {
    skt_number best, low, high, not_placed, elsewhere;
} skt_tally_cell;

/* A row of the tally as tables and layers show it. */
typedef struct skt_tally_record {
    skt_str id; /* "RU.41", "sea:black sea", "country:RU"; first in the record */
    skt_str level, admin1, iso_3166_2, region, iso_a2, country;
    skt_day date_from, date_to;
    skt_tally_cell cells[SKT_OUTCOMES];
    skt_str unnumbered, withheld; /* names of outcomes, separated by spaces */
    skt_number incidents, reports;
    double area_km2, per_10k;
    double label_lon, label_lat; /* NAN until a layer draws it, and where it has no polygon */
    skt_row_level row_level;
    skt_node node; /* whose polygon is drawn, or SKT_NO_NODE */
    size_t own;    /* of a region of the user's: its index plus 1; else 0 */
} skt_tally_record;

/* What a field's type is called in the docs: "whole number". */
const char *skt_field_type_name(skt_field_type type);
/* Adds "Meaning. Unit: x. One of: a (what), b (what)." in plain text. */
void skt_field_add_meaning(skt_buf *out, const skt_field *field);

const skt_field *skt_incident_fields(size_t *count);
const skt_field *skt_tally_fields(size_t *count);

skt_str skt_field_str(const skt_field *field, const void *record);
skt_number skt_field_number(const skt_field *field, const void *record);
double skt_field_real(const skt_field *field, const void *record);
skt_day skt_field_day(const skt_field *field, const void *record);
skt_time skt_field_time(const skt_field *field, const void *record);
bool skt_field_bool(const skt_field *field, const void *record);
bool skt_field_is_null(const skt_field *field, const void *record);

/* Adds the value as plain text: days as YYYY-MM-DD, instants as YYYY-MM-DDTHH:MM:SS.000Z, truth as
 * true or false, reals with at most field->decimals digits, a null as nothing. */
void skt_field_add_text(skt_buf *out, const skt_field *field, const void *record);

#endif
