/* Areas: filled by density, hatched where the figure is not all, a circle whose area follows
 * the number at a point inside, and the number on it. */
#include <math.h>
#include <stdio.h>

#include "core/json.h"
#include "export/style_parts.h"
#include "export/theme.h"
#include "export/xml.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---------------------------------------------------------------- patterns */

/* What QGIS computes for each kind of theme (export/theme.h): `open` is of rows with a number
 * that is a lower bound, `without` of rows where an outcome was reported without a number or is
 * withheld. */
static const struct patterns {
    const char *count, *density, *open, *without, *withheld;
} patterns[SKT_THEMES] = {
#define NAMED_IN(field, names) "regexp_match(coalesce({" field "}, ''), '" names "') > 0"
#define WITHOUT(names) NAMED_IN("unnumbered", names) " OR " NAMED_IN("withheld", names)
#define ONE(name)                                                                                  \
    {                                                                                              \
        "{" name "}", "{" name "} / {area_km2} * 10000",                                           \
            "{" name "_high} IS NULL OR " WITHOUT(name), WITHOUT(name), NAMED_IN("withheld", name) \
    }
    [SKT_THEME_MET] = {"CASE WHEN coalesce({intercepted}, {impacted}) IS NOT NULL THEN "
                       "coalesce({intercepted}, 0) + coalesce({impacted}, 0) END",
                       "{per_10k}",
                       "({intercepted} IS NOT NULL AND {intercepted_high} IS NULL) OR "
                       "({impacted} IS NOT NULL AND {impacted_high} IS NULL) OR " WITHOUT(
                           "intercepted|impacted"),
                       WITHOUT("intercepted|impacted"),
                       NAMED_IN("withheld", "intercepted|impacted")},
    [SKT_THEME_LAUNCHED] = ONE("launched"),
    [SKT_THEME_SIGHTED] = ONE("sighted"),
    [SKT_THEME_LOST] = ONE("lost"),
};

/* -------------------------------------------------------------------- rules */

/* What there is beside the classes; the legend has only what occurs. */
typedef enum special { NO_AREA, OPEN, WITHHELD, UNNUMBERED, NOTHING, CIRCLES, SPECIALS } special;

/* What one layer shows. */
typedef struct survey {
    skt_theme theme;
    const struct patterns *patterns;
    bool has_class, has[SPECIALS];
} survey;

static void look_at(survey *out, const skt_tally_record *record)
{
    size_t index;
    const skt_theme_fill fill = skt_theme_fill_of(&index, &out->theme, record);
    const skt_theme_caveat caveat = skt_theme_caveat_of(&out->theme, record);
    if (fill == SKT_FILL_NO_NUMBER) {
        out->has[caveat == SKT_CAVEAT_NONE       ? NOTHING
                 : caveat == SKT_CAVEAT_WITHHELD ? WITHHELD
                                                 : UNNUMBERED] = true;
    } else {
        out->has[CIRCLES] = true;
        out->has[OPEN] |= caveat != SKT_CAVEAT_NONE;
        out->has_class |= fill == SKT_FILL_CLASS;
        out->has[NO_AREA] |= fill == SKT_FILL_NO_AREA;
    }
}

static skt_status survey_make(survey *out, const skt_layer *layer)
{
    *out = (survey){.has_class = false};
    const skt_status status = skt_theme_choose(&out->theme, layer);
    out->patterns = &patterns[out->theme.kind];
    for (size_t i = 0; i < layer->n_records; i++) {
        if (!skt_shape_is_null(&layer->shapes[i])) {
            look_at(out, skt_layer_record(layer, i));
        }
    }
    return status;
}

/* ------------------------------------------------------------------ renderer */

/* Adds one rule; `symbol` is its number, or NULL for a heading, whose element stays open. */
static void add_rule(skt_buf *out, const char *key, const size_t *symbol, const char *filter,
                     const char *label, const skt_styled *styled)
{
    skt_buf expression = SKT_BUF_INIT;
    skt_style_expand(&expression, filter, styled);
    skt_buf_format(out, "<rule key=\"{skytally-%s}\" label=\"", key);
    skt_xml_add(out, skt_str_from(label));
    if (expression.len > 0) {
        skt_buf_add_text(out, "\" filter=\"");
        skt_xml_add(out, skt_buf_str(&expression));
    }
    if (symbol != NULL) {
        skt_buf_format(out, "\" symbol=\"%zu", *symbol);
    }
    skt_buf_add_text(out, symbol == NULL ? "\">\n" : "\"/>\n");
    out->failed |= expression.failed;
    skt_buf_dispose(&expression);
}

