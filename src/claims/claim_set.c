/* A set of claims with the memory behind them. Words that many claims share
 * (report, publisher, codes, sources) are kept once. */
#include <stdlib.h>

#include "core/arena.h"
#include "core/map.h"
#include "core/vec.h"
#include "skytally.h"

struct skt_claim_set {
    skt_arena arena;
    skt_map shared; /* of index into `words` by text */
    SKT_VEC(skt_str) words;
    SKT_VEC(skt_claim) claims;
};

skt_status skt_claim_set_new(skt_claim_set **out)
{
    *out = calloc(1, sizeof **out);
    return *out == NULL ? SKT_E_NOMEM : SKT_OK;
}

void skt_claim_set_free(skt_claim_set *set)
{
    if (set != NULL) {
        skt_vec_dispose(&set->claims);
        skt_vec_dispose(&set->words);
        skt_map_dispose(&set->shared);
        skt_arena_dispose(&set->arena);
        free(set);
    }
}

void skt_claim_set_clear(skt_claim_set *set)
{
    skt_vec_clear(&set->claims);
    skt_vec_clear(&set->words);
    skt_map_dispose(&set->shared);
    skt_arena_dispose(&set->arena);
}

size_t skt_claim_set_count(const skt_claim_set *set)
{
    return set->claims.count;
}

const skt_claim *skt_claim_set_at(const skt_claim_set *set, size_t index)
{
    return &set->claims.items[index];
}

static bool keep(skt_claim_set *set, skt_str *text)
{
    return skt_arena_str(text, &set->arena, *text) == SKT_OK;
}

/* Like keep(), but equal texts share one copy. `before`: the copy that the claim before has, or
 * none; most claims of a report say the same. */
static bool share(skt_claim_set *set, skt_str *text, skt_str before)
{
    if (text->ptr == NULL) {
        return true;
    }
    if (before.ptr != NULL && skt_str_eq(*text, before)) {
        *text = before;
        return true;
    }
    const size_t *known = skt_map_get(&set->shared, *text);
    if (known != NULL) {
        *text = set->words.items[*known];
        return true;
    }
    return keep(set, text) && skt_vec_push(&set->words, *text) &&
           skt_map_set(&set->shared, *text, set->words.count - 1);
}

static bool share_place(skt_claim_set *set, skt_place *place, const skt_place *before)
{
    return share(set, &place->name, before->name) && share(set, &place->label, before->label) &&
           share(set, &place->country, before->country) &&
           share(set, &place->admin1, before->admin1) &&
           share(set, &place->iso_3166_2, before->iso_3166_2);
}

static bool keep_places(skt_claim_set *set, skt_place **places, size_t count)
{
    static const skt_place none = {0};
    if (count == 0) {
        *places = NULL;
        return true;
    }
    skt_place *copy = skt_arena_array(&set->arena, count, sizeof *copy);
    if (copy == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        copy[i] = (*places)[i];
        if (!share_place(set, &copy[i], i > 0 ? &copy[i - 1] : &none)) {
            return false;
        }
    }
    *places = copy;
    return true;
}

static bool keep_links(skt_claim_set *set, skt_claim *claim)
{
    if (claim->n_links == 0) {
        claim->links = NULL;
        return true;
    }
    skt_claim_link *copy = skt_arena_array(&set->arena, claim->n_links, sizeof *copy);
    if (copy == NULL) {
        return false;
    }
    for (size_t i = 0; i < claim->n_links; i++) {
        copy[i] = claim->links[i];
        if (!keep(set, &copy[i].to) || !share(set, &copy[i].reason, SKT_STR_NONE)) {
            return false;
        }
    }
    claim->links = copy;
    return true;
}

/* Shares what is told of a claim beside its numbers and places. */
static bool share_words(skt_claim_set *set, skt_claim *claim, const skt_claim *before)
{
    return share(set, &claim->doc, before->doc) && share(set, &claim->item, before->item) &&
           share(set, &claim->report, before->report) && share(set, &claim->url, before->url) &&
           share(set, &claim->publisher, before->publisher) &&
           share(set, &claim->lang, before->lang) &&
           share(set, &claim->signature, before->signature) &&
           share(set, &claim->attacker, before->attacker) &&
           share(set, &claim->issuer, before->issuer) && share(set, &claim->source, before->source);
}

skt_status skt_claim_set_add(skt_claim_set *set, const skt_claim *claim)
{
    static const skt_claim none = {0};
    const size_t n = set->claims.count;
    skt_claim copy = *claim;
    const bool done = keep(set, &copy.id) && keep(set, &copy.part_of) &&
                      keep(set, &copy.evidence) && keep_places(set, &copy.places, copy.n_places) &&
                      keep_places(set, &copy.other_places, copy.n_other_places) &&
                      keep_links(set, &copy) &&
                      share_words(set, &copy, n > 0 ? &set->claims.items[n - 1] : &none);
    return done && skt_vec_push(&set->claims, copy) ? SKT_OK : SKT_E_NOMEM;
}

skt_status skt_claim_set_move(skt_claim_set *to, skt_claim_set *from)
{
    const size_t before = to->claims.count;
    if (before == 0 && to->arena.head == NULL) { /* an empty set becomes the other one */
        const skt_claim_set empty = *to;
        *to = *from;
        *from = empty;
        return SKT_OK;
    }
    for (size_t i = 0; i < from->claims.count; i++) {
        if (!skt_vec_push(&to->claims, from->claims.items[i])) {
            to->claims.count = before;
            return SKT_E_NOMEM;
        }
    }
    skt_arena_move(&to->arena, &from->arena);
    skt_vec_clear(&from->claims);
    skt_vec_clear(&from->words);
    skt_map_dispose(&from->shared);
    return SKT_OK;
}
