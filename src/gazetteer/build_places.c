/* Districts and settlements. */
#include <math.h>
#include <stdlib.h>

#include "core/diag.h"
#include "gazetteer/build.h"

enum {
    UNKNOWN_PEOPLE = 1000, /* what a place without a population counts as */
    CITY_REGION_KM2 = 4500 /* the largest region that is one city */
};

static skt_status add_district(skt_gaz_builder *b, const skt_str *f, skt_node region)
{
    const skt_gaz_node node = {.lat = SKT_GAZ_NO_POINT,
                               .lon = SKT_GAZ_NO_POINT,
                               .name = skt_gaz_add_string(b, f[2]),
                               .parent = region,
                               .level = SKT_LEVEL_DISTRICT,
                               .feature = skt_gaz_add_tag(b, SKT_LIT("ADM2")),
                               .zone = SKT_GAZ_NO_TAG};
    const skt_node made = skt_gaz_add_node(b, &node);
    skt_str code;
    skt_str seat;
    skt_buf key = SKT_BUF_INIT;
    skt_buf_add(&key, f[1]);
    skt_buf_add_char(&key, '/');
    skt_gaz_fold_name(&key, f[4]);
    skt_status status = made == SKT_NO_NODE || key.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && (skt_arena_str(&code, &b->arena, f[0]) != SKT_OK ||
                             skt_arena_str(&seat, &b->arena, skt_buf_str(&key)) != SKT_OK ||
                             !skt_map_set(&b->district_at, code, made) ||
                             (f[4].len > 0 && !skt_map_set(&b->seat_at, seat, made)))) {
        status = SKT_E_NOMEM;
    }
    skt_buf_dispose(&key);
    /* A district's bare name is mostly meant as the town's, so it counts only
     * beside a type word. */
    const int named[] = {2, 3};
    for (size_t i = 0; i < 2 && status == SKT_OK; i++) {
        status = skt_gaz_add_names(b, f[named[i]], made, SKT_GAZ_STEM);
        if (status == SKT_OK) {
            status = skt_gaz_add_stems(b, f[named[i]], made, SKT_GAZ_DISTRICT_WORD);
        }
    }
    return status;
}

