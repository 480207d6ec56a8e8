#include "text/language_table.h"

#include <stdlib.h>

#include "core/diag.h"
#include "core/file.h"
#include "core/hash.h"
#include "text/text.h"

/* ------------------------------------------------------------------- letters */

skt_script skt_script_of(uint32_t c)
{
    if (c < 0x80) {
        return (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z' ? SKT_LATIN : SKT_NO_SCRIPT;
    }
    if (c < 0x0250) {
        return c >= 0xC0 && c != 0xD7 && c != 0xF7 ? SKT_LATIN : SKT_NO_SCRIPT;
    }
    if (c >= 0x0400 && c <= 0x052F) {
        return SKT_CYRILLIC;
    }
    if (c >= 0x05D0 && c <= 0x05EA) {
        return SKT_HEBREW;
    }
    return (c >= 0x0620 && c <= 0x064A) || (c >= 0x0671 && c <= 0x06D3) ? SKT_ARABIC
                                                                        : SKT_NO_SCRIPT;
}

/* Small letters; of capitals that begin pairs in the table of characters, the next. */
static uint32_t small_letter(uint32_t c)
{
    if (c < 0x80) {
        return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
    }
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x0410 && c <= 0x042F)) {
        return c + 0x20;
    }
    if (c >= 0x0400 && c <= 0x040F) {
        return c + 0x50;
    }
    if (c == 0x130) {
        return 'i';
    }
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) {
        return c + (c & 1U);
    }
    const bool pairs =
        (c >= 0x100 && c <= 0x177) || (c >= 0x218 && c <= 0x21B) || (c >= 0x460 && c <= 0x52F);
    return pairs ? c | 1U : c;
}

/* Persian is typed with the Arabic letters for k and y as well: in words they are the same. */
static uint32_t plain_letter(uint32_t c)
{
    return c == 0x06A9 ? 0x0643 : c == 0x06CC || c == 0x0649 ? 0x064A : c;
}

/* Written within words, and no letter: a soft hyphen, vowel points, joiners. */
static bool is_passed_over(uint32_t c)
{
    return c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200D || (c >= 0x0300 && c <= 0x036F) ||
           (c >= 0x0591 && c <= 0x05C7) || (c >= 0x064B && c <= 0x065F) || c == 0x0640;
}

/* Writes a letter as UTF-8; its bytes. All scripts that are told lie below U+0800. */
static size_t put_letter(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    out[0] = (char)(0xC0U | (c >> 6));
    out[1] = (char)(0x80U | (c & 0x3FU));
    return 2;
}

/* The word of the table as words of texts are spelled. */
static bool fold_word(skt_str *word, skt_arena *arena)
{
    char *out = skt_arena_alloc(arena, word->len + 1);
    size_t length = 0;
    for (size_t at = 0; out != NULL && at < word->len;) {
        length += put_letter(out + length, plain_letter(skt_utf8_next(*word, &at)));
    }
    *word = (skt_str){out, length};
    return out != NULL;
}

/* ------------------------------------------------------------------- the table */

static skt_told_word *slot_of(const skt_languages *languages, skt_str word, uint64_t hash)
{
    for (size_t at = (size_t)(hash >> 16);; at++) {
        skt_told_word *slot = &languages->words[at & (languages->n_slots - 1)];
        if (slot->word.ptr == NULL || (slot->hash == hash && skt_str_eq(slot->word, word))) {
            return slot;
        }
    }
}

/* The bit of a hash: of other bits of it than its place in the table. */
static uint64_t told_bit(uint64_t hash)
{
    return hash >> 48 & (SKT_TOLD_BITS - 1);
}

/* The languages that have the word among those that tell them. */
static uint32_t languages_with(const skt_languages *languages, skt_str word)
{
    const uint64_t hash = skt_word_hash(word);
    const uint64_t bit = told_bit(hash);
    return (languages->there[bit / 64] >> (bit % 64) & 1) == 0
               ? 0
               : slot_of(languages, word, hash)->languages;
}

