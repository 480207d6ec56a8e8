/* What the drafts of one article say again: repeated figures, headlines, mentions without a
 * number of what is counted elsewhere (ANNOTATION: restatements). Nothing is removed: a draft
 * that is no claim of its own is marked `dropped`. */
#include "claims/draft.h"

enum { MOMENT_S = 15 * 60 /* what is no longer dates a message, or one drone */ };

/* Whether both lie in one region: a town and the region that bears its name are one
 * area here. */
static bool same_region(const article *a, const place_ref *p, const place_ref *q)
{
    if (p->node == SKT_NO_NODE || q->node == SKT_NO_NODE) {
        return false;
    }
    const skt_str admin1 = skt_gazetteer_admin1_of(a->scene.gazetteer, p->node);
    return admin1.len > 0 &&
           skt_str_eq(admin1, skt_gazetteer_admin1_of(a->scene.gazetteer, q->node));
}

bool same_places(const article *a, const draft *x, const draft *y)
{
    if (x->places.count != y->places.count) {
        return false;
    }
    for (size_t i = 0; i < x->places.count; i++) {
        bool found = false;
        for (size_t k = 0; k < y->places.count; k++) {
            const place_ref *p = &x->places.items[i];
            const place_ref *q = &y->places.items[k];
            found |= p->node == q->node || same_region(a, p, q);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* Whether every place of `inner` lies in, or around, some place of `outer`, to
 * the grain of a region, or to that of a place (`exact`). */
bool covered(const article *a, const draft *inner, const draft *outer, bool exact)
{
    for (size_t i = 0; i < inner->places.count; i++) {
        bool found = false;
        for (size_t k = 0; k < outer->places.count && !found; k++) {
            const place_ref *p = &inner->places.items[i];
            const place_ref *q = &outer->places.items[k];
            found = place_within(a->scene.gazetteer, q, p) ||
                    place_within(a->scene.gazetteer, p, q) || (!exact && same_region(a, p, q));
        }
        if (!found) {
            return false;
        }
    }
    return inner->places.count > 0;
}

static bool is_settled(const place_ref *p)
{
    return p->level == SKT_LEVEL_CITY || p->level == SKT_LEVEL_DISTRICT;
}

/* Whether the first names a place of its own below the region, and not that of the other: "in the A
 * district a drone hit a car, in the B district a drone struck a tractor". */
static bool places_apart(const article *a, const draft *x, const draft *y)
{
    if (!x->own_place || x->places.count != 1 || y->places.count != 1) {
        return false;
    }
    const place_ref *p = &x->places.items[0];
    const place_ref *q = &y->places.items[0];
    const bool alike = (is_settled(p) && is_settled(q)) ||
                       (p->level == SKT_LEVEL_FACILITY && q->level == SKT_LEVEL_FACILITY);
    return alike && p->node != SKT_NO_NODE && q->node != SKT_NO_NODE &&
           !place_within(a->scene.gazetteer, p, q) && !place_within(a->scene.gazetteer, q, p);
}

/* The same figure in two bulletins: "two over Belgorod" by night, two between 21:25 and 23:00. */
bool hours_apart(const draft *x, const draft *y)
{
    const skt_window *p = &x->window;
    const skt_window *q = &y->window;
    const bool told = p->precision != SKT_TIME_NONE && p->precision <= SKT_TIME_NIGHT &&
                      q->precision != SKT_TIME_NONE && q->precision <= SKT_TIME_NIGHT;
    return told && p->end - p->start > MOMENT_S && q->end - q->start > MOMENT_S &&
           (p->end <= q->start || q->end <= p->start);
}

static bool is_repeat(const article *a, const draft *d, const draft *before)
{
    if (before->dropped || d->outcome != before->outcome || d->value != before->value ||
        d->period != before->period || d->debris != before->debris) {
        return false;
    }
    if (!same_places(a, d, before) || places_apart(a, d, before)) {
        return false;
    }
    if (d->value == SKT_NULL) {
        return d->sites == before->sites || d->sites == SKT_NULL;
    }
    if (hours_apart(d, before)) {
        return false;
    }
    const bool apart = d->further || d->count == COUNT_ANOTHER || d->count == COUNT_OTHER ||
                       d->of_them ||
                       (d->method != before->method && d->method != SKT_METHOD_UNSTATED &&
                        before->method != SKT_METHOD_UNSTATED);
    /* "Another drone hit ...", far behind the first */
    const bool more = d->count == COUNT_ANOTHER && d->own_noun &&
                      !(before->count == COUNT_ANOTHER && before->own_noun);
    return !more && !(apart && (d->further || d->sentence <= before->sentence + 1));
}

static void drop_repeats(article *a)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        for (size_t k = 0; k < i && !d->dropped; k++) {
            draft *before = &a->drafts.items[k];
            if (is_repeat(a, d, before)) {
                d->dropped = true;
                d->why_dropped = (reason){RULE_REPEAT, (int32_t)k};
                if (d->superseded && !before->superseded) { /* the correction tells its hours */
                    before->superseded = true;
                    before->window = d->window;
                }
                if (d->bound == SKT_EXACT) {
                    before->bound = SKT_EXACT;
                }
                if (d->sites != SKT_NULL) {
                    before->sites = d->sites;
                }
            }
        }
    }
}

/* "Nine drones shot down", above one, two, five and another one told in turn: whether the figures
 * of the body add up to that of the headline, which none of them gives. */
static bool sums_up_body(const article *a, const draft *headline)
{
    int64_t sum = 0;
    size_t parts = 0;
    for (size_t k = 0; k < a->drafts.count; k++) {
        const draft *body = &a->drafts.items[k];
        if (body->headline || body->outcome != headline->outcome || body->debris) {
            continue;
        }
        if (body->period != SKT_EVENT || body->superseded || body->bound != SKT_EXACT ||
            body->container != NO_DRAFT || !covered(a, body, headline, false)) {
            return false;
        }
        sum += body->value;
        parts++;
    }
    return headline->own_noun && headline->bound == SKT_EXACT && parts > 1 &&
           sum == headline->value;
}

/* Whether the exact figure of a headline is more than `body` tells of the same place. */
static bool exceeds(const article *a, const draft *headline, const draft *body)
{
    return headline->own_noun && headline->bound == SKT_EXACT && !headline->attack &&
           (body->value == SKT_NULL || body->value < headline->value ||
            !same_places(a, body, headline));
}

/* A headline says again what the body says; it counts only where the body is
 * silent. */
static void drop_headline(article *a)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        if (!d->headline || sums_up_body(a, d)) {
            continue;
        }
        for (size_t k = 0; k < a->drafts.count; k++) {
            const draft *body = &a->drafts.items[k];
            if (body->headline || body->period != SKT_EVENT) {
                continue;
            }
            if (body->why_outcome.rule == RULE_VERB_CARRIED &&
                body->why_outcome.draft == (int32_t)i) {
                break; /* the table of its parts stands right behind it */
            }
            const bool told = d->value == SKT_NULL || body->value == d->value ||
                              (body->outcome == d->outcome && !exceeds(a, d, body));
            if (!d->dropped && told) {
                d->dropped = true;
                d->why_dropped = (reason){RULE_HEADLINE, (int32_t)k};
            }
        }
    }
}

