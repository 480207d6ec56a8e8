/* status.json: how the last run went, for people and for what watches over it
 * (docs/formats.md, "status.json"). */
#ifndef SKT_CLI_STATUS_H
#define SKT_CLI_STATUS_H

#include "cli/adding.h"
#include "cli/fetching.h"

/* What is told of a run. */
typedef struct skt_run_status {
    skt_time began, ended;
    skt_time last_good, last_change; /* 0: never; this run's own, where it was such */
    int exit_code;
    bool good;    /* what the store and the outputs say is as of this run */
    bool changed; /* outputs were written */
    skt_added added;
    size_t inputs_refused;
    size_t claims, incidents; /* of the outputs */
} skt_run_status;

/* Writes the status to `path`, by way of a temporary file. Sources that were not come to, and all
 * of them where `fetching` has no state, are told as far as they are known. Errors: SKT_E_IO,
 * SKT_E_NOMEM, with a failure in the diag. */
skt_status skt_status_write(const char *path, const skt_run_status *run,
                            const skt_fetching *fetching);

#endif
