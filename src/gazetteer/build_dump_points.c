/* Settlements and facilities of a GeoNames dump. */
#include <stdlib.h>

#include "gazetteer/build_dump.h"

/* What a place counts as that the dump has without people and our tables lack: those
 * have all of 500 people and more. */
static const double UNKNOWN_PEOPLE = 300;

/* --------------------------------------------------------------------- region */

/* The code of an area, in the builder's memory. */
static skt_str code_of(const skt_gaz_builder *b, skt_node area)
{
    return b->sums.items[area].code;
}

skt_node skt_gaz_dump_region(skt_gaz_builder *b, const skt_gaz_dump_row *row, skt_str *admin1,
                             skt_str *country)
{
    skt_node land = skt_gaz_built_area(b, 'C', row->country);
    skt_node region = skt_gaz_built_disputed_at(b, row->lat, row->lon);
    if (region == SKT_NO_NODE && land != SKT_NO_NODE && row->admin1.len > 0) {
        skt_buf_clear(&b->key);
        skt_buf_format(&b->key, "%.*s.%.*s", SKT_FMT(row->country), SKT_FMT(row->admin1));
        region = b->key.failed ? SKT_NO_NODE : skt_gaz_built_area(b, 'R', skt_buf_str(&b->key));
    }
    if (region == SKT_NO_NODE) {
        /* A country that is no more, or a row without one: the borders of today. */
        land = land == SKT_NO_NODE ? skt_gaz_built_country_at(b, row->lat, row->lon) : land;
        region = land == SKT_NO_NODE ? SKT_NO_NODE
                                     : skt_gaz_built_region_at(b, land, row->lat, row->lon);
        b->dump->n_by_polygon += region != SKT_NO_NODE;
    }
    if (region != SKT_NO_NODE) {
        land = b->nodes.items[region].parent;
    }
    *admin1 = region == SKT_NO_NODE ? SKT_LIT("") : code_of(b, region);
    *country = land == SKT_NO_NODE ? SKT_LIT("") : code_of(b, land);
    return region == SKT_NO_NODE ? land : region;
}

/* ---------------------------------------------------------------- settlements */

typedef struct place_taker {
    skt_gaz_builder *b;
    skt_gaz_known *known;
    skt_buf name, code;
} place_taker;

/* The committed row that is of the dump's place, or UINT32_MAX. */
static uint32_t find_row(const place_taker *t, const skt_gaz_dump_row *row, skt_str admin1)
{
    const uint32_t number = skt_gaz_ids_get(&t->b->dump->ids, row->id);
    if (number != SKT_GAZ_NO_ID) {
        return number >= SKT_GAZ_DUMP_ROW ? number - SKT_GAZ_DUMP_ROW : UINT32_MAX;
    }
    const skt_str names[] = {row->name, row->ascii};
    for (size_t i = 0; i < 2; i++) {
        const uint32_t found =
            skt_gaz_known_find(t->known, t->b, names[i], admin1, row->lat, row->lon);
        if (found != UINT32_MAX && !t->known->rows.items[found].extra) {
            return found;
        }
    }
    return UINT32_MAX;
}

/* What the committed row says stays, but for the people, who may have become more. */
static skt_status join_place(place_taker *t, const skt_gaz_dump_row *row, uint32_t i)
{
    skt_gaz_place place;
    skt_node node;
    if (t->known->rows.items[i].used || !skt_gaz_known_place(&place, t->known, i, true)) {
        return SKT_OK;
    }
    place.people = row->people > 0 ? row->people : place.people;
    place.id = row->id;
    skt_status status = skt_gaz_known_add(&node, t->b, t->known, i, &place);
    if (status != SKT_OK || node == SKT_NO_NODE) {
        return status;
    }
    t->b->dump->n_joined[1]++;
    return skt_gaz_dump_names(t->b, row, node, skt_gaz_letters_of(place.name).digit);
}

/* The name in Latin letters, spelled as English reports do. */
static skt_str display_name(place_taker *t, const skt_gaz_dump_row *row, skt_str country)
{
    const skt_str name = skt_gaz_letters_of(row->name).latin ? row->name : row->ascii;
    skt_buf_clear(&t->name);
    skt_gaz_spell(&t->name, t->b->dump->spelling, country, name);
    return t->name.failed ? name : skt_buf_str(&t->name);
}

