/* Nodes of the place tree. */
#include <math.h>

#include "gazetteer/overlay.h"

const skt_gaz_node *skt_gaz_node_sought(const skt_gazetteer *gazetteer, skt_node node)
{
    static const skt_gaz_node empty = {.lat = SKT_GAZ_NO_POINT,
                                       .lon = SKT_GAZ_NO_POINT,
                                       .name = UINT32_MAX,
                                       .parent = SKT_NO_NODE,
                                       .feature = SKT_GAZ_NO_TAG,
                                       .zone = SKT_GAZ_NO_TAG};
    const skt_gaz_node *own =
        gazetteer->overlay == NULL ? NULL : skt_gaz_overlay_node(gazetteer, node);
    return own != NULL ? own : &empty;
}

const skt_gaz_area *skt_gaz_area_at(const skt_gazetteer *gazetteer, skt_node node)
{
    return node < gazetteer->n_areas ? &gazetteer->areas[node] : NULL;
}

/* The node itself or the one above it that has the level. The tree is four deep;
 * a file that was altered into a circle must not keep us. */
static skt_node above(const skt_gazetteer *gazetteer, skt_node node, skt_level level)
{
    for (int depth = 0; depth < 6 && node != SKT_NO_NODE; depth++) {
        const skt_gaz_node *record = skt_gaz_node_at(gazetteer, node);
        if (record->level == level) {
            return node;
        }
        node = record->parent;
    }
    return SKT_NO_NODE;
}

skt_node skt_gaz_country_of(const skt_gazetteer *gazetteer, skt_node node)
{
    return above(gazetteer, node, SKT_LEVEL_COUNTRY);
}

skt_node skt_gaz_region_of(const skt_gazetteer *gazetteer, skt_node node)
{
    return above(gazetteer, node, SKT_LEVEL_REGION);
}

static skt_str string_or_none(const skt_gazetteer *gazetteer, uint32_t offset)
{
    const skt_str text = skt_gaz_string(gazetteer, offset);
    return text.len == 0 ? SKT_STR_NONE : text;
}

static skt_str tag_or_none(const skt_gazetteer *gazetteer, uint16_t index)
{
    const skt_str text = skt_gaz_tag(gazetteer, index);
    return text.len == 0 ? SKT_STR_NONE : text;
}

/* The country that holds the region, where it is another than that of ISO 3166. */
static skt_str controller_of(const skt_gazetteer *gazetteer, const skt_gaz_area *region)
{
    const skt_str key = SKT_LIT("controller=");
    skt_str flags = skt_gaz_string(gazetteer, region->flags);
    skt_str flag;
    while (flags.len > 0 && skt_str_split(&flag, &flags, ' ')) {
        if (skt_str_starts(flag, key)) {
            return skt_str_sub(flag, key.len, flag.len - key.len);
        }
    }
    return SKT_STR_NONE;
}

void skt_gazetteer_set_boundaries(skt_gazetteer *gazetteer, skt_boundaries boundaries)
{
    gazetteer->boundaries = boundaries;
}

skt_boundaries skt_gazetteer_boundaries(const skt_gazetteer *gazetteer)
{
    return gazetteer->boundaries;
}

skt_node skt_gazetteer_country_of(const skt_gazetteer *gazetteer, skt_node node)
{
    return skt_gaz_country_of(gazetteer, node);
}

static skt_level level_of(const skt_gaz_node *record)
{
    return record->level <= SKT_LEVEL_SEA ? (skt_level)record->level : SKT_LEVEL_UNKNOWN;
}

skt_level skt_gazetteer_level(const skt_gazetteer *gazetteer, skt_node node)
{
    return level_of(skt_gaz_node_at(gazetteer, node));
}

static unsigned flags_of(const skt_gaz_node *record)
{
    return record->flags & (SKT_NODE_CAPITAL | SKT_NODE_SEAT | SKT_NODE_CITY_REGION);
}

