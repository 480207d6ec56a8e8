/* A GeoNames dump: its files, its small tables, what is noted of its rows. */
#include "gazetteer/build_dump.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "core/diag.h"
#include "core/file.h"

/* ----------------------------------------------------------------- the files */

/* "UA.txt", plain or compressed: of one country. */
static bool is_country_file(skt_str name)
{
    if (skt_str_ends(name, SKT_LIT(".xz"))) {
        name.len -= 3;
    }
    return name.len == 6 && skt_str_ends(name, SKT_LIT(".txt")) && name.ptr[0] >= 'A' &&
           name.ptr[0] <= 'Z' && name.ptr[1] >= 'A' && name.ptr[1] <= 'Z';
}

static skt_status add_file(skt_gaz_dump *dump, skt_str name)
{
    skt_str kept;
    const skt_status status = skt_arena_str(&kept, &dump->arena, name);
    if (status != SKT_OK) {
        return status;
    }
    for (size_t i = 0; i < dump->names.count; i++) {
        if (skt_str_is(name, dump->names.items[i])) {
            return SKT_OK;
        }
    }
    return skt_vec_push(&dump->names, kept.ptr) ? SKT_OK : SKT_E_NOMEM;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* allCountries.txt, or else the files of single countries. */
static skt_status find_files(skt_gaz_dump *dump, const skt_gaz_builder *b)
{
    const char *folder = b->options->geonames;
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return skt_diag_add(b->diag, SKT_E_IO, SKT_FAILURE, folder, 0, "%s", strerror(errno));
    }
    bool all = false;
    bool zip = false;
    skt_status status = SKT_OK;
    int why = 0;
    const struct dirent *entry;
    while (status == SKT_OK && (entry = skt_file_next(dir, &why)) != NULL) {
        const skt_str name = skt_str_from(entry->d_name);
        all |= skt_str_is(name, "allCountries.txt") || skt_str_is(name, "allCountries.txt.xz");
        zip |= skt_str_ends(name, SKT_LIT(".zip"));
        dump->alternates |= skt_str_starts(name, SKT_LIT("alternateNamesV2.txt"));
        if (is_country_file(name)) {
            status = add_file(dump, skt_str_sub(name, 0, 6));
        }
    }
    (void)closedir(dir);
    if (why != 0) {
        return skt_diag_add(b->diag, SKT_E_IO, SKT_FAILURE, folder, 0, "%s", strerror(why));
    }
    if (all) {
        skt_vec_clear(&dump->names);
        status = add_file(dump, SKT_LIT("allCountries.txt"));
    }
    if (status == SKT_OK && dump->names.count == 0) {
        return skt_diag_add(b->diag, SKT_E_NOTFOUND, SKT_FAILURE, folder, 0,
                            "has neither allCountries.txt nor a file of one country such as "
                            "UA.txt%s",
                            zip ? "; unzip what is there" : "");
    }
    if (dump->names.count > 0) {
        qsort(dump->names.items, dump->names.count, sizeof *dump->names.items, compare_names);
    }
    return status;
}

skt_status skt_gaz_dump_open(skt_gaz_dump **out, skt_gaz_builder *b)
{
    skt_gaz_dump *dump = calloc(1, sizeof *dump);
    *out = dump;
    if (dump == NULL) {
        return SKT_E_NOMEM;
    }
    skt_status status = find_files(dump, b);
    if (status == SKT_OK) {
        status = skt_gaz_features_open(&dump->features, b);
    }
    return status == SKT_OK ? skt_gaz_spelling_open(&dump->spelling, b->dir, b->diag) : status;
}

void skt_gaz_dump_free(skt_gaz_dump *dump)
{
    if (dump == NULL) {
        return;
    }
    skt_gaz_features_dispose(&dump->features);
    skt_gaz_spelling_free(dump->spelling);
    skt_gaz_ids_dispose(&dump->ids);
    skt_vec_dispose(&dump->names);
    skt_vec_dispose(&dump->languages);
    skt_vec_dispose(&dump->sites);
    skt_vec_dispose(&dump->points);
    skt_arena_dispose(&dump->arena);
    free(dump);
}

/* --------------------------------------------------------------------- notes */

