/* Sums by area, beyond what the public API serves. */
#ifndef SKT_TALLY_TALLY_H
#define SKT_TALLY_TALLY_H

#include "core/arena.h"
#include "core/vec.h"
#include "skytally.h"

/* One figure of a report's own tally: `extract --tally`. */
typedef struct skt_area_figure {
    skt_str area; /* "RU.41", "RU" or "sea:black sea"; in the arena handed in */
    skt_outcome outcome;
    skt_number value; /* never SKT_NULL */
} skt_area_figure;

typedef SKT_VEC(skt_area_figure) skt_area_figures;

/* Appends what a careful analyst counts from `incidents`, in the order of area,
 * then outcome: a figure for each first-level region with a known number, for a
 * sea, and for a country where a numbered claim stands above the region level;
 * none for area sets. Figures are as issued: where a region's does not fit into
 * its country's, both stand. */
skt_status skt_tally_areas(skt_area_figures *out, const skt_incident_set *incidents,
                           skt_arena *arena);

/* The user's regions that the rows are of, or NULL. */
const skt_regions *skt_tally_regions(const skt_tally *tally);

#endif
