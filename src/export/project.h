/* From WGS 84 to the coordinate reference system of a layer, by PROJ. */
#ifndef SKT_EXPORT_PROJECT_H
#define SKT_EXPORT_PROJECT_H

#include "skytally.h"

typedef struct skt_projection skt_projection;

/* A projection to `crs`: anything that PROJ takes for a horizontal CRS
 * ("EPSG:3857", WKT, a PROJ string). NULL: EPSG:4326. Errors: SKT_E_USAGE with a
 * failure in `diag` where PROJ does not know it or ESRI WKT cannot say it. */
skt_status skt_projection_open(skt_projection **out, const char *crs, skt_diag *diag);
void skt_projection_close(skt_projection *projection);

/* ESRI WKT 1 in one line: the content of a .prj file. Owned by the projection. */
const char *skt_projection_wkt(const skt_projection *projection);
/* What the CRS is called, for formats that keep a list of them. Texts are owned by the
 * projection. */
typedef struct skt_projection_id {
    const char *name;
    const char *authority; /* "EPSG"; NULL where it has no number of an authority's */
    int code;
    const char *wkt; /* OGC WKT 1 in one line; ESRI's where that cannot say it */
} skt_projection_id;
skt_projection_id skt_projection_identity(const skt_projection *projection);
/* The CRS as it was asked for; owned by the projection. */
const char *skt_projection_crs(const skt_projection *projection);

/* lon, lat in degrees (WGS 84) to easting, northing in the CRS's unit, in that
 * order whatever the authority's axis order is. False where it is undefined. */
bool skt_projection_apply(double xy[2], const skt_projection *projection, const double lonlat[2]);

#endif
