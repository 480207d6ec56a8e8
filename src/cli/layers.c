#include "cli/layers.h"

/* `option` is what the command calls it. */
static bool read_formats(unsigned *out, const skt_cli *cli, const char *option, const char *value)
{
    skt_str rest = skt_str_from(value);
    skt_str word;
    *out = value == NULL ? SKT_FORMATS_ALL : 0;
    while (skt_str_split(&word, &rest, ',')) {
        const unsigned format = skt_format_by_name(skt_str_trim(word));
        if (format == 0) {
            (void)skt_cli_usage(cli, "--%s %.*s: no such format; there are %s", option,
                                SKT_FMT(word), skt_format_names());
            return false;
        }
        *out |= format;
    }
    return true;
}

static bool read_detail(double *out, const skt_cli *cli, const char *value)
{
    static const double most = 200000; /* then a country is a triangle */
    if (value == NULL) {
        *out = 0.0;
        return true;
    }
    const skt_str text = skt_str_from(value);
    if (skt_str_is(text, "fine") || skt_str_is(text, "coarse")) {
        *out = skt_str_is(text, "fine") ? 200.0 : 2000.0;
        return true;
    }
    int64_t metres = 0;
    for (size_t i = 0; i < text.len && metres >= 0; i++) {
        const char c = text.ptr[i];
        metres = c >= '0' && c <= '9' && metres < 1000000 ? metres * 10 + (c - '0') : -1;
    }
    *out = (double)metres;
    if (text.len == 0 || metres < 1 || *out > most) {
        (void)skt_cli_usage(cli, "--detail %s: fine, coarse, or metres from 1 to %.0f", value,
                            most);
        return false;
    }
    return true;
}

bool skt_layers_options(skt_export_options *out, const char **dir, const skt_cli *cli,
                        const skt_arguments *args, size_t first)
{
    const char *const *values = &args->values[first];
    *out = (skt_export_options)SKT_EXPORT_OPTIONS_INIT;
    *dir = values[SKT_LAYERS_OUTPUT] != NULL ? values[SKT_LAYERS_OUTPUT] : "output";
    out->crs = values[SKT_LAYERS_CRS];
    if ((*dir)[0] == '\0') {
        (void)skt_cli_usage(cli, "--output: the name of a folder is expected");
        return false;
    }
    return read_formats(&out->formats, cli, cli->command->options[first + SKT_LAYERS_FORMATS].name,
                        values[SKT_LAYERS_FORMATS]) &&
           read_detail(&out->detail, cli, values[SKT_LAYERS_DETAIL]);
}

skt_status skt_layers_write(skt_cli *cli, const skt_chain *chain, const char *dir,
                            const skt_export_options *options)
{
    return skt_export(dir, chain->incidents, chain->claims, chain->tally, cli->gazetteer, options,
                      cli->diag);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void skt_layers_summary(skt_buf *out, const skt_chain *chain, const char *dir)
{
    const skt_sums *sums = &chain->sums;
    const size_t incidents = skt_incident_set_count(chain->incidents);
    skt_buf_format(out, "%zu report%s read", sums->reports, plural(sums->reports));
    if (sums->claim_files > 0) {
        skt_buf_format(out, ", %zu file%s of claims read", sums->claim_files,
                       plural(sums->claim_files));
    }
    if (sums->refused > 0) {
        skt_buf_format(out, ", %zu input%s refused", sums->refused, plural(sums->refused));
    }
    skt_buf_format(out, ": %zu claim%s, %zu incident%s; the layers are in %s\n", sums->claims,
                   plural(sums->claims), incidents, plural(incidents), dir);
}

int skt_layers_run(skt_cli *cli, const skt_arguments *args, size_t first, skt_layers_report report)
{
    skt_tally_options cuts;
    skt_export_options layers;
    const char *dir;
    if (!skt_chain_tally_options(&cuts, cli, args, 0) ||
        !skt_layers_options(&layers, &dir, cli, args, first)) {
        return SKT_EXIT_USAGE;
    }
    skt_chain chain;
    skt_status status = skt_chain_tally(&chain, cli, args, &cuts);
    if (status == SKT_OK && chain.tally != NULL) {
        status = skt_layers_write(cli, &chain, dir, &layers);
    }
    if (status == SKT_OK && chain.tally != NULL) {
        status = report(cli, &chain, args, dir);
    }
    const int code = skt_cli_end(cli, status, skt_sums_done(&chain.sums));
    skt_chain_dispose(&chain);
    return code;
}
