/* Settlements. */
#include <math.h>

#include "gazetteer/build.h"
#include "gazetteer/build_dump.h"
#include "gazetteer/build_known.h"

enum {
    CITY_REGION_KM2 = 4500, /* the largest region that is one city */
    PEOPLE_OF_SMALL_REGION = 10000
};

/* The prior of DATA.md, section 5, without what depends on the name. */
static uint16_t prior_of(const skt_gaz_builder *b, const skt_gaz_place *place)
{
    const size_t *bonus = skt_map_get(&b->bonus, place->country);
    const double people = place->people > 0 ? place->people : place->unknown_people;
    double prior = (place->prior > 0 ? place->prior / 1000.0 : log10(people + 300)) +
                   (bonus == NULL ? 0 : (double)*bonus / 1000);
    if (skt_str_is(place->feature, "PPLC")) {
        prior += 0.9;
    } else if (skt_str_is(place->feature, "PPLA")) {
        prior += 0.6;
    } else if (skt_str_is(place->feature, "PPLA2")) {
        prior += 0.3;
    } else if (skt_str_is(place->feature, "PPLA3")) {
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

static skt_status place_districts(skt_gaz_builder *b, const skt_gaz_place *place,
                                  const skt_gaz_node *node)
{
    skt_buf_clear(&b->key);
    skt_buf_add(&b->key, place->admin1);
    skt_buf_add_char(&b->key, '/');
    skt_gaz_fold_name(&b->key, place->name);
    if (b->key.failed) {
        return SKT_E_NOMEM;
    }
    place_district(b, skt_map_get(&b->seat_at, skt_buf_str(&b->key)), node, true);
    place_district(b, skt_map_get(&b->district_at, place->admin2), node, false);
    return SKT_OK;
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
        skt_gaz_area_sum *sum = &b->sums.items[up];
        if ((node->flags & seat) != 0 &&
            (area->seat == SKT_NO_NODE || sum->seat_prior < node->prior)) {
            area->seat = made;
            sum->seat_prior = node->prior;
            sum->seat_people = node->population;
        }
        sum->people += quarter ? 0 : (int64_t)node->population;
        lend_zone(&b->nodes.items[up], node);
        up = b->nodes.items[up].parent;
    }
}

/* Of an Arabic name with the article the Latin forms are written without it as well:
 * "Al-Kut" and "Kut". */
static skt_status add_without_article(skt_gaz_builder *b, skt_str names, skt_node node)
{
    static const char *const articles[] = {"al", "el", "ar", "er", "as", "es", "ash", "esh",
                                           "ad", "ed", "at", "et", "an", "en", "az",  "ez"};
    skt_str name;
    skt_status status = SKT_OK;
    while (status == SKT_OK && skt_str_split(&name, &names, '|')) {
        for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
            const size_t length = strlen(articles[i]);
            const bool article = name.len > length + 3 &&
                                 skt_str_starts_alike(name, skt_str_from(articles[i])) &&
                                 (name.ptr[length] == ' ' || name.ptr[length] == '-');
            if (article) {
                name = skt_str_sub(name, length + 1, name.len - length - 1);
                status = skt_gaz_add_name(b, name, node, 0);
                break;
            }
        }
    }
    return status;
}

/* Whether `name` is the display name but for what tells it from others: "Frankfurt" of
 * "Frankfurt am Main", "Halle" of "Halle (Saale)". */
static bool is_short_form(skt_str name, skt_str display)
{
    if (name.len == 0 || name.len + 3 >= display.len || !skt_str_starts(display, name)) {
        return false;
    }
    const char *tail = display.ptr + name.len;
    return (tail[0] == ' ' || tail[0] == '-') &&
           (tail[1] == '(' || (tail[1] >= 'a' && tail[1] <= 'z'));
}

static skt_status add_other_names(skt_gaz_builder *b, skt_str display, skt_str names, skt_node node)
{
    skt_str name;
    skt_status status = SKT_OK;
    while (status == SKT_OK && skt_str_split(&name, &names, '|')) {
        const bool short_form = is_short_form(name, display);
        status = skt_gaz_add_name(b, name, node, short_form ? SKT_GAZ_MAIN : 0);
    }
    return status;
}

