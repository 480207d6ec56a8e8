/* What holds for every set of claims, tried on sets that a generator makes. A set that
 * breaks a property is made as small as it gets and printed.
 * Usage: test_incidents_properties [SEED [COUNT [NAME]]]: COUNT sets from SEED on, for those
 * properties whose names NAME matches ("*replica*"). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "claim_maker.h"
#include "core/str.h"
#include "incidents/incidents.h"
#include "night_maker.h"

#ifndef SKYTALLY_SOURCE_DIR
#define SKYTALLY_SOURCE_DIR "."
#endif

enum { SETS = 1000 };

typedef struct fixture {
    unsigned seed, count;
    skt_issuers *issuers;
} fixture;

/* What reconciling and tallying give. */
typedef struct result {
    const skt_claim_set *claims;
    skt_incident_set *incidents;
    skt_tally *tally;
} result;

typedef struct test {
    const fixture *f;
    const skt_claim_set *claims;
    const night_truth *truth; /* of a faultless set, else NULL */
    unsigned seed;
    skt_buf why; /* what was seen that must not be */
} test;

typedef void check(test *t);

static skt_claim_set *new_set(void)
{
    skt_claim_set *set;
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    return set;
}

static result work_out(const test *t, const skt_claim_set *claims, skt_by by)
{
    result r = {.claims = claims};
    skt_tally_options options = SKT_TALLY_OPTIONS_INIT;
    options.by = by;
    assert_int_equal(skt_reconcile(&r.incidents, claims, NULL, t->f->issuers, NULL), SKT_OK);
    assert_int_equal(skt_tally_build(&r.tally, r.incidents, claims, NULL, &options, NULL), SKT_OK);
    return r;
}

static void dispose(result *r)
{
    skt_tally_free(r->tally);
    skt_incident_set_free(r->incidents);
}

static bool any_number(skt_number n)
{
    return n != SKT_NULL;
}

static skt_number or_none(skt_number n)
{
    return n == SKT_NULL ? 0 : n;
}

/* -------------------------------------------------------------------- sums */

static skt_number sum_of_net(const result *r, skt_outcome outcome, bool dated)
{
    skt_number sum = 0;
    for (size_t i = 0; i < skt_incident_set_count(r->incidents); i++) {
        const skt_incident *incident = skt_incident_set_at(r->incidents, i);
        if (incident->outcome == outcome && (!dated || incident->date != SKT_NO_DAY)) {
            sum += or_none(incident->net);
        }
    }
    return sum;
}

/* Rows of one period: what they come to beside its total row. */
static void check_period(test *t, const result *r, size_t first, size_t end, skt_outcome outcome,
                         const char *by)
{
    skt_number parts = 0;
    skt_number countries = 0;
    const skt_cell *total = NULL;
    for (size_t i = first; i < end; i++) {
        const skt_row *row = skt_tally_at(r->tally, i);
        const skt_cell *cell = &row->cells[outcome];
        if (row->level == SKT_ROW_TOTAL) {
            total = cell;
            parts += or_none(cell->not_placed);
        } else if (row->level == SKT_ROW_COUNTRY) {
            countries += or_none(cell->estimate.best);
            if (or_none(cell->not_placed) + or_none(cell->elsewhere) >
                or_none(cell->estimate.best)) {
                skt_buf_format(&t->why, "%.*s: more elsewhere than at all; ", SKT_FMT(row->iso_a2));
            }
        } else {
            parts += or_none(cell->estimate.best);
        }
    }
    if (total == NULL || or_none(total->estimate.best) != parts ||
        countries > or_none(total->estimate.best)) {
        skt_buf_format(&t->why, "%s %s: rows %lld, countries %lld, total %lld; ", by,
                       skt_outcome_name(outcome), (long long)parts, (long long)countries,
                       (long long)(total == NULL ? SKT_NULL : total->estimate.best));
    }
}

