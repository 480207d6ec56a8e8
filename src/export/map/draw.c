/* The picture in the frame: land, areas, lines, symbols. */
#include <math.h>

#include "core/json.h"
#include "export/map/scene.h"

/* Adds a <path> of the polygon; nothing where none of it is seen. `style` and
 * `colour` may be NULL. */
static skt_status add_path(skt_buf *out, const skt_map_scene *scene, const skt_polygon *polygon,
                           const char *style, const skt_colour *colour)
{
    skt_arena scratch = SKT_ARENA_INIT;
    skt_buf path = SKT_BUF_INIT;
    const skt_status status = skt_map_view_path(&path, &scene->view, polygon, &scratch);
    if (status == SKT_OK && path.len > 0) {
        skt_buf_add_text(out, "<path");
        if (style != NULL) {
            skt_buf_format(out, " class=\"%s\"", style);
        }
        if (colour != NULL) {
            skt_buf_add_text(out, " fill=\"");
            skt_svg_colour(out, *colour);
            skt_buf_add_char(out, '"');
        }
        skt_buf_add_text(out, " d=\"");
        skt_buf_add(out, skt_buf_str(&path));
        skt_buf_add_text(out, "\"/>\n");
    }
    skt_buf_dispose(&path);
    skt_arena_dispose(&scratch);
    return status;
}

static skt_status add_backdrop(skt_buf *out, const skt_map_scene *scene,
                               const skt_backdrop *backdrop, const char *style)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < backdrop->count && status == SKT_OK; i++) {
        status = add_path(out, scene, &backdrop->areas[i].polygon, style, NULL);
    }
    return status;
}

/* The sea is all of the globe that the frame shows; what is off the globe stays white. */
static skt_status add_sea(skt_buf *out, const skt_map_scene *scene)
{
    const double *seen = scene->view.seen;
    const bool wraps = seen[0] > seen[2];
    const double spans[2][2] = {{seen[0], wraps ? 180.0 : seen[2]}, {-180.0, seen[2]}};
    double corners[2][10];
    skt_ring rings[2];
    const skt_polygon sea = {rings, wraps ? 2 : 1};
    for (size_t i = 0; i < sea.n_rings; i++) {
        const double points[] = {spans[i][0], seen[1],     spans[i][1], seen[1],     spans[i][1],
                                 seen[3],     spans[i][0], seen[3],     spans[i][0], seen[1]};
        memcpy(corners[i], points, sizeof points);
        rings[i] = (skt_ring){corners[i], 5, false};
    }
    return add_path(out, scene, &sea, "sea", NULL);
}

/* The land is told once and drawn twice: below the areas, and its borders above them. */
skt_status skt_map_draw_base(skt_buf *out, const skt_map_scene *scene)
{
    skt_status status = add_sea(out, scene);
    skt_buf_add_text(out, "<defs><g id=\"countries\">\n");
    if (status == SKT_OK) {
        status = add_backdrop(out, scene, &scene->land, NULL);
    }
    skt_buf_add_text(out, "</g></defs>\n<use xlink:href=\"#countries\" class=\"land\"/>\n");
    return status;
}

skt_status skt_map_draw_lines(skt_buf *out, const skt_map_scene *scene)
{
    skt_status status = add_backdrop(out, scene, &scene->borders, "region");
    skt_buf_format(out, "<use xlink:href=\"#countries\" class=\"country%s\"/>\n",
                   scene->view.wide ? " wide" : "");
    return status == SKT_OK ? add_backdrop(out, scene, &scene->disputed, "disputed") : status;
}

static skt_status add_area(skt_buf *out, const skt_map_scene *scene, const skt_map_area *area)
{
    size_t index;
    skt_status status = SKT_OK;
    switch (skt_theme_fill_of(&index, &scene->theme, &area->record)) {
    case SKT_FILL_CLASS: {
        const skt_colour colour = skt_theme_colour(&scene->theme, index);
        status = add_path(out, scene, area->polygon, "area", &colour);
        break;
    }
    case SKT_FILL_NO_AREA:
        status = add_path(out, scene, area->polygon, "area", &skt_theme_no_area_colour);
        break;
    case SKT_FILL_NO_NUMBER:
        return add_path(out, scene, area->polygon,
                        area->caveat == SKT_CAVEAT_WITHHELD ? "area withheld" : "area no-number",
                        NULL);
    }
    if (status == SKT_OK && area->caveat != SKT_CAVEAT_NONE) {
        status = add_path(out, scene, area->polygon,
                          area->caveat == SKT_CAVEAT_WITHHELD ? "withheld" : "floor", NULL);
    }
    return status;
}

