/* Reading a command line by a command's option table, and its --help. */
#ifndef SKT_CLI_OPTIONS_H
#define SKT_CLI_OPTIONS_H

#include "cli/cli.h"

typedef enum skt_parsed {
    SKT_PARSED_RUN,  /* *args is filled */
    SKT_PARSED_HELP, /* --help was asked for */
    SKT_PARSED_WRONG /* said so on stderr */
} skt_parsed;

/* Reads argv (the words behind the command's name) by `cli->command`. Operands
 * are moved to the front of argv; args points into it. Sets cli->data. */
skt_parsed skt_options_parse(skt_arguments *args, skt_cli *cli, int argc, const char **argv);

/* Prints the help of `command`, or of the program where it is NULL. */
void skt_options_help(FILE *out, const skt_command *command);

#endif