static skt_status take_place(void *user, const skt_gaz_dump_row *row)
{
    place_taker *t = user;
    skt_gaz_builder *b = t->b;
    skt_str admin1;
    skt_str country;
    const skt_node parent = skt_gaz_dump_region(b, row, &admin1, &country);
    if (parent == SKT_NO_NODE) {
        b->dump->n_nowhere++;
        return SKT_OK;
    }
    const uint32_t known = find_row(t, row, admin1);
    if (known != UINT32_MAX) {
        return join_place(t, row, known);
    }
    if (skt_gaz_ids_get(&b->dump->ids, row->id) != SKT_GAZ_NO_ID) {
        return SKT_OK; /* the same id a second time */
    }
    skt_buf_clear(&t->code);
    if (row->admin2.len > 0) {
        skt_buf_format(&t->code, "%.*s.%.*s", SKT_FMT(admin1), SKT_FMT(row->admin2));
    }
    const skt_gaz_place place = {.name = display_name(t, row, country),
                                 .feature = row->code,
                                 .country = country,
                                 .admin1 = admin1,
                                 .admin2 = skt_buf_str(&t->code),
                                 .zone = skt_str_cut(row->zone, 40),
                                 .parent = parent,
                                 .lat = row->lat,
                                 .lon = row->lon,
                                 .id = row->id,
                                 .people = row->people,
                                 .unknown_people = UNKNOWN_PEOPLE,
                                 .prior = row->feature->prior};
    skt_node node;
    skt_status status = skt_gaz_add_place(&node, b, &place);
    if (status == SKT_OK) {
        status = skt_gaz_dump_note_point(b, node, country, place.name);
    }
    if (status == SKT_OK) {
        status = skt_gaz_dump_note_id(b->dump, row->id, node);
    }
    if (status == SKT_OK) {
        status = skt_gaz_known_join(b, t->known, &place, node);
    }
    b->dump->n_taken[1]++;
    return status == SKT_OK ? skt_gaz_dump_names(b, row, node, skt_gaz_letters_of(place.name).digit)
                            : status;
}

skt_status skt_gaz_dump_places(skt_gaz_builder *b, skt_gaz_known *known)
{
    place_taker taker = {.b = b, .known = known};
    const skt_status status = skt_gaz_dump_each(b, SKT_LEVEL_CITY, true, take_place, &taker);
    skt_buf_dispose(&taker.name);
    skt_buf_dispose(&taker.code);
    return status;
}

/* ----------------------------------------------------------------- facilities */

static int compare_sites(const void *a, const void *b)
{
    const skt_gaz_dump_site *x = a;
    const skt_gaz_dump_site *y = b;
    const int order = (x->lat > y->lat) - (x->lat < y->lat);
    return order != 0 ? order : (x->node > y->node) - (x->node < y->node);
}

/* Airfields and air bases share their runways. */
static bool is_same_kind(skt_str a, skt_str b)
{
    const skt_str field = SKT_LIT("airfield");
    const skt_str base = SKT_LIT("base");
    return skt_str_eq(a, b) || (skt_str_eq(a, field) && skt_str_eq(b, base)) ||
           (skt_str_eq(a, base) && skt_str_eq(b, field));
}

/* The facility of our tables that lies there and is of the kind, or SKT_NO_NODE. */
static skt_node find_site(const skt_gaz_dump *dump, const skt_gaz_dump_row *row)
{
    enum { NEAR = 30000 }; /* 1e-6 degrees of latitude: 3.3 km */
    static const double NEAR_KM = 3;
    size_t low = 0;
    size_t high = dump->sites.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (dump->sites.items[middle].lat < row->lat - NEAR) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    skt_node best = SKT_NO_NODE;
    double best_km = NEAR_KM;
    for (; low < dump->sites.count && dump->sites.items[low].lat <= row->lat + NEAR; low++) {
        const skt_gaz_dump_site *site = &dump->sites.items[low];
        const double km =
            skt_gaz_distance_km(site->lat / 1e6, site->lon / 1e6, row->lat / 1e6, row->lon / 1e6);
        if (km < best_km && is_same_kind(site->kind, row->feature->kind)) {
            best = site->node;
            best_km = km;
        }
    }
    return best;
}

static skt_status take_facility(void *user, const skt_gaz_dump_row *row)
{
    skt_gaz_builder *b = user;
    skt_str admin1;
    skt_str country;
    if (skt_gaz_ids_get(&b->dump->ids, row->id) != SKT_GAZ_NO_ID) {
        return SKT_OK;
    }
    const skt_node parent = skt_gaz_dump_region(b, row, &admin1, &country);
    if (parent == SKT_NO_NODE) {
        b->dump->n_nowhere++;
        return SKT_OK;
    }
    skt_node node = find_site(b->dump, row);
    skt_status status = SKT_OK;
    if (node == SKT_NO_NODE) {
        const skt_gaz_facility facility = {.name = row->name,
                                           .kind = row->feature->kind,
                                           .country = country,
                                           .admin1 = admin1,
                                           .parent = parent,
                                           .lat = row->lat,
                                           .lon = row->lon,
                                           .id = row->id,
                                           .prior = row->feature->prior};
        status = skt_gaz_add_facility(&node, b, &facility);
        if (status == SKT_OK) {
            status = skt_gaz_dump_note_point(b, node, country, row->name);
        }
        b->dump->n_taken[2]++;
    } else {
        b->dump->n_joined[2]++;
    }
    if (status == SKT_OK) {
        status = skt_gaz_dump_note_id(b->dump, row->id, node);
    }
    return status == SKT_OK ? skt_gaz_dump_names(b, row, node, true) : status;
}

skt_status skt_gaz_dump_facilities(skt_gaz_builder *b)
{
    skt_gaz_dump *dump = b->dump;
    if (dump->sites.count > 0) {
        qsort(dump->sites.items, dump->sites.count, sizeof *dump->sites.items, compare_sites);
    }
    return skt_gaz_dump_each(b, SKT_LEVEL_FACILITY, true, take_facility, b);
}
