/* Words of a text annotated with phrases of the word dictionary. */
#include "gazetteer/known.h"
#include "gazetteer/mention.h"

enum { MOST_WORDS = 7 /* words and hyphens of the longest phrase */ };

static const skt_gaz_phrase no_phrase = {.hit = {.key = UINT32_MAX}};

skt_gaz_phrase skt_gaz_phrase_of(uint32_t first, uint32_t end, skt_gaz_hit hit)
{
    skt_gaz_phrase phrase = {.first = first, .end = end, .hit = hit};
    uint8_t positions;
    skt_gaz_value_classes(&phrase.classes, &positions, hit);
    phrase.positions = positions;
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

/* Room for one more phrase; it is taken for many at a time. NULL when memory is out. */
static inline skt_gaz_phrase *phrase_room(skt_gaz_finder *f)
{
    enum { MANY = 64 };
    if (f->n_room == 0) {
        f->room = skt_arena_room(f->arena, MANY, sizeof *f->room);
        f->n_room = f->room == NULL ? 0 : MANY;
    }
    return f->n_room == 0 ? NULL : &f->room[--f->n_room];
}

static inline skt_status note_phrase(skt_gaz_finder *f, const skt_gaz_phrase *found)
{
    skt_gaz_phrase *phrase = phrase_room(f);
    if (phrase == NULL) {
        return SKT_E_NOMEM;
    }
    *phrase = *found;
    f->starting[phrase->first] = phrase;
    f->classes |= phrase->classes;
    f->cases += (phrase->positions & SKT_GAZ_CASES) != 0 &&
                (f->text->words[phrase->first].flags & SKT_WORD_CAPITAL) == 0;
    if (f->ending[phrase->end] == &no_phrase) { /* it begins before those that come */
        f->ending[phrase->end] = phrase;
    }
    return SKT_OK;
}

bool skt_gaz_has_cases(const skt_gaz_finder *f, uint32_t at)
{
    const unsigned char byte =
        f->text->words[at].fold.len == 0 ? 0 : (unsigned char)f->text->words[at].fold.ptr[0];
    return f->cases > 0 && byte < 0x80 &&
           (f->cases >= SKT_GAZ_SURE_CASES || (f->ending[at]->positions & SKT_GAZ_CASES) != 0);
}

/* ------------------------------------------------ by the file's dictionary */

static skt_status look_up(skt_gaz_finder *f, uint32_t first, uint32_t limit)
{
    const skt_text *text = f->text;
    const skt_gaz_dict *words = &f->gazetteer->words;
    skt_gaz_joined joined;
    skt_status status = SKT_OK;
    skt_gaz_join_begin(&joined, text, first);
    for (uint32_t end = first + 1; end <= limit && status == SKT_OK; end++) {
        const uint8_t kind = text->words[end - 1].kind;
        if (kind == SKT_WORD_PUNCT || !skt_gaz_join_next(&joined) || joined.length == 0) {
            break;
        }
        if (kind == SKT_WORD_HYPHEN) {
            continue;
        }
        const skt_gaz_hit hit = skt_gaz_find_joined(words, &joined);
        if (hit.count > 0) {
            const skt_gaz_phrase phrase = skt_gaz_phrase_of(first, end, hit);
            status = note_phrase(f, &phrase);
        }
        if (!skt_gaz_join_goes_on(&joined, words)) {
            break;
        }
    }
    return status;
}

/* ------------------------------------------------------------ by the table */

/* Whether the plain words [first, end) are what the phrase says, a space between two. */
static bool are_words(const skt_gaz_known *known, const skt_word *first, const skt_word *end)
{
    const char *text = skt_gaz_known_text(known);
    const size_t length = known->n_text;
    size_t at = 0;
    for (const skt_word *word = first; word < end; word++) {
        if (word->kind == SKT_WORD_HYPHEN) {
            continue;
        }
        if (at > 0 && (at >= length || text[at++] != ' ')) {
            return false;
        }
        if (word->fold.len > length - at ||
            !skt_bytes_eq(text + at, word->fold.ptr, word->fold.len)) {
            return false;
        }
        at += word->fold.len;
    }
    return at == length;
}

/* The phrases that begin at a word, as far as the table tells them. */
typedef struct phrase_run {
    const skt_gaz_known *known[MOST_WORDS];
    uint32_t end[MOST_WORDS];
    size_t n;
} phrase_run;

/* Adds what the words [first, end), of that hash, are; whether phrases go on behind them. */
static bool take(phrase_run *run, const skt_word *words, const skt_gaz_knowns *knowns,
                 uint64_t hash, uint32_t first, uint32_t end)
{
    const skt_gaz_known *known = skt_gaz_known_first(knowns, hash);
    bool goes_on = false;
    while (known != NULL) {
        goes_on |= known->goes_on;
        if (known->values != NULL && are_words(known, words + first, words + end)) {
            run->known[run->n] = known;
            run->end[run->n++] = end;
            break;
        }
        known = skt_gaz_known_next(knowns, known);
    }
    return goes_on;
}

/* False where a word must be put together before it is looked up. */
static bool walk(phrase_run *run, const skt_word *words, const skt_gaz_knowns *knowns,
                 uint32_t first, uint32_t limit)
{
    uint64_t hash = SKT_GAZ_HASH_SEED;
    bool goes_on = true;
    run->n = 0;
    for (uint32_t at = first; at < limit && words[at].sentence == words[first].sentence; at++) {
        const skt_word *word = &words[at];
        if (word->kind == SKT_WORD_SUFFIX) {
            return false; /* it belongs to the word before it, whatever that is */
        }
        if (!goes_on || word->kind == SKT_WORD_PUNCT) {
            break;
        }
        if (word->kind == SKT_WORD_HYPHEN) {
            continue;
        }
        if ((word->flags & SKT_WORD_PLAIN) == 0 || word->fold.len >= SKT_GAZ_MAX_KEY_BYTES) {
            return false;
        }
        hash = skt_gaz_hash_add(hash, word->hash);
        goes_on = take(run, words, knowns, hash, first, at + 1);
    }
    return true;
}

/* ------------------------------------------------------------------- words */

static skt_status annotate_from(skt_gaz_finder *f, const skt_gaz_knowns *knowns, uint32_t first)
{
    const uint32_t n = (uint32_t)f->text->n_words;
    const uint32_t limit = n - first < MOST_WORDS ? n : first + MOST_WORDS;
    phrase_run found;
    if (knowns == NULL || !walk(&found, f->text->words, knowns, first, limit)) {
        return look_up(f, first, limit);
    }
    skt_status status = SKT_OK;
    for (size_t i = 0; i < found.n && status == SKT_OK; i++) {
        const skt_gaz_known *known = found.known[i];
        const skt_gaz_phrase phrase = {first,
                                       found.end[i],
                                       known->classes,
                                       known->positions,
                                       {UINT32_MAX, known->values, known->n_values}};
        status = note_phrase(f, &phrase);
    }
    return status;
}

/* Brings in what is read of the words that come: memory is far, and each look-up's next
 * address stands in what the last one read. */
static void expect_words(const skt_gaz_finder *f, const skt_gaz_knowns *knowns, uint32_t at)
{
    enum { SLOT = 12, KEY = 8, VALUE = 4 }; /* words ahead */
    const skt_text *text = f->text;
    const skt_gaz_dict *names = &f->gazetteer->names;
    const size_t left = text->n_words - at;
    const skt_word *words = &text->words[at];
    if (left > SLOT + 1) {
        const uint64_t hash = skt_gaz_hash_add(SKT_GAZ_HASH_SEED, words[SLOT].hash);
        if (knowns != NULL) {
            skt_gaz_known_expect(knowns, hash);
        }
        if ((words[SLOT].flags & SKT_WORD_CAPITAL) != 0) { /* a name may begin there */
            skt_gaz_expect(names, hash);
            skt_gaz_expect(names, skt_gaz_hash_add(hash, words[SLOT + 1].hash));
        }
    }
    if (left > KEY && (words[KEY].flags & SKT_WORD_CAPITAL) != 0) {
        skt_gaz_expect_key(names, skt_gaz_hash_add(SKT_GAZ_HASH_SEED, words[KEY].hash));
    }
    if (left > VALUE && (words[VALUE].flags & SKT_WORD_CAPITAL) != 0) {
        skt_gaz_expect_value(f->gazetteer, skt_gaz_hash_add(SKT_GAZ_HASH_SEED, words[VALUE].hash));
    }
}

skt_status skt_gaz_annotate(skt_gaz_finder *f)
{
    const size_t n = f->text->n_words;
    const skt_gaz_knowns *knowns = skt_gaz_knowns_for(f->gazetteer, n);
    skt_status status = SKT_OK;
    f->starting = skt_arena_array(f->arena, n + 1, sizeof *f->starting);
    f->ending = skt_arena_array(f->arena, n + 1, sizeof *f->ending);
    if (f->starting == NULL || f->ending == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i <= n; i++) {
        f->starting[i] = f->ending[i] = &no_phrase;
    }
    for (uint32_t i = 0; i < n && status == SKT_OK; i++) {
        const skt_word *word = &f->text->words[i];
        expect_words(f, knowns, i);
        if (word->kind == SKT_WORD_LETTERS || word->kind == SKT_WORD_DIGITS) {
            status = annotate_from(f, knowns, i);
        }
    }
    return status;
}
