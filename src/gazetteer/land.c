/* Ukrainian names of the land around a town: "Нікопольщина" is the Nikopol district, "Вовчанщина"
 * the area of Vovchansk, which is no district any more. */
#include "gazetteer/forms.h"

/* The ending of the name in each case, folded, and the adjective's that it is made of. */
static const struct {
    const char *ending, *adjective;
} endings[] = {
    {"щин", "ськии"},
    {"ччин", "цькии"},
    {"жчин", "зькии"},
};

static const char *const cases[] = {"а", "и", "і", "у", "ою"};

/* Takes the case's ending away: "нікопольщин". None if it has another. */
static skt_str without_case(skt_str word)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const skt_str ending = skt_str_from(cases[i]);
        const skt_str stem =
            skt_str_sub(word, 0, word.len > ending.len ? word.len - ending.len : 0);
        if (skt_str_ends(word, ending) && skt_str_ends(stem, SKT_LIT("ин"))) {
            return stem;
        }
    }
    return SKT_STR_NONE;
}

static skt_status find_adjective(skt_gaz_finder *f, skt_gaz_mention *mention, skt_str adjective)
{
    const skt_gaz_hit hit = skt_gaz_find_name(f->gazetteer, adjective);
    skt_status status = SKT_OK;
    for (size_t i = 0; i < hit.count && status == SKT_OK; i++) {
        const skt_node node = skt_gaz_value_node(hit.values[i]);
        if (skt_gaz_node_at(f->gazetteer, node)->level == SKT_LEVEL_DISTRICT) {
            const skt_gaz_hit one = {hit.key, &hit.values[i], 1};
            mention->key = hit.key;
            status = skt_gaz_add_options(f, mention, one, 0, "the district of that name");
        }
    }
    if (status == SKT_OK && mention->n_options == 0) {
        skt_gaz_forms towns = {.n = 0};
        skt_gaz_add_town_forms(&towns, f->gazetteer, adjective);
        status = skt_gaz_add_named(f, mention, NULL, &towns);
    }
    return status;
}

skt_status skt_gaz_find_land(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first)
{
    char key[SKT_GAZ_MAX_FORM_BYTES];
    const skt_str word = f->text->words[first].fold;
    const skt_str stem = skt_gaz_is_cyrillic(word) ? without_case(word) : SKT_STR_NONE;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof endings / sizeof *endings && stem.len > 0 && status == SKT_OK;
         i++) {
        const skt_str ending = skt_str_from(endings[i].ending);
        const skt_str adjective = skt_str_from(endings[i].adjective);
        if (mention->n_options > 0 || !skt_str_ends(stem, ending) ||
            stem.len - ending.len + adjective.len >= sizeof key || stem.len < ending.len + 6) {
            continue;
        }
        memcpy(key, stem.ptr, stem.len - ending.len);
        memcpy(key + stem.len - ending.len, adjective.ptr, adjective.len);
        status = find_adjective(f, mention, (skt_str){key, stem.len - ending.len + adjective.len});
    }
    mention->name_end = first + 1;
    mention->levels = mention->n_options > 0 ? 1u << SKT_LEVEL_DISTRICT : 0;
    return status;
}
