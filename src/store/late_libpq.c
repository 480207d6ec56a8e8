#include "store/late_libpq.h"

#include "core/late.h"

SKT_LATE_LIBRARY(skt_libpq_functions, skt_late_libpq, skt_libpq_ready, SKT_LATE_LIBPQ,
                 SKYTALLY_LIBPQ)
