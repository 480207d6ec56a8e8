/* Reports to their claims: read by the caller's thread, read through by several, handed on
 * in the order of the inputs, the same whatever the number of threads. */
#ifndef SKT_CLI_GATHER_H
#define SKT_CLI_GATHER_H

#include "cli/chain.h"

/* A report that was read through: its claims are the `n` from `first` on. It has its id and
 * signature. */
typedef struct skt_read_report {
    const skt_report *report;
    const skt_claim_set *claims;
    size_t first, n;
} skt_read_report;

/* Called in the caller's thread with reports in the order of the inputs, some at a time. */
typedef skt_status skt_reports_fn(void *user, const skt_read_report *reports, size_t n);
/* Gives the next report, valid until the next call, or *out = NULL: there is none left. */
typedef skt_status skt_next_report_fn(const skt_report **out, void *user);
/* Called likewise with lines of claims that an input holds. */
typedef skt_status skt_lines_fn(void *user, const skt_claim_set *claims);

/* What is done with claims: one of the four. */
typedef struct skt_gathering {
    skt_document_fn *each; /* is handed those of an input together, in the caller's thread */
    skt_report_fn *write;  /* writes those of one report, in any thread; it is printed */
    skt_claim_set *all;    /* takes them all, and lines of claims that an input holds */
    skt_reports_fn *put;   /* is handed reports with their claims; and `lines`, what is read */
    skt_lines_fn *lines;
    skt_next_report_fn *next; /* where reports come from in place of inputs; or NULL */
    void *user;               /* of each, write, put, lines, next */
} skt_gathering;

/* Reads `inputs` by cli->jobs threads, or by one where it is told what to note. What waits
 * between reading and handing on is bounded: some megabytes, or the largest report. The
 * data must be open. */
skt_status skt_gather(skt_cli *cli, skt_sums *sums, const char *const *inputs, size_t n_inputs,
                      const skt_gathering *how);

#endif
