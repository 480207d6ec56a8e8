/* Facilities (sites by hand, airfields) and the aliases of regions. */
#include "gazetteer/build.h"
#include "gazetteer/build_dump.h"

enum {
    PRIOR_SITE = 4500,
    PRIOR_AIRPORT = 5000, /* by hand: those that reports name without the word */
    PRIOR_AIRFIELD = 3500
};

enum { S_NAME, S_NAMES, S_KIND, S_LAT, S_LON, S_COUNTRY, S_ADMIN1, S_COLUMNS };

skt_status skt_gaz_add_facility(skt_node *out, skt_gaz_builder *b, const skt_gaz_facility *f)
{
    *out = SKT_NO_NODE;
    const size_t *bonus = skt_map_get(&b->bonus, f->country);
    skt_gaz_node node = {
        .lat = f->lat,
        .lon = f->lon,
        .level = SKT_LEVEL_FACILITY,
        .parent = f->parent,
        .geonameid = f->id,
        .feature = skt_gaz_add_tag(b, f->kind),
        .zone = SKT_GAZ_NO_TAG,
        .prior = (uint16_t)((f->prior > 0 ? f->prior : 0) + (bonus == NULL ? 0 : (int)*bonus))};
    if (node.parent == SKT_NO_NODE) {
        node.parent = skt_gaz_built_area(b, 'R', f->admin1);
    }
    if (node.parent == SKT_NO_NODE) {
        node.parent = skt_gaz_built_area(b, 'C', f->country);
    }
    if (node.parent == SKT_NO_NODE) {
        return SKT_OK;
    }
    node.name = skt_gaz_add_string(b, f->name);
    const skt_node made = skt_gaz_add_node(b, &node);
    if (made == SKT_NO_NODE) {
        return SKT_E_NOMEM;
    }
    *out = made;
    skt_status status = skt_gaz_add_name(b, f->name, made, SKT_GAZ_MAIN);
    if (status == SKT_OK) {
        status = skt_gaz_add_names(b, f->names, made, 0);
    }
    if (status == SKT_OK) {
        status = skt_gaz_add_stem(b, f->name, made, SKT_GAZ_FACILITY_WORD);
    }
    if (status == SKT_OK) {
        status = skt_gaz_add_stems(b, f->names, made, SKT_GAZ_FACILITY_WORD);
    }
    return status == SKT_OK ? skt_gaz_built_status(b) : status;
}

/* A row of one of our own tables. */
static skt_status add_row(skt_gaz_builder *b, skt_gaz_table *table, const skt_str *f, int prior)
{
    skt_gaz_facility facility = {.name = f[S_NAME],
                                 .names = f[S_NAMES],
                                 .kind = f[S_KIND],
                                 .country = f[S_COUNTRY],
                                 .admin1 = f[S_ADMIN1],
                                 .parent = SKT_NO_NODE,
                                 .prior = prior};
    if (!skt_gaz_parse_point(&facility.lat, &facility.lon, f[S_LAT], f[S_LON])) {
        skt_gaz_table_refuse(table, "no latitude and longitude", f[S_LAT]);
        return SKT_OK;
    }
    skt_node made;
    skt_status status = skt_gaz_add_facility(&made, b, &facility);
    if (status == SKT_OK && made == SKT_NO_NODE) {
        skt_gaz_table_refuse(table, "no such region or country", f[S_ADMIN1]);
    } else if (status == SKT_OK && b->dump != NULL) {
        status = skt_gaz_dump_note_facility(b, &facility, made);
    }
    return status;
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
        const bool airport = skt_str_is(f[S_KIND], "airfield");
        status = add_row(b, &table, f, airport ? PRIOR_AIRPORT : PRIOR_SITE);
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
        status = names.failed ? SKT_E_NOMEM : add_row(b, &table, f, PRIOR_AIRFIELD);
        skt_buf_dispose(&names);
    }
    skt_gaz_table_close(&table);
    return status;
}

skt_status skt_gaz_build_facilities(skt_gaz_builder *b)
{
    skt_status status = read_sites(b);
    if (status == SKT_OK) {
        status = read_airfields(b);
    }
    return status == SKT_OK && b->dump != NULL ? skt_gaz_dump_facilities(b) : status;
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
