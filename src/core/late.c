#include "core/late.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/diag.h"

enum { NOTHING_DONE = 3 }; /* exit code of the program (docs/manual.md) */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* For a library that gives up while it is loaded: GnuTLS, which libcurl brings, aborts where it
 * finds no memory. The process would end in any case: it does so with a word. */
static void on_abort(int sent)
{
    (void)sent;
    static const char words[] =
        "skytally: a library cannot be loaded: it gave up, as for want of memory\n";
    const ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
    (void)written;
    _exit(NOTHING_DONE);
}

static void *open_library(const char *soname)
{
    struct sigaction before;
    const struct sigaction action = {.sa_handler = on_abort};
    const bool watched = sigaction(SIGABRT, &action, &before) == 0;
    void *handle = dlopen(soname, RTLD_LAZY | RTLD_LOCAL);
    if (watched) {
        (void)sigaction(SIGABRT, &before, NULL);
    }
    return handle;
}

/* With the lock held. What is wrong, or NULL. */
static const char *load(skt_late *library)
{
    const char *reason;
    void *handle = open_library(library->soname);
    if (handle == NULL) {
        reason = dlerror();
        return reason != NULL ? reason : "no reason is given";
    }
    for (size_t i = 0; i < library->n_functions; i++) {
        void *function = dlsym(handle, library->names[i]);
        if (function == NULL) {
            return "it lacks a function";
        }
        /* ISO C has no way from void * to a pointer to a function; POSIX has their bytes alike. */
        memcpy((char *)library->functions + i * sizeof function, &function, sizeof function);
    }
    atomic_store_explicit(&library->loaded, 1, memory_order_release);
    return NULL;
}

static bool is_loaded(skt_late *library)
{
    return atomic_load_explicit(&library->loaded, memory_order_acquire) != 0;
}

skt_status skt_late_ready(skt_late *library, skt_diag *diag)
{
    skt_status status = SKT_OK;
    if (!is_loaded(library)) {
        (void)pthread_mutex_lock(&lock);
        const char *reason = is_loaded(library) ? NULL : load(library);
        if (reason != NULL) {
            status = skt_diag_add(diag, SKT_E_IO, SKT_FAILURE, NULL, 0,
                                  "%s cannot be loaded, install it: %s", library->soname, reason);
        }
        (void)pthread_mutex_unlock(&lock);
    }
    return status;
}

void skt_late_load(skt_late *library)
{
    if (!is_loaded(library) && skt_late_ready(library, NULL) != SKT_OK) {
        fprintf(stderr, "skytally: %s cannot be loaded, install it\n", library->soname);
        exit(NOTHING_DONE);
    }
}
