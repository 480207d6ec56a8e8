#include "fetch/fetch_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#include "core/diag.h"
#include "core/hash.h"
#include "fetch/peer.h"

/* What was neither asked for nor listed by a feed for so long is forgotten. */
enum { MINUTE_S = 60, FORGOTTEN_S = 90 * 86400 };

const char *skt_fetch_end_name(skt_fetch_end end)
{
    static const char *const names[] = {"fresh", "unchanged", "not-due", "resting", "failed"};
    return names[end];
}

/* ------------------------------------------------------------------------ reader */

static void give_ingest(void *user, const skt_body *body)
{
    (void)skt_ingest_give(user, body); /* it is one of ours */
}

static skt_status next_of_ingest(const skt_report **out, void *user)
{
    return skt_ingest_next(out, user);
}

static const skt_body_told *told_by_ingest(void *user)
{
    return skt_ingest_told(user);
}

static skt_status open_reader(skt_fetch *fetch)
{
    skt_body_reader *reader = &fetch->options.reader;
    if (reader->give != NULL) {
        return SKT_OK;
    }
    const skt_status status = skt_ingest_new(&fetch->ingest, NULL, 0, NULL, fetch->diag);
    *reader = (skt_body_reader){give_ingest, next_of_ingest, told_by_ingest, fetch->ingest};
    return status;
}

/* ------------------------------------------------------------------------ robots */

static skt_status load_robots(skt_robots_copy *out, void *user, skt_str origin, skt_arena *arena)
{
    skt_known_robots known;
    const skt_status status = skt_state_load_robots(&known, user, origin, arena);
    *out = (skt_robots_copy){known.text, known.code, known.until};
    return status;
}

static skt_status save_robots(void *user, skt_str origin, const skt_robots_copy *copy)
{
    const skt_known_robots known = {copy->text, copy->code, copy->until};
    return skt_state_save_robots(user, origin, &known);
}

/* -------------------------------------------------------------------------- jobs */

skt_job *skt_fetch_add_job(skt_fetch *fetch, skt_source_run *run, skt_job_kind kind,
                           skt_str address)
{
    skt_job *job = calloc(1, sizeof *job);
    if (job == NULL) {
        return NULL;
    }
    job->kind = kind;
    job->run = run;
    if (skt_arena_str(&job->address, &job->arena, address) == SKT_OK &&
        skt_vec_push(&fetch->jobs, job)) {
        return job;
    }
    skt_arena_dispose(&job->arena);
    free(job);
    return NULL;
}

static void free_job(skt_job *job)
{
    skt_arena_dispose(&job->arena);
    free(job);
}

/* Whether the user wants addresses of this source to be on his own network: he says so, or has
 * written such an address. */
static bool may_be_private(const skt_fetch_source *source, const skt_url *own, const skt_url *url)
{
    return source->private ||
           (skt_peer_of_host(own->host) != SKT_PEER_PUBLIC && skt_url_same_origin(own, url));
}

skt_status skt_fetch_ask(skt_fetch *fetch, skt_job *job, bool conditional)
{
    const skt_fetch_source *source = job->run->source;
    const skt_known *known = &job->known;
    skt_url own;
    skt_url url;
    skt_arena arena = SKT_ARENA_INIT;
    const skt_url_fault bad_own = skt_url_read(&own, &arena, NULL, skt_str_from(source->url));
    const skt_url_fault bad = skt_url_read(&url, &arena, NULL, job->address);
    skt_status status = bad == SKT_URL_NOMEM || bad_own == SKT_URL_NOMEM ? SKT_E_NOMEM : SKT_OK;
    skt_visit visit = {.ignore_robots = !fetch->sources->settings.robots};
    skt_http_request *r = &visit.request;
    r->url = job->address.ptr;
    r->agent = source->agent != NULL ? source->agent : fetch->agent.ptr;
    r->body_bytes = source->max_bytes;
    r->total_ms = source->time_s * 1000;
    r->user = job;
    if (bad == SKT_URL_GOOD && bad_own == SKT_URL_GOOD) {
        r->private_allowed = may_be_private(source, &own, &url);
        if (skt_url_same_origin(&own, &url)) { /* for the source's own server alone */
            r->headers = source->headers;
            r->n_headers = source->n_headers;
        }
        r->ca = skt_str_eq(own.host, url.host) ? source->ca : NULL;
    }
    if (conditional && known->has_digest && known->setup == skt_fetch_source_setup(source)) {
        r->etag = known->etag.ptr;
        r->last_modified = known->last_modified.ptr;
        visit.answered_by = known->answered_by.ptr;
    }
    if (status == SKT_OK) {
        status = skt_visits_add(fetch->visits, &visit);
    }
    skt_arena_dispose(&arena);
    return status;
}

