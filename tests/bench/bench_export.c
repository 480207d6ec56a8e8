/* What it takes to write made-up incidents in one format. Prints one line: incidents; seconds
 * of making records and layers, and of writing them; the same in seconds of processor time;
 * and the peak of memory in kilobytes, when the records are made and at the end.
 *
 *     bench_export COUNT FORMAT FOLDER */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "core/str.h"
#include "export/export.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { DISTINCT_CLAIMS = 40000, FIRST_DAY = 19000, DAYS = 1400, DAY_S = 86400 };

/* ---------------------------------------------------------------- texts */

typedef struct region {
    const char *admin1, *iso, *country, *name, *town, *source, *quote;
} region;

static const region regions[] = {
    {"RU.41", "RU-KRS", "RU", "Kursk Oblast", "Рыльск", "Минобороны России",
     "дежурными средствами ПВО уничтожены и перехвачены %u украинских беспилотных летательных "
     "аппарата самолётного типа над территорией области"},
    {"RU.09", "RU-BEL", "RU", "Belgorod Oblast", "Шебекино", "губернатор области",
     "по городу «Шебекино» нанесён удар с помощью %u дронов; повреждены три частных дома"},
    {"UA.07", "UA-63", "UA", "Kharkiv Oblast", "Куп'янськ", "Повітряні сили ЗСУ",
     "збито %u ударних БпЛА типу Shahed, решта імітаторів \"локаційно втрачено\""},
    {"UA.17", "UA-51", "UA", "Odesa Oblast", "Ізмаїл", "Operational Command South",
     "air defence destroyed %u Shahed-136 drones over the Danube ports, \"all of them\""},
    {"IL.05", "IL-HA", "IL", "Haifa District", "Nahariyya", "the military",
     "the military said it shot down %u unmanned aircraft that crossed from the north"},
    {"YE.26", NULL, "YE", "Amanat al Asimah", "Sanaa", "Saba news agency",
     "%u drones were launched toward the sea; one of them fell short\nand burnt out"},
};

/* Numerical Recipes' generator: the same numbers in every run. */
static unsigned below(unsigned *state, unsigned limit)
{
    *state = *state * 1664525u + 1013904223u;
    return (unsigned)(((uint64_t)*state * limit) >> 32);
}

static skt_str text(skt_arena *arena, const char *format, unsigned a, unsigned b)
{
    char out[400];
    skt_str copy = SKT_STR_NONE;
    /* The formats are those above and below. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    (void)snprintf(out, sizeof out, format, a, b);
#pragma GCC diagnostic pop
    if (skt_arena_str(&copy, arena, skt_str_from(out)) != SKT_OK) {
        abort();
    }
    return copy;
}

/* ------------------------------------------------------------- made-up data */

static skt_str region_name(void *context, skt_str admin1)
{
    (void)context;
    for (size_t i = 0; i < COUNT(regions); i++) {
        if (skt_str_is(admin1, regions[i].admin1)) {
            return skt_str_from(regions[i].name);
        }
    }
    return SKT_STR_NONE;
}

static skt_str country_name(void *context, skt_str alpha2)
{
    (void)context;
    return skt_str_is(alpha2, "RU")   ? SKT_LIT("Russia")
           : skt_str_is(alpha2, "UA") ? SKT_LIT("Ukraine")
           : skt_str_is(alpha2, "IL") ? SKT_LIT("Israel")
                                      : SKT_LIT("Yemen");
}

static skt_status no_polygon(skt_polygon *out, void *context, skt_node node, skt_detail detail,
                             skt_arena *arena)
{
    (void)context, (void)node, (void)detail, (void)arena;
    *out = (skt_polygon){NULL, 0};
    return SKT_OK;
}

static skt_node same_region(void *context, skt_node node)
{
    (void)context;
    return node;
}

static size_t no_areas(void *context)
{
    (void)context;
    return 0;
}

static const skt_atlas atlas = {.polygon = no_polygon,
                                .map_region = same_region,
                                .region_name = region_name,
                                .country_name = country_name,
                                .area_count = no_areas};

static skt_status add_claims(skt_claim_set *claims, size_t count, unsigned *state)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_status status = SKT_OK;
    for (unsigned i = 0; i < count && status == SKT_OK; i++) {
        const region *where = &regions[below(state, COUNT(regions))];
        const skt_claim claim = {
            .id = text(&arena, "%08x.%u", below(state, UINT32_MAX), i % 7),
            .report = text(&arena, "%08x%u", i / 7, 0),
            .url = text(&arena, "https://news.example/%u/item?id=%u", FIRST_DAY + i % DAYS, i),
            .publisher = SKT_LIT("Example & Co. \"News\""),
            .lang = SKT_LIT("ru"),
            .published = FIRST_DAY + (skt_day)(i % DAYS),
            .value = below(state, 90),
            .source = skt_str_from(where->source),
            .evidence = text(&arena, where->quote, below(state, 90), 0),
        };
        status = skt_claim_set_add(claims, &claim);
    }
    skt_arena_dispose(&arena);
    return status;
}

static void make_place(skt_place *place, unsigned *state, const region *where)
{
    *place = (skt_place){.name = skt_str_from(where->town),
                         .label = skt_str_from(where->town),
                         .level = SKT_LEVEL_CITY,
                         .country = skt_str_from(where->country),
                         .admin1 = skt_str_from(where->admin1),
                         .iso_3166_2 = skt_str_from(where->iso),
                         .lat = 12.0 + below(state, 400000000) / 1e7,
                         .lon = 30.0 + below(state, 300000000) / 1e7,
                         .geo_precision = 1 + (int)below(state, 2)};
    if (below(state, 10) == 0) { /* of a whole region: no point */
        place->level = SKT_LEVEL_REGION;
        place->label = place->name = skt_str_from(where->name);
        place->geo_precision = 3;
        place->lat = place->lon = NAN;
    }
}

