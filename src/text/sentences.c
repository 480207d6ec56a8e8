#include "text/sentences.h"

#include "core/vec.h"

enum { LONGEST_ABBREVIATION = 7 }; /* bytes, so that they are compared as one number */

/* Words that bear a full stop of their own, folded. */
static const char abbreviations[][LONGEST_ABBREVIATION + 1] = {
    "mr",  "mrs",  "ms",  "dr",   "gen",  "col", "lt",  "capt",   "sgt", "maj",  "adm", "cmdr",
    "gov", "sen",  "rep", "st",   "no",   "jan", "feb", "mar",    "apr", "jun",  "jul", "aug",
    "sep", "sept", "oct", "nov",  "dec",  "vs",  "etc", "approx", "fig", "prof", "rev", "hon",
    "inc", "ltd",  "co",  "corp", "km",   "obl", "г",   "ул",     "обл", "тыс",  "млн", "им",
    "р",   "м",    "с",   "пос",  "стр",  "д",   "гг",  "тис",    "смт", "вул",  "кв",  "godz",
    "ok",  "woj",  "tys", "plk",  "pplk", "nr",  "tzw",
};

/* What stands behind an ordinal in digits and its full stop, folded: "am 3. September". */
static const char *const behind_ordinal[] = {
    "januar",   "janner",   "februar", "feber",     "marz",      "april",
    "mai",      "juni",     "juli",    "august",    "september", "oktober",
    "november", "dezember", "brigade", "jahrestag", "regiment"};

/* Whether the full stop behind word `before` makes a number of it that a name follows. */
static bool is_ordinal(const skt_word *before, const skt_word *after)
{
    enum { DIGITS = 3 };
    if (before->kind != SKT_WORD_DIGITS || before->text.len > DIGITS) {
        return false;
    }
    for (size_t i = 0; i < sizeof behind_ordinal / sizeof behind_ordinal[0]; i++) {
        if (skt_str_is(after->fold, behind_ordinal[i])) {
            return true;
        }
    }
    return false;
}

static bool is_abbreviation(skt_str fold)
{
    char padded[LONGEST_ABBREVIATION + 1] = {0};
    if (fold.len > LONGEST_ABBREVIATION) {
        return false;
    }
    memcpy(padded, fold.ptr, fold.len);
    for (size_t i = 0; i < sizeof abbreviations / sizeof abbreviations[0]; i++) {
        if (memcmp(padded, abbreviations[i], sizeof padded) == 0) {
            return true;
        }
    }
    return false;
}

bool skt_line_ends_paragraph(skt_str text, size_t at)
{
    /* A wrapped line is long, ends inside a sentence and goes on in lower case. */
    enum { WRAPPED_MIN = 50, WRAPPED_MAX = 100 };
    size_t next = at + 1;
    while (next < text.len &&
           (text.ptr[next] == ' ' || text.ptr[next] == '\t' || text.ptr[next] == '\r')) {
        next++;
    }
    if (next >= text.len || text.ptr[next] < 'a' || text.ptr[next] > 'z') {
        return true; /* a blank line too */
    }
    size_t length = 0;
    while (length <= WRAPPED_MAX && length < at && text.ptr[at - length - 1] != '\n') {
        length++;
    }
    const char last = length > 0 ? text.ptr[at - 1] : '\n';
    const bool ends = last == '.' || last == '!' || last == '?' || last == ':' || last == '"';
    return ends || length < WRAPPED_MIN || length > WRAPPED_MAX;
}

static bool is_sign(const skt_word *word, const char *signs)
{
    return word->kind == SKT_WORD_PUNCT && word->text.len == 1 &&
           strchr(signs, word->text.ptr[0]) != NULL;
}

static bool is_closing(const skt_word *word)
{
    return word->kind == SKT_WORD_PUNCT && (word->flags & SKT_WORD_SPACE) == 0 &&
           (is_sign(word, "\"')]") || skt_str_eq(word->text, SKT_LIT("\xE2\x80\x9D")) ||
            skt_str_eq(word->text, SKT_LIT("\xE2\x80\x99")) ||
            skt_str_eq(word->text, SKT_LIT("\xC2\xBB")));
}

static bool is_stop(const skt_word *word)
{
    return word->kind == SKT_WORD_PUNCT &&
           (is_sign(word, ".!?") || skt_str_eq(word->text, SKT_LIT("\xE2\x80\xA6")) || /* ... */
            skt_str_eq(word->text, SKT_LIT("\xD8\x9F"))); /* Arabic ? */
}

