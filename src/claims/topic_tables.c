/* What words that are sought begin with, and what characters are, in the tables by which most
 * words of a text are told to be none of them. */
#include "claims/topic_bytes.h"
#include "core/wide.h"
#include "text/text.h"

/* ------------------------------------------------------------- characters */

/* Blocks of characters that the tables know; others are strange. */
static const struct {
    uint32_t first, last;
} blocks[] = {
    {0x0080, 0x017F}, /* Latin and its signs */
    {0x0400, 0x045F}, /* Cyrillic */
    {0x0591, 0x05EA}, /* Hebrew */
    {0x0600, 0x06FF}, /* Arabic */
};

/* The number of the two letters that one folds to. */
static uint8_t pair_of(skt_topic *topic, skt_str fold)
{
    enum { MOST = sizeof topic->pairs / sizeof *topic->pairs };
    size_t i = 0;
    while (i < topic->n_pairs && memcmp(topic->pairs[i], fold.ptr, 2) != 0) {
        i++;
    }
    if (i == MOST) {
        return CHAR_STRANGE;
    }
    memcpy(topic->pairs[i], fold.ptr, 2);
    topic->n_pairs += i == topic->n_pairs;
    return (uint8_t)(CHAR_LATIN | CHAR_LONG | i);
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

/* What a letter that folds to `fold` is. */
static uint8_t letter_of(skt_topic *topic, skt_str fold)
{
    size_t at = 0;
    if (fold.len == 0) {
        return CHAR_DROPPED;
    }
    const uint32_t c = skt_utf8_next(fold, &at);
    if (at < fold.len) {
        return fold.len == 2 && is_small(fold.ptr[0]) && is_small(fold.ptr[1])
                   ? pair_of(topic, fold)
                   : CHAR_STRANGE;
    }
    if (is_small(fold.ptr[0])) {
        return (uint8_t)(CHAR_LATIN | (c & CHAR_BITS));
    }
    if (c >= SKT_CYRILLIC_FIRST && c < SKT_CYRILLIC_FIRST + SKT_CYRILLIC_COUNT) {
        return (uint8_t)(CHAR_CYRILLIC | (c & CHAR_BITS));
    }
    return c >= 0x05D0 && c <= 0x06FF ? (uint8_t)(CHAR_OTHER | (c & CHAR_BITS)) : CHAR_STRANGE;
}

/* What a character is; `folded` is scratch. */
static uint8_t kind_of_char(skt_topic *topic, skt_buf *folded, uint32_t c)
{
    const unsigned type = skt_char_class(c);
    if ((type & SKT_CHAR_APOSTROPHE) != 0) {
        return c == 0x2018 || c == 0x2019 ? CHAR_APOSTROPHE : CHAR_STRANGE;
    }
    if ((type & SKT_CHAR_LETTER) == 0) {
        return (type & SKT_CHAR_DIGIT) != 0 ? CHAR_STRANGE : CHAR_SEPARATOR;
    }
    skt_buf letter = SKT_BUF_INIT;
    skt_buf_add_code_point(&letter, c);
    skt_buf_clear(folded);
    skt_fold(folded, skt_buf_str(&letter));
    folded->failed |= letter.failed;
    skt_buf_dispose(&letter);
    return letter_of(topic, skt_buf_str(folded));
}

bool skt_topic_make_tables(skt_topic *topic)
{
    skt_buf folded = SKT_BUF_INIT;
    topic->wide = skt_has_wide();
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        for (uint32_t c = blocks[i].first; c <= blocks[i].last && c < SKT_TOPIC_LETTERS; c++) {
            topic->letters[c] = kind_of_char(topic, &folded, c);
        }
    }
    for (uint32_t i = 0; i < sizeof topic->signs; i++) {
        topic->signs[i] = kind_of_char(topic, &folded, 0x2000 + i);
    }
    const bool good = !folded.failed;
    skt_buf_dispose(&folded);
    return good;
}

/* ------------------------------------------------------------- beginnings */

