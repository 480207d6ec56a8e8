/* How the rows of the field tables are written. */
#ifndef SKT_EXPORT_FIELD_TABLE_H
#define SKT_EXPORT_FIELD_TABLE_H

#include <stddef.h>

#include "export/fields.h"

/* The last argument of each is the meaning, NEVER_NULL or NULL_WHERE, with what may follow it. */
#define FIELD(kind, field, dbf_name, mask, at, label, ...)                                         \
    {                                                                                              \
        .name = (field), .dbf = (dbf_name), .type = (kind), .outputs = (mask), .offset = (at),     \
        .title = (label), __VA_ARGS__                                                              \
    }
#define TEXT(...) FIELD(SKT_FIELD_TEXT, __VA_ARGS__)
#define INT(...) FIELD(SKT_FIELD_INT, __VA_ARGS__)
#define REAL(...) FIELD(SKT_FIELD_REAL, __VA_ARGS__)
#define DATE(...) FIELD(SKT_FIELD_DATE, __VA_ARGS__)
#define BOOL(...) FIELD(SKT_FIELD_BOOL, __VA_ARGS__)
#define TIME(...) FIELD(SKT_FIELD_TIME, __VA_ARGS__)

#define NEVER_NULL(what) .meaning = what " Never null."
#define NULL_WHERE(what, when) .meaning = what " Null " when ".", .nulls = "Null " when "."
#define CODES(table) .codes = (table), .n_codes = sizeof(table) / sizeof((table)[0])
#define DRONES .unit = "drones"

/* Regular expressions of texts that are made, not written by people. */
#define HEX_ID "[0-9a-f]{16}"
#define ALPHA2 "[A-Z]{2}"
#define ADMIN1 "[A-Z]{2}\\.[0-9A-Z]+"
#define ISO_3166_2 "[A-Z]{2}-[0-9A-Z]{1,3}"
#define JOINED(pattern) pattern "(\\+" pattern ")*"
#define ISO_8601 "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+\\-][0-9]{2}:[0-9]{2}"

/* The words of several tables, in codes.c. */
#define SKT_CODES(name, count) extern const skt_code name[count]
SKT_CODES(skt_outcome_codes, SKT_OUTCOMES);
SKT_CODES(skt_method_codes, 6);
SKT_CODES(skt_bound_codes, 5);
SKT_CODES(skt_period_codes, 3);
SKT_CODES(skt_role_codes, 3);
SKT_CODES(skt_level_codes, 8); /* of an incident; a place has no "set", the last of them */
SKT_CODES(skt_place_role_codes, 3);
SKT_CODES(skt_time_precision_codes, 7);
SKT_CODES(skt_geo_precision_codes, 5);
SKT_CODES(skt_row_level_codes, 5);
SKT_CODES(skt_date_origin_codes, 8);
SKT_CODES(skt_link_type_codes, 8);

#endif
