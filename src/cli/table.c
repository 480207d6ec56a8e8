#include "cli/table.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

void skt_table_add(skt_table *table, skt_str text)
{
    skt_str copy;
    if (table->failed || skt_arena_str(&copy, &table->arena, text) != SKT_OK) {
        table->failed = true;
        return;
    }
    for (size_t i = 0; i < copy.len; i++) {
        if ((unsigned char)copy.ptr[i] < ' ') {
            ((char *)(uintptr_t)copy.ptr)[i] = ' ';
        }
    }
    table->failed = !skt_vec_push(&table->cells, copy);
}

void skt_table_format(skt_table *table, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    skt_table_add(table, skt_str_from(text));
}

void skt_table_add_number(skt_table *table, skt_number value)
{
    if (value == SKT_NULL) {
        skt_table_add(table, SKT_LIT(""));
    } else {
        skt_table_format(table, "%" PRId64, value);
    }
}

/* Characters of `text`: bytes that continue none. Good enough for names in
 * Latin, Cyrillic and Arabic letters. */
static size_t width_of(skt_str text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.len; i++) {
        width += ((unsigned char)text.ptr[i] & 0xC0U) != 0x80U;
    }
    return width;
}

static skt_str cell_at(const skt_table *table, size_t row, size_t column)
{
    return table->cells.items[row * table->n_columns + column];
}

/* Width of a column, or 0 if it is empty in every row. */
static size_t column_width(const skt_table *table, size_t n_rows, size_t column)
{
    size_t widest = 0;
    for (size_t row = 0; row < n_rows; row++) {
        const size_t width = width_of(cell_at(table, row, column));
        widest = width > widest ? width : widest;
    }
    const size_t title = width_of(skt_str_from(table->columns[column].title));
    return widest == 0 ? 0 : title > widest ? title : widest;
}

static void pad(skt_buf *out, size_t count, char with)
{
    while (count-- > 0) {
        skt_buf_add_char(out, with);
    }
}

/* A row by its cells; row SIZE_MAX stands for the titles. */
static void print_row(skt_buf *out, const skt_table *table, const size_t *widths, size_t row)
{
    size_t owed = 0; /* blanks that are only written if something follows */
    for (size_t column = 0; column < table->n_columns; column++) {
        if (widths[column] == 0) {
            continue;
        }
        const skt_str text = row == SIZE_MAX ? skt_str_from(table->columns[column].title)
                                             : cell_at(table, row, column);
        const size_t blank = widths[column] - width_of(text);
        const bool right = table->columns[column].right;
        if (text.len > 0) {
            pad(out, owed + (right ? blank : 0), ' ');
            skt_buf_add(out, text);
            owed = 2 + (right ? 0 : blank);
        } else {
            owed += blank + 2;
        }
    }
    skt_buf_add_char(out, '\n');
}

void skt_table_print(skt_buf *out, const skt_table *table)
{
    enum { MAX_COLUMNS = 32 };
    size_t widths[MAX_COLUMNS] = {0};
    if (table->failed || table->n_columns > MAX_COLUMNS) {
        out->failed = true;
        return;
    }
    const size_t n_rows = table->cells.count / table->n_columns;
    size_t total = 0;
    for (size_t column = 0; column < table->n_columns; column++) {
        widths[column] = column_width(table, n_rows, column);
        total += widths[column] == 0 ? 0 : widths[column] + 2;
    }
    if (total == 0) {
        return;
    }
    print_row(out, table, widths, SIZE_MAX);
    pad(out, total - 2, '-');
    skt_buf_add_char(out, '\n');
    for (size_t row = 0; row < n_rows; row++) {
        print_row(out, table, widths, row);
    }
}

void skt_table_dispose(skt_table *table)
{
    skt_vec_dispose(&table->cells);
    skt_arena_dispose(&table->arena);
}
