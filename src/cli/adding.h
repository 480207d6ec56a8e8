/* Reports to the store: read, read through, put as they come. */
#ifndef SKT_CLI_ADDING_H
#define SKT_CLI_ADDING_H

#include "cli/chain.h"
#include "fetch/fetch.h"

/* What came of adding. */
typedef struct skt_added {
    size_t counts[SKT_STORE_CHANGES]; /* reports */
    size_t claims;                    /* of those that were added or changed */
} skt_added;

/* Called for each report in the order in which they were put. */
typedef skt_status skt_added_fn(void *user, skt_store_change change, const skt_report *report,
                                size_t n_claims);

/* Adds the reports and lines of claims of `inputs` to `store`, some at a time: what was added
 * stays whatever happens later. `each` may be NULL. */
skt_status skt_add_inputs(skt_added *out, skt_cli *cli, skt_sums *sums, skt_store *store,
                          const char *const *inputs, size_t n_inputs, skt_added_fn *each,
                          void *user);

/* Adds what the sources of `fetch` give. The caller commits that, once the store is closed: what
 * was added is then safe on the disk. */
skt_status skt_add_fetched(skt_added *out, skt_cli *cli, skt_sums *sums, skt_store *store,
                           skt_fetch *fetch);

/* "added", "changed", "reworded", "older", "unchanged"; static storage. */
const char *skt_store_change_name(skt_store_change value);

/* The store that is meant where none is named: `store.gpkg` in the folder of the state, which
 * `state` names, or NULL (cli/fetching.h). Owned by cli->arena. */
skt_status skt_store_default(const char **out, skt_cli *cli, const char *state);

#endif
