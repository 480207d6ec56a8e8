/* The table: rows that add up, subtotals, cuts. Usage: test_tally [_ [GAZETTEER_DIR]]. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "claim_maker.h"
#include "core/str.h"

#ifndef SKYTALLY_SOURCE_DIR
#define SKYTALLY_SOURCE_DIR "."
#endif

enum { SETS = 2000 };

#define MOD "Russia's Defence Ministry"
#define DAY "2025-08-07"

typedef struct made_tally {
    skt_incident_set *incidents;
    skt_tally *tally;
} made_tally;

static made_tally tally_of(void **state, const skt_claim_set *claims,
                           const skt_tally_options *options)
{
    made_tally made;
    assert_int_equal(skt_reconcile(&made.incidents, claims, NULL, *state, NULL), SKT_OK);
    assert_int_equal(skt_tally_build(&made.tally, made.incidents, claims, NULL, options, NULL),
                     SKT_OK);
    return made;
}

static void drop(made_tally made)
{
    skt_tally_free(made.tally);
    skt_incident_set_free(made.incidents);
}

static skt_number or_zero(skt_number number)
{
    return number == SKT_NULL ? 0 : number;
}

static const skt_row *row_of(const skt_tally *tally, skt_row_level level, const char *code)
{
    for (size_t i = 0; i < skt_tally_count(tally); i++) {
        const skt_row *row = skt_tally_at(tally, i);
        const skt_str its = level == SKT_ROW_COUNTRY ? row->iso_a2
                            : level == SKT_ROW_SEA   ? row->region
                                                     : row->admin1;
        if (row->level == level && skt_str_is(its, code)) {
            return row;
        }
    }
    return NULL;
}

static skt_claim_set *new_set(void)
{
    skt_claim_set *set;
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    return set;
}

/* Regions, seas and sets of a period with what is not placed are its total; those
 * of a country with what is not placed or elsewhere are the country's row. */
static void assert_rows_add_up(const skt_tally *tally, size_t from, size_t end, size_t outcome)
{
    skt_number placed = 0;
    for (size_t i = from; i < end; i++) {
        const skt_row *row = skt_tally_at(tally, i);
        const skt_cell *cell = &row->cells[outcome];
        if (row->level < SKT_ROW_COUNTRY) {
            placed += or_zero(cell->estimate.best);
        } else if (row->level == SKT_ROW_TOTAL) {
            assert_int_equal(placed + or_zero(cell->not_placed), or_zero(cell->estimate.best));
        } else {
            skt_number own = or_zero(cell->not_placed) + or_zero(cell->elsewhere);
            for (size_t k = from; k < end; k++) {
                const skt_row *part = skt_tally_at(tally, k);
                if (part->level < SKT_ROW_COUNTRY && skt_str_eq(part->iso_a2, row->iso_a2)) {
                    own += or_zero(part->cells[outcome].estimate.best);
                }
            }
            /* Drones of the other direction stand in the region's row only. */
            assert_true(own >= or_zero(cell->estimate.best));
        }
        const skt_estimate e = cell->estimate;
        assert_true(e.best == SKT_NULL || (e.low != SKT_NULL && e.low <= e.best));
        assert_true(e.best == SKT_NULL || e.high == SKT_NULL || e.best <= e.high);
    }
}

static void rows_add_up(void **state)
{
    for (unsigned seed = 0; seed < SETS; seed++) {
        skt_claim_set *claims = claims_generate(seed);
        static const char *const countries[] = {NULL, NULL, "RU", "UA"};
        static const char *const attackers[] = {NULL, NULL, NULL, "UA", "RU"};
        const skt_day pivot = skt_day_parse(SKT_LIT("2025-03-11"));
        const skt_tally_options options = {.size = sizeof options,
                                           .by = (skt_by)(seed % 5),
                                           .from = seed % 7 == 0 ? pivot : SKT_NO_DAY,
                                           .to = seed % 11 == 0 ? pivot : SKT_NO_DAY,
                                           .outcomes = seed % 13 == 0 ? 1u << (seed % 4) : 0,
                                           .country = countries[seed / 5 % 4],
                                           .attacker = attackers[seed / 20 % 5],
                                           .fill = seed % 3 == 0};
        const made_tally made = tally_of(state, claims, &options);
        const size_t n = skt_tally_count(made.tally);
        for (size_t from = 0; from < n;) {
            size_t end = from;
            while (skt_tally_at(made.tally, end)->level != SKT_ROW_TOTAL) {
                end++;
            }
            end++;
            for (size_t o = 0; o < SKT_OUTCOMES; o++) {
                assert_rows_add_up(made.tally, from, end, o);
            }
            from = end;
        }
        assert_int_equal(skt_tally_at(made.tally, n - 1)->level, SKT_ROW_TOTAL);
        drop(made);
        skt_claim_set_free(claims);
    }
}

