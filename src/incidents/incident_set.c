/* Incidents: made of figures, put in order, handed out. */
#include "incidents/incident_set.h"

#include <stdlib.h>

void skt_incident_set_free(skt_incident_set *set)
{
    if (set != NULL) {
        skt_vec_dispose(&set->all);
        skt_vec_dispose(&set->links);
        skt_vec_dispose(&set->decisions);
        free(set->reports);
        skt_arena_dispose(&set->arena);
        free(set);
    }
}

size_t skt_incident_set_count(const skt_incident_set *set)
{
    return set->all.count;
}

const skt_incident *skt_incident_set_at(const skt_incident_set *set, size_t index)
{
    return &set->all.items[index].incident;
}

const skt_incident_detail *skt_incident_set_detail(const skt_incident_set *set, size_t index)
{
    return &set->all.items[index].detail;
}

size_t skt_incident_set_report(const skt_incident_set *set, size_t claim)
{
    return claim < set->n_claims ? set->reports[claim] : SIZE_MAX;
}

size_t skt_incident_set_link_count(const skt_incident_set *set)
{
    return set->links.count;
}

const skt_link *skt_incident_set_link_at(const skt_incident_set *set, size_t index)
{
    return &set->links.items[index];
}

static int by_number(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a;
    const size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static size_t distinct_reports(const skt_group *group, const skt_figure *figure, const size_t *lead,
                               size_t *scratch)
{
    size_t n = 0;
    for (size_t i = 0; i < figure->n_accounts; i++) {
        scratch[i] = lead[group->accounts[figure->accounts[i]].report];
    }
    qsort(scratch, figure->n_accounts, sizeof *scratch, by_number);
    for (size_t i = 0; i < figure->n_accounts; i++) {
        n += i == 0 || scratch[i] != scratch[i - 1];
    }
    return n;
}

static size_t n_with_copies(const skt_model *model, const skt_account *account)
{
    size_t n = 0;
    for (size_t k = 0; k < account->n_items; k++) {
        for (size_t i = account->items[k]; i != SKT_NONE; i = model->items[i].next_copy) {
            n++;
        }
    }
    return n;
}

/* The chosen claim first, then the rest of its account, then the others; behind each the
 * copies of it in reports that repeat the report. */
static skt_status fill_claims(skt_incident *out, skt_incident_set *set, const skt_model *model,
                              const skt_group *group, const skt_figure *figure)
{
    size_t n = 0;
    for (size_t i = 0; i < figure->n_accounts; i++) {
        n += n_with_copies(model, &group->accounts[figure->accounts[i]]);
    }
    size_t *claims = skt_arena_array(&set->arena, n, sizeof *claims);
    if (claims == NULL) {
        return SKT_E_NOMEM;
    }
    const size_t first = group->accounts[figure->accounts[0]].lead;
    claims[0] = model->items[first].index;
    out->n_claims = 1;
    for (size_t i = 0; i < figure->n_accounts; i++) {
        const skt_account *account = &group->accounts[figure->accounts[i]];
        for (size_t k = 0; k < account->n_items; k++) {
            for (size_t m = account->items[k]; m != SKT_NONE; m = model->items[m].next_copy) {
                if (m != first) {
                    claims[out->n_claims++] = model->items[m].index;
                }
            }
        }
    }
    out->claims = claims;
    return SKT_OK;
}

/* The whole: of the night that the item is settled in, which may not be that of its date. */
static skt_status fill_ids(skt_incident_full *out, skt_incident_set *set, const skt_item *lead,
                           bool hours, bool apart)
{
    char day[11];
    skt_incident *incident = &out->incident;
    skt_str what;
    skt_day_format(day, lead->night);
    const skt_str own = apart || lead->night == SKT_NO_DAY ? lead->claim->id : SKT_STR_NONE;
    skt_status status =
        skt_arena_format(&what, &set->arena, "%.*s|%s|%lld|%lld|%.*s|%.*s", SKT_FMT(out->area), day,
                         hours ? (long long)lead->start : 0LL, hours ? (long long)lead->end : 0LL,
                         SKT_FMT(incident->attacker), SKT_FMT(own));
    if (status != SKT_OK) {
        return status;
    }
    const uint64_t event = skt_hash(SKT_HASH_SEED, what);
    const uint64_t id = skt_hash(event, skt_str_from(skt_outcome_name(incident->outcome)));
    status = skt_arena_format(&incident->event, &set->arena, "%016llx", (unsigned long long)event);
    return status != SKT_OK
               ? status
               : skt_arena_format(&incident->id, &set->arena, "%016llx", (unsigned long long)id);
}

static skt_number larger(skt_number a, skt_number b)
{
    return a > b ? a : b;
}

/* What the figure has beyond its inner ones, so that sums over all add up. */
static skt_estimate net_of(const skt_figure *figure)
{
    const skt_estimate *e = &figure->estimate;
    if (e->best == SKT_NULL) {
        return (skt_estimate){SKT_NULL, SKT_NULL, SKT_NULL};
    }
    if (!figure->counted) {
        return (skt_estimate){0, 0, figure->absorbed ? 0 : e->best};
    }
    skt_estimate net = {0, figure->left, SKT_NULL};
    if (e->low != SKT_NULL) {
        net.low = larger(0, e->low - figure->inner);
        net.low = net.low > net.best ? net.best : net.low;
    }
    if (e->high != SKT_NULL) {
        net.high = larger(net.best, e->high - figure->spill - figure->inner);
    }
    return net;
}

static bool is_covered(const skt_group *group, const skt_figure *figure)
{
    for (size_t up = figure->parent; up != SKT_NONE; up = group->figures.items[up].parent) {
        if (group->figures.items[up].estimate.best != SKT_NULL) {
            return true;
        }
    }
    return false;
}

/* Whom the drones were sent against, and whether that is another than the
 * country of ISO 3166 that they were in. Drones that flew home are no attack. */
static void fill_side(skt_incident_full *out, const skt_model *model)
{
    const skt_incident *incident = &out->incident;
    skt_incident_detail *detail = &out->detail;
    const skt_str holder = skt_issuers_holder(model->issuers, detail->admin1, incident->date);
    detail->side = detail->country;
    detail->abroad = incident->outcome != SKT_LOST && incident->attacker.len > 0 &&
                     skt_str_eq(incident->attacker, detail->country);
    if (detail->abroad || detail->country.len == 0) {
        const skt_str other =
            skt_issuers_opponent(model->issuers, incident->attacker, incident->date);
        detail->side = holder.len > 0 ? holder : other;
    }
}

static void fill_detail(skt_incident_detail *out, const skt_group *group, const skt_area *area,
                        const skt_figure *figure)
{
    static const skt_extent extents[] = {
        [SKT_AREA_LOCAL] = SKT_EXTENT_LOCAL,     [SKT_AREA_REGION] = SKT_EXTENT_REGION,
        [SKT_AREA_SEA] = SKT_EXTENT_SEA,         [SKT_AREA_SET] = SKT_EXTENT_SET,
        [SKT_AREA_COUNTRY] = SKT_EXTENT_COUNTRY, [SKT_AREA_NOWHERE] = SKT_EXTENT_NOWHERE};
    out->extent = extents[area->kind];
    out->country = area->shown_country;
    out->admin1 = area->admin1;
    out->net = net_of(figure);
    out->high_above = figure->excess > 0 && !figure->counted && !figure->absorbed ? figure->excess
                                                                                  : out->net.high;
    out->absorbed = figure->absorbed;
    out->part = figure->part;
    out->covered = is_covered(group, figure);
}

static void fill_incident(skt_incident *out, const skt_model *model, const skt_group *group,
                          const skt_figure *figure)
{
    const skt_account *chosen = &group->accounts[figure->accounts[0]];
    const skt_item *lead = &model->items[chosen->lead];
    out->outcome = group->outcome;
    out->method = chosen->method;
    out->places = lead->claim->places;
    out->n_places = lead->claim->n_places;
    out->date = lead->claim->date;
    out->window = lead->claim->window;
    if (chosen->timing == SKT_TIMING_HOURS && lead->timing == SKT_TIMING_HOURS) {
        out->window.start = lead->start;
        out->window.end = lead->end;
    }
    out->estimate = figure->estimate;
    out->sites = SKT_NULL;
    out->lower_bound = figure->bound == SKT_AT_LEAST;
    out->attacker = lead->attacker;
    out->attacker_inferred = lead->attacker.len > 0;
    for (size_t i = 0; i < figure->n_accounts; i++) {
        const skt_account *account = &group->accounts[figure->accounts[i]];
        out->sites = larger(out->sites, account->sites);
        out->debris = out->debris || account->debris;
        out->withheld = out->withheld || account->withheld;
        for (size_t k = 0; k < account->n_items; k++) {
            out->attacker_inferred =
                out->attacker_inferred && model->items[account->items[k]].attacker_inferred;
        }
    }
}

skt_status skt_incident_set_add(skt_incident_set *set, const skt_model *model,
                                const skt_group *group, const size_t *lead)
{
    const size_t base = set->all.count;
    size_t *scratch = malloc((group->n_accounts + 1) * sizeof *scratch);
    skt_status status = scratch == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < group->figures.count; i++) {
        const skt_figure *figure = &group->figures.items[i];
        const skt_area *area = &model->areas.items[group->nodes.items[figure->node].area];
        const skt_account *chosen = &group->accounts[figure->accounts[0]];
        const skt_item *item = &model->items[chosen->lead];
        skt_incident_full full = {.made = base + i};
        fill_incident(&full.incident, model, group, figure);
        fill_detail(&full.detail, group, area, figure);
        fill_side(&full, model);
        full.incident.net = full.detail.net.best;
        full.incident.parent = figure->parent == SKT_NONE ? SIZE_MAX : base + figure->parent;
        full.incident.n_reports = distinct_reports(group, figure, lead, scratch);
        status = skt_arena_str(&full.area, &set->arena, area->key);
        if (status == SKT_OK) {
            status = fill_claims(&full.incident, set, model, group, figure);
        }
        if (status == SKT_OK) {
            status = fill_ids(&full, set, item, chosen->timing == SKT_TIMING_HOURS,
                              figure->slot != 0 && chosen->timing != SKT_TIMING_HOURS);
        }
        full.first_decision = set->decisions.count;
        if (status == SKT_OK && !skt_decisions_add(set, model, group, figure, lead, base)) {
            status = SKT_E_NOMEM;
        }
        full.n_decisions = set->decisions.count - full.first_decision;
        if (status == SKT_OK && !skt_vec_push(&set->all, full)) {
            status = SKT_E_NOMEM;
        }
    }
    free(scratch);
    return status;
}

