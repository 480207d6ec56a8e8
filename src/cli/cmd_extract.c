/* skytally extract: the claims of reports, one a line. */
#include <string.h>

#include "cli/chain.h"
#include "cli/table.h"
#include "cli/unread.h"
#include "core/diag.h"

enum {
    OPT_TALLY,
    OPT_TEXT,
    OPT_TRACE,
    OPT_SENTENCE,
    OPT_UNREAD,
    OPT_FORMAT,
    OPT_JOBS,
    OPT_SHARD,
    N_OPTIONS
};
static const skt_option options[N_OPTIONS] = {
    [OPT_TALLY] = {"tally", 0, NULL,
                   "print also each input's own tally: {\"kind\": \"tally\", \"doc\", \"area\", "
                   "\"outcome\", \"value\"}",
                   NULL},
    [OPT_TEXT] = {"text", 0, NULL,
                  "print the texts of the articles instead, as a claim's \"offset\" counts in "
                  "them",
                  NULL},
    [OPT_TRACE] = {"trace", 0, NULL,
                   "print instead how each sentence was read: its words with their tags, the "
                   "rules that fired, and what became of each claim",
                   NULL},
    [OPT_SENTENCE] = {"sentence", 0, "WORDS", "with --trace: only sentences that hold WORDS", NULL},
    [OPT_UNREAD] = {"unread", 0, NULL,
                    "print instead what looked like a report and gave nothing, and why", NULL},
    [OPT_FORMAT] = SKT_OPTION_FORMAT("table,ndjson"),
    [OPT_JOBS] = SKT_OPTION_JOBS,
    [OPT_SHARD] = {"shard", 0, "I/N",
                   "read only every N-th of the files that the inputs name, from the I-th on: N "
                   "runs, wherever they run, read all of them once",
                   NULL},
};

static const skt_example examples[] = {
    {"skytally extract docs/examples/reports", "prints the claims of all reports of a folder"},
    {"echo 'date 2024-09-01 Nine drones were shot down over the Kursk region.' | skytally "
     "extract --tally -",
     "reads standard input and adds the region's own figure"},
    {"skytally extract docs/examples/reports > claims.ndjson && skytally tally claims.ndjson",
     "keeps the claims, to reconcile and tally them later"},
    {"skytally extract --trace --sentence debris docs/examples/reports",
     "shows how the sentences with \"debris\" were read"},
    {"skytally extract --unread docs/examples/reports", "lists the reports that gave nothing"},
    {"skytally extract --shard 1/2 docs/examples/reports > a.ndjson && skytally extract --shard "
     "2/2 docs/examples/reports > b.ndjson && skytally merge a.ndjson b.ndjson > claims.ndjson",
     "reads a folder in two parts, as two machines would"},
};

typedef struct extracting {
    skt_cli *cli;
    bool tally, table;
} extracting;

static const skt_column columns[] = {
    {"outcome", false}, {"value", true},   {"bound", false},  {"place", false},
    {"date", false},    {"period", false}, {"source", false}, {"words", false},
};

static void add_cut(skt_table *table, skt_str text)
{
    enum { WIDTH = 48 };
    const skt_str cut = skt_str_cut(text, WIDTH);
    skt_table_format(table, "%.*s%s", SKT_FMT(cut), cut.len < text.len ? "..." : "");
}

static void add_places(skt_table *table, const skt_claim *claim)
{
    skt_buf names = SKT_BUF_INIT;
    for (size_t i = 0; i < claim->n_places; i++) {
        skt_buf_add_text(&names, i == 0 ? "" : ", ");
        skt_buf_add(&names, claim->places[i].name);
    }
    table->failed = table->failed || names.failed;
    add_cut(table, skt_buf_str(&names));
    skt_buf_dispose(&names);
}

/* The claims of one input under its name. */
static skt_status claims_table(skt_buf *out, const char *doc, const skt_claim_set *claims)
{
    skt_table table = SKT_TABLE_INIT(columns);
    for (size_t i = 0; i < skt_claim_set_count(claims); i++) {
        const skt_claim *claim = skt_claim_set_at(claims, i);
        char date[11];
        skt_day_format(date, claim->date);
        skt_table_add(&table, skt_str_from(skt_outcome_name(claim->outcome)));
        skt_table_add_number(&table, claim->value);
        skt_table_add(&table, skt_str_from(skt_bound_name(claim->bound)));
        add_places(&table, claim);
        skt_table_add(&table, skt_str_from(date));
        skt_table_add(&table, skt_str_from(skt_period_name(claim->period)));
        add_cut(&table, claim->source);
        add_cut(&table, claim->evidence);
    }
    for (const char *c = doc; *c != '\0'; c++) {
        skt_buf_add_char(out, (unsigned char)*c < ' ' ? '?' : *c);
    }
    skt_buf_add_char(out, '\n');
    skt_table_print(out, &table);
    skt_buf_add_char(out, '\n');
    skt_table_dispose(&table);
    return out->failed ? SKT_E_NOMEM : SKT_OK;
}

