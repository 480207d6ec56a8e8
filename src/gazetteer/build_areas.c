/* Countries, regions and seas: the nodes that have polygons. */

#include "core/diag.h"
#include "gazetteer/build.h"

/* Priors of what is no settlement, in thousandths: a country's name is hardly ever
 * anything else, a region's must be able to lose to a town of its name. */
enum { PRIOR_COUNTRY = 9500, PRIOR_SEA = 8000, PRIOR_REGION = 5500 };

static skt_status register_area(skt_gaz_builder *b, char level, skt_str code, skt_node node)
{
    skt_str key;
    skt_status status = skt_arena_format(&key, &b->arena, "%c:%.*s", level, SKT_FMT(code));
    if (status == SKT_OK && !skt_map_set(&b->area_at, key, node)) {
        status = SKT_E_NOMEM;
    }
    if (status == SKT_OK) {
        const skt_gaz_area_sum sum = {.code = skt_str_sub(key, 2, key.len - 2)};
        status = skt_vec_push(&b->sums, sum) ? SKT_OK : SKT_E_NOMEM;
    }
    return status;
}

typedef struct area_row {
    char letter;
    skt_level level;
    skt_str code, iso, name, flags, lat, lon, area_km2;
    skt_node parent;
    uint16_t prior;
} area_row;

/* Adds the node and its area; SKT_NO_NODE with SKT_OK for a refused row. */
static skt_status add_area(skt_node *out, skt_gaz_builder *b, skt_gaz_table *table,
                           const area_row *row)
{
    *out = SKT_NO_NODE;
    double area_km2 = 0;
    skt_gaz_node node = {.lat = SKT_GAZ_NO_POINT,
                         .lon = SKT_GAZ_NO_POINT,
                         .level = (uint8_t)row->level,
                         .parent = row->parent,
                         .prior = row->prior,
                         .feature = SKT_GAZ_NO_TAG,
                         .zone = SKT_GAZ_NO_TAG};
    if (row->lat.len > 0 && !skt_gaz_parse_point(&node.lat, &node.lon, row->lat, row->lon)) {
        skt_gaz_table_refuse(table, "no latitude and longitude", row->lat);
        return SKT_OK;
    }
    if (row->area_km2.len > 0 && !skt_gaz_parse_real(&area_km2, row->area_km2)) {
        skt_gaz_table_refuse(table, "no area", row->area_km2);
        return SKT_OK;
    }
    if (skt_gaz_built_area(b, row->letter, row->code) != SKT_NO_NODE) {
        skt_gaz_table_refuse(table, "is there twice", row->code);
        return SKT_OK;
    }
    node.name = skt_gaz_add_string(b, row->name);
    skt_gaz_area area = {.code = skt_gaz_add_string(b, row->code),
                         .iso = skt_gaz_add_string(b, row->iso),
                         .flags = skt_gaz_add_string(b, row->flags),
                         .map = SKT_NO_NODE,
                         .seat = SKT_NO_NODE,
                         .area_km2 = (float)area_km2};
    const skt_node made = skt_gaz_add_node(b, &node);
    area.map = made;
    if (made == SKT_NO_NODE || !skt_vec_push(&b->areas, area)) {
        return SKT_E_NOMEM;
    }
    *out = made;
    const skt_status status = register_area(b, row->letter, row->code, made);
    return status == SKT_OK ? skt_gaz_built_status(b) : status;
}

static skt_status need(skt_status status, skt_gaz_builder *b, const char *name)
{
    if (status == SKT_E_NOTFOUND) {
        return skt_diag_add(b->diag, SKT_E_DATA, SKT_FAILURE, b->dir, 0,
                            "has no %s; is it the folder gazetteer/ of the source?", name);
    }
    return status;
}

/* Adds the further names of a country but for one that is its capital's ("Tunis" in
 * some languages). */
