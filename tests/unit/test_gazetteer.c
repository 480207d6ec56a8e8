/* The gazetteer: the file, nodes, polygons, toponyms and their resolution. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/diag.h"
#include "core/file.h"
#include "gazetteer/gazetteer.h"

#define GAZETTEER SKYTALLY_BUILD_DIR "/data/skytally.gaz"

static int open_gazetteer(void **state)
{
    skt_gazetteer *gazetteer = NULL;
    const skt_status status = skt_gazetteer_open(&gazetteer, GAZETTEER, NULL);
    *state = gazetteer;
    return status == SKT_OK ? 0 : -1;
}

static int close_gazetteer(void **state)
{
    skt_gazetteer_close(*state);
    return 0;
}

static void assert_str(skt_str text, const char *expected)
{
    if (!skt_str_is(text, expected)) {
        fail_msg("\"%.*s\", not \"%s\"", SKT_FMT(text), expected);
    }
}

static void knows_areas(void **state)
{
    const skt_gazetteer *g = *state;
    const skt_node kursk = skt_gazetteer_admin1(g, SKT_LIT("RU.41"));
    const skt_node russia = skt_gazetteer_country(g, SKT_LIT("RU"));
    assert_int_not_equal(kursk, SKT_NO_NODE);
    const skt_node_info info = skt_gazetteer_node(g, kursk);
    assert_int_equal(info.level, SKT_LEVEL_REGION);
    assert_str(info.country, "RU");
    assert_str(info.iso_3166_2, "RU-KRS");
    assert_true(info.area_km2 > 29000 && info.area_km2 < 31000);
    assert_true(skt_gazetteer_within(g, kursk, russia));
    assert_false(skt_gazetteer_within(g, russia, kursk));
    assert_int_equal(skt_gazetteer_sea(g, SKT_LIT("the Black Sea")),
                     skt_gazetteer_sea(g, SKT_LIT("black sea")));
    assert_int_not_equal(skt_gazetteer_sea(g, SKT_LIT("Black Sea")), SKT_NO_NODE);
    assert_int_equal(skt_gazetteer_country(g, SKT_LIT("ZZ")), SKT_NO_NODE);
    assert_int_equal(skt_gazetteer_admin1(g, SKT_LIT("")), SKT_NO_NODE);
    assert_true((skt_gazetteer_node(g, skt_gazetteer_admin1(g, SKT_LIT("RU.48"))).flags &
                 SKT_NODE_CITY_REGION) != 0);
    assert_false((skt_gazetteer_node(g, skt_gazetteer_admin1(g, SKT_LIT("RU.47"))).flags &
                  SKT_NODE_CITY_REGION) != 0);
}

static void measures_seas(void **state)
{
    static const struct {
        const char *key;
        double least, most;
    } seas[] = {
        {"black sea", 400e3, 445e3}, /* 436 402 with what is called its own here */
        {"persian gulf", 215e3, 260e3},  {"red sea", 400e3, 470e3},
        {"pacific ocean", 120e6, 165e6}, /* on both sides of the antimeridian */
        {"lake baikal", 31e3, 33e3},     /* without a polygon: as the table says */
    };
    for (size_t i = 0; i < sizeof seas / sizeof *seas; i++) {
        const skt_node sea = skt_gazetteer_sea(*state, skt_str_from(seas[i].key));
        const double area = skt_gazetteer_node(*state, sea).area_km2;
        if (!(area > seas[i].least && area < seas[i].most)) {
            fail_msg("%s: %.0f km2", seas[i].key, area);
        }
    }
}

