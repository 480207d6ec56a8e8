#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "core/diag.h"
#include "core/map.h"
#include "export/layers.h"
#include "geometry/geometry.h"
#include "geometry/label.h"
#include "regions/regions.h"

/* ---------------------------------------------------------------- records */

static skt_status outcome_names(skt_str *out, skt_arena *arena, unsigned mask)
{
    skt_buf text = SKT_BUF_INIT;
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        if ((mask & 1u << i) != 0) {
            skt_buf_add_text(&text, text.len == 0 ? "" : " ");
            skt_buf_add_text(&text, skt_outcome_name((skt_outcome)i));
        }
    }
    skt_status status = text.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && text.len > 0) {
        status = skt_arena_str(out, arena, skt_buf_str(&text));
    }
    skt_buf_dispose(&text);
    return status;
}

/* What tells a row's area from others of its level. */
static skt_str row_key(const skt_row *row)
{
    return row->level == SKT_ROW_SEA || row->own > 0 ? row->region
           : row->level == SKT_ROW_COUNTRY           ? row->iso_a2
                                                     : row->admin1;
}

/* Stable: made of what the row stands for, not of its position. */
static skt_status row_id(skt_str *out, skt_arena *arena, const skt_row *row, bool split)
{
    skt_buf text = SKT_BUF_INIT;
    if (row->level != SKT_ROW_REGION || row->own > 0) {
        skt_buf_add_text(&text, skt_row_level_name(row->level));
    }
    const skt_str key = row_key(row);
    skt_buf_add_text(&text, text.len > 0 && key.len > 0 ? ":" : "");
    const size_t from = text.len;
    skt_buf_add(&text, key);
    for (size_t i = from; row->level == SKT_ROW_SEA && i < text.len; i++) {
        text.ptr[i] = skt_ascii_small(text.ptr[i]);
    }
    char day[11];
    skt_day_format(day, split ? row->date_from : SKT_NO_DAY);
    skt_buf_add_text(&text, day[0] == '\0' ? "" : "@");
    skt_buf_add_text(&text, day);
    const skt_status status =
        text.failed ? SKT_E_NOMEM : skt_arena_str(out, arena, skt_buf_str(&text));
    skt_buf_dispose(&text);
    return status;
}

static skt_status fill(skt_tally_record *record, const skt_row *row, bool split, skt_arena *arena)
{
    *record = (skt_tally_record){
        .level = skt_str_from(skt_row_level_name(row->level)),
        .admin1 = row->admin1,
        .iso_3166_2 = row->iso_3166_2,
        .region = row->region,
        .iso_a2 = row->iso_a2,
        .country = row->country,
        .date_from = row->date_from,
        .date_to = row->date_to,
        .incidents = (skt_number)row->incidents,
        .reports = (skt_number)row->reports,
        .area_km2 = row->area_km2,
        .per_10k = row->per_10k,
        .label_lon = NAN,
        .label_lat = NAN,
        .row_level = row->level,
        .node = row->node,
        .own = row->own,
    };
    unsigned unnumbered = 0;
    unsigned withheld = 0;
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        const skt_cell *cell = &row->cells[i];
        record->cells[i] = (skt_tally_cell){cell->estimate.best, cell->estimate.low,
                                            cell->estimate.high, cell->not_placed, cell->elsewhere};
        unnumbered |= cell->unnumbered ? 1u << i : 0;
        withheld |= cell->withheld ? 1u << i : 0;
    }
    skt_status status = row_id(&record->id, arena, row, split);
    if (status == SKT_OK) {
        status = outcome_names(&record->unnumbered, arena, unnumbered);
    }
    return status == SKT_OK ? outcome_names(&record->withheld, arena, withheld) : status;
}

static int by_id(const void *a, const void *b)
{
    return skt_str_cmp(*(const skt_str *)a, *(const skt_str *)b);
}

