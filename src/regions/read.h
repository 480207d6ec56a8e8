/* Files of polygons to named polygons in WGS 84. Private to the module.
 *
 * A reader (shapefile.c, geojson.c) hands over one feature after the other, its rings as
 * the file has them; take.c brings it to WGS 84 and mends it. */
#ifndef SKT_REGIONS_READ_H
#define SKT_REGIONS_READ_H

#include "core/arena.h"
#include "core/str.h"
#include "core/vec.h"
#include "geometry/geometry.h"

enum {
    SKT_REGIONS_MAX_FEATURES = 500000,
    SKT_REGIONS_MAX_POINTS = 20000000,   /* of all features, curved edges counted as drawn */
    SKT_REGIONS_MAX_SHAPEFILE = 1 << 30, /* bytes of a part */
    SKT_REGIONS_MAX_GEOJSON = 1 << 28,   /* bytes; a tree in memory has ten times as many */
    SKT_REGIONS_MAX_NAMED = 10           /* features that are named in warnings of one kind */
};

/* ---------------------------------------------------------------- crs.c */

typedef struct skt_source_crs skt_source_crs;

/* A way to WGS 84 from the CRS of `definition`: WKT, "EPSG:32637", a PROJ string; NULL:
 * WGS 84 itself. `path` is the file that names it. */
skt_status skt_source_crs_open(skt_source_crs **out, const char *definition, const char *path,
                               skt_diag *diag);
void skt_source_crs_close(skt_source_crs *crs);

/* Easting, northing (or longitude, latitude) to degrees of WGS 84; false where there is none
 * or where it is no place on Earth. */
bool skt_source_crs_apply(double lonlat[2], const skt_source_crs *crs, const double xy[2]);
/* The ring in WGS 84, in `arena`, with points added where a straight edge of a projected CRS
 * is curved there. *bad is the number of the first point that has no place, or SIZE_MAX.
 * SKT_E_LIMIT where it would have more than `limit` points. */
skt_status skt_source_crs_ring(skt_ring *out, size_t *bad, const skt_source_crs *crs,
                               const skt_ring *in, size_t limit, skt_arena *arena);

/* ---------------------------------------------------------------- take.c */

typedef struct skt_region_part {
    skt_str name;
    skt_polygon polygon; /* WGS 84, valid, cut */
} skt_region_part;

/* Features that something was the matter with: how many, and the first few by name. */
typedef struct skt_region_notes {
    size_t count;
} skt_region_notes;

typedef struct skt_regions_reading {
    const char *path;
    const char *field; /* as given, or NULL */
    skt_diag *diag;
    skt_arena *arena; /* of the result */
    skt_source_crs *crs;
    SKT_VEC(skt_region_part) parts;
    size_t features, points;
    skt_region_notes mended, unnamed, empty, other;
} skt_regions_reading;

typedef struct skt_feature {
    size_t number;       /* in the file, from 1 */
    skt_str name;        /* none: it has none */
    skt_polygon polygon; /* in the file's CRS; holes behind their ring; rings may be open */
} skt_feature;

/* A failure about the reading's file; returns `status`. */
skt_status skt_regions_fail(const skt_regions_reading *reading, skt_status status,
                            const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A warning about feature `number`, one of `notes`: the first few are said. */
void skt_regions_note(const skt_regions_reading *reading, skt_region_notes *notes, size_t number,
                      skt_str name, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Says how many more there were than could be named. */
void skt_regions_notes_end(const skt_regions_reading *reading, const skt_region_notes *notes,
                           const char *what);

/* Counts one more feature of the file; SKT_E_LIMIT. */
skt_status skt_regions_count_feature(skt_regions_reading *reading);
/* Takes a feature in; `scratch` holds what is needed meanwhile. */
skt_status skt_regions_take(skt_regions_reading *reading, const skt_feature *feature,
                            skt_arena *scratch);

/* --------------------------------------------------------------- field.c */

typedef struct skt_region_field {
    skt_str name;
    bool text; /* holds text */
} skt_region_field;

/* The field of names among `fields`: the one asked for, in any case where none is written so;
 * else "name"; else the only one of text. SKT_E_USAGE with a list of those that there are. */
skt_status skt_regions_field(size_t *out, const skt_regions_reading *reading,
                             const skt_region_field *fields, size_t n);

/* ------------------------------------------------------- the two readers */

/* Reads the shapefile of reading->path (.shp) with what lies beside it. */
skt_status skt_regions_read_shapefile(skt_regions_reading *reading);
/* Reads GeoJSON: a collection, a feature, or a sequence of them. */
skt_status skt_regions_read_geojson(skt_regions_reading *reading, skt_str content);

/* encoding.c: text of a DBF in UTF-8. `declared` as shapelib gives it ("1251", "LDID/201")
 * or NULL. *guessed is set where nothing told and it was not plain ASCII or UTF-8. */
skt_status skt_regions_decode(skt_str *out, skt_str text, const char *declared, bool *guessed,
                              skt_arena *arena);
/* Whether ICU knows the charset that a .cpg declares. */
bool skt_regions_charset_known(const char *declared);

/* shapes.c: outer rings and holes of a shape, told apart by their direction, each hole
 * behind the smallest ring around it. Rearranges `rings`. */
skt_status skt_regions_order_rings(skt_polygon *out, skt_ring *rings, size_t n, skt_arena *arena);

#endif
