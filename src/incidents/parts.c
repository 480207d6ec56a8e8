/* Who is a part of whom within a report. What the text says (part_of) stands;
 * where it says no more than "part", the total is inferred: the last one before
 * it that has room, so that a table closes once it adds up. */
#include "incidents/model.h"

enum { SPAN = 500 /* claims to either side that a text can refer to */ };

typedef struct scope {
    skt_model *model;
    size_t first, end; /* items of the report */
    skt_number *room;  /* by item - first: what a total has left for parts */
    size_t *n_parts;   /* by item - first */
    skt_map ids;       /* claim id to item */
} scope;

static size_t span_first(const scope *s, size_t at)
{
    return at - s->first > SPAN ? at - SPAN : s->first;
}

static size_t span_end(const scope *s, size_t at)
{
    return s->end - at > SPAN ? at + SPAN : s->end;
}

static bool numbered(const skt_item *item)
{
    return item->claim->value != SKT_NULL;
}

static bool unsourced(const skt_item *item)
{
    return item->claim->source.len == 0 && item->claim->issuer.len == 0;
}

static bool same_voice(const skt_item *a, const skt_item *b)
{
    return a->speaker == b->speaker || unsourced(a) || unsourced(b);
}

static bool same_night(const skt_item *a, const skt_item *b)
{
    return a->night == b->night || a->night == SKT_NO_DAY || b->night == SKT_NO_DAY;
}

/* "Eleven of 14 before six, all six of the next six": hours that do not meet. */
static bool hours_apart(const skt_item *a, const skt_item *b)
{
    return a->timing == SKT_TIMING_HOURS && b->timing == SKT_TIMING_HOURS &&
           (a->end <= b->start || b->end <= a->start);
}

/* A city's total may have parts at its airport or in a quarter of it. */
static bool local_parts(const skt_area *inner, const skt_area *outer)
{
    return inner->kind == SKT_AREA_LOCAL && outer->kind == SKT_AREA_LOCAL &&
           skt_str_eq(inner->admin1, outer->admin1) &&
           (outer->level == SKT_LEVEL_CITY || outer->level == SKT_LEVEL_DISTRICT);
}

/* Whether a text may count `inner` as a part of what it says of `outer`: nested, or a sea or
 * a region that it holds abroad in a ministry's total. */
static bool may_hold(const skt_model *model, const skt_item *whole, const skt_item *part)
{
    const skt_area *outer = skt_item_area(model, whole);
    const skt_area *inner = skt_item_area(model, part);
    if (whole->area == part->area || skt_area_inside(inner, outer) || local_parts(inner, outer)) {
        return true;
    }
    const bool wide = outer->kind == SKT_AREA_COUNTRY || outer->kind == SKT_AREA_SET;
    if (inner->kind == SKT_AREA_REGION && outer->kind == SKT_AREA_COUNTRY) {
        return skt_str_eq(skt_issuers_holder(model->issuers, inner->admin1, part->claim->date),
                          outer->country);
    }
    return inner->kind == SKT_AREA_SEA
               ? wide || outer->kind == SKT_AREA_REGION
               : wide && (inner->kind == SKT_AREA_REGION || inner->kind == SKT_AREA_SET);
}

/* Whether `at` is `of` or lies on the way from `of` up to its whole. */
static bool above(const skt_model *model, size_t of, size_t at)
{
    while (of != SKT_NONE && of != at) {
        of = model->items[of].part_of;
    }
    return of == at;
}

static skt_status take_explicit(scope *s)
{
    skt_item *items = s->model->items;
    for (size_t i = s->first; i < s->end; i++) {
        if (items[i].claim->id.len > 0 && !skt_map_set(&s->ids, items[i].claim->id, i)) {
            return SKT_E_NOMEM;
        }
    }
    for (size_t i = s->first; i < s->end; i++) {
        const skt_str id = items[i].claim->part_of;
        const size_t *whole = id.len > 0 ? skt_map_get(&s->ids, id) : NULL;
        if (whole != NULL && !above(s->model, *whole, i)) {
            items[i].part_of = *whole;
        }
    }
    return SKT_OK;
}

