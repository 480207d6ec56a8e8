#include "export/style.h"

#include <math.h>

#include "export/style_parts.h"
#include "export/xml.h"

/* ------------------------------------------------------------------- time */

/* The temporal controller works at once: an incident shows on its day, a row from its first
 * day to the end of its last. Mode 4 computes both ends, begin included and end excluded
 * (limit 0): a day as such has no hour, and QGIS compares it with instants as text, so that a
 * plain field would show on wrong days. What has no date shows where no time is asked for. */
static void add_temporal(skt_buf *out, const skt_layer *layer)
{
    const bool incidents = layer->kind == SKT_LAYER_INCIDENTS;
    const char *first = incidents ? "date" : "date_from";
    const char *last = incidents ? "date" : "date_to";
    skt_buf_format(out,
                   "<temporal enabled=\"1\" mode=\"4\" startField=\"%s\" endField=\"%s\" "
                   "startExpression=\"to_datetime(&quot;%s&quot;)\" "
                   "endExpression=\"to_datetime(&quot;%s&quot;) + to_interval('1 day')\" "
                   "limitMode=\"0\" fixedDuration=\"0\" durationUnit=\"d\" durationField=\"\" "
                   "accumulate=\"0\"/>\n",
                   first, last, first, last);
}

/* ----------------------------------------------------------------- fields */

typedef void (*field_writer)(skt_buf *, const char *name, const skt_field *field);

static void add_alias(skt_buf *out, const char *name, const skt_field *field)
{
    skt_buf_format(out, "<alias index=\"-1\" field=\"%s\" name=\"", name);
    skt_xml_add(out, skt_str_from(field->title));
    skt_buf_add_text(out, "\"/>\n");
}

/* Days as days, in the order that sorts; long text in several lines. */
static void add_widget(skt_buf *out, const char *name, const skt_field *field)
{
    const bool day = field->type == SKT_FIELD_DATE;
    if (!day && !skt_str_is(skt_str_from(field->name), "quote")) {
        return;
    }
    skt_buf_format(out, "<field name=\"%s\"><editWidget type=\"%s\"><config><Option type=\"Map\">",
                   name, day ? "DateTime" : "TextEdit");
    skt_buf_add_text(out,
                     day ? "<Option type=\"bool\" name=\"allow_null\" value=\"true\"/>"
                           "<Option type=\"bool\" name=\"calendar_popup\" value=\"true\"/>"
                           "<Option type=\"QString\" name=\"display_format\" value=\"yyyy-MM-dd\"/>"
                           "<Option type=\"QString\" name=\"field_format\" value=\"yyyy-MM-dd\"/>"
                           "<Option type=\"bool\" name=\"field_iso_format\" value=\"false\"/>"
                         : "<Option type=\"bool\" name=\"IsMultiline\" value=\"true\"/>"
                           "<Option type=\"bool\" name=\"UseHtml\" value=\"false\"/>");
    skt_buf_add_text(out, "</Option></config></editWidget></field>\n");
}

/* For ten-character names and for full ones; QGIS takes those it finds. */
static void for_fields(skt_buf *out, const skt_layer *layer, skt_style_names names,
                       field_writer add)
{
    for (size_t i = 0; i < layer->n_fields; i++) {
        const skt_field *field = &layer->fields[i];
        const unsigned elsewhere =
            names == SKT_STYLE_FULL_NAMES ? ~(unsigned)SKT_IN_SHAPEFILE : SKT_IN_FULL;
        const bool full = (field->outputs & elsewhere) != 0;
        const bool same = field->dbf != NULL && skt_str_is(skt_str_from(field->dbf), field->name);
        if (names == SKT_STYLE_EITHER_NAMES && (field->outputs & SKT_IN_SHAPEFILE) != 0) {
            add(out, field->dbf, field);
        }
        if (full && !(names == SKT_STYLE_EITHER_NAMES && same)) {
            add(out, field->name, field);
        }
    }
}

/* ------------------------------------------------------------------ circles */

static void widen(double box[4], double lon, double lat)
{
    box[0] = fmin(box[0], lon);
    box[1] = fmin(box[1], lat);
    box[2] = fmax(box[2], lon);
    box[3] = fmax(box[3], lat);
}

double skt_style_largest_mm(const skt_layer *layer, double full)
{
    static const double few_degrees = 30.0;
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < layer->n_records; i++) {
        const skt_polygon *polygon = &layer->shapes[i].polygon;
        if (polygon->n_rings > 0) { /* any vertex tells well enough where it is */
            widen(box, polygon->rings[0].lonlat[0], polygon->rings[0].lonlat[1]);
        } else if (!skt_shape_is_null(&layer->shapes[i])) {
            widen(box, layer->shapes[i].lon, layer->shapes[i].lat);
        }
    }
    const double span = fmax(box[2] - box[0], 1.5 * (box[3] - box[1]));
    return span > few_degrees ? round(full * fmax(0.5, sqrt(few_degrees / span))) : full;
}

/* ---------------------------------------------------------------- the file */

void skt_style_add(skt_buf *out, const skt_layer *layer, skt_style_names names)
{
    const skt_styled styled = {layer, names};
    add_temporal(out, layer);
    if (layer->kind == SKT_LAYER_INCIDENTS) {
        skt_style_add_incidents(out, &styled);
    } else {
        skt_style_add_areas(out, &styled);
    }
    skt_buf_add_text(out, "<fieldConfiguration>\n");
    for_fields(out, layer, names, add_widget);
    skt_buf_add_text(out, "</fieldConfiguration>\n<aliases>\n");
    for_fields(out, layer, names, add_alias);
    skt_buf_add_text(out, "</aliases>\n");
    skt_style_add_tips(out, &styled);
}

void skt_style_write(skt_buf *out, const skt_layer *layer, skt_style_names names)
{
    skt_xml_begin_qgis(out);
    skt_buf_add_text(out, "<qgis version=\"3.22.0\" labelsEnabled=\"1\">\n");
    skt_style_add(out, layer, names);
    skt_buf_format(out, "<layerGeometryType>%d</layerGeometryType>\n</qgis>\n",
                   layer->kind == SKT_LAYER_INCIDENTS ? 0 : 2);
}
