/* What the files of the exported GeoPackage share; private to it. */
#ifndef SKT_EXPORT_GEOPACKAGE_PARTS_H
#define SKT_EXPORT_GEOPACKAGE_PARTS_H

#include "core/calendar.h"
#include "export/claim_records.h"
#include "export/export.h"
#include "geopackage/geopackage.h"

#define SKT_GPKG_FILE "skytally.gpkg"

/* A file that is being made. */
typedef struct skt_gpkg {
    sqlite3 *db;
    const skt_export_job *job;
    int32_t srs_id;                     /* of the layers */
    char last_change[SKT_INSTANT_TEXT]; /* of all: from the data, never the clock */
    skt_buf sql, blob;                  /* emptied by whoever uses them */
    SKT_VEC(skt_gpkg_box) boxes;        /* of the layer that was written last */
    double bounds[4];                   /* around them, where there are any: w, s, e, n */
} skt_gpkg;

/* A table of records by their fields; with shapes a layer. Its key is "fid": 1, 2, 3 ... */
typedef struct skt_gpkg_table {
    const char *name, *title, *about;
    const skt_field *fields;
    size_t n_fields;
    unsigned outputs; /* fields with any of these are its columns */
    size_t count;
    /* Record `index`; they are asked for one after the other. NULL: out of memory. */
    const void *(*record)(void *source, size_t index);
    void *source;
    const char *shape;        /* "POINT", "MULTIPOLYGON"; NULL: no layer */
    const skt_shape *shapes;  /* one a record */
    const uint32_t *outlines; /* NULL, or of each record its row in skytally_outlines; 0: none */
    bool hidden;              /* serves a view: programs are not told of it */
} skt_gpkg_table;

/* Whether the field is a column of the table. */
static inline bool skt_gpkg_has(const skt_gpkg_table *table, const skt_field *field)
{
    return (field->outputs & table->outputs) != 0;
}

/* geopackage.c. Runs one statement with its parameters: `types` has a letter for each, t a text
 * (const char *; NULL is null), i an int64_t, d a double. An SQLite code. */
int skt_gpkg_run(skt_gpkg *g, const char *sql, const char *types, ...);
/* Runs what g->sql holds, and empties it. */
int skt_gpkg_run_sql(skt_gpkg *g);

/* geopackage_tables.c. Makes the table, fills it, and enters it in the lists of the standard. */
int skt_gpkg_write_table(skt_gpkg *g, const skt_gpkg_table *table);
/* Enters a table or view in the lists of the standard, a layer with the bounds in g. */
int skt_gpkg_enter(skt_gpkg *g, const skt_gpkg_table *table);

/* geopackage_about.c. The CRS of the layers, among those of the standard. */
int skt_gpkg_write_srs(skt_gpkg *g);
/* Titles and descriptions of the table's columns. */
int skt_gpkg_write_columns(skt_gpkg *g, const skt_gpkg_table *table);
/* What the file says about itself, and each layer's metadata. */
int skt_gpkg_write_about(skt_gpkg *g);
/* Which tables are related by which others. */
int skt_gpkg_write_relations(skt_gpkg *g);

/* geopackage_styles.c. */
int skt_gpkg_write_styles(skt_gpkg *g);

#endif
