#include "export/csv.h"

static void add_cell(skt_buf *out, skt_str text)
{
    bool plain = true;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        plain = plain && c != ',' && c != '"' && c != '\n' && c != '\r';
    }
    if (plain) {
        skt_buf_add(out, text);
        return;
    }
    skt_buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        skt_buf_add_text(out, text.ptr[i] == '"' ? "\"" : "");
        skt_buf_add_char(out, text.ptr[i]);
    }
    skt_buf_add_char(out, '"');
}

/* One line: the fields' names where `record` is NULL, else its values. */
static void add_line(skt_buf *out, const skt_field *fields, size_t n_fields, const void *record)
{
    bool first = true;
    for (size_t i = 0; i < n_fields; i++) {
        const skt_field *field = &fields[i];
        if ((field->outputs & SKT_IN_CSV) == 0) {
            continue;
        }
        skt_buf_add_text(out, first ? "" : ",");
        first = false;
        if (record == NULL) {
            skt_buf_add_text(out, field->name);
        } else if (field->type == SKT_FIELD_TEXT) {
            add_cell(out, skt_field_str(field, record));
        } else {
            skt_field_add_text(out, field, record);
        }
    }
    skt_buf_add_text(out, "\n");
}

void skt_csv_write(skt_buf *out, const skt_field *fields, size_t n_fields, const void *records,
                   size_t n_records, size_t record_size)
{
    add_line(out, fields, n_fields, NULL);
    for (size_t i = 0; i < n_records; i++) {
        add_line(out, fields, n_fields, (const char *)records + i * record_size);
    }
}
