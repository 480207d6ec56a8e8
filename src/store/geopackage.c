/* The store in a GeoPackage, by SQLite: connection, transactions, statements.
 *
 * While it is written the file has a log beside it (write-ahead: FILE-wal, FILE-shm), so that
 * readers see the last whole transaction, and neither they nor the writer wait for each other,
 * even where a GIS keeps the layer open. Who closes it last puts the log into the file and
 * removes it: then the file alone is whole, can be copied, and opens from a read-only folder
 * (GDAL, QGIS and this program open it as immutable there). */
#include "store/geopackage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/diag.h"
#include "core/file.h"
#include "core/str.h"
#include "core/vec.h"

enum { BUSY_MS = 60000, SWITCH_MS = 2000 };

typedef struct prepared {
    const char *sql;
    sqlite3_stmt *statement;
} prepared;

typedef struct geopackage {
    sqlite3 *db;
    char *where;
    skt_diag *diag;
    bool writes;
    bool changed; /* in this transaction */
    SKT_VEC(prepared) statements;
    double bounds[4]; /* of the points that were added in this transaction: w, s, e, n */
    bool has_bounds;
} geopackage;

static skt_status failed(const geopackage *g, int code)
{
    return skt_gpkg_failed(g->db, code, g->where, g->diag);
}

static int execute(const geopackage *g, const char *sql)
{
    return sqlite3_exec(g->db, sql, NULL, NULL, NULL);
}

/* ---------------------------------------------------------------- creation */

static bool is_there(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 || errno != ENOENT;
}

/* An empty store as the bytes of its file. */
static skt_status empty_store(unsigned char **out, sqlite3_int64 *length, const geopackage *g)
{
    skt_buf sql = SKT_BUF_INIT;
    sqlite3 *db = NULL;
    skt_gpkg_schema(&sql);
    int code = sql.failed ? SQLITE_NOMEM : sqlite3_open(":memory:", &db);
    if (code == SQLITE_OK) {
        code = skt_gpkg_add_functions(db);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_exec(db, sql.ptr, NULL, NULL, NULL);
    }
    *out = code == SQLITE_OK ? sqlite3_serialize(db, "main", length, 0) : NULL;
    skt_status status = SKT_OK;
    if (code != SQLITE_OK) {
        status = skt_gpkg_failed(db, code, g->where, g->diag);
    } else if (*out == NULL) {
        status = SKT_E_NOMEM;
    }
    (void)sqlite3_close(db);
    skt_buf_dispose(&sql);
    return status;
}

static skt_status make_folder(const geopackage *g)
{
    const char *slash = strrchr(g->where, '/');
    if (slash == NULL || slash == g->where) {
        return SKT_OK;
    }
    char *folder = strndup(g->where, (size_t)(slash - g->where));
    const skt_status status = folder == NULL ? SKT_E_NOMEM : skt_file_make_dirs(folder, g->diag);
    free(folder);
    return status;
}

static bool write_whole(const char *path, skt_str content)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const bool good = fd >= 0 && skt_file_write_all(fd, content) && fsync(fd) == 0;
    const int why = errno;
    const bool closed = fd < 0 || close(fd) == 0;
    errno = good ? errno : why;
    return good && closed;
}

/* Gives the file `aside` its name; where there is one of that name by now, that one stays. */
static bool take_name(const char *aside, const char *name)
{
    if (link(aside, name) == 0 || errno == EEXIST) {
        return true;
    }
    /* A file system without links. */
    return is_there(name) || rename(aside, name) == 0;
}

/* Makes the file whole before it gets its name: nobody ever finds half of it. */
static skt_status create(const geopackage *g)
{
    unsigned char *bytes = NULL;
    sqlite3_int64 length = 0;
    char *aside = sqlite3_mprintf("%s.%ld.part", g->where, (long)getpid());
    skt_status status = aside == NULL ? SKT_E_NOMEM : make_folder(g);
    if (status == SKT_OK) {
        status = empty_store(&bytes, &length, g);
    }
    if (status == SKT_OK) {
        const bool made = write_whole(aside, (skt_str){(char *)bytes, (size_t)length}) &&
                          take_name(aside, g->where);
        if (!made) {
            status = skt_diag_add(g->diag, SKT_E_IO, SKT_FAILURE, g->where, 0,
                                  "cannot be made: %s; name another place with --store",
                                  strerror(errno));
        }
        (void)unlink(aside);
    }
    sqlite3_free(bytes);
    sqlite3_free(aside);
    return status;
}

