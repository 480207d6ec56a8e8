/* Words of a text annotated with phrases of the word dictionary. */
#include "gazetteer/mention.h"

skt_gaz_phrase skt_gaz_phrase_of(uint32_t first, uint32_t end, skt_gaz_hit hit)
{
    enum { LAST = 31 };
    skt_gaz_phrase phrase = {first, end, 0, 0, hit};
    for (size_t i = 0; i < hit.count; i++) {
        const unsigned type = SKT_GAZ_WORD_CLASS(hit.values[i]);
        phrase.classes |= UINT32_C(1) << (type < LAST ? type : LAST);
        phrase.positions |= SKT_GAZ_WORD_POSITION(hit.values[i]);
    }
    return phrase;
}

bool skt_gaz_phrase_find(const skt_gaz_phrase *phrase, skt_gaz_class type, unsigned position,
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

bool skt_gaz_phrase_stops(const skt_gaz_phrase *phrase)
{
    return (phrase->classes & ~(UINT32_C(1) << SKT_GAZ_STOP_WORD)) >> SKT_GAZ_STOP_WEAPON != 0;
}

static void note_phrase(skt_gaz_finder *f, uint32_t first, uint32_t end, skt_gaz_hit hit)
{
    const skt_gaz_phrase phrase = skt_gaz_phrase_of(first, end, hit);
    f->starting[first] = phrase;
    f->cases += (phrase.positions & SKT_GAZ_CASES) != 0 &&
                (f->text->words[first].flags & SKT_WORD_CAPITAL) == 0;
    if (f->ending[end].first == f->ending[end].end || f->ending[end].first > first) {
        f->ending[end] = phrase;
    }
}

bool skt_gaz_has_cases(const skt_gaz_finder *f, uint32_t at)
{
    const unsigned char byte =
        f->text->words[at].fold.len == 0 ? 0 : (unsigned char)f->text->words[at].fold.ptr[0];
    return f->cases > 0 && byte < 0x80 &&
           (f->cases >= SKT_GAZ_SURE_CASES || (f->ending[at].positions & SKT_GAZ_CASES) != 0);
}

/* Whether word `first` begins no longer phrase; then it is annotated as it is. Most words
 * are done with here. */
static bool stands_alone(skt_gaz_finder *f, uint32_t first)
{
    const skt_word *word = &f->text->words[first];
    const skt_gaz_dict *words = &f->gazetteer->words;
    const uint64_t hash = skt_gaz_hash_add(SKT_GAZ_HASH_SEED, word->hash);
    const bool suffix = first + 1 < f->text->n_words && word[1].kind == SKT_WORD_SUFFIX;
    if ((word->flags & SKT_WORD_PLAIN) == 0 || suffix || skt_gaz_goes_on(words, hash) ||
        word->fold.len >= SKT_GAZ_MAX_KEY_BYTES) {
        return false;
    }
    const skt_gaz_hit hit = skt_gaz_find_hashed(words, word->fold, hash);
    if (hit.count > 0) {
        note_phrase(f, first, first + 1, hit);
    }
    return true;
}

static void annotate_from(skt_gaz_finder *f, uint32_t first)
{
    const skt_text *text = f->text;
    const skt_gaz_dict *words = &f->gazetteer->words;
    const uint32_t n = (uint32_t)text->n_words;
    const uint32_t limit = n - first < 7 ? n : first + 7;
    skt_gaz_joined joined;
    if (stands_alone(f, first)) {
        return;
    }
    skt_gaz_join_begin(&joined, text, first);
    for (uint32_t end = first + 1; end <= limit; end++) {
        const uint8_t kind = text->words[end - 1].kind;
        if (kind == SKT_WORD_PUNCT || !skt_gaz_join_next(&joined) || joined.length == 0) {
            break;
        }
        if (kind == SKT_WORD_HYPHEN) {
            continue;
        }
        const skt_gaz_hit hit = skt_gaz_find_joined(words, &joined);
        if (hit.count > 0) {
            note_phrase(f, first, end, hit);
        }
        if (!skt_gaz_join_goes_on(&joined, words)) {
            break;
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
        const skt_word *word = &f->text->words[i];
        if (word->kind == SKT_WORD_LETTERS || word->kind == SKT_WORD_DIGITS) {
            if ((word->flags & SKT_WORD_CAPITAL) != 0) { /* a name may begin here */
                skt_gaz_expect(&f->gazetteer->names,
                               skt_gaz_hash_add(SKT_GAZ_HASH_SEED, word->hash));
            }
            annotate_from(f, i);
        }
    }
    return SKT_OK;
}
