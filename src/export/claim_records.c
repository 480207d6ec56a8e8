#include "export/claim_records.h"

#include <stdlib.h>

#include "core/map.h"
#include "export/claim_json.h"

/* ---------------------------------------------------------------- reports */

/* What makes two claims ones of the same article as it was read. */
static int by_article(const skt_claim *x, const skt_claim *y)
{
    const int order[] = {skt_str_cmp(x->report, y->report), skt_str_cmp(x->doc, y->doc),
                         skt_str_cmp(x->item, y->item), skt_str_cmp(x->signature, y->signature)};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (order[i] != 0) {
            return order[i];
        }
    }
    return 0;
}

static int entries_by_article(const void *a, const void *b)
{
    const skt_claim_entry *x = *(const skt_claim_entry *const *)a;
    const skt_claim_entry *y = *(const skt_claim_entry *const *)b;
    const int order = by_article(x->claim, y->claim);
    return order != 0 ? order : (x > y) - (x < y);
}

static skt_status number_reports(skt_claim_rows *rows)
{
    const size_t n = rows->n_claims;
    rows->report_of = skt_arena_array(&rows->arena, n, sizeof *rows->report_of);
    rows->first_of = skt_arena_array(&rows->arena, n + 1, sizeof *rows->first_of);
    rows->n_of = skt_arena_array(&rows->arena, n + 1, sizeof *rows->n_of);
    const skt_claim_entry **sorted = calloc(n + 1, sizeof *sorted);
    if (rows->report_of == NULL || rows->first_of == NULL || rows->n_of == NULL || sorted == NULL) {
        free(sorted);
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        sorted[i] = &rows->entries[i];
    }
    qsort(sorted, n, sizeof *sorted, entries_by_article);
    for (size_t i = 0; i < n; i++) {
        const uint32_t entry = (uint32_t)(sorted[i] - rows->entries);
        if (i == 0 || by_article(sorted[i - 1]->claim, sorted[i]->claim) != 0) {
            rows->first_of[rows->n_reports++] = entry;
        }
        rows->report_of[entry] = (uint32_t)rows->n_reports;
        rows->n_of[rows->n_reports - 1]++;
    }
    free(sorted);
    return SKT_OK;
}

/* ----------------------------------------------------------------- making */

static skt_status number_claims(skt_claim_rows *rows)
{
    rows->row_of = skt_arena_array(&rows->arena, rows->n_claims, sizeof *rows->row_of);
    if (rows->row_of == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < rows->n_claims; i++) {
        const skt_claim_entry *entry = &rows->entries[i];
        rows->row_of[entry->index] = (uint32_t)(i + 1);
        rows->n_links += entry->n_links;
        rows->n_places += entry->claim->n_places + entry->claim->n_other_places;
        /* Of claims with the same id, in one article that was given twice, the first. */
        if (entry->claim->id.ptr != NULL && skt_map_get(&rows->ids, entry->claim->id) == NULL &&
            !skt_map_set(&rows->ids, entry->claim->id, i + 1)) {
            return SKT_E_NOMEM;
        }
    }
    for (size_t i = 0; i < rows->incidents.count; i++) {
        rows->n_incident_claims += rows->incidents.items[i]->n_claims;
    }
    return SKT_OK;
}

skt_status skt_claim_rows_make(skt_claim_rows *out, const skt_claim_set *claims,
                               const skt_link *const *links, size_t n_links,
                               skt_incident_list incidents)
{
    *out = (skt_claim_rows){.arena = SKT_ARENA_INIT, .ids = SKT_MAP_INIT, .names = SKT_BUF_INIT};
    out->incidents = incidents;
    out->n_claims = skt_claim_set_count(claims);
    if (out->n_claims >= UINT32_MAX) {
        return SKT_E_LIMIT;
    }
    skt_status status = skt_claim_list_make(&out->entries, claims, links, n_links, &out->arena);
    status = status == SKT_OK ? number_reports(out) : status;
    return status == SKT_OK ? number_claims(out) : status;
}

void skt_claim_rows_dispose(skt_claim_rows *rows)
{
    skt_arena_dispose(&rows->arena);
    skt_map_dispose(&rows->ids);
    skt_buf_dispose(&rows->names);
}

size_t skt_claim_rows_count(const skt_claim_rows *rows, skt_claim_table table)
{
    switch (table) {
    case SKT_TABLE_CLAIMS: return rows->n_claims;
    case SKT_TABLE_REPORTS: return rows->n_reports;
    case SKT_TABLE_PLACES: return rows->n_places;
    case SKT_TABLE_LINKS: return rows->n_links;
    case SKT_TABLE_INCIDENT_CLAIMS: return rows->n_incident_claims;
    case SKT_CLAIM_TABLES: break;
    }
    return 0;
}

/* ---------------------------------------------------------------- records */

static skt_str place_name(const skt_place *place)
{
    return place->label.len > 0 ? place->label : place->name;
}

static skt_str time_text(char room[32], skt_time time, int32_t offset_s)
{
    skt_time_format(room, time, offset_s);
    return skt_str_from(room);
}

