#include "fetch/state.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "core/diag.h"
#include "core/file.h"
#include "fetch/lock.h"

/* In the file's header: whose it is ("sktf"), and the version of its tables. */
enum { APPLICATION = 0x736B7466, VERSION = 1 };

static const char tables[] =
    "CREATE TABLE addresses (address TEXT PRIMARY KEY, etag BLOB, last_modified BLOB,"
    " answered_by TEXT, setup INTEGER NOT NULL, digest BLOB, asked INTEGER NOT NULL,"
    " good INTEGER NOT NULL, next INTEGER NOT NULL, listed INTEGER NOT NULL,"
    " failures INTEGER NOT NULL, trouble TEXT, newest INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE robots (host TEXT PRIMARY KEY, text BLOB, code INTEGER NOT NULL,"
    " until INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE cursors (channel TEXT PRIMARY KEY, read_to INTEGER NOT NULL,"
    " head INTEGER NOT NULL, before INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE links (source TEXT, address TEXT, published INTEGER NOT NULL,"
    " PRIMARY KEY (source, address)) WITHOUT ROWID;"
    "CREATE TABLE hosts (host TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE notes (name TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID;";

typedef enum statement {
    LOAD_ADDRESS,
    SAVE_ADDRESS,
    LOAD_ROBOTS,
    SAVE_ROBOTS,
    LOAD_CURSOR,
    SAVE_CURSOR,
    LOAD_LINKS,
    SAVE_LINK,
    LOAD_HOST,
    SAVE_HOST,
    LOAD_NOTE,
    SAVE_NOTE,
    PRUNE_ADDRESSES,
    PRUNE_ROBOTS,
    PRUNE_HOSTS,
    PRUNE_LINKS,
    BEGIN,
    COMMIT,
    ROLLBACK,
    STATEMENTS
} statement;

/* Those of late, and those that were never read and are worth another try. */
static const char asked_links[] =
    "SELECT address, published FROM links LEFT JOIN addresses USING (address) WHERE source = ?1 "
    "AND (published >= ?2 OR (coalesce(good, 0) = 0 AND coalesce(failures, 0) < 8)) "
    "ORDER BY published DESC, address";

static const char *const statements[STATEMENTS] = {
    [LOAD_ADDRESS] = "SELECT * FROM addresses WHERE address = ?1",
    [SAVE_ADDRESS] = "REPLACE INTO addresses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [LOAD_ROBOTS] = "SELECT text, code, until FROM robots WHERE host = ?1",
    [SAVE_ROBOTS] = "INSERT OR REPLACE INTO robots VALUES (?1, ?2, ?3, ?4)",
    [LOAD_CURSOR] = "SELECT read_to, head, before, at FROM cursors WHERE channel = ?1",
    [SAVE_CURSOR] = "INSERT OR REPLACE INTO cursors VALUES (?1, ?2, ?3, ?4, ?5)",
    [LOAD_LINKS] = asked_links,
    [SAVE_LINK] = "INSERT OR IGNORE INTO links VALUES (?1, ?2, ?3)",
    [LOAD_HOST] = "SELECT next FROM hosts WHERE host = ?1",
    [SAVE_HOST] = "INSERT OR REPLACE INTO hosts VALUES (?1, ?2)",
    [LOAD_NOTE] = "SELECT text FROM notes WHERE name = ?1",
    [SAVE_NOTE] = "INSERT OR REPLACE INTO notes VALUES (?1, ?2)",
    [PRUNE_ADDRESSES] = "DELETE FROM addresses WHERE max(asked, listed) < ?1",
    [PRUNE_ROBOTS] = "DELETE FROM robots WHERE until < ?1",
    [PRUNE_HOSTS] = "DELETE FROM hosts WHERE next < ?1",
    [PRUNE_LINKS] = "DELETE FROM links WHERE published < ?1",
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
};

struct skt_state {
    skt_buf path; /* of fetch.db */
    skt_diag *diag;
    skt_lock lock;
    sqlite3 *database;
    sqlite3_stmt *prepared[STATEMENTS];
};

/* --------------------------------------------------------------- what is known */

