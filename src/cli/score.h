/* Extracted claims scored against gold annotations.
 *
 * A claim is found where a gold one of the same report has the same outcome,
 * value and areas; equal claims of a report count once; only claims of period
 * "event" count. Among found claims the dates, bounds and points are compared.
 * Tally cells are compared by area and outcome, exactly. */
#ifndef SKT_CLI_SCORE_H
#define SKT_CLI_SCORE_H

#include <jansson.h>

#include "core/arena.h"
#include "core/buf.h"
#include "core/map.h"
#include "core/vec.h"
#include "skytally.h"

/* Right, spurious, missed. */
typedef struct skt_hits {
    size_t tp, fp, fn;
} skt_hits;

/* Right among those that could be. */
typedef struct skt_share {
    size_t right, of;
} skt_share;

typedef struct skt_scores {
    size_t reports, fully_right;
    skt_hits claims;
    skt_hits numbered; /* claims with a number */
    skt_hits by_outcome[SKT_OUTCOMES];
    skt_share date, bound, within_25_km;
    skt_hits tally;
} skt_scores;

double skt_hits_precision(skt_hits hits);
double skt_hits_recall(skt_hits hits);
double skt_hits_f1(skt_hits hits);
double skt_share_value(skt_share share);

/* One statement, as far as scoring goes. Slices are in the scoring's arena. */
typedef struct skt_scored_claim {
    skt_str outcome, bound, date, evidence;
    skt_str areas; /* sorted, comma-separated: with outcome and value the key */
    skt_number value;
    const struct skt_scored_point *points; /* settlements and facilities */
    size_t n_points;
    bool used; /* matched, or a repetition */
} skt_scored_claim;

typedef struct skt_scored_cell {
    skt_str area, outcome;
    skt_number value;
} skt_scored_cell;

typedef struct skt_scored_report {
    skt_str name;      /* the file's name without folder and extension */
    const char *path;  /* of the gold */
    skt_str published; /* as the gold has it, or none */
    SKT_VEC(skt_scored_claim) gold;
    SKT_VEC(skt_scored_claim) predicted;
    SKT_VEC(skt_scored_cell) gold_cells;
    SKT_VEC(skt_scored_cell) predicted_cells;
} skt_scored_report;

typedef struct skt_scoring {
    skt_arena arena;
    SKT_VEC(skt_scored_report) reports;
    skt_map by_name; /* index into reports */
} skt_scoring;

/* Adds the report whose gold is `object` (ANNOTATION's JSON), from file `path`.
 * A second of the same name replaces the first. Errors: SKT_E_NOMEM. */
skt_status skt_scoring_add_gold(skt_scoring *scoring, const char *path, const json_t *object);
/* Adds a predicted claim or tally row (a line that `extract --tally` prints);
 * those of reports without gold are passed over. */
skt_status skt_scoring_add_line(skt_scoring *scoring, const json_t *object);
/* Compares. With `misses` (may be NULL), what is missed and spurious is written
 * to it, report by report. */
skt_status skt_scoring_run(skt_scores *out, skt_scoring *scoring, skt_buf *misses);
void skt_scoring_dispose(skt_scoring *scoring);

#endif
