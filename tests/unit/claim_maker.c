#include "claim_maker.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/str.h"

enum { MAX_PLACES = 8, HOUR_S = 3600, DAY_S = 86400 };

static skt_place place_of(skt_str area)
{
    skt_place place = {.node = SKT_NO_NODE, .lat = (double)NAN, .lon = (double)NAN};
    place.name = area;
    if (skt_str_starts(area, SKT_LIT("sea:"))) {
        place.name = skt_str_sub(area, 4, area.len - 4);
        place.level = SKT_LEVEL_SEA;
        return place;
    }
    const size_t slash = skt_str_find(area, SKT_LIT("/"), 0);
    const skt_str code = slash == SIZE_MAX ? area : skt_str_sub(area, 0, slash);
    place.country = skt_str_sub(code, 0, 2);
    place.level = code.len == 2 ? SKT_LEVEL_COUNTRY : SKT_LEVEL_REGION;
    place.admin1 = code.len == 2 ? SKT_STR_NONE : code;
    if (slash != SIZE_MAX) {
        skt_str name = skt_str_sub(area, slash + 1, area.len - slash - 1);
        const size_t at = skt_str_find(name, SKT_LIT("@"), 0);
        if (at != SIZE_MAX) {
            char *end;
            place.lat = strtod(name.ptr + at + 1, &end);
            place.lon = strtod(end + 1, &end);
            name = skt_str_sub(name, 0, at);
        }
        place.level = name.ptr[0] == '!'   ? SKT_LEVEL_FACILITY
                      : name.ptr[0] == '~' ? SKT_LEVEL_DISTRICT
                                           : SKT_LEVEL_CITY;
        place.geo_precision = 1;
        place.name = name;
    }
    return place;
}

static skt_window window_of(const char *text, skt_day date)
{
    skt_window window = {SKT_NO_TIME, SKT_NO_TIME, 0, SKT_TIME_NONE, false};
    int from;
    int to;
    if (text == NULL) {
        return window;
    }
    if (sscanf(text, "%d-%d", &from, &to) == 2) {
        window.start = (skt_time)date * DAY_S + (skt_time)from * HOUR_S;
        window.end = (skt_time)date * DAY_S + (skt_time)(to + (to <= from ? 24 : 0)) * HOUR_S;
        window.precision = SKT_TIME_HOUR;
    } else if (strcmp(text, "evening") == 0) {
        window.start = (skt_time)date * DAY_S + 18 * HOUR_S;
        window.end = (skt_time)date * DAY_S + DAY_S;
        window.precision = SKT_TIME_NIGHT;
        window.approximate = true;
    } else {
        window.precision = text[0] == 'n' ? SKT_TIME_NIGHT : SKT_TIME_DAY;
        window.approximate = true;
        if (sscanf(text, "night %d-%d", &from, &to) == 2) {
            window.start = ((skt_time)date - 1) * DAY_S + (skt_time)from * HOUR_S;
            window.end = (skt_time)date * DAY_S + (skt_time)to * HOUR_S;
        }
    }
    return window;
}

skt_estimate estimate_made(skt_number value, skt_bound bound)
{
    switch (bound) {
    case SKT_EXACT: return (skt_estimate){value, value, value};
    case SKT_AT_LEAST: return (skt_estimate){value, value, SKT_NULL};
    case SKT_AT_MOST: return (skt_estimate){0, value, value};
    case SKT_ABOUT: return (skt_estimate){value * 9 / 10, value, (value * 11 + 9) / 10};
    case SKT_VAGUE: break;
    }
    return (skt_estimate){2, SKT_NULL, SKT_NULL};
}

