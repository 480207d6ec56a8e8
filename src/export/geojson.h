/* A layer as GeoJSON (RFC 7946). */
#ifndef SKT_EXPORT_GEOJSON_H
#define SKT_EXPORT_GEOJSON_H

#include "core/out.h"
#include "export/layers.h"
#include "export/meta.h"

/* Writes the FeatureCollection of `layer`, one feature a line. Failure sticks in `out`. */
void skt_geojson_write(skt_out *out, const skt_layer *layer, const skt_export_meta *meta);

#endif
