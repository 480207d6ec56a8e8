#include "claims/prefixes.h"

#include "claims/lexicon_table.h"
#include "claims/when_terms.h"
#include "core/hash.h"

enum { PIECES = 4 /* words that one may be parted into */ };

/* ----------------------------------------------------------------- reading */

/* `text` folded, in `arena`. */
static skt_status fold_to(skt_str *out, skt_str text, skt_arena *arena)
{
    skt_buf fold = SKT_BUF_INIT;
    skt_fold(&fold, text);
    const skt_status status =
        fold.failed ? SKT_E_NOMEM : skt_arena_str(out, arena, skt_buf_str(&fold));
    skt_buf_dispose(&fold);
    return status;
}

skt_status skt_prefix_set(skt_prefix *prefix, skt_str key, skt_str value, skt_arena *arena)
{
    if (skt_str_is(key, "word")) {
        return fold_to(&prefix->word, value, arena);
    }
    if (skt_str_is(key, "gives")) {
        return fold_to(&prefix->gives, value, arena);
    }
    if (skt_str_is(key, "order") && value.len == 1 && value.ptr[0] > '0' && value.ptr[0] <= '9') {
        prefix->order = value.ptr[0] - '0';
        return SKT_OK;
    }
    if (!skt_str_is(key, "kind")) {
        return SKT_E_DATA;
    }
    prefix->article |= skt_str_is(value, "article");
    prefix->whole |= skt_str_is(value, "whole");
    return prefix->article || prefix->whole ? SKT_OK : SKT_E_DATA;
}

bool skt_words_add_prefix(skt_words *words, skt_str text, skt_prefix prefix, skt_arena *arena)
{
    if (fold_to(&prefix.text, text, arena) != SKT_OK) {
        return false;
    }
    if (prefix.whole) {
        return skt_phrases_add_grammar(&words->phrases, prefix.text, 0);
    }
    prefix.word = prefix.word.len > 0 ? prefix.word : prefix.text;
    return skt_vec_push(&words->prefixes, prefix) &&
           skt_topic_prefix(&words->phrases.topic, prefix.text) &&
           (!prefix.article || skt_vec_push(&words->phrases.articles, prefix.text));
}

/* ----------------------------------------------------------------- parting */

/* The pieces of one word: prefixes, then the rest. */
typedef struct parting {
    const skt_prefix *prefixes[PIECES - 1];
    size_t n;
    skt_str rest; /* folded */
} parting;

typedef struct parter {
    const skt_words *words;
    skt_arena *arena;
    const skt_text *text;
    skt_word *out;
    size_t n, capacity;
} parter;

/* What is left of `fold` without the prefix; none where it does not begin with it. */
static skt_str without(parter *p, skt_str fold, const skt_prefix *prefix)
{
    if (fold.len <= prefix->text.len || !skt_str_starts(fold, prefix->text)) {
        return SKT_STR_NONE;
    }
    const skt_str tail = skt_str_sub(fold, prefix->text.len, fold.len - prefix->text.len);
    if (prefix->gives.len == 0) {
        return tail;
    }
    char *whole = skt_arena_alloc(p->arena, prefix->gives.len + tail.len);
    if (whole == NULL) {
        return SKT_STR_NONE;
    }
    memcpy(whole, prefix->gives.ptr, prefix->gives.len);
    memcpy(whole + prefix->gives.len, tail.ptr, tail.len);
    return (skt_str){whole, prefix->gives.len + tail.len};
}

/* Whether the lexicon has a word, or a phrase of time begins with it. */
static bool is_known(const skt_words *words, skt_str fold)
{
    const skt_word word = {.fold = fold, .hash = skt_word_hash(fold)};
    size_t times;
    return skt_phrases_know(&words->phrases, fold) ||
           skt_time_phrases(&times, words->time, &word) != NULL;
}

/* Finds prefixes from `order` on behind which `fold` is known. */
static bool find_known(parting *out, parter *p, skt_str fold, int order)
{
    enum { LEAST = 4 }; /* bytes of the rest: two letters */
    const skt_prefixes *prefixes = &p->words->prefixes;
    for (size_t i = 0; i < prefixes->count && out->n < PIECES - 1; i++) {
        const skt_prefix *prefix = &prefixes->items[i];
        const skt_str rest =
            prefix->article || prefix->order < order ? SKT_STR_NONE : without(p, fold, prefix);
        if (rest.len < LEAST) {
            continue;
        }
        out->prefixes[out->n++] = prefix;
        if (is_known(p->words, rest)) {
            out->rest = rest;
            return true;
        }
        if (find_known(out, p, rest, prefix->order + 1)) {
            return true;
        }
        out->n--;
    }
    return false;
}

/* Finds prefixes that fill the first `length` bytes of `fold`. */
static bool find_within(parting *out, parter *p, skt_str fold, size_t length, int order)
{
    const skt_prefixes *prefixes = &p->words->prefixes;
    for (size_t i = 0; i < prefixes->count && out->n < PIECES - 1; i++) {
        const skt_prefix *prefix = &prefixes->items[i];
        const skt_str rest = prefix->article || prefix->order < order || prefix->text.len > length
                                 ? SKT_STR_NONE
                                 : without(p, fold, prefix);
        if (rest.len == 0) {
            continue;
        }
        out->prefixes[out->n++] = prefix;
        out->rest = rest;
        if (prefix->text.len == length ||
            find_within(out, p, rest, length - prefix->text.len, prefix->order + 1)) {
            return true;
        }
        out->n--;
    }
    return false;
}

/* ----------------------------------------------------------------- writing */

