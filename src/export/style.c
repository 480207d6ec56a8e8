#include "export/style.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/vec.h"
#include "export/symbols.h"
#include "export/xml.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ------------------------------------------------------- what areas show */

/* The figure that an areas layer shows: the first of these that any of its
 * records has. Expressions name fields as the shapefile and as GeoJSON do. */
typedef struct theme {
    unsigned outcomes; /* mask: their best estimates are added */
    const char *label;
    const char *count; /* QGIS expression, null where there is no number */
} theme;

static const theme themes[] = {
    {1u << SKT_INTERCEPTED | 1u << SKT_IMPACTED, "intercepted and impacted",
     "CASE WHEN coalesce(attribute('intercept'), attribute('intercepted'), attribute('impacted')) "
     "IS NOT NULL THEN coalesce(attribute('intercept'), attribute('intercepted'), 0) + "
     "coalesce(attribute('impacted'), 0) END"},
    {1u << SKT_LAUNCHED, "launched", "attribute('launched')"},
    {1u << SKT_SIGHTED, "sighted", "attribute('sighted')"},
    {1u << SKT_LOST, "lost", "attribute('lost')"},
};

/* The number of drones of `shown` in a record, or SKT_NULL. */
static skt_number count_of(const skt_tally_record *record, const theme *shown)
{
    skt_number sum = SKT_NULL;
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        const skt_number best = record->cells[i].best;
        if ((shown->outcomes & 1u << i) != 0 && best != SKT_NULL) {
            sum = sum == SKT_NULL ? best : sum + best;
        }
    }
    return sum;
}

typedef SKT_VEC(double) numbers;

/* Drones per 10 000 km2 of the records on the map, and their greatest number:
 * 0 where none has a number. */