/* Fills a file that is there and empty. */
static skt_status fill(geopackage *g)
{
    bool empty = false;
    skt_buf sql = SKT_BUF_INIT;
    skt_gpkg_schema(&sql);
    int code = sql.failed ? SQLITE_NOMEM : execute(g, "BEGIN IMMEDIATE");
    skt_status status =
        code == SQLITE_OK ? skt_gpkg_check(&empty, g->db, g->where, g->diag) : failed(g, code);
    if (status == SKT_OK && empty) {
        code = execute(g, sql.ptr);
        status = code == SQLITE_OK ? SKT_OK : failed(g, code);
    }
    if (status == SKT_OK) {
        code = execute(g, "COMMIT");
        status = code == SQLITE_OK ? SKT_OK : failed(g, code);
    }
    if (status != SKT_OK) {
        (void)execute(g, "ROLLBACK");
    }
    skt_buf_dispose(&sql);
    return status;
}

/* ----------------------------------------------------------------- opening */

/* The log of whoever wrote it last and was ended before its time. */
static bool has_log(const geopackage *g)
{
    char *log = sqlite3_mprintf("%s-wal", g->where);
    struct stat info;
    const bool found = log == NULL || (stat(log, &info) == 0 && info.st_size > 0);
    sqlite3_free(log);
    return found;
}

static int connect_as(geopackage *g, int flags, bool immutable)
{
    char *name = immutable ? sqlite3_mprintf("file:%s?immutable=1", g->where)
                           : sqlite3_mprintf("%s", g->where);
    (void)sqlite3_close(g->db);
    g->db = NULL;
    int code = name == NULL
                   ? SQLITE_NOMEM
                   : sqlite3_open_v2(
                         name, &g->db,
                         flags | SQLITE_OPEN_NOMUTEX | (immutable ? SQLITE_OPEN_URI : 0), NULL);
    sqlite3_free(name);
    if (code == SQLITE_OK) {
        (void)sqlite3_extended_result_codes(g->db, 1);
        code = sqlite3_busy_timeout(g->db, BUSY_MS);
    }
    if (code == SQLITE_OK) {
        code = skt_gpkg_add_functions(g->db);
    }
    /* Whether it can be read shows at the first look at it. */
    return code == SQLITE_OK ? execute(g, "SELECT 1 FROM sqlite_master LIMIT 1") : code;
}

static skt_status connect(geopackage *g)
{
    int code = connect_as(g, g->writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, false);
    const int kind = code & 0xff;
    /* From a read-only folder a file that says it has a log is read as it is, if it has none. */
    if (!g->writes && (kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY) && !has_log(g) &&
        strpbrk(g->where, "?#%") == NULL) {
        code = connect_as(g, SQLITE_OPEN_READONLY, true);
    }
    return code == SQLITE_OK ? SKT_OK : failed(g, code);
}

/* Keeps a log from now on; where another program holds the file, a journal does as well. */
static skt_status prepare_to_write(geopackage *g)
{
    if (sqlite3_db_readonly(g->db, "main") == 1) {
        return failed(g, SQLITE_READONLY);
    }
    (void)sqlite3_busy_timeout(g->db, SWITCH_MS);
    int code = execute(g, "PRAGMA journal_mode = WAL");
    (void)sqlite3_busy_timeout(g->db, BUSY_MS);
    if ((code & 0xff) == SQLITE_BUSY) {
        code = SQLITE_OK;
    }
    if (code == SQLITE_OK) {
        /* What was fetched is noted as read once this has it: a power cut must not undo it. */
        code = execute(g, "PRAGMA synchronous = FULL");
    }
    return code == SQLITE_OK ? SKT_OK : failed(g, code);
}

