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

/* Like keep(), but equal texts share one copy. */
static bool share(skt_claim_set *set, skt_str *text)
{
    if (text->ptr == NULL) {
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

static bool keep_places(skt_claim_set *set, skt_place **places, size_t count)
{
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
        if (!share(set, &copy[i].name) || !share(set, &copy[i].label) ||
            !share(set, &copy[i].country) || !share(set, &copy[i].admin1) ||
            !share(set, &copy[i].iso_3166_2)) {
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
        if (!keep(set, &copy[i].to) || !share(set, &copy[i].reason)) {
            return false;
        }
    }
    claim->links = copy;
    return true;
}

skt_status skt_claim_set_add(skt_claim_set *set, const skt_claim *claim)
{
    skt_claim copy = *claim;
    skt_str *const shared[] = {&copy.doc,       &copy.item,  &copy.report,    &copy.url,
                               &copy.publisher, &copy.lang,  &copy.signature, &copy.attacker,
                               &copy.issuer,    &copy.source};
    bool done = keep(set, &copy.id) && keep(set, &copy.part_of) && keep(set, &copy.evidence) &&
                keep_places(set, &copy.places, copy.n_places) &&
                keep_places(set, &copy.other_places, copy.n_other_places) && keep_links(set, &copy);
    for (size_t i = 0; done && i < sizeof shared / sizeof *shared; i++) {
        done = share(set, shared[i]);
    }
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
