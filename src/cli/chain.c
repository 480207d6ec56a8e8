#include "cli/chain.h"

#include <string.h>

#include "cli/adding.h"
#include "cli/gather.h"
#include "core/json.h"
#include "export/claim_json.h"
#include "tally/tally.h"

/* ---------------------------------------------------------------- reports */

skt_status skt_chain_open(skt_cli *cli)
{
    const skt_gazetteer *gazetteer;
    const skt_lexicon *lexicon;
    const skt_issuers *issuers;
    skt_status status = skt_cli_gazetteer(&gazetteer, cli);
    if (status == SKT_OK) {
        status = skt_cli_lexicon(&lexicon, cli);
    }
    if (status == SKT_OK) {
        status = skt_cli_issuers(&issuers, cli);
    }
    skt_cli_flush(cli);
    return status;
}

static skt_status gather(skt_cli *cli, skt_sums *sums, const char *const *inputs, size_t n_inputs,
                         const skt_gathering *how)
{
    const skt_status status = skt_chain_open(cli);
    return status == SKT_OK ? skt_gather(cli, sums, inputs, n_inputs, how) : status;
}

skt_status skt_chain_documents(skt_cli *cli, skt_sums *sums, const char *const *inputs,
                               size_t n_inputs, skt_document_fn *each, void *user)
{
    return gather(cli, sums, inputs, n_inputs, &(skt_gathering){.each = each, .user = user});
}

skt_status skt_chain_reports(skt_cli *cli, skt_sums *sums, const char *const *inputs,
                             size_t n_inputs, skt_report_fn *write, void *user)
{
    return gather(cli, sums, inputs, n_inputs, &(skt_gathering){.write = write, .user = user});
}

/* How many reports the claims are of: those of one stand together. */
static size_t count_reports(const skt_claim_set *claims)
{
    size_t count = 0;
    for (size_t i = 0; i < skt_claim_set_count(claims); i++) {
        count += i == 0 || !skt_str_eq(skt_claim_set_at(claims, i)->report,
                                       skt_claim_set_at(claims, i - 1)->report);
    }
    return count;
}

/* All that stands in the store, to which `run` adds the inputs first. */
static skt_status load_store(skt_claim_set *out, skt_cli *cli, skt_sums *sums,
                             const char *const *inputs, size_t n_inputs,
                             const skt_store_query *query)
{
    const skt_store_mode mode = n_inputs > 0 ? SKT_STORE_WRITE : SKT_STORE_READ;
    skt_store *store = NULL;
    skt_added added = {0};
    skt_status status = skt_chain_open(cli);
    if (status == SKT_OK) {
        status = skt_store_open(&store, cli->store, mode, cli->diag);
    }
    if (status == SKT_OK && n_inputs > 0) {
        status = skt_add_inputs(&added, cli, sums, store, inputs, n_inputs, NULL, NULL);
    }
    if (status == SKT_OK) {
        status = skt_store_load(out, store, query, cli->gazetteer);
    }
    skt_store_close(store);
    sums->reports = count_reports(out);
    sums->claims = skt_claim_set_count(out);
    sums->stored = status == SKT_OK;
    return status;
}

/* As skt_chain_load(), of a store only what `query` asks for. */
static skt_status load(skt_claim_set **out, skt_cli *cli, skt_sums *sums, const char *const *inputs,
                       size_t n_inputs, const skt_store_query *query)
{
    const skt_status status = skt_claim_set_new(out);
    if (status != SKT_OK) {
        return status;
    }
    return cli->store != NULL ? load_store(*out, cli, sums, inputs, n_inputs, query)
                              : gather(cli, sums, inputs, n_inputs, &(skt_gathering){.all = *out});
}

skt_status skt_chain_load(skt_claim_set **out, skt_cli *cli, skt_sums *sums,
                          const char *const *inputs, size_t n_inputs)
{
    return load(out, cli, sums, inputs, n_inputs, NULL);
}

