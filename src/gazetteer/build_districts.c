/* Districts: the second-level units. */
#include "core/diag.h"
#include "gazetteer/build.h"
#include "gazetteer/build_dump.h"

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

/* A district's bare name is mostly meant as the town's, so it counts only beside a
 * type word. */
static skt_status name_district(skt_gaz_builder *b, skt_str name, skt_str names, skt_node node)
{
    const skt_str named[] = {name, names};
    skt_status status = SKT_OK;
    for (size_t i = 0; i < 2 && status == SKT_OK; i++) {
        status = skt_gaz_add_names(b, named[i], node, SKT_GAZ_STEM);
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
                               .prior = prior_of(b, district->admin1),
                               .feature = skt_gaz_add_tag(b, SKT_LIT("ADM2")),
                               .zone = SKT_GAZ_NO_TAG};
    *out = skt_gaz_add_node(b, &node);
    const skt_status status =
        *out == SKT_NO_NODE ? SKT_E_NOMEM : register_district(b, district, *out);
    return status == SKT_OK ? name_district(b, district->name, district->names, *out) : status;
}

/* Reads a table of districts; a row without a name adds names to the district of its
 * code. */
static skt_status read_districts(skt_gaz_builder *b, const char *file, const char *loss)
{
    static const char *const columns[] = {"code", "admin1", "name", "names", "seat", NULL};
    skt_gaz_table table;
    skt_str f[5];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, file, columns, loss);
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const skt_node region = skt_gaz_built_area(b, 'R', f[1]);
        const size_t *known = skt_map_get(&b->district_at, f[0]);
        if (region == SKT_NO_NODE) {
            skt_gaz_table_refuse(&table, "no such region", f[1]);
            continue;
        }
        if (f[2].len == 0) {
            if (known != NULL) {
                status = name_district(b, f[2], f[3], (skt_node)*known);
            } else {
                skt_gaz_table_refuse(&table, "no district of that code to name", f[0]);
            }
            continue;
        }
        /* Elsewhere the town of the name stands for the district: the file stays
         * small. */
        const skt_str country = skt_str_cut(f[1], 2);
        if (skt_map_get(&b->bonus, country) != NULL) {
            const skt_gaz_district district = {.code = f[0],
                                               .admin1 = f[1],
                                               .name = f[2],
                                               .names = f[3],
                                               .seat = f[4],
                                               .lat = SKT_GAZ_NO_POINT,
                                               .lon = SKT_GAZ_NO_POINT,
                                               .region = region};
            skt_node made;
            status = skt_gaz_add_district(&made, b, &district);
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

skt_status skt_gaz_build_districts(skt_gaz_builder *b)
{
    skt_status status = read_districts(b, "districts.tsv", "districts will not be known");
    if (status == SKT_OK) {
        status = read_districts(b, "districts_extra.tsv", "names of districts will be missed");
    }
    return status == SKT_OK && b->dump != NULL ? skt_gaz_dump_districts(b) : status;
}
