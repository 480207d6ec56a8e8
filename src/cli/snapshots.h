/* Dated copies of the outputs: DIR/snapshots/2026-11-22T1300Z, one for each run that changed
 * something. */
#ifndef SKT_CLI_SNAPSHOTS_H
#define SKT_CLI_SNAPSHOTS_H

#include "core/buf.h"
#include "skytally.h"

/* Keeps the files of the folder `dir` under the minute `when`, as links to them where the file
 * system has such, in place of what an earlier run of that minute kept; then removes the oldest
 * snapshots but `keep`, at least 1. The snapshot is there as a whole or not at all. Errors:
 * SKT_E_IO, SKT_E_NOMEM, with a refusal in `diag`: the outputs are good. */
skt_status skt_snapshot_make(const char *dir, skt_time when, size_t keep, skt_diag *diag);

#endif
