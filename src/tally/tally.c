/* The table of regions, seas, sets, countries and the total. Every row is a sum
 * of what incidents have of their own (net), so that rows add up. */
#include <math.h>
#include <stdlib.h>

#include "core/diag.h"
#include "core/options.h"
#include "geometry/late_proj.h"
#include "tally/tally_private.h"

typedef struct seen {
    size_t row, report;
} seen;

typedef struct work {
    skt_tally *tally;
    const skt_incident_set *incidents;
    const skt_gazetteer *gazetteer;
    const skt_tally_options *options;
    const size_t *own; /* of each incident: the user's region that it lies in, plus 1; NULL */
    skt_map index;     /* period and key to row */
    SKT_VEC(seen) seen;
    skt_days days;  /* of the incidents taken, or of the options */
    size_t undated; /* incidents left out for want of a date */
} work;

/* -------------------------------------------------------------------- cuts */

/* The country whose figure the incident is in: that of the national figure around
 * it, else the side that the drones were sent against. */
static skt_str counted_for(const work *w, size_t i)
{
    const skt_incident_detail *d = skt_incident_set_detail(w->incidents, i);
    for (size_t up = skt_incident_set_at(w->incidents, i)->parent; up != SIZE_MAX;
         up = skt_incident_set_at(w->incidents, up)->parent) {
        const skt_incident_detail *outer = skt_incident_set_detail(w->incidents, up);
        if (outer->extent == SKT_EXTENT_COUNTRY) {
            return outer->country;
        }
    }
    return d->side;
}

/* Whether a cut by days leaves the incident out. */
static bool is_cut_by_day(const skt_tally_options *o, skt_day date)
{
    const bool dated = o->by != SKT_BY_ALL || o->from != SKT_NO_DAY || o->to != SKT_NO_DAY;
    return (dated && date == SKT_NO_DAY) || (o->from != SKT_NO_DAY && date < o->from) ||
           (o->to != SKT_NO_DAY && date > o->to);
}

/* Whether a cut by what it is of leaves the incident out. */
static bool is_cut_by_kind(const work *w, size_t i)
{
    const skt_incident *incident = skt_incident_set_at(w->incidents, i);
    const skt_incident_detail *d = skt_incident_set_detail(w->incidents, i);
    const skt_tally_options *o = w->options;
    if (o->outcomes != 0 && (o->outcomes & (1u << incident->outcome)) == 0) {
        return true;
    }
    if (o->country != NULL && !skt_str_is(d->country, o->country) &&
        !skt_str_is(counted_for(w, i), o->country)) {
        return true;
    }
    return o->attacker != NULL && !skt_str_is(incident->attacker, o->attacker);
}

static bool taken(const work *w, size_t i)
{
    return !skt_incident_set_detail(w->incidents, i)->absorbed &&
           !is_cut_by_day(w->options, skt_incident_set_at(w->incidents, i)->date) &&
           !is_cut_by_kind(w, i);
}

/* -------------------------------------------------------------------- rows */

/* Whether the incident stands in a row below the countries: of its region, sea or set, or of
 * a region of the user's. */
static bool has_row(const work *w, size_t i)
{
    const skt_extent extent = skt_incident_set_detail(w->incidents, i)->extent;
    if (w->own != NULL) {
        return w->own[i] > 0;
    }
    return extent == SKT_EXTENT_LOCAL || extent == SKT_EXTENT_REGION || extent == SKT_EXTENT_SEA ||
           extent == SKT_EXTENT_SET;
}

skt_row skt_row_empty(skt_row_level level, skt_days days)
{
    skt_row row = {.level = level,
                   .node = SKT_NO_NODE,
                   .date_from = days.from,
                   .date_to = days.to,
                   .area_km2 = (double)NAN,
                   .per_10k = (double)NAN};
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        row.cells[i] = (skt_cell){{SKT_NULL, SKT_NULL, SKT_NULL}, SKT_NULL, SKT_NULL, false, false};
    }
    return row;
}

