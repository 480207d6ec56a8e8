/* A JSON object of texts and numbers, read without building a tree: what an article a line
 * is. Whatever is in doubt is left to the library. */
#ifndef SKT_INGEST_JSON_FLAT_H
#define SKT_INGEST_JSON_FLAT_H

#include "core/arena.h"
#include "core/str.h"

enum { SKT_FLAT_MEMBERS = 48 };

typedef enum skt_flat_kind {
    SKT_FLAT_WORD,   /* true, false, null */
    SKT_FLAT_NUMBER, /* a whole one */
    SKT_FLAT_TEXT,
    SKT_FLAT_NESTED /* an array or an object, which is well-formed */
} skt_flat_kind;

typedef struct skt_flat_member {
    skt_str key;   /* what stands between its quotes, where nothing is escaped */
    skt_str value; /* as it is written, a text without its quotes */
    skt_flat_kind kind;
    bool escaped; /* a text with escapes in it */
} skt_flat_member;

typedef struct skt_flat {
    skt_flat_member members[SKT_FLAT_MEMBERS];
    size_t count;
} skt_flat;

/* Reads `text`, valid UTF-8 without white space at its ends, as one object (RFC 8259). False
 * where that is no such object, or one of more members, a key twice, an escaped key, a
 * fraction, a large number or much nesting: another reader is to decide. Slices point into
 * `text`. */
bool skt_flat_read(skt_flat *out, skt_str text);
/* The text of a member of that kind, control characters but white space replaced by U+FFFD:
 * as it is written, or where it has escapes in `arena`. SKT_E_NOMEM alone. */
skt_status skt_flat_text(skt_str *out, skt_arena *arena, const skt_flat_member *member);

/* The first `"`, backslash or control character at or behind text[at], or text.len. */
size_t skt_flat_run_end(skt_str text, size_t at);

#endif
