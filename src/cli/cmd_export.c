/* skytally export: the layers of claims or reports. */
#include "cli/layers.h"

enum { FIRST_LAYER = SKT_CUTS, N_OPTIONS = SKT_CUTS + SKT_LAYER_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    SKT_OPTIONS_CUTS(0),
    SKT_OPTIONS_LAYERS(FIRST_LAYER),
};

static const skt_example examples[] = {
    {"skytally extract docs/examples/reports | skytally export -o output -",
     "writes the layers of claims that another step has extracted"},
    {"skytally export --formats shapefile --crs EPSG:3857 -o web docs/examples/reports",
     "shapefiles alone, in Web Mercator"},
};

static int run(skt_cli *cli, const skt_arguments *args)
{
    skt_tally_options cuts;
    skt_export_options layers;
    const char *dir;
    if (!skt_chain_tally_options(&cuts, cli, args, 0) ||
        !skt_layers_options(&layers, &dir, cli, args, FIRST_LAYER)) {
        return SKT_EXIT_USAGE;
    }
    skt_chain chain;
    skt_buf out = SKT_BUF_INIT;
    skt_status status = skt_chain_tally(&chain, cli, args, &cuts);
    if (status == SKT_OK && chain.tally != NULL) {
        status = skt_layers_write(cli, &chain, dir, &layers);
    }
    if (status == SKT_OK && chain.tally != NULL) {
        skt_layers_summary(&out, &chain, dir);
        status = skt_cli_print(cli, skt_buf_str(&out)) ? SKT_OK : SKT_E_IO;
    }
    skt_buf_dispose(&out);
    const int code = skt_cli_end(cli, status, skt_sums_done(&chain.sums));
    skt_chain_dispose(&chain);
    return code;
}

const skt_command skt_command_export = {
    .name = "export",
    .summary = "write the layers and tables of claims or reports to a folder",
    .usage = "[OPTION...] INPUT...",
    .about = "INPUT is a report, or the lines of claims that `skytally extract` printed. The "
             "files are written aside and renamed: nobody ever reads half of one.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
