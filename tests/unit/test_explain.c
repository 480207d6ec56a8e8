/* Explanations: that they are the sum of the cell, that every claim is in one, and the reasons
 * given in cases. Usage: test_explain. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "built_data.h"
#include "claim_maker.h"
#include "core/str.h"
#include "explain/explain.h"
#include "night_maker.h"
#include "tally/tally.h"

enum { SETS = 400, MAX_CLAIMS = 8 };

static skt_claim_set *new_set(void)
{
    skt_claim_set *set;
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    return set;
}

/* --------------------------------------------------------------- properties */

static skt_estimate sum_of(const skt_told_cell *cell)
{
    skt_estimate sum = {SKT_NULL, SKT_NULL, SKT_NULL};
    bool open = false;
    for (size_t i = 0; i < cell->n_incidents; i++) {
        const skt_estimate *net = &cell->incidents[i].net;
        if (net->best == SKT_NULL) {
            continue;
        }
        const bool first = sum.best == SKT_NULL;
        sum.low = (first ? 0 : sum.low) + net->low;
        sum.best = (first ? 0 : sum.best) + net->best;
        open = open || net->high == SKT_NULL;
        sum.high = open ? SKT_NULL : (first ? 0 : sum.high) + net->high;
    }
    return sum;
}

static void assert_estimates(skt_estimate a, skt_estimate b)
{
    assert_int_equal(a.low, b.low);
    assert_int_equal(a.best, b.best);
    assert_int_equal(a.high, b.high);
}

