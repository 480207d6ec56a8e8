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

/* Whether the command line, with what the configuration adds, has as many operands as
 * the command wants; else that is said on stderr. */
bool skt_options_complete(const skt_arguments *args, const skt_cli *cli);

/* For what sets options in another way than the command line. The values allowed to the
 * option `name` of whatever command, or NULL: any. */
const char *skt_option_choices(const char *name);
bool skt_option_is_choice(const char *choices, const char *value);
/* Whether cli->command has the option and it is set. */
bool skt_option_is_set(const skt_arguments *args, const skt_cli *cli, const char *name);
/* Sets it, where the command has it; `value` ("" for a switch) must outlive `cli`. false:
 * out of memory. */
bool skt_option_set(skt_arguments *args, skt_cli *cli, const char *name, const char *value);

/* The options that every command has. */
const skt_option *skt_options_common(size_t *count);

/* What --help of the program says of inputs and exit codes: paragraphs of filled lines. */
extern const char skt_help_inputs[];
extern const char skt_help_exit[];
extern const char skt_help_title[]; /* what the program is, in one line */

/* Prints the help of `command`, or of the program where it is NULL. */
void skt_options_help(FILE *out, const skt_command *command);

#endif