static bool open_total(const scope *s, const skt_item *whole, const skt_item *part)
{
    const skt_model *m = s->model;
    return whole != part && whole->claim->role == SKT_TOTAL && numbered(whole) &&
           whole->claim->outcome == part->claim->outcome && same_night(whole, part) &&
           may_hold(m, whole, part) &&
           !above(m, (size_t)(whole - m->items), (size_t)(part - m->items));
}

static bool has_room(const scope *s, size_t whole, const skt_item *part)
{
    const skt_claim *claim = s->model->items[whole].claim;
    return !numbered(part) || claim->bound == SKT_AT_LEAST || claim->bound == SKT_ABOUT ||
           s->room[whole - s->first] >= part->claim->value;
}

/* The better the lower: of the same voice, with room, before the part, near. */
static size_t distance(const scope *s, size_t whole, size_t part)
{
    const skt_item *items = s->model->items;
    const size_t span = s->end - s->first;
    size_t far = whole < part ? part - whole : span + (whole - part);
    far += has_room(s, whole, &items[part]) ? 0 : 2 * span;
    far += same_voice(&items[whole], &items[part]) ? 0 : 4 * span;
    return far;
}

/* A figure of the region itself that a place in it is a part of. */
static size_t own_region(const scope *s, size_t part)
{
    const skt_item *items = s->model->items;
    size_t found = SKT_NONE;
    if (skt_item_area(s->model, &items[part])->kind != SKT_AREA_LOCAL) {
        return SKT_NONE;
    }
    for (size_t i = span_first(s, part); i < span_end(s, part); i++) {
        const skt_area *area = skt_item_area(s->model, &items[i]);
        if (area->kind == SKT_AREA_REGION &&
            items[i].claim->outcome == items[part].claim->outcome && numbered(&items[i]) &&
            same_night(&items[i], &items[part]) &&
            skt_area_inside(skt_item_area(s->model, &items[part]), area) &&
            (!numbered(&items[part]) || items[i].claim->value >= items[part].claim->value) &&
            !above(s->model, i, part) && (found == SKT_NONE || i < part)) {
            found = i;
        }
    }
    return found;
}

static void infer(scope *s, size_t part)
{
    skt_item *items = s->model->items;
    skt_item *item = &items[part];
    if ((item->part_of = own_region(s, part)) != SKT_NONE) {
        return;
    }
    size_t best = SKT_NONE;
    for (size_t i = span_first(s, part); i < span_end(s, part); i++) {
        if (open_total(s, &items[i], item) &&
            (best == SKT_NONE || distance(s, i, part) < distance(s, best, part))) {
            best = i;
        }
    }
    if (best == SKT_NONE) {
        return;
    }
    if (!has_room(s, best, item) && items[best].area == item->area &&
        same_voice(&items[best], item)) {
        item->beyond = true; /* the table has closed: "three others" */
        return;
    }
    item->part_of = best;
    if (numbered(item) && same_voice(&items[best], item)) {
        s->room[best - s->first] -= item->claim->value;
        s->n_parts[best - s->first]++;
    }
}

static void infer_all(scope *s)
{
    const skt_model *m = s->model;
    for (size_t i = s->first; i < s->end; i++) {
        s->room[i - s->first] = m->items[i].claim->value;
    }
    for (size_t i = s->first; i < s->end; i++) {
        const skt_item *item = &m->items[i];
        if (item->part_of == SKT_NONE && item->claim->role == SKT_PART &&
            item->claim->part_of.len == 0) {
            infer(s, i);
        } else if (item->part_of != SKT_NONE && item->part_of >= s->first && numbered(item) &&
                   !item->subset && numbered(&m->items[item->part_of]) &&
                   m->items[item->part_of].claim->outcome == item->claim->outcome) {
            s->room[item->part_of - s->first] -= item->claim->value;
            s->n_parts[item->part_of - s->first]++;
        }
    }
}

static bool is_rival(const scope *s, size_t a, size_t b)
{
    const skt_item *x = &s->model->items[a];
    const skt_item *y = &s->model->items[b];
    return y->claim->role == SKT_TOTAL && y->claim->bound == SKT_EXACT && numbered(y) &&
           !y->superseded && y->part_of == SKT_NONE && y->timing != SKT_TIMING_HOURS &&
           x->claim->outcome == y->claim->outcome && x->area == y->area &&
           x->speaker == y->speaker && x->night == y->night;
}

