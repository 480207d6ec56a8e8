/* Opening, transactions, look-ups: what is the same for every backend. */
#include "store/store.h"

#include <stdlib.h>

#include "core/diag.h"
#include "core/str.h"
#include "store/internal.h"

/* --------------------------------------------------------------- opening */

static bool is_server(const char *where)
{
    return skt_str_starts(skt_str_from(where), SKT_LIT("postgresql://")) ||
           skt_str_starts(skt_str_from(where), SKT_LIT("postgres://"));
}

skt_status skt_store_open(skt_store **out, const char *where, skt_store_mode mode, skt_diag *diag)
{
    const skt_store_backend *backend =
        is_server(where) ? &skt_store_postgis : &skt_store_geopackage;
    *out = NULL;
    if (strstr(where, "://") != NULL && !is_server(where)) { /* it may hold a password: unsaid */
        return skt_diag_add(diag, SKT_E_USAGE, SKT_FAILURE, NULL, 0,
                            "the store is neither a file nor at postgresql://USER@HOST/DATABASE");
    }
    skt_store *store = calloc(1, sizeof *store);
    if (store == NULL) {
        return SKT_E_NOMEM;
    }
    *store = (skt_store){.backend = backend, .diag = diag, .writes = mode == SKT_STORE_WRITE};
    const skt_status status = backend->open(&store->db, where, mode, diag);
    if (status != SKT_OK) {
        free(store);
        return status;
    }
    *out = store;
    return SKT_OK;
}

void skt_store_close(skt_store *store)
{
    if (store != NULL) {
        skt_store_rollback(store);
        store->backend->close(store->db);
        for (size_t i = 0; i < SKT_INSERTS; i++) {
            skt_buf_dispose(&store->inserts[i]);
        }
        for (size_t i = 0; i < SKT_LOADS; i++) {
            skt_buf_dispose(&store->loads[i][0]);
            skt_buf_dispose(&store->loads[i][1]);
        }
        skt_buf_dispose(&store->text.names);
        free(store);
    }
}

const char *skt_store_name(const skt_store *store)
{
    return store->backend->name(store->db);
}

/* ---------------------------------------------------------- transactions */

skt_status skt_store_begin(skt_store *store)
{
    if (store->begun) {
        return SKT_E_USAGE;
    }
    const skt_status status = store->backend->begin(store->db, store->writes);
    store->begun = status == SKT_OK;
    return status;
}

skt_status skt_store_commit(skt_store *store)
{
    if (!store->begun) {
        return SKT_E_USAGE;
    }
    const skt_status status = store->backend->commit(store->db);
    if (status != SKT_OK) {
        store->backend->rollback(store->db);
    }
    store->begun = false;
    return status;
}

void skt_store_rollback(skt_store *store)
{
    if (store->begun) {
        store->backend->rollback(store->db);
        store->begun = false;
    }
}

/* ------------------------------------------------------------ statements */

static const skt_sql_table *table_of(const char *name)
{
    size_t count;
    const skt_sql_table *tables = skt_store_tables(&count);
    size_t i = 0;
    while (i + 1 < count && strcmp(tables[i].name, name) != 0) {
        i++;
    }
    return &tables[i];
}

void skt_store_columns(skt_buf *out, const char *table, const char *prefix)
{
    const skt_sql_table *t = table_of(table);
    const char *comma = "";
    for (size_t i = 1; i < t->n_columns; i++) {
        if (t->columns[i].type != SKT_SQL_POINT) {
            skt_buf_format(out, "%s%s\"%s\"", comma, prefix, t->columns[i].name);
            comma = ", ";
        }
    }
}

static void write_insert(skt_buf *out, const char *table)
{
    const skt_sql_table *t = table_of(table);
    skt_buf_format(out, "INSERT INTO \"%s\" (", table);
    for (size_t i = 1; i < t->n_columns; i++) {
        skt_buf_format(out, "%s\"%s\"", i > 1 ? ", " : "", t->columns[i].name);
    }
    skt_buf_add_text(out, ") VALUES (");
    for (size_t i = 1; i < t->n_columns; i++) {
        skt_buf_format(out, "%s$%zu", i > 1 ? ", " : "", i);
    }
    skt_buf_add_text(out, ") RETURNING \"fid\"");
}

