#include "reference.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "text/text.h"

enum { MAX_LETTERS = 160, PREFIX_LETTERS = 3 };

/* ----------------------------------------------------------------- letters */

typedef struct letters {
    uint32_t at[MAX_LETTERS];
    size_t n;
} letters;

static bool read_letters(letters *out, skt_str text)
{
    out->n = 0;
    for (size_t at = 0; at < text.len;) {
        if (out->n == MAX_LETTERS) {
            return false;
        }
        out->at[out->n++] = skt_utf8_next(text, &at);
    }
    return true;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned bench_distance(skt_str a, skt_str b, unsigned limit)
{
    letters x;
    letters y;
    if (!read_letters(&x, a) || !read_letters(&y, b) || x.n > y.n + limit || y.n > x.n + limit) {
        return limit + 1;
    }
    unsigned row[MAX_LETTERS + 1];
    for (size_t j = 0; j <= y.n; j++) {
        row[j] = (unsigned)j;
    }
    for (size_t i = 1; i <= x.n; i++) {
        unsigned corner = row[0];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= y.n; j++) {
            const unsigned change = corner + (x.at[i - 1] != y.at[j - 1]);
            corner = row[j];
            row[j] = least(change, 1 + least(row[j], row[j - 1]));
        }
    }
    return row[y.n];
}

/* ------------------------------------------------------------------ SQLite */

static bool complain(sqlite3 *db, const char *what)
{
    fprintf(stderr, "bench: SQLite: %s: %s\n", what, sqlite3_errmsg(db));
    return false;
}

