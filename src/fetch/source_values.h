/* Values of the configuration's sections of sources. Inside the fetch module. */
#ifndef SKT_FETCH_SOURCE_VALUES_H
#define SKT_FETCH_SOURCE_VALUES_H

#include "core/buf.h"
#include "fetch/sources.h"

/* Each reads one kind of value. NULL: it is one; else what it must be, with an example:
 * behind a colon it ends a sentence. */
const char *skt_value_url(skt_str value);
const char *skt_value_span(int64_t *seconds, skt_str value);  /* "90s", "15m", "6h", "2d", "0" */
const char *skt_value_short_span(int64_t *ms, skt_str value); /* "500ms" as well */
const char *skt_value_size(int64_t *bytes, skt_str value);    /* "500k", "16M", "2G", "0" */
const char *skt_value_switch(bool *on, skt_str value);
const char *skt_value_lang(skt_str value);
const char *skt_value_party(skt_str value);
const char *skt_value_zone(skt_str value);
const char *skt_value_text(skt_str value);
/* Hosts with commas or blanks between; *host: the next of *rest, or none. */
const char *skt_value_host(skt_str *host, skt_str *rest);
/* Appends "Name: value" with "$NAME" and "${NAME}" put in by `variable` (NULL: left as they
 * are; "$$" is "$"). What is wrong may name the variable: in `room`. */
enum { SKT_VALUE_ROOM = 240 };
const char *skt_value_header(skt_buf *out, char room[SKT_VALUE_ROOM], skt_str value,
                             skt_variable_fn *variable, void *user);

#endif