/* The row of `key` in the period of `day`; *made tells that it is new. */
static skt_status row_for(size_t *out, bool *made, work *w, skt_row_level level, skt_str key,
                          skt_day day)
{
    skt_str full;
    const skt_days days = skt_period_of(w->options, w->days, day);
    const skt_status status = skt_arena_format(&full, &w->tally->arena, "%d %d %.*s",
                                               (int)days.from, (int)level, SKT_FMT(key));
    if (status != SKT_OK) {
        return status;
    }
    const size_t *known = skt_map_get(&w->index, full);
    *made = known == NULL;
    if (known != NULL) {
        *out = *known;
        return SKT_OK;
    }
    *out = w->tally->rows.count;
    const skt_str own = skt_str_sub(full, full.len - key.len, key.len);
    return skt_vec_push(
               &w->tally->rows,
               (skt_tally_row){.row = skt_row_empty(level, days), .key = own, .made = *out}) &&
                   skt_map_set(&w->index, full, *out)
               ? SKT_OK
               : SKT_E_NOMEM;
}

static skt_row *row_at(const work *w, size_t row)
{
    return &w->tally->rows.items[row].row;
}

static void add_number(skt_number *to, skt_number more)
{
    *to = (*to == SKT_NULL ? 0 : *to) + more;
}

/* Adds what the incident has of its own. `hidden`: a number around it within the
 * row covers what it has no number for. */
static void add_net(skt_cell *cell, const skt_incident *incident, const skt_incident_detail *d,
                    bool hidden, skt_number high)
{
    if (d->net.best == SKT_NULL) {
        if (!hidden) {
            cell->withheld = cell->withheld || incident->withheld;
            cell->unnumbered = cell->unnumbered || !incident->withheld;
        }
        return;
    }
    const bool first = cell->estimate.best == SKT_NULL;
    add_number(&cell->estimate.low, d->net.low);
    add_number(&cell->estimate.best, d->net.best);
    if (first) {
        cell->estimate.high = high;
    } else if (cell->estimate.high != SKT_NULL) {
        cell->estimate.high = high == SKT_NULL ? SKT_NULL : cell->estimate.high + high;
    }
}

/* Keeps what the incident adds to the row, where that is wanted. */
static skt_status note_part(work *w, size_t row, size_t i, bool hidden, skt_number high)
{
    const skt_estimate net = skt_incident_set_detail(w->incidents, i)->net;
    const skt_tally_part part = {row, i, {net.low, net.best, high}, hidden};
    return !w->tally->traced || skt_vec_push(&w->tally->parts, part) ? SKT_OK : SKT_E_NOMEM;
}

