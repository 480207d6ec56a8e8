/* The user's own tables over the gazetteer, and the boundaries of disputed areas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/diag.h"
#include "core/str.h"
#include "gazetteer/gazetteer.h"

#define GAZETTEER SKYTALLY_BUILD_DIR "/data/skytally.gaz"
#define HEADER                                                                                     \
    "action\tname\tnames\tlevel\tkind\tlat\tlon\tcountry\tadmin1\tpopulation\tgeonameid\n"

static skt_gazetteer *open_gazetteer(void)
{
    skt_gazetteer *gazetteer = NULL;
    assert_int_equal(skt_gazetteer_open(&gazetteer, GAZETTEER, NULL), SKT_OK);
    return gazetteer;
}

/* Takes `text` in as a table. */
static skt_status take(skt_gazetteer *gazetteer, const char *text, skt_diag *diag)
{
    char path[] = "/tmp/skytally-table-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    (void)close(fd);
    const skt_status status = skt_gazetteer_add_table(gazetteer, path, diag);
    (void)unlink(path);
    return status;
}

static skt_gazetteer *with_table(const char *text)
{
    skt_gazetteer *gazetteer = open_gazetteer();
    skt_diag *diag = NULL;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(take(gazetteer, text, diag), SKT_OK);
    for (size_t i = 0; i < skt_diag_count(diag); i++) {
        fail_msg("line %zu: %s", skt_diag_at(diag, i)->line, skt_diag_at(diag, i)->message);
    }
    skt_diag_free(diag);
    return gazetteer;
}

/* The best reading of `name`, or SKT_NO_NODE. */
static skt_node reading(const skt_gazetteer *gazetteer, const char *name, const char *context)
{
    skt_candidates found = {0};
    assert_int_equal(skt_gazetteer_resolve(&found, gazetteer, skt_str_from(name),
                                           skt_str_from(context), SKT_STR_NONE),
                     SKT_OK);
    const skt_node node = found.count == 0 ? SKT_NO_NODE : found.items[0].node;
    skt_vec_dispose(&found);
    return node;
}

static void reads_as(const skt_gazetteer *gazetteer, const char *name, const char *context,
                     const char *label, const char *admin1)
{
    const skt_node_info info = skt_gazetteer_node(gazetteer, reading(gazetteer, name, context));
    if (!skt_str_is(info.name, label) || !skt_str_is(info.admin1, admin1)) {
        fail_msg("%s (%s) is %.*s in %.*s, not %s in %s", name, context == NULL ? "" : context,
                 SKT_FMT(info.name), SKT_FMT(info.admin1), label, admin1);
    }
}

static void adds_places(void **state)
{
    (void)state;
    skt_gazetteer *g =
        with_table("# ours\r\n" HEADER
                   "add\tVerkhnie Sady\tВерхние Сады|Sady-on-Seim\tcity\t\t51.42\t35.33\t\t"
                   "RU.41\t240\t\n"
                   "\tVesna\tВесна\t\tdepot\t54.61\t36.28\n"
                   "add\tBlue Marsh Depot\t\tfacility\tdepot\t50.9\t34.8\tUA\n");
    reads_as(g, "Verkhnie Sady", NULL, "Verkhnie Sady", "RU.41");
    reads_as(g, "Верхних Садах", NULL, "Verkhnie Sady", "RU.41");  /* inflected */
    reads_as(g, "Verkhniye Sady", NULL, "Verkhnie Sady", "RU.41"); /* transliterated */
    reads_as(g, "Verkhnie Sadi", NULL, "Verkhnie Sady", "RU.41");
    reads_as(g, "Verkhnee Sody", NULL, "Verkhnie Sady", "RU.41"); /* misspelt */
    reads_as(g, "Sady-on-Seim", NULL, "Verkhnie Sady", "RU.41");
    reads_as(g, "Vesna", NULL, "Vesna", "RU.25"); /* the region by the point */
    reads_as(g, "Blue Marsh depot", NULL, "Blue Marsh Depot", "UA.21");
    reads_as(g, "Blue Marsh oil depot", NULL, "Blue Marsh Depot", "UA.21"); /* by its stem */
    const skt_node_info info = skt_gazetteer_node(g, reading(g, "Vesna", NULL));
    assert_int_equal(info.level, SKT_LEVEL_FACILITY);
    assert_true(skt_str_is(info.feature, "depot"));
    assert_true(fabs(info.lat - 54.61) < 1e-6 && fabs(info.lon - 36.28) < 1e-6);
    assert_true(skt_gazetteer_within(g, reading(g, "Vesna", NULL),
                                     skt_gazetteer_country(g, SKT_LIT("RU"))));
    skt_gazetteer_close(g);
}

