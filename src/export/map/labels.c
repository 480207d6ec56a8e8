/* Names and numbers: the greatest first, each where there is room for it (Imhof's positions
 * round a point, taken greedily: Christensen, Marks and Shieber, "An Empirical Study of
 * Algorithms for Point-Feature Label Placement", 1995). */
#include <math.h>
#include <unicode/uchar.h>

#include "core/vec.h"
#include "export/map/scene.h"
#include "geometry/area.h"

static const double NAME = 2.4; /* size of type, millimetres */
static const double NUMBER = 2.7;
static const double COUNTRY = 2.5;
static const double LEADING = 1.15;
static const double WIDEST = 26.0; /* longer names take two lines */
static const double AWAY = 0.5;    /* from a circle */
static const double FARTHER = 2.5;
static const double BARE_MM = 2.0; /* a circle whose number may stand without a name */

enum { LINES = 3 };

typedef struct box {
    double x, y, width, height;
} box;

typedef struct taken {
    SKT_VEC(box) boxes;
} taken;

/* Lines of text, one below the other, around one middle. */
typedef struct block {
    skt_str lines[LINES];
    double sizes[LINES];
    const char *styles[LINES];
    size_t n;
    double width, height;
} block;

static void add_line(block *b, skt_str text, double size, const char *style)
{
    if (text.len > 0 && b->n < LINES) {
        b->lines[b->n] = text;
        b->sizes[b->n] = size;
        b->styles[b->n++] = style;
        b->width = fmax(b->width, skt_svg_text_width(text, size));
        b->height += size * LEADING;
    }
}

/* A long name is broken at the space nearest to its middle. */
static void add_name(block *b, skt_str name, double size, const char *style)
{
    size_t at = 0;
    if (skt_svg_text_width(name, size) > WIDEST) {
        for (size_t i = 1; i + 1 < name.len; i++) {
            const double off = fabs((double)i - (double)name.len / 2);
            if (name.ptr[i] == ' ' && (at == 0 || off < fabs((double)at - (double)name.len / 2))) {
                at = i;
            }
        }
    }
    add_line(b, skt_str_sub(name, 0, at), size, style);
    add_line(b, skt_str_sub(name, at == 0 ? 0 : at + 1, name.len - (at == 0 ? 0 : at + 1)), size,
             style);
}

static bool meet(const box *a, const box *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

/* `own`: the box that the label may cover, or SIZE_MAX. */
static bool is_free(const taken *t, const skt_map_rect *frame, const box *wanted, size_t own)
{
    if (wanted->x < frame->x + 0.5 || wanted->y < frame->y + 0.5 ||
        wanted->x + wanted->width > frame->x + frame->width - 0.5 ||
        wanted->y + wanted->height > frame->y + frame->height - 0.5) {
        return false;
    }
    for (size_t i = 0; i < t->boxes.count; i++) {
        if (i != own && meet(&t->boxes.items[i], wanted)) {
            return false;
        }
    }
    return true;
}

/* Finds room beside the point, whose circle has the radius, `away` from it. */
static bool find_beside(box *out, const taken *t, const skt_map_rect *frame, const block *b,
                        const double at[2], double radius, double away)
{
    const double slant = radius * 0.7071 + away;
    const double w = b->width;
    const double h = b->height;
    const double places[][2] = {
        {at[0] + radius + away, at[1] - h / 2},
        {at[0] - w / 2, at[1] + radius + away},
        {at[0] - w / 2, at[1] - radius - away - h},
        {at[0] - radius - away - w, at[1] - h / 2},
        {at[0] + slant, at[1] + slant},
        {at[0] + slant, at[1] - slant - h},
        {at[0] - slant - w, at[1] + slant},
        {at[0] - slant - w, at[1] - slant - h},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        *out = (box){places[i][0], places[i][1], w, h};
        if (is_free(t, frame, out, SIZE_MAX)) {
            return true;
        }
    }
    return false;
}

/* The same, or inside the circle where it is large, or a little farther off. */
static bool find_room(box *out, const taken *t, const skt_map_rect *frame, const block *b,
                      const double at[2], double radius, size_t own, bool farther)
{
    *out = (box){at[0] - b->width / 2, at[1] - b->height / 2, b->width, b->height};
    if ((radius == 0 || hypot(b->width, b->height) <= 2 * radius) && is_free(t, frame, out, own)) {
        return true;
    }
    return find_beside(out, t, frame, b, at, radius, AWAY) ||
           (farther && find_beside(out, t, frame, b, at, radius, FARTHER));
}

static bool draw_block(skt_buf *out, taken *t, const block *b, const box *room)
{
    double y = room->y;
    for (size_t i = 0; i < b->n; i++) {
        const skt_svg_text how = {room->x + room->width / 2, y + b->sizes[i] * 0.9, b->sizes[i],
                                  SKT_SVG_MIDDLE, b->styles[i]};
        skt_svg_add_text(out, &how, b->lines[i]);
        y += b->sizes[i] * LEADING;
    }
    return skt_vec_push(&t->boxes, *room);
}

void skt_map_add_figure(skt_buf *out, const skt_map_area *area)
{
    if (area->count == SKT_NULL) {
        skt_buf_add_text(out, area->caveat == SKT_CAVEAT_WITHHELD ? "withheld"
                              : area->caveat == SKT_CAVEAT_FLOOR  ? "some"
                                                                  : "");
        return;
    }
    skt_buf_add_int(out, area->count);
    skt_buf_add_text(out, area->caveat == SKT_CAVEAT_NONE ? "" : "+");
}

static skt_status label_area(skt_buf *out, skt_map_scene *scene, taken *t, size_t index)
{
    const skt_map_area *area = &scene->areas[index];
    skt_buf figure = SKT_BUF_INIT;
    skt_map_add_figure(&figure, area);
    block whole = {.n = 0};
    block number = {.n = 0};
    add_name(&whole, area->record.region, NAME, "halo name");
    add_line(&whole, skt_buf_str(&figure), NUMBER, "halo number");
    add_line(&number, skt_buf_str(&figure), NUMBER, "halo number");
    const skt_map_rect *frame = &scene->view.frame;
    const double radius = area->circle_mm / 2;
    box room;
    bool good = true;
    if (find_room(&room, t, frame, &whole, area->at, radius, index, true)) {
        good = draw_block(out, t, &whole, &room);
    } else {
        scene->unlabelled++;
        /* Far from its circle, or beside a dot, a bare number tells nobody whose it is. */
        if (number.n > 0 && area->circle_mm >= BARE_MM &&
            find_room(&room, t, frame, &number, area->at, radius, index, false)) {
            good = draw_block(out, t, &number, &room);
        }
    }
    good = good && !figure.failed;
    skt_buf_dispose(&figure);
    return good ? SKT_OK : SKT_E_NOMEM;
}

/* Circles keep names off; label_area takes the box of area `i` for its own. */
static bool take_circles(taken *t, const skt_map_scene *scene)
{
    bool good = true;
    for (size_t i = 0; i < scene->n_areas && good; i++) {
        const skt_map_area *area = &scene->areas[i];
        const double d = isnan(area->at[0]) ? 0.0 : area->circle_mm;
        const box circle = {isnan(area->at[0]) ? -1000.0 : area->at[0] - d / 2,
                            isnan(area->at[0]) ? -1000.0 : area->at[1] - d / 2, d, d};
        good = skt_vec_push(&t->boxes, circle);
    }
    for (size_t i = 0; i < scene->n_points && good; i++) {
        const double d = scene->points[i].circle_mm;
        good = skt_vec_push(
            &t->boxes, (box){scene->points[i].at[0] - d / 2, scene->points[i].at[1] - d / 2, d, d});
    }
    /* The scale bar's corner. */
    const skt_map_rect *frame = &scene->view.frame;
    return good && skt_vec_push(&t->boxes, (box){frame->x, frame->y + frame->height - 7, 52, 7});
}

static skt_status upper_case(skt_buf *out, skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        skt_buf_add_char(out, (char)(c >= 'a' && c <= 'z' ? c - 32 : c));
    }
    return out->failed ? SKT_E_NOMEM : SKT_OK;
}

