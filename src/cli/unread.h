/* The list of what looked like a report and gave nothing. */
#ifndef SKT_CLI_UNREAD_H
#define SKT_CLI_UNREAD_H

#include "claims/trace.h"
#include "cli/table.h"

typedef struct skt_unread_list {
    skt_table table; /* where a table is wanted */
    skt_buf lines;   /* else NDJSON */
    bool is_table;
    size_t count;
    bool seen[SKT_UNREAD_REASONS];
} skt_unread_list;

/* Begins an empty list; dispose it. */
void skt_unread_begin(skt_unread_list *list, bool table);
/* An skt_unread_fn; `user` is the list. */
void skt_unread_take(void *user, const skt_unread *unread);
/* Appends what has come to the list since the last call, and empties it. SKT_E_NOMEM. */
skt_status skt_unread_print(skt_buf *out, skt_unread_list *list);
void skt_unread_dispose(skt_unread_list *list);

#endif
