/* Inference: where drones were counted when the clause does not say. */
#include "claims/where.h"

skt_status where_single(ref_vec *targets, skt_node node, skt_level level)
{
    const place_ref ref = {node, level, UINT32_MAX, false, SKT_PLACE_TARGET};
    return skt_vec_push(targets, ref) ? SKT_OK : SKT_E_NOMEM;
}

static skt_status copy_refs(ref_vec *targets, const place_refs *from)
{
    for (size_t i = 0; i < from->count; i++) {
        if (!skt_vec_push(targets, from->items[i])) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

/* The country that a draft of the same sentence counts over. */
static skt_node country_told(const article *a, const draft *d)
{
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *before = &a->drafts.items[i - 1];
        if (before->sentence != d->sentence) {
            break;
        }
        if (before->places.count == 1 && before->places.items[0].level == SKT_LEVEL_COUNTRY) {
            return before->places.items[0].node;
        }
    }
    return SKT_NO_NODE;
}

skt_node where_country(const article *a, const draft *d)
{
    const skt_node told = country_told(a, d);
    if (told != SKT_NO_NODE) {
        return told;
    }
    const skt_node speaker = country_around(a, d->source.node);
    return speaker != SKT_NO_NODE && speaker != d->attacker ? speaker : a->country;
}

/* The attack that a part without a whole belongs to: the latest one told with a
 * place of its own, where no number stands between. */
static const draft *attack_told(const article *a)
{
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *before = &a->drafts.items[i - 1];
        if (before->headline) {
            continue;
        }
        if (before->value != SKT_NULL) {
            return NULL;
        }
        if (before->attack && before->own_place && before->places.count > 0 &&
            before->places.items[0].level != SKT_LEVEL_COUNTRY) {
            return before;
        }
    }
    return NULL;
}

static skt_status where_toponym(const article *a, ref_vec *targets, size_t index)
{
    const skt_toponym *toponym = &a->scene.toponyms[index];
    const place_ref ref = {toponym->node, toponym->level, (uint32_t)index, false, SKT_PLACE_TARGET};
    return skt_vec_push(targets, ref) ? SKT_OK : SKT_E_NOMEM;
}

static int32_t number_of(const article *a, const draft *d)
{
    return (int32_t)(d - a->drafts.items);
}

static skt_status add_common(const article *a, ref_vec *targets, const place_refs *list);

/* The place that follows from who does, who speaks and what the article is about. */
static skt_status infer_from_parties(const article *a, draft *d, size_t i, size_t verb,
                                     ref_vec *targets)
{
    if (d->outcome == SKT_LAUNCHED) {
        const skt_node target = country_most_named(a, d->attacker, true);
        if (d->attacker != SKT_NO_NODE && target != SKT_NO_NODE) {
            d->why_place.rule = RULE_PLACE_TARGET;
            return where_single(targets, target, SKT_LEVEL_COUNTRY);
        }
    }
    const skt_node defender = d->outcome == SKT_INTERCEPTED && verb != SIZE_MAX
                                  ? where_defender(a, verb, i)
                                  : SKT_NO_NODE;
    if (defender != SKT_NO_NODE) {
        d->why_place.rule = RULE_PLACE_DEFENDER;
        return where_single(targets, defender, SKT_LEVEL_COUNTRY);
    }
    const draft *before = focus_draft(a, d, 3);
    if (d->outcome == SKT_IMPACTED && before != NULL && where_is_country(a, d->source.node) &&
        d->source.node != before->places.items[0].node) {
        d->why_place = (reason){RULE_PLACE_BEFORE, number_of(a, before)};
        return copy_refs(targets, &before->places); /* who claims a hit hit something else */
    }
    if (d->source.node != SKT_NO_NODE) {
        d->why_place.rule = RULE_PLACE_SPEAKER;
        return where_single(targets, d->source.node,
                            skt_gazetteer_level(a->scene.gazetteer, d->source.node));
    }
    before = focus_draft(a, d, UINT32_MAX / 2);
    if (before != NULL) {
        d->why_place = (reason){RULE_PLACE_BEFORE, number_of(a, before)};
        return before->places.count > 2 && before->sentence != d->sentence
                   ? add_common(a, targets, &before->places)
                   : copy_refs(targets, &before->places);
    }
    d->why_place.rule = RULE_PLACE_ARTICLE;
    const skt_node region = where_sole_region(a, UINT32_MAX);
    if (region != SKT_NO_NODE) {
        return where_single(targets, region, SKT_LEVEL_REGION);
    }
    if (a->country != SKT_NO_NODE) {
        return where_single(targets, a->country, SKT_LEVEL_COUNTRY);
    }
    return SKT_OK;
}

