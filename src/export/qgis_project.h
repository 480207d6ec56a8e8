/* A QGIS project over the GeoPackage: skytally.qgz, for QGIS 3.22 and later. What it shows is
 * described in docs/manual.md, "Opening in QGIS". */
#ifndef SKT_EXPORT_QGIS_PROJECT_H
#define SKT_EXPORT_QGIS_PROJECT_H

#include "export/export.h"

/* Writes it aside. A project that a user has saved in its place is kept, with a note. */
skt_status skt_qgis_project_write(const skt_export_job *job);

#endif
