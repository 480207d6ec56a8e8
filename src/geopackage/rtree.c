/* An R-tree made at once. The module's nodes (SQLite, "The SQLite R*Tree Module", 6) are blobs in
 * the table _node: two bytes of depth, used in the root alone, two of the number of cells, then
 * the cells, each an id of eight bytes and four coordinates of four, all big-endian. The root is
 * node 1; _rowid tells the leaf of each row and _parent the node above each node. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geopackage/geopackage.h"

enum { NODE_HEADER = 4, CELL_BYTES = 24, ROOT = 1, MOST_CELLS = 51, LEVELS = 16 };

static float at_most(double value)
{
    const float near = (float)value;
    return (double)near > value ? nextafterf(near, -INFINITY) : near;
}

static float at_least(double value)
{
    const float near = (float)value;
    return (double)near < value ? nextafterf(near, INFINITY) : near;
}

skt_gpkg_box skt_gpkg_box_of(int64_t id, const double bounds[4])
{
    return (skt_gpkg_box){
        id, {at_most(bounds[0]), at_least(bounds[2]), at_most(bounds[1]), at_least(bounds[3])}};
}

/* ---------------------------------------------------------------- packing */

static int by_id(const skt_gpkg_box *a, const skt_gpkg_box *b)
{
    return (a->id > b->id) - (a->id < b->id);
}

static int by_x(const void *a, const void *b)
{
    const skt_gpkg_box *p = a;
    const skt_gpkg_box *q = b;
    const float x = p->bounds[0] + p->bounds[1];
    const float y = q->bounds[0] + q->bounds[1];
    return x != y ? (x > y) - (x < y) : by_id(p, q);
}

static int by_y(const void *a, const void *b)
{
    const skt_gpkg_box *p = a;
    const skt_gpkg_box *q = b;
    const float x = p->bounds[2] + p->bounds[3];
    const float y = q->bounds[2] + q->bounds[3];
    return x != y ? (x > y) - (x < y) : by_id(p, q);
}

/* Where the share `index` of `shares` begins among `count` things: they differ by one at most. */
static size_t share_from(size_t count, size_t shares, size_t index)
{
    return (size_t)((uint64_t)count * index / shares);
}

/* Sorts the boxes into upright strips, and each strip from south to north: boxes that follow on
 * each other lie near each other. */
static void arrange(skt_gpkg_box *boxes, size_t count, size_t n_nodes)
{
    const size_t strips = (size_t)ceil(sqrt((double)n_nodes));
    qsort(boxes, count, sizeof *boxes, by_x);
    for (size_t i = 0; i < strips; i++) {
        /* Whole nodes, so that none lies in two strips. */
        const size_t from = share_from(count, n_nodes, share_from(n_nodes, strips, i));
        const size_t to = share_from(count, n_nodes, share_from(n_nodes, strips, i + 1));
        qsort(boxes + from, to - from, sizeof *boxes, by_y);
    }
}

static size_t nodes_for(size_t count, size_t capacity)
{
    return count == 0 ? 1 : (count + capacity - 1) / capacity;
}

static skt_gpkg_box around(const skt_gpkg_box *boxes, size_t count, int64_t node)
{
    skt_gpkg_box all = boxes[0];
    all.id = node;
    for (size_t i = 1; i < count; i++) {
        for (int k = 0; k < 4; k += 2) {
            all.bounds[k] = fminf(all.bounds[k], boxes[i].bounds[k]);
            all.bounds[k + 1] = fmaxf(all.bounds[k + 1], boxes[i].bounds[k + 1]);
        }
    }
    return all;
}

/* ---------------------------------------------------------------- writing */

typedef struct tree {
    sqlite3_stmt *node, *rowid, *parent;
    unsigned char *bytes; /* of one node */
    size_t node_bytes, capacity;
    int64_t next;     /* number of the next node */
    uint32_t *leaves; /* of each row, by its id */
    int64_t *above;   /* of each node, by its number: the one above it */
} tree;

static void put_be(unsigned char *out, uint64_t value, int n)
{
    for (int i = n - 1; i >= 0; i--) {
        out[i] = (unsigned char)value;
        value >>= 8;
    }
}

