/* Export: records, geometry, and each format, read back with shapelib and
 * jansson. With SKYTALLY_TEST_OUTPUT set to a folder, the sample is left there
 * for the checks of tests/cli with GDAL and QGIS. */
#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <shapefil.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/file.h"
#include "export/claim_json.h"
#include "export/claim_keys.h"
#include "export/claims_ndjson.h"
#include "export/csv.h"
#include "export/dbf.h"
#include "export/export.h"
#include "export/shapefile.h"
#include "geometry/geometry.h"
#include "geometry/geos.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define NO_NUMBER                                                                                  \
    {                                                                                              \
        {SKT_NULL, SKT_NULL, SKT_NULL}, SKT_NULL, SKT_NULL, false, false                           \
    }

/* -------------------------------------------------------- a made-up atlas */

enum { KURSK, BELGOROD, BLACK_SEA, RUSSIA, CHUKOTKA, SULAYMANIYAH, HALABJA, BOWTIE, NODES };

typedef struct test_ring {
    skt_node node;
    bool hole;
    size_t n;
    double points[16];
} test_ring;

/* Kursk with an enclave given in the wrong direction, Chukotka over the
 * antimeridian, Russia in two parts that share an edge, and a bow tie. */
static const test_ring test_rings[] = {
    {KURSK, false, 5, {34, 51, 38, 51, 38, 52.5, 34, 52.5, 34, 51}},
    {KURSK, true, 5, {37, 51.5, 37.1, 51.5, 37.1, 51.6, 37, 51.6, 37, 51.5}},
    {BELGOROD, false, 5, {35.5, 50, 39, 50, 39, 51, 35.5, 51, 35.5, 50}},
    {BLACK_SEA, false, 5, {28, 41, 41, 41, 41, 46, 28, 46, 28, 41}},
    {RUSSIA, false, 5, {27, 45, 170, 45, 170, 75, 27, 75, 27, 45}},
    {RUSSIA, false, 5, {170, 62, -170, 62, -170, 70, 170, 70, 170, 62}},
    {CHUKOTKA, false, 5, {170, 62, -170, 62, -170, 70, 170, 70, 170, 62}},
    {CHUKOTKA, true, 5, {-175, 65, -175, 66, -174, 66, -174, 65, -175, 65}},
    {SULAYMANIYAH, false, 5, {44.5, 34.5, 46.3, 34.5, 46.3, 36.5, 44.5, 36.5, 44.5, 34.5}},
    {BOWTIE, false, 5, {0, 0, 2, 2, 2, 0, 0, 2, 0, 0}},
};

static skt_status test_polygon(skt_polygon *out, void *context, skt_node node, skt_detail detail,
                               skt_arena *arena)
{
    (void)context;
    (void)detail;
    out->rings = skt_arena_array(arena, COUNT(test_rings), sizeof(skt_ring));
    assert_non_null(out->rings);
    out->n_rings = 0;
    for (size_t i = 0; i < COUNT(test_rings); i++) {
        if (test_rings[i].node == node) {
            double *points = skt_arena_array(arena, 16, sizeof *points);
            memcpy(points, test_rings[i].points, sizeof test_rings[i].points);
            out->rings[out->n_rings++] = (skt_ring){points, test_rings[i].n, test_rings[i].hole};
        }
    }
    return SKT_OK;
}

static skt_node test_map_region(void *context, skt_node region)
{
    (void)context;
    return region == HALABJA ? SULAYMANIYAH : region;
}

static skt_str test_region_name(void *context, skt_str admin1)
{
    (void)context;
    return skt_str_is(admin1, "RU.41") ? SKT_LIT("Kursk") : SKT_LIT("Belgorod");
}

static skt_str test_country_name(void *context, skt_str alpha2)
{
    (void)context;
    return skt_str_is(alpha2, "RU") ? SKT_LIT("Russia") : SKT_STR_NONE;
}

static size_t test_area_count(void *context)
{
    (void)context;
    return 0;
}

static const skt_atlas atlas = {.polygon = test_polygon,
                                .map_region = test_map_region,
                                .region_name = test_region_name,
                                .country_name = test_country_name,
                                .area_count = test_area_count};

/* --------------------------------------------------------- a made-up night */

typedef struct sample {
    skt_arena arena;
    skt_claim_set *claims;
    skt_place places[4];
    skt_incident incidents[3];
    skt_row rows[8];
    const skt_incident *incident_list[3];
    const skt_row *row_list[8];
    skt_link link;
    const skt_link *links[1];
    skt_export_data data;
} sample;

static const char *const attributions[] = {"Place names: GeoNames, CC BY 4.0", "R&D <test>"};
static const size_t chosen[] = {1, 0};

/* 2024-08-12. */
enum { TEST_DAY = 19947 };

