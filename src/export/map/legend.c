/* What stands around the map: title, legend, notes. */
#include <math.h>

#include "export/map/scene.h"

static const double HEADING = 2.8;
static const double TEXT = 2.3;
static const double NOTE = 2.1;
static const double ROW = 4.4;

/* ------------------------------------------------------------------ title */

static void add_days(skt_buf *out, const skt_export_meta *meta)
{
    char from[11];
    char to[11];
    skt_day_format(from, meta->date_from);
    skt_day_format(to, meta->date_to);
    if (from[0] == '\0' && to[0] == '\0') {
        skt_buf_add_text(out, "no day covered");
    } else if (meta->date_from == meta->date_to) {
        skt_buf_add_text(out, from);
    } else {
        skt_buf_format(out, "%s to %s", from, to);
    }
}

void skt_map_add_title(skt_buf *out, const skt_map_scene *scene)
{
    if (scene->n_areas == 0 && scene->n_points == 0) {
        skt_buf_add_text(out, "Drones: nothing to show, ");
    } else {
        skt_buf_format(out, "Drones %s, ", scene->theme.label);
    }
    add_days(out, &scene->data->meta);
}

void skt_map_draw_title(skt_buf *out, const skt_map_scene *scene)
{
    const skt_export_meta *meta = &scene->data->meta;
    const double x = scene->view.frame.x;
    skt_buf text = SKT_BUF_INIT;
    skt_map_add_title(&text, scene);
    const skt_svg_text title = {x, 13.0, 6.0, SKT_SVG_START, "title"};
    skt_svg_add_text(out, &title, skt_buf_str(&text));
    skt_buf_clear(&text);
    char day[11];
    skt_day_format(day, meta->as_of);
    skt_buf_format(&text, "By region%s. ", meta->by_period ? ", all periods together" : "");
    if (day[0] != '\0') {
        skt_buf_format(&text, "As of %s. ", day);
    }
    skt_buf_add_text(&text, scene->n_areas == 0
                                ? ""
                                : "A circle shows a number of drones, a colour their number per "
                                  "10 000 km².");
    const skt_svg_text below = {x, 19.0, 2.9, SKT_SVG_START, "note"};
    skt_svg_add_text(out, &below, skt_buf_str(&text));
    out->failed |= text.failed;
    skt_buf_dispose(&text);
}

/* ----------------------------------------------------------------- legend */

typedef struct cursor {
    double x, y;
} cursor;

static void add_text(skt_buf *out, double x, double y, double size, const char *style,
                     const char *text)
{
    const skt_svg_text how = {x, y, size, SKT_SVG_START, style};
    skt_svg_add_text(out, &how, skt_str_from(text));
}

static void add_heading(skt_buf *out, cursor *c, const char *text)
{
    add_text(out, c->x, c->y + HEADING, HEADING, "title", text);
    c->y += HEADING + 2.0;
}

/* A swatch with its words; `fill` is a pattern over the colour, or NULL. */
static void add_swatch(skt_buf *out, cursor *c, const skt_colour *colour, const char *fill,
                       const char *text)
{
    static const skt_colour white = {255, 255, 255};
    skt_svg_add_rect(out, c->x, c->y, 6.0, 3.4, "swatch", colour == NULL ? &white : colour);
    if (fill != NULL) {
        skt_svg_add_rect(out, c->x, c->y, 6.0, 3.4, fill, NULL);
    }
    add_text(out, c->x + 7.5, c->y + 2.5, TEXT, NULL, text);
    c->y += ROW;
}

/* Which fills and caveats there are on the map. */
typedef struct present {
    bool classes[SKT_THEME_CLASSES], no_area, no_number, floor, withheld;
    bool outcomes[SKT_OUTCOMES];
} present;

