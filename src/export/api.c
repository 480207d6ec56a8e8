/* skt_export of skytally.h: from the public objects to the lists that the
 * writers take. */
#include <string.h>

#include "export/export.h"
#include "regions/regions.h"
#include "tally/tally.h"

/* The lists that the accessors give, in `arena`. */
static skt_status gather(skt_incident_list *incidents, skt_row_list *rows, skt_export_data *data,
                         const skt_incident_set *set, const skt_tally *tally, skt_arena *arena)
{
    incidents->count = skt_incident_set_count(set);
    rows->count = skt_tally_count(tally);
    data->n_links = skt_incident_set_link_count(set);
    const skt_incident **incident = skt_arena_array(arena, incidents->count, sizeof *incident);
    const skt_row **row = skt_arena_array(arena, rows->count, sizeof *row);
    const skt_link **link = skt_arena_array(arena, data->n_links, sizeof *link);
    if (incident == NULL || row == NULL || link == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < incidents->count; i++) {
        incident[i] = skt_incident_set_at(set, i);
    }
    for (size_t i = 0; i < rows->count; i++) {
        row[i] = skt_tally_at(tally, i);
    }
    for (size_t i = 0; i < data->n_links; i++) {
        link[i] = skt_incident_set_link_at(set, i);
    }
    incidents->items = incident;
    rows->items = row;
    data->links = link;
    return SKT_OK;
}

static skt_export_meta meta_of(skt_row_list rows, const skt_gazetteer *gazetteer)
{
    const skt_boundaries boundaries =
        gazetteer == NULL ? SKT_BOUNDARIES_ISO : skt_gazetteer_boundaries(gazetteer);
    skt_export_meta meta = {.boundaries = skt_boundaries_name(boundaries),
                            .date_from = SKT_NO_DAY,
                            .date_to = SKT_NO_DAY};
    meta.attributions = skt_gazetteer_attributions(&meta.n_attributions);
    for (size_t i = 0; i < rows.count; i++) {
        const skt_row *row = rows.items[i];
        if (row->date_from != SKT_NO_DAY &&
            (meta.date_from == SKT_NO_DAY || row->date_from < meta.date_from)) {
            meta.date_from = row->date_from;
        }
        if (row->date_to != SKT_NO_DAY && row->date_to > meta.date_to) {
            meta.date_to = row->date_to; /* SKT_NO_DAY is the least of all days */
        }
    }
    return meta;
}

skt_status skt_export(const char *dir, const skt_incident_set *incidents,
                      const skt_claim_set *claims, const skt_tally *tally,
                      const skt_gazetteer *gazetteer, const skt_export_options *options,
                      skt_diag *diag)
{
    const skt_export_options defaults = SKT_EXPORT_OPTIONS_INIT;
    skt_arena arena = SKT_ARENA_INIT;
    skt_export_data data;
    memset(&data, 0, sizeof data);
    skt_incident_list list;
    skt_row_list rows;
    skt_atlas atlas = skt_atlas_of(gazetteer);
    atlas.regions = skt_tally_regions(tally);
    skt_status status = gather(&list, &rows, &data, incidents, tally, &arena);
    if (status == SKT_OK) {
        data.meta = meta_of(rows, gazetteer);
        data.meta.regions =
            atlas.regions == NULL ? (skt_str){NULL, 0} : skt_regions_source(atlas.regions);
        status = skt_export_data_make(&data, list, rows, claims, &atlas, &arena, diag);
    }
    if (status == SKT_OK) {
        status = skt_export_data_write(dir, &data, options == NULL ? &defaults : options, diag);
    }
    skt_arena_dispose(&arena);
    return status;
}