/* Class `index` of n_breaks + 1: from its break to the next. */
static void add_class(skt_buf *out, const survey *seen, size_t index, const skt_styled *styled)
{
    skt_buf filter = SKT_BUF_INIT;
    skt_buf label = SKT_BUF_INIT;
    const double *breaks = seen->theme.breaks;
    skt_buf_format(&filter, "%s >= ", seen->patterns->density);
    skt_buf_add_real(&filter, index == 0 ? 0.0 : breaks[index - 1], 6);
    if (index < seen->theme.n_breaks) {
        skt_buf_format(&filter, " AND %s < ", seen->patterns->density);
        skt_buf_add_real(&filter, breaks[index], 6);
    }
    skt_theme_add_class_label(&label, &seen->theme, index);
    char key[32];
    (void)snprintf(key, sizeof key, "class-%zu", index);
    add_rule(out, key, &index, skt_buf_str(&filter).ptr, skt_buf_str(&label).ptr, styled);
    out->failed |= filter.failed || label.failed;
    skt_buf_dispose(&filter);
    skt_buf_dispose(&label);
}

static const struct {
    const char *key, *label;
} specials[SPECIALS] = {
    [NO_AREA] = {"no-area", "a number, and no area to divide by (seas)"},
    [OPEN] = {"lower-bound", "hatched: at least so many"},
    [WITHHELD] = {"withheld", "crossed: the number is withheld"},
    [UNNUMBERED] = {"unnumbered", "hatched: reported without a number"},
    [NOTHING] = {"nothing", "nothing of this reported"},
    [CIRCLES] = {"circle", "number of drones; the largest circle: "},
};

static void add_special(skt_buf *out, special kind, const survey *seen, size_t symbol,
                        const skt_styled *styled)
{
    const struct patterns *shown = seen->patterns;
    skt_buf filter = SKT_BUF_INIT;
    skt_buf label = SKT_BUF_INIT;
    skt_buf_add_text(&label, specials[kind].label);
    switch (kind) {
    case NO_AREA:
        skt_buf_format(&filter, "(%s) IS NOT NULL AND coalesce({area_km2}, 0) <= 0", shown->count);
        break;
    case OPEN:
        skt_buf_format(&filter, "(%s) IS NOT NULL AND (%s)", shown->count, shown->open);
        break;
    case WITHHELD:
        skt_buf_format(&filter, "(%s) IS NULL AND %s", shown->count, shown->withheld);
        break;
    case UNNUMBERED:
        skt_buf_format(&filter, "(%s) IS NULL AND NOT (%s) AND (%s)", shown->count, shown->withheld,
                       shown->without);
        break;
    case CIRCLES:
        skt_buf_format(&filter, "(%s) IS NOT NULL", shown->count);
        skt_buf_format(&label, "%.0f", seen->theme.greatest);
        break;
    case NOTHING:
    case SPECIALS:
        skt_buf_format(&filter, "(%s) IS NULL AND NOT (%s)", shown->count, shown->without);
        break;
    }
    add_rule(out, specials[kind].key, &symbol, skt_buf_str(&filter).ptr, skt_buf_str(&label).ptr,
             styled);
    out->failed |= filter.failed || label.failed;
    skt_buf_dispose(&filter);
    skt_buf_dispose(&label);
}

static void colour_text(char out[24], skt_colour colour, int opacity)
{
    (void)snprintf(out, 24, "%d,%d,%d,%d", colour.r, colour.g, colour.b, opacity);
}

/* Diameter in millimetres for a number: its area, not its diameter, follows the number. */
static void circle_size(skt_buf *out, const survey *seen, const skt_styled *styled)
{
    skt_buf pattern = SKT_BUF_INIT;
    skt_buf_format(&pattern, "max(2, %.0f * sqrt(coalesce(%s, 0) / %.0f.0))", SKT_THEME_CIRCLE_MM,
                   seen->patterns->count, fmax(seen->theme.greatest, 1.0));
    skt_style_expand(out, skt_buf_str(&pattern).ptr, styled);
    out->failed |= pattern.failed;
    skt_buf_dispose(&pattern);
}

static void add_special_symbol(skt_buf *out, special kind, const char *name, const char *size)
{
    static const char *const crossed[] = {"45", "135"};
    static const char grey[] = "225,225,225,190";
    char colour[24];
    const skt_symbol_circle circle = {.fill = "255,255,255,150",
                                      .outline = "50,50,50,230",
                                      .width = "0.3",
                                      .style = "solid",
                                      .size = "4",
                                      .size_of = size};
    switch (kind) {
    case NO_AREA:
        colour_text(colour, skt_theme_no_area_colour, 230);
        skt_symbol_add_area(out, name, colour);
        break;
    case OPEN: skt_symbol_add_hatch(out, name, NULL, crossed, 1); break;
    case WITHHELD: skt_symbol_add_hatch(out, name, grey, crossed, 2); break;
    case UNNUMBERED: skt_symbol_add_hatch(out, name, grey, crossed + 1, 1); break;
    case CIRCLES: skt_symbol_add_area_circle(out, name, &circle); break;
    case NOTHING:
    case SPECIALS: skt_symbol_add_area(out, name, "255,255,255,90"); break;
    }
}

