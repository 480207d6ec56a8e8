/* Reconciling: rules by cases, gold by the corpus, and properties of sets that a
 * generator makes. Usage: test_incidents [CORPUS_DIR [GAZETTEER_DIR]]. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "claim_maker.h"
#include "core/str.h"
#include "gold_reader.h"
#include "incidents/incidents.h"
#include "tally/tally.h"

#ifndef SKYTALLY_CORPUS_DIR
#define SKYTALLY_CORPUS_DIR "tests/corpus"
#endif
#ifndef SKYTALLY_SOURCE_DIR
#define SKYTALLY_SOURCE_DIR "."
#endif

enum { SETS = 3000, MAX_CLAIMS = 8 };

typedef struct fixture {
    const char *corpus, *gazetteer;
    skt_issuers *issuers;
} fixture;

static int open_issuers(void **state)
{
    fixture *f = *state;
    char path[512];
    (void)snprintf(path, sizeof path, "%s/issuers.tsv", f->gazetteer);
    return skt_issuers_open(&f->issuers, path, NULL) == SKT_OK ? 0 : -1;
}

static int close_issuers(void **state)
{
    skt_issuers_close(((fixture *)*state)->issuers);
    return 0;
}

static skt_incident_set *reconcile(const fixture *f, const skt_claim_set *claims)
{
    skt_incident_set *incidents;
    assert_int_equal(skt_reconcile(&incidents, claims, NULL, f->issuers, NULL), SKT_OK);
    return incidents;
}

/* ------------------------------------------------------------------- cases */

/* Claims on one night and what they come to: "AREA OUTCOME VALUE; ...", some with "= " and the
 * sum of net. */
typedef struct rule_case {
    const char *name;
    made_claim claims[MAX_CLAIMS];
    const char *figures;
} rule_case;

#define MOD "Russia's Defence Ministry"
#define DAY "2025-03-11"
#define DOWN SKT_INTERCEPTED

