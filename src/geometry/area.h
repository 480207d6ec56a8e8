/* Areas on the ellipsoid. */
#ifndef SKT_GEOMETRY_AREA_H
#define SKT_GEOMETRY_AREA_H

#include "gazetteer/gazetteer.h"

/* Square kilometres on the ellipsoid of WGS 84, by PROJ (Karney's geodesic polygons); edges
 * are geodesics, as in every GIS. NAN without rings. */
double skt_polygon_area_km2(const skt_polygon *polygon);

#endif
