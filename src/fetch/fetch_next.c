/* Answers to reports: what each answer means for its source. */
#include <stdio.h>

#include "core/diag.h"
#include "fetch/fetch_private.h"

static bool is_channel(const skt_job *job)
{
    return job->run->source->kind == SKT_BODY_TELEGRAM;
}

/* Whether the body is the one that was read well before, in the same way. */
static bool is_same_body(const skt_fetch *fetch, const skt_job *job)
{
    return job->known.has_digest && job->known.setup == skt_fetch_source_setup(job->run->source) &&
           memcmp(job->known.digest.bytes, fetch->digest.bytes, sizeof fetch->digest.bytes) == 0;
}

/* Notes validators and digest of the answer at hand. An answer that may be half a body is not
 * remembered: the next run asks for it anew. */
static skt_status remember(skt_fetch *fetch, skt_job *job)
{
    const skt_http_response *r = &fetch->result->response;
    skt_str texts[3] = {r->etag, r->last_modified, r->url};
    for (size_t i = 0; i < 3; i++) {
        if (skt_arena_str(&texts[i], &job->arena, texts[i]) != SKT_OK) {
            return SKT_E_NOMEM;
        }
    }
    if (r->unframed) {
        texts[0] = texts[1] = SKT_STR_NONE;
    }
    skt_known_answer(&job->known, texts[0], texts[1], texts[2], &fetch->digest,
                     skt_fetch_source_setup(job->run->source), fetch->options.now);
    job->known.has_digest = !r->unframed;
    job->save = true;
    return SKT_OK;
}

static void went_well(const skt_fetch *fetch, skt_job *job)
{
    skt_fetch_tally *tally = &job->run->tally;
    if (job->kind == SKT_JOB_SOURCE) {
        tally->good = fetch->options.now;
        tally->failures = 0;
    }
}

/* ------------------------------------------------------------------------- bodies */

/* The page of an item that cannot be had: the feed's own words of it are handed out. */
static skt_status hand_item(skt_fetch *fetch, skt_job *job)
{
    if (job->kind != SKT_JOB_LINK || !job->has_item || job->known.good != 0) {
        return SKT_OK; /* the page itself was read at an earlier time */
    }
    return skt_vec_push(&fetch->items, job) ? SKT_OK : SKT_E_NOMEM;
}

static skt_status keep_raw(skt_fetch *fetch, const skt_job *job)
{
    const skt_http_response *r = &fetch->result->response;
    if (fetch->options.cache == NULL ||
        (job->known.has_digest &&
         memcmp(job->known.digest.bytes, fetch->digest.bytes, sizeof fetch->digest.bytes) == 0)) {
        return SKT_OK;
    }
    const skt_exchange exchange = {
        .source = job->run->source,
        .address = job->address,
        .http = r->head,
        .body = r->body,
        .kind = fetch->body.kind,
        .digest = fetch->digest,
        .at = fetch->options.now,
    };
    return skt_cache_add(fetch->options.cache, &exchange);
}

static skt_status begin_body(skt_fetch *fetch, skt_job *job)
{
    const skt_http_response *r = &fetch->result->response;
    const skt_fetch_source *source = job->run->source;
    const bool link = job->kind == SKT_JOB_LINK;
    fetch->body = (skt_body)SKT_BODY_INIT;
    fetch->body.served = true;
    fetch->body.bytes = r->body;
    fetch->body.address = job->address.ptr;
    fetch->body.charset = r->charset.ptr;
    fetch->body.kind = link ? SKT_BODY_HTML : source->kind;
    fetch->body.lang = source->lang;
    fetch->body.publisher = source->publisher;
    fetch->body.zone = source->zone;
    fetch->body.party = source->party;
    if (link) {
        fetch->body.url = job->address.ptr;
        fetch->body.title = job->item.title.ptr;
        fetch->body.published = job->has_item ? job->item.published : SKT_NO_DAY;
    }
    const skt_status status = keep_raw(fetch, job);
    if (is_channel(job)) { /* what is kept; whether all was read is for the cursor to say */
        job->known.digest = fetch->digest;
        job->known.has_digest = true;
    }
    fetch->reading = job;
    fetch->options.reader.give(fetch->options.reader.user, &fetch->body);
    return status;
}

