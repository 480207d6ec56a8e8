/* QGIS styles (.qml) and layer metadata (.qmd), for QGIS 3.22 and later: one source for the
 * files beside shapefiles and GeoJSON, the styles in the GeoPackage and the project. */
#ifndef SKT_EXPORT_STYLE_H
#define SKT_EXPORT_STYLE_H

#include "export/layers.h"
#include "export/meta.h"

/* The names by which expressions ask for fields. */
typedef enum skt_style_names {
    /* Of the shapefile or in full, whichever there are: QGIS finds one .qml for both. */
    SKT_STYLE_EITHER_NAMES,
    SKT_STYLE_FULL_NAMES
} skt_style_names;

/* Adds the style of `layer`: incidents coloured by outcome and sized by the best estimate;
 * areas filled by density in classes fit for these records, hatched where the figure is not
 * all, with a circle sized by the number. A whole .qml file, also fit for a row of a
 * GeoPackage's layer_styles. Failure sticks in out->failed. */
void skt_style_write(skt_buf *out, const skt_layer *layer, skt_style_names names);

/* The same without the `qgis` element around it: what a layer of a project holds. */
void skt_style_add(skt_buf *out, const skt_layer *layer, skt_style_names names);

/* Adds the metadata: title, summary, rules, attribution, and the field
 * dictionary. */
void skt_metadata_write(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta);
/* Its elements, without the `qgis` element around them. */
void skt_metadata_add(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta);

#endif
