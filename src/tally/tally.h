/* Sums by area, for other modules than the public API serves. */
#ifndef SKT_TALLY_TALLY_H
#define SKT_TALLY_TALLY_H

#include "core/vec.h"
#include "skytally.h"

/* One figure of a report's own tally. `area` is a first-level code ("RU.41"), a
 * country ("RU") or a sea ("sea:black sea"). */
typedef struct skt_area_figure {
    skt_str area; /* owned by the vector's arena-less storage: see skt_area_figures */
    skt_outcome outcome;
    skt_number value; /* never SKT_NULL */
} skt_area_figure;

/* Figures in the order of area, then outcome, with the memory of the areas. */
typedef struct skt_area_figures {
    SKT_VEC(skt_area_figure) figures;
    struct skt_area_names *names;
} skt_area_figures;

/* What a careful analyst counts from `incidents`: a row for each first-level
 * region with a known number, for a sea, and for a country where a numbered claim
 * stands above the region level; none for area sets. Free with
 * skt_area_figures_dispose. */
skt_status skt_tally_areas(skt_area_figures *out, const skt_incident_set *incidents,
                           const skt_claim_set *claims);
void skt_area_figures_dispose(skt_area_figures *figures);

#endif