skt_status skt_map_draw_areas(skt_buf *out, const skt_map_scene *scene)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < scene->n_areas && status == SKT_OK; i++) {
        status = add_area(out, scene, &scene->areas[i]);
    }
    return status;
}

/* The large ones first, so that the small ones lie on top. */
void skt_map_draw_symbols(skt_buf *out, const skt_map_scene *scene)
{
    for (size_t i = 0; i < scene->n_areas; i++) {
        const skt_map_area *area = &scene->areas[i];
        if (area->circle_mm > 0 && !isnan(area->at[0])) {
            skt_svg_add_circle(out, area->at[0], area->at[1], area->circle_mm, "circle",
                               &skt_theme_circle_colour);
        }
    }
    for (size_t i = 0; i < scene->n_points; i++) {
        const skt_map_point *point = &scene->points[i];
        const skt_colour colour = skt_outcome_colour(point->outcome);
        skt_svg_add_circle(out, point->at[0], point->at[1], point->circle_mm, "point", &colour);
    }
}

/* -------------------------------------------------------------- graticule */

static double wrapped(double lon)
{
    return lon - 360.0 * floor((lon + 180.0) / 360.0);
}

static double seen_width(const skt_map_view *view)
{
    return view->seen[2] - view->seen[0] + (view->seen[0] > view->seen[2] ? 360.0 : 0.0);
}

/* Degrees between lines, so that there are about six. */
static double step_of(const skt_map_view *view)
{
    static const double steps[] = {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30};
    const double wanted = fmin(seen_width(view), 2 * (view->seen[3] - view->seen[1])) / 7;
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof *steps && steps[i] < wanted) {
        i++;
    }
    return steps[i];
}

/* Visits points along a line of the graticule: a meridian, or a parallel. */
typedef struct line {
    bool meridian;
    double degrees;
} line;

enum { LINE_POINTS = 96 };

static bool line_point(double at[2], const skt_map_view *view, const line *l, int i)
{
    const double share = (double)i / LINE_POINTS;
    const double lon = l->meridian ? l->degrees : view->seen[0] + share * seen_width(view);
    const double lat =
        l->meridian ? view->seen[1] + share * (view->seen[3] - view->seen[1]) : l->degrees;
    return skt_map_view_point(at, view, (const double[]){wrapped(lon), lat});
}

static void add_grid_line(skt_buf *out, const skt_map_view *view, const line *l)
{
    double last[2] = {NAN, NAN};
    skt_buf_add_text(out, "<path class=\"grid\" d=\"");
    for (int i = 0; i <= LINE_POINTS; i++) {
        double at[2];
        const bool good = line_point(at, view, l, i) && fabs(at[0]) < 1000 && fabs(at[1]) < 1000;
        if (good) {
            const bool on = !isnan(last[0]) && hypot(at[0] - last[0], at[1] - last[1]) < 60;
            skt_buf_add_char(out, on ? 'L' : 'M');
            skt_svg_number(out, at[0]);
            skt_buf_add_char(out, ' ');
            skt_svg_number(out, at[1]);
        }
        last[0] = good ? at[0] : NAN;
        last[1] = good ? at[1] : NAN;
    }
    skt_buf_add_text(out, "\"/>\n");
}

