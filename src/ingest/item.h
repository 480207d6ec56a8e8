/* One object or row of named values, made a report. */
#ifndef SKT_INGEST_ITEM_H
#define SKT_INGEST_ITEM_H

#include "ingest/keys.h"
#include "ingest/readers.h"

typedef struct skt_item {
    skt_item_shape shape;
    skt_values values;
    skt_str raw; /* an incident's row as it is written */
    size_t line;
    bool lasting;            /* the values lie in the source's stream or arena */
    bool rows;               /* of a table: without a link it is called "row 3", not "3" */
    skt_date_origin origin;  /* of its date */
    skt_str publisher, lang; /* of the whole input, where the item has none of its own */
} skt_item;

/* Makes *out of `item`, whose number is source->n_items, in source->arena. SKT_E_INPUT: it
 * holds nothing to be read, nothing was said. What is odd in it is said in the diag. */
skt_status skt_item_report(skt_report *out, skt_source *source, const skt_item *item);

/* "uk" of "uk-UA" or "UK_ua"; none of what is no language tag (RFC 5646). In `arena`. */
skt_status skt_lang_of(skt_str *out, skt_arena *arena, skt_str tag);

#endif
