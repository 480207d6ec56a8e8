/* Facilities (sites by hand, airfields) and the aliases of regions. */
#include "core/diag.h"
#include "gazetteer/build.h"

enum { PRIOR_SITE = 4500, PRIOR_AIRFIELD = 3500 };

enum { S_NAME, S_NAMES, S_KIND, S_LAT, S_LON, S_COUNTRY, S_ADMIN1, S_COLUMNS };

static skt_status add_facility(skt_gaz_builder *b, skt_gaz_table *table, const skt_str *f,
                               uint16_t prior)
{
    const size_t *bonus = skt_map_get(&b->bonus, f[S_COUNTRY]);
    skt_gaz_node node = {.level = SKT_LEVEL_FACILITY,
                         .parent = skt_gaz_built_area(b, 'R', f[S_ADMIN1]),
                         .feature = skt_gaz_add_tag(b, f[S_KIND]),
                         .zone = SKT_GAZ_NO_TAG,
                         .prior = (uint16_t)(prior + (bonus == NULL ? 0 : *bonus))};
    if (node.parent == SKT_NO_NODE) {
        node.parent = skt_gaz_built_area(b, 'C', f[S_COUNTRY]);
    }
    if (node.parent == SKT_NO_NODE) {
        skt_gaz_table_refuse(table, "no such region or country", f[S_ADMIN1]);
        return SKT_OK;
    }
    if (!skt_gaz_parse_point(&node.lat, &node.lon, f[S_LAT], f[S_LON])) {
        skt_gaz_table_refuse(table, "no latitude and longitude", f[S_LAT]);
        return SKT_OK;
    }
    node.name = skt_gaz_add_string(b, f[S_NAME]);
    const skt_node made = skt_gaz_add_node(b, &node);
    if (made == SKT_NO_NODE || b->strings.failed) {
        return SKT_E_NOMEM;
    }
    skt_status status = skt_gaz_add_name(b, f[S_NAME], made, SKT_GAZ_MAIN);
    if (status == SKT_OK) {
        status = skt_gaz_add_names(b, f[S_NAMES], made, 0);
    }
    if (status == SKT_OK) {
        status = skt_gaz_add_stem(b, f[S_NAME], made, SKT_GAZ_FACILITY_WORD);
    }
    return status == SKT_OK ? skt_gaz_add_stems(b, f[S_NAMES], made, SKT_GAZ_FACILITY_WORD)
                            : status;
}

static skt_status read_sites(skt_gaz_builder *b)
{
    static const char *const columns[] = {"name", "names",   "kind",   "lat",
                                          "lon",  "country", "admin1", NULL};
    skt_gaz_table table;
    skt_str f[S_COLUMNS];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "sites.tsv", columns,
                                              "refineries, depots and ports will be missed");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        status = add_facility(b, &table, f, PRIOR_SITE);
    }
    skt_gaz_table_close(&table);
    return status;
}

/* Codes of an airfield ("UWSG", "RU-8602") are no words of a report, and short
 * ones are words of another meaning. */
static bool is_code(skt_str name)
{
    bool letters_only = true;
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        if (c >= '0' && c <= '9') {
            letters_only = false;
        } else if (!(c >= 'A' && c <= 'Z') && c != '-') {
            return false;
        }
    }
    return !letters_only || name.len <= 4;
}

static skt_status read_airfields(skt_gaz_builder *b)
{
    static const char *const columns[] = {"name", "names",   "kind",   "lat",
                                          "lon",  "country", "admin1", NULL};
    skt_gaz_table table;
    skt_str f[S_COLUMNS];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "airfields.tsv", columns,
                                              "airfields will be missed");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        skt_buf names = SKT_BUF_INIT;
        skt_str name;
        while (skt_str_split(&name, &f[S_NAMES], '|')) {
            if (!is_code(name)) {
                skt_buf_add(&names, name);
                skt_buf_add_char(&names, '|');
            }
        }
        f[S_NAMES] = skt_buf_str(&names);
        f[S_KIND] = skt_str_is(f[S_KIND], "military") ? SKT_LIT("base") : SKT_LIT("airfield");
        status = names.failed ? SKT_E_NOMEM : add_facility(b, &table, f, PRIOR_AIRFIELD);
        skt_buf_dispose(&names);
    }
    skt_gaz_table_close(&table);
    return status;
}

skt_status skt_gaz_build_facilities(skt_gaz_builder *b)
{
    const skt_status status = read_sites(b);
    return status == SKT_OK ? read_airfields(b) : status;
}

skt_status skt_gaz_build_aliases(skt_gaz_builder *b)
{
    static const char *const columns[] = {"alias", "admin1", NULL};
    skt_gaz_table table;
    skt_str f[2];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "region_alias.tsv", columns,
                                              "Donbas and the like will not be known");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const bool set = skt_str_find(f[1], SKT_LIT("+"), 0) != SIZE_MAX;
        skt_str code;
        while (status == SKT_OK && skt_str_split(&code, &f[1], '+')) {
            skt_node node = skt_gaz_built_area(b, 'R', code);
            if (node == SKT_NO_NODE) {
                node = skt_gaz_built_area(b, 'C', code);
            }
            if (node == SKT_NO_NODE) {
                skt_gaz_table_refuse(&table, "no such region", code);
                continue;
            }
            status =
                skt_gaz_add_name(b, f[0], node, set ? SKT_GAZ_MAIN | SKT_GAZ_SET : SKT_GAZ_MAIN);
            if (status == SKT_OK && !set) {
                status = skt_gaz_add_stem(b, f[0], node, SKT_GAZ_REGION_WORD);
            }
        }
    }
    skt_gaz_table_close(&table);
    return status;
}
