/* The steps that several commands share: inputs to claims to incidents. */
#ifndef SKT_CLI_CHAIN_H
#define SKT_CLI_CHAIN_H

#include "cli/cli.h"
#include "ingest/ingest.h"

/* What went through, for summaries and exit codes. */
typedef struct skt_sums {
    size_t reports; /* read */
    size_t claim_files;
    size_t refused; /* inputs */
    size_t claims;
    bool stored; /* a store was read */
} skt_sums;

/* Called with the claims of one input, in the order of the inputs; also where there are
 * none. An error ends the work. */
typedef skt_status skt_document_fn(void *user, const char *doc, const skt_claim_set *claims);
/* Writes the claims of one report of input `doc` to `out`, in any thread. */
typedef skt_status skt_report_fn(skt_buf *out, void *user, const char *doc,
                                 const skt_claim_set *claims);

/* Reads reports and hands on the claims of each input. Memory is bounded by the claims of
 * the largest input. */
skt_status skt_chain_documents(skt_cli *cli, skt_sums *sums, const char *const *inputs,
                               size_t n_inputs, skt_document_fn *each, void *user);

/* Reads reports and prints what `write` makes of the claims of each, in the order of the
 * reports. Memory is bounded by the largest report. */
skt_status skt_chain_reports(skt_cli *cli, skt_sums *sums, const char *const *inputs,
                             size_t n_inputs, skt_report_fn *write, void *user);

/* Opens all data: without them no input matters. */
skt_status skt_chain_open(skt_cli *cli);

/* Reads `inputs`, reports or lines of claims as `extract` prints them, into one set; where
 * cli->store names one, what stands in it, to which the command `run` adds them first. */
skt_status skt_chain_load(skt_claim_set **out, skt_cli *cli, skt_sums *sums,
                          const char *const *inputs, size_t n_inputs);

/* Reconciles with the data folder's gazetteer and table of issuers. */
skt_status skt_chain_reconcile(skt_incident_set **out, skt_cli *cli, const skt_claim_set *claims);

/* All that the last steps need. */
typedef struct skt_chain {
    skt_sums sums;
    skt_claim_set *claims;
    skt_incident_set *incidents;
    skt_regions *regions; /* of --regions, or NULL */
    skt_tally *tally;
} skt_chain;

/* The whole way from inputs to the tally; `cuts` lacks the regions of args. Where nothing could be
 * read, claims alone is set. Dispose in any case. */
skt_status skt_chain_tally(skt_chain *out, skt_cli *cli, const skt_arguments *args,
                           const skt_tally_options *cuts);
void skt_chain_dispose(skt_chain *chain);
/* How many inputs gave something. */
static inline size_t skt_sums_done(const skt_sums *sums)
{
    return sums->reports + sums->claim_files + (sums->stored ? 1 : 0);
}

/* Appends the claims of one input as `extract` prints them, and with `tally`
 * the rows of the input's own tally. */
skt_status skt_chain_lines(skt_buf *out, skt_cli *cli, const char *doc, const skt_claim_set *claims,
                           bool tally);

/* Reads the options that cut a tally (SKT_OPTIONS_CUTS) from args->values[first..], and
 * cli->store; false: said so on stderr. The country and attacker point into the values. */
bool skt_chain_tally_options(skt_tally_options *out, skt_cli *cli, const skt_arguments *args,
                             size_t first);

enum {
    SKT_CUT_BY,
    SKT_CUT_FROM,
    SKT_CUT_TO,
    SKT_CUT_OUTCOME,
    SKT_CUT_COUNTRY,
    SKT_CUT_ATTACKER,
    SKT_CUT_STORE,
    SKT_CUT_FILL,
    SKT_CUT_REGIONS,
    SKT_CUT_NAME,
    SKT_CUTS
};

/* Rows of an option table: what cuts a tally, and what it is of. */
#define SKT_OPTIONS_CUTS(first)                                                                    \
    [(first) +                                                                                     \
        SKT_CUT_BY] = {"by", 0, "PERIOD",                                                          \
                       "a row for each PERIOD of each area; by default one for all days",          \
                       "all,day,week,month,year"},                                                 \
        [(first) + SKT_CUT_FROM] = {"from", 0, "DATE",                                             \
                                    "leave out what was before DATE (YYYY-MM-DD)", NULL},          \
        [(first) +                                                                                 \
            SKT_CUT_TO] = {"to", 0, "DATE", "leave out what was after DATE (YYYY-MM-DD)", NULL},   \
        [(first) + SKT_CUT_OUTCOME] =                                                              \
            {"outcome", 0, "LIST",                                                                 \
             "only these outcomes, with commas between: launched, intercepted, "                   \
             "lost, impacted, sighted",                                                            \
             NULL},                                                                                \
        [(first) + SKT_CUT_COUNTRY] = {"country", 0, "CC",                                         \
                                       "only areas of this country (ISO 3166-1 alpha-2)", NULL},   \
        [(first) + SKT_CUT_ATTACKER] = {"attacker", 0, "CC",                                       \
                                        "only drones sent by this country (alpha-2) or party",     \
                                        NULL},                                                     \
        [(first) + SKT_CUT_FILL] = {"fill", 0, NULL,                                               \
                                    "with --by, a row for every PERIOD of each area, also where "  \
                                    "nothing was reported",                                        \
                                    NULL},                                                         \
        [(first) + SKT_CUT_REGIONS] = {"regions", 0, "FILE",                                       \
                                       "tally by the polygons of FILE, a shapefile or GeoJSON, "   \
                                       "in place of regions and seas",                             \
                                       NULL},                                                      \
        [(first) + SKT_CUT_NAME] = {"name", 0, "FIELD",                                            \
                                    "the field of --regions that holds their names; by default "   \
                                    "\"name\", or the only one of text",                           \
                                    NULL},                                                         \
        [(first) +                                                                                 \
            SKT_CUT_STORE] = {"store", 0, "FILE",                                                  \
                              "work on all reports that were added to the store FILE, or to "      \
                              "postgresql://USER@HOST/DATABASE",                                   \
                              NULL}

#endif