static skt_status fill_all(skt_tally_record *records, skt_row_list rows, bool split,
                           skt_arena *arena)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < rows.count && status == SKT_OK; i++) {
        status = fill(&records[i], rows.items[i], split, arena);
    }
    return status;
}

/* Whether an area has several rows: the table is split by period. */
static skt_status has_twins(bool *out, const skt_tally_record *records, size_t count)
{
    *out = false;
    skt_str *ids = calloc(count + 1, sizeof *ids);
    if (ids == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        ids[i] = records[i].id;
    }
    qsort(ids, count, sizeof *ids, by_id);
    for (size_t i = 1; i < count; i++) {
        *out |= skt_str_eq(ids[i - 1], ids[i]);
    }
    free(ids);
    return SKT_OK;
}

skt_status skt_tally_records(skt_tally_record **out, skt_row_list rows, bool by_day,
                             skt_arena *arena)
{
    bool split = by_day;
    *out = skt_arena_array(arena, rows.count, sizeof **out);
    skt_status status = *out == NULL ? SKT_E_NOMEM : fill_all(*out, rows, split, arena);
    if (status == SKT_OK && !split) {
        status = has_twins(&split, *out, rows.count);
        /* Then, and only then, the day is a part of the identifier. */
        status = status == SKT_OK && split ? fill_all(*out, rows, true, arena) : status;
    }
    return status;
}

