/* The field dictionary as people and programs read it. */
#ifndef SKT_CLI_FIELD_LIST_H
#define SKT_CLI_FIELD_LIST_H

#include "core/buf.h"

typedef enum skt_field_list_style {
    SKT_FIELDS_TEXT,
    SKT_FIELDS_CSV,
    SKT_FIELDS_NDJSON,
    SKT_FIELDS_MARKDOWN
} skt_field_list_style;

/* The style that --format (or NULL) asks for; `people`: whether a table is wanted. */
skt_field_list_style skt_field_list_style_of(const char *format, bool people);
/* What stands before all tables: the header of the CSV. */
void skt_field_list_begin(skt_buf *out, skt_field_list_style style);
/* Appends the fields of the table so called; false: there is no such. */
bool skt_field_list_add(skt_buf *out, const char *table, skt_field_list_style style);
/* The names of all tables. */
const char *skt_field_list_tables(void);

#endif
