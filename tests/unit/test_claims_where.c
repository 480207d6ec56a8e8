/* Where and when of claims: what a report of a sentence or two gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/buf.h"
#include "core/str.h"
#include "skytally.h"

#define DATA SKYTALLY_BUILD_DIR "/data"

typedef struct reader {
    skt_gazetteer *gazetteer;
    skt_lexicon *lexicon;
} reader;

static int open_reader(void **state)
{
    static reader r;
    *state = &r;
    return skt_gazetteer_open(&r.gazetteer, DATA "/skytally.gaz", NULL) == SKT_OK &&
                   skt_lexicon_open(&r.lexicon, DATA "/lexicon", NULL) == SKT_OK
               ? 0
               : -1;
}

static int close_reader(void **state)
{
    reader *r = *state;
    skt_lexicon_close(r->lexicon);
    skt_gazetteer_close(r->gazetteer);
    return 0;
}

/* "intercepted 3 UA.17 2024-08-31 event; ...": outcome, value, area, day, period. */
static void render(skt_buf *out, const skt_claim_set *claims)
{
    for (size_t i = 0; i < skt_claim_set_count(claims); i++) {
        const skt_claim *claim = skt_claim_set_at(claims, i);
        char day[11];
        skt_day_format(day, claim->date);
        skt_buf_format(out, "%s%s ", i > 0 ? "; " : "", skt_outcome_name(claim->outcome));
        if (claim->value == SKT_NULL) {
            skt_buf_format(out, "-");
        } else {
            skt_buf_format(out, "%lld", (long long)claim->value);
        }
        for (size_t p = 0; p < claim->n_places; p++) {
            const skt_place *place = &claim->places[p];
            const skt_str area = place->admin1.len > 0    ? place->admin1
                                 : place->country.len > 0 ? place->country
                                                          : place->label;
            skt_buf_format(out, "%s%.*s", p > 0 ? "+" : " ", SKT_FMT(area));
        }
        skt_buf_format(out, " %s %s", day[0] == '\0' ? "-" : day, skt_period_name(claim->period));
    }
}

/* All published on Sunday, 1 September 2024. */
static const struct {
    const char *text, *expected;
} cases[] = {
    /* places inside a relative clause, behind possessives, of the raid itself */
    {"Four drones that took off in Iran struck Armenia's border town of Meghri on Saturday.",
     "impacted 4 AM.08 2024-08-31 event"},
    {"Three drones from a raid on Odesa blew up on Moldovan soil on Saturday.",
     "impacted 3 MD 2024-08-31 event"},
    {"Six drones were shot down on approach to the military town of Severomorsk on Saturday.",
     "intercepted 6 RU.49 2024-08-31 event"},
    /* who acts */
    {"The Polish army said that Ukrainian forces downed 14 drones overnight.",
     "intercepted 14 UA 2024-09-01 event"},
    /* a counted area of a country, whoever spoke before */
    {"The Sumy governor said two drones hit Konotop.\n\nThe Russian Defence Ministry has put out "
     "its count. It says 33 drones were destroyed over five regions.",
     "impacted 2 UA.21 2024-09-01 event; intercepted 33 RU 2024-09-01 event"},
    /* what points */
    {"Drones flew towards Moscow on Saturday. The Defence Ministry of Russia reported that 20 "
     "drones were shot down over Russia, five of them bound for the capital.",
     "sighted - RU.48 2024-08-31 event; intercepted 20 RU 2024-08-31 event; intercepted 5 RU.48 "
     "2024-08-31 event"},
    /* titles of paragraphs, the main clause, the scene before */
    {"Ukraine: 18 Shaheds launched, 17 shot down.",
     "launched 18 UA 2024-09-01 event; intercepted 17 UA 2024-09-01 event"},
    {"In the Kherson region a woman was hurt when a drone crashed into a barn.",
     "impacted 1 UA.08 2024-09-01 event"},
    {"Explosions were heard in Kharkiv. Fragments of a drone set cars on fire.",
     "impacted - UA.07 2024-09-01 event"},
    /* hits without the word drone */
    {"Eight drones attacked the Odesa region. Reni and Kiliia were both hit.",
     "launched 8 UA.17 2024-09-01 event; impacted - UA.17+UA.17 2024-09-01 event"},
    {"Eight drones attacked the Odesa region. Missiles flew too, and Reni was hit.",
     "launched 8 UA.17 2024-09-01 event"},
    /* days */
    {"Between Saturday evening and daybreak 21 drones were shot down over the Tula region.",
     "intercepted 21 RU.76 2024-09-01 event"},
    {"On the night of August 30 to 31 nine drones were shot down over the Tula region.",
     "intercepted 9 RU.76 2024-08-31 event"},
    {"Saturday. The worst of it. Two drones hit a depot in Tula, a mayor wrote.",
     "impacted 2 RU.76 2024-08-31 event"},
    {"Two drones fell in Tula on Friday. A third crashed in Oryol, the police said on Sunday.",
     "impacted 2 RU.76 2024-08-30 event; impacted 1 RU.56 2024-08-30 event"},
    {"On Friday three drones hit Tula. During the previous night five were shot down over Oryol.",
     "impacted 3 RU.76 2024-08-30 event; intercepted 5 RU.56 2024-08-30 event"},
};

static void test_cases(void **state)
{
    const reader *r = *state;
    int failed = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        skt_claim_set *claims = NULL;
        skt_buf got = SKT_BUF_INIT;
        const skt_report report = {.doc = SKT_LIT("-"),
                                   .id = SKT_LIT("r"),
                                   .lang = SKT_LIT("en"),
                                   .text = skt_str_from(cases[i].text),
                                   .published = skt_day_parse(SKT_LIT("2024-09-01"))};
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        assert_int_equal(skt_extract(claims, &report, r->gazetteer, r->lexicon, NULL, NULL),
                         SKT_OK);
        render(&got, claims);
        if (!skt_str_is((skt_str){got.ptr, got.len}, cases[i].expected)) {
            print_error("%s\n  expected %s\n  got      %.*s\n", cases[i].text, cases[i].expected,
                        (int)got.len, got.ptr);
            failed++;
        }
        skt_buf_dispose(&got);
        skt_claim_set_free(claims);
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