static void days_come_to_the_whole(void **state)
{
    for (unsigned seed = 0; seed < SETS; seed++) {
        skt_claim_set *claims = claims_generate(seed);
        const skt_tally_options by_day = {
            .size = sizeof by_day, .by = SKT_BY_DAY, .from = SKT_NO_DAY, .to = SKT_NO_DAY};
        const skt_tally_options whole = {
            .size = sizeof whole, .by = SKT_BY_ALL, .from = 0, .to = SKT_NO_DAY};
        const made_tally days = tally_of(state, claims, &by_day);
        const made_tally all = tally_of(state, claims, &whole);
        const skt_row *total = skt_tally_at(all.tally, skt_tally_count(all.tally) - 1);
        for (size_t o = 0; o < SKT_OUTCOMES; o++) {
            skt_number sum = 0;
            for (size_t i = 0; i < skt_tally_count(days.tally); i++) {
                const skt_row *row = skt_tally_at(days.tally, i);
                sum += row->level == SKT_ROW_TOTAL ? or_zero(row->cells[o].estimate.best) : 0;
            }
            assert_int_equal(sum, or_zero(total->cells[o].estimate.best));
        }
        drop(days);
        drop(all);
        skt_claim_set_free(claims);
    }
}

/* A ministry's total with Crimea, a sea and regions in it, told in part. */
static skt_claim_set *ministry_night(void)
{
    static const made_claim claims[] = {
        {"a", MOD, "RU", DAY, SKT_INTERCEPTED, 82, .bound = SKT_EXACT, .role = SKT_TOTAL},
        {"a", MOD, "sea:Black Sea", DAY, SKT_INTERCEPTED, 8, .bound = SKT_EXACT, .role = SKT_PART},
        {"a", MOD, "UA.11", DAY, SKT_INTERCEPTED, 11, .bound = SKT_EXACT, .role = SKT_PART},
        {"a", MOD, "RU.61", DAY, SKT_INTERCEPTED, 10, .bound = SKT_EXACT, .role = SKT_PART},
        {"a", MOD, "RU.38+RU.84", DAY, SKT_INTERCEPTED, 16, .bound = SKT_EXACT, .role = SKT_PART},
        {"a", "the governor", "RU.84", DAY, SKT_IMPACTED, SKT_NULL, .bound = SKT_VAGUE},
        {"b", "Ukraine's air force", "UA", DAY, SKT_INTERCEPTED, 30, .bound = SKT_EXACT,
         .role = SKT_SINGLE},
    };
    skt_claim_set *set = new_set();
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        claim_make(set, &claims[i]);
    }
    return set;
}

static void countries_are_subtotals(void **state)
{
    skt_claim_set *claims = ministry_night();
    const made_tally made = tally_of(state, claims, NULL);
    const skt_row *ru = row_of(made.tally, SKT_ROW_COUNTRY, "RU");
    const skt_row *ua = row_of(made.tally, SKT_ROW_COUNTRY, "UA");
    const skt_row *crimea = row_of(made.tally, SKT_ROW_REGION, "UA.11");
    const skt_row *sea = row_of(made.tally, SKT_ROW_SEA, "Black Sea");
    const skt_row *set = row_of(made.tally, SKT_ROW_SET, "RU.38+RU.84");
    const skt_row *hit = row_of(made.tally, SKT_ROW_REGION, "RU.84");
    const skt_row *total = skt_tally_at(made.tally, skt_tally_count(made.tally) - 1);
    assert_true(ru != NULL && ua != NULL && crimea != NULL && sea != NULL && set != NULL &&
                hit != NULL);
    assert_int_equal(ru->cells[SKT_INTERCEPTED].estimate.best, 82);
    assert_int_equal(ru->cells[SKT_INTERCEPTED].elsewhere, 19);
    assert_int_equal(ru->cells[SKT_INTERCEPTED].not_placed, 37);
    assert_int_equal(ua->cells[SKT_INTERCEPTED].estimate.best, 30);
    assert_int_equal(crimea->cells[SKT_INTERCEPTED].estimate.best, 11);
    assert_int_equal(sea->cells[SKT_INTERCEPTED].estimate.best, 8);
    assert_int_equal(set->cells[SKT_INTERCEPTED].estimate.best, 16);
    assert_true(skt_str_is(set->iso_a2, "RU"));
    assert_int_equal(total->cells[SKT_INTERCEPTED].estimate.best, 112);
    assert_int_equal(total->cells[SKT_INTERCEPTED].not_placed, 67);
    assert_true(hit->cells[SKT_IMPACTED].unnumbered);
    assert_int_equal(hit->cells[SKT_IMPACTED].estimate.best, SKT_NULL);
    assert_true(total->cells[SKT_IMPACTED].unnumbered);
    assert_int_equal(hit->cells[SKT_INTERCEPTED].estimate.best, SKT_NULL);
    assert_int_equal(total->reports, 2);
    assert_int_equal(total->level, SKT_ROW_TOTAL);
    assert_true(isnan(crimea->area_km2));
    drop(made);
    skt_claim_set_free(claims);
}

