/* What one thread of skt_gather() reads through in one go. Between gather.c and portion.c alone. */
#ifndef SKT_CLI_PORTION_H
#define SKT_CLI_PORTION_H

#include "cli/gather.h"
#include "core/arena.h"
#include "core/buf.h"
#include "core/vec.h"
#include "ingest/parts.h"

/* Reports, or a part of the inputs that has some. */
typedef struct skt_portion {
    skt_arena arena; /* of the reports, where they had to be copied */
    skt_part *part;  /* or NULL */
    SKT_VEC(skt_report) reports;
    SKT_VEC(skt_read_report) readings; /* of reports, where they are put */
    size_t n_reports;                  /* that were read */
    skt_str doc;                       /* of the first one, where that is asked for */
    size_t bytes;                      /* that it holds while it waits */
    bool begun, more;                  /* the part is being read; and not to its end yet */
    bool alone;                        /* nothing else is being read */
    skt_diag *said;                    /* what was said while its first report was read */
    skt_diag *diag;                    /* and what is said while they are read through */
    skt_claim_set *before;             /* claims that the inputs before it hold, or NULL */
    skt_claim_set *claims;
    skt_buf out; /* where they are written at once */
    size_t n_claims;
    skt_cli *cli;
    const skt_gathering *how;
    const skt_report *reading; /* the report at hand */
    skt_status status;
} skt_portion;

/* With nothing in it; NULL: memory is out. `cli` and `how` must outlive it. */
skt_portion *skt_portion_new(skt_cli *cli, const skt_gathering *how);
void skt_portion_free(skt_portion *portion);
/* Adds a report; as a copy, unless it stays as it is until that was read through. */
skt_status skt_portion_add(skt_portion *portion, const skt_report *report, bool copied);
/* Reads all of it through, or of a long part so much that it has to be handed on first
 * (portion->more), in any thread. */
void skt_portion_work(skt_portion *portion);
/* Makes it one of which nothing was read, but that it is read alone from now on: from where it is
 * with its part, or anew. */
skt_status skt_portion_again(skt_portion *portion, bool anew);

#endif