static void ranks_own_first_but_for_context(void **state)
{
    (void)state;
    skt_gazetteer *g = with_table(HEADER "add\tPokrovsk\t\t\t\t51.60\t35.90\t\tRU.41\n"
                                         "add\tMoscow\tМосква\t\t\t51.61\t35.91\t\tRU.41\n");
    reads_as(g, "Pokrovsk", NULL, "Pokrovsk", "RU.41");
    reads_as(g, "Pokrovsk", "in the Donetsk region", "Pokrovsk", "UA.05");
    reads_as(g, "Pokrovsk", "in the Kursk region", "Pokrovsk", "RU.41");
    reads_as(g, "Moscow", NULL, "Moscow", "RU.41");
    assert_int_equal(skt_gazetteer_node(g, reading(g, "Moscow region", NULL)).level,
                     SKT_LEVEL_REGION);
    skt_gazetteer_close(g);
}

static void overrides_known_places(void **state)
{
    (void)state;
    skt_gazetteer *g = with_table(HEADER "override\t\tKourtchatov\t\t\t51.7\t35.7\t\t\t\t538908\n"
                                         "override\tKirov\tKirov-on-Bolva\tcity\t\t\t\t\tRU.25\n"
                                         "override\t\tBorderland\tregion\t\t\t\t\tRU.09\n"
                                         "override\tBlack Sea\tThe Inhospitable Sea\tsea\n"
                                         "override\tNew Kirov\t\t\t\t\t\t\tRU.41\t\t548408\n");
    reads_as(g, "Kourtchatov", NULL, "Kurchatov", "RU.41");
    assert_true(fabs(skt_gazetteer_node(g, reading(g, "Kurchatov", "Kursk region")).lat - 51.7) <
                1e-6);
    reads_as(g, "Kirov-on-Bolva", NULL, "Kirov", "RU.25");
    reads_as(g, "Borderland region", NULL, "Belgorod Oblast", "RU.09");
    assert_int_equal(skt_gazetteer_node(g, reading(g, "The Inhospitable Sea", NULL)).level,
                     SKT_LEVEL_SEA);
    /* Renamed and moved to another region: the old name stays. */
    reads_as(g, "New Kirov", NULL, "New Kirov", "RU.41");
    reads_as(g, "Kirov", "in the Kursk region", "New Kirov", "RU.41");
    /* A name that says which place is meant outranks nothing by that. */
    reads_as(g, "Kirov", "in the Kaluga region", "Kirov", "RU.25");
    skt_gazetteer_close(g);
}

