/* What tells one report from another. */
#ifndef SKT_CLAIMS_IDENTITY_H
#define SKT_CLAIMS_IDENTITY_H

#include "skytally.h"

/* Room for the id and the signature of a report: 16 digits each. */
typedef struct skt_identity {
    char id[17], signature[17];
} skt_identity;

/* Gives a report an id and a signature of its text and day, where it has none; they lie in
 * `room`. SKT_E_NOMEM. */
skt_status skt_report_identify(skt_report *report, skt_identity *room);

#endif