static skt_status read_districts(skt_gaz_builder *b)
{
    static const char *const columns[] = {"code", "admin1", "name", "names", "seat", NULL};
    skt_gaz_table table;
    skt_str f[5];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "districts.tsv", columns,
                                              "districts will not be known");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const skt_node region = skt_gaz_built_area(b, 'R', f[1]);
        if (region == SKT_NO_NODE) {
            skt_gaz_table_refuse(&table, "no such region", f[1]);
            continue;
        }
        /* Elsewhere the town of the name stands for the district: the file stays
         * small. */
        const skt_str country = skt_str_cut(f[1], 2);
        if (skt_map_get(&b->bonus, country) != NULL) {
            status = add_district(b, f, region);
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

enum {
    P_NAME,
    P_LAT,
    P_LON,
    P_FEATURE,
    P_COUNTRY,
    P_ADMIN1,
    P_ADMIN2,
    P_PEOPLE,
    P_ZONE,
    P_NAMES,
    P_ID
};

/* The prior of DATA.md, section 5, without what depends on the name. */
static uint16_t prior_of(const skt_gaz_builder *b, const skt_str *f, double people)
{
    const size_t *bonus = skt_map_get(&b->bonus, f[P_COUNTRY]);
    double prior = log10((people > 0 ? people : UNKNOWN_PEOPLE) + 300) +
                   (bonus == NULL ? 0 : (double)*bonus / 1000);
    if (skt_str_is(f[P_FEATURE], "PPLC")) {
        prior += 0.9;
    } else if (skt_str_is(f[P_FEATURE], "PPLA")) {
        prior += 0.6;
    } else if (skt_str_is(f[P_FEATURE], "PPLA2")) {
        prior += 0.3;
    } else if (skt_str_is(f[P_FEATURE], "PPLA3")) {
        prior += 0.15;
    }
    return (uint16_t)lround(prior * 1000);
}

static uint8_t flags_of(skt_str feature)
{
    if (skt_str_is(feature, "PPLC")) {
        return SKT_NODE_CAPITAL | SKT_NODE_SEAT;
    }
    if (skt_str_is(feature, "PPLA")) {
        return SKT_NODE_SEAT;
    }
    if (skt_str_is(feature, "PPLA2")) {
        return SKT_GAZ_SECOND_SEAT;
    }
    const bool quarter = skt_str_is(feature, "PPLX") || skt_str_is(feature, "PPLQ") ||
                         skt_str_is(feature, "PPLH") || skt_str_is(feature, "PPLW");
    return quarter ? SKT_GAZ_QUARTER : 0;
}

/* A district lies where its seat, or else its largest place, lies. */
static void place_district(skt_gaz_builder *b, const size_t *district, const skt_gaz_node *node,
                           bool seat)
{
    if (district == NULL) {
        return;
    }
    skt_gaz_node *d = &b->nodes.items[*district];
    if (seat || d->lat == SKT_GAZ_NO_POINT || (d->flags == 0 && node->prior > d->prior)) {
        d->lat = node->lat;
        d->lon = node->lon;
        d->prior = node->prior;
        d->zone = node->zone;
        d->flags = seat ? SKT_GAZ_SECOND_SEAT : d->flags;
    }
}

static skt_status place_districts(skt_gaz_builder *b, const skt_str *f, const skt_gaz_node *node)
{
    skt_buf key = SKT_BUF_INIT;
    skt_buf_add(&key, f[P_ADMIN1]);
    skt_buf_add_char(&key, '/');
    skt_gaz_fold_name(&key, f[P_NAME]);
    if (!key.failed) {
        place_district(b, skt_map_get(&b->seat_at, skt_buf_str(&key)), node, true);
        place_district(b, skt_map_get(&b->district_at, f[P_ADMIN2]), node, false);
    }
    const skt_status status = key.failed ? SKT_E_NOMEM : SKT_OK;
    skt_buf_dispose(&key);
    return status;
}

/* A region keeps the time of its seat, a country that of its capital. */
static void lend_zone(skt_gaz_node *area, const skt_gaz_node *place)
{
    const unsigned rank =
        area->level == SKT_LEVEL_COUNTRY ? SKT_NODE_CAPITAL : SKT_NODE_CAPITAL | SKT_NODE_SEAT;
    if ((place->flags & rank) != 0 && place->zone != SKT_GAZ_NO_TAG) {
        area->zone = place->zone;
    }
}

/* Counts the place to its region and makes it the seat where it is. */
static void enter_region(skt_gaz_builder *b, skt_node made, const skt_gaz_node *node)
{
    const bool quarter = (node->flags & SKT_GAZ_QUARTER) != 0;
    skt_node up = node->parent;
    while (up != SKT_NO_NODE) {
        skt_gaz_area *area = &b->areas.items[up];
        const bool country = b->nodes.items[up].level == SKT_LEVEL_COUNTRY;
        const unsigned seat = country ? SKT_NODE_CAPITAL : SKT_NODE_SEAT;
        if ((node->flags & seat) != 0 &&
            (area->seat == SKT_NO_NODE || b->nodes.items[area->seat].prior < node->prior)) {
            area->seat = made;
        }
        b->people.items[up] += quarter ? 0 : (int64_t)node->population;
        lend_zone(&b->nodes.items[up], node);
        up = b->nodes.items[up].parent;
    }
}

static skt_status add_place(skt_gaz_builder *b, skt_gaz_table *table, const skt_str *f)
{
    double people = 0;
    double id = 0;
    skt_node parent = skt_gaz_built_area(b, 'R', f[P_ADMIN1]);
    if (parent == SKT_NO_NODE) {
        parent = skt_gaz_built_area(b, 'C', f[P_COUNTRY]);
    }
    if (parent == SKT_NO_NODE) {
        skt_gaz_table_refuse(table, "no such region or country", f[P_ADMIN1]);
        return SKT_OK;
    }
    skt_gaz_node node = {.parent = parent,
                         .feature = skt_gaz_add_tag(b, f[P_FEATURE]),
                         .zone = skt_gaz_add_tag(b, f[P_ZONE]),
                         .level = SKT_LEVEL_CITY,
                         .flags = flags_of(f[P_FEATURE])};
    if (!skt_gaz_parse_point(&node.lat, &node.lon, f[P_LAT], f[P_LON])) {
        skt_gaz_table_refuse(table, "no latitude and longitude", f[P_LAT]);
        return SKT_OK;
    }
    if ((f[P_PEOPLE].len > 0 && !skt_gaz_parse_real(&people, f[P_PEOPLE])) ||
        (f[P_ID].len > 0 && !skt_gaz_parse_real(&id, f[P_ID])) || people < 0 || people > 4e9 ||
        id < 0 || id > 4e9) {
        skt_gaz_table_refuse(table, "no number", f[P_PEOPLE]);
        return SKT_OK;
    }
    node.name = skt_gaz_add_string(b, f[P_NAME]);
    node.population = (uint32_t)people;
    node.geonameid = (uint32_t)id;
    node.prior = prior_of(b, f, people);
    if ((node.flags & SKT_GAZ_QUARTER) != 0) {
        node.prior = node.prior > 1000 ? (uint16_t)(node.prior - 1000) : 0;
    }
    const skt_node made = skt_gaz_add_node(b, &node);
    if (made == SKT_NO_NODE || b->strings.failed) {
        return SKT_E_NOMEM;
    }
    enter_region(b, made, &node);
    skt_status status = place_districts(b, f, &node);
    if (status == SKT_OK) {
        status = skt_gaz_add_name(b, f[P_NAME], made, SKT_GAZ_MAIN);
    }
    return status == SKT_OK ? skt_gaz_add_names(b, f[P_NAMES], made, 0) : status;
}

static skt_status read_places(skt_gaz_builder *b)
{
    static const char *const columns[] = {"name",    "lat",    "lon",    "feature",
                                          "country", "admin1", "admin2", "population",
                                          "zone",    "names",  "id",     NULL};
    skt_gaz_table table;
    skt_str f[11];
    skt_status status = skt_gaz_table_open(&table, b->dir, "places.tsv", columns, b->diag);
    if (status == SKT_E_NOTFOUND) {
        status = skt_diag_add(b->diag, SKT_E_DATA, SKT_FAILURE, b->dir, 0,
                              "has no places.tsv.xz; is it the folder gazetteer/ of the source?");
    }
    while (status == SKT_OK && skt_gaz_table_next(&table, f)) {
        status = add_place(b, &table, f);
    }
    skt_gaz_table_close(&table);
    return status;
}

/* The place of that name, region and position that is there already, or SKT_NO_NODE:
 * such a row only adds names. */
static skt_node same_place(skt_gaz_builder *b, const skt_str *f)
{
    enum { NEAR = 50000 }; /* 1e-6 degrees: 5 km */
    int32_t lat;
    int32_t lon;
    const uint32_t name = skt_gaz_add_string(b, f[P_NAME]);
    const skt_node region = skt_gaz_built_area(b, 'R', f[P_ADMIN1]);
    if (!skt_gaz_parse_point(&lat, &lon, f[P_LAT], f[P_LON])) {
        return SKT_NO_NODE;
    }
    for (size_t i = b->areas.count; i < b->nodes.count; i++) {
        const skt_gaz_node *node = &b->nodes.items[i];
        if (node->name == name && node->parent == region && node->level == SKT_LEVEL_CITY &&
            labs((long)node->lat - lat) < NEAR && labs((long)node->lon - lon) < NEAR) {
            return (skt_node)i;
        }
    }
    return SKT_NO_NODE;
}

static skt_status read_extra(skt_gaz_builder *b)
{
    static const char *const columns[] = {"name",    "lat",    "lon",    "feature",
                                          "country", "admin1", "admin2", "population",
                                          "zone",    "names",  NULL};
    skt_gaz_table table;
    skt_str f[11];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "places_extra.tsv", columns,
                                              "small villages will be missed");
    f[P_ID] = SKT_LIT("0");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const skt_node known = same_place(b, f);
        status = known == SKT_NO_NODE ? add_place(b, &table, f)
                                      : skt_gaz_add_names(b, f[P_NAMES], known, 0);
    }
    skt_gaz_table_close(&table);
    return status;
}

/* A region that is one city: small, most of its people in its seat. */
static void mark_city_regions(skt_gaz_builder *b)
{
    for (size_t i = 0; i < b->areas.count; i++) {
        const skt_gaz_area *area = &b->areas.items[i];
        if (b->nodes.items[i].level == SKT_LEVEL_REGION && area->seat != SKT_NO_NODE &&
            area->area_km2 < CITY_REGION_KM2 &&
            (int64_t)b->nodes.items[area->seat].population * 2 > b->people.items[i]) {
            b->nodes.items[i].flags |= SKT_NODE_CITY_REGION;
        }
    }
}

skt_status skt_gaz_build_places(skt_gaz_builder *b)
{
    skt_status status = read_districts(b);
    if (status == SKT_OK) {
        status = read_places(b);
    }
    if (status == SKT_OK) {
        status = read_extra(b);
    }
    mark_city_regions(b);
    return status;
}
