#include "export/claims_schema.h"

#include "core/json.h"
#include "export/claim_keys.h"

static const char *type_of(const skt_field *field)
{
    switch (field->type) {
    case SKT_FIELD_INT: return "integer";
    case SKT_FIELD_REAL: return "number";
    case SKT_FIELD_BOOL: return "boolean";
    case SKT_FIELD_TEXT:
    case SKT_FIELD_DATE:
    case SKT_FIELD_TIME: break;
    }
    return "string";
}

static void write_type(skt_json *json, const skt_field *field)
{
    if (field->nulls == NULL) {
        skt_json_text(json, "type", type_of(field));
        return;
    }
    skt_json_open(json, "type", '[');
    skt_json_text(json, NULL, type_of(field));
    skt_json_text(json, NULL, "null");
    skt_json_close(json, ']');
}

static void write_codes(skt_json *json, const skt_field *field)
{
    if (field->n_codes == 0) {
        return;
    }
    skt_json_open(json, "enum", '[');
    for (size_t i = 0; i < field->n_codes; i++) {
        if (field->type == SKT_FIELD_INT) {
            skt_json_int(json, NULL, field->codes[i].value[0] - '0'); /* they have one digit */
        } else {
            skt_json_text(json, NULL, field->codes[i].value);
        }
    }
    if (field->nulls != NULL) {
        skt_json_null(json, NULL);
    }
    skt_json_close(json, ']');
}

static void write_pattern(skt_json *json, const char *pattern)
{
    skt_buf text = SKT_BUF_INIT;
    skt_buf_format(&text, "^%s$", pattern);
    skt_json_str(json, "pattern", skt_buf_str(&text));
    json->out->failed |= text.failed;
    skt_buf_dispose(&text);
}

static void write_meaning(skt_json *json, const skt_field *field)
{
    skt_buf text = SKT_BUF_INIT;
    skt_field_add_meaning(&text, field);
    skt_json_text(json, "title", field->title);
    skt_json_str(json, "description", skt_buf_str(&text));
    json->out->failed |= text.failed;
    skt_buf_dispose(&text);
}

static void write_field(skt_json *json, const skt_field *field)
{
    skt_json_open(json, field->name, '{');
    write_meaning(json, field);
    write_type(json, field);
    write_codes(json, field);
    if (field->pattern != NULL) {
        write_pattern(json, field->pattern);
    }
    if (field->type == SKT_FIELD_DATE) {
        skt_json_text(json, "format", "date");
    }
    if (field->type == SKT_FIELD_INT && field->n_codes == 0) {
        skt_json_int(json, "minimum", 0);
    }
    skt_json_close(json, '}');
}

/* An array of objects; those of other_places alone have a role. */
static void write_objects(skt_json *json, const skt_claim_key *key)
{
    skt_buf reference = SKT_BUF_INIT;
    skt_buf_format(&reference, "#/$defs/%s", key->items);
    skt_json_open(json, key->field.name, '{');
    write_meaning(json, &key->field);
    skt_json_text(json, "type", "array");
    skt_json_open(json, "items", '{');
    skt_json_str(json, "$ref", skt_buf_str(&reference));
    if (strcmp(key->field.name, "other_places") == 0) {
        skt_json_open(json, "required", '[');
        skt_json_text(json, NULL, "role");
        skt_json_close(json, ']');
    }
    skt_json_close(json, '}');
    skt_json_close(json, '}');
    json->out->failed |= reference.failed;
    skt_buf_dispose(&reference);
}

/* One kind of nested objects; `optional` is the key that may be missing. */
static void write_definition(skt_json *json, const char *name, const skt_field *fields,
                             size_t count, const char *optional)
{
    skt_json_open(json, name, '{');
    skt_json_text(json, "type", "object");
    skt_json_open(json, "properties", '{');
    for (size_t i = 0; i < count; i++) {
        write_field(json, &fields[i]);
    }
    skt_json_close(json, '}');
    skt_json_open(json, "required", '[');
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, optional) != 0) {
            skt_json_text(json, NULL, fields[i].name);
        }
    }
    skt_json_close(json, ']');
    skt_json_bool(json, "additionalProperties", false);
    skt_json_close(json, '}');
}

static void write_claim(skt_json *json)
{
    size_t count;
    const skt_claim_key *keys = skt_claim_keys(&count);
    skt_json_open(json, "properties", '{');
    for (size_t i = 0; i < count; i++) {
        skt_buf_add_text(json->out, i == 0 ? "\n" : ",\n"); /* a line each, for people */
        json->comma = false;
        if (keys[i].items != NULL) {
            write_objects(json, &keys[i]);
        } else {
            write_field(json, &keys[i].field);
        }
    }
    skt_json_close(json, '}');
    skt_json_open(json, "required", '[');
    for (size_t i = 0; i < count; i++) {
        skt_json_text(json, NULL, keys[i].field.name);
    }
    skt_json_close(json, ']');
    skt_json_bool(json, "additionalProperties", false);
}

void skt_claims_schema_write(skt_buf *out)
{
    size_t count;
    skt_json json = {out, false};
    skt_json_open(&json, NULL, '{');
    skt_json_text(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    skt_json_text(&json, "title", "A claim: one line of claims.ndjson");
    skt_json_text(&json, "description",
                  "One statement in one report: how many drones met one outcome, in one or several "
                  "places, within one window, said by someone. A null is not zero.");
    skt_json_text(&json, "type", "object");
    write_claim(&json);
    skt_json_open(&json, "$defs", '{');
    const skt_field *fields = skt_claim_place_fields(&count);
    write_definition(&json, "place", fields, count, "role");
    fields = skt_claim_link_fields(&count);
    write_definition(&json, "link", fields, count, "reason");
    skt_json_close(&json, '}');
    skt_json_close(&json, '}');
    skt_buf_add_text(out, "\n");
}
