/* The rows of the page's table, and the outlines that they are drawn in. */
#include <math.h>

#include "export/backdrop.h"
#include "export/page_parts.h"
#include "geometry/geometry.h"
#include "geometry/label.h"
#include "regions/regions.h"

/* Outlines are whole numbers of this part of a degree, about 100 m. */
enum { PER_DEGREE = 1000 };

/* Metres that a coarse outline is off by: fine enough for a screen. */
static const double COARSE_M = 2000.0;

/* A row as the page has it; texts by number. */
typedef struct page_row {
    int64_t id, level, admin1, iso_3166_2, region, iso_a2, country;
    int64_t area_m2;              /* SKT_NULL: not known */
    int64_t label_lon, label_lat; /* millionths of a degree, or SKT_NULL */
    int64_t shape;                /* number of its outline, or SKT_NULL */
} page_row;

#define COLUMN(name)                                                                               \
    {                                                                                              \
#name, offsetof(page_row, name)                                                            \
    }
static const skt_page_column columns[] = {
    COLUMN(id),        COLUMN(level),     COLUMN(admin1),  COLUMN(iso_3166_2),
    COLUMN(region),    COLUMN(iso_a2),    COLUMN(country), COLUMN(area_m2),
    COLUMN(label_lon), COLUMN(label_lat), COLUMN(shape),
};

/* ---------------------------------------------------------------- outlines */

static int64_t on_grid(double degrees)
{
    return isfinite(degrees) ? llround(degrees * PER_DEGREE) : SKT_NULL;
}

/* A ring as differences: x, y of the first point, then the steps. What the grid makes one
 * point is one; what is left of a ring must still be one. */
static void write_ring(skt_json *json, const skt_ring *ring)
{
    int64_t last[2] = {0, 0};
    size_t kept = 0;
    const size_t from = json->out->len;
    const bool comma = json->comma;
    skt_json_open(json, NULL, '[');
    for (size_t i = 0; i + 1 < ring->n; i++) {
        const int64_t x = on_grid(ring->lonlat[2 * i]);
        const int64_t y = on_grid(ring->lonlat[2 * i + 1]);
        if (kept > 0 && x == last[0] && y == last[1]) {
            continue;
        }
        skt_json_int(json, NULL, x - last[0]);
        skt_json_int(json, NULL, y - last[1]);
        last[0] = x;
        last[1] = y;
        kept++;
    }
    skt_json_close(json, ']');
    if (kept < 3) {
        json->out->len = from;
        json->comma = comma;
    }
}

static void write_outline(skt_json *json, const skt_polygon *polygon)
{
    skt_json_open(json, NULL, '[');
    for (size_t i = 0; i < polygon->n_rings; i++) {
        write_ring(json, &polygon->rings[i]);
    }
    skt_json_close(json, ']');
    skt_buf_add_char(json->out, '\n');
}

/* What the outlines of the page may be off by; 0: as coarse ones are. --detail can make the page
 * smaller and never larger. */
static double page_metres(const skt_atlas *atlas)
{
    return atlas->metres > COARSE_M ? atlas->metres : 0.0;
}

static skt_status outline_of(skt_polygon *out, const skt_tally_record *record, skt_node node,
                             const skt_atlas *atlas, skt_arena *arena)
{
    skt_polygon polygon = {NULL, 0};
    skt_status status = SKT_OK;
    if (record->own > 0) {
        polygon = atlas->own != NULL ? atlas->own[record->own - 1]
                                     : *skt_regions_polygon(atlas->regions, record->own - 1);
    } else if (node != SKT_NO_NODE) {
        const double metres = page_metres(atlas);
        status = metres > 0
                     ? atlas->outline(&polygon, atlas->context, node, metres, arena)
                     : atlas->polygon(&polygon, atlas->context, node, SKT_DETAIL_COARSE, arena);
        if (status == SKT_OK && polygon.n_rings == 0) { /* a small island, lost to the coarse one */
            status = atlas->polygon(&polygon, atlas->context, node, SKT_DETAIL_FINE, arena);
        }
    }
    return status == SKT_OK ? skt_polygon_clean(out, &polygon, arena) : status;
}

