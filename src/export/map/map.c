#include "export/map/map.h"

#include <math.h>
#include <stdlib.h>

#include "core/map.h"
#include "export/map/scene.h"
#include "export/xml.h"
#include "geometry/label.h"

static const double NOTES = 17.0; /* millimetres below the frame */

/* A coarse outline is off by 2 km: below this many millimetres nobody sees it. */
static const double UNSEEN = 0.3;
static const double COARSE_M = 2000.0;
/* Borders of regions are drawn in maps not wider than this. */
static const double REGIONS_M = 4.0e6;

/* ------------------------------------------------------------------ areas */

static skt_str area_key(const skt_tally_record *record)
{
    return record->own > 0 ? (skt_str){(const char *)&record->own, sizeof record->own}
                           : (skt_str){(const char *)&record->node, sizeof record->node};
}

/* One record an area: periods are added up. */
static skt_status merge_periods(skt_layer *out, const skt_layer *in, skt_arena *arena)
{
    skt_tally_record *records = skt_arena_array(arena, in->n_records, sizeof *records);
    skt_shape *shapes = skt_arena_array(arena, in->n_records, sizeof *shapes);
    skt_map known = SKT_MAP_INIT;
    skt_status status = records == NULL || shapes == NULL ? SKT_E_NOMEM : SKT_OK;
    size_t n = 0;
    for (size_t i = 0; i < in->n_records && status == SKT_OK; i++) {
        const skt_tally_record *record = skt_layer_record(in, i);
        const size_t *before = skt_map_get(&known, area_key(record));
        if (before != NULL) {
            status = skt_tally_record_add(&records[*before], record, arena);
            continue;
        }
        records[n] = *record;
        shapes[n] = in->shapes[i];
        status = skt_map_set(&known, area_key(&records[n]), n) ? SKT_OK : SKT_E_NOMEM;
        n++;
    }
    skt_map_dispose(&known);
    *out = *in;
    out->records = records;
    out->record_size = sizeof *records;
    out->shapes = shapes;
    out->n_records = n;
    return status;
}

static int by_count(const void *a, const void *b)
{
    const skt_map_area *x = a;
    const skt_map_area *y = b;
    if (x->count != y->count) { /* SKT_NULL is the least */
        return x->count < y->count ? 1 : -1;
    }
    return skt_str_cmp(x->record.id, y->record.id);
}

static skt_status place_area(skt_map_area *area, const skt_map_view *view)
{
    double lonlat[2];
    const skt_status status = skt_polygon_label_point(lonlat, area->polygon);
    area->at[0] = area->at[1] = NAN;
    if (status == SKT_OK && !isnan(lonlat[0]) &&
        !(skt_map_view_point(area->at, view, lonlat) && skt_map_view_shows(view, area->at))) {
        area->at[0] = area->at[1] = NAN;
    }
    return status;
}

static skt_status take_areas(skt_map_scene *scene, const skt_layer *layer)
{
    scene->areas = skt_arena_array(scene->arena, layer->n_records, sizeof *scene->areas);
    skt_status status = scene->areas == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < layer->n_records && status == SKT_OK; i++) {
        const skt_tally_record *record = skt_layer_record(layer, i);
        if (layer->shapes[i].polygon.n_rings == 0) {
            continue;
        }
        skt_map_area *area = &scene->areas[scene->n_areas++];
        area->record = *record;
        area->polygon = &layer->shapes[i].polygon;
        area->count = skt_theme_count(&scene->theme, record);
        area->caveat = skt_theme_caveat_of(&scene->theme, record);
        area->circle_mm = skt_theme_circle_mm(&scene->theme, area->count);
        status = place_area(area, &scene->view);
    }
    if (status == SKT_OK && scene->n_areas > 0) {
        qsort(scene->areas, scene->n_areas, sizeof *scene->areas, by_count);
    }
    return status;
}

/* What was reported of a country as a whole and lies in none of its regions. */
static skt_status take_countries(skt_map_scene *scene)
{
    skt_layer merged;
    skt_status status =
        merge_periods(&merged, &scene->data->layers[SKT_LAYER_COUNTRIES], scene->arena);
    scene->countries =
        status == SKT_OK ? skt_arena_array(scene->arena, merged.n_records, sizeof *scene->countries)
                         : NULL;
    status = scene->countries == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; i < merged.n_records && status == SKT_OK; i++) {
        const skt_tally_record *record = skt_layer_record(&merged, i);
        skt_number rest = 0;
        for (int k = 0; k < SKT_OUTCOMES; k++) {
            const skt_number more = record->cells[k].not_placed;
            rest += (scene->theme.outcomes & 1u << k) != 0 && more > 0 ? more : 0;
        }
        if (rest > 0) {
            skt_map_area *country = &scene->countries[scene->n_countries++];
            country->record = *record;
            country->count = rest;
        }
    }
    return status;
}

