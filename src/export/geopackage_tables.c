/* Tables of the exported GeoPackage: columns from the field tables, rows from records. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/geopackage_parts.h"

/* ---------------------------------------------------------------- columns */

/* Columns that hold the row of another table. */
static const struct {
    const char *table, *column, *other;
    bool needed;
} references[] = {
    {"claims", "report_fid", "reports", true},
    {"claim_places", "claim_fid", "claims", true},
    {"links", "claim_fid", "claims", true},
    {"links", "to_fid", "claims", false},
    {"incident_claims", "base_id", "incidents", true},
    {"incident_claims", "related_id", "claims", true},
};

enum { REFERENCES = sizeof references / sizeof references[0] };

static void add_column(skt_buf *out, const char *table, const skt_field *field)
{
    static const char *const types[] = {
        [SKT_FIELD_TEXT] = "TEXT", [SKT_FIELD_INT] = "INTEGER",  [SKT_FIELD_REAL] = "REAL",
        [SKT_FIELD_DATE] = "DATE", [SKT_FIELD_BOOL] = "BOOLEAN", [SKT_FIELD_TIME] = "DATETIME",
    };
    skt_buf_format(out, ", \"%s\" %s%s", field->name, types[field->type],
                   field->type == SKT_FIELD_BOOL ? " NOT NULL" : "");
    for (size_t i = 0; i < REFERENCES; i++) {
        if (strcmp(references[i].table, table) == 0 &&
            strcmp(references[i].column, field->name) == 0) {
            skt_buf_format(out, "%s REFERENCES \"%s\"(\"fid\")",
                           references[i].needed ? " NOT NULL" : "", references[i].other);
        }
    }
}

static int make_table(skt_gpkg *g, const skt_gpkg_table *table)
{
    skt_buf_format(&g->sql,
                   "CREATE TABLE \"%s\" (\"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL",
                   table->name);
    if (table->shape != NULL) {
        skt_buf_format(&g->sql, ", \"geom\" %s", table->shape);
    }
    if (table->outlines != NULL) {
        skt_buf_add_text(&g->sql, ", \"outline_fid\" INTEGER REFERENCES "
                                  "\"skytally_outlines\"(\"fid\")");
    }
    for (size_t i = 0; i < table->n_fields; i++) {
        if (skt_gpkg_has(table, &table->fields[i])) {
            add_column(&g->sql, table->name, &table->fields[i]);
        }
    }
    skt_buf_add_text(&g->sql, ")");
    return skt_gpkg_run_sql(g);
}

static int make_indexes(skt_gpkg *g, const skt_gpkg_table *table)
{
    for (size_t i = 0; i < REFERENCES; i++) {
        if (strcmp(references[i].table, table->name) == 0) {
            skt_buf_format(&g->sql, "CREATE INDEX \"%s_%s\" ON \"%s\" (\"%s\");", table->name,
                           references[i].column, table->name, references[i].column);
        }
    }
    return g->sql.len > 0 ? skt_gpkg_run_sql(g) : SQLITE_OK;
}

/* ----------------------------------------------------------------- shapes */

/* Takes the bounds of a row's shape into those of the layer. */
static bool note_bounds(skt_gpkg *g, int64_t row, const double bounds[4])
{
    const bool first = g->boxes.count == 0;
    for (int i = 0; i < 4; i++) {
        const double old = g->bounds[i];
        g->bounds[i] = first || (i < 2 ? bounds[i] < old : bounds[i] > old) ? bounds[i] : old;
    }
    return skt_vec_push(&g->boxes, skt_gpkg_box_of(row, bounds));
}

