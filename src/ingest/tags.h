/* Tags and text of XML that may be broken, one after the other. Nothing is expected of
 * their nesting, nothing is declared or fetched: libxml2 recovers too, but pairs any end
 * tag with whatever is open, so that two stray ones end a feed, and loses what follows a
 * bare "&". Inside the ingest module. */
#ifndef SKT_INGEST_TAGS_H
#define SKT_INGEST_TAGS_H

#include "ingest/stream.h"

typedef enum skt_token_kind {
    SKT_TOKEN_TEXT,  /* with references as they stand */
    SKT_TOKEN_CDATA, /* verbatim */
    SKT_TOKEN_OPEN,
    SKT_TOKEN_EMPTY, /* <name/> */
    SKT_TOKEN_CLOSE,
    SKT_TOKEN_END /* of the input */
} skt_token_kind;

/* Slices are into the stream: good until the next token. A long text comes in pieces. */
typedef struct skt_token {
    skt_token_kind kind;
    skt_str prefix, name; /* "dc", "date" of <dc:date> */
    skt_str text;         /* of text and CDATA; of a tag all of it, from "<" to ">" */
    size_t line;
} skt_token;

typedef struct skt_tags {
    skt_stream *stream;
    bool in_cdata;
    size_t taken;    /* bytes of the last token, to be taken off the stream */
    size_t failures; /* what began like a tag and was none; more for what is longer */
    bool broken;     /* the last token was a "<" that begins no tag, or a section left open */
} skt_tags;

/* The next token; comments, declarations and processing instructions are passed over.
 * Errors: SKT_E_NOMEM, SKT_E_IO. */
skt_status skt_tags_next(skt_token *out, skt_tags *tags);
/* The value of an attribute, with references as they stand; or none. */
skt_str skt_token_attribute(const skt_token *token, const char *name);

#endif