skt_status skt_fetch_fail(skt_fetch *fetch, skt_job *job, int64_t rest_s, const char *format, ...)
{
    char text[800];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const skt_fetch_options *options = &fetch->options;
    const uint32_t failures = job->known.failures + 1;
    const int64_t rest =
        skt_polite_rest_s(&options->visit.polite, failures, rest_s, skt_word_hash(job->address));
    skt_str trouble;
    if (skt_arena_str(&trouble, &job->arena, skt_str_from(text)) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    skt_known_failed(&job->known, trouble, rest > 0 ? options->now + rest : 0, options->now);
    job->save = true;
    skt_fetch_tally *tally = &job->run->tally;
    if (job->kind == SKT_JOB_LINK) {
        tally->links_failed++;
        (void)skt_diag_add(fetch->diag, SKT_OK, SKT_WARNING, job->address.ptr, 0,
                           "[source %s] a page of an item %s", tally->source->name, text);
        return SKT_OK;
    }
    tally->end = SKT_FETCH_FAILED;
    tally->failures = failures;
    tally->next = job->known.next;
    (void)skt_diag_add(fetch->diag, SKT_OK, SKT_REFUSAL, job->address.ptr, 0, "[source %s] %s",
                       tally->source->name, text);
    return skt_arena_str(&tally->why, &fetch->arena, trouble);
}

/* -------------------------------------------------------------------------- start */

/* Whether the source's time has come; *end tells otherwise why not. */
static bool is_due(skt_fetch_end *end, skt_time *next, const skt_fetch *fetch,
                   const skt_fetch_source *source, const skt_known *known, skt_time host_next)
{
    const skt_time now = fetch->options.now;
    /* A timer is never quite punctual: it shall not be too early by a second each time. */
    const int64_t slack = source->interval_s / 10 < MINUTE_S ? source->interval_s / 10 : MINUTE_S;
    const skt_time due = known->asked == 0 ? 0 : known->asked + source->interval_s - slack;
    const skt_time rest = known->next > host_next ? known->next : host_next;
    if (fetch->options.force || fetch->options.check || (rest <= now && due <= now)) {
        return true;
    }
    *end = rest > now ? SKT_FETCH_RESTING : SKT_FETCH_NOT_DUE;
    *next = rest > now ? rest : due;
    return false;
}

skt_status skt_fetch_host_rest(skt_time *next, skt_fetch *fetch, skt_str address)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_url url;
    skt_status status = SKT_OK;
    *next = 0;
    if (fetch->options.state == NULL) {
        return SKT_OK;
    }
    if (skt_url_read(&url, &arena, NULL, address) == SKT_URL_GOOD) {
        status = skt_state_load_host(next, fetch->options.state, url.origin);
    }
    skt_arena_dispose(&arena);
    return status;
}