/* A row's geometry; null where it has none. Shapes are in the CRS of the layers. */
static int bind_shape(sqlite3_stmt *insert, int at, skt_gpkg *g, const skt_gpkg_table *table,
                      size_t index)
{
    const skt_shape *shape = &table->shapes[index];
    double bounds[4] = {shape->lon, shape->lat, shape->lon, shape->lat};
    if (skt_shape_is_null(shape)) {
        return sqlite3_bind_null(insert, at);
    }
    skt_buf_clear(&g->blob);
    if (shape->polygon.n_rings > 0) {
        skt_gpkg_multipolygon(&g->blob, bounds, g->srs_id, &shape->polygon);
    } else {
        unsigned char point[SKT_GPKG_POINT_BYTES];
        skt_gpkg_point(point, g->srs_id, shape->lon, shape->lat);
        skt_buf_add(&g->blob, (skt_str){(const char *)point, sizeof point});
    }
    return g->blob.failed || !note_bounds(g, (int64_t)index + 1, bounds)
               ? SQLITE_NOMEM
               : sqlite3_bind_blob64(insert, at, g->blob.ptr, g->blob.len, SQLITE_STATIC);
}

/* ------------------------------------------------------------------- rows */

enum { ROOM = 32 };

static double rounded(double value, int decimals)
{
    const double scale = pow(10.0, decimals);
    return round(value * scale) / scale;
}

