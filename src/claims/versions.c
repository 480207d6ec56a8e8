#include "claims/versions.h"

#include "core/arena.h"

/* A claim of one of the versions. */
typedef struct told {
    skt_claim claim;
    size_t version;
    struct told *same; /* that stays in its place, or NULL: it stays itself */
    size_t answered;   /* one past the last version that says it again */
} told;

/* Whether one place lies in the other or is it, whichever is the wider. */
static bool places_meet(const skt_gazetteer *gazetteer, const skt_place *a, const skt_place *b)
{
    if (a->node == SKT_NO_NODE || b->node == SKT_NO_NODE) {
        return a->node == b->node && skt_str_eq(a->name, b->name);
    }
    return skt_gazetteer_within(gazetteer, a->node, b->node) ||
           skt_gazetteer_within(gazetteer, b->node, a->node);
}

/* Whether each place of `a` meets one of `b`. */
static bool all_meet(const skt_gazetteer *gazetteer, const skt_claim *a, const skt_claim *b)
{
    for (size_t i = 0; i < a->n_places; i++) {
        bool met = false;
        for (size_t k = 0; k < b->n_places && !met; k++) {
            met = places_meet(gazetteer, &a->places[i], &b->places[k]);
        }
        if (!met) {
            return false;
        }
    }
    return true;
}

static bool hours_differ(const skt_window *a, const skt_window *b)
{
    return a->precision != SKT_TIME_NONE && a->precision <= SKT_TIME_NIGHT &&
           b->precision != SKT_TIME_NONE && b->precision <= SKT_TIME_NIGHT &&
           (a->end <= b->start || b->end <= a->start);
}

/* How exactly a claim says where: the finest of its places. */
static int grain_of(const skt_claim *claim)
{
    int grain = 0;
    for (size_t i = 0; i < claim->n_places; i++) {
        const int precision = claim->places[i].geo_precision;
        grain = precision > 0 && (grain == 0 || precision < grain) ? precision : grain;
    }
    return grain == 0 ? 9 : grain;
}

/* Whether `vague`, which has no number, says less of the same than `number`: an attack without
 * more is that whose drones were counted. */
static bool is_mention(const skt_claim *vague, const skt_claim *number)
{
    if (vague->value != SKT_NULL || number->value == SKT_NULL) {
        return false;
    }
    return vague->outcome == number->outcome ? grain_of(vague) >= grain_of(number)
                                             : vague->outcome == SKT_LAUNCHED;
}

/* Whether two claims of different versions are the same statement. */
static bool say_same(const skt_gazetteer *gazetteer, const skt_claim *a, const skt_claim *b)
{
    const bool alike = a->outcome == b->outcome && a->value == b->value;
    return (alike || is_mention(a, b) || is_mention(b, a)) && a->period == b->period &&
           a->debris == b->debris && a->superseded == b->superseded &&
           (a->sites == b->sites || a->sites == SKT_NULL || b->sites == SKT_NULL) &&
           (a->date == b->date || a->date == SKT_NO_DAY || b->date == SKT_NO_DAY) &&
           !hours_differ(&a->window, &b->window) && all_meet(gazetteer, a, b) &&
           all_meet(gazetteer, b, a);
}

/* Whether the later claim says more: a number, a day, a nearer place. */
static bool says_more(const skt_claim *later, const skt_claim *before)
{
    if ((later->value == SKT_NULL) != (before->value == SKT_NULL)) {
        return before->value == SKT_NULL;
    }
    if ((later->date == SKT_NO_DAY) != (before->date == SKT_NO_DAY)) {
        return before->date == SKT_NO_DAY;
    }
    return grain_of(later) < grain_of(before);
}

static told *stands_for(told *t)
{
    while (t->same != NULL) {
        t = t->same;
    }
    return t;
}

/* The claim of an earlier version that says the same as `all[at]`, of as near a place as there
 * is; each answers to one of a version. */
static told *find_same(told *all, size_t at, const version *versions,
                       const skt_gazetteer *gazetteer)
{
    const told *t = &all[at];
    told *found = NULL;
    for (size_t i = 0; i < at; i++) {
        told *before = &all[i];
        if (before->same != NULL || before->version == t->version ||
            before->answered > t->version ||
            skt_str_eq(versions[before->version].lang, versions[t->version].lang) ||
            !say_same(gazetteer, &before->claim, &t->claim)) {
            continue;
        }
        const bool nearer = found == NULL || (grain_of(&before->claim) == grain_of(&t->claim) &&
                                              grain_of(&found->claim) != grain_of(&t->claim));
        found = nearer ? before : found;
    }
    return found;
}

static told *find_id(told *all, size_t count, skt_str id)
{
    for (size_t i = 0; i < count && id.len > 0; i++) {
        if (skt_str_eq(all[i].claim.id, id)) {
            return &all[i];
        }
    }
    return NULL;
}

/* Puts parts to the wholes that stay: what was a whole of its own in the one version may be a
 * part in the other. */
static void link_parts(told *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        told *kept = stands_for(&all[i]);
        told *whole = find_id(all, count, all[i].claim.part_of);
        if (whole == NULL) {
            continue;
        }
        whole = stands_for(whole);
        if (kept == &all[i] || (kept->claim.part_of.len == 0 && kept != whole &&
                                !skt_str_eq(whole->claim.part_of, kept->claim.id))) {
            kept->claim.part_of = whole->claim.id;
            kept->claim.subset = all[i].claim.subset;
            kept->claim.role = SKT_PART;
            whole->claim.role = whole->claim.role == SKT_SINGLE ? SKT_TOTAL : whole->claim.role;
        }
    }
}

skt_status join_versions(skt_claim_set *out, const version *versions, size_t count,
                         const skt_gazetteer *gazetteer, skt_buf *trace)
{
    skt_arena arena = SKT_ARENA_INIT;
    size_t n = 0;
    for (size_t v = 0; v < count; v++) {
        n += skt_claim_set_count(versions[v].claims);
    }
    told *all = skt_arena_array(&arena, n + 1, sizeof *all);
    skt_status status = all == NULL ? SKT_E_NOMEM : SKT_OK;
    n = 0;
    for (size_t v = 0; v < count && status == SKT_OK; v++) {
        for (size_t i = 0; i < skt_claim_set_count(versions[v].claims); i++, n++) {
            all[n] = (told){.claim = *skt_claim_set_at(versions[v].claims, i), .version = v};
            told *before = find_same(all, n, versions, gazetteer);
            if (before == NULL) {
                continue;
            }
            before->answered = v + 1;
            if (says_more(&all[n].claim, &before->claim)) {
                before->same = &all[n];
            } else {
                all[n].same = before;
            }
        }
    }
    if (status == SKT_OK) {
        link_parts(all, n);
    }
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        if (all[i].same == NULL) {
            status = skt_claim_set_add(out, &all[i].claim);
        } else if (trace != NULL) {
            skt_buf_format(trace, "\n%.*s is no claim: %.*s says the same in another language\n",
                           SKT_FMT(all[i].claim.id), SKT_FMT(stands_for(&all[i])->claim.id));
        }
    }
    skt_arena_dispose(&arena);
    return status;
}
