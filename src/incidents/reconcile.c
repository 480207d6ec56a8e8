/* From claims to incidents: items are grouped by outcome, night and attacker, and
 * each group is settled by itself. */
#include <stdlib.h>

#include "core/diag.h"
#include "incidents/incident_set.h"

typedef struct sorter {
    const skt_item *items;
    size_t id;
} sorter;

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Which items can tell of the same drones, but for the attacker. */
static int compare_scope(const skt_item *x, const skt_item *y)
{
    int order = compare_numbers(x->night, y->night);
    if (order == 0 && x->night == SKT_NO_DAY) {
        order = compare_numbers((int64_t)x->report, (int64_t)y->report);
    }
    return order != 0 ? order : compare_numbers(x->claim->outcome, y->claim->outcome);
}

static int by_group(const void *a, const void *b)
{
    const sorter *s = a;
    const sorter *t = b;
    const skt_item *x = &s->items[s->id];
    const skt_item *y = &t->items[t->id];
    int order = compare_scope(x, y);
    order = order != 0 ? order : skt_str_cmp(x->attacker, y->attacker);
    return order != 0 ? order : compare_numbers((int64_t)s->id, (int64_t)t->id);
}

/* Where an attacker is told of: the first item at an area with a value, at an area, in a country,
 * in the order of items. */
typedef struct known_sides {
    skt_map by_value, by_area, by_country;
} known_sides;

typedef struct area_value {
    size_t area;
    skt_number value;
} area_value;

static bool note_first(skt_map *map, skt_str key, size_t item)
{
    return key.len == 0 || skt_map_get(map, key) != NULL || skt_map_set(map, key, item);
}

/* The keys of `item` for its area and its value, in `room`. */
static void keys_of(skt_str *by_area, skt_str *by_value, area_value *room, const skt_item *item)
{
    *room = (area_value){item->area, item->claim->value};
    *by_value = (skt_str){(const char *)room, sizeof *room};
    *by_area = (skt_str){(const char *)&room->area, sizeof room->area};
}

static skt_status note_sides(known_sides *known, skt_model *model, const sorter *ids, size_t n)
{
    area_value *room = skt_arena_array(&model->arena, n, sizeof *room);
    for (size_t i = 0; room != NULL && i < n; i++) {
        const skt_item *item = &model->items[ids[i].id];
        skt_str area;
        skt_str value;
        keys_of(&area, &value, &room[i], item);
        if (!note_first(&known->by_value, value, ids[i].id) ||
            !note_first(&known->by_area, area, ids[i].id) ||
            !note_first(&known->by_country, skt_item_area(model, item)->country, ids[i].id)) {
            return SKT_E_NOMEM;
        }
    }
    return room == NULL ? SKT_E_NOMEM : SKT_OK;
}

/* The item whose attacker is the likeliest to be that of `item`, or NULL: at its place with its
 * number, at its place, in its country. */
static const size_t *nearest_side(const known_sides *known, const skt_model *model,
                                  const skt_item *item)
{
    area_value room;
    skt_str area;
    skt_str value;
    keys_of(&area, &value, &room, item);
    const skt_str country = skt_item_area(model, item)->country;
    const size_t *found = skt_map_get(&known->by_value, value);
    found = found != NULL ? found : skt_map_get(&known->by_area, area);
    return found != NULL || country.len == 0 ? found : skt_map_get(&known->by_country, country);
}

/* An unknown attacker is compatible with any: it is taken to be the one that is
 * told of at the place, or in the country (rule 2). [first, end) share a scope;
 * those without an attacker come first. */
static skt_status adopt_attackers(skt_model *model, sorter *ids, size_t first, size_t end)
{
    size_t known = first;
    while (known < end && model->items[ids[known].id].attacker.len == 0) {
        known++;
    }
    if (known == first || known == end) {
        return SKT_OK;
    }
    known_sides sides = {SKT_MAP_INIT, SKT_MAP_INIT, SKT_MAP_INIT};
    const skt_status status = note_sides(&sides, model, &ids[known], end - known);
    for (size_t i = first; status == SKT_OK && i < known; i++) {
        skt_item *item = &model->items[ids[i].id];
        const size_t *near = nearest_side(&sides, model, item);
        if (near != NULL) {
            item->attacker = model->items[*near].attacker;
            item->attacker_inferred = true;
        }
    }
    skt_map_dispose(&sides.by_value);
    skt_map_dispose(&sides.by_area);
    skt_map_dispose(&sides.by_country);
    return status;
}

