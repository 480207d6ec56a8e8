/* A ZIP archive of one file (PKWARE APPNOTE 6.3, without compression), the same bytes each
 * time: its file is dated 1980-01-01, the first day that the format knows. */
#ifndef SKT_CORE_ZIP_H
#define SKT_CORE_ZIP_H

#include "core/buf.h"
#include "skytally.h"

/* Adds the archive to *out; `name` is ASCII. SKT_E_LIMIT at 4 GB; failure sticks in
 * out->failed. */
skt_status skt_zip_store(skt_buf *out, const char *name, skt_str content);

#endif
