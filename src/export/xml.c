#include "export/xml.h"

/* U+FFFE and U+FFFF, which XML 1.0 does not hold, differ from U+FFFD in their last byte. */
static bool is_no_character(skt_str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    return text.len - at >= 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE;
}

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
        default:
            if (is_no_character(text, i)) {
                skt_buf_add_code_point(out, 0xFFFD);
                i += 2;
            } else {
                skt_buf_add_char(out, c < 0x20 ? ' ' : text.ptr[i]);
            }
            break;
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
