/* The words by which a text is told to be about drones: of each phrase one that it is sought by,
 * and those that stand beside it. */
#include "claims/topic_bytes.h"

#include <stdlib.h>

#include "core/hash.h"
#include "text/text.h"

const skt_topic_word *skt_topic_word_at(const skt_topic *topic, skt_str folded)
{
    if (topic->n_slots == 0 || folded.len > topic->longest) {
        return NULL;
    }
    for (size_t at = (size_t)skt_word_hash(folded);; at++) {
        const uint32_t slot = topic->slots[at & (topic->n_slots - 1)];
        if (slot == 0) {
            return NULL;
        }
        if (skt_str_eq(topic->words.items[slot - 1].word, folded)) {
            return &topic->words.items[slot - 1];
        }
    }
}

static void put(skt_topic *topic, size_t index)
{
    size_t at = (size_t)skt_word_hash(topic->words.items[index].word);
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

/* What all characters of a word are: letters, digits; with SKT_BYTE_HIGH where some are no
 * ASCII. 0: they are none of these, or too few. */
static unsigned kind_of(skt_str word)
{
    unsigned kind = SKT_CHAR_LETTER | SKT_CHAR_DIGIT;
    unsigned high = 0;
    for (size_t at = 0; at < word.len;) {
        const uint32_t c = skt_utf8_next(word, &at);
        kind &= skt_char_class(c);
        high |= c >= 0x80 ? SKT_BYTE_HIGH : 0;
    }
    return kind == 0 || word.len < 2 || word.len >= WORD_BYTES ? 0 : kind | high;
}

/* The word of a phrase that it is sought by: one that is sought anyway, else the longest;
 * n_words if there is none. */
static size_t choose_word(const skt_topic *topic, const skt_str *words, size_t n_words)
{
    size_t best = n_words;
    size_t best_length = 0;
    for (size_t i = 0; i < n_words; i++) {
        const skt_topic_word *known = skt_topic_word_at(topic, words[i]);
        if (known != NULL && known->alone) {
            return i;
        }
        const unsigned kind = kind_of(words[i]);
        const size_t length = words[i].len + ((kind & SKT_CHAR_LETTER) != 0 ? WORD_BYTES : 0);
        if (kind != 0 && length > best_length) {
            best = i;
            best_length = length;
        }
    }
    return best;
}

static void seek_hidden(skt_topic *topic, skt_topic_hidden *hidden)
{
    hidden->sought = topic->hides = true;
    skt_topic_note_hidden(topic, hidden->word);
}

static skt_topic_word *add_word(skt_topic *topic, skt_str word, skt_arena *arena)
{
    skt_topic_word *known = (skt_topic_word *)(uintptr_t)skt_topic_word_at(topic, word);
    skt_topic_word fresh = {.alone = false};
    if (known != NULL) {
        return known;
    }
    if ((topic->words.count * 2 >= topic->n_slots && !grow(topic)) ||
        skt_arena_str(&fresh.word, arena, word) != SKT_OK || !skt_vec_push(&topic->words, fresh)) {
        return NULL;
    }
    put(topic, topic->words.count - 1);
    topic->longest = word.len > topic->longest ? word.len : topic->longest;
    skt_topic_note_word(topic, word);
    for (size_t i = 0; i < topic->hidden.count; i++) {
        skt_topic_hidden *hidden = &topic->hidden.items[i];
        if (!hidden->sought && skt_str_eq(hidden->word, word)) {
            seek_hidden(topic, hidden);
        }
    }
    return &topic->words.items[topic->words.count - 1];
}

/* Notes that `word` stands beside the sought one. */
static bool add_neighbour(skt_topic_word *sought, skt_str word, bool before, skt_arena *arena)
{
    for (const skt_topic_neighbour *n = sought->neighbours; n != NULL; n = n->next) {
        if (n->before == before && skt_str_eq(n->word, word)) {
            return true;
        }
    }
    skt_topic_neighbour *fresh = skt_arena_alloc(arena, sizeof *fresh);
    if (fresh == NULL || skt_arena_str(&fresh->word, arena, word) != SKT_OK) {
        return false;
    }
    fresh->before = before;
    fresh->next = sought->neighbours;
    sought->neighbours = fresh;
    return true;
}

/* Whether a word of the text that is this one can be told from its bytes. */
static bool is_plain(skt_str word)
{
    unsigned kind = SKT_CHAR_LETTER | SKT_CHAR_DIGIT;
    for (size_t i = 0; i < word.len; i++) {
        kind &= skt_byte_classes[(unsigned char)word.ptr[i]];
    }
    return word.len > 0 && word.len < WORD_BYTES && kind != 0;
}

static bool prepare(skt_topic *topic)
{
    topic->ready = topic->ready || skt_topic_make_tables(topic);
    return topic->ready;
}

bool skt_topic_add(skt_topic *topic, const skt_str *words, size_t n_words, skt_arena *arena)
{
    const size_t i = choose_word(topic, words, n_words);
    if (!prepare(topic)) {
        return false;
    }
    if (i == n_words) {
        topic->everything = true;
        return true;
    }
    skt_topic_word *sought = add_word(topic, words[i], arena);
    if (sought == NULL) {
        return false;
    }
    if (i + 1 < n_words && is_plain(words[i + 1])) {
        return sought->alone || add_neighbour(sought, words[i + 1], false, arena);
    }
    if (i > 0 && is_plain(words[i - 1])) {
        return sought->alone || add_neighbour(sought, words[i - 1], true, arena);
    }
    sought->alone = true;
    return true;
}

bool skt_topic_hide(skt_topic *topic, skt_str word, skt_arena *arena)
{
    skt_topic_hidden fresh = {.sought = false};
    if (!prepare(topic) || skt_arena_str(&fresh.word, arena, word) != SKT_OK ||
        !skt_vec_push(&topic->hidden, fresh)) {
        return false;
    }
    if (skt_topic_word_at(topic, word) != NULL) {
        seek_hidden(topic, &topic->hidden.items[topic->hidden.count - 1]);
    }
    return true;
}

bool skt_topic_prefix(skt_topic *topic, skt_str prefix)
{
    if (!prepare(topic) || !skt_vec_push(&topic->prefixes, prefix)) {
        return false;
    }
    skt_topic_note_prefix(topic, prefix);
    return true;
}

void skt_topic_dispose(skt_topic *topic)
{
    skt_vec_dispose(&topic->words);
    skt_vec_dispose(&topic->prefixes);
    skt_vec_dispose(&topic->hidden);
    free(topic->slots);
}
