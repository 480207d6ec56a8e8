/* Records as CSV (RFC 4180, lines ending in LF), UTF-8 without a byte order mark: the fields
 * whose outputs have SKT_IN_CSV. Nulls are empty cells. Failure sticks in out->failed. */
#ifndef SKT_EXPORT_CSV_H
#define SKT_EXPORT_CSV_H

#include "export/fields.h"

/* Adds the header, or the line of one record. */
void skt_csv_add_names(skt_buf *out, const skt_field *fields, size_t n_fields);
void skt_csv_add_record(skt_buf *out, const skt_field *fields, size_t n_fields, const void *record);
/* Adds the header and a line a record. */
void skt_csv_write(skt_buf *out, const skt_field *fields, size_t n_fields, const void *records,
                   size_t n_records, size_t record_size);

#endif
