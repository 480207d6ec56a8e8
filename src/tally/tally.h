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

/* What it was built with; the regions that they point at are the caller's. */
const skt_tally_options *skt_tally_options_of(const skt_tally *tally);

/* What one incident adds to a row. */
typedef struct skt_tally_part {
    size_t row;       /* of the table */
    size_t incident;  /* index into the set */
    skt_estimate net; /* as it is added up; all null without a number */
    bool hidden;      /* without a number, and a number around it in the row covers it */
} skt_tally_part;

/* As skt_tally_build, and keeps what each row is the sum of; areas are not measured. */
skt_status skt_tally_trace(skt_tally **out, const skt_incident_set *incidents,
                           const skt_gazetteer *gazetteer, const skt_tally_options *options);
/* Points *out at the parts of row `index`, owned by `tally`, in the order of the incidents;
 * returns their number: 0 where it is not traced. */
size_t skt_tally_parts(const skt_tally_part **out, const skt_tally *tally, size_t index);
/* The key of row `index`: "RU.41", "RU", "Black Sea", "RU.41+RU.10"; none for the total. */
skt_str skt_tally_key(const skt_tally *tally, size_t index);
/* Whether the options let the incident into the table at all. */
bool skt_tally_takes(const skt_incident_set *incidents, size_t incident,
                     const skt_tally_options *options);
/* Whether the cuts by days, outcome, country and attacker leave the incident in, though it may add
 * nothing, or, without a day, stand in no row. */
bool skt_tally_keeps(const skt_incident_set *incidents, size_t incident,
                     const skt_tally_options *options);

#endif
