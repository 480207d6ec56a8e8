/* Russian and Ukrainian declension for tests: written from the grammars' tables, without a look at
 * the rules of the gazetteer. */
#ifndef SKT_TEST_DECLINE_H
#define SKT_TEST_DECLINE_H

#include "core/buf.h"

typedef enum grammatical_case {
    NOMINATIVE,
    GENITIVE,
    DATIVE,
    ACCUSATIVE,
    INSTRUMENTAL,
    LOCATIVE,
    CASES
} grammatical_case;

/* Appends the words of `name` in that case, parted by a space. A word that ends in "*" is declined
 * by its ending ("*m": masculine though it ends in a soft sign), one with "=" gives its six cases
 * itself, all others stay as they are. False if a word has an ending that no rule is for. */
bool decline(skt_buf *out, skt_str name, grammatical_case as, bool ukrainian);

#endif