/* NULL when memory is out. */
static sorter *sorted_items(size_t *count, skt_model *model)
{
    size_t n = 0;
    sorter *ids = malloc((model->n_items + 1) * sizeof *ids);
    if (ids == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < model->n_items; i++) {
        if (!model->items[i].disputed && !model->items[i].copy) {
            ids[n++] = (sorter){model->items, i};
        }
    }
    qsort(ids, n, sizeof *ids, by_group);
    for (size_t first = 0; first < n;) {
        size_t end = first + 1;
        while (end < n &&
               compare_scope(&model->items[ids[first].id], &model->items[ids[end].id]) == 0) {
            end++;
        }
        if (adopt_attackers(model, ids, first, end) != SKT_OK) {
            free(ids);
            return NULL;
        }
        first = end;
    }
    qsort(ids, n, sizeof *ids, by_group);
    *count = n;
    return ids;
}

/* What is made on the way is gone behind each group. */
static skt_status settle(skt_incident_set *set, skt_model *model, const size_t *ids, size_t n,
                         const size_t *lead)
{
    const skt_arena kept = model->arena;
    model->arena = (skt_arena)SKT_ARENA_INIT;
    skt_group group = {.outcome = model->items[ids[0]].claim->outcome};
    skt_status status = skt_accounts_make(&group, model, ids, n);
    if (status == SKT_OK) {
        status = skt_windows_settle(&group, model);
    }
    for (size_t i = 0; status == SKT_OK && i < group.figures.count; i++) {
        status = skt_accounts_link(&group.figures.items[i], model, &group) ? SKT_OK : SKT_E_NOMEM;
    }
    if (status == SKT_OK) {
        status = skt_nesting_settle(&group, model);
    }
    if (status == SKT_OK) {
        status = skt_incident_set_add(set, model, &group, lead);
    }
    skt_vec_dispose(&group.figures);
    skt_vec_dispose(&group.nodes);
    skt_arena_dispose(&model->arena);
    model->arena = kept;
    return status;
}

static skt_status settle_all(skt_incident_set *set, skt_model *model, const size_t *lead)
{
    size_t n = 0;
    sorter *ids = sorted_items(&n, model);
    size_t *plain = malloc((model->n_items + 1) * sizeof *plain);
    skt_status status = ids == NULL || plain == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t first = 0; status == SKT_OK && first < n;) {
        const skt_item *head = &model->items[ids[first].id];
        plain[first] = ids[first].id;
        size_t end = first + 1;
        while (end < n && compare_scope(head, &model->items[ids[end].id]) == 0 &&
               skt_str_eq(head->attacker, model->items[ids[end].id].attacker)) {
            plain[end] = ids[end].id;
            end++;
        }
        status = settle(set, model, &plain[first], end - first, lead);
        first = end;
    }
    free(ids);
    free(plain);
    return status;
}

static bool link_parts(skt_model *model)
{
    for (size_t i = 0; i < model->n_items; i++) {
        const skt_item *item = &model->items[i];
        if (item->part_of != SKT_NONE &&
            !skt_model_link(model, item->index, model->items[item->part_of].index,
                            SKT_LINK_BREAKDOWN_OF,
                            item->subset ? "a part of these" : "a part of the total")) {
            return false;
        }
    }
    return true;
}

