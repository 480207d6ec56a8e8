/* Reports and folders of them, tallied by region and month, with layers for a GIS.
 *
 *     tally FOLDER INPUT...
 *
 * Writes FOLDER/tallies.geojson and the like, prints the total of each month, and explains what
 * the first row with a number of downed drones rests on. INPUT may also hold lines of claims, as
 * `skytally extract` prints them.
 */
#include <skytally.h>
#include <stdio.h>

/* The chain, each link made from the ones before it and freed in the reverse order. */
typedef struct chain {
    skt_diag *diag;
    skt_gazetteer *gazetteer;
    skt_lexicon *lexicon;
    skt_issuers *issuers;
    skt_claim_set *claims;
    skt_incident_set *incidents;
    skt_tally *tally;
} chain;

static skt_status open_data(chain *c)
{
    skt_status status = skt_diag_new(&c->diag);
    status = status == SKT_OK ? skt_gazetteer_open(&c->gazetteer, NULL, c->diag) : status;
    status = status == SKT_OK ? skt_lexicon_open(&c->lexicon, NULL, c->diag) : status;
    status = status == SKT_OK ? skt_issuers_open(&c->issuers, NULL, c->diag) : status;
    return status == SKT_OK ? skt_claim_set_new(&c->claims) : status;
}

static void dispose(chain *c)
{
    skt_tally_free(c->tally);
    skt_incident_set_free(c->incidents);
    skt_claim_set_free(c->claims);
    skt_issuers_close(c->issuers);
    skt_lexicon_close(c->lexicon);
    skt_gazetteer_close(c->gazetteer);
    skt_diag_free(c->diag);
}

/* What comes of a report is its claims: it can go when they are there. */
static skt_status read_inputs(chain *c, const char *const *inputs, size_t n_inputs)
{
    skt_ingest *ingest = NULL;
    const skt_report *report = NULL;
    skt_ingest_options options = SKT_INGEST_OPTIONS_INIT;
    options.claims = c->claims;
    options.gazetteer = c->gazetteer;
    skt_status status = skt_ingest_new(&ingest, inputs, n_inputs, &options, c->diag);
    while (status == SKT_OK) {
        status = skt_ingest_next(&report, ingest);
        if (status != SKT_OK || report == NULL) {
            break;
        }
        status = skt_extract(c->claims, report, c->gazetteer, c->lexicon, c->issuers, c->diag);
    }
    if (ingest != NULL) {
        printf("%zu reports read, %zu inputs refused, %zu claims\n", skt_ingest_read(ingest),
               skt_ingest_refused(ingest), skt_claim_set_count(c->claims));
    }
    skt_ingest_free(ingest);
    return status;
}

static skt_status tally(chain *c)
{
    skt_tally_options options = SKT_TALLY_OPTIONS_INIT;
    options.by = SKT_BY_MONTH;
    skt_status status = skt_reconcile(&c->incidents, c->claims, c->gazetteer, c->issuers, c->diag);
    if (status == SKT_OK) {
        status =
            skt_tally_build(&c->tally, c->incidents, c->claims, c->gazetteer, &options, c->diag);
    }
    return status;
}

static void print_totals(const skt_tally *tally)
{
    for (size_t i = 0; i < skt_tally_count(tally); i++) {
        const skt_row *row = skt_tally_at(tally, i);
        const skt_number downed = row->cells[SKT_INTERCEPTED].estimate.best;
        char from[11];
        char to[11];
        if (row->level != SKT_ROW_TOTAL) {
            continue;
        }
        skt_day_format(from, row->date_from);
        skt_day_format(to, row->date_to);
        printf("%s to %s: %zu incidents, ", from, to, row->incidents);
        if (downed == SKT_NULL) {
            puts("intercepted: no number");
        } else {
            printf("intercepted: %lld\n", (long long)downed);
        }
    }
}

static skt_status print(void *user, skt_str text)
{
    FILE *out = user;
    return fwrite(text.ptr, 1, text.len, out) == text.len ? SKT_OK : SKT_E_IO;
}

/* Why the first region's number of downed drones is what it is. */
static skt_status explain(chain *c)
{
    skt_explanation *explanation = NULL;
    skt_explain_options options = SKT_EXPLAIN_OPTIONS_INIT;
    char area[32];
    options.outcomes = 1U << SKT_INTERCEPTED;
    for (size_t i = 0; options.area == NULL && i < skt_tally_count(c->tally); i++) {
        const skt_row *row = skt_tally_at(c->tally, i);
        if (row->level == SKT_ROW_REGION && row->cells[SKT_INTERCEPTED].estimate.best != SKT_NULL) {
            snprintf(area, sizeof area, "%.*s", SKT_FMT(row->admin1));
            options.area = area;
            options.from = row->date_from;
            options.to = row->date_to;
        }
    }
    skt_status status =
        skt_explain_cell(&explanation, c->incidents, c->claims, c->gazetteer, &options, c->diag);
    if (status == SKT_OK) {
        status = skt_explain_write(print, stdout, explanation, SKT_EXPLAIN_TEXT);
    }
    skt_explanation_free(explanation);
    return status;
}

static skt_status export_layers(chain *c, const char *folder)
{
    skt_export_options options = SKT_EXPORT_OPTIONS_INIT;
    options.formats = SKT_FORMAT_GEOJSON | SKT_FORMAT_CSV;
    return skt_export(folder, c->incidents, c->claims, c->tally, c->gazetteer, &options, c->diag);
}

static void print_messages(const skt_diag *diag)
{
    for (size_t i = 0; i < skt_diag_count(diag); i++) {
        const skt_diag_entry *entry = skt_diag_at(diag, i);
        fprintf(stderr, "%s:%zu: %s\n", entry->input != NULL ? entry->input : "tally", entry->line,
                entry->message);
    }
}

int main(int argc, char **argv)
{
    chain c = {NULL, NULL, NULL, NULL, NULL, NULL, NULL};
    size_t n_lines = 0;
    if (argc < 3) {
        fprintf(stderr, "usage: %s FOLDER INPUT...\n", argv[0]);
        return 2;
    }
    skt_status status = open_data(&c);
    if (status == SKT_OK) {
        status = read_inputs(&c, (const char *const *)argv + 2, (size_t)argc - 2);
    }
    if (status == SKT_OK) {
        status = tally(&c);
    }
    if (status == SKT_OK) {
        print_totals(c.tally);
        status = explain(&c);
    }
    if (status == SKT_OK) {
        status = export_layers(&c, argv[1]);
    }
    /* Whoever shows the layers shows these. */
    const char *const *lines = skt_gazetteer_attributions(&n_lines);
    for (size_t i = 0; i < n_lines; i++) {
        puts(lines[i]);
    }
    if (c.diag != NULL) {
        print_messages(c.diag);
    }
    if (status != SKT_OK) {
        fprintf(stderr, "%s: %s\n", argv[0], skt_status_text(status));
    }
    dispose(&c);
    return status == SKT_OK ? 0 : 1;
}
