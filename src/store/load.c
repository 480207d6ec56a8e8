/* The claims that stand, read back in a fixed order. */
#include <stdlib.h>

#include "core/diag.h"
#include "core/options.h"
#include "core/str.h"
#include "core/vec.h"
#include "gazetteer/rebind.h"
#include "store/internal.h"

/* Days around those asked for whose reports may tell of the same: a night has two days, an
 * event two, replicas lie three apart. */
enum { MARGIN_DAYS = 5 };

/* Numbers of claims, and what belongs to them, both sorted by claim. */
typedef SKT_VEC(int64_t) numbers;
typedef struct owned_places {
    numbers claims;
    SKT_VEC(skt_place) items;
} owned_places;

typedef struct loading {
    skt_store *store;
    skt_claim_set *out;
    skt_arena arena; /* of what waits for its claims */
    skt_rebind rebind;
    owned_places places, others;
    owned_places *taking; /* which of the two the rows go to */
    numbers link_claims;
    SKT_VEC(skt_claim_link) links;
} loading;

/* -------------------------------------------------------- places and links */

static skt_status take_place(void *user, const skt_sql_value *values, size_t n)
{
    loading *l = user;
    skt_sql_cursor from = {values, n};
    skt_place place;
    int64_t claim;
    if (!skt_row_read_place(&place, &claim, &from)) {
        return SKT_E_DATA;
    }
    skt_str *const texts[] = {&place.name, &place.label, &place.country, &place.admin1,
                              &place.iso_3166_2};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == SKT_OK; i++) {
        status = skt_arena_str(texts[i], &l->arena, *texts[i]);
    }
    if (status == SKT_OK) {
        status = skt_rebind_place(&place, &l->rebind);
    }
    const bool kept = status == SKT_OK && skt_vec_push(&l->taking->claims, claim) &&
                      skt_vec_push(&l->taking->items, place);
    return status == SKT_OK && !kept ? SKT_E_NOMEM : status;
}

static skt_status take_link(void *user, const skt_sql_value *values, size_t n)
{
    loading *l = user;
    skt_sql_cursor from = {values, n};
    skt_claim_link link;
    int64_t claim;
    if (!skt_row_read_link(&link, &claim, &from)) {
        return SKT_E_DATA;
    }
    skt_status status = skt_arena_str(&link.to, &l->arena, link.to);
    if (status == SKT_OK) {
        status = skt_arena_str(&link.reason, &l->arena, link.reason);
    }
    const bool kept =
        status == SKT_OK && skt_vec_push(&l->link_claims, claim) && skt_vec_push(&l->links, link);
    return status == SKT_OK && !kept ? SKT_E_NOMEM : status;
}

