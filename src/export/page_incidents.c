/* The incidents of the page, what each adds to which row, and the steps behind its figure. */
#include <math.h>
#include <stdlib.h>

#include "export/page_parts.h"
#include "incidents/incidents.h"
#include "tally/tally.h"

enum { PER_DEGREE = 100000 }; /* of a point: about a metre */

enum {
    FLAG_DEBRIS = 1 << 0,
    FLAG_WITHHELD = 1 << 1,
    FLAG_LOWER_BOUND = 1 << 2,
    FLAG_INFERRED = 1 << 3,    /* the attacker */
    FLAG_ABSORBED = 1 << 4,    /* counted in another area's figure */
    FLAG_TAKEN = 1 << 5,       /* it is in the tally */
    FLAG_HIDDEN = 1 << 6,      /* without a number, and covered by a figure of its own row */
    FLAG_HIDDEN_ABOVE = 1 << 7 /* likewise in the rows of its country and of all */
};

/* An incident as the page has it; texts, rows and incidents by number. */
typedef struct page_incident {
    int64_t id, day, outcome, low, best, high, sites;
    int64_t place, precision, lat, lon, time, time_precision, attacker, flags, parent;
    int64_t row;         /* of its region, sea or set; or null */
    int64_t country_row; /* of the country that it is counted for; or null */
    int64_t country;     /* where it lies, alpha-2 */
    int64_t side;        /* against which it was sent, alpha-2 */
    int64_t net_low, net_best;
    int64_t net_high;       /* in its own row */
    int64_t net_high_above; /* in the rows of its country and of all */
    int64_t net;            /* of the incident itself, whatever its figure is worth in rows */
    int64_t n_reports, n_steps, n_touched;
} page_incident;

#define COLUMN(name)                                                                               \
    {                                                                                              \
#name, offsetof(page_incident, name)                                                       \
    }
static const skt_page_column columns[] = {
    COLUMN(id),
    COLUMN(day),
    COLUMN(outcome),
    COLUMN(low),
    COLUMN(best),
    COLUMN(high),
    COLUMN(sites),
    COLUMN(place),
    COLUMN(precision),
    COLUMN(lat),
    COLUMN(lon),
    COLUMN(time),
    COLUMN(time_precision),
    COLUMN(attacker),
    COLUMN(flags),
    COLUMN(parent),
    COLUMN(row),
    COLUMN(country_row),
    COLUMN(country),
    COLUMN(side),
    COLUMN(net_low),
    COLUMN(net_best),
    COLUMN(net_high),
    COLUMN(net_high_above),
    COLUMN(net),
    COLUMN(n_reports),
    COLUMN(n_steps),
    COLUMN(n_touched),
};

/* A step of reconciling; `subject` is a claim, `other` a claim or an incident. */
typedef struct page_step {
    int64_t ground, subject, other, low, best, high;
} page_step;

#define STEP(name)                                                                                 \
    {                                                                                              \
#name, offsetof(page_step, name)                                                           \
    }
static const skt_page_column step_columns[] = {
    STEP(ground), STEP(subject), STEP(other), STEP(low), STEP(best), STEP(high),
};

typedef struct work {
    skt_page *page;
    page_incident *all;
    skt_page_list reports, touched;
    SKT_VEC(page_step) steps;
} work;

/* -------------------------------------------------------------- what it is */

/* "23:30 to 23:40 (UTC+03:30)", where a report states the hours. */
static skt_str time_of(skt_page *page, const skt_incident_record *record,
                       skt_time_precision precision)
{
    skt_str out = SKT_STR_NONE;
    if (record->t_start.len < 25 || record->approximate || precision > SKT_TIME_HOUR) {
        return out;
    }
    const skt_str start = skt_str_sub(record->t_start, 11, 5);
    const skt_str end = record->t_end.len < 25 ? SKT_STR_NONE : skt_str_sub(record->t_end, 11, 5);
    const skt_str zone = skt_str_sub(record->t_start, 19, 6);
    page->texts.failed =
        skt_arena_format(&out, &page->arena, "%.*s%s%.*s (UTC%.*s)", SKT_FMT(start),
                         end.len > 0 ? " to " : "", SKT_FMT(end), SKT_FMT(zone)) != SKT_OK ||
        page->texts.failed;
    return out;
}