void skt_known_answer(skt_known *known, skt_str etag, skt_str last_modified, skt_str answered_by,
                      const skt_sha256 *digest, uint64_t setup, skt_time now)
{
    known->etag = etag;
    known->last_modified = last_modified;
    known->answered_by = answered_by;
    known->digest = *digest;
    known->has_digest = true;
    known->setup = setup;
    skt_known_same(known, now);
}

void skt_known_same(skt_known *known, skt_time now)
{
    known->asked = known->good = now;
    known->next = 0;
    known->failures = 0;
    known->trouble = SKT_STR_NONE;
}

void skt_known_failed(skt_known *known, skt_str trouble, skt_time next, skt_time now)
{
    known->asked = now;
    known->next = next;
    known->failures++;
    known->trouble = trouble;
}

/* ----------------------------------------------------------------- database */

/* Tells what SQLite says of `code`. */
static skt_status refuse(skt_state *state, int code)
{
    const char *what =
        state->database != NULL ? sqlite3_errmsg(state->database) : sqlite3_errstr(code);
    switch (code & 0xFF) {
    case SQLITE_NOMEM: return SKT_E_NOMEM;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
        return skt_diag_add(state->diag, SKT_E_DATA, SKT_FAILURE, state->path.ptr, 0,
                            "is damaged, or is no state of fetching (%s); remove it: the next run "
                            "asks everything again",
                            what);
    default:
        return skt_diag_add(state->diag, SKT_E_IO, SKT_FAILURE, state->path.ptr, 0,
                            "cannot be read or written: %s", what);
    }
}