/* The outlines of the rows while they are written. */
typedef struct outlines {
    skt_page *page;
    skt_node *nodes;      /* by row: whose outline it is drawn in */
    skt_page_list labels; /* by outline: longitude, latitude of its symbol */
    skt_extent *extent;   /* of all regions and seas */
} outlines;

/* The number of the outline of `node` among those of the rows before `index`, or SKT_NULL. */
static int64_t outline_before(const outlines *o, const page_row *rows, size_t index)
{
    for (size_t i = 0; i < index && o->nodes[index] != SKT_NO_NODE; i++) {
        if (o->nodes[i] == o->nodes[index]) {
            return rows[i].shape;
        }
    }
    return SKT_NULL;
}

static skt_status add_outline(page_row *row, outlines *o, const skt_tally_record *record,
                              skt_node node)
{
    skt_polygon polygon;
    double label[2] = {record->label_lon, record->label_lat};
    skt_status status = outline_of(&polygon, record, node, o->page->data->atlas, &o->page->arena);
    if (status != SKT_OK || polygon.n_rings == 0) {
        return status;
    }
    if (isnan(label[0])) {
        status = skt_polygon_label_point(label, &polygon);
    }
    row->shape = (int64_t)(o->labels.all.count / 2);
    write_outline(o->page->json, &polygon);
    skt_page_push(&o->labels, on_grid(label[0]));
    skt_page_push(&o->labels, on_grid(label[1]));
    if (record->row_level != SKT_ROW_COUNTRY) {
        skt_extent_add_polygon(o->extent, &polygon);
    }
    return status;
}

/* Writes the outlines of the rows, each once, and gives the rows their numbers. */
static skt_status write_outlines(page_row *rows, skt_page *page, const skt_tally_record *records,
                                 size_t count, skt_extent *extent)
{
    const skt_atlas *atlas = page->data->atlas;
    outlines o = {.page = page,
                  .nodes = skt_arena_array(&page->arena, count + 1, sizeof *o.nodes),
                  .extent = extent};
    skt_status status = o.nodes == NULL ? SKT_E_NOMEM : SKT_OK;
    skt_json_open(page->json, "shapes", '[');
    for (size_t i = 0; i < count && status == SKT_OK; i++) {
        const skt_tally_record *record = &records[i];
        o.nodes[i] = record->row_level == SKT_ROW_REGION && record->node != SKT_NO_NODE
                         ? atlas->map_region(atlas->context, record->node)
                         : record->node;
        rows[i].shape = outline_before(&o, rows, i);
        if (rows[i].shape == SKT_NULL) {
            status = add_outline(&rows[i], &o, record, o.nodes[i]);
        }
    }
    skt_json_close(page->json, ']');
    skt_page_write_list(page->json, "labels", &o.labels);
    skt_vec_dispose(&o.labels.all);
    return status;
}

/* ---------------------------------------------------------------- backdrop */

static double wrapped(double lon)
{
    return lon > 180.0 ? lon - 360.0 : lon < -180.0 ? lon + 360.0 : lon;
}

/* The countries about, as far as the map can be moved: as much again on every side as what is
 * told of takes up, more where it is tall, for a map is wide, and a few degrees at least. */
