#include "cli/score.h"

#include <inttypes.h>
#include <math.h>

#include "core/buf.h"

enum { NEAR_KM = 25 };

typedef struct skt_scored_point {
    double lat, lon;
    bool is_point; /* a settlement or a facility */
} skt_scored_point;

/* ------------------------------------------------------------------ terms */

static double ratio(size_t part, size_t whole)
{
    return whole == 0 ? 0 : (double)part / (double)whole;
}

double skt_hits_precision(skt_hits hits)
{
    return ratio(hits.tp, hits.tp + hits.fp);
}

double skt_hits_recall(skt_hits hits)
{
    return ratio(hits.tp, hits.tp + hits.fn);
}

double skt_hits_f1(skt_hits hits)
{
    const double p = skt_hits_precision(hits);
    const double r = skt_hits_recall(hits);
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

double skt_share_value(skt_share share)
{
    return ratio(share.right, share.of);
}

static double distance_km(double lat1, double lon1, double lat2, double lon2)
{
    const double rad = acos(-1) / 180;
    const double a = sin((lat2 - lat1) * rad / 2);
    const double b = sin((lon2 - lon1) * rad / 2);
    const double h = a * a + cos(lat1 * rad) * cos(lat2 * rad) * b * b;
    return 12742 * asin(fmin(1, sqrt(h)));
}

/* ---------------------------------------------------------------- reading */

static skt_str text_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? (skt_str){json_string_value(value), json_string_length(value)}
                                 : SKT_STR_NONE;
}

static skt_number number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? (skt_number)llround(json_number_value(value)) : SKT_NULL;
}

/* "sea:" and the name in lower case without "the ". */
static void add_sea(skt_buf *out, skt_str name)
{
    skt_buf lower = SKT_BUF_INIT;
    skt_buf_add_small(&lower, name);
    skt_buf_add_text(out, "sea:");
    const skt_str the = SKT_LIT("the ");
    const skt_str all = skt_buf_str(&lower);
    size_t at = 0;
    for (size_t hit; (hit = skt_str_find(all, the, at)) != SIZE_MAX; at = hit + the.len) {
        skt_buf_add(out, skt_str_sub(all, at, hit - at));
    }
    skt_buf_add(out, skt_str_sub(all, at, all.len - at));
    out->failed = out->failed || lower.failed;
    skt_buf_dispose(&lower);
}

static skt_status area_of(skt_str *out, skt_arena *arena, const json_t *place)
{
    const skt_str admin1 = text_of(place, "admin1");
    const skt_str country = text_of(place, "country");
    if (admin1.len > 0) {
        return skt_arena_str(out, arena, admin1);
    }
    if (!skt_str_is(text_of(place, "level"), "sea")) {
        return skt_arena_str(out, arena, country.len > 0 ? country : SKT_LIT("?"));
    }
    skt_buf name = SKT_BUF_INIT;
    add_sea(&name, text_of(place, "name"));
    const skt_status status =
        name.failed ? SKT_E_NOMEM : skt_arena_str(out, arena, skt_buf_str(&name));
    skt_buf_dispose(&name);
    return status;
}

static int by_bytes(const void *a, const void *b)
{
    return skt_str_cmp(*(const skt_str *)a, *(const skt_str *)b);
}

/* The distinct areas of `places`, sorted and joined. */
static skt_status areas_of(skt_str *out, skt_arena *arena, const json_t *places)
{
    const size_t n = json_array_size(places);
    if (n == 0) {
        *out = SKT_LIT("?");
        return SKT_OK;
    }
    skt_str *areas = skt_arena_array(arena, n, sizeof *areas);
    skt_status status = areas == NULL ? SKT_E_NOMEM : SKT_OK;
    for (size_t i = 0; status == SKT_OK && i < n; i++) {
        status = area_of(&areas[i], arena, json_array_get(places, i));
    }
    if (status != SKT_OK) {
        return status;
    }
    qsort(areas, n, sizeof *areas, by_bytes);
    skt_buf joined = SKT_BUF_INIT;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !skt_str_eq(areas[i], areas[i - 1])) {
            skt_buf_add_text(&joined, i == 0 ? "" : ", ");
            skt_buf_add(&joined, areas[i]);
        }
    }
    status = joined.failed ? SKT_E_NOMEM : skt_arena_str(out, arena, skt_buf_str(&joined));
    skt_buf_dispose(&joined);
    return status;
}

