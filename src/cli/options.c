#include "cli/options.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Options that every command has. */
enum {
    COMMON_CONFIG,
    COMMON_DATA,
    COMMON_GAZETTEER,
    COMMON_LEXICON,
    COMMON_BOUNDARIES,
    COMMON_HELP,
    COMMON_N
};
static const skt_option common[COMMON_N] = {
    [COMMON_CONFIG] = {"config", 'c', "FILE",
                       "take what is not said here from the configuration FILE", NULL},
    [COMMON_DATA] = {"data", 0, "DIR",
                     "folder of the gazetteer and the lexicons; else $SKYTALLY_DATA, else the "
                     "one built or installed with the program",
                     NULL},
    [COMMON_GAZETTEER] = {"gazetteer", 0, "FILE",
                          "a table of your own places: added, overridden, forbidden; may be given "
                          "several times",
                          NULL},
    [COMMON_LEXICON] = {"lexicon", 0, "FILE",
                        "words and phrases of your own: added, replaced, removed; may be given "
                        "several times",
                        NULL},
    [COMMON_BOUNDARIES] = {"boundaries", 0, "WHOSE",
                           "the country of disputed areas: that of ISO 3166 (by default), or the "
                           "one that holds them",
                           "iso,de-facto"},
    [COMMON_HELP] = {"help", 'h', NULL, "print this help", NULL},
};

/* A command's option or a common one: the table, the row in it. */
typedef struct found {
    const skt_option *option;
    size_t row;
    bool is_common;
} found;

static bool find_in(found *out, const skt_option *options, size_t count, const char *name,
                    size_t length, char letter)
{
    for (size_t i = 0; i < count; i++) {
        const bool same = name != NULL ? strlen(options[i].name) == length &&
                                             memcmp(options[i].name, name, length) == 0
                                       : options[i].letter == letter;
        if (same) {
            *out = (found){&options[i], i, options == common};
            return true;
        }
    }
    return false;
}

static bool find(found *out, const skt_command *command, const char *name, size_t length,
                 char letter)
{
    const char *alias = command->alias;
    if (alias != NULL && name != NULL && strlen(alias) == length &&
        memcmp(alias, name, length) == 0) {
        name = command->alias_of;
        length = strlen(name);
    }
    return find_in(out, command->options, command->n_options, name, length, letter) ||
           find_in(out, common, COMMON_N, name, length, letter);
}

static bool is_choice(const char *choices, const char *value)
{
    skt_str rest = skt_str_from(choices);
    skt_str choice;
    while (skt_str_split(&choice, &rest, ',')) {
        if (skt_str_is(choice, value)) {
            return true;
        }
    }
    return false;
}

static bool take_common(skt_cli *cli, size_t row, const char *value)
{
    switch (row) {
    case COMMON_CONFIG: cli->config = value; break;
    case COMMON_DATA: cli->data = value; break;
    case COMMON_GAZETTEER: return skt_vec_push(&cli->tables, value);
    case COMMON_LEXICON: return skt_vec_push(&cli->lexicons, value);
    case COMMON_BOUNDARIES: cli->boundaries = value; break;
    default: break;
    }
    return true;
}

static bool is_common_set(const skt_cli *cli, size_t row)
{
    switch (row) {
    case COMMON_DATA: return cli->data != NULL;
    case COMMON_GAZETTEER: return cli->tables.count > 0;
    case COMMON_LEXICON: return cli->lexicons.count > 0;
    case COMMON_BOUNDARIES: return cli->boundaries != NULL;
    default: return false;
    }
}