/* The place at hand for the draft: told last in its paragraph, else by the headline; or NULL. */
static const scene_focus *scene_of(const article *a, const draft *d)
{
    const uint32_t paragraph = a->scene.text->words[d->first].paragraph;
    const scene_focus *at = &a->focus;
    if (at->places.count == 0 || at->paragraph != paragraph ||
        (d->debris && where_is_country(a, at->places.items[0].node) && a->title.places.count > 0)) {
        at = &a->title; /* debris falls somewhere */
    }
    if (at->places.count == 0) {
        return NULL;
    }
    const skt_node node = at->places.items[0].node;
    if (d->attacker != SKT_NO_NODE && country_around(a, node) == d->attacker) {
        return NULL;
    }
    const skt_node speaker = a->spoke == d->sentence ? d->source.node : SKT_NO_NODE;
    const bool elsewhere =
        speaker != SKT_NO_NODE && !where_is_country(a, speaker) &&
        !(node != SKT_NO_NODE && skt_gazetteer_within(a->scene.gazetteer, node, speaker));
    return elsewhere ? NULL : at;
}

/* The region that `node` lies in, else its country; with the area of what came before
 * (SKT_NO_NODE: nothing), what holds both. */
static skt_node area_with(const article *a, skt_node common, skt_node node)
{
    if (node == SKT_NO_NODE) {
        return common;
    }
    const skt_str admin1 = skt_gazetteer_admin1_of(a->scene.gazetteer, node);
    const bool wide = skt_gazetteer_level(a->scene.gazetteer, node) == SKT_LEVEL_COUNTRY;
    const skt_node area = wide || admin1.len == 0
                              ? country_around(a, node)
                              : skt_gazetteer_admin1(a->scene.gazetteer, admin1);
    return common == SKT_NO_NODE || common == area ? area : country_around(a, area);
}

static skt_node area_of(const article *a, const place_refs *list)
{
    skt_node area = SKT_NO_NODE;
    for (size_t i = 0; i < list->count; i++) {
        area = area_with(a, area, list->items[i].node);
    }
    return area;
}

skt_node where_around(const article *a, const draft *d)
{
    const scene_focus *scene = scene_of(a, d);
    const skt_node told = scene == NULL ? SKT_NO_NODE : area_of(a, &scene->places);
    const skt_node nodes[] = {d->source.node, told};
    for (size_t i = 0; i < 2; i++) {
        if (nodes[i] == SKT_NO_NODE || where_is_country(a, nodes[i])) {
            continue;
        }
        const skt_node region = skt_gazetteer_admin1(
            a->scene.gazetteer, skt_gazetteer_admin1_of(a->scene.gazetteer, nodes[i]));
        if (region != SKT_NO_NODE) {
            return region;
        }
    }
    if (!where_is_country(a, d->source.node)) {
        const skt_node sole =
            where_sole_region(a, d->sentence); /* "A was attacked: 76 in 12 districts" */
        if (sole != SKT_NO_NODE) {
            return sole;
        }
    }
    return where_country(a, d);
}

/* "eight for the Saratov region in a total of 174 drones": a total behind a part of it. */
static bool is_total(const article *a, size_t i, const draft *d)
{
    const item *it = &a->items.items[i];
    const int part = last_draft(a, d->sentence);
    bool total = false;
    for (uint32_t w = it->first; w < it->end; w++) {
        skt_lexicon_hit hit;
        const skt_entry *entry = skt_words_match(&hit, a->scene.words, w, w + 1)
                                     ? skt_lexicon_entry(&hit, SKT_TAG_FIGURE)
                                     : NULL;
        total |= entry != NULL && skt_str_is(entry->kind, "noun");
    }
    return total && part != NO_DRAFT && a->drafts.items[part].value != SKT_NULL &&
           a->drafts.items[part].value < d->value && a->drafts.items[part].outcome == d->outcome;
}

