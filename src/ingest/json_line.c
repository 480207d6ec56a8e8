#include "ingest/json_line.h"

#include <jansson.h>

#include "core/buf.h"
#include "ingest/json_escape.h"

enum { MOST_DEEP = 2048, SAFE_DIGITS = 15 };

static bool read_value(skt_json_line *line, skt_str key, int depth);

static void pass_space(skt_json_line *line)
{
    while (line->at < line->stop &&
           (*line->at == ' ' || *line->at == '\t' || *line->at == '\n' || *line->at == '\r')) {
        line->at++;
    }
}

/* Passes `c` and the space around it. */
static bool pass(skt_json_line *line, char c)
{
    pass_space(line);
    if (line->at == line->stop || *line->at != c) {
        return false;
    }
    line->at++;
    pass_space(line);
    return true;
}

/* ------------------------------------------------------------------- texts */

/* `raw` without its escapes, in the arena. Like jansson, it takes no NUL. */
static bool unescape(skt_str *out, skt_json_line *line, skt_str raw)
{
    char *text = skt_arena_room(&line->arena, raw.len + 1, 1);
    char *to = text;
    line->no_memory = line->no_memory || text == NULL;
    for (size_t at = 0; text != NULL && at < raw.len;) {
        if (raw.ptr[at] != '\\') {
            *to++ = raw.ptr[at++];
            continue;
        }
        const uint32_t c = skt_json_escape(raw, &at);
        if (c == SKT_JSON_NO_ESCAPE || c == 0) {
            return false;
        }
        to = skt_utf8_put(to, c);
    }
    *out = (skt_str){text, text != NULL ? (size_t)(to - text) : 0};
    return text != NULL;
}

/* Behind the opening quote. */
static bool read_text(skt_str *out, skt_json_line *line)
{
    const char *start = line->at;
    bool escaped = false;
    for (; line->at < line->stop && *line->at != '"'; line->at++) {
        if ((unsigned char)*line->at < 0x20) {
            return false;
        }
        if (*line->at == '\\') {
            escaped = true;
            line->at++;
        }
    }
    if (line->at >= line->stop) {
        return false;
    }
    *out = (skt_str){start, (size_t)(line->at - start)};
    line->at++;
    return !escaped || unescape(out, line, *out);
}

/* ----------------------------------------------------------------- numbers */

/* What is rare, as jansson reads it. */
static bool read_number_slowly(skt_value *value, skt_str text)
{
    json_t *number = json_loadb(text.ptr, text.len, JSON_DECODE_ANY, NULL);
    value->kind = json_is_integer(number) ? SKT_VALUE_INTEGER : SKT_VALUE_REAL;
    value->integer = json_integer_value(number);
    value->real = json_number_value(number);
    const bool read = json_is_number(number);
    json_decref(number);
    return read;
}

static bool is_digit(const skt_json_line *line)
{
    return line->at < line->stop && *line->at >= '0' && *line->at <= '9';
}

static bool is_of_number(const skt_json_line *line)
{
    return is_digit(line) ||
           (line->at < line->stop && *line->at != '\0' && strchr(".eE+-", *line->at) != NULL);
}

static bool read_number(skt_value *value, skt_json_line *line)
{
    const char *start = line->at;
    const bool negative = *line->at == '-';
    int64_t digits = 0;
    double divisor = 1;
    line->at += negative;
    const char *first = line->at;
    for (; is_digit(line) && line->at - first <= SAFE_DIGITS; line->at++) {
        digits = digits * 10 + (*line->at - '0');
    }
    const bool whole = line->at > first && (*first != '0' || line->at == first + 1);
    const bool point = line->at < line->stop && *line->at == '.';
    line->at += point;
    const char *behind = line->at;
    for (; point && is_digit(line) && line->at - first <= SAFE_DIGITS; line->at++) {
        digits = digits * 10 + (*line->at - '0');
        divisor *= 10;
    }
    /* So few digits, and the power of ten, are doubles: the quotient is the nearest one. */
    const bool more = is_of_number(line);
    if (whole && !more && line->at - first <= SAFE_DIGITS && (!point || line->at > behind)) {
        value->kind = point ? SKT_VALUE_REAL : SKT_VALUE_INTEGER;
        value->integer = negative ? -digits : digits;
        value->real = (negative ? -(double)digits : (double)digits) / divisor;
        return true;
    }
    while (is_of_number(line)) {
        line->at++;
    }
    return read_number_slowly(value, (skt_str){start, (size_t)(line->at - start)});
}

