/* Attacks beaten off: drones that were sent, and stopped. */
#include "claims/draft.h"

skt_method method_of_verb(const article *a, size_t verb)
{
    return verb == SIZE_MAX || a->items.items[verb].kind != ITEM_VERB
               ? SKT_METHOD_UNSTATED
               : (skt_method)a->items.items[verb].entry->method;
}

/* Whether verb `entry` says that an attack was beaten off; of one that was foiled, its
 * drones may never have been stopped in the air. */
static bool repels(const skt_entry *entry)
{
    return entry->patient == SKT_INTERCEPTED && entry->form != SKT_FORM_NOUN &&
           skt_str_is(entry->kind, "repel");
}

/* The verb that beat off the attack named by noun `noun`, of the drones counted at `i`, or
 * SIZE_MAX: "repelled an attack by 13 drones", "an attack of seven UAVs was repelled". */
static size_t repelled_by(const article *a, size_t i, size_t noun)
{
    enum { REACH = 3, FRONT = 5 }; /* farther to a verb that its doer stands behind */
    bool far = false;              /* more than words stands between */
    for (size_t back = 1; back <= FRONT && back <= noun; back++) {
        const item *it = &a->items.items[noun - back];
        if (it->kind == ITEM_VERB && (far || back > REACH) && !it->entry->doer_behind) {
            break;
        }
        if (it->kind == ITEM_VERB) {
            return repels(it->entry) && !has_auxiliary(a, noun - back) &&
                           !is_negated(a, 0, noun - back) && !is_unreal(a, noun - back)
                       ? noun - back
                       : SIZE_MAX;
        }
        far |= it->kind != ITEM_WORD && it->kind != ITEM_IRREALIS;
        if (far && it->kind != ITEM_SOURCE && it->kind != ITEM_PREP && it->kind != ITEM_PLACE) {
            break;
        }
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_RELATIVE || it->kind == ITEM_SAY ||
            counts_drones(it)) {
            break;
        }
        if (it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN) {
            return repels(it->entry) && has_auxiliary(a, k) && !is_negated(a, i, k) &&
                           !is_unreal(a, k)
                       ? k
                       : SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

/* A repelled attack with a number was launched, and stopped. */
skt_status push_repelled(article *a, const draft *d, size_t i, size_t noun)
{
    const item *it = &a->items.items[noun];
    if (d->outcome != SKT_LAUNCHED || d->value == SKT_NULL || it->kind != ITEM_VERB ||
        it->entry->form != SKT_FORM_NOUN) {
        return SKT_OK;
    }
    const size_t verb = repelled_by(a, i, noun);
    if (verb == SIZE_MAX) {
        return SKT_OK;
    }
    draft stopped = *d;
    stopped.outcome = SKT_INTERCEPTED;
    stopped.method = method_of_verb(a, verb);
    hold_item(a, &stopped, verb);
    told_by(a, &stopped, RULE_VERB_OBJECT, verb);
    return skt_vec_push(&a->drafts, stopped) ? SKT_OK : SKT_E_NOMEM;
}