static skt_status start_source(skt_fetch *fetch, skt_source_run *run)
{
    const skt_fetch_source *source = run->source;
    skt_state *state = fetch->options.state;
    skt_job *job = skt_fetch_add_job(fetch, run, SKT_JOB_SOURCE, skt_str_from(source->url));
    if (job == NULL) {
        return SKT_E_NOMEM;
    }
    run->job = job;
    run->tally.end = SKT_FETCH_UNCHANGED;
    skt_time host_next = 0;
    skt_status status = SKT_OK;
    if (state != NULL) {
        status = skt_state_load(&job->known, state, job->address, &job->arena);
    }
    if (status == SKT_OK) {
        status = skt_fetch_host_rest(&host_next, fetch, job->address);
    }
    if (status == SKT_OK && state != NULL && source->kind == SKT_BODY_TELEGRAM) {
        status = skt_state_load_cursor(&run->cursor, state, job->address);
    }
    if (status != SKT_OK) {
        return status;
    }
    run->tally.good = job->known.good;
    run->tally.failures = job->known.failures;
    if (!is_due(&run->tally.end, &run->tally.next, fetch, source, &job->known, host_next)) {
        return skt_arena_str(&run->tally.why, &fetch->arena, job->known.trouble);
    }
    /* A channel's page is read as it is: it tells how far back to go. */
    return skt_fetch_ask(fetch, job, source->kind != SKT_BODY_TELEGRAM && !fetch->options.check);
}

static bool is_wanted(const skt_fetch_options *options, const char *name)
{
    bool wanted = options->n_only == 0;
    for (size_t i = 0; i < options->n_only; i++) {
        wanted = wanted || strcmp(options->only[i], name) == 0;
    }
    return wanted;
}

static skt_status check_only(const skt_fetch *fetch)
{
    for (size_t i = 0; i < fetch->options.n_only; i++) {
        if (skt_sources_find(fetch->sources, skt_str_from(fetch->options.only[i])) == NULL) {
            return skt_diag_add(fetch->diag, SKT_E_USAGE, SKT_FAILURE, NULL, 0,
                                "no [source %s] in the configuration", fetch->options.only[i]);
        }
    }
    return SKT_OK;
}

/* What the settings say of visits. */
static skt_status open_visits(skt_fetch *fetch)
{
    const skt_fetch_settings *settings = &fetch->sources->settings;
    skt_visit_options *visit = &fetch->options.visit;
    visit->now = fetch->options.now;
    visit->polite.spacing_ms = settings->spacing_ms;
    visit->limits.body_bytes = settings->max_bytes;
    visit->limits.wire_bytes = settings->max_bytes;
    for (size_t i = 0; i < fetch->sources->items.count; i++) {
        const size_t most = fetch->sources->items.items[i].max_bytes;
        visit->limits.wire_bytes =
            most > visit->limits.wire_bytes ? most : visit->limits.wire_bytes;
    }
    visit->limits.total_ms = settings->time_s * 1000;
    if (fetch->options.state != NULL) {
        visit->shelf = (skt_robots_shelf){load_robots, save_robots, fetch->options.state};
    }
    const char *contact = settings->contact;
    const skt_status status = skt_arena_format(
        &fetch->agent, &fetch->arena, "skytally/%s%s%s%s", skt_version(),
        contact != NULL ? " (+" : "", contact != NULL ? contact : "", contact != NULL ? ")" : "");
    return status == SKT_OK ? skt_visits_new(&fetch->visits, visit) : status;
}

static skt_status start(skt_fetch *fetch)
{
    const size_t n = fetch->sources->items.count;
    skt_status status = check_only(fetch);
    status = status == SKT_OK ? open_reader(fetch) : status;
    status = status == SKT_OK ? open_visits(fetch) : status;
    fetch->runs = skt_arena_array(&fetch->arena, n, sizeof *fetch->runs);
    fetch->tallies = skt_arena_array(&fetch->arena, n, sizeof *fetch->tallies);
    if (n > 0 && (fetch->runs == NULL || fetch->tallies == NULL)) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        const skt_fetch_source *source = &fetch->sources->items.items[i];
        if (is_wanted(&fetch->options, source->name)) {
            skt_source_run *run = &fetch->runs[fetch->n_runs++];
            run->source = run->tally.source = source;
            status = start_source(fetch, run);
        }
    }
    return status;
}