static void rows_add_up(test *t)
{
    static const char *const names[] = {"all", "day", "week", "month", "year"};
    for (int by = SKT_BY_ALL; by <= SKT_BY_YEAR; by++) {
        result r = work_out(t, t->claims, (skt_by)by);
        const size_t n = skt_tally_count(r.tally);
        for (int o = 0; o < SKT_OUTCOMES; o++) {
            skt_number total = 0;
            for (size_t first = 0; first < n;) {
                const skt_day from = skt_tally_at(r.tally, first)->date_from;
                size_t end = first;
                while (end < n && skt_tally_at(r.tally, end)->date_from == from) {
                    end++;
                }
                check_period(t, &r, first, end, (skt_outcome)o, names[by]);
                total += or_none(skt_tally_at(r.tally, end - 1)->cells[o].estimate.best);
                first = end;
            }
            if (total != sum_of_net(&r, (skt_outcome)o, by != SKT_BY_ALL)) {
                skt_buf_format(&t->why, "%s %s: net is not the total %lld; ", names[by],
                               skt_outcome_name((skt_outcome)o), (long long)total);
            }
        }
        dispose(&r);
    }
}

/* ------------------------------------------------------------------ shapes */

static bool in_order(skt_estimate e)
{
    const skt_number numbers[] = {e.low, e.best, e.high};
    skt_number last = 0;
    for (size_t i = 0; i < 3; i++) {
        if (any_number(numbers[i])) {
            if (numbers[i] < last) {
                return false;
            }
            last = numbers[i];
        }
    }
    return true;
}

static void numbers_are_in_order(test *t)
{
    result r = work_out(t, t->claims, SKT_BY_DAY);
    for (size_t i = 0; i < skt_incident_set_count(r.incidents); i++) {
        const skt_incident *incident = skt_incident_set_at(r.incidents, i);
        const skt_incident_detail *d = skt_incident_set_detail(r.incidents, i);
        if (!in_order(incident->estimate) || !in_order(d->net) ||
            any_number(incident->net) != any_number(incident->estimate.best) ||
            incident->net > incident->estimate.best || incident->net != d->net.best) {
            skt_buf_format(&t->why, "incident %.*s: %lld/%lld/%lld, net %lld/%lld/%lld; ",
                           SKT_FMT(incident->id), (long long)incident->estimate.low,
                           (long long)incident->estimate.best, (long long)incident->estimate.high,
                           (long long)d->net.low, (long long)d->net.best, (long long)d->net.high);
        }
    }
    for (size_t i = 0; i < skt_tally_count(r.tally); i++) {
        for (int o = 0; o < SKT_OUTCOMES; o++) {
            if (!in_order(skt_tally_at(r.tally, i)->cells[o].estimate)) {
                skt_buf_format(&t->why, "row %zu; ", i);
            }
        }
    }
    dispose(&r);
}

static void add_below(skt_number *sums, const result *r, size_t i)
{
    const skt_number net = or_none(skt_incident_set_at(r->incidents, i)->net);
    size_t at = i;
    for (size_t steps = 0; at != SIZE_MAX && steps <= skt_incident_set_count(r->incidents);
         steps++) {
        sums[at] += net;
        at = skt_incident_set_at(r->incidents, at)->parent;
    }
}

/* Whether both are numbered figures of one area and its windows, side by side. */
static bool are_windows(const result *r, size_t i, size_t k)
{
    const skt_incident *a = skt_incident_set_at(r->incidents, i);
    const skt_incident *b = skt_incident_set_at(r->incidents, k);
    return a->outcome == b->outcome && a->n_places == b->n_places && any_number(a->estimate.best) &&
           any_number(b->estimate.best) &&
           (a->n_places == 0 || skt_str_eq(a->places[0].name, b->places[0].name));
}

/* Parents lead upwards, within one outcome, and the figures of an area count no more than
 * they say: what lies in them and what they have of their own. */