static void add_claims(sample *s)
{
    /* 300 bytes of Cyrillic: byte 254 falls inside a letter of an odd start. */
    static char long_quote[302] = "x";
    for (size_t i = 1; i + 1 < sizeof long_quote; i += 2) {
        memcpy(long_quote + i, "\xD0\xB6", 2);
    }
    static skt_place place = {.level = SKT_LEVEL_REGION,
                              .role = SKT_PLACE_TARGET,
                              .lat = 51.74,
                              .lon = 36.19,
                              .geo_precision = 3,
                              .node = KURSK};
    place.name = SKT_LIT("Курская область");
    place.country = SKT_LIT("RU");
    place.admin1 = SKT_LIT("RU.41");
    skt_claim claim = {
        .id = SKT_LIT("r1.0"),
        .doc = SKT_LIT("a \"b\".txt"),
        .report = SKT_LIT("r1"),
        .published = TEST_DAY,
        .outcome = SKT_INTERCEPTED,
        .value = 11,
        .estimate = {11, 11, 11},
        .sites = SKT_NULL,
        .places = &place,
        .n_places = 1,
        .date = TEST_DAY,
        .window = {(skt_time)TEST_DAY * 86400 - 7 * 3600, (skt_time)TEST_DAY * 86400 + 4 * 3600,
                   3 * 3600, SKT_TIME_NIGHT, true},
        .source = SKT_LIT("Минобороны, \"МО\""),
        .evidence = {long_quote, 301},
        .offset = 7,
    };
    assert_int_equal(skt_claim_set_add(s->claims, &claim), SKT_OK);
    claim.id = SKT_LIT("r2.0");
    claim.report = SKT_LIT("r2");
    claim.issuer = SKT_LIT("ru-mod");
    assert_int_equal(skt_claim_set_add(s->claims, &claim), SKT_OK);
}

static void add_incidents(sample *s)
{
    s->places[0] = (skt_place){.label = SKT_LIT("Kursk"),
                               .level = SKT_LEVEL_CITY,
                               .country = SKT_LIT("RU"),
                               .admin1 = SKT_LIT("RU.41"),
                               .iso_3166_2 = SKT_LIT("RU-KRS"),
                               .lat = 51.7373,
                               .lon = 36.187399999,
                               .geo_precision = 1};
    s->places[1] = s->places[0];
    s->places[1].label = SKT_LIT("Kursk Oblast");
    s->places[1].level = SKT_LEVEL_REGION;
    s->places[1].geo_precision = 3;
    s->places[2] = s->places[1];
    s->places[3] = s->places[1];
    s->places[3].label = SKT_LIT("Belgorod Oblast");
    s->places[3].admin1 = SKT_LIT("RU.09");
    const skt_window night = {(skt_time)TEST_DAY * 86400 - 7 * 3600,
                              (skt_time)TEST_DAY * 86400 + 4 * 3600, 3 * 3600, SKT_TIME_NIGHT,
                              true};
    const skt_incident base = {.outcome = SKT_INTERCEPTED,
                               .method = SKT_METHOD_KINETIC,
                               .date = TEST_DAY,
                               .window = night,
                               .estimate = {9, 11, SKT_NULL},
                               .net = 11,
                               .sites = SKT_NULL,
                               .parent = SIZE_MAX,
                               .claims = chosen,
                               .n_claims = 2,
                               .n_reports = 2,
                               .event = SKT_LIT("e1")};
    s->incidents[0] = s->incidents[1] = s->incidents[2] = base;
    s->incidents[0].id = SKT_LIT("i-point");
    s->incidents[0].places = &s->places[0];
    s->incidents[0].n_places = 1;
    s->incidents[0].parent = 1;
    s->incidents[1].id = SKT_LIT("i-region");
    s->incidents[1].places = &s->places[1];
    s->incidents[1].n_places = 1;
    s->incidents[2].id = SKT_LIT("i-set");
    s->incidents[2].places = &s->places[2];
    s->incidents[2].n_places = 2;
    s->incidents[2].estimate = (skt_estimate){SKT_NULL, SKT_NULL, SKT_NULL};
    s->incidents[2].net = SKT_NULL;
    s->incidents[2].date = SKT_NO_DAY;
    s->incidents[2].window = (skt_window){SKT_NO_TIME, SKT_NO_TIME, 0, SKT_TIME_NONE, false};
    s->incidents[2].n_claims = 0;
}

static skt_row area_row(skt_row_level level, skt_node node, skt_number intercepted)
{
    skt_row row = {.level = level,
                   .node = node,
                   .date_from = TEST_DAY,
                   .date_to = TEST_DAY + 1,
                   .incidents = 2,
                   .reports = 3,
                   .area_km2 = 30000.0,
                   .per_10k = NAN};
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        row.cells[i] = (skt_cell)NO_NUMBER;
    }
    if (intercepted != SKT_NULL) {
        row.cells[SKT_INTERCEPTED].estimate =
            (skt_estimate){intercepted, intercepted, intercepted + 1};
        row.per_10k = (double)intercepted / row.area_km2 * 10000.0;
    } else {
        row.cells[SKT_INTERCEPTED].unnumbered = true;
        row.cells[SKT_LOST].unnumbered = true;
        row.cells[SKT_SIGHTED].withheld = true;
    }
    return row;
}

