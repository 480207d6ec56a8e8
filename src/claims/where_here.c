/* Where: the place meant by a word that only points: "nationwide", "in the region", "there". */
#include "claims/quantity.h"
#include "claims/where.h"

static skt_level level_named(skt_str name)
{
    for (int i = 0; i <= SKT_LEVEL_SEA; i++) {
        if (skt_str_is(name, skt_level_name((skt_level)i))) {
            return (skt_level)i;
        }
    }
    return SKT_LEVEL_UNKNOWN; /* "same": whatever was told last */
}

/* The place of `level` that was named last before word `at`, but as a speaker's. */
static skt_node place_before(const article *a, uint32_t at, skt_level level)
{
    skt_node found = SKT_NO_NODE;
    for (size_t i = 0; i < a->scene.n_toponyms && a->scene.toponyms[i].first < at; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        if (toponym->node == SKT_NO_NODE || toponym->adjective || toponym->possessive) {
            continue;
        }
        const bool fits = toponym->level == level ||
                          (level == SKT_LEVEL_CITY && toponym->level == SKT_LEVEL_FACILITY) ||
                          (level == SKT_LEVEL_UNKNOWN && toponym->level != SKT_LEVEL_COUNTRY);
        if (fits) {
            found = toponym->node;
        }
    }
    return found;
}

/* Whether the bare phrase ("the capital") of item `k` stands behind a preposition of place;
 * *near where that tells an approach. */
static bool pointed_at(const article *a, size_t k, bool *near)
{
    if (k > 0 && a->items.items[k - 1].kind == ITEM_VERB) {
        const skt_entry *verb = a->items.items[k - 1].entry; /* "entered its airspace" */
        return verb->place_object || verb->patient == SKT_LAUNCHED;
    }
    if (k == 0 || a->items.items[k - 1].kind != ITEM_PREP ||
        (k + 1 < a->items.count && a->items.items[k + 1].kind == ITEM_PLACE)) {
        return false;
    }
    const skt_str role = a->items.items[k - 1].entry->kind;
    if (k > 1 && a->items.items[k - 2].kind == ITEM_PLACE && skt_str_is(role, "near")) {
        return false; /* "in the A district south of the capital" */
    }
    *near = skt_str_is(role, "near") || skt_str_is(role, "destination");
    return *near || skt_str_is(role, "target");
}

/* "Flights at A, the airport of B, were stopped after drones were sent at it": the place that
 * the sentence named first before item `k`, or SKT_NO_NODE. */
static skt_node named_before(const article *a, size_t k)
{
    skt_node found = SKT_NO_NODE;
    for (; k > 0 && a->items.items[k - 1].kind != ITEM_STOP; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_PLACE && !a->scene.toponyms[it->place_first].adjective &&
            !a->scene.toponyms[it->place_first].possessive) {
            found = a->scene.toponyms[it->place_first].node;
        }
    }
    return found;
}

/* Whether the sentence of word `at` names another weapon and no drones: what is named there may
 * be elsewhere. */
static bool of_weapon(const article *a, uint32_t at)
{
    const skt_span sentence = a->scene.text->sentences[a->scene.text->words[at].sentence];
    bool weapon = false;
    for (uint32_t w = sentence.first; w < sentence.end; w++) {
        weapon |= word_does(&a->scene, w, SKT_GRAMMAR_WEAPON);
        if (drone_at(&a->scene, w, sentence.end)) {
            return false;
        }
    }
    return weapon;
}

/* The region that all the places named in the text (in `sentence`, but where that is UINT32_MAX)
 * lie in, but for countries and seas; or SKT_NO_NODE. */
skt_node where_sole_region(const article *a, uint32_t sentence)
{
    skt_node region = SKT_NO_NODE;
    for (size_t i = 0; i < a->scene.n_toponyms; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        if (toponym->level == SKT_LEVEL_COUNTRY || of_weapon(a, toponym->first) ||
            (sentence != UINT32_MAX && a->scene.text->words[toponym->first].sentence != sentence)) {
            continue;
        }
        const skt_node its =
            toponym->node == SKT_NO_NODE
                ? SKT_NO_NODE
                : skt_gazetteer_admin1(a->scene.gazetteer,
                                       skt_gazetteer_admin1_of(a->scene.gazetteer, toponym->node));
        const bool capital =
            its != SKT_NO_NODE &&
            (skt_gazetteer_flags(a->scene.gazetteer, toponym->node) & SKT_NODE_CAPITAL) != 0;
        if (its == SKT_NO_NODE || capital || (region != SKT_NO_NODE && its != region)) {
            return SKT_NO_NODE;
        }
        region = its;
    }
    return region;
}

/* "Липецк. The governor tells of twelve drones over the region": the region of the town that the
 * paragraph of word `at` is headed by; or SKT_NO_NODE. */
