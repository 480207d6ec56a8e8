#include "built_data.h"

#include <stddef.h>

#define GAZETTEER SKYTALLY_BUILD_DIR "/data/skytally.gaz"

built_data built;

int built_data_open(void **state)
{
    (void)state;
    return skt_gazetteer_open(&built.gazetteer, GAZETTEER, NULL) == SKT_OK &&
                   skt_lexicon_open(&built.lexicon, SKYTALLY_SOURCE_DIR "/gazetteer/lexicon",
                                    NULL) == SKT_OK &&
                   skt_issuers_open(&built.issuers, SKYTALLY_SOURCE_DIR "/gazetteer/issuers.tsv",
                                    NULL) == SKT_OK
               ? 0
               : -1;
}

int built_data_close(void **state)
{
    (void)state;
    skt_issuers_close(built.issuers);
    skt_lexicon_close(built.lexicon);
    skt_gazetteer_close(built.gazetteer);
    built = (built_data){NULL, NULL, NULL};
    return 0;
}

int built_gazetteer_open(void **state)
{
    skt_gazetteer *gazetteer = NULL;
    const skt_status status = skt_gazetteer_open(&gazetteer, GAZETTEER, NULL);
    *state = gazetteer;
    return status == SKT_OK ? 0 : -1;
}

int built_gazetteer_close(void **state)
{
    skt_gazetteer_close(*state);
    return 0;
}