/* Whether `other` tells more of what the mention `d` without a number tells. */
static bool is_firmer(const draft *d, const draft *other)
{
    if (d->attack) { /* a strike is not one whose drones were stopped */
        return !other->attack && (d->outcome != SKT_IMPACTED || other->outcome != SKT_INTERCEPTED);
    }
    if (d->outcome == SKT_LAUNCHED) {
        return other->value != SKT_NULL || other->outcome != SKT_LAUNCHED;
    }
    return other->outcome == d->outcome && (other->value != SKT_NULL || other->debris);
}

/* "None of the eight reached its target": they were lost only where the text does not tell
 * what stopped them. */
static void drop_stopped(article *a)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        if (d->outcome != SKT_LOST || d->value == SKT_NULL || d->value != d->out_of) {
            continue;
        }
        for (size_t k = 0; k < a->drafts.count && !d->dropped; k++) {
            const draft *fate = &a->drafts.items[k];
            if (fate->outcome == SKT_INTERCEPTED && !fate->headline && !fate->dropped &&
                covered(a, fate, d, false)) {
                d->dropped = true;
                d->why_dropped = (reason){RULE_RESTATED, (int32_t)k};
            }
        }
    }
}

/* Whether the text names for `d` a place below the region. */
static bool names_town(const article *a, const draft *d)
{
    const skt_node node = d->places.count > 0 ? d->places.items[0].node : SKT_NO_NODE;
    if (!d->own_place || node == SKT_NO_NODE) {
        return d->own_place;
    }
    const skt_node_info info = skt_gazetteer_node(a->scene.gazetteer, node);
    return info.level != SKT_LEVEL_REGION && info.level != SKT_LEVEL_COUNTRY &&
           (info.flags & SKT_NODE_SEAT) == 0; /* a seat may stand for its region */
}

