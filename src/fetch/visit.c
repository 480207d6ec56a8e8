#include "fetch/visit_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#include "core/hash.h"

enum { LONGEST_SLEEP_MS = 1000 };

int64_t skt_visits_clock_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---------------------------------------------------------------------- guests */

static bool copy_text(const char **text, skt_arena *arena)
{
    skt_str copy;
    const bool good = skt_arena_str(&copy, arena, skt_str_from(*text)) == SKT_OK;
    *text = copy.ptr;
    return good;
}

static bool copy_request(skt_guest *guest)
{
    skt_arena *arena = &guest->arena;
    skt_http_request *r = &guest->visit.request;
    const char **headers = NULL;
    if (r->n_headers > 0) {
        headers = skt_arena_array(arena, r->n_headers, sizeof *headers);
    }
    for (size_t i = 0; headers != NULL && i < r->n_headers; i++) {
        headers[i] = r->headers[i];
        if (!copy_text(&headers[i], arena)) {
            return false;
        }
    }
    const bool good = r->n_headers == 0 || headers != NULL;
    r->headers = headers;
    return good && copy_text(&r->url, arena) && copy_text(&r->etag, arena) &&
           copy_text(&r->last_modified, arena) && copy_text(&r->agent, arena) &&
           copy_text(&r->ca, arena);
}

skt_guest *skt_guest_new(skt_url_fault *fault, const skt_visit *visit)
{
    skt_guest *guest = calloc(1, sizeof *guest);
    *fault = SKT_URL_NOMEM;
    if (guest == NULL) {
        return NULL;
    }
    guest->visit = *visit;
    guest->for_good = true;
    if (copy_request(guest)) {
        *fault = skt_url_read(&guest->first, &guest->arena, NULL,
                              skt_str_from(guest->visit.request.url));
        guest->at = guest->answered_by = guest->first;
        guest->seen[0] = guest->first.text;
    }
    if (*fault == SKT_URL_GOOD && visit->answered_by != NULL) {
        /* What is remembered and cannot be read is of no address. */
        const skt_url_fault other = skt_url_read(&guest->answered_by, &guest->arena, NULL,
                                                 skt_str_from(visit->answered_by));
        *fault = other == SKT_URL_NOMEM ? other : SKT_URL_GOOD;
    }
    if (*fault == SKT_URL_NOMEM) {
        skt_guest_free(guest);
        return NULL;
    }
    return guest;
}

void skt_guest_free(skt_guest *guest)
{
    if (guest != NULL) {
        skt_arena_dispose(&guest->arena);
        free(guest);
    }
}

skt_status skt_visits_end(skt_visits *visits, skt_guest *guest, skt_http_outcome outcome,
                          const char *format, ...)
{
    char text[600];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    skt_http_response *r = &guest->result.response;
    r->outcome = outcome;
    r->retry_after_s = -1;
    r->url = guest->at.text.ptr == NULL ? skt_str_from(guest->visit.request.url) : guest->at.text;
    if (skt_arena_str(&r->why, &guest->arena, skt_str_from(text)) != SKT_OK ||
        !skt_vec_push(&visits->ended, guest)) {
        skt_guest_free(guest);
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

/* ----------------------------------------------------------------------- hosts */

skt_host *skt_visits_host(skt_visits *visits, const skt_url *url)
{
    const size_t *found = skt_map_get(&visits->by_origin, url->origin);
    if (found != NULL) {
        return visits->hosts.items[*found];
    }
    skt_host *host = calloc(1, sizeof *host);
    if (host == NULL || skt_arena_str(&host->origin, &visits->arena, url->origin) != SKT_OK ||
        !skt_vec_push(&visits->hosts, host)) {
        free(host);
        return NULL;
    }
    return skt_map_set(&visits->by_origin, host->origin, visits->hosts.count - 1) ? host : NULL;
}

static void take_from_queue(skt_host *host, size_t index)
{
    host->queue.count--;
    memmove(&host->queue.items[index], &host->queue.items[index + 1],
            (host->queue.count - index) * sizeof *host->queue.items);
}

/* Puts a guest that has been on its way before those who have not. */
static bool put_in_front(skt_host *host, skt_guest *guest)
{
    if (!skt_vec_push(&host->queue, guest)) {
        return false;
    }
    memmove(&host->queue.items[1], &host->queue.items[0],
            (host->queue.count - 1) * sizeof *host->queue.items);
    host->queue.items[0] = guest;
    return true;
}

/* -------------------------------------------------------------------- life of it */

skt_status skt_visits_new(skt_visits **out, const skt_visit_options *options)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL) {
        return SKT_E_NOMEM;
    }
    (*out)->options = *options;
    if (options->now == SKT_NO_TIME) {
        (*out)->options.now = (skt_time)time(NULL);
    }
    const skt_status status = skt_http_new(&(*out)->http, &options->limits);
    if (status != SKT_OK) {
        skt_visits_free(*out);
        *out = NULL;
    }
    return status;
}

