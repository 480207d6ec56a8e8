/* The area that a claim counts over, by keys that do not depend on the numbers of
 * the gazetteer's nodes. */
#include <math.h>
#include <stdlib.h>

#include "core/buf.h"
#include "incidents/model.h"

static bool is_city_region(const skt_model *model, const skt_place *place)
{
    return place->level == SKT_LEVEL_CITY &&
           skt_issuers_outer(model->issuers, place->admin1).len > 0;
}

static skt_area_kind kind_of(const skt_model *model, const skt_place *place)
{
    if (place->level == SKT_LEVEL_SEA) {
        return SKT_AREA_SEA;
    }
    if (place->admin1.len > 0) {
        return place->level == SKT_LEVEL_REGION || is_city_region(model, place) ? SKT_AREA_REGION
                                                                                : SKT_AREA_LOCAL;
    }
    return place->country.len > 0 ? SKT_AREA_COUNTRY : SKT_AREA_NOWHERE;
}

static void add_name(skt_buf *out, const skt_place *place)
{
    skt_str name = place->label.len > 0 ? place->label : place->name;
    if (place->level == SKT_LEVEL_SEA && name.len > 4) {
        const skt_str head = skt_str_sub(name, 0, 4);
        if (skt_str_is(head, "the ") || skt_str_is(head, "The ")) {
            name = skt_str_sub(name, 4, name.len - 4);
        }
    }
    skt_buf_add_small(out, name);
}

/* "C:RU", "R:RU.41", "S:black sea", "L:RU.41:g539817", "?:somewhere". */
static void add_key(skt_buf *out, skt_area_kind kind, const skt_place *place)
{
    switch (kind) {
    case SKT_AREA_COUNTRY: skt_buf_format(out, "C:%.*s", SKT_FMT(place->country)); break;
    case SKT_AREA_REGION: skt_buf_format(out, "R:%.*s", SKT_FMT(place->admin1)); break;
    case SKT_AREA_SEA:
        skt_buf_add_text(out, "S:");
        add_name(out, place);
        break;
    case SKT_AREA_LOCAL:
        skt_buf_format(out, "L:%.*s:", SKT_FMT(place->admin1));
        if (place->geonameid != 0) {
            skt_buf_format(out, "g%lld", (long long)place->geonameid);
        } else if (place->label.len == 0 && isfinite(place->lat) && isfinite(place->lon)) {
            skt_buf_format(out, "@%ld,%ld", lround(place->lat * 100), lround(place->lon * 100));
        } else {
            add_name(out, place);
        }
        break;
    case SKT_AREA_SET:
    case SKT_AREA_NOWHERE:
        skt_buf_add_text(out, "?:");
        add_name(out, place);
        break;
    }
}

static skt_status intern(size_t *out, skt_model *model, skt_area area)
{
    const size_t *known = skt_map_get(&model->area_index, area.key);
    if (known != NULL) {
        *out = *known;
        return SKT_OK;
    }
    if (skt_arena_str(&area.key, &model->arena, area.key) != SKT_OK ||
        !skt_vec_push(&model->areas, area) ||
        !skt_map_set(&model->area_index, area.key, model->areas.count - 1)) {
        return SKT_E_NOMEM;
    }
    *out = model->areas.count - 1;
    return SKT_OK;
}

/* The country by ISO 3166: figures nest in the same way whatever boundaries are shown. */
static skt_str lawful_country(const skt_model *model, const skt_place *place)
{
    const skt_gazetteer *g = model->gazetteer;
    if (g == NULL || skt_gazetteer_boundaries(g) == SKT_BOUNDARIES_ISO) {
        return place->country;
    }
    const skt_node country = skt_gazetteer_country_of(g, skt_gazetteer_admin1(g, place->admin1));
    return country == SKT_NO_NODE ? place->country : skt_gazetteer_node(g, country).country;
}

/* The gazetteer names a quarter with its city: "Saltivskyi District, Kharkiv". */
static bool is_quarter(const skt_place *place)
{
    return place->level == SKT_LEVEL_DISTRICT &&
           (place->geo_precision == 1 || skt_str_find(place->label, SKT_LIT(", "), 0) != SIZE_MAX);
}

static skt_status of_place(size_t *out, skt_model *model, const skt_place *place)
{
    skt_buf key = SKT_BUF_INIT;
    skt_area area = {
        .kind = kind_of(model, place), .level = place->level, .lat = place->lat, .lon = place->lon};
    add_key(&key, area.kind, place);
    area.quarter = is_quarter(place);
    area.key = skt_buf_str(&key);
    if (area.kind != SKT_AREA_SEA) {
        area.shown_country = place->country;
        area.country = lawful_country(model, place);
        area.admin1 = place->admin1;
    }
    const skt_status status = key.failed ? SKT_E_NOMEM : intern(out, model, area);
    skt_buf_dispose(&key);
    return status;
}

static int by_key(const void *a, const void *b)
{
    return skt_str_cmp(*(const skt_str *)a, *(const skt_str *)b);
}

/* Sorts, and drops what occurs twice. */
static size_t unique(skt_str *keys, size_t n)
{
    qsort(keys, n, sizeof *keys, by_key);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || !skt_str_eq(keys[kept - 1], keys[i])) {
            keys[kept++] = keys[i];
        }
    }
    return kept;
}

