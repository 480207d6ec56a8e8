#include "gazetteer/stem.h"

enum { LEAST_BYTES = 3 };

typedef struct stripper {
    skt_gaz_is_type_fn *is_type;
    const void *words;
} stripper;

/* How many bytes the longest type word at the end (or start) of `key` takes, with
 * the space; 0 if there is none or nothing would be left. */
static size_t type_bytes(const stripper *s, skt_str key, skt_gaz_class type, bool at_end)
{
    size_t best = 0;
    for (size_t i = 1; i + 1 < key.len; i++) {
        if (key.ptr[i] != ' ') {
            continue;
        }
        const skt_str part =
            at_end ? skt_str_sub(key, i + 1, key.len - i - 1) : skt_str_sub(key, 0, i);
        if (s->is_type(s->words, part, type) && part.len + 1 > best) {
            best = part.len + 1;
        }
    }
    return best;
}

/* "refinery in Tuapse" leaves "in tuapse", which is no name. */
static bool begins_with_preposition(const stripper *s, skt_str key)
{
    const size_t space = skt_str_find(key, SKT_LIT(" "), 0);
    const skt_str word = skt_str_sub(key, 0, space == SIZE_MAX ? key.len : space);
    return s->is_type(s->words, word, SKT_GAZ_PLACE_PREP) || s->is_type(s->words, word, SKT_GAZ_OF);
}

skt_str skt_gaz_stem_of(skt_str key, skt_gaz_class type, skt_gaz_is_type_fn *is_type,
                        const void *words)
{
    const stripper s = {is_type, words};
    const size_t full = key.len;
    for (size_t cut = 1; cut != 0;) {
        cut = type_bytes(&s, key, type, true);
        key.len -= cut;
    }
    /* "Port Sudan Air Base" is no base of Sudan's. */
    const bool done = type == SKT_GAZ_FACILITY_WORD && key.len != full;
    for (size_t cut = !done; cut != 0;) {
        cut = type_bytes(&s, key, type, false);
        key = skt_str_sub(key, cut, key.len - cut);
    }
    const bool name =
        key.len != full && key.len >= LEAST_BYTES && !begins_with_preposition(&s, key);
    return name ? key : SKT_STR_NONE;
}
