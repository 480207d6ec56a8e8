/* Configuration files: [sections], "name = value", and comments. */
#ifndef SKT_CORE_INI_H
#define SKT_CORE_INI_H

#include "core/str.h"

typedef enum skt_ini_kind {
    SKT_INI_SECTION, /* name: the section's, blanks cut */
    SKT_INI_VALUE,
    SKT_INI_WRONG, /* neither these nor a comment */
    SKT_INI_END
} skt_ini_kind;

/* One line that is no comment. Slices point into the text. */
typedef struct skt_ini_line {
    skt_ini_kind kind;
    skt_str section; /* that it stands in; empty before the first */
    skt_str name, value;
    size_t line;
} skt_ini_line;

/* Where reading is. Begin with the text in `rest`, and zeros. */
typedef struct skt_ini {
    skt_str rest, section;
    size_t line;
} skt_ini;

/* The next line. A comment is a line that begins with ";" or "#", or what stands behind a
 * blank and ";". Blanks around names and values, and before a line, do not matter. */
void skt_ini_next(skt_ini_line *out, skt_ini *ini);

#endif
