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
static void add_size(skt_buf *out, const char *expression)
{
    skt_buf_add_text(out, "<data_defined_properties><Option type=\"Map\">"
                          "<Option type=\"QString\" name=\"name\" value=\"\"/>"
                          "<Option type=\"Map\" name=\"properties\">"
                          "<Option type=\"Map\" name=\"size\">"
                          "<Option type=\"bool\" name=\"active\" value=\"true\"/>");
    add_option(out, "expression", expression);
    skt_buf_add_text(out, "<Option type=\"int\" name=\"type\" value=\"3\"/></Option></Option>"
                          "<Option type=\"QString\" name=\"type\" value=\"collection\"/>"
                          "</Option></data_defined_properties>");
}

void skt_symbol_add_layer(skt_buf *out, const char *kind, const skt_symbol_property *properties,
                          size_t count, const char *size, const char *inner)
{
    skt_buf_format(out, "<layer class=\"%s\" enabled=\"1\" locked=\"0\" pass=\"0\">", kind);
    skt_buf_add_text(out, "<Option type=\"Map\">");
    for (size_t i = 0; i < count; i++) {
        add_option(out, properties[i].name, properties[i].value);
    }
    skt_buf_add_text(out, "</Option>");
    if (size != NULL) {
        add_size(out, size);
    }
    skt_buf_add_text(out, inner == NULL ? "" : inner);
    skt_buf_add_text(out, "</layer>\n");
}

void skt_symbol_begin(skt_buf *out, const char *type, const char *name, const char *opacity)
{
    skt_buf_format(out,
                   "<symbol type=\"%s\" name=\"%s\" alpha=\"%s\" clip_to_extent=\"1\" "
                   "force_rhr=\"0\">\n",
                   type, name, opacity);
}

void skt_symbol_end(skt_buf *out)
{
    skt_buf_add_text(out, "</symbol>\n");
}

void skt_symbol_add_circle(skt_buf *out, const char *name, const char *fill, const char *size)
{
    const skt_symbol_property circle[] = {
        {"name", "circle"},
        {"color", fill},
        {"outline_color", "255,255,255,230"},
        {"outline_style", "solid"},
        {"outline_width", "0.25"},
        {"outline_width_unit", "MM"},
        {"size", "3"},
        {"size_unit", "MM"},
        {"scale_method", "diameter"},
    };
    skt_symbol_begin(out, "marker", name, "1");
    skt_symbol_add_layer(out, "SimpleMarker", circle, COUNT(circle), size, NULL);
    skt_symbol_end(out);
}

static void add_hatch(skt_buf *out)
{
    const skt_symbol_property line[] = {
        {"line_color", "120,120,120,255"}, {"line_width", "0.2"}, {"line_width_unit", "MM"}};
    const skt_symbol_property hatch[] = {
        {"angle", "45"}, {"distance", "1.6"}, {"distance_unit", "MM"}};
    skt_buf inner = SKT_BUF_INIT;
    skt_symbol_begin(&inner, "line", "@hatch@0", "1");
    skt_symbol_add_layer(&inner, "SimpleLine", line, COUNT(line), NULL, NULL);
    skt_symbol_end(&inner);
    skt_symbol_add_layer(out, "LinePatternFill", hatch, COUNT(hatch), NULL, inner.ptr);
    out->failed |= inner.failed;
    skt_buf_dispose(&inner);
}

void skt_symbol_add_area(skt_buf *out, const char *name, const char *fill, bool hatch,
                         const char *size)
{
    const skt_symbol_property area[] = {
        {"color", fill},
        {"style", hatch ? "no" : "solid"},
        {"outline_color", "90,90,90,255"},
        {"outline_style", "solid"},
        {"outline_width", "0.2"},
        {"outline_width_unit", "MM"},
        {"joinstyle", "round"},
    };
    const skt_symbol_property centre[] = {{"point_on_surface", "1"}, {"point_on_all_parts", "0"}};
    skt_symbol_begin(out, "fill", name, "1");
    skt_symbol_add_layer(out, "SimpleFill", area, COUNT(area), NULL, NULL);
    if (hatch) {
        add_hatch(out);
    }
    if (size != NULL) {
        skt_buf inner = SKT_BUF_INIT;
        skt_symbol_add_circle(&inner, "@circle@0", "37,52,148,150", size);
        skt_symbol_add_layer(out, "CentroidFill", centre, COUNT(centre), NULL, inner.ptr);
        out->failed |= inner.failed;
        skt_buf_dispose(&inner);
    }
    skt_symbol_end(out);
}
