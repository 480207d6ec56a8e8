/* Keys put together from the words of a text. */
#include "gazetteer/mention.h"

/* "St. Petersburg": the full stop of an abbreviation inside a name. */
static bool is_short_stop(const skt_text *text, uint32_t first, uint32_t at)
{
    return at > first && skt_str_is(text->words[at].text, ".") && text->words[at - 1].text.len <= 3;
}

/* Adds a word's key and brings the hash up to its end. */
static void add_folded(skt_gaz_joined *joined, skt_str fold)
{
    char *to = joined->key + joined->length;
    for (size_t i = 0; i < fold.len; i++) {
        const char c = fold.ptr[i];
        /* As skt_gaz_fold_name: no signs ("U.S.", "1,5"). */
        if (c == '.' || c == ',' || c == ':' || c == '\'') {
            continue;
        }
        if (c == ' ') { /* a word that is two */
            const char *last = joined->key + joined->last;
            joined->before = skt_gaz_hash_add(joined->before,
                                              skt_word_hash((skt_str){last, (size_t)(to - last)}));
            joined->last = (size_t)(to + 1 - joined->key);
        }
        *to++ = c;
    }
    joined->length = (size_t)(to - joined->key);
    const skt_str last = {joined->key + joined->last, joined->length - joined->last};
    joined->hash = skt_gaz_hash_add(joined->before, skt_word_hash(last));
}

bool skt_gaz_join_next(skt_gaz_joined *joined, const skt_text *text, uint32_t first, uint32_t at)
{
    const skt_word *word = &text->words[at];
    if (word->sentence != text->words[first].sentence) {
        return false;
    }
    if (word->kind == SKT_WORD_HYPHEN || word->kind == SKT_WORD_PUNCT) {
        return word->kind == SKT_WORD_HYPHEN || is_short_stop(text, first, at);
    }
    const bool gap = joined->length > 0 && word->kind != SKT_WORD_SUFFIX;
    if (joined->length + gap + word->fold.len >= SKT_GAZ_MAX_KEY_BYTES) {
        return false;
    }
    if (gap) {
        joined->key[joined->length++] = ' ';
        joined->before = joined->hash;
        joined->last = joined->length;
    }
    add_folded(joined, word->fold);
    return true;
}

bool skt_gaz_join_goes_on(const skt_gaz_joined *joined, const skt_gaz_dict *dict,
                          const skt_text *text, uint32_t end)
{
    /* What is hung on the last word ("'s") makes another word of it. */
    return end < text->n_words &&
           (text->words[end].kind == SKT_WORD_SUFFIX || skt_gaz_goes_on(dict, joined->hash));
}

skt_str skt_gaz_join(char *out, const skt_text *text, uint32_t first, uint32_t end)
{
    skt_gaz_joined joined;
    skt_gaz_join_begin(&joined);
    for (uint32_t i = first; i < end; i++) {
        if (!skt_gaz_join_next(&joined, text, first, i) ||
            (i + 1 == end && text->words[i].kind == SKT_WORD_PUNCT)) {
            return (skt_str){out, 0};
        }
    }
    memcpy(out, joined.key, joined.length);
    return (skt_str){out, joined.length};
}