skt_status skt_chain_reconcile(skt_incident_set **out, skt_cli *cli, const skt_claim_set *claims)
{
    return skt_reconcile(out, claims, cli->gazetteer, cli->issuers, cli->diag);
}

/* Before the first input is read: a file that is no good should not cost the reading. */
static skt_status open_regions(skt_chain *chain, skt_cli *cli, const skt_arguments *args)
{
    const char *path = args->values[SKT_CUT_REGIONS];
    const skt_status status =
        path == NULL
            ? SKT_OK
            : skt_regions_open(&chain->regions, path, args->values[SKT_CUT_NAME], cli->diag);
    skt_cli_flush(cli);
    return status;
}

skt_status skt_chain_begin(skt_chain *out, skt_cli *cli, const skt_arguments *args)
{
    *out = (skt_chain){0};
    return open_regions(out, cli, args);
}

skt_status skt_chain_take(skt_chain *chain, skt_cli *cli, const skt_arguments *args,
                          const skt_tally_options *cuts)
{
    const skt_store_query days = {sizeof days, cuts->from, cuts->to};
    return load(&chain->claims, cli, &chain->sums, args->operands, args->n_operands, &days);
}

skt_status skt_chain_finish(skt_chain *chain, skt_cli *cli, const skt_tally_options *cuts)
{
    skt_tally_options options = *cuts;
    options.regions = chain->regions;
    skt_status status = skt_chain_reconcile(&chain->incidents, cli, chain->claims);
    if (status == SKT_OK) {
        status = skt_tally_build(&chain->tally, chain->incidents, chain->claims, cli->gazetteer,
                                 &options, cli->diag);
    }
    skt_cli_flush(cli);
    return status;
}

skt_status skt_chain_tally(skt_chain *out, skt_cli *cli, const skt_arguments *args,
                           const skt_tally_options *cuts)
{
    skt_status status = skt_chain_begin(out, cli, args);
    status = status == SKT_OK ? skt_chain_take(out, cli, args, cuts) : status;
    return status == SKT_OK && skt_sums_done(&out->sums) > 0 ? skt_chain_finish(out, cli, cuts)
                                                             : status;
}

void skt_chain_dispose(skt_chain *chain)
{
    skt_tally_free(chain->tally);
    skt_regions_close(chain->regions);
    skt_incident_set_free(chain->incidents);
    skt_claim_set_free(chain->claims);
    *chain = (skt_chain){0};
}

/* ------------------------------------------------------------------ lines */

static void tally_line(skt_buf *out, const char *doc, const skt_area_figure *figure)
{
    skt_json json = {out, false};
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "kind", "tally");
    skt_json_text(&json, "doc", doc);
    skt_json_str(&json, "area", figure->area);
    skt_json_text(&json, "outcome", skt_outcome_name(figure->outcome));
    skt_json_int(&json, "value", figure->value);
    skt_json_close(&json, '}');
    skt_buf_add_char(out, '\n');
}

static skt_status tally_lines(skt_buf *out, skt_cli *cli, const char *doc,
                              const skt_claim_set *claims)
{
    skt_arena arena = SKT_ARENA_INIT;
    skt_incident_set *incidents = NULL;
    skt_area_figures figures = {0};
    skt_status status = skt_chain_reconcile(&incidents, cli, claims);
    if (status == SKT_OK) {
        status = skt_tally_areas(&figures, incidents, &arena);
    }
    for (size_t i = 0; status == SKT_OK && i < figures.count; i++) {
        tally_line(out, doc, &figures.items[i]);
    }
    skt_vec_dispose(&figures);
    skt_incident_set_free(incidents);
    skt_arena_dispose(&arena);
    return status;
}

skt_status skt_chain_lines(skt_buf *out, skt_cli *cli, const char *doc, const skt_claim_set *claims,
                           bool tally)
{
    for (size_t i = 0; i < skt_claim_set_count(claims); i++) {
        skt_json json = {out, false};
        skt_claim_write_json(&json, NULL, skt_claim_set_at(claims, i));
        skt_buf_add_char(out, '\n');
    }
    skt_status status =
        tally && skt_claim_set_count(claims) > 0 ? tally_lines(out, cli, doc, claims) : SKT_OK;
    return status == SKT_OK && out->failed ? SKT_E_NOMEM : status;
}