skt_status skt_gaz_dump_note_row(skt_gaz_dump *dump, uint32_t id, uint32_t row)
{
    const bool good =
        id >= SKT_GAZ_MAX_ID || skt_gaz_ids_set(&dump->ids, id, SKT_GAZ_DUMP_ROW + row);
    return good ? SKT_OK : SKT_E_NOMEM;
}

skt_status skt_gaz_dump_note_id(skt_gaz_dump *dump, uint32_t id, skt_node node)
{
    return id >= SKT_GAZ_MAX_ID || skt_gaz_ids_set(&dump->ids, id, node) ? SKT_OK : SKT_E_NOMEM;
}

skt_status skt_gaz_dump_note_point(skt_gaz_builder *b, skt_node node, skt_str country, skt_str name)
{
    skt_gaz_dump *dump = b->dump;
    const skt_node area = skt_gaz_built_area(b, 'C', country);
    const skt_gaz_dump_point none = {UINT16_MAX, false};
    const skt_gaz_dump_point point = {area < UINT16_MAX ? (uint16_t)area : UINT16_MAX,
                                      skt_gaz_letters_of(name).digit};
    while (b->nodes.count + dump->points.count < node) {
        if (!skt_vec_push(&dump->points, none)) {
            return SKT_E_NOMEM;
        }
    }
    return skt_vec_push(&dump->points, point) ? SKT_OK : SKT_E_NOMEM;
}

skt_status skt_gaz_dump_note_facility(skt_gaz_builder *b, const skt_gaz_facility *facility,
                                      skt_node node)
{
    skt_gaz_dump_site site = {facility->lat, facility->lon, node, {NULL, 0}};
    if (skt_arena_str(&site.kind, &b->dump->arena, facility->kind) != SKT_OK ||
        !skt_vec_push(&b->dump->sites, site)) {
        return SKT_E_NOMEM;
    }
    return skt_gaz_dump_note_point(b, node, facility->country, facility->name);
}

/* ----------------------------------------------------------------- districts */

/* admin1CodesASCII.txt: regions that we do not have. */
static skt_status read_admin1(skt_gaz_builder *b)
{
    enum { CODE, NAME, COLUMNS };
    skt_gaz_dump_file file;
    skt_str f[COLUMNS];
    bool more = false;
    size_t n_unknown = 0;
    skt_buf first = SKT_BUF_INIT;
    skt_status status = skt_gaz_dump_file_open(&file, &more, b, "admin1CodesASCII.txt");
    while (status == SKT_OK && more) {
        status = skt_gaz_dump_file_next(&file, f, COLUMNS, COLUMNS, &more);
        if (status == SKT_OK && more && skt_gaz_built_area(b, 'R', f[CODE]) == SKT_NO_NODE &&
            n_unknown++ < 3) {
            skt_buf_format(&first, "%s%.*s (%.*s)", first.len > 0 ? ", " : "",
                           SKT_FMT(skt_str_cut(f[CODE], 20)), SKT_FMT(skt_str_cut(f[NAME], 60)));
        }
    }
    if (status == SKT_OK && n_unknown > 0 && !first.failed) {
        (void)skt_diag_add(b->diag, SKT_OK, SKT_NOTE, file.lines.path, 0,
                           "%zu regions are not in regions.tsv, such as %.*s: their places are "
                           "put into the region whose polygon they lie in",
                           n_unknown, SKT_FMT(skt_buf_str(&first)));
    }
    skt_buf_dispose(&first);
    skt_gaz_dump_file_close(&file);
    return status;
}

/* The first two parts of "UA.07.123". */
static skt_str region_part(skt_str code)
{
    const size_t dot = skt_str_find(code, SKT_LIT("."), 0);
    const size_t end = dot == SIZE_MAX ? SIZE_MAX : skt_str_find(code, SKT_LIT("."), dot + 1);
    return end == SIZE_MAX ? SKT_STR_NONE : skt_str_sub(code, 0, end);
}

