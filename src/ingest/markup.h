/* Text out of values that may hold markup. Inside the ingest module. */
#ifndef SKT_INGEST_MARKUP_H
#define SKT_INGEST_MARKUP_H

#include "core/buf.h"

/* What a reference to one of the characters 0x80 to 0x9F was meant for: pages of the time of
 * windows-1252 have "&#146;" for an apostrophe (HTML, section 13.2.5.84). Others are as they
 * are. */
uint32_t skt_markup_legacy(uint32_t code_point);
/* Appends `text` with the references of XML and HTML ("&amp;", "&#8217;", "&nbsp;")
 * resolved; what is none stays as it is ("?a=1&b=2"). */
void skt_markup_decode(skt_buf *out, skt_str text);
/* Appends the words of a value: of HTML its paragraphs, of plain text all of it. A value
 * is HTML if it has tags that HTML knows. No-break spaces become spaces, CR LF a
 * line feed. */
void skt_markup_plain(skt_buf *out, skt_str value);
/* Whether skt_markup_plain surely adds the value as it is. */
bool skt_markup_is_plain(skt_str value);

#endif
