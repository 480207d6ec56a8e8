/* What lies around the figures on a map: the countries, and where wanted their regions and the
 * seas, that reach into a box. */
#ifndef SKT_EXPORT_BACKDROP_H
#define SKT_EXPORT_BACKDROP_H

#include "export/layers.h"

/* An area of the backdrop. */
typedef struct skt_backdrop_area {
    skt_node node;
    skt_level level;
    skt_str name;   /* the atlas's */
    skt_str iso_a2; /* by the boundaries chosen */
    bool disputed;
    skt_polygon polygon;         /* WGS 84, valid, cut at the antimeridian */
    double label_lon, label_lat; /* inside the part that lies in the box; NAN where none does */
} skt_backdrop_area;

typedef struct skt_backdrop {
    skt_backdrop_area *areas; /* in the order of the atlas */
    size_t count;
} skt_backdrop;

typedef struct skt_backdrop_options {
    double box[4];   /* west, south, east, north; west > east where it crosses the antimeridian */
    unsigned levels; /* 1 << skt_level of those wanted */
    skt_detail detail;
    double metres; /* more than 0: outlines may be off by as much, in place of the detail */
    bool clip;     /* polygons end at the box; else all parts that reach into it are whole */
    bool disputed; /* only what more than one state claims */
} skt_backdrop_options;

/* Sets box to what the records of all layers with shapes take up, the smallest that holds
 * them, with a margin of a tenth of its width and height, at least half a degree. False where
 * nothing has a shape (the box is the whole world then), or memory is out: *status tells. */
bool skt_backdrop_box(double box[4], skt_status *status, const skt_layer *layers, size_t n_layers);

/* Makes the backdrop in `arena`. An island that the coarse outline has lost has its fine one. */
skt_status skt_backdrop_make(skt_backdrop *out, const skt_atlas *atlas,
                             const skt_backdrop_options *options, skt_arena *arena);

#endif
