/* Damage that shows that drones told to have attacked did hit. */
#include "claims/draft.h"

static bool is_done(const article *a, size_t from, size_t k)
{
    return a->items.items[k].kind == ITEM_DAMAGE && !is_negated(a, from, k) && !is_unreal(a, k);
}

/* "attacked the complex and started a fire there": the damage behind the attack. */
static size_t damage_behind(const article *a, size_t from)
{
    for (size_t k = from + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_SAY || it->kind == ITEM_DEBRIS ||
            counts_drones(it)) {
            break;
        }
        if (is_done(a, from, k)) {
            return k;
        }
    }
    return SIZE_MAX;
}

/* "The refinery caught fire after drones attacked it": the damage told before the attack, as
 * what came of it. */
static size_t damage_ahead(const article *a, size_t before)
{
    bool linked = false;
    for (size_t k = before; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_DEBRIS ||
            it->kind == ITEM_BUT || counts_drones(it)) {
            break;
        }
        linked |= it->kind == ITEM_RELATIVE &&
                  item_does(a, k - 1, SKT_GRAMMAR_CLAUSE | SKT_GRAMMAR_WHEN | SKT_GRAMMAR_AS);
        if (linked && is_done(a, 0, k - 1)) {
            return k - 1;
        }
    }
    return SIZE_MAX;
}

size_t damage_done(const article *a, size_t i, size_t verb)
{
    const size_t behind = damage_behind(a, verb > i ? verb : i);
    return behind != SIZE_MAX ? behind : damage_ahead(a, verb < i ? verb : i);
}

skt_status push_damage(article *a, const draft *attack, size_t k)
{
    draft hit = *attack;
    hit.outcome = SKT_IMPACTED;
    hit.value = hit.low = hit.out_of = SKT_NULL;
    hit.bound = SKT_VAGUE;
    hold_item(a, &hit, k);
    told_by(a, &hit, RULE_ATTACK_DAMAGE, k);
    return skt_vec_push(&a->drafts, hit) ? SKT_OK : SKT_E_NOMEM;
}
