/* What the program reads at run time, for tests: the compiled gazetteer, and lexicons and issuers
 * from the tree. */
#ifndef SKT_TEST_BUILT_DATA_H
#define SKT_TEST_BUILT_DATA_H

#include "skytally.h"

/* Opens all three: 0, or -1 as a cmocka set-up fails. To be closed by built_data_close. */
int built_data_open(skt_gazetteer **gazetteer, skt_lexicon **lexicon, skt_issuers **issuers);
void built_data_close(skt_gazetteer *gazetteer, skt_lexicon *lexicon, skt_issuers *issuers);

#endif
