/* Polygons made fit for a GIS: coordinates rounded, cut at the antimeridian,
 * valid by the OGC rules, and rings in the direction that a format wants. */
#ifndef SKT_GEOMETRY_GEOMETRY_H
#define SKT_GEOMETRY_GEOMETRY_H

#include "core/arena.h"
#include "core/vec.h"
#include "gazetteer/gazetteer.h"

/* Digits behind the point of a coordinate: 0.1 m, ample beside outlines that
 * are generalised to 200 m. */
enum { SKT_COORDINATE_DECIMALS = 6 };

/* A polygon for the layers from one of the gazetteer: coordinates rounded to
 * SKT_COORDINATE_DECIMALS, rings that cross the antimeridian cut there, invalid
 * geometry repaired. May have no rings left. In `arena`; `in` is not kept. */
skt_status skt_polygon_clean(skt_polygon *out, const skt_polygon *in, skt_arena *arena);

/* A valid polygon from one of any making, whose rings may be open: cut at the antimeridian
 * where it crosses it (an edge goes the short way round), repaired where it is invalid, and
 * not rounded. *fault is what was wrong with it, in GEOS's words with the place, in `arena`;
 * none where it was valid. May have no rings left; may share those of `in`. */
skt_status skt_polygon_mend(skt_polygon *out, skt_str *fault, const skt_polygon *in,
                            skt_arena *arena);

/* Twice the ring's signed area in square units of its coordinates: positive
 * where it runs counter-clockwise. */
double skt_ring_area2(const skt_ring *ring);

/* Point `index` of a ring that is read so that it runs counter-clockwise
 * (`ccw`) or clockwise; `area2` is the ring's skt_ring_area2. */
const double *skt_ring_point(const skt_ring *ring, size_t index, double area2, bool ccw);

typedef struct skt_lon_span {
    double west, east;
} skt_lon_span;

/* The smallest box around points and outer rings added to it. Where shapes
 * touch the antimeridian from both sides, west > east (RFC 7946, 5.2). */
typedef struct skt_extent {
    SKT_VEC(skt_lon_span) spans;
    double south, north;
    bool failed; /* out of memory */
} skt_extent;

void skt_extent_begin(skt_extent *extent);
void skt_extent_add_point(skt_extent *extent, double lon, double lat);
void skt_extent_add_polygon(skt_extent *extent, const skt_polygon *polygon);
/* box: west, south, east, north; false where nothing was added. */
bool skt_extent_box(double box[4], skt_extent *extent);
void skt_extent_dispose(skt_extent *extent);

#endif
