/* The tally as people read it on a terminal. */
#ifndef SKT_CLI_TALLY_TABLE_H
#define SKT_CLI_TALLY_TABLE_H

#include "core/buf.h"
#include "skytally.h"

/* Appends the rows of `tally` as an aligned table: best figures, ranges where
 * they differ, "some" for what was told without a number. */
skt_status skt_tally_table(skt_buf *out, const skt_tally *tally);
/* Appends the rows as tallies.csv has them. */
skt_status skt_tally_csv(skt_buf *out, const skt_tally *tally, const skt_gazetteer *gazetteer);

#endif
