/* Clauses whose verb stands apart from what helps it, at their end, and subjects behind their
 * verb. */
#include "claims/draft.h"

/* "wurde von einer Drohne getroffen", "hat Odessa mit 41 Drohnen angegriffen", "dass es mit 41
 * Drohnen angegriffen habe": the participle at the end of the clause that an auxiliary stands
 * apart from, or right behind; SIZE_MAX: there is none. `i` is the count that stands inside. */
static size_t bracket_end(const article *a, size_t i)
{
    const unsigned helps = SKT_GRAMMAR_HAVE;
    bool open = false;
    for (size_t k = i; k > 0 && !open; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_VERB ||
            it->kind == ITEM_RELATIVE || it->kind == ITEM_DAMAGE || it->kind == ITEM_CASUALTY) {
            if (it->kind != ITEM_VERB || it->entry->form != SKT_FORM_NOUN) {
                break;
            }
        }
        open = it->kind == ITEM_AUX || item_does(a, k - 1, helps);
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_COMMA || it->kind == ITEM_STOP || it->kind == ITEM_COLON ||
            it->kind == ITEM_RELATIVE || counts_drones(it)) {
            break;
        }
        const bool participle = (it->kind == ITEM_VERB && it->entry->form != SKT_FORM_NOUN) ||
                                it->kind == ITEM_DAMAGE || it->kind == ITEM_CASUALTY;
        if (!participle) {
            continue;
        }
        const bool closed = k + 1 < a->items.count &&
                            (a->items.items[k + 1].kind == ITEM_AUX || item_does(a, k + 1, helps));
        return open || closed ? k : SIZE_MAX;
    }
    return SIZE_MAX;
}

found_verb bracket_verb(const article *a, size_t i, bool by)
{
    static const found_verb none = {SIZE_MAX, SKT_NO_OUTCOME, false, false};
    const size_t end = bracket_end(a, i);
    if (end == SIZE_MAX) {
        return none;
    }
    const item *it = &a->items.items[end];
    if (it->kind != ITEM_VERB) {
        return verb_judged(a, i, end, SKT_IMPACTED);
    }
    const int first = by ? it->entry->agent : it->entry->with;
    const int other = by ? it->entry->with : it->entry->agent;
    const int outcome = first != SKT_NO_OUTCOME ? first : other;
    return outcome == SKT_NO_OUTCOME ? none : verb_judged(a, i, end, outcome);
}

bool acts_in_bracket(const article *a, size_t i, size_t k)
{
    const skt_entry *entry = a->items.items[k].entry;
    if (entry->agent == SKT_NO_OUTCOME || entry->patient == SKT_NO_OUTCOME ||
        (entry->form != SKT_FORM_PAST && entry->form != SKT_FORM_PART) || has_auxiliary(a, k)) {
        return false;
    }
    bool helped = k + 1 < a->items.count && item_does(a, k + 1, SKT_GRAMMAR_HAVE);
    bool object = false;
    for (size_t m = i + 1; m < k; m++) {
        const item *it = &a->items.items[m];
        if (it->kind == ITEM_AUX || it->kind == ITEM_RELATIVE) {
            return false;
        }
        helped |= item_does(a, m, SKT_GRAMMAR_HAVE);
        object |= (it->kind == ITEM_COUNT && it->noun != NOUN_DRONE) ||
                  item_does(a, m, SKT_GRAMMAR_INDEFINITE) ||
                  (it->kind == ITEM_PLACE && a->items.items[m - 1].kind != ITEM_PREP);
    }
    return helped && object;
}

bool subject_may_follow(const article *a, size_t i)
{
    size_t aux = i;
    if (has_auxiliary_behind(a, i)) {
        aux = i + 1;
    }
    for (size_t back = 1; back <= 3 && back <= i && aux == i; back++) {
        aux = a->items.items[i - back].kind == ITEM_AUX ? i - back : aux;
    }
    if (aux == i || a->items.items[aux].entry->kind.len == 0) {
        return false;
    }
    for (size_t k = aux < i ? aux : i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_RELATIVE ||
            it->kind == ITEM_COMMA || it->kind == ITEM_AND) {
            break;
        }
        if (counts_drones(it)) {
            return false; /* it has its subject already */
        }
    }
    return true;
}