static int by_place_and_time(const void *a, const void *b)
{
    const skt_incident_full *x = a;
    const skt_incident_full *y = b;
    const int64_t numbers[][2] = {{x->incident.date, y->incident.date},
                                  {x->incident.outcome, y->incident.outcome}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i][0] != numbers[i][1]) {
            return numbers[i][0] < numbers[i][1] ? -1 : 1;
        }
    }
    const int order = skt_str_cmp(x->area, y->area);
    if (order != 0) {
        return order;
    }
    const int by_id = skt_str_cmp(x->incident.id, y->incident.id);
    return by_id != 0 ? by_id : (x->made > y->made) - (x->made < y->made);
}

static int by_link(const void *a, const void *b)
{
    const skt_link *x = a;
    const skt_link *y = b;
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    if (x->to != y->to) {
        return x->to < y->to ? -1 : 1;
    }
    return x->type != y->type ? (x->type < y->type ? -1 : 1) : strcmp(x->reason, y->reason);
}

static void unique_links(skt_incident_set *set)
{
    if (set->links.count == 0) {
        return;
    }
    qsort(set->links.items, set->links.count, sizeof *set->links.items, by_link);
    size_t kept = 1;
    for (size_t i = 1; i < set->links.count; i++) {
        if (by_link(&set->links.items[kept - 1], &set->links.items[i]) != 0) {
            set->links.items[kept++] = set->links.items[i];
        }
    }
    set->links.count = kept;
}

skt_status skt_incident_set_finish(skt_incident_set *set)
{
    const size_t n = set->all.count;
    unique_links(set);
    if (n == 0) {
        return SKT_OK;
    }
    size_t *now = malloc(n * sizeof *now);
    if (now == NULL) {
        return SKT_E_NOMEM;
    }
    qsort(set->all.items, n, sizeof *set->all.items, by_place_and_time);
    for (size_t i = 0; i < n; i++) {
        now[set->all.items[i].made] = i;
    }
    for (size_t i = 0; i < n; i++) {
        size_t *parent = &set->all.items[i].incident.parent;
        *parent = *parent == SIZE_MAX ? SIZE_MAX : now[*parent];
    }
    skt_decisions_renumber(set, now);
    free(now);
    return SKT_OK;
}
