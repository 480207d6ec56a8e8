/* From WGS 84 to the coordinate reference system of a layer, by PROJ. */
#ifndef SKT_EXPORT_PROJECT_H
#define SKT_EXPORT_PROJECT_H

#include "core/arena.h"
#include "export/layers.h"
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
/* The other way; false where there is none. */
bool skt_projection_invert(double lonlat[2], const skt_projection *projection, const double xy[2]);

/* The polygon (WGS 84, valid, cut at the antimeridian) in the CRS, in `arena`: long edges get
 * points where they are bent, alike for neighbours; what lies where the CRS is undefined or tears
 * the globe is cut off there, what only WGS 84 cuts apart is joined; valid by the OGC rules, outer
 * rings counter-clockwise. *cut tells that something was left out, n_rings 0 that nothing is
 * left. May share the rings of `polygon`. SKT_E_NOMEM. */
skt_status skt_projection_polygon(skt_polygon *out, bool *cut, const skt_projection *projection,
                                  const skt_polygon *polygon, skt_arena *arena);

/* The layers with their shapes in the CRS, in `arena`: points and polygons. A shape that has no
 * place there is null, one that was cut is smaller; `diag` is told of both by the records' names.
 * Records are shared with `layers`. SKT_E_NOMEM. */
skt_status skt_projection_layers(skt_layer *out, const skt_layer *layers, size_t n,
                                 const skt_projection *projection, skt_arena *arena,
                                 skt_diag *diag);

/* Where it can be drawn (project_domain.h); NULL where coordinates stay as they are. */
const struct skt_domain *skt_projection_domain(const skt_projection *projection);

#endif