static int bind_field(sqlite3_stmt *insert, int at, const skt_field *field, const void *record,
                      char room[ROOM])
{
    if (skt_field_is_null(field, record)) {
        return sqlite3_bind_null(insert, at);
    }
    switch (field->type) {
    case SKT_FIELD_TEXT: {
        const skt_str text = skt_field_str(field, record);
        return sqlite3_bind_text64(insert, at, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
    }
    case SKT_FIELD_INT: return sqlite3_bind_int64(insert, at, skt_field_number(field, record));
    case SKT_FIELD_REAL:
        return sqlite3_bind_double(insert, at,
                                   rounded(skt_field_real(field, record), field->decimals));
    case SKT_FIELD_BOOL: return sqlite3_bind_int(insert, at, skt_field_bool(field, record));
    case SKT_FIELD_DATE: skt_day_format(room, skt_field_day(field, record)); break;
    case SKT_FIELD_TIME: skt_instant_format(room, skt_field_time(field, record)); break;
    }
    return room[0] == '\0' ? sqlite3_bind_null(insert, at)
                           : sqlite3_bind_text(insert, at, room, -1, SQLITE_STATIC);
}

static int bind_row(sqlite3_stmt *insert, skt_gpkg *g, const skt_gpkg_table *table, size_t index,
                    char (*rooms)[ROOM])
{
    const void *record = table->record(table->source, index);
    int at = 1;
    int code =
        record == NULL ? SQLITE_NOMEM : sqlite3_bind_int64(insert, at, (sqlite3_int64)index + 1);
    if (code == SQLITE_OK && table->shape != NULL) {
        code = bind_shape(insert, ++at, g, table, index);
    }
    if (code == SQLITE_OK && table->outlines != NULL) {
        const uint32_t outline = table->outlines[index];
        code = outline == 0 ? sqlite3_bind_null(insert, ++at)
                            : sqlite3_bind_int64(insert, ++at, outline);
    }
    for (size_t i = 0; i < table->n_fields && code == SQLITE_OK; i++) {
        if (skt_gpkg_has(table, &table->fields[i])) {
            code = bind_field(insert, ++at, &table->fields[i], record, rooms[i]);
        }
    }
    return code;
}

static int prepare_insert(sqlite3_stmt **out, skt_gpkg *g, const skt_gpkg_table *table)
{
    skt_buf_format(&g->sql, "INSERT INTO \"%s\" VALUES (?%s%s", table->name,
                   table->shape != NULL ? ", ?" : "", table->outlines != NULL ? ", ?" : "");
    for (size_t i = 0; i < table->n_fields; i++) {
        skt_buf_add_text(&g->sql, skt_gpkg_has(table, &table->fields[i]) ? ", ?" : "");
    }
    skt_buf_add_text(&g->sql, ")");
    const int code = g->sql.failed ? SQLITE_NOMEM
                                   : sqlite3_prepare_v3(g->db, g->sql.ptr, -1,
                                                        SQLITE_PREPARE_PERSISTENT, out, NULL);
    skt_buf_clear(&g->sql);
    return code;
}

static int fill_table(skt_gpkg *g, const skt_gpkg_table *table)
{
    sqlite3_stmt *insert = NULL;
    char(*rooms)[ROOM] = calloc(table->n_fields + 1, sizeof *rooms);
    int code = rooms == NULL ? SQLITE_NOMEM : prepare_insert(&insert, g, table);
    for (size_t i = 0; i < table->count && code == SQLITE_OK; i++) {
        code = bind_row(insert, g, table, i, rooms);
        if (code == SQLITE_OK) {
            code = sqlite3_step(insert);
            code = code == SQLITE_DONE ? SQLITE_OK : code;
            (void)sqlite3_reset(insert);
        }
    }
    (void)sqlite3_finalize(insert);
    free(rooms);
    return code;
}

/* --------------------------------------------------------------- the table */

int skt_gpkg_enter(skt_gpkg *g, const skt_gpkg_table *table)
{
    static const char sql[] = "INSERT INTO gpkg_contents (table_name, data_type, identifier, "
                              "description, last_change, srs_id, min_x, min_y, max_x, max_y) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    const bool layer = table->shape != NULL;
    const double *bounds = g->bounds;
    const char *type = layer ? "features" : "attributes";
    int code = !layer ? skt_gpkg_run(g, sql, "ttttt", table->name, type, table->title, table->about,
                                     g->last_change)
               : g->boxes.count == 0
                   ? skt_gpkg_run(g, sql, "ttttti", table->name, type, table->title, table->about,
                                  g->last_change, (int64_t)g->srs_id)
                   : skt_gpkg_run(g, sql, "tttttidddd", table->name, type, table->title,
                                  table->about, g->last_change, (int64_t)g->srs_id, bounds[0],
                                  bounds[1], bounds[2], bounds[3]);
    if (code == SQLITE_OK && layer) {
        code = skt_gpkg_run(g, "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
                            "tti", table->name, table->shape, (int64_t)g->srs_id);
    }
    return code == SQLITE_OK ? skt_gpkg_write_columns(g, table) : code;
}

/* The index, what keeps it when somebody edits the layer, and the number of rows. */
static int index_table(skt_gpkg *g, const skt_gpkg_table *table)
{
    int code = SQLITE_OK;
    if (table->shape != NULL) {
        skt_gpkg_add_for(&g->sql, skt_gpkg_rtree, table->name);
        code = skt_gpkg_run_sql(g);
    }
    if (code == SQLITE_OK && table->shape != NULL) {
        code = skt_gpkg_rtree_fill(g->db, table->name, g->boxes.items, g->boxes.count);
    }
    if (code == SQLITE_OK && table->shape != NULL) {
        skt_gpkg_add_for(&g->sql, skt_gpkg_rtree_triggers, table->name);
        code = skt_gpkg_run_sql(g);
    }
    if (code == SQLITE_OK) {
        code = skt_gpkg_run(g, "INSERT INTO gpkg_ogr_contents VALUES (?, ?)", "ti", table->name,
                            (int64_t)table->count);
    }
    if (code == SQLITE_OK) {
        skt_gpkg_add_for(&g->sql, skt_gpkg_ogr_triggers, table->name);
        code = skt_gpkg_run_sql(g);
    }
    return code;
}

int skt_gpkg_write_table(skt_gpkg *g, const skt_gpkg_table *table)
{
    skt_vec_clear(&g->boxes);
    int code = make_table(g, table);
    code = code == SQLITE_OK ? fill_table(g, table) : code;
    code = code == SQLITE_OK ? make_indexes(g, table) : code;
    if (code == SQLITE_OK && !table->hidden) {
        code = skt_gpkg_enter(g, table);
        code = code == SQLITE_OK ? index_table(g, table) : code;
    }
    return code;
}