static void close_it(void *db)
{
    geopackage *g = db;
    for (size_t i = 0; i < g->statements.count; i++) {
        (void)sqlite3_finalize(g->statements.items[i].statement);
    }
    skt_vec_dispose(&g->statements);
    (void)sqlite3_close(g->db);
    free(g->where);
    free(g);
}

static skt_status open_it(void **out, const char *where, skt_store_mode mode, skt_diag *diag)
{
    geopackage *g = calloc(1, sizeof *g);
    *out = NULL;
    if (g == NULL) {
        return SKT_E_NOMEM;
    }
    g->diag = diag;
    g->writes = mode == SKT_STORE_WRITE;
    g->where = strdup(where);
    skt_status status = g->where == NULL ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && !is_there(where)) {
        status = g->writes
                     ? create(g)
                     : skt_diag_add(diag, SKT_E_NOTFOUND, SKT_FAILURE, where, 0,
                                    "there is no store; `skytally ingest --store %s INPUT...` "
                                    "makes one",
                                    where);
    }
    if (status == SKT_OK) {
        status = connect(g);
    }
    bool empty = false;
    if (status == SKT_OK) {
        status = skt_gpkg_check(&empty, g->db, where, diag);
    }
    if (status == SKT_OK && empty) {
        status = g->writes ? fill(g)
                           : skt_diag_add(diag, SKT_E_DATA, SKT_FAILURE, where, 0,
                                          "is empty: nothing has been added to it yet");
    }
    if (status == SKT_OK && g->writes) {
        status = prepare_to_write(g);
    }
    if (status != SKT_OK) {
        g->writes = false;
        close_it(g);
        return status;
    }
    *out = g;
    return SKT_OK;
}

static const char *name_of(const void *db)
{
    const geopackage *g = db;
    return g->where;
}

/* ------------------------------------------------------------ transactions */

static skt_status begin(void *db, bool write)
{
    geopackage *g = db;
    g->changed = g->has_bounds = false;
    const int code = execute(g, write ? "BEGIN IMMEDIATE" : "BEGIN");
    return code == SQLITE_OK ? SKT_OK : failed(g, code);
}

/* What the table of contents says of the layer: since when, and where its points lie. */
static int update_contents(geopackage *g)
{
    int code = execute(g, "UPDATE gpkg_contents SET last_change = "
                          "strftime('%Y-%m-%dT%H:%M:%fZ','now')");
    if (code == SQLITE_OK && g->has_bounds) {
        char *sql = sqlite3_mprintf("UPDATE gpkg_contents SET min_x = min(%!.17g, "
                                    "ifnull(min_x, 1e9)), min_y = min(%!.17g, ifnull(min_y, 1e9)), "
                                    "max_x = max(%!.17g, ifnull(max_x, -1e9)), max_y = max(%!.17g, "
                                    "ifnull(max_y, -1e9)) WHERE data_type = 'features'",
                                    g->bounds[0], g->bounds[1], g->bounds[2], g->bounds[3]);
        code = sql == NULL ? SQLITE_NOMEM : execute(g, sql);
        sqlite3_free(sql);
    }
    return code;
}

static skt_status commit(void *db)
{
    geopackage *g = db;
    int code = g->changed ? update_contents(g) : SQLITE_OK;
    if (code == SQLITE_OK) {
        code = execute(g, "COMMIT");
    }
    return code == SQLITE_OK ? SKT_OK : failed(g, code);
}

static void rollback(void *db)
{
    geopackage *g = db;
    if (sqlite3_get_autocommit(g->db) == 0) {
        (void)execute(g, "ROLLBACK");
    }
}

/* -------------------------------------------------------------- statements */