static void parents_hold_their_parts(test *t)
{
    result r = work_out(t, t->claims, SKT_BY_ALL);
    const size_t n = skt_incident_set_count(r.incidents);
    skt_number *sums = calloc(n + 1, sizeof *sums);
    assert_non_null(sums);
    for (size_t i = 0; i < n; i++) {
        size_t steps = 0;
        for (size_t up = i; up != SIZE_MAX && steps <= n; steps++) {
            const skt_incident *outer = skt_incident_set_at(r.incidents, up);
            if (outer->outcome != skt_incident_set_at(r.incidents, i)->outcome) {
                skt_buf_format(&t->why, "another outcome around; ");
            }
            up = outer->parent;
        }
        if (steps > n) {
            skt_buf_format(&t->why, "parents in a ring; ");
        }
        add_below(sums, &r, i);
    }
    for (size_t i = 0; i < n; i++) {
        skt_number told = 0;
        skt_number counted = 0;
        for (size_t k = 0; k < n; k++) {
            if (are_windows(&r, i, k)) {
                told += skt_incident_set_at(r.incidents, k)->estimate.best;
                counted += sums[k];
            }
        }
        if (counted > told) {
            skt_buf_format(&t->why, "%lld told, %lld counted with incident %.*s; ", (long long)told,
                           (long long)counted, SKT_FMT(skt_incident_set_at(r.incidents, i)->id));
        }
    }
    free(sums);
    dispose(&r);
}

/* ------------------------------------------------------------------ claims */

static bool is_linked(const result *r, size_t claim)
{
    for (size_t i = 0; i < skt_incident_set_link_count(r->incidents); i++) {
        if (skt_incident_set_link_at(r->incidents, i)->from == claim) {
            return true;
        }
    }
    return false;
}

/* Every event claim is in one incident, or a link says to what it yields; one without a
 * number is at each of its places. */
static void no_claim_is_lost(test *t)
{
    result r = work_out(t, t->claims, SKT_BY_ALL);
    const size_t n = skt_claim_set_count(t->claims);
    size_t *uses = calloc(n + 1, sizeof *uses);
    assert_non_null(uses);
    for (size_t i = 0; i < skt_incident_set_count(r.incidents); i++) {
        const skt_incident *incident = skt_incident_set_at(r.incidents, i);
        for (size_t k = 0; k < incident->n_claims; k++) {
            uses[incident->claims[k]]++;
        }
        if (incident->n_claims == 0 || incident->n_reports == 0) {
            skt_buf_format(&t->why, "an incident of nothing; ");
        }
    }
    for (size_t i = 0; i < n; i++) {
        const skt_claim *claim = skt_claim_set_at(t->claims, i);
        const bool spread = claim->value == SKT_NULL && claim->n_places > 1;
        if (claim->period != SKT_EVENT
                ? uses[i] > 0
                : (uses[i] == 0 && !is_linked(&r, i)) || (uses[i] > 1 && !spread)) {
            skt_buf_format(&t->why, "%.*s is in %zu incidents; ", SKT_FMT(claim->id), uses[i]);
        }
    }
    free(uses);
    dispose(&r);
}

static int by_text(const void *a, const void *b)
{
    return skt_str_cmp(*(const skt_str *)a, *(const skt_str *)b);
}

static void ids_are_unique(test *t)
{
    result r = work_out(t, t->claims, SKT_BY_ALL);
    const size_t n = skt_incident_set_count(r.incidents);
    skt_str *ids = calloc(n + 1, sizeof *ids);
    assert_non_null(ids);
    for (size_t i = 0; i < n; i++) {
        ids[i] = skt_incident_set_at(r.incidents, i)->id;
    }
    qsort(ids, n, sizeof *ids, by_text);
    for (size_t i = 1; i < n; i++) {
        if (skt_str_eq(ids[i], ids[i - 1])) {
            skt_buf_format(&t->why, "two incidents %.*s; ", SKT_FMT(ids[i]));
        }
    }
    free(ids);
    dispose(&r);
}

/* ------------------------------------------------------------------- bytes */

static void print(skt_buf *out, const test *t, const skt_claim_set *claims)
{
    result r = work_out(t, claims, SKT_BY_ALL);
    result_print(out, claims, r.incidents, r.tally);
    dispose(&r);
}

