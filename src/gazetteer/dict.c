/* Looking keys up in the mapped file. */
#include "gazetteer/file.h"

skt_str skt_gaz_string(const skt_gazetteer *gazetteer, uint32_t offset)
{
    if (offset >= gazetteer->strings_size) {
        return (skt_str){"", 0};
    }
    const size_t length = gazetteer->strings[offset];
    if (length > gazetteer->strings_size - offset - 1) {
        return (skt_str){"", 0};
    }
    return (skt_str){(const char *)gazetteer->strings + offset + 1, length};
}

skt_str skt_gaz_tag(const skt_gazetteer *gazetteer, uint16_t index)
{
    return index < gazetteer->n_tags ? skt_gaz_string(gazetteer, gazetteer->tags[index])
                                     : (skt_str){"", 0};
}

/* ------------------------------------------------------------------ text */

/* What stands in a block for one key: how many bytes it shares with the key before
 * it, and the bytes that follow those. */
typedef struct block_entry {
    const unsigned char *bytes;
    size_t shared, own;
} block_entry;

/* Reads the entry of key `index` at *p and moves *p behind it; false where it is
 * damaged. */
static bool next_entry(block_entry *out, const skt_gaz_dict *dict, size_t index,
                       const unsigned char **p)
{
    const unsigned char *end = dict->text + dict->text_size;
    const size_t length = dict->marks[index] >> SKT_GAZ_MARK_LETTERS;
    out->shared = 0;
    if (index % SKT_GAZ_BLOCK_KEYS != 0) {
        if (*p == end) {
            return false;
        }
        out->shared = *(*p)++;
    }
    if (length >= SKT_GAZ_MAX_KEY_BYTES || out->shared > length ||
        length - out->shared > (size_t)(end - *p)) {
        return false;
    }
    out->own = length - out->shared;
    out->bytes = *p;
    *p += out->own;
    return true;
}

/* The text of the block that the key is in, or NULL. */
static const unsigned char *block_of(const skt_gaz_dict *dict, size_t key)
{
    const size_t block = key / SKT_GAZ_BLOCK_KEYS;
    return key < dict->n && block < dict->n_blocks && dict->blocks[block] <= dict->text_size
               ? dict->text + dict->blocks[block]
               : NULL;
}

skt_str skt_gaz_key_text(char out[SKT_GAZ_MAX_KEY_BYTES], const skt_gaz_dict *dict, uint32_t key)
{
    const unsigned char *p = block_of(dict, key);
    size_t length = 0;
    if (p != NULL) {
        for (size_t i = key - key % SKT_GAZ_BLOCK_KEYS; i <= key; i++) {
            block_entry entry;
            if (!next_entry(&entry, dict, i, &p) || entry.shared > length) {
                return (skt_str){"", 0};
            }
            memcpy(out + entry.shared, entry.bytes, entry.own);
            length = entry.shared + entry.own;
        }
    }
    return (skt_str){out, length};
}

/* Whether the key's text is `text`: compared as the block goes, without putting any
 * key together. */
static bool is_text(const skt_gaz_dict *dict, uint32_t key, skt_str text)
{
    const unsigned char *p = block_of(dict, key);
    if (p == NULL || dict->marks[key] >> SKT_GAZ_MARK_LETTERS != text.len) {
        return false;
    }
    size_t same = 0; /* leading bytes that `text` has in common with the key at hand */
    for (size_t i = key - key % SKT_GAZ_BLOCK_KEYS; i <= key; i++) {
        block_entry entry;
        if (!next_entry(&entry, dict, i, &p)) {
            return false;
        }
        if (entry.shared <= same) {
            same = entry.shared;
            for (size_t j = 0; j < entry.own && same < text.len &&
                               entry.bytes[j] == (unsigned char)text.ptr[same];
                 j++) {
                same++;
            }
        }
    }
    return same == text.len;
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

/* ---------------------------------------------------------------- hashes */

static uint64_t mix(uint64_t hash, uint64_t bytes)
{
    hash = (hash ^ bytes) * UINT64_C(0xD6E8FEB86659FD93);
    return hash ^ (hash >> 29);
}

/* The last bytes of a word, eight at most, as a number. */
static uint64_t load_tail(const char *p, size_t n)
{
    uint32_t low;
    uint32_t high;
    if (n >= 4) {
        memcpy(&low, p, 4);
        memcpy(&high, p + n - 4, 4);
        return low | ((uint64_t)high << 32);
    }
    uint64_t tail = 0;
    for (size_t i = 0; i < n; i++) {
        tail = tail << 8 | (unsigned char)p[i];
    }
    return tail;
}

uint64_t skt_gaz_word_hash(skt_str word)
{
    uint64_t hash = word.len;
    const char *p = word.ptr;
    size_t left = word.len;
    for (; left > 8; left -= 8, p += 8) {
        uint64_t bytes;
        memcpy(&bytes, p, 8);
        hash = mix(hash, bytes);
    }
    return mix(hash, load_tail(p, left));
}

uint64_t skt_gaz_key_hash(skt_str key)
{
    uint64_t hash = SKT_GAZ_HASH_SEED;
    for (;;) {
        const char *space = key.len == 0 ? NULL : memchr(key.ptr, ' ', key.len);
        const size_t length = space == NULL ? key.len : (size_t)(space - key.ptr);
        hash = skt_gaz_hash_add(hash, skt_gaz_word_hash(skt_str_sub(key, 0, length)));
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
        for (size_t i = 0; i < SKT_GAZ_BUCKET_SLOTS; i++) {
            if (slots[i] == 0) {
                return none;
            }
            if ((slots[i] & ~key_mask) == tag && is_text(dict, (slots[i] & key_mask) - 1, key)) {
                return skt_gaz_key_hit(dict, (slots[i] & key_mask) - 1);
            }
        }
        bucket = bucket + 1 < dict->n_buckets ? bucket + 1 : 0;
    }
    return none;
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