static skt_status points_of(skt_scored_claim *claim, skt_arena *arena, const json_t *places)
{
    const size_t n = json_array_size(places);
    if (n == 0) {
        return SKT_OK;
    }
    skt_scored_point *points = skt_arena_array(arena, n, sizeof *points);
    if (points == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        const json_t *place = json_array_get(places, i);
        const json_t *lat = json_object_get(place, "lat");
        const json_t *lon = json_object_get(place, "lon");
        const skt_str level = text_of(place, "level");
        points[i] = (skt_scored_point){json_is_number(lat) ? json_number_value(lat) : (double)NAN,
                                       json_is_number(lon) ? json_number_value(lon) : (double)NAN,
                                       skt_str_is(level, "city") || skt_str_is(level, "facility")};
    }
    claim->points = points;
    claim->n_points = n;
    return SKT_OK;
}

/* Fills *claim; sets *counts to whether it is an event. */
static skt_status read_claim(skt_scored_claim *claim, bool *counts, skt_arena *arena,
                             const json_t *object)
{
    const json_t *places = json_object_get(object, "places");
    const skt_str period = text_of(object, "period");
    const skt_str texts[] = {text_of(object, "outcome"), text_of(object, "bound"),
                             text_of(object, "date"), text_of(object, "evidence")};
    *claim = (skt_scored_claim){.value = number_of(object, "value")};
    *counts = period.ptr == NULL || skt_str_is(period, "event");
    skt_str *const copies[] = {&claim->outcome, &claim->bound, &claim->date, &claim->evidence};
    skt_status status = areas_of(&claim->areas, arena, places);
    for (size_t i = 0; status == SKT_OK && i < sizeof texts / sizeof *texts; i++) {
        status = skt_arena_str(copies[i], arena, texts[i]);
    }
    return status == SKT_OK ? points_of(claim, arena, places) : status;
}

/* A country's or region's code as it is; anything else is a sea's name. */
static skt_status read_cell(skt_scored_cell *cell, skt_arena *arena, const json_t *row)
{
    const skt_str area = text_of(row, "area");
    const size_t dot = skt_str_find(area, SKT_LIT("."), 0);
    const size_t code = dot == SIZE_MAX ? area.len : dot;
    const bool is_code = area.ptr != NULL && code == 2 && area.ptr[0] >= 'A' &&
                         area.ptr[0] <= 'Z' && area.ptr[1] >= 'A' && area.ptr[1] <= 'Z';
    cell->value = number_of(row, "value");
    skt_buf name = SKT_BUF_INIT;
    if (is_code || skt_str_starts(area, SKT_LIT("sea:"))) {
        skt_buf_add(&name, area);
    } else {
        add_sea(&name, area);
    }
    skt_status status =
        name.failed ? SKT_E_NOMEM : skt_arena_str(&cell->area, arena, skt_buf_str(&name));
    skt_buf_dispose(&name);
    return status == SKT_OK ? skt_arena_str(&cell->outcome, arena, text_of(row, "outcome"))
                            : status;
}

/* The name of the file at `path` without its folder and its last extension. */
static skt_str stem_of(skt_str path)
{
    size_t begin = path.len;
    while (begin > 0 && path.ptr[begin - 1] != '/') {
        begin--;
    }
    skt_str name = skt_str_sub(path, begin, path.len - begin);
    for (size_t i = name.len; i-- > 1;) {
        if (name.ptr[i] == '.') {
            return skt_str_sub(name, 0, i);
        }
    }
    return name;
}

static skt_scored_report *report_named(const skt_scoring *scoring, skt_str name)
{
    const size_t *index = name.len == 0 ? NULL : skt_map_get(&scoring->by_name, name);
    return index == NULL || *index >= scoring->reports.count ? NULL
                                                             : &scoring->reports.items[*index];
}

/* ------------------------------------------------------------------ input */

static void clear_gold(skt_scored_report *report)
{
    skt_vec_clear(&report->gold);
    skt_vec_clear(&report->gold_cells);
}

static skt_scored_report *new_report(skt_scoring *scoring, const char *path)
{
    skt_str copy;
    if (skt_arena_str(&copy, &scoring->arena, skt_str_from(path)) != SKT_OK) {
        return NULL;
    }
    skt_scored_report *report = report_named(scoring, stem_of(copy));
    if (report != NULL) {
        clear_gold(report);
        report->path = copy.ptr;
        return report;
    }
    const skt_scored_report fresh = {.name = stem_of(copy), .path = copy.ptr};
    if (!skt_vec_push(&scoring->reports, fresh) ||
        !skt_map_set(&scoring->by_name, fresh.name, scoring->reports.count - 1)) {
        return NULL;
    }
    return &scoring->reports.items[scoring->reports.count - 1];
}

