/* Who says it: the source of a claim as written, and the issuer it is in the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "built_data.h"
#include "core/buf.h"
#include "core/str.h"
#include "skytally.h"

/* `issuer` "" is none. The last claim counts. */
static const struct {
    const char *text, *source, *issuer;
} cases[] = {
    /* a title, alone or with a name, before or behind the verb of saying */
    {"The Russian defence ministry said 12 drones were shot down over the Kursk region.",
     "The Russian defence ministry", "ru.mod"},
    {"Three drones were destroyed over the Bryansk region, Governor Alexander Bogomaz wrote.",
     "Governor Alexander Bogomaz", "ru.10.governor"},
    {"Four drones were downed over the Lipetsk region, said the regional governor.",
     "the regional governor", "ru.43.governor"},
    {"Kharkiv's mayor, Ihor Terekhov, said three drones hit the city.",
     "Kharkiv's mayor, Ihor Terekhov", "ua.07.mayor"},
    /* a name, and what its bearer is */
    {"Five drones were downed over the Ryazan region, said Pavel Malkov, the Ryazan governor.",
     "Pavel Malkov, the Ryazan governor", "ru.62.governor"},
    {"Oleh Petrenko, head of the Sumy Regional Military Administration, wrote that six drones "
     "had been shot down over the Sumy region.",
     "Oleh Petrenko, head of the Sumy Regional Military Administration", "ua.21.governor"},
    {"Ivan Sedov, who runs the district, said two drones fell in the Kursk region.", "Ivan Sedov",
     ""},
    /* a name alone: the one who bore it before */
    {"Governor Pavel Malkov said five drones were downed over the Ryazan region. One more was "
     "destroyed over the Ryazan region at noon, Malkov added.",
     "Governor Pavel Malkov", "ru.62.governor"},
    {"Seven drones were destroyed over the Tula region, Orlenko-Ruk said.", "Orlenko-Ruk", ""},
    /* he and she go on speaking, whoever else stands in the sentence */
    {"Governor Pavel Malkov said five drones were downed over the Ryazan region. \"Residents "
     "must stay calm: two more drones were shot down over the Ryazan region,\" he said.",
     "Governor Pavel Malkov", "ru.62.governor"},
    /* before a colon, and at the head of a sentence without a verb of saying */
    {"Governor Pavel Malkov: nine drones shot down over the Ryazan region.",
     "Governor Pavel Malkov", "ru.62.governor"},
    {"The Russian Defence Ministry's list has 70 drones downed over the Voronezh region.",
     "The Russian Defence Ministry", "ru.mod"},
    /* the place behind the title */
    {"Two drones came down in Azerbaijan, the foreign ministry in Baku said.",
     "the foreign ministry in Baku", "az.state"},
    {"Local channels wrote that a drone hit a depot in the Rostov region.", "Local channels", ""},
};

static void test_sources(void **unused)
{
    (void)unused;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_claim_set *claims = NULL;
        const skt_report report = {.id = SKT_LIT("r"),
                                   .doc = SKT_LIT("test"),
                                   .text = skt_str_from(cases[i].text),
                                   .published = skt_day_parse(SKT_LIT("2024-09-01"))};
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        assert_int_equal(
            skt_extract(claims, &report, built.gazetteer, built.lexicon, built.issuers, NULL),
            SKT_OK);
        const size_t n = skt_claim_set_count(claims);
        const skt_claim *last = n > 0 ? skt_claim_set_at(claims, n - 1) : NULL;
        if (last == NULL || !skt_str_is(last->source, cases[i].source) ||
            !skt_str_eq(last->issuer.ptr == NULL ? SKT_LIT("") : last->issuer,
                        skt_str_from(cases[i].issuer))) {
            print_error("%s\n  %.*s (%.*s)\n", cases[i].text,
                        SKT_FMT(last == NULL ? SKT_LIT("no claim") : last->source),
                        SKT_FMT(last == NULL ? SKT_STR_NONE : last->issuer));
            wrong++;
        }
        skt_claim_set_free(claims);
    }
    assert_int_equal(wrong, 0);
}

/* Without the table there are sources and no issuers. */
static void test_without_table(void **unused)
{
    (void)unused;
    skt_claim_set *claims = NULL;
    const skt_report report = {.id = SKT_LIT("r"),
                               .doc = SKT_LIT("test"),
                               .text = skt_str_from(cases[0].text),
                               .published = skt_day_parse(SKT_LIT("2024-09-01"))};
    assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
    assert_int_equal(skt_extract(claims, &report, built.gazetteer, built.lexicon, NULL, NULL),
                     SKT_OK);
    assert_int_equal(skt_claim_set_count(claims), 1);
    assert_true(skt_claim_set_at(claims, 0)->issuer.ptr == NULL);
    assert_true(skt_str_is(skt_claim_set_at(claims, 0)->source, cases[0].source));
    skt_claim_set_free(claims);
}

/* "The Defence Ministry" is that of the publisher's party, where the words do not say whose;
 * an hour that names no zone is meant in the publisher's. */
static void test_publisher(void **unused)
{
    (void)unused;
    static const struct {
        const char *text, *party, *zone, *issuer;
        skt_time start; /* SKT_NO_TIME: not looked at */
    } known[] = {
        {"The Defence Ministry said 12 drones were shot down over Crimea.", "", "", "ua.mod",
         SKT_NO_TIME},
        {"The Defence Ministry said 12 drones were shot down over Crimea.", "RU", "", "ru.mod",
         SKT_NO_TIME},
        {"The Ukrainian Air Force said 12 drones were shot down over Crimea.", "RU", "",
         "ua.airforce", SKT_NO_TIME},
        {"The governor said 12 drones were shot down over the Kursk region.", "UA", "",
         "ru.41.governor", SKT_NO_TIME},
        {"At 02:00 on 1 September 12 drones were shot down over the Kursk region.", "", "", "",
         1725145200}, /* 02:00 in Moscow */
        {"At 02:00 on 1 September 12 drones were shot down over the Kursk region.", "", "Etc/UTC",
         "", 1725156000},
        {"At 02:00 Moscow time on 1 September 12 drones were shot down over the Kursk region.", "",
         "Etc/UTC", "", 1725145200},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        skt_claim_set *claims = NULL;
        const skt_report report = {.id = SKT_LIT("r"),
                                   .doc = SKT_LIT("test"),
                                   .text = skt_str_from(known[i].text),
                                   .published = skt_day_parse(SKT_LIT("2024-09-01")),
                                   .party = skt_str_from(known[i].party),
                                   .zone = skt_str_from(known[i].zone)};
        assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
        assert_int_equal(
            skt_extract(claims, &report, built.gazetteer, built.lexicon, built.issuers, NULL),
            SKT_OK);
        assert_int_equal(skt_claim_set_count(claims), 1);
        const skt_claim *claim = skt_claim_set_at(claims, 0);
        const skt_str issuer = claim->issuer.ptr == NULL ? SKT_LIT("") : claim->issuer;
        if (!skt_str_is(issuer, known[i].issuer) ||
            (known[i].start != SKT_NO_TIME && claim->window.start != known[i].start)) {
            fail_msg("%s: %.*s, %lld", known[i].text, SKT_FMT(issuer),
                     (long long)claim->window.start);
        }
        skt_claim_set_free(claims);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sources),
        cmocka_unit_test(test_without_table),
        cmocka_unit_test(test_publisher),
    };
    return cmocka_run_group_tests(tests, built_data_open, built_data_close);
}
