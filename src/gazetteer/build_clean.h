/* Which of a dump's names a report would use, and how it would spell them. */
#ifndef SKT_GAZETTEER_BUILD_CLEAN_H
#define SKT_GAZETTEER_BUILD_CLEAN_H

#include "core/arena.h"
#include "core/buf.h"

/* What a name's letters are. */
typedef struct skt_gaz_letters {
    bool valid;       /* well-formed UTF-8 without control characters, not empty */
    bool kept_script; /* one script alone, of those that are looked for */
    bool latin, upper, lower, digit;
    size_t length; /* code points */
} skt_gaz_letters;

skt_gaz_letters skt_gaz_letters_of(skt_str name);
/* Whether another name of a place is one that a text would use: no code, address or
 * machine's romanisation, digits only where its main name has some. */
bool skt_gaz_is_usable(skt_str name, bool digits);

typedef struct skt_gaz_spelling skt_gaz_spelling;

/* Reads spelling.tsv of the folder: how the names of a country are brought to the
 * spelling that English reports use. Without the table nothing changes. */
skt_status skt_gaz_spelling_open(skt_gaz_spelling **out, const char *dir, skt_diag *diag);
/* Appends the spelling of a name in Latin letters to `out`. */
void skt_gaz_spell(skt_buf *out, const skt_gaz_spelling *spelling, skt_str country, skt_str name);
void skt_gaz_spelling_free(skt_gaz_spelling *spelling);

#endif
