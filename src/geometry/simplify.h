/* Coverages of polygons with fewer points. */
#ifndef SKT_GEOMETRY_SIMPLIFY_H
#define SKT_GEOMETRY_SIMPLIFY_H

#include "gazetteer/gazetteer.h"

/* Polygons that share borders (valid, cut at the antimeridian) with fewer points, in `arena`:
 * lines between the points where three rings or more meet are simplified once, so neighbours
 * go on sharing them. No ring is lost. `out` has `n` polygons; they may need
 * skt_polygon_clean. SKT_E_NOMEM. */
skt_status skt_simplify_coverage(skt_polygon *out, const skt_polygon *in, size_t n, double metres,
                                 skt_arena *arena);

#endif
