#include "geometry/late_proj.h"

#include "core/late.h"

static const char *const names[] = {
#define SKT_NAME(name) #name,
    SKT_LATE_PROJ(SKT_NAME)
#undef SKT_NAME
};

static skt_proj_functions functions;
static skt_late library = {.soname = SKYTALLY_LIBPROJ,
                           .names = names,
                           .functions = &functions,
                           .n_functions = sizeof names / sizeof names[0]};

_Static_assert(sizeof functions == sizeof names, "a pointer for each name");

const skt_proj_functions *skt_late_proj(void)
{
    skt_late_load(&library);
    return &functions;
}
