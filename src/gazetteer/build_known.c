#include "gazetteer/build_known.h"

#include <stdlib.h>

#include "core/diag.h"
#include "gazetteer/build_dump.h"

enum {
    UNKNOWN_PEOPLE = 1000, /* what a place without a population counts as */
    NEAR = 50000           /* 1e-6 degrees, 5 km: the same place by another source */
};

enum {
    P_NAME,
    P_LAT,
    P_LON,
    P_FEATURE,
    P_COUNTRY,
    P_ADMIN1,
    P_ADMIN2,
    P_PEOPLE,
    P_ZONE,
    P_NAMES,
    P_ID,
    P_COLUMNS
};

static void refuse(skt_gaz_table *table, const skt_gaz_known_row *row, const char *what,
                   skt_str field, bool wanted)
{
    if (wanted) {
        table->line = row->number;
        skt_gaz_table_refuse(table, what, field);
    }
}

bool skt_gaz_known_place(skt_gaz_place *out, skt_gaz_known *known, uint32_t i, bool wanted)
{
    const skt_gaz_known_row *row = &known->rows.items[i];
    skt_gaz_table *table = &known->tables[row->extra ? 1 : 0];
    skt_str f[P_COLUMNS] = {{NULL, 0}};
    double id = 0;
    if (!skt_gaz_table_split(table, row->line, f)) {
        return false;
    }
    *out = (skt_gaz_place){.name = f[P_NAME],
                           .names = f[P_NAMES],
                           .feature = f[P_FEATURE],
                           .country = f[P_COUNTRY],
                           .admin1 = f[P_ADMIN1],
                           .admin2 = f[P_ADMIN2],
                           .zone = f[P_ZONE],
                           .parent = SKT_NO_NODE,
                           .unknown_people = UNKNOWN_PEOPLE};
    if (!skt_gaz_parse_point(&out->lat, &out->lon, f[P_LAT], f[P_LON])) {
        refuse(table, row, "no latitude and longitude", f[P_LAT], wanted);
        return false;
    }
    if ((f[P_PEOPLE].len > 0 && !skt_gaz_parse_real(&out->people, f[P_PEOPLE])) ||
        (f[P_ID].len > 0 && !skt_gaz_parse_real(&id, f[P_ID])) || out->people < 0 ||
        out->people > 4e9 || id < 0 || id > 4e9) {
        refuse(table, row, "no number", f[P_PEOPLE], wanted);
        return false;
    }
    out->id = (uint32_t)id;
    return true;
}

/* The key of a name in a region, in b->key. */
static bool name_key(skt_gaz_builder *b, skt_str name, skt_str admin1)
{
    skt_buf_clear(&b->key);
    skt_gaz_fold_name(&b->key, name);
    const bool good = b->key.len > 0;
    skt_buf_add_char(&b->key, '/');
    skt_buf_add(&b->key, admin1);
    return good && !b->key.failed;
}

static skt_status link_name(skt_gaz_known *known, skt_gaz_builder *b, uint32_t row, skt_str name,
                            skt_str admin1)
{
    if (!name_key(b, name, admin1)) {
        return b->key.failed ? SKT_E_NOMEM : SKT_OK;
    }
    const skt_gaz_known_link link = {row, UINT32_MAX};
    if (!skt_vec_push(&known->links, link)) {
        return SKT_E_NOMEM;
    }
    size_t *first = skt_map_get(&known->by_name, skt_buf_str(&b->key));
    if (first != NULL) {
        /* The first row of the tables is found first. */
        uint32_t at = (uint32_t)*first;
        while (known->links.items[at].next != UINT32_MAX) {
            at = known->links.items[at].next;
        }
        known->links.items[at].next = (uint32_t)(known->links.count - 1);
        return SKT_OK;
    }
    skt_str kept;
    const skt_status status = skt_arena_str(&kept, &b->arena, skt_buf_str(&b->key));
    return status == SKT_OK && !skt_map_set(&known->by_name, kept, known->links.count - 1)
               ? SKT_E_NOMEM
               : status;
}

/* Makes the row one that is found: by its geonameid, else by its names. */
static skt_status index_row(skt_gaz_known *known, skt_gaz_builder *b, uint32_t i)
{
    skt_gaz_place place;
    if (!skt_gaz_known_place(&place, known, i, false)) {
        return SKT_OK;
    }
    if (place.id != 0) {
        return b->dump == NULL ? SKT_OK : skt_gaz_dump_note_row(b->dump, place.id, i);
    }
    skt_status status = link_name(known, b, i, place.name, place.admin1);
    skt_str name;
    while (b->dump != NULL && status == SKT_OK && skt_str_split(&name, &place.names, '|')) {
        status = link_name(known, b, i, name, place.admin1);
    }
    return status;
}

