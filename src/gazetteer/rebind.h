/* Places read from a file bound to the gazetteer's nodes again. */
#ifndef SKT_GAZETTEER_REBIND_H
#define SKT_GAZETTEER_REBIND_H

#include "core/vec.h"
#include "skytally.h"

typedef struct skt_rebind {
    const skt_gazetteer *gazetteer;          /* NULL: nothing is bound */
    SKT_VEC(struct skt_rebind_point) points; /* made when first needed */
} skt_rebind;

/* Sets node and label of *place, and its country by the boundaries chosen, from its codes, number,
 * coordinates, precision and the label that it has: the node that it was resolved to when it was
 * written. SKT_NO_NODE where there is none (any more). Errors: SKT_E_NOMEM. */
skt_status skt_rebind_place(skt_place *place, skt_rebind *rebind);
void skt_rebind_dispose(skt_rebind *rebind);

#endif