static skt_status run(skt_state *state, const char *sql)
{
    const int code = sqlite3_exec(state->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? SKT_OK : refuse(state, code);
}

/* The first column of the first row. */
static skt_status ask(int64_t *number, bool *ok, skt_state *state, const char *sql)
{
    sqlite3_stmt *asked = NULL;
    int code = sqlite3_prepare_v2(state->database, sql, -1, &asked, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_step(asked);
    }
    if (code == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(asked, 0);
        *number = sqlite3_column_int64(asked, 0);
        *ok = text != NULL && strcmp(text, "ok") == 0;
    }
    (void)sqlite3_finalize(asked);
    return code == SQLITE_ROW ? SKT_OK : refuse(state, code);
}

/* Whose the file is, and whether it is whole. *fresh: there was none. */
static skt_status check(bool *fresh, skt_state *state)
{
    int64_t application = 0;
    int64_t version = 0;
    int64_t pages = 0;
    int64_t unused = 0;
    bool ok = false;
    skt_status status = ask(&pages, &ok, state, "PRAGMA page_count");
    *fresh = pages == 0;
    if (status != SKT_OK || *fresh) {
        return status;
    }
    status = ask(&application, &ok, state, "PRAGMA application_id");
    if (status == SKT_OK) {
        status = ask(&version, &ok, state, "PRAGMA user_version");
    }
    if (status == SKT_OK && application != APPLICATION) {
        return skt_diag_add(state->diag, SKT_E_DATA, SKT_FAILURE, state->path.ptr, 0,
                            "is another program's database; move it away, or choose another "
                            "folder by `state` of [fetch]");
    }
    if (status == SKT_OK && version != VERSION) {
        return skt_diag_add(state->diag, SKT_E_DATA, SKT_FAILURE, state->path.ptr, 0,
                            "is of version %d, and this skytally knows version %d; use the newer "
                            "one, or remove the file: the next run asks everything again",
                            (int)version, (int)VERSION);
    }
    if (status == SKT_OK) {
        status = ask(&unused, &ok, state, "PRAGMA quick_check(1)");
    }
    return status == SKT_OK && !ok ? refuse(state, SQLITE_CORRUPT) : status;
}

static skt_status prepare(skt_state *state)
{
    for (size_t i = 0; i < STATEMENTS; i++) {
        const int code = sqlite3_prepare_v3(state->database, statements[i], -1,
                                            SQLITE_PREPARE_PERSISTENT, &state->prepared[i], NULL);
        if (code != SQLITE_OK) {
            return refuse(state, code);
        }
    }
    return SKT_OK;
}

/* A rollback journal, and not a write-ahead log: after a clean end the state is one file that
 * can be copied, and a run has few transactions. EXTRA: a commit outlives a loss of power. */
static skt_status open_database(skt_state *state)
{
    enum { WAIT_MS = 5000 };
    bool fresh = false;
    const int code = sqlite3_open_v2(state->path.ptr, &state->database,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (code != SQLITE_OK) {
        return refuse(state, code);
    }
    (void)sqlite3_extended_result_codes(state->database, 1);
    (void)sqlite3_busy_timeout(state->database, WAIT_MS);
    skt_status status = check(&fresh, state);
    if (status == SKT_OK) {
        status = run(state, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA");
    }
    if (status == SKT_OK && fresh) {
        skt_buf sql = SKT_BUF_INIT;
        skt_buf_format(&sql,
                       "BEGIN; %s PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                       tables, (int)APPLICATION, (int)VERSION);
        status = sql.failed ? SKT_E_NOMEM : run(state, sql.ptr);
        skt_buf_dispose(&sql);
    }
    return status == SKT_OK ? prepare(state) : status;
}

skt_status skt_state_open(skt_state **out, const char *dir, skt_time now, skt_diag *diag)
{
    skt_state *state = calloc(1, sizeof *state);
    *out = NULL;
    if (state == NULL) {
        return SKT_E_NOMEM;
    }
    state->diag = diag;
    state->lock.fd = -1;
    skt_buf_format(&state->path, "%s/fetch.db", dir);
    skt_status status = state->path.failed ? SKT_E_NOMEM : skt_file_make_dirs(dir, diag);
    if (status == SKT_OK) {
        status = skt_lock_take(&state->lock, dir, now, diag);
    }
    if (status == SKT_OK) {
        status = open_database(state);
    }
    if (status != SKT_OK) {
        skt_state_close(state);
        return status;
    }
    *out = state;
    return SKT_OK;
}

void skt_state_close(skt_state *state)
{
    if (state == NULL) {
        return;
    }
    for (size_t i = 0; i < STATEMENTS; i++) {
        (void)sqlite3_finalize(state->prepared[i]);
    }
    (void)sqlite3_close(state->database);
    skt_lock_drop(&state->lock);
    skt_buf_dispose(&state->path);
    free(state);
}

/* ------------------------------------------------------------- statements */

/* Values are bound from left to right. */
typedef struct binding {
    sqlite3_stmt *to;
    int at;
} binding;

static binding begin(skt_state *state, statement which)
{
    (void)sqlite3_reset(state->prepared[which]);
    return (binding){state->prepared[which], 0};
}

static void bind_text(binding *b, skt_str text)
{
    (void)(text.ptr == NULL ? sqlite3_bind_null(b->to, ++b->at)
                            : sqlite3_bind_text64(b->to, ++b->at, text.ptr, text.len, SQLITE_STATIC,
                                                  SQLITE_UTF8));
}

static void bind_bytes(binding *b, skt_str bytes)
{
    (void)(bytes.ptr == NULL
               ? sqlite3_bind_null(b->to, ++b->at)
               : sqlite3_bind_blob64(b->to, ++b->at, bytes.ptr, bytes.len, SQLITE_STATIC));
}

static void bind_int(binding *b, int64_t value)
{
    (void)sqlite3_bind_int64(b->to, ++b->at, value);
}

/* Runs what gives no rows. */
static skt_status finish(skt_state *state, binding *b)
{
    const int code = sqlite3_step(b->to);
    (void)sqlite3_reset(b->to);
    (void)sqlite3_clear_bindings(b->to);
    return code == SQLITE_DONE ? SKT_OK : refuse(state, code);
}

/* The row of a table under `key`; *found: there is one. The caller resets. */
static skt_status find(bool *found, skt_state *state, statement which, skt_str key)
{
    binding b = begin(state, which);
    bind_text(&b, key);
    const int code = sqlite3_step(b.to);
    *found = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? SKT_OK : refuse(state, code);
}

/* A column's bytes, copied. */
static skt_status bytes_of(skt_str *out, sqlite3_stmt *row, int column, skt_arena *arena)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL) {
        *out = SKT_STR_NONE;
        return SKT_OK;
    }
    const char *bytes = sqlite3_column_blob(row, column);
    const size_t length = (size_t)sqlite3_column_bytes(row, column);
    return skt_arena_str(out, arena, (skt_str){bytes == NULL ? "" : bytes, length});
}

static skt_status simple(skt_state *state, statement which)
{
    binding b = begin(state, which);
    return finish(state, &b);
}

skt_status skt_state_begin(skt_state *state)
{
    return simple(state, BEGIN);
}

skt_status skt_state_commit(skt_state *state)
{
    return simple(state, COMMIT);
}

void skt_state_rollback(skt_state *state)
{
    if (sqlite3_get_autocommit(state->database) == 0) {
        (void)simple(state, ROLLBACK);
    }
}

/* ------------------------------------------------------------------ records */

static skt_status read_known(skt_known *out, sqlite3_stmt *row, skt_arena *arena)
{
    const struct {
        skt_str *text;
        int column;
    } texts[] = {
        {&out->etag, 1}, {&out->last_modified, 2}, {&out->answered_by, 3}, {&out->trouble, 11}};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == SKT_OK; i++) {
        status = bytes_of(texts[i].text, row, texts[i].column, arena);
    }
    out->setup = (uint64_t)sqlite3_column_int64(row, 4);
    const void *digest = sqlite3_column_blob(row, 5);
    out->has_digest = digest != NULL && sqlite3_column_bytes(row, 5) == sizeof out->digest.bytes;
    if (out->has_digest) {
        memcpy(out->digest.bytes, digest, sizeof out->digest.bytes);
    }
    out->asked = sqlite3_column_int64(row, 6);
    out->good = sqlite3_column_int64(row, 7);
    out->next = sqlite3_column_int64(row, 8);
    out->listed = sqlite3_column_int64(row, 9);
    out->failures = (uint32_t)sqlite3_column_int64(row, 10);
    out->newest = sqlite3_column_int64(row, 12);
    return status;
}

skt_status skt_state_load(skt_known *out, skt_state *state, skt_str address, skt_arena *arena)
{
    bool found;
    *out = (skt_known){0};
    skt_status status = find(&found, state, LOAD_ADDRESS, address);
    if (found) {
        status = read_known(out, state->prepared[LOAD_ADDRESS], arena);
    }
    (void)sqlite3_reset(state->prepared[LOAD_ADDRESS]);
    return status;
}

skt_status skt_state_save(skt_state *state, skt_str address, const skt_known *known)
{
    binding b = begin(state, SAVE_ADDRESS);
    bind_text(&b, address);
    bind_bytes(&b, known->etag);
    bind_bytes(&b, known->last_modified);
    bind_text(&b, known->answered_by);
    bind_int(&b, (int64_t)known->setup);
    bind_bytes(&b, known->has_digest
                       ? (skt_str){(const char *)known->digest.bytes, sizeof known->digest.bytes}
                       : SKT_STR_NONE);
    bind_int(&b, known->asked);
    bind_int(&b, known->good);
    bind_int(&b, known->next);
    bind_int(&b, known->listed);
    bind_int(&b, known->failures);
    bind_text(&b, known->trouble);
    bind_int(&b, known->newest);
    return finish(state, &b);
}

skt_status skt_state_load_robots(skt_known_robots *out, skt_state *state, skt_str host,
                                 skt_arena *arena)
{
    bool found;
    *out = (skt_known_robots){0};
    skt_status status = find(&found, state, LOAD_ROBOTS, host);
    sqlite3_stmt *row = state->prepared[LOAD_ROBOTS];
    if (found) {
        status = bytes_of(&out->text, row, 0, arena);
        out->code = sqlite3_column_int(row, 1);
        out->until = sqlite3_column_int64(row, 2);
    }
    (void)sqlite3_reset(row);
    return status;
}

skt_status skt_state_save_robots(skt_state *state, skt_str host, const skt_known_robots *robots)
{
    binding b = begin(state, SAVE_ROBOTS);
    bind_text(&b, host);
    bind_bytes(&b, robots->text);
    bind_int(&b, robots->code);
    bind_int(&b, robots->until);
    return finish(state, &b);
}

skt_status skt_state_load_cursor(skt_known_cursor *out, skt_state *state, skt_str channel)
{
    bool found;
    *out = (skt_known_cursor){0};
    const skt_status status = find(&found, state, LOAD_CURSOR, channel);
    sqlite3_stmt *row = state->prepared[LOAD_CURSOR];
    if (found) {
        *out = (skt_known_cursor){sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
                                  sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3)};
    }
    (void)sqlite3_reset(row);
    return status;
}

