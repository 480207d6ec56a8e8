/* The GeoPackage as a backend of the store: what its files share. */
#ifndef SKT_STORE_GEOPACKAGE_H
#define SKT_STORE_GEOPACKAGE_H

#include <sqlite3.h>

#include "core/buf.h"
#include "store/store.h"

/* A point as a GeoPackage has it (OGC 12-128r18, 2.1.3): header without envelope, WKB. */
enum { SKT_GPKG_POINT_BYTES = 29 };
void skt_gpkg_point(unsigned char out[SKT_GPKG_POINT_BYTES], double lon, double lat);
/* Makes ST_MinX and its like, which the triggers of the R-tree call, known to the
 * connection. Returns an SQLite code. */
int skt_gpkg_add_functions(sqlite3 *db);

/* Appends the statements that make an empty store. */
void skt_gpkg_schema(skt_buf *out);

/* Says in `diag` what SQLite's `code` means for the file at `where`, and what to do. */
skt_status skt_gpkg_failed(sqlite3 *db, int code, const char *where, skt_diag *diag);
/* SKT_OK where the database is a store of a version that is known; `empty` is set where
 * nothing is in it yet. */
skt_status skt_gpkg_check(bool *empty, sqlite3 *db, const char *where, skt_diag *diag);

#endif
