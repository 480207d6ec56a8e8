/* What is kept of zones and of facilities says what working it out anew does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "claims/when_offsets.h"
#include "claims/when_zone.h"
#include "gazetteer/file.h"

static void offsets_are_those_of_the_zone(void **state)
{
    (void)state;
    static const char *const zones[] = {"Europe/Kyiv",       "Europe/Moscow", "America/New_York",
                                        "Asia/Tehran",       "Asia/Kolkata",  "Nowhere/AtAll",
                                        "Africa/Casablanca", "Europe/London"};
    enum { FROM = -40000, TO = 30000, STEP = 5, HOUR_S = 3600 };
    skt_offsets *offsets = skt_offsets_new();
    skt_zone_clock kept = {.offsets = offsets};
    skt_zone_clock plain = {0};
    assert_non_null(offsets);
    for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
        for (skt_day day = FROM; day < TO; day += STEP) {
            for (int32_t s = -7 * HOUR_S; s < 48 * HOUR_S; s += 11 * HOUR_S + 1700) {
                int32_t a;
                int32_t b;
                const skt_str zone = skt_str_from(zones[z]);
                const skt_time mine = skt_zone_clock_instant(&kept, &a, day, s, zone);
                assert_true(mine == skt_zone_clock_instant(&plain, &b, day, s, zone));
                assert_int_equal(a, b);
            }
        }
    }
    skt_zone_clock_dispose(&kept);
    skt_zone_clock_dispose(&plain);
    skt_offsets_free(offsets);
}

static void what_finds_no_room_is_forgotten(void **state)
{
    (void)state;
    skt_offsets *offsets = skt_offsets_new();
    int32_t offset_s = 0;
    size_t kept = 0;
    assert_non_null(offsets);
    for (int32_t days = 0; days < 20000; days++) {
        skt_offsets_tell(offsets, SKT_LIT("Etc/UTC"), days, days * 2);
    }
    for (int32_t days = 0; days < 20000; days++) {
        if (skt_offsets_find(&offset_s, offsets, SKT_LIT("Etc/UTC"), days)) {
            kept++;
            assert_int_equal(offset_s, days * 2);
        }
    }
    assert_true(kept > 1000);
    assert_false(skt_offsets_find(&offset_s, offsets, SKT_LIT("Etc/UTC"), -1));
    assert_false(skt_offsets_find(&offset_s, offsets, SKT_LIT("Etc"), 0));
    skt_offsets_free(offsets);
    skt_offsets_free(NULL);
}

/* The facilities of a band are those that a look at all of them gives. */
static void facilities_lie_in_their_band(void **state)
{
    (void)state;
    skt_gazetteer *gazetteer;
    assert_int_equal(skt_gazetteer_open(&gazetteer, SKYTALLY_BUILD_DIR "/data/skytally.gaz", NULL),
                     SKT_OK);
    size_t found = 0;
    for (int64_t south = -91000000; south < 91000000; south += 6500000) {
        skt_gaz_band band = {.south = south, .north = south + 400000};
        size_t expected = 0;
        uint64_t sum = 0;
        for (size_t i = 0; i < skt_gaz_node_end(gazetteer); i++) {
            const skt_gaz_node *node = skt_gaz_node_at(gazetteer, (skt_node)i);
            if (node->level == SKT_LEVEL_FACILITY && node->lat >= band.south &&
                node->lat <= band.north) {
                expected++;
                sum += i;
            }
        }
        while (skt_gaz_facilities_next(&band, gazetteer)) {
            assert_true(expected-- > 0);
            sum -= band.node;
            found++;
        }
        assert_int_equal(expected, 0);
        assert_true(sum == 0);
    }
    assert_true(found > 100);
    skt_gazetteer_close(gazetteer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets_are_those_of_the_zone),
        cmocka_unit_test(what_finds_no_room_is_forgotten),
        cmocka_unit_test(facilities_lie_in_their_band),
    };
    return cmocka_run_group_tests_name("offsets", tests, NULL, NULL);
}
