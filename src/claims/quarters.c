/* Quarters of cities: the gazetteer has them as districts of the region that bear the name of
 * their city ("Saltivskyi District, Kharkiv"). */
#include "claims/draft.h"

/* The city in a quarter's name; none: `node` is no quarter. */
static skt_str city_of_quarter(const skt_node_info *info)
{
    for (size_t i = info->name.len; info->level == SKT_LEVEL_DISTRICT && i > 2; i--) {
        if (info->name.ptr[i - 2] == ',' && info->name.ptr[i - 1] == ' ') {
            return (skt_str){info->name.ptr + i, info->name.len - i};
        }
    }
    return SKT_STR_NONE;
}

/* Whether the node is only the region of a town or district that the gazetteer does not have: it
 * holds nothing else. */
static bool stands_in(const skt_gazetteer *gazetteer, const place_ref *ref)
{
    return (ref->level == SKT_LEVEL_CITY || ref->level == SKT_LEVEL_DISTRICT) &&
           skt_gazetteer_level(gazetteer, ref->node) == SKT_LEVEL_REGION;
}

bool place_within(const skt_gazetteer *gazetteer, const place_ref *inner, const place_ref *outer)
{
    if (inner->node == SKT_NO_NODE || outer->node == SKT_NO_NODE) {
        return false;
    }
    if (stands_in(gazetteer, outer)) {
        return inner->node == outer->node && inner->level == outer->level;
    }
    if (skt_gazetteer_within(gazetteer, inner->node, outer->node)) {
        return true;
    }
    if (skt_gazetteer_level(gazetteer, inner->node) != SKT_LEVEL_DISTRICT ||
        skt_gazetteer_level(gazetteer, outer->node) != SKT_LEVEL_CITY) {
        return false;
    }
    const skt_node_info quarter = skt_gazetteer_node(gazetteer, inner->node);
    const skt_node_info city = skt_gazetteer_node(gazetteer, outer->node);
    return city.name.len > 0 && skt_str_eq(city_of_quarter(&quarter), city.name) &&
           skt_str_eq(quarter.admin1, city.admin1);
}

void name_quarters(article *a, skt_toponym *toponyms)
{
    for (size_t i = 0; i < a->scene.n_toponyms; i++) {
        skt_toponym *bare = &toponyms[i];
        if (bare->typed || bare->level != SKT_LEVEL_CITY || bare->end != bare->first + 1) {
            continue;
        }
        const skt_str name = a->scene.text->words[bare->first].fold;
        for (size_t k = 0; k < a->scene.n_toponyms; k++) {
            const skt_toponym *typed = &toponyms[k];
            if (!typed->typed || typed->node == SKT_NO_NODE ||
                !skt_str_eq(a->scene.text->words[typed->first].fold, name)) {
                continue;
            }
            const skt_node_info info = skt_gazetteer_node(a->scene.gazetteer, typed->node);
            if (city_of_quarter(&info).len > 0) {
                bare->node = typed->node;
                bare->level = SKT_LEVEL_DISTRICT;
                break;
            }
        }
    }
}
