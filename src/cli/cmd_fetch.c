/* skytally fetch: asks the sources of the configuration, and keeps what they answer. */
#include "cli/fetching.h"
#include "cli/table.h"
#include "core/diag.h"
#include "core/json.h"

enum { OPT_CHECK, OPT_FORCE, OPT_STATE, OPT_FORMAT, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    [OPT_CHECK] = {"check", 0, NULL,
                   "ask each source once, tell what it answers, and keep and remember nothing",
                   NULL},
    [OPT_FORCE] = {"force", 0, NULL,
                   "also ask those whose time has not come, or that rest after failures", NULL},
    [OPT_STATE] = SKT_OPTION_STATE,
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,ndjson"),
};

static const skt_example examples[] = {
    {"skytally fetch --check -c docs/examples/skytally.ini",
     "tells for each source of the file what it answers"},
    {"skytally fetch -c docs/examples/skytally.ini",
     "fetches what is new; the next `skytally run` reads it"},
};

/* ------------------------------------------------------------------- printing */

static void print_row(skt_table *table, const skt_fetch_tally *tally)
{
    skt_table_add(table, skt_str_from(tally->source->name));
    skt_table_add(table, skt_str_from(skt_fetch_end_name(tally->end)));
    skt_table_add_number(table, tally->status > 0 ? tally->status : SKT_NULL);
    skt_table_add_number(table, (skt_number)tally->reports);
    skt_table_add_number(table, (skt_number)tally->requests);
    skt_table_format(table, "%.1f", (double)tally->bytes / 1000);
    skt_table_format(table, "%.1f", (double)tally->took_ms / 1000);
    skt_table_format(table, "%s%.*s", tally->moved_to.len > 0 ? "has moved to " : "",
                     SKT_FMT(tally->moved_to.len > 0 ? tally->moved_to : tally->why));
}

static void print_line(skt_buf *out, const skt_fetch_tally *tally)
{
    skt_json json = {out, false};
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "kind", "source");
    skt_json_text(&json, "name", tally->source->name);
    skt_json_text(&json, "url", tally->source->url);
    skt_json_text(&json, "end", skt_fetch_end_name(tally->end));
    skt_json_text(&json, "outcome",
                  tally->requests > 0 ? skt_http_outcome_name(tally->outcome) : NULL);
    skt_json_int(&json, "status", tally->status > 0 ? tally->status : SKT_NULL);
    skt_json_int(&json, "reports", (int64_t)tally->reports);
    skt_json_int(&json, "requests", (int64_t)tally->requests);
    skt_json_int(&json, "bytes", tally->bytes);
    skt_json_int(&json, "took_ms", tally->took_ms);
    skt_json_int(&json, "failures", tally->failures);
    skt_json_int(&json, "links_failed", (int64_t)tally->links_failed);
    skt_json_int(&json, "links_left", (int64_t)tally->links_left);
    skt_json_str(&json, "moved_to", tally->moved_to);
    skt_json_str(&json, "why", tally->why);
    skt_json_close(&json, '}');
    skt_buf_add_char(out, '\n');
}

static skt_status print(skt_cli *cli, const skt_fetch *fetch, bool people)
{
    static const skt_column columns[] = {{"source", false}, {"answer", false},  {"status", true},
                                         {"reports", true}, {"requests", true}, {"kB", true},
                                         {"seconds", true}, {"", false}};
    skt_table table = SKT_TABLE_INIT(columns);
    skt_buf out = SKT_BUF_INIT;
    size_t n = 0;
    const skt_fetch_tally *tallies = skt_fetch_tallies(&n, fetch);
    for (size_t i = 0; i < n; i++) {
        if (people) {
            print_row(&table, &tallies[i]);
        } else {
            print_line(&out, &tallies[i]);
        }
    }
    if (people) {
        skt_table_print(&out, &table);
    }
    skt_status status = out.failed || table.failed ? SKT_E_NOMEM : SKT_OK;
    if (status == SKT_OK && !skt_cli_print(cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    skt_buf_dispose(&out);
    skt_table_dispose(&table);
    return status;
}

/* -------------------------------------------------------------------- fetching */

/* Reads all that is answered through to the end: what cannot be read is not remembered as
 * fetched. The reports themselves stay in the raw cache. */
static skt_status read_all(skt_fetching *fetching, const skt_fetch_options *how)
{
    const skt_report *report = NULL;
    size_t count = 0;
    skt_status status = skt_fetching_begin(fetching, how);
    do {
        status = status == SKT_OK ? skt_fetch_next(&report, fetching->fetch) : status;
        skt_cli_progress(fetching->cli, "%zu reports fetched", count++);
    } while (status == SKT_OK && report != NULL);
    if (status == SKT_OK && fetching->state != NULL) {
        status = skt_fetching_note_unread(fetching, true);
        status = status == SKT_OK ? skt_fetch_commit(fetching->fetch) : status;
    }
    return status;
}

/* Without a place to keep answers they would be lost: to `run` they are fetched already. */
static bool can_keep(const skt_cli *cli)
{
    if (cli->sources.settings.keep_raw_s == 0) {
        (void)skt_cli_usage(cli, "with keep raw = 0 there is nowhere to keep what is fetched; use "
                                 "`skytally run`, or --check");
    }
    return cli->sources.settings.keep_raw_s != 0;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    skt_fetching fetching = {.cli = cli, .now = skt_fetching_now()};
    skt_fetch_options how = SKT_FETCH_OPTIONS_INIT;
    size_t n = 0;
    size_t failed = 0;
    how.check = args->values[OPT_CHECK] != NULL;
    how.force = args->values[OPT_FORCE] != NULL;
    how.only = args->operands;
    how.n_only = args->n_operands;
    if (cli->config == NULL) {
        return skt_cli_usage(cli, "name the file that holds the sources: -c FILE");
    }
    if (!how.check && !can_keep(cli)) {
        return SKT_EXIT_USAGE;
    }
    skt_str dir;
    skt_status status = skt_fetching_dir(&dir, cli, args->values[OPT_STATE]);
    if (status == SKT_OK && !how.check) {
        status = skt_fetching_open(&fetching, cli, dir);
    }
    status = status == SKT_OK ? read_all(&fetching, &how) : status;
    if (fetching.fetch != NULL) {
        failed = skt_fetching_failed(&fetching);
        (void)skt_fetch_tallies(&n, fetching.fetch);
        const skt_status printed =
            print(cli, fetching.fetch, skt_cli_wants_table(args->values[OPT_FORMAT]));
        status = status == SKT_OK ? printed : status;
    }
    if (status == SKT_OK && n == 0) {
        (void)skt_diag_add(cli->diag, SKT_OK, SKT_WARNING, cli->config, 0,
                           "has no [source NAME]: nobody is asked");
    }
    skt_fetching_close(&fetching);
    return status == SKT_E_USAGE ? SKT_EXIT_USAGE
                                 : skt_cli_end(cli, status, n == 0 ? 1 : n - failed);
}

const skt_command skt_command_fetch = {
    .name = "fetch",
    .summary = "ask the sources of a configuration, and keep what they answer",
    .usage = "[OPTION...] -c FILE [NAME...]",
    .about =
        "NAME is that of a source; without one all are asked. What they answer is read, counted "
        "and kept in the raw cache of the state's folder, and the next `skytally run` adds it to "
        "the store: so asking and reading can be done at different times. `skytally run` "
        "itself does both.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 0,
    .max_operands = SIZE_MAX,
    .asks = true,
    .run = run,
};
