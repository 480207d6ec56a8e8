/* What the exported GeoPackage says about itself and its layers. */
#include <string.h>

#include "export/geopackage_parts.h"
#include "export/style.h"

/* ---------------------------------------------------------------- the CRS */

int skt_gpkg_write_srs(skt_gpkg *g)
{
    enum { OWN = 100000 }; /* for what no authority has numbered, as GDAL does */
    const skt_projection_id id = skt_projection_identity(g->job->projection);
    const bool epsg = id.authority != NULL && strcmp(id.authority, "EPSG") == 0;
    if (epsg && id.code == SKT_GPKG_WGS84) {
        g->srs_id = SKT_GPKG_WGS84;
        return SQLITE_OK;
    }
    const bool numbered = id.authority != NULL && id.code != SKT_GPKG_WGS84;
    g->srs_id = numbered ? id.code : OWN;
    return skt_gpkg_run(g,
                        "INSERT INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, "
                        "organization_coordsys_id, definition) VALUES (?, ?, ?, ?, ?)",
                        "titit", id.name, (int64_t)g->srs_id, numbered ? id.authority : "NONE",
                        (int64_t)g->srs_id, id.wkt);
}

/* ---------------------------------------------------------------- columns */

int skt_gpkg_write_columns(skt_gpkg *g, const skt_gpkg_table *table)
{
    skt_buf meaning = SKT_BUF_INIT;
    int code = SQLITE_OK;
    for (size_t i = 0; i < table->n_fields && code == SQLITE_OK; i++) {
        if (!skt_gpkg_has(table, &table->fields[i])) {
            continue;
        }
        const skt_field *told = skt_claim_table_told(&table->fields[i]);
        skt_buf_clear(&meaning);
        skt_field_add_meaning(&meaning, told);
        code = meaning.failed
                   ? SQLITE_NOMEM
                   : skt_gpkg_run(g,
                                  "INSERT INTO gpkg_data_columns (table_name, column_name, name, "
                                  "title, description) VALUES (?, ?, ?, ?, ?)",
                                  "ttttt", table->name, told->name, told->title, told->title,
                                  meaning.ptr);
    }
    skt_buf_dispose(&meaning);
    return code;
}

/* --------------------------------------------------------------- metadata */

static const char dublin_core[] =
    "https://www.dublincore.org/specifications/dublin-core/dcmi-terms/";
static const char json_type[] = "application/json";
static const char json_registered[] =
    "https://www.iana.org/assignments/media-types/application/json";
/* As QGIS itself keeps a layer's metadata, so that it shows them. */
static const char qgis_metadata[] = "http://mrcc.com/qgis.dtd";

/* Enters a text, of the whole file where `table` is NULL. */
static int write_metadata(skt_gpkg *g, const char *table, const char *standard, const char *type,
                          const skt_buf *text)
{
    int code = text->failed ? SQLITE_NOMEM
                            : skt_gpkg_run(g,
                                           "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, "
                                           "mime_type, metadata) VALUES ('dataset', ?, ?, ?)",
                                           "ttt", standard, type, text->ptr);
    if (code == SQLITE_OK) {
        code = skt_gpkg_run(g,
                            "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, "
                            "timestamp, md_file_id) VALUES (?, ?, ?, last_insert_rowid())",
                            "ttt", table == NULL ? "geopackage" : "table", table, g->last_change);
    }
    return code;
}

static void add_day(skt_buf *out, const char *name, skt_day day)
{
    char text[11];
    skt_day_format(text, day);
    if (text[0] != '\0') {
        skt_buf_format(out, "%s: %s\n", name, text);
    }
}

static void add_summary(skt_buf *out, const skt_export_meta *meta)
{
    skt_buf_add_text(out, "Drone incidents and tallies from reports, made by skytally. Texts and "
                          "quotations are those of their publishers.\n");
    skt_buf_format(out, "day_rule: %s\nboundaries: %s\n", skt_day_rule, meta->boundaries);
    add_day(out, "date_from", meta->date_from);
    add_day(out, "date_to", meta->date_to);
    add_day(out, "as_of", meta->as_of);
    skt_buf_add_text(out, "A null is not zero: no report gives that number. unnumbered and "
                          "withheld tell which outcomes were reported without one.\n");
    for (size_t i = 0; i < meta->n_attributions; i++) {
        skt_buf_format(out, "%s\n", meta->attributions[i]);
    }
}

static int write_layer_metadata(skt_gpkg *g, const skt_layer *layer)
{
    skt_buf_clear(&g->blob);
    skt_metadata_write(&g->blob, layer, &g->job->data->meta);
    return write_metadata(g, layer->name, qgis_metadata, "text/xml", &g->blob);
}

/* ---------------------------------------------------------------- together */

int skt_gpkg_write_about(skt_gpkg *g)
{
    const skt_export_data *data = g->job->data;
    skt_buf_clear(&g->blob);
    add_summary(&g->blob, &data->meta);
    int code = write_metadata(g, NULL, dublin_core, "text/plain", &g->blob);
    skt_buf_clear(&g->blob);
    skt_json json = {&g->blob, false};
    skt_json_open(&json, NULL, '{');
    skt_meta_write_json(&json, &data->meta);
    skt_json_close(&json, '}');
    if (code == SQLITE_OK) {
        code = write_metadata(g, NULL, json_registered, json_type, &g->blob);
    }
    for (int i = 0; i < SKT_LAYERS && code == SQLITE_OK; i++) {
        code = write_layer_metadata(g, &data->layers[i]);
    }
    return code;
}

int skt_gpkg_write_relations(skt_gpkg *g)
{
    /* A claim has one report: its mapping is a view of its own column. */
    static const char claim_reports[] =
        "CREATE VIEW claim_reports AS SELECT fid AS OGC_FID, fid AS base_id, report_fid AS "
        "related_id FROM claims";
    static const struct {
        const char *base, *related, *mapping;
    } relations[] = {
        {"incidents", "claims", "incident_claims"},
        {"claims", "reports", "claim_reports"},
    };
    int code = skt_gpkg_run(g, claim_reports, "");
    for (size_t i = 0; i < sizeof relations / sizeof relations[0] && code == SQLITE_OK; i++) {
        code = skt_gpkg_run(g,
                            "INSERT INTO gpkgext_relations (base_table_name, base_primary_column, "
                            "related_table_name, related_primary_column, relation_name, "
                            "mapping_table_name) VALUES (?, 'fid', ?, 'fid', 'attributes', ?)",
                            "ttt", relations[i].base, relations[i].related, relations[i].mapping);
        if (code == SQLITE_OK) {
            code = skt_gpkg_run(g,
                                "INSERT INTO gpkg_extensions VALUES (?, NULL, "
                                "'gpkg_related_tables', 'http://www.geopackage.org/18-000.html', "
                                "'read-write')",
                                "t", relations[i].mapping);
        }
    }
    return code;
}
