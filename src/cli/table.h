/* A table of aligned columns for a terminal. */
#ifndef SKT_CLI_TABLE_H
#define SKT_CLI_TABLE_H

#include "core/arena.h"
#include "core/buf.h"
#include "core/vec.h"

typedef struct skt_column {
    const char *title;
    bool right; /* numbers: aligned to the right */
} skt_column;

typedef struct skt_table {
    const skt_column *columns;
    size_t n_columns;
    SKT_VEC(skt_str) cells; /* row by row */
    skt_arena arena;
    bool failed; /* memory ran out: nothing more is added */
} skt_table;

#define SKT_TABLE_INIT(titles)                                                                     \
    {                                                                                              \
        .columns = (titles), .n_columns = sizeof(titles) / sizeof((titles)[0])                     \
    }

/* The next cell, from left to right; a row is full after n_columns of them.
 * The text is copied, control characters in it become spaces. */
void skt_table_add(skt_table *table, skt_str text);
void skt_table_format(skt_table *table, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A number, empty for SKT_NULL. */
void skt_table_add_number(skt_table *table, skt_number value);
/* Appends the titles, a rule and the rows to `out`; columns that are empty in
 * every row are left out. Widths are counted in characters. */
void skt_table_print(skt_buf *out, const skt_table *table);
void skt_table_dispose(skt_table *table);

#endif