/* The country's name, in the part of it that is seen, and what no region has of its drones. */
static skt_status label_country(skt_buf *out, const skt_map_scene *scene, taken *t,
                                const skt_backdrop_area *country)
{
    const skt_map_area *rest = NULL;
    for (size_t i = 0; i < scene->n_countries; i++) {
        if (scene->countries[i].record.node == country->node) {
            rest = &scene->countries[i];
        }
    }
    double at[2];
    const double lonlat[] = {country->label_lon, country->label_lat};
    if (isnan(lonlat[0]) || !skt_map_view_point(at, &scene->view, lonlat)) {
        return SKT_OK;
    }
    skt_buf name = SKT_BUF_INIT;
    skt_buf number = SKT_BUF_INIT;
    skt_status status = upper_case(&name, country->name);
    block b = {.n = 0};
    add_name(&b, skt_buf_str(&name), COUNTRY, "halo land-name");
    if (rest != NULL) {
        skt_buf_format(&number, "%lld in no region", (long long)rest->count);
        add_line(&b, skt_buf_str(&number), NAME, "halo land-number");
    }
    /* A name that its country has no room for would cover others. The projection keeps areas. */
    const double area_mm2 =
        skt_polygon_area_km2(&country->polygon) * 1e6 * scene->view.scale * scene->view.scale;
    const bool fits = rest != NULL || area_mm2 > b.width * b.height;
    box room;
    if (status == SKT_OK && fits &&
        find_room(&room, t, &scene->view.frame, &b, at, 0, SIZE_MAX, rest != NULL) &&
        !draw_block(out, t, &b, &room)) {
        status = SKT_E_NOMEM;
    }
    status = number.failed ? SKT_E_NOMEM : status;
    skt_buf_dispose(&number);
    skt_buf_dispose(&name);
    return status;
}

skt_status skt_map_draw_labels(skt_buf *out, skt_map_scene *scene)
{
    taken t = {0};
    skt_status status = take_circles(&t, scene) ? SKT_OK : SKT_E_NOMEM;
    /* First the countries with a figure of their own, then areas, then other countries. */
    for (int turn = 0; turn < 3; turn++) {
        for (size_t i = 0; turn == 1 && i < scene->n_areas && status == SKT_OK; i++) {
            if (!isnan(scene->areas[i].at[0])) {
                status = label_area(out, scene, &t, i);
            }
        }
        for (size_t i = 0; turn != 1 && i < scene->land.count && status == SKT_OK; i++) {
            bool has_figure = false;
            for (size_t k = 0; k < scene->n_countries; k++) {
                has_figure |= scene->countries[k].record.node == scene->land.areas[i].node;
            }
            if (has_figure == (turn == 0)) {
                status = label_country(out, scene, &t, &scene->land.areas[i]);
            }
        }
    }
    skt_vec_dispose(&t.boxes);
    return status;
}