static int by_number(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a;
    const size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The claims of its accounts are those of the incident, and one account stands. */
static void assert_accounts(const skt_incident_set *incidents, const skt_told_incident *told)
{
    const skt_incident *incident = skt_incident_set_at(incidents, told->incident);
    size_t *mine = calloc(incident->n_claims, sizeof *mine);
    size_t *its = calloc(incident->n_claims, sizeof *its);
    size_t n = 0;
    assert_true(told->n_accounts > 0);
    for (size_t i = 0; i < told->n_accounts; i++) {
        const skt_told_account *account = &told->accounts[i];
        assert_int_equal(account->step->ground == SKT_GROUND_STANDS, i == 0);
        assert_non_null(skt_ground_text(account->step->ground));
        for (size_t k = 0; k < account->n_claims; k++) {
            assert_true(n < incident->n_claims);
            mine[n++] = account->claims[k].claim;
        }
    }
    assert_int_equal(n, incident->n_claims);
    assert_int_equal(told->accounts[0].step->subject, incident->claims[0]);
    memcpy(its, incident->claims, n * sizeof *its);
    qsort(mine, n, sizeof *mine, by_number);
    qsort(its, n, sizeof *its, by_number);
    assert_memory_equal(mine, its, n * sizeof *its);
    free(mine);
    free(its);
}

static void assert_cells(const skt_claim_set *claims, const skt_incident_set *incidents, skt_by by)
{
    skt_tally *tally;
    skt_tally_options options = SKT_TALLY_OPTIONS_INIT;
    options.by = by;
    assert_int_equal(skt_tally_trace(&tally, incidents, NULL, &options), SKT_OK);
    for (size_t i = 0; i < skt_tally_count(tally); i++) {
        const skt_row *row = skt_tally_at(tally, i);
        const bool days = by == SKT_BY_DAY;
        if (days && row->date_from == SKT_NO_DAY) {
            continue; /* nothing at all has a day */
        }
        const skt_asked asked = {.level = row->level,
                                 .key = skt_tally_key(tally, i),
                                 .from = days ? row->date_from : SKT_NO_DAY,
                                 .to = days ? row->date_to : SKT_NO_DAY};
        skt_explanation e;
        assert_int_equal(skt_explain(&e, &asked, incidents, claims, NULL), SKT_OK);
        assert_int_equal(e.n_cells, SKT_OUTCOMES);
        for (size_t k = 0; k < e.n_cells; k++) {
            const skt_cell *cell = &row->cells[e.cells[k].outcome];
            assert_estimates(e.cells[k].cell.estimate, cell->estimate);
            assert_estimates(sum_of(&e.cells[k]), cell->estimate);
            assert_int_equal(e.cells[k].cell.not_placed, cell->not_placed);
            assert_true(e.cells[k].n_incidents + e.cells[k].n_gaps > 0);
            for (size_t n = 0; n < e.cells[k].n_incidents; n++) {
                assert_accounts(incidents, &e.cells[k].incidents[n]);
            }
        }
        skt_explanation_dispose(&e);
    }
    skt_tally_free(tally);
}

static void see_incident(bool *seen, const skt_told_incident *told)
{
    for (size_t i = 0; i < told->n_accounts; i++) {
        for (size_t k = 0; k < told->accounts[i].n_claims; k++) {
            seen[told->accounts[i].claims[k].claim] = true;
        }
    }
}

/* Every claim is in the explanation of the total, or left out of it for a reason. */
static void assert_reached(const skt_claim_set *claims, const skt_incident_set *incidents)
{
    const skt_asked asked = {.level = SKT_ROW_TOTAL, .from = SKT_NO_DAY, .to = SKT_NO_DAY};
    const size_t n = skt_claim_set_count(claims);
    bool *seen = calloc(n + 1, sizeof *seen);
    skt_explanation e;
    assert_int_equal(skt_explain(&e, &asked, incidents, claims, NULL), SKT_OK);
    for (size_t k = 0; k < e.n_cells; k++) {
        for (size_t i = 0; i < e.cells[k].n_incidents; i++) {
            see_incident(seen, &e.cells[k].incidents[i]);
        }
        for (size_t i = 0; i < e.cells[k].n_gaps; i++) {
            const skt_gap *gap = &e.cells[k].gaps[i];
            assert_non_null(skt_gap_text(gap->kind));
            if (gap->incident != NULL) {
                see_incident(seen, gap->incident);
            } else if (gap->claim != NULL) {
                seen[gap->claim->claim] = true;
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (!seen[i]) {
            print_message("%.*s is nowhere\n", SKT_FMT(skt_claim_set_at(claims, i)->id));
        }
        assert_true(seen[i]);
    }
    skt_explanation_dispose(&e);
    free(seen);
}

static void assert_explained(const skt_claim_set *claims)
{
    skt_incident_set *incidents;
    assert_int_equal(skt_reconcile(&incidents, claims, NULL, built.issuers, NULL), SKT_OK);
    assert_cells(claims, incidents, SKT_BY_ALL);
    assert_cells(claims, incidents, SKT_BY_DAY);
    assert_reached(claims, incidents);
    skt_incident_set_free(incidents);
}

static void test_generated(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= SETS; seed++) {
        skt_claim_set *claims = claims_generate(seed);
        skt_claim_set *twice = claims_shuffle(claims, seed, 2);
        assert_explained(claims);
        assert_explained(twice);
        skt_claim_set_free(twice);
        skt_claim_set_free(claims);
    }
}

/* Nights as they are reported, some of them with faults. */
static void test_made_nights(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= SETS; seed++) {
        night_truth truth;
        skt_claim_set *claims = night_make(&truth, seed, seed % 4 * 10);
        assert_explained(claims);
        skt_claim_set_free(claims);
    }
}

/* The claims of the corpus file `path`, added to `claims`. */
static void read_into(skt_claim_set *claims, const char *path)
{
    skt_ingest *ingest;
    skt_diag *diag;
    const skt_report *report = NULL;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_ingest_new(&ingest, &path, 1, NULL, diag), SKT_OK);
    do {
        assert_int_equal(skt_ingest_next(&report, ingest), SKT_OK);
        if (report != NULL) {
            assert_int_equal(
                skt_extract(claims, report, built.gazetteer, built.lexicon, built.issuers, diag),
                SKT_OK);
        }
    } while (report != NULL);
    skt_ingest_free(ingest);
    skt_diag_free(diag);
}

