/* How many: what a report of a sentence or two gives. */
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

/* "intercepted 3 UA.17 exact; ...": outcome, value, area, bound. */
static void render(skt_buf *out, const skt_claim_set *claims)
{
    for (size_t i = 0; i < skt_claim_set_count(claims); i++) {
        const skt_claim *claim = skt_claim_set_at(claims, i);
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
        skt_buf_format(out, " %s", skt_bound_name(claim->bound));
    }
}

static const struct {
    const char *text, *expected;
} cases[] = {
    /* numbers in words */
    {"A hundred and forty-one drones were shot down over the Belgorod region.",
     "intercepted 141 RU.09 exact"},
    {"Some two and a half thousand drones hit the Kursk region.", "impacted 2500 RU.41 about"},
    {"4 thousand drones were launched at Ukraine.", "launched 4000 UA exact"},
    /* rows and tables */
    {"Air defences shot down 21 drones over the Bryansk and Kursk regions, 13 and 8 respectively.",
     "intercepted 21 RU.10+RU.41 exact; intercepted 13 RU.10 exact; intercepted 8 RU.41 exact"},
    {"Air defence destroyed 44 UAVs: Kursk - 12, Belgorod - 11, Bryansk - 21.",
     "intercepted 44 RU exact; intercepted 12 RU.41 exact; intercepted 11 RU.09 exact; intercepted "
     "21 RU.10 exact"},
    {"In the Belgorod region, 26 drones were shot down. In the Kursk region there were 14, and in "
     "the Bryansk region 9.",
     "intercepted 26 RU.09 exact; intercepted 14 RU.41 exact; intercepted 9 RU.10 exact"},
    {"In the Kherson region, three Shaheds were shot down, in Mykolaiv, five.",
     "intercepted 3 UA.08 exact; intercepted 5 UA.16 exact"},
    {"Ten drones came. In the Odesa region there were six such kills and in Kherson the same "
     "number.",
     "intercepted 6 UA.17 exact; intercepted 6 UA.08 exact"},
    /* wholes and their parts */
    {"All but two of the 30 drones launched at Ukraine were shot down.",
     "intercepted 28 UA exact; launched 30 UA exact"},
    {"Russia launched 50 drones at Ukraine overnight. Half were shot down.",
     "launched 50 UA exact; intercepted 25 UA exact"},
    {"Sixteen drones attacked the Odesa region. They were all shot down.",
     "launched 16 UA.17 exact; intercepted 16 UA.17 exact"},
    {"Ukraine's air force: 64 drones, 57 downed.", "launched 64 UA exact; intercepted 57 UA exact"},
    {"Twelve drones were downed over the Tula region, five of which were flying towards Moscow.",
     "intercepted 12 RU.76 exact; intercepted 5 RU.48 exact"},
    /* figures behind their words */
    {"The tally of drones downed over the Tver region climbed to nine.",
     "intercepted 9 RU.77 exact"},
    {"Two drones were destroyed on approach to Moscow, bringing the day's total to 14, the mayor "
     "said.",
     "intercepted 2 RU.48 exact; intercepted 14 RU.48 exact"},
    /* pronouns and ordinals */
    {"A drone was seen over the Black Sea. It was shot down by a patrol boat.",
     "intercepted 1 Black Sea exact"},
    {"A drone entered Romanian airspace near Galati. It crashed in a forest outside the village of "
     "Vanatori.",
     "sighted 1 RO exact; impacted 1 RO.18 exact"},
    {"Three drones were approaching Kaluga when they were shot down.", "intercepted 3 RU.25 exact"},
    {"The first drone hit a roof in Kazan, the second and third were shot down.",
     "impacted 1 RU.73 exact; intercepted 2 RU.73 exact"},
    /* numbers of something else */
    {"Drones hit a house in Sumy and damaged four more.", "impacted - UA.21 vague"},
    {"Two drones hit a plant in Kazan. Corporal Timur, 26, fired the fourth.",
     "impacted 2 RU.73 exact"},
    {"Seven drones were destroyed over the Rostov region. Two flights from Kazan and one from "
     "Sochi turned back.",
     "intercepted 7 RU.61 exact"},
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