skt_status skt_fetch_new(skt_fetch **out, const skt_sources *sources,
                         const skt_fetch_options *options, skt_diag *diag)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL) {
        return SKT_E_NOMEM;
    }
    (*out)->sources = sources;
    (*out)->options = *options;
    (*out)->diag = diag;
    if (options->now == SKT_NO_TIME) {
        (*out)->options.now = (skt_time)time(NULL);
    }
    if (options->check) { /* nothing is remembered, nor asked for by what was */
        (*out)->options.state = NULL;
        (*out)->options.cache = NULL;
    }
    const skt_status status = start(*out);
    if (status != SKT_OK) {
        skt_fetch_free(*out);
        *out = NULL;
    }
    return status;
}

void skt_fetch_free(skt_fetch *fetch)
{
    if (fetch == NULL) {
        return;
    }
    for (size_t i = 0; i < fetch->jobs.count; i++) {
        free_job(fetch->jobs.items[i]);
    }
    for (size_t i = 0; i < fetch->n_runs; i++) {
        skt_vec_dispose(&fetch->runs[i].links);
    }
    skt_vec_dispose(&fetch->jobs);
    skt_vec_dispose(&fetch->items);
    skt_map_dispose(&fetch->by_address);
    skt_visits_free(fetch->visits);
    skt_ingest_free(fetch->ingest);
    skt_arena_dispose(&fetch->arena);
    free(fetch);
}

const skt_fetch_tally *skt_fetch_tallies(size_t *n, const skt_fetch *fetch)
{
    for (size_t i = 0; i < fetch->n_runs; i++) {
        fetch->tallies[i] = fetch->runs[i].tally;
    }
    *n = fetch->n_runs;
    return fetch->tallies;
}

size_t skt_fetch_requests(const skt_fetch *fetch)
{
    return skt_visits_requests(fetch->visits);
}

/* ------------------------------------------------------------------------- commit */

skt_status skt_fetch_commit(skt_fetch *fetch)
{
    skt_state *state = fetch->options.state;
    skt_status status = SKT_OK;
    if (state == NULL) {
        return SKT_OK;
    }
    if (fetch->options.cache != NULL) {
        status = skt_cache_sync(fetch->options.cache);
    }
    status = status == SKT_OK ? skt_state_begin(state) : status;
    for (size_t i = 0; i < fetch->jobs.count && status == SKT_OK; i++) {
        const skt_job *job = fetch->jobs.items[i];
        if (job->save) {
            status = skt_state_save(state, job->address, &job->known);
        }
        if (status == SKT_OK && job->save && job->kind == SKT_JOB_LINK) {
            status =
                skt_state_save_link(state, job->run->job->address, job->address, job->published);
        }
    }
    for (size_t i = 0; i < fetch->n_runs && status == SKT_OK; i++) {
        const skt_source_run *run = &fetch->runs[i];
        if (run->save_cursor) {
            status = skt_state_save_cursor(state, run->job->address, &run->cursor);
        }
    }
    if (status == SKT_OK) {
        status = skt_state_prune(state, fetch->options.now - FORGOTTEN_S);
    }
    status = status == SKT_OK ? skt_state_commit(state) : status;
    if (status != SKT_OK) {
        skt_state_rollback(state);
        return status;
    }
    for (size_t i = 0; i < fetch->jobs.count; i++) {
        fetch->jobs.items[i]->save = false;
    }
    const skt_fetch_settings *settings = &fetch->sources->settings;
    return fetch->options.cache == NULL
               ? SKT_OK
               : skt_cache_prune(fetch->options.cache, fetch->options.now - settings->keep_raw_s,
                                 settings->keep_raw_bytes);
}