static void counts_what_it_has(void **state)
{
    skt_gazetteer_census census;
    assert_int_equal(skt_gazetteer_count(&census, *state), SKT_OK);
    assert_int_equal(census.nodes[SKT_LEVEL_COUNTRY], 250);
    assert_true(census.nodes[SKT_LEVEL_DISTRICT] > 47000);
    assert_int_equal(census.countries_with_regions, 249);
    assert_true(census.countries_with_districts >= 189);
    size_t all = 0;
    for (int level = SKT_LEVEL_COUNTRY; level <= SKT_LEVEL_SEA; level++) {
        all += census.nodes[level];
    }
    assert_int_equal(all, skt_gazetteer_node_count(*state));
    for (int script = 0; script < SKT_SCRIPTS; script++) {
        assert_true(census.named[script] > 200 && census.named[script] <= all);
        assert_true(strlen(skt_script_name((skt_script)script)) > 0);
    }
    assert_true(census.named[SKT_SCRIPT_LATIN] > census.named[SKT_SCRIPT_CYRILLIC]);
}

static void gives_no_point_for_a_region(void **state)
{
    const skt_gazetteer *g = *state;
    skt_place place = {.name = SKT_LIT("Kursk region")};
    skt_gazetteer_fill_place(g, &place, skt_gazetteer_admin1(g, SKT_LIT("RU.41")));
    assert_int_equal(place.geo_precision, 3);
    assert_true(isnan(place.lat) && isnan(place.lon));
    skt_gazetteer_fill_place(g, &place, SKT_NO_NODE);
    assert_int_equal(place.node, SKT_NO_NODE);
    assert_int_equal(place.geo_precision, 0);
}

static double signed_area(const skt_ring *ring)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < ring->n; i++) {
        const double *p = ring->lonlat + 2 * i;
        sum += p[0] * p[3] - p[2] * p[1];
    }
    return sum;
}

static void draws_closed_rings(void **state)
{
    const skt_gazetteer *g = *state;
    const skt_node nodes[] = {skt_gazetteer_admin1(g, SKT_LIT("UA.11")),
                              skt_gazetteer_country(g, SKT_LIT("ZA")), /* has a hole: Lesotho */
                              skt_gazetteer_sea(g, SKT_LIT("black sea"))};
    for (size_t n = 0; n < sizeof nodes / sizeof *nodes; n++) {
        for (int detail = SKT_DETAIL_FINE; detail <= SKT_DETAIL_COARSE; detail++) {
            skt_arena arena = SKT_ARENA_INIT;
            skt_polygon polygon;
            assert_int_equal(
                skt_gazetteer_polygon(&polygon, g, nodes[n], (skt_detail)detail, &arena), SKT_OK);
            assert_true(polygon.n_rings > 0);
            for (size_t i = 0; i < polygon.n_rings; i++) {
                const skt_ring *ring = &polygon.rings[i];
                assert_true(ring->n >= 4);
                assert_memory_equal(ring->lonlat, ring->lonlat + 2 * (ring->n - 1),
                                    2 * sizeof(double));
                assert_true(ring->hole ? signed_area(ring) < 0 : signed_area(ring) > 0);
            }
            skt_arena_dispose(&arena);
        }
    }
}

static void finds_the_area_at_a_point(void **state)
{
    const skt_gazetteer *g = *state;
    static const struct {
        double lat, lon;
        const char *admin1, *country;
    } cases[] = {
        {51.73, 36.19, "RU.41", "RU"}, {44.95, 34.10, "UA.11", "UA"}, {32.65, 51.67, "IR.28", "IR"},
        {48.85, 2.35, NULL, "FR"},     {43.3, 34.0, NULL, NULL}, /* in the Black Sea */
        {NAN, 0, NULL, NULL},          {95, 0, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_node region;
        skt_node country;
        skt_gazetteer_at(g, cases[i].lat, cases[i].lon, &region, &country);
        if (cases[i].country == NULL) {
            assert_int_equal(country, SKT_NO_NODE);
        } else {
            assert_str(skt_gazetteer_node(g, country).country, cases[i].country);
        }
        if (cases[i].admin1 != NULL) {
            assert_str(skt_gazetteer_node(g, region).admin1, cases[i].admin1);
        }
    }
}

/* Each toponym of `text` as "AREA level", in order, parted by "; "; AREA is the
 * admin1 code, else the country, else the name. Adjectives are left out. */
static void describe(skt_buf *out, const skt_gazetteer *g, skt_str input)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_toponyms found = {0};
    skt_text text;
    assert_int_equal(skt_text_split(&text, input, &arena), SKT_OK);
    assert_int_equal(skt_toponyms_find(&found, g, &text, NULL), SKT_OK);
    for (size_t i = 0; i < found.count; i++) {
        const skt_toponym *t = &found.items[i];
        const skt_node_info info = skt_gazetteer_node(g, t->node);
        assert_true(t->first < t->end && t->end <= text.n_words);
        assert_true(t->score >= 0 && t->score <= 1);
        assert_non_null(t->reason);
        if (t->adjective) {
            continue;
        }
        const skt_str area = info.admin1.ptr != NULL    ? info.admin1
                             : info.country.ptr != NULL ? info.country
                                                        : info.name;
        skt_buf_format(out, "%s%.*s %s", out->len > 0 ? "; " : "", SKT_FMT(area),
                       skt_level_name(t->level));
    }
    skt_vec_dispose(&found);
    skt_arena_dispose(&arena);
}

