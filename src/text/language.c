#include "text/language.h"

#include "text/language_table.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum {
    SAMPLE = 4096, /* bytes that are looked at: enough to tell */
    CLOSE = 6,     /* by how much another language may be ahead of the one declared */
    LITTLE = 2,    /* and of the first of its script where none was */
    PIECE = 400,   /* bytes of a paragraph that are looked at */
    APART = 12,    /* by how much a paragraph in another language must be ahead */
    SENTENCE = 8,  /* what speaks for the language of a sentence in Latin letters among others */
    FEW = 12       /* letters that are no sentence */
};

skt_str skt_language_of(const skt_languages *languages, skt_str text, skt_str declared)
{
    skt_language_tally t = {0};
    skt_language_count(&t, languages, text, SAMPLE);
    const skt_script script = skt_language_script(&t);
    const int best = skt_language_best(&t, languages, script);
    const int said = skt_language_named(languages, declared);
    if (best < 0 || (script == SKT_LATIN && said < 0 && declared.len > 0)) {
        return declared; /* a language that the table does not know */
    }
    if (said >= 0 && languages->scripts[said] == script) {
        return t.scores[best] - t.scores[said] <= CLOSE ? declared : languages->codes[best];
    }
    if (script != SKT_LATIN) {
        return languages->codes[best];
    }
    const int first = __builtin_ctz(languages->of_script[script]);
    if (t.scores[best] - t.scores[first] > LITTLE) {
        return languages->codes[best];
    }
    return t.scores[first] > 0 ? languages->codes[first] : SKT_STR_NONE;
}

/* --------------------------------------------------------- several languages */

/* Bytes of the text that are not ASCII. */
static size_t count_high(skt_str text)
{
    size_t n = 0;
    size_t at = 0;
#ifdef __SSE2__
    enum { BLOCK = 16 };
    __m128i sums = _mm_setzero_si128();
    for (; at + BLOCK <= text.len; at += BLOCK) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text.ptr + at));
        const __m128i high = _mm_cmplt_epi8(bytes, _mm_setzero_si128());
        const __m128i ones = _mm_and_si128(high, _mm_set1_epi8(1));
        sums = _mm_add_epi64(sums, _mm_sad_epu8(ones, _mm_setzero_si128()));
    }
    n = (size_t)_mm_cvtsi128_si64(sums) + (size_t)_mm_cvtsi128_si64(_mm_srli_si128(sums, 8));
#endif
    for (; at + sizeof(uint64_t) <= text.len; at += sizeof(uint64_t)) {
        uint64_t eight;
        memcpy(&eight, text.ptr + at, sizeof eight);
        eight = (eight >> 7) & UINT64_C(0x0101010101010101);
        n += (size_t)((eight * UINT64_C(0x0101010101010101)) >> 56); /* its ones */
    }
    for (; at < text.len; at++) {
        n += (unsigned char)text.ptr[at] >= 0x80;
    }
    return n;
}

/* What a paragraph is made of: mostly two bytes a letter, or mostly one. */
typedef enum mixture { ASCII_BYTES, OTHER_BYTES, MIXED_BYTES, FEW_BYTES } mixture;

static mixture mixture_of(skt_str paragraph)
{
    const size_t high = count_high(paragraph);
    const size_t low = paragraph.len - high; /* blanks and figures too */
    if (paragraph.len < FEW) {
        return FEW_BYTES;
    }
    if (high < 3 * (size_t)FEW) {
        return high > low ? OTHER_BYTES : ASCII_BYTES;
    }
    return low * 3 < paragraph.len || low < 3 * (size_t)FEW ? OTHER_BYTES : MIXED_BYTES;
}

/* Cuts the next line off *rest. */
static bool next_line(skt_str *line, skt_str *rest)
{
    if (rest->len == 0) {
        return false;
    }
    const char *end = memchr(rest->ptr, '\n', rest->len);
    const size_t length = end == NULL ? rest->len : (size_t)(end - rest->ptr) + 1;
    *line = skt_str_sub(*rest, 0, length);
    *rest = skt_str_sub(*rest, length, rest->len - length);
    return true;
}

/* Whether the line has blanks for some words: no address, tag or date. */
static bool has_words(skt_str line)
{
    enum { SOME = 3 };
    size_t blanks = 0;
    for (size_t i = 0; i < line.len && blanks < SOME; i++) {
        blanks += line.ptr[i] == ' ';
    }
    return blanks == SOME;
}

/* Whether a byte is none of ASCII. */
static bool has_high(skt_str text)
{
    enum { STRIDE = 64 };
    size_t at = 0;
    for (; at + STRIDE <= text.len; at += STRIDE) {
        uint64_t eights[STRIDE / sizeof(uint64_t)];
        uint64_t any = 0;
        memcpy(eights, text.ptr + at, STRIDE);
        for (size_t i = 0; i < STRIDE / sizeof(uint64_t); i++) {
            any |= eights[i];
        }
        if ((any & UINT64_C(0x8080808080808080)) != 0) {
            return true;
        }
    }
    return count_high(skt_str_sub(text, at, text.len - at)) > 0;
}

