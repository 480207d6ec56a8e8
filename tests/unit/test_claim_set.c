#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/str.h"
#include "skytally.h"

static void copies_are_deep(void **state)
{
    (void)state;
    char text[] = "Kursk";
    skt_place place = {.name = {text, 5}, .country = SKT_LIT("RU"), .admin1 = SKT_LIT("RU.41")};
    skt_place border = {.name = {text, 5}, .role = SKT_PLACE_BORDER};
    skt_claim_link link = {SKT_LINK_OVERLAPS, {text, 5}, {text, 5}};
    const skt_claim claim = {.id = {text, 5},
                             .evidence = {text, 5},
                             .source = {text, 5},
                             .report = {text, 5},
                             .value = 7,
                             .places = &place,
                             .n_places = 1,
                             .other_places = &border,
                             .n_other_places = 1,
                             .links = &link,
                             .n_links = 1};
    skt_claim_set *set;
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    assert_int_equal(skt_claim_set_add(set, &claim), SKT_OK);
    text[0] = 'X';
    place.country = SKT_STR_NONE;
    const skt_claim *kept = skt_claim_set_at(set, 0);
    assert_int_equal(skt_claim_set_count(set), 1);
    assert_true(skt_str_is(kept->id, "Kursk"));
    assert_true(skt_str_is(kept->evidence, "Kursk"));
    assert_true(skt_str_is(kept->source, "Kursk"));
    assert_true(skt_str_is(kept->places[0].name, "Kursk"));
    assert_true(skt_str_is(kept->places[0].country, "RU"));
    assert_true(skt_str_is(kept->other_places[0].name, "Kursk"));
    assert_true(skt_str_is(kept->links[0].to, "Kursk"));
    assert_int_equal(kept->value, 7);
    assert_null(kept->attacker.ptr);
    skt_claim_set_free(set);
}

static void a_set_can_be_emptied(void **state)
{
    (void)state;
    skt_claim_set *set;
    const skt_claim claim = {.id = SKT_LIT("x"), .publisher = SKT_LIT("TASS")};
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(skt_claim_set_add(set, &claim), SKT_OK);
        assert_int_equal(skt_claim_set_count(set), 1);
        assert_true(skt_str_is(skt_claim_set_at(set, 0)->publisher, "TASS"));
        skt_claim_set_clear(set);
        assert_int_equal(skt_claim_set_count(set), 0);
    }
    skt_claim_set_free(set);
}

static void equal_words_are_kept_once(void **state)
{
    (void)state;
    skt_claim_set *set;
    assert_int_equal(skt_claim_set_new(&set), SKT_OK);
    for (int i = 0; i < 1000; i++) {
        const skt_claim claim = {.publisher = SKT_LIT("TASS"), .id = SKT_LIT("x")};
        assert_int_equal(skt_claim_set_add(set, &claim), SKT_OK);
    }
    assert_ptr_equal(skt_claim_set_at(set, 0)->publisher.ptr,
                     skt_claim_set_at(set, 999)->publisher.ptr);
    skt_claim_set_free(set);
    skt_claim_set_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_are_deep),
        cmocka_unit_test(a_set_can_be_emptied),
        cmocka_unit_test(equal_words_are_kept_once),
    };
    return cmocka_run_group_tests_name("claim_set", tests, NULL, NULL);
}
