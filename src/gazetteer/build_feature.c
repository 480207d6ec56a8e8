#include "gazetteer/build_feature.h"

#include <math.h>

#include "core/diag.h"

enum { CODE_BYTES = 16 };

static bool level_of(skt_level *out, skt_str name)
{
    static const struct {
        const char *name;
        skt_level level;
    } levels[] = {{"skip", SKT_LEVEL_UNKNOWN},
                  {"district", SKT_LEVEL_DISTRICT},
                  {"city", SKT_LEVEL_CITY},
                  {"facility", SKT_LEVEL_FACILITY}};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (skt_str_is(name, levels[i].name)) {
            *out = levels[i].level;
            return true;
        }
    }
    return false;
}

static skt_status read_features(skt_gaz_features *out, skt_gaz_builder *b)
{
    static const char *const columns[] = {"class", "code", "level", "kind", "prior", NULL};
    skt_gaz_table table;
    skt_str f[5];
    skt_status status = skt_gaz_table_open(&table, b->dir, "features.tsv", columns, b->diag);
    if (status == SKT_E_NOTFOUND) {
        status = skt_diag_add(b->diag, SKT_E_DATA, SKT_FAILURE, b->dir, 0,
                              "has no features.tsv, which tells what to take from a dump");
    }
    while (status == SKT_OK && skt_gaz_table_next(&table, f)) {
        skt_gaz_feature row = {.prior = -1};
        double prior = 0;
        skt_str key;
        if (!level_of(&row.level, f[2])) {
            skt_gaz_table_refuse(&table, "no such level", f[2]);
            continue;
        }
        if (f[4].len > 0 && (!skt_gaz_parse_real(&prior, f[4]) || prior < 0 || prior > 9)) {
            skt_gaz_table_refuse(&table, "no prior from 0 to 9", f[4]);
            continue;
        }
        row.prior = f[4].len > 0 ? (int)lround(prior * 1000) : -1;
        status = skt_arena_str(&row.kind, &out->arena, f[3]);
        if (status == SKT_OK) {
            status = skt_arena_format(&key, &out->arena, "%.*s.%.*s", SKT_FMT(f[0]), SKT_FMT(f[1]));
        }
        if (status == SKT_OK &&
            (!skt_map_set(&out->at, key, out->rows.count) || !skt_vec_push(&out->rows, row))) {
            status = SKT_E_NOMEM;
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

static skt_status read_languages(skt_gaz_features *out, skt_gaz_builder *b)
{
    static const char *const columns[] = {"lang", NULL};
    skt_gaz_table table;
    skt_str f[1];
    bool there;
    skt_status status =
        skt_gaz_open_optional(&table, &there, b, "languages.tsv", columns,
                              "only names in the languages of a place's country are taken");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        skt_str lang;
        status = skt_arena_str(&lang, &out->arena, f[0]);
        if (status == SKT_OK && !skt_map_set(&out->languages, lang, 1)) {
            status = SKT_E_NOMEM;
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

skt_status skt_gaz_features_open(skt_gaz_features *out, skt_gaz_builder *b)
{
    const skt_status status = read_features(out, b);
    return status == SKT_OK ? read_languages(out, b) : status;
}

const skt_gaz_feature *skt_gaz_feature_of(const skt_gaz_features *features, skt_str class_name,
                                          skt_str code, bool *listed)
{
    char key[CODE_BYTES + 2];
    *listed = false;
    if (class_name.len != 1 || code.len > CODE_BYTES) {
        return NULL;
    }
    key[0] = class_name.ptr[0];
    key[1] = '.';
    memcpy(key + 2, code.ptr, code.len);
    const size_t *row = skt_map_get(&features->at, (skt_str){key, code.len + 2});
    *listed = row != NULL;
    if (row == NULL) {
        key[2] = '*';
        row = skt_map_get(&features->at, (skt_str){key, 3});
    }
    return row == NULL ? NULL : &features->rows.items[*row];
}

void skt_gaz_features_dispose(skt_gaz_features *features)
{
    skt_map_dispose(&features->at);
    skt_map_dispose(&features->languages);
    skt_vec_dispose(&features->rows);
    skt_arena_dispose(&features->arena);
}
