#include "built_data.h"

int built_data_open(skt_gazetteer **gazetteer, skt_lexicon **lexicon, skt_issuers **issuers)
{
    return skt_gazetteer_open(gazetteer, SKYTALLY_BUILD_DIR "/data/skytally.gaz", NULL) == SKT_OK &&
                   skt_lexicon_open(lexicon, SKYTALLY_SOURCE_DIR "/gazetteer/lexicon", NULL) ==
                       SKT_OK &&
                   skt_issuers_open(issuers, SKYTALLY_SOURCE_DIR "/gazetteer/issuers.tsv", NULL) ==
                       SKT_OK
               ? 0
               : -1;
}

void built_data_close(skt_gazetteer *gazetteer, skt_lexicon *lexicon, skt_issuers *issuers)
{
    skt_issuers_close(issuers);
    skt_lexicon_close(lexicon);
    skt_gazetteer_close(gazetteer);
}