static void cuts(void **state)
{
    skt_claim_set *claims = ministry_night();
    const skt_day day = skt_day_parse(SKT_LIT(DAY));
    enum { SIZE = sizeof(skt_tally_options) };
    const struct {
        skt_tally_options options;
        skt_number intercepted;
    } cases[] = {
        {{SIZE, SKT_BY_ALL, day, day, 0, NULL, NULL, false, NULL}, 112},
        {{SIZE, SKT_BY_ALL, day + 1, SKT_NO_DAY, 0, NULL, NULL, false, NULL}, SKT_NULL},
        {{SIZE, SKT_BY_ALL, SKT_NO_DAY, day - 1, 0, NULL, NULL, false, NULL}, SKT_NULL},
        {{SIZE, SKT_BY_MONTH, SKT_NO_DAY, SKT_NO_DAY, 0, NULL, NULL, false, NULL}, 112},
        {{SIZE, SKT_BY_ALL, SKT_NO_DAY, SKT_NO_DAY, 1u << SKT_IMPACTED, NULL, NULL, false, NULL},
         SKT_NULL},
        {{SIZE, SKT_BY_ALL, SKT_NO_DAY, SKT_NO_DAY, 0, "RU", NULL, false, NULL}, 82},
        {{SIZE, SKT_BY_ALL, SKT_NO_DAY, SKT_NO_DAY, 0, NULL, "RU", false, NULL}, 30},
        {{SIZE, SKT_BY_ALL, SKT_NO_DAY, SKT_NO_DAY, 0, NULL, "UA", false, NULL}, 82},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const made_tally made = tally_of(state, claims, &cases[i].options);
        const skt_row *total = skt_tally_at(made.tally, skt_tally_count(made.tally) - 1);
        assert_int_equal(total->level, SKT_ROW_TOTAL);
        assert_int_equal(total->cells[SKT_INTERCEPTED].estimate.best, cases[i].intercepted);
        drop(made);
    }
    skt_claim_set_free(claims);
}

static void no_claims_are_a_total_alone(void **state)
{
    skt_claim_set *claims = new_set();
    const made_tally made = tally_of(state, claims, NULL);
    assert_int_equal(skt_tally_count(made.tally), 1);
    assert_int_equal(skt_tally_at(made.tally, 0)->cells[SKT_LOST].estimate.best, SKT_NULL);
    drop(made);
    skt_claim_set_free(claims);
}

int main(int argc, char **argv)
{
    char path[512];
    void *issuers;
    skt_issuers *opened;
    (void)snprintf(path, sizeof path, "%s/issuers.tsv",
                   argc > 2 ? argv[2] : SKYTALLY_SOURCE_DIR "/gazetteer");
    if (skt_issuers_open(&opened, path, NULL) != SKT_OK) {
        (void)fprintf(stderr, "no table of issuers at %s\n", path);
        return 1;
    }
    issuers = opened;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(rows_add_up, issuers),
        cmocka_unit_test_prestate(days_come_to_the_whole, issuers),
        cmocka_unit_test_prestate(countries_are_subtotals, issuers),
        cmocka_unit_test_prestate(cuts, issuers),
        cmocka_unit_test_prestate(no_claims_are_a_total_alone, issuers),
    };
    const int failed = cmocka_run_group_tests_name("tally", tests, NULL, NULL);
    skt_issuers_close(opened);
    return failed;
}
