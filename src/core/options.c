#include "core/options.h"

#include <string.h>

#include "core/diag.h"

enum { MOST = 4096 }; /* bytes that a struct of options will never have */

skt_status skt_options_take(void *out, size_t size, const void *given, const char *what,
                            skt_diag *diag)
{
    size_t theirs = size;
    if (given == NULL) {
        return SKT_OK;
    }
    memcpy(&theirs, given, sizeof theirs);
    if (theirs < sizeof theirs || theirs > MOST) {
        return skt_diag_add(diag, SKT_E_USAGE, SKT_FAILURE, NULL, 0,
                            "%s: its size is not set; start from the macro that ends in _INIT",
                            what);
    }
    const unsigned char *bytes = given;
    for (size_t i = size; i < theirs; i++) {
        if (bytes[i] != 0) {
            return skt_diag_add(diag, SKT_E_USAGE, SKT_FAILURE, NULL, 0,
                                "%s asks for something that version %s of libskytally does not "
                                "know; use a newer one",
                                what, skt_version());
        }
    }
    memcpy(out, given, theirs < size ? theirs : size);
    memcpy(out, &size, sizeof size);
    return SKT_OK;
}
