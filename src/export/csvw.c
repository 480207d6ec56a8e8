#include "export/csvw.h"

#include "core/json.h"

/* A text that is made of others and written under `key`. */
static void write_made(skt_json *json, const char *key, skt_buf *text)
{
    skt_json_str(json, key, skt_buf_str(text));
    json->out->failed |= text->failed;
    skt_buf_dispose(text);
}

/* The regular expression of a text, whole: its pattern, or one of its codes. */
static void write_format(skt_json *json, const skt_field *field)
{
    skt_buf text = SKT_BUF_INIT;
    skt_buf_add_text(&text, "^(");
    if (field->pattern != NULL) {
        skt_buf_add_text(&text, field->pattern);
    }
    for (size_t i = 0; i < field->n_codes; i++) {
        skt_buf_format(&text, "%s%s", i > 0 ? "|" : "", field->codes[i].value);
    }
    skt_buf_add_text(&text, ")$");
    write_made(json, "format", &text);
}

static bool is_instant(const skt_field *field)
{
    return strcmp(field->name, "start") == 0 || strcmp(field->name, "end") == 0;
}

/* The greatest longitude or latitude; 0: the field is neither. */
static int64_t most_degrees(const skt_field *field)
{
    static const char *const names[] = {"lon", "lat", "label_lon", "label_lat"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(field->name, names[i]) == 0) {
            return i % 2 == 0 ? 180 : 90;
        }
    }
    return 0;
}

static void write_range(skt_json *json, const skt_field *field)
{
    const int64_t most = most_degrees(field);
    const bool codes = field->type == SKT_FIELD_INT && field->n_codes > 0;
    if (codes) { /* they have one digit, and go upwards */
        skt_json_int(json, "minimum", field->codes[0].value[0] - '0');
        skt_json_int(json, "maximum", field->codes[field->n_codes - 1].value[0] - '0');
    } else if (most > 0) {
        skt_json_int(json, "minimum", -most);
        skt_json_int(json, "maximum", most);
    } else {
        skt_json_int(json, "minimum", 0);
    }
}

static void write_datatype(skt_json *json, const skt_field *field)
{
    skt_json_open(json, "datatype", '{');
    switch (field->type) {
    case SKT_FIELD_TEXT:
        if (is_instant(field)) {
            skt_json_text(json, "base", "dateTimeStamp");
        } else {
            skt_json_text(json, "base", "string");
            if (field->pattern != NULL || field->n_codes > 0) {
                write_format(json, field);
            }
        }
        break;
    case SKT_FIELD_INT:
        skt_json_text(json, "base", "integer");
        write_range(json, field);
        break;
    case SKT_FIELD_REAL:
        skt_json_text(json, "base", "decimal");
        write_range(json, field);
        break;
    case SKT_FIELD_DATE:
        skt_json_text(json, "base", "date");
        skt_json_text(json, "format", "yyyy-MM-dd");
        break;
    case SKT_FIELD_TIME: skt_json_text(json, "base", "dateTimeStamp"); break;
    case SKT_FIELD_BOOL:
        skt_json_text(json, "base", "boolean");
        skt_json_text(json, "format", "true|false");
        break;
    }
    skt_json_close(json, '}');
}

static void write_column(skt_json *json, const skt_field *field)
{
    skt_buf meaning = SKT_BUF_INIT;
    skt_field_add_meaning(&meaning, field);
    skt_json_open(json, NULL, '{');
    skt_json_text(json, "name", field->name);
    /* The first is the header of the column, by which validators know it. */
    skt_json_open(json, "titles", '[');
    skt_json_text(json, NULL, field->name);
    skt_json_text(json, NULL, field->title);
    skt_json_close(json, ']');
    write_made(json, "dc:description", &meaning);
    if (field->unit != NULL) {
        skt_json_text(json, "schema:unitText", field->unit);
    }
    write_datatype(json, field);
    if (field->list) {
        skt_json_text(json, "separator", " ");
    }
    skt_json_text(json, "null", "");
    if (field->nulls == NULL) {
        skt_json_bool(json, "required", true);
    }
    skt_json_close(json, '}');
}

