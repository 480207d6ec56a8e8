/* What the files of the module share. */
#ifndef SKT_EXPLAIN_EXPLAIN_PRIVATE_H
#define SKT_EXPLAIN_EXPLAIN_PRIVATE_H

#include "explain/explain.h"
#include "incidents/incidents.h"
#include "tally/tally.h"

/* Work in hand. */
typedef struct skt_telling {
    skt_explanation *out;
    skt_tally_options cuts;
    size_t *first_kid; /* by incident: the incidents in it, chained by next_kid */
    size_t *next_kid;
    bool *told;   /* by incident: it is in the cell at hand */
    size_t *part; /* by incident: which part of the row it is, until it is told; or SIZE_MAX */
    bool *used;   /* by claim: it is in some incident */
    SKT_VEC(skt_gap) gaps;
} skt_telling;

/* Fills *out with the accounts and claims of incident `index`. */
skt_status skt_tell_incident(skt_told_incident *out, skt_telling *t, size_t index);
/* Fills *out with claim `index`, which is in no account. */
skt_status skt_tell_claim(skt_told_claim *out, skt_telling *t, size_t index);

/* sentences.c: puts the claims in the order of their documents. */
void skt_tell_documents(skt_explanation *e);

/* gaps.c: what tells of the area and is not in the cell, and why. */
skt_status skt_tell_gaps(skt_telling *t, skt_told_cell *cell);

/* names.c: the name of a place, an area or a row, as people say it. */
void skt_tell_area(skt_buf *out, const skt_explanation *e, size_t incident);
/* The same but for case and an article. */
bool skt_tell_same_name(skt_str a, skt_str b);
/* The row that the incident stands in: "RU.41", "sea:Black Sea", "RU.10+RU.41"; none: no row
 * below that of the country. */
void skt_tell_row(skt_buf *out, const skt_explanation *e, size_t incident);

#endif
