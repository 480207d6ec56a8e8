#include "cli/status.h"

#include "core/diag.h"
#include "core/file.h"
#include "core/json.h"

enum { FORMAT_VERSION = 1, MOST_MESSAGES = 100 };

/* A time; 0: null. */
static void add_time(skt_json *json, const char *key, skt_time when)
{
    skt_buf text = SKT_BUF_INIT;
    if (when > 0) {
        skt_instant_add(&text, when);
    }
    json->out->failed |= text.failed;
    skt_json_str(json, key, when > 0 ? skt_buf_str(&text) : SKT_STR_NONE);
    skt_buf_dispose(&text);
}

static void add_counts(skt_json *json, const skt_run_status *run, const skt_fetch_tally *tallies,
                       size_t n)
{
    size_t ends[SKT_FETCH_FAILED + 1] = {0};
    int64_t requests = 0;
    for (size_t i = 0; i < n; i++) {
        ends[tallies[i].end]++;
        requests += (int64_t)tallies[i].requests;
    }
    const size_t *reports = run->added.counts;
    skt_json_open(json, "counts", '{');
    skt_json_int(json, "asked", (int64_t)(n - ends[SKT_FETCH_NOT_DUE] - ends[SKT_FETCH_RESTING]));
    skt_json_int(json, "fresh", (int64_t)ends[SKT_FETCH_FRESH]);
    skt_json_int(json, "unchanged", (int64_t)ends[SKT_FETCH_UNCHANGED]);
    skt_json_int(json, "not_due", (int64_t)ends[SKT_FETCH_NOT_DUE]);
    skt_json_int(json, "resting", (int64_t)ends[SKT_FETCH_RESTING]);
    skt_json_int(json, "failed", (int64_t)ends[SKT_FETCH_FAILED]);
    skt_json_int(json, "requests", requests);
    skt_json_int(json, "inputs_refused", (int64_t)run->inputs_refused);
    skt_json_int(json, "reports_added", (int64_t)reports[SKT_STORE_ADDED]);
    skt_json_int(json, "reports_changed", (int64_t)reports[SKT_STORE_CHANGED]);
    skt_json_int(json, "reports_reworded", (int64_t)reports[SKT_STORE_REWORDED]);
    skt_json_int(json, "reports_older", (int64_t)reports[SKT_STORE_OLDER]);
    skt_json_int(json, "reports_unchanged", (int64_t)reports[SKT_STORE_UNCHANGED]);
    skt_json_int(json, "claims", (int64_t)run->claims);
    skt_json_int(json, "incidents", (int64_t)run->incidents);
    skt_json_close(json, '}');
}

static const skt_fetch_tally *find(const skt_fetch_tally *tallies, size_t n,
                                   const skt_fetch_source *source)
{
    size_t i = 0;
    while (i < n && tallies[i].source != source) {
        i++;
    }
    return i < n ? &tallies[i] : NULL;
}

static void add_source(skt_json *json, const skt_fetch_source *source, const skt_fetch_tally *tally,
                       const skt_known *known, skt_time now)
{
    const skt_time next = tally != NULL && tally->next > known->next ? tally->next : known->next;
    skt_json_open(json, NULL, '{');
    skt_json_text(json, "name", source->name);
    skt_json_text(json, "url", source->url);
    skt_json_text(json, "kind", skt_body_kind_name(source->kind));
    skt_json_text(json, "end", tally != NULL ? skt_fetch_end_name(tally->end) : NULL);
    add_time(json, "asked", known->asked);
    add_time(json, "good", known->good);
    add_time(json, "newest_item", known->newest);
    skt_json_int(json, "newest_item_age_s", known->newest > 0 ? now - known->newest : SKT_NULL);
    skt_json_int(json, "failures", known->failures);
    skt_json_str(json, "trouble", known->trouble);
    skt_json_str(json, "moved_to", tally != NULL ? tally->moved_to : SKT_STR_NONE);
    add_time(json, "next", next);
    skt_json_int(json, "reports", tally != NULL ? (int64_t)tally->reports : 0);
    skt_json_int(json, "links_failed", tally != NULL ? (int64_t)tally->links_failed : 0);
    skt_json_int(json, "links_left", tally != NULL ? (int64_t)tally->links_left : 0);
    skt_json_close(json, '}');
}

static skt_status add_sources(skt_json *json, const skt_fetching *fetching,
                              const skt_fetch_tally *tallies, size_t n)
{
    const skt_sources *sources = &fetching->cli->sources;
    skt_arena arena = SKT_ARENA_INIT;
    skt_json_open(json, "sources", '[');
    for (size_t i = 0; i < sources->items.count; i++) {
        const skt_fetch_source *source = &sources->items.items[i];
        skt_known known = {0};
        if (fetching->state != NULL &&
            skt_state_load(&known, fetching->state, skt_str_from(source->url), &arena) != SKT_OK) {
            known = (skt_known){0}; /* the rest is told all the same */
        }
        add_source(json, source, find(tallies, n, source), &known, fetching->now);
    }
    skt_json_close(json, ']');
    skt_arena_dispose(&arena);
    return json->out->failed ? SKT_E_NOMEM : SKT_OK;
}

static void add_messages(skt_json *json, const skt_diag *diag)
{
    static const char *const words[] = {[SKT_NOTE] = "note",
                                        [SKT_WARNING] = "warning",
                                        [SKT_REFUSAL] = "refusal",
                                        [SKT_FAILURE] = "failure"};
    size_t told = 0;
    skt_json_open(json, "messages", '[');
    for (size_t i = 0; i < skt_diag_count(diag) && told < MOST_MESSAGES; i++) {
        const skt_diag_entry *entry = skt_diag_at(diag, i);
        if (entry->severity < SKT_REFUSAL) {
            continue;
        }
        told++;
        skt_json_open(json, NULL, '{');
        skt_json_text(json, "severity", words[entry->severity]);
        skt_json_text(json, "about", entry->input);
        skt_json_text(json, "message", entry->message);
        skt_json_close(json, '}');
    }
    skt_json_close(json, ']');
}

skt_status skt_status_write(const char *path, const skt_run_status *run,
                            const skt_fetching *fetching)
{
    skt_cli *cli = fetching->cli;
    skt_buf out = SKT_BUF_INIT;
    skt_json json = {&out, false};
    size_t n = 0;
    const skt_fetch_tally *tallies =
        fetching->fetch != NULL ? skt_fetch_tallies(&n, fetching->fetch) : NULL;
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "kind", "skytally-status");
    skt_json_int(&json, "format", FORMAT_VERSION);
    skt_json_text(&json, "program", skt_version());
    skt_json_text(&json, "config", cli->config);
    add_time(&json, "began", run->began);
    add_time(&json, "ended", run->ended);
    skt_json_int(&json, "took_s", run->ended - run->began);
    skt_json_int(&json, "exit_code", run->exit_code);
    skt_json_bool(&json, "good", run->good);
    skt_json_bool(&json, "changed", run->changed);
    add_time(&json, "last_good", run->last_good);
    add_time(&json, "last_change", run->last_change);
    add_counts(&json, run, tallies, n);
    skt_status status = add_sources(&json, fetching, tallies, n);
    add_messages(&json, cli->diag);
    skt_json_close(&json, '}');
    skt_buf_add_char(&out, '\n');
    status = out.failed ? SKT_E_NOMEM : status;
    if (status == SKT_OK) {
        status = skt_file_write(path, skt_buf_str(&out), cli->diag);
    }
    skt_buf_dispose(&out);
    return status;
}