/* Bulletins are known by their totals, so that another report of them fits. */
static size_t bulletin_number(const scope *s, size_t head, size_t at)
{
    const skt_number value = s->model->items[at].claim->value;
    size_t again = 0;
    for (size_t i = head; i < at; i++) {
        again += is_rival(s, head, i) && s->model->items[i].claim->value == value;
    }
    return (size_t)value * 16 + again % 16 + 1;
}

/* Several totals of one body for one area and night are its bulletins where each
 * has a table that adds up, or where one of them is the sum of the others. */
static void tell_bulletins(scope *s, size_t head)
{
    skt_item *items = s->model->items;
    size_t n = 0;
    skt_number sum = 0;
    skt_number largest = 0;
    bool tables = true;
    for (size_t i = head; i < span_end(s, head); i++) {
        if (is_rival(s, head, i)) {
            n++;
            sum += items[i].claim->value;
            largest = items[i].claim->value > largest ? items[i].claim->value : largest;
            tables = tables && s->room[i - s->first] == 0 && s->n_parts[i - s->first] > 1;
        }
    }
    const bool sum_stated = n > 2 && sum == 2 * largest;
    if (n < 2 || (!sum_stated && !tables)) {
        return;
    }
    bool left_out = !sum_stated;
    for (size_t i = head; i < span_end(s, head); i++) {
        if (!is_rival(s, head, i)) {
            continue;
        }
        if (!left_out && items[i].claim->value == largest) {
            left_out = true;
        } else {
            items[i].bulletin = bulletin_number(s, head, i);
        }
    }
}

/* "Six of them hit homes, a seventh a plant": of eight launched, one shot down.
 * A part is over and above its total where only so the fates come to what was
 * launched. */
static void check_fates(scope *s, size_t part)
{
    skt_item *items = s->model->items;
    skt_item *item = &items[part];
    const skt_outcome outcome = item->claim->outcome;
    if (item->part_of == SKT_NONE || item->claim->part_of.len > 0 || !numbered(item) ||
        items[item->part_of].area != item->area || outcome == SKT_LAUNCHED) {
        return;
    }
    skt_number launched = SKT_NULL;
    skt_number fates = items[item->part_of].claim->value;
    for (size_t i = span_first(s, part); i < span_end(s, part); i++) {
        const skt_item *other = &items[i];
        const skt_outcome its = other->claim->outcome;
        if (other->area != item->area || !numbered(other) || !same_night(other, item) ||
            !same_voice(other, item) || other->superseded || other->part_of != SKT_NONE) {
            continue;
        }
        if (its == SKT_LAUNCHED || (its == SKT_SIGHTED && launched == SKT_NULL)) {
            launched = other->claim->value;
        } else if (its != outcome || (other->beyond && other != item)) {
            fates += other->claim->value;
        }
    }
    if (launched != SKT_NULL && fates + item->claim->value == launched) {
        item->part_of = SKT_NONE;
        item->beyond = true;
    }
}

/* Whether both are fates of one attack: parts of its number, or of two numbers
 * that the same voice gives for it. */
static bool same_attack(const scope *s, const skt_item *a, const skt_item *b)
{
    const skt_item *items = s->model->items;
    if (a->part_of == SKT_NONE || b->part_of == SKT_NONE) {
        return false;
    }
    const skt_item *x = &items[a->part_of];
    const skt_item *y = &items[b->part_of];
    return x == y ||
           (x->claim->outcome == y->claim->outcome && x->area == y->area && x->night == y->night &&
            same_voice(x, y) && !hours_apart(x, y) && !x->beyond && !y->beyond);
}

static bool is_fate(const scope *s, const skt_item *item)
{
    const skt_item *whole = item->part_of == SKT_NONE ? NULL : &s->model->items[item->part_of];
    return whole != NULL && numbered(item) && numbered(whole) && !item->superseded &&
           whole->claim->bound == SKT_EXACT && whole->claim->outcome != item->claim->outcome &&
           (whole->claim->outcome == SKT_LAUNCHED || whole->claim->outcome == SKT_SIGHTED);
}