static const rule_case CASES[] = {
    {"another method is added",
     {{"a", MOD, "RU.41", DAY, DOWN, 38, .method = SKT_METHOD_KINETIC},
      {"a", MOD, "RU.41", DAY, DOWN, 3, .method = SKT_METHOD_ELECTRONIC}},
     "RU.41 intercepted 41; "},
    {"of each method the standing figure",
     {{"a", MOD, "RU.73", DAY, DOWN, 1, .bound = SKT_EXACT, .method = SKT_METHOD_KINETIC},
      {"a", MOD, "RU.73", DAY, DOWN, 3, .bound = SKT_EXACT, .method = SKT_METHOD_KINETIC},
      {"a", MOD, "RU.73", DAY, DOWN, 3, .bound = SKT_EXACT, .method = SKT_METHOD_ELECTRONIC}},
     "RU.73 intercepted 6; "},
    {"two of them, at a place of their own",
     {{"a", MOD, "RU", DAY, DOWN, 53, .bound = SKT_EXACT, .role = SKT_TOTAL},
      {"a", MOD, "RU.48", DAY, DOWN, 12, .bound = SKT_EXACT, .role = SKT_PART, .part_of = "a:0",
       .subset = true}},
     "RU intercepted 53; RU.48 intercepted 12; "},
    {"fates beyond what was launched lie in one another",
     {{"a", "the mayor", "RU.73", DAY, SKT_LAUNCHED, 8, .bound = SKT_EXACT, .role = SKT_TOTAL},
      {"a", "the mayor", "RU.73", DAY, SKT_IMPACTED, 6, .bound = SKT_EXACT, .role = SKT_PART,
       .part_of = "a:0"},
      {"a", "the mayor", "RU.73", DAY, SKT_IMPACTED, 2, .bound = SKT_EXACT, .role = SKT_PART,
       .part_of = "a:0"},
      {"a", "the mayor", "RU.73", DAY, SKT_IMPACTED, 1, .bound = SKT_EXACT, .role = SKT_PART,
       .part_of = "a:0"},
      {"a", "the mayor", "RU.73", DAY, DOWN, 1, .bound = SKT_EXACT, .role = SKT_PART,
       .part_of = "a:0"}},
     "RU.73 launched 8; RU.73 intercepted 1; RU.73 impacted 7; "},
    {"a whole day contains its evening",
     {{"a", MOD, "RU", DAY, DOWN, 96, .bound = SKT_EXACT, .window = "day"},
      {"a", MOD, "RU", DAY, DOWN, 70, .bound = SKT_EXACT, .window = "7-10"},
      {"a", MOD, "RU", DAY, DOWN, 3, .bound = SKT_EXACT, .window = "21-23"}},
     "RU intercepted 96; "},
    {"further figures are added to the one before",
     {{"a", "the governor", "RU.10", DAY, DOWN, 31, .window = "night"},
      {"a", "the governor", "RU.10", DAY, DOWN, 9, .window = "13-14", .added = true},
      {"a", "the governor", "RU.10", DAY, DOWN, 6, .window = "16-17", .added = true}},
     "RU.10 intercepted 46; "},
    {"further figures that a later whole contains",
     {{"a", "the mayor", "RU.48", DAY, DOWN, 3, .bound = SKT_EXACT},
      {"a", "the mayor", "RU.48", DAY, DOWN, 4, .added = true},
      {"a", "the mayor", "RU.48", DAY, DOWN, 2, .added = true},
      {"a", "the mayor", "RU.48", DAY, DOWN, 9, .bound = SKT_EXACT}},
     "RU.48 intercepted 9; "},
    {"further figures and a smaller whole",
     {{"a", "the mayor", "RU.48", DAY, DOWN, 7, .bound = SKT_EXACT},
      {"a", "the mayor", "RU.48", DAY, DOWN, 2, .added = true},
      {"a", "the mayor", "RU.48", DAY, DOWN, 8, .bound = SKT_EXACT}},
     "RU.48 intercepted 9; "},
    {"a further figure of another voice",
     {{"a", MOD, "RU.48", DAY, DOWN, 7, .bound = SKT_EXACT},
      {"a", "the mayor", "RU.48", DAY, DOWN, 2, .added = true}},
     "RU.48 intercepted 9; "},
    {"a further figure of hours inside the night before it",
     {{"a", "the mayor", "RU.48", DAY, DOWN, 11, .window = "0-8"},
      {"a", "the mayor", "RU.48", DAY, DOWN, 4, .window = "1-2", .added = true}},
     "RU.48 intercepted 11; "},
    {"a figure replaced by that of its town",
     {{"a", "the tower", "RU.48/Vnukovo", DAY, SKT_SIGHTED, 2, .bound = SKT_EXACT,
       .superseded = true},
      {"a", "the tower", "RU.48/Moscow", DAY, SKT_SIGHTED, 1, .bound = SKT_EXACT}},
     "RU.48 sighted 1; "},
    {"fates of two attacks in hours that do not meet",
     {{"a", MOD, "RU.73", DAY, SKT_SIGHTED, 14, .role = SKT_TOTAL, .window = "0-6"},
      {"a", MOD, "RU.73", DAY, DOWN, 11, .role = SKT_PART, .part_of = "a:0", .window = "0-6"},
      {"a", MOD, "RU.73", DAY, SKT_SIGHTED, 6, .role = SKT_TOTAL, .window = "6-12"},
      {"a", MOD, "RU.73", DAY, DOWN, 6, .role = SKT_PART, .part_of = "a:2", .window = "6-12"}},
     "RU.73 intercepted 17; RU.73 sighted 20; "},
    {"a part of the day before lies in its total",
     {{"a", MOD, "RU", DAY, DOWN, 4, .role = SKT_TOTAL},
      {"a", MOD, "RU.10", "2025-03-10", DOWN, 3, .role = SKT_PART, .part_of = "a:0"},
      {"a", MOD, "RU.41", DAY, DOWN, 1, .role = SKT_PART, .part_of = "a:0"}},
     "RU intercepted 4; RU.10 intercepted 3; RU.41 intercepted 1; "},
    {"nine of the region's, bound for the city",
     {{"a", MOD, "RU", DAY, DOWN, 40, .role = SKT_TOTAL},
      {"a", MOD, "RU.47", DAY, DOWN, 19, .role = SKT_PART, .part_of = "a:0"},
      {"a", MOD, "RU.48", DAY, DOWN, 9, .role = SKT_PART, .part_of = "a:1", .subset = true}},
     "RU intercepted 40; RU.47 intercepted 19; "},
    {"parts without a total are added",
     {{"a", MOD, "RU.41", DAY, DOWN, 1, .role = SKT_PART},
      {"a", MOD, "RU.41", DAY, DOWN, 2, .role = SKT_PART}},
     "RU.41 intercepted 3; "},
    {"a subset is not added",
     {{"a", MOD, "RU.41", DAY, DOWN, 9, .role = SKT_PART},
      {"a", MOD, "RU.41", DAY, DOWN, 2, .role = SKT_PART, .subset = true}},
     "RU.41 intercepted 9; "},
    {"parts lie in their total",
     {{"a", MOD, "RU", DAY, DOWN, 158, .role = SKT_TOTAL},
      {"a", MOD, "RU.41", DAY, DOWN, 46, .role = SKT_PART},
      {"a", MOD, "sea:Black Sea", DAY, DOWN, 5, .role = SKT_PART}},
     "RU intercepted 158; RU.41 intercepted 46; sea:black sea intercepted 5; "},
    {"bulletins with tables of their own are added",
     {{"a", MOD, "RU", DAY, DOWN, 20, .role = SKT_TOTAL},
      {"a", MOD, "RU.10", DAY, DOWN, 12, .role = SKT_PART},
      {"a", MOD, "RU.41", DAY, DOWN, 8, .role = SKT_PART},
      {"a", MOD, "RU", DAY, DOWN, 6, .role = SKT_TOTAL},
      {"a", MOD, "RU.10", DAY, DOWN, 4, .role = SKT_PART},
      {"a", MOD, "RU.09", DAY, DOWN, 2, .role = SKT_PART}},
     "RU intercepted 26; RU.09 intercepted 2; RU.10 intercepted 16; RU.41 intercepted 8; "},
    {"bulletins with tables of their own are added, in two reports as well",
     {{"a", MOD, "RU", DAY, DOWN, 20, .role = SKT_TOTAL},
      {"a", MOD, "RU.10", DAY, DOWN, 12, .role = SKT_PART},
      {"a", MOD, "RU.41", DAY, DOWN, 8, .role = SKT_PART},
      {"b", MOD, "RU", DAY, DOWN, 6, .role = SKT_TOTAL},
      {"b", MOD, "RU.10", DAY, DOWN, 4, .role = SKT_PART},
      {"b", MOD, "RU.09", DAY, DOWN, 2, .role = SKT_PART}},
     "RU intercepted 26; RU.09 intercepted 2; RU.10 intercepted 16; RU.41 intercepted 8; = 26"},
    {"an earlier state of a bulletin is no other one",
     {{"a", MOD, "RU", DAY, DOWN, 16, .role = SKT_TOTAL},
      {"a", MOD, "RU.10", DAY, DOWN, 12, .role = SKT_PART},
      {"a", MOD, "RU.41", DAY, DOWN, 4, .role = SKT_PART},
      {"b", MOD, "RU", DAY, DOWN, 20, .role = SKT_TOTAL, .published = 1},
      {"b", MOD, "RU.10", DAY, DOWN, 12, .role = SKT_PART, .published = 1},
      {"b", MOD, "RU.41", DAY, DOWN, 8, .role = SKT_PART, .published = 1}},
     "RU intercepted 20; RU.10 intercepted 12; RU.41 intercepted 8; = 20"},
    {"one total twice is one",
     {{"a", MOD, "RU", DAY, DOWN, 20, .role = SKT_TOTAL},
      {"b", MOD, "RU", DAY, DOWN, 20, .role = SKT_TOTAL}},
     "RU intercepted 20; "},
    {"a correction replaces, in every report",
     {{"a", MOD, "RU", DAY, DOWN, 54, .bound = SKT_EXACT},
      {"b", MOD, "RU", DAY, DOWN, 52, .bound = SKT_EXACT},
      {"b", MOD, "RU", DAY, DOWN, 54, .superseded = true}},
     "RU intercepted 52; "},
    {"a round restatement does not beat an exact figure",
     {{"a", MOD, "RU.47", DAY, DOWN, 91, .bound = SKT_EXACT},
      {"b", MOD, "RU.47", "2025-03-11", DOWN, 100, .bound = SKT_ABOUT}},
     "RU.47 intercepted 91; "},
    {"hits: the mayor before the wire",
     {{"a", "TASS news agency", "RU.73", DAY, SKT_IMPACTED, 8, .bound = SKT_EXACT},
      {"b", "the mayor's office", "RU.73", DAY, SKT_IMPACTED, 7, .bound = SKT_EXACT}},
     "RU.73 impacted 7; "},
    {"downed: the ministry before the governor",
     {{"a", MOD, "RU.56", DAY, DOWN, 1, .bound = SKT_EXACT},
      {"a", "the governor", "RU.56", DAY, DOWN, 2, .bound = SKT_EXACT}},
     "RU.56 intercepted 1; "},
    {"an evening and the rest of the night are added",
     {{"a", MOD, "RU", "2025-03-10", DOWN, 53, .window = "20-23"},
      {"a", MOD, "RU", DAY, DOWN, 17, .window = "night"}},
     "RU intercepted 70; "},
    {"a whole night contains its evening",
     {{"a", MOD, "RU", "2025-03-10", DOWN, 12, .window = "20-23"},
      {"b", MOD, "RU", DAY, DOWN, 60, .window = "night"}},
     "RU intercepted 60; "},
    {"a raid by day is no part of that of the night",
     {{"a", MOD, "RU", DAY, DOWN, 118, .window = "9-18"},
      {"a", MOD, "RU", DAY, DOWN, 92, .window = "night 18-8"}},
     "RU intercepted 210; "},
    {"more is added to what was told before",
     {{"a", MOD, "RU.10", DAY, DOWN, 31, .bound = SKT_EXACT},
      {"a", MOD, "RU.10", DAY, DOWN, 9, .bound = SKT_EXACT, .added = true}},
     "RU.10 intercepted 40; "},
    {"a later total has taken in what was told as more",
     {{"a", MOD, "RU.10", DAY, DOWN, 31, .bound = SKT_EXACT},
      {"a", MOD, "RU.10", DAY, DOWN, 9, .bound = SKT_EXACT, .added = true},
      {"a", MOD, "RU.10", DAY, DOWN, 40, .bound = SKT_EXACT}},
     "RU.10 intercepted 40; "},
    {"disjoint windows are added, in two reports as well",
     {{"a", MOD, "RU.10", DAY, DOWN, 5, .window = "7-9"},
      {"b", MOD, "RU.10", DAY, DOWN, 4, .window = "12-15"},
      {"b", MOD, "RU.10", DAY, DOWN, 5, .window = "7-9"}},
     "RU.10 intercepted 9; "},
    {"a longer window contains a shorter one",
     {{"a", MOD, "RU.10", DAY, DOWN, 5, .window = "7-9"},
      {"b", MOD, "RU.10", DAY, DOWN, 9, .window = "7-15"}},
     "RU.10 intercepted 9; "},
    {"on the way to the city lies in the region around it",
     {{"a", MOD, "RU.47", DAY, DOWN, 91, .bound = SKT_EXACT},
      {"a", "Mayor Sergei Sobyanin", "RU.48", DAY, DOWN, 74, .approach = true}},
     "RU.47 intercepted 91; "},
    {"on the way to the city, the region's towns alone are no figure of it",
     {{"a", "the governor", "RU.47/Podolsk", DAY, DOWN, 9, .bound = SKT_EXACT},
      {"a", "Mayor Sergei Sobyanin", "RU.48", DAY, DOWN, 4, .approach = true}},
     "RU.47 intercepted 9; RU.48 intercepted 4; "},
    {"what is downed over Crimea is not sent against Ukraine",
     {{"a", MOD, "UA.11", DAY, DOWN, 33, .bound = SKT_EXACT},
      {"a", "Ukraine's air force", "UA", DAY, DOWN, 16, .bound = SKT_EXACT}},
     "UA intercepted 16; UA.11 intercepted 33; "},
    {"a set has no row but counts in its country",
     {{"a", MOD, "RU.10+RU.41+RU.09", DAY, DOWN, 36, .role = SKT_TOTAL},
      {"a", MOD, "RU.10", DAY, DOWN, 18, .role = SKT_PART}},
     "RU intercepted 36; RU.10 intercepted 18; "},
    {"sets over one another",
     {{"a", MOD, "RU.10+RU.41", DAY, DOWN, 10, .bound = SKT_EXACT},
      {"b", MOD, "RU.41+RU.09", DAY, DOWN, 14, .bound = SKT_EXACT}},
     "RU intercepted 14; "},
    {"an unnumbered attack adds nothing",
     {{"a", MOD, "RU.10", DAY, DOWN, 10, .bound = SKT_EXACT},
      {"b", "the governor", "RU.10/Klintsy", DAY, DOWN, SKT_NULL, .bound = SKT_EXACT}},
     "RU.10 intercepted 10; "},
    {"two parties at one country stay apart",
     {{"a", "Israeli military", "IL.03", DAY, DOWN, 10, .attacker = "hezbollah"},
      {"b", "Israeli military", "IL.03", DAY, DOWN, 3, .attacker = "houthi"}},
     "IL.03 intercepted 13; "},
    {"an evening told roughly is of the night that follows",
     {{"a", MOD, "RU.41", "2025-03-10", DOWN, 20, .window = "night"},
      {"b", MOD, "RU.41", "2025-03-10", DOWN, 7, .window = "evening"}},
     "RU.41 intercepted 27; = 27"},
    {"a day's figure by another body contains the evening",
     {{"a", "the governor", "RU.41", "2025-03-10", DOWN, 9, .window = "day"},
      {"b", MOD, "RU.41/Lgov", "2025-03-10", DOWN, 5, .window = "20-23"}},
     "RU.41 intercepted 9; = 9"},
    {"an evening is not moved by another country's day",
     {{"a", MOD, "RU.41", "2025-03-10", DOWN, 4, .window = "20-23"},
      {"b", MOD, "RU.41", DAY, DOWN, 9, .window = "night"},
      {"c", "Ukraine's air force", "UA", "2025-03-10", DOWN, 24, .window = "day"}},
     "RU.41 intercepted 9; UA intercepted 24; = 33"},
    {"an old figure printed again is no later word",
     {{"a", MOD, "RU", DAY, DOWN, 54, .signature = "s"},
      {"b", MOD, "RU", DAY, DOWN, 52, .published = 1},
      {"c", MOD, "RU", DAY, DOWN, 54, .published = 2, .signature = "s"}},
     "RU intercepted 52; = 52"},
    {"a reprint reckons its last night from its own day",
     {{"a", MOD, "RU.10", DAY, DOWN, 5, .signature = "s", .url = "x/1", .evidence = "five"},
      {"b", MOD, "RU.10", "2025-03-12", DOWN, 5, .signature = "s", .url = "x/1",
       .evidence = "five"}},
     "RU.10 intercepted 5; = 5"},
    {"the same short words of another day are of another night",
     {{"a", MOD, "RU.10", DAY, DOWN, 5, .signature = "s", .evidence = "five"},
      {"b", MOD, "RU.10", "2025-03-12", DOWN, 5, .signature = "s", .evidence = "five"}},
     "RU.10 intercepted 10; = 10"},
    {"sets that cross are settled before their country",
     {{"a", "TASS news agency", "RU", DAY, DOWN, 40, .bound = SKT_AT_LEAST},
      {"b", MOD, "RU.10+RU.41", DAY, DOWN, 30, .bound = SKT_EXACT},
      {"c", MOD, "RU.41+RU.09", DAY, DOWN, 20, .bound = SKT_EXACT}},
     "RU intercepted 40; = 40"},
    {"at a place in the city, of those on the way to it",
     {{"a", MOD, "RU.47", DAY, DOWN, 21, .bound = SKT_EXACT},
      {"a", MOD, "RU.48", DAY, DOWN, 19, .approach = true},
      {"b", "the mayor", "RU.48/!Vnukovo", DAY, DOWN, 9, .bound = SKT_EXACT}},
     "RU.47 intercepted 21; = 21"},
    {"parts of a window are no parts of the next",
     {{"a", MOD, "RU", DAY, DOWN, 55, .role = SKT_TOTAL, .window = "0-3"},
      {"a", MOD, "RU.41", DAY, DOWN, 40, .role = SKT_PART, .part_of = "a:0", .window = "0-3"},
      {"a", MOD, "RU.10", DAY, DOWN, 36, .role = SKT_PART, .part_of = "a:0", .window = "0-3"},
      {"a", MOD, "RU", DAY, DOWN, 137, .role = SKT_TOTAL, .window = "3-7"}},
     "RU intercepted 213; RU.10 intercepted 36; RU.41 intercepted 40; = 213"},
    {"hours by day and a night without hours: the issuer's table has them",
     {{"a", MOD, "RU", DAY, DOWN, 118, .window = "9-18"},
      {"a", MOD, "RU", DAY, DOWN, 92, .window = "night"}},
     "RU intercepted 210; = 210"},
    {"what is told beside the issuer's only night is of that night",
     {{"a", MOD, "RU.41", "2025-03-10", DOWN, 6, .window = "20-23"},
      {"a", MOD, "RU.10", DAY, DOWN, 10, .window = "night"},
      {"b", "TASS news agency", "RU.10", DAY, DOWN, 21, .bound = SKT_ABOUT}},
     "RU.10 intercepted 10; RU.41 intercepted 6; = 16"},
    {"a region that a country does not hold is no part of its figure",
     {{"a", "Ukraine's air force", "UA", DAY, DOWN, 11, .bound = SKT_AT_LEAST, .role = SKT_TOTAL},
      {"a", "Ukraine's air force", "RU.09", DAY, DOWN, 31, .role = SKT_PART}},
     "RU.09 intercepted 31; UA intercepted 11; = 42"},
    {"an unknown attacker joins the one that is told of",
     {{"a", "Israeli military", "IL.03", DAY, DOWN, 10, .attacker = "hezbollah"},
      {"b", "Israeli military", "IL.03", DAY, DOWN, 10, .bound = SKT_EXACT}},
     "IL.03 intercepted 10; "},
};

