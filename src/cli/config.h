/* The configuration file: what options say, kept (docs/formats.md). */
#ifndef SKT_CLI_CONFIG_H
#define SKT_CLI_CONFIG_H

#include "cli/cli.h"

/* Reads the file cli->config, if there is one, and fills what the command line left
 * open: options of cli->command, common options, and where there are none, operands.
 * The values live in cli->arena. SKT_E_USAGE: said so in cli->diag, by file and line;
 * SKT_E_NOMEM likewise. */
skt_status skt_config_apply(skt_arguments *args, skt_cli *cli);

#endif
