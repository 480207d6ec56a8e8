/* skytally fields: what every field of the outputs means. */

#include "cli/cli.h"
#include "cli/field_list.h"

enum { OPT_FORMAT, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,csv,ndjson,markdown"),
};

static const skt_example examples[] = {
    {"skytally fields incidents", "the fields of incidents.shp, .geojson and .csv"},
    {"skytally fields --format csv tallies claims | grep not_placed",
     "one field a line, to look something up"},
};

static int run(skt_cli *cli, const skt_arguments *args)
{
    const char *format = args->values[OPT_FORMAT];
    skt_buf out = SKT_BUF_INIT;
    skt_field_list_begin(&out, skt_field_list_style_of(format, skt_cli_wants_table(format)));
    for (size_t i = 0; i < args->n_operands; i++) {
        if (!skt_field_list_add(&out, args->operands[i],
                                skt_field_list_style_of(format, skt_cli_wants_table(format)))) {
            skt_buf_dispose(&out);
            return skt_cli_usage(cli, "%s: no such table; there are %s", args->operands[i],
                                 skt_field_list_tables());
        }
    }
    const skt_status status = out.failed                              ? SKT_E_NOMEM
                              : skt_cli_print(cli, skt_buf_str(&out)) ? SKT_OK
                                                                      : SKT_E_IO;
    skt_buf_dispose(&out);
    return skt_cli_end(cli, status, args->n_operands);
}

const skt_command skt_command_fields = {
    .name = "fields",
    .summary = "tell what each field of the outputs means",
    .usage = "[OPTION...] TABLE...",
    .about = "TABLE is incidents, tallies, countries (whose fields are those of tallies), claims, "
             "or of the objects in a claim places and links.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
