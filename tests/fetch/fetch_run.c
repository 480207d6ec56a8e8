/* Runs the engine of fetching on a configuration, with a simple reader of bodies in place of
 * ingest's, unless ingest=1: for tests/cli/fetch_engine.py. fetch_run CONFIG STATE [NAME=VALUE...]
 * prints reports, tallies and messages, an object a line; names: now, check, force, links, pages,
 * tries, first_wait_ms, requests, reread_s, cache, stop (after so many reports, without a commit).
 * Bodies: a feed     "feed", then lines "item ADDRESS TIME TEXT" a page     "page TEXT" a channel
 * "channel", then lines "post NUMBER TIME TEXT" */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "fetch/fetch.h"

/* ------------------------------------------------------------------------- reader */

typedef struct reading {
    const skt_body *body;
    skt_str rest;
    skt_report report;
    skt_body_told told;
    char item[32];
} reading;

static bool has_word(const skt_str *line, const char *word)
{
    return skt_str_starts(*line, skt_str_from(word));
}

static void give(void *user, const skt_body *body)
{
    reading *r = user;
    const bool page = body->kind == SKT_BODY_HTML;
    const bool channel = body->kind == SKT_BODY_TELEGRAM;
    *r = (reading){.body = body, .rest = body->bytes};
    r->told.refused = !has_word(&body->bytes, page ? "page" : channel ? "channel" : "feed");
    if (!page && !r->told.refused) {
        skt_str head;
        (void)skt_str_split(&head, &r->rest, '\n');
    }
}

static void take_post(reading *r, skt_str number, skt_time when)
{
    const int64_t n = strtoll(number.ptr, NULL, 10);
    r->told.newest = n > r->told.newest ? n : r->told.newest;
    if (r->told.oldest == 0 || n < r->told.oldest) {
        r->told.oldest = n;
        r->told.from = when;
    }
    (void)snprintf(r->item, sizeof r->item, "%lld", (long long)n);
    r->report.url = r->report.item = skt_str_from(r->item);
}

static skt_status next(const skt_report **out, void *user)
{
    reading *r = user;
    skt_str line;
    *out = NULL;
    if (r->told.refused || !skt_str_split(&line, &r->rest, '\n') || line.len == 0) {
        return SKT_OK;
    }
    r->report = (skt_report){.doc = skt_str_from(r->body->address), .published = SKT_NO_DAY};
    r->told.reports++;
    *out = &r->report;
    if (r->body->kind == SKT_BODY_HTML) {
        r->report.url = skt_str_from(r->body->url ? r->body->url : r->body->address);
        r->report.title = skt_str_from(r->body->title);
        r->report.text = line;
        r->rest = SKT_STR_NONE;
        return SKT_OK;
    }
    skt_str word;
    skt_str address;
    skt_str when;
    (void)skt_str_split(&word, &line, ' ');
    (void)skt_str_split(&address, &line, ' ');
    (void)skt_str_split(&when, &line, ' ');
    r->report.url = address;
    r->report.published_at = strtoll(when.ptr, NULL, 10);
    r->report.text = line;
    if (r->body->kind == SKT_BODY_TELEGRAM) {
        take_post(r, address, r->report.published_at);
    }
    return SKT_OK;
}

static const skt_body_told *told(void *user)
{
    return &((reading *)user)->told;
}

/* ------------------------------------------------------------------ configuration */

static const char *variable(void *user, const char *name)
{
    (void)user;
    return getenv(name);
}

