/* Maps of nothing but memory are beyond POSIX: built with _DEFAULT_SOURCE. */
#include "cli/last_resort.h"

#include <dlfcn.h>
#include <jansson.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unicode/uclean.h>
#include <unistd.h>

#include "cli/cli.h"

_Noreturn static void give_up(void)
{
    static const char words[] =
        "skytally: out of memory; what stood in outputs and stores stays as it was\n";
    /* Nothing that allocates or locks: this may be any moment of any thread. */
    const ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
    (void)written;
    _exit(SKT_EXIT_NOTHING);
}

static void *take(size_t size)
{
    void *block = malloc(size > 0 ? size : 1);
    if (block == NULL) {
        give_up();
    }
    return block;
}

static void *take_more(void *old, size_t size)
{
    void *block = realloc(old, size > 0 ? size : 1);
    if (block == NULL) {
        give_up();
    }
    return block;
}

static char *take_copy(const char *text)
{
    const size_t size = strlen(text) + 1;
    return memcpy(take(size), text, size);
}

/* What libxml2 would print of its own. */
static void say_nothing(void *user, const char *format, ...)
{
    (void)user;
    (void)format;
}

static void *U_CALLCONV take_for_icu(const void *context, size_t size)
{
    (void)context;
    return take(size);
}

static void *U_CALLCONV take_more_for_icu(const void *context, void *old, size_t size)
{
    (void)context;
    return take_more(old, size);
}

static void U_CALLCONV give_back_for_icu(const void *context, void *old)
{
    (void)context;
    free(old);
}

/* std::set_new_handler() and std::set_terminate(), by the names that all compilers give them. The
 * library of C++ came with GEOS; where it has other names, all is as if nobody had asked. */
static void on_exceptions(void)
{
    typedef void handler(void);
    typedef handler *setter(handler *);
    static const char *const names[] = {"_ZSt15set_new_handlerPFvvE", "_ZSt13set_terminatePFvvE"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        void *found = dlsym(RTLD_DEFAULT, names[i]);
        if (found != NULL) {
            setter *set;
            memcpy(&set, &found, sizeof set); /* as in core/late.c */
            (void)set(give_up);
        }
    }
}

/* An assertion of a library that does not hold where memory is out, and is out still; whatever
 * else aborts goes on to do so. */
static void on_abort(int sent)
{
    enum { SOME = 1 << 16 };
    (void)sent;
    /* Not on the list of what a handler may call, but a bare system call all the same; and the
     * program ends in any case. NOLINTNEXTLINE(bugprone-signal-handler) */
    if (mmap(NULL, SOME, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
        MAP_FAILED) {
        give_up();
    }
}

void skt_last_resort(void)
{
    (void)signal(SIGABRT, on_abort);
    json_set_alloc_funcs(take, free);
    (void)xmlMemSetup(free, take, take_more, take_copy);
    xmlSetGenericErrorFunc(NULL, say_nothing);
    (void)xmlThrDefSetGenericErrorFunc(NULL, say_nothing);
    UErrorCode error = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, take_for_icu, take_more_for_icu, give_back_for_icu, &error);
    on_exceptions();
}
