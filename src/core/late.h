/* Libraries that only some commands need, loaded when they do: with PROJ, libcurl and libpq
 * (and the forty libraries that these bring) linked in the usual way, the program takes 14 ms
 * to begin, without them 4, whatever it is asked. Public functions ask whether a library is there
 * before they work with it; who calls its functions without having asked, and it is not there,
 * has the program end with a message, as the dynamic linker would have it. */
#ifndef SKT_CORE_LATE_H
#define SKT_CORE_LATE_H

#include <pthread.h>
#include <stddef.h>

#include "skytally.h"

typedef struct skt_late {
    const char *soname;       /* "libproj.so.25" */
    const char *const *names; /* of its functions */
    void *functions;          /* a struct of as many pointers to functions, in that order */
    size_t n_functions;
    _Atomic(int) loaded;
} skt_late;

/* Loads the library unless it is loaded; in any thread. Quick where it is. */
void skt_late_load(skt_late *library);
/* The same. Where it cannot be loaded: SKT_E_IO, and why. */
skt_status skt_late_ready(skt_late *library, skt_diag *diag);

/* Defines `getter`, which gives the struct `type` of the functions that LIST(X) names, and `ready`,
 * which is skt_late_ready() of the library. */
#define SKT_LATE_NAME(name) #name,
#define SKT_LATE_LIBRARY(type, getter, ready, LIST, library_soname)                                \
    static const char *const names[] = {LIST(SKT_LATE_NAME)};                                      \
    _Static_assert(sizeof(type) == sizeof names, "a pointer for each name");                       \
    static type functions;                                                                         \
    static skt_late library = {.soname = (library_soname),                                         \
                               .names = names,                                                     \
                               .functions = &functions,                                            \
                               .n_functions = sizeof names / sizeof names[0]};                     \
    const type *getter(void)                                                                       \
    {                                                                                              \
        skt_late_load(&library);                                                                   \
        return &functions;                                                                         \
    }                                                                                              \
    skt_status ready(skt_diag *diag)                                                               \
    {                                                                                              \
        return skt_late_ready(&library, diag);                                                     \
    }

#endif