/* The larger fate of the same kind and place that stands before `part`. */
static size_t larger_before(const scope *s, size_t part)
{
    const skt_item *items = s->model->items;
    for (size_t i = span_first(s, part); i < part; i++) {
        if (is_fate(s, &items[i]) && same_attack(s, &items[i], &items[part]) &&
            items[i].claim->outcome == items[part].claim->outcome &&
            items[i].area == items[part].area && same_voice(&items[i], &items[part]) &&
            items[i].claim->value > items[part].claim->value) {
            return i;
        }
    }
    return SKT_NONE;
}

/* "Six of them hit homes. Two crashed into a tower": where the fates come to more
 * than was launched, one lies in a larger one before it: that by which the sum is
 * right, else the smallest that will do. */
static void fit_fates(scope *s, size_t head)
{
    skt_item *items = s->model->items;
    if (!is_fate(s, &items[head])) {
        return;
    }
    skt_number sum = 0;
    skt_number launched = 0;
    for (size_t i = span_first(s, head); i < span_end(s, head); i++) {
        if (is_fate(s, &items[i]) && same_attack(s, &items[head], &items[i])) {
            const skt_number whole = items[items[i].part_of].claim->value;
            sum += items[i].claim->value;
            launched = whole > launched ? whole : launched;
        }
    }
    size_t best = SKT_NONE;
    for (size_t i = head; sum > launched && i < span_end(s, head); i++) {
        const skt_number left = sum - items[i].claim->value;
        if (!is_fate(s, &items[i]) || !same_attack(s, &items[head], &items[i]) || left > launched ||
            larger_before(s, i) == SKT_NONE) {
            continue;
        }
        if (best == SKT_NONE || left == launched ||
            (sum - items[best].claim->value != launched &&
             items[i].claim->value < items[best].claim->value)) {
            best = i;
        }
    }
    if (best != SKT_NONE) {
        items[best].part_of = larger_before(s, best);
    }
}

/* A part has the window, the bulletin and the attacker of its whole, unless it
 * has its own. */
static void inherit(scope *s, size_t part)
{
    skt_item *item = &s->model->items[part];
    for (size_t whole = item->part_of; whole != SKT_NONE; whole = s->model->items[whole].part_of) {
        const skt_item *from = &s->model->items[whole];
        const bool added = from->beyond && from->claim->added; /* its fates are added too */
        if (added) {
            item->speaker = from->speaker;
            item->rank = from->rank;
        }
        if ((item->timing == SKT_TIMING_NONE || added) && from->timing != SKT_TIMING_NONE &&
            item->claim->date == from->claim->date) {
            item->timing = from->timing;
            item->start = from->start;
            item->end = from->end;
            item->night = from->night;
        }
        if (item->timing == SKT_TIMING_HOURS && from->timing == SKT_TIMING_DAY &&
            item->claim->date == from->claim->date) {
            item->night = from->night; /* the whole day contains its evening */
        }
        if (item->claim->part_of.len > 0 && from->claim->outcome == item->claim->outcome &&
            from->night != SKT_NO_DAY) {
            item->night = from->night; /* "four since Thursday, two of them that day" */
        }
        if (item->attacker.len == 0) {
            item->attacker = from->attacker;
            item->attacker_inferred = true;
        }
        if (item->bulletin == 0) {
            item->bulletin = from->bulletin;
        }
    }
}

/* "The Danish frigate four more": a part without a source joins the sourced
 * parts of the same total at its place. */
static void join_voices(scope *s, size_t part)
{
    skt_item *item = &s->model->items[part];
    if (!unsourced(item) || item->claim->role != SKT_PART || item->part_of == SKT_NONE) {
        return;
    }
    for (size_t i = span_first(s, part); i < span_end(s, part); i++) {
        const skt_item *other = &s->model->items[i];
        if (other->part_of == item->part_of && other->area == item->area && !unsourced(other) &&
            other->claim->outcome == item->claim->outcome) {
            item->speaker = other->speaker;
            item->rank = other->rank;
            return;
        }
    }
}