/* Whether "in all", "overall" stands near the count at item `i`, and in its clause. */
static bool counts_whole(const article *a, size_t i, const draft *d)
{
    if (is_total(a, i, d)) {
        return true;
    }
    for (size_t k = 0; k < a->items.count && !(k > i && where_clause_ends(a, k, d)); k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_HERE && skt_str_is(it->entry->kind, "whole")) {
            return true;
        }
    }
    return false;
}

/* What holds all the numbers told so far of the draft's outcome; or SKT_NO_NODE. */
static skt_node common_area(const article *a, const draft *d)
{
    skt_node common = SKT_NO_NODE;
    for (size_t i = 0; i < a->drafts.count; i++) {
        const draft *part = &a->drafts.items[i];
        if (!part->headline && part->value != SKT_NULL && part->outcome == d->outcome &&
            part->places.count > 0) {
            common = area_with(a, common, part->places.items[0].node);
        }
    }
    return common;
}

/* What holds the places of a list: "another ten" after it are of all, not of the list. */
static skt_status add_common(const article *a, ref_vec *targets, const place_refs *list)
{
    const skt_node area = area_of(a, list);
    return area == SKT_NO_NODE
               ? copy_refs(targets, list)
               : where_single(targets, area, skt_gazetteer_level(a->scene.gazetteer, area));
}

/* "Ninety drones in all": the area of the speaker, else of what was counted before; or
 * SKT_NO_NODE. */
static skt_node whole_area(const article *a, const draft *d)
{
    const skt_node speaker = d->source.node;
    const bool speaks = a->spoke == d->sentence || !where_is_country(a, speaker);
    return speaks && speaker != SKT_NO_NODE ? speaker : common_area(a, d);
}

/* The raid on one place that is told before, whose number has room for the drones downed of *d; or
 * NULL. */
static const draft *raid_counted(const article *a, const draft *d)
{
    enum { REACH = 3 };
    if (d->outcome != SKT_INTERCEPTED || d->value == SKT_NULL) {
        return NULL;
    }
    for (size_t k = a->drafts.count; k > 0; k--) {
        const draft *raid = &a->drafts.items[k - 1];
        if (raid->headline || raid->sentence + REACH < d->sentence || raid->period != SKT_EVENT) {
            break;
        }
        if (raid->outcome != SKT_LAUNCHED || raid->places.count != 1) {
            break;
        }
        if (raid->container == NO_DRAFT && raid->value != SKT_NULL && raid->value >= d->value &&
            raid->own_place && !where_is_country(a, raid->places.items[0].node)) {
            return raid;
        }
    }
    return NULL;
}

/* The place that follows from where the text is; the refs stay empty if none does. */
static skt_status infer_from_scene(const article *a, draft *d, size_t i, size_t verb,
                                   ref_vec *targets)
{
    if (counts_whole(a, i, d)) {
        const skt_node area = whole_area(a, d);
        d->why_place.rule = RULE_PLACE_WHOLE_AREA;
        return area == SKT_NO_NODE
                   ? SKT_OK
                   : where_single(targets, area, skt_gazetteer_level(a->scene.gazetteer, area));
    }
    const size_t here = focus_in(a, i);
    if (here != SIZE_MAX) {
        d->why_place.rule = RULE_PLACE_LEFT;
        return where_toponym(a, targets, a->items.items[here].place_first);
    }
    const skt_node country = d->of_them ? SKT_NO_NODE : where_counted(a, d, i, verb);
    const draft *raid = country != SKT_NO_NODE ? raid_counted(a, d) : NULL;
    if (raid != NULL) {
        d->why_place = (reason){RULE_PLACE_ATTACK, number_of(a, raid)};
        return copy_refs(targets, &raid->places);
    }
    if (country != SKT_NO_NODE) {
        d->why_place.rule = RULE_PLACE_DEFENDER;
        return where_single(targets, country, SKT_LEVEL_COUNTRY);
    }
    const scene_focus *scene = scene_of(a, d);
    if (scene == NULL) {
        return SKT_OK;
    }
    d->why_place.rule = RULE_PLACE_SCENE;
    d->own_place |= scene->heading;
    return copy_refs(targets, &scene->places);
}

