#include "export/map/view.h"

#include <math.h>
#include <stdio.h>

#include "export/map/svg.h"

static const double MARGIN = 8.0;
static const double TITLE = 15.0;
static const double SIDE = 56.0;
static const double GAP = 4.0;

/* Points are snapped to a grid of this many millimetres: neighbours alike. In a map wider than
 * WIDE_M there is more of them, and the coarser one is a printer's dot still. */
static const double GRID = 0.05;
static const double WIDE_GRID = 0.1;
static const double WIDE_M = 6.0e6;

/* The legend needs as much height. */
static const double LEAST_HEIGHT = 128.0;

/* A map of the world ends here where there is nothing beyond. */
static const double WORLD_SOUTH = -58.0;
static const double WORLD_NORTH = 84.0;

enum { SAMPLES = 48 };

typedef struct bounds {
    double west, south, east, north;
} bounds;

static void grow(bounds *b, const double xy[2])
{
    b->west = fmin(b->west, xy[0]);
    b->east = fmax(b->east, xy[0]);
    b->south = fmin(b->south, xy[1]);
    b->north = fmax(b->north, xy[1]);
}

static double wrapped(double lon)
{
    return lon - 360.0 * floor((lon + 180.0) / 360.0);
}

/* What the box takes up on the map. */
static bounds projected_box(const skt_map_view *view, const double box[4])
{
    bounds b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    const bool world = view->choice.family == SKT_MAP_WORLD;
    const double width = world ? 360.0 : box[2] - box[0] + (box[0] > box[2] ? 360.0 : 0.0);
    const double west = world ? view->choice.lon0 - 180.0 : box[0];
    const double south = world ? fmin(box[1], WORLD_SOUTH) : box[1];
    const double north = world ? fmax(box[3], WORLD_NORTH) : box[3];
    for (int i = 0; i <= SAMPLES; i++) {
        for (int k = 0; k <= SAMPLES; k++) {
            const double lon = west + width * i / SAMPLES;
            /* Of both edges of the world each is projected on its own side. */
            const double inset = world ? (i == 0 ? 1e-7 : i == SAMPLES ? -1e-7 : 0.0) : 0.0;
            const double lonlat[] = {wrapped(lon + inset), south + (north - south) * k / SAMPLES};
            double xy[2];
            if (skt_projection_apply(xy, view->projection, lonlat)) {
                grow(&b, xy);
            }
        }
    }
    return b;
}

static void lay_out(skt_map_view *view, const bounds *b, double notes)
{
    const double aspect = (b->east - b->west) / (b->north - b->south);
    const bool upright = aspect < 0.8;
    view->page_width = upright ? 210.0 : 297.0;
    view->page_height = upright ? 297.0 : 210.0;
    view->frame = (skt_map_rect){MARGIN, MARGIN + TITLE, view->page_width - 2 * MARGIN - SIDE - GAP,
                                 view->page_height - 2 * MARGIN - TITLE - GAP - notes};
    if (view->choice.family == SKT_MAP_WORLD) { /* nothing is above or below it */
        const double needed = fmax(LEAST_HEIGHT, view->frame.width / aspect);
        const double less = floor(fmax(0.0, view->frame.height - needed));
        view->page_height -= less;
        view->frame.height -= less;
    }
    view->side =
        (skt_map_rect){MARGIN + view->frame.width + GAP, view->frame.y, SIDE, view->frame.height};
    view->foot_y = view->frame.y + view->frame.height + GAP;
    view->scale =
        fmin(view->frame.width / (b->east - b->west), view->frame.height / (b->north - b->south));
    view->wide = view->frame.width / view->scale > WIDE_M;
    view->grid = view->wide ? WIDE_GRID : GRID;
    view->middle[0] = (b->west + b->east) / 2;
    view->middle[1] = (b->south + b->north) / 2;
}

/* The degrees at a grid of points in the frame; false where one is off the globe. */
static bool look(bounds *b, const skt_map_view *view)
{
    for (int i = 0; i <= SAMPLES; i++) {
        for (int k = 0; k <= SAMPLES; k++) {
            const double xy[] = {
                view->middle[0] + ((double)i / SAMPLES - 0.5) * view->frame.width / view->scale,
                view->middle[1] + ((double)k / SAMPLES - 0.5) * view->frame.height / view->scale};
            double lonlat[2];
            double back[2];
            if (!skt_projection_invert(lonlat, view->projection, xy) ||
                !skt_projection_apply(back, view->projection, lonlat) ||
                hypot(back[0] - xy[0], back[1] - xy[1]) * view->scale > 0.1) {
                return false;
            }
            lonlat[0] = wrapped(lonlat[0] - view->choice.lon0);
            grow(b, lonlat);
        }
    }
    return true;
}

