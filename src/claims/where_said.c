/* Where the text itself says that a place lies, against the gazetteer's place of that name. */
#include "claims/where.h"

/* "Gedeb, in the East Gojjam zone of Ethiopia's Amhara region": the region that the text
 * says place item `i` is in, where the gazetteer's place of that name lies elsewhere; or
 * SKT_NO_NODE. */
static skt_node region_said(const article *a, size_t i, const skt_toponym *inner)
{
    enum { REACH = 9 };
    if (inner->node == SKT_NO_NODE ||
        (inner->level != SKT_LEVEL_CITY && inner->level != SKT_LEVEL_FACILITY) ||
        (skt_gazetteer_flags(a->scene.gazetteer, inner->node) & SKT_NODE_SEAT) != 0) {
        return SKT_NO_NODE;
    }
    /* "Gedeb, in Ethiopia's Amhara region": the country is one with the town's name */
    const bool owned = i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_WORD &&
                       a->scene.text->words[a->items.items[i + 1].first].kind == SKT_WORD_SUFFIX;
    bool in = owned;
    for (size_t k = i + 1 + owned; k < a->items.count && k <= i + REACH; k++) {
        const item *it = &a->items.items[k];
        const skt_toponym *outer =
            it->kind == ITEM_PLACE ? &a->scene.toponyms[it->place_first] : NULL;
        in |= item_does(a, k, SKT_GRAMMAR_IN) ||
              (it->kind == ITEM_PREP && skt_str_is(it->entry->kind, "target"));
        if (outer != NULL && in && outer->typed && outer->level == SKT_LEVEL_REGION &&
            it->n_places == 1) {
            const bool counted = k + 1 < a->items.count && a->items.items[k + 1].kind == ITEM_COUNT;
            return counted || outer->node == SKT_NO_NODE ||
                           skt_gazetteer_within(a->scene.gazetteer, inner->node, outer->node)
                       ? SKT_NO_NODE
                       : outer->node;
        }
        const bool passes =
            it->kind == ITEM_PLACE || (it->kind == ITEM_COMMA && k == i + 1) ||
            (it->kind == ITEM_PREP && !skt_str_is(it->entry->kind, "origin")) ||
            (it->kind == ITEM_WORD && a->scene.text->words[it->first].kind != SKT_WORD_PUNCT);
        if (!passes || owned || (k == i + 1 && it->kind == ITEM_WORD) || (k > i + 2 && !in)) {
            return SKT_NO_NODE;
        }
    }
    return SKT_NO_NODE;
}

/* "In the Valuyki district drones were sent at the settlements of Urazovo and Dolgoye": the
 * region that opens the sentence, where the place that bears the name of `inner` and is none of
 * weight lies elsewhere in the country; or SKT_NO_NODE. */
static skt_node region_opened(const article *a, const skt_toponym *inner)
{
    enum { OPENING = 3 };
    const skt_gazetteer *gazetteer = a->scene.gazetteer;
    if (inner->node == SKT_NO_NODE || inner->level != SKT_LEVEL_CITY || a->items.count == 0 ||
        a->items.items[0].kind != ITEM_PREP ||
        (skt_gazetteer_flags(gazetteer, inner->node) & SKT_NODE_SEAT) != 0) {
        return SKT_NO_NODE;
    }
    for (size_t k = 1; k < a->items.count && k < OPENING; k++) {
        const item *it = &a->items.items[k];
        if (it->kind != ITEM_PLACE) {
            continue;
        }
        const skt_toponym *outer = &a->scene.toponyms[it->place_first];
        if (outer == inner || it->n_places != 1 || !outer->typed || outer->node == SKT_NO_NODE ||
            (outer->level != SKT_LEVEL_REGION && outer->level != SKT_LEVEL_DISTRICT)) {
            break;
        }
        const skt_node region =
            skt_gazetteer_admin1(gazetteer, skt_gazetteer_admin1_of(gazetteer, outer->node));
        const bool elsewhere = region != SKT_NO_NODE &&
                               !skt_gazetteer_within(gazetteer, inner->node, region) &&
                               country_around(a, inner->node) == country_around(a, region);
        return elsewhere ? region : SKT_NO_NODE;
    }
    return SKT_NO_NODE;
}

