/* A layer as GeoJSON (RFC 7946). */
#ifndef SKT_EXPORT_GEOJSON_H
#define SKT_EXPORT_GEOJSON_H

#include "export/layers.h"
#include "export/meta.h"

/* Adds the FeatureCollection of `layer` to `out`, one feature a line. Failure
 * sticks in out->failed. */
void skt_geojson_write(skt_buf *out, const skt_layer *layer, const skt_export_meta *meta);

#endif