static skt_status note_reports(work *w, size_t row, const skt_incident *incident)
{
    row_at(w, row)->incidents++;
    for (size_t i = 0; i < incident->n_claims; i++) {
        const size_t report = skt_incident_set_report(w->incidents, incident->claims[i]);
        if (!skt_vec_push(&w->seen, (seen){row, report})) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

/* Whether both incidents stand in the same row below the countries. */
static bool same_row(const work *w, size_t a, size_t b)
{
    const skt_str admin1 = skt_incident_set_detail(w->incidents, a)->admin1;
    return w->own != NULL
               ? w->own[a] == w->own[b]
               : admin1.len > 0 &&
                     skt_str_eq(skt_incident_set_detail(w->incidents, b)->admin1, admin1);
}

/* Whether a numbered figure of the same row is around the incident. */
static bool covered_in_row(const work *w, size_t i)
{
    for (size_t up = skt_incident_set_at(w->incidents, i)->parent; up != SIZE_MAX;
         up = skt_incident_set_at(w->incidents, up)->parent) {
        if (same_row(w, i, up) && skt_incident_set_detail(w->incidents, up)->net.best != SKT_NULL) {
            return true;
        }
    }
    return false;
}

static skt_status own_key(skt_str *out, work *w, const skt_incident *incident,
                          const skt_incident_detail *d)
{
    if (d->admin1.len > 0) {
        *out = d->admin1;
        return SKT_OK;
    }
    skt_row row =
        skt_row_empty(d->extent == SKT_EXTENT_SEA ? SKT_ROW_SEA : SKT_ROW_SET, (skt_days){0, 0});
    const skt_status status = skt_row_describe(&row, &w->tally->arena, incident, d, w->gazetteer);
    *out = d->extent == SKT_EXTENT_SEA ? row.region : row.admin1;
    return status;
}

/* The row of the region, sea or set that the incident lies in. */
static skt_status own_row(size_t *row, work *w, size_t i)
{
    const skt_incident *incident = skt_incident_set_at(w->incidents, i);
    const skt_incident_detail *d = skt_incident_set_detail(w->incidents, i);
    const skt_row_level level = d->extent == SKT_EXTENT_SEA   ? SKT_ROW_SEA
                                : d->extent == SKT_EXTENT_SET ? SKT_ROW_SET
                                                              : SKT_ROW_REGION;
    skt_str key;
    bool made = false;
    skt_status status = own_key(&key, w, incident, d);
    if (status == SKT_OK) {
        status = row_for(row, &made, w, level, key, incident->date);
    }
    return status == SKT_OK && made
               ? skt_row_describe(row_at(w, *row), &w->tally->arena, incident, d, w->gazetteer)
               : status;
}

/* The row of region `own` (plus 1) of the user's. */
static skt_status users_row(size_t *row, work *w, size_t own, skt_day day)
{
    bool made = false;
    const skt_str name = skt_regions_name(w->options->regions, own - 1);
    const skt_status status = row_for(row, &made, w, SKT_ROW_REGION, name, day);
    if (status == SKT_OK && made) {
        skt_row_describe_own(row_at(w, *row), w->options->regions, own);
    }
    return status;
}

static skt_status add_own(work *w, size_t i)
{
    const skt_incident *incident = skt_incident_set_at(w->incidents, i);
    const skt_incident_detail *d = skt_incident_set_detail(w->incidents, i);
    const bool covered = covered_in_row(w, i);
    size_t row = 0;
    skt_status status =
        w->own != NULL ? users_row(&row, w, w->own[i], incident->date) : own_row(&row, w, i);
    if (status != SKT_OK) {
        return status;
    }
    const skt_number high = covered ? d->high_above : d->net.high;
    add_net(&row_at(w, row)->cells[incident->outcome], incident, d, covered, high);
    status = note_part(w, row, i, covered, high);
    return status == SKT_OK ? note_reports(w, row, incident) : status;
}

/* Adds to a country's or the total row; what stands in no row below is not_placed,
 * what stands in a row that is not the country's is elsewhere. */
static skt_status add_above(work *w, size_t i, skt_row_level level, skt_str country)
{
    const skt_incident *incident = skt_incident_set_at(w->incidents, i);
    const skt_incident_detail *d = skt_incident_set_detail(w->incidents, i);
    size_t row = 0;
    bool made = false;
    skt_status status = row_for(&row, &made, w, level, country, incident->date);
    if (status == SKT_OK && made && level == SKT_ROW_COUNTRY) {
        status = skt_row_describe_country(row_at(w, row), &w->tally->arena, country, w->gazetteer);
    }
    if (status != SKT_OK) {
        return status;
    }
    skt_cell *cell = &row_at(w, row)->cells[incident->outcome];
    add_net(cell, incident, d, d->covered, d->high_above);
    if (d->net.best != SKT_NULL) {
        const bool placed = has_row(w, i);
        const bool away = level == SKT_ROW_COUNTRY && placed && !skt_str_eq(d->country, country);
        add_number(&cell->not_placed, placed ? 0 : d->net.best);
        if (level == SKT_ROW_COUNTRY) {
            add_number(&cell->elsewhere, away ? d->net.best : 0);
        }
    }
    status = note_part(w, row, i, d->covered, d->high_above);
    return status == SKT_OK ? note_reports(w, row, incident) : status;
}

static skt_status add_incident(work *w, size_t i)
{
    const skt_str country = counted_for(w, i);
    skt_status status = has_row(w, i) ? add_own(w, i) : SKT_OK;
    if (status == SKT_OK && country.len > 0 &&
        (w->options->country == NULL || skt_str_is(country, w->options->country))) {
        status = add_above(w, i, SKT_ROW_COUNTRY, country);
    }
    return status == SKT_OK ? add_above(w, i, SKT_ROW_TOTAL, SKT_LIT("")) : status;
}

/* ---------------------------------------------------------------- finishing */

static int by_seen(const void *a, const void *b)
{
    const seen *x = a;
    const seen *y = b;
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    return (x->report > y->report) - (x->report < y->report);
}

static void count_reports(work *w)
{
    if (w->seen.count == 0) {
        return;
    }
    qsort(w->seen.items, w->seen.count, sizeof *w->seen.items, by_seen);
    for (size_t i = 0; i < w->seen.count; i++) {
        if (i == 0 || by_seen(&w->seen.items[i - 1], &w->seen.items[i]) != 0) {
            row_at(w, w->seen.items[i].row)->reports++;
        }
    }
}

static int by_place(const void *a, const void *b)
{
    const skt_tally_row *x = a;
    const skt_tally_row *y = b;
    if (x->row.date_from != y->row.date_from) {
        return x->row.date_from < y->row.date_from ? -1 : 1;
    }
    if (x->row.level != y->row.level) {
        return x->row.level < y->row.level ? -1 : 1;
    }
    return skt_str_cmp(x->key, y->key);
}

/* An area is measured once: rows of one area lie in different periods. */
static skt_status measure(work *w)
{
    skt_map areas = SKT_MAP_INIT;
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < w->tally->rows.count; i++) {
        skt_tally_row *row = &w->tally->rows.items[i];
        const bool measured =
            row->row.level != SKT_ROW_SET && row->row.level != SKT_ROW_TOTAL && row->key.len > 0;
        const size_t *first = measured ? skt_map_get(&areas, row->key) : NULL;
        if (first != NULL && w->tally->rows.items[*first].row.level == row->row.level) {
            row->row.area_km2 = w->tally->rows.items[*first].row.area_km2;
        } else if (measured && !skt_map_set(&areas, row->key, i)) {
            status = SKT_E_NOMEM;
            break;
        }
        status = skt_row_measure(&row->row, w->gazetteer);
    }
    skt_map_dispose(&areas);
    return status;
}

/* The days from the first to the last incident that is taken, or as the options say. */
static void find_days(work *w)
{
    const skt_tally_options *o = w->options;
    const size_t n = skt_incident_set_count(w->incidents);
    w->days = (skt_days){o->from, o->to};
    for (size_t i = 0; i < n; i++) {
        const skt_day day = skt_incident_set_at(w->incidents, i)->date;
        if (day == SKT_NO_DAY || !taken(w, i)) {
            continue;
        }
        if (o->from == SKT_NO_DAY && (w->days.from == SKT_NO_DAY || day < w->days.from)) {
            w->days.from = day;
        }
        if (o->to == SKT_NO_DAY && (w->days.to == SKT_NO_DAY || day > w->days.to)) {
            w->days.to = day;
        }
    }
}

static skt_status add_all(work *w)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < skt_incident_set_count(w->incidents); i++) {
        if (taken(w, i)) {
            status = add_incident(w, i);
        }
    }
    return status;
}