skt_status skt_state_save_cursor(skt_state *state, skt_str channel, const skt_known_cursor *cursor)
{
    binding b = begin(state, SAVE_CURSOR);
    bind_text(&b, channel);
    bind_int(&b, cursor->read_to);
    bind_int(&b, cursor->head);
    bind_int(&b, cursor->before);
    bind_int(&b, cursor->at);
    return finish(state, &b);
}

skt_status skt_state_save_link(skt_state *state, skt_str source, skt_str address,
                               skt_time published)
{
    binding b = begin(state, SAVE_LINK);
    bind_text(&b, source);
    bind_text(&b, address);
    bind_int(&b, published);
    return finish(state, &b);
}

skt_status skt_state_links(skt_state *state, skt_str source, skt_time since,
                           skt_state_link_fn *each, void *user)
{
    binding b = begin(state, LOAD_LINKS);
    bind_text(&b, source);
    bind_int(&b, since);
    skt_status status = SKT_OK;
    int code = sqlite3_step(b.to);
    while (code == SQLITE_ROW && status == SKT_OK) {
        const skt_str address = {(const char *)sqlite3_column_text(b.to, 0),
                                 (size_t)sqlite3_column_bytes(b.to, 0)};
        status =
            address.ptr == NULL ? SKT_E_NOMEM : each(user, address, sqlite3_column_int64(b.to, 1));
        code = status == SKT_OK ? sqlite3_step(b.to) : SQLITE_DONE;
    }
    (void)sqlite3_reset(b.to);
    (void)sqlite3_clear_bindings(b.to);
    return code == SQLITE_DONE ? status : refuse(state, code);
}