/* ------------------------------------------------------------------ values */

/* A key and its colon. */
static bool read_key(skt_str *out, skt_json_line *line)
{
    pass_space(line);
    if (line->at == line->stop || *line->at != '"') {
        return false;
    }
    line->at++;
    return read_text(out, line) && pass(line, ':');
}

/* What stands between the brackets of the value number `own`. */
static bool read_inner(skt_json_line *line, size_t own, bool object, int depth)
{
    const char close = object ? '}' : ']';
    if (pass(line, close)) {
        return true;
    }
    do {
        skt_str key = SKT_STR_NONE;
        if (object && !read_key(&key, line)) {
            return false;
        }
        pass_space(line);
        if (!read_value(line, key, depth + 1)) {
            return false;
        }
        line->values.items[own].n++;
    } while (pass(line, ','));
    return pass(line, close);
}

static bool read_word(skt_value *value, skt_json_line *line)
{
    static const struct {
        const char *word;
        skt_value_kind kind;
        int truth;
    } words[] = {
        {"null", SKT_VALUE_NULL, 0}, {"true", SKT_VALUE_BOOL, 1}, {"false", SKT_VALUE_BOOL, 0}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t length = strlen(words[i].word);
        if ((size_t)(line->stop - line->at) >= length &&
            memcmp(line->at, words[i].word, length) == 0) {
            value->kind = words[i].kind;
            value->integer = words[i].truth;
            line->at += length;
            return true;
        }
    }
    return false;
}

/* Adds the value that begins here. */
static bool read_value(skt_json_line *line, skt_str key, int depth)
{
    const size_t own = line->values.count;
    skt_value value = {.key = key};
    bool read = false;
    if (line->at == line->stop || depth > MOST_DEEP) {
        return false;
    }
    const char c = *line->at;
    if (c == '{' || c == '[') {
        value.kind = c == '{' ? SKT_VALUE_OBJECT : SKT_VALUE_ARRAY;
        line->at++;
        read = true;
    } else if (c == '"') {
        value.kind = SKT_VALUE_TEXT;
        line->at++;
        read = read_text(&value.text, line);
    } else {
        read = c == '-' || is_digit(line) ? read_number(&value, line) : read_word(&value, line);
    }
    if (!read) {
        return false;
    }
    if (!skt_vec_push(&line->values, value)) {
        line->no_memory = true;
        return false;
    }
    read = value.kind < SKT_VALUE_ARRAY || read_inner(line, own, c == '{', depth);
    line->values.items[own].end = line->values.count;
    return read;
}

const skt_value *skt_json_line_read(skt_json_line *line, skt_str text)
{
    skt_vec_clear(&line->values);
    skt_arena_dispose(&line->arena);
    line->of = line->found = 0;
    line->no_memory = false;
    line->at = text.ptr;
    line->stop = text.ptr + text.len;
    pass_space(line);
    if (!read_value(line, SKT_STR_NONE, 1)) {
        return NULL;
    }
    pass_space(line);
    return line->at == line->stop ? line->values.items : NULL;
}

const skt_value *skt_json_line_field(skt_json_line *line, const skt_value *object, skt_str key)
{
    const size_t own = (size_t)(object - line->values.items);
    if (object->kind != SKT_VALUE_OBJECT || object->n == 0) {
        return NULL;
    }
    /* Fields are asked for in about the order in which they stand. */
    size_t at =
        line->of == own && line->found > own ? line->values.items[line->found].end : own + 1;
    for (size_t i = 0; i < object->n; i++) {
        at = at >= object->end ? own + 1 : at;
        if (skt_str_eq(line->values.items[at].key, key)) {
            line->of = own;
            line->found = at;
            return &line->values.items[at];
        }
        at = line->values.items[at].end;
    }
    return NULL;
}

const skt_value *skt_json_line_first(const skt_value *array)
{
    return array + 1;
}

const skt_value *skt_json_line_next(const skt_json_line *line, const skt_value *value)
{
    return line->values.items + value->end;
}

void skt_json_line_dispose(skt_json_line *line)
{
    skt_vec_dispose(&line->values);
    skt_arena_dispose(&line->arena);
}
