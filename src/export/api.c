/* skt_export of skytally.h: from the public objects to the lists that the
 * writers take. */
#include <string.h>

#include "core/options.h"
#include "export/export.h"
#include "geometry/late_proj.h"
#include "geometry/simplify.h"
#include "regions/regions.h"
#include "tally/tally.h"

/* ---------------------------------------------------------------- formats */

static const struct {
    const char *name, *full_name;
    skt_format format;
} formats[] = {
    {"shp", "shapefile", SKT_FORMAT_SHAPEFILE},
    {"geojson", "geojson", SKT_FORMAT_GEOJSON},
    {"csv", "csv", SKT_FORMAT_CSV},
    {"ndjson", "ndjson", SKT_FORMAT_NDJSON},
    {"gpkg", "geopackage", SKT_FORMAT_GEOPACKAGE},
    {"qgis", "qgis", SKT_FORMAT_QGIS},
    {"html", "html", SKT_FORMAT_HTML},
    {"svg", "svg", SKT_FORMAT_SVG},
};

unsigned skt_format_by_name(skt_str name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (skt_str_is(name, formats[i].name) || skt_str_is(name, formats[i].full_name)) {
            return (unsigned)formats[i].format;
        }
    }
    return 0;
}

const char *skt_format_names(void)
{
    return "shp, geojson, csv, ndjson, gpkg, qgis, html, svg";
}

/* ------------------------------------------------------------------ lists */

static skt_status list_incidents(skt_incident_list *out, const skt_incident_set *set,
                                 skt_arena *arena)
{
    out->count = skt_incident_set_count(set);
    const skt_incident **items = skt_arena_array(arena, out->count, sizeof *items);
    for (size_t i = 0; items != NULL && i < out->count; i++) {
        items[i] = skt_incident_set_at(set, i);
    }
    out->items = items;
    return items == NULL ? SKT_E_NOMEM : SKT_OK;
}

static skt_status list_links(skt_export_data *out, const skt_incident_set *set, skt_arena *arena)
{
    out->n_links = skt_incident_set_link_count(set);
    const skt_link **items = skt_arena_array(arena, out->n_links, sizeof *items);
    for (size_t i = 0; items != NULL && i < out->n_links; i++) {
        items[i] = skt_incident_set_link_at(set, i);
    }
    out->links = items;
    return items == NULL ? SKT_E_NOMEM : SKT_OK;
}

static skt_status list_rows(skt_row_list *out, const skt_tally *tally, skt_arena *arena)
{
    out->count = skt_tally_count(tally);
    const skt_row **items = skt_arena_array(arena, out->count, sizeof *items);
    for (size_t i = 0; items != NULL && i < out->count; i++) {
        items[i] = skt_tally_at(tally, i);
    }
    out->items = items;
    return items == NULL ? SKT_E_NOMEM : SKT_OK;
}

/* ------------------------------------------------------------------- meta */

static skt_day newest_report(const skt_claim_set *claims)
{
    skt_day newest = SKT_NO_DAY; /* the least of all days */
    for (size_t i = 0; i < skt_claim_set_count(claims); i++) {
        const skt_day published = skt_claim_set_at(claims, i)->published;
        newest = published > newest ? published : newest;
    }
    return newest;
}

static skt_export_meta meta_of(skt_row_list rows, const skt_claim_set *claims,
                               const skt_gazetteer *gazetteer, const skt_regions *regions)
{
    const skt_boundaries boundaries =
        gazetteer == NULL ? SKT_BOUNDARIES_ISO : skt_gazetteer_boundaries(gazetteer);
    skt_export_meta meta = {.boundaries = skt_boundaries_name(boundaries),
                            .date_from = SKT_NO_DAY,
                            .date_to = SKT_NO_DAY,
                            .as_of = newest_report(claims),
                            .regions =
                                regions == NULL ? (skt_str){NULL, 0} : skt_regions_source(regions)};
    meta.attributions = skt_gazetteer_attributions(&meta.n_attributions);
    for (size_t i = 0; i < rows.count; i++) {
        const skt_row *row = rows.items[i];
        if (row->date_from != SKT_NO_DAY &&
            (meta.date_from == SKT_NO_DAY || row->date_from < meta.date_from)) {
            meta.date_from = row->date_from;
        }
        meta.date_to = row->date_to > meta.date_to ? row->date_to : meta.date_to;
    }
    return meta;
}