/* The box of degrees that the frame shows; the whole world where a corner is off the globe. */
static void find_seen(skt_map_view *view)
{
    const double lon0 = view->choice.lon0;
    bounds b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    if (view->choice.family == SKT_MAP_WORLD || !look(&b, view)) {
        b = (bounds){-180.0, -90.0, 180.0, 90.0};
    }
    for (int side = -1; side <= 1; side += 2) {
        const double pole[] = {lon0, 90.0 * side};
        double at[2];
        if (skt_map_view_point(at, view, pole) && skt_map_view_shows(view, at)) {
            b = (bounds){-180.0, side < 0 ? -90.0 : b.south, 180.0, side > 0 ? 90.0 : b.north};
        }
    }
    const double margin = 0.02 * fmax(b.east - b.west, b.north - b.south);
    const bool round = b.east - b.west + 2 * margin >= 340.0;
    view->seen[0] = round ? -180.0 : wrapped(b.west - margin + lon0);
    view->seen[1] = fmax(-90.0, b.south - margin);
    view->seen[2] = round ? 180.0 : wrapped(b.east + margin + lon0);
    view->seen[3] = fmin(90.0, b.north + margin);
}

skt_status skt_map_view_open(skt_map_view *out, const double box[4], double notes, skt_diag *diag)
{
    *out = (skt_map_view){.projection = NULL};
    skt_map_choose(&out->choice, box);
    char crs[256];
    (void)snprintf(crs, sizeof crs, "%s +datum=WGS84 +units=m +type=crs", out->choice.proj);
    const skt_status status = skt_projection_open(&out->projection, crs, diag);
    if (status == SKT_OK) {
        const bounds b = projected_box(out, box);
        lay_out(out, &b, notes);
        find_seen(out);
    }
    return status;
}

void skt_map_view_close(skt_map_view *view)
{
    skt_projection_close(view->projection);
    view->projection = NULL;
}

static void place(double at[2], const skt_map_view *view, const double xy[2])
{
    const skt_map_rect *frame = &view->frame;
    at[0] = frame->x + frame->width / 2 + (xy[0] - view->middle[0]) * view->scale;
    at[1] = frame->y + frame->height / 2 - (xy[1] - view->middle[1]) * view->scale;
}

bool skt_map_view_point(double at[2], const skt_map_view *view, const double lonlat[2])
{
    double xy[2];
    if (!skt_projection_apply(xy, view->projection, lonlat)) {
        return false;
    }
    place(at, view, xy);
    return true;
}

bool skt_map_view_shows(const skt_map_view *view, const double at[2])
{
    const skt_map_rect *frame = &view->frame;
    return at[0] >= frame->x && at[0] <= frame->x + frame->width && at[1] >= frame->y &&
           at[1] <= frame->y + frame->height;
}

static bool is_in_frame(const skt_map_view *view, const skt_ring *ring)
{
    bounds b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < ring->n; i++) {
        double at[2];
        place(at, view, &ring->lonlat[2 * i]);
        grow(&b, at);
    }
    const skt_map_rect *frame = &view->frame;
    return b.west <= frame->x + frame->width && b.east >= frame->x &&
           b.south <= frame->y + frame->height && b.north >= frame->y;
}

/* A number of steps of the grid; 20 steps of 0.05 are "1". */
static void add_steps(skt_buf *out, long steps, double grid)
{
    if (steps >= 0) {
        skt_buf_add_char(out, ' ');
    }
    skt_svg_number(out, (double)steps * grid);
}

/* Points are told by the step from the one before. */
static void add_ring(skt_buf *out, const skt_map_view *view, const skt_ring *ring)
{
    long last[2] = {0, 0};
    size_t n = 0;
    const size_t begin = out->len;
    for (size_t i = 0; i + 1 < ring->n; i++) {
        double at[2];
        place(at, view, &ring->lonlat[2 * i]);
        const long steps[] = {lround(at[0] / view->grid), lround(at[1] / view->grid)};
        if (n > 0 && steps[0] == last[0] && steps[1] == last[1]) {
            continue;
        }
        skt_buf_add_text(out, n == 0 ? "M" : n == 1 ? "l" : "");
        add_steps(out, steps[0] - last[0], view->grid);
        add_steps(out, steps[1] - last[1], view->grid);
        last[0] = steps[0];
        last[1] = steps[1];
        n++;
    }
    if (n < 3) {
        out->len = begin; /* too small to be seen */
    } else {
        skt_buf_add_char(out, 'Z');
    }
}

skt_status skt_map_view_path(skt_buf *out, const skt_map_view *view, const skt_polygon *polygon,
                             skt_arena *scratch)
{
    skt_polygon flat;
    bool cut;
    const skt_status status =
        skt_projection_polygon(&flat, &cut, view->projection, polygon, scratch);
    for (size_t i = 0; status == SKT_OK && i < flat.n_rings; i++) {
        if (is_in_frame(view, &flat.rings[i])) {
            add_ring(out, view, &flat.rings[i]);
        }
    }
    return status == SKT_OK && out->failed ? SKT_E_NOMEM : status;
}