static void add_rows(sample *s)
{
    const struct {
        skt_row_level level;
        skt_node node;
        skt_number intercepted;
        skt_str admin1, iso, region, iso_a2, country;
    } rows[] = {
        {SKT_ROW_REGION, KURSK, 12, SKT_LIT("RU.41"), SKT_LIT("RU-KRS"), SKT_LIT("Kursk"),
         SKT_LIT("RU"), SKT_LIT("Russia")},
        {SKT_ROW_REGION, BELGOROD, SKT_NULL, SKT_LIT("RU.09"), SKT_LIT("RU-BEL"),
         SKT_LIT("Belgorod"), SKT_LIT("RU"), SKT_LIT("Russia")},
        {SKT_ROW_REGION, CHUKOTKA, 1, SKT_LIT("RU.15"), SKT_LIT("RU-CHU"), SKT_LIT("Chukotka"),
         SKT_LIT("RU"), SKT_LIT("Russia")},
        {SKT_ROW_REGION, HALABJA, 2, SKT_LIT("IQ.19"), SKT_STR_NONE, SKT_LIT("Halabja"),
         SKT_LIT("IQ"), SKT_LIT("Iraq")},
        {SKT_ROW_REGION, SULAYMANIYAH, 5, SKT_LIT("IQ.05"), SKT_LIT("IQ-SU"),
         SKT_LIT("Sulaymaniyah"), SKT_LIT("IQ"), SKT_LIT("Iraq")},
        {SKT_ROW_SEA, BLACK_SEA, 4, SKT_STR_NONE, SKT_STR_NONE, SKT_LIT("Black Sea"), SKT_STR_NONE,
         SKT_STR_NONE},
        {SKT_ROW_COUNTRY, RUSSIA, 30, SKT_STR_NONE, SKT_STR_NONE, SKT_STR_NONE, SKT_LIT("RU"),
         SKT_LIT("Russia")},
        {SKT_ROW_TOTAL, SKT_NO_NODE, 34, SKT_STR_NONE, SKT_STR_NONE, SKT_STR_NONE, SKT_STR_NONE,
         SKT_STR_NONE},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        s->rows[i] = area_row(rows[i].level, rows[i].node, rows[i].intercepted);
        s->rows[i].admin1 = rows[i].admin1;
        s->rows[i].iso_3166_2 = rows[i].iso;
        s->rows[i].region = rows[i].region;
        s->rows[i].iso_a2 = rows[i].iso_a2;
        s->rows[i].country = rows[i].country;
    }
    s->rows[6].cells[SKT_INTERCEPTED].not_placed = 3;
    s->rows[6].cells[SKT_INTERCEPTED].elsewhere = 4;
}

static void sample_make(sample *s)
{
    memset(s, 0, sizeof *s);
    assert_int_equal(skt_claim_set_new(&s->claims), SKT_OK);
    add_claims(s);
    add_incidents(s);
    add_rows(s);
    for (size_t i = 0; i < COUNT(s->incidents); i++) {
        s->incident_list[i] = &s->incidents[i];
    }
    for (size_t i = 0; i < COUNT(s->rows); i++) {
        s->row_list[i] = &s->rows[i];
    }
    s->link = (skt_link){0, 1, SKT_LINK_SAME_EVENT, "same area and night"};
    s->links[0] = &s->link;
    s->data.links = s->links;
    s->data.n_links = 1;
    s->data.meta = (skt_export_meta){attributions, COUNT(attributions), "iso", TEST_DAY,
                                     TEST_DAY + 1, TEST_DAY + 1,        false, {NULL, 0}};
    const skt_export_rows rows = {{s->row_list, 8}, {s->row_list, 8}};
    assert_int_equal(skt_export_data_make(&s->data, (skt_incident_list){s->incident_list, 3}, &rows,
                                          s->claims, &atlas, &s->arena, NULL),
                     SKT_OK);
}

static void sample_free(sample *s)
{
    skt_arena_dispose(&s->arena);
    skt_claim_set_free(s->claims);
}

/* ------------------------------------------------------------- test folders */

static void make_dir(char out[64])
{
    (void)snprintf(out, 64, "/tmp/skytally-test-XXXXXX");
    assert_non_null(mkdtemp(out));
}

/* Removes the folder with its files; gives how many there were. */
static int remove_dir(const char *dir)
{
    char path[512];
    int count = 0;
    DIR *handle = opendir(dir);
    assert_non_null(handle);
    for (struct dirent *entry; (entry = readdir(handle)) != NULL;) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            (void)snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
            assert_int_equal(remove(path), 0);
            count++;
        }
    }
    (void)closedir(handle);
    assert_int_equal(rmdir(dir), 0);
    return count;
}

/* The content of a file in memory that the caller frees. */
static char *slurp(size_t *size, const char *dir, const char *name)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    skt_mapping file;
    assert_int_equal(skt_file_map(&file, path, NULL), SKT_OK);
    char *content = malloc(file.len + 1);
    assert_non_null(content);
    memcpy(content, file.ptr, file.len);
    content[file.len] = '\0';
    *size = file.len;
    skt_file_unmap(&file);
    return content;
}

static void put_file(const char *dir, const char *name, const char *content)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(skt_file_write(path, skt_str_from(content), NULL), SKT_OK);
}

static void assert_content(const char *dir, const char *name, const char *content)
{
    size_t size;
    char *found = slurp(&size, dir, name);
    assert_string_equal(found, content);
    free(found);
}

static json_t *load_json(const char *dir, const char *name)
{
    size_t size;
    char *text = slurp(&size, dir, name);
    json_error_t error;
    json_t *value = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (value == NULL) {
        fail_msg("%s: %s", name, error.text);
    }
    free(text);
    return value;
}

static const skt_export_options all_formats = SKT_EXPORT_OPTIONS_INIT;

/* ------------------------------------------------------------------- values */

