/* What completes command lines in bash, zsh and fish. Commands, options and their values are
 * those of the tables; all else is completed as the name of a file. */
#include <string.h>

#include "cli/generate.h"
#include "cli/options.h"

/* Calls for each option of a command, the common ones last. */
typedef void option_printer(FILE *out, const skt_command *command, const skt_option *option);

static void each_option(FILE *out, const skt_command *command, option_printer *print)
{
    size_t n_common;
    const skt_option *common = skt_options_common(&n_common);
    for (size_t i = 0; i < command->n_options; i++) {
        print(out, command, &command->options[i]);
    }
    for (size_t i = 0; i < n_common; i++) {
        print(out, command, &common[i]);
    }
}

static void put_spaced(FILE *out, const char *choices)
{
    for (const char *c = choices; *c != '\0'; c++) {
        fputc(*c == ',' ? ' ' : *c, out);
    }
}

/* ------------------------------------------------------------------- bash */

static void bash_word(FILE *out, const skt_command *command, const skt_option *option)
{
    (void)command;
    fprintf(out, " --%s", option->name);
}

/* A row of the case over what stands before the word. */
static void bash_values(FILE *out, const skt_command *command, const skt_option *option)
{
    if (option->argument == NULL) {
        return;
    }
    fprintf(out, "    %s:--%s", command->name, option->name);
    if (option->letter != 0) {
        fprintf(out, "|%s:-%c", command->name, option->letter);
    }
    fputs(") ", out);
    if (option->choices != NULL) {
        fputs("COMPREPLY=($(compgen -W '", out);
        put_spaced(out, option->choices);
        fputs("' -- \"$word\")); return", out);
    } else {
        fputs(strcmp(option->argument, "DIR") == 0
                  ? "COMPREPLY=($(compgen -d -- \"$word\")); return"
                  : "return",
              out);
    }
    fputs(" ;;\n", out);
}

void skt_completion_bash(FILE *out)
{
    size_t count;
    const skt_command *const *commands = skt_commands(&count);
    fputs("# bash completion of skytally; made by `skytally --generate bash`.\n"
          "_skytally() {\n"
          "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
          "  local command=${COMP_WORDS[1]} options=\n"
          "  COMPREPLY=()\n"
          "  if ((COMP_CWORD == 1)); then\n"
          "    COMPREPLY=($(compgen -W '--help --version --generate",
          out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, " %s", commands[i]->name);
    }
    fputs("' -- \"$word\"))\n    return\n  fi\n  case $command:$before in\n", out);
    for (size_t i = 0; i < count; i++) {
        each_option(out, commands[i], bash_values);
    }
    fputs("  esac\n  case $command in\n", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "    %s) options='", commands[i]->name);
        each_option(out, commands[i], bash_word);
        fputs("' ;;\n", out);
    }
    fputs("    --generate) options='man bash zsh fish'; word=${word#-} ;;\n"
          "  esac\n"
          "  if [[ $word == -* || $command == --generate ]]; then\n"
          "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
          "  fi\n"
          "}\n"
          "complete -o default -o bashdefault -F _skytally skytally\n",
          out);
}

/* -------------------------------------------------------------------- zsh */

/* Text inside of '...' and [...] of _arguments. */
static void zsh_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputs("'\\''", out);
        } else if (strchr("[]:\\", *text) != NULL) {
            fprintf(out, "\\%c", *text);
        } else {
            fputc(*text == '\n' ? ' ' : *text, out);
        }
    }
}

static void zsh_value(FILE *out, const skt_option *option)
{
    if (option->argument == NULL) {
        return;
    }
    fprintf(out, ":%s:", option->argument);
    if (option->choices != NULL) {
        fputc('(', out);
        put_spaced(out, option->choices);
        fputc(')', out);
    } else {
        fputs(strcmp(option->argument, "DIR") == 0 ? "_files -/" : "_files", out);
    }
}

static void zsh_option(FILE *out, const skt_command *command, const skt_option *option)
{
    (void)command;
    fprintf(out, "        '--%s%s[", option->name, option->argument != NULL ? "=" : "");
    zsh_text(out, option->help);
    fputc(']', out);
    zsh_value(out, option);
    fputs("' \\\n", out);
    if (option->letter != 0) {
        fprintf(out, "        '-%c[", option->letter);
        zsh_text(out, option->help);
        fputc(']', out);
        zsh_value(out, option);
        fputs("' \\\n", out);
    }
}

void skt_completion_zsh(FILE *out)
{
    size_t count;
    const skt_command *const *commands = skt_commands(&count);
    fputs("#compdef skytally\n# Made by `skytally --generate zsh`.\n_skytally() {\n"
          "  local -a commands\n  commands=(\n",
          out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "    '%s:", commands[i]->name);
        zsh_text(out, commands[i]->summary);
        fputs("'\n", out);
    }
    fputs("  )\n  if ((CURRENT == 2)); then\n    _describe command commands\n    return\n  fi\n"
          "  local command=$words[2]\n  shift words\n  ((CURRENT--))\n  case $command in\n",
          out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "    %s)\n      _arguments \\\n", commands[i]->name);
        each_option(out, commands[i], zsh_option);
        fputs("        '*:input:_files' ;;\n", out);
    }
    fputs("  esac\n}\n_skytally \"$@\"\n", out);
}

/* ------------------------------------------------------------------- fish */

static void fish_text(FILE *out, const char *text)
{
    fputc('\'', out);
    for (; *text != '\0'; text++) {
        fprintf(out, "%s%c", *text == '\'' || *text == '\\' ? "\\" : "", *text);
    }
    fputc('\'', out);
}

static void fish_option(FILE *out, const skt_command *command, const skt_option *option)
{
    fprintf(out, "complete -c skytally -n '__fish_seen_subcommand_from %s' -l %s", command->name,
            option->name);
    if (option->letter != 0) {
        fprintf(out, " -s %c", option->letter);
    }
    if (option->choices != NULL) {
        fputs(" -x -a '", out);
        put_spaced(out, option->choices);
        fputc('\'', out);
    } else if (option->argument != NULL) {
        fputs(" -r", out);
    }
    fputs(" -d ", out);
    fish_text(out, option->help);
    fputc('\n', out);
}

void skt_completion_fish(FILE *out)
{
    size_t count;
    const skt_command *const *commands = skt_commands(&count);
    fputs("# fish completion of skytally; made by `skytally --generate fish`.\n", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "complete -c skytally -n __fish_use_subcommand -f -a %s -d ",
                commands[i]->name);
        fish_text(out, commands[i]->summary);
        fputc('\n', out);
        each_option(out, commands[i], fish_option);
    }
}
