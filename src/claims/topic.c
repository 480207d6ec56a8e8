#include "claims/topic.h"

#include <stdlib.h>

#include "core/hash.h"
#include "text/chars.h"
#include "text/text.h"

enum {
    HEAD = 3, /* letters of a word that it is sought by */
    WORD_BYTES = 64,
    LONG_WORD = 1024, /* bytes; what is in a longer one is not sought out */
    BLOCK = 64,
    IN_WORD = SKT_CHAR_LETTER | SKT_CHAR_APOSTROPHE | SKT_BYTE_HIGH
};

/* ------------------------------------------------------------------- words */

static bool has_word(const skt_topic *topic, skt_str folded)
{
    if (topic->n_slots == 0 || folded.len > topic->longest) {
        return false;
    }
    for (size_t at = (size_t)skt_word_hash(folded);; at++) {
        const uint32_t slot = topic->slots[at & (topic->n_slots - 1)];
        if (slot == 0 || skt_str_eq(topic->words.items[slot - 1], folded)) {
            return slot != 0;
        }
    }
}

static void put(skt_topic *topic, size_t index)
{
    size_t at = (size_t)skt_word_hash(topic->words.items[index]);
    while (topic->slots[at & (topic->n_slots - 1)] != 0) {
        at++;
    }
    topic->slots[at & (topic->n_slots - 1)] = (uint32_t)index + 1;
}

