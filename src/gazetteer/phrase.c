/* Words of a text annotated with phrases of the word dictionary. */
#include "gazetteer/mention.h"

enum { PHRASE_TOKENS = 7 }; /* words and hyphens of the longest phrase */

/* A key that grows word by word. */
typedef struct phrase_key {
    char *bytes; /* SKT_GAZ_MAX_KEY_BYTES */
    size_t length, spaces;
} phrase_key;

/* False if the key would be longer than any. */
static bool add_word(phrase_key *key, const skt_word *word)
{
    const bool gap = key->length > 0 && word->kind != SKT_WORD_SUFFIX;
    if (key->length + gap + word->fold.len >= SKT_GAZ_MAX_KEY_BYTES) {
        return false;
    }
    if (gap) {
        key->bytes[key->length++] = ' ';
        key->spaces++;
    }
    for (size_t i = 0; i < word->fold.len; i++) {
        /* As skt_gaz_fold_name: no signs ("U.S.", "1,5"). */
        const char c = word->fold.ptr[i];
        if (c != '.' && c != ',' && c != ':' && c != '\'') {
            key->bytes[key->length++] = c;
            key->spaces += c == ' ';
        }
    }
    return true;
}

skt_str skt_gaz_join(char *out, const skt_text *text, uint32_t first, uint32_t end)
{
    const skt_str none = {out, 0};
    phrase_key key = {.bytes = out};
    for (uint32_t i = first; i < end; i++) {
        const skt_word *word = &text->words[i];
        if (word->sentence != text->words[first].sentence) {
            return none;
        }
        if (word->kind == SKT_WORD_HYPHEN) {
            continue;
        }
        if (word->kind == SKT_WORD_PUNCT) {
            /* "St. Petersburg": the full stop of an abbreviation inside a name. */
            const bool stop = skt_str_is(word->text, ".") && i > first && i + 1 < end &&
                              text->words[i - 1].text.len <= 3;
            if (!stop) {
                return none;
            }
            continue;
        }
        if (!add_word(&key, word)) {
            return none;
        }
    }
    return (skt_str){out, key.length};
}

bool skt_gaz_phrase_value(const skt_gaz_phrase *phrase, skt_gaz_class type, unsigned position,
                          uint32_t *value)
{
    for (size_t i = 0; i < phrase->hit.count; i++) {
        const uint32_t v = phrase->hit.values[i];
        if (SKT_GAZ_WORD_CLASS(v) == type && (SKT_GAZ_WORD_POSITION(v) & position) == position) {
            *value = v;
            return true;
        }
    }
    return false;
}

bool skt_gaz_phrase_has(const skt_gaz_phrase *phrase, skt_gaz_class type)
{
    uint32_t value;
    return skt_gaz_phrase_value(phrase, type, 0, &value);
}

bool skt_gaz_phrase_stops(const skt_gaz_phrase *phrase)
{
    for (size_t i = 0; i < phrase->hit.count; i++) {
        const skt_gaz_class type = SKT_GAZ_WORD_CLASS(phrase->hit.values[i]);
        if (type >= SKT_GAZ_STOP_WEAPON && type != SKT_GAZ_STOP_WORD) {
            return true;
        }
    }
    return false;
}

/* The slot of skt_gazetteer.phrase_words for a key: by its first word. */
static size_t first_word_slot(skt_str key)
{
    size_t length = 0;
    while (length < key.len && key.ptr[length] != ' ') {
        length++;
    }
    return (size_t)(skt_gaz_key_hash(skt_str_sub(key, 0, length)) % SKT_GAZ_PHRASE_SLOTS);
}

void skt_gaz_index_phrases(skt_gazetteer *gazetteer)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    for (uint32_t i = 0; i < gazetteer->words.n; i++) {
        const skt_str key = skt_gaz_key_text(text, &gazetteer->words, i);
        uint8_t words = 1;
        for (size_t at = 0; at < key.len; at++) {
            words = (uint8_t)(words + (key.ptr[at] == ' ' && words < UINT8_MAX));
        }
        uint8_t *most = &gazetteer->phrase_words[first_word_slot(key)];
        *most = words > *most ? words : *most;
    }
}

/* Keeps the phrase of words [first, end), if it is one. */
static void note_phrase(skt_gaz_finder *f, uint32_t first, uint32_t end, skt_str key)
{
    const skt_gaz_hit hit = skt_gaz_find(&f->gazetteer->words, key);
    if (hit.count == 0) {
        return;
    }
    const skt_gaz_phrase phrase = {first, end, hit};
    f->starting[first] = phrase;
    if (f->ending[end].first == f->ending[end].end) {
        f->ending[end] = phrase; /* what starts earlier is longer */
    }
}

static void annotate_from(skt_gaz_finder *f, uint32_t first)
{
    char bytes[SKT_GAZ_MAX_KEY_BYTES];
    phrase_key key = {.bytes = bytes};
    const skt_word *words = f->text->words;
    const size_t n = f->text->n_words - first;
    const uint32_t limit = first + (uint32_t)(n < PHRASE_TOKENS ? n : PHRASE_TOKENS);
    if (!add_word(&key, &words[first]) || key.length == 0) {
        return;
    }
    /* A suffix would make the first word another one. */
    const bool grows = first + 1 < limit && words[first + 1].kind == SKT_WORD_SUFFIX;
    const size_t most =
        grows ? PHRASE_TOKENS
              : f->gazetteer->phrase_words[first_word_slot((skt_str){bytes, key.length})];
    uint32_t end = first + 1;
    while (key.spaces < most) {
        note_phrase(f, first, end, (skt_str){bytes, key.length});
        end += end < limit && words[end].kind == SKT_WORD_HYPHEN;
        if (end >= limit || words[end].sentence != words[first].sentence ||
            words[end].kind == SKT_WORD_PUNCT || words[end].kind == SKT_WORD_HYPHEN ||
            !add_word(&key, &words[end])) {
            return;
        }
        end++;
    }
}

skt_status skt_gaz_annotate(skt_gaz_finder *f)
{
    const size_t n = f->text->n_words;
    f->starting = skt_arena_array(f->arena, n + 1, sizeof *f->starting);
    f->ending = skt_arena_array(f->arena, n + 1, sizeof *f->ending);
    if (f->starting == NULL || f->ending == NULL) {
        return SKT_E_NOMEM;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint8_t kind = f->text->words[i].kind;
        if (kind == SKT_WORD_LETTERS || kind == SKT_WORD_DIGITS) {
            annotate_from(f, i);
        }
    }
    return SKT_OK;
}
