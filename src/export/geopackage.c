#include "export/geopackage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "core/diag.h"
#include "export/geopackage_parts.h"

/* ------------------------------------------------------------- statements */

static int bind_all(sqlite3_stmt *statement, const char *types, va_list values)
{
    int code = SQLITE_OK;
    for (int i = 0; types[i] != '\0' && code == SQLITE_OK; i++) {
        if (types[i] == 't') {
            const char *text = va_arg(values, const char *);
            code = text == NULL ? sqlite3_bind_null(statement, i + 1)
                                : sqlite3_bind_text(statement, i + 1, text, -1, SQLITE_STATIC);
        } else if (types[i] == 'i') {
            code = sqlite3_bind_int64(statement, i + 1, va_arg(values, int64_t));
        } else {
            code = sqlite3_bind_double(statement, i + 1, va_arg(values, double));
        }
    }
    return code;
}

int skt_gpkg_run(skt_gpkg *g, const char *sql, const char *types, ...)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(g->db, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        va_list values;
        va_start(values, types);
        code = bind_all(statement, types, values);
        va_end(values);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(statement);
        code = code == SQLITE_DONE ? SQLITE_OK : code;
    }
    (void)sqlite3_finalize(statement);
    return code;
}

int skt_gpkg_run_sql(skt_gpkg *g)
{
    const int code =
        g->sql.failed ? SQLITE_NOMEM : sqlite3_exec(g->db, g->sql.ptr, NULL, NULL, NULL);
    skt_buf_clear(&g->sql);
    return code;
}

/* ----------------------------------------------------------------- tables */

/* Records that stand in an array. */
typedef struct array {
    const void *records;
    size_t size;
} array;

static const void *of_array(void *source, size_t index)
{
    const array *a = source;
    return (const char *)a->records + index * a->size;
}

/* All that GeoJSON has of a layer, and what is for the GeoPackage alone. */
static skt_gpkg_table layer_table(const skt_layer *layer, array *source)
{
    *source = (array){layer->records, layer->record_size};
    return (skt_gpkg_table){
        .name = layer->name,
        .title = layer->title,
        .about = layer->summary,
        .fields = layer->fields,
        .n_fields = layer->n_fields,
        .outputs = SKT_IN_GEOJSON | SKT_IN_GEOPACKAGE,
        .count = layer->n_records,
        .record = of_array,
        .source = source,
        .shape = layer->kind == SKT_LAYER_INCIDENTS ? "POINT" : "MULTIPOLYGON",
        .shapes = layer->shapes,
    };
}

static int write_layers(skt_gpkg *g)
{
    int code = SQLITE_OK;
    for (int i = 0; i < SKT_FILE_LAYERS && code == SQLITE_OK; i++) {
        array source;
        const skt_gpkg_table table = layer_table(&g->job->layers[i], &source);
        code = skt_gpkg_write_table(g, &table);
    }
    return code;
}

static int write_tallies(skt_gpkg *g)
{
    const skt_export_data *data = g->job->data;
    array sources[] = {{data->tallies, sizeof *data->tallies}, {data->days, sizeof *data->days}};
    skt_gpkg_table tables[] = {
        {.name = "tallies_all",
         .title = "All rows of the tally",
         .about = "Regions, seas, area sets, countries and the total, as in tallies.csv",
         .count = data->n_tallies},
        {.name = "tallies_all_by_day",
         .title = "All rows of the tally by day",
         .about = "Regions, seas, area sets, countries and the total of each day",
         .count = data->n_days},
    };
    int code = SQLITE_OK;
    for (size_t i = 0; i < 2 && code == SQLITE_OK; i++) {
        tables[i].fields = skt_tally_fields(&tables[i].n_fields);
        tables[i].outputs = SKT_IN_CSV | SKT_IN_GEOPACKAGE;
        tables[i].record = of_array;
        tables[i].source = &sources[i];
        code = skt_gpkg_write_table(g, &tables[i]);
    }
    return code;
}

typedef struct claim_source {
    skt_claim_rows *rows;
    skt_claim_table table;
} claim_source;

static const void *of_claims(void *source, size_t index)
{
    const claim_source *s = source;
    return skt_claim_rows_at(s->rows, s->table, index);
}

