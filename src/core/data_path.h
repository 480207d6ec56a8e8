/* Where the data is that came with the library. */
#ifndef SKT_CORE_DATA_PATH_H
#define SKT_CORE_DATA_PATH_H

#include "core/buf.h"

/* Sets *out to the path of `name` ("skytally.gaz", "lexicon") in the data folder: the one that
 * $SKYTALLY_DATA names; else, of the folders that skt_gazetteer_open() tells of in skytally.h, the
 * first that has a gazetteer, or the last of them. SKT_E_NOMEM. */
skt_status skt_data_path(skt_buf *out, const char *name);

#endif