static bool densities(numbers *out, double *greatest, const skt_layer *layer, const theme *shown)
{
    skt_vec_clear(out);
    *greatest = 0.0;
    for (size_t i = 0; i < layer->n_records; i++) {
        const skt_tally_record *record = skt_layer_record(layer, i);
        const skt_number count = count_of(record, shown);
        if (count == SKT_NULL || skt_shape_is_null(&layer->shapes[i])) {
            continue;
        }
        *greatest = fmax(*greatest, (double)count);
        if (record->area_km2 > 0 &&
            !skt_vec_push(out, (double)count / record->area_km2 * 10000.0)) {
            return false;
        }
    }
    return true;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The nearest of 1, 2 and 5 times a power of ten at or below `value`. */
static double round_down(double value)
{
    const double power = pow(10.0, floor(log10(value)));
    const double lead = value / power;
    return (lead >= 5.0 ? 5.0 : lead >= 2.0 ? 2.0 : 1.0) * power;
}

enum { CLASSES = 5 };

/* Colours of the classes: YlOrRd by C. Brewer, fit for the colour-blind. */
static const char *const ramp[CLASSES] = {"255,255,178,200", "254,204,92,200", "253,141,60,200",
                                          "240,59,32,200", "189,0,38,200"};

/* Lower ends of the classes after the first, at quantiles, rounded to numbers
 * that people read. Classes that fall together are one. */
static size_t class_breaks(double breaks[CLASSES - 1], numbers *values)
{
    if (values->count == 0) {
        return 0;
    }
    qsort(values->items, values->count, sizeof *values->items, by_value);
    size_t count = 0;
    for (size_t i = 1; i < CLASSES; i++) {
        const double value = values->items[values->count * i / CLASSES];
        const double at = value > 0 ? round_down(value) : 0.0;
        if (at > 0 && (count == 0 || at > breaks[count - 1])) {
            breaks[count++] = at;
        }
    }
    return count;
}

/* ------------------------------------------------------------------ areas */

static void add_density(skt_buf *out, const theme *shown)
{
    skt_buf_format(out, "(%s) / \"area_km2\" * 10000", shown->count);
}

static void add_rule(skt_buf *out, size_t index, skt_str filter, skt_str label)
{
    skt_buf_format(out, "<rule key=\"{skytally-%zu}\" symbol=\"%zu\" filter=\"", index, index);
    skt_xml_add(out, filter);
    skt_buf_add_text(out, "\" label=\"");
    skt_xml_add(out, label);
    skt_buf_add_text(out, "\"/>\n");
}

/* Class `index` of `count` + 1: from its break to the next. */
static void add_class(skt_buf *out, const theme *shown, const double *breaks, size_t count,
                      size_t index)
{
    skt_buf filter = SKT_BUF_INIT;
    skt_buf label = SKT_BUF_INIT;
    add_density(&filter, shown);
    skt_buf_add_text(&filter, " >= ");
    skt_buf_add_real(&filter, index == 0 ? 0.0 : breaks[index - 1], 6);
    skt_buf_add_real(&label, index == 0 ? 0.0 : breaks[index - 1], 6);
    if (index < count) {
        skt_buf_add_text(&filter, " AND ");
        add_density(&filter, shown);
        skt_buf_add_text(&filter, " < ");
        skt_buf_add_real(&filter, breaks[index], 6);
        skt_buf_add_text(&label, " to under ");
        skt_buf_add_real(&label, breaks[index], 6);
    } else {
        skt_buf_add_text(&label, " and more");
    }
    skt_buf_format(&label, " %s per 10 000 km²", shown->label);
    add_rule(out, index, skt_buf_str(&filter), skt_buf_str(&label));
    out->failed |= filter.failed || label.failed;
    skt_buf_dispose(&filter);
    skt_buf_dispose(&label);
}

/* What a rule of the areas draws. */
typedef struct area_rule {
    const char *fill;
    bool hatch, circle;
} area_rule;

/* The two rules after the classes. A sea has no area in the tables, so no
 * density, and is drawn plain. What has no number at all is hatched: "reported
 * without a number" must not look like "nothing reported". */
static void add_other_rules(skt_buf *out, const theme *shown, size_t index)
{
    skt_buf filter = SKT_BUF_INIT;
    skt_buf label = SKT_BUF_INIT;
    skt_buf_format(&filter, "(%s) IS NOT NULL AND coalesce(\"area_km2\", 0) <= 0", shown->count);
    skt_buf_format(&label, "%s, area unknown", shown->label);
    add_rule(out, index, skt_buf_str(&filter), skt_buf_str(&label));
    add_rule(out, index + 1, SKT_LIT("ELSE"), SKT_LIT("reported, without such a number"));
    out->failed |= filter.failed || label.failed;
    skt_buf_dispose(&filter);
    skt_buf_dispose(&label);
}

static area_rule rule_at(size_t index, size_t count)
{
    if (index > count) {
        return index == count + 1 ? (area_rule){"222,235,247,200", false, true}
                                  : (area_rule){"255,255,255,0", true, false};
    }
    /* Few classes take colours from the whole ramp. */
    return (area_rule){ramp[count == 0 ? CLASSES / 2 : index * (CLASSES - 1) / count], false, true};
}

/* Classes are rules and not a graduated renderer, which would not draw an area
 * without a number. */
static void add_area_renderer(skt_buf *out, const theme *shown, const double *breaks, size_t count,
                              const char *size)
{
    skt_buf_add_text(out, "<renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" "
                          "enableorderby=\"0\" forceraster=\"0\" referencescale=\"-1\">\n"
                          "<rules key=\"{skytally}\">\n");
    for (size_t i = 0; i <= count; i++) {
        add_class(out, shown, breaks, count, i);
    }
    add_other_rules(out, shown, count + 1);
    skt_buf_add_text(out, "</rules>\n<symbols>\n");
    for (size_t i = 0; i <= count + 2; i++) {
        char name[24];
        const area_rule rule = rule_at(i, count);
        (void)snprintf(name, sizeof name, "%zu", i);
        skt_symbol_add_area(out, name, rule.fill, rule.hatch, rule.circle ? size : NULL);
    }
    skt_buf_add_text(out, "</symbols>\n</renderer-v2>\n");
}

static void add_labels(skt_buf *out, const char *expression)
{
    skt_buf_add_text(out, "<labeling type=\"simple\"><settings calloutType=\"simple\">"
                          "<text-style isExpression=\"1\" fontSize=\"8\" fontSizeUnit=\"Point\" "
                          "textColor=\"20,20,20,255\" textOpacity=\"1\" fieldName=\"");
    skt_xml_add(out, skt_str_from(expression));
    /* placement 1: over a point, here one inside the area (quadrant 4). */
    skt_buf_add_text(out, "\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" "
                          "bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,200\"/></text-style>"
                          "<placement placement=\"1\" quadOffset=\"4\" centroidInside=\"1\" "
                          "centroidWhole=\"1\"/>"
                          "<rendering scaleVisibility=\"0\" drawLabels=\"1\"/>"
                          "</settings></labeling>\n");
}

static void add_areas(skt_buf *out, const skt_layer *layer)
{
    numbers values = {0};
    double greatest = 0.0;
    const theme *shown = &themes[0];
    for (size_t i = 0; i < COUNT(themes) && greatest < 1.0; i++) {
        out->failed |= !densities(&values, &greatest, layer, &themes[i]);
        shown = greatest < 1.0 ? shown : &themes[i];
    }
    double breaks[CLASSES - 1];
    const size_t count = class_breaks(breaks, &values);
    skt_vec_dispose(&values);
    skt_buf size = SKT_BUF_INIT;
    /* The area of the circle, not its diameter, follows the number. */
    skt_buf_format(&size, "14 * sqrt(coalesce(%s, 0) / ", shown->count);
    skt_buf_add_real(&size, fmax(greatest, 1.0), 0);
    skt_buf_add_text(&size, ".0)");
    add_area_renderer(out, shown, breaks, count, skt_buf_str(&size).ptr);
    add_labels(out, shown->count);
    out->failed |= size.failed;
    skt_buf_dispose(&size);
}

/* -------------------------------------------------------------- incidents */

/* Colours: Okabe and Ito's, told apart by the colour-blind. */
static const char *const outcome_colours[SKT_OUTCOMES] = {
    [SKT_LAUNCHED] = "230,159,0,190", [SKT_INTERCEPTED] = "0,114,178,190",
    [SKT_LOST] = "204,121,167,190",   [SKT_IMPACTED] = "213,94,0,190",
    [SKT_SIGHTED] = "0,158,115,190",
};

static const char incident_size[] =
    "min(14, 2 + 1.5 * sqrt(coalesce(attribute('n_best'), attribute('best'), 1)))";

static void add_incidents(skt_buf *out)
{
    char name[16];
    skt_buf_add_text(out, "<renderer-v2 type=\"categorizedSymbol\" attr=\"outcome\" "
                          "symbollevels=\"0\" enableorderby=\"1\" forceraster=\"0\" "
                          "referencescale=\"-1\">\n<categories>\n");
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        const char *outcome = skt_outcome_name((skt_outcome)i);
        skt_buf_format(out,
                       "<category symbol=\"%d\" value=\"%s\" label=\"%s\" type=\"string\" "
                       "render=\"true\"/>\n",
                       i, outcome, outcome);
    }
    skt_buf_add_text(out, "</categories>\n<symbols>\n");
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        (void)snprintf(name, sizeof name, "%d", i);
        skt_symbol_add_circle(out, name, outcome_colours[i], incident_size);
    }
    /* The small ones on top of the large ones. */
    skt_buf_add_text(out, "</symbols>\n<orderby><orderByClause asc=\"0\" nullsFirst=\"0\">");
    skt_xml_add(out, skt_str_from(incident_size));
    skt_buf_add_text(out, "</orderByClause></orderby>\n</renderer-v2>\n");
}