skt_status skt_gaz_add_place_names(skt_gaz_builder *b, skt_str name, skt_str names, skt_node node)
{
    const skt_str article = SKT_LIT("\xD8\xA7\xD9\x84");
    bool has_article = false;
    skt_str rest = names;
    skt_str one;
    while (!has_article && skt_str_split(&one, &rest, '|')) {
        has_article = skt_str_starts(one, article);
    }
    skt_status status = add_other_names(b, name, names, node);
    if (status == SKT_OK && has_article) {
        status = add_without_article(b, name, node);
    }
    return status == SKT_OK && has_article ? add_without_article(b, names, node) : status;
}

skt_status skt_gaz_add_place(skt_node *out, skt_gaz_builder *b, const skt_gaz_place *place)
{
    *out = SKT_NO_NODE;
    skt_node parent = place->parent;
    if (parent == SKT_NO_NODE) {
        parent = skt_gaz_built_area(b, 'R', place->admin1);
    }
    if (parent == SKT_NO_NODE) {
        parent = skt_gaz_built_area(b, 'C', place->country);
    }
    if (parent == SKT_NO_NODE) {
        return SKT_OK;
    }
    skt_gaz_node node = {.lat = place->lat,
                         .lon = place->lon,
                         .parent = parent,
                         .feature = skt_gaz_add_tag(b, place->feature),
                         .zone = skt_gaz_add_tag(b, place->zone),
                         .level = SKT_LEVEL_CITY,
                         .flags = flags_of(place->feature),
                         .name = skt_gaz_add_string(b, place->name),
                         .population = (uint32_t)place->people,
                         .geonameid = place->id,
                         .prior = prior_of(b, place)};
    if ((node.flags & SKT_GAZ_QUARTER) != 0) {
        node.prior = node.prior > 1000 ? (uint16_t)(node.prior - 1000) : 0;
    }
    const skt_node made = skt_gaz_add_node(b, &node);
    if (made == SKT_NO_NODE) {
        return SKT_E_NOMEM;
    }
    *out = made;
    enter_region(b, made, &node);
    skt_status status = place_districts(b, place, &node);
    if (status == SKT_OK) {
        status = skt_gaz_add_name(b, place->name, made, SKT_GAZ_MAIN);
    }
    if (status == SKT_OK) {
        status = skt_gaz_add_corrected_names(b, place, made);
    }
    return status == SKT_OK ? skt_gaz_built_status(b) : status;
}

/* The committed rows that no dump has told of: those of places.tsv, then the extra
 * ones. */
static skt_status add_known(skt_gaz_builder *b, skt_gaz_known *known)
{
    skt_status status = SKT_OK;
    for (uint32_t i = 0; i < known->rows.count && status == SKT_OK; i++) {
        skt_gaz_place place;
        skt_node made;
        if (!known->rows.items[i].used && skt_gaz_known_place(&place, known, i, true)) {
            status = skt_gaz_known_add(&made, b, known, i, &place);
        }
    }
    return status;
}

/* A region that is one city: small, most of its people in its seat. */
static void mark_city_regions(skt_gaz_builder *b)
{
    for (size_t i = 0; i < b->areas.count; i++) {
        const skt_gaz_area *area = &b->areas.items[i];
        const skt_gaz_area_sum *sum = &b->sums.items[i];
        if (b->nodes.items[i].level == SKT_LEVEL_REGION && area->seat != SKT_NO_NODE &&
            area->area_km2 < CITY_REGION_KM2 && (int64_t)sum->seat_people * 2 > sum->people) {
            b->nodes.items[i].flags |= SKT_NODE_CITY_REGION;
        }
    }
}

/* Of two regions of one name (Florida of the United States and of Puerto Rico) the one
 * that more people live in is meant, all else alike. */
static void weigh_regions(skt_gaz_builder *b)
{
    for (size_t i = 0; i < b->areas.count; i++) {
        skt_gaz_node *node = &b->nodes.items[i];
        const double people = (double)b->sums.items[i].people + PEOPLE_OF_SMALL_REGION;
        if (node->level == SKT_LEVEL_REGION) {
            node->prior = (uint16_t)lround(node->prior + 100 * (log10(people) - 6));
        }
    }
}

skt_status skt_gaz_build_places(skt_gaz_builder *b)
{
    skt_gaz_known known = {0};
    skt_status status = skt_gaz_build_corrections(b);
    if (status == SKT_OK) {
        status = skt_gaz_known_open(&known, b);
    }
    if (status == SKT_OK && b->dump != NULL) {
        status = skt_gaz_dump_places(b, &known);
    }
    if (status == SKT_OK) {
        status = add_known(b, &known);
    }
    skt_gaz_known_close(&known);
    mark_city_regions(b);
    weigh_regions(b);
    return status;
}
