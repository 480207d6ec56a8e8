/* How the page's data are written: columns of numbers, and texts each once. */
#include "export/page_parts.h"

int64_t skt_page_text(skt_page_texts *texts, skt_str text)
{
    if (text.len == 0) {
        return 0;
    }
    const size_t *known = skt_map_get(&texts->index, text);
    if (known != NULL) {
        return (int64_t)*known;
    }
    const size_t number = texts->all.count + 1;
    if (!skt_vec_push(&texts->all, text) || !skt_map_set(&texts->index, text, number)) {
        texts->failed = true;
        return 0;
    }
    return (int64_t)number;
}

static void write_column(skt_json *json, const skt_page_column *column, const char *records,
                         size_t count, size_t record_size)
{
    skt_json_open(json, column->name, '[');
    for (size_t i = 0; i < count; i++) {
        skt_json_int(json, NULL, *(const int64_t *)(records + i * record_size + column->offset));
    }
    skt_json_close(json, ']');
}

void skt_page_write_columns(skt_json *json, const char *name, const skt_page_column *columns,
                            size_t n_columns, const void *records, size_t count, size_t record_size)
{
    skt_json_open(json, name, '{');
    for (size_t i = 0; i < n_columns; i++) {
        write_column(json, &columns[i], records, count, record_size);
    }
    skt_json_close(json, '}');
    skt_buf_add_char(json->out, '\n');
}

void skt_page_push(skt_page_list *list, int64_t number)
{
    list->failed = !skt_vec_push(&list->all, number) || list->failed;
}

void skt_page_write_list(skt_json *json, const char *name, const skt_page_list *list)
{
    skt_json_open(json, name, '[');
    for (size_t i = 0; i < list->all.count; i++) {
        skt_json_int(json, NULL, list->all.items[i]);
    }
    skt_json_close(json, ']');
    skt_buf_add_char(json->out, '\n');
    json->out->failed = json->out->failed || list->failed;
}
