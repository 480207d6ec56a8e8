/* Districts: the second-level units. */
#include "gazetteer/build.h"
#include "gazetteer/build_dump.h"

enum { PRIOR_BARE_DISTRICT = 4800 }; /* in thousandths, as of a town of its name */

/* Where the district is found by its code and by its seat. */
static skt_status register_district(skt_gaz_builder *b, const skt_gaz_district *district,
                                    skt_node made)
{
    skt_str code;
    skt_str seat;
    skt_buf key = SKT_BUF_INIT;
    skt_buf_add(&key, district->admin1);
    skt_buf_add_char(&key, '/');
    skt_gaz_fold_name(&key, district->seat);
    skt_status status = key.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && (skt_arena_str(&code, &b->arena, district->code) != SKT_OK ||
                             skt_arena_str(&seat, &b->arena, skt_buf_str(&key)) != SKT_OK ||
                             (code.len > 0 && !skt_map_set(&b->district_at, code, made)) ||
                             (district->seat.len > 0 && !skt_map_set(&b->seat_at, seat, made)))) {
        status = SKT_E_NOMEM;
    }
    skt_buf_dispose(&key);
    return status;
}

/* A district's bare name is mostly meant as the town's, so it counts only beside a type
 * word; unless it is called by it, as Kent and Finistère are (`bare`). */
static skt_status name_district(skt_gaz_builder *b, skt_str name, skt_str names, bool bare,
                                skt_node node)
{
    const skt_str named[] = {name, names};
    const unsigned flags[] = {bare ? SKT_GAZ_MAIN : SKT_GAZ_STEM, bare ? 0 : SKT_GAZ_STEM};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < 2 && status == SKT_OK; i++) {
        status = skt_gaz_add_names(b, named[i], node, flags[i]);
        if (status == SKT_OK) {
            status = skt_gaz_add_stems(b, named[i], node, SKT_GAZ_DISTRICT_WORD);
        }
    }
    return status;
}

/* Of a district without a seat: that of a village. */
static uint16_t prior_of(const skt_gaz_builder *b, skt_str admin1)
{
    enum { PRIOR_VILLAGE = 3100 };
    const size_t *bonus = skt_map_get(&b->bonus, skt_str_cut(admin1, 2));
    return (uint16_t)(PRIOR_VILLAGE + (bonus == NULL ? 0 : *bonus));
}

skt_status skt_gaz_add_district(skt_node *out, skt_gaz_builder *b, const skt_gaz_district *district)
{
    const skt_gaz_node node = {.lat = district->lat,
                               .lon = district->lon,
                               .name = skt_gaz_add_string(b, district->name),
                               .geonameid = district->id,
                               .parent = district->region,
                               .level = SKT_LEVEL_DISTRICT,
                               .prior = district->bare ? PRIOR_BARE_DISTRICT
                                                       : prior_of(b, district->admin1),
                               .feature = skt_gaz_add_tag(b, SKT_LIT("ADM2")),
                               .zone = SKT_GAZ_NO_TAG};
    *out = skt_gaz_add_node(b, &node);
    const skt_status status =
        *out == SKT_NO_NODE ? SKT_E_NOMEM : register_district(b, district, *out);
    return status == SKT_OK
               ? name_district(b, district->name, district->names, district->bare, *out)
               : status;
}

enum { CODE, ADMIN1, NAME, NAMES, SEAT, FLAGS, LAT, LON, COLUMNS };

static skt_status add_row(skt_gaz_builder *b, skt_gaz_table *table, const skt_str *f,
                          skt_node region)
{
    skt_gaz_district district = {
        .code = f[CODE],
        .admin1 = f[ADMIN1],
        .name = f[NAME],
        .names = f[NAMES],
        .seat = f[SEAT],
        .bare = skt_str_is(f[FLAGS], "bare"),
        .lat = SKT_GAZ_NO_POINT,
        .lon = SKT_GAZ_NO_POINT,
        .region = region
    };
    skt_node made;
    if (f[LAT].len > 0 && !skt_gaz_parse_point(&district.lat, &district.lon, f[LAT], f[LON])) {
        skt_gaz_table_refuse(table, "no latitude and longitude", f[LAT]);
        return SKT_OK;
    }
    return skt_gaz_add_district(&made, b, &district);
}

/* Reads a table of districts; the extra one has points, and a row without a name there
 * adds names to the district of its code. */
static skt_status read_districts(skt_gaz_builder *b, bool extra)
{
    static const char *const columns[] = {"code", "admin1", "name", "names", "seat", "flags", NULL};
    static const char *const more[] = {"code",  "admin1", "name", "names", "seat",
                                       "flags", "lat",    "lon",  NULL};
    skt_gaz_table table;
    skt_str f[COLUMNS] = {{NULL, 0}};
    bool there;
    skt_status status = extra ? skt_gaz_open_optional(&table, &there, b, "districts_extra.tsv",
                                                      more, "names of districts will be missed")
                              : skt_gaz_open_optional(&table, &there, b, "districts.tsv", columns,
                                                      "districts will not be known");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const skt_node region = skt_gaz_built_area(b, 'R', f[ADMIN1]);
        const size_t *known = skt_map_get(&b->district_at, f[CODE]);
        if (region == SKT_NO_NODE) {
            skt_gaz_table_refuse(&table, "no such region", f[ADMIN1]);
            continue;
        }
        if (f[NAME].len == 0) {
            if (known != NULL) {
                status = name_district(b, f[NAME], f[NAMES], skt_str_is(f[FLAGS], "bare"),
                                       (skt_node)*known);
            } else {
                skt_gaz_table_refuse(&table, "no district of that code to name", f[CODE]);
            }
            continue;
        }
        status = add_row(b, &table, f, region);
    }
    skt_gaz_table_close(&table);
    return status;
}

skt_status skt_gaz_build_districts(skt_gaz_builder *b)
{
    skt_status status = read_districts(b, false);
    if (status == SKT_OK) {
        status = read_districts(b, true);
    }
    return status == SKT_OK && b->dump != NULL ? skt_gaz_dump_districts(b) : status;
}
