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
} skt_tally_row;

struct skt_tally {
    skt_arena arena;
    SKT_VEC(skt_tally_row) rows;
};

/* labels.c: names, codes and sizes from the gazetteer (which may be NULL) or, for
 * want of one, from the place itself. */
skt_status skt_row_describe(skt_row *row, skt_arena *arena, const skt_incident *incident,
                            const skt_incident_detail *detail, const skt_gazetteer *gazetteer);
skt_status skt_row_describe_country(skt_row *row, skt_arena *arena, skt_str country,
                                    const skt_gazetteer *gazetteer);
/* Fills area_km2 of the row's node, geodesic, and per_10k. */
skt_status skt_row_measure(skt_row *row, const skt_gazetteer *gazetteer);

#endif
