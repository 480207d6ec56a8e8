/* The little XML that QGIS styles and metadata need. */
#ifndef SKT_EXPORT_XML_H
#define SKT_EXPORT_XML_H

#include "core/buf.h"

/* Adds `text` fit for content and for attributes in double quotes. Control
 * characters that XML 1.0 cannot hold become spaces, U+FFFE and U+FFFF become U+FFFD. */
void skt_xml_add(skt_buf *out, skt_str text);
/* Adds `<name>text</name>` and a line end. */
void skt_xml_element(skt_buf *out, const char *name, const char *text);

/* In every file for QGIS that we write: one without it was saved by a user, and
 * is left as it is. QGIS keeps no comments. */
#define SKT_XML_MARK "written by skytally"

/* Adds the prolog of QGIS's own files, with SKT_XML_MARK in a comment. */
void skt_xml_begin_qgis(skt_buf *out);

#endif
