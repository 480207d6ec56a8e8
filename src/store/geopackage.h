/* The GeoPackage as a backend of the store: what its files share. */
#ifndef SKT_STORE_GEOPACKAGE_H
#define SKT_STORE_GEOPACKAGE_H

#include "core/buf.h"
#include "geopackage/geopackage.h"
#include "store/store.h"

/* Appends the statements that make an empty store. */
void skt_gpkg_schema(skt_buf *out);

/* Says in `diag` what SQLite's `code` means for the file at `where`, and what to do. */
skt_status skt_gpkg_failed(sqlite3 *db, int code, const char *where, skt_diag *diag);
/* SKT_OK where the database is a store of a version that is known; `empty` is set where
 * nothing is in it yet. */
skt_status skt_gpkg_check(bool *empty, sqlite3 *db, const char *where, skt_diag *diag);

#endif
