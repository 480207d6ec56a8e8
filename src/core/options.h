/* Options of the caller's, whose header may be older or newer than the library. */
#ifndef SKT_CORE_OPTIONS_H
#define SKT_CORE_OPTIONS_H

#include "skytally.h"

/* Lays `given` (a struct that begins with its size, or NULL) over the defaults in *out, which has
 * `size` bytes. What an older header lacks stays as it is; of what a newer one has beyond, all
 * must be zero: else, or where the size is none, SKT_E_USAGE, told with the struct's name `what`.
 */
skt_status skt_options_take(void *out, size_t size, const void *given, const char *what,
                            skt_diag *diag);

#endif