static skt_status read_rows(skt_gaz_known *known, skt_gaz_builder *b, bool extra)
{
    skt_str f[P_COLUMNS];
    skt_gaz_table *table = &known->tables[extra ? 1 : 0];
    skt_status status = SKT_OK;
    while (status == SKT_OK && skt_gaz_table_next(table, f)) {
        const skt_gaz_known_row row = {table->row, (uint32_t)table->line, extra, false};
        if (known->rows.count >= INT32_MAX || !skt_vec_push(&known->rows, row)) {
            return SKT_E_NOMEM;
        }
        if (extra || b->dump != NULL) {
            status = index_row(known, b, (uint32_t)(known->rows.count - 1));
        }
    }
    return status;
}

skt_status skt_gaz_known_open(skt_gaz_known *known, skt_gaz_builder *b)
{
    static const char *const columns[] = {"name",    "lat",    "lon",    "feature",
                                          "country", "admin1", "admin2", "population",
                                          "zone",    "names",  "id",     NULL};
    static const char *const extra_columns[] = {"name",    "lat",    "lon",    "feature",
                                                "country", "admin1", "admin2", "population",
                                                "zone",    "names",  NULL};
    bool there = false;
    skt_status status =
        skt_gaz_table_open(&known->tables[0], b->dir, "places.tsv", columns, b->diag);
    if (status == SKT_E_NOTFOUND) {
        return skt_diag_add(b->diag, SKT_E_DATA, SKT_FAILURE, b->dir, 0,
                            "has no places.tsv.xz; is it the folder gazetteer/ of the source?");
    }
    if (status == SKT_OK) {
        status = read_rows(known, b, false);
    }
    if (status == SKT_OK) {
        status = skt_gaz_open_optional(&known->tables[1], &there, b, "places_extra.tsv",
                                       extra_columns, "small villages will be missed");
    }
    return status == SKT_OK && there ? read_rows(known, b, true) : status;
}

uint32_t skt_gaz_known_find(skt_gaz_known *known, skt_gaz_builder *b, skt_str name, skt_str admin1,
                            int32_t lat, int32_t lon)
{
    const size_t *first =
        name_key(b, name, admin1) ? skt_map_get(&known->by_name, skt_buf_str(&b->key)) : NULL;
    uint32_t at = first == NULL ? UINT32_MAX : (uint32_t)*first;
    for (; at != UINT32_MAX; at = known->links.items[at].next) {
        const uint32_t row = known->links.items[at].row;
        skt_gaz_place place;
        if (!known->rows.items[row].used && skt_gaz_known_place(&place, known, row, false) &&
            labs((long)place.lat - lat) < NEAR && labs((long)place.lon - lon) < NEAR) {
            return row;
        }
    }
    return UINT32_MAX;
}

skt_status skt_gaz_known_join(skt_gaz_builder *b, skt_gaz_known *known, const skt_gaz_place *place,
                              skt_node node)
{
    skt_status status = SKT_OK;
    while (status == SKT_OK) {
        const uint32_t row =
            skt_gaz_known_find(known, b, place->name, place->admin1, place->lat, place->lon);
        skt_gaz_place other;
        if (row == UINT32_MAX || !known->rows.items[row].extra ||
            !skt_gaz_known_place(&other, known, row, false)) {
            break;
        }
        known->rows.items[row].used = true;
        status = skt_gaz_add_place_names(b, other.name, other.names, node);
    }
    return status;
}

skt_status skt_gaz_known_add(skt_node *out, skt_gaz_builder *b, skt_gaz_known *known, uint32_t i,
                             const skt_gaz_place *place)
{
    skt_gaz_known_row *row = &known->rows.items[i];
    row->used = true;
    skt_status status = skt_gaz_add_place(out, b, place);
    if (status == SKT_OK && *out == SKT_NO_NODE) {
        refuse(&known->tables[row->extra ? 1 : 0], row, "no such region or country", place->admin1,
               true);
        return SKT_OK;
    }
    if (status == SKT_OK && b->dump != NULL) {
        status = skt_gaz_dump_note_point(b, *out, place->country, place->name);
    }
    if (status == SKT_OK && b->dump != NULL && place->id != 0) {
        status = skt_gaz_dump_note_id(b->dump, place->id, *out);
    }
    return status == SKT_OK ? skt_gaz_known_join(b, known, place, *out) : status;
}

void skt_gaz_known_close(skt_gaz_known *known)
{
    skt_gaz_table_close(&known->tables[0]);
    skt_gaz_table_close(&known->tables[1]);
    skt_vec_dispose(&known->rows);
    skt_vec_dispose(&known->links);
    skt_map_dispose(&known->by_name);
}
