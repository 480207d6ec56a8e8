/* SVG elements. Lengths are millimetres of the page, which are the units of its viewBox. */
#ifndef SKT_EXPORT_MAP_SVG_H
#define SKT_EXPORT_MAP_SVG_H

#include "core/buf.h"
#include "export/theme.h"

typedef enum skt_svg_anchor { SKT_SVG_START, SKT_SVG_MIDDLE, SKT_SVG_END } skt_svg_anchor;

typedef struct skt_svg_text {
    double x, y; /* of the baseline */
    double size;
    skt_svg_anchor anchor;
    const char *style; /* class of the sheet, or NULL */
} skt_svg_text;

/* A coordinate: two digits behind the point. */
void skt_svg_number(skt_buf *out, double value);
/* `#rrggbb` */
void skt_svg_colour(skt_buf *out, skt_colour colour);
/* A <text>; right-to-left scripts run to the left, and stand where the anchor says all the
 * same. Any text of UTF-8: what XML cannot hold becomes a space. */
void skt_svg_add_text(skt_buf *out, const skt_svg_text *how, skt_str text);
void skt_svg_add_circle(skt_buf *out, double x, double y, double diameter, const char *style,
                        const skt_colour *fill);
void skt_svg_add_rect(skt_buf *out, double x, double y, double width, double height,
                      const char *style, const skt_colour *fill);
void skt_svg_add_line(skt_buf *out, double x1, double y1, double x2, double y2, const char *style);

/* How wide a text is about, in any common sans-serif font: for layout, so rather too wide. */
double skt_svg_text_width(skt_str text, double size);

#endif
