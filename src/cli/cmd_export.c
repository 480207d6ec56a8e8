/* skytally export: the layers of claims or reports. */
#include "cli/layers.h"

enum { FIRST_LAYER = SKT_CUTS, N_OPTIONS = SKT_CUTS + SKT_LAYER_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    SKT_OPTIONS_CUTS(0),
    SKT_OPTIONS_LAYERS(FIRST_LAYER, "format"),
};

static const skt_example examples[] = {
    {"skytally extract docs/examples/reports | skytally export -o output -",
     "writes the layers of claims that another step has extracted"},
    {"skytally export --format shp --crs EPSG:3857 -o web docs/examples/reports",
     "shapefiles alone, in Web Mercator"},
};

static skt_status print(skt_cli *cli, const skt_chain *chain, const skt_arguments *args,
                        const char *dir)
{
    (void)args;
    skt_buf out = SKT_BUF_INIT;
    skt_layers_summary(&out, chain, dir);
    const skt_status status = skt_cli_print_buf(cli, &out);
    skt_buf_dispose(&out);
    return status;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    return skt_layers_run(cli, args, FIRST_LAYER, print);
}

const skt_command skt_command_export = {
    .name = "export",
    .summary = "write the layers and tables of claims or reports to a folder",
    .usage = "[OPTION...] INPUT...",
    .about = "INPUT is a report, or the lines of claims that `skytally extract` printed. The "
             "files are written aside and renamed, so that nobody ever reads half of one. What "
             "their fields mean is told by `skytally fields`.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .instead = "store",
    .alias = "formats", /* as `run` and the configuration call it */
    .alias_of = "format",
    .run = run,
};
