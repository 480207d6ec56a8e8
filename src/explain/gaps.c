/* What tells of the area and is not in the cell, and why. */
#include <stdlib.h>

#include "explain/explain_private.h"

/* ---------------------------------------------------------------- touching */

/* Whether one of the codes of a set is that of the place. */
static bool in_set(skt_str codes, const skt_place *place)
{
    skt_str code;
    while (skt_str_split(&code, &codes, '+')) {
        if (skt_str_eq(code, place->admin1) ||
            (place->admin1.len == 0 && skt_str_eq(code, place->country)) ||
            skt_tell_same_name(place->label, code)) {
            return true;
        }
    }
    return false;
}

/* Whether the place lies in the area that is asked for, or is it. */
static bool touches(const skt_asked *asked, const skt_place *place)
{
    switch (asked->level) {
    case SKT_ROW_REGION: return skt_str_eq(place->admin1, asked->key);
    case SKT_ROW_COUNTRY: return skt_str_eq(place->country, asked->key);
    case SKT_ROW_SEA:
        return place->level == SKT_LEVEL_SEA &&
               skt_tell_same_name(place->label.len > 0 ? place->label : place->name, asked->key);
    case SKT_ROW_SET: return in_set(asked->key, place);
    case SKT_ROW_TOTAL: break;
    }
    return true;
}

static bool any_touches(const skt_asked *asked, const skt_place *places, size_t n)
{
    bool found = n == 0 && asked->level == SKT_ROW_TOTAL;
    for (size_t i = 0; !found && i < n; i++) {
        found = touches(asked, &places[i]);
    }
    return found;
}

static bool in_days(const skt_asked *asked, skt_day day)
{
    return (asked->from == SKT_NO_DAY || (day != SKT_NO_DAY && day >= asked->from)) &&
           (asked->to == SKT_NO_DAY || (day != SKT_NO_DAY && day <= asked->to));
}

/* ------------------------------------------------------------------- gaps */

static skt_status add(skt_telling *t, skt_gap gap)
{
    return skt_vec_push(&t->gaps, gap) ? SKT_OK : SKT_E_NOMEM;
}

static skt_status add_incident(skt_telling *t, skt_gap_kind kind, size_t index, size_t into,
                               skt_number value)
{
    skt_told_incident *told = skt_arena_alloc(&t->out->arena, sizeof *told);
    const skt_status status = told == NULL ? SKT_E_NOMEM : skt_tell_incident(told, t, index);
    return status == SKT_OK ? add(t, (skt_gap){kind, told, NULL, into, value}) : status;
}

/* Why an incident of the area and outcome is not in the cell; SKT_GAPS: that is no gap. */
static skt_gap_kind incident_gap(const skt_telling *t, const skt_told_cell *cell, size_t index)
{
    const skt_asked *asked = t->out->asked;
    const skt_incident *incident = skt_incident_set_at(t->out->incidents, index);
    const skt_incident_detail *d = skt_incident_set_detail(t->out->incidents, index);
    const bool empty = cell->n_incidents == 0;
    if (incident->outcome != cell->outcome) {
        const bool shown = asked->outcomes == 0 || (asked->outcomes & (1U << incident->outcome));
        return empty && !shown && !d->absorbed && in_days(asked, incident->date)
                   ? SKT_GAP_OTHER_FATE
                   : SKT_GAPS;
    }
    if (!in_days(asked, incident->date)) {
        return incident->date == SKT_NO_DAY ? SKT_GAP_UNDATED
               : empty                      ? SKT_GAP_OTHER_DAY
                                            : SKT_GAPS;
    }
    if (d->absorbed) {
        return SKT_GAP_ABSORBED;
    }
    if (!skt_tally_takes(t->out->incidents, index, &t->cuts)) {
        return SKT_GAP_CUT;
    }
    if (d->extent == SKT_EXTENT_SET && asked->level != SKT_ROW_TOTAL) {
        return SKT_GAP_SET;
    }
    return asked->level == SKT_ROW_COUNTRY && !skt_str_eq(d->side, asked->key) ? SKT_GAP_SIDE
                                                                               : SKT_GAPS;
}

static skt_status tell_incidents(skt_telling *t, const skt_told_cell *cell)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < skt_incident_set_count(t->out->incidents); i++) {
        const skt_incident *incident = skt_incident_set_at(t->out->incidents, i);
        if (!any_touches(t->out->asked, incident->places, incident->n_places)) {
            continue;
        }
        const skt_gap_kind kind = incident_gap(t, cell, i);
        if (kind != SKT_GAPS && !t->told[i]) {
            status =
                add_incident(t, kind, i, kind == SKT_GAP_ABSORBED ? incident->parent : SIZE_MAX,
                             kind == SKT_GAP_SET ? incident->net : incident->estimate.best);
        }
    }
    return status;
}

/* Figures of the country of an empty region: a part of them may lie there. */
static skt_status tell_countries(skt_telling *t, const skt_told_cell *cell)
{
    const skt_asked *asked = t->out->asked;
    skt_status status = SKT_OK;
    if (asked->level != SKT_ROW_REGION || cell->cell.estimate.best != SKT_NULL ||
        t->out->gazetteer == NULL) {
        return SKT_OK;
    }
    const skt_node region = skt_gazetteer_admin1(t->out->gazetteer, asked->key);
    const skt_str country = region == SKT_NO_NODE
                                ? SKT_STR_NONE
                                : skt_gazetteer_node(t->out->gazetteer, region).country;
    for (size_t i = 0; status == SKT_OK && i < skt_incident_set_count(t->out->incidents); i++) {
        const skt_incident *incident = skt_incident_set_at(t->out->incidents, i);
        const skt_incident_detail *d = skt_incident_set_detail(t->out->incidents, i);
        if (incident->outcome == cell->outcome && d->extent == SKT_EXTENT_COUNTRY &&
            in_days(asked, incident->date) && country.len > 0 && skt_str_eq(d->country, country) &&
            incident->net != 0) {
            status = add_incident(t, SKT_GAP_COUNTRY, i, SIZE_MAX, incident->net);
        }
    }
    return status;
}

