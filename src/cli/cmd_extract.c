/* skytally extract: the claims of reports, one a line. */
#include <string.h>

#include "cli/chain.h"
#include "core/diag.h"

enum { OPT_TALLY, OPT_TEXT, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    [OPT_TALLY] = {"tally", 0, NULL,
                   "print also each input's own tally: {\"kind\": \"tally\", \"doc\", \"area\", "
                   "\"outcome\", \"value\"}",
                   NULL},
    [OPT_TEXT] = {"text", 0, NULL,
                  "print the texts of the articles instead, as a claim's \"offset\" counts in "
                  "them",
                  NULL},
};

static const skt_example examples[] = {
    {"skytally extract docs/examples/reports", "prints the claims of all reports of a folder"},
    {"echo 'date 2024-09-01 Nine drones were shot down over the Kursk region.' | skytally "
     "extract --tally -",
     "reads standard input and adds the region's own figure"},
    {"skytally extract docs/examples/reports > claims.ndjson && skytally tally claims.ndjson",
     "keeps the claims, to reconcile and tally them later"},
};

typedef struct extracting {
    skt_cli *cli;
    bool tally;
} extracting;

static skt_status print_document(void *user, const char *doc, const skt_claim_set *claims)
{
    const extracting *e = user;
    skt_buf out = SKT_BUF_INIT;
    skt_status status = skt_chain_lines(&out, e->cli, doc, claims, e->tally);
    if (status == SKT_OK && !skt_cli_print(e->cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    skt_buf_dispose(&out);
    return status;
}

/* Articles one after the other, a line feed behind each. */
static skt_status print_texts(skt_cli *cli, skt_sums *sums, const skt_arguments *args)
{
    skt_ingest *ingest = NULL;
    const skt_report *report = NULL;
    skt_status status = skt_ingest_new(&ingest, args->operands, args->n_operands, NULL, cli->diag);
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

static int run(skt_cli *cli, const skt_arguments *args)
{
    extracting e = {cli, args->values[OPT_TALLY] != NULL};
    skt_sums sums = {0};
    const skt_status status =
        args->values[OPT_TEXT] != NULL
            ? print_texts(cli, &sums, args)
            : skt_chain_documents(cli, &sums, args->operands, args->n_operands, print_document, &e);
    return skt_cli_end(cli, status, sums.reports);
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
