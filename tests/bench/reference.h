/* What users have today for the same names: an SQLite file with an index, and a hash
 * map that is built at start. */
#ifndef SKT_BENCH_REFERENCE_H
#define SKT_BENCH_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/map.h"
#include "core/vec.h"

struct sqlite3;
struct sqlite3_stmt;

/* The keys of all names, as the references are filled with. Slices into the gazetteer. */
typedef struct bench_keys {
    const skt_str *keys;
    size_t count;
} bench_keys;

typedef struct bench_sqlite {
    struct sqlite3 *db;
    struct sqlite3_stmt *exact, *prefix;
} bench_sqlite;

/* Writes a database of (key, value) with an index on the key; false and a word on
 * stderr if SQLite refuses. */
bool bench_sqlite_create(const char *path, bench_keys keys);
/* Opens it read-only, mapped into memory as far as SQLite does that. */
bool bench_sqlite_open(bench_sqlite *out, const char *path);
/* The key's value + 1, or 0. */
size_t bench_sqlite_find(bench_sqlite *ref, skt_str key);
/* Whether `wanted` is among the keys that begin like `key` (three letters) and
 * differ from it by `limit` edits at most: what an index on the names can do. */
bool bench_sqlite_guess(bench_sqlite *ref, skt_str key, unsigned limit, skt_str wanted);
void bench_sqlite_close(bench_sqlite *ref);

typedef struct bench_map {
    skt_map map;
} bench_map;

/* Fills the map; the keys must stay. */
bool bench_map_build(bench_map *out, bench_keys keys);
size_t bench_map_find(const bench_map *ref, skt_str key);
/* Whether `wanted` comes up when every text one edit away from `key` is looked up
 * (P. Norvig, "How to write a spelling corrector"). */
bool bench_map_guess(const bench_map *ref, skt_str key, skt_str wanted);
void bench_map_dispose(bench_map *ref);

/* Edits between two texts, or a number above `limit`. */
unsigned bench_distance(skt_str a, skt_str b, unsigned limit);

#endif
