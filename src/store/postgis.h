/* What the files of the PostGIS backend share; private to them. */
#ifndef SKT_STORE_POSTGIS_H
#define SKT_STORE_POSTGIS_H

#include "core/buf.h"
#include "core/vec.h"
#include "store/late_libpq.h"
#include "store/store.h"

typedef struct skt_postgis {
    PGconn *link;
    skt_diag *diag;
    skt_buf name;                   /* of the database, for messages: without a password */
    skt_buf schema;                 /* where the tables are */
    SKT_VEC(const char *) prepared; /* statement number i is "si" on the server */
    bool lost;                      /* the connection; it was told */
    /* Of the statement that runs: */
    skt_buf text; /* its parameters, each with a NUL behind it */
    SKT_VEC(size_t) starts;
    SKT_VEC(const char *) params;
    SKT_VEC(skt_sql_value) row;
} skt_postgis;

/* ------------------------------------------------------ postgis_connect.c */

/* Connects, and sets what a session needs; sets name and schema. */
skt_status skt_postgis_connect(skt_postgis *db, const char *where);

/* ------------------------------------------------------- postgis_schema.c */

/* Looks for the store in the schema and checks its version; for SKT_STORE_WRITE makes what
 * is missing, in one transaction. Errors as of skt_store_backend.open. */
skt_status skt_postgis_find_or_make(skt_postgis *db, skt_store_mode mode);
/* The version of the tables, in the only row of `answer`. SKT_E_DATA: not ours. */
skt_status skt_postgis_check_version(skt_postgis *db, const PGresult *answer);
/* Appends `name` so that SQL takes it as it is. */
void skt_postgis_quote(skt_buf *out, skt_str name);

/* ------------------------------------------------------- postgis_values.c */

/* Writes the parameters as libpq takes them to db->params. SKT_E_NOMEM. A NUL, and a byte
 * that is not UTF-8, which PostgreSQL has no room for, becomes a question mark: the number
 * of bytes stays, and so do the offsets into the text. */
skt_status skt_postgis_bind(skt_postgis *db, const skt_sql_value *params, size_t n);
/* Reads a row of `answer` to db->row. Its text is good as long as `answer`. SKT_E_NOMEM. */
skt_status skt_postgis_read_row(skt_postgis *db, const PGresult *answer, int row);

/* ------------------------------------------------------- postgis_errors.c */

/* What to do where a right is missing. */
#define SKT_POSTGIS_GRANT "have its owner GRANT it to you (docs/manual.md, \"A store for a team\")"

/* Tells what the server or libpq has against the last command (`answer`, NULL where there
 * is none), and what to do. */
skt_status skt_postgis_failure(skt_postgis *db, const PGresult *answer);
/* The same where the command was COMMIT. */
skt_status skt_postgis_commit_failure(skt_postgis *db, const PGresult *answer);
/* The SQLSTATE of an answer, or "". */
const char *skt_postgis_state(const PGresult *answer);
/* Runs commands without parameters; *answer (may be NULL) is that of the last one, to be
 * cleared by PQclear() unless there is an error, which is told. */
skt_status skt_postgis_exec(skt_postgis *db, PGresult **answer, const char *sql);
/* Appends a message of libpq's on one line. */
void skt_postgis_one_line(skt_buf *out, const char *message);

#endif