static present look(const skt_map_scene *scene)
{
    present p = {.no_area = false};
    for (size_t i = 0; i < scene->n_areas; i++) {
        size_t index;
        const skt_map_area *area = &scene->areas[i];
        switch (skt_theme_fill_of(&index, &scene->theme, &area->record)) {
        case SKT_FILL_CLASS: p.classes[index] = true; break;
        case SKT_FILL_NO_AREA: p.no_area = true; break;
        case SKT_FILL_NO_NUMBER: p.no_number |= area->caveat != SKT_CAVEAT_WITHHELD; break;
        }
        p.floor |= area->caveat == SKT_CAVEAT_FLOOR && area->count != SKT_NULL;
        p.withheld |= area->caveat == SKT_CAVEAT_WITHHELD;
    }
    for (size_t i = 0; i < scene->n_points; i++) {
        p.outcomes[scene->points[i].outcome] = true;
    }
    return p;
}

static void add_classes(skt_buf *out, cursor *c, const skt_map_scene *scene, const present *p)
{
    add_heading(out, c, "Drones per 10 000 km²");
    for (size_t i = scene->theme.n_breaks + 1; i-- > 0;) {
        const skt_colour colour = skt_theme_colour(&scene->theme, i);
        skt_buf label = SKT_BUF_INIT;
        skt_theme_add_class_label(&label, &scene->theme, i);
        if (p->classes[i] && !label.failed) {
            add_swatch(out, c, &colour, NULL, label.ptr);
        }
        out->failed |= label.failed;
        skt_buf_dispose(&label);
    }
    if (p->no_area) {
        add_swatch(out, c, &skt_theme_no_area_colour, NULL, "a sea: number alone");
    }
    if (p->floor) {
        const skt_colour colour = skt_theme_colour(&scene->theme, 0);
        add_swatch(out, c, &colour, "floor", "a lower bound: “34+”");
    }
    if (p->withheld) {
        add_swatch(out, c, NULL, "withheld", "a number is withheld");
    }
    if (p->no_number) {
        add_swatch(out, c, NULL, "no-number", "reported, no such number");
    }
    c->y += 3.0;
}

static double round_number(double value)
{
    const double power = pow(10.0, floor(log10(value)));
    const double lead = value / power;
    return (lead >= 5.0 ? 5.0 : lead >= 2.0 ? 2.0 : 1.0) * power;
}

/* Circles within each other, all standing on one line. */
static void add_circles(skt_buf *out, cursor *c, const skt_map_scene *scene)
{
    const double first = scene->theme.greatest >= 1 ? round_number(scene->theme.greatest) : 0.0;
    if (!(first >= 1)) {
        return;
    }
    add_heading(out, c, "Number of drones");
    const double largest = skt_theme_circle_mm(&scene->theme, (skt_number)first);
    const double base = c->y + largest;
    const double middle = c->x + SKT_THEME_CIRCLE_MM / 2;
    const double text_x = c->x + SKT_THEME_CIRCLE_MM + 4.0;
    double above = -INFINITY;
    double value = first;
    for (int i = 0; i < 3 && value >= 1; i++) {
        const double d = skt_theme_circle_mm(&scene->theme, (skt_number)value);
        const double y = fmax(base - d, above + 2.8);
        skt_buf text = SKT_BUF_INIT;
        skt_buf_add_int(&text, (int64_t)value);
        skt_svg_add_circle(out, middle, base - d / 2, d, "circle", &skt_theme_circle_colour);
        skt_svg_add_line(out, middle, base - d, text_x - 1.0, y, "leader");
        add_text(out, text_x, y + 0.8, TEXT, NULL, text.ptr);
        out->failed |= text.failed;
        skt_buf_dispose(&text);
        above = y;
        value = round_number(value / 4);
        value = value >= 1 ? value : 0;
    }
    c->y = fmax(base, above + 1.0) + 4.0;
}

