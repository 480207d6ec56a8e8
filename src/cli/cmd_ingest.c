/* skytally ingest: reports into the store. */
#include "cli/adding.h"
#include "core/json.h"

enum { OPT_STORE, OPT_LIST, OPT_FORMAT, OPT_JOBS, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    [OPT_STORE] =
        {"store", 0, "FILE",
         "the store, a GeoPackage, or postgresql://USER@HOST/DATABASE, made if it is not there; by "
         "default .skytally/store.gpkg beside the configuration file, or in the current "
         "folder",
         NULL},
    [OPT_LIST] = {"list", 0, NULL, "name each report that was added or changed", NULL},
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,ndjson"),
    [OPT_JOBS] = SKT_OPTION_JOBS,
};

static const skt_example examples[] = {
    {"skytally ingest --store night.gpkg docs/examples/reports",
     "adds the reports of a folder to a store"},
    {"skytally ingest --store night.gpkg docs/examples/reports && skytally tally --store "
     "night.gpkg",
     "the tally of all that was ever added: a report that is added again changes nothing"},
    {"skytally extract docs/examples/reports | skytally ingest --store night.gpkg --list -",
     "adds claims that another step has extracted, and names their reports"},
};

typedef struct ingesting {
    skt_cli *cli;
    bool list, table;
} ingesting;

static skt_status name_report(void *user, skt_store_change change, const skt_report *report,
                              size_t n_claims)
{
    const ingesting *in = user;
    if (!in->list || change == SKT_STORE_UNCHANGED) {
        return SKT_OK;
    }
    skt_buf out = SKT_BUF_INIT;
    const skt_str name = report->url.len > 0 ? report->url : report->doc;
    if (in->table) {
        skt_buf_format(&out, "%-9s %.*s: %zu claim%s\n", skt_store_change_name(change),
                       SKT_FMT(name), n_claims, n_claims == 1 ? "" : "s");
    } else {
        skt_json json = {&out, false};
        skt_json_open(&json, NULL, '{');
        skt_json_text(&json, "kind", "report");
        skt_json_text(&json, "change", skt_store_change_name(change));
        skt_json_str(&json, "doc", report->doc);
        skt_json_str(&json, "item", report->item);
        skt_json_str(&json, "report", report->id);
        skt_json_str(&json, "url", report->url);
        skt_json_int(&json, "claims", (int64_t)n_claims);
        skt_json_close(&json, '}');
        skt_buf_add_char(&out, '\n');
    }
    skt_status status = out.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && !skt_cli_print(in->cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    skt_buf_dispose(&out);
    return status;
}

/* Tells what was added in all. */
static skt_status print_sums(const ingesting *in, const skt_added *added, const skt_sums *sums,
                             const char *where)
{
    skt_buf out = SKT_BUF_INIT;
    skt_json json = {&out, false};
    if (!in->table) {
        skt_json_open(&json, NULL, '{');
        skt_json_text(&json, "kind", "sums");
        skt_json_text(&json, "store", where);
    }
    for (int i = 0; i < SKT_STORE_CHANGES; i++) {
        const char *name = skt_store_change_name((skt_store_change)i);
        if (in->table) {
            skt_buf_format(&out, "%s%zu %s", i == 0 ? "reports: " : ", ", added->counts[i], name);
        } else {
            skt_json_int(&json, name, (int64_t)added->counts[i]);
        }
    }
    if (in->table) {
        skt_buf_format(&out, "; %zu input%s refused; %zu claim%s written to %s\n", sums->refused,
                       sums->refused == 1 ? "" : "s", added->claims, added->claims == 1 ? "" : "s",
                       where);
    } else {
        skt_json_int(&json, "refused", (int64_t)sums->refused);
        skt_json_int(&json, "claims", (int64_t)added->claims);
        skt_json_close(&json, '}');
        skt_buf_add_char(&out, '\n');
    }
    skt_status status = out.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && !skt_cli_print(in->cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    skt_buf_dispose(&out);
    return status;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    const char *where = args->values[OPT_STORE];
    const ingesting in = {cli, args->values[OPT_LIST] != NULL,
                          skt_cli_wants_table(args->values[OPT_FORMAT])};
    if (!skt_cli_take_jobs(cli, args->values[OPT_JOBS])) {
        return SKT_EXIT_USAGE;
    }
    skt_store *store = NULL;
    skt_added added = {0};
    skt_sums sums = {0};
    skt_status status = where == NULL ? skt_store_default(&where, cli, NULL) : SKT_OK;
    if (status == SKT_OK) {
        status = skt_store_open(&store, where, SKT_STORE_WRITE, cli->diag);
    }
    if (status == SKT_OK) {
        status = skt_add_inputs(&added, cli, &sums, store, args->operands, args->n_operands,
                                name_report, (void *)&in);
    }
    if (store != NULL) {
        const skt_status printed = print_sums(&in, &added, &sums, skt_store_name(store));
        status = status == SKT_OK ? printed : status;
    }
    skt_store_close(store);
    return skt_cli_end(cli, status, skt_sums_done(&sums));
}

const skt_command skt_command_ingest = {
    .name = "ingest",
    .summary = "add reports and their claims to a store that many runs share",
    .usage = "[OPTION...] INPUT...",
    .about =
        "INPUT is a report or lines of claims, as for `skytally run`. A report that is there "
        "already changes nothing. One of the same address that says something else becomes a new "
        "version: the claims of the old one are withdrawn, and kept. What was added stays, "
        "whatever happens later: after an interruption run the same line again. `tally`, `export` "
        "and `run` read the store by --store.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
