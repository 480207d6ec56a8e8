/* skytally run: the whole chain. */
#include <stdlib.h>
#include <string.h>

#include "cli/fetching.h"
#include "cli/refresh.h"
#include "cli/snapshots.h"
#include "cli/tally_table.h"
#include "cli/unread.h"

enum {
    FIRST_LAYER = SKT_CUTS,
    OPT_FORMAT = SKT_CUTS + SKT_LAYER_OPTIONS,
    OPT_QUIET,
    OPT_UNREAD,
    OPT_JOBS,
    OPT_STATE,
    OPT_STATUS,
    OPT_KEEP,
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
    [OPT_STATE] = SKT_OPTION_STATE,
    [OPT_STATUS] = {"status", 0, "FILE",
                    "with sources, tell in FILE how the run went; by default status.json in the "
                    "state's folder",
                    NULL},
    [OPT_KEEP] = {"keep", 0, "N",
                  "keep the last N outputs that differ, in the folder snapshots of the output "
                  "folder",
                  NULL},
};

static const skt_example examples[] = {
    {"skytally run docs/examples/reports",
     "reads the reports of a folder, prints the tally and leaves the layers in output/"},
    {"skytally run -o night --by day 'docs/examples/reports/*.txt'",
     "a tally for each day, layers in night/"},
    {"skytally run --quiet --formats geojson -o web docs/examples/reports",
     "for a timer: nothing printed, GeoJSON alone"},
    {"skytally run -q -c docs/examples/skytally.ini",
     "for a timer: asks the sources that the file names, adds what is new to the store, writes "
     "the layers if anything changed"},
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
        status = skt_cli_print_buf(cli, &out);
    }
    skt_buf_dispose(&out);
    return status;
}

/* Reads --keep; false: said that it is no number. */
static bool read_keep(size_t *out, const skt_cli *cli, const char *value)
{
    enum { MOST = 100000, DIGITS = 6 };
    *out = 0;
    if (value == NULL) {
        return true;
    }
    const size_t length = strspn(value, "0123456789");
    *out = length > 0 && length <= DIGITS ? (size_t)strtoul(value, NULL, 10) : 0;
    if (value[length] != '\0' || *out == 0 || *out > MOST) {
        (void)skt_cli_usage(cli, "--keep %s: a number from 1 to %d is expected", value, (int)MOST);
        return false;
    }
    return true;
}

/* Of a run without sources: what it writes is always kept. */
static skt_status print_and_keep(skt_cli *cli, const skt_chain *chain, const skt_arguments *args,
                                 const char *dir)
{
    size_t keep;
    const skt_status status = print(cli, chain, args, dir);
    if (status == SKT_OK && read_keep(&keep, cli, args->values[OPT_KEEP]) && keep > 0) {
        /* One that cannot be made is told of; the outputs are good. */
        const skt_status made = skt_snapshot_make(dir, skt_fetching_now(), keep, cli->diag);
        return made == SKT_E_NOMEM ? made : SKT_OK;
    }
    return status;
}

/* Inputs that the command line names are taken in place of the configuration's inputs and
 * sources. */
static bool asks(const skt_cli *cli, const skt_arguments *args)
{
    return cli->sources.items.count > 0 && (args->n_operands == 0 || args->from_config);
}

static int work(skt_cli *cli, const skt_arguments *args)
{
    const char *format = args->values[OPT_FORMAT];
    const bool quiet = args->values[OPT_QUIET] != NULL;
    const bool rows = (format != NULL && strcmp(format, "table") != 0) || cli->notes != NULL;
    skt_refresh_plan plan = {.first_layer = FIRST_LAYER,
                             .state = args->values[OPT_STATE],
                             .status = args->values[OPT_STATUS],
                             .quiet = quiet,
                             .always_reports = rows && !quiet,
                             .report = print};
    if (!read_keep(&plan.keep, cli, args->values[OPT_KEEP])) {
        return SKT_EXIT_USAGE;
    }
    if (!asks(cli, args)) {
        return skt_layers_run(cli, args, FIRST_LAYER, print_and_keep);
    }
    return skt_refresh_run(cli, args, &plan);
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    const char *format = args->values[OPT_FORMAT];
    if (!skt_cli_take_jobs(cli, args->values[OPT_JOBS])) {
        return SKT_EXIT_USAGE;
    }
    if (args->values[OPT_UNREAD] == NULL) {
        return work(cli, args);
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
    const int code = work(cli, args);
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
    .asks = true,
    .run = run,
};