/* An empty table has its total all the same; and each region of the user's a row in a table
 * that is not split. */
static skt_status add_empty(work *w)
{
    const skt_regions *regions = w->options->regions;
    const size_t n = regions == NULL ? 0 : skt_regions_count(regions);
    size_t row;
    bool made;
    skt_status status = SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < n && w->options->by == SKT_BY_ALL; i++) {
        status = users_row(&row, w, i + 1, SKT_NO_DAY);
    }
    if (status == SKT_OK && w->options->fill && w->options->by != SKT_BY_ALL) {
        status = skt_tally_fill(w->tally, w->options, w->days);
    }
    if (status == SKT_OK && (w->tally->rows.count == 0 || w->options->by == SKT_BY_ALL)) {
        status = row_for(&row, &made, w, SKT_ROW_TOTAL, SKT_LIT(""), SKT_NO_DAY);
    }
    return status;
}

static skt_status sum_up(work *w)
{
    find_days(w);
    skt_status status = add_all(w);
    if (status == SKT_OK) {
        count_reports(w);
        status = add_empty(w);
    }
    if (status == SKT_OK) {
        qsort(w->tally->rows.items, w->tally->rows.count, sizeof *w->tally->rows.items, by_place);
        status = w->tally->traced ? skt_tally_sort_parts(w->tally) : measure(w);
    }
    return status;
}

