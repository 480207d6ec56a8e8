/* Attacks and places hit: what drones did that are not counted. */
#include "claims/draft.h"
#include "claims/where.h"

/* The item behind the link of the attack at `i`: "in an overnight drone attack". */
static size_t before_attack(const article *a, size_t i)
{
    while (i > 0 && (a->items.items[i - 1].kind == ITEM_WHEN ||
                     item_does(a, i - 1, SKT_GRAMMAR_INDEFINITE))) {
        i--;
    }
    return i;
}

/* The damage that the text lays to the attack at `i`, told before it: "a fire broke out at
 * the refinery after a drone attack", "was damaged in a drone strike"; SIZE_MAX if none. */
static size_t damage_laid_to(const article *a, size_t count)
{
    const size_t i = before_attack(a, count);
    const bool manner = i > 0 && item_does(a, i - 1, SKT_GRAMMAR_IN | SKT_GRAMMAR_BY);
    const bool linked =
        i > 0 &&
        (item_does(a, i - 1,
                   SKT_GRAMMAR_IN | SKT_GRAMMAR_BY | SKT_GRAMMAR_CLAUSE | SKT_GRAMMAR_OF) ||
         item_does(a, i - 1, SKT_GRAMMAR_CAUSE));
    for (size_t k = i; linked && k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_DEBRIS ||
            (counts_drones(it) && it->noun == NOUN_DRONE)) {
            break;
        }
        const bool hit = manner && it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN &&
                         it->entry->agent == SKT_IMPACTED && it->entry->place_object;
        if (it->kind == ITEM_DAMAGE || hit) {
            return is_negated(a, 0, k - 1) || is_unreal(a, k - 1) ? SIZE_MAX : k - 1;
        }
    }
    return SIZE_MAX;
}

/* "حمله پهپادی روسیه به خرسون": whether place item `k` behind the attack at `i` is whose it is:
 * the country right behind it, and the target behind a preposition follows. */
static bool owns_attack(const article *a, size_t i, size_t k)
{
    return k == i + 1 && k + 2 < a->items.count &&
           a->scene.toponyms[a->items.items[k].place_first].level == SKT_LEVEL_COUNTRY &&
           a->items.items[k + 1].kind == ITEM_PREP && a->items.items[k + 2].kind == ITEM_PLACE;
}

/* "... in a drone attack on Nikopol": the attack tells its own place. */
static bool attack_has_place(const article *a, size_t i)
{
    for (size_t k = i + 1; k < a->items.count && k <= i + 8; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_PLACE && owns_attack(a, i, k)) {
            continue;
        }
        if (it->kind == ITEM_PLACE) {
            return a->items.items[k - 1].kind == ITEM_VERB || where_preposition(a, k) != NULL;
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_PREP && it->kind != ITEM_VERB) {
            return false;
        }
    }
    return false;
}

/* The places around the damage at item `k`, told by what stands before it or behind. */
static skt_status bind_laid_damage(article *a, draft *d, size_t k)
{
    d->outcome = SKT_IMPACTED;
    hold_item(a, d, k);
    told_by(a, d, RULE_DAMAGE, k);
    return bind_places(a, d, k, SIZE_MAX);
}

/* "A drone strike on A was foiled": whether the attack at `i` was stopped. */
static bool is_foiled(const article *a, size_t i)
{
    for (size_t k = i + 2; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_VERB) {
            return it->entry->patient == SKT_INTERCEPTED && it->entry->agent == SKT_NO_OUTCOME &&
                   has_auxiliary(a, k);
        }
        if (it->kind == ITEM_STOP || it->kind == ITEM_COMMA || it->kind == ITEM_AND ||
            it->kind == ITEM_RELATIVE || counts_drones(it)) {
            break;
        }
    }
    return false;
}

/* "hurt in A by a drone strike on her yard": whether the attack at `i` tells what it was aimed
 * at. */
static bool aims_at_thing(const article *a, size_t i)
{
    return i + 3 < a->items.count && a->items.items[i + 1].kind == ITEM_VERB &&
           a->items.items[i + 2].kind == ITEM_PREP &&
           skt_str_is(a->items.items[i + 2].entry->kind, "target") &&
           a->items.items[i + 3].kind == ITEM_WORD;
}