/* Every report by itself, and all of them as one input. */
static void test_corpus(void **state)
{
    (void)state;
    glob_t found;
    skt_claim_set *all = new_set();
    assert_int_equal(glob(SKYTALLY_CORPUS_DIR "/*-*.txt", 0, NULL, &found), 0);
    assert_true(found.gl_pathc > 300);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        skt_claim_set *claims = new_set();
        read_into(claims, found.gl_pathv[i]);
        assert_explained(claims);
        assert_int_equal(skt_claim_set_move(all, claims), SKT_OK);
        skt_claim_set_free(claims);
    }
    assert_explained(all);
    skt_claim_set_free(all);
    globfree(&found);
}

/* The groups of reports on one night. */
static void test_nights(void **state)
{
    (void)state;
    json_t *nights = json_load_file(SKYTALLY_CORPUS_DIR "/nights.json", 0, NULL);
    json_t *group;
    json_t *name;
    size_t i;
    size_t k;
    assert_non_null(nights);
    json_array_foreach(json_object_get(nights, "groups"), i, group)
    {
        skt_claim_set *claims = new_set();
        json_array_foreach(json_object_get(group, "reports"), k, name)
        {
            char path[512];
            (void)snprintf(path, sizeof path, "%s/%s.txt", SKYTALLY_CORPUS_DIR,
                           json_string_value(name));
            read_into(claims, path);
        }
        assert_explained(claims);
        skt_claim_set_free(claims);
    }
    json_decref(nights);
}

/* ------------------------------------------------------------------ writing */

static void write_total(skt_buf *text, skt_buf *json, const skt_claim_set *claims)
{
    const skt_asked asked = {.level = SKT_ROW_TOTAL, .from = SKT_NO_DAY, .to = SKT_NO_DAY};
    skt_incident_set *incidents;
    skt_explanation e;
    assert_int_equal(skt_reconcile(&incidents, claims, NULL, built.issuers, NULL), SKT_OK);
    assert_int_equal(skt_explain(&e, &asked, incidents, claims, NULL), SKT_OK);
    assert_int_equal(skt_explain_text(text, &e), SKT_OK);
    assert_int_equal(skt_explain_json(json, &e), SKT_OK);
    skt_explanation_dispose(&e);
    skt_incident_set_free(incidents);
}

/* Claims in another order give the same bytes. */
static void test_order(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= SETS / 4; seed++) {
        skt_claim_set *claims = claims_generate(seed);
        skt_claim_set *other = claims_shuffle(claims, seed + 7, 1);
        skt_buf text[2] = {SKT_BUF_INIT, SKT_BUF_INIT};
        skt_buf json[2] = {SKT_BUF_INIT, SKT_BUF_INIT};
        write_total(&text[0], &json[0], claims);
        write_total(&text[1], &json[1], other);
        assert_string_equal(text[0].ptr, text[1].ptr);
        assert_string_equal(json[0].ptr, json[1].ptr);
        json_t *read = json_loads(json[0].ptr, 0, NULL);
        assert_int_equal(json_array_size(json_object_get(read, "cells")), SKT_OUTCOMES);
        json_decref(read);
        for (size_t i = 0; i < 2; i++) {
            skt_buf_dispose(&text[i]);
            skt_buf_dispose(&json[i]);
        }
        skt_claim_set_free(other);
        skt_claim_set_free(claims);
    }
}

/* -------------------------------------------------------------------- cases */

#define MOD "Russia's Defence Ministry"
#define GOV "the governor"
#define DAY "2025-03-11"
#define DOWN SKT_INTERCEPTED

/* What is asked of claims on one night, and the grounds that are given: "NET step step: account
 * claim claim; account", incidents and gaps behind '|'. */
typedef struct why_case {
    const char *name;
    made_claim claims[MAX_CLAIMS];
    const char *words[3];
    const char *grounds;
} why_case;

static const char *const names[SKT_GROUNDS] = {
    "unnumbered", "whole",       "summed",  "more",    "inner",     "subset",     "replaced",
    "outdone",    "copy",        "stands",  "same",    "no-number", "superseded", "restated",
    "limit",      "farther",     "inexact", "earlier", "thinner",   "smaller",    "order",
    "window",     "windows-sum", "overlap", "in-day",  "replica",   "evening",    "added-window",
    "inside",     "inside-open", "raises",  "raised",  "no-room",   "uncounted",  "absorbed",
    "crosses",    "beside",      "moved"};

