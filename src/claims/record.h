/* Claims from rows of tables. Inside the claims module. */
#ifndef SKT_CLAIMS_RECORD_H
#define SKT_CLAIMS_RECORD_H

#include "claims/lexicon.h"

/* Adds the claim that report->record makes. What cannot be understood in it is a warning
 * in `diag`, and no claim where it is the outcome or the place. Errors: SKT_E_NOMEM. */
skt_status skt_record_extract(skt_claim_set *claims, const skt_report *report,
                              const skt_gazetteer *gazetteer, const skt_words *words,
                              skt_diag *diag);

#endif
