/* Backend of the store: PostGIS, by libpq. Writers queue for a lock of the server's that
 * ends with their transaction; readers see the state at which theirs began, and wait for
 * nobody. */
#include "store/postgis.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/diag.h"

/* ------------------------------------------------------------ open, close */

static void close_db(void *self)
{
    skt_postgis *db = self;
    if (db != NULL) {
        PQfinish(db->link); /* what was not committed, the server takes back */
        skt_buf_dispose(&db->name);
        skt_buf_dispose(&db->schema);
        skt_buf_dispose(&db->text);
        skt_vec_dispose(&db->prepared);
        skt_vec_dispose(&db->starts);
        skt_vec_dispose(&db->params);
        skt_vec_dispose(&db->row);
        free(db);
    }
}

static skt_status open_db(void **out, const char *where, skt_store_mode mode, skt_diag *diag)
{
    *out = NULL;
    const skt_status ready = skt_libpq_ready(diag);
    skt_postgis *db = ready != SKT_OK ? NULL : calloc(1, sizeof *db);
    if (db == NULL) {
        return ready != SKT_OK ? ready : SKT_E_NOMEM;
    }
    db->diag = diag;
    skt_status status = skt_postgis_connect(db, where);
    if (status == SKT_OK) {
        status = skt_postgis_find_or_make(db, mode);
    }
    if (status != SKT_OK) {
        close_db(db);
        return status;
    }
    *out = db;
    return SKT_OK;
}

static const char *name_of(const void *self)
{
    const skt_postgis *db = self;
    return db->name.ptr;
}

/* ----------------------------------------------------------- transactions */

/* The lock is one of this program's (its first number) and this schema's: stores that lie
 * beside each other do not wait for one another. Under it the version is read again, since
 * others may have brought the store up to date. */
static const char begin_write[] =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
    "SELECT pg_advisory_xact_lock(1936423284, hashtext(current_schema()));"
    "SELECT value FROM skytally_store WHERE name = 'schema'";
static const char begin_read[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                                 "SELECT value FROM skytally_store WHERE name = 'schema'";

static void rollback(void *self)
{
    skt_postgis *db = self;
    if (PQtransactionStatus(db->link) != PQTRANS_IDLE && PQstatus(db->link) == CONNECTION_OK) {
        PQclear(PQexec(db->link, "ROLLBACK"));
    }
}

static skt_status begin(void *self, bool write)
{
    skt_postgis *db = self;
    PGresult *answer;
    skt_status status = skt_postgis_exec(db, &answer, write ? begin_write : begin_read);
    if (status == SKT_OK) {
        status = skt_postgis_check_version(db, answer);
        PQclear(answer);
    }
    if (status != SKT_OK) {
        rollback(db);
    }
    return status;
}

static skt_status commit(void *self)
{
    skt_postgis *db = self;
    PGresult *answer = PQexec(db->link, "COMMIT");
    skt_status status = SKT_OK;
    if (PQresultStatus(answer) != PGRES_COMMAND_OK) {
        status = skt_postgis_commit_failure(db, answer);
    } else if (strcmp(PQcmdStatus(answer), "COMMIT") != 0) {
        status = skt_diag_add(db->diag, SKT_E_IO, SKT_FAILURE, db->name.ptr, 0,
                              "the server took the transaction back after an error in it");
    }
    PQclear(answer);
    return status;
}

/* ------------------------------------------------------------- statements */

enum { STATEMENT_NAME = 24 };

/* The name on the server of the statement `sql`, which it is told when it is new. */
static skt_status prepare(char name[STATEMENT_NAME], skt_postgis *db, const char *sql)
{
    size_t i = 0;
    while (i < db->prepared.count && db->prepared.items[i] != sql) {
        i++;
    }
    (void)snprintf(name, STATEMENT_NAME, "s%zu", i);
    if (i < db->prepared.count) {
        return SKT_OK;
    }
    if (!skt_vec_grow(&db->prepared)) {
        return SKT_E_NOMEM;
    }
    PGresult *answer = PQprepare(db->link, name, sql, 0, NULL);
    skt_status status = SKT_OK;
    if (PQresultStatus(answer) == PGRES_COMMAND_OK) {
        db->prepared.items[db->prepared.count++] = sql;
    } else {
        status = skt_postgis_failure(db, answer);
    }
    PQclear(answer);
    return status;
}

static skt_status hand_rows(skt_postgis *db, const PGresult *answer, skt_sql_row_fn *each,
                            void *user)
{
    skt_status status = SKT_OK;
    for (int row = 0; each != NULL && status == SKT_OK && row < PQntuples(answer); row++) {
        status = skt_postgis_read_row(db, answer, row);
        if (status == SKT_OK) {
            status = each(user, db->row.items, db->row.count);
        }
    }
    return status;
}

/* Takes the answer, of which the rows come one by one, to its end: also where `each` has had
 * enough, since a command that is broken off would end the transaction. */
static skt_status take_rows(skt_postgis *db, skt_sql_row_fn *each, void *user)
{
    skt_status status = SKT_OK;
    PGresult *answer;
    while ((answer = PQgetResult(db->link)) != NULL) {
        const ExecStatusType kind = PQresultStatus(answer);
        if (kind != PGRES_SINGLE_TUPLE && kind != PGRES_TUPLES_OK && kind != PGRES_COMMAND_OK) {
            const skt_status failed = skt_postgis_failure(db, answer);
            status = status == SKT_OK ? failed : status;
        } else if (status == SKT_OK) {
            status = hand_rows(db, answer, each, user);
        }
        PQclear(answer);
    }
    return status;
}

static skt_status run(void *self, const char *sql, const skt_sql_value *params, size_t n_params,
                      skt_sql_row_fn *each, void *user)
{
    skt_postgis *db = self;
    char name[STATEMENT_NAME];
    skt_status status = prepare(name, db, sql);
    if (status == SKT_OK) {
        status = skt_postgis_bind(db, params, n_params);
    }
    if (status != SKT_OK) {
        return status;
    }
    if (PQsendQueryPrepared(db->link, name, (int)n_params, db->params.items, NULL, NULL, 0) == 0) {
        return skt_postgis_failure(db, NULL);
    }
    if (each != NULL) {
        (void)PQsetSingleRowMode(db->link); /* else they come together, and are as good */
    }
    return take_rows(db, each, user);
}

const skt_store_backend skt_store_postgis = {
    .open = open_db,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .run = run,
    .name = name_of,
    .close = close_db,
};
