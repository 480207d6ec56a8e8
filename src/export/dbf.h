/* The attribute table of a shapefile, by shapelib. */
#ifndef SKT_EXPORT_DBF_H
#define SKT_EXPORT_DBF_H

#include "export/layers.h"

/* One column of the table. */
typedef struct skt_dbf_column {
    const skt_field *field;
    int width; /* bytes: fits the widest value, 1 to 254 */
} skt_dbf_column;

typedef struct skt_dbf_columns {
    skt_dbf_column *items;
    size_t count;
    int64_t record_bytes; /* of one record, deletion mark included */
    int64_t header_bytes;
} skt_dbf_columns;

/* The columns of a layer, sized to the records whose `keep` is true. */
skt_status skt_dbf_columns_of(skt_dbf_columns *out, const skt_layer *layer, const bool *keep,
                              skt_arena *arena);

/* Makes the table at `path` (.dbf) and writes the kept records, in UTF-8. The .cpg that says so is
 * the caller's: shapelib does not look whether it could be made. */
skt_status skt_dbf_write(const char *path, const skt_dbf_columns *columns, const skt_layer *layer,
                         const bool *keep);

/* Adds the value as it stands in the table, without padding: days as YYYYMMDD,
 * reals with all their decimals, text without control characters and cut at a
 * character within 254 bytes; nothing for a null. */
void skt_dbf_add_value(skt_buf *out, const skt_field *field, const void *record);

#endif
