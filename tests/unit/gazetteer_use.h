/* Every reader of a gazetteer, once: for files that were damaged. */
#ifndef SKT_TEST_GAZETTEER_USE_H
#define SKT_TEST_GAZETTEER_USE_H

#include "gazetteer/file.h"

/* Looks up, guesses, draws, resolves and finds; the sum of what came out, so that
 * nothing is left out as unused. Answers may be wrong, but every slice that is given
 * out is read to its end. */
size_t use_gazetteer(const skt_gazetteer *gazetteer);

#endif