/* The whole that all places share: one region, one country, or neither. */
static skt_area frame_of(const skt_model *model, const size_t *places, size_t n)
{
    skt_area frame = model->areas.items[places[0]];
    frame.key = SKT_STR_NONE;
    frame.quarter = false;
    frame.level = SKT_LEVEL_UNKNOWN;
    frame.lat = frame.lon = (double)NAN;
    for (size_t i = 1; i < n; i++) {
        const skt_area *area = &model->areas.items[places[i]];
        if (!skt_str_eq(area->admin1, frame.admin1)) {
            frame.admin1 = SKT_STR_NONE;
        }
        if (!skt_str_eq(area->country, frame.country)) {
            frame.country = SKT_STR_NONE;
        }
        if (!skt_str_eq(area->shown_country, frame.shown_country)) {
            frame.shown_country = SKT_STR_NONE;
        }
    }
    return frame;
}

/* What stands for a place in a set: itself inside one region, else its region. */
static skt_status member_key(skt_str *out, skt_model *model, const skt_area *area, bool local)
{
    if (local || area->kind != SKT_AREA_LOCAL) {
        *out = area->key;
        return SKT_OK;
    }
    return skt_arena_format(out, &model->arena, "R:%.*s", SKT_FMT(area->admin1));
}

static skt_status of_set(size_t *out, skt_model *model, const size_t *places, size_t n)
{
    skt_area set = frame_of(model, places, n);
    const bool local = set.admin1.len > 0;
    set.kind = local ? SKT_AREA_LOCAL : SKT_AREA_SET;
    set.members = skt_arena_array(&model->arena, n, sizeof *set.members);
    if (set.members == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        const skt_area *area = &model->areas.items[places[i]];
        if ((local && area->kind == SKT_AREA_REGION) ||
            (area->kind == SKT_AREA_COUNTRY && skt_str_eq(area->country, set.country))) {
            *out = places[i]; /* the whole beside its parts: the whole */
            return SKT_OK;
        }
        if (member_key(&set.members[i], model, area, local) != SKT_OK) {
            return SKT_E_NOMEM;
        }
    }
    set.n_members = unique(set.members, n);
    skt_buf key = SKT_BUF_INIT;
    skt_buf_add_text(&key, local ? "L+" : "+");
    for (size_t i = 0; i < set.n_members; i++) {
        skt_buf_add_char(&key, '|');
        skt_buf_add(&key, set.members[i]);
    }
    set.key = skt_buf_str(&key);
    const skt_status status = key.failed ? SKT_E_NOMEM : intern(out, model, set);
    skt_buf_dispose(&key);
    return status;
}

skt_status skt_area_of_claim(size_t *out, skt_model *model, const skt_claim *claim)
{
    static const skt_place nowhere = {0};
    if (claim->n_places == 0) {
        return of_place(out, model, &nowhere);
    }
    size_t *places = skt_arena_array(&model->arena, claim->n_places, sizeof *places);
    if (places == NULL) {
        return SKT_E_NOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < claim->n_places; i++) {
        size_t area;
        const skt_status status = of_place(&area, model, &claim->places[i]);
        if (status != SKT_OK) {
            return status;
        }
        bool known = false;
        for (size_t k = 0; k < n; k++) {
            known = known || places[k] == area;
        }
        if (!known) {
            places[n++] = area;
        }
    }
    if (n == 1) {
        *out = places[0];
        return SKT_OK;
    }
    return of_set(out, model, places, n);
}

static bool has_member(const skt_area *set, skt_str key)
{
    return set->n_members > 0 &&
           bsearch(&key, set->members, set->n_members, sizeof *set->members, by_key) != NULL;
}

static bool subset(const skt_area *inner, const skt_area *outer)
{
    for (size_t i = 0; i < inner->n_members; i++) {
        if (!has_member(outer, inner->members[i])) {
            return false;
        }
    }
    return inner->n_members > 0 && inner->n_members < outer->n_members;
}

static bool region_in_set(skt_str admin1, const skt_area *set)
{
    for (size_t i = 0; i < set->n_members; i++) {
        const skt_str key = set->members[i];
        if (key.len == admin1.len + 2 && key.ptr[0] == 'R' &&
            memcmp(key.ptr + 2, admin1.ptr, admin1.len) == 0) {
            return true;
        }
    }
    return false;
}

bool skt_area_inside(const skt_area *inner, const skt_area *outer)
{
    switch (outer->kind) {
    case SKT_AREA_COUNTRY:
        return inner->kind != SKT_AREA_COUNTRY && inner->country.len > 0 &&
               skt_str_eq(inner->country, outer->country);
    case SKT_AREA_SET:
        return has_member(outer, inner->key) || subset(inner, outer) ||
               (inner->admin1.len > 0 && region_in_set(inner->admin1, outer));
    case SKT_AREA_REGION:
        return inner->kind == SKT_AREA_LOCAL && skt_str_eq(inner->admin1, outer->admin1);
    case SKT_AREA_LOCAL:
        return inner->kind == SKT_AREA_LOCAL &&
               (has_member(outer, inner->key) || subset(inner, outer));
    case SKT_AREA_SEA:
    case SKT_AREA_NOWHERE: break;
    }
    return false;
}
