#include <stdio.h>

#include "core/diag.h"
#include "export/claims_ndjson.h"
#include "export/claims_schema.h"
#include "export/csv.h"
#include "export/csvw.h"
#include "export/export.h"
#include "export/geojson.h"
#include "export/geopackage.h"
#include "export/map/map.h"
#include "export/page.h"
#include "export/qgis_project.h"
#include "export/readme.h"
#include "export/shapefile.h"
#include "export/style.h"
#include "export/xml.h"

enum { NAME_BYTES = 64 };

/* ----------------------------------------------------------- single files */

static void file_name(char out[NAME_BYTES], const char *base, const char *extension)
{
    (void)snprintf(out, NAME_BYTES, "%s.%s", base, extension);
}

static skt_status stage(skt_staging *staging, const char *base, const char *extension,
                        const skt_buf *content, skt_diag *diag)
{
    char name[NAME_BYTES];
    file_name(name, base, extension);
    return content->failed ? SKT_E_NOMEM
                           : skt_staging_write(staging, name, skt_buf_str(content), diag);
}

static void write_style(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta)
{
    (void)meta;
    skt_style_write(out, layer, SKT_STYLE_EITHER_NAMES);
}

typedef void (*sidecar_writer)(skt_buf *, const skt_layer *, const skt_export_meta *);

/* A style that a user saved in QGIS under the same name stays theirs. */
static skt_status stage_sidecar(skt_staging *staging, const skt_layer *layer, const char *extension,
                                sidecar_writer write_content, const skt_export_meta *meta,
                                skt_diag *diag)
{
    char name[NAME_BYTES];
    file_name(name, layer->name, extension);
    bool foreign;
    const skt_status known = skt_staging_is_foreign(&foreign, staging, name, SKT_XML_MARK, diag);
    if (known != SKT_OK) {
        return known;
    }
    if (foreign) {
        return skt_diag_add(diag, SKT_OK, SKT_NOTE, name, 0,
                            "was saved by somebody else and is kept; remove it to get ours");
    }
    skt_buf content = SKT_BUF_INIT;
    write_content(&content, layer, meta);
    const skt_status status = stage(staging, layer->name, extension, &content, diag);
    skt_buf_dispose(&content);
    return status;
}

/* Closes a file that was opened by skt_staging_stream with that status. */
static skt_status finish(skt_out *out, skt_status status)
{
    const skt_status closed = status == SKT_OK ? skt_out_close(out) : status;
    skt_out_dispose(out);
    return closed;
}

static skt_status stage_geojson(skt_staging *staging, const skt_layer *layer,
                                const skt_export_meta *meta, skt_diag *diag)
{
    char name[NAME_BYTES];
    skt_out out;
    file_name(name, layer->name, "geojson");
    const skt_status status = skt_staging_stream(&out, staging, name, diag);
    if (status == SKT_OK) {
        skt_geojson_write(&out, layer, meta);
    }
    return finish(&out, status);
}

/* Spatial indexes and a CRS note that programs leave beside a shapefile tell of
 * the old one: with a new .shp they would hide features or move them. */
static skt_status remove_stale(skt_staging *staging, const char *base)
{
    static const char *const extensions[] = {"qix", "sbn", "sbx", "qpj"};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof extensions / sizeof extensions[0] && status == SKT_OK; i++) {
        char name[NAME_BYTES];
        file_name(name, base, extensions[i]);
        status = skt_staging_remove(staging, name);
    }
    return status;
}

static skt_status stage_shapefiles(const skt_export_job *job)
{
    skt_status status = SKT_OK;
    for (int i = 0; i < SKT_FILE_LAYERS && status == SKT_OK; i++) {
        const skt_layer *layer = &job->layers[i];
        status = skt_shapefile_write(job->staging, layer, job->projection, job->diag);
        status = status == SKT_OK ? remove_stale(job->staging, layer->name) : status;
    }
    return status;
}

static skt_status stage_geojsons(const skt_export_job *job)
{
    skt_status status = SKT_OK;
    for (int i = 0; i < SKT_FILE_LAYERS && status == SKT_OK; i++) {
        status = stage_geojson(job->staging, &job->data->layers[i], &job->data->meta, job->diag);
    }
    return status;
}

/* QGIS takes them for the shapefile and the GeoJSON of that name alike. */
static skt_status stage_sidecars(const skt_export_job *job)
{
    const skt_export_meta *meta = &job->data->meta;
    skt_status status = SKT_OK;
    for (int i = 0; i < SKT_FILE_LAYERS && status == SKT_OK; i++) {
        const skt_layer *layer = &job->data->layers[i];
        status = stage_sidecar(job->staging, layer, "qml", write_style, meta, job->diag);
        if (status == SKT_OK) {
            status = stage_sidecar(job->staging, layer, "qmd", skt_metadata_write, meta, job->diag);
        }
    }
    return status;
}