/* Whether `other`, which is freed, comes to the same bytes as the set itself. */
static void expect_same(test *t, skt_claim_set *other, const char *what)
{
    skt_buf one = SKT_BUF_INIT;
    skt_buf two = SKT_BUF_INIT;
    print(&one, t, t->claims);
    print(&two, t, other);
    if (!skt_str_eq(skt_buf_str(&one), skt_buf_str(&two))) {
        skt_buf_format(&t->why, "%s:\n%.*sis not\n%.*s", what, SKT_FMT(skt_buf_str(&one)),
                       SKT_FMT(skt_buf_str(&two)));
    }
    skt_buf_dispose(&one);
    skt_buf_dispose(&two);
    skt_claim_set_free(other);
}

/* The report of a claim picked by the seed. */
static const char *any_report(const test *t, char *out, size_t size)
{
    unsigned state = t->seed + 1;
    const size_t n = skt_claim_set_count(t->claims);
    const skt_str name = skt_claim_set_at(t->claims, night_random(&state, (unsigned)n))->report;
    (void)snprintf(out, size, "%.*s", SKT_FMT(name));
    return out;
}

static void order_changes_nothing(test *t)
{
    expect_same(t, claims_shuffle(t->claims, t->seed + 1, 1), "in another order");
    char report[48];
    skt_claim_set *moved = new_set();
    any_report(t, report, sizeof report);
    claims_copy(moved, t->claims, report, false, NULL, 0);
    claims_copy(moved, t->claims, report, true, NULL, 0);
    expect_same(t, moved, "a report taken out and added again");
}

static void the_same_again_changes_nothing(test *t)
{
    expect_same(t, claims_shuffle(t->claims, t->seed + 1, 2), "all twice");
    char report[48];
    skt_claim_set *again = new_set();
    any_report(t, report, sizeof report);
    claims_copy(again, t->claims, NULL, true, NULL, 0);
    claims_copy(again, t->claims, report, true, NULL, 0);
    expect_same(t, again, "a report again");
}

/* What reconciling says of the incidents whose first claim is of a report whose name does
 * not begin with "z"; without the claims of others. */
static void print_own(skt_buf *out, const test *t, const skt_claim_set *claims, bool with_claims)
{
    result r = work_out(t, claims, SKT_BY_ALL);
    for (size_t i = 0; i < skt_incident_set_count(r.incidents); i++) {
        const skt_incident *n = skt_incident_set_at(r.incidents, i);
        const skt_incident_detail *d = skt_incident_set_detail(r.incidents, i);
        if (with_claims && skt_claim_set_at(claims, n->claims[0])->report.ptr[0] == 'z') {
            continue;
        }
        skt_buf_format(out, "%.*s %s %d %lld/%lld/%lld net %lld/%lld/%lld r%zu", SKT_FMT(n->id),
                       skt_outcome_name(n->outcome), (int)n->date, (long long)n->estimate.low,
                       (long long)n->estimate.best, (long long)n->estimate.high,
                       (long long)d->net.low, (long long)d->net.best, (long long)d->net.high,
                       n->n_reports);
        if (n->parent != SIZE_MAX) {
            skt_buf_format(out, " in %.*s",
                           SKT_FMT(skt_incident_set_at(r.incidents, n->parent)->id));
        }
        for (size_t k = 0; with_claims && k < n->n_claims; k++) {
            skt_buf_format(out, " %.*s", SKT_FMT(skt_claim_set_at(claims, n->claims[k])->id));
        }
        skt_buf_add_char(out, '\n');
    }
    dispose(&r);
}

static void expect_same_own(test *t, skt_claim_set *other, bool with_claims, const char *what)
{
    skt_buf one = SKT_BUF_INIT;
    skt_buf two = SKT_BUF_INIT;
    print_own(&one, t, t->claims, with_claims);
    print_own(&two, t, other, with_claims);
    if (!skt_str_eq(skt_buf_str(&one), skt_buf_str(&two))) {
        skt_buf_format(&t->why, "%s:\n%.*sis not\n%.*s", what, SKT_FMT(skt_buf_str(&one)),
                       SKT_FMT(skt_buf_str(&two)));
    }
    skt_buf_dispose(&one);
    skt_buf_dispose(&two);
    skt_claim_set_free(other);
}

