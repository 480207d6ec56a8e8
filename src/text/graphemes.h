/* Characters as a reader sees them. */
#ifndef SKT_TEXT_GRAPHEMES_H
#define SKT_TEXT_GRAPHEMES_H

#include "core/str.h"

/* The longest beginning of `text` (UTF-8) of at most `limit` bytes that ends between two
 * extended grapheme clusters (Unicode Standard Annex 29): it parts no letter from its marks,
 * no flag and no joined emoji. Where the first cluster is longer than `limit`, it ends at a
 * character. */
skt_str skt_str_cut_graphemes(skt_str text, size_t limit);

#endif