static void fill_claim(skt_claim_rows *rows, size_t index)
{
    const skt_claim *c = rows->entries[index].claim;
    skt_buf_clear(&rows->names);
    for (size_t i = 0; i < c->n_places; i++) {
        skt_buf_add_text(&rows->names, i > 0 ? ", " : "");
        skt_buf_add(&rows->names, place_name(&c->places[i]));
    }
    rows->record.claim = (skt_claim_record){
        .id = c->id,
        .report_fid = rows->report_of[index],
        .outcome = skt_str_from(skt_outcome_name(c->outcome)),
        .method = skt_str_from(skt_method_name(c->method)),
        .value = c->value,
        .bound = skt_str_from(skt_bound_name(c->bound)),
        .low = c->estimate.low,
        .best = c->estimate.best,
        .high = c->estimate.high,
        .sites = c->sites,
        .debris = c->debris,
        .withheld = c->withheld,
        .places = skt_buf_str(&rows->names),
        .date = c->date,
        .start = time_text(rows->start, c->window.start, c->window.zone_offset_s),
        .end = time_text(rows->end, c->window.end, c->window.zone_offset_s),
        .t_start = c->window.start,
        .t_end = c->window.end,
        .time_precision = skt_str_from(skt_time_precision_name(c->window.precision)),
        .approximate = c->window.approximate,
        .period = skt_str_from(skt_period_name(c->period)),
        .role = skt_str_from(skt_role_name(c->role)),
        .part_of = c->part_of,
        .subset = c->subset,
        .added = c->added,
        .superseded = c->superseded,
        .attacker = c->attacker,
        .issuer = c->issuer,
        .source = c->source,
        .evidence = c->evidence,
        .offset = (skt_number)c->offset,
    };
}

static void fill_report(skt_claim_rows *rows, size_t index)
{
    const skt_claim *c = rows->entries[rows->first_of[index]].claim;
    rows->record.report = (skt_report_record){
        .report = c->report,
        .doc = c->doc,
        .item = c->item,
        .url = c->url,
        .publisher = c->publisher,
        .lang = c->lang,
        .published = c->published,
        .published_from = c->published_from == SKT_DATE_NONE
                              ? SKT_STR_NONE
                              : skt_str_from(skt_date_origin_name(c->published_from)),
        .signature = c->signature,
        .claims = rows->n_of[index],
    };
}

static void fill_place(skt_claim_rows *rows)
{
    const skt_claim *c = rows->entries[rows->at].claim;
    while (rows->within >= c->n_places + c->n_other_places) {
        c = rows->entries[++rows->at].claim;
        rows->within = 0;
    }
    const bool counted = rows->within < c->n_places;
    const size_t n = counted ? rows->within : rows->within - c->n_places;
    const skt_place *place = counted ? &c->places[n] : &c->other_places[n];
    rows->record.place = (skt_place_record){
        .claim_fid = (skt_number)rows->at + 1,
        .n = (skt_number)n,
        .role = skt_str_from(skt_place_role_name(place->role)),
        .name = skt_claim_place_name(place),
        .label = place->label,
        .level = skt_str_from(skt_level_name(place->level)),
        .country = place->country,
        .admin1 = place->admin1,
        .iso_3166_2 = place->iso_3166_2,
        .geonameid = place->geonameid == 0 ? SKT_NULL : place->geonameid,
        .lat = place->lat,
        .lon = place->lon,
        .geo_precision = place->geo_precision == 0 ? SKT_NULL : place->geo_precision,
    };
    rows->within++;
}

static void fill_link(skt_claim_rows *rows)
{
    while (rows->within >= rows->entries[rows->at].n_links) {
        rows->at++;
        rows->within = 0;
    }
    const skt_claim_link *link = &rows->entries[rows->at].links[rows->within++];
    const size_t *other = link->to.ptr == NULL ? NULL : skt_map_get(&rows->ids, link->to);
    rows->record.link = (skt_link_record){
        .claim_fid = (skt_number)rows->at + 1,
        .to_fid = other == NULL ? SKT_NULL : (skt_number)*other,
        .type = skt_str_from(skt_link_type_name(link->type)),
        .to = link->to,
        .reason = link->reason,
    };
}

static void fill_incident_claim(skt_claim_rows *rows)
{
    while (rows->within >= rows->incidents.items[rows->at]->n_claims) {
        rows->at++;
        rows->within = 0;
    }
    const size_t claim = rows->incidents.items[rows->at]->claims[rows->within];
    rows->record.incident_claim = (skt_incident_claim_record){
        .base_id = (skt_number)rows->at + 1,
        .related_id = rows->row_of[claim],
        .n = (skt_number)rows->within,
        .chosen = rows->within == 0,
    };
    rows->within++;
}

const void *skt_claim_rows_at(skt_claim_rows *rows, skt_claim_table table, size_t index)
{
    if (index == 0) {
        rows->at = rows->within = 0;
    }
    switch (table) {
    case SKT_TABLE_CLAIMS: fill_claim(rows, index); break;
    case SKT_TABLE_REPORTS: fill_report(rows, index); break;
    case SKT_TABLE_PLACES: fill_place(rows); break;
    case SKT_TABLE_LINKS: fill_link(rows); break;
    case SKT_TABLE_INCIDENT_CLAIMS: fill_incident_claim(rows); break;
    case SKT_CLAIM_TABLES: break;
    }
    return rows->names.failed ? NULL : &rows->record;
}
