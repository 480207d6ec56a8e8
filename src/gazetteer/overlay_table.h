/* A user's table as text: tab-separated, `#` comments, a header line with the columns
 * in any order. */
#ifndef SKT_GAZETTEER_OVERLAY_TABLE_H
#define SKT_GAZETTEER_OVERLAY_TABLE_H

#include "core/file.h"
#include "gazetteer/gazetteer.h"

typedef enum skt_gaz_own_column {
    SKT_GAZ_OWN_ACTION,
    SKT_GAZ_OWN_NAME,
    SKT_GAZ_OWN_NAMES,
    SKT_GAZ_OWN_LEVEL,
    SKT_GAZ_OWN_KIND,
    SKT_GAZ_OWN_LAT,
    SKT_GAZ_OWN_LON,
    SKT_GAZ_OWN_COUNTRY,
    SKT_GAZ_OWN_ADMIN1,
    SKT_GAZ_OWN_POPULATION,
    SKT_GAZ_OWN_GEONAMEID,
    SKT_GAZ_OWN_NOTE, /* the user's own: not looked at */
    SKT_GAZ_OWN_SOURCE,
    SKT_GAZ_OWN_COLUMNS
} skt_gaz_own_column;

typedef struct skt_gaz_own_table {
    const char *path;
    skt_mapping file;
    skt_str rest;
    size_t line; /* of the row that was read last, 1-based */
    size_t n_fields;
    size_t position[SKT_GAZ_OWN_COLUMNS]; /* of each column in the file, or SIZE_MAX */
    skt_diag *diag;
} skt_gaz_own_table;

/* Opens the table at `path` (not copied) and reads its header. Errors, said in `diag`:
 * SKT_E_IO, SKT_E_INPUT. Close it in any case. */
skt_status skt_gaz_own_table_open(skt_gaz_own_table *out, const char *path, skt_diag *diag);
/* The next row's fields, trimmed, empty where the table has no such column; false at the
 * end. Rows of another number of fields, or that are no UTF-8, are refused by line and
 * passed over. */
bool skt_gaz_own_table_next(skt_gaz_own_table *table, skt_str fields[SKT_GAZ_OWN_COLUMNS]);
void skt_gaz_own_table_close(skt_gaz_own_table *table);

#endif
