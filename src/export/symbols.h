/* Symbols of QGIS styles: the parts that repeat. */
#ifndef SKT_EXPORT_SYMBOLS_H
#define SKT_EXPORT_SYMBOLS_H

#include "core/buf.h"

/* A property of a symbol layer. */
typedef struct skt_symbol_property {
    const char *name, *value;
} skt_symbol_property;

/* Adds one symbol layer of class `kind` ("SimpleMarker" ...). `size` is an
 * expression for the size in millimetres, or NULL; `inner` an inner symbol as
 * XML, or NULL. */
void skt_symbol_add_layer(skt_buf *out, const char *kind, const skt_symbol_property *properties,
                          size_t count, const char *size, const char *inner);

/* Adds the beginning of a symbol: `type` is "marker" or "fill". */
void skt_symbol_begin(skt_buf *out, const char *type, const char *name, const char *opacity);
void skt_symbol_end(skt_buf *out);

/* A circle in `fill` ("r,g,b,a") whose size is an expression. */
void skt_symbol_add_circle(skt_buf *out, const char *name, const char *fill, const char *size);
/* An area in `fill`; with a circle of `size` (an expression) at a point in it
 * unless that is NULL. `hatch`: diagonal lines instead of the fill. */
void skt_symbol_add_area(skt_buf *out, const char *name, const char *fill, bool hatch,
                         const char *size);

#endif
