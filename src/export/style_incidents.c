/* Incidents: circles coloured by outcome, whose area follows the number. A circle without a
 * number is hollow, one of a lower bound has a dashed outline. */
#include <math.h>
#include <stdio.h>

#include "core/json.h"
#include "export/style_parts.h"
#include "export/xml.h"

/* Colours: Okabe and Ito's, told apart by the colour-blind and in grey print. */
static const struct {
    const char *fill, *line;
} colours[SKT_OUTCOMES] = {
    [SKT_LAUNCHED] = {"230,159,0,200", "230,159,0,255"},
    [SKT_INTERCEPTED] = {"0,114,178,200", "0,114,178,255"},
    [SKT_LOST] = {"204,121,167,200", "204,121,167,255"},
    [SKT_IMPACTED] = {"213,94,0,200", "213,94,0,255"},
    [SKT_SIGHTED] = {"0,158,115,200", "0,158,115,255"},
};
static const char white[] = "255,255,255,255";
static const char hollow[] = "255,255,255,130";
static const char dark[] = "40,40,40,255";

#define SMALLEST_MM 1.6
#define LARGEST_MM 12.0

/* Expressions and sizes of one layer. */
typedef struct circles {
    double per_root; /* diameter of one drone, millimetres */
    double greatest; /* number of drones */
    skt_buf size, unnumbered, open, filled, styled, width;
} circles;

static double greatest_best(const skt_layer *layer)
{
    double greatest = 1.0;
    for (size_t i = 0; i < layer->n_records; i++) {
        const skt_incident_record *record = skt_layer_record(layer, i);
        if (record->best != SKT_NULL && !skt_shape_is_null(&layer->shapes[i])) {
            greatest = fmax(greatest, (double)record->best);
        }
    }
    return greatest;
}

static void circles_make(circles *out, const skt_styled *styled)
{
    *out = (circles){.greatest = greatest_best(styled->layer)};
    /* Few drones a circle: 2.5 mm for one. Many: the most are as large as may be. */
    const double largest_mm = skt_style_largest_mm(styled->layer, LARGEST_MM);
    out->per_root = floor(fmin(2.5, largest_mm / sqrt(out->greatest)) * 100.0) / 100.0;
    skt_buf pattern = SKT_BUF_INIT;
    skt_buf_format(&pattern, "max(%.1f, ", SMALLEST_MM);
    skt_buf_add_real(&pattern, out->per_root, 2);
    skt_buf_add_text(&pattern, " * sqrt(coalesce({best}, 1)))");
    skt_style_expand(&out->size, skt_buf_str(&pattern).ptr, styled);
    skt_style_expand(&out->unnumbered, "{best} IS NULL", styled);
    skt_style_expand(&out->open, "{best} IS NOT NULL AND {high} IS NULL", styled);
    skt_buf_format(&out->filled, "CASE WHEN %s THEN '%s' END", skt_buf_str(&out->unnumbered).ptr,
                   hollow);
    skt_buf_format(&out->styled, "CASE WHEN %s THEN 'dash' END", skt_buf_str(&out->open).ptr);
    skt_buf_format(&out->width, "CASE WHEN %s THEN 0.5 WHEN %s THEN 0.4 END",
                   skt_buf_str(&out->unnumbered).ptr, skt_buf_str(&out->open).ptr);
    out->size.failed |= pattern.failed;
    skt_buf_dispose(&pattern);
}

static void circles_dispose(circles *c, skt_buf *out)
{
    skt_buf *const all[] = {&c->size, &c->unnumbered, &c->open, &c->filled, &c->styled, &c->width};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        out->failed |= all[i]->failed;
        skt_buf_dispose(all[i]);
    }
}

/* The last two explain what no category by outcome can: they match no incident. */
static const struct {
    const char *value, *label;
} signs[] = {
    {"(lower bound)", "dashed: at least so many"},
    {"(no number)", "hollow: reported without a number"},
};
enum { SIGNS = sizeof signs / sizeof *signs };

static void add_category(skt_buf *out, int index, const char *value, const char *label)
{
    skt_buf_format(out,
                   "<category symbol=\"%d\" value=\"%s\" label=\"%s\" type=\"string\" "
                   "render=\"true\"/>\n",
                   index, value, label);
}

