#include "export/xml.h"

void skt_xml_add(skt_buf *out, skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        switch (c) {
        case '&': skt_buf_add_text(out, "&amp;"); break;
        case '<': skt_buf_add_text(out, "&lt;"); break;
        case '>': skt_buf_add_text(out, "&gt;"); break;
        case '"': skt_buf_add_text(out, "&quot;"); break;
        case '\n': skt_buf_add_text(out, "&#10;"); break;
        default: skt_buf_add_char(out, c < 0x20 ? ' ' : text.ptr[i]); break;
        }
    }
}

void skt_xml_element(skt_buf *out, const char *name, const char *text)
{
    skt_buf_format(out, "  <%s>", name);
    skt_xml_add(out, skt_str_from(text));
    skt_buf_format(out, "</%s>\n", name);
}

void skt_xml_begin_qgis(skt_buf *out)
{
    skt_buf_add_text(out, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                          "<!-- " SKT_XML_MARK "; a file saved by QGIS in its place is kept -->\n");
}
