/* Pages of the manual: roff with the man macros of groff and mandoc. */
#include <ctype.h>

#include "cli/generate.h"
#include "cli/options.h"

/* Text of a line: what roff would take for its own is escaped. */
static void put_text(FILE *out, skt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '\\') {
            fputs("\\e", out);
        } else if (c == '-') {
            fputs("\\-", out);
        } else if (i == 0 && (c == '.' || c == '\'')) {
            fprintf(out, "\\&%c", c);
        } else {
            fputc(c, out);
        }
    }
}

static void put(FILE *out, const char *text)
{
    put_text(out, skt_str_from(text));
}

/* A paragraph; a line feed in it begins a new one. */
static void put_paragraphs(FILE *out, const char *text)
{
    skt_str rest = skt_str_from(text);
    skt_str line;
    while (skt_str_split(&line, &rest, '\n')) {
        put_text(out, line);
        fputs(rest.ptr != NULL ? "\n.PP\n" : "\n", out);
    }
}

static void put_upper(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        fputc(toupper((unsigned char)*text), out);
    }
}

static void put_options(FILE *out, const skt_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const skt_option *o = &options[i];
        fputs(".TP\n", out);
        if (o->letter != 0) {
            fprintf(out, "\\fB\\-%c\\fR, ", o->letter);
        }
        fputs("\\fB\\-\\-", out);
        put(out, o->name);
        fputs("\\fR", out);
        if (o->argument != NULL) {
            fputs(" \\fI", out);
            put(out, o->argument);
            fputs("\\fR", out);
        }
        fputc('\n', out);
        put(out, o->help);
        if (o->choices != NULL) {
            fputs("; one of: ", out);
            skt_str rest = skt_str_from(o->choices);
            skt_str choice;
            for (const char *comma = ""; skt_str_split(&choice, &rest, ','); comma = ", ") {
                fputs(comma, out);
                put_text(out, choice);
            }
        }
        fputs(".\n", out);
    }
}

static void put_head(FILE *out, const skt_command *command)
{
    fputs(".\\\" Made by `skytally --generate man` from what --help says.\n.TH SKYTALLY", out);
    if (command != NULL) {
        fputs("\\-", out);
        put_upper(out, command->name);
    }
    fprintf(out, " 1 \"\" \"skytally %s\" \"User Commands\"\n.SH NAME\nskytally", skt_version());
    if (command != NULL) {
        fputs("\\-", out);
        put(out, command->name);
    }
    fputs(" \\- ", out);
    put(out, command != NULL ? command->summary : skt_help_title);
    fputs("\n.SH SYNOPSIS\n\\fBskytally", out);
    if (command != NULL) {
        fputc(' ', out);
        put(out, command->name);
    }
    fputs("\\fR ", out);
    put(out, command != NULL ? command->usage : "COMMAND [OPTION...] [INPUT...]");
    fputs("\n.SH DESCRIPTION\n", out);
}

static void put_examples(FILE *out, const skt_command *command)
{
    if (command->n_examples > 0) {
        fputs(".SH EXAMPLES\n", out);
    }
    for (size_t i = 0; i < command->n_examples; i++) {
        fputs(".PP\n.EX\n", out);
        put(out, command->examples[i].command);
        fputs("\n.EE\n.RS 4\n", out);
        put(out, command->examples[i].what);
        fputs("\n.RE\n", out);
    }
}

static void put_commands(FILE *out)
{
    size_t count;
    const skt_command *const *commands = skt_commands(&count);
    put_paragraphs(out, skt_help_inputs);
    fputs(".SH COMMANDS\nEach has a page of its own: skytally\\-COMMAND(1).\n", out);
    for (size_t i = 0; i < count; i++) {
        fputs(".TP\n\\fB", out);
        put(out, commands[i]->name);
        fputs("\\fR\n", out);
        put(out, commands[i]->summary);
        fputc('\n', out);
    }
    fputs(".SH OPTIONS OF EVERY COMMAND\n", out);
}

static void put_see_also(FILE *out, const skt_command *command)
{
    size_t count;
    const skt_command *const *commands = skt_commands(&count);
    fputs(".SH SEE ALSO\n", out);
    const char *comma = "";
    if (command != NULL) {
        fputs("\\fBskytally\\fR(1)", out);
        comma = ",\n";
    }
    for (size_t i = 0; i < count; i++) {
        if (commands[i] != command) {
            fprintf(out, "%s\\fBskytally\\-%s\\fR(1)", comma, commands[i]->name);
            comma = ",\n";
        }
    }
    fputc('\n', out);
}

void skt_manual_page(FILE *out, const skt_command *command)
{
    size_t n_common;
    const skt_option *common = skt_options_common(&n_common);
    put_head(out, command);
    if (command == NULL) {
        put_commands(out);
    } else {
        put_paragraphs(out, command->about != NULL ? command->about : skt_help_inputs);
        fputs(".SH OPTIONS\n", out);
        put_options(out, command->options, command->n_options);
    }
    put_options(out, common, n_common);
    fputs(".SH EXIT STATUS\n", out);
    put_paragraphs(out, skt_help_exit);
    fputs(".SH ENVIRONMENT\n.TP\n\\fBSKYTALLY_DATA\\fR\nfolder of the gazetteer and the lexicons, "
          "where \\-\\-data does not name one.\n",
          out);
    if (command != NULL) {
        put_examples(out, command);
    }
    put_see_also(out, command);
}