static void widen(double box[4])
{
    const bool crosses = box[0] > box[2];
    const double width = box[2] - box[0] + (crosses ? 360.0 : 0.0);
    const double height = box[3] - box[1];
    const double dx = fmax(fmax(width, 2.0 * height), 4.0);
    const double dy = fmax(height, 4.0);
    box[1] = fmax(box[1] - dy, fmin(box[1], -60.0)); /* Antarctica is seldom attacked */
    box[3] = fmin(box[3] + dy, 85.0);
    if (width + 2 * dx < 360.0) {
        box[0] = wrapped(box[0] - dx);
        box[2] = wrapped(box[2] + dx);
    } else if (crosses) { /* all of the world but for a seam opposite */
        const double middle = (box[0] + box[2] + 360.0) / 2;
        box[0] = wrapped(middle - 179.9);
        box[2] = wrapped(middle + 179.9 - (middle + 179.9 > 360.0 ? 360.0 : 0.0));
    } else {
        box[0] = -180.0;
        box[2] = 180.0;
    }
}

static void write_box(skt_json *json, const char *name, const double box[4])
{
    skt_json_open(json, name, '[');
    for (size_t i = 0; i < 4; i++) {
        skt_json_real(json, NULL, box[i], 3);
    }
    skt_json_close(json, ']');
}

/* `box`, of what is told of, `around`, as far as the backdrop goes, and the backdrop. West is
 * beyond east across the antimeridian. Where nothing has a place they are the world. */
static skt_status write_backdrop(skt_page *page, skt_extent *extent)
{
    skt_backdrop_options how = {.levels = 1u << SKT_LEVEL_COUNTRY,
                                .detail = SKT_DETAIL_COARSE,
                                .metres = page_metres(page->data->atlas),
                                .clip = true};
    static const double world[4] = {-180.0, -60.0, 180.0, 85.0};
    if (!skt_extent_box(how.box, extent)) {
        memcpy(how.box, world, sizeof world);
    }
    write_box(page->json, "box", how.box);
    widen(how.box);
    write_box(page->json, "around", how.box);
    skt_backdrop backdrop;
    const skt_status status = skt_backdrop_make(&backdrop, page->data->atlas, &how, &page->arena);
    skt_page_list names = {0}; /* text, longitude and latitude, as labels have them */
    skt_json_open(page->json, "backdrop", '[');
    for (size_t i = 0; status == SKT_OK && i < backdrop.count; i++) {
        const skt_backdrop_area *area = &backdrop.areas[i];
        write_outline(page->json, &area->polygon);
        skt_page_push(&names, skt_page_text(&page->texts, area->name));
        skt_page_push(&names, on_grid(area->label_lon));
        skt_page_push(&names, on_grid(area->label_lat));
    }
    skt_json_close(page->json, ']');
    skt_page_write_list(page->json, "backdrop_names", &names);
    skt_vec_dispose(&names.all);
    return extent->failed ? SKT_E_NOMEM : status;
}

/* -------------------------------------------------------------------- rows */