static bool grow_words(skt_languages *languages)
{
    skt_languages grown = *languages;
    grown.n_slots = languages->n_slots == 0 ? 2048 : languages->n_slots * 2;
    grown.words = calloc(grown.n_slots, sizeof *grown.words);
    if (grown.words == NULL) {
        return false;
    }
    for (size_t i = 0; i < languages->n_slots; i++) {
        const skt_told_word *word = &languages->words[i];
        if (word->word.ptr != NULL) {
            *slot_of(&grown, word->word, word->hash) = *word;
        }
    }
    free(languages->words);
    languages->words = grown.words;
    languages->n_slots = grown.n_slots;
    return true;
}

static bool add_words(skt_languages *languages, skt_str words, uint32_t bit)
{
    skt_str word;
    while (skt_str_split(&word, &words, ' ')) {
        if (word.len == 0 || word.len > SKT_TOLD_WORD) {
            continue;
        }
        if (languages->n_words * 2 >= languages->n_slots && !grow_words(languages)) {
            return false;
        }
        if (!fold_word(&word, &languages->arena)) {
            return false;
        }
        const uint64_t hash = skt_word_hash(word);
        skt_told_word *slot = slot_of(languages, word, hash);
        languages->n_words += slot->word.ptr == NULL;
        slot->word = word;
        slot->hash = hash;
        slot->languages |= bit;
        languages->there[told_bit(hash) / 64] |= UINT64_C(1) << (told_bit(hash) % 64);
    }
    return true;
}

const char *skt_languages_add(skt_languages *languages, skt_str code, skt_str script,
                              skt_str letters, skt_str words)
{
    static const char *const scripts[SKT_SCRIPTS] = {"latin", "cyrillic", "arabic", "hebrew"};
    size_t s = 0;
    while (s < SKT_SCRIPTS && !skt_str_is(script, scripts[s])) {
        s++;
    }
    if (s == SKT_SCRIPTS) {
        return "the script must be latin, cyrillic, arabic or hebrew";
    }
    int at = skt_language_named(languages, code);
    if (at < 0 && languages->count == SKT_LANGUAGES) {
        return "no more than 32 languages are told";
    }
    if (at < 0) {
        at = (int)languages->count++;
        if (skt_arena_str(&languages->codes[at], &languages->arena, code) != SKT_OK) {
            return "out of memory";
        }
        languages->scripts[at] = (skt_script)s;
        languages->of_script[s] |= UINT32_C(1) << at;
    }
    const uint32_t bit = UINT32_C(1) << at;
    for (size_t i = 0; i < letters.len;) {
        const uint32_t c = skt_utf8_next(letters, &i);
        if (c >= SKT_TOLD_LETTERS) {
            return "a letter that is of none of the scripts";
        }
        languages->letters[c] |= bit;
    }
    return add_words(languages, words, bit) ? NULL : "out of memory";
}

/* A line of the table; a message is what is wrong with it. */
static const char *read_line(skt_languages *languages, skt_str line)
{
    skt_str code;
    skt_str script;
    skt_str letters;
    skt_str words;
    (void)skt_str_split(&code, &line, '\t');
    if (!skt_str_split(&script, &line, '\t') || !skt_str_split(&letters, &line, '\t') ||
        !skt_str_split(&words, &line, '\t') || code.len == 0) {
        return "a line has a code, a script, letters and words, parted by tabs";
    }
    return skt_languages_add(languages, code, script, letters, words);
}

