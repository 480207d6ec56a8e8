/* Libraries that only some commands need, loaded when they do: with PROJ, libcurl and libpq
 * (and the forty libraries that these bring) linked in the usual way, the program takes 14 ms
 * to begin, without them 4, whatever it is asked. A library that is not there ends the program
 * with a message, as the dynamic linker would. */
#ifndef SKT_CORE_LATE_H
#define SKT_CORE_LATE_H

#include <pthread.h>
#include <stddef.h>

typedef struct skt_late {
    const char *soname;       /* "libproj.so.25" */
    const char *const *names; /* of its functions */
    void *functions;          /* a struct of as many pointers to functions, in that order */
    size_t n_functions;
    _Atomic(int) loaded;
} skt_late;

/* Loads the library unless it is loaded; in any thread. Quick where it is. */
void skt_late_load(skt_late *library);

#endif
