/* What every GeoPackage of ours is made of, the store and the one that is exported: the tables
 * and triggers of the standard, the encoding of geometries, the R-tree, and what SQLite's errors
 * mean. Standard: OGC 12-128r18, GeoPackage 1.3.0. */
#ifndef SKT_GEOPACKAGE_GEOPACKAGE_H
#define SKT_GEOPACKAGE_GEOPACKAGE_H

#include <sqlite3.h>

#include "core/buf.h"
#include "core/vec.h"
#include "gazetteer/gazetteer.h"

/* ------------------------------------------------------------- standard.c */

enum { SKT_GPKG_WGS84 = 4326 };

/* Statements that make the tables of the standard, with its three reference systems and the
 * extension for metadata. */
extern const char skt_gpkg_core[];
/* Those of the extension for titles and descriptions of columns. */
extern const char skt_gpkg_columns[];
/* Those of the extension for related tables (OGC 18-000). */
extern const char skt_gpkg_relations[];
/* Those that count the features of a table for GDAL (its documentation of the format). */
extern const char skt_gpkg_ogr_contents[];

/* For a table with the key "fid", in skt_gpkg_add_for(): its R-tree over "geom"; that index's
 * triggers and its row among the extensions; the triggers that keep GDAL's count. */
extern const char skt_gpkg_rtree[];
extern const char skt_gpkg_rtree_triggers[];
extern const char skt_gpkg_ogr_triggers[];

/* Appends the statements of `template`, with `table` in place of each @. */
void skt_gpkg_add_for(skt_buf *out, const char *template, const char *table);
/* Appends the text as a literal of SQL. */
void skt_gpkg_add_literal(skt_buf *out, skt_str text);

/* ------------------------------------------------------------- geometry.c */

/* A point: header without envelope, WKB. */
enum { SKT_GPKG_POINT_BYTES = 29 };
void skt_gpkg_point(unsigned char out[SKT_GPKG_POINT_BYTES], int32_t srs_id, double x, double y);
/* Appends a multipolygon: header with its envelope, WKB, outer rings counter-clockwise. The
 * points of `polygon` are in the reference system, x before y. bounds: its west, south, east and
 * north. Failure sticks in out->failed. */
void skt_gpkg_multipolygon(skt_buf *out, double bounds[4], int32_t srs_id,
                           const skt_polygon *polygon);

/* Makes ST_MinX and its like, which the triggers of the R-tree call, known to the connection.
 * Returns an SQLite code. */
int skt_gpkg_add_functions(sqlite3 *db);

/* ---------------------------------------------------------------- rtree.c */

/* A row of an R-tree: SQLite keeps 32 bits, rounded so that the box only grows. */
typedef struct skt_gpkg_box {
    int64_t id;
    float bounds[4]; /* min x, max x, min y, max y */
} skt_gpkg_box;

skt_gpkg_box skt_gpkg_box_of(int64_t id, const double bounds[4]); /* west, south, east, north */
/* Fills the empty R-tree over "geom" of `table`, many times as fast as row by row: its nodes are
 * packed (Leutenegger et al., "STR", 1997) and written as SQLite's documentation of the module's
 * shadow tables has them. The boxes come in the order of their ids, which are above 0, and are
 * left in another one. Returns an SQLite code. */
int skt_gpkg_rtree_fill(sqlite3 *db, const char *table, skt_gpkg_box *boxes, size_t count);

/* ---------------------------------------------------------------- fault.c */

/* What SQLite's codes mean to whoever runs the program. */
typedef enum skt_gpkg_fault {
    SKT_GPKG_NOMEM,
    SKT_GPKG_FULL,     /* no room, or files may grow no larger */
    SKT_GPKG_READONLY, /* it or its folder may not be written to */
    SKT_GPKG_BUSY,     /* another program keeps it to itself */
    SKT_GPKG_FOREIGN,  /* no database at all */
    SKT_GPKG_DAMAGED,
    SKT_GPKG_UNWRITTEN, /* writing failed: no room, a limit, or a bad disk */
    SKT_GPKG_OTHER
} skt_gpkg_fault;

/* `db` may be NULL. */
skt_gpkg_fault skt_gpkg_fault_of(sqlite3 *db, int code);

#endif