/* Takes the option at argv[*at] and moves *at behind it and its value. */
static skt_parsed take(skt_arguments *args, skt_cli *cli, int argc, const char **argv, int *at)
{
    const char *word = argv[(*at)++];
    const bool is_long = word[1] == '-';
    const char *name = is_long ? word + 2 : NULL;
    const char *equals = is_long ? strchr(name, '=') : NULL;
    const size_t length = !is_long ? 0 : equals != NULL ? (size_t)(equals - name) : strlen(name);
    const char *value =
        is_long ? (equals != NULL ? equals + 1 : NULL) : (word[2] != '\0' ? word + 2 : NULL);
    found hit;
    if (!find(&hit, cli->command, name, length, word[1])) {
        (void)skt_cli_usage(cli, "no such option: %s", word);
        return SKT_PARSED_WRONG;
    }
    if (hit.option->argument == NULL && value != NULL) {
        (void)skt_cli_usage(cli, "--%s takes no value", hit.option->name);
        return SKT_PARSED_WRONG;
    }
    if (hit.option->argument != NULL && value == NULL) {
        if (*at == argc) {
            (void)skt_cli_usage(cli, "--%s needs a value: %s", hit.option->name,
                                hit.option->argument);
            return SKT_PARSED_WRONG;
        }
        value = argv[(*at)++];
    }
    if (hit.option->choices != NULL && !is_choice(hit.option->choices, value)) {
        (void)skt_cli_usage(cli, "--%s %s: it must be one of %s", hit.option->name, value,
                            hit.option->choices);
        return SKT_PARSED_WRONG;
    }
    if (hit.is_common && hit.row == COMMON_HELP) {
        return SKT_PARSED_HELP;
    }
    if (hit.is_common && !take_common(cli, hit.row, value)) {
        (void)skt_cli_usage(cli, "out of memory");
        return SKT_PARSED_WRONG;
    }
    if (!hit.is_common) {
        args->values[hit.row] = value != NULL ? value : "";
    }
    return SKT_PARSED_RUN;
}

skt_parsed skt_options_parse(skt_arguments *args, skt_cli *cli, int argc, const char **argv)
{
    *args = (skt_arguments){.operands = argv};
    bool only_operands = false;
    for (int at = 0; at < argc;) {
        const char *word = argv[at];
        if (!only_operands && strcmp(word, "--") == 0) {
            only_operands = true;
            at++;
        } else if (only_operands || word[0] != '-' || word[1] == '\0') {
            argv[args->n_operands++] = word;
            at++;
        } else {
            const skt_parsed parsed = take(args, cli, argc, argv, &at);
            if (parsed != SKT_PARSED_RUN) {
                return parsed;
            }
        }
    }
    return SKT_PARSED_RUN;
}

bool skt_options_complete(const skt_arguments *args, const skt_cli *cli)
{
    const char *instead = cli->command->instead;
    const bool has_sources = cli->command->asks && cli->sources.items.count > 0;
    if (args->n_operands < cli->command->min_operands && !has_sources &&
        (instead == NULL || !skt_option_is_set(args, cli, instead))) {
        (void)skt_cli_usage(cli, "something is missing: skytally %s %s", cli->command->name,
                            cli->command->usage);
        return false;
    }
    if (args->n_operands > cli->command->max_operands) {
        (void)skt_cli_usage(cli, "too much: %s", args->operands[cli->command->max_operands]);
        return false;
    }
    return true;
}

/* --------------------------------------------------- set by the configuration */

const char *skt_option_choices(const char *name)
{
    size_t count;
    found hit;
    const skt_command *const *commands = skt_commands(&count);
    for (size_t i = 0; i < count; i++) {
        if (find(&hit, commands[i], name, strlen(name), 0)) {
            return hit.option->choices;
        }
    }
    return NULL;
}

bool skt_option_is_choice(const char *choices, const char *value)
{
    return is_choice(choices, value);
}

bool skt_option_is_set(const skt_arguments *args, const skt_cli *cli, const char *name)
{
    found hit;
    if (!find(&hit, cli->command, name, strlen(name), 0)) {
        return false;
    }
    return hit.is_common ? is_common_set(cli, hit.row) : args->values[hit.row] != NULL;
}

bool skt_option_set(skt_arguments *args, skt_cli *cli, const char *name, const char *value)
{
    found hit;
    if (!find(&hit, cli->command, name, strlen(name), 0)) {
        return true;
    }
    if (hit.is_common) {
        return take_common(cli, hit.row, value);
    }
    args->values[hit.row] = value;
    return true;
}

/* ------------------------------------------------------------------- help */

