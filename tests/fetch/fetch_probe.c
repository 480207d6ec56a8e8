/* Visits what a JSON object on standard input asks for, and prints an object a line of what
 * came of it, in the order in which it came: for tests/cli/fetch_http.py. The input:
 *   {"options": {"spacing_ms": 0, ...}, "robots": {ORIGIN: {"text", "code", "until"}},
 *    "visits": [{"url", "etag", "private", ...}]} */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "fetch/visit.h"

static int64_t number(const json_t *object, const char *name, int64_t otherwise)
{
    const json_t *value = json_object_get(object, name);
    return value == NULL ? otherwise : (int64_t)json_integer_value(value);
}

static const char *text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* ------------------------------------------------------------------ robots.txt */

static skt_status load(skt_robots_copy *out, void *user, skt_str origin, skt_arena *arena)
{
    const json_t *entry = json_object_get(user, origin.ptr);
    *out = (skt_robots_copy){0};
    if (entry == NULL) {
        return SKT_OK;
    }
    out->code = (int32_t)number(entry, "code", 200);
    out->until = number(entry, "until", 0);
    return skt_arena_str(&out->text, arena, skt_str_from(text(entry, "text")));
}

static skt_status save(void *user, skt_str origin, const skt_robots_copy *copy)
{
    (void)user;
    json_t *line =
        json_pack("{s:s%, s:i, s:I, s:I}", "saved", origin.ptr, origin.len, "code", copy->code,
                  "until", (json_int_t)copy->until, "bytes", (json_int_t)copy->text.len);
    (void)json_dumpf(line, stdout, 0);
    (void)putchar('\n');
    json_decref(line);
    return SKT_OK;
}

/* -------------------------------------------------------------------- options */

static skt_visit_options read_options(const json_t *o, json_t *robots)
{
    skt_visit_options v = SKT_VISIT_OPTIONS_INIT;
    v.limits.wire_bytes = (size_t)number(o, "wire_bytes", (int64_t)v.limits.wire_bytes);
    v.limits.body_bytes = (size_t)number(o, "body_bytes", (int64_t)v.limits.body_bytes);
    v.limits.header_bytes = (size_t)number(o, "header_bytes", (int64_t)v.limits.header_bytes);
    v.limits.headers = (size_t)number(o, "headers", (int64_t)v.limits.headers);
    v.limits.connect_ms = number(o, "connect_ms", v.limits.connect_ms);
    v.limits.total_ms = number(o, "total_ms", v.limits.total_ms);
    v.limits.slow_bytes = number(o, "slow_bytes", v.limits.slow_bytes);
    v.limits.slow_s = number(o, "slow_s", v.limits.slow_s);
    v.limits.at_once = (size_t)number(o, "at_once", (int64_t)v.limits.at_once);
    v.polite.spacing_ms = number(o, "spacing_ms", 0);
    v.polite.first_wait_ms = number(o, "first_wait_ms", 10);
    v.polite.tries = (unsigned)number(o, "tries", v.polite.tries);
    v.polite.longest_wait_s = number(o, "longest_wait_s", v.polite.longest_wait_s);
    v.redirects = (size_t)number(o, "redirects", (int64_t)v.redirects);
    v.requests = (size_t)number(o, "requests", (int64_t)v.requests);
    v.now = number(o, "now", SKT_NO_TIME);
    if (robots != NULL) {
        v.shelf = (skt_robots_shelf){load, save, robots};
    }
    return v;
}

static skt_status add(skt_visits *visits, const json_t *entry, size_t index)
{
    const char *headers[8];
    skt_visit visit = {.answered_by = text(entry, "answered_by"),
                       .ignore_robots = json_is_false(json_object_get(entry, "robots")),
                       .downgrade_allowed = json_is_true(json_object_get(entry, "downgrade"))};
    skt_http_request *r = &visit.request;
    r->url = text(entry, "url");
    r->etag = text(entry, "etag");
    r->last_modified = text(entry, "last_modified");
    r->agent = text(entry, "agent");
    r->ca = text(entry, "ca");
    r->private_allowed = !json_is_false(json_object_get(entry, "private"));
    r->body_bytes = (size_t)number(entry, "body_bytes", 0);
    r->total_ms = number(entry, "total_ms", 0);
    const json_t *own = json_object_get(entry, "headers");
    for (size_t i = 0; i < json_array_size(own) && i < 8; i++) {
        headers[r->n_headers++] = json_string_value(json_array_get(own, i));
    }
    r->headers = headers;
    r->user = (void *)(uintptr_t)index;
    return skt_visits_add(visits, &visit);
}

/* --------------------------------------------------------------------- results */

static void set(json_t *line, const char *name, skt_str value)
{
    if (value.ptr != NULL) {
        json_t *string = json_stringn(value.ptr, value.len);
        (void)json_object_set_new(line, name, string == NULL ? json_string("(not UTF-8)") : string);
    }
}

static void print(const skt_visit_result *result)
{
    const skt_http_response *r = &result->response;
    const json_int_t hash = (json_int_t)(skt_hash(SKT_HASH_SEED, r->body) >> 1);
    json_t *line =
        json_pack("{s:I, s:s, s:i, s:b, s:I, s:I, s:I, s:I, s:i, s:I, s:b, s:b, s:I}", "visit",
                  (json_int_t)(uintptr_t)r->user, "outcome", skt_http_outcome_name(r->outcome),
                  "status", r->status, "unframed", r->unframed, "retry_after",
                  (json_int_t)r->retry_after_s, "length", (json_int_t)r->body.len, "wire",
                  (json_int_t)r->wire_bytes, "took_ms", (json_int_t)r->took_ms, "requests",
                  (int)result->requests, "rest_s", (json_int_t)result->rest_s, "by_robots",
                  result->by_robots, "out_of_budget", result->out_of_budget, "hash", hash);
    set(line, "url", r->url);
    set(line, "asked", result->asked);
    set(line, "moved_to", result->moved_to);
    set(line, "head", r->head);
    set(line, "type", r->type);
    set(line, "charset", r->charset);
    set(line, "etag", r->etag);
    set(line, "last_modified", r->last_modified);
    set(line, "why", r->why);
    set(line, "body", r->body.len > 200 ? skt_str_sub(r->body, 0, 200) : r->body);
    (void)json_dumpf(line, stdout, JSON_SORT_KEYS);
    (void)putchar('\n');
    json_decref(line);
}

int main(void)
{
    json_error_t error;
    json_t *input = json_loadf(stdin, 0, &error);
    skt_visits *visits = NULL;
    const json_t *list = json_object_get(input, "visits");
    if (list == NULL) {
        (void)fprintf(stderr, "no visits: %s\n", error.text);
        json_decref(input);
        return EXIT_FAILURE;
    }
    const skt_visit_options options =
        read_options(json_object_get(input, "options"), json_object_get(input, "robots"));
    skt_status status = skt_visits_new(&visits, &options);
    for (size_t i = 0; status == SKT_OK && i < json_array_size(list); i++) {
        status = add(visits, json_array_get(list, i), i);
    }
    const skt_visit_result *result = NULL;
    if (status == SKT_OK) {
        status = skt_visits_next(&result, visits);
    }
    while (status == SKT_OK && result != NULL) {
        print(result);
        status = skt_visits_next(&result, visits);
    }
    skt_visits_free(visits);
    json_decref(input);
    if (status != SKT_OK) {
        (void)fprintf(stderr, "%s\n", skt_status_text(status));
    }
    return status == SKT_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
