/* The parts of a QGIS style, for style.c alone. */
#ifndef SKT_EXPORT_STYLE_PARTS_H
#define SKT_EXPORT_STYLE_PARTS_H

#include "export/style.h"
#include "export/symbols.h"

/* A layer being styled. */
typedef struct skt_styled {
    const skt_layer *layer;
    skt_style_names names;
} skt_styled;

/* Adds `pattern` with each {field} made into what QGIS understands: a field's full name in
 * braces, such as {best}. */
void skt_style_expand(skt_buf *out, const char *pattern, const skt_styled *styled);

/* A kind of label: `text` and `filter` are patterns as above. */
typedef struct skt_style_label {
    const char *text, *filter;
    const char *size, *colour; /* points; "r,g,b" */
    bool bold, in_area;        /* in_area: over the point in the area, else around a point */
    const char *below;    /* millimetres from that point down to the text, an expression; NULL */
    const char *priority; /* 0 to 10, an expression */
    int largest_scale;    /* shown from 1 : this number inwards; 0: always */
} skt_style_label;

/* Adds the `labeling` of all `count` kinds. */
void skt_style_add_labels(skt_buf *out, const skt_style_label *labels, size_t count,
                          const skt_styled *styled);

/* How large the largest circle may be, in millimetres: `full` where the layer spans few degrees,
 * less where a map of all of it is one of many small regions. */
double skt_style_largest_mm(const skt_layer *layer, double full);

/* What a record is called, and what the pointer shows of it. */
void skt_style_add_tips(skt_buf *out, const skt_styled *styled);

/* Renderer and labels of points and of areas. */
void skt_style_add_incidents(skt_buf *out, const skt_styled *styled);
void skt_style_add_areas(skt_buf *out, const skt_styled *styled);

#endif