/* --------------------------------------------------------------- backdrop */

static skt_status take_backdrop(skt_map_scene *scene)
{
    const skt_map_view *view = &scene->view;
    const double width_m = view->frame.width / view->scale;
    skt_backdrop_options options = {.levels = 1u << SKT_LEVEL_COUNTRY,
                                    .detail = COARSE_M * view->scale < UNSEEN ? SKT_DETAIL_COARSE
                                                                              : SKT_DETAIL_FINE,
                                    .clip = true};
    memcpy(options.box, view->seen, sizeof options.box);
    skt_status status = skt_backdrop_make(&scene->land, scene->data->atlas, &options, scene->arena);
    options.levels = 1u << SKT_LEVEL_REGION;
    if (status == SKT_OK && width_m < REGIONS_M) {
        status = skt_backdrop_make(&scene->borders, scene->data->atlas, &options, scene->arena);
    }
    options.disputed = true;
    return status == SKT_OK
               ? skt_backdrop_make(&scene->disputed, scene->data->atlas, &options, scene->arena)
               : status;
}

/* The box of what has a place; of the countries where nothing else has. */
static skt_status find_box(double box[4], const skt_export_data *data)
{
    const skt_layer places[] = {data->layers[SKT_LAYER_TALLIES], data->layers[SKT_LAYER_INCIDENTS]};
    skt_status status;
    if (!skt_backdrop_box(box, &status, places, 2) && status == SKT_OK) {
        (void)skt_backdrop_box(box, &status, &data->layers[SKT_LAYER_COUNTRIES], 1);
    }
    return status;
}

static skt_status make_scene(skt_map_scene *scene, skt_diag *diag)
{
    double box[4];
    skt_layer merged;
    skt_status status = find_box(box, scene->data);
    if (status == SKT_OK) {
        status = skt_map_view_open(&scene->view, box, NOTES, diag);
    }
    if (status == SKT_OK) {
        status = merge_periods(&merged, &scene->data->layers[SKT_LAYER_TALLIES], scene->arena);
    }
    if (status == SKT_OK) {
        status = skt_theme_choose(&scene->theme, &merged);
    }
    status = status == SKT_OK ? take_areas(scene, &merged) : status;
    status = status == SKT_OK ? take_countries(scene) : status;
    status = status == SKT_OK ? skt_map_take_points(scene) : status;
    return status == SKT_OK ? take_backdrop(scene) : status;
}

/* ---------------------------------------------------------------- writing */

static const char sheet[] =
    "<style>\n"
    "text{font-family:sans-serif;fill:#222}\n"
    ".page{fill:#fff}\n.sea{fill:#e6eff5}\n.land{fill:#f6f3ec;stroke:none}\n"
    ".grid{fill:none;stroke:#9fb4c2;stroke-width:.1;opacity:.6}\n"
    ".deg{fill:#777}\n"
    ".area{stroke:#6b6b6b;stroke-width:.18;stroke-linejoin:round}\n"
    ".floor{fill:url(#floor)}\n.withheld{fill:url(#withheld)}\n"
    ".no-number{fill:url(#no-number)}\n"
    ".region{fill:none;stroke:#b9b2a3;stroke-width:.1;stroke-linejoin:round}\n"
    ".country{fill:none;stroke:#7d7768;stroke-width:.25;stroke-linejoin:round}\n"
    ".wide{stroke-width:.12}\n"
    ".disputed{fill:none;stroke:#7d3c98;stroke-width:.25;stroke-dasharray:1.2 .8}\n"
    ".circle{fill-opacity:.22;stroke:#253494;stroke-width:.3}\n"
    ".point{fill-opacity:.85;stroke:#fff;stroke-width:.15}\n"
    ".frame{fill:none;stroke:#555;stroke-width:.25}\n"
    ".swatch{stroke:#6b6b6b;stroke-width:.15}\n"
    ".bar{stroke:#333;stroke-width:.3;fill:none}\n"
    ".leader{stroke:#777;stroke-width:.12}\n"
    ".halo{paint-order:stroke;stroke:#fff;stroke-width:.6;stroke-linejoin:round;"
    "stroke-opacity:.85}\n"
    ".name{fill:#333}\n.number{font-weight:bold}\n"
    ".land-name{fill:#8a8474;letter-spacing:.15px}\n.land-number{fill:#6b6454;font-style:italic}\n"
    ".title{font-weight:bold}\n.note{fill:#555}\n"
    "</style>\n";

/* Lines over an area: rising for a lower bound, falling for a figure kept back, grey for what
 * came without a number. */