static const struct {
    const char *text, *places;
} texts[] = {
    {"over the Bryansk, Kursk and Belgorod regions", "RU.10 region; RU.41 region; RU.09 region"},
    {"21 over Bryansk, nine over Kursk and 4 over the Belgorod regions",
     "RU.10 region; RU.41 region; RU.09 region"},
    {"over Kaluga, Lipetsk and a number of other regions", "RU.25 region; RU.43 region"},
    {"92 over the Krasnodar region and 116 over the Black Sea", "RU.38 region; Black Sea sea"},
    {"over Kaluga, Lipetsk and other towns", "RU.25 city; RU.43 city"},
    {"Drones hit the regions of Odesa, Sumy and Kharkiv.",
     "UA.17 region; UA.21 region; UA.07 region"},
    {"Kyiv and the Kyiv region were attacked.", "UA.12 city; UA.13 region"},
    {"Drones hit Samara and its surrounding region.", "RU.65 city; RU.65 region"},
    {"Over Moscow and the Moscow region.", "RU.47 region; RU.48 region"},
    {"over the Novgorod region, not Nizhny Novgorod", "RU.52 region; RU.51 city"},
    {"Toropets in the Tver region", "RU.77 city; RU.77 region"},
    {"One more hit a substation near Alexandria, in Ukraine's Kirovohrad region.",
     "UA.10 facility; UA country; UA.10 region"},
    {"Drones reached East Azerbaijan province.", "IR.33 region"},
    {"В Юнаківській громаді на Сумщині", "UA.21 district; UA.21 region"},
    {"у Кіптях на Чернігівщині", "UA.02 city; UA.02 region"},
    {"Пожар в Славянске-на-Кубани", "RU.38 city"},
    {"у Марганецькій та Покровській громадах Дніпропетровщини",
     "UA.04 district; UA.04 district; UA.04 region"},
    {"The frigate Sevastopol put to sea.", ""},
    {"South of the region lost power.", ""},
    {"drones hit Dnirpo, Ukraine", "UA.04 city; UA country"},
    {"President Vladimir Putin said so.", ""},
    {"Governor Vitaliy Kim said so.", ""},
    {"Engels, named after Friedrich Engels, was hit.", "RU.67 city"},
    {"Moscow-appointed officials of the Kherson region", "UA.08 region"},
    {"Two Shahed drones and a Buk launcher", ""},
    {"Reading from a statement, he said most of it was nice.", ""},
    {"Drones over Isfahann, Iran", "IR.28 city; IR country"},
    {"Ten drones over the Sea of Azov", "Sea of Azov sea"},
    {"Pskov airport was closed.", "RU.60 facility"},
    {"Kharkiv was hit. Debris fell in the Zzyzkivskyi district.", "UA.07 city; UA.07 district"},
    {"над Брянской, Курской и Белгородской областями", "RU.10 region; RU.41 region; RU.09 region"},
    {"В Бобровском районе Воронежской области", "RU.86 district; RU.86 region"},
    {"над акваторией Чёрного моря", "Black Sea sea"},
    {"Уламки впали у Харкові та на Сумщині.", "UA.07 city; UA.21 region"},
    {"Drones over the Central region of Ghana", "GH.04 region; GH country"},
    {"police in Ocean County, New Jersey", "US.NJ district; US.NJ region"},
    {"Drones were seen over Suffolk.", "GB.ENG district"},
    {"Drones over the Provincia di Belluno in Veneto", "IT.20 district; IT.20 region"},
    {"საქართველო, ბათუმი", "GE country; GE.04 city"},
    {"Florence Pugh arrived at Gatwick yesterday evening.", "GB.ENG facility"},
    {"Florence police saw drones near Florence.", "IT.16 city; IT.16 city"},
    {"a breach of the Montreal Protocol", ""},
    {"Jack London wrote of USS Lincoln.", ""},
    {"سقطت طائرة مسيرة بصنعاء والحديدة", "YE.26 city; YE.08 city"},
    {"הכטב\"ם יורט מעל הים האדום, באילת ובקריית שמונה", "Red Sea sea; IL.01 city; IL.03 city"},
    {"Erbil'de bir drone düşürüldü.", "IQ.11 city"},
    {"Jordan Peterson spoke of drones on his show, the Times of Israel wrote.", ""},
    {"a drone hit al-Ramtha in Jordan", "JO.18 city; JO country"},
    {"در شهرستان نطنز و در نجف‌آباد", "IR.28 district; IR.28 city"},
    {"قالت السلطات في بيان بشأن الهجوم", ""},
    {"un drone abattu en mer Rouge et près du détroit d'Ormuz",
     "Red Sea sea; Strait of Hormuz sea"},
};