static void print_figures(skt_buf *out, const skt_incident_set *incidents)
{
    skt_area_figures figures = {0};
    skt_arena arena = SKT_ARENA_INIT;
    assert_int_equal(skt_tally_areas(&figures, incidents, &arena), SKT_OK);
    for (size_t i = 0; i < figures.count; i++) {
        skt_buf_format(out, "%.*s %s %lld; ", SKT_FMT(figures.items[i].area),
                       skt_outcome_name(figures.items[i].outcome),
                       (long long)figures.items[i].value);
    }
    skt_vec_dispose(&figures);
    skt_arena_dispose(&arena);
}

static skt_number sum_of_net(const skt_incident_set *incidents)
{
    skt_number sum = 0;
    for (size_t i = 0; i < skt_incident_set_count(incidents); i++) {
        const skt_number net = skt_incident_set_at(incidents, i)->net;
        sum += net == SKT_NULL ? 0 : net;
    }
    return sum;
}

static void rules_by_cases(void **state)
{
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        skt_claim_set *claims;
        skt_buf got = SKT_BUF_INIT;
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        for (size_t k = 0; k < MAX_CLAIMS && CASES[i].claims[k].report != NULL; k++) {
            claim_make(claims, &CASES[i].claims[k]);
        }
        skt_incident_set *incidents = reconcile(*state, claims);
        print_figures(&got, incidents);
        if (strchr(CASES[i].figures, '=') != NULL) {
            skt_buf_format(&got, "= %lld", (long long)sum_of_net(incidents));
        }
        if (strcmp(got.ptr == NULL ? "" : got.ptr, CASES[i].figures) != 0) {
            print_error("case: %s\n", CASES[i].name);
        }
        assert_string_equal(got.ptr == NULL ? "" : got.ptr, CASES[i].figures);
        skt_buf_dispose(&got);
        skt_incident_set_free(incidents);
        skt_claim_set_free(claims);
    }
}