static void test_time_format(void **state)
{
    (void)state;
    const struct {
        skt_time time;
        int32_t offset_s;
        const char *text;
    } cases[] = {
        {0, 0, "1970-01-01T00:00:00+00:00"},
        {-1, 0, "1969-12-31T23:59:59+00:00"},
        {1723410000, 10800, "2024-08-12T00:00:00+03:00"},
        {1723410000, -12600, "2024-08-11T17:30:00-03:30"},
        {SKT_NO_TIME, 0, ""},
        {INT64_MAX, 0, ""},
        {0, 90000, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[SKT_TIME_TEXT];
        skt_time_format(text, cases[i].time, cases[i].offset_s);
        assert_string_equal(text, cases[i].text);
    }
}

static void test_claim_line(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    skt_out to = SKT_OUT_INIT;
    assert_int_equal(skt_claims_write_ndjson(&to, s.claims, s.links, 1), SKT_OK);
    const skt_buf out = to.buf;
    char *second = strchr(out.ptr, '\n');
    assert_non_null(second);
    json_error_t error;
    json_t *line = json_loadb(out.ptr, (size_t)(second - out.ptr), 0, &error);
    assert_non_null(line);
    assert_string_equal(json_string_value(json_object_get(line, "id")), "r1.0");
    assert_string_equal(json_string_value(json_object_get(line, "start")),
                        "2024-08-11T20:00:00+03:00");
    assert_true(json_is_null(json_object_get(line, "sites")));
    json_t *links = json_object_get(line, "links");
    assert_int_equal(json_array_size(links), 1);
    assert_string_equal(json_string_value(json_object_get(json_array_get(links, 0), "to")), "r2.0");
    json_decref(line);
    skt_out_dispose(&to);
    sample_free(&s);
}

/* ------------------------------------------------------------------ the tables */

static void assert_names(const skt_field *fields, size_t count, unsigned output,
                         const char *expected)
{
    skt_buf names = SKT_BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        if ((fields[i].outputs & output) != 0) {
            skt_buf_add_text(&names, names.len == 0 ? "" : ", ");
            skt_buf_add_text(&names, output == SKT_IN_SHAPEFILE ? fields[i].dbf : fields[i].name);
        }
    }
    assert_string_equal(names.ptr, expected);
    skt_buf_dispose(&names);
}

static void test_field_names(void **state)
{
    (void)state;
    size_t count;
    const skt_field *fields = skt_incident_fields(&count);
    assert_names(fields, count, SKT_IN_SHAPEFILE,
                 "id, event, date, t_start, t_end, outcome, method, n_low, n_best, n_high, n_net, "
                 "sites, place, level, geo_prec, time_prec, admin1, iso3166_2, region, iso_a2, "
                 "country, attacker, claimed_by, reports, source, quote");
    fields = skt_tally_fields(&count);
    assert_names(fields, count, SKT_IN_SHAPEFILE,
                 "admin1, iso3166_2, region, iso_a2, country, level, date_from, date_to, launched, "
                 "launch_lo, launch_hi, intercept, interc_lo, interc_hi, lost, lost_lo, lost_hi, "
                 "impacted, impact_lo, impact_hi, sighted, sight_lo, sight_hi, unnumbered, "
                 "withheld, incidents, reports, area_km2, per_10k");
    assert_names(
        fields, count, SKT_IN_CSV,
        "level, admin1, iso_3166_2, region, iso_a2, country, date_from, date_to, launched, "
        "launched_low, launched_high, launched_not_placed, launched_elsewhere, "
        "intercepted, intercepted_low, intercepted_high, intercepted_not_placed, "
        "intercepted_elsewhere, lost, lost_low, lost_high, lost_not_placed, "
        "lost_elsewhere, impacted, impacted_low, impacted_high, impacted_not_placed, "
        "impacted_elsewhere, sighted, sighted_low, sighted_high, sighted_not_placed, "
        "sighted_elsewhere, unnumbered, withheld, incidents, reports, area_km2, per_10k, "
        "label_lon, label_lat");
}

static void test_dbf_names_are_unique_and_short(void **state)
{
    (void)state;
    size_t counts[2];
    const skt_field *tables[] = {skt_incident_fields(&counts[0]), skt_tally_fields(&counts[1])};
    for (size_t t = 0; t < 2; t++) {
        for (size_t i = 0; i < counts[t]; i++) {
            if ((tables[t][i].outputs & SKT_IN_SHAPEFILE) == 0) {
                continue;
            }
            assert_in_range(strlen(tables[t][i].dbf), 1, 10);
            for (size_t k = 0; k < i; k++) {
                if ((tables[t][k].outputs & SKT_IN_SHAPEFILE) != 0) {
                    assert_string_not_equal(tables[t][i].dbf, tables[t][k].dbf);
                }
            }
        }
    }
}

/* Rows of the tables have the label points of the areas that the layers draw them in. */
static void test_labels(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    size_t drawn = 0;
    for (size_t i = 0; i < s.data.n_tallies; i++) {
        const skt_tally_record *record = &s.data.tallies[i];
        const double lon = record->label_lon;
        const double lat = record->label_lat;
        assert_true(isnan(lon) == isnan(lat));
        if (record->node == KURSK) {
            assert_true(lon > 34.5 && lon < 37.5 && lat > 51.5 && lat < 52.0);
            assert_false(lon >= 37 && lat <= 51.6); /* the enclave */
        } else if (record->node == HALABJA || record->node == SULAYMANIYAH) {
            assert_true(lon > 45 && lon < 46 && lat > 35 && lat < 36);
        }
        drawn += isnan(lon) ? 0 : 1;
        assert_true(record->node != SKT_NO_NODE || isnan(lon)); /* sets and the total */
    }
    assert_true(drawn >= 6);
    sample_free(&s);
}