static int64_t degrees(double value)
{
    return isfinite(value) ? llround(value * PER_DEGREE) : SKT_NULL;
}

static int64_t flags_of(const skt_incident *incident, const skt_incident_detail *detail)
{
    return (incident->debris ? FLAG_DEBRIS : 0) | (incident->withheld ? FLAG_WITHHELD : 0) |
           (incident->lower_bound ? FLAG_LOWER_BOUND : 0) |
           (incident->attacker_inferred ? FLAG_INFERRED : 0) |
           (detail->absorbed ? FLAG_ABSORBED : 0);
}

static page_incident describe(work *w, size_t index)
{
    const skt_incident_set *set = w->page->data->set;
    const skt_incident *incident = skt_incident_set_at(set, index);
    const skt_incident_detail *detail = skt_incident_set_detail(set, index);
    const skt_incident_record *record = &w->page->data->incidents[index];
    skt_page_texts *texts = &w->page->texts;
    return (page_incident){
        .id = skt_page_text(texts, incident->id),
        .day = incident->date == SKT_NO_DAY ? SKT_NULL : incident->date,
        .outcome = incident->outcome,
        .low = incident->estimate.low,
        .best = incident->estimate.best,
        .high = incident->estimate.high,
        .sites = incident->sites,
        .place = skt_page_text(texts, record->place),
        .precision = record->geo_precision,
        .lat = degrees(record->lat),
        .lon = degrees(record->lon),
        .time = skt_page_text(texts, time_of(w->page, record, incident->window.precision)),
        .time_precision = incident->window.precision,
        .attacker = skt_page_text(texts, incident->attacker),
        .flags = flags_of(incident, detail),
        .parent = incident->parent == SIZE_MAX ? SKT_NULL : (int64_t)incident->parent,
        .row = SKT_NULL,
        .country_row = SKT_NULL,
        .country = skt_page_text(texts, detail->country),
        .side = skt_page_text(texts, detail->side),
        .net_low = SKT_NULL,
        .net_best = SKT_NULL,
        .net_high = SKT_NULL,
        .net_high_above = SKT_NULL,
        .net = incident->net,
    };
}

/* ------------------------------------------------------------ what it adds */

static void place_part(page_incident *incident, const skt_tally_part *part, size_t row,
                       skt_row_level level)
{
    incident->net_low = part->net.low;
    incident->net_best = part->net.best;
    if (level < SKT_ROW_COUNTRY) {
        incident->row = (int64_t)row;
        incident->net_high = part->net.high;
        incident->flags |= part->hidden ? FLAG_HIDDEN : 0;
        return;
    }
    incident->net_high_above = part->net.high;
    incident->flags |= part->hidden ? FLAG_HIDDEN_ABOVE : 0;
    if (level == SKT_ROW_COUNTRY) {
        incident->country_row = (int64_t)row;
    } else {
        incident->flags |= FLAG_TAKEN;
    }
}

static void place_parts(work *w)
{
    const skt_tally *tally = w->page->data->traced;
    for (size_t row = 0; row < skt_tally_count(tally); row++) {
        const skt_tally_part *parts;
        const size_t n = skt_tally_parts(&parts, tally, row);
        for (size_t i = 0; i < n; i++) {
            place_part(&w->all[parts[i].incident], &parts[i], row, skt_tally_at(tally, row)->level);
        }
    }
}

/* ------------------------------------------------------------- what's behind */

static int64_t number_of_claim(const work *w, uint32_t claim)
{
    return claim == SKT_NO_INDEX ? SKT_NULL : (int64_t)w->page->claim_number[claim];
}

