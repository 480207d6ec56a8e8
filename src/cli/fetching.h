/* What `run` and `fetch` share: the state's folder, lock and files, and the sources asked. */
#ifndef SKT_CLI_FETCHING_H
#define SKT_CLI_FETCHING_H

#include "cli/cli.h"
#include "fetch/fetch.h"

/* The state of this configuration, locked. */
typedef struct skt_fetching {
    skt_cli *cli;
    skt_str dir;  /* the state's folder */
    skt_time now; /* when the run began */
    skt_state *state;
    skt_cache *cache; /* or NULL: none is kept */
    skt_str raw;      /* its folder */
    skt_fetch *fetch; /* once begun */
} skt_fetching;

/* The folder of the state: `given` (--state), or as the configuration says, or .skytally beside
 * it, or in the current folder. Owned by cli->arena. */
skt_status skt_fetching_dir(skt_str *out, skt_cli *cli, const char *given);
/* What is now: the system's clock; for tests, what SKYTALLY_NOW says, in seconds. */
skt_time skt_fetching_now(void);

/* Opens state and raw cache in `dir`, and locks them. Errors: SKT_E_LIMIT where another run is
 * at work there, which the diag tells; those of the state and the cache. Close in any case. */
skt_status skt_fetching_open(skt_fetching *out, skt_cli *cli, skt_str dir);
/* Begins to ask the sources; `options` lacks state, cache and clock. */
skt_status skt_fetching_begin(skt_fetching *fetching, const skt_fetch_options *options);
void skt_fetching_close(skt_fetching *fetching);

/* Whether the raw cache holds answers whose reports were not added to the store: then they are
 * not asked for again. */
bool skt_fetching_has_unread(skt_fetching *fetching);
skt_status skt_fetching_note_unread(skt_fetching *fetching, bool unread);

/* Names the sources that are left alone for now since they failed; how many fail, those among
 * them. */
size_t skt_fetching_failed(skt_fetching *fetching);

/* Appends "2026-11-22T13:00:00Z". */
void skt_instant_add(skt_buf *out, skt_time when);

#endif
