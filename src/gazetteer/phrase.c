/* Words of a text annotated with phrases of the word dictionary. */
#include "gazetteer/mention.h"

skt_str skt_gaz_join(char *out, const skt_text *text, uint32_t first, uint32_t end)
{
    const skt_str none = {out, 0};
    size_t length = 0;
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
        const bool gap = length > 0 && word->kind != SKT_WORD_SUFFIX;
        if (length + gap + word->fold.len >= SKT_GAZ_MAX_KEY_BYTES) {
            return none;
        }
        if (gap) {
            out[length++] = ' ';
        }
        for (size_t j = 0; j < word->fold.len; j++) {
            /* As skt_gaz_fold_name: no signs ("U.S.", "1,5"). */
            const char c = word->fold.ptr[j];
            if (c != '.' && c != ',' && c != ':' && c != '\'') {
                out[length++] = c;
            }
        }
    }
    return (skt_str){out, length};
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

static void annotate_from(skt_gaz_finder *f, uint32_t first)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    const uint32_t n = (uint32_t)f->text->n_words;
    const uint32_t limit = n - first < 7 ? n : first + 7;
    for (uint32_t end = first + 1; end <= limit; end++) {
        if (f->text->words[end - 1].kind == SKT_WORD_HYPHEN) {
            continue;
        }
        const skt_str joined = skt_gaz_join(key, f->text, first, end);
        if (joined.len == 0) {
            break;
        }
        const skt_gaz_hit hit = skt_gaz_find(&f->gazetteer->words, joined);
        if (hit.count == 0) {
            continue;
        }
        const skt_gaz_phrase phrase = {first, end, hit};
        f->starting[first] = phrase;
        if (f->ending[end].first == f->ending[end].end || f->ending[end].first > first) {
            f->ending[end] = phrase;
        }
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