static void add_outcomes(skt_buf *out, cursor *c, const present *p)
{
    bool any = false;
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        any |= p->outcomes[i];
    }
    if (!any) {
        return;
    }
    add_heading(out, c, "Incidents with a known place");
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        if (p->outcomes[i]) {
            const skt_colour colour = skt_outcome_colour((skt_outcome)i);
            skt_svg_add_circle(out, c->x + 3.0, c->y + 1.7, 2.6, "point", &colour);
            add_text(out, c->x + 7.5, c->y + 2.5, TEXT, NULL, skt_outcome_name((skt_outcome)i));
            c->y += ROW - 0.4;
        }
    }
    add_text(out, c->x, c->y + 2.0, NOTE, "note", "They are in their region’s number too.");
    c->y += 6.0;
}

void skt_map_draw_legend(skt_buf *out, const skt_map_scene *scene)
{
    cursor c = {scene->view.side.x, scene->view.side.y};
    const present p = look(scene);
    if (scene->n_areas == 0 && scene->n_points == 0) {
        add_heading(out, &c, "Nothing to show");
        add_text(out, c.x, c.y + 2.0, TEXT, NULL, "No report told of drones at");
        add_text(out, c.x, c.y + 5.2, TEXT, NULL, "a place that a map can show.");
        return;
    }
    if (scene->n_areas > 0) {
        add_classes(out, &c, scene, &p);
        add_circles(out, &c, scene);
    }
    add_outcomes(out, &c, &p);
    if (scene->disputed.count > 0) {
        skt_svg_add_line(out, c.x, c.y + 1.7, c.x + 6.0, c.y + 1.7, "disputed");
        add_text(out, c.x + 7.5, c.y + 2.5, TEXT, NULL, "a disputed area");
    }
}

/* ------------------------------------------------------------------ notes */

/* Adds the text in lines no wider than `width`; *y is the next baseline. */
static void add_wrapped(skt_buf *out, double x, double *y, double width, skt_str text)
{
    while (text.len > 0) {
        size_t end = text.len;
        while (skt_svg_text_width(skt_str_sub(text, 0, end), NOTE) > width) {
            size_t space = end;
            while (space > 0 && text.ptr[--space] != ' ') {
            }
            if (space == 0) {
                break;
            }
            end = space;
        }
        const skt_svg_text how = {x, *y, NOTE, SKT_SVG_START, "note"};
        skt_svg_add_text(out, &how, skt_str_sub(text, 0, end));
        *y += NOTE * 1.35;
        text = skt_str_trim(skt_str_sub(text, end, text.len - end));
    }
}

void skt_map_draw_notes(skt_buf *out, const skt_map_scene *scene)
{
    const skt_export_meta *meta = &scene->data->meta;
    const skt_map_view *view = &scene->view;
    const double width = view->frame.width + 60.0;
    double y = view->foot_y + NOTE;
    skt_buf text = SKT_BUF_INIT;
    skt_buf_format(&text, "%s. Disputed areas: boundaries by %s.", view->choice.name,
                   skt_str_is(skt_str_from(meta->boundaries), "iso") ? "ISO 3166"
                                                                     : "who holds them (de facto)");
    if (scene->unlabelled > 0) {
        skt_buf_format(&text, " %zu %s without a name, for want of room.", scene->unlabelled,
                       scene->unlabelled == 1 ? "area is" : "areas are");
    }
    add_wrapped(out, view->frame.x, &y, width, skt_buf_str(&text));
    skt_buf_clear(&text);
    skt_buf_format(&text, "Days: %s.", skt_day_rule);
    if (meta->regions.len > 0) {
        skt_buf_format(&text, " Regions: %.*s.", SKT_FMT(meta->regions));
    }
    add_wrapped(out, view->frame.x, &y, width, skt_buf_str(&text));
    skt_buf_clear(&text);
    for (size_t i = 0; i < meta->n_attributions; i++) {
        skt_buf_add_text(&text, i == 0 ? "" : "; ");
        skt_buf_add_text(&text, meta->attributions[i]);
    }
    skt_buf_add_char(&text, '.');
    add_wrapped(out, view->frame.x, &y, width, skt_buf_str(&text));
    out->failed |= text.failed;
    skt_buf_dispose(&text);
}
