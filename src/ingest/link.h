/* Addresses relative to another one. Inside the ingest module. */
#ifndef SKT_INGEST_LINK_H
#define SKT_INGEST_LINK_H

#include "core/arena.h"
#include "core/str.h"

/* `link` as seen from `base`, an absolute address: RFC 3986, section 5.2, for what pages write
 * (blanks around it, letters beyond ASCII). In `arena`, or `link` itself where it is absolute.
 * None where it leads to no page: "mailto:", "javascript:". */
skt_status skt_link_resolve(skt_str *out, skt_arena *arena, skt_str base, skt_str link);
/* The parts of an absolute address; none: not there. The path begins with "/" or is empty. */
typedef struct skt_link_parts {
    skt_str scheme, host, path, query; /* host: with name, password and port, if there are any */
} skt_link_parts;
skt_link_parts skt_link_split(skt_str address);
bool skt_link_is_web(skt_str address); /* http or https */

#endif
