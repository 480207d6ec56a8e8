/* Between extract.c, which reads an article, and trace.c, which shows how. Inside the
 * claims module. */
#ifndef SKT_CLAIMS_TRACING_H
#define SKT_CLAIMS_TRACING_H

#include "claims/draft.h"
#include "claims/trace.h"

/* Where the notes on a sentence begin. */
typedef struct trace_start {
    uint32_t sentence;
    size_t offset;
} trace_start;

/* The trace of one article. Notes are taken while its sentences are read; they are put
 * together with the drafts when what became of these is known. */
struct trace {
    skt_buf *out;
    skt_text only; /* words that a sentence must hold; none: any sentence */
    skt_buf notes;
    SKT_VEC(trace_start) starts;
    uint32_t sentence; /* at hand */
    bool muted;        /* it is not asked for */
};

/* Begins; what *t points at lies in `arena`. Close or dispose it. */
skt_status trace_open(struct trace *t, const skt_notes *notes, skt_arena *arena);
/* Notes the items of the sentence at hand, with their tags. */
skt_status trace_sentence(article *a, uint32_t sentence);
/* Appends the trace of the article, whose report had `n_before` claims before it, to
 * notes->trace. */
skt_status trace_close(struct trace *t, const article *a, const skt_report *report, size_t n_before,
                       bool peaceful);
void trace_dispose(struct trace *t);

/* unread.c: whether the sentence has a word for drones or debris, and one for what becomes
 * of them. */
bool looks_like_claim(const article *a, uint32_t sentence);
/* Whether the article, which looks like a report and gave `n_claims`, is unread, and why. */
bool is_unread(skt_unread_reason *out, const article *a, size_t n_claims, bool peaceful);

#endif