static bool grow(skt_topic *topic)
{
    const size_t n = topic->n_slots == 0 ? 256 : topic->n_slots * 2;
    uint32_t *slots = calloc(n, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    free(topic->slots);
    topic->slots = slots;
    topic->n_slots = n;
    for (size_t i = 0; i < topic->words.count; i++) {
        put(topic, i);
    }
    return true;
}

/* The hash of three bytes as small letters, which few other triples share. */
static size_t head_of(uint32_t bytes)
{
    bytes = (bytes | 0x202020U) & 0xFFFFFFU;
    return (bytes * UINT32_C(0x9E3779B1)) >> 16;
}

static uint32_t load_head(const char *p)
{
    uint32_t bytes = 0;
    memcpy(&bytes, p, HEAD);
    return bytes;
}

static bool is_ascii(skt_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if ((unsigned char)word.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* Whether the word stands in a text as letters without a break. */
static bool is_letters(skt_str word)
{
    for (size_t at = 0; at < word.len;) {
        if ((skt_char_class(skt_utf8_next(word, &at)) & SKT_CHAR_LETTER) == 0) {
            return false;
        }
    }
    return word.len < WORD_BYTES && (word.len >= HEAD || (word.len > 0 && !is_ascii(word)));
}

bool skt_topic_add(skt_topic *topic, const skt_str *words, size_t n_words, skt_arena *arena)
{
    skt_str best = SKT_STR_NONE;
    for (size_t i = 0; i < n_words; i++) {
        if (has_word(topic, words[i])) {
            return true;
        }
        best = words[i].len > best.len && is_letters(words[i]) ? words[i] : best;
    }
    topic->everything |= best.len == 0;
    if (best.len == 0) {
        return true;
    }
    skt_str kept;
    if ((topic->words.count * 2 >= topic->n_slots && !grow(topic)) ||
        skt_arena_str(&kept, arena, best) != SKT_OK || !skt_vec_push(&topic->words, kept)) {
        return false;
    }
    put(topic, topic->words.count - 1);
    topic->longest = best.len > topic->longest ? best.len : topic->longest;
    if (is_ascii(best)) {
        const size_t head = head_of(load_head(best.ptr));
        topic->heads[head / 8] = (uint8_t)(topic->heads[head / 8] | 1U << (head % 8));
    }
    return true;
}

void skt_topic_dispose(skt_topic *topic)
{
    skt_vec_dispose(&topic->words);
    free(topic->slots);
}

/* ------------------------------------------------------------------- tokens */

/* Whether one of the words is in a run of ASCII letters. */
static bool in_plain(const skt_topic *topic, skt_str token)
{
    char folded[WORD_BYTES];
    if (token.len > topic->longest) {
        return false;
    }
    for (size_t i = 0; i < token.len; i++) {
        folded[i] = (char)(token.ptr[i] | 0x20);
    }
    return has_word(topic, (skt_str){folded, token.len});
}

/* The same of letters of the tables of chars.h alone: -1 where there are others. */
static int in_tables(const skt_topic *topic, skt_str token)
{
    char folded[WORD_BYTES];
    if (token.len > sizeof folded) {
        return -1;
    }
    for (size_t i = 0; i < token.len; i += 2) {
        const uint32_t c = skt_table_letter(token, i);
        if (c == 0) {
            return -1;
        }
        skt_put_two_bytes(folded + i, skt_letter_fold(c));
    }
    return has_word(topic, (skt_str){folded, token.len});
}

static bool in_folded(const skt_topic *topic, skt_str word)
{
    skt_buf folded = SKT_BUF_INIT;
    skt_fold(&folded, word);
    /* Out of memory: what cannot be told may be. */
    const bool found = folded.failed || has_word(topic, skt_buf_str(&folded));
    skt_buf_dispose(&folded);
    return found;
}

/* The same of a run of letters of any alphabet with the apostrophes in it: a possessive
 * "'s" is cut off a word, other apostrophes are not. */
static bool in_letters(const skt_topic *topic, skt_str word)
{
    if (word.len > LONG_WORD) {
        return true;
    }
    for (size_t at = 0; at < word.len;) {
        const size_t from = at;
        const unsigned type = skt_char_class(skt_utf8_next(word, &at));
        if ((type & SKT_CHAR_APOSTROPHE) != 0 && in_folded(topic, skt_str_sub(word, 0, from))) {
            return true;
        }
    }
    return in_folded(topic, word);
}

/* The same of bytes that are no ASCII but letters and apostrophes. */
static bool in_token(const skt_topic *topic, skt_str token)
{
    const int told = in_tables(topic, token);
    if (told >= 0) {
        return told != 0;
    }
    size_t from = 0;
    for (size_t at = 0; at < token.len;) {
        const size_t here = at;
        const unsigned type = skt_char_class(skt_utf8_next(token, &at));
        if ((type & (SKT_CHAR_LETTER | SKT_CHAR_APOSTROPHE)) == 0) {
            if (here > from && in_letters(topic, skt_str_sub(token, from, here - from))) {
                return true;
            }
            from = at;
        }
    }
    return from < token.len && in_letters(topic, skt_str_sub(token, from, token.len - from));
}

/* ------------------------------------------------------------------ seeking */

static unsigned class_at(skt_str text, size_t at)
{
    return skt_byte_classes[(unsigned char)text.ptr[at]];
}

/* The word around byte `at`; *end is one past it. */
static size_t word_around(size_t *end, skt_str text, size_t at)
{
    size_t first = at;
    while (first > 0 && (class_at(text, first - 1) & IN_WORD) != 0) {
        first--;
    }
    while (at < text.len && (class_at(text, at) & IN_WORD) != 0) {
        at++;
    }
    *end = at;
    return first;
}

/* Whether some byte of [from, end) is no ASCII or an apostrophe. */
static bool has_odd(skt_str text, size_t from, size_t end)
{
    unsigned odd = 0;
    for (size_t i = from; i < end; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        odd |= (c & 0x80U) | (c == '\'') | (c == '`');
    }
    return odd != 0;
}

/* One of the words among those of [from, *end) that have such a byte; SIZE_MAX: none.
 * Moves *end behind the last of them. */
static size_t find_odd(const skt_topic *topic, skt_str text, size_t from, size_t *end)
{
    for (size_t at = from; at < *end;) {
        if ((class_at(text, at) & (SKT_CHAR_APOSTROPHE | SKT_BYTE_HIGH)) == 0) {
            at++;
            continue;
        }
        size_t behind;
        const size_t first = word_around(&behind, text, at);
        if (in_token(topic, skt_str_sub(text, first, behind - first))) {
            return first;
        }
        at = behind;
        *end = behind > *end ? behind : *end;
    }
    return SIZE_MAX;
}

/* One of the words of ASCII letters that begin in [from, end). */
static size_t find_plain(const skt_topic *topic, skt_str text, size_t from, size_t end)
{
    /* The last bytes of the text begin no such word. */
    end = end + HEAD > text.len ? (text.len < HEAD ? 0 : text.len - HEAD + 1) : end;
    for (size_t at = from; at < end; at++) {
        const size_t head = head_of(load_head(text.ptr + at));
        if ((topic->heads[head / 8] >> (head % 8) & 1) == 0 ||
            (at > 0 && (class_at(text, at - 1) & IN_WORD) != 0)) {
            continue;
        }
        size_t behind = at;
        while (behind < text.len && (class_at(text, behind) & SKT_CHAR_LETTER) != 0) {
            behind++;
        }
        if (in_plain(topic, skt_str_sub(text, at, behind - at))) {
            return at;
        }
    }
    return SIZE_MAX;
}

size_t skt_topic_find(const skt_topic *topic, skt_str text, size_t from)
{
    if (topic->everything) {
        return from < text.len ? from : SIZE_MAX;
    }
    while (from < text.len) {
        size_t end = text.len - from > BLOCK ? from + BLOCK : text.len;
        const size_t plain = find_plain(topic, text, from, end);
        const size_t odd = has_odd(text, from, end) ? find_odd(topic, text, from, &end) : SIZE_MAX;
        if (odd != SIZE_MAX || plain != SIZE_MAX) {
            return odd < plain ? odd : plain;
        }
        from = end;
    }
    return SIZE_MAX;
}