/* Reports of other days, and of another war on the same days, leave all as it was. */
static void what_is_unrelated_changes_nothing(test *t)
{
    skt_claim_set *both = new_set();
    claims_copy(both, t->claims, NULL, true, NULL, 0);
    claim_make(both, &(made_claim){"z1", "the army", "SD", "2025-03-11", SKT_INTERCEPTED, 9,
                                   .role = SKT_TOTAL, .attacker = "rsf"});
    claim_make(both, &(made_claim){"z1", "the army", "SD.29", "2025-03-11", SKT_INTERCEPTED, 4,
                                   .role = SKT_PART, .attacker = "rsf"});
    for (unsigned i = 0; i < 3; i++) {
        claim_make(both, &(made_claim){"z2", "Russia's Defence Ministry", i == 0 ? "RU" : "RU.41",
                                       "2024-07-01", SKT_INTERCEPTED, 60 - 20 * (skt_number)i,
                                       .role = i == 0 ? SKT_TOTAL : SKT_PART});
    }
    expect_same_own(t, both, true, "with unrelated reports");
}

/* A report copied elsewhere, known by its address or its text, adds nothing. */
static void a_replica_adds_nothing(test *t)
{
    char report[48];
    any_report(t, report, sizeof report);
    skt_claim_set *marked = new_set();
    for (size_t i = 0; i < skt_claim_set_count(t->claims); i++) {
        skt_claim claim = *skt_claim_set_at(t->claims, i);
        claim.signature = skt_str_is(claim.report, report) ? claim.report : SKT_STR_NONE;
        assert_int_equal(skt_claim_set_add(marked, &claim), SKT_OK);
    }
    claims_copy(marked, marked, report, true, "zz-copy", t->seed % 2);
    expect_same_own(t, marked, false, "with a replica");
}

/* ------------------------------------------------------------------- parts */

static bool takes_parts(const result *r, size_t i)
{
    const skt_incident *incident = skt_incident_set_at(r->incidents, i);
    const skt_incident_detail *d = skt_incident_set_detail(r->incidents, i);
    const skt_claim *lead = skt_claim_set_at(r->claims, incident->claims[0]);
    return (d->extent == SKT_EXTENT_COUNTRY || d->extent == SKT_EXTENT_REGION) &&
           or_none(incident->net) > 0 && incident->date != SKT_NO_DAY && lead->bound == SKT_EXACT &&
           lead->part_of.len == 0 && incident->attacker.len > 0;
}

/* What is told of a place that nobody spoke of, and fits into the known figure around it,
 * adds nothing, whoever tells it. */
static void a_part_that_fits_adds_nothing(test *t)
{
    static const char *const sources[] = {"the governor", NULL, "TASS news agency",
                                          "Russia's Defence Ministry"};
    result r = work_out(t, t->claims, SKT_BY_ALL);
    for (size_t i = 0; i < skt_incident_set_count(r.incidents); i++) {
        if (!takes_parts(&r, i)) {
            continue;
        }
        const skt_incident *incident = skt_incident_set_at(r.incidents, i);
        const skt_incident_detail *d = skt_incident_set_detail(r.incidents, i);
        const skt_claim *lead = skt_claim_set_at(t->claims, incident->claims[0]);
        unsigned state = t->seed + (unsigned)i;
        skt_place place = {.name = SKT_LIT("Newtown"),
                           .country = d->country,
                           .node = SKT_NO_NODE,
                           .level = SKT_LEVEL_REGION,
                           .lat = lead->places[0].lat,
                           .lon = lead->places[0].lon,
                           .admin1 = SKT_LIT("XX.99")};
        if (d->extent == SKT_EXTENT_REGION) {
            place.admin1 = d->admin1;
            place.level = SKT_LEVEL_FACILITY;
        }
        skt_claim part = *lead;
        part.id = SKT_LIT("zz:0");
        part.report = part.doc = SKT_LIT("zz");
        /* hours that the ministry states tell that its night bulletin leaves them out */
        const bool hours = lead->window.precision == SKT_TIME_HOUR;
        part.source = skt_str_from(sources[night_random(&state, hours ? 3 : 4)]);
        part.places = &place;
        part.n_places = 1;
        part.n_other_places = 0;
        part.value = 1 + night_random(&state, (unsigned)incident->net);
        part.estimate = (skt_estimate){part.value, part.value, part.value};
        part.role = night_random(&state, 2) == 0 ? SKT_PART : SKT_SINGLE;
        part.part_of = SKT_STR_NONE;
        part.subset = part.added = part.superseded = false;
        part.attacker = incident->attacker;
        skt_claim_set *more = new_set();
        claims_copy(more, t->claims, NULL, true, NULL, 0);
        assert_int_equal(skt_claim_set_add(more, &part), SKT_OK);
        result with = work_out(t, more, SKT_BY_ALL);
        const skt_number before = sum_of_net(&r, incident->outcome, false);
        const skt_number after = sum_of_net(&with, incident->outcome, false);
        if (after > before) {
            skt_buf_format(&t->why, "%lld of %.*s's %lld by %.*s: %lld, before %lld; ",
                           (long long)part.value, SKT_FMT(lead->id), (long long)incident->net,
                           SKT_FMT(part.source), (long long)after, (long long)before);
        }
        dispose(&with);
        skt_claim_set_free(more);
    }
    dispose(&r);
}