skt_status skt_scoring_add_gold(skt_scoring *scoring, const char *path, const json_t *object)
{
    skt_scored_report *report = new_report(scoring, path);
    skt_status status = report == NULL ? SKT_E_NOMEM : SKT_OK;
    const json_t *claims = json_object_get(object, "claims");
    for (size_t i = 0; status == SKT_OK && i < json_array_size(claims); i++) {
        skt_scored_claim claim;
        bool counts;
        status = read_claim(&claim, &counts, &scoring->arena, json_array_get(claims, i));
        if (status == SKT_OK && counts && !skt_vec_push(&report->gold, claim)) {
            status = SKT_E_NOMEM;
        }
    }
    const json_t *tally = json_object_get(object, "tally");
    for (size_t i = 0; status == SKT_OK && i < json_array_size(tally); i++) {
        skt_scored_cell cell;
        status = read_cell(&cell, &scoring->arena, json_array_get(tally, i));
        if (status == SKT_OK && !skt_vec_push(&report->gold_cells, cell)) {
            status = SKT_E_NOMEM;
        }
    }
    return status == SKT_OK
               ? skt_arena_str(&report->published, &scoring->arena, text_of(object, "published"))
               : status;
}

skt_status skt_scoring_add_line(skt_scoring *scoring, const json_t *object)
{
    skt_scored_report *report = report_named(scoring, stem_of(text_of(object, "doc")));
    if (report == NULL) {
        return SKT_OK;
    }
    if (skt_str_is(text_of(object, "kind"), "tally")) {
        skt_scored_cell cell;
        const skt_status status = read_cell(&cell, &scoring->arena, object);
        return status != SKT_OK || skt_vec_push(&report->predicted_cells, cell) ? status
                                                                                : SKT_E_NOMEM;
    }
    skt_scored_claim claim;
    bool counts;
    const skt_status status = read_claim(&claim, &counts, &scoring->arena, object);
    return status != SKT_OK || !counts || skt_vec_push(&report->predicted, claim) ? status
                                                                                  : SKT_E_NOMEM;
}

/* ---------------------------------------------------------------- compare */

static bool same_key(const skt_scored_claim *a, const skt_scored_claim *b)
{
    return a->value == b->value && skt_str_eq(a->outcome, b->outcome) &&
           skt_str_eq(a->areas, b->areas);
}

/* Marks what repeats an earlier claim as used. */
static void drop_repeated(skt_scored_claim *claims, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        claims[i].used = false;
        for (size_t k = 0; k < i && !claims[i].used; k++) {
            claims[i].used = same_key(&claims[i], &claims[k]);
        }
    }
}

static skt_scored_claim *take_match(const skt_scored_report *report, const skt_scored_claim *gold)
{
    for (size_t i = 0; i < report->predicted.count; i++) {
        skt_scored_claim *predicted = &report->predicted.items[i];
        if (!predicted->used && same_key(predicted, gold)) {
            predicted->used = true;
            return predicted;
        }
    }
    return NULL;
}

static void compare_points(skt_share *share, const skt_scored_claim *gold,
                           const skt_scored_claim *found)
{
    for (size_t i = 0; i < gold->n_points; i++) {
        const skt_scored_point *g = &gold->points[i];
        bool near = false;
        if (!g->is_point || isnan(g->lat)) {
            continue;
        }
        for (size_t k = 0; k < found->n_points && !near; k++) {
            const skt_scored_point *p = &found->points[k];
            near = !isnan(p->lat) && distance_km(g->lat, g->lon, p->lat, p->lon) <= NEAR_KM;
        }
        share->of++;
        share->right += near;
    }
}

static void compare_details(skt_scores *scores, const skt_scored_claim *gold,
                            const skt_scored_claim *found)
{
    if (gold->date.len > 0) {
        scores->date.of++;
        scores->date.right += skt_str_eq(gold->date, found->date);
    }
    scores->bound.of++;
    scores->bound.right += skt_str_eq(gold->bound, found->bound);
    compare_points(&scores->within_25_km, gold, found);
}

static skt_hits *hits_of(skt_scores *scores, skt_str outcome)
{
    for (int i = 0; i < SKT_OUTCOMES; i++) {
        if (skt_str_is(outcome, skt_outcome_name((skt_outcome)i))) {
            return &scores->by_outcome[i];
        }
    }
    return NULL;
}

static void count(skt_scores *scores, const skt_scored_claim *claim, skt_hits add)
{
    skt_hits *const all[] = {&scores->claims, claim->value == SKT_NULL ? NULL : &scores->numbered,
                             hits_of(scores, claim->outcome)};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i] != NULL) {
            all[i]->tp += add.tp;
            all[i]->fp += add.fp;
            all[i]->fn += add.fn;
        }
    }
}

static void tell(skt_buf *out, const skt_scored_report *report, bool *told, const char *what,
                 const skt_scored_claim *claim)
{
    if (out == NULL) {
        return;
    }
    if (!*told) {
        skt_buf_format(out, "== %.*s\n", SKT_FMT(report->name));
        *told = true;
    }
    char value[32] = "null";
    if (claim->value != SKT_NULL) {
        (void)snprintf(value, sizeof value, "%" PRId64, claim->value);
    }
    skt_buf_format(out, "  %-8s %.*s %s in %.*s | %.*s\n", what, SKT_FMT(claim->outcome), value,
                   SKT_FMT(claim->areas), SKT_FMT(claim->evidence));
}