static bool is_sea(const place_refs *places)
{
    return places->count == 1 && places->items[0].level == SKT_LEVEL_SEA;
}

/* What `before` counts over, for the draft `d` that leaves it out: what is hit lies ashore, be
 * the drones before it shot down over the sea. */
static const draft *ashore(const article *a, const draft *d, const draft *before)
{
    const draft *at = before;
    while (d->outcome == SKT_IMPACTED && at != NULL && at > a->drafts.items &&
           is_sea(&at->places)) {
        at--;
    }
    return at != NULL && at->places.count > 0 && at->sentence + 3 >= d->sentence ? at : before;
}

/* "Three others were downed near the border with Egypt": somewhere else than the town told
 * before. */
static bool at_border(const draft *d)
{
    for (size_t i = 0; i < d->others.count; i++) {
        if (d->others.items[i].role == SKT_PLACE_BORDER) {
            return d->own_noun;
        }
    }
    return false;
}

/* The figure told before that is called old, which the bare figure `d` replaces; or NULL. */
static const draft *figure_replaced(const article *a, const draft *d)
{
    const int last = d->own_noun || d->of_them ? NO_DRAFT : draft_in_reach(a, d->sentence);
    const draft *old = last == NO_DRAFT ? NULL : &a->drafts.items[last];
    return old != NULL && old->superseded && !d->superseded && old->outcome == d->outcome &&
                   old->sentence + 2 >= d->sentence
               ? old
               : NULL;
}

/* Whether who speaks in the sentence of the draft speaks for an area that the place told before
 * does not lie in: "Lipetsk's governor said that debris had fallen on a barn". */
static bool speaks_elsewhere(const article *a, const draft *d, const draft *before)
{
    const skt_node speaker = a->spoke == d->sentence ? d->source.node : SKT_NO_NODE;
    const skt_node node = before->places.items[0].node;
    return before->sentence != d->sentence && speaker != SKT_NO_NODE &&
           !where_is_country(a, speaker) && node != SKT_NO_NODE &&
           !skt_gazetteer_within(a->scene.gazetteer, node, speaker) &&
           !skt_gazetteer_within(a->scene.gazetteer, speaker, node);
}

/* "The night before it had counted 49", behind a row of parts: the draft told last up to `d` that
 * counts over a country, as the figure of another day does, or `d` itself. */
static const draft *whole_up_to(const article *a, const draft *d)
{
    for (size_t k = (size_t)(d - a->drafts.items) + 1; k > 0; k--) {
        const draft *whole = &a->drafts.items[k - 1];
        if (whole->sentence + 3 < d->sentence) {
            break;
        }
        if (whole->outcome == d->outcome && whole->places.count == 1 && !whole->headline &&
            where_is_country(a, whole->places.items[0].node)) {
            return whole;
        }
    }
    return d;
}

/* "430 were launched at Ukraine. The main target was Kyiv. Air defences downed 405": the number
 * told before over a country, of which `d` is the most; what was named since is only a part of it.
 */
static const draft *most_of_country(const article *a, const draft *d)
{
    enum { REACH = 3, FEWEST = 20 };
    const draft *whole = focus_draft(a, d, REACH);
    return whole != NULL && whole->sentence < d->sentence && d->own_noun && d->value != SKT_NULL &&
                   whole->value != SKT_NULL && whole->value >= FEWEST && d->value <= whole->value &&
                   2 * d->value > whole->value && whole->outcome == SKT_LAUNCHED &&
                   d->outcome == SKT_INTERCEPTED && whole->places.count == 1 &&
                   where_is_country(a, whole->places.items[0].node)
               ? whole
               : NULL;
}