/* A table, what its columns mean (CSVW), and their types for GDAL. */
static skt_status stage_table(const skt_export_job *job, const skt_csv_table *table,
                              const void *records, size_t count, size_t size)
{
    char name[NAME_BYTES];
    skt_out out;
    file_name(name, table->name, "csv");
    skt_status status = skt_staging_stream(&out, job->staging, name, job->diag);
    if (status == SKT_OK) {
        skt_csv_add_names(&out.buf, table->fields, table->n_fields);
        for (size_t i = 0; i < count && out.status == SKT_OK; i++) {
            skt_csv_add_record(&out.buf, table->fields, table->n_fields,
                               (const char *)records + i * size);
            skt_out_spill(&out);
        }
    }
    status = finish(&out, status);
    skt_buf content = SKT_BUF_INIT;
    if (status == SKT_OK) {
        skt_csvw_write(&content, table, &job->data->meta);
        status = stage(job->staging, table->name, "csv-metadata.json", &content, job->diag);
    }
    if (status == SKT_OK) {
        skt_buf_clear(&content);
        skt_csvt_write(&content, table);
        status = stage(job->staging, table->name, "csvt", &content, job->diag);
    }
    skt_buf_dispose(&content);
    return status;
}

static skt_status stage_tables(const skt_export_job *job)
{
    const skt_export_data *data = job->data;
    skt_csv_table tallies = {
        .name = "tallies",
        .title = "Drones by region",
        .summary = "Regions, seas, sets of areas and countries with the drones launched, "
                   "intercepted, lost, impacted and sighted there in the period; the last row is "
                   "the total. Country rows are subtotals: all other rows and what is not placed "
                   "add up to the total.",
        .key = "level,admin1,region,iso_a2,date_from",
    };
    skt_csv_table incidents = {
        .name = "incidents",
        .title = "Drone incidents",
        .summary = "Every incident, with its longitude and latitude where there is an honest "
                   "point.",
        .key = "id",
    };
    tallies.fields = skt_tally_fields(&tallies.n_fields);
    incidents.fields = skt_incident_fields(&incidents.n_fields);
    const skt_status status =
        stage_table(job, &tallies, data->tallies, data->n_tallies, sizeof *data->tallies);
    return status != SKT_OK ? status
                            : stage_table(job, &incidents, data->shown, data->shown_list.count,
                                          sizeof *data->shown);
}

static skt_status stage_claims(const skt_export_job *job)
{
    const skt_export_data *data = job->data;
    skt_out out;
    skt_status status = skt_staging_stream(&out, job->staging, "claims.ndjson", job->diag);
    if (status == SKT_OK) {
        status = skt_claims_write_ndjson(&out, data->claims, data->links, data->n_links);
    }
    status = finish(&out, status);
    skt_buf content = SKT_BUF_INIT;
    if (status == SKT_OK) {
        skt_claims_schema_write(&content);
        status = stage(job->staging, "claims", "schema.json", &content, job->diag);
    }
    skt_buf_dispose(&content);
    return status;
}

static skt_status stage_map(const skt_export_job *job)
{
    skt_buf content = SKT_BUF_INIT;
    skt_status status = skt_map_write(&content, job->data, job->diag);
    if (status == SKT_OK) {
        status = stage(job->staging, "map", "svg", &content, job->diag);
    }
    skt_buf_dispose(&content);
    return status;
}

static skt_status stage_page(const skt_export_job *job)
{
    if (job->data->traced == NULL) {
        return SKT_OK;
    }
    skt_buf content = SKT_BUF_INIT;
    skt_status status = skt_page_write(&content, job->data);
    if (status == SKT_OK) {
        status = stage(job->staging, "report", "html", &content, job->diag);
    }
    skt_buf_dispose(&content);
    return status;
}

/* ----------------------------------------------------------------- formats */

/* The project for QGIS shows the GeoPackage. */
enum { WITH_GEOPACKAGE = SKT_FORMAT_GEOPACKAGE | SKT_FORMAT_QGIS };

