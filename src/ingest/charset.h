/* Which charset the bytes of an input are in. */
#ifndef SKT_INGEST_CHARSET_H
#define SKT_INGEST_CHARSET_H

#include "core/str.h"

enum { SKT_CHARSET_NAME = 40 }; /* bytes of a charset's name with its NUL */

typedef enum skt_charset_origin {
    SKT_CHARSET_DEFAULT,  /* UTF-8, as nothing speaks against it */
    SKT_CHARSET_MARK,     /* a byte order mark, or the zero bytes of UTF-16 */
    SKT_CHARSET_DECLARED, /* the XML declaration, <meta charset> */
    SKT_CHARSET_DETECTED, /* by its letters: it declares none */
    SKT_CHARSET_MISTAKEN, /* by its letters, and it declares another */
    SKT_CHARSET_UNKNOWN   /* by its letters it is none */
} skt_charset_origin;

typedef struct skt_charset {
    char name[SKT_CHARSET_NAME];     /* that ICU knows; "UTF-8" */
    char declared[SKT_CHARSET_NAME]; /* "" where none is */
    skt_charset_origin origin;
    size_t mark; /* bytes of the byte order mark */
} skt_charset;

/* Of an input that begins with `head`: by its byte order mark; else UTF-8, where that is
 * what it is; else by what the server declares (`by_server`, or NULL), else by what it declares
 * itself, unless its letters are plainly of another charset; else by its letters (ICU's
 * detector). */
skt_charset skt_charset_of(skt_str head, const char *by_server);

#endif