/* "Nine more by 13:40", "another": goes into the account of what the text has told
 * before of the same area and night, whoever says it, and is added to it. Hours of their own that
 * do not meet are added anyway; hours inside the time of the figure before may lie in it. */
static void join_added(scope *s, size_t at)
{
    skt_item *item = &s->model->items[at];
    if (!item->claim->added || !numbered(item) || item->part_of != SKT_NONE) {
        return;
    }
    for (size_t i = at; i > span_first(s, at); i--) {
        const skt_item *base = &s->model->items[i - 1];
        if (base->area != item->area || base->claim->outcome != item->claim->outcome ||
            !numbered(base) || base->superseded || !same_night(base, item)) {
            continue;
        }
        const bool inside = item->timing == SKT_TIMING_HOURS && base->start != SKT_NO_TIME &&
                            base->start <= item->start && item->end <= base->end &&
                            base->end - base->start > item->end - item->start;
        if (!inside && !hours_apart(base, item)) {
            item->beyond = true;
            item->speaker = base->speaker;
            item->rank = base->rank;
            item->timing = base->timing;
            item->start = base->start;
            item->end = base->end;
            item->night = base->night;
        }
        return;
    }
}

static skt_status infer_report(scope *s)
{
    const skt_status status = take_explicit(s);
    if (status != SKT_OK) {
        return status;
    }
    for (size_t i = s->first; i < s->end; i++) {
        join_added(s, i);
    }
    infer_all(s);
    for (size_t i = s->first; i < s->end; i++) {
        if (s->model->items[i].bulletin == 0 && is_rival(s, i, i)) {
            bool head = true;
            for (size_t k = span_first(s, i); head && k < i; k++) {
                head = !is_rival(s, i, k);
            }
            if (head) {
                tell_bulletins(s, i);
            }
        }
    }
    for (size_t i = s->first; i < s->end; i++) {
        check_fates(s, i);
        fit_fates(s, i);
    }
    for (size_t i = s->first; i < s->end; i++) {
        inherit(s, i);
        join_voices(s, i);
    }
    return SKT_OK;
}

/* A figure that its own issuer has replaced is out in every report. */
static skt_status spread_corrections(skt_model *model)
{
    skt_map gone = SKT_MAP_INIT;
    skt_status status = SKT_OK;
    bool any = false;
    for (size_t i = 0; i < model->n_items; i++) {
        any = any || model->items[i].superseded;
    }
    if (!any) {
        return SKT_OK;
    }
    for (int pass = 0; pass < 2 && status == SKT_OK; pass++) {
        for (size_t i = 0; i < model->n_items && status == SKT_OK; i++) {
            skt_item *item = &model->items[i];
            if (unsourced(item) || !numbered(item) || (pass == 0 && !item->superseded)) {
                continue;
            }
            skt_str key;
            status = skt_arena_format(&key, &model->arena, "%zu %d %zu %d %lld", item->speaker,
                                      (int)item->claim->outcome, item->area, (int)item->night,
                                      (long long)item->claim->value);
            if (status != SKT_OK) {
                break;
            }
            if (pass == 0) {
                status = skt_map_set(&gone, key, i) ? SKT_OK : SKT_E_NOMEM;
            } else if (gone.count > 0 && skt_map_get(&gone, key) != NULL) {
                item->superseded = true;
            }
        }
    }
    skt_map_dispose(&gone);
    return status;
}

skt_status skt_parts_infer(skt_model *model)
{
    for (size_t r = 0; r < model->n_reports; r++) {
        const size_t n = model->report_first[r + 1] - model->report_first[r];
        scope s = {model,
                   model->report_first[r],
                   model->report_first[r + 1],
                   skt_arena_array(&model->arena, n, sizeof *s.room),
                   skt_arena_array(&model->arena, n, sizeof *s.n_parts),
                   SKT_MAP_INIT};
        const skt_status status =
            s.room == NULL || s.n_parts == NULL ? SKT_E_NOMEM : infer_report(&s);
        skt_map_dispose(&s.ids);
        if (status != SKT_OK) {
            return status;
        }
    }
    return spread_corrections(model);
}