/* Each kind of file, and the formats with which it is written. */
static const struct {
    unsigned formats;
    skt_status (*stage)(const skt_export_job *job);
} kinds[] = {
    {SKT_FORMAT_SHAPEFILE, stage_shapefiles},
    {SKT_FORMAT_GEOJSON, stage_geojsons},
    {SKT_FORMAT_SHAPEFILE | SKT_FORMAT_GEOJSON, stage_sidecars},
    {SKT_FORMAT_CSV, stage_tables},
    {SKT_FORMAT_NDJSON, stage_claims},
    {WITH_GEOPACKAGE, skt_geopackage_write},
    {SKT_FORMAT_QGIS, skt_qgis_project_write},
    {SKT_FORMAT_SVG, stage_map},
    {SKT_FORMAT_HTML, stage_page},
};

/* -------------------------------------------------------------- the folder */

/* What is written in the CRS of the options; the rest is always in WGS 84. */
enum { IN_CRS = SKT_FORMAT_SHAPEFILE | WITH_GEOPACKAGE };

static skt_status stage_all(const skt_export_job *job)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && status == SKT_OK; i++) {
        if ((job->options->formats & kinds[i].formats) != 0) {
            status = kinds[i].stage(job);
        }
    }
    return status == SKT_OK ? skt_readme_stage(job) : status; /* it tells of the others */
}

skt_status skt_export_data_write(const char *dir, const skt_export_data *data,
                                 const skt_export_options *options, skt_diag *diag)
{
    skt_projection *projection;
    skt_status status = skt_projection_open(&projection, options->crs, diag);
    if (status != SKT_OK) {
        return status;
    }
    skt_arena arena = SKT_ARENA_INIT;
    skt_layer layers[SKT_LAYERS];
    skt_staging staging;
    status = skt_staging_open(&staging, dir, diag);
    if (status == SKT_OK && (options->formats & IN_CRS) != 0) {
        status = skt_projection_layers(layers, data->layers, SKT_LAYERS, projection, &arena, diag);
    }
    if (status == SKT_OK) {
        status = stage_all(&(skt_export_job){.data = data,
                                             .options = options,
                                             .projection = projection,
                                             .layers = layers,
                                             .staging = &staging,
                                             .diag = diag});
    }
    if (status == SKT_OK) {
        status = skt_staging_commit(&staging, diag);
    }
    skt_staging_dispose(&staging);
    skt_arena_dispose(&arena);
    skt_projection_close(projection);
    return status;
}

/* ---------------------------------------------------------------- the data */

static skt_status show_incidents(skt_export_data *out, skt_incident_list incidents,
                                 skt_arena *arena)
{
    out->shown = out->incidents;
    out->shown_list = incidents;
    if (out->cuts == NULL) {
        return SKT_OK;
    }
    const skt_incident **items = skt_arena_array(arena, incidents.count, sizeof *items);
    out->shown = skt_arena_array(arena, incidents.count, sizeof *out->shown);
    if (items == NULL || out->shown == NULL) {
        return SKT_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < incidents.count; i++) {
        if (skt_tally_keeps(out->set, i, out->cuts)) {
            out->shown[n] = out->incidents[i];
            items[n++] = incidents.items[i];
        }
    }
    out->shown_list = (skt_incident_list){items, n};
    return SKT_OK;
}

skt_status skt_export_data_make(skt_export_data *out, skt_incident_list incidents,
                                const skt_export_rows *rows, const skt_claim_set *claims,
                                const skt_atlas *atlas, skt_arena *arena, skt_diag *diag)
{
    out->claims = claims;
    out->n_incidents = incidents.count;
    out->n_tallies = rows->all.count;
    out->n_days = rows->days.count;
    out->atlas = atlas;
    skt_status status = skt_incident_records(&out->incidents, incidents, claims, atlas, arena);
    if (status == SKT_OK) {
        status = show_incidents(out, incidents, arena);
    }
    if (status == SKT_OK) {
        status = skt_tally_records(&out->tallies, rows->all, false, arena);
    }
    if (status == SKT_OK) {
        status = skt_tally_records(&out->days, rows->days, true, arena);
    }
    if (status == SKT_OK) {
        out->meta.by_period = skt_tally_is_split(out->tallies, out->n_tallies);
        status = skt_layer_incidents(&out->layers[SKT_LAYER_INCIDENTS], out->shown,
                                     out->shown_list.count, arena);
    }
    for (int kind = SKT_LAYER_TALLIES; kind < SKT_LAYERS && status == SKT_OK; kind++) {
        const bool days = kind == SKT_LAYER_DAYS;
        skt_tally_record *records = days ? out->days : out->tallies;
        const size_t count = days ? out->n_days : out->n_tallies;
        status = skt_layer_areas(&out->layers[kind], (skt_layer_kind)kind, records, count, atlas,
                                 arena, diag);
        if (status == SKT_OK) {
            status = skt_tally_labels(records, count, &out->layers[kind], atlas);
        }
    }
    return status;
}
