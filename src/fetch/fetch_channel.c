/* A channel's preview, page by page: from the newest back to what was read before, and at least
 * as far as posts may still be corrected. The cursor moves when all between was read, and not
 * before: a hole is never taken for silence. */
#include "fetch/fetch_private.h"

/* Whether posts in front of what is remembered, or young ones, are still to come. */
static bool goes_on(const skt_fetch *fetch, const skt_source_run *run, const skt_body_told *told)
{
    const bool gap = run->cursor.read_to > 0 && told->oldest > run->cursor.read_to + 1;
    const bool young = told->from != 0 && told->from > fetch->options.now - fetch->options.reread_s;
    return told->oldest > 1 && (gap || young);
}

static skt_status ask_before(skt_fetch *fetch, skt_source_run *run, int64_t before)
{
    skt_str address;
    skt_arena arena = SKT_ARENA_INIT;
    const char *url = run->source->url;
    skt_job *job = NULL;
    if (skt_arena_format(&address, &arena, "%s%sbefore=%lld", url,
                         strchr(url, '?') == NULL ? "?" : "&", (long long)before) == SKT_OK) {
        job = skt_fetch_add_job(fetch, run, SKT_JOB_PAGE, address);
    }
    skt_arena_dispose(&arena);
    if (job == NULL) {
        return SKT_E_NOMEM;
    }
    job->before = before;
    return skt_fetch_ask(fetch, job, false);
}

/* Where the next page begins. Posts that an earlier walk has read, and that are too old to be
 * corrected, are passed over. */
static int64_t next_before(const skt_fetch *fetch, skt_source_run *run, const skt_body_told *told)
{
    const skt_known_cursor *c = &run->cursor;
    const bool young = told->from != 0 && told->from > fetch->options.now - fetch->options.reread_s;
    if (c->head > 0 && told->oldest <= c->head + 1) {
        run->reached_head = true;
        if (!young && c->before < told->oldest) {
            return c->before;
        }
    }
    return told->oldest;
}

/* All between was read. */
static void arrive(skt_fetch *fetch, skt_source_run *run)
{
    if (run->newest > run->cursor.read_to) {
        run->cursor.read_to = run->newest;
    }
    run->cursor.head = run->cursor.before = 0;
    run->cursor.at = fetch->options.now;
    run->save_cursor = run->job->save = true;
    skt_known_same(&run->job->known, fetch->options.now);
    run->job->known.setup = skt_fetch_source_setup(run->source);
    run->tally.good = fetch->options.now;
    run->tally.failures = 0;
}

/* The walk breaks off behind a page whose oldest post is `before`: the next run goes on there,
 * if what lies in front of it was read. */
static void break_off(skt_fetch *fetch, skt_source_run *run, int64_t before)
{
    if (run->cursor.read_to > 0 && (run->cursor.head == 0 || run->reached_head)) {
        run->cursor.head = run->newest;
        run->cursor.before = before;
        run->cursor.at = fetch->options.now;
        run->save_cursor = true;
    }
}

skt_status skt_fetch_walk_failed(skt_fetch *fetch, skt_job *job, int64_t rest_s, const char *why)
{
    if (job->kind == SKT_JOB_PAGE) {
        break_off(fetch, job->run, job->before);
        return skt_fetch_fail(fetch, job->run->job, rest_s,
                              "was read back to post %lld; the page before it %s",
                              (long long)job->before, why);
    }
    return skt_fetch_fail(fetch, job, rest_s, "%s", why);
}

skt_status skt_fetch_walk(skt_fetch *fetch, skt_job *job, const skt_body_told *told)
{
    skt_source_run *run = job->run;
    run->pages++;
    if (told->newest > run->newest) {
        run->newest = told->newest;
    }
    if (fetch->options.check) {
        return SKT_OK;
    }
    if (told->oldest == 0 || !goes_on(fetch, run, told)) { /* 0: the channel begins here */
        arrive(fetch, run);
        return SKT_OK;
    }
    if (job->before > 0 && told->oldest >= job->before) {
        return skt_fetch_fail(fetch, run->job, 0,
                              "gives the same page whatever is asked for: posts before %lld cannot "
                              "be read",
                              (long long)job->before);
    }
    const int64_t before = next_before(fetch, run, told);
    if (run->pages >= fetch->options.pages) {
        break_off(fetch, run, before);
        return skt_fetch_fail(
            fetch, run->job, 0,
            "has more new posts than %zu pages hold: those from %lld to %lld were "
            "not read yet; the next run goes on with them",
            fetch->options.pages, (long long)run->cursor.read_to + 1, (long long)before - 1);
    }
    return ask_before(fetch, run, before);
}