static void compare_claims(skt_scores *scores, skt_scored_report *report, skt_buf *misses)
{
    bool told = false;
    size_t wrong = 0;
    drop_repeated(report->gold.items, report->gold.count);
    drop_repeated(report->predicted.items, report->predicted.count);
    for (size_t i = 0; i < report->gold.count; i++) {
        const skt_scored_claim *gold = &report->gold.items[i];
        const skt_scored_claim *found = gold->used ? NULL : take_match(report, gold);
        if (found != NULL) {
            count(scores, gold, (skt_hits){1, 0, 0});
            compare_details(scores, gold, found);
        } else if (!gold->used) {
            count(scores, gold, (skt_hits){0, 0, 1});
            tell(misses, report, &told, "missed", gold);
            wrong++;
        }
    }
    for (size_t i = 0; i < report->predicted.count; i++) {
        if (!report->predicted.items[i].used) {
            count(scores, &report->predicted.items[i], (skt_hits){0, 1, 0});
            tell(misses, report, &told, "spurious", &report->predicted.items[i]);
            wrong++;
        }
    }
    scores->fully_right += wrong == 0;
}

/* The last value given for the area and outcome of `cell`; *known tells whether
 * there is one. */
static skt_number value_at(const skt_scored_cell *cells, size_t n, const skt_scored_cell *cell)
{
    for (size_t i = n; i-- > 0;) {
        if (skt_str_eq(cells[i].area, cell->area) && skt_str_eq(cells[i].outcome, cell->outcome)) {
            return cells[i].value;
        }
    }
    return SKT_NULL;
}

/* Whether cells[at] is given again further on, so that the later one counts. */
static bool given_again(const skt_scored_cell *cells, size_t n, size_t at)
{
    for (size_t i = at + 1; i < n; i++) {
        if (skt_str_eq(cells[i].area, cells[at].area) &&
            skt_str_eq(cells[i].outcome, cells[at].outcome)) {
            return true;
        }
    }
    return false;
}

static void tell_cell(skt_buf *out, const skt_scored_report *report, const char *what,
                      const skt_scored_cell *cell)
{
    if (out != NULL && cell->value != SKT_NULL) {
        skt_buf_format(out, "  cell %-8s %.*s: %.*s %.*s %" PRId64 "\n", what,
                       SKT_FMT(report->name), SKT_FMT(cell->area), SKT_FMT(cell->outcome),
                       cell->value);
    }
}

static void compare_cells(skt_scores *scores, const skt_scored_report *report, skt_buf *misses)
{
    const skt_scored_cell *gold = report->gold_cells.items;
    const skt_scored_cell *found = report->predicted_cells.items;
    const size_t n_gold = report->gold_cells.count;
    const size_t n_found = report->predicted_cells.count;
    for (size_t i = 0; i < n_gold; i++) {
        if (given_again(gold, n_gold, i)) {
            continue;
        }
        const bool right = value_at(found, n_found, &gold[i]) == gold[i].value;
        scores->tally.tp += right;
        scores->tally.fn += !right;
        if (!right) {
            tell_cell(misses, report, "missed", &gold[i]);
        }
    }
    for (size_t i = 0; i < n_found; i++) {
        if (found[i].value != SKT_NULL && !given_again(found, n_found, i) &&
            value_at(gold, n_gold, &found[i]) != found[i].value) {
            scores->tally.fp++;
            tell_cell(misses, report, "spurious", &found[i]);
        }
    }
}

skt_status skt_scoring_run(skt_scores *out, skt_scoring *scoring, skt_buf *misses)
{
    *out = (skt_scores){.reports = scoring->reports.count};
    for (size_t i = 0; i < scoring->reports.count; i++) {
        compare_claims(out, &scoring->reports.items[i], misses);
        compare_cells(out, &scoring->reports.items[i], misses);
    }
    return misses != NULL && misses->failed ? SKT_E_NOMEM : SKT_OK;
}

void skt_scoring_dispose(skt_scoring *scoring)
{
    for (size_t i = 0; i < scoring->reports.count; i++) {
        skt_scored_report *report = &scoring->reports.items[i];
        skt_vec_dispose(&report->gold);
        skt_vec_dispose(&report->predicted);
        skt_vec_dispose(&report->gold_cells);
        skt_vec_dispose(&report->predicted_cells);
    }
    skt_vec_dispose(&scoring->reports);
    skt_map_dispose(&scoring->by_name);
    skt_arena_dispose(&scoring->arena);
}
