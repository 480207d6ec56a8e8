/* What each row of a table is the sum of. */
#include <stdlib.h>

#include "tally/tally_private.h"

static int by_row(const void *a, const void *b)
{
    const skt_tally_part *x = a;
    const skt_tally_part *y = b;
    if (x->row != y->row) {
        return x->row < y->row ? -1 : 1;
    }
    return (x->incident > y->incident) - (x->incident < y->incident);
}

skt_status skt_tally_sort_parts(skt_tally *tally)
{
    if (tally->parts.count == 0) {
        return SKT_OK;
    }
    size_t *now = malloc(tally->rows.count * sizeof *now);
    if (now == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < tally->rows.count; i++) {
        now[tally->rows.items[i].made] = i;
    }
    for (size_t i = 0; i < tally->parts.count; i++) {
        tally->parts.items[i].row = now[tally->parts.items[i].row];
    }
    free(now);
    qsort(tally->parts.items, tally->parts.count, sizeof *tally->parts.items, by_row);
    for (size_t i = tally->parts.count; i-- > 0;) {
        skt_tally_row *row = &tally->rows.items[tally->parts.items[i].row];
        row->first_part = i;
        row->n_parts++;
    }
    return SKT_OK;
}

size_t skt_tally_parts(const skt_tally_part **out, const skt_tally *tally, size_t index)
{
    const skt_tally_row *row = &tally->rows.items[index];
    *out = row->n_parts == 0 ? NULL : &tally->parts.items[row->first_part];
    return row->n_parts;
}

skt_str skt_tally_key(const skt_tally *tally, size_t index)
{
    return tally->rows.items[index].key;
}