bool skt_tally_is_split(const skt_tally_record *records, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (skt_str_find(records[i].id, SKT_LIT("@"), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------- rows that share a polygon */

static bool has_outcome(skt_str names, int outcome)
{
    skt_str name;
    while (skt_str_split(&name, &names, ' ')) {
        if (skt_str_is(name, skt_outcome_name((skt_outcome)outcome))) {
            return true;
        }
    }
    return false;
}

static skt_number add_known(skt_number a, skt_number b)
{
    return a == SKT_NULL ? b : b == SKT_NULL ? a : a + b;
}

/* SPEC, Quantities: in a sum, what has no best adds nothing to low and best and
 * makes high null. `told` says whether a side reports the outcome at all. */
static void add_cell(skt_tally_cell *sum, bool sum_told, const skt_tally_cell *more, bool more_told)
{
    const bool open = (sum_told && sum->high == SKT_NULL) || (more_told && more->high == SKT_NULL);
    sum->best = add_known(sum->best, more->best);
    sum->low = add_known(sum->low, more->low);
    sum->high = open ? SKT_NULL : add_known(sum->high, more->high);
    sum->not_placed = add_known(sum->not_placed, more->not_placed);
    sum->elsewhere = add_known(sum->elsewhere, more->elsewhere);
}

static skt_status join(skt_str *out, skt_arena *arena, const char *separator, skt_str more)
{
    if (more.len == 0) {
        return SKT_OK;
    }
    if (out->len == 0) {
        *out = more;
        return SKT_OK;
    }
    return skt_arena_format(out, arena, "%.*s%s%.*s", SKT_FMT(*out), separator, SKT_FMT(more));
}

static bool cell_told(const skt_tally_record *record, int outcome)
{
    return record->cells[outcome].best != SKT_NULL || record->cells[outcome].low != SKT_NULL ||
           has_outcome(record->unnumbered, outcome) || has_outcome(record->withheld, outcome);
}

static void set_density(skt_tally_record *record)
{
    const skt_number drones =
        add_known(record->cells[SKT_INTERCEPTED].best, record->cells[SKT_IMPACTED].best);
    record->per_10k = drones == SKT_NULL || !(record->area_km2 > 0)
                          ? NAN
                          : (double)drones / record->area_km2 * 10000.0;
}

skt_status skt_tally_record_add(skt_tally_record *sum, const skt_tally_record *more,
                                skt_arena *arena)
{
    unsigned unnumbered = 0;
    unsigned withheld = 0;
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        add_cell(&sum->cells[i], cell_told(sum, i), &more->cells[i], cell_told(more, i));
        unnumbered |=
            has_outcome(sum->unnumbered, i) || has_outcome(more->unnumbered, i) ? 1u << i : 0;
        withheld |= has_outcome(sum->withheld, i) || has_outcome(more->withheld, i) ? 1u << i : 0;
    }
    sum->incidents += more->incidents;
    /* A report that tells of both counts once; how many do is not known here. */
    sum->reports = sum->reports > more->reports ? sum->reports : more->reports;
    sum->area_km2 = fmax(sum->area_km2, more->area_km2);
    set_density(sum);
    const skt_status status = outcome_names(&sum->unnumbered, arena, unnumbered);
    return status == SKT_OK ? outcome_names(&sum->withheld, arena, withheld) : status;
}

/* Adds the row `more`, which is drawn in the same polygon, to `sum`. Its name
 * and codes then tell of both, so that nobody takes the sum for one of them. */
static skt_status merge(skt_tally_record *sum, const skt_tally_record *more, skt_arena *arena)
{
    const skt_status statuses[] = {
        skt_tally_record_add(sum, more, arena),
        join(&sum->id, arena, "+", more->id),
        join(&sum->admin1, arena, "+", more->admin1),
        join(&sum->iso_3166_2, arena, "+", more->iso_3166_2),
        join(&sum->region, arena, " + ", more->region),
    };
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        if (statuses[i] != SKT_OK) {
            return statuses[i];
        }
    }
    return SKT_OK;
}

/* ----------------------------------------------------------------- layers */

static bool belongs(const skt_tally_record *record, skt_layer_kind kind)
{
    return kind == SKT_LAYER_COUNTRIES
               ? record->row_level == SKT_ROW_COUNTRY
               : record->row_level == SKT_ROW_REGION || record->row_level == SKT_ROW_SEA;
}

/* Rows by the polygon and period that they are drawn for. */
typedef struct polygon_key {
    skt_node node;
    skt_day from, to;
} polygon_key;

typedef struct polygon_index {
    skt_map rows;
    polygon_key *keys; /* one a row: the map points to them */
} polygon_index;

static skt_str key_of(polygon_key *key, const skt_tally_record *record)
{
    memset(key, 0, sizeof *key); /* gaps as well */
    key->node = record->node;
    key->from = record->date_from;
    key->to = record->date_to;
    return (skt_str){(const char *)key, sizeof *key};
}

/* Enters row `index`, unless one is there already. */
static bool enter(polygon_index *index, size_t row, const skt_tally_record *record)
{
    if (record->node == SKT_NO_NODE) {
        return true;
    }
    const skt_str key = key_of(&index->keys[row], record);
    return skt_map_get(&index->rows, key) != NULL || skt_map_set(&index->rows, key, row);
}

static const size_t *look_up(const polygon_index *index, const skt_tally_record *record)
{
    polygon_key key;
    return record->node == SKT_NO_NODE ? NULL : skt_map_get(&index->rows, key_of(&key, record));
}

/* Moves the rows up to those that stay. A row whose polygon is another's joins the one that
 * stands for it already, or that is still to come and bears the sum, or stays. */
static skt_status join_rows(skt_tally_record *kept, size_t *n_kept, polygon_index *own,
                            polygon_index *placed, const skt_node *drawn, skt_arena *arena)
{
    size_t out = 0;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < *n_kept && status == SKT_OK; i++) {
        skt_tally_record record = kept[i];
        const size_t *there = NULL;
        record.node = drawn[i];
        if (record.node != kept[i].node) {
            there = look_up(placed, &record);
            if (there == NULL) {
                there = look_up(own, &record);
                there = there != NULL && *there > i ? there : NULL;
            }
        }
        if (there != NULL) {
            status = merge(&kept[*there], &record, arena);
        } else {
            kept[out] = record;
            status = enter(placed, out, &record) ? SKT_OK : SKT_E_NOMEM;
            out++;
        }
    }
    *n_kept = out;
    return status;
}

