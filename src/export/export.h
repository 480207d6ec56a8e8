/* Everything that an export writes, made once from incidents and tally rows; the
 * writers of all formats read it. skt_export (skytally.h) is the way in. */
#ifndef SKT_EXPORT_EXPORT_H
#define SKT_EXPORT_EXPORT_H

#include "export/layers.h"
#include "export/meta.h"
#include "export/project.h"
#include "export/staging.h"
#include "tally/tally.h"

typedef struct skt_export_data {
    skt_incident_record *incidents; /* all of them, in the order of the set */
    size_t n_incidents;
    skt_incident_record *shown; /* those that the cuts leave in, in the same order */
    skt_incident_list shown_list;
    skt_tally_record *tallies; /* all rows, in the order of tallies.csv */
    size_t n_tallies;
    skt_tally_record *days; /* the same rows, split by day; none where no format needs them */
    size_t n_days;
    skt_layer layers[SKT_LAYERS];
    const skt_claim_set *claims;
    const skt_atlas *atlas;
    const skt_incident_set *set;   /* what the incidents and links are of */
    const skt_tally_options *cuts; /* that leave incidents out; NULL: none */
    const skt_tally *traced;       /* the tally in one period, traced; NULL: no page can be made */
    const skt_link *const *links;
    size_t n_links;
    skt_export_meta meta;
} skt_export_data;

/* The rows of a tally, and the same split by day. */
typedef struct skt_export_rows {
    skt_row_list all, days;
} skt_export_rows;

/* Fills records, layers and meta.by_period of *out, in `arena`; set and cuts, which must be there
 * before, and traced, links and the rest of meta are the caller's to set. The lists, the claims and
 * what they point at must outlive it. */
skt_status skt_export_data_make(skt_export_data *out, skt_incident_list incidents,
                                const skt_export_rows *rows, const skt_claim_set *claims,
                                const skt_atlas *atlas, skt_arena *arena, skt_diag *diag);

/* One export at work: what the writer of a format gets. */
typedef struct skt_export_job {
    const skt_export_data *data;
    const skt_export_options *options;
    const skt_projection *projection; /* to the CRS of the options */
    const skt_layer *layers;          /* SKT_LAYERS, those of the data with shapes in that CRS */
    skt_staging *staging;             /* where its files go */
    skt_diag *diag;
} skt_export_job;

/* Writes the formats of `options` to the folder `dir`, aside first. */
skt_status skt_export_data_write(const char *dir, const skt_export_data *data,
                                 const skt_export_options *options, skt_diag *diag);

#endif
