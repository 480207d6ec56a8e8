/* What is GEOS's: cutting polygons, making them valid, and what regions ask of them. */
#ifndef SKT_GEOMETRY_GEOS_H
#define SKT_GEOMETRY_GEOS_H

#include <geos_c.h>

#include "core/arena.h"
#include "gazetteer/gazetteer.h"

/* Makes a valid polygon of `in`, whose rings are closed. With `cut`, longitudes
 * may run beyond 180 and the result is cut there and brought back. Where `fault` is not NULL,
 * *fault is set to what made it invalid, where anything did. */
skt_status skt_geos_clean(skt_polygon *out, skt_str *fault, const skt_polygon *in, bool cut,
                          skt_arena *arena);

/* The polygon as a multipolygon of the caller's; NULL when memory is out or a ring is none. */
GEOSGeometry *skt_geos_from(GEOSContextHandle_t geos, const skt_polygon *polygon);
/* The polygons of any geometry, in `arena`; its lines and points are left out. */
skt_status skt_geos_polygon(skt_polygon *out, GEOSContextHandle_t geos,
                            const GEOSGeometry *geometry, skt_arena *arena);

/* Whether `polygon` is valid and simple by the OGC rules. */
skt_status skt_geos_is_valid(bool *out, const skt_polygon *polygon);

#endif