enum { HELP_WIDTH = 80, HELP_INDENT = 26 };

/* Prints `text` filled to HELP_WIDTH columns, every line but the first (which
 * begins at `column`) indented. A line feed in it begins a new line. */
static void print_filled(FILE *out, const char *text, size_t indent, size_t column)
{
    skt_str lines = skt_str_from(text);
    skt_str line;
    while (skt_str_split(&line, &lines, '\n')) {
        skt_str word;
        bool first = true;
        while (skt_str_split(&word, &line, ' ')) {
            if (!first && column + 1 + word.len > HELP_WIDTH) {
                fprintf(out, "\n%*s", (int)indent, "");
                column = indent;
            } else if (!first) {
                fputc(' ', out);
                column++;
            }
            fprintf(out, "%.*s", SKT_FMT(word));
            column += word.len;
            first = false;
        }
        fputc('\n', out);
        if (lines.ptr != NULL) {
            fprintf(out, "%*s", (int)indent, "");
        }
        column = indent;
    }
}

static void print_options(FILE *out, const skt_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const skt_option *o = &options[i];
        char left[80];
        char letter[] = "    ";
        if (o->letter != 0) {
            memcpy(letter, (const char[]){'-', o->letter, ',', ' '}, 4);
        }
        const int n =
            snprintf(left, sizeof left, "  %s--%s%s%s", letter, o->name,
                     o->argument != NULL ? " " : "", o->argument != NULL ? o->argument : "");
        const size_t length = n > 0 ? (size_t)n : 0;
        fprintf(out, "%s", left);
        if (length + 2 > HELP_INDENT) {
            fprintf(out, "\n%*s", HELP_INDENT, "");
        } else {
            fprintf(out, "%*s", (int)(HELP_INDENT - length), "");
        }
        print_filled(out, o->help, HELP_INDENT, HELP_INDENT);
        if (o->choices != NULL) {
            fprintf(out, "%*sone of: %s\n", HELP_INDENT, "", o->choices);
        }
    }
}

const char skt_help_title[] =
    "from reports of drone incidents to tallies by region and layers for a GIS";
const char skt_help_inputs[] =
    "INPUT is a file, a folder, a glob in quotes, or - for standard input: plain text, an HTML "
    "page, a feed, JSON (NDJSON), or a table (CSV), in any charset.";
const char skt_help_exit[] = "0 done, 1 done but some inputs were refused, 2 wrong usage, 3 "
                             "nothing could be done.";

const skt_option *skt_options_common(size_t *count)
{
    *count = COMMON_N;
    return common;
}

static void help_program(FILE *out)
{
    fprintf(out, "skytally: %s\n\nusage: skytally COMMAND [OPTION...] [INPUT...]\n\ncommands:\n",
            skt_help_title);
    size_t count;
    const skt_command *const *commands = skt_commands(&count);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "  %-12s%s\n", commands[i]->name, commands[i]->summary);
    }
    fputc('\n', out);
    print_filled(out, skt_help_inputs, 0, 0);
    fputs("`skytally COMMAND --help` tells more of one command; --version prints the version;\n"
          "--generate man|bash|zsh|fish prints the manual or a shell's completion.\n",
          out);
    fputs("Exit code: ", out);
    print_filled(out, skt_help_exit, 0, strlen("Exit code: "));
}

void skt_options_help(FILE *out, const skt_command *command)
{
    if (command == NULL) {
        help_program(out);
        return;
    }
    fprintf(out, "skytally %s: %s\n\nusage: skytally %s %s\n\n", command->name, command->summary,
            command->name, command->usage);
    if (command->about != NULL) {
        print_filled(out, command->about, 0, 0);
        fputc('\n', out);
    }
    fputs("options:\n", out);
    print_options(out, command->options, command->n_options);
    print_options(out, common, COMMON_N);
    if (command->n_examples > 0) {
        fputs("\nexamples:\n", out);
    }
    for (size_t i = 0; i < command->n_examples; i++) {
        fprintf(out, "  %s\n      ", command->examples[i].command);
        print_filled(out, command->examples[i].what, 6, 6);
    }
}