static int step(sqlite3_stmt *statement)
{
    const int code = sqlite3_step(statement);
    (void)sqlite3_reset(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int write_pair(sqlite3_stmt *statement, int64_t key, int64_t value)
{
    int code = sqlite3_bind_int64(statement, 1, key);
    code = code == SQLITE_OK ? sqlite3_bind_int64(statement, 2, value) : code;
    return code == SQLITE_OK ? step(statement) : code;
}

static int write_node(tree *t, int64_t number, const skt_gpkg_box *boxes, size_t count,
                      size_t depth)
{
    memset(t->bytes, 0, t->node_bytes);
    put_be(t->bytes, number == ROOT ? depth : 0, 2);
    put_be(t->bytes + 2, count, 2);
    for (size_t i = 0; i < count; i++) {
        unsigned char *cell = t->bytes + NODE_HEADER + i * CELL_BYTES;
        put_be(cell, (uint64_t)boxes[i].id, 8);
        for (int k = 0; k < 4; k++) {
            uint32_t bits;
            memcpy(&bits, &boxes[i].bounds[k], sizeof bits);
            put_be(cell + 8 + 4 * k, bits, 4);
        }
        if (depth == 0) {
            t->leaves[boxes[i].id] = (uint32_t)number;
        } else {
            t->above[boxes[i].id] = number;
        }
    }
    int code = sqlite3_bind_int64(t->node, 1, number);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_blob(t->node, 2, t->bytes, (int)t->node_bytes, SQLITE_STATIC);
    }
    return code == SQLITE_OK ? step(t->node) : code;
}

/* Writes the nodes of one level and puts their boxes in the place of what is in them. */
static int write_level(tree *t, skt_gpkg_box *boxes, size_t *count, size_t depth)
{
    const size_t n_nodes = nodes_for(*count, t->capacity);
    int code = SQLITE_OK;
    for (size_t i = 0; i < n_nodes && code == SQLITE_OK; i++) {
        const size_t from = share_from(*count, n_nodes, i);
        const size_t n = share_from(*count, n_nodes, i + 1) - from;
        const int64_t number = n_nodes == 1 ? ROOT : t->next++;
        code = write_node(t, number, boxes + from, n, depth);
        if (n > 0) {
            boxes[i] = around(boxes + from, n, number);
        }
    }
    *count = n_nodes;
    return code;
}

static int write_tree(tree *t, skt_gpkg_box *boxes, size_t count, int64_t last_id)
{
    size_t left = count;
    size_t depth = 0;
    arrange(boxes, count, nodes_for(count, t->capacity));
    int code = write_level(t, boxes, &left, depth);
    while (left > 1 && code == SQLITE_OK) {
        code = write_level(t, boxes, &left, ++depth);
    }
    for (int64_t id = 1; id <= last_id && code == SQLITE_OK; id++) {
        if (t->leaves[id] != 0) {
            code = write_pair(t->rowid, id, t->leaves[id]);
        }
    }
    for (int64_t node = ROOT + 1; node < t->next && code == SQLITE_OK; node++) {
        code = write_pair(t->parent, node, t->above[node]);
    }
    return code;
}

/* ---------------------------------------------------------------- opening */

static int prepare(sqlite3_stmt **out, sqlite3 *db, const char *format, const char *table)
{
    char *sql = sqlite3_mprintf(format, table);
    const int code = sql == NULL ? SQLITE_NOMEM : sqlite3_prepare_v2(db, sql, -1, out, NULL);
    sqlite3_free(sql);
    return code;
}

/* The size of a node follows from that of a page: that of the empty root is asked for. */
static int node_size(size_t *out, sqlite3 *db, const char *table)
{
    sqlite3_stmt *statement = NULL;
    int code = prepare(&statement, db, "SELECT length(data) FROM \"rtree_%w_geom_node\"", table);
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        *out = code == SQLITE_ROW ? (size_t)sqlite3_column_int64(statement, 0) : 0;
        code = code == SQLITE_ROW ? SQLITE_OK : SQLITE_CORRUPT;
    }
    (void)sqlite3_finalize(statement);
    return code;
}

static int open_tree(tree *t, sqlite3 *db, const char *table, size_t count, int64_t last_id)
{
    /* Some builds keep hands off the tables of a module: here they are ours to write. */
    int code = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    code = code == SQLITE_OK ? node_size(&t->node_bytes, db, table) : code;
    if (code == SQLITE_OK) {
        code = prepare(&t->node, db, "INSERT OR REPLACE INTO \"rtree_%w_geom_node\" VALUES (?, ?)",
                       table);
    }
    if (code == SQLITE_OK) {
        code = prepare(&t->rowid, db, "INSERT INTO \"rtree_%w_geom_rowid\" VALUES (?, ?)", table);
    }
    if (code == SQLITE_OK) {
        code = prepare(&t->parent, db, "INSERT INTO \"rtree_%w_geom_parent\" VALUES (?, ?)", table);
    }
    if (code != SQLITE_OK) {
        return code;
    }
    t->next = ROOT + 1;
    t->capacity = (t->node_bytes - NODE_HEADER) / CELL_BYTES;
    t->capacity = t->capacity > MOST_CELLS ? MOST_CELLS : t->capacity;
    if (t->capacity < 2) {
        return SQLITE_CORRUPT;
    }
    t->bytes = malloc(t->node_bytes);
    t->leaves = calloc((size_t)last_id + 1, sizeof *t->leaves);
    /* Each level has at most half as many nodes as the one below, plus one. */
    t->above = calloc(2 * nodes_for(count, t->capacity) + LEVELS * 4, sizeof *t->above);
    return t->bytes == NULL || t->leaves == NULL || t->above == NULL ? SQLITE_NOMEM : SQLITE_OK;
}

static void close_tree(tree *t)
{
    (void)sqlite3_finalize(t->node);
    (void)sqlite3_finalize(t->rowid);
    (void)sqlite3_finalize(t->parent);
    free(t->bytes);
    free(t->leaves);
    free(t->above);
}

int skt_gpkg_rtree_fill(sqlite3 *db, const char *table, skt_gpkg_box *boxes, size_t count)
{
    if (count == 0) {
        return SQLITE_OK; /* the root that is there is a leaf without cells */
    }
    tree t = {0};
    const int64_t last_id = boxes[count - 1].id;
    int code = open_tree(&t, db, table, count, last_id);
    code = code == SQLITE_OK ? write_tree(&t, boxes, count, last_id) : code;
    close_tree(&t);
    return code;
}
