/* skytally explain: why a number of the tally is what it is. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/chain.h"
#include "core/diag.h"
#include "explain/explain.h"
#include "store/store.h"

enum { OPT_COUNTRY, OPT_ATTACKER, OPT_STORE, OPT_FORMAT, OPT_JOBS, N_OPTIONS };
static const skt_option options[N_OPTIONS] = {
    [OPT_COUNTRY] = {"country", 0, "CC", "only this country (ISO 3166-1 alpha-2)", NULL},
    [OPT_ATTACKER] = {"attacker", 0, "CC", "only attacks of this country or party", NULL},
    [OPT_STORE] = {"store", 0, "FILE", "explain what was added to the store FILE", NULL},
    [OPT_FORMAT] = {"format", 0, "FORMAT", "print as FORMAT; by default as text", "text,json"},
    [OPT_JOBS] = SKT_OPTION_JOBS,
};

static const skt_example examples[] = {
    {"skytally explain RU.41 2024-09-01 intercepted docs/examples/reports",
     "why the cell of the Kursk region is what it is"},
    {"skytally explain \"Kyiv region\" 2023 docs/examples/reports",
     "an area by its name, a whole year, every outcome"},
    {"skytally explain --format json total docs/examples/reports",
     "every incident and claim behind the total, as JSON"},
};

/* Standard input is read twice: what comes through a pipe is put aside, in a file without a
 * name. */
static bool hold_stdin(off_t *begin)
{
    char block[1 << 16];
    *begin = lseek(STDIN_FILENO, 0, SEEK_CUR);
    if (*begin >= 0) {
        return true;
    }
    FILE *file = tmpfile();
    ssize_t n = 0;
    bool good = file != NULL;
    while (good && (n = read(STDIN_FILENO, block, sizeof block)) > 0) {
        good = fwrite(block, 1, (size_t)n, file) == (size_t)n;
    }
    good = good && n == 0 && fflush(file) == 0 && lseek(fileno(file), 0, SEEK_SET) == 0 &&
           dup2(fileno(file), STDIN_FILENO) >= 0;
    if (file != NULL) {
        (void)fclose(file);
    }
    *begin = 0;
    return good;
}

static bool is_told(const skt_diag *diag, const skt_diag_entry *entry)
{
    for (size_t i = 0; i < skt_diag_count(diag); i++) {
        const skt_diag_entry *told = skt_diag_at(diag, i);
        if (told->line == entry->line && strcmp(told->message, entry->message) == 0 &&
            strcmp(told->input != NULL ? told->input : "",
                   entry->input != NULL ? entry->input : "") == 0) {
            return true;
        }
    }
    return false;
}

/* What was wrong with the inputs, but for what has been said of them. */
static void tell_anew(skt_cli *cli, const skt_diag *diag)
{
    for (size_t i = 0; diag != NULL && i < skt_diag_count(diag); i++) {
        const skt_diag_entry *entry = skt_diag_at(diag, i);
        if (entry->severity >= SKT_REFUSAL && !is_told(cli->diag, entry)) {
            (void)skt_diag_add(cli->diag, SKT_OK, SKT_REFUSAL, entry->input, entry->line,
                               "%s; its sentences are missing below", entry->message);
        }
    }
}

/* Reads the inputs once more for the sentences: texts are not kept while claims are made. */
static skt_status quote(skt_explanation *explanation, skt_cli *cli, const char *const *inputs,
                        size_t n_inputs)
{
    skt_ingest_options how = SKT_INGEST_OPTIONS_INIT;
    skt_ingest *ingest = NULL;
    skt_diag *diag = NULL;
    const skt_report *report = NULL;
    skt_status status = skt_diag_new(&diag);
    if (status == SKT_OK) {
        status = skt_claim_set_new(&how.claims);
    }
    how.gazetteer = cli->gazetteer;
    for (size_t i = 0; status == SKT_OK && i < n_inputs; i++) {
        status = skt_ingest_new(&ingest, &inputs[i], 1, &how, diag);
        do {
            status = status == SKT_OK ? skt_ingest_next(&report, ingest) : status;
            if (status == SKT_OK && report != NULL) {
                status = skt_explain_sentences(explanation, report);
            }
            skt_claim_set_clear(how.claims);
        } while (status == SKT_OK && report != NULL);
        skt_ingest_free(ingest);
        ingest = NULL;
    }
    tell_anew(cli, diag);
    skt_claim_set_free(how.claims);
    skt_diag_free(diag);
    return status;
}

/* Takes the sentences from the texts that the store keeps. */
static skt_status quote_store(skt_explanation *explanation, skt_cli *cli)
{
    skt_store *store = NULL;
    skt_status status = skt_store_open(&store, cli->store, SKT_STORE_READ, cli->diag);
    for (size_t i = 0; status == SKT_OK && i < explanation->told.count; i++) {
        const skt_told_claim *told = explanation->told.items[i].claim;
        const skt_claim *claim = skt_claim_set_at(explanation->claims, told->claim);
        skt_arena arena = SKT_ARENA_INIT;
        skt_stored_report found;
        if (told->sentence.len > 0) {
            continue;
        }
        status = skt_store_find(&found, store, claim->report, claim->signature, true, &arena);
        if (status == SKT_OK && found.report.text.ptr != NULL) {
            found.report.doc = claim->doc;
            found.report.item = claim->item;
            status = skt_explain_sentences(explanation, &found.report);
        }
        status = status == SKT_E_NOTFOUND ? SKT_OK : status;
        skt_arena_dispose(&arena);
    }
    skt_store_close(store);
    return status;
}