static void forbids_names_and_readings(void **state)
{
    (void)state;
    skt_gazetteer *g = open_gazetteer();
    reads_as(g, "Reading", "in England", "Reading", "GB.ENG");
    assert_int_not_equal(reading(g, "Kursk", NULL), SKT_NO_NODE);
    skt_gazetteer_close(g);
    g = with_table(HEADER "forbid\tReading\n"
                          "forbid\tKirov\t\tcity\t\t\t\t\tRU.33\n"
                          "forbid\t\t\t\t\t\t\t\t\t\t538908\n"
                          "forbid\tGeorgia\t\t\t\t\t\tUS\n");
    assert_int_equal(reading(g, "Reading", "in England"), SKT_NO_NODE);
    assert_int_equal(reading(g, "Reading", NULL), SKT_NO_NODE); /* nor is it guessed at */
    assert_int_not_equal(reading(g, "Kirov", NULL), SKT_NO_NODE);
    const skt_node_info kirov = skt_gazetteer_node(g, reading(g, "Kirov", "city in Russia"));
    assert_int_not_equal(kirov.geonameid, 548408);
    reads_as(g, "Kurchatov", NULL, "Kurchatov", "KZ.12510143");
    assert_int_not_equal(
        skt_gazetteer_node(g, reading(g, "Курчатов", "в Курской области")).geonameid, 538908);
    const skt_node_info georgia = skt_gazetteer_node(g, reading(g, "Georgia", "Atlanta"));
    assert_false(skt_str_is(georgia.country, "US"));
    skt_gazetteer_close(g);
}

/* A name is forbidden to be given anew: the user's reading is then its only one. */
static void takes_rows_in_order(void **state)
{
    (void)state;
    skt_gazetteer *g = with_table(HEADER "forbid\tKirov\n"
                                         "add\tKirov\t\tfacility\tdepot\t51.6\t35.9\t\tRU.41\n");
    skt_candidates found = {0};
    assert_int_equal(skt_gazetteer_resolve(&found, g, SKT_LIT("Kirov"), SKT_STR_NONE, SKT_STR_NONE),
                     SKT_OK);
    assert_int_equal(found.count, 1);
    skt_vec_dispose(&found);
    reads_as(g, "Kirov", NULL, "Kirov", "RU.41");
    assert_int_equal(take(g, HEADER "forbid\tKirov\n", NULL), SKT_OK); /* a second table */
    assert_int_equal(reading(g, "Kirov", NULL), SKT_NO_NODE);
    skt_gazetteer_close(g);
}

static void finds_them_in_a_text(void **state)
{
    (void)state;
    skt_gazetteer *g = with_table(HEADER "add\tVesna\t\t\tdepot\t54.61\t36.28\n"
                                         "add\tPlant number nine of the lowlands\t\t\tfactory\t54.6"
                                         "\t36.3\n"
                                         "forbid\tReading\n");
    static const char body[] = "Drones struck the object 'Vesna' and Plant number nine of the "
                               "lowlands. The city of Reading district was not hit.";
    skt_arena arena = SKT_ARENA_INIT;
    skt_toponyms found = {0};
    skt_text text;
    assert_int_equal(skt_text_split(&text, skt_str_from(body), &arena), SKT_OK);
    assert_int_equal(skt_toponyms_find(&found, g, &text, NULL), SKT_OK);
    assert_int_equal(found.count, 2);
    assert_true(skt_str_is(skt_gazetteer_node(g, found.items[0].node).name, "Vesna"));
    assert_true(skt_str_is(skt_gazetteer_node(g, found.items[1].node).name,
                           "Plant number nine of the lowlands"));
    skt_vec_dispose(&found);
    skt_arena_dispose(&arena);
    skt_gazetteer_close(g);
}