/* Takes the rows of the layer. A region without a polygon of its own joins the
 * row that is drawn in the same one, and stands alone in it where there is none. */
static skt_status collect(skt_tally_record *kept, size_t *n_kept, skt_layer_kind kind,
                          const skt_tally_record *records, size_t count, const skt_atlas *atlas,
                          skt_arena *arena)
{
    skt_node *drawn = skt_arena_array(arena, count, sizeof *drawn);
    polygon_index own = {SKT_MAP_INIT, skt_arena_array(arena, count, sizeof *own.keys)};
    polygon_index placed = {SKT_MAP_INIT, skt_arena_array(arena, count, sizeof *placed.keys)};
    skt_status status =
        drawn == NULL || own.keys == NULL || placed.keys == NULL ? SKT_E_NOMEM : SKT_OK;
    bool shared = false;
    *n_kept = 0;
    for (size_t i = 0; i < count && status == SKT_OK; i++) {
        if (!belongs(&records[i], kind)) {
            continue;
        }
        const size_t row = (*n_kept)++;
        const skt_node node = records[i].node;
        kept[row] = records[i];
        drawn[row] = records[i].row_level == SKT_ROW_REGION && node != SKT_NO_NODE
                         ? atlas->map_region(atlas->context, node)
                         : node;
        shared = shared || drawn[row] != node;
    }
    for (size_t i = 0; i < *n_kept && status == SKT_OK && shared; i++) {
        status = enter(&own, i, &kept[i]) ? SKT_OK : SKT_E_NOMEM;
    }
    if (status == SKT_OK && shared) {
        status = join_rows(kept, n_kept, &own, &placed, drawn, arena);
    }
    skt_map_dispose(&own.rows);
    skt_map_dispose(&placed.rows);
    return status;
}

static skt_status outline(skt_polygon *out, const skt_tally_record *record, skt_detail detail,
                          const skt_atlas *atlas, skt_arena *arena)
{
    if (record->own > 0) {
        *out = atlas->own != NULL ? atlas->own[record->own - 1]
                                  : *skt_regions_polygon(atlas->regions, record->own - 1);
        return SKT_OK;
    }
    return atlas->metres > 0
               ? atlas->outline(out, atlas->context, record->node, atlas->metres, arena)
               : atlas->polygon(out, atlas->context, record->node, detail, arena);
}

static skt_status area_shape(skt_shape *shape, const skt_tally_record *record, skt_detail detail,
                             const skt_atlas *atlas, skt_arena *arena, skt_diag *diag)
{
    skt_polygon polygon = {NULL, 0};
    skt_status status = outline(&polygon, record, detail, atlas, arena);
    if (status == SKT_OK) {
        status = skt_polygon_clean(&shape->polygon, &polygon, arena);
    }
    if (status == SKT_OK && shape->polygon.n_rings == 0 && record->own == 0) {
        /* A small island may be lost to a coarse outline. */
        status = atlas->polygon(&polygon, atlas->context, record->node, SKT_DETAIL_FINE, arena);
        if (status == SKT_OK) {
            status = skt_polygon_clean(&shape->polygon, &polygon, arena);
        }
    }
    if (status == SKT_OK && shape->polygon.n_rings == 0) {
        (void)skt_diag_add(diag, SKT_OK, SKT_WARNING, NULL, 0,
                           "%.*s has no polygon: its figures are in the tables and not on the map",
                           SKT_FMT(record->id));
    }
    return status;
}

static skt_status set_label(skt_tally_record *record, const skt_shape *shape)
{
    double lonlat[2];
    const skt_status status = skt_polygon_label_point(lonlat, &shape->polygon);
    record->label_lon = lonlat[0];
    record->label_lat = lonlat[1];
    return status;
}

