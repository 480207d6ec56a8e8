#include "fetch/polite.h"

#include "core/hash.h"
#include "fetch/late_curl.h"

int64_t skt_polite_retry_after(skt_str value, skt_time now)
{
    char text[64];
    value = skt_str_trim(value);
    if (value.len == 0 || value.len >= sizeof text) {
        return -1;
    }
    int64_t seconds = 0;
    size_t digits = 0;
    while (digits < value.len && value.ptr[digits] >= '0' && value.ptr[digits] <= '9') {
        seconds = seconds < INT32_MAX ? seconds * 10 + (value.ptr[digits] - '0') : seconds;
        digits++;
    }
    if (digits == value.len) {
        return seconds;
    }
    /* A date begins with the name of its day (RFC 9110, 5.6.7). What else curl takes for
     * one, such as "12.5", is none. */
    const char first = (char)(value.ptr[0] | 0x20);
    if (first < 'a' || first > 'z') {
        return -1;
    }
    memcpy(text, value.ptr, value.len);
    text[value.len] = '\0';
    const int64_t when = (int64_t)curl_getdate(text, NULL);
    if (when < 0) {
        return -1;
    }
    return when > now ? when - now : 0;
}

/* A half to all of `whole`, by chance that can be repeated. */
static int64_t jitter(int64_t whole, uint64_t seed, uint64_t salt, uint64_t turn)
{
    const uint64_t chance = skt_hash_mix(skt_hash_mix(skt_hash_mix(seed, salt), turn), 0);
    return whole <= 1 ? whole : whole / 2 + (int64_t)(chance % (uint64_t)(whole - whole / 2 + 1));
}

/* `first`, doubled `times`, no more than `most`. */
static int64_t doubled(int64_t first, unsigned times, int64_t most)
{
    int64_t value = first;
    for (unsigned i = 0; i < times && value < most; i++) {
        value *= 2;
    }
    return value < most ? value : most;
}

int64_t skt_polite_backoff_ms(const skt_polite_options *options, unsigned tries_done, uint64_t salt)
{
    const unsigned times = tries_done == 0 ? 0 : tries_done - 1;
    return jitter(doubled(options->first_wait_ms, times, options->longest_wait_s * 1000),
                  options->seed, salt, tries_done);
}

static int64_t at_most(int64_t value, int64_t most)
{
    return value < most ? value : most;
}

skt_polite_step skt_polite_next(const skt_polite_options *options,
                                const skt_http_response *response, unsigned tries_done,
                                uint64_t salt)
{
    skt_polite_step step = {false, 0, 0};
    const bool busy = response->outcome == SKT_HTTP_BUSY;
    if (!busy && !response->again) {
        return step;
    }
    const int64_t asked = response->retry_after_s;
    const bool too_long = asked > options->longest_wait_s;
    if (too_long || tries_done >= options->tries) {
        step.rest_s = asked < 0 ? 0 : at_most(asked, options->longest_rest_s);
        return step;
    }
    step.again = true;
    step.wait_ms = skt_polite_backoff_ms(options, tries_done, salt);
    if (asked >= 0 && asked * 1000 > step.wait_ms) {
        step.wait_ms = asked * 1000;
    }
    return step;
}

int64_t skt_polite_rest_s(const skt_polite_options *options, uint32_t failures, int64_t asked_s,
                          uint64_t salt)
{
    int64_t rest = 0;
    if (failures > SKT_POLITE_FREE_FAILURES) {
        const uint32_t times = failures - SKT_POLITE_FREE_FAILURES - 1;
        rest = jitter(doubled(SKT_POLITE_FIRST_REST_S, times, options->longest_rest_s),
                      options->seed, salt, failures);
    }
    return at_most(asked_s > rest ? asked_s : rest, options->longest_rest_s);
}

int64_t skt_polite_host_wait(const skt_polite_host *host, const skt_polite_options *options,
                             int64_t now_ms)
{
    const bool spaced = options->spacing_ms > 0 || host->delay_ms > 0;
    if (host->under_way >= (spaced ? 1 : options->at_once_host)) {
        return -1;
    }
    return host->free_at_ms > now_ms ? host->free_at_ms - now_ms : 0;
}

void skt_polite_host_began(skt_polite_host *host)
{
    host->under_way++;
}

void skt_polite_host_ended(skt_polite_host *host, const skt_polite_options *options, int64_t now_ms,
                           int64_t wait_ms)
{
    const int64_t delay = at_most(host->delay_ms, options->longest_delay_ms);
    int64_t gap = options->spacing_ms > delay ? options->spacing_ms : delay;
    gap = wait_ms > gap ? wait_ms : gap;
    host->under_way -= host->under_way > 0;
    if (now_ms + gap > host->free_at_ms) {
        host->free_at_ms = now_ms + gap;
    }
}