static int write_claim_tables(skt_gpkg *g, skt_claim_rows *rows)
{
    static const struct {
        skt_claim_table table;
        const char *name, *title, *about;
    } tables[] = {
        {SKT_TABLE_CLAIMS, "claims", "Claims", "What reports say of drones, a statement a row"},
        {SKT_TABLE_REPORTS, "reports", "Reports", "Articles that make claims"},
        {SKT_TABLE_LINKS, "links", "Links between claims",
         "How claims relate to others, and by which rule"},
        {SKT_TABLE_INCIDENT_CLAIMS, "incident_claims", "Claims of incidents",
         "Which claims an incident rests on"},
        {SKT_TABLE_PLACES, "claim_places", "Places of claims",
         "Places that claims count over, and those that they name besides"},
    };
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && code == SQLITE_OK; i++) {
        claim_source source = {rows, tables[i].table};
        skt_gpkg_table table = {
            .name = tables[i].name,
            .title = tables[i].title,
            .about = tables[i].about,
            .outputs = SKT_IN_GEOPACKAGE,
            .count = skt_claim_rows_count(rows, tables[i].table),
            .record = of_claims,
            .source = &source,
        };
        table.fields = skt_claim_table_fields(&table.n_fields, tables[i].table);
        code = skt_gpkg_write_table(g, &table);
    }
    return code;
}

/* ------------------------------------------------------------------- days */

/* A layer of days would repeat an outline for each day: it is a view of rows and outlines,
 * which are kept once. */
typedef struct day_outlines {
    uint32_t *of; /* of each record its outline, from 1; 0: none */
    skt_shape *shapes;
    size_t count;
} day_outlines;

/* Records of one area share the rings of their polygon in WGS 84. */
static skt_status tell_outlines(day_outlines *out, const skt_export_job *job, skt_arena *arena)
{
    const skt_layer *layer = &job->layers[SKT_LAYER_DAYS];
    skt_map known = SKT_MAP_INIT;
    out->count = 0;
    out->of = skt_arena_array(arena, layer->n_records + 1, sizeof *out->of);
    out->shapes = skt_arena_array(arena, layer->n_records + 1, sizeof *out->shapes);
    skt_status status = out->of == NULL || out->shapes == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < layer->n_records && status == SKT_OK; i++) {
        const skt_shape *shape = &layer->shapes[i];
        if (skt_shape_is_null(shape)) {
            continue;
        }
        skt_ring *const *rings = &job->data->layers[SKT_LAYER_DAYS].shapes[i].polygon.rings;
        const skt_str key = {(const char *)rings, sizeof *rings};
        const size_t *before = skt_map_get(&known, key);
        if (before != NULL) {
            out->of[i] = (uint32_t)*before;
            continue;
        }
        out->shapes[out->count++] = *shape;
        out->of[i] = (uint32_t)out->count;
        status = skt_map_set(&known, key, out->count) ? SKT_OK : SKT_E_NOMEM;
    }
    skt_map_dispose(&known);
    return status;
}

static const void *no_record(void *source, size_t index)
{
    (void)index;
    return source;
}

static int make_view(skt_gpkg *g, const skt_gpkg_table *rows, const char *name)
{
    skt_buf_format(&g->sql, "CREATE VIEW \"%s\" AS SELECT d.\"fid\" AS OGC_FID, o.\"geom\" AS geom",
                   name);
    for (size_t i = 0; i < rows->n_fields; i++) {
        if (skt_gpkg_has(rows, &rows->fields[i])) {
            skt_buf_format(&g->sql, ", d.\"%s\"", rows->fields[i].name);
        }
    }
    skt_buf_add_text(&g->sql, " FROM skytally_days d LEFT JOIN skytally_outlines o ON o.fid = "
                              "d.outline_fid");
    return skt_gpkg_run_sql(g);
}

static int write_days(skt_gpkg *g)
{
    const skt_layer *layer = &g->job->layers[SKT_LAYER_DAYS];
    skt_arena arena = SKT_ARENA_INIT;
    day_outlines outlines;
    if (tell_outlines(&outlines, g->job, &arena) != SKT_OK) {
        skt_arena_dispose(&arena);
        return SQLITE_NOMEM;
    }
    const skt_gpkg_table shapes = {.name = "skytally_outlines",
                                   .count = outlines.count,
                                   .record = no_record,
                                   .source = &outlines,
                                   .shape = "MULTIPOLYGON",
                                   .shapes = outlines.shapes,
                                   .hidden = true};
    array source;
    skt_gpkg_table view = layer_table(layer, &source);
    skt_gpkg_table rows = view;
    rows.name = "skytally_days";
    rows.shape = NULL;
    rows.outlines = outlines.of;
    rows.hidden = true;
    int code = skt_gpkg_write_table(g, &rows);
    code = code == SQLITE_OK ? skt_gpkg_write_table(g, &shapes) : code;
    code = code == SQLITE_OK ? make_view(g, &rows, view.name) : code;
    code = code == SQLITE_OK ? skt_gpkg_enter(g, &view) : code;
    skt_arena_dispose(&arena);
    return code;
}

/* --------------------------------------------------------------- the file */

/* It is made where nobody looks for it and renamed when it is whole: no journal is needed. */
static const char how[] = "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous "
                          "= OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; "
                          "PRAGMA cache_size = -16384; BEGIN";