static int prepare(sqlite3_stmt **out, geopackage *g, const char *sql)
{
    for (size_t i = 0; i < g->statements.count; i++) {
        if (g->statements.items[i].sql == sql) {
            *out = g->statements.items[i].statement;
            return SQLITE_OK;
        }
    }
    const int code = sqlite3_prepare_v3(g->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
    if (code == SQLITE_OK && !skt_vec_push(&g->statements, (prepared){sql, *out})) {
        (void)sqlite3_finalize(*out);
        return SQLITE_NOMEM;
    }
    return code;
}

static void extend_bounds(geopackage *g, double lon, double lat)
{
    double *b = g->bounds;
    if (!g->has_bounds) {
        b[0] = b[2] = lon;
        b[1] = b[3] = lat;
        g->has_bounds = true;
    }
    b[0] = lon < b[0] ? lon : b[0];
    b[1] = lat < b[1] ? lat : b[1];
    b[2] = lon > b[2] ? lon : b[2];
    b[3] = lat > b[3] ? lat : b[3];
}

static int bind(geopackage *g, sqlite3_stmt *statement, int at, const skt_sql_value *value)
{
    unsigned char point[SKT_GPKG_POINT_BYTES];
    switch (value->kind) {
    case SKT_SQL_IS_INTEGER: return sqlite3_bind_int64(statement, at, value->integer);
    case SKT_SQL_IS_REAL: return sqlite3_bind_double(statement, at, value->real);
    case SKT_SQL_IS_TEXT:
        return sqlite3_bind_text64(statement, at, value->text.ptr, value->text.len, SQLITE_STATIC,
                                   SQLITE_UTF8);
    case SKT_SQL_IS_POINT:
        extend_bounds(g, value->real, value->lat);
        skt_gpkg_point(point, SKT_GPKG_WGS84, value->real, value->lat);
        return sqlite3_bind_blob(statement, at, point, sizeof point, SQLITE_TRANSIENT);
    case SKT_SQL_IS_NULL: break;
    }
    return sqlite3_bind_null(statement, at);
}

static void read_row(skt_sql_value *out, sqlite3_stmt *statement, int n)
{
    for (int i = 0; i < n; i++) {
        out[i] = (skt_sql_value){.kind = SKT_SQL_IS_NULL};
        switch (sqlite3_column_type(statement, i)) {
        case SQLITE_INTEGER:
            out[i].kind = SKT_SQL_IS_INTEGER;
            out[i].integer = sqlite3_column_int64(statement, i);
            break;
        case SQLITE_FLOAT:
            out[i].kind = SKT_SQL_IS_REAL;
            out[i].real = sqlite3_column_double(statement, i);
            break;
        case SQLITE_TEXT:
            out[i].kind = SKT_SQL_IS_TEXT;
            out[i].text.ptr = (const char *)sqlite3_column_text(statement, i);
            out[i].text.len = (size_t)sqlite3_column_bytes(statement, i);
            break;
        default: break;
        }
    }
}

static skt_status run(void *db, const char *sql, const skt_sql_value *params, size_t n_params,
                      skt_sql_row_fn *each, void *user)
{
    enum { MOST_COLUMNS = 64 };
    geopackage *g = db;
    sqlite3_stmt *statement = NULL;
    skt_status status = SKT_OK;
    int code = prepare(&statement, g, sql);
    if (code != SQLITE_OK) {
        return failed(g, code);
    }
    for (size_t i = 0; i < n_params && code == SQLITE_OK; i++) {
        code = bind(g, statement, (int)i + 1, &params[i]);
    }
    const int n = sqlite3_column_count(statement);
    g->changed = g->changed || sqlite3_stmt_readonly(statement) == 0;
    while (code == SQLITE_OK && status == SKT_OK) {
        const int step = sqlite3_step(statement);
        if (step != SQLITE_ROW) {
            code = step == SQLITE_DONE ? SQLITE_OK : step;
            break;
        }
        skt_sql_value values[MOST_COLUMNS];
        if (each != NULL && n <= MOST_COLUMNS) {
            read_row(values, statement, n);
            status = each(user, values, (size_t)n);
        }
    }
    if (code != SQLITE_OK) {
        status = failed(g, code);
    }
    (void)sqlite3_reset(statement);
    return status;
}

const skt_store_backend skt_store_geopackage = {
    .open = open_it,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .run = run,
    .name = name_of,
    .close = close_it,
};
