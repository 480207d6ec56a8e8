/* What a file is that is to be a store, and what SQLite's errors mean for whoever runs it. */

#include "core/diag.h"
#include "store/geopackage.h"

enum { GPKG_APPLICATION_ID = 0x47504B47 };

/* ----------------------------------------------------------------- errors */

static const char *const causes[] = {
    [SKT_GPKG_FULL] = "there is no room left for it: what was added before is kept; make room, or "
                      "raise the limit, and run again",
    [SKT_GPKG_READONLY] = "it, or its folder, may not be written to: what is in it stays as it "
                          "was; copy it to where you may write, or name another with --store",
    [SKT_GPKG_BUSY] = "another program has kept it to itself for a minute: close what edits it and "
                      "run again; what was added before is kept",
    [SKT_GPKG_FOREIGN] = "is no GeoPackage: name another file with --store",
    [SKT_GPKG_DAMAGED] = "is damaged: put a copy of it back, or move it away and add the reports "
                         "again",
    [SKT_GPKG_UNWRITTEN] = "cannot be written to: there is no room left, files may grow no larger, "
                           "or the disk is at fault; what was added before is kept: mend that and "
                           "run again",
    [SKT_GPKG_OTHER] = NULL,
};

skt_status skt_gpkg_failed(sqlite3 *db, int code, const char *where, skt_diag *diag)
{
    const skt_gpkg_fault fault = skt_gpkg_fault_of(db, code);
    if (fault == SKT_GPKG_NOMEM) {
        return SKT_E_NOMEM;
    }
    const bool data = fault == SKT_GPKG_FOREIGN || fault == SKT_GPKG_DAMAGED;
    const char *cause = causes[fault];
    return skt_diag_add(diag, data ? SKT_E_DATA : SKT_E_IO, SKT_FAILURE, where, 0,
                        cause != NULL ? "%s" : "cannot be used: %s",
                        cause != NULL ? cause
                        : db != NULL  ? sqlite3_errmsg(db)
                                      : sqlite3_errstr(code));
}

/* ------------------------------------------------------------------ check */

/* The first value of the first row; *found tells whether there is one. */
static int ask(int64_t *out, bool *found, sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    *found = false;
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW) {
            *found = true;
            *out = sqlite3_column_int64(statement, 0);
        }
        code = code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
    }
    (void)sqlite3_finalize(statement);
    return code;
}

/* A store has its settings; what has other tables is somebody else's. */
static skt_status check_kind(bool *empty, sqlite3 *db, const char *where, skt_diag *diag)
{
    int64_t tables = 0;
    int64_t settings = 0;
    int64_t application = 0;
    bool found;
    int code = ask(&tables, &found, db, "SELECT count(*) FROM sqlite_master");
    if (code == SQLITE_OK) {
        code = ask(&settings, &found, db,
                   "SELECT count(*) FROM sqlite_master WHERE name = 'skytally_store'");
    }
    if (code == SQLITE_OK) {
        code = ask(&application, &found, db, "PRAGMA application_id");
    }
    if (code != SQLITE_OK) {
        return skt_gpkg_failed(db, code, where, diag);
    }
    *empty = tables == 0;
    if (*empty || settings > 0) {
        return SKT_OK;
    }
    return skt_diag_add(diag, SKT_E_DATA, SKT_FAILURE, where, 0,
                        "is %s of something else, not a store of skytally: name another file with "
                        "--store",
                        application == GPKG_APPLICATION_ID ? "a GeoPackage" : "a database");
}

static skt_status check_tables(sqlite3 *db, const char *where, skt_diag *diag)
{
    size_t count;
    const skt_sql_table *tables = skt_store_tables(&count);
    for (size_t i = 0; i < count; i++) {
        char sql[128];
        int64_t value;
        bool found;
        (void)sqlite3_snprintf(sizeof sql, sql, "SELECT 1 FROM sqlite_master WHERE name = %Q",
                               tables[i].name);
        const int code = ask(&value, &found, db, sql);
        if (code != SQLITE_OK) {
            return skt_gpkg_failed(db, code, where, diag);
        }
        if (!found) {
            return skt_diag_add(diag, SKT_E_DATA, SKT_FAILURE, where, 0,
                                "is a store whose table \"%s\" is missing: put a copy of it back",
                                tables[i].name);
        }
    }
    return SKT_OK;
}

skt_status skt_gpkg_check(bool *empty, sqlite3 *db, const char *where, skt_diag *diag)
{
    skt_status status = check_kind(empty, db, where, diag);
    if (status != SKT_OK || *empty) {
        return status;
    }
    int64_t schema = 0;
    bool found;
    const int code = ask(&schema, &found, db,
                         "SELECT CAST(value AS INTEGER) FROM skytally_store WHERE name = 'schema'");
    if (code != SQLITE_OK) {
        return skt_gpkg_failed(db, code, where, diag);
    }
    if (found && schema > SKT_STORE_SCHEMA) {
        return skt_diag_add(diag, SKT_E_DATA, SKT_FAILURE, where, 0,
                            "is a store of a newer skytally (its tables are of version %lld, this "
                            "program knows %d): update skytally, or name another file with --store",
                            (long long)schema, SKT_STORE_SCHEMA);
    }
    return check_tables(db, where, diag);
}