void claim_make(skt_claim_set *set, const made_claim *made)
{
    char id[64];
    skt_place places[MAX_PLACES];
    skt_place ways[MAX_PLACES];
    (void)snprintf(id, sizeof id, "%s:%zu", made->report, skt_claim_set_count(set));
    const skt_day date = made->date == NULL ? SKT_NO_DAY : skt_day_parse(skt_str_from(made->date));
    skt_claim claim = {.id = skt_str_from(id),
                       .doc = skt_str_from(made->report),
                       .report = skt_str_from(made->report),
                       .published = date == SKT_NO_DAY ? date : date + made->published,
                       .outcome = made->outcome,
                       .method = made->method,
                       .value = made->value,
                       .bound = made->value == SKT_NULL ? SKT_VAGUE : made->bound,
                       .sites = made->sites == 0 ? SKT_NULL : made->sites,
                       .debris = made->debris,
                       .withheld = made->withheld,
                       .url = skt_str_from(made->url),
                       .signature = skt_str_from(made->signature),
                       .evidence = skt_str_from(made->evidence),
                       .places = places,
                       .other_places = ways,
                       .date = date,
                       .window = window_of(made->window, date),
                       .role = made->role,
                       .part_of = skt_str_from(made->part_of),
                       .subset = made->subset,
                       .superseded = made->superseded,
                       .added = made->added,
                       .attacker = skt_str_from(made->attacker),
                       .source = skt_str_from(made->source),
                       .offset = skt_claim_set_count(set)};
    claim.estimate = estimate_made(claim.value, claim.bound);
    skt_str rest = skt_str_from(made->area);
    skt_str area;
    while (claim.n_places < MAX_PLACES && skt_str_split(&area, &rest, '+')) {
        places[claim.n_places] = place_of(area);
        ways[claim.n_places] = places[claim.n_places];
        ways[claim.n_places++].role = SKT_PLACE_DESTINATION;
    }
    claim.n_other_places = made->approach ? claim.n_places : 0;
    if (skt_claim_set_add(set, &claim) != SKT_OK) {
        abort();
    }
}

static unsigned next(unsigned *state, unsigned below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 12) % below;
}

#define PICK(state, list) (list)[next(state, sizeof(list) / sizeof *(list))]

skt_claim_set *claims_generate(unsigned seed)
{
    static const char *const areas[] = {"RU",
                                        "RU",
                                        "RU.41",
                                        "RU.10",
                                        "RU.09",
                                        "RU.47",
                                        "RU.48/Moscow",
                                        "UA.11",
                                        "UA.20",
                                        "UA",
                                        "UA.12",
                                        "UA.07",
                                        "sea:Black Sea",
                                        "RU.41/Lgov",
                                        "RU.41/Rylsk",
                                        "RU.10+RU.41",
                                        "RU.41+RU.09",
                                        "RU.10+RU.41+RU.09",
                                        "sea:Black Sea+UA.11",
                                        "IL.03"};
    static const char *const sources[] = {"Russia's Defence Ministry",
                                          "the governor",
                                          "Ukraine's air force",
                                          "TASS news agency",
                                          "residents",
                                          NULL,
                                          "the mayor",
                                          "the ministry"};
    static const char *const dates[] = {"2025-03-11", "2025-03-11", "2025-03-12", "2025-03-10"};
    static const char *const windows[] = {NULL,  NULL,    NULL,   "night",
                                          "day", "20-23", "23-7", "7-12"};
    static const skt_role roles[] = {SKT_SINGLE, SKT_PART, SKT_PART, SKT_TOTAL};
    static const skt_bound bounds[] = {SKT_EXACT, SKT_EXACT,    SKT_EXACT,  SKT_EXACT,
                                       SKT_ABOUT, SKT_AT_LEAST, SKT_AT_MOST};
    skt_claim_set *set;
    if (skt_claim_set_new(&set) != SKT_OK) {
        abort();
    }
    unsigned state = seed * 2654435761u + 1;
    const unsigned n = 2 + next(&state, 24);
    for (unsigned i = 0; i < n; i++) {
        static const char *const reports[] = {"a", "b", "c", "d"};
        const made_claim made = {
            .report = PICK(&state, reports),
            .source = PICK(&state, sources),
            .area = PICK(&state, areas),
            .date = next(&state, 20) == 0 ? NULL : PICK(&state, dates),
            .outcome =
                next(&state, 4) == 0 ? (skt_outcome)next(&state, SKT_OUTCOMES) : SKT_INTERCEPTED,
            .value = next(&state, 8) == 0 ? SKT_NULL : (skt_number)(1 + next(&state, 40)),
            .bound = PICK(&state, bounds),
            .role = PICK(&state, roles),
            .subset = next(&state, 10) == 0,
            .superseded = next(&state, 12) == 0,
            .added = next(&state, 12) == 0,
            .window = PICK(&state, windows),
            .attacker = next(&state, 5) == 0 ? "UA" : NULL,
            .approach = next(&state, 6) == 0,
            .method = next(&state, 2) == 0 ? SKT_METHOD_KINETIC : SKT_METHOD_ELECTRONIC};
        made_claim copy = made;
        char part_of[32];
        if (i > 0 && next(&state, 4) == 0) {
            (void)snprintf(part_of, sizeof part_of, "%s:%u", made.report, next(&state, i));
            copy.part_of = part_of;
        }
        claim_make(set, &copy);
    }
    return set;
}