static skt_status print_document(void *user, const char *doc, const skt_claim_set *claims)
{
    const extracting *e = user;
    skt_buf out = SKT_BUF_INIT;
    skt_status status = e->table ? claims_table(&out, doc, claims)
                                 : skt_chain_lines(&out, e->cli, doc, claims, e->tally);
    if (status == SKT_OK && !skt_cli_print(e->cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    skt_buf_dispose(&out);
    return status;
}

static skt_status write_lines(skt_buf *out, void *user, const char *doc,
                              const skt_claim_set *claims)
{
    const extracting *e = user;
    return skt_chain_lines(out, e->cli, doc, claims, false);
}

/* Articles one after the other, a line feed behind each. */
static skt_status print_texts(skt_cli *cli, skt_sums *sums, const skt_arguments *args)
{
    skt_ingest *ingest = NULL;
    const skt_report *report = NULL;
    skt_ingest_options limits = SKT_INGEST_OPTIONS_INIT;
    limits.shard = cli->shard;
    limits.shards = cli->shards;
    skt_status status =
        skt_ingest_new(&ingest, args->operands, args->n_operands, &limits, cli->diag);
    while (status == SKT_OK && (status = skt_ingest_next(&report, ingest)) == SKT_OK &&
           report != NULL) {
        skt_cli_flush(cli);
        if (!skt_cli_print(cli, report->text) || !skt_cli_print(cli, SKT_LIT("\n"))) {
            status = SKT_E_IO;
        }
    }
    sums->reports = ingest == NULL ? 0 : skt_ingest_read(ingest);
    skt_ingest_free(ingest);
    return status;
}

/* Prints what was noted of an input; its claims are none of our business here. */
static skt_status print_notes(void *user, const char *doc, const skt_claim_set *claims)
{
    skt_cli *cli = user;
    skt_buf *trace = cli->notes->trace;
    skt_status status = SKT_OK;
    (void)doc;
    (void)claims;
    if (trace != NULL) {
        status = skt_cli_print_buf(cli, trace);
        skt_buf_clear(trace);
    }
    return status;
}

static skt_status print_traces(skt_cli *cli, skt_sums *sums, const skt_arguments *args)
{
    const char *only = args->values[OPT_SENTENCE];
    skt_buf trace = SKT_BUF_INIT;
    const skt_notes notes = {.trace = &trace,
                             .only = only != NULL ? skt_str_from(only) : SKT_STR_NONE};
    cli->notes = &notes;
    const skt_status status =
        skt_chain_documents(cli, sums, args->operands, args->n_operands, print_notes, cli);
    cli->notes = NULL;
    skt_buf_dispose(&trace);
    return status;
}

static skt_status print_unread(skt_cli *cli, skt_sums *sums, const skt_arguments *args)
{
    skt_unread_list list;
    skt_buf out = SKT_BUF_INIT;
    skt_unread_begin(&list, skt_cli_wants_table(args->values[OPT_FORMAT]));
    const skt_notes notes = {.unread = skt_unread_take, .user = &list};
    cli->notes = &notes;
    skt_status status =
        skt_chain_documents(cli, sums, args->operands, args->n_operands, print_notes, cli);
    cli->notes = NULL;
    if (status == SKT_OK && sums->reports > 0) {
        status = skt_unread_print(&out, &list);
    }
    if (status == SKT_OK && !skt_cli_print(cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    skt_buf_dispose(&out);
    skt_unread_dispose(&list);
    return status;
}

/* Whether the options go together; false: said so. */
static bool agree(const skt_cli *cli, const skt_arguments *args)
{
    const char *const *values = args->values;
    const int modes = (values[OPT_TALLY] != NULL) + (values[OPT_TEXT] != NULL) +
                      (values[OPT_TRACE] != NULL) + (values[OPT_UNREAD] != NULL);
    if (modes > 1) {
        (void)skt_cli_usage(cli, "one of --tally, --text, --trace and --unread at a time");
        return false;
    }
    if (values[OPT_SENTENCE] != NULL && values[OPT_TRACE] == NULL) {
        (void)skt_cli_usage(cli, "--sentence says which sentences --trace shows: add --trace");
        return false;
    }
    if (values[OPT_TRACE] != NULL && values[OPT_FORMAT] != NULL) {
        (void)skt_cli_usage(cli, "--trace prints text alone; leave --format out");
        return false;
    }
    return true;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    const bool tally = args->values[OPT_TALLY] != NULL;
    const char *format = args->values[OPT_FORMAT];
    /* A tally row has no place in the table of claims. */
    extracting e = {cli, tally, !tally && skt_cli_wants_table(format)};
    if (tally && format != NULL && strcmp(format, "table") == 0) {
        return skt_cli_usage(cli, "--tally prints NDJSON alone; `skytally tally` prints a table");
    }
    if (!agree(cli, args) || !skt_cli_take_jobs(cli, args->values[OPT_JOBS]) ||
        !skt_cli_take_shard(cli, args->values[OPT_SHARD])) {
        return SKT_EXIT_USAGE;
    }
    skt_sums sums = {0};
    const skt_status status =
        args->values[OPT_TEXT] != NULL     ? print_texts(cli, &sums, args)
        : args->values[OPT_TRACE] != NULL  ? print_traces(cli, &sums, args)
        : args->values[OPT_UNREAD] != NULL ? print_unread(cli, &sums, args)
        : tally || e.table
            ? skt_chain_documents(cli, &sums, args->operands, args->n_operands, print_document, &e)
            : skt_chain_reports(cli, &sums, args->operands, args->n_operands, write_lines, &e);
    /* A shard may be empty: there are fewer files than shards. */
    return skt_cli_end(cli, status, sums.reports + (cli->shards > 0));
}

const skt_command skt_command_extract = {
    .name = "extract",
    .summary = "print the claims that reports make, one JSON object a line",
    .usage = "[OPTION...] INPUT...",
    .about = "A claim is one statement of how many drones were launched, intercepted, lost, "
             "impacted or sighted, where and when; docs/formats.md describes its keys.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
