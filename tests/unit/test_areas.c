/* Areas and densities of the table, beside an integral over latitudes that owes nothing to
 * PROJ. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "built_data.h"
#include "core/arena.h"
#include "core/str.h"
#include "gazetteer/gazetteer.h"

static const double WGS84_A_KM = 6378.137;
static const double WGS84_F = 1 / 298.257223563;

/* The area between the equator and the latitude on the ellipsoid, for a radian of longitude
 * (Snyder, Map Projections: A Working Manual, 3-12, times half the square of the axis). */
static double below_km2(double lat_degrees)
{
    const double e2 = WGS84_F * (2 - WGS84_F);
    const double e = sqrt(e2);
    const double sine = sin(lat_degrees * acos(-1.0) / 180);
    const double q =
        (1 - e2) * (sine / (1 - e2 * sine * sine) - log((1 - e * sine) / (1 + e * sine)) / (2 * e));
    return WGS84_A_KM * WGS84_A_KM * q / 2;
}

/* The area below an edge, as a straight line in degrees, by Simpson's rule. A geodesic bulges
 * from it: the one of three degrees that Leningrad has makes 0.13 % of that region. */
static double edge_km2(const double *from, const double *to)
{
    const double width = (to[0] - from[0]) * acos(-1.0) / 180;
    return width * (below_km2(from[1]) + 4 * below_km2((from[1] + to[1]) / 2) + below_km2(to[1])) /
           6;
}

static double polygon_km2(const skt_polygon *polygon)
{
    double sum = 0;
    for (size_t i = 0; i < polygon->n_rings; i++) {
        const skt_ring *ring = &polygon->rings[i];
        double area = 0;
        for (size_t k = 0; k + 1 < ring->n; k++) {
            area += edge_km2(&ring->lonlat[2 * k], &ring->lonlat[2 * k + 2]);
        }
        sum += ring->hole ? -fabs(area) : fabs(area);
    }
    return sum;
}

static double integral_of(const skt_gazetteer *gazetteer, skt_node node)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_polygon polygon;
    assert_int_equal(skt_gazetteer_polygon(&polygon, gazetteer, node, SKT_DETAIL_FINE, &arena),
                     SKT_OK);
    const double area = polygon_km2(&polygon);
    skt_arena_dispose(&arena);
    return area;
}

/* The row of one region with two drones downed, in *out. */
static void row_in(skt_row *out, skt_tally **tally, const skt_gazetteer *gazetteer,
                   const char *admin1)
{
    skt_place place = {.name = skt_str_from(admin1),
                       .level = SKT_LEVEL_REGION,
                       .role = SKT_PLACE_TARGET,
                       .node = skt_gazetteer_admin1(gazetteer, skt_str_from(admin1)),
                       .admin1 = skt_str_from(admin1),
                       .lat = (double)NAN,
                       .lon = (double)NAN,
                       .geo_precision = 3};
    assert_int_not_equal(place.node, SKT_NO_NODE);
    place.country = skt_gazetteer_node(gazetteer, place.node).country;
    const skt_claim claim = {.id = SKT_LIT("a-1"),
                             .report = SKT_LIT("a"),
                             .published = 20000,
                             .outcome = SKT_INTERCEPTED,
                             .value = 2,
                             .estimate = {2, 2, 2},
                             .sites = SKT_NULL,
                             .places = &place,
                             .n_places = 1,
                             .date = 20000,
                             .window = {.start = SKT_NO_TIME, .end = SKT_NO_TIME}};
    skt_claim_set *claims;
    skt_incident_set *incidents;
    assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
    assert_int_equal(skt_claim_set_add(claims, &claim), SKT_OK);
    assert_int_equal(skt_reconcile(&incidents, claims, gazetteer, NULL, NULL), SKT_OK);
    assert_int_equal(skt_tally_build(tally, incidents, claims, gazetteer, NULL, NULL), SKT_OK);
    *out = *skt_tally_at(*tally, 0);
    skt_incident_set_free(incidents);
    skt_claim_set_free(claims);
}

/* With holes (RU.42, RU.47 around their cities), islands (RU.64), over the date line
 * (RU.15), and in the south. */
static void test_area_is_that_on_the_ellipsoid(void **state)
{
    static const char *const regions[] = {"RU.41", "RU.42", "RU.47", "UA.11", "RU.64",
                                          "RU.15", "UA.07", "SD.29", "IR.28", "RU.86"};
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
        skt_row row;
        skt_tally *tally;
        row_in(&row, &tally, *state, regions[i]);
        const double expected =
            integral_of(*state, skt_gazetteer_admin1(*state, skt_str_from(regions[i])));
        assert_int_equal(row.level, SKT_ROW_REGION);
        assert_true(skt_str_is(row.admin1, regions[i]));
        assert_true(expected > 1000);
        assert_true(fabs(row.area_km2 / expected - 1) < 2e-3);
        assert_true(fabs(row.per_10k * row.area_km2 / 20000 - 1) < 1e-9);
        skt_tally_free(tally);
    }
}

/* What is published of them, in square kilometres; outlines are simplified to 200 m. */
static void test_area_is_about_that_of_the_books(void **state)
{
    static const struct {
        const char *admin1;
        double area_km2;
    } known[] = {{"RU.41", 29997}, {"RU.10", 34857}, {"UA.07", 31415}, {"UA.26", 27183}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        skt_row row;
        skt_tally *tally;
        row_in(&row, &tally, *state, known[i].admin1);
        assert_true(fabs(row.area_km2 / known[i].area_km2 - 1) < 0.02);
        skt_tally_free(tally);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_area_is_that_on_the_ellipsoid),
        cmocka_unit_test(test_area_is_about_that_of_the_books),
    };
    return cmocka_run_group_tests(tests, built_gazetteer_open, built_gazetteer_close);
}
