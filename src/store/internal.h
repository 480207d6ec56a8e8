/* What the files of the store share; private to it. */
#ifndef SKT_STORE_INTERNAL_H
#define SKT_STORE_INTERNAL_H

#include <math.h>

#include "core/buf.h"
#include "store/store.h"

/* A row for or from a table, in the order of its columns without `fid`. */
enum { SKT_SQL_MOST_COLUMNS = 48 };
typedef struct skt_sql_row {
    skt_sql_value values[SKT_SQL_MOST_COLUMNS];
    size_t n;
} skt_sql_row;

/* Where a row of an answer is read from. */
typedef struct skt_sql_cursor {
    const skt_sql_value *next;
    size_t left;
} skt_sql_cursor;

typedef enum skt_store_insert {
    SKT_INSERT_REPORT,
    SKT_INSERT_CLAIM,
    SKT_INSERT_PLACE,
    SKT_INSERT_OTHER_PLACE,
    SKT_INSERT_LINK,
    SKT_INSERTS
} skt_store_insert;

/* --------------------------------------------------------------- values */

static inline skt_sql_value skt_sql_int(int64_t value)
{
    return (skt_sql_value){.kind = SKT_SQL_IS_INTEGER, .integer = value};
}

static inline skt_sql_value skt_sql_str(skt_str text)
{
    return (skt_sql_value){.kind = text.ptr == NULL ? SKT_SQL_IS_NULL : SKT_SQL_IS_TEXT,
                           .text = text};
}

/* ----------------------------------------------------------------- rows.c */

/* What of a report stands in its row besides the report itself. */
typedef struct skt_report_row {
    skt_str key, fingerprint;
    int64_t version, superseded_by; /* 0: by none */
    bool current;
    size_t claims;
} skt_report_row;

/* Text of the row that is made: days and instants. */
enum { SKT_ROW_DAYS = 4, SKT_ROW_TEXT = 32 };
typedef struct skt_row_text {
    char room[SKT_ROW_DAYS][SKT_ROW_TEXT];
    skt_buf names;
} skt_row_text;

void skt_row_of_report(skt_sql_row *out, const skt_report_row *row, const skt_report *report,
                       skt_row_text *text);
/* `withdrawn_by` is 0 where the claim stands. SKT_E_NOMEM. */
skt_status skt_row_of_claim(skt_sql_row *out, const skt_claim *claim, int64_t report_fid, size_t n,
                            int64_t withdrawn_by, skt_row_text *text);
void skt_row_of_place(skt_sql_row *out, const skt_place *place, int64_t claim_fid, size_t n);
void skt_row_of_link(skt_sql_row *out, const skt_claim_link *link, int64_t claim_fid, size_t n);

/* Reads back what skt_store_columns() names. Slices point into the answer. false: the row is not
 * what it should be. */
bool skt_row_read_report(skt_report_row *row, skt_report *report, skt_sql_cursor *from);
bool skt_row_read_claim(skt_claim *out, skt_sql_cursor *from);
bool skt_row_read_place(skt_place *out, int64_t *claim_fid, skt_sql_cursor *from);
bool skt_row_read_link(skt_claim_link *out, int64_t *claim_fid, skt_sql_cursor *from);

/* ---------------------------------------------------------------- store.c */

enum { SKT_LOADS = 4 };
struct skt_store {
    const skt_store_backend *backend;
    void *db;
    skt_diag *diag;
    bool writes;                  /* opened for it */
    bool begun;                   /* inside a transaction */
    skt_buf inserts[SKT_INSERTS]; /* statements, made when first needed */
    skt_buf loads[SKT_LOADS][2];  /* of load.c, likewise: for all days, for some */
    skt_row_text text;
};

/* Appends the columns of a table but `fid` and its point, as an answer is to have them. */
void skt_store_columns(skt_buf *out, const char *table, const char *prefix);
static inline skt_status skt_store_run(skt_store *store, const char *sql,
                                       const skt_sql_value *params, size_t n, skt_sql_row_fn *each,
                                       void *user)
{
    return store->backend->run(store->db, sql, params, n, each, user);
}
/* Inserts a row; *fid (may be NULL) is its number. */
skt_status skt_store_insert_row(skt_store *store, int64_t *fid, skt_store_insert what,
                                const skt_sql_row *row);

/* ---------------------------------------------------------- fingerprint.c */

/* What the `n` claims say, without how it is worded: 16 digits and a NUL. */
skt_status skt_claims_fingerprint(char out[17], const skt_claim_set *claims, size_t first,
                                  size_t n);

#endif