static void add_rules(skt_buf *out, const survey *seen, const skt_styled *styled)
{
    if (seen->has_class) {
        skt_buf heading = SKT_BUF_INIT;
        skt_buf_format(&heading, "%s, per 10 000 km²", seen->theme.label);
        add_rule(out, "density", NULL, "", skt_buf_str(&heading).ptr, styled);
        for (size_t i = 0; i <= seen->theme.n_breaks; i++) {
            add_class(out, seen, i, styled);
        }
        skt_buf_add_text(out, "</rule>\n");
        out->failed |= heading.failed;
        skt_buf_dispose(&heading);
    }
    for (int i = 0; i < SPECIALS; i++) {
        if (seen->has[i]) {
            add_special(out, (special)i, seen, SKT_THEME_CLASSES + (size_t)i, styled);
        }
    }
}

/* Classes are rules and not a graduated renderer, which would not draw an area without a
 * number and could not hatch one. */
static void add_renderer(skt_buf *out, const survey *seen, const char *size,
                         const skt_styled *styled)
{
    char name[24];
    char colour[24];
    skt_buf_add_text(out, "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" "
                          "enableorderby=\"0\" forceraster=\"0\" referencescale=\"-1\">\n"
                          "<rules key=\"{skytally}\">\n");
    add_rules(out, seen, styled);
    skt_buf_add_text(out, "</rules>\n<symbols>\n");
    for (size_t i = 0; i <= seen->theme.n_breaks && seen->has_class; i++) {
        (void)snprintf(name, sizeof name, "%zu", i);
        colour_text(colour, skt_theme_colour(&seen->theme, i), 210);
        skt_symbol_add_area(out, name, colour);
    }
    for (int i = 0; i < SPECIALS; i++) {
        (void)snprintf(name, sizeof name, "%d", SKT_THEME_CLASSES + i);
        if (seen->has[i]) {
            add_special_symbol(out, (special)i, name, size);
        }
    }
    skt_buf_add_text(out, "</symbols>\n</renderer-v2>\n");
}

static void add_labels(skt_buf *out, const survey *seen, const char *size, const skt_styled *styled)
{
    const struct patterns *shown = seen->patterns;
    skt_buf number = SKT_BUF_INIT;
    skt_buf counted = SKT_BUF_INIT;
    skt_buf priority = SKT_BUF_INIT;
    skt_buf below = SKT_BUF_INIT;
    skt_buf_format(&counted, "(%s) IS NOT NULL", shown->count);
    skt_buf_format(&number, "CASE WHEN %s THEN '≥' ELSE '' END || (%s)", shown->open, shown->count);
    skt_buf_format(&priority, "5 + 5 * (%s) / 14", size);
    skt_buf_format(&below, "CASE WHEN (%s) IS NULL THEN -1.5 ELSE 0.3 + max(3.4, %s) / 2 END",
                   shown->count, size);
    const skt_style_label labels[] = {
        {.text = skt_buf_str(&number).ptr,
         .filter = skt_buf_str(&counted).ptr,
         .size = "8.5",
         .colour = "0,0,0",
         .bold = true,
         .in_area = true,
         .priority = skt_buf_str(&priority).ptr},
        {.text = "coalesce({region}, {country})",
         .filter = "",
         .size = "7.5",
         .colour = "50,50,50",
         .in_area = true,
         .below = skt_buf_str(&below).ptr,
         .priority = "3",
         .largest_scale = 12000000},
    };
    skt_style_add_labels(out, labels, COUNT(labels), styled);
    out->failed |= number.failed || counted.failed || priority.failed || below.failed;
    skt_buf_dispose(&number);
    skt_buf_dispose(&counted);
    skt_buf_dispose(&priority);
    skt_buf_dispose(&below);
}

void skt_style_add_areas(skt_buf *out, const skt_styled *styled)
{
    survey seen;
    skt_buf size = SKT_BUF_INIT;
    out->failed |= survey_make(&seen, styled->layer) != SKT_OK;
    circle_size(&size, &seen, styled);
    add_renderer(out, &seen, skt_buf_str(&size).ptr, styled);
    add_labels(out, &seen, skt_buf_str(&size).ptr, styled);
    out->failed |= size.failed;
    skt_buf_dispose(&size);
}
