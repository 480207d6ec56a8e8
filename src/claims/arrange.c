/* Order among the drafts of one article (ANNOTATION: corrections, totals and parts). */
#include "claims/draft.h"

static bool inside(const article *a, const draft *part, const draft *whole)
{
    if (part->places.count == 0 || whole->places.count == 0) {
        return false;
    }
    for (size_t i = 0; i < part->places.count; i++) {
        bool found = false;
        for (size_t k = 0; k < whole->places.count; k++) {
            found |=
                place_within(a->scene.gazetteer, &part->places.items[i], &whole->places.items[k]);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

/* "82 over Russia: 31 over the Sea of Azov, 11 over Crimea, ...": a list right behind
 * a national total breaks it down, wherever the tree has its places. */
static bool itemises(const draft *part, const draft *whole)
{
    return part > whole && part->sentence <= whole->sentence + 1 && part->own_place &&
           whole->places.count == 1 && whole->places.items[0].level == SKT_LEVEL_COUNTRY &&
           part->places.count > 0 &&
           (part->places.items[0].level == SKT_LEVEL_SEA ||
            part->places.items[0].level == SKT_LEVEL_REGION);
}

/* Whether a place is a region, or the town that it is named for: "12 over Bryansk". */
static bool is_region(const article *a, const place_ref *ref)
{
    return ref->level == SKT_LEVEL_REGION ||
           (ref->level == SKT_LEVEL_CITY && ref->node != SKT_NO_NODE &&
            (skt_gazetteer_flags(a->scene.gazetteer, ref->node) & SKT_NODE_SEAT) != 0);
}

static bool is_share(const article *a, const draft *part, const draft *whole)
{
    const bool pointed = part->why_place.rule == RULE_PLACE_HERE; /* "over the region" */
    return !part->dropped && !part->superseded && part->outcome == whole->outcome &&
           (part->own_place || pointed) && part->value != SKT_NULL && part->places.count > 0 &&
           part->period == whole->period &&
           (part->places.items[0].level == SKT_LEVEL_SEA || is_region(a, &part->places.items[0]));
}

/* What the shares that stand next to draft `t`, before or behind it, come to, and a region of
 * them if there are several; SKT_NO_NODE if not. */
static skt_node shares_beside(const article *a, size_t t, bool before, int64_t *sum)
{
    const draft *whole = &a->drafts.items[t];
    const draft *last = whole;
    skt_node region = SKT_NO_NODE;
    bool several = false;
    *sum = 0;
    const size_t n = before ? t : a->drafts.count - t - 1;
    for (size_t step = 1; step <= n; step++) {
        const draft *part = &a->drafts.items[before ? t - step : t + step];
        const uint32_t apart =
            before ? last->sentence - part->sentence : part->sentence - last->sentence;
        if (apart > 1 || !is_share(a, part, whole) || *sum + part->value > whole->value) {
            break;
        }
        *sum += part->value;
        several |= region != SKT_NO_NODE && part->places.items[0].node != region;
        region = part->places.items[0].level != SKT_LEVEL_SEA ? part->places.items[0].node : region;
        last = part;
    }
    return several ? region : SKT_NO_NODE;
}

/* A number without a place of its own whose shares by region stand beside it is of their
 * country: "20 were destroyed:
 * 12 over A and eight over B", "that makes eleven". */
static skt_status widen_totals(article *a)
{
    for (size_t t = 0; t < a->drafts.count; t++) {
        draft *d = &a->drafts.items[t];
        if (d->dropped || d->value == SKT_NULL || d->own_place || d->superseded ||
            (d->places.count > 0 && d->places.items[0].level == SKT_LEVEL_COUNTRY)) {
            continue;
        }
        int64_t behind = 0;
        int64_t before = 0;
        const skt_node next = shares_beside(a, t, false, &behind);
        const skt_node last = shares_beside(a, t, true, &before);
        const skt_node region = behind == d->value   ? next
                                : before == d->value ? last
                                : before + behind == d->value /* "besides those over A" */
                                    ? next
                                    : SKT_NO_NODE;
        const skt_node country = country_of_shares(a, d, region);
        if (region == SKT_NO_NODE || country == SKT_NO_NODE) {
            continue;
        }
        place_ref *place = skt_arena_alloc(a->arena, sizeof *place);
        if (place == NULL) {
            return SKT_E_NOMEM;
        }
        *place = (place_ref){country, SKT_LEVEL_COUNTRY, UINT32_MAX, false, SKT_PLACE_TARGET};
        d->places = (place_refs){place, 1};
        d->why_place.rule = RULE_PLACE_UNNAMED;
    }
    return SKT_OK;
}

/* "Five drones: three struck the block, and two came down in the yard": whether draft `i` and those
 * beside it are all of draft `t`, told before them in the sentence. */
static bool breaks_down(const article *a, size_t i, size_t t)
{
    const draft *whole = &a->drafts.items[t];
    int64_t sum = 0;
    size_t parts = 0;
    bool within = false;
    for (size_t k = t + 1; k < a->drafts.count; k++) {
        const draft *part = &a->drafts.items[k];
        if (part->sentence != whole->sentence) {
            break;
        }
        if (part->outcome != whole->outcome || part->value == SKT_NULL || part->debris) {
            return false;
        }
        sum += part->value;
        parts++;
        within |= k == i;
    }
    return within && parts > 1 && sum == whole->value;
}

/* "The mayor spoke of six drones: four hit A and two came down in B": what only was spoken of met
 * the one outcome that all of its parts met. */
static void settle_said(article *a)
{
    for (size_t t = 0; t + 1 < a->drafts.count; t++) {
        draft *whole = &a->drafts.items[t];
        const draft *next = &a->drafts.items[t + 1];
        const skt_outcome said = whole->outcome;
        if (whole->why_outcome.rule != RULE_SAID || next->sentence != whole->sentence) {
            continue;
        }
        whole->outcome = next->outcome;
        whole->outcome = breaks_down(a, t + 1, t) ? next->outcome : said;
    }
}

static bool same_speaker(const draft *x, const draft *y)
{
    return x->source.node == y->source.node || x->source.node == SKT_NO_NODE ||
           y->source.node == SKT_NO_NODE;
}

/* The same day, or hours within those of a whole of more days: "four since Thursday". */
static bool same_time(const draft *part, const draft *whole)
{
    return part->day == whole->day ||
           (part->window.start != SKT_NO_TIME && whole->window.start != SKT_NO_TIME &&
            part->window.start >= whole->window.start && part->window.end <= whole->window.end);
}

/* "27 drones have been found this year. Fourteen were picked up in A and five in B": what breaks
 * down the number of a long time right behind it is of the same time. */
static void follow_period(article *a)
{
    for (size_t i = 1; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        const draft *before = &a->drafts.items[i - 1];
        const draft *of = d->container == NO_DRAFT ? d : &a->drafts.items[d->container];
        if (d->period == SKT_EVENT && d->of_them && of->sentence == d->sentence &&
            of->period == SKT_BACKGROUND) { /* "when 596 were sent and 558 of them stopped" */
            d->period = SKT_BACKGROUND;
            d->day = of->day;
            d->window = of->window;
        }
        if (d->period != SKT_EVENT || before->period != SKT_CUMULATIVE || d->own_noun ||
            d->outcome != before->outcome || d->value == SKT_NULL || before->value == SKT_NULL ||
            d->value >= before->value || d->sentence > before->sentence + 1 ||
            d->why_day.rule == RULE_DAY_SAID || d->count == COUNT_ANOTHER) {
            continue;
        }
        const draft *whole =
            before->container == NO_DRAFT ? before : &a->drafts.items[before->container];
        if (inside(a, d, whole)) {
            d->period = SKT_CUMULATIVE;
            d->day = SKT_NO_DAY;
            d->window = (skt_window){.start = SKT_NO_TIME, .end = SKT_NO_TIME};
            d->container = (int32_t)(whole - a->drafts.items);
            d->why_part = (reason){RULE_PART_AREA, d->container};
        }
    }
}

/* Whether `d` may be one of the numbers that a whole is made of, told right behind it. */
static bool may_make(const article *a, const draft *d, const draft *whole)
{
    return d->value != SKT_NULL && d->outcome == whole->outcome && d->period == whole->period &&
           !d->superseded && !d->headline && !d->further && same_time(d, whole) &&
           (same_places(a, d, whole) || covered(a, d, whole, false));
}

/* "29 were sent at the capital: 16 at the headquarters and 13 at the air base": numbers behind
 * a whole that come to just as many are its parts, whoever says so. */
static void find_sums(article *a)
{
    for (size_t t = 0; t < a->drafts.count; t++) {
        const draft *whole = &a->drafts.items[t];
        if (whole->dropped || whole->value == SKT_NULL || whole->period == SKT_CUMULATIVE) {
            continue;
        }
        int64_t left = whole->value;
        uint32_t sentence = whole->sentence;
        size_t end = t + 1;
        for (; end < a->drafts.count && left > 0; end++) {
            const draft *d = &a->drafts.items[end];
            if (d->dropped || d->debris || d->outcome != whole->outcome) {
                continue;
            }
            if (d->sentence > sentence + 1 || !may_make(a, d, whole) || d->value >= whole->value ||
                d->value > left) {
                break;
            }
            left -= d->value;
            sentence = d->sentence;
        }
        for (size_t i = t + 1; left == 0 && i < end; i++) {
            draft *part = &a->drafts.items[i];
            if (part->container == NO_DRAFT && !part->dropped && !part->debris &&
                part->outcome == whole->outcome) {
                part->container = (int32_t)t;
                part->why_part = (reason){RULE_PART_SUM, (int32_t)t};
            }
        }
    }
}

/* Whether the two are told of different towns of a region: neither is then a part of the other. */
static bool of_other_town(const draft *part, const draft *whole)
{
    const place_ref *p = part->places.count == 1 ? &part->places.items[0] : NULL;
    const place_ref *q = whole->places.count == 1 ? &whole->places.items[0] : NULL;
    return p != NULL && q != NULL && p->node != q->node && part->own_place && whole->own_place &&
           p->level == SKT_LEVEL_CITY && q->level == SKT_LEVEL_CITY;
}

/* "21:42: two shot down. 23:50: three more. 07:10: five in the night": numbers of one place that
 * come to the one told behind them are its parts, those of the evening before the night too. */
static void find_sums_before(article *a)
{
    for (size_t t = 2; t < a->drafts.count; t++) {
        const draft *whole = &a->drafts.items[t];
        int64_t left = whole->value;
        size_t first = t;
        size_t parts = 0;
        if (whole->dropped || whole->value == SKT_NULL || whole->period != SKT_EVENT ||
            whole->container != NO_DRAFT || whole->further || whole->superseded) {
            continue;
        }
        while (first > 0 && left > 0) {
            const draft *d = &a->drafts.items[first - 1];
            const bool other = d->dropped || d->debris || d->outcome != whole->outcome;
            if (!other && (d->value == SKT_NULL || d->value > left || d->period != SKT_EVENT ||
                           d->container != NO_DRAFT || d->headline || d->superseded ||
                           !same_places(a, d, whole) || of_other_town(d, whole) ||
                           !same_speaker(d, whole) || d->sentence == whole->sentence ||
                           (d->day != whole->day && d->day + 1 != whole->day))) {
                break;
            }
            left -= other ? 0 : d->value;
            parts += !other;
            first--;
        }
        for (size_t i = first; left == 0 && parts > 1 && i < t; i++) {
            draft *part = &a->drafts.items[i];
            if (!part->dropped && !part->debris && part->outcome == whole->outcome) {
                part->container = (int32_t)t;
                part->why_part = (reason){RULE_PART_SUM, (int32_t)t};
            }
        }
    }
}

/* Gives parts the total that they break down: a wider place, the same outcome,
 * day and speaker, and room for their sum. First the outermost totals, then those that are
 * parts themselves: "524 in the day, 147 of them by night". */
static void find_totals(article *a, bool inner)
{
    for (size_t t = 0; t < a->drafts.count; t++) {
        const draft *whole = &a->drafts.items[t];
        if (whole->dropped || whole->value == SKT_NULL || whole->period == SKT_CUMULATIVE ||
            (whole->container != NO_DRAFT) != inner) {
            continue;
        }
        int64_t left = whole->value;
        for (size_t i = 0; i < a->drafts.count; i++) {
            draft *part = &a->drafts.items[i];
            if (i == t || part->dropped || part->container != NO_DRAFT || part->debris ||
                part->outcome != whole->outcome || !same_time(part, whole) ||
                part->period != whole->period || !same_speaker(part, whole) ||
                !(same_places(a, part, whole) ? breaks_down(a, i, t) || (whole->sums && i < t)
                                              : inside(a, part, whole) || itemises(part, whole))) {
                continue;
            }
            if (part->value != SKT_NULL && part->value > left) {
                continue;
            }
            part->container = (int32_t)t;
            part->why_part = (reason){RULE_PART_AREA, (int32_t)t};
            left -= part->value == SKT_NULL ? 0 : part->value;
        }
    }
}

/* The fates of drones are parts of the number that was launched, or seen. */
static void find_fates(article *a)
{
    for (size_t t = 0; t < a->drafts.count; t++) {
        const draft *whole = &a->drafts.items[t];
        if (whole->dropped || whole->value == SKT_NULL || whole->period == SKT_CUMULATIVE ||
            (whole->outcome != SKT_LAUNCHED && whole->outcome != SKT_SIGHTED)) {
            continue;
        }
        int64_t left = whole->value;
        for (size_t i = 0; i < a->drafts.count; i++) {
            draft *fate = &a->drafts.items[i];
            if (fate->dropped || fate->container != NO_DRAFT || fate->debris ||
                fate->outcome == SKT_LAUNCHED || fate->outcome == SKT_SIGHTED ||
                fate->value == SKT_NULL || fate->value > left || fate->day != whole->day ||
                fate->period != whole->period || !same_speaker(fate, whole) ||
                !inside(a, fate, whole)) {
                continue;
            }
            fate->container = (int32_t)t;
            fate->why_part = (reason){RULE_PART_FATE, (int32_t)t};
            left -= fate->value;
        }
    }
}

/* A town named for its region, told in a row of regions, is the region. */
static void promote_regions(article *a)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        const bool counted_whole =
            d->container != NO_DRAFT && a->drafts.items[d->container].places.count > 0 &&
            a->drafts.items[d->container].places.items[0].level == SKT_LEVEL_COUNTRY;
        bool beside_region = false;
        for (size_t k = 0; k < a->drafts.count; k++) {
            const draft *other = &a->drafts.items[k];
            for (size_t p = 0; p < other->places.count; p++) {
                beside_region |= other->sentence == d->sentence &&
                                 other->places.items[p].level == SKT_LEVEL_REGION;
            }
        }
        for (size_t p = 0; p < d->places.count; p++) {
            place_ref *ref = &d->places.items[p];
            if (ref->level != SKT_LEVEL_CITY || ref->node == SKT_NO_NODE ||
                !(counted_whole || beside_region)) {
                continue;
            }
            const skt_node_info town = skt_gazetteer_node(a->scene.gazetteer, ref->node);
            const skt_node region = skt_gazetteer_admin1(a->scene.gazetteer, town.admin1);
            if (region == SKT_NO_NODE || (town.flags & SKT_NODE_SEAT) == 0) {
                continue;
            }
            const skt_node_info info = skt_gazetteer_node(a->scene.gazetteer, region);
            if ((info.flags & SKT_NODE_CITY_REGION) == 0) {
                ref->node = region;
                ref->level = SKT_LEVEL_REGION;
            }
        }
    }
}

/* A figure called old is replaced only where the article has the new one. */
static void confirm_superseded(article *a)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        bool replaced = false;
        for (size_t k = 0; d->superseded && k < a->drafts.count; k++) {
            const draft *other = &a->drafts.items[k];
            replaced |= k != i && !other->dropped && !other->superseded &&
                        other->outcome == d->outcome && other->value != SKT_NULL &&
                        other->day == d->day && same_places(a, d, other) && !hours_apart(d, other);
        }
        d->superseded = replaced;
    }
}

/* A part that tells no hours of its own has its total's. */
static void inherit_windows(article *a)
{
    for (size_t i = 0; i < a->drafts.count; i++) {
        draft *d = &a->drafts.items[i];
        if (d->container == NO_DRAFT || d->window.precision != SKT_TIME_NONE) {
            continue;
        }
        const draft *whole = &a->drafts.items[d->container];
        if (whole->day == d->day) {
            d->window = whole->window;
        }
    }
}

skt_status arrange_drafts(article *a)
{
    date_drafts(a);
    follow_period(a);
    if (widen_totals(a) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    drop_restated(a);
    confirm_superseded(a);
    settle_said(a);
    find_sums(a);
    find_sums_before(a);
    find_totals(a, false);
    find_totals(a, true);
    promote_regions(a);
    find_fates(a);
    inherit_windows(a);
    return SKT_OK;
}
