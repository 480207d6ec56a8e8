/* Writing JSON into a buffer, in the order of the calls. (Reading is jansson's.) */
#ifndef SKT_CORE_JSON_H
#define SKT_CORE_JSON_H

#include "core/buf.h"

typedef struct skt_json {
    skt_buf *out;
    bool comma; /* the next element needs one before it */
} skt_json;

/* The functions behind those below: a key whose length is known before the program runs need not
 * be measured each time. */
void skt_json_put_open(skt_json *json, skt_str key, char bracket);
void skt_json_put_str(skt_json *json, skt_str key, skt_str value);
void skt_json_put_int(skt_json *json, skt_str key, int64_t value);
void skt_json_put_real(skt_json *json, skt_str key, double value, int decimals);
void skt_json_put_bool(skt_json *json, skt_str key, bool value);
void skt_json_put_null(skt_json *json, skt_str key);

/* A key is written as it is; NULL stands for an element of an array (or the whole text). */
static inline void skt_json_open(skt_json *json, const char *key, char bracket) /* '{' or '[' */
{
    skt_json_put_open(json, skt_str_from(key), bracket);
}
void skt_json_close(skt_json *json, char bracket); /* '}' or ']' */
/* None: null. */
static inline void skt_json_str(skt_json *json, const char *key, skt_str value)
{
    skt_json_put_str(json, skt_str_from(key), value);
}
static inline void skt_json_text(skt_json *json, const char *key, const char *value)
{
    skt_json_put_str(json, skt_str_from(key), skt_str_from(value));
}
/* SKT_NULL: null. */
static inline void skt_json_int(skt_json *json, const char *key, int64_t value)
{
    skt_json_put_int(json, skt_str_from(key), value);
}
/* `decimals` digits at most, trailing zeros cut; NAN: null. */
static inline void skt_json_real(skt_json *json, const char *key, double value, int decimals)
{
    skt_json_put_real(json, skt_str_from(key), value, decimals);
}
static inline void skt_json_bool(skt_json *json, const char *key, bool value)
{
    skt_json_put_bool(json, skt_str_from(key), value);
}
static inline void skt_json_null(skt_json *json, const char *key)
{
    skt_json_put_null(json, skt_str_from(key));
}

/* `value` in decimal with at most `decimals` digits behind the point, trailing
 * zeros cut, never in exponent form; independent of the locale. */
void skt_buf_add_real(skt_buf *out, double value, int decimals);

#endif
