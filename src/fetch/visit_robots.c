/* The robots.txt of each host: asked for once a day, before anything else. */
#include "fetch/visit_private.h"

enum { KEPT_S = 86400 }; /* RFC 9309, 2.4 */

static skt_status know(skt_host *host, const skt_visits *visits, skt_str text)
{
    skt_robots_dispose(&host->rules);
    const skt_status status =
        skt_robots_parse(&host->rules, text, skt_str_from(visits->options.product));
    host->state = SKT_RULES_KNOWN;
    host->polite.delay_ms = host->rules.delay_ms > 0 ? host->rules.delay_ms : 0;
    return status;
}

/* Sends a guest for it, with what is told of the one who wants to know. */
static skt_status ask(skt_visits *visits, skt_host *host, const skt_guest *guest)
{
    skt_str address;
    skt_visit visit = {.ignore_robots = true, .downgrade_allowed = true};
    visit.request = guest->visit.request;
    visit.request.etag = visit.request.last_modified = NULL;
    visit.request.n_headers = 0;
    visit.request.body_bytes = SKT_ROBOTS_MOST_BYTES;
    visit.request.may_cut = true;
    skt_url_fault fault = SKT_URL_GOOD;
    if (skt_arena_format(&address, &visits->arena, "%s/robots.txt", host->origin.ptr) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    visit.request.url = address.ptr;
    skt_guest *sent = skt_guest_new(&fault, &visit);
    if (sent == NULL) {
        return SKT_E_NOMEM;
    }
    sent->robots_of = host;
    sent->asker = guest;
    if (fault != SKT_URL_GOOD || !skt_vec_push(&host->queue, sent)) {
        skt_guest_free(sent);
        return SKT_E_NOMEM;
    }
    host->state = SKT_RULES_ASKED;
    return SKT_OK;
}

skt_status skt_host_learn_rules(skt_visits *visits, skt_host *host, const skt_guest *guest)
{
    const skt_robots_shelf *shelf = &visits->options.shelf;
    if (shelf->load != NULL) {
        const skt_status status =
            shelf->load(&host->old, shelf->user, host->origin, &visits->arena);
        if (status != SKT_OK) {
            return status;
        }
        if (host->old.code != 0 && host->old.until > visits->options.now) {
            return know(host, visits, host->old.text);
        }
    }
    return ask(visits, host, guest);
}

/* What keeps one visitor out, such as a certificate that he does not trust or an address that
 * is not for him, may let in the next: he alone goes away. */
static skt_status send_away(skt_visits *visits, skt_host *host, const skt_guest *asker,
                            const skt_http_response *response)
{
    host->state = SKT_RULES_UNKNOWN;
    for (size_t i = 0; i < host->queue.count; i++) {
        skt_guest *guest = host->queue.items[i];
        if (guest == asker) {
            host->queue.count--;
            memmove(&host->queue.items[i], &host->queue.items[i + 1],
                    (host->queue.count - i) * sizeof *host->queue.items);
            guest->result.response.barred = response->barred;
            return skt_visits_end(visits, guest, response->outcome, "%.*s", SKT_FMT(response->why));
        }
    }
    return SKT_OK;
}

static skt_status fail(skt_visits *visits, skt_host *host, const skt_http_response *response)
{
    if (host->old.code != 0) {
        return know(host, visits, host->old.text);
    }
    host->state = SKT_RULES_FAILED;
    host->failed_as = response->outcome == SKT_HTTP_BUSY ? SKT_HTTP_BUSY : SKT_HTTP_BROKEN;
    return skt_arena_str(&host->failed_why, &visits->arena, response->why);
}

/* What the answer is worth (2.3.1): rules; none; or nothing may be asked for. */
skt_status skt_host_take_rules(skt_visits *visits, const skt_guest *guest,
                               const skt_http_response *response)
{
    skt_host *host = guest->robots_of;
    const skt_robots_shelf *shelf = &visits->options.shelf;
    const bool fresh = response->outcome == SKT_HTTP_FRESH;
    const bool unavailable =
        (response->status >= 400 && response->status < 500 && response->outcome != SKT_HTTP_BUSY) ||
        response->outcome == SKT_HTTP_BAD_REDIRECT;
    if (response->ours && response->outcome != SKT_HTTP_BAD_REDIRECT) {
        return send_away(visits, host, guest->asker, response);
    }
    if (!fresh && !unavailable) {
        return fail(visits, host, response);
    }
    const skt_robots_copy copy = {fresh ? response->body : SKT_LIT(""), response->status,
                                  visits->options.now + KEPT_S};
    skt_status status = know(host, visits, copy.text);
    if (status == SKT_OK && shelf->save != NULL) {
        status = shelf->save(shelf->user, host->origin, &copy);
    }
    return status;
}
