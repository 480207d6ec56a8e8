/* What stands beside a CSV file: "CSV on the Web" metadata (W3C, Metadata Vocabulary
 * for Tabular Data, 2015) and the types for GDAL (.csvt). */
#ifndef SKT_EXPORT_CSVW_H
#define SKT_EXPORT_CSVW_H

#include "export/fields.h"
#include "export/meta.h"

typedef struct skt_csv_table {
    const char *name;    /* of its file, without extension */
    const char *title;   /* for people */
    const char *summary; /* what a row is */
    const skt_field *fields;
    size_t n_fields;
    const char *key; /* names of the columns that make a row unique, commas between */
} skt_csv_table;

/* Appends the text of NAME.csv-metadata.json. */
void skt_csvw_write(skt_buf *out, const skt_csv_table *table, const skt_export_meta *meta);
/* Appends the text of NAME.csvt. */
void skt_csvt_write(skt_buf *out, const skt_csv_table *table);

#endif
