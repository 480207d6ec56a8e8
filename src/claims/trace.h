/* What can be noted of the reading besides the claims: how it was done, and what gave none. */
#ifndef SKT_CLAIMS_TRACE_H
#define SKT_CLAIMS_TRACE_H

#include "core/buf.h"
#include "skytally.h"

/* Why what looked like a report gave nothing (docs/formats.md). */
typedef enum skt_unread_reason {
    SKT_UNREAD_LANGUAGE,
    SKT_UNREAD_PEACEFUL,
    SKT_UNREAD_NO_DATE,
    SKT_UNREAD_NO_PLACE,
    SKT_UNREAD_NO_OUTCOME,
    SKT_UNREAD_MENTION,
    SKT_UNREAD_DENIED,
    SKT_UNREAD_UNREAL,
    SKT_UNREAD_NO_NUMBER,
    SKT_UNREAD_REASONS
} skt_unread_reason;

/* "no_place", and what it means; static storage. */
const char *skt_unread_name(skt_unread_reason value);
const char *skt_unread_text(skt_unread_reason value);

/* An article that looked like a report: some sentence has a word for drones, or for their
 * debris, and one for what becomes of them. */
typedef struct skt_unread {
    const skt_report *report;
    skt_unread_reason reason;
    skt_str evidence; /* the first such sentence, or none; owned by the report */
    size_t offset;    /* of the evidence, in UTF-8 bytes into the report's text */
} skt_unread;

/* *unread is good during the call. */
typedef void skt_unread_fn(void *user, const skt_unread *unread);

/* Takes the claims of `claims` over and leaves it empty. */
typedef skt_status skt_claims_fn(void *user, skt_claim_set *claims);

typedef struct skt_notes {
    skt_buf *trace;        /* appended to: words, tags and rules of each sentence; or NULL */
    skt_str only;          /* trace only sentences that hold these words; or none */
    skt_unread_fn *unread; /* called for each article that gave nothing; or NULL */
    void *user;            /* for `unread` */
    skt_claims_fn *take;   /* called when a long report has given many claims; or NULL */
    void *taker;           /* for `take` */
} skt_notes;

/* As skt_extract(), and notes what `notes` asks for (NULL: nothing). */
skt_status skt_extract_noted(skt_claim_set *claims, const skt_report *report,
                             const skt_gazetteer *gazetteer, const skt_lexicon *lexicon,
                             const skt_issuers *issuers, const skt_notes *notes, skt_diag *diag);

#endif
