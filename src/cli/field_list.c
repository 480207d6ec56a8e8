#include "cli/field_list.h"

#include <string.h>

#include "core/json.h"
#include "export/claim_keys.h"

enum { WIDTH = 80, INDENT = 4 };

skt_field_list_style skt_field_list_style_of(const char *format, bool people)
{
    return people                            ? SKT_FIELDS_TEXT
           : format == NULL                  ? SKT_FIELDS_CSV
           : strcmp(format, "ndjson") == 0   ? SKT_FIELDS_NDJSON
           : strcmp(format, "markdown") == 0 ? SKT_FIELDS_MARKDOWN
                                             : SKT_FIELDS_CSV;
}

const char *skt_field_list_tables(void)
{
    return "incidents, tallies, countries, claims, places, links";
}

/* -------------------------------------------------------------------- styles */

static const char *type_name(const skt_field *field, const char *items)
{
    return items != NULL ? "list" : skt_field_type_name(field->type);
}

/* `text` filled to WIDTH columns, indented. */
static void add_filled(skt_buf *out, skt_str text)
{
    skt_str word;
    size_t column = 0;
    while (skt_str_split(&word, &text, ' ')) {
        if (column == 0 || column + 1 + word.len > WIDTH) {
            skt_buf_format(out, "%s%*s", column == 0 ? "" : "\n", INDENT, "");
            column = INDENT;
        } else {
            skt_buf_add_char(out, ' ');
            column++;
        }
        skt_buf_add(out, word);
        column += word.len;
    }
    skt_buf_add_char(out, '\n');
}

static void add_text(skt_buf *out, const skt_field *field, const char *items)
{
    skt_buf meaning = SKT_BUF_INIT;
    skt_field_add_meaning(&meaning, field);
    skt_buf_add_text(out, field->name);
    if (field->dbf != NULL && strcmp(field->dbf, field->name) != 0) {
        skt_buf_format(out, ", in shapefiles %s", field->dbf);
    }
    skt_buf_format(out, " (%s)\n", type_name(field, items));
    add_filled(out, skt_buf_str(&meaning));
    out->failed |= meaning.failed;
    skt_buf_dispose(&meaning);
}

static void add_quoted(skt_buf *out, const char *text)
{
    skt_buf_add_char(out, '"');
    for (; text != NULL && *text != '\0'; text++) {
        skt_buf_add_text(out, *text == '"' ? "\"" : "");
        skt_buf_add_char(out, *text);
    }
    skt_buf_add_char(out, '"');
}

static void add_csv(skt_buf *out, const char *table, const skt_field *field, const char *items)
{
    skt_buf_format(out, "%s,%s,%s,", table, field->name, field->dbf == NULL ? "" : field->dbf);
    add_quoted(out, field->title);
    skt_buf_format(out, ",%s,%s,%s,", type_name(field, items),
                   field->unit == NULL ? "" : field->unit, field->nulls == NULL ? "false" : "true");
    add_quoted(out, field->meaning);
    skt_buf_add_char(out, ',');
    for (size_t i = 0; i < field->n_codes; i++) {
        skt_buf_format(out, "%s%s", i > 0 ? " " : "\"", field->codes[i].value);
    }
    skt_buf_add_text(out, field->n_codes > 0 ? "\"\n" : "\n");
}

static void add_json(skt_buf *out, const char *table, const skt_field *field, const char *items)
{
    skt_json json = {out, false};
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "table", table);
    skt_json_text(&json, "field", field->name);
    skt_json_text(&json, "shapefile", field->dbf);
    skt_json_text(&json, "title", field->title);
    skt_json_text(&json, "type", type_name(field, items));
    skt_json_text(&json, "unit", field->unit);
    skt_json_bool(&json, "nullable", field->nulls != NULL);
    skt_json_text(&json, "meaning", field->meaning);
    skt_json_text(&json, "pattern", field->pattern);
    skt_json_open(&json, "values", '[');
    for (size_t i = 0; i < field->n_codes; i++) {
        skt_json_open(&json, NULL, '{');
        skt_json_text(&json, "value", field->codes[i].value);
        skt_json_text(&json, "meaning", field->codes[i].meaning);
        skt_json_close(&json, '}');
    }
    skt_json_close(&json, ']');
    skt_json_close(&json, '}');
    skt_buf_add_text(out, "\n");
}

