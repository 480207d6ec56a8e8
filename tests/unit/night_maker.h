/* Nights as they are reported: a truth by region, and reports that tell it whole, in
 * parts, again, rounded, from the evening or the town; then, on demand, faults in them. */
#ifndef SKT_TESTS_NIGHT_MAKER_H
#define SKT_TESTS_NIGHT_MAKER_H

#include "core/buf.h"
#include "skytally.h"

enum { NIGHT_REGIONS = 14, NIGHT_MOST = 3 };

/* What the reports of a faultless set come to: drones downed by who suffered them. */
typedef struct night_truth {
    skt_number total;
    skt_number region[NIGHT_REGIONS]; /* of the issuer's table; SKT_NULL: not told */
} night_truth;

/* The code of a region of night_truth; "S:" and its name for a sea. */
const char *night_region(size_t index);

/* One to three nights from `seed`. `faults` of 100 claims are altered in some way. */
skt_claim_set *night_make(night_truth *truth, unsigned seed, unsigned faults);

/* The claims of `set` whose report is (or is not) `report`, added to `to` under the
 * report's name `as`, published `days` later; all where `report` is NULL. */
void claims_copy(skt_claim_set *to, const skt_claim_set *set, const char *report, bool whether,
                 const char *as, int days);
/* The claims as one would write them down. */
void claims_print(skt_buf *out, const skt_claim_set *set);
/* A number below `below` from `state`. */
unsigned night_random(unsigned *state, unsigned below);

#endif
