#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/config.h"
#include "cli/generate.h"
#include "cli/last_resort.h"
#include "cli/lost_file.h"
#include "cli/options.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const skt_command *const *skt_commands(size_t *count)
{
    static const skt_command *const commands[] = {
        &skt_command_run,       &skt_command_fetch,   &skt_command_extract, &skt_command_resolve,
        &skt_command_places,    &skt_command_ingest,  &skt_command_merge,   &skt_command_tally,
        &skt_command_export,    &skt_command_explain, &skt_command_fields,  &skt_command_evaluate,
        &skt_command_gazetteer, &skt_command_lexicon,
    };
    *count = COUNT(commands);
    return commands;
}

static const skt_command *find_command(const char *name)
{
    size_t count;
    const skt_command *const *commands = skt_commands(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

/* Runs cli->command on the words behind its name. */
static int run_command(skt_cli *cli, int argc, const char **argv)
{
    skt_arguments args;
    switch (skt_options_parse(&args, cli, argc, argv)) {
    case SKT_PARSED_HELP: skt_options_help(stdout, cli->command); return SKT_EXIT_DONE;
    case SKT_PARSED_WRONG: return SKT_EXIT_USAGE;
    case SKT_PARSED_RUN: break;
    }
    const skt_status status = skt_config_apply(&args, cli);
    const bool good = status == SKT_OK && skt_options_complete(&args, cli);
    const int code = good                    ? cli->command->run(cli, &args)
                     : status == SKT_E_NOMEM ? SKT_EXIT_NOTHING
                                             : SKT_EXIT_USAGE;
    skt_cli_flush(cli);
    return code;
}

int main(int argc, char **argv)
{
    /* A file that may grow no further is an error of writing, not a signal. */
    (void)signal(SIGXFSZ, SIG_IGN);
    skt_last_resort();
    skt_watch_mapped_files();
    /* Operands are moved about in argv; the words themselves stay. */
    const char **words = (const char **)argv;
    skt_cli cli = {.program = argv[0]};
    int code = SKT_EXIT_DONE;
    if (argc < 2) {
        skt_options_help(stderr, NULL);
        return SKT_EXIT_USAGE;
    }
    const bool helps = strcmp(words[1], "help") == 0;
    if (strcmp(words[1], "--version") == 0) {
        printf("skytally %s\n", skt_version());
    } else if (strcmp(words[1], "--generate") == 0) {
        code = skt_generate(stdout, words + 2, argc - 2);
    } else if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "-h") == 0 ||
               (helps && argc == 2)) {
        skt_options_help(stdout, NULL);
    } else {
        cli.command = find_command(words[helps ? 2 : 1]);
        if (cli.command == NULL) {
            return skt_cli_usage(&cli, "no such command: %s", words[helps ? 2 : 1]);
        }
        if (helps) {
            skt_options_help(stdout, cli.command);
        } else {
            if (skt_diag_new(&cli.diag) != SKT_OK) {
                fputs("skytally: out of memory\n", stderr);
                return SKT_EXIT_NOTHING;
            }
            code = run_command(&cli, argc - 2, words + 2);
            skt_cli_close(&cli);
        }
    }
    if ((fflush(stdout) != 0 || ferror(stdout) != 0) && code < SKT_EXIT_USAGE) {
        fputs("skytally: standard output cannot be written\n", stderr);
        return SKT_EXIT_NOTHING;
    }
    return code;
}
