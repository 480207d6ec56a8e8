/* All layers and tables in one GeoPackage 1.3: skytally.gpkg. What stands in it is described in
 * docs/formats.md. */
#ifndef SKT_EXPORT_GEOPACKAGE_H
#define SKT_EXPORT_GEOPACKAGE_H

#include "export/export.h"

/* Writes it aside, in the CRS of the job. SKT_E_IO with a failure in the diag that says what to
 * do; SKT_E_NOMEM. */
skt_status skt_geopackage_write(const skt_export_job *job);

#endif