/* What a full memory is, everybody knows; not so what a full table is. */
static void tell_of_limit(skt_status status, skt_diag *diag)
{
    if (status == SKT_E_LIMIT) {
        (void)skt_diag_add(diag, status, SKT_FAILURE, NULL, 0,
                           "--fill would make more than %d rows; cut the days by --from and --to, "
                           "or take longer periods",
                           (int)SKT_TALLY_MAX_FILLED);
    }
}

/* Keeps what it is built with, and the texts of it. */
static skt_status keep_options(skt_tally *tally, const skt_tally_options *options)
{
    const char **const texts[] = {&tally->options.country, &tally->options.attacker};
    tally->options = *options;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && status == SKT_OK; i++) {
        skt_str copy;
        status = skt_arena_str(&copy, &tally->arena, skt_str_from(*texts[i]));
        *texts[i] = copy.ptr;
    }
    return status;
}

static skt_status build(skt_tally **out, const skt_incident_set *incidents,
                        const skt_gazetteer *gazetteer, const skt_tally_options *options,
                        bool traced, skt_diag *diag)
{
    static const skt_tally_options defaults = SKT_TALLY_OPTIONS_INIT;
    *out = NULL;
    size_t *own = NULL;
    work w = {.tally = calloc(1, sizeof(skt_tally)),
              .incidents = incidents,
              .gazetteer = gazetteer,
              .options = options == NULL ? &defaults : options};
    if (w.tally == NULL) {
        return SKT_E_NOMEM;
    }
    w.tally->traced = traced;
    skt_status status = keep_options(w.tally, w.options);
    if (status == SKT_OK && w.options->regions != NULL) {
        status = skt_tally_place(&own, incidents, gazetteer, w.options->regions);
        w.own = own;
    }
    if (status == SKT_OK) {
        status = sum_up(&w);
    }
    tell_of_limit(status, diag);
    free(own);
    skt_map_dispose(&w.index);
    skt_vec_dispose(&w.seen);
    if (status != SKT_OK) {
        skt_tally_free(w.tally);
        return status;
    }
    *out = w.tally;
    return SKT_OK;
}

skt_status skt_tally_build(skt_tally **out, const skt_incident_set *incidents,
                           const skt_claim_set *claims, const skt_gazetteer *gazetteer,
                           const skt_tally_options *options, skt_diag *diag)
{
    skt_tally_options how = SKT_TALLY_OPTIONS_INIT;
    (void)claims;
    *out = NULL;
    skt_status status = skt_options_take(&how, sizeof how, options, "skt_tally_options", diag);
    if (status == SKT_OK && gazetteer != NULL) {
        status = skt_proj_ready(diag); /* it measures the areas */
    }
    return status == SKT_OK ? build(out, incidents, gazetteer, &how, false, diag) : status;
}

skt_status skt_tally_trace(skt_tally **out, const skt_incident_set *incidents,
                           const skt_gazetteer *gazetteer, const skt_tally_options *options)
{
    return build(out, incidents, gazetteer, options, true, NULL);
}

bool skt_tally_takes(const skt_incident_set *incidents, size_t incident,
                     const skt_tally_options *options)
{
    const work w = {.incidents = incidents, .options = options};
    return taken(&w, incident);
}

bool skt_tally_keeps(const skt_incident_set *incidents, size_t incident,
                     const skt_tally_options *options)
{
    skt_tally_options cuts = *options;
    cuts.by = SKT_BY_ALL; /* a split alone leaves nothing out */
    const work w = {.incidents = incidents, .options = &cuts};
    return !is_cut_by_day(&cuts, skt_incident_set_at(incidents, incident)->date) &&
           !is_cut_by_kind(&w, incident);
}

void skt_tally_free(skt_tally *tally)
{
    if (tally != NULL) {
        skt_vec_dispose(&tally->rows);
        skt_vec_dispose(&tally->parts);
        skt_arena_dispose(&tally->arena);
        free(tally);
    }
}

const skt_tally_options *skt_tally_options_of(const skt_tally *tally)
{
    return &tally->options;
}

size_t skt_tally_count(const skt_tally *tally)
{
    return tally->rows.count;
}

const skt_row *skt_tally_at(const skt_tally *tally, size_t index)
{
    return &tally->rows.items[index].row;
}
