#include "export/dbf.h"

#include <string.h>

#include "core/calendar.h"
#include "core/json.h"
#include "export/shapelib_file.h"
#include "text/graphemes.h"

enum {
    TEXT_LIMIT = 254, /* dBASE: the width is one byte, and 255 is not read everywhere */
    DAY_WIDTH = 8,
    HEADER_BYTES = 32, /* of the table, and again of each column */
    /* The day that the header says it was last changed on. Fixed, so that the same
     * input gives the same bytes; what the data covers is in its own columns. */
    HEADER_YEAR = 100, /* since 1900 */
    HEADER_MONTH = 1,
    HEADER_DAY = 1
};

/* What fits into a column. */
static skt_str cut_text(skt_str text)
{
    return text.len <= TEXT_LIMIT ? text : skt_str_cut_graphemes(text, TEXT_LIMIT);
}

/* Blanks in place of control characters. */
static void clean(char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)text[i];
        text[i] = c < 0x20 || c == 0x7F ? ' ' : text[i];
    }
}

static void add_text(skt_buf *out, skt_str text)
{
    const size_t from = out->len;
    skt_buf_add(out, cut_text(text));
    if (!out->failed) {
        clean(out->ptr + from, out->len - from);
    }
}

/* All the decimals, zeros as well. */
static void add_real(skt_buf *out, double value, int decimals)
{
    const size_t from = out->len;
    skt_buf_add_real(out, value, decimals);
    size_t shown = 0;
    for (size_t i = from; i < out->len; i++) {
        shown += shown > 0 || out->ptr[i] == '.';
    }
    for (size_t i = shown; decimals > 0 && i <= (size_t)decimals; i++) {
        skt_buf_add_char(out, i == 0 ? '.' : '0');
    }
}

static void add_day(skt_buf *out, skt_day day)
{
    const skt_civil civil = skt_day_to_civil(day);
    char text[DAY_WIDTH];
    if (!skt_civil_valid(civil.year, civil.month, civil.day)) {
        return; /* no four digits */
    }
    skt_put_digits(text, (unsigned)civil.year, 4);
    skt_put_digits(text + 4, (unsigned)civil.month, 2);
    skt_put_digits(text + 6, (unsigned)civil.day, 2);
    skt_buf_add(out, (skt_str){text, sizeof text});
}

void skt_dbf_add_value(skt_buf *out, const skt_field *field, const void *record)
{
    if (skt_field_is_null(field, record)) {
        return;
    }
    switch (field->type) {
    case SKT_FIELD_TEXT: add_text(out, skt_field_str(field, record)); break;
    case SKT_FIELD_REAL: add_real(out, skt_field_real(field, record), field->decimals); break;
    case SKT_FIELD_DATE: add_day(out, skt_field_day(field, record)); break;
    case SKT_FIELD_INT:
    case SKT_FIELD_TIME:
    case SKT_FIELD_BOOL: skt_field_add_text(out, field, record); break;
    }
}

/* ----------------------------------------------------------------- columns */

/* Bytes of the value, without making its text where they can be told. */
static size_t width_of(const skt_field *field, const void *record, skt_buf *scratch)
{
    if (field->type == SKT_FIELD_TEXT) {
        return cut_text(skt_field_str(field, record)).len;
    }
    if (field->type == SKT_FIELD_DATE) {
        return DAY_WIDTH;
    }
    skt_buf_clear(scratch);
    skt_dbf_add_value(scratch, field, record);
    return scratch->len;
}

static void widen(skt_dbf_columns *columns, const void *record, skt_buf *scratch)
{
    for (size_t i = 0; i < columns->count; i++) {
        skt_dbf_column *column = &columns->items[i];
        const int width = (int)width_of(column->field, record, scratch);
        column->width = width > column->width ? width : column->width;
    }
}