/* ------------------------------------------------------------------- the codes */

/* The words of an enumeration and those that the dictionary explains are the same. */
#define ASSERT_CODES(field, name_of, first, count)                                                 \
    do {                                                                                           \
        assert_int_equal((field)->n_codes, (count));                                               \
        for (int value = (first); value < (first) + (int)(count); value++) {                       \
            assert_explains(field, name_of(value));                                                \
        }                                                                                          \
    } while (0)

static void assert_explains(const skt_field *field, const char *word)
{
    for (size_t i = 0; i < field->n_codes; i++) {
        if (strcmp(field->codes[i].value, word) == 0) {
            assert_true(strlen(field->codes[i].meaning) > 3);
            return;
        }
    }
    fail_msg("%s does not explain \"%s\"", field->name, word);
}

static const skt_field *field_named(const skt_field *fields, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, name) == 0) {
            return &fields[i];
        }
    }
    fail_msg("no field %s", name);
    return NULL;
}

static const skt_field *key_named(const char *name)
{
    size_t count;
    const skt_claim_key *keys = skt_claim_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(keys[i].field.name, name) == 0) {
            return &keys[i].field;
        }
    }
    fail_msg("no key %s", name);
    return NULL;
}

static void test_codes_are_the_terms(void **state)
{
    (void)state;
    size_t count;
    const skt_field *fields = skt_incident_fields(&count);
    ASSERT_CODES(field_named(fields, count, "outcome"), skt_outcome_name, 0, SKT_OUTCOMES);
    ASSERT_CODES(field_named(fields, count, "method"), skt_method_name, 0, SKT_METHOD_MIXED + 1);
    ASSERT_CODES(field_named(fields, count, "time_precision"), skt_time_precision_name, 0,
                 SKT_TIME_MONTH + 1);
    const skt_field *level = field_named(fields, count, "level");
    assert_int_equal(level->n_codes, SKT_LEVEL_SEA + 2);
    assert_explains(level, "set");
    for (int i = 0; i <= SKT_LEVEL_SEA; i++) {
        assert_explains(level, skt_level_name((skt_level)i));
    }
    fields = skt_tally_fields(&count);
    ASSERT_CODES(field_named(fields, count, "level"), skt_row_level_name, 0, SKT_ROW_TOTAL + 1);
    ASSERT_CODES(field_named(fields, count, "withheld"), skt_outcome_name, 0, SKT_OUTCOMES);
    fields = skt_claim_place_fields(&count);
    ASSERT_CODES(field_named(fields, count, "level"), skt_level_name, 0, SKT_LEVEL_SEA + 1);
    ASSERT_CODES(field_named(fields, count, "role"), skt_place_role_name, SKT_PLACE_ORIGIN,
                 SKT_PLACE_BORDER);
    fields = skt_claim_link_fields(&count);
    ASSERT_CODES(field_named(fields, count, "type"), skt_link_type_name, 0, SKT_LINK_RECALLED + 1);
    ASSERT_CODES(key_named("bound"), skt_bound_name, 0, SKT_VAGUE + 1);
    ASSERT_CODES(key_named("period"), skt_period_name, 0, SKT_BACKGROUND + 1);
    ASSERT_CODES(key_named("role"), skt_role_name, 0, SKT_PART + 1);
    ASSERT_CODES(key_named("published_from"), skt_date_origin_name, SKT_DATE_NONE + 1,
                 SKT_DATE_OPTION);
}

static void test_csv_quotes(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    skt_buf out = SKT_BUF_INIT;
    size_t count;
    const skt_field *fields = skt_incident_fields(&count);
    skt_csv_write(&out, fields, count, s.data.incidents, 3, sizeof *s.data.incidents);
    assert_non_null(strstr(out.ptr, "\"Минобороны, \"\"МО\"\"\""));
    assert_non_null(strstr(out.ptr, ",36.1874,51.7373\n"));
    skt_buf_dispose(&out);
    fields = skt_tally_fields(&count);
    skt_csv_write(&out, fields, count, s.data.tallies, 8, sizeof *s.data.tallies);
    assert_non_null(strstr(out.ptr, "\nregion,RU.41,RU-KRS,Kursk,RU,Russia,2024-08-12,2024-08-13,"
                                    ",,,,,12,12,13,,,"));
    assert_non_null(strstr(out.ptr, ",intercepted lost,sighted,2,3,30000,,3"));
    assert_non_null(strstr(out.ptr, "\ntotal,,,,,,"));
    skt_buf_dispose(&out);
    sample_free(&s);
}

/* ---------------------------------------------------------------- geometry */

static void assert_valid(const skt_polygon *polygon)
{
    bool valid;
    assert_int_equal(skt_geos_is_valid(&valid, polygon), SKT_OK);
    assert_true(valid);
}

