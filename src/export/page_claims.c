/* The claims of the page, the reports that they stand in, and the links between them. */
#include <stdlib.h>

#include "export/page_parts.h"

enum { FLAG_DEBRIS = 1 << 0, FLAG_WITHHELD = 1 << 1, FLAG_USED = 1 << 2 /* in an incident */ };

typedef struct page_claim {
    int64_t id, outcome, value, bound, low, best, high, sites, method, flags, day, period;
    int64_t source, issuer, evidence, report, n_links;
    int64_t n_touched; /* rows that a claim without an incident tells of */
} page_claim;

#define COLUMN(name)                                                                               \
    {                                                                                              \
#name, offsetof(page_claim, name)                                                          \
    }
static const skt_page_column columns[] = {
    COLUMN(id),     COLUMN(outcome), COLUMN(value),     COLUMN(bound),  COLUMN(low),
    COLUMN(best),   COLUMN(high),    COLUMN(sites),     COLUMN(method), COLUMN(flags),
    COLUMN(day),    COLUMN(period),  COLUMN(source),    COLUMN(issuer), COLUMN(evidence),
    COLUMN(report), COLUMN(n_links), COLUMN(n_touched),
};

typedef struct page_report {
    int64_t url, publisher, lang, published, doc, item;
} page_report;

#define REPORT(name)                                                                               \
    {                                                                                              \
#name, offsetof(page_report, name)                                                         \
    }
static const skt_page_column report_columns[] = {
    REPORT(url), REPORT(publisher), REPORT(lang), REPORT(published), REPORT(doc), REPORT(item),
};

typedef struct work {
    skt_page *page;
    page_claim *all;
    bool *used; /* by index into the claim set */
    skt_map known;
    SKT_VEC(page_report) reports;
    skt_page_list links; /* type, other claim, reason */
    skt_page_list touched;
} work;

/* ------------------------------------------------------------------- order */

typedef struct ordered {
    const skt_claim *claim;
    size_t index;
} ordered;

static int by_report(const void *a, const void *b)
{
    const ordered *x = a;
    const ordered *y = b;
    const int order[] = {
        skt_str_cmp(x->claim->report, y->claim->report),
        (x->claim->offset > y->claim->offset) - (x->claim->offset < y->claim->offset),
        skt_str_cmp(x->claim->id, y->claim->id),
        skt_str_cmp(x->claim->doc, y->claim->doc),
        skt_str_cmp(x->claim->item, y->claim->item),
    };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (order[i] != 0) {
            return order[i];
        }
    }
    return 0;
}

skt_status skt_page_number_claims(skt_page *page)
{
    const skt_claim_set *claims = page->data->claims;
    const size_t count = skt_claim_set_count(claims);
    ordered *all = skt_arena_array(&page->arena, count + 1, sizeof *all);
    page->claim_number = skt_arena_array(&page->arena, count + 1, sizeof *page->claim_number);
    page->claim_order = skt_arena_array(&page->arena, count + 1, sizeof *page->claim_order);
    if (all == NULL || page->claim_number == NULL || page->claim_order == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        all[i] = (ordered){skt_claim_set_at(claims, i), i};
    }
    qsort(all, count, sizeof *all, by_report);
    for (size_t i = 0; i < count; i++) {
        page->claim_order[i] = all[i].index;
        page->claim_number[all[i].index] = i;
    }
    return SKT_OK;
}

/* ------------------------------------------------------------------ claims */

static int64_t day_or_null(skt_day day)
{
    return day == SKT_NO_DAY ? SKT_NULL : day;
}

/* The number of the claim's report. */
static int64_t report_of(work *w, const skt_claim *claim)
{
    skt_page_texts *texts = &w->page->texts;
    skt_str key;
    if (skt_arena_format(&key, &w->page->arena, "%.*s\n%.*s\n%.*s", SKT_FMT(claim->doc),
                         SKT_FMT(claim->item), SKT_FMT(claim->report)) != SKT_OK) {
        texts->failed = true;
        return 0;
    }
    const size_t *known = skt_map_get(&w->known, key);
    if (known != NULL) {
        return (int64_t)*known;
    }
    const size_t number = w->reports.count;
    const page_report report = {
        .url = skt_page_text(texts, claim->url),
        .publisher = skt_page_text(texts, claim->publisher),
        .lang = skt_page_text(texts, claim->lang),
        .published = day_or_null(claim->published),
        .doc = skt_page_text(texts, claim->doc),
        .item = skt_page_text(texts, claim->item),
    };
    texts->failed =
        !skt_vec_push(&w->reports, report) || !skt_map_set(&w->known, key, number) || texts->failed;
    return (int64_t)number;
}