static skt_status read_config(skt_sources *sources, const char *path, skt_diag *diag)
{
    char line[2000];
    char section[200] = "";
    size_t number = 0;
    FILE *file = fopen(path, "rb");
    skt_status status =
        file == NULL ? SKT_E_IO : skt_sources_begin(sources, path, variable, NULL, diag);
    while (status == SKT_OK && fgets(line, sizeof line, file) != NULL) {
        const skt_str text = skt_str_trim(skt_str_from(line));
        const size_t equals = skt_str_find(text, SKT_LIT("="), 0);
        number++;
        if (skt_str_starts(text, SKT_LIT("["))) {
            (void)snprintf(section, sizeof section, "%.*s", (int)text.len - 2, text.ptr + 1);
            status = skt_sources_section(sources, skt_str_from(section), number);
        } else if (equals != SIZE_MAX) {
            status = skt_sources_set(
                sources, skt_str_from(section), skt_str_trim(skt_str_sub(text, 0, equals)),
                skt_str_trim(skt_str_sub(text, equals + 1, text.len - equals - 1)), number);
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    const skt_status ended = skt_sources_end(sources);
    return status == SKT_OK ? ended : status;
}

/* ------------------------------------------------------------------------- output */

static void set(json_t *line, const char *name, skt_str value)
{
    if (value.ptr != NULL) {
        (void)json_object_set_new(line, name, json_stringn(value.ptr, value.len));
    }
}

static void print(json_t *line)
{
    (void)json_dumpf(line, stdout, 0);
    (void)putchar('\n');
    json_decref(line);
}

static void print_report(const skt_report *report)
{
    json_t *line = json_pack("{s:s}", "kind", "report");
    set(line, "doc", report->doc);
    set(line, "url", report->url);
    set(line, "title", report->title);
    set(line, "text", report->text);
    print(line);
}

static void print_end(const skt_fetch *fetch, const skt_diag *diag)
{
    size_t n = 0;
    const skt_fetch_tally *tallies = skt_fetch_tallies(&n, fetch);
    for (size_t i = 0; i < n; i++) {
        const skt_fetch_tally *t = &tallies[i];
        json_t *line = json_pack(
            "{s:s, s:s, s:s, s:s, s:i, s:I, s:I, s:i, s:i, s:i, s:i, s:i, s:i}", "kind", "source",
            "name", t->source->name, "end", skt_fetch_end_name(t->end), "outcome",
            skt_http_outcome_name(t->outcome), "status", t->status, "next", (json_int_t)t->next,
            "good", (json_int_t)t->good, "failures", (int)t->failures, "requests", (int)t->requests,
            "answers", (int)t->answers, "reports", (int)t->reports, "links_failed",
            (int)t->links_failed, "links_left", (int)t->links_left);
        set(line, "why", t->why);
        set(line, "moved_to", t->moved_to);
        print(line);
    }
    for (size_t i = 0; i < skt_diag_count(diag); i++) {
        const skt_diag_entry *entry = skt_diag_at(diag, i);
        print(json_pack("{s:s, s:i, s:s?, s:s}", "kind", "message", "severity",
                        (int)entry->severity, "input", entry->input, "message", entry->message));
    }
}

/* ---------------------------------------------------------------------------- run */

static int64_t asked(int argc, char **argv, const char *name, int64_t otherwise)
{
    const size_t n = strlen(name);
    for (int i = 3; i < argc; i++) {
        if (strncmp(argv[i], name, n) == 0 && argv[i][n] == '=') {
            return strtoll(argv[i] + n + 1, NULL, 10);
        }
    }
    return otherwise;
}

static skt_status run(const skt_sources *sources, skt_fetch_options *options, int64_t stop,
                      skt_diag *diag)
{
    skt_fetch *fetch = NULL;
    const skt_report *report = NULL;
    skt_status status = skt_fetch_new(&fetch, sources, options, diag);
    status = status == SKT_OK ? skt_fetch_next(&report, fetch) : status;
    for (int64_t n = 0; status == SKT_OK && report != NULL && n != stop; n++) {
        print_report(report);
        status = skt_fetch_next(&report, fetch);
    }
    (void)fflush(stdout); /* what is printed counts as kept */
    if (status == SKT_OK && report == NULL) {
        status = skt_fetch_commit(fetch);
    }
    if (fetch != NULL) {
        print_end(fetch, diag);
    }
    skt_fetch_free(fetch);
    return status;
}

int main(int argc, char **argv)
{
    reading reader = {0};
    skt_sources sources = {0};
    skt_diag *diag = NULL;
    skt_fetch_options options = SKT_FETCH_OPTIONS_INIT;
    if (argc < 3 || skt_diag_new(&diag) != SKT_OK) {
        return EXIT_FAILURE;
    }
    options.now = asked(argc, argv, "now", SKT_NO_TIME);
    options.check = asked(argc, argv, "check", 0) != 0;
    options.force = asked(argc, argv, "force", 0) != 0;
    options.links = (size_t)asked(argc, argv, "links", (int64_t)options.links);
    options.pages = (size_t)asked(argc, argv, "pages", (int64_t)options.pages);
    options.reread_s = asked(argc, argv, "reread_s", options.reread_s);
    options.visit.polite.tries = (unsigned)asked(argc, argv, "tries", 2);
    options.visit.polite.first_wait_ms = asked(argc, argv, "first_wait_ms", 10);
    options.visit.requests = (size_t)asked(argc, argv, "requests", 20000);
    if (asked(argc, argv, "ingest", 0) == 0) {
        options.reader = (skt_body_reader){give, next, told, &reader};
    }
    skt_status status = read_config(&sources, argv[1], diag);
    if (status == SKT_OK) {
        status = skt_state_open(&options.state, argv[2], options.now, diag);
    }
    if (status == SKT_OK && asked(argc, argv, "cache", 0) != 0) {
        status = skt_cache_open(&options.cache, argv[2], diag);
    }
    if (status == SKT_OK) {
        status = run(&sources, &options, asked(argc, argv, "stop", -1), diag);
    }
    for (size_t i = 0; status != SKT_OK && i < skt_diag_count(diag); i++) {
        (void)fprintf(stderr, "%s\n", skt_diag_at(diag, i)->message);
    }
    skt_cache_close(options.cache);
    skt_state_close(options.state);
    skt_sources_dispose(&sources);
    skt_diag_free(diag);
    return status == SKT_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
