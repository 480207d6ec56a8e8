/* Counts that stand for others: "none of the 12", "one of two", "the drone that crashed". */
#include "claims/draft.h"

/* "None of the 12 drones reached its target": whether the zero at `i` says that a group
 * was lost, and as the count of what it leaves it. */
static bool is_lost_group(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->out_of == SKT_NULL) {
        return false;
    }
    const found_verb verb = verb_after(a, i);
    const item *told = verb.item == SIZE_MAX ? NULL : &a->items.items[verb.item];
    return told != NULL && told->kind == ITEM_VERB && !verb.unreal && !verb.negated &&
           told->entry->neg == SKT_LOST;
}

/* "The drone that crashed at A": one that is told of here for the first time, and by what it
 * did. */
static bool is_introduced(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    if (!it->definite || it->value != SKT_NULL || it->noun != NOUN_DRONE || it->plural ||
        i + 2 >= a->items.count || draft_in_reach(a, sentence) != NO_DRAFT) {
        return false;
    }
    if (a->items.items[i + 1].kind == ITEM_DAMAGE) {
        return a->items.items[i + 1].entry->form == SKT_FORM_PAST; /* "tore off its roof" */
    }
    const bool clause = item_does(a, i + 1, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH);
    const item *verb = &a->items.items[i + 1 + clause];
    return verb->kind == ITEM_VERB && verb->entry->form == SKT_FORM_PAST &&
           verb->entry->agent == SKT_IMPACTED;
}

bool take_up(article *a, size_t i, uint32_t sentence)
{
    item *it = &a->items.items[i];
    const bool lost = it->count == COUNT_ZERO && is_lost_group(a, i);
    if (lost) {
        it->count = COUNT_ALL;
        it->value = it->out_of;
        it->bound = SKT_EXACT;
        it->noun = NOUN_DRONE;
    }
    if (tells_of_all(a, i, sentence)) {
        it->value = it->out_of;
        it->out_of = SKT_NULL;
        it->noun = NOUN_DRONE;
        it->plural = true;
    }
    if (is_introduced(a, i, sentence)) {
        it->value = 1;
        it->bound = SKT_EXACT;
        it->definite = false;
    }
    return lost;
}