static void write_schema(skt_json *json, const skt_csv_table *table)
{
    skt_json_open(json, "tableSchema", '{');
    skt_json_open(json, "columns", '[');
    const char *before = "\n"; /* a line each, for people */
    for (size_t i = 0; i < table->n_fields; i++) {
        if ((table->fields[i].outputs & SKT_IN_CSV) != 0) {
            skt_buf_add_text(json->out, before);
            json->comma = false;
            write_column(json, &table->fields[i]);
            before = ",\n";
        }
    }
    skt_json_close(json, ']');
    skt_json_open(json, "primaryKey", '[');
    skt_str rest = skt_str_from(table->key);
    skt_str column;
    while (skt_str_split(&column, &rest, ',')) {
        skt_json_str(json, NULL, column);
    }
    skt_json_close(json, ']');
    skt_json_close(json, '}');
}

static void write_dialect(skt_json *json)
{
    skt_json_open(json, "dialect", '{');
    skt_json_text(json, "encoding", "utf-8");
    skt_json_text(json, "delimiter", ",");
    skt_json_text(json, "quoteChar", "\"");
    skt_json_bool(json, "doubleQuote", true);
    skt_json_text(json, "lineTerminators", "\n");
    skt_json_bool(json, "header", true);
    skt_json_close(json, '}');
}

static void write_note(skt_json *json, const char *title, skt_str text)
{
    skt_json_open(json, NULL, '{');
    skt_json_text(json, "dc:title", title);
    skt_json_str(json, "dc:description", text);
    skt_json_close(json, '}');
}

static void write_notes(skt_json *json, const skt_export_meta *meta)
{
    char day[11];
    skt_day_format(day, meta->as_of);
    skt_json_open(json, "notes", '[');
    write_note(json, "day_rule", skt_str_from(skt_day_rule));
    write_note(json, "boundaries", skt_str_from(meta->boundaries));
    if (day[0] != '\0') {
        write_note(json, "as_of", skt_str_from(day));
    }
    if (meta->regions.len > 0) {
        write_note(json, "regions", meta->regions);
    }
    write_note(json, "null",
               SKT_LIT("An empty cell is not zero: no report gives that value. unnumbered and "
                       "withheld tell which outcomes were reported without a number."));
    write_note(json, "text",
               SKT_LIT("Texts are given as they were read: one may begin with a sign that "
                       "spreadsheets take for a formula. Load the columns as text."));
    skt_json_close(json, ']');
}

/* The days covered, as ISO 8601 writes an interval; both are included. */
static void write_days(skt_json *json, const skt_export_meta *meta)
{
    char from[11];
    char to[11];
    skt_day_format(from, meta->date_from);
    skt_day_format(to, meta->date_to);
    if (from[0] != '\0' && to[0] != '\0') {
        skt_buf days = SKT_BUF_INIT;
        skt_buf_format(&days, "%s/%s", from, to);
        write_made(json, "schema:temporalCoverage", &days);
    }
}

void skt_csvw_write(skt_buf *out, const skt_csv_table *table, const skt_export_meta *meta)
{
    skt_json json = {out, false};
    skt_buf url = SKT_BUF_INIT;
    skt_buf_format(&url, "%s.csv", table->name);
    skt_json_open(&json, NULL, '{');
    skt_json_open(&json, "@context", '[');
    skt_json_text(&json, NULL, "http://www.w3.org/ns/csvw");
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "@language", "en");
    skt_json_close(&json, '}');
    skt_json_close(&json, ']');
    write_made(&json, "url", &url);
    skt_json_text(&json, "dc:title", table->title);
    skt_json_text(&json, "dc:description", table->summary);
    write_days(&json, meta);
    skt_json_open(&json, "dc:rights", '[');
    for (size_t i = 0; i < meta->n_attributions; i++) {
        skt_json_text(&json, NULL, meta->attributions[i]);
    }
    skt_json_close(&json, ']');
    write_notes(&json, meta);
    write_dialect(&json);
    write_schema(&json, table);
    skt_json_close(&json, '}');
    skt_buf_add_text(out, "\n");
}

void skt_csvt_write(skt_buf *out, const skt_csv_table *table)
{
    static const char *const types[] = {
        [SKT_FIELD_TEXT] = "String",
        [SKT_FIELD_INT] = "Integer64",
        [SKT_FIELD_REAL] = "Real",
        [SKT_FIELD_DATE] = "Date",
        [SKT_FIELD_BOOL] = "Integer(Boolean)",
        [SKT_FIELD_TIME] = "DateTime",
    };
    bool first = true;
    for (size_t i = 0; i < table->n_fields; i++) {
        if ((table->fields[i].outputs & SKT_IN_CSV) != 0) {
            skt_buf_format(out, "%s\"%s\"", first ? "" : ",", types[table->fields[i].type]);
            first = false;
        }
    }
    skt_buf_add_text(out, "\n");
}