skt_claim_set *claims_shuffle(const skt_claim_set *set, unsigned seed, size_t times)
{
    const size_t n = skt_claim_set_count(set) * times;
    size_t *order = malloc((n + 1) * sizeof *order);
    skt_claim_set *copy;
    if (order == NULL || skt_claim_set_new(&copy) != SKT_OK) {
        abort();
    }
    unsigned state = seed;
    for (size_t i = 0; i < n; i++) {
        order[i] = i % skt_claim_set_count(set);
    }
    for (size_t i = n; i > 1; i--) {
        const size_t other = next(&state, (unsigned)i);
        const size_t swap = order[i - 1];
        order[i - 1] = order[other];
        order[other] = swap;
    }
    for (size_t i = 0; i < n; i++) {
        if (skt_claim_set_add(copy, skt_claim_set_at(set, order[i])) != SKT_OK) {
            abort();
        }
    }
    free(order);
    return copy;
}

static void print_estimate(skt_buf *out, skt_estimate e)
{
    skt_buf_format(out, " %lld/%lld/%lld", (long long)e.low, (long long)e.best, (long long)e.high);
}

static void print_row(skt_buf *out, const skt_row *row)
{
    skt_buf_format(out, "%s %.*s %.*s %d-%d n%zu r%zu", skt_row_level_name(row->level),
                   SKT_FMT(row->admin1), SKT_FMT(row->region), (int)row->date_from,
                   (int)row->date_to, row->incidents, row->reports);
    for (size_t i = 0; i < SKT_OUTCOMES; i++) {
        const skt_cell *cell = &row->cells[i];
        print_estimate(out, cell->estimate);
        skt_buf_format(out, " %lld %lld %d%d", (long long)cell->not_placed,
                       (long long)cell->elsewhere, cell->unnumbered, cell->withheld);
    }
    skt_buf_add_char(out, '\n');
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Links between claims of different ids, sorted. */
static void print_links(skt_buf *out, const skt_claim_set *claims,
                        const skt_incident_set *incidents)
{
    const size_t n = skt_incident_set_link_count(incidents);
    char **lines = calloc(n + 1, sizeof *lines);
    size_t kept = 0;
    for (size_t i = 0; lines != NULL && i < n; i++) {
        const skt_link *link = skt_incident_set_link_at(incidents, i);
        const skt_str from = skt_claim_set_at(claims, link->from)->id;
        const skt_str to = skt_claim_set_at(claims, link->to)->id;
        skt_buf line = SKT_BUF_INIT;
        if (!skt_str_eq(from, to)) {
            skt_buf_format(&line, "%.*s %s %.*s %s\n", SKT_FMT(from),
                           skt_link_type_name(link->type), SKT_FMT(to), link->reason);
            lines[kept++] = line.ptr;
        }
    }
    if (kept > 0) {
        qsort(lines, kept, sizeof *lines, by_text);
    }
    for (size_t i = 0; i < kept; i++) {
        skt_buf_add_text(out, lines[i]);
        free(lines[i]);
    }
    free(lines);
}

void result_print(skt_buf *out, const skt_claim_set *claims, const skt_incident_set *incidents,
                  const skt_tally *tally)
{
    for (size_t i = 0; i < skt_incident_set_count(incidents); i++) {
        const skt_incident *incident = skt_incident_set_at(incidents, i);
        skt_buf_format(out, "%.*s %.*s %s %d", SKT_FMT(incident->id), SKT_FMT(incident->event),
                       skt_outcome_name(incident->outcome), (int)incident->date);
        print_estimate(out, incident->estimate);
        skt_buf_format(out, " %lld %.*s%d >%zd r%zu:", (long long)incident->net,
                       SKT_FMT(incident->attacker), incident->attacker_inferred,
                       (ssize_t)incident->parent, incident->n_reports);
        for (size_t k = 0; k < incident->n_claims; k++) {
            skt_buf_format(out, " %.*s",
                           SKT_FMT(skt_claim_set_at(claims, incident->claims[k])->id));
        }
        skt_buf_add_char(out, '\n');
    }
    print_links(out, claims, incidents);
    for (size_t i = 0; i < skt_tally_count(tally); i++) {
        print_row(out, skt_tally_at(tally, i));
    }
}