static page_claim describe(work *w, const skt_claim *claim, bool used)
{
    skt_page_texts *texts = &w->page->texts;
    return (page_claim){
        .id = skt_page_text(texts, claim->id),
        .outcome = claim->outcome,
        .value = claim->value,
        .bound = claim->bound,
        .low = claim->estimate.low,
        .best = claim->estimate.best,
        .high = claim->estimate.high,
        .sites = claim->sites,
        .method = claim->method,
        .flags = (claim->debris ? FLAG_DEBRIS : 0) | (claim->withheld ? FLAG_WITHHELD : 0) |
                 (used ? FLAG_USED : 0),
        .day = day_or_null(claim->date),
        .period = claim->period,
        .source = skt_page_text(texts, claim->source),
        .issuer = skt_page_text(texts, claim->issuer),
        .evidence = skt_page_text(texts, claim->evidence),
        .report = report_of(w, claim),
    };
}

/* ------------------------------------------------------------------- links */

/* A link between claims by their numbers on the page. */
typedef struct page_link {
    size_t from, to;
    skt_link_type type;
    const char *reason;
} page_link;

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int by_claims(const void *a, const void *b)
{
    const page_link *x = a;
    const page_link *y = b;
    const int order[] = {compare(x->from, y->from), compare(x->type, y->type),
                         compare(x->to, y->to), strcmp(x->reason, y->reason)};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (order[i] != 0) {
            return order[i];
        }
    }
    return 0;
}

/* Links in the order of the claims on the page, each once: type, other claim, reason. */
static skt_status add_links(work *w)
{
    const skt_export_data *data = w->page->data;
    page_link *links = skt_arena_array(&w->page->arena, data->n_links + 1, sizeof *links);
    if (links == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < data->n_links; i++) {
        const skt_link *link = data->links[i];
        links[i] = (page_link){w->page->claim_number[link->from], w->page->claim_number[link->to],
                               link->type, link->reason};
    }
    qsort(links, data->n_links, sizeof *links, by_claims);
    for (size_t i = 0; i < data->n_links; i++) {
        if (i > 0 && by_claims(&links[i - 1], &links[i]) == 0) {
            continue;
        }
        w->all[links[i].from].n_links++;
        skt_page_push(&w->links, links[i].type);
        skt_page_push(&w->links, (int64_t)links[i].to);
        skt_page_push(&w->links, skt_page_text(&w->page->texts, skt_str_from(links[i].reason)));
    }
    return SKT_OK;
}

static void find_used(work *w)
{
    for (size_t i = 0; i < w->page->data->n_incidents; i++) {
        const skt_incident *incident = skt_incident_set_at(w->page->data->set, i);
        for (size_t k = 0; k < incident->n_claims; k++) {
            w->used[incident->claims[k]] = true;
        }
    }
}

static skt_status fill(work *w, size_t count)
{
    find_used(w);
    for (size_t i = 0; i < count; i++) {
        const size_t index = w->page->claim_order[i];
        const skt_claim *claim = skt_claim_set_at(w->page->data->claims, index);
        w->all[i] = describe(w, claim, w->used[index]);
        if (!w->used[index]) {
            w->all[i].n_touched =
                skt_page_touched(&w->touched, w->page, claim->places, claim->n_places);
        }
    }
    return add_links(w);
}

skt_status skt_page_claims(skt_page *page)
{
    const size_t count = skt_claim_set_count(page->data->claims);
    work w = {.page = page,
              .all = skt_arena_array(&page->arena, count + 1, sizeof *w.all),
              .used = skt_arena_array(&page->arena, count + 1, sizeof *w.used)};
    const skt_status status = w.all == NULL || w.used == NULL ? SKT_E_NOMEM : fill(&w, count);
    if (status == SKT_OK) {
        skt_page_write_columns(page->json, "claims", columns, sizeof columns / sizeof *columns,
                               w.all, count, sizeof *w.all);
        skt_page_write_columns(page->json, "reports", report_columns,
                               sizeof report_columns / sizeof *report_columns, w.reports.items,
                               w.reports.count, sizeof *w.reports.items);
        skt_page_write_list(page->json, "claim_links", &w.links);
        skt_page_write_list(page->json, "claim_touched", &w.touched);
    }
    skt_map_dispose(&w.known);
    skt_vec_dispose(&w.reports);
    skt_vec_dispose(&w.links.all);
    skt_vec_dispose(&w.touched.all);
    return status;
}