static void test_polygons_are_cut_and_valid(void **state)
{
    (void)state;
    const struct {
        skt_node node;
        size_t rings;
    } cases[] = {{KURSK, 2}, {CHUKOTKA, 3}, {RUSSIA, 2}, {BOWTIE, 2}, {NODES, 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_arena arena = SKT_ARENA_INIT;
        skt_polygon in;
        skt_polygon out;
        assert_int_equal(test_polygon(&in, NULL, cases[i].node, SKT_DETAIL_FINE, &arena), SKT_OK);
        assert_int_equal(skt_polygon_clean(&out, &in, &arena), SKT_OK);
        assert_int_equal(out.n_rings, cases[i].rings);
        if (out.n_rings > 0) {
            assert_valid(&out);
        }
        for (size_t r = 0; r < out.n_rings; r++) {
            for (size_t k = 1; k < out.rings[r].n; k++) {
                const double *point = &out.rings[r].lonlat[2 * k];
                assert_true(fabs(point[0]) <= 180.0 && fabs(point[0] - point[-2]) <= 180.0);
            }
        }
        skt_arena_dispose(&arena);
    }
}

static void test_extent_over_the_antimeridian(void **state)
{
    (void)state;
    skt_arena arena = SKT_ARENA_INIT;
    skt_polygon in;
    skt_polygon chukotka;
    assert_int_equal(test_polygon(&in, NULL, CHUKOTKA, SKT_DETAIL_FINE, &arena), SKT_OK);
    assert_int_equal(skt_polygon_clean(&chukotka, &in, &arena), SKT_OK);
    skt_extent extent;
    double box[4];
    skt_extent_begin(&extent);
    assert_false(skt_extent_box(box, &extent));
    skt_extent_add_polygon(&extent, &chukotka);
    skt_extent_add_point(&extent, 36.0, 51.0);
    assert_true(skt_extent_box(box, &extent));
    const double expected[] = {36, 51, -170, 70};
    for (size_t i = 0; i < 4; i++) {
        assert_true(box[i] == expected[i]);
    }
    skt_extent_dispose(&extent);
    skt_arena_dispose(&arena);
}

/* ------------------------------------------------------------------ shapefile */

static void test_dbf_text_is_cut_at_a_character(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    size_t count;
    const skt_field *fields = skt_incident_fields(&count);
    skt_buf out = SKT_BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, "quote") == 0) {
            skt_dbf_add_value(&out, &fields[i], &s.data.incidents[0]);
        }
    }
    assert_int_equal(out.len, 253);
    assert_int_equal((unsigned char)out.ptr[252], 0xB6);
    skt_buf_dispose(&out);
    sample_free(&s);
}

static void assert_ring_directions(const SHPObject *shape)
{
    for (int part = 0; part < shape->nParts; part++) {
        const int from = shape->panPartStart[part];
        const int end = part + 1 < shape->nParts ? shape->panPartStart[part + 1] : shape->nVertices;
        double area2 = 0;
        for (int i = from + 1; i < end; i++) {
            area2 += shape->padfX[i - 1] * shape->padfY[i] - shape->padfX[i] * shape->padfY[i - 1];
        }
        const bool hole = fabs(area2) < 3; /* the holes of the atlas are small */
        assert_true(hole ? area2 > 0 : area2 < 0);
    }
}

static void test_shapefile_reads_back(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    char dir[64];
    char path[128];
    make_dir(dir);
    assert_int_equal(skt_export_data_write(dir, &s.data, &all_formats, NULL), SKT_OK);

    (void)snprintf(path, sizeof path, "%s/tallies.shp", dir);
    SHPHandle shapes = SHPOpen(path, "rb");
    DBFHandle table = DBFOpen(path, "rb");
    int count;
    int type;
    SHPGetInfo(shapes, &count, &type, NULL, NULL);
    assert_int_equal(type, SHPT_POLYGON);
    assert_int_equal(count, 5); /* Halabja is drawn with Sulaymaniyah; no total */
    assert_int_equal(DBFGetRecordCount(table), 5);
    for (int i = 0; i < count; i++) {
        SHPObject *shape = SHPReadObject(shapes, i);
        assert_int_equal(SHPRewindObject(shapes, shape), 0);
        assert_ring_directions(shape);
        SHPDestroyObject(shape);
    }
    const int intercept = DBFGetFieldIndex(table, "intercept");
    assert_int_equal(DBFReadIntegerAttribute(table, 0, intercept), 12);
    assert_true(DBFIsAttributeNULL(table, 1, intercept));
    assert_string_equal(DBFReadStringAttribute(table, 1, DBFGetFieldIndex(table, "unnumbered")),
                        "intercepted lost");
    const int date = DBFGetFieldIndex(table, "date_from");
    assert_int_equal(DBFGetNativeFieldType(table, date), 'D');
    assert_string_equal(DBFReadStringAttribute(table, 0, date), "20240812");
    assert_string_equal(DBFGetCodePage(table), "UTF-8");
    assert_string_equal(DBFReadStringAttribute(table, 3, DBFGetFieldIndex(table, "admin1")),
                        "IQ.05+IQ.19");
    assert_int_equal(DBFReadIntegerAttribute(table, 3, intercept), 7);
    DBFClose(table);
    SHPClose(shapes);

    assert_content(dir, "incidents.cpg", "UTF-8");
    assert_content(
        dir, "incidents.prj",
        "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"
        "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]");
    assert_int_equal(remove_dir(dir), 3 * 8 + 12); /* 3 layers in 8 files, 3 tables in 8, README,
                                                      map, GeoPackage, project */
    sample_free(&s);
}