/* The body was read to its end. */
static skt_status end_body(skt_fetch *fetch)
{
    skt_job *job = fetch->reading;
    skt_source_run *run = job->run;
    const skt_body_told *told = fetch->options.reader.told(fetch->options.reader.user);
    fetch->reading = NULL;
    if (told->refused) {
        char why[200];
        (void)snprintf(why, sizeof why,
                       "answers with what cannot be read as %s: it is asked again in the next run; "
                       "if it stays so, look at the address and at its kind",
                       skt_body_kind_name(fetch->body.kind));
        const skt_status status = skt_fetch_walk_failed(fetch, job, 0, why);
        return status == SKT_OK ? hand_item(fetch, job) : status;
    }
    run->tally.answers++;
    if (is_channel(job)) {
        run->tally.end = run->tally.end == SKT_FETCH_FAILED ? SKT_FETCH_FAILED : SKT_FETCH_FRESH;
        return skt_fetch_walk(fetch, job, told);
    }
    const skt_status status = remember(fetch, job);
    went_well(fetch, job);
    if (status != SKT_OK) {
        return status;
    }
    if (job->kind == SKT_JOB_LINK && told->reports == 0) {
        return hand_item(fetch, job);
    }
    if (run->tally.end != SKT_FETCH_FAILED) {
        run->tally.end = SKT_FETCH_FRESH;
    }
    return job->kind == SKT_JOB_SOURCE && run->source->follow && !fetch->options.check
               ? skt_fetch_follow(fetch, run)
               : SKT_OK;
}

/* ------------------------------------------------------------------------ answers */

static skt_status take_same(skt_fetch *fetch, skt_job *job)
{
    skt_known_same(&job->known, fetch->options.now);
    job->save = true;
    went_well(fetch, job);
    return job->kind == SKT_JOB_SOURCE && job->run->source->follow
               ? skt_fetch_follow_known(fetch, job->run)
               : SKT_OK;
}

static skt_status put_off(skt_fetch *fetch, skt_job *job)
{
    const skt_visit_result *result = fetch->result;
    skt_fetch_tally *tally = &job->run->tally;
    if (job->kind == SKT_JOB_LINK) {
        tally->links_left++;
        job->known.listed = fetch->options.now;
        job->save = true;
        return hand_item(fetch, job);
    }
    tally->end = SKT_FETCH_RESTING;
    tally->next = result->rest_s > 0 ? fetch->options.now + result->rest_s : 0;
    return skt_arena_str(&tally->why, &fetch->arena, result->response.why);
}

static skt_status take_failure(skt_fetch *fetch, skt_job *job)
{
    const skt_visit_result *result = fetch->result;
    /* Not asked at all, for reasons that are not its own. */
    if (result->out_of_budget || (result->response.outcome == SKT_HTTP_BUSY &&
                                  result->requests == 0 && !result->by_robots)) {
        return put_off(fetch, job);
    }
    char why[800];
    (void)snprintf(why, sizeof why, "%.*s", SKT_FMT(result->response.why));
    skt_status status = skt_fetch_walk_failed(fetch, job, result->rest_s, why);
    if (status == SKT_OK && result->rest_s > 0 && fetch->options.state != NULL) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_url url;
        if (skt_url_read(&url, &arena, NULL, result->response.url) == SKT_URL_GOOD) {
            status = skt_state_save_host(fetch->options.state, url.origin,
                                         fetch->options.now + result->rest_s);
        }
        skt_arena_dispose(&arena);
    }
    return status == SKT_OK ? hand_item(fetch, job) : status;
}

