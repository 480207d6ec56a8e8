/* libcurl: loaded when
 * the first of its functions is called (core/late.h). Include this in place of its own
 * header; calls are written as ever. */
#ifndef SKT_FETCH_LATE_CURL_H
#define SKT_FETCH_LATE_CURL_H

#define CURL_DISABLE_TYPECHECK /* its macros have the names of functions */
#include <curl/curl.h>

#include "skytally.h"

#undef curl_easy_setopt
#undef curl_easy_getinfo

/* What is called of it. */
/* clang-format off */
#define SKT_LATE_CURL(X) \
    X(curl_easy_cleanup) X(curl_easy_getinfo) X(curl_easy_init) X(curl_easy_setopt) \
    X(curl_easy_strerror) X(curl_free) X(curl_getdate) X(curl_global_cleanup) X(curl_global_init) \
    X(curl_multi_add_handle) X(curl_multi_cleanup) X(curl_multi_info_read) X(curl_multi_init) \
    X(curl_multi_perform) X(curl_multi_poll) X(curl_multi_remove_handle) X(curl_slist_append) \
    X(curl_slist_free_all) X(curl_strnequal) X(curl_url) X(curl_url_cleanup) X(curl_url_get) \
    X(curl_url_set)
/* clang-format on */

typedef struct skt_curl_functions {
#define SKT_MEMBER(name) __typeof__ (&(name))(name);
    SKT_LATE_CURL(SKT_MEMBER)
#undef SKT_MEMBER
} skt_curl_functions;

const skt_curl_functions *skt_late_curl(void);
/* Whether it is there; else SKT_E_IO. */
skt_status skt_curl_ready(skt_diag *diag);

#define curl_easy_cleanup (skt_late_curl()->curl_easy_cleanup)
#define curl_easy_getinfo (skt_late_curl()->curl_easy_getinfo)
#define curl_easy_init (skt_late_curl()->curl_easy_init)
#define curl_easy_setopt (skt_late_curl()->curl_easy_setopt)
#define curl_easy_strerror (skt_late_curl()->curl_easy_strerror)
#define curl_free (skt_late_curl()->curl_free)
#define curl_getdate (skt_late_curl()->curl_getdate)
#define curl_global_cleanup (skt_late_curl()->curl_global_cleanup)
#define curl_global_init (skt_late_curl()->curl_global_init)
#define curl_multi_add_handle (skt_late_curl()->curl_multi_add_handle)
#define curl_multi_cleanup (skt_late_curl()->curl_multi_cleanup)
#define curl_multi_info_read (skt_late_curl()->curl_multi_info_read)
#define curl_multi_init (skt_late_curl()->curl_multi_init)
#define curl_multi_perform (skt_late_curl()->curl_multi_perform)
#define curl_multi_poll (skt_late_curl()->curl_multi_poll)
#define curl_multi_remove_handle (skt_late_curl()->curl_multi_remove_handle)
#define curl_slist_append (skt_late_curl()->curl_slist_append)
#define curl_slist_free_all (skt_late_curl()->curl_slist_free_all)
#define curl_strnequal (skt_late_curl()->curl_strnequal)
#define curl_url (skt_late_curl()->curl_url)
#define curl_url_cleanup (skt_late_curl()->curl_url_cleanup)
#define curl_url_get (skt_late_curl()->curl_url_get)
#define curl_url_set (skt_late_curl()->curl_url_set)

#endif
