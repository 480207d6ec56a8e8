#include "export/symbols.h"

#include "export/xml.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void add_option(skt_buf *out, const char *name, const char *value)
{
    skt_buf_format(out, "<Option type=\"QString\" name=\"%s\" value=\"", name);
    skt_xml_add(out, skt_str_from(value));
    skt_buf_add_text(out, "\"/>");
}

/* QgsPropertyCollection: type 3 is "expression". */
void skt_symbol_add_computed(skt_buf *out, const skt_symbol_property *expressions, size_t count)
{
    skt_buf_add_text(out, "<Option type=\"Map\">"
                          "<Option type=\"QString\" name=\"name\" value=\"\"/>"
                          "<Option type=\"Map\" name=\"properties\">");
    for (size_t i = 0; i < count; i++) {
        if (expressions[i].value != NULL) {
            skt_buf_format(out, "<Option type=\"Map\" name=\"%s\">", expressions[i].name);
            skt_buf_add_text(out, "<Option type=\"bool\" name=\"active\" value=\"true\"/>");
            add_option(out, "expression", expressions[i].value);
            skt_buf_add_text(out, "<Option type=\"int\" name=\"type\" value=\"3\"/></Option>");
        }
    }
    skt_buf_add_text(out, "</Option><Option type=\"QString\" name=\"type\" value=\"collection\"/>"
                          "</Option>");
}

void skt_symbol_add_layer(skt_buf *out, const skt_symbol_layer *layer)
{
    skt_buf_format(out, "<layer class=\"%s\" enabled=\"1\" locked=\"0\" pass=\"%d\">", layer->kind,
                   (int)layer->pass);
    skt_buf_add_text(out, "<Option type=\"Map\">");
    for (size_t i = 0; i < layer->n_fixed; i++) {
        add_option(out, layer->fixed[i].name, layer->fixed[i].value);
    }
    skt_buf_add_text(out, "</Option>");
    if (layer->n_computed > 0) {
        skt_buf_add_text(out, "<data_defined_properties>");
        skt_symbol_add_computed(out, layer->computed, layer->n_computed);
        skt_buf_add_text(out, "</data_defined_properties>");
    }
    skt_buf_add_text(out, layer->inner == NULL ? "" : layer->inner);
    skt_buf_add_text(out, "</layer>\n");
}

void skt_symbol_begin(skt_buf *out, const char *type, const char *name)
{
    skt_buf_format(out,
                   "<symbol type=\"%s\" name=\"%s\" alpha=\"1\" clip_to_extent=\"1\" "
                   "force_rhr=\"0\">\n",
                   type, name);
}

void skt_symbol_end(skt_buf *out)
{
    skt_buf_add_text(out, "</symbol>\n");
}

void skt_symbol_add_circle(skt_buf *out, const char *name, const skt_symbol_circle *circle)
{
    const skt_symbol_property fixed[] = {
        {"name", "circle"},
        {"color", circle->fill},
        {"outline_color", circle->outline},
        {"outline_style", circle->style},
        {"outline_width", circle->width},
        {"outline_width_unit", "MM"},
        {"size", circle->size},
        {"size_unit", "MM"},
        {"scale_method", "diameter"},
    };
    const skt_symbol_property computed[] = {
        {"size", circle->size_of},
        {"fillColor", circle->fill_of},
        {"outlineColor", circle->outline_of},
        {"outlineStyle", circle->style_of},
        {"outlineWidth", circle->width_of},
    };
    skt_symbol_begin(out, "marker", name);
    skt_symbol_add_layer(out, &(skt_symbol_layer){"SimpleMarker", SKT_PASS_MARK, fixed,
                                                  COUNT(fixed), computed, COUNT(computed), NULL});
    skt_symbol_end(out);
}

static void add_fill(skt_buf *out, const char *fill, const char *outline)
{
    const skt_symbol_property area[] = {
        {"color", fill == NULL ? "255,255,255,0" : fill},
        {"style", fill == NULL ? "no" : "solid"},
        {"outline_color", outline},
        {"outline_style", "solid"},
        {"outline_width", "0.2"},
        {"outline_width_unit", "MM"},
        {"joinstyle", "round"},
    };
    skt_symbol_add_layer(
        out, &(skt_symbol_layer){"SimpleFill", SKT_PASS_FILL, area, COUNT(area), NULL, 0, NULL});
}

void skt_symbol_add_land(skt_buf *out)
{
    /* There are hundreds: what is as QGIS has it anyway is left out. */
    const skt_symbol_property land[] = {{"color", "247,245,240,255"},
                                        {"outline_color", "201,196,184,255"},
                                        {"outline_width", "0.2"}};
    skt_symbol_begin(out, "fill", "lineSymbol");
    skt_symbol_add_layer(
        out, &(skt_symbol_layer){"SimpleFill", SKT_PASS_FILL, land, COUNT(land), NULL, 0, NULL});
    skt_symbol_end(out);
}

void skt_symbol_add_paper(skt_buf *out)
{
    skt_symbol_begin(out, "fill", "");
    add_fill(out, "255,255,255,255", "255,255,255,0");
    skt_symbol_end(out);
}

void skt_symbol_add_area(skt_buf *out, const char *name, const char *fill)
{
    skt_symbol_begin(out, "fill", name);
    add_fill(out, fill, "90,90,90,255");
    skt_symbol_end(out);
}

static void add_lines(skt_buf *out, const char *angle)
{
    const skt_symbol_property line[] = {
        {"line_color", "60,60,60,200"}, {"line_width", "0.22"}, {"line_width_unit", "MM"}};
    const skt_symbol_property hatch[] = {
        {"angle", angle}, {"distance", "2"}, {"distance_unit", "MM"}};
    skt_buf inner = SKT_BUF_INIT;
    skt_symbol_begin(&inner, "line", "@hatch@0");
    skt_symbol_add_layer(
        &inner, &(skt_symbol_layer){"SimpleLine", SKT_PASS_FILL, line, COUNT(line), NULL, 0, NULL});
    skt_symbol_end(&inner);
    skt_symbol_add_layer(out, &(skt_symbol_layer){"LinePatternFill", SKT_PASS_HATCH, hatch,
                                                  COUNT(hatch), NULL, 0, inner.ptr});
    out->failed |= inner.failed;
    skt_buf_dispose(&inner);
}

void skt_symbol_add_hatch(skt_buf *out, const char *name, const char *fill,
                          const char *const *angles, size_t n_angles)
{
    skt_symbol_begin(out, "fill", name);
    add_fill(out, fill, "90,90,90,255");
    for (size_t i = 0; i < n_angles; i++) {
        add_lines(out, angles[i]);
    }
    skt_symbol_end(out);
}

void skt_symbol_add_area_circle(skt_buf *out, const char *name, const skt_symbol_circle *circle)
{
    const skt_symbol_property point[] = {{"SymbolType", "Marker"},
                                         {"geometryModifier", SKT_AREA_POINT}};
    skt_buf inner = SKT_BUF_INIT;
    skt_symbol_add_circle(&inner, "@circle@0", circle);
    skt_symbol_begin(out, "fill", name);
    skt_symbol_add_layer(out, &(skt_symbol_layer){"GeometryGenerator", SKT_PASS_MARK, point,
                                                  COUNT(point), NULL, 0, inner.ptr});
    skt_symbol_end(out);
    out->failed |= inner.failed;
    skt_buf_dispose(&inner);
}