static skt_status note_move(skt_fetch *fetch, skt_job *job)
{
    const skt_str to = fetch->result->moved_to;
    if (to.ptr == NULL || job->kind != SKT_JOB_SOURCE) {
        return SKT_OK;
    }
    (void)skt_diag_add(fetch->diag, SKT_OK, SKT_WARNING, job->address.ptr, 0,
                       "[source %s] has moved for good: write url = %.*s", job->run->source->name,
                       SKT_FMT(to));
    return skt_arena_str(&job->run->tally.moved_to, &fetch->arena, to);
}

static skt_status take_answer(skt_fetch *fetch)
{
    const skt_http_response *r = &fetch->result->response;
    skt_job *job = r->user;
    skt_fetch_tally *tally = &job->run->tally;
    tally->requests += fetch->result->requests;
    tally->took_ms += r->took_ms;
    tally->bytes += (int64_t)r->body.len;
    if (job->kind != SKT_JOB_LINK) {
        tally->outcome = r->outcome;
        tally->status = r->status;
    }
    const skt_status status = note_move(fetch, job);
    if (status != SKT_OK) {
        return status;
    }
    if (r->outcome == SKT_HTTP_UNCHANGED) {
        return take_same(fetch, job);
    }
    if (r->outcome != SKT_HTTP_FRESH) {
        return take_failure(fetch, job);
    }
    fetch->digest = skt_sha256_of(r->body);
    if (!is_channel(job) && is_same_body(fetch, job)) {
        const skt_status remembered = remember(fetch, job); /* the validators may be new */
        return remembered == SKT_OK ? take_same(fetch, job) : remembered;
    }
    return begin_body(fetch, job);
}

/* --------------------------------------------------------------------------- next */

/* How old the newest item is tells whether a source is still kept up. */
static void note_newest(const skt_fetch *fetch, skt_source_run *run, const skt_report *report)
{
    enum { DAY_S = 86400 };
    const skt_time day = report->published != SKT_NO_DAY ? (skt_time)report->published * DAY_S : 0;
    const skt_time when = report->published_at != 0 ? report->published_at : day;
    skt_known *known = &run->job->known;
    if (when > known->newest && when <= fetch->options.now + DAY_S) { /* or the year is wrong */
        known->newest = when;
    }
}

/* The next report of the body that is read; NULL: it has ended, or the report was kept back. */
static skt_status next_of_body(const skt_report **out, skt_fetch *fetch)
{
    skt_job *job = fetch->reading;
    const skt_report *report = NULL;
    bool kept_back = false;
    skt_status status = fetch->options.reader.next(&report, fetch->options.reader.user);
    if (status != SKT_OK) {
        return status;
    }
    if (report == NULL) {
        return end_body(fetch);
    }
    note_newest(fetch, job->run, report);
    if (job->kind == SKT_JOB_SOURCE && job->run->source->follow && !fetch->options.check) {
        status = skt_fetch_take_item(&kept_back, fetch, job->run, report);
    }
    if (status == SKT_OK && !kept_back) {
        job->run->tally.reports++;
        *out = report;
    }
    return status;
}

skt_status skt_fetch_next(const skt_report **out, skt_fetch *fetch)
{
    skt_status status = SKT_OK;
    *out = NULL;
    while (status == SKT_OK && *out == NULL) {
        if (fetch->reading != NULL) {
            status = next_of_body(out, fetch);
        } else if (fetch->items.count > 0) {
            skt_job *job = fetch->items.items[--fetch->items.count];
            job->run->tally.reports++;
            *out = &job->item;
        } else {
            status = skt_visits_next(&fetch->result, fetch->visits);
            if (status == SKT_OK && fetch->result == NULL) {
                break;
            }
            status = status == SKT_OK ? take_answer(fetch) : status;
        }
    }
    return status;
}