static const why_case WHYS[] = {
    {"parts are added",
     {{"a", MOD, "RU.41", DAY, DOWN, 38, .method = SKT_METHOD_KINETIC},
      {"a", MOD, "RU.41", DAY, DOWN, 3, .method = SKT_METHOD_ELECTRONIC}},
     {"RU.41", DAY, "intercepted"},
     "| 41: stands summed summed"},
    {"a whole, its part and what comes on top",
     {{"a", GOV, "RU.10", DAY, DOWN, 31, .window = "night", .role = SKT_TOTAL},
      {"a", GOV, "RU.10", DAY, DOWN, 12, .role = SKT_PART, .part_of = "a:0"},
      {"a", GOV, "RU.10", DAY, DOWN, 9, .window = "13-14", .added = true}},
     {"RU.10", DAY, "intercepted"},
     "| 40: stands more whole inner"},
    {"the nearer body stands, the same number corroborates",
     {{"a", MOD, "RU.41", DAY, DOWN, 14, .bound = SKT_EXACT},
      {"b", GOV, "RU.41", DAY, DOWN, 16, .bound = SKT_EXACT},
      {"c", MOD, "RU.41", DAY, DOWN, 14, .bound = SKT_EXACT}},
     {"RU.41", DAY, "intercepted"},
     "| 14: stands; farther; same"},
    {"a round restatement, and one without a number",
     {{"a", MOD, "RU.41", DAY, DOWN, 14, .bound = SKT_EXACT},
      {"b", "media", "RU.41", DAY, DOWN, 15, .bound = SKT_ABOUT},
      {"c", "media", "RU.41", DAY, DOWN, SKT_NULL, .bound = SKT_VAGUE}},
     {"RU.41", DAY, "intercepted"},
     "| 14: stands; restated; no-number"},
    {"windows that come to more than the whole night",
     {{"a", MOD, "RU.41", DAY, DOWN, 7, .window = "20-22"},
      {"a", MOD, "RU.41", DAY, DOWN, 5, .window = "22-23"},
      {"b", GOV, "RU.41", "2025-03-12", DOWN, 9, .window = "night"}},
     {"RU.41", "2025-03-11..2025-03-12", "intercepted"},
     "| 7 added-window: stands evening; windows-sum| 5 added-window: stands evening"},
    {"what is left of the country's figure",
     {{"a", MOD, "RU", DAY, DOWN, 158, .role = SKT_TOTAL},
      {"a", MOD, "RU.41", DAY, DOWN, 46, .role = SKT_PART, .part_of = "a:0"},
      {"a", MOD, "RU.10", DAY, DOWN, 34, .role = SKT_PART, .part_of = "a:0"}},
     {"RU", DAY, "intercepted"},
     "| 78: stands| 34 inside: stands| 46 inside: stands"},
    {"parts that raise the whole, and one that does not fit",
     {{"a", MOD, "RU", DAY, DOWN, 30, .bound = SKT_AT_LEAST},
      {"a", MOD, "RU.41", DAY, DOWN, 25, .bound = SKT_EXACT},
      {"a", MOD, "RU.10", DAY, DOWN, 15, .bound = SKT_EXACT}},
     {"RU", DAY, "intercepted"},
     "| 0 raised: stands| 15 raises: stands| 25 inside: stands"},
    {"one that does not fit",
     {{"a", MOD, "RU", DAY, DOWN, 30, .bound = SKT_EXACT},
      {"a", "media", "RU.41", DAY, DOWN, 40, .bound = SKT_EXACT}},
     {"RU.41", DAY, "intercepted"},
     "| 0 no-room: stands"},
    {"downed on the way",
     {{"a", "the mayor of Moscow", "RU.48", DAY, DOWN, 5, .approach = true},
      {"b", MOD, "RU.47", DAY, DOWN, 9, .bound = SKT_EXACT}},
     {"RU.48", DAY, "intercepted"},
     "| gap absorbed"},
    {"one number for several areas",
     {{"a", MOD, "RU.10+RU.41", DAY, DOWN, 36, .bound = SKT_EXACT}},
     {"RU.41", DAY, "intercepted"},
     "| gap set"},
    {"a part of what the country has may lie there",
     {{"a", MOD, "RU", DAY, DOWN, 36, .bound = SKT_EXACT}},
     {"RU.41", DAY, "intercepted"},
     "| gap country"},
    {"other days and other outcomes",
     {{"a", MOD, "RU.41", DAY, DOWN, 36, .bound = SKT_EXACT},
      {"a", MOD, "RU.41", "2025-03-10", SKT_LOST, 3, .bound = SKT_EXACT}},
     {"RU.41", DAY, "lost"},
     "| gap other_day| gap other_outcome"},
    {"nothing",
     {{"a", MOD, "RU.41", DAY, DOWN, 36, .bound = SKT_EXACT}},
     {"RU.10", DAY, "lost"},
     "| gap no_report"},
    {"the other direction",
     {{"a", "Ukraine's Air Force", "RU.41", DAY, DOWN, 3, .attacker = "RU"}},
     {"RU", DAY, "intercepted"},
     "| gap other_side"},
    {"sets that cross",
     {{"a", MOD, "RU.10+RU.41", DAY, DOWN, 20, .bound = SKT_EXACT},
      {"b", MOD, "RU.41+RU.09", DAY, DOWN, 8, .bound = SKT_EXACT}},
     {"total", DAY, "intercepted"},
     "| 0 crosses: stands| 20: stands"},
    {"a report that repeats another",
     {{"a", MOD, "RU.41", DAY, DOWN, 36, .bound = SKT_EXACT, .url = "https://a.example/1"},
      {"b", MOD, "RU.41", DAY, DOWN, 36, .bound = SKT_EXACT, .url = "https://a.example/1"}},
     {"RU.41", DAY, "intercepted"},
     "| 36: stands whole copy"},
    {"replaced by its issuer",
     {{"a", MOD, "RU.41", DAY, DOWN, 36, .superseded = true},
      {"b", MOD, "RU.41", DAY, DOWN, 40, .bound = SKT_EXACT}},
     {"RU.41", DAY, "intercepted"},
     "| 40: stands; superseded"},
};