static int begin_file(skt_gpkg *g, const char *path)
{
    int code = sqlite3_open_v2(
        path, &g->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        (void)sqlite3_extended_result_codes(g->db, 1);
        const char *const parts[] = {how, skt_gpkg_core, skt_gpkg_columns, skt_gpkg_relations,
                                     skt_gpkg_ogr_contents};
        for (size_t i = 0; i < sizeof parts / sizeof parts[0] && code == SQLITE_OK; i++) {
            code = sqlite3_exec(g->db, parts[i], NULL, NULL, NULL);
        }
    }
    return code == SQLITE_OK ? skt_gpkg_write_srs(g) : code;
}

static int write_content(skt_gpkg *g, skt_claim_rows *rows)
{
    int code = write_layers(g);
    code = code == SQLITE_OK ? write_days(g) : code;
    code = code == SQLITE_OK ? write_tallies(g) : code;
    code = code == SQLITE_OK ? write_claim_tables(g, rows) : code;
    code = code == SQLITE_OK ? skt_gpkg_write_relations(g) : code;
    code = code == SQLITE_OK ? skt_gpkg_write_about(g) : code;
    code = code == SQLITE_OK ? skt_gpkg_write_styles(g) : code;
    return code == SQLITE_OK ? sqlite3_exec(g->db, "COMMIT", NULL, NULL, NULL) : code;
}

static skt_status failed(const skt_gpkg *g, int code)
{
    static const char *const causes[] = {
        [SKT_GPKG_FULL] = "there is no room left: make room, or raise the limit of file sizes, "
                          "and run again",
        [SKT_GPKG_READONLY] = "the folder may not be written to: name another with --output",
        [SKT_GPKG_UNWRITTEN] = "there is no room left, files may grow no larger, or the disk is at "
                               "fault: mend that and run again",
        [SKT_GPKG_OTHER] = NULL,
    };
    const skt_gpkg_fault fault = skt_gpkg_fault_of(g->db, code);
    if (fault == SKT_GPKG_NOMEM) {
        return SKT_E_NOMEM;
    }
    const char *cause = causes[fault] != NULL ? causes[fault]
                        : g->db != NULL       ? sqlite3_errmsg(g->db)
                                              : sqlite3_errstr(code);
    return skt_diag_add(g->job->diag, SKT_E_IO, SKT_FAILURE, g->job->staging->dir, 0,
                        "%s cannot be written: %s; the old files stay as they were", SKT_GPKG_FILE,
                        cause);
}

static skt_status flush(const skt_gpkg *g, const char *path)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    const bool good = fd >= 0 && fsync(fd) == 0;
    const int why = errno;
    if (fd >= 0) {
        (void)close(fd);
    }
    return good ? SKT_OK
                : skt_diag_add(g->job->diag, SKT_E_IO, SKT_FAILURE, g->job->staging->dir, 0,
                               "%s cannot be written: %s; the old files stay as they were",
                               SKT_GPKG_FILE, strerror(why));
}

static skt_status write_file(skt_gpkg *g, const char *path, skt_claim_rows *rows)
{
    int code = begin_file(g, path);
    code = code == SQLITE_OK ? write_content(g, rows) : code;
    skt_status status = code == SQLITE_OK ? SKT_OK : failed(g, code);
    code = sqlite3_close(g->db);
    g->db = NULL;
    if (status == SKT_OK && code != SQLITE_OK) {
        status = failed(g, code);
    }
    return status == SKT_OK ? flush(g, path) : status;
}

/* Logs that a program left beside an older one: SQLite would take what is in them into the new
 * file. */
static skt_status remove_stale(skt_staging *staging)
{
    static const char *const names[] = {SKT_GPKG_FILE "-wal", SKT_GPKG_FILE "-shm",
                                        SKT_GPKG_FILE "-journal"};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && status == SKT_OK; i++) {
        status = skt_staging_remove(staging, names[i]);
    }
    return status;
}

skt_status skt_geopackage_write(const skt_export_job *job)
{
    const skt_export_data *data = job->data;
    const char *path;
    skt_gpkg g = {.job = job, .sql = SKT_BUF_INIT, .blob = SKT_BUF_INIT};
    const skt_day day =
        data->meta.as_of != SKT_NO_DAY ? data->meta.as_of : data->meta.date_to; /* or none */
    skt_instant_format(g.last_change, day == SKT_NO_DAY ? 0 : (skt_time)day * 86400);
    skt_claim_rows rows;
    skt_status status =
        skt_claim_rows_make(&rows, data->claims, data->links, data->n_links, data->shown_list);
    if (status == SKT_OK) {
        status = skt_staging_add(&path, job->staging, SKT_GPKG_FILE);
    }
    if (status == SKT_OK) {
        status = write_file(&g, path, &rows);
    }
    if (status == SKT_OK) {
        status = remove_stale(job->staging);
    }
    skt_claim_rows_dispose(&rows);
    skt_buf_dispose(&g.sql);
    skt_buf_dispose(&g.blob);
    skt_vec_dispose(&g.boxes);
    return status;
}
