#include "geometry/late_proj.h"

#include "core/late.h"

SKT_LATE_LIBRARY(skt_proj_functions, skt_late_proj, skt_proj_ready, SKT_LATE_PROJ, SKYTALLY_LIBPROJ)