static void add_markdown(skt_buf *out, const skt_field *field, const char *items, bool has_dbf)
{
    skt_buf_format(out, "| `%s` |", field->name);
    if (has_dbf && field->dbf != NULL) {
        skt_buf_format(out, " `%s` |", field->dbf);
    } else if (has_dbf) {
        skt_buf_add_text(out, "  |");
    }
    skt_buf_format(out, " %s%s%s | %s |\n", type_name(field, items),
                   field->unit == NULL ? "" : ", ", field->unit == NULL ? "" : field->unit,
                   field->meaning);
}

/* The codes of a field, in a table behind that of all fields. */
static void add_markdown_codes(skt_buf *out, const skt_field *field)
{
    for (size_t i = 0; i < field->n_codes; i++) {
        skt_buf_format(out, "| %s%s%s | `%s` | %s |\n", i == 0 ? "`" : "",
                       i == 0 ? field->name : "", i == 0 ? "`" : "", field->codes[i].value,
                       field->codes[i].meaning);
    }
}

/* -------------------------------------------------------------------- tables */

void skt_field_list_begin(skt_buf *out, skt_field_list_style style)
{
    if (style == SKT_FIELDS_CSV) {
        skt_buf_add_text(out, "table,field,shapefile,title,type,unit,nullable,meaning,values\n");
    }
}

static void add_one(skt_buf *out, const char *table, const skt_field *field, const char *items,
                    skt_field_list_style style, bool has_dbf)
{
    switch (style) {
    case SKT_FIELDS_TEXT: add_text(out, field, items); break;
    case SKT_FIELDS_CSV: add_csv(out, table, field, items); break;
    case SKT_FIELDS_NDJSON: add_json(out, table, field, items); break;
    case SKT_FIELDS_MARKDOWN: add_markdown(out, field, items, has_dbf); break;
    }
}

/* One table of fields, or of the keys of claims. */
typedef struct table {
    const skt_field *fields;
    const skt_claim_key *keys; /* in place of fields */
    size_t count;
    bool has_dbf;
} table;

static const skt_field *field_at(const table *t, size_t index)
{
    return t->keys != NULL ? &t->keys[index].field : &t->fields[index];
}

static bool find_table(table *out, const char *name)
{
    *out = (table){.has_dbf = true};
    if (strcmp(name, "incidents") == 0) {
        out->fields = skt_incident_fields(&out->count);
    } else if (strcmp(name, "tallies") == 0 || strcmp(name, "countries") == 0) {
        out->fields = skt_tally_fields(&out->count);
    } else {
        out->has_dbf = false;
        if (strcmp(name, "claims") == 0) {
            out->keys = skt_claim_keys(&out->count);
        } else if (strcmp(name, "places") == 0) {
            out->fields = skt_claim_place_fields(&out->count);
        } else if (strcmp(name, "links") == 0) {
            out->fields = skt_claim_link_fields(&out->count);
        } else {
            return false;
        }
    }
    return true;
}

bool skt_field_list_add(skt_buf *out, const char *name, skt_field_list_style style)
{
    table t;
    if (!find_table(&t, name)) {
        return false;
    }
    const bool markdown = style == SKT_FIELDS_MARKDOWN;
    if (markdown) {
        skt_buf_add_text(out, t.has_dbf ? "| GeoJSON, CSV | shapefile | type | meaning |\n"
                                          "|---|---|---|---|\n"
                                        : "| key | type | meaning |\n|---|---|---|\n");
    }
    for (size_t i = 0; i < t.count; i++) {
        const skt_field *field = field_at(&t, i);
        /* The level stands twice: shapefiles have it in another place. */
        if (field->outputs != SKT_IN_SHAPEFILE) {
            add_one(out, name, field, t.keys == NULL ? NULL : t.keys[i].items, style, t.has_dbf);
        }
    }
    skt_buf_add_text(out, markdown ? "\n| field | value | is |\n|---|---|---|\n" : "");
    for (size_t i = 0; i < t.count && markdown; i++) {
        if (field_at(&t, i)->outputs != SKT_IN_SHAPEFILE) {
            add_markdown_codes(out, field_at(&t, i));
        }
    }
    return true;
}
