/* Whose count a number is: the country whose forces stopped drones, or whose ministry gives the
 * figure, where the text names no place. */
#include "claims/speech.h"
#include "claims/where.h"

bool where_is_country(const article *a, skt_node node)
{
    return node != SKT_NO_NODE &&
           skt_gazetteer_level(a->scene.gazetteer, node) == SKT_LEVEL_COUNTRY;
}

/* The country that stands as doer before item `verb`, as noun or adjective:
 * "Saudi Arabia shot down", "Russian air defences destroyed". */
skt_node where_defender(const article *a, size_t verb, size_t count)
{
    const item *told = &a->items.items[verb]; /* behind which its doer may stand */
    const bool behind = told->kind == ITEM_VERB && told->entry->doer_behind;
    for (size_t k = verb < count && !behind ? verb : count; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_QUOTE) {
            break;
        }
        if (it->kind != ITEM_PLACE) {
            continue;
        }
        const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
        if (toponym->node != SKT_NO_NODE &&
            skt_gazetteer_level(a->scene.gazetteer, toponym->node) == SKT_LEVEL_COUNTRY &&
            where_preposition(a, k - 1) == NULL) {
            return toponym->node;
        }
    }
    return SKT_NO_NODE;
}

/* Whether a town, a region or a sea of `country` is named behind the headline. */
static bool names_part_of(const article *a, skt_node country)
{
    for (size_t i = 0; i < a->scene.n_toponyms; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        if (toponym->first >= a->headline_end && toponym->node != SKT_NO_NODE &&
            toponym->node != country && country_around(a, toponym->node) == country &&
            (skt_gazetteer_flags(a->scene.gazetteer, toponym->node) & SKT_NODE_CAPITAL) == 0) {
            return true;
        }
    }
    return false;
}

/* "A military source", "a defence official": somebody of a body, who does not speak for it. */
static bool is_nameless(const article *a, const voice *v)
{
    for (uint32_t at = v->first; v->first < v->end && at <= v->end; at++) {
        skt_lexicon_hit hit;
        const skt_entry *entry = skt_words_match(&hit, a->scene.words, at, at + 1)
                                     ? skt_lexicon_entry(&hit, SKT_TAG_SOURCE)
                                     : NULL;
        if (entry != NULL && skt_str_is(entry->kind, "residents")) {
            return true;
        }
    }
    return false;
}

/* "sent at the terminal": whether what verb item `verb` aims at is something told before. */
static bool aims_at_known(const article *a, size_t verb)
{
    return verb + 3 < a->items.count && a->items.items[verb + 1].kind == ITEM_PREP &&
           (skt_str_is(a->items.items[verb + 1].entry->kind, "target") ||
            skt_str_is(a->items.items[verb + 1].entry->kind, "destination")) &&
           item_does(a, verb + 2, SKT_GRAMMAR_DEFINITE) &&
           a->items.items[verb + 3].kind == ITEM_WORD;
}

/* "251 drones destroyed, among them 40 over A": whether a list by place follows the count. */
static bool parts_follow(const article *a, size_t i)
{
    bool opened = false;
    for (size_t k = i + 1; k < a->items.count && a->items.items[k].kind != ITEM_STOP; k++) {
        const item *it = &a->items.items[k];
        if (opened && it->kind == ITEM_PLACE) {
            return true;
        }
        opened |= it->kind == ITEM_OF_THEM || it->kind == ITEM_COLON ||
                  (it->kind == ITEM_COUNT && it->of_them);
    }
    return false;
}

/* The country whose count it is: its forces did it, or a national body gives it, and not of
 * what it does abroad; or SKT_NO_NODE. */
skt_node where_counted(const article *a, const draft *d, size_t i, size_t verb)
{
    const scene_focus *at = &a->focus;
    if (d->outcome == SKT_IMPACTED && at->places.count > 0 &&
        at->places.items[0].level != SKT_LEVEL_COUNTRY) {
        return SKT_NO_NODE; /* its hits are told of the place at hand */
    }
    if (d->outcome == SKT_LAUNCHED && at->places.count > 0 && verb != SIZE_MAX &&
        at->places.items[0].level != SKT_LEVEL_COUNTRY && aims_at_known(a, verb)) {
        return SKT_NO_NODE; /* "sent at the terminal" */
    }
    skt_node country = SKT_NO_NODE;
    if (d->outcome == SKT_INTERCEPTED && d->plural && verb != SIZE_MAX) {
        country = where_defender(a, verb, i);
    }
    const bool speaks =
        a->spoke != UINT32_MAX && (a->spoke == d->sentence || a->spoke > at->sentence);
    if (country == SKT_NO_NODE && speaks && !is_nameless(a, &d->source) &&
        where_is_country(a, d->source.node) &&
        (is_national(d->source.kind) || skt_str_is(d->source.kind, "officials"))) {
        country = d->source.node == d->attacker ? country_most_named(a, d->attacker, true)
                                                : d->source.node;
    }
    return country != SKT_NO_NODE && country != d->attacker &&
                   (names_part_of(a, country) || (speaks && parts_follow(a, i)))
               ? country
               : SKT_NO_NODE;
}

bool only_tallies(const article *a, const draft *d, const found_verb *verb)
{
    const item *it = &a->items.items[verb->item];
    const int before = draft_in_reach(a, d->sentence);
    const bool tallies =
        it->kind == ITEM_VERB && (skt_str_is(it->entry->kind, "tally") ||
                                  (it->entry->patient == SKT_SIGHTED && verb->item > 0 &&
                                   a->items.items[verb->item - 1].kind == ITEM_PLACE));
    return tallies && !d->own_noun && before != NO_DRAFT &&
           a->drafts.items[before].value != SKT_NULL;
}

/* "A drone was seen over A. The Defence Ministry gave a total of 62 for the country", "Thirty
 * drones came near, but the ministry counted 23": what a ministry counts without a verb was
 * stopped, where nothing but single drones, or drones only seen, was told before. */
bool is_ministry_total(const article *a, const draft *d, size_t i, const found_verb *verb)
{
    if (verb->item != SIZE_MAX || d->of_them || d->value == SKT_NULL || d->value < 2 ||
        a->spoke != d->sentence || !skt_str_is(d->source.kind, "defence_ministry") ||
        tells_otherwise(a, i)) {
        return false;
    }
    const int before = draft_in_reach(a, d->sentence);
    if (before == NO_DRAFT) {
        return reported(a, i) || figure_before(a, i) != SIZE_MAX;
    }
    const draft *told = &a->drafts.items[before];
    const bool seen = told->outcome == SKT_SIGHTED;
    if (told->sentence == d->sentence || d->own_noun) {
        return (seen || (told->value == SKT_NULL && told->sentence != d->sentence)) &&
               reported(a, i);
    }
    return seen ||
           (told->outcome != SKT_INTERCEPTED && (told->value == SKT_NULL || told->value == 1));
}
