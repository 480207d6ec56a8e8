#include "export/dbf.h"

#include <stdio.h>
#include <string.h>

#include "core/calendar.h"
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

static void no_message(const char *message)
{
    (void)message;
}

void skt_shapelib_hooks(SAHooks *hooks)
{
    SASetupDefaultHooks(hooks);
    hooks->Error = no_message;
}

static void add_text(skt_buf *out, skt_str text)
{
    text = skt_str_cut_graphemes(text, TEXT_LIMIT);
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        skt_buf_add_char(out, c < 0x20 || c == 0x7F ? ' ' : text.ptr[i]);
    }
}

static void add_real(skt_buf *out, double value, int decimals)
{
    const size_t from = out->len;
    skt_buf_format(out, "%.*f", decimals, value);
    for (size_t i = from; i < out->len; i++) {
        out->ptr[i] = out->ptr[i] == ',' ? '.' : out->ptr[i]; /* the sign of some locales */
    }
}

void skt_dbf_add_value(skt_buf *out, const skt_field *field, const void *record)
{
    if (skt_field_is_null(field, record)) {
        return;
    }
    if (field->type == SKT_FIELD_TEXT) {
        add_text(out, skt_field_str(field, record));
    } else if (field->type == SKT_FIELD_REAL) {
        add_real(out, skt_field_real(field, record), field->decimals);
    } else if (field->type == SKT_FIELD_DATE) {
        const skt_civil day = skt_day_to_civil(skt_field_day(field, record));
        skt_buf_format(out, "%04d%02d%02d", day.year, day.month, day.day);
    } else {
        skt_field_add_text(out, field, record);
    }
}

static size_t widest(const skt_field *field, const skt_layer *layer, const bool *keep,
                     skt_buf *scratch)
{
    size_t width = 1;
    for (size_t i = 0; i < layer->n_records; i++) {
        if (keep[i]) {
            skt_buf_clear(scratch);
            skt_dbf_add_value(scratch, field, skt_layer_record(layer, i));
            width = scratch->len > width ? scratch->len : width;
        }
    }
    return width;
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
    skt_buf scratch = SKT_BUF_INIT;
    for (size_t i = 0; i < layer->n_fields; i++) {
        const skt_field *field = &layer->fields[i];
        if ((field->outputs & SKT_IN_SHAPEFILE) == 0) {
            continue;
        }
        const int width = field->type == SKT_FIELD_DATE ? (int)DAY_WIDTH
                                                        : (int)widest(field, layer, keep, &scratch);
        out->items[out->count++] = (skt_dbf_column){field, width};
        out->record_bytes += width;
        out->header_bytes += HEADER_BYTES;
    }
    const skt_status status = scratch.failed ? SKT_E_NOMEM : SKT_OK;
    skt_buf_dispose(&scratch);
    return status;
}

static bool add_column(DBFHandle table, const skt_dbf_column *column)
{
    const bool number =
        column->field->type == SKT_FIELD_INT || column->field->type == SKT_FIELD_REAL;
    const char type = column->field->type == SKT_FIELD_DATE ? 'D' : number ? 'N' : 'C';
    return DBFAddNativeFieldType(table, column->field->dbf, type, column->width,
                                 column->field->decimals) >= 0;
}

/* Writes the text of a value as it is: shapelib would put numbers through the
 * process's locale and through `int`. Numbers stand to the right. */
static bool write_value(DBFHandle table, int row, int column, const skt_dbf_column *definition,
                        const void *record, skt_buf *scratch)
{
    const skt_field *field = definition->field;
    if (skt_field_is_null(field, record)) {
        return DBFWriteNULLAttribute(table, row, column) != 0;
    }
    skt_buf_clear(scratch);
    skt_dbf_add_value(scratch, field, record);
    if (scratch->failed) {
        return false;
    }
    if (field->type == SKT_FIELD_TEXT || field->type == SKT_FIELD_DATE) {
        return DBFWriteAttributeDirectly(table, row, column, scratch->ptr) != 0;
    }
    char number[TEXT_LIMIT + 1];
    (void)snprintf(number, sizeof number, "%*s", definition->width, scratch->ptr);
    return DBFWriteAttributeDirectly(table, row, column, number) != 0;
}

static bool write_records(DBFHandle table, const skt_dbf_columns *columns, const skt_layer *layer,
                          const bool *keep, skt_buf *scratch)
{
    int row = 0;
    for (size_t i = 0; i < layer->n_records; i++) {
        if (!keep[i]) {
            continue;
        }
        for (size_t k = 0; k < columns->count; k++) {
            if (!write_value(table, row, (int)k, &columns->items[k], skt_layer_record(layer, i),
                             scratch)) {
                return false;
            }
        }
        row++;
    }
    return true;
}

skt_status skt_dbf_write(const char *path, const skt_dbf_columns *columns, const skt_layer *layer,
                         const bool *keep)
{
    SAHooks hooks;
    skt_shapelib_hooks(&hooks);
    DBFHandle table = DBFCreateLL(path, "UTF-8", &hooks); /* the code page makes the .cpg */
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
