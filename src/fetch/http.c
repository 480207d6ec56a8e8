#include "fetch/http_private.h"

#include <limits.h>

const char *skt_http_outcome_name(skt_http_outcome outcome)
{
    static const char *const names[SKT_HTTP_OUTCOMES] = {
        "fresh", "unchanged", "moved",   "gone",         "refused",
        "busy",  "broken",    "too-big", "bad-redirect",
    };
    return names[outcome];
}

skt_status skt_http_new(skt_http **out, const skt_http_limits *limits)
{
    *out = NULL;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) { /* counted by libcurl */
        return SKT_E_DATA;
    }
    skt_http *http = calloc(1, sizeof *http);
    if (http == NULL) {
        curl_global_cleanup();
        return SKT_E_NOMEM;
    }
    http->limits = limits == NULL ? (skt_http_limits)SKT_HTTP_LIMITS_INIT : *limits;
    http->multi = curl_multi_init();
    *out = http;
    if (http->multi == NULL) {
        skt_http_free(http);
        *out = NULL;
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

size_t skt_http_under_way(const skt_http *http)
{
    return http->under_way.count + http->stillborn.count;
}

bool skt_http_is_full(const skt_http *http)
{
    return skt_http_under_way(http) >= http->limits.at_once;
}

skt_status skt_http_start(skt_http *http, const skt_http_request *request)
{
    skt_transfer *t = skt_transfer_new(http, request);
    if (t == NULL) {
        return SKT_E_NOMEM;
    }
    if (t->stop != SKT_STOP_NONE || t->barred != SKT_PEER_PUBLIC) {
        if (skt_vec_push(&http->stillborn, t)) {
            return SKT_OK;
        }
    } else if (skt_vec_push(&http->under_way, t)) {
        if (curl_multi_add_handle(http->multi, t->easy) == CURLM_OK) {
            return SKT_OK;
        }
        http->under_way.count--;
    }
    skt_transfer_free(t);
    return SKT_E_NOMEM;
}

/* Takes a transfer that has ended out of those under way. */
static void take_out(skt_http *http, skt_transfer *t)
{
    (void)curl_multi_remove_handle(http->multi, t->easy);
    size_t i = 0;
    while (http->under_way.items[i] != t) {
        i++;
    }
    http->under_way.items[i] = http->under_way.items[--http->under_way.count];
}

/* One that has ended; NULL: there is none. */
static skt_transfer *take_ended(skt_http *http, CURLcode *code)
{
    *code = CURLE_OK;
    if (http->stillborn.count > 0) {
        return http->stillborn.items[--http->stillborn.count];
    }
    int left = 0;
    CURLMsg *message = curl_multi_info_read(http->multi, &left);
    while (message != NULL && message->msg != CURLMSG_DONE) {
        message = curl_multi_info_read(http->multi, &left);
    }
    char *owner = NULL;
    if (message == NULL ||
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner) != CURLE_OK) {
        return NULL;
    }
    skt_transfer *t = (skt_transfer *)(void *)owner;
    *code = message->data.result;
    take_out(http, t);
    return t;
}

skt_status skt_http_next(const skt_http_response **out, skt_http *http, int64_t wait_ms)
{
    *out = NULL;
    skt_transfer_free(http->handed_out);
    http->handed_out = NULL;
    int running = 0;
    CURLcode code = CURLE_OK;
    CURLMcode failed = curl_multi_perform(http->multi, &running);
    skt_transfer *t = failed ? NULL : take_ended(http, &code);
    if (t == NULL && !failed && wait_ms > 0) {
        failed =
            curl_multi_poll(http->multi, NULL, 0, wait_ms > INT_MAX ? INT_MAX : (int)wait_ms, NULL);
        failed = failed ? failed : curl_multi_perform(http->multi, &running);
        t = failed ? NULL : take_ended(http, &code);
    }
    if (t == NULL) {
        return failed ? SKT_E_NOMEM : SKT_OK;
    }
    http->handed_out = t;
    *out = &t->response;
    return skt_transfer_judge(t, code) ? SKT_OK : SKT_E_NOMEM;
}

void skt_http_free(skt_http *http)
{
    if (http == NULL) {
        return;
    }
    for (size_t i = 0; i < http->under_way.count; i++) {
        (void)curl_multi_remove_handle(http->multi, http->under_way.items[i]->easy);
        skt_transfer_free(http->under_way.items[i]);
    }
    for (size_t i = 0; i < http->stillborn.count; i++) {
        skt_transfer_free(http->stillborn.items[i]);
    }
    skt_transfer_free(http->handed_out);
    skt_vec_dispose(&http->under_way);
    skt_vec_dispose(&http->stillborn);
    (void)curl_multi_cleanup(http->multi);
    free(http);
    curl_global_cleanup();
}
