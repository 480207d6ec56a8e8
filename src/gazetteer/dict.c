/* Looking keys up in the mapped file. */
#include "core/expect.h"
#include "gazetteer/overlay.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

skt_str skt_gaz_string(const skt_gazetteer *gazetteer, uint32_t offset)
{
    if (offset >= gazetteer->strings_size) {
        return gazetteer->overlay == NULL ? (skt_str){"", 0}
                                          : skt_gaz_overlay_string(gazetteer, offset);
    }
    const size_t length = gazetteer->strings[offset];
    if (length > gazetteer->strings_size - offset - 1) {
        return (skt_str){"", 0};
    }
    return (skt_str){(const char *)gazetteer->strings + offset + 1, length};
}

skt_str skt_gaz_tag(const skt_gazetteer *gazetteer, uint16_t index)
{
    if (index < gazetteer->n_tags) {
        return skt_gaz_string(gazetteer, gazetteer->tags[index]);
    }
    const skt_gaz_overlay *overlay = gazetteer->overlay;
    const size_t own = index - gazetteer->n_tags;
    return overlay != NULL && own < overlay->tags.count
               ? skt_gaz_string(gazetteer, overlay->tags.items[own])
               : (skt_str){"", 0};
}

/* The first rule that does not stand before that kind and byte. */
static size_t rule_bound(const skt_gazetteer *gazetteer, unsigned wanted)
{
    size_t low = 0;
    size_t high = gazetteer->n_rules;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const skt_gaz_rule *rule = &gazetteer->rules[middle];
        if (((unsigned)rule->kind << 8 | rule->byte) < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const skt_gaz_rule *skt_gaz_rules_of(size_t *n, const skt_gazetteer *gazetteer,
                                     skt_gaz_rule_kind kind, char byte)
{
    const unsigned wanted = (unsigned)kind << 8 | (unsigned char)byte;
    const size_t first = rule_bound(gazetteer, wanted);
    const size_t end = rule_bound(gazetteer, wanted + 1);
    *n = end > first ? end - first : 0; /* unsorted in a file that was altered */
    return gazetteer->rules + first;
}

/* ------------------------------------------------------------------ text */

/* A block's keys up to one of them: what each adds to the bytes that it shares with
 * the key before it. */
typedef struct block {
    const unsigned char *own[SKT_GAZ_BLOCK_KEYS];
    size_t shared[SKT_GAZ_BLOCK_KEYS];
    size_t last; /* the key's place in it */
    size_t length;
} block;

/* Finds the key in its block; false where it is out of bounds or damaged. */
static bool find_block(block *out, const skt_gaz_dict *dict, uint32_t key)
{
    const size_t number = key / dict->block_keys;
    if (key >= dict->n || number >= dict->n_blocks || dict->blocks[number] > dict->text_size) {
        return false;
    }
    const uint32_t *marks = dict->marks + number * dict->block_keys;
    const unsigned char *end = dict->text + dict->text_size;
    const unsigned char *p = dict->text + dict->blocks[number];
    out->last = key % dict->block_keys;
    out->length = 0;
    for (size_t i = 0; i <= out->last; i++) {
        const size_t length = marks[i] >> SKT_GAZ_MARK_LETTERS;
        size_t shared = 0;
        if (i > 0) {
            if (p == end) {
                return false;
            }
            shared = *p++;
        }
        if (shared > length || shared > out->length || length - shared > (size_t)(end - p)) {
            return false;
        }
        out->own[i] = p;
        out->shared[i] = shared;
        out->length = length;
        p += length - shared;
    }
    return out->length < SKT_GAZ_MAX_KEY_BYTES;
}

skt_str skt_gaz_key_text(char out[SKT_GAZ_MAX_KEY_BYTES], const skt_gaz_dict *dict, uint32_t key)
{
    block found;
    if (!find_block(&found, dict, key)) {
        return (skt_str){"", 0};
    }
    /* From the end: each key before it gives what those behind it share. */
    size_t missing = found.length;
    for (size_t i = found.last + 1; missing > 0 && i-- > 0;) {
        if (found.shared[i] < missing) {
            memcpy(out + found.shared[i], found.own[i], missing - found.shared[i]);
            missing = found.shared[i];
        }
    }
    return (skt_str){out, found.length};
}

skt_str skt_gaz_whole_text(const skt_gaz_dict *dict, uint32_t key)
{
    const size_t length = key < dict->n ? dict->marks[key] >> SKT_GAZ_MARK_LETTERS : 0;
    if (dict->block_keys != 1 || key >= dict->n || key >= dict->n_blocks ||
        dict->blocks[key] > dict->text_size || length > dict->text_size - dict->blocks[key]) {
        return (skt_str){"", 0};
    }
    return (skt_str){(const char *)dict->text + dict->blocks[key], length};
}

static bool is_text(const skt_gaz_dict *dict, uint32_t key, skt_str text)
{
    block found;
    if (key >= dict->n || dict->marks[key] >> SKT_GAZ_MARK_LETTERS != text.len) {
        return false;
    }
    if (dict->block_keys == 1) {
        return skt_str_eq(skt_gaz_whole_text(dict, key), text);
    }
    if (!find_block(&found, dict, key)) {
        return false;
    }
    size_t missing = found.length;
    for (size_t i = found.last + 1; missing > 0 && i-- > 0;) {
        const size_t shared = found.shared[i];
        if (shared < missing) {
            if (memcmp(text.ptr + shared, found.own[i], missing - shared) != 0) {
                return false;
            }
            missing = shared;
        }
    }
    return true;
}

skt_gaz_hit skt_gaz_key_hit(const skt_gaz_dict *dict, uint32_t key)
{
    const skt_gaz_hit none = {UINT32_MAX, NULL, 0};
    if (key >= dict->n) {
        return none;
    }
    const uint32_t value = dict->values[key];
    if ((value & SKT_GAZ_LIST) == 0) {
        return (skt_gaz_hit){key, &dict->values[key], 1};
    }
    const size_t at = value & (SKT_GAZ_LIST - 1);
    if (at >= dict->n_lists || dict->lists[at] == 0 || dict->lists[at] > dict->n_lists - at - 1) {
        return none;
    }
    return (skt_gaz_hit){key, dict->lists + at + 1, dict->lists[at]};
}

void skt_gaz_value_classes(uint32_t *classes, uint8_t *positions, skt_gaz_hit hit)
{
    enum { LAST = 31 };
    *classes = 0;
    *positions = 0;
    for (size_t i = 0; i < hit.count; i++) {
        const unsigned type = SKT_GAZ_WORD_CLASS(hit.values[i]);
        *classes |= UINT32_C(1) << (type < LAST ? type : LAST);
        *positions = (uint8_t)(*positions | SKT_GAZ_WORD_POSITION(hit.values[i]));
    }
}

/* ---------------------------------------------------------------- hashes */

uint64_t skt_gaz_key_hash(skt_str key)
{
    uint64_t hash = SKT_GAZ_HASH_SEED;
    for (;;) {
        const char *space = key.len == 0 ? NULL : memchr(key.ptr, ' ', key.len);
        const size_t length = space == NULL ? key.len : (size_t)(space - key.ptr);
        hash = skt_gaz_hash_add(hash, skt_word_hash(skt_str_sub(key, 0, length)));
        if (space == NULL) {
            return hash;
        }
        key = skt_str_sub(key, length + 1, key.len - length - 1);
    }
}

uint32_t skt_gaz_mark(skt_str key)
{
    uint32_t mark = (uint32_t)key.len << SKT_GAZ_MARK_LETTERS;
    size_t letters = 0;
    for (size_t at = 0; at < key.len; letters++) {
        const uint32_t letter = skt_utf8_next(key, &at);
        mark |= letters < SKT_GAZ_HEAD_LETTERS ? 0 : skt_gaz_letter_bit(letter);
    }
    return mark;
}

/* --------------------------------------------------------------- look-up */

/* Of a bucket's slots, a bit for each whose upper bits are `tag`. */
static unsigned tagged_slots(const uint32_t *slots, uint32_t tag_mask, uint32_t tag)
{
    unsigned found = 0;
#ifdef __SSE2__
    const __m128i masks = _mm_set1_epi32((int)tag_mask);
    const __m128i tags = _mm_set1_epi32((int)tag);
    for (unsigned i = 0; i < SKT_GAZ_BUCKET_SLOTS; i += 4) {
        const __m128i four = _mm_loadu_si128((const __m128i *)(const void *)(slots + i));
        const __m128i equal = _mm_cmpeq_epi32(_mm_and_si128(four, masks), tags);
        found |= (unsigned)_mm_movemask_ps(_mm_castsi128_ps(equal)) << i;
    }
#else
    for (unsigned i = 0; i < SKT_GAZ_BUCKET_SLOTS; i++) {
        found |= (unsigned)((slots[i] & tag_mask) == tag) << i;
    }
#endif
    return found;
}

skt_gaz_hit skt_gaz_find_hashed(const skt_gaz_dict *dict, skt_str key, uint64_t hash)
{
    const skt_gaz_hit none = {UINT32_MAX, NULL, 0};
    if (dict->n_buckets == 0 || key.len == 0) {
        return none;
    }
    const uint32_t tag = skt_gaz_tagged(hash, 0, dict->key_bits);
    const uint32_t key_mask = (UINT32_C(1) << dict->key_bits) - 1;
    size_t bucket = skt_gaz_bucket(hash, dict->n_buckets);
    for (size_t tries = 0; tries < dict->reach; tries++) {
        const uint32_t *slots = dict->slots + bucket * SKT_GAZ_BUCKET_SLOTS;
        for (unsigned found = tagged_slots(slots, ~key_mask, tag); found != 0; found &= found - 1) {
            const uint32_t number = slots[__builtin_ctz(found)] & key_mask;
            if (number != 0 && is_text(dict, number - 1, key)) {
                return skt_gaz_key_hit(dict, number - 1);
            }
        }
        if (slots[SKT_GAZ_BUCKET_SLOTS - 1] == 0) {
            return none; /* a key goes on to the next bucket only from a full one */
        }
        bucket = bucket + 1 < dict->n_buckets ? bucket + 1 : 0;
    }
    return none;
}

void skt_gaz_expect(const skt_gaz_dict *dict, uint64_t hash)
{
    if (dict->n_buckets != 0 && dict->n_starts != 0) {
        skt_expect(dict->slots + skt_gaz_bucket(hash, dict->n_buckets) * SKT_GAZ_BUCKET_SLOTS);
        skt_expect(dict->starts + skt_gaz_bucket(hash, dict->n_starts) * SKT_GAZ_START_WORDS);
    }
}

/* The key that the first slot with the hash's tag is of; SIZE_MAX if there is none. */
static size_t likely_key(const skt_gaz_dict *dict, uint64_t hash)
{
    const uint32_t key_mask = (UINT32_C(1) << dict->key_bits) - 1;
    const uint32_t tag = skt_gaz_tagged(hash, 0, dict->key_bits);
    if (dict->n_buckets == 0) {
        return SIZE_MAX;
    }
    const uint32_t *slots =
        dict->slots + skt_gaz_bucket(hash, dict->n_buckets) * SKT_GAZ_BUCKET_SLOTS;
    const unsigned found = tagged_slots(slots, ~key_mask, tag);
    const uint32_t number = found == 0 ? 0 : slots[__builtin_ctz(found)] & key_mask;
    return number != 0 && number <= dict->n ? number - 1 : SIZE_MAX;
}

void skt_gaz_expect_key(const skt_gaz_dict *dict, uint64_t hash)
{
    const size_t key = likely_key(dict, hash);
    if (key != SIZE_MAX) {
        skt_expect(dict->marks + key);
        skt_expect(dict->values + key);
        skt_expect(dict->blocks + key / dict->block_keys);
    }
}

void skt_gaz_expect_value(const skt_gazetteer *gazetteer, uint64_t hash)
{
    const skt_gaz_dict *names = &gazetteer->names;
    const size_t key = likely_key(names, hash);
    if (key == SIZE_MAX || key / names->block_keys >= names->n_blocks) {
        return;
    }
    const uint32_t value = names->values[key];
    skt_expect(names->text + names->blocks[key / names->block_keys]);
    if ((value & SKT_GAZ_LIST) != 0) {
        skt_expect(names->lists + (value & (SKT_GAZ_LIST - 1)));
    } else {
        skt_expect(gazetteer->nodes + skt_gaz_value_node(value));
    }
}

bool skt_gaz_may_have(const skt_gaz_dict *dict, uint64_t hash)
{
    if (dict->n_buckets == 0) {
        return false;
    }
    const uint32_t tag = skt_gaz_tagged(hash, 0, dict->key_bits);
    const uint32_t tag_mask = ~((UINT32_C(1) << dict->key_bits) - 1);
    const uint32_t *slots =
        dict->slots + skt_gaz_bucket(hash, dict->n_buckets) * SKT_GAZ_BUCKET_SLOTS;
    return tagged_slots(slots, tag_mask, tag) != 0 || slots[SKT_GAZ_BUCKET_SLOTS - 1] != 0;
}

skt_gaz_hit skt_gaz_find(const skt_gaz_dict *dict, skt_str key)
{
    return skt_gaz_find_hashed(dict, key, skt_gaz_key_hash(key));
}

bool skt_gaz_goes_on(const skt_gaz_dict *dict, uint64_t hash)
{
    if (dict->n_starts == 0) {
        return false;
    }
    const uint64_t *bucket =
        dict->starts + skt_gaz_bucket(hash, dict->n_starts) * SKT_GAZ_START_WORDS;
    bool there = true;
    for (unsigned i = 0; i < 3; i++) {
        const unsigned bit = (unsigned)(hash >> (9 * i)) & 511;
        there = there && (bucket[bit / 64] >> (bit % 64) & 1) != 0;
    }
    return there;
}

const uint32_t *skt_gaz_index_range(size_t *count, const skt_gaz_index *index, uint64_t hash)
{
    *count = 0;
    if (index->n_buckets == 0) {
        return NULL;
    }
    const size_t bucket = skt_gaz_bucket(hash, index->n_buckets);
    const size_t from = index->buckets[bucket];
    const size_t to = index->buckets[bucket + 1];
    if (from > to || to > index->n_keys) {
        return NULL;
    }
    *count = to - from;
    return index->keys + from;
}

bool skt_gaz_index_key(uint32_t *key, const skt_gaz_dict *dict, uint32_t entry, uint64_t hash)
{
    const uint32_t key_mask = (UINT32_C(1) << dict->key_bits) - 1;
    *key = entry & key_mask;
    return (entry & ~key_mask) == skt_gaz_tagged(hash, 0, dict->key_bits);
}
