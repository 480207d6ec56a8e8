/* The report page: one HTML file that needs nothing beside it. Its look and manners are in
 * page/, its data are one JSON object (docs/formats.md, "The report page"). */
#ifndef SKT_EXPORT_PAGE_H
#define SKT_EXPORT_PAGE_H

#include "export/export.h"

/* Appends the page. */
skt_status skt_page_write(skt_buf *out, const skt_export_data *data);

#endif
