#include "fetch/late_curl.h"

#include "core/late.h"

SKT_LATE_LIBRARY(skt_curl_functions, skt_late_curl, skt_curl_ready, SKT_LATE_CURL, SKYTALLY_LIBCURL)