/* ---------------------------------------------------------------- the file */

static void add_alias(skt_buf *out, const char *name, const char *title)
{
    skt_buf_format(out, "<alias index=\"-1\" field=\"%s\" name=\"", name);
    skt_xml_add(out, skt_str_from(title));
    skt_buf_add_text(out, "\"/>\n");
}

/* Titles for ten-character names and for full ones; QGIS takes those it finds. */
static void add_aliases(skt_buf *out, const skt_layer *layer)
{
    skt_buf_add_text(out, "<aliases>\n");
    for (size_t i = 0; i < layer->n_fields; i++) {
        const skt_field *field = &layer->fields[i];
        if ((field->outputs & SKT_IN_SHAPEFILE) != 0) {
            add_alias(out, field->dbf, field->title);
        }
        if ((field->outputs & SKT_IN_FULL) != 0 &&
            !(field->dbf != NULL && skt_str_is(skt_str_from(field->dbf), field->name))) {
            add_alias(out, field->name, field->title);
        }
    }
    skt_buf_add_text(out, "</aliases>\n");
}

/* The temporal controller works at once: an incident shows on its day (mode 1),
 * a row split by period from its first to its last day (mode 2). */
static void add_temporal(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta)
{
    const bool incidents = layer->kind == SKT_LAYER_INCIDENTS;
    skt_buf_format(out,
                   "<temporal enabled=\"%d\" mode=\"%d\" startField=\"%s\" endField=\"%s\" "
                   "limitMode=\"1\" fixedDuration=\"%d\" durationUnit=\"d\" durationField=\"\" "
                   "startExpression=\"\" endExpression=\"\" accumulate=\"0\"/>\n",
                   incidents || meta->by_period, incidents ? 1 : 2,
                   incidents ? "date" : "date_from", incidents ? "" : "date_to", incidents);
}

static const char incident_tip[] =
    "<b>[% \"place\" %]</b>, [% \"date\" %]<br>[% coalesce(attribute('n_best'), attribute('best'), "
    "'no number') %] [% \"outcome\" %]<br><i>[% \"quote\" %]</i><br>[% coalesce(\"source\", '') %]";
static const char area_tip[] =
    "<b>[% coalesce(\"region\", \"country\") %]</b><br>launched [% coalesce(\"launched\", '-') %], "
    "intercepted [% coalesce(attribute('intercept'), attribute('intercepted'), '-') %], lost "
    "[% coalesce(\"lost\", '-') %], impacted [% coalesce(\"impacted\", '-') %], sighted "
    "[% coalesce(\"sighted\", '-') %]";

void skt_style_write(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta)
{
    const bool incidents = layer->kind == SKT_LAYER_INCIDENTS;
    skt_xml_begin_qgis(out);
    skt_buf_format(out, "<qgis version=\"3.22.0\" labelsEnabled=\"%d\">\n", !incidents);
    add_temporal(out, layer, meta);
    if (incidents) {
        add_incidents(out);
    } else {
        add_areas(out, layer);
    }
    add_aliases(out, layer);
    skt_buf_add_text(out, "<mapTip>");
    skt_xml_add(out, skt_str_from(incidents ? incident_tip : area_tip));
    skt_buf_format(out, "</mapTip>\n<layerGeometryType>%d</layerGeometryType>\n</qgis>\n",
                   incidents ? 0 : 2);
}
