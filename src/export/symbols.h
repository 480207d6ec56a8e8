/* Symbols of QGIS styles: the parts that repeat. */
#ifndef SKT_EXPORT_SYMBOLS_H
#define SKT_EXPORT_SYMBOLS_H

#include "core/buf.h"

/* A property of a symbol layer: of QGIS's key, the value or an expression for it. */
typedef struct skt_symbol_property {
    const char *name, *value;
} skt_symbol_property;

/* What is drawn over what in one layer: all areas, then all hatches, then all circles. */
typedef enum skt_symbol_pass { SKT_PASS_FILL, SKT_PASS_HATCH, SKT_PASS_MARK } skt_symbol_pass;

/* A symbol layer of class `kind` ("SimpleMarker" ...). */
typedef struct skt_symbol_layer {
    const char *kind;
    skt_symbol_pass pass;
    const skt_symbol_property *fixed; /* values */
    size_t n_fixed;
    const skt_symbol_property *computed; /* expressions; those without a value are left out */
    size_t n_computed;
    const char *inner; /* an inner symbol as XML, or NULL */
} skt_symbol_layer;

void skt_symbol_add_layer(skt_buf *out, const skt_symbol_layer *layer);

/* Adds the beginning of a symbol: `type` is "marker", "line" or "fill". */
void skt_symbol_begin(skt_buf *out, const char *type, const char *name);
void skt_symbol_end(skt_buf *out);

/* Adds `<Option type=... name="properties">` with `count` expressions, the form in which QGIS
 * keeps what is computed for a symbol or a label. */
void skt_symbol_add_computed(skt_buf *out, const skt_symbol_property *expressions, size_t count);

/* A circle; colours are "r,g,b,a", sizes in millimetres. What is computed may be NULL. */
typedef struct skt_symbol_circle {
    const char *fill, *outline, *width;
    const char *style; /* of the outline: "solid", "dash" */
    const char *size;
    const char *size_of, *fill_of, *outline_of, *style_of, *width_of; /* expressions */
} skt_symbol_circle;

void skt_symbol_add_circle(skt_buf *out, const char *name, const skt_symbol_circle *circle);
/* An area in one colour, or with its outline alone where `fill` is NULL. */
void skt_symbol_add_area(skt_buf *out, const char *name, const char *fill);
/* An area of diagonal lines at each of `angles` (degrees), which leave visible what is under
 * them; `fill` a colour under them, or NULL. */
void skt_symbol_add_hatch(skt_buf *out, const char *name, const char *fill,
                          const char *const *angles, size_t n_angles);
/* A circle at a point in an area. */
void skt_symbol_add_area_circle(skt_buf *out, const char *name, const skt_symbol_circle *circle);

/* Land of the backdrop, and the paper of a print layout. */
void skt_symbol_add_land(skt_buf *out);
void skt_symbol_add_paper(skt_buf *out);

/* The point in an area at which its circle and its label stand. */
#define SKT_AREA_POINT "point_on_surface($geometry)"

#endif
