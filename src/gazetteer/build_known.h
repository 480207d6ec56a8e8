/* The committed settlements (places.tsv, places_extra.tsv) as rows that a dump's rows
 * can be found among. */
#ifndef SKT_GAZETTEER_BUILD_KNOWN_H
#define SKT_GAZETTEER_BUILD_KNOWN_H

#include "gazetteer/build.h"

typedef struct skt_gaz_known_row {
    skt_str line;
    uint32_t number; /* of the line */
    bool extra;      /* of places_extra.tsv */
    bool used;       /* is a node, or was joined to one */
} skt_gaz_known_row;

/* A name of a row, and the next row with a name of that key; UINT32_MAX: none. */
typedef struct skt_gaz_known_link {
    uint32_t row, next;
} skt_gaz_known_link;

typedef struct skt_gaz_known {
    skt_gaz_table tables[2]; /* places, extra */
    SKT_VEC(skt_gaz_known_row) rows;
    SKT_VEC(skt_gaz_known_link) links;
    skt_map by_name; /* "folded name/admin1" to a link, of rows without a geonameid */
} skt_gaz_known;

/* Reads the rows. With a dump those with a geonameid are noted there, to be found by
 * it. Close it in any case. */
skt_status skt_gaz_known_open(skt_gaz_known *known, skt_gaz_builder *b);
/* Reads row `i`; false if it makes no sense, which is refused by line if `refuse`. */
bool skt_gaz_known_place(skt_gaz_place *out, skt_gaz_known *known, uint32_t i, bool refuse);
/* The row without a geonameid that is not used, has the name, lies in the region and
 * about there; UINT32_MAX if there is none. */
uint32_t skt_gaz_known_find(skt_gaz_known *known, skt_gaz_builder *b, skt_str name, skt_str admin1,
                            int32_t lat, int32_t lon);
/* Makes `place`, what row `i` tells, a node; the row is used. Extra rows that are of the
 * same place only add their names. */
skt_status skt_gaz_known_add(skt_node *out, skt_gaz_builder *b, skt_gaz_known *known, uint32_t i,
                             const skt_gaz_place *place);
/* Adds the names of the extra rows that are of the place. */
skt_status skt_gaz_known_join(skt_gaz_builder *b, skt_gaz_known *known, const skt_gaz_place *place,
                              skt_node node);
void skt_gaz_known_close(skt_gaz_known *known);

#endif
