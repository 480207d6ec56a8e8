/* Corrections of the names of settlements: those of another place are left out, former
 * ones give way to the places that bear them today, and main ones are added where the
 * display name is a slip. */
#include "gazetteer/build.h"

enum { WRONG, FORMER };

/* "RU.38/Krasnodar", or "RU.38/Krasnodar/Novorosyisk", in b->key. */
static skt_str key_of(skt_gaz_builder *b, skt_str admin1, skt_str place, skt_str other)
{
    skt_buf_clear(&b->key);
    skt_buf_add(&b->key, admin1);
    skt_buf_add_char(&b->key, '/');
    skt_buf_add(&b->key, place);
    if (other.len > 0) {
        skt_buf_add_char(&b->key, '/');
        skt_buf_add(&b->key, other);
    }
    return skt_buf_str(&b->key);
}

/* Notes that the place has corrections; the value is that of its main names, from 1. */
static skt_status note_place(skt_gaz_builder *b, const skt_str *f, bool main)
{
    skt_str names;
    skt_str kept;
    const size_t *known = skt_map_get(&b->corrections, key_of(b, f[0], f[1], SKT_STR_NONE));
    size_t value = known == NULL ? 0 : *known;
    if (main) {
        if (skt_arena_str(&names, &b->arena, f[2]) != SKT_OK ||
            !skt_vec_push(&b->main_names, names)) {
            return SKT_E_NOMEM;
        }
        value = b->main_names.count;
    }
    const skt_str key = key_of(b, f[0], f[1], SKT_STR_NONE);
    return !b->key.failed && skt_arena_str(&kept, &b->arena, key) == SKT_OK &&
                   skt_map_set(&b->corrections, kept, value)
               ? SKT_OK
               : SKT_E_NOMEM;
}

static skt_status note(skt_gaz_builder *b, const skt_str *f, skt_str other, size_t what)
{
    skt_str kept;
    const skt_str key = key_of(b, f[0], f[1], other);
    if (b->key.failed || skt_arena_str(&kept, &b->arena, key) != SKT_OK ||
        !skt_map_set(&b->corrections, kept, what)) {
        return SKT_E_NOMEM;
    }
    return SKT_OK;
}

skt_status skt_gaz_build_corrections(skt_gaz_builder *b)
{
    static const char *const columns[] = {"admin1", "place", "names", "what", NULL};
    skt_gaz_table table;
    skt_str f[4];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "corrections.tsv", columns,
                                              "wrong names of places will be believed");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        const size_t what = skt_str_is(f[3], "wrong") ? WRONG : FORMER;
        const bool main = skt_str_is(f[3], "main");
        if (what == FORMER && !main && !skt_str_is(f[3], "former")) {
            skt_gaz_table_refuse(&table, "neither wrong nor former nor main", f[3]);
            continue;
        }
        status = note_place(b, f, main);
        skt_str other;
        while (!main && status == SKT_OK && skt_str_split(&other, &f[2], '|')) {
            status = note(b, f, other, what);
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

skt_status skt_gaz_add_corrected_names(skt_gaz_builder *b, const skt_gaz_place *place,
                                       skt_node node)
{
    skt_buf kept = SKT_BUF_INIT;
    skt_str rest = place->names;
    skt_str name;
    const size_t *main =
        skt_map_get(&b->corrections, key_of(b, place->admin1, place->name, SKT_STR_NONE));
    if (main == NULL) {
        return skt_gaz_add_place_names(b, place->name, place->names, node);
    }
    skt_status status =
        *main == 0 ? SKT_OK
                   : skt_gaz_add_names(b, b->main_names.items[*main - 1], node, SKT_GAZ_MAIN);
    while (status == SKT_OK && skt_str_split(&name, &rest, '|')) {
        const size_t *what =
            skt_map_get(&b->corrections, key_of(b, place->admin1, place->name, name));
        if (what == NULL) {
            skt_buf_add(&kept, name);
            skt_buf_add_char(&kept, '|');
        } else if (*what == FORMER) {
            status = skt_gaz_add_name(b, name, node, SKT_GAZ_FORMER);
        }
    }
    if (status == SKT_OK) {
        status = kept.failed ? SKT_E_NOMEM
                             : skt_gaz_add_place_names(b, place->name, skt_buf_str(&kept), node);
    }
    skt_buf_dispose(&kept);
    return status;
}