/* One shape a record; records of one node share theirs. */
static skt_status draw(skt_shape *shapes, skt_tally_record *records, size_t count,
                       skt_detail detail, const skt_atlas *atlas, skt_arena *arena, skt_diag *diag)
{
    skt_map drawn = SKT_MAP_INIT;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < count && status == SKT_OK; i++) {
        shapes[i] = (skt_shape){NAN, NAN, {NULL, 0}};
        const bool own = records[i].own > 0;
        if (records[i].node == SKT_NO_NODE && !own) {
            continue; /* a set or the total */
        }
        const skt_str key = own ? (skt_str){(const char *)&records[i].own, sizeof records[i].own}
                                : (skt_str){(const char *)&records[i].node, sizeof records[i].node};
        const size_t *before = skt_map_get(&drawn, key);
        if (before != NULL) {
            shapes[i] = shapes[*before];
            records[i].label_lon = records[*before].label_lon;
            records[i].label_lat = records[*before].label_lat;
            continue;
        }
        status = area_shape(&shapes[i], &records[i], detail, atlas, arena, diag);
        if (status == SKT_OK) {
            status = set_label(&records[i], &shapes[i]);
        }
        if (status == SKT_OK && !skt_map_set(&drawn, key, i)) {
            status = SKT_E_NOMEM;
        }
    }
    skt_map_dispose(&drawn);
    return status;
}

static const skt_layer area_layers[] = {
    [SKT_LAYER_TALLIES] = {.kind = SKT_LAYER_TALLIES,
                           .name = "tallies",
                           .title = "Drones by region",
                           .summary = "First-level regions and seas with the drones launched, "
                                      "intercepted, lost, impacted and sighted there in the "
                                      "period. The areas do not overlap; each drone stands once."},
    [SKT_LAYER_COUNTRIES] = {.kind = SKT_LAYER_COUNTRIES,
                             .name = "countries",
                             .title = "Drones by country",
                             .summary = "Countries with what was sent against them, national "
                                        "figures as issued. They are subtotals: never add them to "
                                        "the regions."},
    [SKT_LAYER_DAYS] = {.kind = SKT_LAYER_DAYS,
                        .name = "tallies_by_day",
                        .title = "Drones by region and day",
                        .summary = "First-level regions and seas with the drones launched, "
                                   "intercepted, lost, impacted and sighted there on each day. "
                                   "The areas do not overlap; each drone stands once."},
};

skt_status skt_layer_areas(skt_layer *out, skt_layer_kind kind, const skt_tally_record *records,
                           size_t count, const skt_atlas *atlas, skt_arena *arena, skt_diag *diag)
{
    /* A split by period repeats every polygon: there the coarse one keeps the
     * files small. */
    const skt_detail detail = kind == SKT_LAYER_DAYS || skt_tally_is_split(records, count)
                                  ? SKT_DETAIL_COARSE
                                  : SKT_DETAIL_FINE;
    skt_tally_record *kept = skt_arena_array(arena, count, sizeof *kept);
    skt_shape *shapes = skt_arena_array(arena, count, sizeof *shapes);
    if (kept == NULL || shapes == NULL) {
        return SKT_E_NOMEM;
    }
    *out = area_layers[kind];
    if (kind != SKT_LAYER_COUNTRIES && atlas->regions != NULL) {
        out->summary = "The user's own regions with the drones launched, intercepted, lost, "
                       "impacted and sighted there in the period. Each drone stands once; what "
                       "lies in no region, or cannot be told to lie in one, is not placed.";
    }
    skt_status status = collect(kept, &out->n_records, kind, records, count, atlas, arena);
    if (status == SKT_OK) {
        status = draw(shapes, kept, out->n_records, detail, atlas, arena, diag);
    }
    out->fields = skt_tally_fields(&out->n_fields);
    out->records = kept;
    out->record_size = sizeof *kept;
    out->shapes = shapes;
    return status;
}
