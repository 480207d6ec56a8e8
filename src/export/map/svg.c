#include "export/map/svg.h"

#include <math.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "core/json.h"
#include "export/xml.h"

void skt_svg_number(skt_buf *out, double value)
{
    skt_buf_add_real(out, round(value * 100.0) / 100.0 + 0.0, 2);
}

void skt_svg_colour(skt_buf *out, skt_colour colour)
{
    skt_buf_format(out, "#%02x%02x%02x", (unsigned)colour.r, (unsigned)colour.g,
                   (unsigned)colour.b);
}

static void add_number(skt_buf *out, const char *name, double value)
{
    skt_buf_format(out, " %s=\"", name);
    skt_svg_number(out, value);
    skt_buf_add_char(out, '"');
}

static void add_style(skt_buf *out, const char *style, const skt_colour *fill)
{
    if (style != NULL) {
        skt_buf_format(out, " class=\"%s\"", style);
    }
    if (fill != NULL) {
        skt_buf_add_text(out, " fill=\"");
        skt_svg_colour(out, *fill);
        skt_buf_add_char(out, '"');
    }
}

/* ------------------------------------------------------------------- text */

/* The direction of the first letter that has one. */
static bool is_right_to_left(skt_str text)
{
    for (int32_t i = 0; i < (int32_t)text.len;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)text.ptr, i, (int32_t)text.len, c);
        const UCharDirection direction = c < 0 ? U_OTHER_NEUTRAL : u_charDirection(c);
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) {
            return true;
        }
        if (direction == U_LEFT_TO_RIGHT) {
            return false;
        }
    }
    return false;
}

/* XML 1.0 has no controls, no lone surrogates and no U+FFFE, U+FFFF (2.2, Char). */
static void add_clean(skt_buf *out, skt_str text)
{
    for (int32_t i = 0; i < (int32_t)text.len;) {
        const int32_t from = i;
        UChar32 c;
        U8_NEXT((const uint8_t *)text.ptr, i, (int32_t)text.len, c);
        const bool bad = c < 0x20 || c == 0xFFFE || c == 0xFFFF || (c >= 0x7F && c < 0xA0);
        skt_xml_add(out, bad ? SKT_LIT(" ") : skt_str_sub(text, (size_t)from, (size_t)(i - from)));
    }
}

void skt_svg_add_text(skt_buf *out, const skt_svg_text *how, skt_str text)
{
    const bool turned = is_right_to_left(text);
    skt_svg_anchor anchor = how->anchor;
    if (turned && anchor != SKT_SVG_MIDDLE) {
        anchor = anchor == SKT_SVG_START ? SKT_SVG_END : SKT_SVG_START;
    }
    skt_buf_add_text(out, "<text");
    add_number(out, "x", how->x);
    add_number(out, "y", how->y);
    add_number(out, "font-size", how->size);
    if (anchor != SKT_SVG_START) {
        skt_buf_format(out, " text-anchor=\"%s\"", anchor == SKT_SVG_MIDDLE ? "middle" : "end");
    }
    if (turned) {
        skt_buf_add_text(out, " direction=\"rtl\"");
    }
    add_style(out, how->style, NULL);
    skt_buf_add_char(out, '>');
    add_clean(out, text);
    skt_buf_add_text(out, "</text>\n");
}

/* In ems, by the widest of the fonts that "sans-serif" usually is (DejaVu Sans). */
static double char_width(UChar32 c)
{
    const int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) {
        return 0.0;
    }
    const int32_t wide = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    if (wide == U_EA_WIDE || wide == U_EA_FULLWIDTH) {
        return 1.0;
    }
    if (c == ' ' || c == 0xA0 || c == ',' || c == '.' || c == ':' || c == '\'' || c == 'i' ||
        c == 'l' || c == 'j' || c == '|') {
        return 0.33;
    }
    if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == 0x436 || c == 0x448 || c == 0x449) {
        return 0.98;
    }
    return type == U_UPPERCASE_LETTER ? 0.72 : 0.63;
}

double skt_svg_text_width(skt_str text, double size)
{
    double ems = 0.0;
    for (int32_t i = 0; i < (int32_t)text.len;) {
        UChar32 c;
        U8_NEXT((const uint8_t *)text.ptr, i, (int32_t)text.len, c);
        ems += c < 0 ? 0.6 : char_width(c);
    }
    return ems * size;
}

/* ----------------------------------------------------------------- shapes */

void skt_svg_add_circle(skt_buf *out, double x, double y, double diameter, const char *style,
                        const skt_colour *fill)
{
    skt_buf_add_text(out, "<circle");
    add_number(out, "cx", x);
    add_number(out, "cy", y);
    add_number(out, "r", diameter / 2);
    add_style(out, style, fill);
    skt_buf_add_text(out, "/>\n");
}

void skt_svg_add_rect(skt_buf *out, double x, double y, double width, double height,
                      const char *style, const skt_colour *fill)
{
    skt_buf_add_text(out, "<rect");
    add_number(out, "x", x);
    add_number(out, "y", y);
    add_number(out, "width", width);
    add_number(out, "height", height);
    add_style(out, style, fill);
    skt_buf_add_text(out, "/>\n");
}

void skt_svg_add_line(skt_buf *out, double x1, double y1, double x2, double y2, const char *style)
{
    skt_buf_add_text(out, "<line");
    add_number(out, "x1", x1);
    add_number(out, "y1", y1);
    add_number(out, "x2", x2);
    add_number(out, "y2", y2);
    add_style(out, style, NULL);
    skt_buf_add_text(out, "/>\n");
}