static void add_told(skt_buf *out, const skt_told_incident *told)
{
    skt_buf_format(out, "| %lld", (long long)told->net.best);
    for (size_t i = 0; i < told->n_steps; i++) {
        skt_buf_format(out, " %s", names[told->steps[i].ground]);
    }
    skt_buf_add_char(out, ':');
    for (size_t i = 0; i < told->n_accounts; i++) {
        const skt_told_account *account = &told->accounts[i];
        skt_buf_format(out, "%s %s", i == 0 ? "" : ";", names[account->step->ground]);
        for (size_t k = 0; k < account->n_notes; k++) {
            skt_buf_format(out, " %s", names[account->notes[k].ground]);
        }
        for (size_t k = 0; k < account->n_claims; k++) {
            if (account->claims[k].step != NULL) {
                skt_buf_format(out, " %s", names[account->claims[k].step->ground]);
            }
        }
    }
}

static void test_grounds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof WHYS / sizeof *WHYS; i++) {
        const why_case *why = &WHYS[i];
        skt_claim_set *claims = new_set();
        skt_incident_set *incidents;
        skt_arena arena = SKT_ARENA_INIT;
        skt_buf out = SKT_BUF_INIT;
        skt_asked asked;
        skt_explanation e;
        for (size_t k = 0; k < MAX_CLAIMS && why->claims[k].report != NULL; k++) {
            claim_make(claims, &why->claims[k]);
        }
        assert_int_equal(skt_asked_read(&asked, why->words, 3, built.gazetteer, &arena, &out), 3);
        assert_int_equal(skt_reconcile(&incidents, claims, NULL, built.issuers, NULL), SKT_OK);
        assert_int_equal(skt_explain(&e, &asked, incidents, claims, built.gazetteer), SKT_OK);
        for (size_t k = 0; k < e.cells[0].n_incidents; k++) {
            add_told(&out, &e.cells[0].incidents[k]);
        }
        for (size_t k = 0; k < e.cells[0].n_gaps; k++) {
            skt_buf_format(&out, "| gap %s", skt_gap_name(e.cells[0].gaps[k].kind));
        }
        if (!skt_str_is(skt_buf_str(&out), why->grounds)) {
            print_message("%s:\n  %s\nand not\n  %s\n", why->name, out.ptr, why->grounds);
        }
        assert_string_equal(out.ptr, why->grounds);
        skt_explanation_dispose(&e);
        skt_incident_set_free(incidents);
        skt_buf_dispose(&out);
        skt_arena_dispose(&arena);
        skt_claim_set_free(claims);
    }
}

