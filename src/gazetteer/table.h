/* The tables of gazetteer/: tab-separated, `#` comments, a header line, plain or
 * compressed by xz. */
#ifndef SKT_GAZETTEER_TABLE_H
#define SKT_GAZETTEER_TABLE_H

#include "core/buf.h"
#include "skytally.h"

enum { SKT_GAZ_MAX_COLUMNS = 24 };

typedef struct skt_gaz_table {
    char *path;
    skt_buf content; /* the whole text; fields point into it */
    skt_str rest;
    skt_str row;                          /* the row that was read last */
    size_t line;                          /* and its number */
    size_t position[SKT_GAZ_MAX_COLUMNS]; /* of each wanted column in the file */
    size_t n_wanted, n_columns;
    skt_diag *diag;
} skt_gaz_table;

/* Reads `name` or `name`.xz of folder `dir` into `out`, whole. SKT_E_NOTFOUND,
 * without an entry in `diag`, if there is neither. *path is the caller's. */
skt_status skt_gaz_read_file(skt_buf *out, char **path, const char *dir, const char *name,
                             skt_diag *diag);

/* Opens the table `name` and looks for `columns` (NULL behind the last) in its
 * header. Errors: SKT_E_NOTFOUND (no such file), SKT_E_DATA (a column is not there).
 * Close it in any case. */
skt_status skt_gaz_table_open(skt_gaz_table *out, const char *dir, const char *name,
                              const char *const *columns, skt_diag *diag);
/* The next row's wanted fields; false at the end. Rows with another number of
 * fields than the header are refused by line and passed over. */
bool skt_gaz_table_next(skt_gaz_table *table, skt_str *fields);
/* The wanted fields of a row that was read before; false if it is no whole row. */
bool skt_gaz_table_split(const skt_gaz_table *table, skt_str row, skt_str *fields);
/* Refuses the row that was read last. */
void skt_gaz_table_refuse(skt_gaz_table *table, const char *what, skt_str field);
void skt_gaz_table_close(skt_gaz_table *table);

/* A decimal number, whole field, in any locale; false if it is none. */
bool skt_gaz_parse_real(double *out, skt_str text);
/* A latitude and a longitude as 1e-6 degrees; false if they are none. */
bool skt_gaz_parse_point(int32_t *lat, int32_t *lon, skt_str lat_text, skt_str lon_text);

#endif
