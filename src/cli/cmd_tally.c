/* skytally tally: claims reconciled and summed by region. */
#include "cli/chain.h"
#include "cli/tally_table.h"

enum { OPT_FORMAT = SKT_CUTS, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    SKT_OPTIONS_CUTS(0),
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,csv"),
};

static const skt_example examples[] = {
    {"skytally tally docs/examples/reports", "tallies the reports of a folder"},
    {"skytally extract docs/examples/reports | skytally tally -",
     "the same in two steps: claims go from one to the other"},
    {"skytally tally --by day --outcome intercepted --format csv docs/examples/reports",
     "a row for each day and area, of drones downed, as CSV"},
    {"skytally tally --by week --fill --country UA --format csv docs/examples/reports",
     "series without gaps: a row for each week of each area, empty where nobody reported"},
    {"skytally tally --regions docs/examples/regions.geojson docs/examples/reports",
     "by polygons of your own"},
};

static int run(skt_cli *cli, const skt_arguments *args)
{
    skt_tally_options cuts;
    if (!skt_chain_tally_options(&cuts, cli, args, 0)) {
        return SKT_EXIT_USAGE;
    }
    skt_chain chain;
    skt_buf out = SKT_BUF_INIT;
    skt_status status = skt_chain_tally(&chain, cli, args, &cuts);
    if (status == SKT_OK && chain.tally != NULL) {
        status = skt_cli_wants_table(args->values[OPT_FORMAT])
                     ? skt_tally_table(&out, chain.tally)
                     : skt_tally_csv(&out, chain.tally, cli->gazetteer);
    }
    if (status == SKT_OK && !skt_cli_print(cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    skt_buf_dispose(&out);
    const int code = skt_cli_end(cli, status, skt_sums_done(&chain.sums));
    skt_chain_dispose(&chain);
    return code;
}

const skt_command skt_command_tally = {
    .name = "tally",
    .summary = "reconcile claims and print the tally by region",
    .usage = "[OPTION...] INPUT...",
    .about = "INPUT is a report, or the lines of claims that `skytally extract` printed. "
             "`skytally fields tallies` tells what the columns of the CSV mean.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .instead = "store",
    .run = run,
};
