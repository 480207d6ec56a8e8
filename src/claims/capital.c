/* Capitals: the city meant by a word that only tells its rank. */
#include "claims/where.h"

/* Whether `node` lies in what the whole counts over. */
static bool lies_in_whole(const article *a, skt_node node, const draft *whole)
{
    for (size_t p = 0; p < whole->places.count; p++) {
        const skt_node area = whole->places.items[p].node;
        if (area != SKT_NO_NODE && skt_gazetteer_within(a->scene.gazetteer, node, area)) {
            return true;
        }
    }
    return false;
}

/* "The capital": the city of that rank that was named last, or is named at all; else the
 * last seat of a region, else the country's own. */
skt_node where_capital(const article *a, uint32_t at, const draft *d)
{
    const skt_node country = where_country(a, d);
    skt_node capital = SKT_NO_NODE;
    skt_node seat = SKT_NO_NODE;
    for (size_t i = 0; i < a->scene.n_toponyms; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        if (toponym->node == SKT_NO_NODE || toponym->level != SKT_LEVEL_CITY) {
            continue;
        }
        const skt_node_info info = skt_gazetteer_node(a->scene.gazetteer, toponym->node);
        const bool here = country == SKT_NO_NODE || country_around(a, toponym->node) == country;
        if ((info.flags & SKT_NODE_CAPITAL) != 0 && here &&
            (capital == SKT_NO_NODE || toponym->first < at)) {
            capital = toponym->node;
        }
        const bool apart = d->container != NO_DRAFT && /* "of the latter 32 flew at the capital" */
                           !lies_in_whole(a, toponym->node, &a->drafts.items[d->container]);
        if ((info.flags & SKT_NODE_SEAT) != 0 && toponym->first < at && here && !apart) {
            seat = toponym->node;
        }
    }
    if (capital == SKT_NO_NODE && seat == SKT_NO_NODE && country != SKT_NO_NODE) {
        return skt_gazetteer_capital(a->scene.gazetteer, country);
    }
    return capital != SKT_NO_NODE ? capital : seat;
}

skt_node where_capital_of(const article *a, size_t k, bool *near)
{
    const skt_toponym *owner = &a->scene.toponyms[a->items.items[k - 1].place_first];
    const skt_node country = country_around(a, owner->node);
    const item *prep = where_preposition(a, k - 1);
    const item *before = k > 1 ? &a->items.items[k - 2] : NULL;
    if (country == SKT_NO_NODE || !(owner->adjective || owner->possessive)) {
        return SKT_NO_NODE;
    }
    if (prep != NULL) {
        const skt_str role = prep->entry->kind;
        *near = skt_str_is(role, "near") || skt_str_is(role, "destination");
        if (!*near && !skt_str_is(role, "target")) {
            return SKT_NO_NODE; /* "from the Russian capital" */
        }
        return skt_gazetteer_capital(a->scene.gazetteer, country);
    }
    if (before != NULL && before->kind == ITEM_WORD) {
        before = k > 2 ? &a->items.items[k - 3] : NULL; /* behind the article */
    }
    const bool object = before != NULL && before->kind == ITEM_VERB && before->entry->place_object;
    const bool subject = k + 1 < a->items.count && (a->items.items[k + 1].kind == ITEM_AUX ||
                                                    a->items.items[k + 1].kind == ITEM_VERB);
    return object || subject ? skt_gazetteer_capital(a->scene.gazetteer, country) : SKT_NO_NODE;
}
