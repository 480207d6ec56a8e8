/* Claims made up for tests: by hand in a line, or by a generator that gives the
 * same sets in every run. */
#ifndef SKT_TESTS_CLAIM_MAKER_H
#define SKT_TESTS_CLAIM_MAKER_H

#include "core/buf.h"
#include "skytally.h"

/* "RU", "RU.41", "RU.41/Lgov" (a city), "RU.41/!Khalino" (a facility), "RU.48/~Tushino" (a
 * quarter), each with or without "@51.7,35.3"; "sea:Black Sea"; several joined by '+'. */
typedef struct made_claim {
    const char *report, *source, *area, *date;
    skt_outcome outcome;
    skt_number value; /* SKT_NULL: vague */
    skt_bound bound;
    skt_role role;
    const char *part_of; /* id, or NULL */
    bool subset, superseded, added;
    const char *window; /* "20-23": hours UTC of the date, a start from 18 on; "night", "day",
                           "evening" from 18 on, roughly; "night 18-8": with its hours, from the
                           evening before */
    const char *attacker;
    bool approach;
    skt_method method;
    int published; /* days after the date */
    bool withheld, debris;
    skt_number sites; /* 0: not told */
    const char *url, *signature, *evidence;
} made_claim;

/* What a number of that bound amounts to: low, best, high; `value` as it is read. */
skt_estimate estimate_made(skt_number value, skt_bound bound);

/* Adds the claim; its id is the report's name, a colon and its number in `set`. */
void claim_make(skt_claim_set *set, const made_claim *made);

/* Some twenty claims in a few reports, all from `seed`. */
skt_claim_set *claims_generate(unsigned seed);
/* The same claims in an order from `seed`, each `times` times. */
skt_claim_set *claims_shuffle(const skt_claim_set *set, unsigned seed, size_t times);

/* Everything that reconciling and tallying say, without numbers of claims. */
void result_print(skt_buf *out, const skt_claim_set *claims, const skt_incident_set *incidents,
                  const skt_tally *tally);

#endif