/* ------------------------------------------------------------------- truth */

static const skt_row *find_row(const result *r, const char *code)
{
    for (size_t i = 0; i < skt_tally_count(r->tally); i++) {
        const skt_row *row = skt_tally_at(r->tally, i);
        if ((row->level == SKT_ROW_REGION && skt_str_is(row->admin1, code)) ||
            (row->level == SKT_ROW_SEA && skt_str_is(row->region, code + 4))) {
            return row;
        }
    }
    return NULL;
}

/* Where no report errs, the table is the truth, however often and in what parts it is told. */
static void the_truth_is_found(test *t)
{
    if (t->truth == NULL) {
        return;
    }
    result r = work_out(t, t->claims, SKT_BY_ALL);
    skt_number total = 0; /* of the drones that Ukraine sent */
    for (size_t i = 0; i < skt_incident_set_count(r.incidents); i++) {
        const skt_incident *incident = skt_incident_set_at(r.incidents, i);
        const bool its = skt_str_is(incident->attacker, "UA");
        total += its && incident->outcome == SKT_INTERCEPTED ? or_none(incident->net) : 0;
    }
    if (total != t->truth->total) {
        skt_buf_format(&t->why, "%lld of %lld in all; ", (long long)total,
                       (long long)t->truth->total);
    }
    for (size_t i = 0; i < NIGHT_REGIONS; i++) {
        const skt_row *row = find_row(&r, night_region(i));
        const skt_number best = row == NULL ? SKT_NULL : row->cells[SKT_INTERCEPTED].estimate.best;
        if (best != t->truth->region[i]) {
            skt_buf_format(&t->why, "%s: %lld of %lld; ", night_region(i), (long long)best,
                           (long long)t->truth->region[i]);
        }
    }
    dispose(&r);
}

/* ---------------------------------------------------------------- shrinking */

static bool holds(test *t, check *property, const skt_claim_set *claims)
{
    const skt_claim_set *whole = t->claims;
    t->claims = claims;
    skt_buf_clear(&t->why);
    if (skt_claim_set_count(claims) > 0) {
        property(t);
    }
    t->claims = whole;
    return t->why.len == 0;
}

static skt_claim_set *without(const skt_claim_set *set, size_t first, size_t n)
{
    skt_claim_set *fewer = new_set();
    for (size_t i = 0; i < skt_claim_set_count(set); i++) {
        if (i < first || i >= first + n) {
            assert_int_equal(skt_claim_set_add(fewer, skt_claim_set_at(set, i)), SKT_OK);
        }
    }
    return fewer;
}

