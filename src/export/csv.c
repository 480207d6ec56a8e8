#include "export/csv.h"

/* Whether the text must be quoted. Written so that a compiler looks at many bytes at once. */
static bool is_special(skt_str text)
{
    unsigned found = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        found |= (unsigned)(c == ',') | (unsigned)(c == '"') | (unsigned)(c == '\n') |
                 (unsigned)(c == '\r');
    }
    return found != 0;
}

static void add_cell(skt_buf *out, skt_str text)
{
    if (!is_special(text)) {
        skt_buf_add(out, text);
        return;
    }
    skt_buf_add_char(out, '"');
    for (size_t at = 0; at < text.len;) {
        const char *quote = memchr(text.ptr + at, '"', text.len - at);
        const size_t end = quote == NULL ? text.len : (size_t)(quote - text.ptr) + 1;
        skt_buf_add(out, skt_str_sub(text, at, end - at));
        if (quote != NULL) {
            skt_buf_add_char(out, '"');
        }
        at = end;
    }
    skt_buf_add_char(out, '"');
}

void skt_csv_add_names(skt_buf *out, const skt_field *fields, size_t n_fields)
{
    bool first = true;
    for (size_t i = 0; i < n_fields; i++) {
        if ((fields[i].outputs & SKT_IN_CSV) != 0) {
            skt_buf_add_text(out, first ? "" : ",");
            skt_buf_add_text(out, fields[i].name);
            first = false;
        }
    }
    skt_buf_add_char(out, '\n');
}

void skt_csv_add_record(skt_buf *out, const skt_field *fields, size_t n_fields, const void *record)
{
    bool first = true;
    for (size_t i = 0; i < n_fields; i++) {
        if ((fields[i].outputs & SKT_IN_CSV) == 0) {
            continue;
        }
        if (!first) {
            skt_buf_add_char(out, ',');
        }
        first = false;
        if (fields[i].type == SKT_FIELD_TEXT) {
            add_cell(out, skt_field_str(&fields[i], record));
        } else {
            skt_field_add_text(out, &fields[i], record);
        }
    }
    skt_buf_add_char(out, '\n');
}

void skt_csv_write(skt_buf *out, const skt_field *fields, size_t n_fields, const void *records,
                   size_t n_records, size_t record_size)
{
    skt_csv_add_names(out, fields, n_fields);
    for (size_t i = 0; i < n_records; i++) {
        skt_csv_add_record(out, fields, n_fields, (const char *)records + i * record_size);
    }
}