/* "35° E" where a meridian leaves the frame below, "50° N" where a parallel does at the left. */
static void add_degrees(skt_buf *out, const skt_map_view *view, const line *l)
{
    const skt_map_rect *frame = &view->frame;
    const double edge = l->meridian ? frame->y + frame->height : frame->x;
    const int across = l->meridian ? 1 : 0; /* which coordinate crosses the edge */
    double a[2];
    double b[2];
    for (int i = 0; i < LINE_POINTS; i++) {
        if (!line_point(a, view, l, i) || !line_point(b, view, l, i + 1) ||
            (a[across] < edge) == (b[across] < edge) || hypot(b[0] - a[0], b[1] - a[1]) > 60) {
            continue;
        }
        const double share = (edge - a[across]) / (b[across] - a[across]);
        const double along = a[1 - across] + share * (b[1 - across] - a[1 - across]);
        const double from = l->meridian ? frame->x : frame->y;
        const double length = l->meridian ? frame->width : frame->height;
        if (along < from + 3 || along > from + length - 3) {
            continue;
        }
        const double value = l->meridian ? wrapped(l->degrees) : l->degrees;
        skt_buf text = SKT_BUF_INIT;
        skt_buf_add_real(&text, fabs(value), 2);
        skt_buf_add_text(&text, value == 0 || value == -180 ? "°"
                                : l->meridian               ? (value < 0 ? "°W" : "°E")
                                                            : (value < 0 ? "°S" : "°N"));
        const skt_svg_text how = {l->meridian ? along : frame->x - 0.8,
                                  l->meridian ? edge + 2.4 : along + 0.6, 1.8,
                                  l->meridian ? SKT_SVG_MIDDLE : SKT_SVG_END, "deg"};
        skt_svg_add_text(out, &how, skt_buf_str(&text));
        out->failed |= text.failed;
        skt_buf_dispose(&text);
        return;
    }
}

typedef void (*line_visitor)(skt_buf *, const skt_map_view *, const line *);

static void each_line(skt_buf *out, const skt_map_view *view, line_visitor visit)
{
    const double step = step_of(view);
    const double east = view->seen[0] + seen_width(view);
    const int first = (int)ceil(view->seen[0] / step - 1e-9);
    for (int i = first; i * step < east + 1e-9; i++) {
        visit(out, view, &(line){true, i * step});
    }
    const int lowest = (int)ceil(view->seen[1] / step - 1e-9);
    for (int i = lowest; i * step < view->seen[3] + 1e-9; i++) {
        if (fabs(i * step) < 90) {
            visit(out, view, &(line){false, i * step});
        }
    }
}

void skt_map_draw_graticule(skt_buf *out, const skt_map_scene *scene)
{
    each_line(out, &scene->view, add_grid_line);
}

void skt_map_draw_degrees(skt_buf *out, const skt_map_scene *scene)
{
    each_line(out, &scene->view, add_degrees);
}

/* -------------------------------------------------------------- scale bar */

/* None where the scale differs across the map by more than eyes forgive. */
void skt_map_draw_scale_bar(skt_buf *out, const skt_map_scene *scene)
{
    const skt_map_view *view = &scene->view;
    const skt_map_rect *frame = &view->frame;
    if (frame->width / view->scale > 6.0e6 || view->choice.family == SKT_MAP_WORLD) {
        return;
    }
    const double most_km = 45.0 / view->scale / 1000.0;
    const double power = pow(10.0, floor(log10(most_km)));
    const double lead = most_km / power;
    const double km = (lead >= 5.0 ? 5.0 : lead >= 2.0 ? 2.0 : 1.0) * power;
    const double length = km * 1000.0 * view->scale;
    const double x = frame->x + 4.0;
    const double y = frame->y + frame->height - 3.0;
    skt_buf label = SKT_BUF_INIT;
    skt_buf_add_real(&label, km, 3);
    skt_buf_add_text(&label, " km");
    skt_svg_add_line(out, x, y, x + length, y, "bar");
    skt_svg_add_line(out, x, y, x, y - 1.2, "bar");
    skt_svg_add_line(out, x + length, y, x + length, y - 1.2, "bar");
    const skt_svg_text how = {x + length / 2, y - 0.8, 2.1, SKT_SVG_MIDDLE, "halo"};
    skt_svg_add_text(out, &how, skt_buf_str(&label));
    out->failed |= label.failed;
    skt_buf_dispose(&label);
}