/* Takes out runs of claims, then single ones, as long as the property stays broken. */
static skt_claim_set *shrink(test *t, check *property)
{
    skt_claim_set *small = without(t->claims, 0, 0);
    size_t before;
    do {
        before = skt_claim_set_count(small);
        for (size_t run = before / 2 + 1; run > 0; run /= 2) {
            for (size_t i = 0; i < skt_claim_set_count(small);) {
                skt_claim_set *fewer = without(small, i, run);
                const bool broken = !holds(t, property, fewer);
                skt_claim_set_free(broken ? small : fewer);
                small = broken ? fewer : small;
                i += broken ? 0 : run;
            }
        }
    } while (skt_claim_set_count(small) < before);
    return small;
}

/* Faultless sets, some with a few faults, some with many, some without rhyme or reason. */
static skt_claim_set *make_set(night_truth *truth, bool *faultless, unsigned seed)
{
    static const unsigned faults[] = {0, 4, 15, 40};
    *faultless = seed % 5 == 0;
    return seed % 5 == 4 ? claims_generate(seed) : night_make(truth, seed, faults[seed % 5]);
}

static void try_all(const fixture *f, check *property)
{
    for (unsigned seed = f->seed; seed < f->seed + f->count; seed++) {
        night_truth truth;
        bool faultless;
        skt_claim_set *claims = make_set(&truth, &faultless, seed);
        test t = {f, claims, faultless ? &truth : NULL, seed, SKT_BUF_INIT};
        if (!holds(&t, property, claims)) {
            skt_buf text = SKT_BUF_INIT;
            skt_claim_set *small = t.truth != NULL && property == the_truth_is_found
                                       ? without(claims, 0, 0)
                                       : shrink(&t, property);
            claims_print(&text, small);
            print_own(&text, &t, small, true);
            (void)holds(&t, property, small);
            (void)fprintf(stderr, "seed %u: %s\n%s", seed, t.why.ptr, text.ptr);
            fail();
        }
        skt_buf_dispose(&t.why);
        skt_claim_set_free(claims);
    }
}

#define PROPERTY(name)                                                                             \
    static void test_##name(void **state)                                                          \
    {                                                                                              \
        try_all(*state, name);                                                                     \
    }
PROPERTY(rows_add_up)
PROPERTY(numbers_are_in_order)
PROPERTY(parents_hold_their_parts)
PROPERTY(no_claim_is_lost)
PROPERTY(ids_are_unique)
PROPERTY(order_changes_nothing)
PROPERTY(the_same_again_changes_nothing)
PROPERTY(what_is_unrelated_changes_nothing)
PROPERTY(a_replica_adds_nothing)
PROPERTY(a_part_that_fits_adds_nothing)
PROPERTY(the_truth_is_found)

int main(int argc, char **argv)
{
    fixture f = {argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 1,
                 argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : SETS, NULL};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_rows_add_up, &f),
        cmocka_unit_test_prestate(test_numbers_are_in_order, &f),
        cmocka_unit_test_prestate(test_parents_hold_their_parts, &f),
        cmocka_unit_test_prestate(test_no_claim_is_lost, &f),
        cmocka_unit_test_prestate(test_ids_are_unique, &f),
        cmocka_unit_test_prestate(test_order_changes_nothing, &f),
        cmocka_unit_test_prestate(test_the_same_again_changes_nothing, &f),
        cmocka_unit_test_prestate(test_what_is_unrelated_changes_nothing, &f),
        cmocka_unit_test_prestate(test_a_replica_adds_nothing, &f),
        cmocka_unit_test_prestate(test_a_part_that_fits_adds_nothing, &f),
        cmocka_unit_test_prestate(test_the_truth_is_found, &f),
    };
    if (skt_issuers_open(&f.issuers, SKYTALLY_SOURCE_DIR "/gazetteer/issuers.tsv", NULL) !=
        SKT_OK) {
        (void)fprintf(stderr, "no table of issuers\n");
        return 1;
    }
    if (argc > 3) {
        cmocka_set_test_filter(argv[3]);
    }
    const int failed = cmocka_run_group_tests_name("properties of incidents", tests, NULL, NULL);
    skt_issuers_close(f.issuers);
    return failed;
}