/* Words of a cell: what they are read as, "LEVEL KEY FROM TO MASK, words taken". */
typedef struct asked_case {
    const char *words[4];
    const char *read;
} asked_case;

static const asked_case ASKED[] = {
    {{"RU.41", "2024-09-01", "intercepted", "x"}, "region RU.41 2024-09-01 2024-09-01 2, 3"},
    {{"RU.41", "intercepted,lost", "2024-09", "x"}, "region RU.41 2024-09-01 2024-09-30 6, 3"},
    {{"RU-KRS", "2024", "x", "2024"}, "region RU.41 2024-01-01 2024-12-31 0, 2"},
    {{"Kursk region", "x"}, "region RU.41   0, 1"},
    {{"Lgov", "2024-02..2024-03-05", "x"}, "region RU.41 2024-02-01 2024-03-05 0, 2"},
    {{"RU", "..2024", "x"}, "country RU  2024-12-31 0, 2"},
    {{"Russia", "2024-12..", "x"}, "country RU 2024-12-01  0, 2"},
    {{"sea:black sea", "x"}, "sea Black Sea   0, 1"},
    {{"the Black Sea", "x"}, "sea Black Sea   0, 1"},
    {{"RU.41+RU.10", "x"}, "set RU.10+RU.41   0, 1"},
    {{"RU.48+Moscow region", "x"}, "set RU.47+RU.48   0, 1"},
    {{"total", "x", "sighted"}, "total    0, 1"},
    {{"Isfahan", "2023-01-28", "x"}, "region IR.28 2023-01-28 2023-01-28 0, 2"},
    {{"Punjab", "x"}, "PK.04 IN.23"},
    {{"Springfield", "x"}, "US.IL US.MO"},
    {{"XX.99", "x"}, "no area of that code or name"},
    {{"RU.41", "2024-13", "x"}, "region RU.41   0, 1"},
    {{"RU.41", "2024-02-30", "x"}, "region RU.41   0, 1"},
};

static void test_asked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED; i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_buf out = SKT_BUF_INIT;
        skt_buf complaint = SKT_BUF_INIT;
        skt_asked asked;
        size_t n_words = 0;
        while (n_words < 4 && ASKED[i].words[n_words] != NULL) {
            n_words++;
        }
        const size_t n =
            skt_asked_read(&asked, ASKED[i].words, n_words, built.gazetteer, &arena, &complaint);
        if (n == 0) {
            /* Every word of what is expected stands in the complaint. */
            skt_str rest = skt_str_from(ASKED[i].read);
            skt_str word;
            while (skt_str_split(&word, &rest, ' ')) {
                if (skt_str_find(skt_buf_str(&complaint), word, 0) == SIZE_MAX) {
                    fail_msg("%.*s is not in: %s", SKT_FMT(word), complaint.ptr);
                }
            }
        } else {
            char from[11];
            char to[11];
            skt_day_format(from, asked.from);
            skt_day_format(to, asked.to);
            skt_buf_format(&out, "%s %.*s %s %s %u, %zu", skt_row_level_name(asked.level),
                           SKT_FMT(asked.key), from, to, asked.outcomes, n);
            assert_string_equal(out.ptr, ASKED[i].read);
        }
        skt_buf_dispose(&out);
        skt_buf_dispose(&complaint);
        skt_arena_dispose(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_generated), cmocka_unit_test(test_made_nights),
        cmocka_unit_test(test_corpus),    cmocka_unit_test(test_nights),
        cmocka_unit_test(test_order),     cmocka_unit_test(test_grounds),
        cmocka_unit_test(test_asked),
    };
    return cmocka_run_group_tests(tests, built_data_open, built_data_close);
}