/* A recalled event is linked to the same claim about the day itself. */
static skt_status link_recalled(skt_model *model)
{
    for (size_t i = 0; i < skt_claim_set_count(model->claims); i++) {
        const skt_claim *claim = skt_claim_set_at(model->claims, i);
        size_t area;
        if (claim->period != SKT_BACKGROUND || claim->date == SKT_NO_DAY ||
            claim->value == SKT_NULL) {
            continue;
        }
        const skt_status status = skt_area_of_claim(&area, model, claim);
        if (status != SKT_OK) {
            return status;
        }
        const size_t *event = NULL;
        skt_str key;
        if (skt_arena_format(&key, &model->arena, "=%d %d %zu %lld", (int)claim->date,
                             (int)claim->outcome, area, (long long)claim->value) != SKT_OK) {
            return SKT_E_NOMEM;
        }
        event = skt_map_get(&model->area_index, key);
        if (event != NULL &&
            !skt_model_link(model, i, *event, SKT_LINK_RECALLED, "an earlier event recalled")) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

/* Keys that begin with '=' are no areas: they find event claims by content. */
static skt_status index_events(skt_model *model)
{
    for (size_t i = 0; i < model->n_items; i++) {
        const skt_item *item = &model->items[i];
        skt_str key;
        if (item->claim->value == SKT_NULL || item->copy) {
            continue;
        }
        if (skt_arena_format(&key, &model->arena, "=%d %d %zu %lld", (int)item->claim->date,
                             (int)item->claim->outcome, item->area,
                             (long long)item->claim->value) != SKT_OK) {
            return SKT_E_NOMEM;
        }
        if (skt_map_get(&model->area_index, key) == NULL &&
            !skt_map_set(&model->area_index, key, item->index)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

static skt_status number_reports(skt_incident_set *set, const skt_model *model, const size_t *lead)
{
    set->n_claims = skt_claim_set_count(model->claims);
    set->reports = malloc((set->n_claims + 1) * sizeof *set->reports);
    if (set->reports == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < set->n_claims; i++) {
        set->reports[i] = SIZE_MAX;
    }
    for (size_t i = 0; i < model->n_items; i++) {
        set->reports[model->items[i].index] = lead[model->items[i].report];
    }
    return SKT_OK;
}

static skt_status run(skt_incident_set *set, skt_model *model)
{
    skt_status status = skt_items_collect(model);
    if (status == SKT_OK) {
        status = skt_items_identify(model);
    }
    if (status == SKT_OK) {
        status = skt_nights_begin(model);
    }
    size_t *lead = skt_arena_array(&model->arena, model->n_reports + 1, sizeof *lead);
    if (status == SKT_OK && lead == NULL) {
        status = SKT_E_NOMEM;
    }
    if (status == SKT_OK) {
        status = skt_replicas_find(model, lead);
    }
    if (status == SKT_OK) {
        status = number_reports(set, model, lead);
    }
    if (status == SKT_OK) {
        status = skt_parts_infer(model);
    }
    if (status == SKT_OK) {
        status = skt_nights_settle(model);
    }
    if (status == SKT_OK) {
        status = skt_disputes_find(model);
    }
    if (status == SKT_OK) {
        status = skt_bulletins_tell(model);
    }
    if (status == SKT_OK) {
        status = link_parts(model) ? SKT_OK : SKT_E_NOMEM;
    }
    if (status == SKT_OK) {
        status = settle_all(set, model, lead);
    }
    if (status == SKT_OK) {
        status = index_events(model);
    }
    return status == SKT_OK ? link_recalled(model) : status;
}

static void note_undated(const skt_model *model, skt_diag *diag)
{
    size_t undated = 0;
    for (size_t i = 0; i < model->n_items; i++) {
        undated += model->items[i].claim->date == SKT_NO_DAY;
    }
    if (undated > 0) {
        (void)skt_diag_add(diag, SKT_OK, SKT_WARNING, NULL, 0,
                           "%zu claims have no date and are left out of tallies by period",
                           undated);
    }
}

skt_status skt_reconcile(skt_incident_set **out, const skt_claim_set *claims,
                         const skt_gazetteer *gazetteer, const skt_issuers *issuers, skt_diag *diag)
{
    *out = NULL;
    skt_incident_set *set = calloc(1, sizeof *set);
    if (set == NULL) {
        return SKT_E_NOMEM;
    }
    skt_model model = {.claims = claims, .gazetteer = gazetteer, .issuers = issuers};
    skt_status status = run(set, &model);
    set->links.items = model.links.items;
    set->links.count = model.links.count;
    set->links.capacity = model.links.capacity;
    if (status == SKT_OK) {
        status = skt_incident_set_finish(set);
        note_undated(&model, diag);
    }
    skt_vec_dispose(&model.areas);
    skt_vec_dispose(&model.speakers);
    skt_map_dispose(&model.area_index);
    skt_map_dispose(&model.speaker_index);
    skt_arena_dispose(&model.arena);
    if (status != SKT_OK) {
        skt_incident_set_free(set);
        return status;
    }
    *out = set;
    return SKT_OK;
}