static skt_status take_fid(void *user, const skt_sql_value *values, size_t n)
{
    int64_t *fid = user;
    *fid = n > 0 ? values[0].integer : 0;
    return SKT_OK;
}

skt_status skt_store_insert_row(skt_store *store, int64_t *fid, skt_store_insert what,
                                const skt_sql_row *row)
{
    static const char *const tables[] = {
        [SKT_INSERT_REPORT] = "reports",     [SKT_INSERT_CLAIM] = "claims",
        [SKT_INSERT_PLACE] = "claim_places", [SKT_INSERT_OTHER_PLACE] = "other_places",
        [SKT_INSERT_LINK] = "links",
    };
    skt_buf *sql = &store->inserts[what];
    if (sql->len == 0) {
        write_insert(sql, tables[what]);
        if (sql->failed) {
            return SKT_E_NOMEM;
        }
    }
    int64_t unused;
    return skt_store_run(store, sql->ptr, row->values, row->n, take_fid,
                         fid != NULL ? fid : &unused);
}

/* --------------------------------------------------------------- look-up */

typedef struct finding {
    skt_stored_report *out;
    skt_arena *arena;
    bool found;
} finding;

static skt_status keep_report(skt_stored_report *out, skt_arena *arena)
{
    skt_report *r = &out->report;
    skt_str *const texts[] = {&out->key, &r->id,        &r->signature, &r->doc,   &r->item,
                              &r->url,   &r->publisher, &r->lang,      &r->title, &r->text};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == SKT_OK; i++) {
        status = skt_arena_str(texts[i], arena, *texts[i]);
    }
    return status;
}

static skt_status take_report(void *user, const skt_sql_value *values, size_t n)
{
    finding *f = user;
    skt_report_row row;
    skt_sql_cursor from = {values, n};
    if (!skt_row_read_report(&row, &f->out->report, &from)) {
        return SKT_E_DATA;
    }
    f->found = true;
    f->out->key = row.key;
    f->out->version = row.version;
    f->out->current = row.current;
    f->out->superseded_by = row.superseded_by == SKT_NULL ? 0 : row.superseded_by;
    return keep_report(f->out, f->arena);
}

skt_status skt_store_find(skt_stored_report *out, skt_store *store, skt_str report,
                          skt_str signature, bool with_text, skt_arena *arena)
{
    /* The columns of skt_row_read_report(), the text last. */
#define REPORT_COLUMNS                                                                             \
    "SELECT \"key\", \"version\", \"current\", \"superseded_by\", \"report\", \"signature\", "     \
    "\"fingerprint\", \"doc\", \"item\", \"url\", \"publisher\", \"lang\", \"title\", "            \
    "\"published\", \"published_from\", \"claims\""
#define OF_CLAIM                                                                                   \
    " FROM \"reports\" WHERE \"report\" = $1 AND \"signature\" = $2 "                              \
    "ORDER BY \"current\" DESC, \"version\" DESC LIMIT 1"
    static const char plain[] = REPORT_COLUMNS OF_CLAIM;
    static const char whole[] = REPORT_COLUMNS ", \"text\"" OF_CLAIM;
    const bool own = !store->begun;
    const skt_sql_value params[] = {skt_sql_str(report),
                                    skt_sql_str(signature.ptr != NULL ? signature : SKT_LIT(""))};
    finding f = {.out = out, .arena = arena};
    *out = (skt_stored_report){0};
    skt_status status = own ? store->backend->begin(store->db, false) : SKT_OK;
    if (status == SKT_OK) {
        status = skt_store_run(store, with_text ? whole : plain, params, 2, take_report, &f);
        if (own) {
            store->backend->rollback(store->db);
        }
    }
    return status == SKT_OK && !f.found ? SKT_E_NOTFOUND : status;
}

static skt_status take_count(void *user, const skt_sql_value *values, size_t n)
{
    int64_t *count = user;
    *count = n > 0 ? values[0].integer : 0;
    return SKT_OK;
}

skt_status skt_store_versions(int64_t *out, skt_store *store)
{
    const bool own = !store->begun;
    *out = 0;
    skt_status status = own ? store->backend->begin(store->db, false) : SKT_OK;
    if (status == SKT_OK) {
        status = skt_store_run(store, "SELECT count(*) FROM \"reports\"", NULL, 0, take_count, out);
        if (own) {
            store->backend->rollback(store->db);
        }
    }
    return status;
}