/* ------------------------------------------------------------------- cuts */

static bool read_day(skt_day *out, const skt_cli *cli, const char *name, const char *value)
{
    *out = SKT_NO_DAY;
    if (value == NULL) {
        return true;
    }
    const skt_str text = skt_str_from(value);
    *out = text.len == 10 ? skt_day_parse(text) : SKT_NO_DAY;
    if (*out == SKT_NO_DAY) {
        (void)skt_cli_usage(cli, "--%s %s: a day is written YYYY-MM-DD", name, value);
    }
    return *out != SKT_NO_DAY;
}

static bool in_order(const skt_cli *cli, const skt_tally_options *options)
{
    const bool ordered = options->to == SKT_NO_DAY || options->from <= options->to;
    if (!ordered) {
        (void)skt_cli_usage(cli, "--from is after --to: no day is left");
    }
    return ordered;
}

static bool read_outcomes(unsigned *out, const skt_cli *cli, const char *value)
{
    *out = 0;
    skt_str rest = skt_str_from(value);
    skt_str word;
    while (skt_str_split(&word, &rest, ',')) {
        bool known = false;
        for (unsigned i = 0; i < SKT_OUTCOMES && !known; i++) {
            known = skt_str_is(skt_str_trim(word), skt_outcome_name((skt_outcome)i));
            *out |= known ? 1U << i : 0;
        }
        if (!known) {
            (void)skt_cli_usage(cli, "--outcome %.*s: no such outcome", SKT_FMT(word));
            return false;
        }
    }
    return true;
}

/* Only `run` takes a store and inputs: it adds them. */
static bool take_store(skt_cli *cli, const skt_arguments *args, const char *store)
{
    cli->store = store;
    if (store != NULL && args->n_operands > 0 && cli->command != &skt_command_run) {
        (void)skt_cli_usage(cli,
                            "--store and INPUT: one of them; `skytally ingest` adds to a store");
        return false;
    }
    return true;
}

static const char CAPITALS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool skt_chain_tally_options(skt_tally_options *out, skt_cli *cli, const skt_arguments *args,
                             size_t first)
{
    static const char *const periods[] = {
        [SKT_BY_ALL] = "all",     [SKT_BY_DAY] = "day",   [SKT_BY_WEEK] = "week",
        [SKT_BY_MONTH] = "month", [SKT_BY_YEAR] = "year",
    };
    const char *const *values = &args->values[first];
    *out = (skt_tally_options)SKT_TALLY_OPTIONS_INIT;
    for (int i = 0; values[SKT_CUT_BY] != NULL && i <= SKT_BY_YEAR; i++) {
        out->by = strcmp(values[SKT_CUT_BY], periods[i]) == 0 ? (skt_by)i : out->by;
    }
    out->country = values[SKT_CUT_COUNTRY];
    out->attacker = values[SKT_CUT_ATTACKER];
    if (out->country != NULL &&
        (strlen(out->country) != 2 || strspn(out->country, CAPITALS) != 2)) {
        (void)skt_cli_usage(cli, "--country %s: a country is two capital letters such as UA",
                            out->country);
        return false;
    }
    out->fill = values[SKT_CUT_FILL] != NULL;
    if (values[SKT_CUT_NAME] != NULL && values[SKT_CUT_REGIONS] == NULL) {
        (void)skt_cli_usage(cli,
                            "--name %s: it names a field of the file of --regions, which is "
                            "missing",
                            values[SKT_CUT_NAME]);
        return false;
    }
    return take_store(cli, args, values[SKT_CUT_STORE]) &&
           read_day(&out->from, cli, "from", values[SKT_CUT_FROM]) &&
           read_day(&out->to, cli, "to", values[SKT_CUT_TO]) && in_order(cli, out) &&
           read_outcomes(&out->outcomes, cli, values[SKT_CUT_OUTCOME]);
}
