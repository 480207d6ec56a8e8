/* What a row of the table is called, and how large its area is. */
#include <math.h>
#include <stdlib.h>

#include "core/buf.h"
#include "geometry/area.h"
#include "tally/tally_private.h"

static skt_status from_node(skt_row *row, skt_arena *arena, const skt_gazetteer *gazetteer,
                            skt_node node)
{
    row->node = node;
    const skt_node_info info = skt_gazetteer_node(gazetteer, node);
    const skt_status status = skt_arena_str(&row->region, arena, info.name);
    return status != SKT_OK ? status : skt_arena_str(&row->iso_3166_2, arena, info.iso_3166_2);
}

static skt_status country_name(skt_row *row, skt_arena *arena, const skt_gazetteer *gazetteer)
{
    const skt_node node = gazetteer == NULL || row->iso_a2.len == 0
                              ? SKT_NO_NODE
                              : skt_gazetteer_country(gazetteer, row->iso_a2);
    return skt_arena_str(&row->country, arena,
                         node == SKT_NO_NODE ? row->iso_a2
                                             : skt_gazetteer_node(gazetteer, node).name);
}

static skt_str shown_name(const skt_place *place)
{
    return place->label.len > 0 ? place->label : place->name;
}

static skt_status describe_region(skt_row *row, skt_arena *arena, const skt_incident *incident,
                                  const skt_incident_detail *detail, const skt_gazetteer *gazetteer)
{
    const skt_node node =
        gazetteer == NULL ? SKT_NO_NODE : skt_gazetteer_admin1(gazetteer, detail->admin1);
    skt_status status = skt_arena_str(&row->admin1, arena, detail->admin1);
    if (status == SKT_OK) {
        status = skt_arena_str(&row->iso_a2, arena, detail->country);
    }
    if (status != SKT_OK || node != SKT_NO_NODE) {
        return status != SKT_OK ? status : from_node(row, arena, gazetteer, node);
    }
    status = skt_arena_str(&row->iso_3166_2, arena, incident->places[0].iso_3166_2);
    return status != SKT_OK ? status : skt_arena_str(&row->region, arena, detail->admin1);
}

static skt_status describe_sea(skt_row *row, skt_arena *arena, const skt_incident *incident,
                               const skt_gazetteer *gazetteer)
{
    const skt_str name = shown_name(&incident->places[0]);
    const skt_node node = gazetteer == NULL ? SKT_NO_NODE : skt_gazetteer_sea(gazetteer, name);
    return node != SKT_NO_NODE ? from_node(row, arena, gazetteer, node)
                               : skt_arena_str(&row->region, arena, name);
}

static int by_text(const void *a, const void *b)
{
    return skt_str_cmp(*(const skt_str *)a, *(const skt_str *)b);
}

/* The members' codes and names, each once, in order, joined. */
static skt_status join(skt_str *out, skt_arena *arena, skt_str *texts, size_t n,
                       const char *separator)
{
    skt_buf joined = SKT_BUF_INIT;
    qsort(texts, n, sizeof *texts, by_text);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !skt_str_eq(texts[i], texts[i - 1])) {
            skt_buf_add_text(&joined, i == 0 ? "" : separator);
            skt_buf_add(&joined, texts[i]);
        }
    }
    const skt_status status =
        joined.failed ? SKT_E_NOMEM : skt_arena_str(out, arena, skt_buf_str(&joined));
    skt_buf_dispose(&joined);
    return status;
}

static skt_status describe_set(skt_row *row, skt_arena *arena, const skt_incident *incident,
                               const skt_incident_detail *detail)
{
    const size_t n = incident->n_places;
    skt_str *codes = skt_arena_array(arena, n, sizeof *codes);
    skt_str *names = skt_arena_array(arena, n, sizeof *names);
    if (codes == NULL || names == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        const skt_place *place = &incident->places[i];
        names[i] = shown_name(place);
        codes[i] = place->admin1.len > 0    ? place->admin1
                   : place->country.len > 0 ? place->country
                                            : names[i];
    }
    skt_status status = join(&row->admin1, arena, codes, n, "+");
    if (status == SKT_OK) {
        status = join(&row->region, arena, names, n, ", ");
    }
    return status == SKT_OK ? skt_arena_str(&row->iso_a2, arena, detail->country) : status;
}

skt_status skt_row_describe(skt_row *row, skt_arena *arena, const skt_incident *incident,
                            const skt_incident_detail *detail, const skt_gazetteer *gazetteer)
{
    const skt_status status =
        row->level == SKT_ROW_SEA   ? describe_sea(row, arena, incident, gazetteer)
        : row->level == SKT_ROW_SET ? describe_set(row, arena, incident, detail)
                                    : describe_region(row, arena, incident, detail, gazetteer);
    return status != SKT_OK ? status : country_name(row, arena, gazetteer);
}

skt_status skt_row_describe_country(skt_row *row, skt_arena *arena, skt_str country,
                                    const skt_gazetteer *gazetteer)
{
    const skt_status status = skt_arena_str(&row->iso_a2, arena, country);
    if (gazetteer != NULL) {
        row->node = skt_gazetteer_country(gazetteer, country);
    }
    return status != SKT_OK ? status : country_name(row, arena, gazetteer);
}

void skt_row_describe_own(skt_row *row, const skt_regions *regions, size_t own)
{
    row->own = own;
    row->region = skt_regions_name(regions, own - 1);
    row->area_km2 = skt_regions_area_km2(regions, own - 1);
}

static skt_status measure(double *out_km2, const skt_gazetteer *gazetteer, skt_node node)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_polygon polygon = {0};
    const skt_status status =
        skt_gazetteer_polygon(&polygon, gazetteer, node, SKT_DETAIL_FINE, &arena);
    *out_km2 = status == SKT_OK ? skt_polygon_area_km2(&polygon) : (double)NAN;
    skt_arena_dispose(&arena);
    return status == SKT_E_NOMEM ? status : SKT_OK;
}

skt_status skt_row_measure(skt_row *row, const skt_gazetteer *gazetteer)
{
    const skt_number down = row->cells[SKT_INTERCEPTED].estimate.best;
    const skt_number hit = row->cells[SKT_IMPACTED].estimate.best;
    skt_status status = SKT_OK;
    row->per_10k = (double)NAN;
    if (isnan(row->area_km2) && gazetteer != NULL && row->node != SKT_NO_NODE) {
        status = measure(&row->area_km2, gazetteer, row->node);
    }
    if (row->area_km2 > 0 && (down != SKT_NULL || hit != SKT_NULL)) {
        const skt_number sum = (down == SKT_NULL ? 0 : down) + (hit == SKT_NULL ? 0 : hit);
        row->per_10k = (double)sum * 1e4 / row->area_km2;
    }
    return status;
}