/* Whether the words between two names put the first in the second: ", in the", "'s". */
static bool puts_in(const article *a, uint32_t from, uint32_t to)
{
    enum { REACH = 3 };
    bool in = false;
    for (uint32_t w = from; w < to; w++) {
        const bool strong = word_does(&a->scene, w, SKT_GRAMMAR_IN) ||
                            a->scene.text->words[w].kind == SKT_WORD_SUFFIX;
        in |= strong;
        if (!strong && !is_sign(&a->scene, w, ",") &&
            !word_does(&a->scene, w, SKT_GRAMMAR_DEFINITE)) {
            return false;
        }
    }
    return in && to - from <= REACH;
}

/* The region that the text puts the place of `inner` in where it names it another time. */
static skt_node region_elsewhere(const article *a, const skt_toponym *inner)
{
    const skt_gazetteer *gazetteer = a->scene.gazetteer;
    if (inner->node == SKT_NO_NODE || inner->level != SKT_LEVEL_CITY ||
        (skt_gazetteer_flags(gazetteer, inner->node) & SKT_NODE_SEAT) != 0) {
        return SKT_NO_NODE;
    }
    for (size_t i = 0; i + 1 < a->scene.n_toponyms; i++) {
        const skt_toponym *same = &a->scene.toponyms[i];
        const skt_toponym *outer = same + 1;
        if (outer->level == SKT_LEVEL_COUNTRY && outer->possessive && i + 2 < a->scene.n_toponyms &&
            outer[1].first <= outer->end + 1 && puts_in(a, same->end, outer->first)) {
            outer++; /* "in Ethiopia's Amhara region" */
        }
        if (same->node == inner->node && outer->typed && outer->level == SKT_LEVEL_REGION &&
            outer->node != SKT_NO_NODE && outer->first > same->end &&
            puts_in(a, same->end, outer == same + 1 ? outer->first : same[1].first) &&
            !skt_gazetteer_within(gazetteer, inner->node, outer->node)) {
            return outer->node;
        }
    }
    return SKT_NO_NODE;
}

/* "Santa Lucia, in Ibarra in Ecuador": the place that the text says place item `i` is in, where
 * the gazetteer's place of that name is in another country; or SKT_NO_NODE. */
static skt_node country_said(const article *a, size_t i, const skt_toponym *inner)
{
    const bool comma = i + 3 < a->items.count && a->items.items[i + 1].kind == ITEM_COMMA;
    const size_t in = i + 1 + comma;
    if (in + 1 >= a->items.count || !item_does(a, in, SKT_GRAMMAR_IN) || inner->typed ||
        inner->adjective || inner->possessive || inner->node == SKT_NO_NODE ||
        a->items.items[i].n_places != 1 || a->items.items[in + 1].kind != ITEM_PLACE) {
        return SKT_NO_NODE;
    }
    const skt_toponym *outer = &a->scene.toponyms[a->items.items[in + 1].place_first];
    const skt_node around = country_around(a, inner->node);
    const skt_node said = country_around(a, outer->node);
    return outer->level != SKT_LEVEL_SEA && !outer->adjective && around != SKT_NO_NODE &&
                   said != SKT_NO_NODE && around != said
               ? outer->node
               : SKT_NO_NODE;
}

skt_node where_said(const article *a, size_t i, const skt_toponym *member)
{
    const skt_node country = country_said(a, i, member);
    if (country != SKT_NO_NODE) {
        return country;
    }
    skt_node said = region_said(a, i, member);
    said = said != SKT_NO_NODE ? said : region_opened(a, member);
    return said != SKT_NO_NODE ? said : region_elsewhere(a, member);
}
