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

/* Defines `getter`, which gives the struct `type` of the functions that LIST(X) names. */
#define SKT_LATE_NAME(name) #name,
#define SKT_LATE_LIBRARY(type, getter, LIST, library_soname)                                       \
    static const char *const names[] = {LIST(SKT_LATE_NAME)};                                      \
    _Static_assert(sizeof(type) == sizeof names, "a pointer for each name");                       \
    const type *getter(void)                                                                       \
    {                                                                                              \
        static type functions;                                                                     \
        static skt_late library = {.soname = (library_soname),                                     \
                                   .names = names,                                                 \
                                   .functions = &functions,                                        \
                                   .n_functions = sizeof names / sizeof names[0]};                 \
        skt_late_load(&library);                                                                   \
        return &functions;                                                                         \
    }

#endif