static bool is_ascii(skt_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if ((unsigned char)word.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* Notes that a word begins with those letters; behind fewer may stand anything. */
static void note_beginning(uint64_t *beginnings, const uint32_t *letters, size_t n)
{
    enum { LETTERS = 32, SHIFT = 8 };
    uint32_t first = 0;
    for (size_t i = 0; i < n; i++) {
        first |= (letters[i] & CHAR_BITS) << (SHIFT * i);
    }
    const uint32_t thirds = n < 3 ? LETTERS : 1;
    const uint32_t seconds = n < 2 ? LETTERS : 1;
    for (uint32_t third = 0; third < thirds; third++) {
        for (uint32_t second = 0; second < seconds; second++) {
            const uint32_t hash = hash_beginning(first | second << SHIFT | third << (2 * SHIFT));
            beginnings[hash / 64] |= UINT64_C(1) << (hash % 64);
        }
    }
}

/* The same for many bytes at once, in the set that has alike ones. */
static void note_sieve(skt_topic_sieve *sieve, skt_str word)
{
    const unsigned char first = (unsigned char)word.ptr[0];
    const unsigned char second = (unsigned char)word.ptr[word.len > 1];
    const uint8_t set = (uint8_t)(1U << ((first * 5U + (second >> 3)) % 8));
    for (size_t i = 0; i < SKT_TOPIC_DEPTH; i++) {
        for (size_t half = 0; half < 16 && i >= word.len; half++) {
            sieve->low[i][half] |= set;
            sieve->high[i][half] |= set;
        }
        if (i < word.len) {
            const unsigned char c = (unsigned char)word.ptr[i];
            sieve->low[i][c % 16] |= set;
            sieve->high[i][c / 16] |= set;
        }
    }
}

/* Notes a word, or what it may begin with, by how many letters there are. */
static void note_run(skt_topic *topic, skt_str word, bool whole)
{
    char bytes[HEAD] = {0};
    memcpy(bytes, word.ptr, word.len < HEAD ? word.len : HEAD);
    if (word.len < HEAD && !whole) {
        memset(topic->runs, 0xFF, sizeof topic->runs); /* behind it may stand anything */
        return;
    }
    const uint32_t hash = hash_beginning(four_of(bytes) & 0x1F1F1F1F);
    topic->runs[hash / 64] |= UINT64_C(1) << (hash % 64);
}

static void note_ascii(skt_topic *topic, skt_str word, bool whole)
{
    const uint32_t head = last_head(word, 0);
    uint32_t letters[SKT_TOPIC_DEPTH];
    size_t n = 0;
    for (; n < SKT_TOPIC_DEPTH && n < word.len; n++) {
        letters[n] = (unsigned char)word.ptr[n];
    }
    topic->heads[head / 8] = (uint8_t)(topic->heads[head / 8] | 1U << (head % 8));
    note_beginning(topic->begins, letters, n);
    note_run(topic, word, whole);
}

/* The first letters of a word that is not all ASCII; false where it has others than those of
 * one alphabet but Latin. */
static bool read_letters(uint32_t letters[SKT_TOPIC_DEPTH], size_t *n, const skt_topic *topic,
                         skt_str word)
{
    unsigned alphabet = 0;
    *n = 0;
    for (size_t at = 0; at < word.len;) {
        const uint32_t c = skt_utf8_next(word, &at);
        const unsigned kind = c < SKT_TOPIC_LETTERS ? topic->letters[c] : CHAR_STRANGE;
        const unsigned of = kind & CHAR_ALPHABET;
        if ((of != CHAR_CYRILLIC && of != CHAR_OTHER) || (alphabet != 0 && alphabet != of) ||
            (kind & CHAR_BITS) != (c & CHAR_BITS)) {
            return false;
        }
        alphabet = of;
        if (*n < SKT_TOPIC_DEPTH) {
            letters[(*n)++] = c;
        }
    }
    return true;
}

/* Makes the pages of letters anew. */
static void make_pages(skt_topic *topic)
{
    enum { FIRST = 0x80, LAST = 0xBF };
    for (size_t i = 0; i < topic->n_pages; i++) {
        skt_topic_page *page = &topic->pages[i];
        memset(page->letters, 0, sizeof page->letters);
        for (unsigned trail = FIRST; trail <= LAST; trail++) {
            const uint8_t kind = topic->letters[(page->lead & 0x1FU) << 6 | (trail & 0x3FU)];
            const unsigned bit = 1U << (trail / 16 - 8);
            if ((kind & CHAR_ALPHABET) == page->alphabet && (kind & CHAR_LONG) == 0) {
                const bool prefix = (topic->prefix_letters >> (kind & CHAR_BITS) & 1) != 0;
                page->letters[trail % 16] |= (uint8_t)(prefix ? bit | bit << 4 : bit);
            }
        }
    }
}

/* Adds the pages of a word's letters, all of two bytes, as far as there is room. */
static void add_pages(skt_topic *topic, skt_str word)
{
    const size_t before = topic->n_pages;
    for (size_t at = 0; at + 1 < word.len; at += 2) {
        const uint8_t lead = (uint8_t)word.ptr[at];
        size_t i = 0;
        while (i < topic->n_pages && topic->pages[i].lead != lead) {
            i++;
        }
        if (i == topic->n_pages && i < SKT_TOPIC_PAGES) {
            const unsigned c = (lead & 0x1FU) << 6 | ((unsigned char)word.ptr[at + 1] & 0x3FU);
            topic->pages[topic->n_pages++] =
                (skt_topic_page){.lead = lead, .alphabet = topic->letters[c] & CHAR_ALPHABET};
        }
    }
    if (topic->n_pages > before) {
        make_pages(topic);
    }
}

void skt_topic_note_word(skt_topic *topic, skt_str word)
{
    uint32_t letters[SKT_TOPIC_DEPTH];
    size_t n;
    if (is_ascii(word)) {
        topic->numbers |= (skt_byte_classes[(unsigned char)word.ptr[0]] & SKT_CHAR_DIGIT) != 0;
        note_ascii(topic, word, true);
    } else if (read_letters(letters, &n, topic, word)) {
        note_beginning(topic->others, letters, n);
        add_pages(topic, word);
    } else {
        topic->unsure = true;
    }
}

void skt_topic_note_hidden(skt_topic *topic, skt_str word)
{
    uint32_t letters[SKT_TOPIC_DEPTH];
    size_t n = 0;
    if (is_ascii(word)) {
        for (; n < SKT_TOPIC_DEPTH && n < word.len; n++) {
            letters[n] = (unsigned char)word.ptr[n];
        }
        note_sieve(&topic->sieve, word);
    } else if (!read_letters(letters, &n, topic, word)) {
        topic->unsure = true;
        return;
    }
    note_beginning(topic->inner, letters, n);
}

void skt_topic_note_prefix(skt_topic *topic, skt_str prefix)
{
    uint32_t letters[SKT_TOPIC_DEPTH];
    size_t n;
    if (is_ascii(prefix) && prefix.len > 0) {
        note_ascii(topic, prefix, false);
        return;
    }
    for (size_t at = 0; at < prefix.len;) {
        topic->prefix_letters |= UINT32_C(1) << (skt_utf8_next(prefix, &at) & CHAR_BITS);
    }
    topic->unsure |= !read_letters(letters, &n, topic, prefix);
    make_pages(topic);
}
