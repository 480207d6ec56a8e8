/* Splitting a text into words, and those into paragraphs and sentences. Words of one of
 * the common alphabets go by their bytes, all others by character. */
#include "core/hash.h"
#include "text/chars.h"
#include "text/sentences.h"
#include "text/text.h"

typedef struct splitter {
    skt_str text;
    skt_arena *arena;
    skt_word *words; /* in the arena */
    size_t n_words, capacity;
    skt_buf fold; /* scratch */
    size_t at;
    bool space; /* white space was passed since the last word */
    bool ended; /* a paragraph, since the last word */
    uint32_t paragraph;
} splitter;

static uint32_t peek(const splitter *s, size_t at)
{
    return at < s->text.len ? skt_utf8_next(s->text, &at) : 0;
}

static unsigned class_of(const splitter *s, size_t at)
{
    return at < s->text.len ? skt_byte_classes[(unsigned char)s->text.ptr[at]] : 0;
}

static bool is_apostrophe(uint32_t c)
{
    return (skt_char_class(c) & SKT_CHAR_APOSTROPHE) != 0;
}

static bool is_letter(uint32_t c)
{
    return (skt_char_class(c) & SKT_CHAR_LETTER) != 0;
}

static bool is_digit(uint32_t c)
{
    return (skt_char_class(c) & SKT_CHAR_DIGIT) != 0;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* ----------------------------------------------------------- keeping words */

static bool grow(splitter *s)
{
    /* English has a word or sign in five to six bytes. */
    const size_t wanted = s->capacity == 0 ? s->text.len / 5 + 16 : s->capacity * 2;
    skt_word *grown = skt_arena_room(s->arena, wanted, sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    if (s->n_words > 0) {
        memcpy(grown, s->words, s->n_words * sizeof *grown);
    }
    s->words = grown;
    s->capacity = wanted;
    return true;
}

/* Adds text[s->at, end) as a word. */
static skt_status push(splitter *s, skt_word_kind kind, size_t end, unsigned flags, skt_str fold)
{
    if (s->n_words == s->capacity && !grow(s)) {
        return SKT_E_NOMEM;
    }
    s->paragraph += s->ended && s->n_words > 0;
    s->words[s->n_words++] = (skt_word){
        .text = skt_str_sub(s->text, s->at, end - s->at),
        .fold = fold,
        .hash = skt_word_hash(fold),
        .offset = (uint32_t)s->at,
        .paragraph = s->paragraph,
        .kind = (uint8_t)kind,
        .flags = (uint8_t)(flags | (s->space ? SKT_WORD_SPACE : 0u)),
    };
    s->at = end;
    s->space = false;
    s->ended = false;
    return SKT_OK;
}

/* Of a word whose letters, which make its fold, were counted. */
static unsigned letter_flags(size_t letters, size_t capitals, bool begins_capital, bool cased)
{
    return (begins_capital ? SKT_WORD_CAPITAL : 0u) |
           (letters > 1 && capitals == letters ? SKT_WORD_ALL_CAPS : 0u) |
           (cased ? 0u : SKT_WORD_CAPITAL | SKT_WORD_NO_CASE);
}

static unsigned flags_of(skt_str text)
{
    size_t letters = 0;
    size_t capitals = 0;
    bool first = false;
    bool cased = false;
    for (size_t at = 0; at < text.len;) {
        const unsigned type = skt_char_class(skt_utf8_next(text, &at));
        const bool upper = (type & SKT_CHAR_UPPER) != 0;
        first |= upper && letters == 0;
        cased |= (type & (SKT_CHAR_UPPER | SKT_CHAR_LOWER)) != 0;
        letters += (type & SKT_CHAR_LETTER) != 0;
        capitals += upper;
    }
    return letter_flags(letters, capitals, first, cased);
}

/* Any word. */
static skt_status push_general(splitter *s, skt_word_kind kind, size_t end)
{
    const skt_str text = skt_str_sub(s->text, s->at, end - s->at);
    skt_str fold;
    skt_buf_clear(&s->fold);
    skt_fold(&s->fold, text);
    if (s->fold.failed || skt_arena_str(&fold, s->arena, skt_buf_str(&s->fold)) != SKT_OK) {
        return SKT_E_NOMEM;
    }
    return push(s, kind, end, kind == SKT_WORD_LETTERS ? flags_of(text) : 0, fold);
}

/* A word or sign that is its own fold. */
static skt_status push_as_is(splitter *s, skt_word_kind kind, size_t end)
{
    const unsigned flags =
        kind == SKT_WORD_LETTERS || kind == SKT_WORD_DIGITS ? SKT_WORD_PLAIN : 0u;
    return push(s, kind, end, flags, skt_str_sub(s->text, s->at, end - s->at));
}

/* ----------------------------------------------------------- ends of words */

/* "U.S.", "a.m.": single letters, each with its full stop; 0 if it is none. */
static size_t dotted_end(const splitter *s)
{
    size_t at = s->at;
    size_t count = 0;
    while (at < s->text.len) {
        size_t next = at;
        if (!is_letter(skt_utf8_next(s->text, &next)) || peek(s, next) != '.') {
            break;
        }
        at = next + 1;
        count++;
    }
    return count >= 2 && !is_letter(peek(s, at)) ? at : 0;
}

static bool is_hebrew(uint32_t c)
{
    return c >= 0x05D0 && c <= 0x05EA;
}

/* Whether the quotation mark at `at`, behind a Hebrew letter, is written for the gershayim of an
 * acronym: before its last letter, or that and an ending ("of UAVs"), and no other closes it. */
static bool is_gershayim(const splitter *s, size_t at)
{
    enum { ENDING = 4, BYTES = 2 };
    size_t letters = 0;
    size_t end = at + 1;
    while (letters <= ENDING && is_hebrew(peek(s, end))) {
        (void)skt_utf8_next(s->text, &end);
        letters++;
    }
    /* One or two letters before it may be prepositions, and the mark open a quotation. */
    const size_t before = (at - s->at) / BYTES;
    const bool opens = before < 3 && letters > 1 && (before == 1 || peek(s, end) == '"');
    return letters > 0 && letters <= ENDING && !opens && !is_letter(peek(s, end));
}

/* The end of the word that goes on at `at`, at or behind its first letter. */
static size_t letters_end(const splitter *s, size_t at)
{
    bool hebrew = false; /* the letter before */
    while (at < s->text.len) {
        size_t next = at;
        const uint32_t c = skt_utf8_next(s->text, &next);
        if (c == '"' && hebrew && is_gershayim(s, at)) {
            at = next;
            continue;
        }
        hebrew = is_hebrew(c);
        if (is_apostrophe(c)) {
            /* Inside a word only between letters, and not the possessive 's. */
            const uint32_t after = peek(s, next);
            size_t behind = next;
            if (!is_letter(after)) {
                break;
            }
            (void)skt_utf8_next(s->text, &behind);
            if ((after == 's' || after == 'S') && !is_letter(peek(s, behind))) {
                break;
            }
        } else if (!is_letter(c)) {
            break;
        }
        at = next;
    }
    return at;
}

/* The end of the number that goes on at `at`, at or behind its first digit. */
static size_t digits_end(const splitter *s, size_t at)
{
    while (at < s->text.len) {
        size_t next = at;
        const uint32_t c = skt_utf8_next(s->text, &next);
        const bool separator = c == ',' || c == '.' || c == ':' || c == 0x00A0 || c == 0x202F ||
                               c == 0x2009 || c == 0x066B ||
                               c == 0x066C; /* Arabic decimal point and thousands separator */
        if (!is_digit(c) && !(separator && is_digit(peek(s, next)))) {
            break;
        }
        if (c >= 0x80 && separator && c != 0x066B) {
            /* A no-break space groups thousands only: three digits behind it. */
            size_t third = next;
            for (int i = 0; i < 3; i++) {
                if (third >= s->text.len || !is_digit(skt_utf8_next(s->text, &third))) {
                    return at;
                }
            }
            if (is_digit(peek(s, third))) {
                return at;
            }
        }
        at = next;
    }
    return at;
}

/* ------------------------------------------------------------------- words */

/* Whether a word of one alphabet that was read up to `at` may go on there. */
static bool may_go_on(const splitter *s, size_t at)
{
    return (class_of(s, at) & (SKT_CHAR_LETTER | SKT_CHAR_APOSTROPHE | SKT_BYTE_HIGH)) != 0;
}

/* The end of the word whose letters of one alphabet end at `at`; *at itself unless others
 * follow. `letters` of them. */
static size_t whole_end(const splitter *s, size_t at, size_t letters)
{
    if (letters == 1 && at < s->text.len && s->text.ptr[at] == '.') {
        const size_t dotted = dotted_end(s);
        return dotted != 0 ? dotted : at;
    }
    return may_go_on(s, at) ? letters_end(s, at) : at;
}

static skt_status ascii_word(splitter *s)
{
    const char *text = s->text.ptr + s->at;
    const size_t left = s->text.len - s->at;
    size_t letters = 0;
    size_t capitals = 0;
    for (; letters < left; letters++) {
        const unsigned type = skt_byte_classes[(unsigned char)text[letters]];
        if ((type & SKT_CHAR_LETTER) == 0) {
            break;
        }
        capitals += (type & SKT_CHAR_UPPER) != 0;
    }
    const size_t end = s->at + letters;
    const size_t whole = whole_end(s, end, letters);
    if (whole != end) {
        return push_general(s, SKT_WORD_LETTERS, whole);
    }
    if (capitals == 0) {
        return push_as_is(s, SKT_WORD_LETTERS, end);
    }
    char *fold = skt_arena_room(s->arena, letters, 1);
    if (fold == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < letters; i++) {
        fold[i] = (char)(text[i] | 0x20); /* ASCII letters have their case in this bit */
    }
    const bool first = (skt_byte_classes[(unsigned char)text[0]] & SKT_CHAR_UPPER) != 0;
    return push(s, SKT_WORD_LETTERS, end,
                letter_flags(letters, capitals, first, true) | SKT_WORD_PLAIN,
                (skt_str){fold, letters});
}

/* A word that begins with the letter `first` of a table of chars.h. */
static skt_status table_word(splitter *s, uint32_t first)
{
    size_t end = s->at;
    size_t letters = 0;
    size_t capitals = 0;
    size_t cyrillic = 0;
    bool folded = true;
    for (uint32_t c = first; c != 0; c = skt_table_letter(s->text, end)) {
        folded &= skt_letter_fold(c) == c;
        cyrillic += c < SKT_ARABIC_FIRST;
        capitals += c < SKT_CYRILLIC_LOWER;
        letters++;
        end += 2;
    }
    const size_t whole = whole_end(s, end, letters);
    if (whole != end) {
        return push_general(s, SKT_WORD_LETTERS, whole);
    }
    const size_t length = end - s->at;
    const unsigned flags =
        letter_flags(letters, capitals, first<SKT_CYRILLIC_LOWER, cyrillic> 0) | SKT_WORD_PLAIN;
    if (folded) {
        return push(s, SKT_WORD_LETTERS, end, flags, skt_str_sub(s->text, s->at, length));
    }
    char *fold = skt_arena_room(s->arena, length, 1);
    if (fold == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < length; i += 2) {
        skt_put_two_bytes(fold + i, skt_letter_fold(skt_table_letter(s->text, s->at + i)));
    }
    return push(s, SKT_WORD_LETTERS, end, flags, (skt_str){fold, length});
}

static skt_status ascii_number(splitter *s)
{
    size_t end = s->at;
    while ((class_of(s, end) & SKT_CHAR_DIGIT) != 0) {
        end++;
    }
    const size_t whole = digits_end(s, end);
    return whole == end ? push_as_is(s, SKT_WORD_DIGITS, end)
                        : push_general(s, SKT_WORD_DIGITS, whole);
}

/* "34'ü", "10'undan": the end of the ending that Turkish writes to a number, whose apostrophe ends
 * at `after`, or 0. */
static size_t number_ending(const splitter *s, size_t after)
{
    const bool behind =
        s->n_words > 0 && !s->space && s->words[s->n_words - 1].kind == SKT_WORD_DIGITS;
    size_t end = after;
    for (size_t next = after;
         behind && next < s->text.len && is_letter(skt_utf8_next(s->text, &next));) {
        end = next;
    }
    const bool plural = end == after + 1 && (s->text.ptr[after] | 0x20) == 's'; /* "1990's" */
    return end == after || plural ? 0 : end;
}

/* The end of the possessive "'s" whose apostrophe ends at `after`, or 0. */
static size_t suffix_end(const splitter *s, size_t after)
{
    const bool behind_word =
        s->n_words > 0 && !s->space && s->words[s->n_words - 1].kind == SKT_WORD_LETTERS;
    const bool letter =
        after < s->text.len && (s->text.ptr[after] == 's' || s->text.ptr[after] == 'S');
    return behind_word && letter && !is_letter(peek(s, after + 1)) ? after + 1 : 0;
}

/* A sign, the character `c` that ends at `after`. */
static skt_status sign(splitter *s, uint32_t c, size_t after)
{
    const bool apostrophe = is_apostrophe(c);
    const size_t suffix = apostrophe ? suffix_end(s, after) : 0;
    if (suffix != 0) {
        return push(s, SKT_WORD_SUFFIX, suffix, 0, SKT_LIT("s"));
    }
    const size_t ending = apostrophe ? number_ending(s, after) : 0;
    if (ending != 0) {
        return push_general(s, SKT_WORD_SUFFIX, ending);
    }
    if (is_hyphen(c) && !s->space && s->n_words > 0) {
        const uint32_t beyond = peek(s, after);
        if (is_letter(beyond) || is_digit(beyond)) {
            return push(s, SKT_WORD_HYPHEN, after, 0, SKT_LIT(""));
        }
    }
    /* Of ASCII only these fold to something else: nothing. */
    if (c < 0x80) {
        return apostrophe || c == '-' ? push(s, SKT_WORD_PUNCT, after, 0, SKT_LIT(""))
                                      : push_as_is(s, SKT_WORD_PUNCT, after);
    }
    return push_general(s, SKT_WORD_PUNCT, after);
}

/* A word or space that begins with a character beyond ASCII. */
static skt_status other_word(splitter *s)
{
    const uint32_t first = skt_table_letter(s->text, s->at);
    if (first != 0) {
        return table_word(s, first);
    }
    size_t after = s->at;
    const uint32_t c = skt_utf8_next(s->text, &after);
    const unsigned type = skt_char_class(c);
    if ((type & SKT_CHAR_SPACE) != 0) {
        /* Line and paragraph separators end lines. */
        s->ended |= (c == 0x2028 || c == 0x2029) && skt_line_ends_paragraph(s->text, s->at);
        s->space = true;
        s->at = after;
        return SKT_OK;
    }
    if ((type & SKT_CHAR_LETTER) != 0 && (type & SKT_CHAR_APOSTROPHE) == 0) {
        const size_t dotted = dotted_end(s);
        return push_general(s, SKT_WORD_LETTERS, dotted != 0 ? dotted : letters_end(s, s->at));
    }
    if ((type & SKT_CHAR_DIGIT) != 0) {
        return push_general(s, SKT_WORD_DIGITS, digits_end(s, s->at));
    }
    return sign(s, c, after);
}

static skt_status next_word(splitter *s)
{
    const unsigned type = class_of(s, s->at);
    if ((type & SKT_CHAR_SPACE) != 0) {
        s->ended |= s->text.ptr[s->at] == '\n' && skt_line_ends_paragraph(s->text, s->at);
        s->space = true;
        s->at++;
        return SKT_OK;
    }
    if ((type & SKT_CHAR_LETTER) != 0) {
        return ascii_word(s);
    }
    if ((type & SKT_CHAR_DIGIT) != 0) {
        return ascii_number(s);
    }
    if ((type & SKT_BYTE_HIGH) != 0) {
        return other_word(s);
    }
    return sign(s, (unsigned char)s->text.ptr[s->at], s->at + 1);
}

/* Adds bytes [from, to) of `word`, cut as far as it goes. */
static skt_status push_part(splitter *s, const skt_word *word, size_t from, size_t to,
                            const skt_word_cutter *cutter)
{
    const skt_str text = skt_str_sub(word->text, from, to - from);
    skt_word part = *word;
    if (text.len < word->text.len) {
        part.text = text;
        part.offset = (uint32_t)(word->offset + from);
        part.flags = (uint8_t)(flags_of(text) | (from == 0 ? word->flags & SKT_WORD_SPACE : 0u));
        skt_buf_clear(&s->fold);
        skt_fold(&s->fold, text);
        if (s->fold.failed ||
            skt_arena_str(&part.fold, s->arena, skt_buf_str(&s->fold)) != SKT_OK) {
            return SKT_E_NOMEM;
        }
        part.hash = skt_word_hash(part.fold);
    }
    const size_t cut = part.kind == SKT_WORD_LETTERS ? cutter->cut(cutter->user, &part) : 0;
    if (cut > 0 && cut < text.len) {
        const skt_status status = push_part(s, word, from, from + cut, cutter);
        return status == SKT_OK ? push_part(s, word, from + cut, to, cutter) : status;
    }
    if (s->n_words == s->capacity && !grow(s)) {
        return SKT_E_NOMEM;
    }
    s->words[s->n_words++] = part;
    return SKT_OK;
}

/* Cuts all words; what is not cut stays as it is. */
static skt_status cut_words(splitter *s, const skt_word_cutter *cutter)
{
    const skt_word *whole = s->words;
    const size_t n = s->n_words;
    s->words = NULL;
    s->n_words = 0;
    s->capacity = 0;
    skt_status status = SKT_OK;
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        status = push_part(s, &whole[i], 0, whole[i].text.len, cutter);
    }
    return status;
}

skt_status skt_text_split(skt_text *out, skt_str text, skt_arena *arena)
{
    return skt_text_split_cut(out, text, NULL, arena);
}

skt_status skt_text_split_cut(skt_text *out, skt_str text, const skt_word_cutter *cutter,
                              skt_arena *arena)
{
    if (text.len >= UINT32_MAX) {
        return SKT_E_LIMIT;
    }
    splitter s = {.text = text, .arena = arena, .fold = SKT_BUF_INIT};
    skt_status status = SKT_OK;
    while (status == SKT_OK && s.at < text.len) {
        status = next_word(&s);
    }
    if (status == SKT_OK && cutter != NULL) {
        status = cut_words(&s, cutter);
    }
    skt_buf_dispose(&s.fold);
    *out = (skt_text){.text = text};
    if (status == SKT_OK && s.n_words > 0) {
        out->words = s.words;
        out->n_words = s.n_words;
        status = skt_sentences_find(out, arena);
    }
    return status;
}

skt_status skt_text_take(skt_text *text, skt_word *words, size_t n_words, skt_arena *arena)
{
    text->words = words;
    text->n_words = n_words;
    return skt_sentences_find(text, arena);
}