static void refuses_rows_by_line(void **state)
{
    static const struct {
        const char *row;
        const char *said;
    } cases[] = {
        {"add\tX", "two letters"},
        {"add\tNowhere", "needs lat and lon"},
        {"add\t\t\t\t\t51\t35", "needs a name"},
        {"add\tNowhere\t\t\t\t51,4\t35", "decimal point"},
        {"add\tNowhere\t\t\t\t91\t35", "decimal point"},
        {"add\tNowhere\t\t\t\t51", "both are needed"},
        {"add\tNowhere\t\tgalaxy\t\t51\t35", "city, facility"},
        {"add\tNowhere\t\tregion\t\t51\t35", "cannot be added"},
        {"add\tNowhere\t\t\tcastle\t51\t35", "none of the known: refinery"},
        {"add\tNowhere\t\tcity\tdepot\t51\t35", "only a facility has a kind"},
        {"add\tNowhere\t\t\t\t51\t35\tXX", "ISO 3166"},
        {"add\tNowhere\t\t\t\t51\t35\t\tRU.999", "GeoNames code"},
        {"add\tNowhere\t\t\t\t51\t35\tUA\tRU.41", "does not lie in country UA"},
        {"add\tNowhere\t\t\t\t51\t35\t\t\tmany", "digits alone"},
        {"add\tNowhere\t\t\t\t-40\t-140", "give the country or admin1"},
        {"add\tNowhere\t\t\t\t51\t35\t\t\t\t538908", "override it"},
        {"override\tNowhereatall\t\t\t\t51\t35", "no such place to override"},
        {"override\tKirov\t\tcity\t\t51\t35", "say which by admin1 or geonameid: "},
        {"override\t\t\t\t\t\t\t\t\t\t4000000000", "add the place instead"},
        {"override\t\t\tregion\t\t51\t35\t\tRU.41", "keeps its position"},
        {"override\t\t\tfacility\t\t\t\t\t\t\t538908", "level cannot be changed"},
        {"forbid\t\t\t\t\t\t\tRU", "needs a name"},
        {"forbid\tKirov\t\t\t\t\t\tUS", "nothing to forbid"},
        {"forbid\tKirov\t\t\t\t51\t35", "no position"},
        {"forget\tKirov", "add, override or forbid"},
        {"add\tNowhere\t\t\t\t51\t35\t\t\t\t\t\textra", "fields where the header has"},
        {"add\tNo\xFFwhere\t\t\t\t51\t35", "UTF-8"},
    };
    (void)state;
    skt_gazetteer *g = open_gazetteer();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char table[400];
        skt_diag *diag = NULL;
        (void)snprintf(table, sizeof table, HEADER "%s\nadd\tGood\t\t\t\t51.5\t35.5\n",
                       cases[i].row);
        assert_int_equal(skt_diag_new(&diag), SKT_OK);
        const size_t before = skt_gazetteer_node_count(g);
        assert_int_equal(take(g, table, diag), SKT_OK);
        if (skt_diag_count_from(diag, SKT_REFUSAL) != 1 || skt_diag_at(diag, 0)->line != 2 ||
            strstr(skt_diag_at(diag, 0)->message, cases[i].said) == NULL) {
            fail_msg("row %zu (%s): %s", i, cases[i].row,
                     skt_diag_count(diag) == 0 ? "taken" : skt_diag_at(diag, 0)->message);
        }
        assert_int_equal(skt_gazetteer_node_count(g), before + 1); /* the good one */
        skt_diag_free(diag);
    }
    skt_gazetteer_close(g);
}

static void refuses_what_is_no_table(void **state)
{
    static const struct {
        const char *text;
        skt_status status;
    } cases[] = {
        {"", SKT_E_INPUT},
        {"# only\n", SKT_E_INPUT},
        {"name,lat,lon\nX,1,2\n", SKT_E_INPUT},
        {"lat\tlon\n", SKT_E_INPUT},
        {"name\tlat\tlat\n", SKT_E_INPUT},
        {"\xEF\xBB\xBFname\tlat\tlon\tcolour\n", SKT_OK}, /* a warning */
    };
    (void)state;
    skt_gazetteer *g = open_gazetteer();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        skt_diag *diag = NULL;
        assert_int_equal(skt_diag_new(&diag), SKT_OK);
        assert_int_equal(take(g, cases[i].text, diag), cases[i].status);
        assert_int_equal(skt_diag_count(diag), 1);
        assert_int_equal(skt_diag_at(diag, 0)->severity,
                         cases[i].status == SKT_OK ? SKT_WARNING : SKT_FAILURE);
        skt_diag_free(diag);
    }
    assert_int_equal(skt_gazetteer_add_table(g, "/nowhere.tsv", NULL), SKT_E_IO);
    skt_gazetteer_close(g);
}