unsigned skt_gazetteer_flags(const skt_gazetteer *gazetteer, skt_node node)
{
    return flags_of(skt_gaz_node_at(gazetteer, node));
}

skt_str skt_gazetteer_admin1_of(const skt_gazetteer *gazetteer, skt_node node)
{
    const skt_gaz_area *region = skt_gaz_area_at(gazetteer, skt_gaz_region_of(gazetteer, node));
    return region == NULL ? SKT_STR_NONE : string_or_none(gazetteer, region->code);
}

skt_node_info skt_gazetteer_node(const skt_gazetteer *gazetteer, skt_node node)
{
    const skt_gaz_node *record = skt_gaz_node_at(gazetteer, node);
    skt_node_info info = {
        .level = level_of(record),
        .name = skt_gaz_string(gazetteer, record->name),
        .feature = tag_or_none(gazetteer, record->feature),
        .zone = tag_or_none(gazetteer, record->zone),
        .geonameid = record->geonameid,
        .lat = record->lat == SKT_GAZ_NO_POINT ? NAN : record->lat / 1e6,
        .lon = record->lon == SKT_GAZ_NO_POINT ? NAN : record->lon / 1e6,
        .area_km2 = NAN,
        .population = record->population,
        .parent = record->parent < skt_gaz_node_end(gazetteer) ? record->parent : SKT_NO_NODE,
        .flags = flags_of(record),
    };
    const skt_gaz_area *area = skt_gaz_area_at(gazetteer, node);
    if (area != NULL) {
        info.area_km2 = area->area_km2 > 0 ? (double)area->area_km2 : NAN;
    }
    const skt_gaz_area *country = skt_gaz_area_at(gazetteer, skt_gaz_country_of(gazetteer, node));
    const skt_gaz_area *region = skt_gaz_area_at(gazetteer, skt_gaz_region_of(gazetteer, node));
    if (country != NULL) {
        info.country = string_or_none(gazetteer, country->code);
    }
    if (region != NULL && gazetteer->boundaries == SKT_BOUNDARIES_DE_FACTO) {
        const skt_str holder = controller_of(gazetteer, region);
        info.country = holder.len > 0 ? holder : info.country;
    }
    if (region != NULL) {
        info.admin1 = string_or_none(gazetteer, region->code);
        info.iso_3166_2 = string_or_none(gazetteer, region->iso);
    }
    return info;
}

size_t skt_gazetteer_area_count(const skt_gazetteer *gazetteer)
{
    return gazetteer->n_areas;
}

bool skt_gazetteer_is_disputed(const skt_gazetteer *gazetteer, skt_node area)
{
    const skt_gaz_area *record = skt_gaz_area_at(gazetteer, area);
    skt_str flags = record == NULL ? SKT_STR_NONE : skt_gaz_string(gazetteer, record->flags);
    skt_str flag;
    while (flags.len > 0 && skt_str_split(&flag, &flags, ' ')) {
        if (skt_str_is(flag, "disputed")) {
            return true;
        }
    }
    return false;
}

size_t skt_gazetteer_node_count(const skt_gazetteer *gazetteer)
{
    return skt_gaz_node_end(gazetteer);
}

/* Areas are sorted by level, then code: halving. */
static skt_node find_code(const skt_gazetteer *gazetteer, skt_level level, skt_str code)
{
    size_t low = 0;
    size_t high = gazetteer->n_codes;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const skt_node node = gazetteer->codes[middle];
        const skt_gaz_area *area = skt_gaz_area_at(gazetteer, node);
        if (area == NULL) {
            return SKT_NO_NODE;
        }
        const int its_level = gazetteer->nodes[node].level;
        int order = (its_level > (int)level) - (its_level < (int)level);
        if (order == 0) {
            order = skt_str_cmp(skt_gaz_string(gazetteer, area->code), code);
        }
        if (order == 0) {
            return node;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return SKT_NO_NODE;
}

skt_node skt_gazetteer_country(const skt_gazetteer *gazetteer, skt_str alpha2)
{
    return find_code(gazetteer, SKT_LEVEL_COUNTRY, alpha2);
}

skt_node skt_gazetteer_admin1(const skt_gazetteer *gazetteer, skt_str admin1)
{
    return find_code(gazetteer, SKT_LEVEL_REGION, admin1);
}

skt_node skt_gazetteer_sea(const skt_gazetteer *gazetteer, skt_str name)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    name = skt_str_trim(name);
    if (skt_str_starts_alike(name, SKT_LIT("the "))) {
        name = skt_str_sub(name, 4, name.len - 4);
    }
    if (name.len >= sizeof key) {
        return SKT_NO_NODE;
    }
    for (size_t i = 0; i < name.len; i++) {
        key[i] = skt_ascii_small(name.ptr[i]);
    }
    return find_code(gazetteer, SKT_LEVEL_SEA, (skt_str){key, name.len});
}