static void finds_toponyms(void **state)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        skt_buf found = SKT_BUF_INIT;
        describe(&found, *state, skt_str_from(texts[i].text));
        if (!skt_str_is(skt_buf_str(&found), texts[i].places)) {
            fail_msg("%s: \"%.*s\", not \"%s\"", texts[i].text, SKT_FMT(skt_buf_str(&found)),
                     texts[i].places);
        }
        skt_buf_dispose(&found);
    }
}

static void bears_any_text(void **state)
{
    static const char *const odd[] = {"",
                                      " ",
                                      "-",
                                      "'s",
                                      "of",
                                      "Kursk",
                                      "\xFF\xFE",
                                      "the the the",
                                      "regions",
                                      "City of",
                                      "and, and, districts",
                                      "Kursk-",
                                      "-Kursk"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        skt_buf found = SKT_BUF_INIT;
        describe(&found, *state, skt_str_from(odd[i]));
        skt_buf_dispose(&found);
        skt_candidates candidates = {0};
        assert_int_equal(skt_gazetteer_resolve(&candidates, *state, skt_str_from(odd[i]),
                                               SKT_STR_NONE, SKT_STR_NONE),
                         SKT_OK);
        skt_vec_dispose(&candidates);
    }
}

/* -------------------------------------------------- names of the corpus */

typedef struct score {
    size_t places, right, others, refused;
} score;

static bool is_right(const skt_node_info *info, skt_str country, skt_str admin1, skt_str kind)
{
    if (skt_str_is(kind, "sea")) {
        return info->level == SKT_LEVEL_SEA;
    }
    return admin1.len > 0 ? skt_str_eq(info->admin1, admin1)
                          : info->level == SKT_LEVEL_COUNTRY && skt_str_eq(info->country, country);
}