skt_status skt_languages_open(skt_languages **out, const char *path, skt_diag *diag)
{
    *out = NULL;
    skt_mapping file;
    skt_str rest;
    skt_str line;
    skt_languages *languages = calloc(1, sizeof *languages);
    if (languages == NULL || !grow_words(languages)) {
        skt_languages_close(languages);
        return SKT_E_NOMEM;
    }
    skt_status status = skt_file_map(&file, path, diag);
    if (status == SKT_OK) {
        status = skt_arena_str(&rest, &languages->arena,
                               (skt_str){file.len > 0 ? (const char *)file.ptr : "", file.len});
        skt_file_unmap(&file);
    }
    for (size_t n = 1; status == SKT_OK && skt_str_split(&line, &rest, '\n'); n++) {
        const bool header = skt_str_starts(line, SKT_LIT("lang\t"));
        const bool empty = skt_str_trim(line).len == 0 || line.ptr[0] == '#';
        const char *wrong = header || empty ? NULL : read_line(languages, line);
        if (wrong != NULL) {
            status = skt_diag_add(diag, SKT_E_DATA, SKT_FAILURE, path, n, "%s", wrong);
        }
    }
    if (status != SKT_OK) {
        skt_languages_close(languages);
        return status;
    }
    *out = languages;
    return SKT_OK;
}

void skt_languages_close(skt_languages *languages)
{
    if (languages != NULL) {
        free(languages->words);
        skt_arena_dispose(&languages->arena);
        free(languages);
    }
}

int skt_language_named(const skt_languages *languages, skt_str code)
{
    for (size_t l = 0; l < languages->count; l++) {
        if (skt_str_eq(code, languages->codes[l])) {
            return (int)l;
        }
    }
    return -1;
}

/* ------------------------------------------------------------------ counting */

/* A word that is being read. */
typedef struct spelled {
    char bytes[SKT_TOLD_WORD + 4];
    size_t length; /* more than SKT_TOLD_WORD: it is none of the table */
    bool capital;
    skt_script script;
    uint32_t letters; /* languages that have all its letters; 0: it has none that tells */
} spelled;

enum { WORD = 4, CAPITAL_WORD = 2, LETTERS = 3, CAPITAL_LETTERS = 1, LETTER = 2 };

static void add_score(skt_language_tally *t, uint32_t languages, int32_t score)
{
    for (uint32_t rest = languages; rest != 0; rest &= rest - 1) {
        t->scores[__builtin_ctz(rest)] += score;
    }
}

/* In Latin letters names bring letters of other languages: they tell little. */
static void end_word(skt_language_tally *t, const skt_languages *languages, spelled *w)
{
    enum { BEGINNING = 4 /* bytes of the two letters of an article written to its noun: "ال*" */ };
    if (w->length > 0 && w->length <= SKT_TOLD_WORD) {
        const skt_str word = {w->bytes, w->length};
        const bool name = w->capital && w->script == SKT_LATIN;
        const uint32_t known = languages_with(languages, word);
        add_score(t, known, name ? CAPITAL_WORD : WORD);
        if (known != 0 && (known & (known - 1)) == 0 && !name) {
            t->sole |= known;
            t->n_sole++;
        }
        add_score(t, w->letters, name ? CAPITAL_LETTERS : LETTERS);
        if (w->script == SKT_ARABIC && w->length > BEGINNING + 4) {
            memcpy(w->bytes + BEGINNING, "*", 1);
            const skt_str begin = {w->bytes, BEGINNING + 1};
            add_score(t, languages_with(languages, begin), WORD);
        }
    }
    t->words += w->length > 0;
    w->length = 0;
    w->letters = 0;
}

static void spell(skt_language_tally *t, const skt_languages *languages, spelled *w, uint32_t c,
                  skt_script script)
{
    const uint32_t small = small_letter(c);
    const uint32_t known = small < SKT_TOLD_LETTERS ? languages->letters[small] : 0;
    if (w->length == 0) {
        w->capital = small != c;
        w->script = script;
    }
    if (w->length <= SKT_TOLD_WORD) {
        w->length += put_letter(w->bytes + w->length, plain_letter(small));
    }
    t->letters[script]++;
    if (known != 0 && script == SKT_LATIN) {
        w->letters = w->letters == 0 ? known : w->letters & known;
    } else if (known != 0) {
        add_score(t, known, LETTER);
        add_score(t, languages->of_script[script] & ~known, -LETTER);
    }
}

