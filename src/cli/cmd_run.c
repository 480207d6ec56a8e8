/* skytally run: the whole chain. */
#include <string.h>

#include "cli/layers.h"
#include "cli/tally_table.h"
#include "cli/unread.h"

enum {
    FIRST_LAYER = SKT_CUTS,
    OPT_FORMAT = SKT_CUTS + SKT_LAYER_OPTIONS,
    OPT_QUIET,
    OPT_UNREAD,
    OPT_JOBS,
    N_OPTIONS
};
static const skt_option options[N_OPTIONS] = {
    SKT_OPTIONS_CUTS(0),
    SKT_OPTIONS_LAYERS(FIRST_LAYER, "formats"),
    [OPT_FORMAT] = {"format", 0, "FORMAT", "print the tally as FORMAT; by default a table",
                    "table,csv"},
    [OPT_QUIET] = {"quiet", 'q', NULL, "print nothing but warnings and refusals", NULL},
    [OPT_UNREAD] = {"unread", 0, NULL,
                    "list also what looked like a report and gave nothing, and why", NULL},
    [OPT_JOBS] = SKT_OPTION_JOBS,
};

static const skt_example examples[] = {
    {"skytally run docs/examples/reports",
     "reads the reports of a folder, prints the tally and leaves the layers in output/"},
    {"skytally run -o night --by day 'docs/examples/reports/*.txt'",
     "a tally for each day, layers in night/"},
    {"skytally run --quiet --formats geojson -o web docs/examples/reports",
     "for a timer: nothing printed, GeoJSON alone"},
    {"skytally run --unread -o night docs/examples/reports",
     "also tells which reports gave nothing"},
};

static skt_status print(skt_cli *cli, const skt_chain *chain, const skt_arguments *args,
                        const char *dir)
{
    const char *format = args->values[OPT_FORMAT];
    const bool table = skt_cli_wants_table(format == NULL ? "table" : format);
    const bool quiet = args->values[OPT_QUIET] != NULL;
    skt_buf out = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    if (!quiet) {
        status = table ? skt_tally_table(&out, chain->tally)
                       : skt_tally_csv(&out, chain->tally, cli->gazetteer);
    }
    if (status == SKT_OK && table && !quiet) {
        skt_buf_add_char(&out, '\n');
        skt_layers_summary(&out, chain, dir);
    }
    if (status == SKT_OK && cli->notes != NULL) {
        skt_buf_add_text(&out, quiet ? "" : "\n");
        status = skt_unread_print(&out, cli->notes->user);
    }
    if (status == SKT_OK) {
        status = skt_cli_print(cli, skt_buf_str(&out)) ? SKT_OK : SKT_E_IO;
    }
    skt_buf_dispose(&out);
    return status;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    const char *format = args->values[OPT_FORMAT];
    if (!skt_cli_take_jobs(cli, args->values[OPT_JOBS])) {
        return SKT_EXIT_USAGE;
    }
    if (args->values[OPT_UNREAD] == NULL) {
        return skt_layers_run(cli, args, FIRST_LAYER, print);
    }
    if (format != NULL && strcmp(format, "table") != 0) {
        return skt_cli_usage(cli,
                             "--unread prints a table; leave --format %s out, or use `skytally "
                             "extract --unread`",
                             format);
    }
    skt_unread_list list;
    skt_unread_begin(&list, true);
    cli->notes = &(skt_notes){.unread = skt_unread_take, .user = &list};
    const int code = skt_layers_run(cli, args, FIRST_LAYER, print);
    cli->notes = NULL;
    skt_unread_dispose(&list);
    return code;
}

const skt_command skt_command_run = {
    .name = "run",
    .summary = "the whole chain: read, extract, reconcile, tally, export",
    .usage = "[OPTION...] INPUT...",
    .about = "INPUT is plain text (where it begins with \"date YYYY-MM-DD\", that is its date), "
             "an HTML page, an RSS or Atom feed, JSON or a table of articles or incidents, lines "
             "of claims, a folder or a glob. What cannot be read is named with its reason, and "
             "the rest goes on; where nothing can be read, nothing is written.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .instead = "store",
    .run = run,
};
