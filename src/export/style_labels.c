#include <string.h>

#include "export/style_parts.h"
#include "export/xml.h"

/* --------------------------------------------------------------- patterns */

static const skt_field *field_named(const skt_layer *layer, skt_str name)
{
    for (size_t i = 0; i < layer->n_fields; i++) {
        if (skt_str_is(name, layer->fields[i].name)) {
            return &layer->fields[i];
        }
    }
    return NULL;
}

/* Its name in shapefiles: of the fields of that name one may be for them alone. */
static const char *dbf_name(const skt_layer *layer, skt_str name)
{
    for (size_t i = 0; i < layer->n_fields; i++) {
        if (skt_str_is(name, layer->fields[i].name) && layer->fields[i].dbf != NULL) {
            return layer->fields[i].dbf;
        }
    }
    return NULL;
}

static void add_field(skt_buf *out, skt_str name, const skt_styled *styled)
{
    const skt_field *field = field_named(styled->layer, name);
    const char *dbf = dbf_name(styled->layer, name);
    if (field == NULL) {
        out->failed = true; /* a pattern with a field that the layer has not */
    } else if (styled->names == SKT_STYLE_FULL_NAMES || (dbf != NULL && skt_str_is(name, dbf))) {
        skt_buf_format(out, "\"%.*s\"", SKT_FMT(name));
    } else if (dbf == NULL) {
        /* A field that is not there is null, and no error, when asked for so. */
        skt_buf_format(out, "attribute('%.*s')", SKT_FMT(name));
    } else {
        skt_buf_format(out, "coalesce(attribute('%s'), attribute('%.*s'))", dbf, SKT_FMT(name));
    }
}

void skt_style_expand(skt_buf *out, const char *pattern, const skt_styled *styled)
{
    const char *open;
    while ((open = strchr(pattern, '{')) != NULL) {
        const char *close = strchr(open, '}');
        if (close == NULL) {
            break;
        }
        skt_buf_add(out, (skt_str){pattern, (size_t)(open - pattern)});
        add_field(out, (skt_str){open + 1, (size_t)(close - open) - 1}, styled);
        pattern = close + 1;
    }
    skt_buf_add_text(out, pattern);
}

/* ----------------------------------------------------------------- labels */

static void add_expanded(skt_buf *out, const char *pattern, const skt_styled *styled)
{
    skt_buf text = SKT_BUF_INIT;
    skt_style_expand(&text, pattern, styled);
    skt_xml_add(out, skt_buf_str(&text));
    out->failed |= text.failed;
    skt_buf_dispose(&text);
}

/* No font is named: each system has one of its own, and a missing one would be complained of. */
static void add_text_style(skt_buf *out, const skt_style_label *label, const skt_styled *styled)
{
    skt_buf_format(out,
                   "<text-style isExpression=\"1\" fontSize=\"%s\" fontSizeUnit=\"Point\" "
                   "fontWeight=\"%d\" textColor=\"%s,255\" textOpacity=\"1\" "
                   "multilineHeight=\"0.9\" fieldName=\"",
                   label->size, label->bold ? 75 : 50, label->colour);
    add_expanded(out, label->text, styled);
    skt_buf_add_text(out, "\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.7\" "
                          "bufferSizeUnits=\"MM\" bufferColor=\"255,255,255,255\" "
                          "bufferOpacity=\"0.8\" bufferNoFill=\"1\"/></text-style>");
    skt_buf_add_text(out, "<text-format multilineAlign=\"1\"/>");
}

/* Placement 1: over a point, quadrant 4 in the middle of it and 7 below it; 6: around a
 * point, at the first place that is free. */
static void add_placement(skt_buf *out, const skt_style_label *label, const skt_styled *styled)
{
    if (label->in_area) {
        skt_buf_format(out,
                       "<placement placement=\"1\" quadOffset=\"%d\" offsetUnits=\"MM\" "
                       "geometryGeneratorEnabled=\"1\" geometryGeneratorType=\"PointGeometry\" "
                       "geometryGenerator=\"" SKT_AREA_POINT "\" priority=\"7\"/>",
                       label->below == NULL ? 4 : 7);
    } else {
        skt_buf_add_text(out,
                         "<placement placement=\"6\" dist=\"0.5\" distUnits=\"MM\" "
                         "offsetType=\"1\" predefinedPositionOrder=\"R,L,TR,BR,TL,BL,TSR,BSR\" "
                         "priority=\"4\"/>");
    }
    skt_buf_format(out,
                   "<rendering drawLabels=\"1\" scaleVisibility=\"%d\" scaleMin=\"0\" "
                   "scaleMax=\"%d\" obstacle=\"%d\" displayAll=\"0\"/>",
                   label->largest_scale > 0, label->largest_scale, !label->in_area);
    skt_buf pattern = SKT_BUF_INIT;
    skt_buf below = SKT_BUF_INIT;
    skt_buf priority = SKT_BUF_INIT;
    skt_buf_format(&pattern, "'0,' || to_string(%s)", label->below == NULL ? "0" : label->below);
    skt_style_expand(&below, skt_buf_str(&pattern).ptr, styled);
    skt_style_expand(&priority, label->priority, styled);
    const skt_symbol_property computed[] = {
        {"Priority", skt_buf_str(&priority).ptr},
        {"OffsetXY", label->below == NULL ? NULL : skt_buf_str(&below).ptr},
    };
    skt_buf_add_text(out, "<dd_properties>");
    skt_symbol_add_computed(out, computed, 2);
    skt_buf_add_text(out, "</dd_properties>");
    out->failed |= pattern.failed || below.failed || priority.failed;
    skt_buf_dispose(&pattern);
    skt_buf_dispose(&below);
    skt_buf_dispose(&priority);
}

void skt_style_add_labels(skt_buf *out, const skt_style_label *labels, size_t count,
                          const skt_styled *styled)
{
    skt_buf_add_text(out, "<labeling type=\"rule-based\"><rules key=\"{skytally-labels}\">\n");
    for (size_t i = 0; i < count; i++) {
        skt_buf_format(out, "<rule key=\"{skytally-label-%zu}\" filter=\"", i);
        add_expanded(out, labels[i].filter, styled);
        skt_buf_add_text(out, "\"><settings calloutType=\"simple\">");
        add_text_style(out, &labels[i], styled);
        add_placement(out, &labels[i], styled);
        skt_buf_add_text(out, "</settings></rule>\n");
    }
    skt_buf_add_text(out, "</rules></labeling>\n");
}
