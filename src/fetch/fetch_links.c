/* The pages that the items of a feed link to. */
#include "fetch/fetch_private.h"

enum { DAY_S = 86400 };

static bool is_below(skt_str host, skt_str named)
{
    return skt_str_eq(host, named) || (host.len > named.len && skt_str_ends(host, named) &&
                                       host.ptr[host.len - named.len - 1] == '.');
}

/* Whether a link of an item may be followed: it stays with the source, or leads to a host that
 * the user has named. */
static bool is_open(const skt_fetch_source *source, const skt_url *url)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_url own;
    bool open = skt_url_read(&own, &arena, NULL, skt_str_from(source->url)) == SKT_URL_GOOD &&
                skt_url_same_site(&own, url);
    for (size_t i = 0; i < source->n_follow_hosts && !open; i++) {
        open = is_below(url->host, skt_str_from(source->follow_hosts[i]));
    }
    skt_arena_dispose(&arena);
    return open;
}

/* A copy that outlives the feed. */
static bool copy_item(skt_job *job, const skt_report *item)
{
    const struct {
        skt_str *to, from;
    } texts[] = {{&job->item.doc, item->doc},    {&job->item.item, item->item},
                 {&job->item.id, item->id},      {&job->item.signature, item->signature},
                 {&job->item.url, item->url},    {&job->item.publisher, item->publisher},
                 {&job->item.lang, item->lang},  {&job->item.title, item->title},
                 {&job->item.text, item->text},  {&job->item.zone, item->zone},
                 {&job->item.party, item->party}};
    job->item = *item;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (skt_arena_str(texts[i].to, &job->arena, texts[i].from) != SKT_OK) {
            return false;
        }
    }
    job->has_item = true;
    return true;
}

/* A job for the page at `url`, which is asked once a run; NULL with SKT_OK: it is one already. */
static skt_status new_link(skt_job **out, skt_fetch *fetch, skt_source_run *run, skt_str address)
{
    *out = NULL;
    if (skt_map_get(&fetch->by_address, address) != NULL) {
        return SKT_OK;
    }
    skt_job *job = skt_fetch_add_job(fetch, run, SKT_JOB_LINK, address);
    if (job == NULL || !skt_map_set(&fetch->by_address, job->address, 1)) {
        return SKT_E_NOMEM;
    }
    *out = job;
    return fetch->options.state == NULL
               ? SKT_OK
               : skt_state_load(&job->known, fetch->options.state, job->address, &job->arena);
}

static skt_time time_of(const skt_report *item)
{
    return item->published_at != 0         ? item->published_at
           : item->published != SKT_NO_DAY ? (skt_time)item->published * DAY_S
                                           : 0;
}

skt_status skt_fetch_take_item(bool *mine, skt_fetch *fetch, skt_source_run *run,
                               const skt_report *item)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_url url;
    skt_job *job = NULL;
    *mine = false;
    if (item->record != NULL || item->url.len == 0) {
        return SKT_OK;
    }
    const skt_url_fault fault = skt_url_read(&url, &arena, NULL, item->url);
    skt_status status = fault == SKT_URL_NOMEM ? SKT_E_NOMEM : SKT_OK;
    if (fault == SKT_URL_GOOD && is_open(run->source, &url)) {
        *mine = true;
        status = new_link(&job, fetch, run, url.text);
    }
    skt_arena_dispose(&arena);
    if (status != SKT_OK || job == NULL) {
        return status;
    }
    const skt_time said = time_of(item);
    job->published = said != 0 && said < fetch->options.now ? said : fetch->options.now;
    if (fetch->options.now - job->known.listed > DAY_S) { /* so that it is not forgotten */
        job->known.listed = fetch->options.now;
        job->save = true;
    }
    return copy_item(job, item) && skt_vec_push(&run->links, job) ? SKT_OK : SKT_E_NOMEM;
}

/* Sends out those that are new, as many as may be in a run, and those that may have been
 * corrected since. */
skt_status skt_fetch_follow(skt_fetch *fetch, skt_source_run *run)
{
    const skt_time now = fetch->options.now;
    size_t first_times = 0;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < run->links.count && status == SKT_OK; i++) {
        skt_job *job = run->links.items[i];
        const bool first = job->known.good == 0;
        if (!first && job->published < now - fetch->options.reread_s) {
            continue;
        }
        skt_time host_next = 0;
        status = skt_fetch_host_rest(&host_next, fetch, job->address);
        const bool resting = job->known.next > now || host_next > now;
        if (resting || (first && first_times >= fetch->options.links)) {
            run->tally.links_left += !resting;
            job->save = true;
            /* Until the page is read, what the feed says of it. */
            if (first && job->has_item && !skt_vec_push(&fetch->items, job)) {
                status = SKT_E_NOMEM;
            }
            continue;
        }
        first_times += first;
        status = status == SKT_OK ? skt_fetch_ask(fetch, job, true) : status;
    }
    skt_vec_clear(&run->links);
    return status;
}

typedef struct finding {
    skt_fetch *fetch;
    skt_source_run *run;
} finding;

static skt_status find_link(void *user, skt_str address, skt_time published)
{
    const finding *f = user;
    skt_job *job = NULL;
    const skt_status status = new_link(&job, f->fetch, f->run, address);
    if (status != SKT_OK || job == NULL) {
        return status;
    }
    job->published = published;
    return skt_vec_push(&f->run->links, job) ? SKT_OK : SKT_E_NOMEM;
}

skt_status skt_fetch_follow_known(skt_fetch *fetch, skt_source_run *run)
{
    finding f = {fetch, run};
    if (fetch->options.state == NULL) {
        return SKT_OK;
    }
    const skt_status status =
        skt_state_links(fetch->options.state, run->job->address,
                        fetch->options.now - fetch->options.reread_s, find_link, &f);
    return status == SKT_OK ? skt_fetch_follow(fetch, run) : status;
}