static skt_link_type yields_by(skt_gap_kind kind)
{
    return kind == SKT_GAP_COPY       ? SKT_LINK_REPLICA_OF
           : kind == SKT_GAP_DISPUTED ? SKT_LINK_CONTRADICTS
                                      : SKT_LINK_RECALLED;
}

static bool has_link(const skt_told_claim *told, skt_link_type type)
{
    for (size_t i = 0; i < told->n_links; i++) {
        if (told->links[i].type == type) {
            return true;
        }
    }
    return false;
}

static skt_status add_claim(skt_telling *t, size_t index)
{
    const skt_claim *claim = skt_claim_set_at(t->out->claims, index);
    skt_told_claim *told = skt_arena_alloc(&t->out->arena, sizeof *told);
    const skt_status status = told == NULL ? SKT_E_NOMEM : skt_tell_claim(told, t, index);
    if (status != SKT_OK) {
        return status;
    }
    skt_gap gap = {SKT_GAP_COPY, NULL, told, SIZE_MAX, claim->value};
    switch (claim->period) {
    case SKT_EVENT:
        gap.kind = has_link(told, SKT_LINK_CONTRADICTS) ? SKT_GAP_DISPUTED : SKT_GAP_COPY;
        break;
    case SKT_CUMULATIVE: gap.kind = SKT_GAP_CUMULATIVE; break;
    case SKT_BACKGROUND: gap.kind = SKT_GAP_BACKGROUND; break;
    }
    for (size_t i = 0; i < told->n_links && gap.into == SIZE_MAX; i++) {
        gap.into = told->links[i].type == yields_by(gap.kind) ? told->links[i].to : SIZE_MAX;
    }
    return add(t, gap);
}

static skt_status tell_claims(skt_telling *t, const skt_told_cell *cell)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < skt_claim_set_count(t->out->claims); i++) {
        const skt_claim *claim = skt_claim_set_at(t->out->claims, i);
        /* A sum without a day of its own is of the day that it was told on. */
        const skt_day day = claim->date != SKT_NO_DAY ? claim->date : claim->published;
        if (!t->used[i] && claim->outcome == cell->outcome && in_days(t->out->asked, day) &&
            any_touches(t->out->asked, claim->places, claim->n_places)) {
            status = add_claim(t, i);
        }
    }
    return status;
}

typedef struct keyed {
    const skt_claim_set *claims;
    skt_gap gap;
} keyed;

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Incidents are in an order of their own; claims get one by what they are. */
static int by_content(const void *a, const void *b)
{
    const keyed *x = a;
    const keyed *y = b;
    if (x->gap.kind != y->gap.kind) {
        return x->gap.kind < y->gap.kind ? -1 : 1;
    }
    if (x->gap.incident != NULL && y->gap.incident != NULL) {
        return compare(x->gap.incident->incident, y->gap.incident->incident);
    }
    if (x->gap.claim == NULL || y->gap.claim == NULL) {
        return 0;
    }
    const skt_claim *p = skt_claim_set_at(x->claims, x->gap.claim->claim);
    const skt_claim *q = skt_claim_set_at(y->claims, y->gap.claim->claim);
    const int order = skt_str_cmp(p->id, q->id);
    return order != 0 ? order : skt_str_cmp(p->doc, q->doc);
}

static bool sort(const skt_explanation *e, skt_gap *gaps, size_t n)
{
    keyed *keys = malloc((n + 1) * sizeof *keys);
    for (size_t i = 0; keys != NULL && i < n; i++) {
        keys[i] = (keyed){e->claims, gaps[i]};
    }
    if (keys != NULL) {
        qsort(keys, n, sizeof *keys, by_content);
    }
    for (size_t i = 0; keys != NULL && i < n; i++) {
        gaps[i] = keys[i].gap;
    }
    const bool done = keys != NULL;
    free(keys);
    return done;
}

skt_status skt_tell_gaps(skt_telling *t, skt_told_cell *cell)
{
    skt_vec_clear(&t->gaps);
    skt_status status = tell_incidents(t, cell);
    if (status == SKT_OK) {
        status = tell_countries(t, cell);
    }
    if (status == SKT_OK) {
        status = tell_claims(t, cell);
    }
    if (status == SKT_OK && t->gaps.count == 0 && cell->n_incidents == 0) {
        status = add(t, (skt_gap){SKT_GAP_SILENCE, NULL, NULL, SIZE_MAX, SKT_NULL});
    }
    cell->gaps = skt_arena_array(&t->out->arena, t->gaps.count + 1, sizeof *cell->gaps);
    if (status != SKT_OK || cell->gaps == NULL) {
        return status == SKT_OK ? SKT_E_NOMEM : status;
    }
    cell->n_gaps = t->gaps.count;
    if (t->gaps.count > 0) {
        memcpy(cell->gaps, t->gaps.items, t->gaps.count * sizeof *cell->gaps);
    }
    return sort(t->out, cell->gaps, cell->n_gaps) ? SKT_OK : SKT_E_NOMEM;
}
