/* What the forms of words tell that agree with each other. */
#include "claims/draft.h"

/* Whether the noun of the count at `i` has one form for one drone and for several: "БПЛА". */
static bool has_one_form(const article *a, size_t i)
{
    uint32_t at = a->items.items[i].first;
    const skt_entry *drone = next_drone(a, i, &at);
    return drone != NULL && drone->singular && drone->plural;
}

void tell_number(const article *a, draft *d, size_t i, const found_verb *verb)
{
    const item *it = &a->items.items[i];
    const item *told = verb->item == SIZE_MAX ? NULL : &a->items.items[verb->item];
    if (told == NULL || told->kind != ITEM_VERB || told->entry->plural ||
        told->entry->form == SKT_FORM_NOUN || it->value != SKT_NULL || it->count != COUNT_PLAIN ||
        it->noun != NOUN_DRONE || it->definite || it->of_them || it->attack) {
        return;
    }
    const uint8_t form = told->entry->form;
    const bool agrees = form == SKT_FORM_PART || form == SKT_FORM_ATTR ||
                        verb->outcome == told->entry->agent; /* not "the crew downed" */
    if (agrees && has_one_form(a, i)) {
        d->value = 1;
        d->bound = SKT_EXACT;
        d->plural = false;
    }
}