static const char patterns[] =
    "<defs>\n"
    "<pattern id=\"floor\" width=\"1.6\" height=\"1.6\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><path d=\"M.8 0V1.6\" stroke=\"#333\" "
    "stroke-width=\".18\"/></pattern>\n"
    "<pattern id=\"withheld\" width=\"1.6\" height=\"1.6\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(-45)\"><path d=\"M.8 0V1.6M0 .8H1.6\" stroke=\"#333\" "
    "stroke-width=\".18\"/></pattern>\n"
    "<pattern id=\"no-number\" width=\"1.6\" height=\"1.6\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><path d=\"M.8 0V1.6\" stroke=\"#999\" "
    "stroke-width=\".25\"/></pattern>\n";

static void add_clip(skt_buf *out, const skt_map_rect *frame)
{
    skt_buf_add_text(out, "<clipPath id=\"frame\">");
    skt_svg_add_rect(out, frame->x, frame->y, frame->width, frame->height, NULL, NULL);
    skt_buf_add_text(out, "</clipPath>\n</defs>\n");
}

/* What a screen reader says. */
static void add_description(skt_buf *out, const skt_map_scene *scene)
{
    skt_buf text = SKT_BUF_INIT;
    skt_map_add_title(&text, scene);
    skt_buf_add_text(out, "<title id=\"title\">");
    skt_xml_add(out, skt_buf_str(&text));
    skt_buf_add_text(out, "</title>\n<desc id=\"desc\">");
    skt_buf_clear(&text);
    if (scene->n_areas == 0 && scene->n_points == 0) {
        skt_buf_add_text(&text, "A map of countries: nothing was reported that has a place on it.");
    } else {
        skt_buf_format(&text,
                       "A map of %zu regions and seas and %zu places. Drones %s: ", scene->n_areas,
                       scene->n_points, scene->theme.label);
        for (size_t i = 0; i < scene->n_areas; i++) {
            skt_buf_add_text(&text, i > 0 ? "; " : "");
            skt_buf_add(&text, scene->areas[i].record.region);
            skt_buf_add_char(&text, ' ');
            skt_map_add_figure(&text, &scene->areas[i]);
        }
        skt_buf_add_char(&text, '.');
    }
    skt_xml_add(out, skt_buf_str(&text));
    skt_buf_add_text(out, "</desc>\n");
    out->failed |= text.failed;
    skt_buf_dispose(&text);
}

static void add_head(skt_buf *out, const skt_map_scene *scene)
{
    const skt_map_view *view = &scene->view;
    const int width = (int)view->page_width;
    const int height = (int)view->page_height;
    skt_buf_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    skt_buf_format(out,
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                   "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"%dmm\" "
                   "height=\"%dmm\" viewBox=\"0 0 %d %d\" xml:lang=\"en\" role=\"img\" "
                   "aria-labelledby=\"title desc\" fill-rule=\"evenodd\">\n",
                   width, height, width, height);
    add_description(out, scene);
    skt_buf_add_text(out, sheet);
    skt_buf_add_text(out, patterns);
    add_clip(out, &view->frame);
    skt_svg_add_rect(out, 0, 0, view->page_width, view->page_height, "page", NULL);
}

static skt_status write(skt_buf *out, skt_map_scene *scene)
{
    const skt_map_rect *frame = &scene->view.frame;
    add_head(out, scene);
    skt_map_draw_title(out, scene);
    skt_buf_add_text(out, "<g clip-path=\"url(#frame)\">\n");
    skt_status status = skt_map_draw_base(out, scene);
    skt_map_draw_graticule(out, scene);
    status = status == SKT_OK ? skt_map_draw_areas(out, scene) : status;
    status = status == SKT_OK ? skt_map_draw_lines(out, scene) : status;
    skt_map_draw_symbols(out, scene);
    status = status == SKT_OK ? skt_map_draw_labels(out, scene) : status;
    skt_map_draw_scale_bar(out, scene);
    skt_buf_add_text(out, "</g>\n");
    skt_svg_add_rect(out, frame->x, frame->y, frame->width, frame->height, "frame", NULL);
    skt_map_draw_degrees(out, scene);
    skt_map_draw_legend(out, scene);
    skt_map_draw_notes(out, scene);
    skt_buf_add_text(out, "</svg>\n");
    return status == SKT_OK && out->failed ? SKT_E_NOMEM : status;
}

skt_status skt_map_write(skt_buf *out, const skt_export_data *data, skt_diag *diag)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_map_scene scene = {.data = data, .arena = &arena};
    skt_status status = make_scene(&scene, diag);
    if (status == SKT_OK) {
        status = write(out, &scene);
    }
    skt_map_view_close(&scene.view);
    skt_arena_dispose(&arena);
    return status;
}
