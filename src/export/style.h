/* QGIS styles (.qml) and layer metadata (.qmd), for QGIS 3.22 and later. QGIS
 * finds them by their base name, for the shapefile and the GeoJSON alike: so
 * expressions take a field by either of its names. */
#ifndef SKT_EXPORT_STYLE_H
#define SKT_EXPORT_STYLE_H

#include "export/layers.h"
#include "export/meta.h"

/* Adds the style of `layer`: incidents coloured by outcome and sized by the best
 * estimate; areas filled by density in classes fit for these records, with a
 * circle sized by the number. Failure sticks in out->failed. */
void skt_style_write(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta);

/* Adds the metadata: title, summary, rules, attribution, and the field
 * dictionary. */
void skt_metadata_write(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta);

#endif