static void make_incident(skt_incident *out, skt_place *place, size_t *chosen, unsigned *state,
                          size_t index, skt_arena *arena)
{
    const region *where = &regions[below(state, COUNT(regions))];
    const skt_day day = FIRST_DAY + (skt_day)below(state, DAYS);
    const skt_number number = 1 + below(state, 40);
    const bool vague = below(state, 5) == 0;
    make_place(place, state, where);
    chosen[0] = below(state, DISTINCT_CLAIMS);
    chosen[1] = below(state, DISTINCT_CLAIMS);
    *out = (skt_incident){
        .id = text(arena, "%08x%08x", below(state, UINT32_MAX), (unsigned)index),
        .event = text(arena, "%08x%08x", below(state, UINT32_MAX), (unsigned)index / 3),
        .outcome = (skt_outcome)below(state, SKT_OUTCOMES),
        .method = (skt_method)below(state, 3),
        .places = place,
        .n_places = 1,
        .date = day,
        .window = {(skt_time)day * DAY_S - 7 * 3600, (skt_time)day * DAY_S + 4 * 3600, 3 * 3600,
                   SKT_TIME_NIGHT, below(state, 2) == 0},
        .estimate = {number, vague ? SKT_NULL : number, vague ? SKT_NULL : number + 3},
        .net = vague ? SKT_NULL : number,
        .sites = below(state, 8) == 0 ? 2 : SKT_NULL,
        .lower_bound = vague,
        .attacker = below(state, 3) == 0 ? SKT_STR_NONE : SKT_LIT("UA"),
        .parent = below(state, 20) == 0 ? index / 2 : SIZE_MAX,
        .claims = chosen,
        .n_claims = 1 + below(state, 2),
        .n_reports = 1,
    };
}

typedef struct made {
    skt_arena arena;
    skt_claim_set *claims;
    const skt_incident **list;
} made;

static skt_status make(made *out, size_t count)
{
    unsigned state = 20261122;
    skt_incident *incidents = skt_arena_array(&out->arena, count, sizeof *incidents);
    skt_place *places = skt_arena_array(&out->arena, count, sizeof *places);
    size_t *chosen = skt_arena_array(&out->arena, 2 * count, sizeof *chosen);
    out->list = skt_arena_array(&out->arena, count, sizeof *out->list);
    if (incidents == NULL || places == NULL || chosen == NULL || out->list == NULL) {
        return SKT_E_NOMEM;
    }
    const skt_status status = skt_claim_set_new(&out->claims);
    for (size_t i = 0; i < count; i++) {
        make_incident(&incidents[i], &places[i], &chosen[2 * i], &state, i, &out->arena);
        out->list[i] = &incidents[i];
    }
    return status == SKT_OK ? add_claims(out->claims, DISTINCT_CLAIMS, &state) : status;
}

/* -------------------------------------------------------------- measuring */

typedef struct moment {
    double wall, processor;
    long peak_kb;
} moment;

static double seconds(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static moment now(void)
{
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return (moment){seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID), usage.ru_maxrss};
}

static skt_status run(const made *from, size_t count, unsigned format, const char *dir)
{
    static const char *const attributions[] = {"Made up for a benchmark"};
    skt_arena arena = SKT_ARENA_INIT;
    skt_export_data data;
    memset(&data, 0, sizeof data);
    data.meta = (skt_export_meta){.attributions = attributions,
                                  .n_attributions = 1,
                                  .boundaries = "iso",
                                  .date_from = FIRST_DAY,
                                  .date_to = FIRST_DAY + DAYS,
                                  .as_of = FIRST_DAY + DAYS};
    const skt_export_rows rows = {0};
    skt_export_options options = SKT_EXPORT_OPTIONS_INIT;
    options.formats = format;
    moment at[3] = {now()};
    skt_status status = skt_export_data_make(&data, (skt_incident_list){from->list, count}, &rows,
                                             from->claims, &atlas, &arena, NULL);
    at[1] = now();
    status = status == SKT_OK ? skt_export_data_write(dir, &data, &options, NULL) : status;
    at[2] = now();
    skt_arena_dispose(&arena);
    printf("%zu\t%.4f\t%.4f\t%.4f\t%.4f\t%ld\t%ld\n", count, at[1].wall - at[0].wall,
           at[2].wall - at[1].wall, at[1].processor - at[0].processor,
           at[2].processor - at[1].processor, at[1].peak_kb, at[2].peak_kb);
    return status;
}

int main(int argc, char **argv)
{
    const unsigned format = argc == 4 ? skt_format_by_name(skt_str_from(argv[2])) : 0;
    if (format == 0) {
        (void)fprintf(stderr, "usage: bench_export COUNT FORMAT FOLDER\n");
        return 2;
    }
    const size_t count = strtoul(argv[1], NULL, 10);
    made from = {SKT_ARENA_INIT, NULL, NULL};
    skt_status status = make(&from, count);
    status = status == SKT_OK ? run(&from, count, format, argv[3]) : status;
    if (status != SKT_OK) {
        (void)fprintf(stderr, "bench_export: failed with status %d\n", (int)status);
    }
    skt_claim_set_free(from.claims);
    skt_arena_dispose(&from.arena);
    return status == SKT_OK ? 0 : 1;
}