/* Whether one language leads so far that the rest of the text need not be read. */
static bool is_clear(const skt_language_tally *t, const skt_languages *languages)
{
    enum { CLEAR = 3 * WORD, SOLE = 3 };
    if (t->n_sole >= SOLE && (t->sole & (t->sole - 1)) == 0) {
        return true; /* English mostly, after a dozen words */
    }
    int32_t first = 0;
    int32_t second = 0;
    for (size_t l = 0; l < languages->count; l++) {
        const int32_t score = t->scores[l];
        second = score > first ? first : score > second ? score : second;
        first = score > first ? score : first;
    }
    return first - second >= CLEAR;
}

/* As skt_utf8_next(), quicker for what most texts are made of. */
static uint32_t next_letter(skt_str text, size_t *at)
{
    const unsigned char byte = (unsigned char)text.ptr[*at];
    if (byte < 0x80) {
        ++*at;
        return byte;
    }
    if (byte >= 0xC2 && byte <= 0xDF && *at + 1 < text.len &&
        ((unsigned char)text.ptr[*at + 1] & 0xC0U) == 0x80) {
        *at += 2;
        return (byte & 0x1FU) << 6 | ((unsigned char)text.ptr[*at - 1] & 0x3FU);
    }
    return skt_utf8_next(text, at);
}

/* Spells the rest of a word as long as its letters are ASCII; the byte behind them. */
static size_t spell_ascii(skt_language_tally *t, spelled *w, skt_str text, size_t at, size_t stop)
{
    const size_t from = at;
    while (at < stop) {
        const unsigned char small = (unsigned char)text.ptr[at] | 0x20U;
        if (small < 'a' || small > 'z' || (unsigned char)text.ptr[at] >= 0x80) {
            break;
        }
        if (w->length <= SKT_TOLD_WORD) {
            w->bytes[w->length++] = (char)small;
        }
        at++;
    }
    t->letters[SKT_LATIN] += (uint32_t)(at - from);
    return at;
}

void skt_language_count(skt_language_tally *t, const skt_languages *languages, skt_str text,
                        size_t most)
{
    enum { LOOK = 4 /* words between two looks at what is clear */ };
    spelled w;
    w.length = 0;
    w.letters = 0;
    const size_t stop = text.len < most ? text.len : most;
    for (size_t at = 0; at < stop;) {
        const unsigned char byte = (unsigned char)text.ptr[at];
        if (w.length == 0 && (byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z' && byte < 0x80) {
            w.capital = (byte & 0x20U) == 0;
            w.script = SKT_LATIN;
            at = spell_ascii(t, &w, text, at, stop);
            continue;
        }
        const uint32_t c = next_letter(text, &at);
        const skt_script script = skt_script_of(c);
        if (script != SKT_NO_SCRIPT) {
            spell(t, languages, &w, c, script);
        } else if (w.length > 0 && !is_passed_over(c)) {
            end_word(t, languages, &w);
            if (t->words % LOOK == 0 && is_clear(t, languages)) {
                return;
            }
        }
    }
    end_word(t, languages, &w);
}

skt_script skt_language_script(const skt_language_tally *t)
{
    enum { FEW = 8 /* letters of a script that may be a name alone */ };
    skt_script most = SKT_LATIN;
    for (size_t s = 1; s < SKT_SCRIPTS; s++) {
        const uint32_t rival = most == SKT_LATIN ? t->letters[SKT_LATIN] / 2 : t->letters[most];
        if (t->letters[s] > rival && (t->letters[s] > FEW || t->letters[SKT_LATIN] == 0)) {
            most = (skt_script)s;
        }
    }
    return most;
}

int skt_language_best(const skt_language_tally *t, const skt_languages *languages,
                      skt_script script)
{
    int best = -1;
    for (size_t l = 0; l < languages->count; l++) {
        if (languages->scripts[l] == script && (best < 0 || t->scores[l] > t->scores[best])) {
            best = (int)l;
        }
    }
    return best;
}