/* Two reports of six regions each, without a text or with one: are they one? */
static void reports_without_text_are_compared_by_what_they_say(void **state)
{
    static const char *const areas[] = {"RU.41", "RU.10", "RU.09", "RU.86", "RU.61", "RU.56"};
    static const char *const words[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
    for (size_t text = 0; text < 2; text++) {
        skt_claim_set *claims;
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        for (size_t i = 0; i < 12; i++) {
            claim_make(claims, &(made_claim){i < 6 ? "a" : "b", MOD, areas[i % 6], DAY, DOWN,
                                             (skt_number)(i % 6) + 3, .published = i < 6 ? 0 : 1,
                                             .evidence = text > 0 ? words[i] : NULL});
        }
        skt_incident_set *incidents = reconcile(*state, claims);
        assert_int_equal(skt_incident_set_count(incidents), 6);
        for (size_t i = 0; i < 6; i++) {
            assert_int_equal(skt_incident_set_at(incidents, i)->n_reports, text + 1);
            assert_int_equal(skt_incident_set_at(incidents, i)->n_claims, 2);
        }
        skt_incident_set_free(incidents);
        skt_claim_set_free(claims);
    }
}

static void a_series_that_was_merged_is_of_both(void **state)
{
    static const struct {
        const char *source, *area, *date;
        skt_method method;
    } cases[] = {{"Ukraine's air force", "UA", "2025-07-31", SKT_METHOD_KINETIC},
                 {"Ukraine's air force", "UA", "2025-08-01", SKT_METHOD_MERGED},
                 {MOD, "RU", "2025-08-02", SKT_METHOD_KINETIC}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_claim_set *claims;
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        claim_make(claims, &(made_claim){"a", cases[i].source, cases[i].area, cases[i].date, DOWN,
                                         55, .method = SKT_METHOD_KINETIC});
        skt_incident_set *incidents = reconcile(*state, claims);
        assert_int_equal(skt_incident_set_at(incidents, 0)->method, cases[i].method);
        skt_incident_set_free(incidents);
        skt_claim_set_free(claims);
    }
}

/* -------------------------------------------------------------------- gold */

typedef struct score {
    size_t right, wrong, missed;
} score;

static bool same_area(const char *gold, skt_str area)
{
    const bool coded =
        strlen(gold) == 2 || (strlen(gold) > 2 && gold[2] == '.') || strncmp(gold, "sea:", 4) == 0;
    if (coded) {
        return skt_str_is(area, gold);
    }
    const skt_str name = area.len > 4 ? skt_str_sub(area, 4, area.len - 4) : area;
    gold += strncasecmp(gold, "the ", 4) == 0 ? 4 : 0;
    return name.len == strlen(gold) && strncasecmp(name.ptr, gold, name.len) == 0;
}

static void compare(score *sum, const char *name, const json_t *tally,
                    const skt_incident_set *incidents)
{
    skt_area_figures figures = {0};
    skt_arena arena = SKT_ARENA_INIT;
    assert_int_equal(skt_tally_areas(&figures, incidents, &arena), SKT_OK);
    size_t found = 0;
    size_t i;
    const json_t *cell;
    json_array_foreach(tally, i, cell)
    {
        const char *area = json_string_value(json_object_get(cell, "area"));
        const char *outcome = json_string_value(json_object_get(cell, "outcome"));
        const json_int_t value = json_integer_value(json_object_get(cell, "value"));
        bool right = false;
        for (size_t k = 0; k < figures.count; k++) {
            right = right || (same_area(area, figures.items[k].area) &&
                              strcmp(outcome, skt_outcome_name(figures.items[k].outcome)) == 0 &&
                              figures.items[k].value == value);
        }
        found += right;
        if (!right) {
            sum->missed++;
            print_message("%s: no %s %s %lld\n", name, area, outcome, (long long)value);
        }
    }
    sum->right += found;
    sum->wrong += figures.count - found;
    skt_vec_dispose(&figures);
    skt_arena_dispose(&arena);
}

static void assert_score(const char *what, score s, size_t percent)
{
    print_message("%s: %zu right, %zu wrong, %zu missed\n", what, s.right, s.wrong, s.missed);
    assert_true(s.right * 100 >= (s.right + s.wrong) * percent);
    assert_true(s.right * 100 >= (s.right + s.missed) * percent);
}

static size_t find_gold(glob_t *found, const fixture *f)
{
    char pattern[512];
    (void)snprintf(pattern, sizeof pattern, "%s/dev/*.json", f->corpus);
    if (glob(pattern, 0, NULL, found) != 0) {
        (void)snprintf(pattern, sizeof pattern, "%s/*-*.json", f->corpus);
        if (glob(pattern, 0, NULL, found) != 0) {
            return 0;
        }
    }
    return found->gl_pathc;
}

static void gold_reports(void **state)
{
    const fixture *f = *state;
    glob_t files = {0};
    score sum = {0, 0, 0};
    if (find_gold(&files, f) == 0) {
        skip();
    }
    for (size_t i = 0; i < files.gl_pathc; i++) {
        skt_claim_set *claims;
        json_t *gold;
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        assert_true(gold_read(&gold, claims, files.gl_pathv[i]));
        skt_incident_set *incidents = reconcile(f, claims);
        compare(&sum, files.gl_pathv[i], json_object_get(gold, "tally"), incidents);
        skt_incident_set_free(incidents);
        skt_claim_set_free(claims);
        json_decref(gold);
    }
    globfree(&files);
    assert_score("reports", sum, 97);
}

static const char *path_of(const glob_t *files, const char *id)
{
    for (size_t i = 0; i < files->gl_pathc; i++) {
        const char *name = strrchr(files->gl_pathv[i], '/') + 1;
        if (strncmp(name, id, strlen(id)) == 0 && name[strlen(id)] == '.') {
            return files->gl_pathv[i];
        }
    }
    return NULL;
}

static void gold_nights(void **state)
{
    const fixture *f = *state;
    char path[512];
    glob_t files = {0};
    score sum = {0, 0, 0};
    (void)snprintf(path, sizeof path, "%s/nights.json", f->corpus);
    json_t *nights = json_load_file(path, 0, NULL);
    if (nights == NULL || find_gold(&files, f) == 0) {
        skip();
    }
    size_t i;
    size_t k;
    const json_t *group;
    const json_t *id;
    json_array_foreach(json_object_get(nights, "groups"), i, group)
    {
        skt_claim_set *claims;
        /* Not every report may be handed on with the tree; gold claims have no hours. */
        bool complete = !json_is_true(json_object_get(group, "by_hours"));
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        json_array_foreach(json_object_get(group, "reports"), k, id)
        {
            json_t *gold;
            const char *file = path_of(&files, json_string_value(id));
            if (file == NULL) {
                complete = false;
                continue;
            }
            assert_true(gold_read(&gold, claims, file));
            json_decref(gold);
        }
        skt_incident_set *incidents = reconcile(f, claims);
        if (complete) {
            compare(&sum, json_string_value(json_object_get(group, "id")),
                    json_object_get(group, "tally"), incidents);
        }
        skt_incident_set_free(incidents);
        skt_claim_set_free(claims);
    }
    globfree(&files);
    json_decref(nights);
    assert_score("nights", sum, 95);
    assert_int_equal(sum.wrong, 0);
}

/* -------------------------------------------------------------- properties */

static void print_all(skt_buf *out, const fixture *f, const skt_claim_set *claims)
{
    skt_incident_set *incidents = reconcile(f, claims);
    skt_tally *tally;
    assert_int_equal(skt_tally_build(&tally, incidents, claims, NULL, NULL, NULL), SKT_OK);
    result_print(out, claims, incidents, tally);
    skt_tally_free(tally);
    skt_incident_set_free(incidents);
}

static void assert_same_result(const fixture *f, const skt_claim_set *a, skt_claim_set *b)
{
    skt_buf one = SKT_BUF_INIT;
    skt_buf two = SKT_BUF_INIT;
    print_all(&one, f, a);
    print_all(&two, f, b);
    assert_string_equal(one.ptr, two.ptr);
    skt_buf_dispose(&one);
    skt_buf_dispose(&two);
    skt_claim_set_free(b);
}

static void order_changes_nothing(void **state)
{
    for (unsigned seed = 0; seed < SETS; seed++) {
        skt_claim_set *claims = claims_generate(seed);
        assert_same_result(*state, claims, claims_shuffle(claims, seed + 1, 1));
        skt_claim_set_free(claims);
    }
}

static void the_same_again_changes_nothing(void **state)
{
    for (unsigned seed = 0; seed < SETS; seed++) {
        skt_claim_set *claims = claims_generate(seed);
        assert_same_result(*state, claims, claims_shuffle(claims, seed + 1, 2));
        skt_claim_set_free(claims);
    }
}

static void assert_in_order(skt_estimate e)
{
    const skt_number numbers[] = {e.low, e.best, e.high};
    skt_number last = SKT_NULL;
    for (size_t i = 0; i < 3; i++) {
        if (numbers[i] != SKT_NULL) {
            assert_true(last == SKT_NULL || numbers[i] >= last);
            last = numbers[i];
        }
    }
}

static void estimates_are_in_order(void **state)
{
    for (unsigned seed = 0; seed < SETS; seed++) {
        skt_claim_set *claims = claims_generate(seed);
        skt_incident_set *incidents = reconcile(*state, claims);
        for (size_t i = 0; i < skt_incident_set_count(incidents); i++) {
            const skt_incident *incident = skt_incident_set_at(incidents, i);
            assert_in_order(incident->estimate);
            assert_in_order(skt_incident_set_detail(incidents, i)->net);
            assert_true(incident->net == SKT_NULL ||
                        (incident->net >= 0 && incident->net <= incident->estimate.best));
        }
        skt_incident_set_free(incidents);
        skt_claim_set_free(claims);
    }
}

static skt_number total_of(const fixture *f, const skt_claim_set *claims)
{
    skt_incident_set *incidents = reconcile(f, claims);
    const skt_number sum = sum_of_net(incidents);
    skt_incident_set_free(incidents);
    return sum;
}

/* A national figure, some of it told by region: another region's figure that fits
 * into the rest adds nothing, whoever tells it. */
static void a_part_that_fits_adds_nothing(void **state)
{
    static const char *const regions[] = {"RU.10", "RU.09", "RU.41/Lgov", "RU.25+RU.43"};
    static const char *const sources[] = {MOD, "the governor", NULL, "TASS news agency"};
    for (unsigned i = 0; i < SETS; i++) {
        skt_claim_set *claims;
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        const skt_number whole = 40 + i % 90;
        const skt_number known = i % 40;
        claim_make(claims, &(made_claim){"a", MOD, "RU", DAY, DOWN, whole, .role = SKT_TOTAL});
        if (known > 0) {
            claim_make(claims,
                       &(made_claim){"a", MOD, "RU.76", DAY, DOWN, known, .role = SKT_PART});
        }
        assert_int_equal(total_of(*state, claims), whole);
        claim_make(claims, &(made_claim){i % 3 == 0 ? "a" : "b", sources[i % 4], regions[i / 4 % 4],
                                         DAY, DOWN, 1 + i % (whole - known),
                                         .role = i % 2 == 0 ? SKT_PART : SKT_SINGLE});
        assert_int_equal(total_of(*state, claims), whole);
        skt_claim_set_free(claims);
    }
}

int main(int argc, char **argv)
{
    fixture f = {argc > 1 ? argv[1] : SKYTALLY_CORPUS_DIR,
                 argc > 2 ? argv[2] : SKYTALLY_SOURCE_DIR "/gazetteer", NULL};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(rules_by_cases, &f),
        cmocka_unit_test_prestate(reports_without_text_are_compared_by_what_they_say, &f),
        cmocka_unit_test_prestate(a_series_that_was_merged_is_of_both, &f),
        cmocka_unit_test_prestate(gold_reports, &f),
        cmocka_unit_test_prestate(gold_nights, &f),
        cmocka_unit_test_prestate(order_changes_nothing, &f),
        cmocka_unit_test_prestate(the_same_again_changes_nothing, &f),
        cmocka_unit_test_prestate(estimates_are_in_order, &f),
        cmocka_unit_test_prestate(a_part_that_fits_adds_nothing, &f),
    };
    void *state = &f;
    if (open_issuers(&state) != 0) {
        (void)fprintf(stderr, "no table of issuers in %s\n", f.gazetteer);
        return 1;
    }
    const int failed = cmocka_run_group_tests_name("incidents", tests, NULL, NULL);
    (void)close_issuers(&state);
    return failed;
}