/* Reads the claims, reconciles, explains and prints. */
static skt_status explain(skt_cli *cli, skt_sums *sums, const skt_asked *asked,
                          const skt_arguments *args, size_t first)
{
    skt_claim_set *claims = NULL;
    skt_incident_set *incidents = NULL;
    skt_explanation explanation = {0};
    skt_buf out = SKT_BUF_INIT;
    const char *const *inputs = args->operands + first;
    const size_t n_inputs = args->n_operands - first;
    off_t begin = -1;
    for (size_t i = 0; i < n_inputs; i++) {
        if (strcmp(inputs[i], "-") == 0 && !hold_stdin(&begin)) {
            return SKT_E_IO;
        }
    }
    const bool json = args->values[OPT_FORMAT] != NULL && args->values[OPT_FORMAT][0] == 'j';
    skt_status status = skt_chain_load(&claims, cli, sums, inputs, n_inputs);
    const bool any = status == SKT_OK && skt_sums_done(sums) > 0;
    if (any) {
        status = skt_chain_reconcile(&incidents, cli, claims);
    }
    if (any && status == SKT_OK) {
        status = skt_explain(&explanation, asked, incidents, claims, cli->gazetteer);
    }
    if (any && status == SKT_OK && cli->store != NULL) {
        status = quote_store(&explanation, cli);
    } else if (any && status == SKT_OK && sums->reports > 0) {
        if (begin >= 0) {
            (void)lseek(STDIN_FILENO, begin, SEEK_SET);
        }
        status = quote(&explanation, cli, inputs, n_inputs);
    }
    if (any && status == SKT_OK) {
        status = json ? skt_explain_json(&out, &explanation) : skt_explain_text(&out, &explanation);
    }
    if (status == SKT_OK && !skt_cli_print(cli, skt_buf_str(&out))) {
        status = SKT_E_IO;
    }
    skt_buf_dispose(&out);
    skt_explanation_dispose(&explanation);
    skt_incident_set_free(incidents);
    skt_claim_set_free(claims);
    return status;
}

static int run(skt_cli *cli, const skt_arguments *args)
{
    skt_asked asked;
    skt_sums sums = {0};
    skt_arena arena = SKT_ARENA_INIT;
    skt_buf complaint = SKT_BUF_INIT;
    const skt_gazetteer *gazetteer;
    int code = SKT_EXIT_NOTHING;
    if (!skt_cli_take_jobs(cli, args->values[OPT_JOBS])) {
        return SKT_EXIT_USAGE;
    }
    if (skt_cli_gazetteer(&gazetteer, cli) != SKT_OK) {
        return SKT_EXIT_NOTHING;
    }
    const size_t first =
        skt_asked_read(&asked, args->operands, args->n_operands, gazetteer, &arena, &complaint);
    cli->store = args->values[OPT_STORE];
    asked.country = args->values[OPT_COUNTRY];
    asked.attacker = args->values[OPT_ATTACKER];
    if (first == 0) {
        code = skt_cli_usage(cli, "%s", complaint.ptr == NULL ? "out of memory" : complaint.ptr);
    } else if (cli->store != NULL && first < args->n_operands) {
        code = skt_cli_usage(cli, "%s: a store is explained as it is; ingest adds to it",
                             args->operands[first]);
    } else if (cli->store == NULL && first == args->n_operands) {
        code = skt_cli_usage(cli, "no INPUT is given behind the cell, and no --store");
    } else {
        const skt_status status = explain(cli, &sums, &asked, args, first);
        code = skt_cli_end(cli, status, skt_sums_done(&sums));
    }
    skt_buf_dispose(&complaint);
    skt_arena_dispose(&arena);
    return code;
}

const skt_command skt_command_explain = {
    .name = "explain",
    .summary = "show what a number of the tally rests on, and by which rules",
    .usage = "[OPTION...] AREA [DAYS] [OUTCOME] [INPUT...]",
    .about =
        "AREA is a region's code (RU.41, or by ISO 3166-2 RU-KRS), a country's (RU), a sea "
        "(\"sea:black sea\"), the codes of an area set joined by + (RU.47+RU.48), \"total\", or a "
        "name. DAYS is 2024-09-01, a month 2024-09, a year 2024, or two of these with .. between; "
        "without it all days are taken. OUTCOME is one of launched, intercepted, lost, impacted, "
        "sighted, or several with commas between; without it all are explained. An empty cell is "
        "explained as well. INPUT is a report, or lines of claims, or instead --store names what "
        "was added before; without the reports their "
        "sentences are not at hand, and the words that bear the numbers are shown.",
    .options = options,
    .n_options = N_OPTIONS,
    .examples = examples,
    .n_examples = sizeof examples / sizeof *examples,
    .min_operands = 1,
    .max_operands = SIZE_MAX,
    .run = run,
};
