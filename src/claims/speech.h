/* Between subject.c, which finds who speaks in a sentence, and source.c, which makes a voice
 * of it. Inside the claims module. */
#ifndef SKT_CLAIMS_SPEECH_H
#define SKT_CLAIMS_SPEECH_H

#include "claims/draft.h"

/* Who is found to speak: a source's item, or the items of a name, or whoever spoke last. */
typedef struct subject {
    size_t source;     /* item, or SIZE_MAX */
    size_t first, end; /* items of the name; equal: none */
    bool same;         /* "he said" */
    size_t cost;       /* SIZE_MAX: nobody */
} subject;

/* Who speaks in the sentence at hand. */
subject find_subject(const article *a);
/* The item behind the name that begins at item `first`; `first` where there is none. */
size_t name_after(const article *a, size_t first);
/* The source that is said of the name which ends before item `end` (", governor of"), or
 * SIZE_MAX. */
size_t source_behind(const article *a, size_t end);
/* Whether word `at` has the look of a name's. */
bool is_name_word(const skt_text *text, uint32_t at);
/* Whether a source of that kind speaks for its country. */
bool is_national(skt_str kind);

#endif
