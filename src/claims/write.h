/* From the drafts of an article to claims. Inside the claims module. */
#ifndef SKT_CLAIMS_WRITE_H
#define SKT_CLAIMS_WRITE_H

#include "claims/draft.h"
#include "claims/issuers.h"
#include "claims/tracing.h"

/* What the claims of one report are written with. */
typedef struct writer {
    skt_claim_set *claims;
    const skt_report *report;
    const skt_issuers *issuers;
    const skt_notes *notes;
    const article *article;
    size_t base;   /* of the article's text in the report's */
    size_t number; /* of claims written for the report so far */
    skt_arena *arena;
    struct { /* who was identified last: mostly one issuer makes several claims */
        skt_str source, country, admin1, issuer;
    } last;
} writer;

/* What a number of drones with its bound stands for: "about" is a tenth up and down. */
skt_estimate bounded_estimate(skt_number value, skt_bound bound);

/* The words [first, end) as they stand in the text; none where there are none. */
skt_str words_text(const skt_text *text, uint32_t first, uint32_t end);

/* Adds a claim for each draft of w->article that is kept. */
skt_status write_drafts(writer *w);

#endif