static void score_name(score *out, const skt_gazetteer *g, skt_str line)
{
    skt_str f[7] = {{NULL, 0}};
    skt_candidates found = {0};
    for (size_t i = 0; i < 7 && skt_str_split(&f[i], &line, '\t'); i++) {
    }
    assert_int_equal(skt_gazetteer_resolve(&found, g, f[0], f[1], SKT_STR_NONE), SKT_OK);
    if (skt_str_is(f[6], "none")) {
        out->others++;
        out->refused += found.count == 0;
    } else {
        out->places++;
        if (found.count > 0) {
            const skt_node_info info = skt_gazetteer_node(g, found.items[0].node);
            out->right += is_right(&info, f[2], f[3], f[6]);
        }
    }
    skt_vec_dispose(&found);
}

/* At least 97 of 100 places in their region, and 28 of 30 others refused. */
static void resolves_the_corpus(void **state)
{
    skt_mapping file;
    if (skt_file_map(&file, SKYTALLY_CORPUS_DIR "/places.tsv", NULL) != SKT_OK) {
        skip();
    }
    score total = {0, 0, 0, 0};
    skt_str rest = {(const char *)file.ptr, file.len};
    skt_str line;
    while (skt_str_split(&line, &rest, '\n')) {
        if (line.len > 0 && !skt_str_starts(line, SKT_LIT("name\t"))) {
            score_name(&total, *state, line);
        }
    }
    skt_file_unmap(&file);
    print_message("places: %zu of %zu right; others: %zu of %zu refused\n", total.right,
                  total.places, total.refused, total.others);
    assert_true(total.right * 100 >= total.places * 97);
    assert_true(total.refused * 30 >= total.others * 28);
}

/* ------------------------------------------------------------- the file */

static void refuses(const unsigned char *bytes, size_t length)
{
    char path[] = "/tmp/skytally-test-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    assert_int_equal(skt_file_write(path, (skt_str){(const char *)bytes, length}, NULL), SKT_OK);
    skt_gazetteer *gazetteer = NULL;
    skt_diag *diag = NULL;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_gazetteer_open(&gazetteer, path, diag), SKT_E_DATA);
    assert_null(gazetteer);
    assert_int_equal(skt_diag_count(diag), 1);
    assert_non_null(strstr(skt_diag_at(diag, 0)->message, "gazetteer build"));
    skt_diag_free(diag);
    assert_int_equal(unlink(path), 0);
}

static void refuses_other_files(void **state)
{
    (void)state;
    skt_mapping file;
    assert_int_equal(skt_file_map(&file, GAZETTEER, NULL), SKT_OK);
    unsigned char *copy = malloc(file.len);
    assert_non_null(copy);
    memcpy(copy, file.ptr, file.len);
    refuses(copy, 0);
    refuses(copy, 100);
    refuses(copy, file.len - 1);
    static const size_t altered[] = {0, 8, 12, 16, 24, 32, 50, 60, 64, 100, 703};
    for (size_t i = 0; i < sizeof altered / sizeof *altered; i++) {
        copy[altered[i]] ^= 1;
        refuses(copy, file.len);
        copy[altered[i]] ^= 1;
    }
    free(copy);
    skt_file_unmap(&file);
}

static void refuses_to_build_from_nothing(void **state)
{
    (void)state;
    const skt_gaz_build_options how = SKT_GAZ_BUILD_OPTIONS_INIT;
    skt_diag *diag = NULL;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(skt_gazetteer_build("/tmp/skytally-none.gaz", "/nonexistent", &how, diag),
                     SKT_E_DATA);
    assert_int_equal(skt_diag_count_from(diag, SKT_REFUSAL), 1);
    skt_diag_free(diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_areas),
        cmocka_unit_test(measures_seas),
        cmocka_unit_test(counts_what_it_has),
        cmocka_unit_test(gives_no_point_for_a_region),
        cmocka_unit_test(draws_closed_rings),
        cmocka_unit_test(finds_the_area_at_a_point),
        cmocka_unit_test(finds_toponyms),
        cmocka_unit_test(bears_any_text),
        cmocka_unit_test(resolves_the_corpus),
        cmocka_unit_test(refuses_other_files),
        cmocka_unit_test(refuses_to_build_from_nothing),
    };
    return cmocka_run_group_tests(tests, open_gazetteer, close_gazetteer);
}