static skt_status add_steps(work *w, size_t index)
{
    const skt_decision *steps;
    const size_t n = skt_incident_set_decisions(&steps, w->page->data->set, index);
    w->all[index].n_steps = (int64_t)n;
    for (size_t i = 0; i < n; i++) {
        const skt_decision *d = &steps[i];
        const bool of_incident = d->ground >= SKT_GROUND_ADDED_WINDOW;
        const page_step step = {
            .ground = d->ground,
            .subject = number_of_claim(w, d->subject),
            .other = of_incident && d->other != SKT_NO_INDEX ? (int64_t)d->other
                     : of_incident                           ? SKT_NULL
                                                             : number_of_claim(w, d->other),
            .low = d->estimate.low,
            .best = d->estimate.best,
            .high = d->estimate.high,
        };
        if (!skt_vec_push(&w->steps, step)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

/* The reports behind it, each once, so that those of several incidents can be counted. */
static void add_reports(work *w, size_t index)
{
    const skt_incident_set *set = w->page->data->set;
    const skt_incident *incident = skt_incident_set_at(set, index);
    const size_t from = w->reports.all.count;
    for (size_t i = 0; i < incident->n_claims; i++) {
        const size_t report = skt_incident_set_report(set, incident->claims[i]);
        bool known = false;
        for (size_t k = from; !known && k < w->reports.all.count; k++) {
            known = w->reports.all.items[k] == (int64_t)report;
        }
        if (!known) {
            skt_page_push(&w->reports, (int64_t)report);
        }
    }
    w->all[index].n_reports = (int64_t)(w->reports.all.count - from);
}

/* Report numbers by the order in which they come here: those of the set follow the order in
 * which the claims were read. */
static skt_status renumber_reports(skt_page_list *reports, size_t n_claims)
{
    int64_t *now = malloc((n_claims + 1) * sizeof *now);
    int64_t next = 0;
    if (now == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i <= n_claims; i++) {
        now[i] = -1;
    }
    for (size_t i = 0; i < reports->all.count; i++) {
        int64_t *number = &reports->all.items[i];
        const size_t old = (uint64_t)*number < n_claims ? (size_t)*number : n_claims;
        now[old] = now[old] < 0 ? next++ : now[old];
        *number = now[old];
    }
    free(now);
    return SKT_OK;
}

static skt_status fill(work *w)
{
    const skt_incident_set *set = w->page->data->set;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < w->page->data->n_incidents; i++) {
        w->all[i] = describe(w, i);
    }
    place_parts(w);
    for (size_t i = 0; status == SKT_OK && i < w->page->data->n_incidents; i++) {
        const skt_incident *incident = skt_incident_set_at(set, i);
        status = add_steps(w, i);
        add_reports(w, i);
        w->all[i].n_touched =
            skt_page_touched(&w->touched, w->page, incident->places, incident->n_places);
    }
    return status == SKT_OK
               ? renumber_reports(&w->reports, skt_claim_set_count(w->page->data->claims))
               : status;
}

skt_status skt_page_incidents(skt_page *page)
{
    const size_t count = page->data->n_incidents;
    work w = {.page = page, .all = skt_arena_array(&page->arena, count + 1, sizeof *w.all)};
    const skt_status status = w.all == NULL ? SKT_E_NOMEM : fill(&w);
    if (status == SKT_OK) {
        skt_page_write_columns(page->json, "incidents", columns, sizeof columns / sizeof *columns,
                               w.all, count, sizeof *w.all);
        skt_page_write_columns(page->json, "steps", step_columns,
                               sizeof step_columns / sizeof *step_columns, w.steps.items,
                               w.steps.count, sizeof *w.steps.items);
        skt_page_write_list(page->json, "incident_reports", &w.reports);
        skt_page_write_list(page->json, "incident_touched", &w.touched);
    }
    skt_vec_dispose(&w.steps);
    skt_vec_dispose(&w.reports.all);
    skt_vec_dispose(&w.touched.all);
    return status;
}
