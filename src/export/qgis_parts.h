/* The parts of the QGIS project; private to its files. */
#ifndef SKT_EXPORT_QGIS_PARTS_H
#define SKT_EXPORT_QGIS_PARTS_H

#include "export/backdrop.h"
#include "export/export.h"

/* A CRS as the elements of QGIS tell it. */
typedef struct skt_qgis_crs {
    skt_buf xml; /* a `spatialrefsys` element */
    bool degrees;
} skt_qgis_crs;

/* The CRS that PROJ knows as `name`. SKT_E_USAGE where it does not; dispose in any case. */
skt_status skt_qgis_crs_make(skt_qgis_crs *out, const char *name);
void skt_qgis_crs_dispose(skt_qgis_crs *crs);

/* A project being made. */
typedef struct skt_qgis {
    const skt_export_job *job;
    skt_qgis_crs layers_crs, map_crs, backdrop_crs;
    skt_backdrop backdrop;
    double backdrop_step;   /* between vertices of its outlines, degrees */
    double view[4];         /* what the map shows first: west, south, east, north in map_crs */
    skt_buf title, credits; /* text; credits in lines */
    skt_buf days, as_of;    /* "2024-09-10 to 2024-09-11", "2024-09-11", or empty */
} skt_qgis;

/* Layers and tables of the project by their names in the GeoPackage: the order of the legend,
 * topmost first. */
typedef struct skt_qgis_table {
    const char *name, *title;
    int kind; /* of the layer, skt_layer_kind; -1: a table without shapes */
    bool shown;
} skt_qgis_table;

const skt_qgis_table *skt_qgis_tables(size_t *count);

/* Adds the elements layer-tree-group, relations, projectlayers, layerorder. */
void skt_qgis_add_tree(skt_buf *out);
void skt_qgis_add_relations(skt_buf *out);
void skt_qgis_add_layers(skt_buf *out, const skt_qgis *project);
/* Adds the element visibility-presets: which layers are seen together. */
#define SKT_QGIS_WHOLE_PERIOD "Whole period"
void skt_qgis_add_themes(skt_buf *out);
/* Adds a sheet of paper: Layouts. */
void skt_qgis_add_layouts(skt_buf *out, const skt_qgis *project);

/* Adds the layers whose symbols a legend shows. */
void skt_qgis_add_legend_tree(skt_buf *out);

/* Adds the elements xmin, ymin, xmax, ymax. */
void skt_qgis_add_box(skt_buf *out, const double box[4]);

#endif
