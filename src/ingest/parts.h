/* Inputs in parts that several threads read: whole files, stretches of an archive, lines of
 * NDJSON. Who asks for them gets the same reports, in their order, with the same messages, as
 * from skt_ingest_next():
 *
 *     while (skt_ingest_next_part(&report, &part, ingest) == SKT_OK && (report || part)) {
 *         if (part != NULL) -> any thread:     skt_part_begin(part, claims, diag);
 *                                              while (skt_part_next(&report, part), report) ...
 *                           -> this thread, in their order:
 *                               if (skt_part_check(part) == SKT_PART_AGAIN) once more from "begin"
 *                               skt_part_settle(part, to, diag); skt_part_free(part);
 *     }
 *
 * Where an archive can be cut is a guess until the part before it was read; what began at a wrong
 * place is read again. */
#ifndef SKT_INGEST_PARTS_H
#define SKT_INGEST_PARTS_H

#include "ingest/ingest.h"

typedef struct skt_part skt_part;

typedef enum skt_part_verdict {
    SKT_PART_GOOD,
    SKT_PART_AGAIN, /* it begins elsewhere: what was read is none of the input's */
    SKT_PART_VOID   /* nothing of it is left to be read */
} skt_part_verdict;

/* The next report, good until the next call, or the next part; neither: there is none left.
 * Errors: as of skt_ingest_next(). */
skt_status skt_ingest_next_part(const skt_report **report, skt_part **part, skt_ingest *ingest);

/* Begins to read a part, anew where it was begun. Lines of claims are put into `claims`, or refused
 * where that is NULL; `diag` takes what is said. SKT_E_NOMEM. */
skt_status skt_part_begin(skt_part *part, skt_claim_set *claims, skt_diag *diag);
/* Its next report, good until the next call; NULL: it was read to its end. */
skt_status skt_part_next(const skt_report **out, skt_part *part);
/* The bytes of memory that it takes before it is begun. */
size_t skt_part_bytes(const skt_part *part);
/* Whether it must be settled before another part is asked for. */
bool skt_part_is_awaited(const skt_part *part);

/* What is to be done with what was read, once the parts before it were settled. */
skt_part_verdict skt_part_check(skt_part *part);
/* Takes what became of a part that is good and was read to its end, or is void, into account, and
 * puts what `diag` holds, less what would be too much, behind what is in `to`. */
void skt_part_settle(skt_part *part, skt_part_verdict verdict, skt_diag *to, skt_diag *diag);
/* Before the skt_ingest that gave it. */
void skt_part_free(skt_part *part);

#endif
