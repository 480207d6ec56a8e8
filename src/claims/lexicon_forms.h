/* Forms of words that a lexicon does not write out: paradigms, and alternatives within a
 * phrase (gazetteer/lexicon/README.md, "Forms"). For lexicon*.c alone. */
#ifndef SKT_CLAIMS_LEXICON_FORMS_H
#define SKT_CLAIMS_LEXICON_FORMS_H

#include "core/arena.h"
#include "core/buf.h"

/* The endings of a form, "ой/ою", and the feature that its group says of it. */
typedef struct skt_form_cell {
    skt_str endings;
    skt_str key, value; /* none: the group says nothing */
} skt_form_cell;

typedef struct skt_paradigm {
    skt_str name;
    skt_form_cell *cells;
    size_t n_cells;
    uint32_t line; /* where it stands, and in the how manieth file of the user's */
    uint16_t layer;
    struct skt_paradigm *next; /* those before it: of the same name, the later one counts */
} skt_paradigm;

/* Reads "num=sg:-|а|у num=pl:ы|ов|ам"; all of it in `arena`. A mistake is said in `wrong`,
 * and *out is NULL then. Errors: SKT_E_NOMEM. */
skt_status skt_paradigm_read(skt_paradigm **out, skt_arena *arena, skt_str name, skt_str groups,
                             skt_buf *wrong);

const skt_paradigm *skt_paradigm_named(const skt_paradigm *known, skt_str name);

/* Whether `phrase` has other forms than the one that is written. */
bool skt_forms_many(skt_str phrase);

/* Called with each form, which is good during the call, and the cell of the words that agree,
 * an empty one where none do. */
typedef skt_status skt_form_fn(void *user, skt_str form, const skt_form_cell *cell);

/* Calls `take` with each form of `phrase`, in the order of the cells; a form that several cells
 * give comes several times. A mistake is said in `wrong` before any. Returns what take()
 * returned where that was an error; SKT_E_NOMEM. */
skt_status skt_forms_each(const skt_paradigm *known, skt_str phrase, skt_buf *wrong,
                          skt_form_fn *take, void *user);

#endif