/* What belongs to `claim`: `*count` elements from the returned one on. */
static size_t owned_by(size_t *count, const numbers *claims, int64_t claim)
{
    size_t low = 0;
    for (size_t high = claims->count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        if (claims->items[middle] < claim) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t end = low;
    while (end < claims->count && claims->items[end] == claim) {
        end++;
    }
    *count = end - low;
    return low;
}

/* ----------------------------------------------------------------- claims */

static skt_status take_claim(void *user, const skt_sql_value *values, size_t n)
{
    loading *l = user;
    skt_sql_cursor from = {values + 1, n - 1}; /* behind its number */
    skt_claim claim;
    if (!skt_row_read_claim(&claim, &from)) {
        return SKT_E_DATA;
    }
    const int64_t fid = values[0].integer;
    size_t at = owned_by(&claim.n_places, &l->places.claims, fid);
    claim.places = claim.n_places > 0 ? &l->places.items.items[at] : NULL;
    at = owned_by(&claim.n_other_places, &l->others.claims, fid);
    claim.other_places = claim.n_other_places > 0 ? &l->others.items.items[at] : NULL;
    at = owned_by(&claim.n_links, &l->link_claims, fid);
    claim.links = claim.n_links > 0 ? &l->links.items[at] : NULL;
    return skt_claim_set_add(l->out, &claim);
}

/* ------------------------------------------------------------- statements */

/* Claims `c` that stand, of reports that touch the days $1 to $2. */
#define STANDING " WHERE NOT c.\"withdrawn\""
#define NEAR_DAYS                                                                                  \
    " AND c.\"report_fid\" IN (SELECT \"report_fid\" FROM \"claims\" WHERE \"date\" IS NULL OR "   \
    "(\"date\" >= $1 AND \"date\" <= $2))"

/* The statements that a load runs, for all days or for some. */
typedef enum load_statement { PLACES, OTHERS, LINKS, CLAIMS, STATEMENTS } load_statement;

static void write_statement(skt_buf *out, load_statement what, bool days)
{
    static const char *const tables[] = {"claim_places", "other_places", "links", "claims"};
    skt_buf_add_text(out, what == CLAIMS ? "SELECT c.\"fid\", " : "SELECT ");
    skt_store_columns(out, tables[what], what == CLAIMS ? "c." : "t.");
    if (what == CLAIMS) {
        skt_buf_add_text(out, " FROM \"reports\" r JOIN \"claims\" c ON c.\"report_fid\" = "
                              "r.\"fid\"");
    } else {
        skt_buf_format(out, " FROM \"%s\" t JOIN \"claims\" c ON c.\"fid\" = t.\"claim_fid\"",
                       tables[what]);
    }
    skt_buf_add_text(out, STANDING);
    skt_buf_add_text(out, days ? NEAR_DAYS : "");
    skt_buf_add_text(out, what == CLAIMS ? " ORDER BY r.\"key\", r.\"version\", c.\"n\""
                                         : " ORDER BY t.\"claim_fid\", t.\"n\"");
}

static skt_status run_statement(loading *l, load_statement what, const skt_store_query *query)
{
    static skt_sql_row_fn *const takers[] = {take_place, take_place, take_link, take_claim};
    const bool days = query != NULL && (query->from != SKT_NO_DAY || query->to != SKT_NO_DAY);
    skt_buf *sql = &l->store->loads[what][days];
    if (sql->len == 0) {
        write_statement(sql, what, days);
    }
    if (sql->failed) {
        return SKT_E_NOMEM;
    }
    char from[11] = "0001-01-01";
    char to[11] = "9999-12-31";
    if (days && query->from != SKT_NO_DAY) {
        skt_day_format(from, query->from - MARGIN_DAYS);
    }
    if (days && query->to != SKT_NO_DAY) {
        skt_day_format(to, query->to + MARGIN_DAYS);
    }
    const skt_sql_value params[] = {skt_sql_str(skt_str_from(from)), skt_sql_str(skt_str_from(to))};
    l->taking = what == PLACES ? &l->places : &l->others;
    return skt_store_run(l->store, sql->ptr, params, days ? 2 : 0, takers[what], l);
}

skt_status skt_store_load(skt_claim_set *claims, skt_store *store, const skt_store_query *query,
                          const skt_gazetteer *gazetteer)
{
    skt_store_query days = SKT_STORE_QUERY_INIT;
    const skt_status taken =
        skt_options_take(&days, sizeof days, query, "skt_store_query", store->diag);
    if (taken != SKT_OK) {
        return taken;
    }
    loading l = {.store = store, .out = claims, .rebind = {.gazetteer = gazetteer}};
    const bool own = !store->begun;
    skt_status status = own ? store->backend->begin(store->db, false) : SKT_OK;
    for (int i = 0; i < STATEMENTS && status == SKT_OK; i++) {
        status = run_statement(&l, (load_statement)i, &days);
    }
    if (own) {
        store->backend->rollback(store->db);
    }
    if (status == SKT_E_DATA) {
        (void)skt_diag_add(store->diag, SKT_E_DATA, SKT_FAILURE, NULL, 0,
                           "the store holds a claim that is none: it was changed by hand or by "
                           "another program");
    }
    skt_vec_dispose(&l.places.claims);
    skt_vec_dispose(&l.places.items);
    skt_vec_dispose(&l.others.claims);
    skt_vec_dispose(&l.others.items);
    skt_vec_dispose(&l.link_claims);
    skt_vec_dispose(&l.links);
    skt_rebind_dispose(&l.rebind);
    skt_arena_dispose(&l.arena);
    return status;
}
