/* A layer as a shapefile: .shp, .shx, .dbf, .prj and .cpg.
 * Format: ESRI Shapefile Technical Description, July 1998; dBASE III table. */
#ifndef SKT_EXPORT_SHAPEFILE_H
#define SKT_EXPORT_SHAPEFILE_H

#include "export/layers.h"
#include "export/project.h"
#include "export/staging.h"

/* The format's offsets are signed 32-bit in ESRI's own and many other readers:
 * no part may be larger. */
#define SKT_SHAPEFILE_LIMIT INT64_C(2147483647)

/* Bytes of each part, known before anything is written. */
typedef struct skt_shapefile_sizes {
    int64_t shp, shx, dbf;
} skt_shapefile_sizes;

/* Refuses parts beyond SKT_SHAPEFILE_LIMIT: SKT_E_LIMIT, with the remedy. */
skt_status skt_shapefile_check(const char *name, const skt_shapefile_sizes *sizes, skt_diag *diag);

/* Writes the records that have a shape; shapes are in the CRS of `projection` already
 * (skt_projection_layers). */
skt_status skt_shapefile_write(skt_staging *staging, const skt_layer *layer,
                               const skt_projection *projection, skt_diag *diag);

#endif
