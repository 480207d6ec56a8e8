/* Lines on the globe with fewer points. */
#ifndef SKT_CORE_LINE_H
#define SKT_CORE_LINE_H

#include "skytally.h"

/* Marks in keep[n] the points of a line (lon, lat interleaved) that remain: both ends, the
 * farthest from their chord (so that no ring of two lines falls together), and all that are off
 * the simpler line by `metres` or more (Douglas and Peucker, 1973). The line read backwards
 * keeps the same points. SKT_E_NOMEM. */
skt_status skt_line_simplify(bool *keep, const double *lonlat, size_t n, double metres);

#endif
