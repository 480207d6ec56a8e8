/* The two things that are GEOS's: cutting a polygon and making it valid. */
#ifndef SKT_EXPORT_GEOS_H
#define SKT_EXPORT_GEOS_H

#include "core/arena.h"
#include "gazetteer/gazetteer.h"

/* Makes a valid polygon of `in`, whose rings are closed. With `cut`, longitudes
 * may run beyond 180 and the result is cut there and brought back. */
skt_status skt_geos_clean(skt_polygon *out, const skt_polygon *in, bool cut, skt_arena *arena);

/* Whether `polygon` is valid and simple by the OGC rules. */
skt_status skt_geos_is_valid(bool *out, const skt_polygon *polygon);

#endif