static skt_status add_country_names(skt_gaz_builder *b, skt_str names, skt_str capital,
                                    skt_node node)
{
    skt_str name;
    skt_status status = SKT_OK;
    while (status == SKT_OK && skt_str_split(&name, &names, '|')) {
        status = skt_str_eq(name, capital) ? SKT_OK : skt_gaz_add_name(b, name, node, 0);
    }
    return status;
}

static skt_status read_countries(skt_gaz_builder *b)
{
    static const char *const columns[] = {"country",    "iso3",      "name",      "names",
                                          "adjectives", "label_lat", "label_lon", "area_km2",
                                          "capital",    NULL};
    skt_gaz_table table;
    skt_str f[9];
    skt_status status = need(skt_gaz_table_open(&table, b->dir, "countries.tsv", columns, b->diag),
                             b, "countries.tsv");
    while (status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const area_row row = {.letter = 'C',
                              .level = SKT_LEVEL_COUNTRY,
                              .code = f[0],
                              .iso = f[1],
                              .name = f[2],
                              .lat = f[5],
                              .lon = f[6],
                              .area_km2 = f[7],
                              .parent = SKT_NO_NODE,
                              .prior = PRIOR_COUNTRY};
        skt_node node;
        status = add_area(&node, b, &table, &row);
        if (status != SKT_OK || node == SKT_NO_NODE) {
            continue;
        }
        status = skt_gaz_add_name(b, f[2], node, SKT_GAZ_MAIN);
        if (status == SKT_OK) {
            status = add_country_names(b, f[3], f[8], node);
        }
        if (status == SKT_OK) {
            status = skt_gaz_add_names(b, f[4], node, SKT_GAZ_ADJECTIVE);
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

/* Adjectives of countries in inflected languages, all forms written out, and names that texts
 * write in small letters. */
static skt_status read_demonyms(skt_gaz_builder *b)
{
    static const char *const columns[] = {"country", "adjectives", "small", NULL};
    skt_gaz_table table;
    skt_str f[3];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "demonyms.tsv", columns,
                                              "adjectives of countries will be missed");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const skt_node node = skt_gaz_built_area(b, 'C', f[0]);
        if (node == SKT_NO_NODE) {
            skt_gaz_table_refuse(&table, "no such country", f[0]);
            continue;
        }
        skt_str list = f[1];
        skt_str form;
        status = skt_gaz_add_names(b, f[1], node, SKT_GAZ_ADJECTIVE);
        while (status == SKT_OK && skt_str_split(&form, &list, '|')) {
            status = skt_gaz_add_word(b, form, SKT_GAZ_DEMONYM);
        }
        status = status == SKT_OK ? skt_gaz_add_names(b, f[2], node, 0) : status;
        list = f[2];
        while (status == SKT_OK && skt_str_split(&form, &list, '|')) {
            status = skt_gaz_add_word(b, form, SKT_GAZ_DEMONYM);
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

enum {
    R_CODE,
    R_ISO,
    R_COUNTRY,
    R_NAME,
    R_TITLE,
    R_NAMES,
    R_LAT,
    R_LON,
    R_AREA,
    R_POLY,
    R_FLAGS,
    R_RU,
    R_UK,
    R_FA,
    R_AR,
    R_COLUMNS
};

static skt_status region_names(skt_gaz_builder *b, const skt_str *f, skt_node node)
{
    skt_status status = skt_gaz_add_name(b, f[R_NAME], node, SKT_GAZ_MAIN);
    const int others[] = {R_TITLE, R_NAMES, R_RU, R_UK, R_FA, R_AR};
    for (size_t i = 0; i < sizeof others / sizeof *others && status == SKT_OK; i++) {
        status = skt_gaz_add_names(b, f[others[i]], node, 0);
        if (status == SKT_OK) {
            status = skt_gaz_add_stems(b, f[others[i]], node, SKT_GAZ_REGION_WORD);
        }
    }
    return status == SKT_OK ? skt_gaz_add_stem(b, f[R_NAME], node, SKT_GAZ_REGION_WORD) : status;
}

/* A region without a polygon of its own is drawn in another, which may come later
 * in the table: a second pass. */
static skt_status read_map_regions(skt_gaz_builder *b)
{
    static const char *const columns[] = {"admin1", "poly", NULL};
    skt_gaz_table table;
    skt_str f[2];
    skt_status status = skt_gaz_table_open(&table, b->dir, "regions.tsv", columns, b->diag);
    while (status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const skt_node node = skt_gaz_built_area(b, 'R', f[0]);
        const skt_node map = skt_gaz_built_area(b, 'R', f[1]);
        if (node != SKT_NO_NODE && map == SKT_NO_NODE && f[1].len > 0) {
            skt_gaz_table_refuse(&table, "no such region for the polygon", f[1]);
        } else if (node != SKT_NO_NODE) {
            b->areas.items[node].map = map;
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

static skt_status read_regions(skt_gaz_builder *b)
{
    static const char *const columns[] = {
        "admin1",   "iso",  "country", "name",    "title",   "names",   "label_lat", "label_lon",
        "area_km2", "poly", "flags",   "name_ru", "name_uk", "name_fa", "name_ar",   NULL};
    skt_gaz_table table;
    skt_str f[R_COLUMNS];
    skt_status status =
        need(skt_gaz_table_open(&table, b->dir, "regions.tsv", columns, b->diag), b, "regions.tsv");
    while (status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const size_t *bonus = skt_map_get(&b->bonus, f[R_COUNTRY]);
        const area_row row = {.letter = 'R',
                              .level = SKT_LEVEL_REGION,
                              .code = f[R_CODE],
                              .iso = f[R_ISO],
                              .name = f[R_TITLE].len > 0 ? f[R_TITLE] : f[R_NAME],
                              .flags = f[R_FLAGS],
                              .lat = f[R_LAT],
                              .lon = f[R_LON],
                              .area_km2 = f[R_AREA],
                              .parent = skt_gaz_built_area(b, 'C', f[R_COUNTRY]),
                              .prior = (uint16_t)(PRIOR_REGION + (bonus == NULL ? 0 : *bonus))};
        if (row.parent == SKT_NO_NODE) {
            skt_gaz_table_refuse(&table, "no such country", f[R_COUNTRY]);
            continue;
        }
        skt_node node;
        status = add_area(&node, b, &table, &row);
        if (status == SKT_OK && node != SKT_NO_NODE) {
            b->sums.items[node].disputed =
                skt_str_find(f[R_FLAGS], SKT_LIT("disputed"), 0) != SIZE_MAX;
            status = region_names(b, f, node);
        }
    }
    skt_gaz_table_close(&table);
    return status == SKT_OK ? read_map_regions(b) : status;
}

static skt_status read_seas(skt_gaz_builder *b)
{
    static const char *const columns[] = {"key",       "name",     "names", "label_lat",
                                          "label_lon", "area_km2", NULL};
    skt_gaz_table table;
    skt_str f[6];
    bool there;
    skt_status status =
        skt_gaz_open_optional(&table, &there, b, "seas.tsv", columns, "seas will not be known");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const area_row row = {.letter = 'S',
                              .level = SKT_LEVEL_SEA,
                              .code = f[0],
                              .name = f[1],
                              .lat = f[3],
                              .lon = f[4],
                              .area_km2 = f[5],
                              .parent = SKT_NO_NODE,
                              .prior = PRIOR_SEA};
        skt_node node;
        status = add_area(&node, b, &table, &row);
        if (status == SKT_OK && node != SKT_NO_NODE) {
            status = skt_gaz_add_name(b, f[1], node, SKT_GAZ_MAIN);
        }
        if (status == SKT_OK && node != SKT_NO_NODE) {
            status = skt_gaz_add_names(b, f[2], node, 0);
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

skt_status skt_gaz_build_areas(skt_gaz_builder *b)
{
    skt_status status = read_countries(b);
    if (status == SKT_OK) {
        status = read_demonyms(b);
    }
    if (status == SKT_OK) {
        status = read_regions(b);
    }
    return status == SKT_OK ? read_seas(b) : status;
}