/* Whether `other` were stopped over a wider area than the place that the text names for `d`:
 * "17 drones were downed over the region. Nikopol was attacked with drones". */
static bool stopped_around(const article *a, const draft *d, const draft *other)
{
    return names_town(a, d) && (other->outcome == SKT_INTERCEPTED || other->outcome == SKT_LOST) &&
           !place_within(a->scene.gazetteer, &other->places.items[0], &d->places.items[0]);
}

/* "Three were still in the air", "more are heading for the city": no claim beside the figures
 * of what became of others there. */
static void drop_aloft(article *a)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        bool group = false; /* "Two were heading for A. One of the two was shot down" */
        for (size_t k = 0; k < a->drafts.count; k++) {
            group |= a->drafts.items[k].container == (int32_t)i;
        }
        const bool aloft = d->aloft && d->outcome == SKT_SIGHTED && !group;
        for (size_t k = 0; aloft && k < a->drafts.count && !d->dropped; k++) {
            const draft *other = &a->drafts.items[k];
            if ((d->value == SKT_NULL || k < i) && /* "12 were flying there and nine were downed" */
                other->outcome != SKT_SIGHTED && !other->headline && !other->dropped &&
                other->period == SKT_EVENT && other->value != SKT_NULL &&
                (d->day == other->day || d->day == SKT_NO_DAY) && covered(a, d, other, false)) {
                d->dropped = true;
                d->why_dropped = (reason){RULE_ALOFT, (int32_t)k};
            }
        }
    }
}

/* "Drones struck oil installations in the Zakho district", and then field by field how many:
 * whether `d` of the lead names an area of which `other` further on tells. */
static bool sums_up(const article *a, const draft *d, const draft *other)
{
    return d->plural && a->scene.text->words[d->first].paragraph == a->lead &&
           other->sentence > d->sentence && d->places.items[0].level == SKT_LEVEL_DISTRICT &&
           other->places.items[0].level != SKT_LEVEL_DISTRICT;
}

/* "On Sunday it sent drones at the base. Yesterday a drone hit the town": whether both say their
 * day, and the second that of something earlier. */
static bool days_apart(const draft *x, const draft *y)
{
    return x->why_day.rule == RULE_DAY_SAID && y->why_day.rule == RULE_DAY_SAID &&
           x->day != SKT_NO_DAY && y->day != SKT_NO_DAY && x->day > y->day;
}

/* A mention without a number of what is counted elsewhere is no claim. */
static void drop_vague(article *a)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        if (d->value != SKT_NULL || d->debris || d->sites != SKT_NULL || d->count == COUNT_REST ||
            d->load || d->period != SKT_EVENT) {
            continue;
        }
        bool all = d->places.count > 0;
        int32_t firmest = NO_DRAFT;
        for (size_t p = 0; p < d->places.count && all; p++) {
            draft one = *d;
            one.places.items = d->places.items + p;
            one.places.count = 1;
            bool found = false;
            for (size_t k = 0; k < a->drafts.count && !found; k++) {
                const draft *other = &a->drafts.items[k];
                if (k == i || other->dropped || other->period != SKT_EVENT) {
                    continue;
                }
                if (d->outcome != other->outcome && days_apart(d, other)) {
                    continue;
                }
                const bool firmer = is_firmer(d, other);
                const bool local =
                    other->places.count > 0 && (other->places.items[0].level != SKT_LEVEL_COUNTRY ||
                                                one.places.items[0].level == SKT_LEVEL_COUNTRY);
                found = firmer && local &&
                        covered(a, &one, other, names_town(a, &one) && !sums_up(a, &one, other)) &&
                        !stopped_around(a, &one, other);
                firmest = found ? (int32_t)k : firmest;
            }
            all = found;
        }
        if (all && !d->dropped) {
            d->dropped = true;
            d->why_dropped = (reason){RULE_RESTATED, firmest};
        }
    }
}

void drop_restated(article *a)
{
    drop_headline(a);
    drop_repeats(a);
    drop_stopped(a);
    drop_aloft(a);
    drop_vague(a);
}
