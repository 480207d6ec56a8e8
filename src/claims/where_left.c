/* Where: the places to the left of a count, and those of the main clause around its own. */
#include "claims/where.h"

/* Whether a draft of this sentence has taken the place item `i` as its own. */
static bool is_taken(const article *a, size_t i, uint32_t sentence)
{
    const uint32_t place = a->items.items[i].place_first;
    for (size_t k = a->drafts.count; k > 0; k--) {
        const draft *d = &a->drafts.items[k - 1];
        if (d->sentence != sentence) {
            return false;
        }
        if (d->value == SKT_NULL && !d->debris) {
            continue; /* "most over the Kursk region, 126": the number takes it over */
        }
        for (size_t p = 0; p < d->places.count; p++) {
            if (d->places.items[p].toponym == place) {
                return true;
            }
        }
    }
    return false;
}

/* "... said on Sunday that six drones ...": what is said begins, no new clause. */
static bool opens_speech(const article *a, size_t i)
{
    enum { REACH = 8 }; /* "told the broadcaster A that" */
    for (size_t back = 1; item_does(a, i, SKT_GRAMMAR_THAT) && back <= REACH && back <= i; back++) {
        const item *it = &a->items.items[i - back];
        if (it->kind == ITEM_SAY) {
            return true;
        }
        if (back > 3 && it->kind != ITEM_WORD && it->kind != ITEM_SOURCE && it->kind != ITEM_WHEN) {
            break;
        }
    }
    return false;
}

/* Whether the sentence has told of drones before the draft at hand. */
static bool follows_draft(const article *a, const draft *d)
{
    return last_draft(a, d->sentence) != NO_DRAFT;
}

bool where_begins_clause(const article *a, size_t k)
{
    size_t at = k;
    while (at > 0 &&
           (a->items.items[at - 1].kind == ITEM_PREP || a->items.items[at - 1].kind == ITEM_WORD)) {
        at--;
    }
    return at == 0 || a->items.items[at - 1].kind == ITEM_AND ||
           a->items.items[at - 1].kind == ITEM_COMMA || a->items.items[at - 1].kind == ITEM_COLON ||
           a->items.items[at - 1].kind == ITEM_STOP;
}

skt_status where_left(const article *a, const draft *d, size_t i, ref_vec *targets, ref_vec *others,
                      uint32_t *evidence_first)
{
    skt_status status = SKT_OK;
    for (size_t k = i; k > 0 && status == SKT_OK; k--) {
        const item *it = &a->items.items[k - 1];
        const size_t antecedent = where_antecedent(a, k - 1);
        if (antecedent != SIZE_MAX && targets->count == 0) {
            *evidence_first = a->items.items[antecedent].first;
            return where_add_group(a, targets, antecedent, false, SKT_PLACE_TARGET);
        }
        const bool topic =
            it->kind == ITEM_COUNT && it->value == SKT_NULL && a->items.items[i].figure;
        if (it->kind == ITEM_STOP || (counts_drones(it) && it->noun == NOUN_DRONE && !topic) ||
            (it->kind == ITEM_RELATIVE && !opens_speech(a, k - 1) &&
             !(a->items.items[i].noun == NOUN_DRONE &&
               item_does(a, k - 1, SKT_GRAMMAR_CLAUSE | SKT_GRAMMAR_AS | SKT_GRAMMAR_WHEN)) &&
             !(d->debris &&
               (item_does(a, k - 1, SKT_GRAMMAR_WHERE) || item_does(a, k, SKT_GRAMMAR_PRONOUN))))) {
            break;
        }
        /* "over the Kursk region, 126", "over the Kursk region, with 126" */
        const bool beside = k + 1 + item_does(a, i - 1, SKT_GRAMMAR_WITH) >= i;
        if (it->kind == ITEM_PLACE && !beside && follows_draft(a, d) &&
            !where_begins_clause(a, k - 1)) {
            continue;
        }
        if (it->kind != ITEM_PLACE || is_taken(a, k - 1, d->sentence)) {
            continue;
        }
        skt_place_role role;
        bool near;
        const place_use use = where_use(a, k - 1, &role, &near);
        const bool opens = k <= 3 && a->items.items[0].kind == ITEM_PREP; /* "In A guards ..." */
        const bool cased = k > 1 && a->items.items[k - 2].kind == ITEM_PREP &&
                           skt_words_verb_last(a->scene.words); /* "ordusu Ukrayna'ya" */
        if (!opens && !cased && a->spoke == d->sentence && a->source.first <= it->first &&
            it->end <= a->source.end && a->source.node != a->scene.toponyms[it->place_first].node) {
            continue; /* "the ministry in Moscow" */
        }
        if (use == USE_OTHER) {
            status = where_add_group(a, others, k - 1, near, role);
        } else if (use == USE_TARGET && targets->count == 0) {
            k = where_inner(a, k - 1) + 1;
            status = where_add_target(a, d, targets, others, k - 1, near, role);
            *evidence_first = a->items.items[k - 1].first;
        } else if (use == USE_SUBJECT && targets->count == 0) {
            if (where_subject(a, k - 1)) {
                status = where_add_group(a, targets, k - 1, near, SKT_PLACE_TARGET);
                *evidence_first = it->first;
            }
        }
    }
    return status;
}

skt_status where_outside(const article *a, const draft *d, size_t i, ref_vec *targets)
{
    size_t from = SIZE_MAX;
    for (size_t k = i; k > 0 && from == SIZE_MAX; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_SAY ||
            it->kind == ITEM_BUT || counts_drones(it)) {
            return SKT_OK;
        }
        if (it->kind == ITEM_RELATIVE &&
            item_does(a, k - 1, SKT_GRAMMAR_CLAUSE | SKT_GRAMMAR_WHEN)) {
            from = k - 1;
        }
    }
    for (size_t k = from; from != SIZE_MAX && k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || counts_drones(it)) {
            break;
        }
        skt_place_role role;
        bool near;
        if (it->kind != ITEM_PLACE || is_taken(a, k - 1, d->sentence)) {
            continue;
        }
        const place_use use = where_use(a, k - 1, &role, &near);
        const bool subject =
            use == USE_SUBJECT && where_subject(a, k - 1); /* "Kherson lost power" */
        if (subject || (use == USE_TARGET && role == SKT_PLACE_TARGET &&
                        where_preposition(a, k - 1) != NULL)) {
            return where_add_group(a, targets, k - 1, near, SKT_PLACE_TARGET);
        }
    }
    return SKT_OK;
}
