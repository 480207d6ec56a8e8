#include "gazetteer/known.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { WORTH = 20000 /* words whose look-ups cost what the table does: not those of one report */ };

/* Made when it is first worth it, by whichever thread that is. */
struct skt_gaz_known_table {
    _Atomic(skt_gaz_knowns *) made;
    atomic_size_t asked; /* words so far, until it is made */
};

skt_gaz_known_table *skt_gaz_known_new(void)
{
    return calloc(1, sizeof(skt_gaz_known_table));
}

static void free_knowns(skt_gaz_knowns *knowns)
{
    if (knowns != NULL) {
        free(knowns->slots);
        free(knowns);
    }
}

void skt_gaz_known_free(skt_gaz_known_table *table)
{
    if (table != NULL) {
        free_knowns(atomic_load(&table->made));
        free(table);
    }
}

/* A slot for the hash: the one that has no phrase yet, or a free one. There is always one. */
static skt_gaz_known *slot_for(skt_gaz_knowns *knowns, uint64_t hash)
{
    size_t at = (size_t)hash & knowns->mask;
    while (knowns->slots[at].used &&
           (knowns->slots[at].hash != hash || knowns->slots[at].values != NULL)) {
        at = (at + 1) & knowns->mask;
    }
    const uint64_t bit = skt_gaz_known_bit(hash);
    knowns->there[bit / 64] |= UINT64_C(1) << (bit % 64);
    knowns->slots[at].used = true;
    knowns->slots[at].hash = hash;
    return &knowns->slots[at];
}

static void add_phrase(skt_gaz_knowns *knowns, skt_str text, skt_gaz_hit hit, uint64_t hash)
{
    skt_gaz_known *slot = slot_for(knowns, hash);
    slot->values = hit.values;
    slot->n_values = (uint32_t)hit.count;
    slot->n_text = (uint8_t)text.len;
    if (text.len > SKT_GAZ_KNOWN_TEXT) {
        memcpy(slot->text, &text.ptr, sizeof text.ptr);
    } else {
        memcpy(slot->text, text.ptr, text.len);
    }
    skt_gaz_value_classes(&slot->classes, &slot->positions, hit);
}

static void add_beginning(skt_gaz_knowns *knowns, uint64_t hash)
{
    const skt_gaz_known *slot = skt_gaz_known_first(knowns, hash);
    skt_gaz_known *own =
        slot == NULL ? slot_for(knowns, hash) : &knowns->slots[slot - knowns->slots];
    own->goes_on = true;
}

/* The phrase and what it begins with, word by word. */
static void add_key(skt_gaz_knowns *knowns, const skt_gaz_dict *words, uint32_t key)
{
    const skt_str text = skt_gaz_whole_text(words, key);
    const skt_gaz_hit hit = skt_gaz_key_hit(words, key);
    uint64_t hash = SKT_GAZ_HASH_SEED;
    size_t from = 0;
    if (text.len == 0 || text.len > UINT8_MAX || hit.count == 0 || hit.count > UINT32_MAX) {
        return;
    }
    for (size_t i = 0; i <= text.len; i++) {
        if (i == text.len || text.ptr[i] == ' ') {
            hash = skt_gaz_hash_add(hash, skt_word_hash(skt_str_sub(text, from, i - from)));
            from = i + 1;
            if (i < text.len) {
                add_beginning(knowns, hash);
            }
        }
    }
    add_phrase(knowns, text, hit, hash);
}

/* Slots for all phrases and what they may begin with, twice as many. */
static size_t slots_for(const skt_gaz_dict *words)
{
    size_t wanted = words->n;
    size_t slots = 64;
    for (uint32_t key = 0; key < words->n; key++) {
        const skt_str text = skt_gaz_whole_text(words, key);
        for (size_t i = 0; i < text.len; i++) {
            wanted += text.ptr[i] == ' ';
        }
    }
    while (slots < 2 * wanted) {
        slots *= 2;
    }
    return slots;
}

static skt_gaz_knowns *make(const skt_gaz_dict *words)
{
    static_assert(sizeof(skt_gaz_known) == SKT_GAZ_KNOWN_BYTES, "a slot is a line");
    const size_t slots = slots_for(words);
    skt_gaz_knowns *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return NULL;
    }
    made->slots = aligned_alloc(SKT_GAZ_KNOWN_BYTES, slots * sizeof *made->slots);
    if (made->slots == NULL) {
        free(made);
        return NULL;
    }
    memset(made->slots, 0, slots * sizeof *made->slots);
    made->mask = slots - 1;
    for (uint32_t key = 0; key < words->n; key++) {
        add_key(made, words, key);
    }
    return made;
}

const skt_gaz_knowns *skt_gaz_knowns_for(const skt_gazetteer *gazetteer, size_t n_words)
{
    _Atomic(skt_gaz_knowns *) *at = &gazetteer->known->made;
    skt_gaz_knowns *known = atomic_load_explicit(at, memory_order_acquire);
    if (known != NULL) {
        return known;
    }
    atomic_size_t *asked = &gazetteer->known->asked;
    if (atomic_fetch_add_explicit(asked, n_words, memory_order_relaxed) + n_words < WORTH) {
        return NULL;
    }
    skt_gaz_knowns *made = make(&gazetteer->words);
    if (made != NULL && !atomic_compare_exchange_strong(at, &known, made)) {
        free_knowns(made);
        return known;
    }
    return made;
}