skt_status bind_attack(article *a, size_t i, uint32_t sentence)
{
    const size_t damage = damage_laid_to(a, i);
    const size_t link = before_attack(a, i);
    if (damage == SIZE_MAX && link > 0 && item_does(a, link - 1, SKT_GRAMMAR_IN | SKT_GRAMMAR_BY) &&
        !attack_has_place(a, i) && !aims_at_thing(a, i)) {
        return pass_over(a, i, RULE_MANNER); /* "killed in a drone strike" */
    }
    if (is_denied(a, i)) {
        return pass_over(a, i, RULE_NEGATED);
    }
    draft d = new_draft(a, i, sentence);
    d.value = SKT_NULL;
    d.bound = SKT_VAGUE;
    d.plural = true;
    d.attack = true;
    d.outcome = SKT_LAUNCHED;
    told_by(a, &d, RULE_ATTACK, i);
    if (damage != SIZE_MAX) {
        d.when = when_of_count(a, i, SIZE_MAX);
        const skt_status laid = bind_laid_damage(a, &d, damage);
        if (laid != SKT_OK || (d.places.count > 0 && d.own_place)) {
            return laid != SKT_OK ? laid : skt_vec_push(&a->drafts, d) ? SKT_OK : SKT_E_NOMEM;
        }
    }
    if (i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_VERB &&
        a->items.items[i + 1].entry->form == SKT_FORM_NOUN &&
        a->items.items[i + 1].entry->agent != SKT_NO_OUTCOME) {
        const skt_outcome agent = (skt_outcome)a->items.items[i + 1].entry->agent;
        d.outcome = agent == SKT_IMPACTED && is_foiled(a, i) ? SKT_LAUNCHED : agent;
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_DEBRIS || counts_drones(it)) {
            break;
        }
        if (it->kind == ITEM_DAMAGE) {
            d.outcome = SKT_IMPACTED;
            hold_item(a, &d, k);
            told_by(a, &d, RULE_DAMAGE, k);
            break;
        }
    }
    d.when = when_of_count(a, i, SIZE_MAX);
    const skt_status status = bind_places(a, &d, i, SIZE_MAX);
    const bool harm = damage != SIZE_MAX || d.why_outcome.rule == RULE_DAMAGE;
    if (status == SKT_OK && harm && !d.own_place && d.places.count == 1 &&
        (d.why_place.rule == RULE_PLACE_SCENE || d.why_place.rule == RULE_PLACE_SPEAKER) &&
        d.places.items[0].level != SKT_LEVEL_COUNTRY) {
        d.outcome = SKT_IMPACTED; /* "A plant was damaged in a drone attack", in the town at hand */
        d.why_outcome.rule = RULE_DAMAGE;
        d.own_place = true;
    }
    if (status != SKT_OK || d.places.count == 0 || !d.own_place) {
        return status != SKT_OK ? status : pass_over(a, i, RULE_MENTION);
    }
    return skt_vec_push(&a->drafts, d) ? SKT_OK : SKT_E_NOMEM;
}

/* Whether verb item `k` is the noun of a hit: "strikes", "with direct hits". */
static bool is_hit_noun(const article *a, size_t k)
{
    const skt_entry *entry = a->items.items[k].entry;
    if (entry->agent != SKT_IMPACTED && entry->patient != SKT_IMPACTED) {
        return false;
    }
    const bool with =
        (k > 0 && item_does(a, k - 1, SKT_GRAMMAR_WITH)) ||
        (k > 1 && a->items.items[k - 1].kind == ITEM_WORD && item_does(a, k - 2, SKT_GRAMMAR_WITH));
    return entry->form == SKT_FORM_NOUN || (entry->form == SKT_FORM_S && with);
}

skt_status bind_sites(article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    const int beside = last_draft(a, sentence);
    if (beside != NO_DRAFT && a->drafts.items[beside].outcome == SKT_IMPACTED) {
        a->drafts.items[beside].sites = it->value;
        return SKT_OK;
    }
    if (names_weapon(a, sentence)) {
        return SKT_OK; /* "strikes on 31 settlements, with mortars, bombs and drones" */
    }
    int before = draft_in_reach(a, sentence);
    while (before > 0 && a->drafts.items[before].outcome == SKT_LOST &&
           a->drafts.items[before - 1].places.count > 0) {
        before--; /* "one flew off to Belarus": nothing was hit there */
    }
    for (size_t k = i; k > 0 && before != NO_DRAFT; k--) {
        const item *verb = &a->items.items[k - 1];
        if (verb->kind == ITEM_STOP || counts_drones(verb)) {
            break;
        }
        if (verb->kind == ITEM_VERB && is_hit_noun(a, k - 1)) {
            draft d = new_draft(a, i, sentence);
            d.outcome = SKT_IMPACTED;
            d.sites = it->value;
            d.value = SKT_NULL;
            d.bound = SKT_VAGUE;
            d.plural = true;
            hold_item(a, &d, k - 1);
            told_by(a, &d, RULE_SITES, k - 1);
            d.when = when_of_count(a, i, SIZE_MAX);
            const skt_status status = bind_places(a, &d, i, k - 1);
            if (!d.own_place) {
                d.places = a->drafts.items[before].places;
                d.why_place = (reason){RULE_PLACE_CARRIED, before};
                d.own_place = true;
            }
            return status == SKT_OK && !skt_vec_push(&a->drafts, d) ? SKT_E_NOMEM : status;
        }
    }
    return SKT_OK;
}
