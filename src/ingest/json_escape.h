/* Escapes in the texts of JSON (RFC 8259, 7), for all that reads it without a library. */
#ifndef SKT_INGEST_JSON_ESCAPE_H
#define SKT_INGEST_JSON_ESCAPE_H

#include "core/str.h"

#define SKT_JSON_NO_ESCAPE UINT32_MAX

/* The character that the escape at text[*at], a backslash, stands for; both of a pair of surrogates
 * are one. *at is moved behind what was read. SKT_JSON_NO_ESCAPE: it is none, or half a pair. No
 * character is longer in UTF-8 than what stands for it. */
uint32_t skt_json_escape(skt_str text, size_t *at);

#endif