/* Whether what stands at `at` may begin a sentence. */
static bool may_begin(const skt_text *text, size_t at)
{
    const skt_word *word = &text->words[at];
    return word->kind == SKT_WORD_DIGITS || word->kind == SKT_WORD_PUNCT ||
           (word->flags & SKT_WORD_CAPITAL) != 0;
}

/* A dotted abbreviation ("a.m.") ends its sentence when a capital follows that
 * is not the next part of a name. */
static bool dotted_ends(const skt_text *text, size_t at)
{
    const skt_str fold = text->words[at].fold;
    return (skt_str_is(fold, "a.m.") || skt_str_is(fold, "p.m.")) && at + 1 < text->n_words &&
           (text->words[at + 1].flags & SKT_WORD_CAPITAL) != 0;
}

/* No sentence is longer: what goes on without a stop is a list or no prose, and
 * the cost of reading a sentence grows with the square of its length. */
enum { SENTENCE_WORDS = 600 };

/* The end of the stops and closing signs behind the stop at `at`. *known is one that was
 * found before, so that a long run of them is passed but once. */
static size_t stops_end(const skt_text *text, size_t at, size_t *known)
{
    const uint32_t paragraph = text->words[at].paragraph;
    size_t end = *known > at ? *known : at + 1;
    while (end < text->n_words && text->words[end].paragraph == paragraph &&
           (is_closing(&text->words[end]) || is_stop(&text->words[end]))) {
        end++;
    }
    *known = end;
    return end;
}

/* One past the last word of the sentence that begins at `first`, in its
 * paragraph. */
static size_t sentence_end(const skt_text *text, size_t first, size_t *stops)
{
    const uint32_t paragraph = text->words[first].paragraph;
    size_t at = first;
    for (; at < text->n_words && text->words[at].paragraph == paragraph; at++) {
        const skt_word *word = &text->words[at];
        if (at - first >= SENTENCE_WORDS) {
            return at;
        }
        if (word->kind == SKT_WORD_LETTERS && dotted_ends(text, at)) {
            return at + 1;
        }
        if (!is_stop(word)) {
            continue;
        }
        const bool full_stop = is_sign(word, ".");
        const skt_word *before = at > first ? &text->words[at - 1] : NULL;
        const bool initial = before != NULL && before->kind == SKT_WORD_LETTERS &&
                             before->text.len == 1 && (before->flags & SKT_WORD_CAPITAL) != 0;
        const size_t next = stops_end(text, at, stops);
        if (next >= text->n_words || text->words[next].paragraph != paragraph) {
            return next;
        }
        if ((text->words[next].flags & SKT_WORD_SPACE) == 0 || !may_begin(text, next)) {
            continue;
        }
        if (full_stop && before != NULL && next == at + 1 &&
            (initial || is_abbreviation(before->fold) || is_ordinal(before, &text->words[next]))) {
            continue;
        }
        return next;
    }
    return at;
}

skt_status skt_sentences_find(skt_text *out, skt_arena *arena)
{
    SKT_VEC(skt_span) sentences = {0};
    SKT_VEC(skt_span) paragraphs = {0};
    bool good = true;
    size_t at = 0;
    size_t stops = 0;
    while (good && at < out->n_words) {
        const uint32_t paragraph = out->words[at].paragraph;
        const size_t first = at;
        while (good && at < out->n_words && out->words[at].paragraph == paragraph) {
            const size_t end = sentence_end(out, at, &stops);
            good = skt_vec_push(&sentences, (skt_span){(uint32_t)at, (uint32_t)end});
            out->words[at].flags |= SKT_WORD_BEGINS;
            for (; at < end; at++) {
                out->words[at].sentence = (uint32_t)(sentences.count - 1);
            }
        }
        good = good && skt_vec_push(&paragraphs, (skt_span){(uint32_t)first, (uint32_t)at});
    }
    out->sentences = skt_arena_array(arena, sentences.count, sizeof *out->sentences);
    out->paragraphs = skt_arena_array(arena, paragraphs.count, sizeof *out->paragraphs);
    good = good && out->sentences != NULL && out->paragraphs != NULL;
    if (good) {
        memcpy(out->sentences, sentences.items, sentences.count * sizeof *out->sentences);
        memcpy(out->paragraphs, paragraphs.items, paragraphs.count * sizeof *out->paragraphs);
        out->n_sentences = sentences.count;
        out->n_paragraphs = paragraphs.count;
    }
    skt_vec_dispose(&sentences);
    skt_vec_dispose(&paragraphs);
    return good ? SKT_OK : SKT_E_NOMEM;
}
