/* The store: reports and their claims, kept over many runs (docs/formats.md, "The store").
 * The calls that add and load are in skytally.h; here are what `explain` looks up, and what
 * a backend is: a way to run statements on a database. What they say, and so what adding and
 * loading mean, is the same for all.
 *
 *   put.c, load.c   adding a report, loading claims: every statement of SQL but a backend's own
 *   rows.c          reports, claims and places to rows of tables and back
 *   schema.c        the tables, a column a line, from which a backend makes them
 *   geopackage*.c   backend: a GeoPackage, by SQLite
 *   postgis*.c      backend: PostGIS, by libpq
 */
#ifndef SKT_STORE_STORE_H
#define SKT_STORE_STORE_H

#include "core/arena.h"
#include "skytally.h"

/* --------------------------------------------------------------- look-ups */

/* A version of a report as the store has it. Slices are owned by the arena of the call. */
typedef struct skt_stored_report {
    skt_str key; /* its address in one spelling, else its id */
    int64_t version;
    bool current;          /* its claims stand */
    int64_t superseded_by; /* version; 0: by none */
    skt_report report;     /* with id and signature; without text if `text` was not asked for
                              or only lines of claims were added */
} skt_stored_report;

/* The latest version that has the report id and signature of a claim. `with_text`: its text
 * as well, in which a claim's `offset` counts. Errors: SKT_E_NOTFOUND, without a word in the
 * diag. */
skt_status skt_store_find(skt_stored_report *out, skt_store *store, skt_str report,
                          skt_str signature, bool with_text, skt_arena *arena);

/* How many versions of reports there are; it never falls. */
skt_status skt_store_versions(int64_t *out, skt_store *store);

/* ----------------------------------------------------------------- schema */

typedef enum skt_sql_type {
    SKT_SQL_KEY,     /* the row's number, given by the database: INTEGER PRIMARY KEY, bigserial */
    SKT_SQL_INTEGER, /* 64 bits */
    SKT_SQL_REAL,
    SKT_SQL_TEXT, /* compared and sorted by bytes */
    SKT_SQL_BOOLEAN,
    SKT_SQL_DATE,
    SKT_SQL_DATETIME, /* an instant, UTC */
    SKT_SQL_POINT     /* WGS 84 */
} skt_sql_type;

typedef struct skt_sql_column {
    const char *name;
    skt_sql_type type;
    bool needed;            /* NOT NULL */
    const char *references; /* table whose `fid` it is, or NULL */
    const char *about;      /* one sentence for people, no full stop */
} skt_sql_column;

/* A table; its first column is `fid` of type SKT_SQL_KEY. One with a point is a layer. */
typedef struct skt_sql_table {
    const char *name, *title, *about;
    const skt_sql_column *columns;
    size_t n_columns;
    const char *unique;     /* columns of the constraint, with commas between, or NULL */
    const char *indexes[4]; /* columns of each further index; NULL ends */
} skt_sql_table;

/* In an order in which they can be made. */
const skt_sql_table *skt_store_tables(size_t *count);

/* The version of the tables. A store of an older one is brought up to date when it is opened
 * for writing, one of a newer one is refused by name. It stands in the table
 * `skytally_store` (name, value) as "schema". */
enum { SKT_STORE_SCHEMA = 1 };

/* ---------------------------------------------------------------- backend */

typedef enum skt_sql_kind {
    SKT_SQL_IS_NULL,
    SKT_SQL_IS_INTEGER, /* also true (1) and false (0) */
    SKT_SQL_IS_REAL,
    SKT_SQL_IS_TEXT, /* also days, "YYYY-MM-DD", and instants: "YYYY-MM-DDTHH:MM:SS.000Z"; of
                        a row, with anything between the parts */
    SKT_SQL_IS_POINT /* parameters only: `real` is the longitude, `lat` the latitude */
} skt_sql_kind;

typedef struct skt_sql_value {
    skt_sql_kind kind;
    int64_t integer;
    double real, lat;
    skt_str text; /* of a parameter: the caller's; of a row: good during the call */
} skt_sql_value;

/* Is called for each row of the answer; what it returns other than SKT_OK ends it. It runs
 * no statement itself. */
typedef skt_status skt_sql_row_fn(void *user, const skt_sql_value *values, size_t n);

/* What goes wrong is said in the `diag` that it was opened with. */
typedef struct skt_store_backend {
    /* Opens the database; for SKT_STORE_WRITE makes what is missing. Errors, with a failure
     * in `diag` that says what to do: SKT_E_IO, SKT_E_NOTFOUND (no store there), SKT_E_DATA
     * (it is something else, damaged, or of a newer version), SKT_E_NOMEM. */
    skt_status (*open)(void **db, const char *where, skt_store_mode mode, skt_diag *diag);
    /* Begins a transaction: one that writes waits until it is the only one that does, so that
     * what it reads stays so until it ends; one that reads sees one state of the store. */
    skt_status (*begin)(void *db, bool write);
    skt_status (*commit)(void *db); /* on an error nothing of it was done */
    void (*rollback)(void *db);     /* also where nothing was begun */
    /* Runs one statement inside a transaction, with $1, $2 ... for `params`, each number
     * standing first where its turn is. `sql` is static or lives as long as the store: it is
     * prepared once. `each` may be NULL. Rows come one by one, not all at once. */
    skt_status (*run)(void *db, const char *sql, const skt_sql_value *params, size_t n_params,
                      skt_sql_row_fn *each, void *user);
    /* What to call it to people: never with a password. Owned by `db`. */
    const char *(*name)(const void *db);
    void (*close)(void *db); /* rolls back what was not committed */
} skt_store_backend;

extern const skt_store_backend skt_store_geopackage;
/* For "postgresql://..." and "postgres://...". */
extern const skt_store_backend skt_store_postgis;

#endif