skt_status skt_state_load_host(skt_time *next, skt_state *state, skt_str host)
{
    bool found;
    const skt_status status = find(&found, state, LOAD_HOST, host);
    *next = found ? sqlite3_column_int64(state->prepared[LOAD_HOST], 0) : 0;
    (void)sqlite3_reset(state->prepared[LOAD_HOST]);
    return status;
}

skt_status skt_state_save_host(skt_state *state, skt_str host, skt_time next)
{
    binding b = begin(state, SAVE_HOST);
    bind_text(&b, host);
    bind_int(&b, next);
    return finish(state, &b);
}

skt_status skt_state_load_note(skt_str *out, skt_state *state, const char *name, skt_arena *arena)
{
    bool found;
    *out = SKT_STR_NONE;
    skt_status status = find(&found, state, LOAD_NOTE, skt_str_from(name));
    if (found) {
        status = bytes_of(out, state->prepared[LOAD_NOTE], 0, arena);
    }
    (void)sqlite3_reset(state->prepared[LOAD_NOTE]);
    return status;
}

skt_status skt_state_save_note(skt_state *state, const char *name, skt_str text)
{
    binding b = begin(state, SAVE_NOTE);
    bind_text(&b, skt_str_from(name));
    bind_text(&b, text);
    return finish(state, &b);
}

skt_status skt_state_prune(skt_state *state, skt_time before)
{
    static const statement prunes[] = {PRUNE_ADDRESSES, PRUNE_ROBOTS, PRUNE_HOSTS, PRUNE_LINKS};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof prunes / sizeof *prunes && status == SKT_OK; i++) {
        binding b = begin(state, prunes[i]);
        bind_int(&b, before);
        status = finish(state, &b);
    }
    return status;
}
