#include "core/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static void add_quoted(skt_buf *out, skt_str text)
{
    skt_buf_add_char(out, '"');
    size_t plain = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
            continue;
        }
        skt_buf_add(out, skt_str_sub(text, plain, i - plain));
        plain = i + 1;
        switch (c) {
        case '"': skt_buf_add_text(out, "\\\""); break;
        case '\\': skt_buf_add_text(out, "\\\\"); break;
        case '\n': skt_buf_add_text(out, "\\n"); break;
        case '\r': skt_buf_add_text(out, "\\r"); break;
        case '\t': skt_buf_add_text(out, "\\t"); break;
        default: skt_buf_format(out, "\\u%04x", (unsigned)c); break;
        }
    }
    skt_buf_add(out, skt_str_sub(text, plain, text.len - plain));
    skt_buf_add_char(out, '"');
}

static void begin(skt_json *json, const char *key)
{
    if (json->comma) {
        skt_buf_add_text(json->out, ", ");
    }
    json->comma = true;
    if (key != NULL) {
        add_quoted(json->out, skt_str_from(key));
        skt_buf_add_text(json->out, ": ");
    }
}

void skt_json_open(skt_json *json, const char *key, char bracket)
{
    begin(json, key);
    skt_buf_add_char(json->out, bracket);
    json->comma = false;
}

void skt_json_close(skt_json *json, char bracket)
{
    skt_buf_add_char(json->out, bracket);
    json->comma = true;
}

void skt_json_null(skt_json *json, const char *key)
{
    begin(json, key);
    skt_buf_add_text(json->out, "null");
}

void skt_json_str(skt_json *json, const char *key, skt_str value)
{
    if (value.ptr == NULL) {
        skt_json_null(json, key);
        return;
    }
    begin(json, key);
    add_quoted(json->out, value);
}

void skt_json_text(skt_json *json, const char *key, const char *value)
{
    skt_json_str(json, key, skt_str_from(value));
}

void skt_json_int(skt_json *json, const char *key, int64_t value)
{
    if (value == SKT_NULL) {
        skt_json_null(json, key);
        return;
    }
    begin(json, key);
    skt_buf_format(json->out, "%" PRId64, value);
}

void skt_json_bool(skt_json *json, const char *key, bool value)
{
    begin(json, key);
    skt_buf_add_text(json->out, value ? "true" : "false");
}

void skt_buf_add_real(skt_buf *out, double value, int decimals)
{
    char text[400];
    const int length = snprintf(text, sizeof text, "%.*f", decimals, value);
    if (length < 0 || (size_t)length >= sizeof text) {
        out->failed = true;
        return;
    }
    size_t end = (size_t)length;
    for (size_t i = 0; i < end; i++) {
        if (text[i] == ',') { /* the decimal sign of some locales */
            text[i] = '.';
        }
    }
    if (decimals > 0) {
        while (end > 0 && text[end - 1] == '0') {
            end--;
        }
        if (end > 0 && text[end - 1] == '.') {
            end--;
        }
    }
    const skt_str shown = {text, end};
    skt_buf_add(out, skt_str_is(shown, "-0") ? SKT_LIT("0") : shown);
}

void skt_json_real(skt_json *json, const char *key, double value, int decimals)
{
    if (isnan(value) || isinf(value)) {
        skt_json_null(json, key);
        return;
    }
    begin(json, key);
    skt_buf_add_real(json->out, value, decimals);
}
