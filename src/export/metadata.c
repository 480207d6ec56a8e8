#include "export/style.h"
#include "export/xml.h"

static void add_fields(skt_buf *out, const skt_layer *layer)
{
    skt_buf_add_text(out, "\n\nFields (shapefile; GeoJSON and CSV):\n");
    for (size_t i = 0; i < layer->n_fields; i++) {
        const skt_field *field = &layer->fields[i];
        if ((field->outputs & SKT_IN_SHAPEFILE) != 0) {
            skt_buf_format(out, "%s; %s: ", field->dbf, field->name);
            skt_field_add_meaning(out, field);
            skt_buf_add_text(out, "\n");
        }
    }
}

static void add_abstract(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta)
{
    skt_buf text = SKT_BUF_INIT;
    skt_buf_add_text(&text, layer->summary);
    skt_buf_format(&text, "\n\nDates: %s.\nDisputed areas: boundaries = %s.\n", skt_day_rule,
                   meta->boundaries);
    if (meta->regions.len > 0) {
        skt_buf_format(&text, "Regions: %.*s.\n", SKT_FMT(meta->regions));
    }
    skt_buf_add_text(&text, "A null is not zero: no report gives that number. unnumbered and "
                            "withheld tell which outcomes were reported without one.");
    add_fields(&text, layer);
    skt_xml_element(out, "abstract", skt_buf_str(&text).ptr);
    out->failed |= text.failed;
    skt_buf_dispose(&text);
}

/* QGIS reads an instant here; a day is covered to its end. */
static void add_period(skt_buf *out, const skt_export_meta *meta)
{
    char from[11];
    char to[11];
    skt_day_format(from, meta->date_from);
    skt_day_format(to, meta->date_to);
    if (from[0] != '\0' && to[0] != '\0') {
        skt_buf_format(out,
                       "  <extent><temporal><period><start>%sT00:00:00Z</start>"
                       "<end>%sT23:59:59Z</end></period></temporal></extent>\n",
                       from, to);
    }
}

void skt_metadata_add(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta)
{
    skt_buf_format(out, "  <identifier>skytally/%s</identifier>\n", layer->name);
    skt_buf_add_text(out, "  <parentidentifier></parentidentifier>\n  <language>ENG</language>\n"
                          "  <type>dataset</type>\n");
    skt_xml_element(out, "title", layer->title);
    add_abstract(out, layer, meta);
    skt_buf_add_text(out, "  <links/>\n  <fees></fees>\n");
    for (size_t i = 0; i < meta->n_attributions; i++) {
        skt_xml_element(out, "rights", meta->attributions[i]);
    }
    skt_xml_element(out, "encoding", "UTF-8");
    add_period(out, meta);
    skt_buf_format(out, "  <history>Made by skytally %s.</history>\n", skt_version());
}

void skt_metadata_write(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta)
{
    skt_xml_begin_qgis(out);
    skt_buf_add_text(out, "<qgis version=\"3.22.0\">\n");
    skt_metadata_add(out, layer, meta);
    skt_buf_add_text(out, "</qgis>\n");
}
