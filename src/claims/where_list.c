/* Lists of places: such as go on unnamed, and such as are pointed at. */
#include "claims/where.h"

/* Whether "and two other regions", "and other cities" follows place item `i`: *regions where
 * it is of regions. */
static bool list_is_open(const article *a, size_t i, bool *regions)
{
    enum { REACH = 4 };
    if (i + 2 >= a->items.count || a->items.items[i + 1].kind != ITEM_AND) {
        return false;
    }
    for (size_t k = i + 2; k < a->items.count && k <= i + REACH; k++) {
        const item *it = &a->items.items[k];
        const bool counted = it->kind == ITEM_COUNT && it->noun == NOUN_SITES;
        if (!counted && it->kind != ITEM_WORD) {
            return false;
        }
        skt_lexicon_hit hit;
        const skt_entry *sites = skt_words_match(&hit, a->scene.words, it->end - 1, it->end)
                                     ? skt_lexicon_entry(&hit, SKT_TAG_SITES)
                                     : NULL;
        if (sites != NULL) {
            const bool of = k + 1 < a->items.count && (a->items.items[k + 1].kind == ITEM_PREP ||
                                                       item_does(a, k + 1, SKT_GRAMMAR_OF));
            *regions = skt_str_is(sites->kind, "region");
            return !of; /* "and three districts of the B region" has its end */
        }
    }
    return false;
}

/* "over Russia and Crimea", "over Russia and the Black Sea": the country that a list of places
 * begins with, whatever else of its own the issuer counts in; or SKT_NO_NODE. */
static skt_node country_and_more(const article *a, const item *it)
{
    const skt_toponym *first = &a->scene.toponyms[it->place_first];
    if (it->n_places < 2 || first->level != SKT_LEVEL_COUNTRY || first->adjective) {
        return SKT_NO_NODE;
    }
    for (uint32_t i = 1; i < it->n_places; i++) {
        if (first[i].level != SKT_LEVEL_REGION && first[i].level != SKT_LEVEL_SEA) {
            return SKT_NO_NODE;
        }
    }
    return first->node;
}

skt_node where_open_list(const article *a, const draft *d, size_t i)
{
    const item *it = &a->items.items[i];
    bool regions = false;
    const skt_node whole = country_and_more(a, it);
    if (whole != SKT_NO_NODE) {
        return whole;
    }
    if (d->value == SKT_NULL || !list_is_open(a, i, &regions)) {
        return SKT_NO_NODE;
    }
    const skt_node first = a->scene.toponyms[it->place_first].node;
    const skt_node last = a->scene.toponyms[it->place_first + it->n_places - 1].node;
    if (first == SKT_NO_NODE || last == SKT_NO_NODE) {
        return SKT_NO_NODE;
    }
    const bool apart = !skt_str_eq(skt_gazetteer_admin1_of(a->scene.gazetteer, first),
                                   skt_gazetteer_admin1_of(a->scene.gazetteer, last));
    const skt_node country = country_around(a, first);
    return (regions || apart) && country == country_around(a, last) ? country : SKT_NO_NODE;
}

bool where_goes_on_list(const article *a, size_t k)
{
    const bool more = k + 1 < a->items.count;
    if (a->scene.toponyms[a->items.items[k].place_first].adjective &&
        !(more && a->items.items[k + 1].kind == ITEM_GROUND)) {
        return false; /* "over Jordan and British jets two more" */
    }
    size_t at = k;
    bool placed = false; /* by a word of place */
    while (at > 0) {
        const item *it = &a->items.items[at - 1];
        const bool place = it->kind == ITEM_GROUND ||
                           (it->kind == ITEM_PREP && skt_str_is(it->entry->kind, "target"));
        if (!place && !item_does(a, at - 1, SKT_GRAMMAR_OF | SKT_GRAMMAR_DEFINITE)) {
            break;
        }
        placed |= place;
        at--;
    }
    return placed && at > 1 && a->items.items[at - 1].kind == ITEM_AND &&
           a->items.items[at - 2].kind == ITEM_PLACE &&
           !(more && a->items.items[k + 1].kind == ITEM_COUNT);
}

bool where_names_around(const article *a, uint32_t index)
{
    const skt_toponym *outer = &a->scene.toponyms[index];
    const skt_toponym *inner = outer - 1;
    if (!inner->typed || outer->typed || inner->node == SKT_NO_NODE || outer->node == SKT_NO_NODE ||
        inner->end + 1 != outer->first || !is_sign(&a->scene, inner->end, ",") ||
        (inner->level != SKT_LEVEL_CITY && inner->level != SKT_LEVEL_DISTRICT)) {
        return false;
    }
    const skt_gazetteer *gazetteer = a->scene.gazetteer;
    return (skt_gazetteer_flags(gazetteer, outer->node) & SKT_NODE_SEAT) != 0 &&
           skt_str_eq(skt_gazetteer_admin1_of(gazetteer, inner->node),
                      skt_gazetteer_admin1_of(gazetteer, outer->node));
}

size_t where_row_of(const article *a, skt_node node)
{
    for (size_t k = 0; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_PLACE && it->n_places > 1 &&
            a->scene.toponyms[it->place_first + it->n_places - 1].node == node) {
            return k;
        }
    }
    return SIZE_MAX;
}