static skt_status push(parter *p, skt_word word)
{
    if (p->n == p->capacity) {
        const size_t wanted =
            p->capacity == 0 ? p->text->n_words + p->text->n_words / 4 + 16 : p->capacity * 2;
        skt_word *grown = skt_arena_array(p->arena, wanted, sizeof *grown);
        if (grown == NULL) {
            return SKT_E_NOMEM;
        }
        if (p->n > 0) {
            memcpy(grown, p->out, p->n * sizeof *grown);
        }
        p->out = grown;
        p->capacity = wanted;
    }
    word.flags = (uint8_t)(word.flags & ~(unsigned)SKT_WORD_BEGINS); /* is told anew */
    p->out[p->n++] = word;
    return SKT_OK;
}

/* How many bytes of `text` fold to `folded` bytes. */
static size_t bytes_of(skt_str text, size_t folded)
{
    skt_buf fold = SKT_BUF_INIT;
    size_t at = 0;
    while (at < text.len && fold.len < folded && !fold.failed) {
        const size_t from = at;
        (void)skt_utf8_next(text, &at);
        skt_fold(&fold, skt_str_sub(text, from, at - from));
    }
    skt_buf_dispose(&fold);
    return at;
}

/* A piece of `word`, `text` bytes of it. */
static skt_status push_piece(parter *p, skt_word *word, size_t text, skt_str fold)
{
    skt_word piece = *word;
    piece.text = skt_str_sub(word->text, 0, text);
    piece.fold = fold;
    piece.hash = skt_word_hash(fold);
    word->text = skt_str_sub(word->text, text, word->text.len - text);
    word->offset += (uint32_t)text;
    word->flags |= SKT_WORD_SPACE;
    return push(p, piece);
}

static skt_status push_parted(parter *p, skt_word word, const parting *found)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < found->n && status == SKT_OK; i++) {
        const skt_prefix *prefix = found->prefixes[i];
        status = push_piece(p, &word, bytes_of(word.text, prefix->text.len), prefix->word);
    }
    return status == SKT_OK ? push_piece(p, &word, word.text.len, found->rest) : status;
}

/* Whether a word is nothing but a prefix that is tied to what stands behind it: "ב-12", "و5". */
static bool is_tied(const parter *p, size_t at)
{
    const skt_word *word = &p->text->words[at];
    const skt_word *next = at + 1 < p->text->n_words ? word + 1 : NULL;
    if (next == NULL || word->kind != SKT_WORD_LETTERS || (next->flags & SKT_WORD_SPACE) != 0 ||
        (next->kind != SKT_WORD_HYPHEN && next->kind != SKT_WORD_DIGITS)) {
        return false;
    }
    for (size_t i = 0; i < p->words->prefixes.count; i++) {
        const skt_prefix *prefix = &p->words->prefixes.items[i];
        if (skt_str_eq(word->fold, prefix->text)) {
            return true;
        }
    }
    return false;
}

static skt_status finish(skt_text *text, const parter *p)
{
    return skt_text_take(text, p->out, p->n, p->arena);
}

skt_status skt_prefixes_part(skt_text *text, const skt_words *words, skt_arena *arena)
{
    if (words->prefixes.count == 0) {
        return SKT_OK;
    }
    parter p = {.words = words, .arena = arena, .text = text};
    skt_status status = SKT_OK;
    bool tied = false;
    for (size_t i = 0; i < text->n_words && status == SKT_OK; i++) {
        skt_word word = text->words[i];
        parting found = {.n = 0};
        if (tied && word.kind == SKT_WORD_HYPHEN) {
            continue;
        }
        word.flags = (uint8_t)(word.flags | (tied ? SKT_WORD_SPACE : 0U));
        tied = is_tied(&p, i);
        status = !tied && word.kind == SKT_WORD_LETTERS && !is_known(words, word.fold) &&
                         find_known(&found, &p, word.fold, 0)
                     ? push_parted(&p, word, &found)
                     : push(&p, word);
    }
    return status == SKT_OK ? finish(text, &p) : status;
}

skt_status skt_prefixes_part_names(skt_text *text, skt_toponyms *toponyms, bool *parted,
                                   const skt_words *words, skt_arena *arena)
{
    *parted = false;
    for (size_t i = 0; i < toponyms->count && words->prefixes.count > 0; i++) {
        *parted |= toponyms->items[i].prefix > 0;
    }
    if (!*parted) {
        return SKT_OK;
    }
    parter p = {.words = words, .arena = arena, .text = text};
    uint32_t *places = skt_arena_array(arena, text->n_words + 1, sizeof *places);
    skt_status status = places == NULL ? SKT_E_NOMEM : SKT_OK;
    size_t next = 0;
    for (size_t i = 0; i < text->n_words && status == SKT_OK; i++) {
        parting found = {.n = 0};
        while (next < toponyms->count && toponyms->items[next].first < i) {
            next++;
        }
        const skt_toponym *name = next < toponyms->count ? &toponyms->items[next] : NULL;
        const bool prefixed = name != NULL && name->first == i && name->prefix > 0 &&
                              find_within(&found, &p, text->words[i].fold, name->prefix, 0);
        status = prefixed ? push_parted(&p, text->words[i], &found) : push(&p, text->words[i]);
        places[i] = (uint32_t)p.n - 1; /* of the name itself */
    }
    for (size_t i = 0; i < toponyms->count && status == SKT_OK; i++) {
        skt_toponym *name = &toponyms->items[i];
        name->first = places[name->first];
        name->end = places[name->end - 1] + 1;
        name->prefix = 0;
    }
    return status == SKT_OK ? finish(text, &p) : status;
}