bool skt_language_mixes_scripts(skt_str text)
{
    if (!has_high(text)) {
        return false; /* as most text is */
    }
    bool ascii = false;
    bool other = false;
    skt_str line;
    while (next_line(&line, &text)) {
        const mixture made = mixture_of(line);
        ascii = ascii || (made == ASCII_BYTES && has_words(line));
        other |= made == OTHER_BYTES;
        if (made == MIXED_BYTES || (ascii && other)) {
            return true;
        }
    }
    return false;
}

/* Whether a sentence may end behind byte `at`, or a slash part two languages there. */
static bool ends_piece(skt_str line, size_t at)
{
    const char c = line.ptr[at];
    return c == '/' || c == '|' ||
           ((c == '.' || c == '!' || c == '?') && at + 1 < line.len &&
            (line.ptr[at + 1] == ' ' || line.ptr[at + 1] == '\t'));
}

/* Cuts the next piece off *line: a sentence where scripts are mixed, else all of it. */
static bool next_piece(skt_str *piece, skt_str *line, bool mixed)
{
    if (line->len == 0) {
        return false;
    }
    size_t end = mixed ? 0 : line->len;
    while (end < line->len && !ends_piece(*line, end)) {
        end++;
    }
    end = end < line->len ? end + 1 : end;
    *piece = skt_str_sub(*line, 0, end);
    *line = skt_str_sub(*line, end, line->len - end);
    return true;
}

/* A text that is being parted. */
typedef struct parting {
    const skt_languages *languages;
    skt_language_runs *runs;
    const char *text;
    int usual[SKT_SCRIPTS]; /* the language of its sentences that tell no other, -1: none is */
    skt_language_tally all[SKT_SCRIPTS];
    skt_script script; /* of most of the text */
} parting;

/* The script of a piece; SKT_NO_SCRIPT: it has hardly a word. */
static skt_script script_of_piece(skt_language_tally *t, const parting *p, skt_str piece)
{
    *t = (skt_language_tally){0};
    skt_language_count(t, p->languages, piece, PIECE);
    const skt_script script = skt_language_script(t);
    return t->letters[script] < FEW ? SKT_NO_SCRIPT : script;
}

static void count_piece(parting *p, skt_str piece)
{
    skt_language_tally t;
    const skt_script script = script_of_piece(&t, p, piece);
    for (size_t l = 0; script != SKT_NO_SCRIPT && l < p->languages->count; l++) {
        p->all[script].scores[l] += t.scores[l];
    }
}

/* The language of a piece, -1: that of what stands before it. */
static int language_of_piece(const parting *p, skt_str piece)
{
    skt_language_tally t;
    const skt_script script = script_of_piece(&t, p, piece);
    if (script == SKT_NO_SCRIPT) {
        return -1;
    }
    const int best = skt_language_best(&t, p->languages, script);
    const int usual = p->usual[script];
    if (script != p->script && t.scores[best] < (script == SKT_LATIN ? SENTENCE : LITTLE)) {
        return -1; /* names of types, an address */
    }
    return usual < 0 || t.scores[best] - t.scores[usual] >= APART ? best : usual;
}

static bool add_piece(parting *p, skt_str piece)
{
    skt_language_runs *runs = p->runs;
    const int language = language_of_piece(p, piece);
    const size_t end = (size_t)(piece.ptr - p->text) + piece.len;
    skt_language_run *last = runs->count > 0 ? &runs->items[runs->count - 1] : NULL;
    const skt_str code = language < 0 ? SKT_STR_NONE : p->languages->codes[language];
    if (last != NULL && (language < 0 || last->lang.len == 0 || skt_str_eq(last->lang, code))) {
        last->end = end;
        last->lang = language < 0 ? last->lang : code;
        return true;
    }
    return skt_vec_push(runs, (skt_language_run){(size_t)(piece.ptr - p->text), end, code});
}

/* Goes through the pieces of the text: to count them, or to make runs of them. */
static bool each_piece(parting *p, skt_str text, bool count)
{
    skt_str line;
    skt_str piece;
    while (next_line(&line, &text)) {
        const bool mixed = mixture_of(line) == MIXED_BYTES;
        while (next_piece(&piece, &line, mixed)) {
            if (count) {
                count_piece(p, piece);
            } else if (!add_piece(p, piece)) {
                return false;
            }
        }
    }
    return true;
}

skt_status skt_language_part(skt_language_runs *out, const skt_languages *languages, skt_str text,
                             skt_str main)
{
    parting p = {.languages = languages, .runs = out, .text = text.ptr};
    const int most = skt_language_named(languages, main);
    skt_vec_clear(out);
    if (most < 0) {
        return skt_vec_push(out, (skt_language_run){0, text.len, main}) ? SKT_OK : SKT_E_NOMEM;
    }
    if (skt_language_mixes_scripts(text)) {
        (void)each_piece(&p, text, true);
    }
    for (size_t s = 0; s < SKT_SCRIPTS; s++) {
        p.usual[s] = skt_language_best(&p.all[s], languages, (skt_script)s);
    }
    p.script = languages->scripts[most];
    p.usual[p.script] = most;
    if (!each_piece(&p, text, false)) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < out->count; i++) {
        if (out->items[i].lang.len == 0) {
            out->items[i].lang = main;
        }
    }
    return SKT_OK;
}
