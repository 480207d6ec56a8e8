/* A run over the sources of the configuration: fetch, store, tally, export, where something
 * changed; and what is left behind for the next run and for those who watch. */
#ifndef SKT_CLI_REFRESH_H
#define SKT_CLI_REFRESH_H

#include "cli/layers.h"

typedef struct skt_refresh_plan {
    size_t first_layer; /* row of the first option of layers; those that cut are 0 and on */
    const char *state;  /* --state, or NULL */
    const char *status; /* --status, or NULL */
    size_t keep;        /* snapshots; 0: none */
    bool quiet;
    bool always_reports; /* also where nothing changed */
    skt_layers_report report;
} skt_refresh_plan;

/* All of it; operands are added to the store as well. Returns the exit code. */
int skt_refresh_run(skt_cli *cli, const skt_arguments *args, const skt_refresh_plan *plan);

#endif