skt_status skt_dbf_columns_of(skt_dbf_columns *out, const skt_layer *layer, const bool *keep,
                              skt_arena *arena)
{
    *out = (skt_dbf_columns){.items = skt_arena_array(arena, layer->n_fields, sizeof *out->items),
                             .record_bytes = 1,
                             .header_bytes = HEADER_BYTES + 1};
    if (out->items == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < layer->n_fields; i++) {
        const skt_field *field = &layer->fields[i];
        if ((field->outputs & SKT_IN_SHAPEFILE) != 0) {
            const int least = field->type == SKT_FIELD_DATE ? (int)DAY_WIDTH : 1;
            out->items[out->count++] = (skt_dbf_column){field, least};
        }
    }
    skt_buf scratch = SKT_BUF_INIT;
    for (size_t i = 0; i < layer->n_records; i++) {
        if (keep[i]) {
            widen(out, skt_layer_record(layer, i), &scratch);
        }
    }
    for (size_t i = 0; i < out->count; i++) {
        out->record_bytes += out->items[i].width;
        out->header_bytes += HEADER_BYTES;
    }
    const skt_status status = scratch.failed ? SKT_E_NOMEM : SKT_OK;
    skt_buf_dispose(&scratch);
    return status;
}

/* ----------------------------------------------------------------- records */

static bool is_number(const skt_field *field)
{
    return field->type == SKT_FIELD_INT || field->type == SKT_FIELD_REAL;
}

static bool add_column(DBFHandle table, const skt_dbf_column *column)
{
    const char type = column->field->type == SKT_FIELD_DATE ? 'D'
                      : is_number(column->field)            ? 'N'
                                                            : 'C';
    return DBFAddNativeFieldType(table, column->field->dbf, type, column->width,
                                 column->field->decimals) >= 0;
}

/* What a null is filled with (shapelib, DBFWriteNULLAttribute). */
static int null_sign(const skt_field *field)
{
    return is_number(field) ? '*' : field->type == SKT_FIELD_DATE ? '0' : ' ';
}

/* The text of a value as it is: shapelib would put numbers through the process's locale and
 * through `int`. Numbers stand to the right. */
static void put_value(char *cell, const skt_dbf_column *column, const void *record,
                      skt_buf *scratch)
{
    const size_t width = (size_t)column->width;
    if (skt_field_is_null(column->field, record)) {
        memset(cell, null_sign(column->field), width);
        return;
    }
    if (column->field->type == SKT_FIELD_TEXT) {
        const skt_str text = cut_text(skt_field_str(column->field, record));
        memcpy(cell, text.ptr, text.len);
        clean(cell, text.len);
        memset(cell + text.len, ' ', width - text.len);
        return;
    }
    skt_buf_clear(scratch);
    skt_dbf_add_value(scratch, column->field, record);
    const size_t length = scratch->len < width ? scratch->len : width;
    const size_t before = is_number(column->field) ? width - length : 0;
    memset(cell, ' ', before);
    if (length > 0) {
        memcpy(cell + before, scratch->ptr, length);
    }
    memset(cell + before + length, ' ', width - before - length);
}

/* A record at a time: by its attributes each would be looked for again and again. */
static bool write_records(DBFHandle table, const skt_dbf_columns *columns, const skt_layer *layer,
                          const bool *keep, skt_buf *scratch)
{
    skt_buf row = SKT_BUF_INIT;
    skt_buf_reserve(&row, (size_t)columns->record_bytes);
    bool good = !row.failed;
    int index = 0;
    for (size_t i = 0; i < layer->n_records && good; i++) {
        if (!keep[i]) {
            continue;
        }
        row.ptr[0] = ' '; /* not deleted */
        char *cell = row.ptr + 1;
        for (size_t k = 0; k < columns->count; k++) {
            put_value(cell, &columns->items[k], skt_layer_record(layer, i), scratch);
            cell += columns->items[k].width;
        }
        good = !scratch->failed && DBFWriteTuple(table, index++, row.ptr) != 0;
    }
    scratch->failed |= row.failed;
    skt_buf_dispose(&row);
    return good;
}

skt_status skt_dbf_write(const char *path, const skt_dbf_columns *columns, const skt_layer *layer,
                         const bool *keep)
{
    SAHooks hooks;
    skt_shapelib_hooks(&hooks);
    DBFHandle table = DBFCreateLL(path, NULL, &hooks);
    if (table == NULL) {
        return SKT_E_IO;
    }
    DBFSetLastModifiedDate(table, HEADER_YEAR, HEADER_MONTH, HEADER_DAY);
    bool good = true;
    for (size_t k = 0; k < columns->count && good; k++) {
        good = add_column(table, &columns->items[k]);
    }
    skt_buf scratch = SKT_BUF_INIT;
    good = good && write_records(table, columns, layer, keep, &scratch);
    const bool memory = !scratch.failed;
    skt_buf_dispose(&scratch);
    DBFClose(table);
    return !memory ? SKT_E_NOMEM : good ? SKT_OK : SKT_E_IO;
}