static skt_node seek_capital(const skt_gazetteer *gazetteer, skt_node country)
{
    const size_t n = skt_gazetteer_node_count(gazetteer);
    for (skt_node node = 0; node < n; node++) {
        const skt_gaz_node *record = skt_gaz_node_at(gazetteer, node);
        if ((record->flags & SKT_NODE_CAPITAL) != 0 && record->level == SKT_LEVEL_CITY &&
            skt_gazetteer_within(gazetteer, node, country)) {
            return node;
        }
    }
    return SKT_NO_NODE;
}

skt_node skt_gazetteer_capital(const skt_gazetteer *gazetteer, skt_node country)
{
    _Atomic uint64_t *known = &gazetteer->capitals[country % SKT_GAZ_CAPITALS];
    const uint64_t pair = *known;
    /* Zero is no pair: node 0 is no capital of itself. */
    if (pair != 0 && (skt_node)(pair >> 32) == country) {
        return (skt_node)pair;
    }
    const skt_node capital = seek_capital(gazetteer, country);
    *known = (uint64_t)country << 32 | capital;
    return capital;
}

bool skt_gazetteer_within(const skt_gazetteer *gazetteer, skt_node inner, skt_node outer)
{
    for (int depth = 0; depth < 6 && inner != SKT_NO_NODE; depth++) {
        if (inner == outer) {
            return true;
        }
        inner = skt_gaz_node_at(gazetteer, inner)->parent;
    }
    return false;
}

static int precision_of(skt_level level)
{
    switch (level) {
    case SKT_LEVEL_CITY:
    case SKT_LEVEL_FACILITY: return 1;
    case SKT_LEVEL_DISTRICT: return 2;
    case SKT_LEVEL_REGION: return 3;
    case SKT_LEVEL_COUNTRY: return 4;
    case SKT_LEVEL_SEA: return 5;
    default: return 0;
    }
}

void skt_gazetteer_fill_place(const skt_gazetteer *gazetteer, skt_place *place, skt_node node)
{
    const skt_node_info info = skt_gazetteer_node(gazetteer, node);
    place->node = node < skt_gaz_node_end(gazetteer) ? node : SKT_NO_NODE;
    place->level = info.level;
    place->label = info.name;
    place->country = info.country;
    place->admin1 = info.admin1;
    place->iso_3166_2 = info.iso_3166_2;
    place->geonameid = info.geonameid;
    place->geo_precision = precision_of(info.level);
    /* Only what is a place of its own has an honest point (precision 1 and 2). */
    const bool point = place->geo_precision == 1 || place->geo_precision == 2;
    place->lat = point ? info.lat : NAN;
    place->lon = point ? info.lon : NAN;
}

const char *const *skt_gazetteer_attributions(size_t *count)
{
    static const char *const lines[] = {
        "Contains data from GeoNames (geonames.org), CC BY 4.0, modified",
        "Made with Natural Earth (naturalearthdata.com)",
        "Airfields from OurAirports (ourairports.com), public domain",
        "Country borders for points from country-coder, ISC licence",
        "Country and region names from Unicode CLDR, Unicode licence",
    };
    *count = sizeof lines / sizeof *lines;
    return lines;
}
