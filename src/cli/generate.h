/* The manual and the shells' completions, made from the tables that --help is made from. */
#ifndef SKT_CLI_GENERATE_H
#define SKT_CLI_GENERATE_H

#include "cli/cli.h"

/* `skytally --generate man [COMMAND]`, `skytally --generate bash|zsh|fish`: prints the page of
 * the program or of one command as roff for man(1), or what completes command lines. `words`
 * are those behind --generate. Returns the exit code. */
int skt_generate(FILE *out, const char *const *words, int count);

/* manual.c: the page of `command`, or of the program where it is NULL. */
void skt_manual_page(FILE *out, const skt_command *command);

/* completion.c */
void skt_completion_bash(FILE *out);
void skt_completion_zsh(FILE *out);
void skt_completion_fish(FILE *out);

#endif
