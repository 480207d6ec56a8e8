/* Stems: what is left of a name without its type words ("moscow" of "Moscow Oblast"). */
#ifndef SKT_GAZETTEER_STEM_H
#define SKT_GAZETTEER_STEM_H

#include "gazetteer/format.h"

#include "core/str.h"

/* Whether the folded `word` is one of the class. */
typedef bool skt_gaz_is_type_fn(const void *words, skt_str word, skt_gaz_class type);

/* The part of the folded `key` without type words of the class at its ends; none where
 * there are none, or what is left is no name. */
skt_str skt_gaz_stem_of(skt_str key, skt_gaz_class type, skt_gaz_is_type_fn *is_type,
                        const void *words);

#endif