size_t skt_visits_requests(const skt_visits *visits)
{
    return visits->requests;
}

skt_status skt_visits_add(skt_visits *visits, const skt_visit *visit)
{
    skt_url_fault fault;
    skt_guest *guest = skt_guest_new(&fault, visit);
    if (guest == NULL) {
        return SKT_E_NOMEM;
    }
    visits->pending++;
    if (fault != SKT_URL_GOOD) {
        return skt_visits_end(visits, guest, SKT_HTTP_REFUSED, "%s", skt_url_fault_text(fault));
    }
    skt_host *host = skt_visits_host(visits, &guest->first);
    if (host == NULL || !skt_vec_push(&host->queue, guest)) {
        skt_guest_free(guest);
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

void skt_visits_free(skt_visits *visits)
{
    if (visits == NULL) {
        return;
    }
    for (size_t i = 0; i < visits->hosts.count; i++) {
        skt_host *host = visits->hosts.items[i];
        for (size_t k = 0; k < host->queue.count; k++) {
            skt_guest_free(host->queue.items[k]);
        }
        skt_vec_dispose(&host->queue);
        skt_robots_dispose(&host->rules);
        free(host);
    }
    for (size_t i = 0; i < visits->ended.count; i++) {
        skt_guest_free(visits->ended.items[i]);
    }
    for (size_t i = 0; i < visits->under_way.count; i++) {
        skt_guest_free(visits->under_way.items[i]);
    }
    skt_guest_free(visits->handed_out);
    skt_vec_dispose(&visits->hosts);
    skt_vec_dispose(&visits->ended);
    skt_vec_dispose(&visits->under_way);
    skt_map_dispose(&visits->by_origin);
    skt_http_free(visits->http);
    skt_arena_dispose(&visits->arena);
    free(visits);
}

/* ------------------------------------------------------------------------ setting out */

/* Sends a guest out. */
static skt_status send_out(skt_visits *visits, skt_host *host, skt_guest *guest)
{
    skt_http_request request = guest->visit.request;
    request.url = guest->at.text.ptr;
    request.user = guest;
    if (!skt_str_eq(guest->at.text, guest->answered_by.text)) {
        request.etag = request.last_modified = NULL; /* they are of another address */
    }
    if (!skt_vec_push(&visits->under_way, guest)) {
        skt_guest_free(guest);
        return SKT_E_NOMEM;
    }
    guest->requests++;
    guest->tries++;
    visits->requests++;
    skt_polite_host_began(&host->polite);
    return skt_http_start(visits->http, &request);
}

/* What keeps a guest from setting out for good: then it has ended, *ended is true. */
static skt_status stop_at_door(bool *ended, skt_visits *visits, skt_host *host, skt_guest *guest)
{
    *ended = true;
    if (host->resting) {
        guest->result.rest_s = host->rest_s;
        return skt_visits_end(visits, guest, SKT_HTTP_BUSY,
                              "was not asked: its host wants to be left alone for now");
    }
    if (visits->requests >= visits->options.requests) {
        guest->result.out_of_budget = true;
        return skt_visits_end(visits, guest, SKT_HTTP_REFUSED,
                              "was left for the next run: this one has made its %zu requests",
                              visits->options.requests);
    }
    if (!guest->visit.ignore_robots && host->state == SKT_RULES_FAILED) {
        guest->result.by_robots = true;
        return skt_visits_end(visits, guest, host->failed_as,
                              "was not asked: the robots.txt of its host %.*s",
                              SKT_FMT(host->failed_why));
    }
    if (host->down) {
        return skt_visits_end(visits, guest, SKT_HTTP_BROKEN,
                              "was not asked: its host does not answer, or too slowly");
    }
    if (!guest->visit.ignore_robots && host->state == SKT_RULES_KNOWN &&
        !skt_robots_allow(&host->rules, guest->at.path)) {
        guest->result.by_robots = true;
        return skt_visits_end(visits, guest, SKT_HTTP_REFUSED,
                              "is closed to programs by the robots.txt of its host: ask its owner, "
                              "or leave it out");
    }
    *ended = false;
    return SKT_OK;
}

/* Ends those at a host who cannot go; learns the rules; sends out who may. *wait_ms is cut to
 * when the next may go. */
static skt_status serve_host(skt_visits *visits, skt_host *host, int64_t now, int64_t *wait_ms)
{
    size_t i = 0;
    while (i < host->queue.count) {
        skt_guest *guest = host->queue.items[i];
        const bool shut =
            host->resting || host->down || visits->requests >= visits->options.requests;
        const bool asks = !guest->visit.ignore_robots && !shut;
        skt_status status = SKT_OK;
        if (asks && host->state == SKT_RULES_UNKNOWN) {
            status = skt_host_learn_rules(visits, host, guest);
        }
        if (status != SKT_OK) {
            return status;
        }
        if (asks && host->state == SKT_RULES_ASKED) {
            i++;
            continue;
        }
        if (!shut && !(asks && host->state == SKT_RULES_FAILED)) {
            const int64_t wait = skt_polite_host_wait(&host->polite, &visits->options.polite, now);
            if (wait < 0 || skt_http_is_full(visits->http)) {
                return SKT_OK; /* when one ends it is looked at again */
            }
            const int64_t own = guest->ready_at_ms > now ? guest->ready_at_ms - now : 0;
            if (wait > 0 || own > 0) {
                const int64_t longer = wait > own ? wait : own;
                *wait_ms = longer < *wait_ms ? longer : *wait_ms;
                i++;
                continue;
            }
        }
        bool ended = false;
        take_from_queue(host, i);
        status = stop_at_door(&ended, visits, host, guest);
        if (status == SKT_OK && !ended) {
            status = send_out(visits, host, guest);
        }
        if (status != SKT_OK) {
            return status;
        }
    }
    return SKT_OK;
}

/* --------------------------------------------------------------------- coming back */

/* A guest is through: hands it out, or learns from its robots.txt. */
static skt_status finish(const skt_visit_result **out, skt_visits *visits, skt_guest *guest)
{
    skt_visit_result *result = &guest->result;
    skt_http_response *r = &result->response;
    skt_status status = SKT_OK;
    visits->handed_out = guest;
    if (guest->hops > 0 && r->barred) {
        r->outcome = SKT_HTTP_BAD_REDIRECT;
        status = skt_arena_format(&r->why, &guest->arena,
                                  "redirects to %.200s, which is an address of this machine or of "
                                  "its own network: not followed",
                                  guest->at.text.ptr);
    } else if (guest->hops > 0 && r->why.len > 0 && r->outcome != SKT_HTTP_BAD_REDIRECT) {
        status = skt_arena_format(&r->why, &guest->arena, "redirects to %.200s, which %.*s",
                                  guest->at.text.ptr, SKT_FMT(r->why));
    }
    if (status != SKT_OK) {
        return status;
    }
    r->user = guest->visit.request.user;
    r->target = SKT_STR_NONE;
    if (guest->robots_of != NULL) {
        return skt_host_take_rules(visits, guest, r);
    }
    result->asked =
        guest->first.text.ptr == NULL ? skt_str_from(guest->visit.request.url) : guest->first.text;
    result->moved_to = guest->moved_to;
    result->requests = guest->requests;
    visits->pending--;
    *out = result;
    return SKT_OK;
}

/* Sends it on to where it is redirected, or ends it. */
static skt_status redirect(const skt_visit_result **out, skt_visits *visits, skt_guest *guest,
                           const skt_http_response *response)
{
    bool moved = false;
    skt_host *host = NULL;
    const skt_status status = skt_guest_move(&moved, guest, visits, response);
    if (status == SKT_OK && moved) {
        host = skt_visits_host(visits, &guest->at);
        if (host != NULL && put_in_front(host, guest)) {
            return SKT_OK;
        }
    } else if (status == SKT_OK) {
        const skt_str why = guest->result.response.why;
        guest->result.response = *response;
        guest->result.response.outcome = SKT_HTTP_BAD_REDIRECT;
        guest->result.response.why = why;
        return finish(out, visits, guest);
    }
    skt_guest_free(guest);
    return SKT_E_NOMEM;
}

static void come_back(skt_visits *visits, const skt_guest *guest)
{
    size_t i = 0;
    while (visits->under_way.items[i] != guest) {
        i++;
    }
    visits->under_way.items[i] = visits->under_way.items[--visits->under_way.count];
}

static skt_status take_answer(const skt_visit_result **out, skt_visits *visits,
                              const skt_http_response *response)
{
    skt_guest *guest = response->user;
    skt_host *host = skt_visits_host(visits, &guest->at); /* there since it was sent out */
    const bool busy = response->outcome == SKT_HTTP_BUSY;
    const int64_t now = skt_visits_clock_ms();
    const skt_polite_options polite = visits->options.polite;
    const skt_polite_step step =
        skt_polite_next(&polite, response, guest->tries, skt_word_hash(guest->at.text));
    come_back(visits, guest);
    skt_polite_host_ended(&host->polite, &polite, now,
                          (busy || response->no_way) && step.again ? step.wait_ms : 0);
    if (response->outcome == SKT_HTTP_MOVED) {
        return redirect(out, visits, guest, response);
    }
    if (step.again) {
        guest->ready_at_ms = now + step.wait_ms;
        if (put_in_front(host, guest)) {
            return SKT_OK;
        }
        skt_guest_free(guest);
        return SKT_E_NOMEM;
    }
    if (busy && (response->status == 429 || response->retry_after_s >= 0)) {
        host->resting = true; /* a page alone may be overloaded, too */
        host->rest_s = step.rest_s;
    }
    host->slow = response->too_slow ? host->slow + 1 : 0;
    host->down = host->down || response->no_way || host->slow >= SKT_HOST_SLOW;
    guest->result.response = *response;
    guest->result.rest_s = step.rest_s;
    return finish(out, visits, guest);
}

/* The first of those that ended without an answer. */
static skt_guest *next_ended(skt_visits *visits)
{
    skt_guest *guest = visits->ended.items[0];
    visits->ended.count--;
    memmove(&visits->ended.items[0], &visits->ended.items[1],
            visits->ended.count * sizeof(skt_guest *));
    return guest;
}

skt_status skt_visits_next(const skt_visit_result **out, skt_visits *visits)
{
    skt_status status = SKT_OK;
    *out = NULL;
    while (status == SKT_OK && *out == NULL) {
        skt_guest_free(visits->handed_out);
        visits->handed_out = NULL;
        if (visits->ended.count > 0) {
            status = finish(out, visits, next_ended(visits));
            continue;
        }
        if (visits->pending == 0) {
            break;
        }
        int64_t wait = LONGEST_SLEEP_MS;
        for (size_t i = 0; status == SKT_OK && i < visits->hosts.count; i++) {
            status = serve_host(visits, visits->hosts.items[i], skt_visits_clock_ms(), &wait);
        }
        const skt_http_response *response = NULL;
        if (status == SKT_OK && visits->ended.count == 0) {
            status = skt_http_next(&response, visits->http, wait);
        }
        if (status == SKT_OK && response != NULL) {
            status = take_answer(out, visits, response);
        }
    }
    return status;
}