static void add_symbol(skt_buf *out, int index, const char *name, const circles *c)
{
    skt_symbol_circle circle = {.fill = hollow,
                                .outline = dark,
                                .width = "0.4",
                                .style = index == SKT_OUTCOMES ? "dash" : "solid",
                                .size = "3.5",
                                .size_of = skt_buf_str(&c->size).ptr};
    if (index >= SKT_OUTCOMES) {
        skt_symbol_add_circle(out, name, &circle);
        return;
    }
    skt_buf outline = SKT_BUF_INIT;
    skt_buf_format(&outline, "CASE WHEN %s THEN '%s' WHEN %s THEN '%s' END",
                   skt_buf_str(&c->unnumbered).ptr, colours[index].line, skt_buf_str(&c->open).ptr,
                   dark);
    circle.fill = colours[index].fill;
    circle.outline = white;
    circle.width = "0.25";
    circle.fill_of = skt_buf_str(&c->filled).ptr;
    circle.outline_of = skt_buf_str(&outline).ptr;
    circle.style_of = skt_buf_str(&c->styled).ptr;
    circle.width_of = skt_buf_str(&c->width).ptr;
    skt_symbol_add_circle(out, name, &circle);
    out->failed |= outline.failed;
    skt_buf_dispose(&outline);
}

/* The nearest of 1, 2 and 5 times a power of ten at or below `value`. */
static double round_down(double value)
{
    const double power = pow(10.0, floor(log10(value)));
    const double lead = value / power;
    return (lead >= 5.0 ? 5.0 : lead >= 2.0 ? 2.0 : 1.0) * power;
}

/* Three circles in one another: how large so many drones are. */
static void add_size_legend(skt_buf *out, const circles *c)
{
    const skt_symbol_circle plain = {.fill = "255,255,255,0",
                                     .outline = dark,
                                     .width = "0.25",
                                     .style = "solid",
                                     .size = "3",
                                     .size_of = skt_buf_str(&c->size).ptr};
    skt_symbol_add_circle(out, "size", &plain);
    skt_buf_add_text(out, "<classes>");
    static const double parts[] = {0.05, 0.25, 1.0};
    double last = 0.0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const double drones = round_down(fmax(1.0, c->greatest * parts[i]));
        if (drones > last) {
            skt_buf_add_text(out, "<class size=\"");
            skt_buf_add_real(out, fmax(SMALLEST_MM, c->per_root * sqrt(drones)), 2);
            skt_buf_format(out, "\" label=\"%.0f\"/>", drones);
            last = drones;
        }
    }
    skt_buf_add_text(out, "</classes>");
}

static void add_renderer(skt_buf *out, const circles *c)
{
    char name[16];
    skt_buf_add_text(out, "<renderer-v2 type=\"categorizedSymbol\" attr=\"outcome\" "
                          "symbollevels=\"0\" enableorderby=\"1\" forceraster=\"0\" "
                          "referencescale=\"-1\">\n<categories>\n");
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        const char *outcome = skt_outcome_name((skt_outcome)i);
        add_category(out, i, outcome, outcome);
    }
    for (int i = 0; i < SIGNS; i++) {
        add_category(out, SKT_OUTCOMES + i, signs[i].value, signs[i].label);
    }
    skt_buf_add_text(out, "</categories>\n<symbols>\n");
    for (int i = 0; i < SKT_OUTCOMES + SIGNS; i++) {
        (void)snprintf(name, sizeof name, "%d", i);
        add_symbol(out, i, name, c);
    }
    skt_buf_add_text(out, "</symbols>\n<source-symbol>\n");
    add_symbol(out, SKT_OUTCOMES + 1, "0", c);
    skt_buf_add_text(out, "</source-symbol>\n<data-defined-size-legend type=\"collapsed\" "
                          "valign=\"bottom\" title=\"drones\">\n");
    add_size_legend(out, c);
    skt_buf_add_text(out, "</data-defined-size-legend>\n");
    /* The small ones on top of the large ones. */
    skt_buf_add_text(out, "<orderby><orderByClause asc=\"0\" nullsFirst=\"0\">");
    skt_xml_add(out, skt_buf_str(&c->size));
    skt_buf_add_text(out, "</orderByClause></orderby>\n</renderer-v2>\n");
}

void skt_style_add_incidents(skt_buf *out, const skt_styled *styled)
{
    circles c;
    circles_make(&c, styled);
    add_renderer(out, &c);
    const skt_style_label label = {
        .text = "{place} || CASE WHEN {best} IS NULL THEN '' WHEN {high} IS NULL THEN ' ≥' || "
                "{best} ELSE ' ' || {best} END",
        .filter = "{place} IS NOT NULL",
        .size = "7.5",
        .colour = "30,30,30",
        .priority = "scale_linear(sqrt(coalesce(\"reports\", 1)), 1, 5, 3, 6)",
        .largest_scale = 8000000,
    };
    skt_style_add_labels(out, &label, 1, styled);
    circles_dispose(&c, out);
}
