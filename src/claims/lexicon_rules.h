/* Lines of a lexicon that say nothing of words but of the language. For lexicon*.c alone. */
#ifndef SKT_CLAIMS_LEXICON_RULES_H
#define SKT_CLAIMS_LEXICON_RULES_H

#include "claims/lexicon_phrase.h"

/* The second and third columns of a line of that tag; mistakes are told. SKT_E_NOMEM. */
skt_status skt_reading_paradigm(skt_reading *r, skt_str name, skt_str groups);
skt_status skt_reading_affix(skt_reading *r, skt_str affixes, skt_str features);
skt_status skt_reading_prefix(skt_reading *r, skt_str prefixes, skt_str features);
skt_status skt_reading_ending(skt_reading *r, skt_str endings, skt_str features);
skt_status skt_reading_order(skt_reading *r, skt_str order, skt_str features);
skt_status skt_reading_signs(skt_reading *r, skt_str words, skt_str features);

#endif
