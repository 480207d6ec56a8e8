/* Writing JSON into a buffer, in the order of the calls. (Reading is jansson's.) */
#ifndef SKT_CORE_JSON_H
#define SKT_CORE_JSON_H

#include "core/buf.h"

typedef struct skt_json {
    skt_buf *out;
    bool comma; /* the next element needs one before it */
} skt_json;

/* A key is written as it is; NULL stands for an element of an array (or the whole text). */
void skt_json_open(skt_json *json, const char *key, char bracket); /* '{' or '[' */
void skt_json_close(skt_json *json, char bracket);                 /* '}' or ']' */
void skt_json_str(skt_json *json, const char *key, skt_str value); /* none: null */
void skt_json_text(skt_json *json, const char *key, const char *value);
void skt_json_int(skt_json *json, const char *key, int64_t value); /* SKT_NULL: null */
/* `decimals` digits at most, trailing zeros cut; NAN: null. */
void skt_json_real(skt_json *json, const char *key, double value, int decimals);
void skt_json_bool(skt_json *json, const char *key, bool value);
void skt_json_null(skt_json *json, const char *key);

/* `value` in decimal with at most `decimals` digits behind the point, trailing
 * zeros cut, never in exponent form; independent of the locale. */
void skt_buf_add_real(skt_buf *out, double value, int decimals);

#endif
