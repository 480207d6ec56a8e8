/* Splitting a text into words, and those into paragraphs and sentences. */
#include <unicode/uchar.h>

#include "core/vec.h"
#include "text/sentences.h"
#include "text/text.h"

typedef SKT_VEC(skt_word) word_vec;

typedef struct splitter {
    skt_str text;
    skt_arena *arena;
    word_vec words;
    skt_buf fold; /* scratch */
    size_t at;
    bool space; /* white space was passed since the last word */
    uint32_t paragraph;
} splitter;

static uint32_t peek(const splitter *s, size_t at)
{
    return at < s->text.len ? skt_utf8_next(s->text, &at) : 0;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2018 || c == 0x02BB || c == '`';
}

static bool is_letter(uint32_t c)
{
    if (c < 0x80) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    /* Marks belong to the letter before them; soft hyphens and joiners are
     * inside a word by what they are for. */
    return u_isalpha((UChar32)c) || u_charType((UChar32)c) == U_NON_SPACING_MARK || c == 0x00AD ||
           c == 0x200C || c == 0x200D || c == 0x0640;
}

static bool is_digit(uint32_t c)
{
    return c < 0x80 ? (c >= '0' && c <= '9') : u_isdigit((UChar32)c) != 0;
}

static bool is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

static uint8_t letter_flags(skt_str text)
{
    size_t letters = 0;
    size_t capitals = 0;
    bool cased = false;
    uint8_t flags = 0;
    for (size_t at = 0; at < text.len;) {
        const uint32_t c = skt_utf8_next(text, &at);
        const bool upper = c < 0x80 ? (c >= 'A' && c <= 'Z') : u_isUUppercase((UChar32)c) != 0;
        const bool lower = c < 0x80 ? (c >= 'a' && c <= 'z') : u_isULowercase((UChar32)c) != 0;
        if (upper && letters == 0) {
            flags |= SKT_WORD_CAPITAL;
        }
        cased |= upper || lower;
        letters += is_letter(c);
        capitals += upper;
    }
    if (letters > 1 && capitals == letters) {
        flags |= SKT_WORD_ALL_CAPS;
    }
    if (!cased) {
        flags |= SKT_WORD_CAPITAL | SKT_WORD_NO_CASE;
    }
    return flags;
}

static skt_status push(splitter *s, skt_word_kind kind, size_t end)
{
    skt_word word = {
        .text = skt_str_sub(s->text, s->at, end - s->at),
        .offset = (uint32_t)s->at,
        .paragraph = s->paragraph,
        .kind = (uint8_t)kind,
        .flags = s->space ? SKT_WORD_SPACE : 0,
    };
    if (kind == SKT_WORD_LETTERS) {
        word.flags |= letter_flags(word.text);
    }
    skt_buf_clear(&s->fold);
    skt_fold(&s->fold, word.text);
    if (s->fold.failed || skt_arena_str(&word.fold, s->arena, skt_buf_str(&s->fold)) != SKT_OK ||
        !skt_vec_push(&s->words, word)) {
        return SKT_E_NOMEM;
    }
    s->at = end;
    s->space = false;
    return SKT_OK;
}

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

static size_t letters_end(const splitter *s)
{
    const size_t dotted = dotted_end(s);
    if (dotted != 0) {
        return dotted;
    }
    size_t at = s->at;
    while (at < s->text.len) {
        size_t next = at;
        const uint32_t c = skt_utf8_next(s->text, &next);
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

static size_t digits_end(const splitter *s)
{
    size_t at = s->at;
    while (at < s->text.len) {
        size_t next = at;
        const uint32_t c = skt_utf8_next(s->text, &next);
        const bool separator =
            c == ',' || c == '.' || c == ':' || c == 0x00A0 || c == 0x202F || c == 0x2009;
        if (!is_digit(c) && !(separator && is_digit(peek(s, next)))) {
            break;
        }
        if (c >= 0x80 && separator) {
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

static skt_status next_word(splitter *s)
{
    size_t after = s->at;
    const uint32_t c = skt_utf8_next(s->text, &after);
    if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) {
        if (c != '\r' && skt_line_ends_paragraph(s->text, s->at)) {
            s->paragraph++;
        }
        s->space = true;
        s->at = after;
        return SKT_OK;
    }
    if (c <= ' ' || u_isUWhiteSpace((UChar32)c)) {
        s->space = true;
        s->at = after;
        return SKT_OK;
    }
    if (is_letter(c) && !is_apostrophe(c)) {
        return push(s, SKT_WORD_LETTERS, letters_end(s));
    }
    if (is_digit(c)) {
        return push(s, SKT_WORD_DIGITS, digits_end(s));
    }
    const bool behind_word = s->words.count > 0 && !s->space &&
                             s->words.items[s->words.count - 1].kind == SKT_WORD_LETTERS;
    if (is_apostrophe(c) && behind_word) {
        size_t behind = after;
        const uint32_t letter = after < s->text.len ? skt_utf8_next(s->text, &behind) : 0;
        if ((letter == 's' || letter == 'S') && !is_letter(peek(s, behind))) {
            return push(s, SKT_WORD_SUFFIX, behind);
        }
    }
    if (is_hyphen(c) && !s->space && s->words.count > 0) {
        const uint32_t beyond = peek(s, after);
        if (is_letter(beyond) || is_digit(beyond)) {
            return push(s, SKT_WORD_HYPHEN, after);
        }
    }
    return push(s, SKT_WORD_PUNCT, after);
}

skt_status skt_text_split(skt_text *out, skt_str text, skt_arena *arena)
{
    if (text.len >= UINT32_MAX) {
        return SKT_E_LIMIT;
    }
    splitter s = {.text = text, .arena = arena, .fold = SKT_BUF_INIT};
    skt_status status = SKT_OK;
    while (status == SKT_OK && s.at < text.len) {
        status = next_word(&s);
    }
    *out = (skt_text){.text = text};
    if (status == SKT_OK && s.words.count > 0) {
        out->words = skt_arena_array(arena, s.words.count, sizeof *out->words);
        if (out->words == NULL) {
            status = SKT_E_NOMEM;
        } else {
            memcpy(out->words, s.words.items, s.words.count * sizeof *out->words);
            out->n_words = s.words.count;
            status = skt_sentences_find(out, arena);
        }
    }
    skt_vec_dispose(&s.words);
    skt_buf_dispose(&s.fold);
    return status;
}
