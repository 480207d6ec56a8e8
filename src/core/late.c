#include "core/late.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTHING_DONE = 3 }; /* exit code of the program (docs/manual.md) */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void fail(const skt_late *library, const char *reason)
{
    fprintf(stderr, "skytally: %s cannot be loaded, install it: %s\n", library->soname,
            reason != NULL ? reason : "it lacks a function");
    exit(NOTHING_DONE);
}

/* With the lock held. */
static void load(skt_late *library)
{
    void *handle = dlopen(library->soname, RTLD_LAZY | RTLD_LOCAL);
    if (handle == NULL) {
        fail(library, dlerror());
    }
    for (size_t i = 0; i < library->n_functions; i++) {
        void *function = dlsym(handle, library->names[i]);
        if (function == NULL) {
            fail(library, dlerror());
        }
        /* ISO C has no way from void * to a pointer to a function; POSIX has their bytes alike. */
        memcpy((char *)library->functions + i * sizeof function, &function, sizeof function);
    }
}

void skt_late_load(skt_late *library)
{
    if (atomic_load_explicit(&library->loaded, memory_order_acquire) != 0) {
        return;
    }
    (void)pthread_mutex_lock(&lock);
    if (atomic_load_explicit(&library->loaded, memory_order_relaxed) == 0) {
        load(library);
        atomic_store_explicit(&library->loaded, 1, memory_order_release);
    }
    (void)pthread_mutex_unlock(&lock);
}