static void test_incident_points(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    char dir[64];
    char path[128];
    make_dir(dir);
    const skt_export_options mercator = {sizeof mercator, SKT_FORMAT_SHAPEFILE, "EPSG:3857", 0};
    assert_int_equal(skt_export_data_write(dir, &s.data, &mercator, NULL), SKT_OK);
    (void)snprintf(path, sizeof path, "%s/incidents.shp", dir);
    SHPHandle shapes = SHPOpen(path, "rb");
    int count;
    int type;
    SHPGetInfo(shapes, &count, &type, NULL, NULL);
    assert_int_equal(type, SHPT_POINT);
    assert_int_equal(count, 1); /* a region and a set have no honest point */
    SHPObject *shape = SHPReadObject(shapes, 0);
    assert_true(fabs(shape->padfX[0] - 4028362.96) < 1.0);
    /* Spherical Mercator on the radius of EPSG:3857. */
    const double pi = acos(-1.0);
    const double northing = 6378137.0 * log(tan(pi / 4 + 51.7373 * pi / 360));
    assert_true(fabs(shape->padfY[0] - northing) < 1.0);
    SHPDestroyObject(shape);
    SHPClose(shapes);
    (void)remove_dir(dir);
    sample_free(&s);
}

static void test_shapefile_limit(void **state)
{
    (void)state;
    const struct {
        skt_shapefile_sizes sizes;
        skt_status status;
    } cases[] = {
        {{SKT_SHAPEFILE_LIMIT, 100, 100}, SKT_OK},
        {{SKT_SHAPEFILE_LIMIT + 1, 100, 100}, SKT_E_LIMIT},
        {{100, 100, INT64_C(5000000000)}, SKT_E_LIMIT},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        skt_diag *diag;
        assert_int_equal(skt_diag_new(&diag), SKT_OK);
        assert_int_equal(skt_shapefile_check("tallies", &cases[i].sizes, diag), cases[i].status);
        assert_int_equal(skt_diag_count(diag), cases[i].status != SKT_OK);
        skt_diag_free(diag);
    }
}

/* -------------------------------------------------------------------- GeoJSON */

static double json_ring_area2(const json_t *ring)
{
    double area2 = 0;
    for (size_t i = 1; i < json_array_size(ring); i++) {
        const json_t *a = json_array_get(ring, i - 1);
        const json_t *b = json_array_get(ring, i);
        area2 += json_number_value(json_array_get(a, 0)) * json_number_value(json_array_get(b, 1)) -
                 json_number_value(json_array_get(b, 0)) * json_number_value(json_array_get(a, 1));
    }
    return area2;
}

static void assert_right_handed(const json_t *geometry)
{
    assert_string_equal(json_string_value(json_object_get(geometry, "type")), "MultiPolygon");
    const json_t *polygons = json_object_get(geometry, "coordinates");
    for (size_t i = 0; i < json_array_size(polygons); i++) {
        const json_t *rings = json_array_get(polygons, i);
        for (size_t k = 0; k < json_array_size(rings); k++) {
            const double area2 = json_ring_area2(json_array_get(rings, k));
            assert_true(k == 0 ? area2 > 0 : area2 < 0);
        }
    }
}

static void test_geojson_reads_back(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    char dir[64];
    make_dir(dir);
    assert_int_equal(skt_export_data_write(dir, &s.data, &all_formats, NULL), SKT_OK);
    json_t *root = load_json(dir, "tallies.geojson");
    assert_int_equal(json_array_size(json_object_get(root, "attribution")), 2);
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(root, "parameters"), "boundaries")),
        "iso");
    const json_t *features = json_object_get(root, "features");
    assert_int_equal(json_array_size(features), 5); /* the total is in the tables alone */
    for (size_t i = 0; i < json_array_size(features); i++) {
        const json_t *feature = json_array_get(features, i);
        assert_int_equal(json_object_size(json_object_get(feature, "properties")), 41);
        assert_right_handed(json_object_get(feature, "geometry"));
    }
    const json_t *sea = json_array_get(features, 4);
    assert_string_equal(json_string_value(json_object_get(sea, "id")), "sea:black sea");
    assert_true(json_is_real(json_object_get(json_object_get(sea, "properties"), "area_km2")));
    json_decref(root);

    root = load_json(dir, "incidents.geojson");
    assert_int_equal(json_array_size(json_object_get(root, "features")), 3);
    json_decref(root);
    (void)remove_dir(dir);
    sample_free(&s);
}

/* ----------------------------------------------------------------- the folder */

static void test_same_bytes_twice(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    char dirs[2][64];
    for (int i = 0; i < 2; i++) {
        make_dir(dirs[i]);
        assert_int_equal(skt_export_data_write(dirs[i], &s.data, &all_formats, NULL), SKT_OK);
    }
    /* Again over the old ones. */
    assert_int_equal(skt_export_data_write(dirs[1], &s.data, &all_formats, NULL), SKT_OK);
    DIR *handle = opendir(dirs[0]);
    for (struct dirent *entry; (entry = readdir(handle)) != NULL;) {
        if (entry->d_name[0] != '.') {
            size_t sizes[2];
            char *a = slurp(&sizes[0], dirs[0], entry->d_name);
            char *b = slurp(&sizes[1], dirs[1], entry->d_name);
            assert_int_equal(sizes[0], sizes[1]);
            assert_memory_equal(a, b, sizes[0]);
            free(a);
            free(b);
        }
    }
    (void)closedir(handle);
    assert_int_equal(remove_dir(dirs[0]), remove_dir(dirs[1]));
    sample_free(&s);
}

