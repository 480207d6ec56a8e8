/* Munitions that fall from drones: they are counted, not the drones. */
#include "claims/draft.h"

enum { LOAD_REACH = 8 /* items from the verb to what it drops, or to the drones */ };

static bool is_drop(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    return it->kind == ITEM_VERB && skt_str_is(it->entry->kind, "drop");
}

/* Whether item `it` is a munition. */
static bool is_load(const article *a, const item *it)
{
    const uint32_t end = a->items.items[a->items.count - 1].end; /* "an explosive device" */
    for (uint32_t w = it->first; w < it->end; w++) {
        skt_lexicon_hit hit;
        const skt_entry *load = skt_words_match(&hit, a->scene.words, w, end)
                                    ? skt_lexicon_entry(&hit, SKT_TAG_LOAD)
                                    : NULL;
        if (load != NULL && load->kind.len == 0) {
            return true;
        }
    }
    return false;
}

/* "dropped two home-made bombs on", "mühimmat bıraktı": whether the object of verb item `verb` is
 * a munition. */
static bool object_is_load(const article *a, size_t verb)
{
    if (skt_words_verb_last(a->scene.words) && verb > 0 && is_load(a, &a->items.items[verb - 1])) {
        return true;
    }
    for (size_t k = verb + 1; k < a->items.count && k <= verb + LOAD_REACH; k++) {
        const item *it = &a->items.items[k];
        if (is_load(a, it)) {
            return true;
        }
        if (it->kind == ITEM_PREP || it->kind == ITEM_STOP || it->kind == ITEM_RELATIVE ||
            it->kind == ITEM_PLACE) {
            return false;
        }
    }
    return false;
}

/* "a drone fired two missiles at a car": whether the object of verb item `verb` is a weapon that
 * the drones send. */
static bool fires_weapon(const article *a, size_t verb)
{
    const item *it = &a->items.items[verb];
    if (it->kind != ITEM_VERB || it->entry->patient != SKT_LAUNCHED ||
        it->entry->agent != SKT_NO_OUTCOME || has_auxiliary(a, verb)) {
        return false;
    }
    for (size_t k = verb + 1; k < a->items.count && k <= verb + 3; k++) {
        const item *at = &a->items.items[k];
        if (at->kind != ITEM_WORD && !(at->kind == ITEM_COUNT && at->noun == NOUN_OTHER)) {
            break;
        }
        for (uint32_t w = at->first; w < at->end; w++) {
            if (word_does(&a->scene, w, SKT_GRAMMAR_WEAPON)) {
                return true;
            }
        }
    }
    return false;
}

bool drops_thing(const article *a, size_t i, size_t verb)
{
    if (verb == SIZE_MAX || verb <= i || verb + 1 >= a->items.count || !is_drop(a, verb) ||
        has_auxiliary(a, verb)) {
        return false;
    }
    const item *next = &a->items.items[verb + 1];
    return (next->kind == ITEM_COUNT && next->noun == NOUN_OTHER) ||
           (next->kind == ITEM_WORD && a->scene.text->words[next->first].kind == SKT_WORD_LETTERS &&
            !item_does(a, verb + 1, SKT_GRAMMAR_ADVERB | SKT_GRAMMAR_FUNCTION));
}

size_t drops_load(const article *a, size_t i, size_t verb)
{
    if (verb != SIZE_MAX && verb > i && is_drop(a, verb)) {
        return object_is_load(a, verb) ? verb : SIZE_MAX;
    }
    if (verb != SIZE_MAX && verb > i && fires_weapon(a, verb)) {
        return verb;
    }
    const bool from = i > 0 && a->items.items[i - 1].kind == ITEM_PREP &&
                      skt_str_is(a->items.items[i - 1].entry->kind, "origin");
    if (!from && (i == 0 || !item_does(a, i - 1, SKT_GRAMMAR_BY))) {
        return SIZE_MAX;
    }
    for (size_t k = i - 1; k > 0 && k + LOAD_REACH >= i; k--) {
        const item *it = &a->items.items[k - 1];
        if (is_drop(a, k - 1)) {
            return k - 1;
        }
        if (it->kind == ITEM_STOP || it->kind == ITEM_RELATIVE || counts_drones(it)) {
            break;
        }
    }
    return SIZE_MAX;
}