static skt_node region_at_hand(const article *a, uint32_t at)
{
    const scene_focus *focus = &a->focus;
    if (!focus->heading || focus->places.count != 1 ||
        focus->paragraph != a->scene.text->words[at].paragraph ||
        focus->places.items[0].node == SKT_NO_NODE) {
        return SKT_NO_NODE;
    }
    return skt_gazetteer_admin1(
        a->scene.gazetteer,
        skt_gazetteer_admin1_of(a->scene.gazetteer, focus->places.items[0].node));
}

/* "над российской территорией", "в небе над Россией": the country that the words of item `it`
 * name; or SKT_NO_NODE. */
static skt_node owner_inside(const article *a, const item *it)
{
    for (uint32_t at = it->first; at < it->end; at++) {
        const skt_toponym *toponym = toponym_at(&a->scene, at);
        if (toponym != NULL && toponym->level == SKT_LEVEL_COUNTRY) {
            return toponym->node;
        }
    }
    return SKT_NO_NODE;
}

/* "14 over the region, nationwide - 61": the word that points nearest before the count at `i`,
 * where no other count stands between; else 0, for the first of the sentence. */
static size_t here_before(const article *a, size_t i)
{
    for (size_t k = i; k > 0 && !counts_drones(&a->items.items[k - 1]); k--) {
        if (a->items.items[k - 1].kind == ITEM_HERE &&
            !skt_str_is(a->items.items[k - 1].entry->kind, "whole")) {
            return k - 1;
        }
    }
    return 0;
}

/* The place of `level` that item `it` points to: the speaker's, the one told last, the only region
 * of the text; or SKT_NO_NODE. */
static skt_node area_meant(const article *a, const item *it, skt_level level, const draft *d)
{
    if (d->source.node != SKT_NO_NODE &&
        skt_gazetteer_level(a->scene.gazetteer, d->source.node) == level) {
        return d->source.node;
    }
    const skt_node heading = level == SKT_LEVEL_REGION ? region_at_hand(a, it->first) : SKT_NO_NODE;
    const skt_node before = heading != SKT_NO_NODE ? heading : place_before(a, it->first, level);
    if (before != SKT_NO_NODE || level != SKT_LEVEL_REGION) {
        return before;
    }
    /* "Our region was attacked," wrote the Poltava governor */
    return where_sole_region(a, UINT32_MAX);
}

/* Whether the word that only points, item `k`, tells by its kind which place it means for the count
 * at `i`: *node; *near where only the way to it is told. */
static bool points_to(const article *a, size_t i, size_t k, const draft *d, skt_node *node,
                      bool *near)
{
    const item *it = &a->items.items[k];
    if (k > 0 && skt_str_is(it->entry->kind, "capital") &&
        a->items.items[k - 1].kind == ITEM_PLACE) {
        *node = where_capital_of(a, k, near);
        return *node != SKT_NO_NODE;
    }
    if (word_does(&a->scene, it->first, SKT_GRAMMAR_DEFINITE) && !pointed_at(a, k, near)) {
        return false;
    }
    if (skt_str_is(it->entry->kind, "capital")) {
        *node = where_capital(a, it->first, d);
        return *node != SKT_NO_NODE;
    }
    if (skt_str_is(it->entry->kind, "named")) {
        const skt_node named = named_before(a, k);
        const place_refs *told = &a->focus.places;
        *node = named != SKT_NO_NODE ? named
                : told->count == 1   ? told->items[0].node
                                     : where_country(a, d);
        return true;
    }
    const skt_level level = level_named(it->entry->kind);
    if (level == SKT_LEVEL_COUNTRY) {
        const skt_node owner = owner_inside(a, it);
        const skt_node opened = owner != SKT_NO_NODE ? owner : where_opened(a, k);
        *node = opened != SKT_NO_NODE ? opened : where_country(a, d);
        return true;
    }
    if (k < i && level == SKT_LEVEL_UNKNOWN && !skt_str_is(it->entry->kind, "told")) {
        return false; /* "There were four" points nowhere */
    }
    *node = area_meant(a, it, level, d);
    return *node != SKT_NO_NODE;
}

/* "nationwide", "in the region", "at it", "there": the place meant by a word that
 * only points. */
skt_node where_here(const article *a, size_t i, const draft *d, bool *near)
{
    enum { REACH = 12 };
    /* "19 over the region, out of 83 nationwide": the word right behind the count comes first. */
    const bool behind = i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_HERE;
    for (size_t k = behind ? i + 1 : here_before(a, i); k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (k > i && where_clause_ends(a, k, d)) {
            break;
        }
        if (it->kind != ITEM_HERE || skt_str_is(it->entry->kind, "whole") || where_owns(a, k) ||
            (k < i ? i - k : k - i) > REACH) {
            continue;
        }
        const item *flying = k > 0 ? &a->items.items[k - 1] : it; /* "were flying at the capital" */
        *near = flying->kind == ITEM_VERB && flying->entry->agent == SKT_SIGHTED &&
                flying->entry->form == SKT_FORM_ING;
        skt_node node;
        if (points_to(a, i, k, d, &node, near)) {
            return node;
        }
    }
    return SKT_NO_NODE;
}