static skt_status add_admin2(skt_gaz_builder *b, const skt_str *f)
{
    enum { CODE, NAME, ASCII, ID };
    uint32_t id = 0;
    (void)skt_gaz_dump_id(&id, f[ID]);
    const size_t *known = skt_map_get(&b->district_at, f[CODE]);
    skt_node node = known == NULL ? SKT_NO_NODE : (skt_node)*known;
    const skt_str admin1 = region_part(f[CODE]);
    const skt_node region = skt_gaz_built_area(b, 'R', admin1);
    skt_status status = SKT_OK;
    if (known == NULL && region != SKT_NO_NODE && skt_gaz_letters_of(f[NAME]).valid) {
        const skt_gaz_district district = {.code = f[CODE],
                                           .admin1 = admin1,
                                           .name = f[NAME],
                                           .lat = SKT_GAZ_NO_POINT,
                                           .lon = SKT_GAZ_NO_POINT,
                                           .id = id,
                                           .region = region};
        status = skt_gaz_add_district(&node, b, &district);
        b->dump->n_taken[0]++;
    }
    if (status == SKT_OK && node != SKT_NO_NODE && skt_gaz_is_usable(f[ASCII], true)) {
        status = skt_gaz_dump_name(b, f[ASCII], node, 0);
    }
    return status == SKT_OK && node != SKT_NO_NODE && id != 0
               ? skt_gaz_dump_note_id(b->dump, id, node)
               : status;
}

static skt_status read_admin2(skt_gaz_builder *b)
{
    enum { LEAST = 2, COLUMNS = 4 };
    skt_gaz_dump_file file;
    skt_str f[COLUMNS];
    bool more = false;
    skt_status status = skt_gaz_dump_file_open(&file, &more, b, "admin2Codes.txt");
    while (status == SKT_OK && more) {
        status = skt_gaz_dump_file_next(&file, f, LEAST, COLUMNS, &more);
        if (status == SKT_OK && more) {
            status = add_admin2(b, f);
        }
    }
    skt_gaz_dump_file_close(&file);
    return status;
}

/* The district that the row is, if it is there: by id, else a second-level unit by its
 * code. */
static skt_node find_district(const skt_gaz_builder *b, const skt_gaz_dump_row *row, skt_str code)
{
    const uint32_t node = skt_gaz_ids_get(&b->dump->ids, row->id);
    if (node != SKT_GAZ_NO_ID) {
        return node;
    }
    const size_t *known = skt_str_is(row->code, "ADM2") ? skt_map_get(&b->district_at, code) : NULL;
    return known == NULL ? SKT_NO_NODE : (skt_node)*known;
}

static skt_status take_district(void *user, const skt_gaz_dump_row *row)
{
    skt_gaz_builder *b = user;
    skt_str admin1;
    skt_str country;
    const skt_node region = skt_gaz_dump_region(b, row, &admin1, &country);
    if (region == SKT_NO_NODE) {
        b->dump->n_nowhere++;
        return SKT_OK;
    }
    skt_buf code = SKT_BUF_INIT;
    if (row->admin2.len > 0 && skt_str_is(row->code, "ADM2")) {
        skt_buf_format(&code, "%.*s.%.*s", SKT_FMT(admin1), SKT_FMT(row->admin2));
    }
    skt_status status = code.failed ? SKT_E_NOMEM : SKT_OK;
    skt_node node = find_district(b, row, skt_buf_str(&code));
    if (status == SKT_OK && node == SKT_NO_NODE) {
        const skt_gaz_district district = {.code = skt_buf_str(&code),
                                           .admin1 = admin1,
                                           .name = row->name,
                                           .lat = row->lat,
                                           .lon = row->lon,
                                           .id = row->id,
                                           .region = region};
        status = skt_gaz_add_district(&node, b, &district);
        b->dump->n_taken[0]++;
    } else if (status == SKT_OK && node < b->nodes.count) {
        skt_gaz_node *known = &b->nodes.items[node];
        b->dump->n_joined[0] += known->lat == SKT_GAZ_NO_POINT;
        known->lat = known->lat == SKT_GAZ_NO_POINT ? row->lat : known->lat;
        known->lon = known->lon == SKT_GAZ_NO_POINT ? row->lon : known->lon;
        known->geonameid = row->id;
    }
    if (status == SKT_OK) {
        status = skt_gaz_dump_note_id(b->dump, row->id, node);
    }
    skt_buf_dispose(&code);
    return status == SKT_OK ? skt_gaz_dump_names(b, row, node, true) : status;
}

skt_status skt_gaz_dump_districts(skt_gaz_builder *b)
{
    skt_status status = read_admin1(b);
    if (status == SKT_OK) {
        status = read_admin2(b);
    }
    return status == SKT_OK ? skt_gaz_dump_each(b, SKT_LEVEL_DISTRICT, false, take_district, b)
                            : status;
}
