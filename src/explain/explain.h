/* Why a number of the tally is what it is: a cell, the incidents it sums, the accounts and
 * claims these rest on, the rule behind each step, and what was left out and why. */
#ifndef SKT_EXPLAIN_EXPLAIN_H
#define SKT_EXPLAIN_EXPLAIN_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/vec.h"
#include "gazetteer/gazetteer.h"
#include "skytally.h"
#include "tally/gap.h"

/* ----------------------------------------------------------------- asking */

/* The cells that are asked for: one area, its days, one outcome or all. Slices lie in the
 * arena that it was read with, or in the gazetteer. */
typedef struct skt_asked {
    skt_row_level level;
    skt_str key;  /* "RU.41", "RU", "Black Sea", "RU.10+RU.41"; none for the total */
    skt_str name; /* "Kursk Oblast"; none where there is no gazetteer */
    skt_str by;   /* the town whose region this is, where a town was asked for; or none */
    skt_day from, to;
    unsigned outcomes;    /* bit mask by skt_outcome; 0: all */
    const char *country;  /* as of skt_tally_options */
    const char *attacker; /* likewise */
} skt_asked;

/* Reads the words of a cell from the front of `words`: AREA, then in any order days and
 * outcomes. Returns how many words it took; 0: appends to `complaint` what is the matter (of a
 * name that may be several places, which). AREA is a code (RU.41, RU, RU-KRS), "sea:" and a
 * name, codes joined by +, "total", or a name. */
size_t skt_asked_read(skt_asked *out, const char *const *words, size_t n_words,
                      const skt_gazetteer *gazetteer, skt_arena *arena, skt_buf *complaint);

/* ---------------------------------------------------------------- answering */

/* A claim in an account. */
typedef struct skt_told_claim {
    size_t claim;             /* index into the set */
    const skt_decision *step; /* what the account makes of it; NULL: it is all of it */
    const skt_link *links;    /* that reconciling found from this claim */
    size_t n_links;
    skt_str sentence; /* around the evidence; none where the text is not at hand */
} skt_told_claim;

typedef struct skt_told_account {
    const skt_decision *step; /* of the account: stands, or yields and why */
    const skt_decision *notes;
    size_t n_notes;
    skt_told_claim *claims;
    size_t n_claims;
} skt_told_account;

typedef struct skt_told_incident {
    size_t incident;  /* index into the set */
    skt_estimate net; /* what the cell has of it; all null without a number */
    bool hidden;      /* without a number, and covered by a number around it */
    const skt_decision *steps;
    size_t n_steps;
    const size_t *kids; /* incidents that lie in it */
    size_t n_kids;
    skt_told_account *accounts; /* the one that stands first */
    size_t n_accounts;
} skt_told_incident;

typedef struct skt_gap {
    skt_gap_kind kind;
    skt_told_incident *incident; /* or NULL: it is about a claim, or about nothing */
    skt_told_claim *claim;       /* or NULL */
    size_t into;                 /* incident or claim that it is counted in, or SIZE_MAX */
    skt_number value;            /* its figure, or what of it is not placed; or SKT_NULL */
} skt_gap;

typedef struct skt_told_cell {
    skt_outcome outcome;
    skt_cell cell;
    skt_told_incident *incidents; /* each behind the one that it lies in */
    size_t n_incidents;
    skt_gap *gaps;
    size_t n_gaps;
} skt_told_cell;

/* Where the sentence of a claim is to be found. */
typedef struct skt_quoted {
    skt_str doc, item;
    skt_told_claim *claim;
} skt_quoted;

struct skt_explanation {
    skt_arena arena;
    const skt_asked *asked;
    const skt_incident_set *incidents;
    const skt_claim_set *claims;
    const skt_gazetteer *gazetteer; /* or NULL */
    skt_tally *tally;
    const skt_row *row; /* of the tally, or NULL: nothing stands there */
    skt_day from, to;   /* the days that it covers; SKT_NO_DAY: none are known */
    skt_told_cell cells[SKT_OUTCOMES];
    size_t n_cells;
    SKT_VEC(skt_quoted) told; /* all claims in it, by document and item */
};

/* Explains what is asked for; everything handed in must outlive *out. To be disposed in any
 * case. */
skt_status skt_explain(skt_explanation *out, const skt_asked *asked,
                       const skt_incident_set *incidents, const skt_claim_set *claims,
                       const skt_gazetteer *gazetteer);
void skt_explanation_dispose(skt_explanation *explanation);

/* Appends the whole of it: for people, or as one JSON object (docs/formats.md). */
skt_status skt_explain_text(skt_buf *out, const skt_explanation *explanation);
skt_status skt_explain_json(skt_buf *out, const skt_explanation *explanation);

#endif
