/* A line of JSON, read without copying it: much faster than jansson where lines come by the
 * million. It takes what jansson takes, whose words are better where a line is wrong. Of a key
 * that an object has twice, one value or the other counts. */
#ifndef SKT_INGEST_JSON_LINE_H
#define SKT_INGEST_JSON_LINE_H

#include "core/arena.h"
#include "core/str.h"
#include "core/vec.h"

typedef enum skt_value_kind {
    SKT_VALUE_NULL,
    SKT_VALUE_BOOL,
    SKT_VALUE_INTEGER,
    SKT_VALUE_REAL,
    SKT_VALUE_TEXT,
    SKT_VALUE_ARRAY,
    SKT_VALUE_OBJECT
} skt_value_kind;

typedef struct skt_value {
    skt_value_kind kind;
    skt_str key;     /* in an object */
    skt_str text;    /* of a text: in the line, or in the arena where it had escapes */
    int64_t integer; /* of an integer; 1 for true */
    double real;     /* of an integer or a real */
    size_t n;        /* values that an array or object holds itself */
    size_t end;      /* number of the value behind it and what it holds */
} skt_value;

typedef struct skt_json_line {
    SKT_VEC(skt_value) values; /* in their order; what one holds is behind it */
    skt_arena arena;           /* of the last line's texts */
    size_t of, found;          /* number of an object, and of the field found there last, or 0 */
    bool no_memory;
    const char *at, *stop; /* while it is being read */
} skt_json_line;

/* Reads `text`, which is UTF-8 and must stay while the values are used; what the line held
 * before is gone. NULL where it is no JSON or memory is out; else the whole value. */
const skt_value *skt_json_line_read(skt_json_line *line, skt_str text);
/* The value under `key` of `object`, or NULL. */
const skt_value *skt_json_line_field(skt_json_line *line, const skt_value *object, skt_str key);
/* The first value in an array, and the one behind `value` there. */
const skt_value *skt_json_line_first(const skt_value *array);
const skt_value *skt_json_line_next(const skt_json_line *line, const skt_value *value);
void skt_json_line_dispose(skt_json_line *line);

#endif