static void warns_of_slips(void **state)
{
    (void)state;
    skt_gazetteer *g = open_gazetteer();
    skt_diag *diag = NULL;
    assert_int_equal(skt_diag_new(&diag), SKT_OK);
    assert_int_equal(take(g,
                          HEADER "add\tKurchatov\t\t\t\t51.65\t35.68\t\tRU.41\n"
                                 "add\tTurned\t\t\t\t35.68\t51.65\t\tRU.41\n",
                          diag),
                     SKT_OK);
    assert_int_equal(skt_diag_count(diag), 2);
    assert_non_null(strstr(skt_diag_at(diag, 0)->message, "geonameid 538908"));
    assert_non_null(strstr(skt_diag_at(diag, 1)->message, "the right way round"));
    skt_diag_free(diag);
    skt_gazetteer_close(g);
}

static void draws_boundaries(void **state)
{
    static const struct {
        const char *admin1, *iso, *de_facto, *iso_3166_2;
    } cases[] = {
        {"UA.11", "UA", "RU", "UA-43"},  {"UA.20", "UA", "RU", "UA-40"},
        {"UA.05", "UA", "UA", "UA-14"},  {"SY.GOLAN", "SY", "IL", ""},
        {"EH.00", "EH", "MA", ""},       {"MA.12", "EH", "MA", "MA-12"},
        {"PS.WE", "PS", "PS", ""},       {"PS.GZ", "PS", "PS", ""},
        {"IL.WE", "PS", "IL", ""},       {"IL.06", "IL", "IL", "IL-JM"},
        {"GE.02", "GE", "GE", "GE-AB"},  {"MD.58", "MD", "MD", "MD-SN"},
        {"CY.02", "CY", "CY", "CY-06"},  {"SO.20", "SO", "SO", "SO-WO"},
        {"XK.10097360", "XK", "XK", ""},
    };
    (void)state;
    skt_gazetteer *g = open_gazetteer();
    for (int pass = 0; pass < 2; pass++) {
        skt_gazetteer_set_boundaries(g, pass == 0 ? SKT_BOUNDARIES_ISO : SKT_BOUNDARIES_DE_FACTO);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            const skt_node node = skt_gazetteer_admin1(g, skt_str_from(cases[i].admin1));
            const skt_node_info info = skt_gazetteer_node(g, node);
            const char *country = pass == 0 ? cases[i].iso : cases[i].de_facto;
            if (!skt_str_is(info.country, country) || !skt_str_is(info.admin1, cases[i].admin1) ||
                !skt_str_is(info.iso_3166_2, cases[i].iso_3166_2)) {
                fail_msg("%s is in %.*s (%.*s), not %s (%s)", cases[i].admin1,
                         SKT_FMT(info.country), SKT_FMT(info.iso_3166_2), country,
                         cases[i].iso_3166_2);
            }
            /* The tree stays. */
            assert_int_equal(skt_gazetteer_country_of(g, node),
                             skt_gazetteer_country(g, skt_str_from(cases[i].iso)));
        }
        assert_true(skt_str_is(skt_gazetteer_node(g, reading(g, "Simferopol", NULL)).country,
                               pass == 0 ? "UA" : "RU"));
    }
    skt_gazetteer_close(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds_places),
        cmocka_unit_test(ranks_own_first_but_for_context),
        cmocka_unit_test(overrides_known_places),
        cmocka_unit_test(forbids_names_and_readings),
        cmocka_unit_test(takes_rows_in_order),
        cmocka_unit_test(finds_them_in_a_text),
        cmocka_unit_test(refuses_rows_by_line),
        cmocka_unit_test(refuses_what_is_no_table),
        cmocka_unit_test(warns_of_slips),
        cmocka_unit_test(draws_boundaries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
