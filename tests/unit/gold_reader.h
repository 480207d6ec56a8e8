/* Gold annotations of the corpus (ANNOTATION.md) as claims, for tests of what
 * comes after extraction. */
#ifndef SKT_TESTS_GOLD_READER_H
#define SKT_TESTS_GOLD_READER_H

#include <jansson.h>

#include "skytally.h"

/* Adds the claims of the gold file `path` to `claims`; *gold is the whole file,
 * for the caller to json_decref. What extraction would also tell and gold does not
 * (a method, an approach) is taken from the words of the evidence. */
bool gold_read(json_t **gold, skt_claim_set *claims, const char *path);

#endif
