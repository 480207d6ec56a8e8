/* Reports that repeat one another (rule 1). */
#include <stdlib.h>

#include "core/buf.h"
#include "incidents/model.h"

/* Two articles that quote one statement share its few claims and are two reports;
 * one that repeats another shares many, word by word. */
enum {
    REPLICA_DAYS = 3,
    LEAST_CLAIMS = 6,
    SHARED_PERCENT = 85,
    SPAN = 500 /* claims among which the same one is looked for */
};

static bool near_in_time(const skt_claim *a, const skt_claim *b)
{
    return a->published == SKT_NO_DAY || b->published == SKT_NO_DAY ||
           abs(a->published - b->published) <= REPLICA_DAYS;
}

static const skt_claim *first_claim(const skt_model *model, size_t report)
{
    return model->items[model->report_first[report]].claim;
}

/* The first report with this key, or this one, which is then noted as the first. */
static skt_status first_with(size_t *out, skt_map *map, skt_str key, size_t report)
{
    const size_t *known = skt_map_get(map, key);
    *out = known != NULL ? *known : report;
    return known != NULL || skt_map_set(map, key, report) ? SKT_OK : SKT_E_NOMEM;
}

/* Likewise, of the reports of the days around: words may come again every other night. */
static skt_status near_with(size_t *out, skt_model *model, skt_map *map, const char *what,
                            skt_str text, size_t report)
{
    const skt_claim *claim = first_claim(model, report);
    const int bucket = claim->published / (REPLICA_DAYS + 1);
    skt_buf probe = SKT_BUF_INIT; /* of the three keys only the report's own is kept */
    bool found = false;
    for (int i = 0; i < 3 && !found; i++) {
        static const int order[] = {-1, 1, 0};
        skt_buf_clear(&probe);
        skt_buf_format(&probe, "%s%d %.*s", what, bucket + order[i], SKT_FMT(text));
        const size_t *known = probe.failed ? NULL : skt_map_get(map, skt_buf_str(&probe));
        found = known != NULL && near_in_time(claim, first_claim(model, *known));
        *out = found ? *known : *out;
    }
    skt_str key = SKT_STR_NONE;
    skt_status status = probe.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && !found) {
        status = skt_arena_str(&key, &model->arena, skt_buf_str(&probe));
    }
    skt_buf_dispose(&probe);
    if (status != SKT_OK || found) {
        return status;
    }
    return first_with(out, map, key, report);
}

static int by_size(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a;
    const size_t y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The earlier report that shares most claims word by word, if they are enough. */
static size_t most_shared(size_t *firsts, size_t n, size_t report)
{
    qsort(firsts, n, sizeof *firsts, by_size);
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && firsts[end] == firsts[i]) {
            end++;
        }
        if (firsts[i] != report && n >= LEAST_CLAIMS && (end - i) * 100 >= n * SHARED_PERCENT) {
            return firsts[i];
        }
        i = end;
    }
    return report;
}

/* What two copies of a claim share: its words, or, where it has none, what it says. */
static skt_status words_of(skt_str *out, skt_model *model, const skt_item *item)
{
    const skt_claim *claim = item->claim;
    if (claim->evidence.len > 0) {
        *out = claim->evidence;
        return SKT_OK;
    }
    return skt_arena_format(out, &model->arena, "\n%d %zu %lld %d %d %lld %lld %.*s",
                            (int)claim->outcome, item->area, (long long)claim->value,
                            (int)claim->bound, (int)claim->date, (long long)item->start,
                            (long long)item->end, SKT_FMT(claim->source));
}

/* The report that shares its words with this one, or itself. */
static skt_status lead_by_words(size_t *out, skt_model *model, skt_map *map, size_t report)
{
    const size_t first = model->report_first[report];
    const size_t n = model->report_first[report + 1] - first;
    size_t *firsts = skt_arena_array(&model->arena, n, sizeof *firsts);
    skt_status status = firsts == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < n; i++) {
        skt_str words;
        status = words_of(&words, model, &model->items[first + i]);
        if (status == SKT_OK) {
            status = near_with(&firsts[i], model, map, "e", words, report);
        }
    }
    if (status == SKT_OK) {
        *out = most_shared(firsts, n, report);
    }
    return status;
}

static skt_status lead_of(size_t *out, skt_model *model, skt_map *map, size_t report)
{
    const skt_claim *claim = first_claim(model, report);
    size_t twin = report;
    skt_status status = SKT_OK;
    *out = report;
    if (claim->url.len > 0) {
        skt_str key;
        status = skt_arena_format(&key, &model->arena, "u%.*s", SKT_FMT(claim->url));
        status = status == SKT_OK ? first_with(out, map, key, report) : status;
    }
    if (status == SKT_OK && claim->signature.len > 0) {
        status = near_with(&twin, model, map, "s", claim->signature, report);
        *out = *out == report ? twin : *out;
    }
    if (status == SKT_OK) {
        status = lead_by_words(&twin, model, map, report);
        *out = *out == report ? twin : *out;
    }
    return status;
}

/* Whether both say the same. Where a text is printed again elsewhere or at length, its "last
 * night" may be reckoned from another day; a short one of one publisher is of a new night. */
