/* map.svg: a picture of the tally for print. */
#ifndef SKT_EXPORT_MAP_MAP_H
#define SKT_EXPORT_MAP_MAP_H

#include "export/export.h"

/* Adds the picture: SVG 1.1, an A4 page, upright where the extent is. SKT_E_NOMEM. */
skt_status skt_map_write(skt_buf *out, const skt_export_data *data, skt_diag *diag);

#endif