skt_status where_infer(const article *a, draft *d, size_t i, size_t verb, ref_vec *targets)
{
    if (d->container != NO_DRAFT) {
        d->why_place = (reason){RULE_PLACE_WHOLE, d->container};
        return copy_refs(targets, &a->drafts.items[d->container].places);
    }
    const draft *corrected = d->superseded && !d->own_noun ? focus_draft(a, d, 3) : NULL;
    if (corrected != NULL && d->when >= 0 && a->scene.whens[d->when].previous) {
        corrected = whole_up_to(a, corrected);
    }
    if (corrected != NULL) { /* "It had reported fifteen at 7 a.m." */
        d->why_place = (reason){RULE_PLACE_CARRIED, number_of(a, corrected)};
        return copy_refs(targets, &corrected->places);
    }
    const draft *old = figure_replaced(a, d);
    if (old != NULL) {
        d->why_place = (reason){RULE_PLACE_CARRIED, number_of(a, old)};
        return copy_refs(targets, &old->places);
    }
    if (d->reported && d->source.node != SKT_NO_NODE) {
        d->why_place.rule = RULE_PLACE_REPORTED;
        return where_single(targets, d->source.node,
                            skt_gazetteer_level(a->scene.gazetteer, d->source.node));
    }
    const size_t title = focus_title(a, i);
    if (title != SIZE_MAX) {
        d->why_place.rule = RULE_PLACE_SCENE;
        d->own_place = true;
        return where_toponym(a, targets, a->items.items[title].place_first);
    }
    const draft *attack = attack_told(a);
    if (attack != NULL && d->own_noun && !d->of_them &&
        (attack->sentence != d->sentence || d->outcome == SKT_LAUNCHED)) {
        attack = NULL; /* "repelled an attack on Crimea, destroying 20 drones" */
    }
    if (attack != NULL) {
        d->why_place = (reason){RULE_PLACE_ATTACK, number_of(a, attack)};
        return copy_refs(targets, &attack->places);
    }
    const bool anaphoric =
        !at_border(d) && (!d->own_noun || d->count == COUNT_ANOTHER || d->count == COUNT_OTHER ||
                          d->count == COUNT_REST || d->count == COUNT_BOTH);
    const draft *before = ashore(a, d, focus_draft(a, d, anaphoric ? 3 : 0));
    const bool wide =
        d->debris && before != NULL && where_is_country(a, before->places.items[0].node);
    const scene_focus *scene = scene_of(a, d);
    const bool at_sea = d->outcome == SKT_IMPACTED && scene != NULL && is_sea(&scene->places);
    const bool figure = figure_before(a, i) != SIZE_MAX || /* "its figure is 48", of another body */
                        (verb == SIZE_MAX && before != NULL && !d->own_noun &&
                         before->source.node != d->source.node && d->count == COUNT_PLAIN);
    const bool counts = figure && a->spoke == d->sentence && !d->of_them &&
                        where_counted(a, d, i, verb) != SKT_NO_NODE;
    const bool opposed =
        before != NULL && (before->sentence == d->sentence || a->spoke == d->sentence) &&
        where_is_country(a, before->source.node) && where_is_country(a, d->source.node) &&
        before->source.node != d->source.node; /* "Russia said ..., Ukraine said" */
    if (anaphoric && !counts && before != NULL && !wide && !opposed && !counts_whole(a, i, d) &&
        !speaks_elsewhere(a, d, before) && (at_sea || before->sentence >= a->focus.sentence)) {
        d->why_place = (reason){RULE_PLACE_CARRIED, number_of(a, before)};
        return before->places.count > 2 ? add_common(a, targets, &before->places)
                                        : copy_refs(targets, &before->places);
    }
    const draft *country = most_of_country(a, d);
    if (country != NULL) {
        d->why_place = (reason){RULE_PLACE_CARRIED, number_of(a, country)};
        return copy_refs(targets, &country->places);
    }
    const skt_status status = d->headline ? SKT_OK : infer_from_scene(a, d, i, verb, targets);
    if (status != SKT_OK || targets->count > 0) {
        return status;
    }
    return infer_from_parties(a, d, i, verb, targets);
}
