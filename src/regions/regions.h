/* A user's own regions, beyond what the public API serves. */
#ifndef SKT_REGIONS_REGIONS_H
#define SKT_REGIONS_REGIONS_H

#include "gazetteer/gazetteer.h"
#include "skytally.h"

/* Outlines of one border from two sources differ, by what each was generalised to. An area
 * lies inside a region all the same where no more of it sticks out than this. */
#define SKT_REGIONS_SHARE_OUTSIDE 0.03 /* of its area */
#define SKT_REGIONS_METRES_OUTSIDE 5000.0

/* WGS 84, cut at the antimeridian, valid; owned by `regions`. */
const skt_polygon *skt_regions_polygon(const skt_regions *regions, size_t index);
/* The name of the file without its folder; owned by `regions`. */
skt_str skt_regions_source(const skt_regions *regions);

/* Sets *out to the region that `area` lies wholly inside, but for the tolerance above; of
 * several the smallest, of equal ones the first; SKT_NO_REGION where there is none. */
skt_status skt_regions_around(size_t *out, const skt_regions *regions, const skt_polygon *area);
/* Whether a point lies in the region or within SKT_REGIONS_METRES_OUTSIDE of it. */
bool skt_regions_near(const skt_regions *regions, size_t index, double lat, double lon);

#endif