static bool insert_all(sqlite3 *db, bench_keys keys)
{
    sqlite3_stmt *insert = NULL;
    if (sqlite3_prepare_v2(db, "INSERT INTO names VALUES(?, ?)", -1, &insert, NULL) != SQLITE_OK) {
        return complain(db, "insert");
    }
    bool good = true;
    for (size_t i = 0; i < keys.count && good; i++) {
        sqlite3_bind_text(insert, 1, keys.keys[i].ptr, (int)keys.keys[i].len, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 2, (sqlite3_int64)i);
        good = sqlite3_step(insert) == SQLITE_DONE || complain(db, "insert");
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    return good;
}

bool bench_sqlite_create(const char *path, bench_keys keys)
{
    static const char begin[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                                "CREATE TABLE names(key TEXT, value INTEGER); BEGIN";
    static const char end[] = "COMMIT; CREATE INDEX names_key ON names(key, value); ANALYZE";
    sqlite3 *db = NULL;
    (void)remove(path);
    bool good = sqlite3_open(path, &db) == SQLITE_OK &&
                sqlite3_exec(db, begin, NULL, NULL, NULL) == SQLITE_OK;
    good = good ? insert_all(db, keys) : complain(db, "create");
    if (good && sqlite3_exec(db, end, NULL, NULL, NULL) != SQLITE_OK) {
        good = complain(db, "index");
    }
    sqlite3_close(db);
    return good;
}

bool bench_sqlite_open(bench_sqlite *out, const char *path)
{
    static const char exact[] = "SELECT value FROM names WHERE key = ?";
    static const char prefix[] = "SELECT key FROM names WHERE key >= ? AND key < ?";
    *out = (bench_sqlite){NULL, NULL, NULL};
    if (sqlite3_open_v2(path, &out->db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_exec(out->db, "PRAGMA mmap_size = 268435456", NULL, NULL, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(out->db, exact, -1, &out->exact, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(out->db, prefix, -1, &out->prefix, NULL) != SQLITE_OK) {
        return complain(out->db, "open");
    }
    return true;
}

size_t bench_sqlite_find(bench_sqlite *ref, skt_str key)
{
    sqlite3_bind_text(ref->exact, 1, key.ptr, (int)key.len, SQLITE_STATIC);
    const size_t found = sqlite3_step(ref->exact) == SQLITE_ROW
                             ? (size_t)sqlite3_column_int64(ref->exact, 0) + 1
                             : 0;
    sqlite3_reset(ref->exact);
    return found;
}

bool bench_sqlite_guess(bench_sqlite *ref, skt_str key, unsigned limit, skt_str wanted)
{
    size_t cut = 0;
    for (int i = 0; i < PREFIX_LETTERS && cut < key.len; i++) {
        (void)skt_utf8_next(key, &cut);
    }
    char after[MAX_LETTERS];
    if (cut == 0 || cut > sizeof after) {
        return false;
    }
    memcpy(after, key.ptr, cut);
    after[cut - 1]++; /* no last byte of UTF-8 is 0xFF */
    sqlite3_bind_text(ref->prefix, 1, key.ptr, (int)cut, SQLITE_STATIC);
    sqlite3_bind_text(ref->prefix, 2, after, (int)cut, SQLITE_STATIC);
    bool found = false;
    while (sqlite3_step(ref->prefix) == SQLITE_ROW) {
        const skt_str one = {(const char *)sqlite3_column_text(ref->prefix, 0),
                             (size_t)sqlite3_column_bytes(ref->prefix, 0)};
        found |= bench_distance(one, key, limit) <= limit && skt_str_eq(one, wanted);
    }
    sqlite3_reset(ref->prefix);
    return found;
}

void bench_sqlite_close(bench_sqlite *ref)
{
    sqlite3_finalize(ref->exact);
    sqlite3_finalize(ref->prefix);
    sqlite3_close(ref->db);
}

/* ---------------------------------------------------------------- hash map */

bool bench_map_build(bench_map *out, bench_keys keys)
{
    out->map = (skt_map)SKT_MAP_INIT;
    for (size_t i = 0; i < keys.count; i++) {
        if (!skt_map_set(&out->map, keys.keys[i], i)) {
            return false;
        }
    }
    return true;
}

size_t bench_map_find(const bench_map *ref, skt_str key)
{
    const size_t *value = skt_map_get(&ref->map, key);
    return value == NULL ? 0 : *value + 1;
}

/* What may stand for a letter: the alphabet of the key's first letter. */
static void alphabet_of(uint32_t letter, uint32_t *first, uint32_t *last)
{
    *first = letter < 0x80 ? 'a' : letter >= 0x0600 ? 0x0621 : letter >= 0x0400 ? 0x0430 : 0x03B1;
    *last = letter < 0x80 ? 'z' : letter >= 0x0600 ? 0x06CC : letter >= 0x0400 ? 0x0457 : 0x03C9;
}

static void add_letters(skt_buf *out, const letters *word, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        skt_buf_add_code_point(out, word->at[i]);
    }
}

/* Looks up `word` with [at, at + taken) replaced by `letter` (0: by nothing). */
static bool try_edit(const bench_map *ref, skt_buf *key, const letters *word, size_t at,
                     size_t taken, uint32_t letter, skt_str wanted)
{
    skt_buf_clear(key);
    add_letters(key, word, 0, at);
    if (letter != 0) {
        skt_buf_add_code_point(key, letter);
    }
    add_letters(key, word, at + taken, word->n);
    return bench_map_find(ref, skt_buf_str(key)) != 0 && skt_str_eq(skt_buf_str(key), wanted);
}

bool bench_map_guess(const bench_map *ref, skt_str key, skt_str wanted)
{
    letters word;
    uint32_t first;
    uint32_t last;
    if (!read_letters(&word, key) || word.n == 0) {
        return false;
    }
    alphabet_of(word.at[0], &first, &last);
    skt_buf edited = SKT_BUF_INIT;
    bool found = false;
    for (size_t at = 0; at <= word.n; at++) {
        found |= at < word.n && try_edit(ref, &edited, &word, at, 1, 0, wanted);
        for (uint32_t c = first; c <= last; c++) {
            found |= at < word.n && try_edit(ref, &edited, &word, at, 1, c, wanted);
            found |= try_edit(ref, &edited, &word, at, 0, c, wanted);
        }
    }
    skt_buf_dispose(&edited);
    return found;
}

void bench_map_dispose(bench_map *ref)
{
    skt_map_dispose(&ref->map);
}
