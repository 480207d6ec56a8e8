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
        const bool stop =
            it->kind == ITEM_STOP && !skt_str_is(a->scene.text->words[it->first].text, ";");
        if (stop || it->kind == ITEM_SAY || it->kind == ITEM_DEBRIS || counts_drones(it)) {
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
        /* "was damaged in a night attack by 18 drones" */
        linked |= a->items.items[before].kind == ITEM_VERB &&
                  a->items.items[before].entry->form == SKT_FORM_NOUN && before - k < 4 &&
                  item_does(a, k - 1, SKT_GRAMMAR_IN | SKT_GRAMMAR_BY);
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

/* The verb behind item `verb` that tells of the same subject that it fell; SIZE_MAX if none. */
static size_t fall_behind(const article *a, size_t verb)
{
    for (size_t k = verb + 1; k + 1 < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_SAY ||
            it->kind == ITEM_RELATIVE || it->kind == ITEM_BUT || it->kind == ITEM_DEBRIS ||
            it->kind == ITEM_COUNT) {
            break;
        }
        const item *next = &a->items.items[k + 1];
        const bool aside =
            it->kind == ITEM_COMMA && !has_auxiliary(a, verb); /* "one, jammed, fell" */
        if ((it->kind == ITEM_AND || aside) && next->kind == ITEM_VERB) {
            const bool falls =
                next->entry->agent == SKT_IMPACTED && next->entry->form == SKT_FORM_PAST;
            return falls && !is_negated(a, verb, k + 1) && !is_unreal(a, k + 1) ? k + 1 : SIZE_MAX;
        }
    }
    return SIZE_MAX;
}

/* Whether harm to people or things is told behind item `from` in its clause. */
static bool harm_behind(const article *a, size_t from)
{
    for (size_t k = from + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_STOP || it->kind == ITEM_SAY || it->kind == ITEM_NEG ||
            counts_drones(it)) {
            break;
        }
        if (it->kind == ITEM_DAMAGE || it->kind == ITEM_CASUALTY) {
            return true;
        }
    }
    return false;
}

bool falls_on_thing(const article *a, size_t fall)
{
    enum { REACH = 6 };
    if (fall + 2 >= a->items.count || a->items.items[fall + 1].kind != ITEM_PREP ||
        !skt_str_is(a->items.items[fall + 1].entry->kind, "target")) {
        return false;
    }
    const bool led = item_does(a, fall + 2, SKT_GRAMMAR_INDEFINITE | SKT_GRAMMAR_DEFINITE);
    for (size_t k = fall + 2 + led; k < a->items.count && k < fall + REACH; k++) {
        const item *it = &a->items.items[k];
        skt_lexicon_hit hit;
        if (it->kind != ITEM_WORD) {
            break;
        }
        const skt_entry *thing = skt_words_match(&hit, a->scene.words, it->first, it->end)
                                     ? skt_lexicon_entry(&hit, SKT_TAG_LOAD)
                                     : NULL;
        if (thing != NULL && skt_str_is(thing->kind, "target")) {
            return true;
        }
    }
    return false;
}

bool does_harm(const article *a, size_t fall)
{
    return harm_behind(a, fall) || falls_on_thing(a, fall);
}

/* "jammed and fell": whether the last word of the verb at item `k` tells of the fall. */
static bool ends_in_fall(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    skt_lexicon_hit hit;
    const skt_entry *verb =
        it->end > it->first + 1 && skt_words_match(&hit, a->scene.words, it->end - 1, it->end)
            ? skt_lexicon_entry(&hit, SKT_TAG_VERB)
            : NULL;
    return verb != NULL && verb->agent == SKT_IMPACTED && verb->patient == SKT_NO_OUTCOME &&
           verb->form == SKT_FORM_PAST && !is_negated(a, 0, k) && !is_unreal(a, k);
}

skt_status push_fall(article *a, const draft *stopped, size_t verb)
{
    const size_t behind = fall_behind(a, verb);
    return push_fallen(a, stopped, behind == SIZE_MAX && ends_in_fall(a, verb) ? verb : behind);
}

skt_status push_fallen(article *a, const draft *stopped, size_t fall)
{
    const bool jammed = stopped->method == SKT_METHOD_ELECTRONIC; /* whole as it fell */
    if (fall == SIZE_MAX || !(harm_behind(a, fall) || (jammed && falls_on_thing(a, fall)))) {
        return SKT_OK;
    }
    draft hit = *stopped;
    hit.outcome = SKT_IMPACTED;
    hit.method = SKT_METHOD_UNSTATED;
    hit.container = NO_DRAFT;
    hold_item(a, &hit, fall);
    told_by(a, &hit, RULE_VERB_SUBJECT, fall);
    const skt_status status = bind_places(a, &hit, fall, fall);
    if (status != SKT_OK) {
        return status;
    }
    if (!hit.own_place) {
        hit.places = stopped->places;
        hit.own_place = stopped->own_place;
        hit.why_place = stopped->why_place;
    }
    return skt_vec_push(&a->drafts, hit) ? SKT_OK : SKT_E_NOMEM;
}