static void test_errors_leave_the_old_files(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    char dir[64];
    char path[128];
    make_dir(dir);
    put_file(dir, "incidents.shp", "old");
    const char *const bad[] = {"EPSG:1", "nonsense", "EPSG:5773", "EPSG:4978", ""};
    for (size_t i = 0; i < COUNT(bad); i++) {
        skt_diag *diag;
        assert_int_equal(skt_diag_new(&diag), SKT_OK);
        const skt_export_options options = {sizeof options, SKT_FORMATS_ALL, bad[i], 0};
        assert_int_equal(skt_export_data_write(dir, &s.data, &options, diag), SKT_E_USAGE);
        assert_int_equal(skt_diag_count(diag), 1);
        skt_diag_free(diag);
    }
    /* A folder where the last file should go: what was renamed is put back. */
    (void)snprintf(path, sizeof path, "%s/claims.ndjson", dir);
    assert_int_equal(mkdir(path, 0777), 0);
    assert_int_equal(skt_export_data_write(dir, &s.data, &all_formats, NULL), SKT_E_IO);
    assert_content(dir, "incidents.shp", "old");
    assert_int_equal(remove_dir(dir), 2);
    sample_free(&s);
}

static void test_sidecars_of_others(void **state)
{
    (void)state;
    sample s;
    sample_make(&s);
    char dir[64];
    char path[128];
    make_dir(dir);
    put_file(dir, "tallies.qml", "<qgis>mine</qgis>");
    put_file(dir, "tallies.qix", "an index of the old file");
    assert_int_equal(skt_export_data_write(dir, &s.data, &all_formats, NULL), SKT_OK);
    assert_content(dir, "tallies.qml", "<qgis>mine</qgis>");
    (void)snprintf(path, sizeof path, "%s/tallies.qix", dir);
    assert_int_not_equal(access(path, F_OK), 0);
    (void)remove_dir(dir);
    sample_free(&s);
}

static void test_periods_have_ids_of_their_own(void **state)
{
    (void)state;
    skt_arena arena = SKT_ARENA_INIT;
    skt_row rows[2] = {area_row(SKT_ROW_REGION, KURSK, 1), area_row(SKT_ROW_REGION, KURSK, 2)};
    rows[0].admin1 = rows[1].admin1 = SKT_LIT("RU.41");
    rows[1].date_from = rows[1].date_to = TEST_DAY + 1;
    const skt_row *list[] = {&rows[0], &rows[1]};
    skt_tally_record *records;
    for (size_t n = 1; n <= 2; n++) {
        assert_int_equal(skt_tally_records(&records, (skt_row_list){list, n}, false, &arena),
                         SKT_OK);
        assert_int_equal(skt_tally_is_split(records, n), n == 2);
    }
    assert_true(skt_str_is(records[1].id, "RU.41@2024-08-13"));
    skt_arena_dispose(&arena);
}

static void test_empty(void **state)
{
    (void)state;
    skt_arena arena = SKT_ARENA_INIT;
    skt_claim_set *claims;
    assert_int_equal(skt_claim_set_new(&claims), SKT_OK);
    skt_export_data data;
    memset(&data, 0, sizeof data);
    data.meta =
        (skt_export_meta){NULL, 0, "iso", SKT_NO_DAY, SKT_NO_DAY, SKT_NO_DAY, false, {NULL, 0}};
    const skt_export_rows rows = {0};
    assert_int_equal(skt_export_data_make(&data, (skt_incident_list){NULL, 0}, &rows, claims,
                                          &atlas, &arena, NULL),
                     SKT_OK);
    char dir[64];
    make_dir(dir);
    assert_int_equal(skt_export_data_write(dir, &data, &all_formats, NULL), SKT_OK);
    assert_int_equal(remove_dir(dir), 36); /* all but the page, which needs a traced tally */
    skt_claim_set_free(claims);
    skt_arena_dispose(&arena);
}

static void test_leave_a_sample(void **state)
{
    (void)state;
    const char *dir = getenv("SKYTALLY_TEST_OUTPUT");
    if (dir == NULL) {
        skip();
    }
    sample s;
    sample_make(&s);
    assert_int_equal(skt_export_data_write(dir, &s.data, &all_formats, NULL), SKT_OK);
    sample_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_format),
        cmocka_unit_test(test_claim_line),
        cmocka_unit_test(test_field_names),
        cmocka_unit_test(test_dbf_names_are_unique_and_short),
        cmocka_unit_test(test_codes_are_the_terms),
        cmocka_unit_test(test_csv_quotes),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_polygons_are_cut_and_valid),
        cmocka_unit_test(test_extent_over_the_antimeridian),
        cmocka_unit_test(test_dbf_text_is_cut_at_a_character),
        cmocka_unit_test(test_shapefile_reads_back),
        cmocka_unit_test(test_incident_points),
        cmocka_unit_test(test_shapefile_limit),
        cmocka_unit_test(test_geojson_reads_back),
        cmocka_unit_test(test_same_bytes_twice),
        cmocka_unit_test(test_errors_leave_the_old_files),
        cmocka_unit_test(test_sidecars_of_others),
        cmocka_unit_test(test_periods_have_ids_of_their_own),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_leave_a_sample),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