/* The row of each area in the other tables, by its identifier without a day. */
static skt_status know_areas(skt_map *areas, const skt_export_data *data)
{
    for (size_t i = 0; i < data->n_tallies; i++) {
        skt_str id = data->tallies[i].id;
        const size_t day = skt_str_find(id, SKT_LIT("@"), 0);
        id.len = day == SIZE_MAX ? id.len : day;
        if (!skt_map_set(areas, id, i)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

static int64_t millionths(double value)
{
    return isfinite(value) ? llround(value * 1e6) : SKT_NULL;
}

static page_row row_of(skt_page_texts *texts, const skt_tally_record *record)
{
    return (page_row){
        .id = skt_page_text(texts, record->id),
        .level = record->row_level,
        .admin1 = skt_page_text(texts, record->admin1),
        .iso_3166_2 = skt_page_text(texts, record->iso_3166_2),
        .region = skt_page_text(texts, record->region),
        .iso_a2 = skt_page_text(texts, record->iso_a2),
        .country = skt_page_text(texts, record->country),
        .area_m2 = millionths(record->area_km2),
        .label_lon = millionths(record->label_lon),
        .label_lat = millionths(record->label_lat),
    };
}

/* The records of the traced tally, in its order. */
static skt_status make_records(skt_tally_record **out, size_t *count, skt_page *page)
{
    const skt_tally *tally = page->data->traced;
    *count = skt_tally_count(tally);
    const skt_row **rows = skt_arena_array(&page->arena, *count + 1, sizeof *rows);
    for (size_t i = 0; rows != NULL && i < *count; i++) {
        rows[i] = skt_tally_at(tally, i);
    }
    return rows == NULL ? SKT_E_NOMEM
                        : skt_tally_records(out, (skt_row_list){rows, *count}, false, &page->arena);
}

static skt_status write_rows(skt_page *page, skt_tally_record *records, size_t count,
                             skt_map *areas, skt_extent *extent)
{
    page_row *rows = skt_arena_array(&page->arena, count + 1, sizeof *rows);
    if (rows == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t *same = skt_map_get(areas, records[i].id);
        const skt_tally_record *known = same == NULL ? NULL : &page->data->tallies[*same];
        records[i].area_km2 = known == NULL ? (double)NAN : known->area_km2;
        records[i].label_lon = known == NULL ? (double)NAN : known->label_lon;
        records[i].label_lat = known == NULL ? (double)NAN : known->label_lat;
        rows[i] = row_of(&page->texts, &records[i]);
        if (!skt_map_set(&page->rows, records[i].id, i)) {
            return SKT_E_NOMEM;
        }
    }
    const skt_status status = write_outlines(rows, page, records, count, extent);
    skt_page_write_columns(page->json, "rows", columns, sizeof columns / sizeof *columns, rows,
                           count, sizeof *rows);
    return status;
}

skt_status skt_page_rows(skt_page *page)
{
    skt_tally_record *records;
    size_t count;
    skt_map areas = SKT_MAP_INIT;
    skt_extent extent;
    skt_extent_begin(&extent);
    skt_status status = make_records(&records, &count, page);
    if (status == SKT_OK) {
        status = know_areas(&areas, page->data);
    }
    if (status == SKT_OK) {
        status = write_rows(page, records, count, &areas, &extent);
    }
    const skt_layer *points = &page->data->layers[SKT_LAYER_INCIDENTS];
    for (size_t i = 0; i < points->n_records; i++) {
        if (!skt_shape_is_null(&points->shapes[i])) {
            skt_extent_add_point(&extent, points->shapes[i].lon, points->shapes[i].lat);
        }
    }
    if (status == SKT_OK) {
        status = write_backdrop(page, &extent);
    }
    skt_extent_dispose(&extent);
    skt_map_dispose(&areas);
    return status;
}

/* ----------------------------------------------------------------- touched */

/* The identifier of the row of a place's region or sea, or of its country. */
static void add_row_id(skt_buf *out, const skt_place *place, bool country)
{
    if (country) {
        skt_buf_format(out, "country:%.*s", SKT_FMT(place->country));
    } else if (place->level == SKT_LEVEL_SEA) {
        const skt_str name = place->label.len > 0 ? place->label : place->name;
        skt_buf_add_text(out, "sea:");
        skt_buf_add_small(out, name);
    } else {
        skt_buf_add(out, place->admin1);
    }
}

int64_t skt_page_touched(skt_page_list *list, skt_page *page, const skt_place *places,
                         size_t n_places)
{
    const size_t from = list->all.count;
    skt_buf id = SKT_BUF_INIT;
    for (size_t i = 0; i < 2 * n_places; i++) {
        skt_buf_clear(&id);
        add_row_id(&id, &places[i / 2], i % 2 == 1);
        const size_t *row = id.failed ? NULL : skt_map_get(&page->rows, skt_buf_str(&id));
        bool known = row == NULL;
        for (size_t k = from; !known && k < list->all.count; k++) {
            known = list->all.items[k] == (int64_t)*row;
        }
        if (!known) {
            skt_page_push(list, (int64_t)*row);
        }
        list->failed = list->failed || id.failed;
    }
    skt_buf_dispose(&id);
    return (int64_t)(list->all.count - from);
}
