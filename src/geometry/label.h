/* Where the label or the symbol of a polygon goes. */
#ifndef SKT_GEOMETRY_LABEL_H
#define SKT_GEOMETRY_LABEL_H

#include "gazetteer/gazetteer.h"

/* Sets lonlat to a point inside the polygon and far from its edges: the centre of about the
 * largest circle in it (the "pole of inaccessibility"), by GEOS, distances taken at its middle
 * latitude. The same polygon always has the same point. NAN, NAN without rings. `polygon` is
 * valid. */
skt_status skt_polygon_label_point(double lonlat[2], const skt_polygon *polygon);

/* What of the polygon lies in the box (west, south, east, north; west > east where it crosses
 * the antimeridian), in `arena`. Both are within 180 degrees; `polygon` is valid. */
skt_status skt_polygon_clip(skt_polygon *out, const skt_polygon *polygon, const double box[4],
                            skt_arena *arena);

#endif