/* ------------------------------------------------------------------ export */

enum { BY_DAY = SKT_FORMAT_GEOPACKAGE | SKT_FORMAT_QGIS | SKT_FORMAT_HTML };

/* The user's own regions in the detail of the layers. */
static skt_status generalise_own(skt_atlas *atlas, skt_arena *arena)
{
    if (atlas->regions == NULL || !(atlas->metres > 0)) {
        return SKT_OK;
    }
    const size_t n = skt_regions_count(atlas->regions);
    skt_polygon *whole = skt_arena_array(arena, n, sizeof *whole);
    skt_polygon *own = skt_arena_array(arena, n, sizeof *own);
    if (whole == NULL || own == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        whole[i] = *skt_regions_polygon(atlas->regions, i);
    }
    atlas->own = own;
    return skt_simplify_coverage(own, whole, n, atlas->metres, arena);
}

/* The same tally with a row for each day, where a format shows it. */
static skt_status split_by_day(skt_tally **out, const skt_incident_set *incidents,
                               const skt_claim_set *claims, const skt_tally *tally,
                               const skt_gazetteer *gazetteer, unsigned wanted, skt_diag *diag)
{
    *out = NULL;
    if ((wanted & BY_DAY) == 0) {
        return SKT_OK;
    }
    skt_tally_options options = *skt_tally_options_of(tally);
    options.by = SKT_BY_DAY;
    options.fill = false;
    return skt_tally_build(out, incidents, claims, gazetteer, &options, diag);
}

/* The same tally in one period, with what each row is the sum of, for the report page. */
static skt_status trace(skt_tally **out, const skt_incident_set *incidents, const skt_tally *tally,
                        const skt_gazetteer *gazetteer, unsigned wanted)
{
    *out = NULL;
    if ((wanted & SKT_FORMAT_HTML) == 0) {
        return SKT_OK;
    }
    skt_tally_options options = *skt_tally_options_of(tally);
    options.by = SKT_BY_ALL;
    options.fill = false;
    return skt_tally_trace(out, incidents, gazetteer, &options);
}

skt_status skt_export(const char *dir, const skt_incident_set *incidents,
                      const skt_claim_set *claims, const skt_tally *tally,
                      const skt_gazetteer *gazetteer, const skt_export_options *options,
                      skt_diag *diag)
{
    skt_export_options how = SKT_EXPORT_OPTIONS_INIT;
    skt_arena arena = SKT_ARENA_INIT;
    skt_export_data data;
    memset(&data, 0, sizeof data);
    skt_incident_list list;
    skt_export_rows rows = {0};
    skt_tally *days = NULL;
    skt_tally *traced = NULL;
    skt_atlas atlas = skt_atlas_of(gazetteer);
    atlas.regions = skt_tally_options_of(tally)->regions;
    skt_status status = skt_options_take(&how, sizeof how, options, "skt_export_options", diag);
    status = status == SKT_OK ? skt_proj_ready(diag) : status;
    atlas.metres = how.detail;
    status = status == SKT_OK
                 ? split_by_day(&days, incidents, claims, tally, gazetteer, how.formats, diag)
                 : status;
    status = status == SKT_OK ? generalise_own(&atlas, &arena) : status;
    status = status == SKT_OK ? trace(&traced, incidents, tally, gazetteer, how.formats) : status;
    status = status == SKT_OK ? list_incidents(&list, incidents, &arena) : status;
    status = status == SKT_OK ? list_links(&data, incidents, &arena) : status;
    status = status == SKT_OK ? list_rows(&rows.all, tally, &arena) : status;
    if (status == SKT_OK && days != NULL) {
        status = list_rows(&rows.days, days, &arena);
    }
    if (status == SKT_OK) {
        data.set = incidents;
        data.cuts = skt_tally_options_of(tally);
        data.traced = traced;
        data.meta = meta_of(rows.all, claims, gazetteer, atlas.regions);
        status = skt_export_data_make(&data, list, &rows, claims, &atlas, &arena, diag);
    }
    if (status == SKT_OK) {
        status = skt_export_data_write(dir, &data, &how, diag);
    }
    skt_tally_free(days);
    skt_tally_free(traced);
    skt_arena_dispose(&arena);
    return status;
}
