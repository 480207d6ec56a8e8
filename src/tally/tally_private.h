/* The table of a tally while it is made. Private to the module. */
#ifndef SKT_TALLY_TALLY_PRIVATE_H
#define SKT_TALLY_TALLY_PRIVATE_H

#include "core/map.h"
#include "gazetteer/gazetteer.h"
#include "incidents/incidents.h"
#include "tally/tally.h"

typedef struct skt_tally_row {
    skt_row row;
    skt_str key; /* of the area; none for the total */
    size_t made; /* number in the order of making */
    size_t first_part, n_parts;
} skt_tally_row;

struct skt_tally {
    skt_arena arena;
    SKT_VEC(skt_tally_row) rows;
    skt_tally_options options;
    bool traced;
    SKT_VEC(skt_tally_part) parts; /* where traced: in the order of rows at the end */
};

/* Days from `from` to `to`, both included. */
typedef struct skt_days {
    skt_day from, to;
} skt_days;

enum { SKT_TALLY_MAX_FILLED = 2000000 }; /* rows */

/* A row of which nothing is told. */
skt_row skt_row_empty(skt_row_level level, skt_days days);

/* periods.c: the period of `day`, cut at the ends that the options name; `whole` where there
 * is one period, or no day. */
skt_days skt_period_of(const skt_tally_options *options, skt_days whole, skt_day day);
/* fill.c: adds an empty row for each period of `whole` in which an area of the table, a region
 * of the user's, or the total has none. SKT_E_LIMIT. */
skt_status skt_tally_fill(skt_tally *tally, const skt_tally_options *options, skt_days whole);
/* place.c: for each incident the user's region that it lies in, plus 1, or 0. Free *out. */
skt_status skt_tally_place(size_t **out, const skt_incident_set *incidents,
                           const skt_gazetteer *gazetteer, const skt_regions *regions);

/* trace.c: puts the parts under the final numbers of their rows. */
skt_status skt_tally_sort_parts(skt_tally *tally);

/* labels.c: names, codes and sizes from the gazetteer (which may be NULL) or, for
 * want of one, from the place itself. */
skt_status skt_row_describe(skt_row *row, skt_arena *arena, const skt_incident *incident,
                            const skt_incident_detail *detail, const skt_gazetteer *gazetteer);
skt_status skt_row_describe_country(skt_row *row, skt_arena *arena, skt_str country,
                                    const skt_gazetteer *gazetteer);
/* Of region `own` (plus 1) of the user's. */
void skt_row_describe_own(skt_row *row, const skt_regions *regions, size_t own);
/* Fills area_km2 of the row's node, geodesic, and per_10k. */
skt_status skt_row_measure(skt_row *row, const skt_gazetteer *gazetteer);

#endif
