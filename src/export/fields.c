#include "export/fields.h"

#include <math.h>

#include "core/calendar.h"
#include "core/json.h"

const char *skt_field_type_name(skt_field_type type)
{
    switch (type) {
    case SKT_FIELD_TEXT: return "text";
    case SKT_FIELD_INT: return "whole number";
    case SKT_FIELD_REAL: return "number";
    case SKT_FIELD_DATE: return "date";
    case SKT_FIELD_TIME: return "time";
    case SKT_FIELD_BOOL: break;
    }
    return "true or false";
}

void skt_field_add_meaning(skt_buf *out, const skt_field *field)
{
    skt_buf_add_text(out, field->meaning);
    if (field->unit != NULL) {
        skt_buf_format(out, " Unit: %s.", field->unit);
    }
    for (size_t i = 0; i < field->n_codes; i++) {
        const char *before = i > 0 ? ", " : field->list ? " Any of: " : " One of: ";
        skt_buf_format(out, "%s%s (%s)", before, field->codes[i].value, field->codes[i].meaning);
    }
    skt_buf_add_text(out, field->n_codes > 0 ? "." : "");
}

static const void *value_at(const skt_field *field, const void *record)
{
    return (const char *)record + field->offset;
}

skt_str skt_field_str(const skt_field *field, const void *record)
{
    return *(const skt_str *)value_at(field, record);
}

skt_number skt_field_number(const skt_field *field, const void *record)
{
    return *(const skt_number *)value_at(field, record);
}

double skt_field_real(const skt_field *field, const void *record)
{
    return *(const double *)value_at(field, record);
}

skt_day skt_field_day(const skt_field *field, const void *record)
{
    return *(const skt_day *)value_at(field, record);
}

skt_time skt_field_time(const skt_field *field, const void *record)
{
    return *(const skt_time *)value_at(field, record);
}

bool skt_field_bool(const skt_field *field, const void *record)
{
    return *(const bool *)value_at(field, record);
}

bool skt_field_is_null(const skt_field *field, const void *record)
{
    switch (field->type) {
    case SKT_FIELD_TEXT: return skt_field_str(field, record).len == 0;
    case SKT_FIELD_INT: return skt_field_number(field, record) == SKT_NULL;
    case SKT_FIELD_REAL: return !isfinite(skt_field_real(field, record));
    case SKT_FIELD_DATE: return skt_field_day(field, record) == SKT_NO_DAY;
    case SKT_FIELD_TIME: return skt_field_time(field, record) == SKT_NO_TIME;
    case SKT_FIELD_BOOL: break;
    }
    return false;
}

void skt_field_add_text(skt_buf *out, const skt_field *field, const void *record)
{
    char day[11];
    char instant[SKT_INSTANT_TEXT];
    if (skt_field_is_null(field, record)) {
        return;
    }
    switch (field->type) {
    case SKT_FIELD_TEXT: skt_buf_add(out, skt_field_str(field, record)); break;
    case SKT_FIELD_INT: skt_buf_add_int(out, skt_field_number(field, record)); break;
    case SKT_FIELD_REAL:
        skt_buf_add_real(out, skt_field_real(field, record), field->decimals);
        break;
    case SKT_FIELD_DATE:
        skt_day_format(day, skt_field_day(field, record));
        skt_buf_add_text(out, day);
        break;
    case SKT_FIELD_TIME:
        skt_instant_format(instant, skt_field_time(field, record));
        skt_buf_add_text(out, instant);
        break;
    case SKT_FIELD_BOOL:
        skt_buf_add_text(out, skt_field_bool(field, record) ? "true" : "false");
        break;
    }
}
