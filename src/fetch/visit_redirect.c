/* Redirects, each looked at as if it came from a stranger. */
#include "fetch/visit_private.h"

enum { TOLD = 200 }; /* bytes of an address in a sentence */

/* The address as a sentence may have it. */
static skt_str told(skt_arena *arena, skt_str address)
{
    skt_str copy;
    address = skt_str_cut(address, TOLD);
    if (skt_arena_str(&copy, arena, address) != SKT_OK) {
        return SKT_STR_NONE;
    }
    for (size_t i = 0; i < copy.len; i++) {
        if ((unsigned char)copy.ptr[i] < 0x20 || copy.ptr[i] == 0x7F) {
            ((char *)(uintptr_t)copy.ptr)[i] = '?'; /* the arena's copy, ours */
        }
    }
    return copy;
}

static bool same_server(const skt_url *a, const skt_url *b)
{
    return skt_str_eq(a->host, b->host) && a->port == b->port;
}

/* Whether `to` is as good as `from` for what is told to `from` alone: the same server, or the
 * same host by TLS. */
static bool is_trusted(const skt_url *from, const skt_url *to)
{
    return skt_url_same_origin(from, to) || (skt_str_eq(from->host, to->host) && !from->secure &&
                                             from->port == 80 && to->secure && to->port == 443);
}

static skt_status refuse(skt_guest *guest, skt_str target, const char *what)
{
    skt_http_response *r = &guest->result.response;
    const skt_str whereto = told(&guest->arena, target);
    return skt_arena_format(&r->why, &guest->arena, "redirects to %.*s, which %s", SKT_FMT(whereto),
                            what);
}

static const char *objection(const skt_guest *guest, const skt_visits *visits, const skt_url *to)
{
    if (guest->at.secure && !to->secure && !guest->visit.downgrade_allowed) {
        return "is not encrypted any more: not followed from https to http";
    }
    for (size_t i = 0; i <= guest->hops; i++) {
        if (skt_str_eq(guest->seen[i], to->text)) {
            return "leads round in a circle: look for the right address";
        }
    }
    return guest->hops >= visits->options.redirects || guest->hops + 1 >= SKT_VISIT_HOPS
               ? "is one redirect too many: look for the right address"
               : NULL;
}

skt_status skt_guest_move(bool *moved, skt_guest *guest, const skt_visits *visits,
                          const skt_http_response *response)
{
    skt_url to;
    *moved = false;
    const skt_url_fault fault = skt_url_read(&to, &guest->arena, &guest->at, response->target);
    if (fault == SKT_URL_NOMEM) {
        return SKT_E_NOMEM;
    }
    if (fault == SKT_URL_LOGIN) { /* not for a log: it holds a password */
        return refuse(guest, SKT_LIT("an address"), skt_url_fault_text(fault));
    }
    if (fault != SKT_URL_GOOD) {
        return refuse(guest, response->target, skt_url_fault_text(fault));
    }
    const char *why = objection(guest, visits, &to);
    if (why != NULL) {
        return refuse(guest, to.text, why);
    }
    guest->hops++;
    guest->at = to;
    guest->seen[guest->hops] = to.text;
    guest->tries = 0;
    guest->for_good = guest->for_good && response->permanent;
    if (guest->for_good) {
        guest->moved_to = to.text;
    }
    if (!is_trusted(&guest->first, &to)) {
        guest->visit.request.n_headers = 0;
    }
    if (!same_server(&guest->first, &to)) {
        guest->visit.request.private_allowed = false;
    }
    if (!skt_str_eq(guest->first.host, to.host)) {
        guest->visit.request.ca = NULL;
    }
    *moved = true;
    return SKT_OK;
}