static bool says_the_same(const skt_item *a, const skt_item *b, bool reprinted)
{
    const skt_claim *x = a->claim;
    const skt_claim *y = b->claim;
    const bool timed =
        x->date == y->date && a->night == b->night && a->timing == b->timing &&
        (a->timing != SKT_TIMING_HOURS || (a->start == b->start && a->end == b->end));
    return a->area == b->area && x->outcome == y->outcome && x->value == y->value &&
           x->bound == y->bound && x->sites == y->sites && x->role == y->role &&
           x->subset == y->subset && x->added == y->added && x->superseded == y->superseded &&
           (timed || (reprinted && x->evidence.len > 0 && skt_str_eq(x->evidence, y->evidence)));
}

/* The next item of report `lead` behind `last` that says what `item` says, or SKT_NONE. */
static size_t same_in(const skt_model *model, const skt_item *item, size_t lead, size_t last)
{
    const size_t first = model->report_first[lead];
    const size_t n = model->report_first[lead + 1] - first;
    const skt_claim *original = first_claim(model, lead);
    const bool reprinted = n >= LEAST_CLAIMS ||
                           (original->url.len > 0 && skt_str_eq(item->claim->url, original->url)) ||
                           !skt_str_eq(item->claim->publisher, original->publisher);
    for (size_t i = 0; i < n && i < SPAN; i++) {
        const size_t at = first + (last - first + 1 + i) % n;
        const skt_item *other = &model->items[at];
        if (!other->taken && says_the_same(item, other, reprinted)) {
            return at;
        }
    }
    return SKT_NONE;
}

/* Items that make one account stand or fall together. */
static skt_status account_key(skt_str *out, skt_model *model, const skt_item *item)
{
    return skt_arena_format(out, &model->arena, "%zu %d %zu", item->area, (int)item->claim->outcome,
                            item->speaker);
}

static skt_status mark_copies(skt_model *model, size_t report, const size_t *same,
                              const skt_map *changed)
{
    const size_t first = model->report_first[report];
    for (size_t i = first; i < model->report_first[report + 1]; i++) {
        skt_item *item = &model->items[i];
        skt_str key;
        if (same[i - first] == SKT_NONE) {
            continue;
        }
        skt_item *original = &model->items[same[i - first]];
        original->taken = false;
        if (account_key(&key, model, item) != SKT_OK ||
            !skt_model_link(model, item->index, original->index, SKT_LINK_REPLICA_OF,
                            "the same report again")) {
            return SKT_E_NOMEM;
        }
        if (changed->count == 0 || skt_map_get(changed, key) == NULL) {
            item->copy = true;
            item->next_copy = original->next_copy;
            original->next_copy = i;
        }
    }
    return SKT_OK;
}

/* Links each claim of a replica to the same statement in what it repeats. An account in which
 * it says anything else, as a changed version does, stays one of its own. */
static skt_status settle_copies(skt_model *model, size_t report, size_t lead)
{
    const size_t first = model->report_first[report];
    const size_t n = model->report_first[report + 1] - first;
    size_t *same = skt_arena_array(&model->arena, n, sizeof *same);
    skt_map changed = SKT_MAP_INIT;
    skt_status status = same == NULL ? SKT_E_NOMEM : SKT_OK;
    size_t last = model->report_first[lead + 1] - 1;
    for (size_t i = 0; status == SKT_OK && i < n; i++) {
        same[i] = same_in(model, &model->items[first + i], lead, last);
        if (same[i] != SKT_NONE) {
            last = same[i];
            model->items[last].taken = true;
            continue;
        }
        skt_str key;
        status = account_key(&key, model, &model->items[first + i]);
        status = status == SKT_OK && !skt_map_set(&changed, key, i) ? SKT_E_NOMEM : status;
    }
    if (status == SKT_OK) {
        status = mark_copies(model, report, same, &changed);
    }
    skt_map_dispose(&changed);
    return status;
}

/* Of the reports that are one, the earliest leads: the others add nothing to it, and are not
 * the later word for having come later. */
static void lead_by_earliest(const skt_model *model, size_t *lead, size_t *earliest)
{
    for (size_t r = 0; r < model->n_reports; r++) {
        earliest[r] = r;
    }
    for (size_t r = 0; r < model->n_reports; r++) {
        const skt_day now = model->items[model->report_first[earliest[lead[r]]]].claim->published;
        const skt_day day = model->items[model->report_first[r]].claim->published;
        if (day != SKT_NO_DAY && (now == SKT_NO_DAY || day < now)) {
            earliest[lead[r]] = r;
        }
    }
    for (size_t r = model->n_reports; r > 0; r--) {
        lead[r - 1] = earliest[lead[r - 1]]; /* roots stand before what they lead */
    }
}

skt_status skt_replicas_find(skt_model *model, size_t *lead)
{
    skt_map map = SKT_MAP_INIT;
    skt_status status = SKT_OK;
    size_t *earliest = skt_arena_array(&model->arena, model->n_reports + 1, sizeof *earliest);
    if (earliest == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t r = 0; status == SKT_OK && r < model->n_reports; r++) {
        status = lead_of(&lead[r], model, &map, r);
        lead[r] = status == SKT_OK ? lead[lead[r]] : r;
    }
    if (status == SKT_OK) {
        lead_by_earliest(model, lead, earliest);
    }
    for (size_t r = 0; status == SKT_OK && r < model->n_reports; r++) {
        if (lead[r] != r) {
            status = settle_copies(model, r, lead[r]);
        }
    }
    skt_map_dispose(&map);
    return status;
}
