/* Keys put together from the words of a text. */
#include "gazetteer/mention.h"

/* "St. Petersburg": the full stop of an abbreviation inside a name. */
static bool is_short_stop(const skt_text *text, uint32_t first, uint32_t at)
{
    return at > first && skt_str_is(text->words[at].text, ".") && text->words[at - 1].text.len <= 3;
}

/* "mer d'Azov": whether what stands before an apostrophe is a word of its own in the text; names
 * have it in one word with what follows. */
static bool is_cut_off(const skt_word *word)
{
    const skt_str text = word->text;
    const char last = text.len > 1 ? text.ptr[text.len - 1] : ' ';
    return (last == '\'' || last == '\x99') && word->kind == SKT_WORD_LETTERS &&
           (text.ptr[text.len - 1] == '\'' || skt_str_ends(text, SKT_LIT("\xE2\x80\x99")));
}

/* Whether word `at` of the text is one word with the one before it. */
static bool is_hung(const skt_text *text, uint32_t first, uint32_t at)
{
    return text->words[at].kind == SKT_WORD_SUFFIX ||
           (at > first && is_cut_off(&text->words[at - 1]));
}

/* Writes a word's key behind those before it and brings the hash up to its end. */
static void add_folded(skt_gaz_joined *joined, const skt_word *word)
{
    const uint32_t at = (uint32_t)(word - joined->text->words);
    if (joined->length > 0 && !is_hung(joined->text, joined->first, at)) {
        joined->key[joined->length++] = ' ';
        joined->before = joined->hash;
        joined->last = joined->length;
    }
    char *to = joined->key + joined->length;
    for (size_t i = 0; i < word->fold.len; i++) {
        const char c = word->fold.ptr[i];
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

/* Writes the text of the words that were only hashed. */
static void write_words(skt_gaz_joined *joined)
{
    if (joined->written) {
        return;
    }
    joined->written = true;
    joined->length = joined->last = 0;
    joined->before = joined->hash = SKT_GAZ_HASH_SEED;
    for (uint32_t i = joined->first; i < joined->end; i++) {
        const skt_word *word = &joined->text->words[i];
        if (word->kind != SKT_WORD_HYPHEN && word->kind != SKT_WORD_PUNCT) {
            add_folded(joined, word);
        }
    }
}

bool skt_gaz_join_next(skt_gaz_joined *joined)
{
    const uint32_t at = joined->end;
    const skt_word *word = &joined->text->words[at];
    if (word->sentence != joined->text->words[joined->first].sentence) {
        return false;
    }
    if (word->kind == SKT_WORD_HYPHEN || word->kind == SKT_WORD_PUNCT) {
        joined->end++;
        return word->kind == SKT_WORD_HYPHEN || is_short_stop(joined->text, joined->first, at);
    }
    const bool gap = joined->length > 0 && word->kind != SKT_WORD_SUFFIX;
    if (joined->length + gap + word->fold.len >= SKT_GAZ_MAX_KEY_BYTES) {
        return false;
    }
    if ((word->flags & SKT_WORD_PLAIN) == 0 || joined->written) {
        write_words(joined);
        add_folded(joined, word);
    } else {
        joined->hash = skt_gaz_hash_add(joined->hash, word->hash);
        joined->length += gap + word->fold.len;
    }
    joined->end++;
    return true;
}

bool skt_gaz_join_goes_on(const skt_gaz_joined *joined, const skt_gaz_dict *dict)
{
    /* What is hung on the last word ("'s") makes another word of it. */
    return joined->end < joined->text->n_words &&
           (is_hung(joined->text, joined->first, joined->end) ||
            skt_gaz_goes_on(dict, joined->hash));
}

skt_str skt_gaz_joined_str(skt_gaz_joined *joined)
{
    if (!joined->written && joined->end == joined->first + 1) {
        return joined->text->words[joined->first].fold;
    }
    write_words(joined);
    return (skt_str){joined->key, joined->length};
}

skt_gaz_hit skt_gaz_find_joined(const skt_gaz_dict *dict, skt_gaz_joined *joined)
{
    return skt_gaz_may_have(dict, joined->hash)
               ? skt_gaz_find_hashed(dict, skt_gaz_joined_str(joined), joined->hash)
               : (skt_gaz_hit){UINT32_MAX, NULL, 0};
}

skt_str skt_gaz_join(char *out, const skt_text *text, uint32_t first, uint32_t end)
{
    skt_gaz_joined joined;
    skt_gaz_join_begin(&joined, text, first);
    for (uint32_t i = first; i < end; i++) {
        if (!skt_gaz_join_next(&joined) ||
            (i + 1 == end && text->words[i].kind == SKT_WORD_PUNCT)) {
            return (skt_str){out, 0};
        }
    }
    write_words(&joined);
    memcpy(out, joined.key, joined.length);
    return (skt_str){out, joined.length};
}
