/* What the program reads at run time, for tests: the compiled gazetteer, and lexicons and issuers
 * from the tree. */
#ifndef SKT_TEST_BUILT_DATA_H
#define SKT_TEST_BUILT_DATA_H

#include "skytally.h"

typedef struct built_data {
    skt_gazetteer *gazetteer;
    skt_lexicon *lexicon;
    skt_issuers *issuers;
} built_data;

/* Open from the set-up to the tear-down. */
extern built_data built;

/* Set-up and tear-down of a group of tests. */
int built_data_open(void **state);
int built_data_close(void **state);
/* Those of a group that needs the gazetteer alone: it is the state. */
int built_gazetteer_open(void **state);
int built_gazetteer_close(void **state);

#endif
