/* Verbs told before a count that has none of its own. */
#include "claims/draft.h"

found_verb verb_told(const article *a, size_t i)
{
    bool with = false; /* "attacked X with two missiles from Y and 59 drones" */
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_QUOTE ||
            (item_does(a, k - 1, SKT_GRAMMAR_CLAUSE) && a->items.items[i].noun == NOUN_DRONE)) {
            break; /* "flights were stopped after two drones ..." */
        }
        with |= item_does(a, k - 1, SKT_GRAMMAR_WITH);
        if (it->kind == ITEM_VERB && with && it->entry->with != SKT_NO_OUTCOME) {
            return verb_judged(a, 0, k - 1, it->entry->with);
        }
        if (it->kind == ITEM_VERB && it->entry->patient != SKT_NO_OUTCOME &&
            !(k > 1 && counts_strikes(a, k - 2))) {
            const bool did = it->entry->agent != SKT_NO_OUTCOME && k > 2 &&
                             item_does(a, k - 2, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH) &&
                             counts_drones(&a->items.items[k - 3]);
            /* "put the number of drones that hit the airport at two" */
            return verb_judged(a, 0, k - 1, did ? it->entry->agent : it->entry->patient);
        }
    }
    return (found_verb){SIZE_MAX, SKT_NO_OUTCOME, false, false};
}
