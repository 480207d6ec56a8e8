/* A dictionary on its way into the file: keys come sorted, each once. */
#include <stdlib.h>

#include "gazetteer/build.h"

enum {
    BUCKET_KEYS = 13,    /* of 16 slots: fuller, and a miss looks at more lines */
    BUCKET_STARTS = 42,  /* of 512 bits of the filter: one in a hundred passes wrongly */
    LIST_LIMIT = 1 << 27 /* values: what a key's value can tell */
};

void skt_gaz_dict_dispose(skt_gaz_dict_build *dict)
{
    skt_buf_dispose(&dict->text);
    skt_vec_dispose(&dict->blocks);
    skt_vec_dispose(&dict->marks);
    skt_vec_dispose(&dict->values);
    skt_vec_dispose(&dict->lists);
    free(dict->slots);
    free(dict->starts);
}

/* The leading bytes that the key has in common with the one before it. */
static size_t shared_bytes(const skt_gaz_dict_build *dict, skt_str key)
{
    size_t n = 0;
    while (n < key.len && n < dict->last_length && dict->last[n] == key.ptr[n]) {
        n++;
    }
    return n;
}

static skt_status push_value(skt_gaz_dict_build *dict, const uint32_t *values, size_t n)
{
    if (n == 1) {
        return skt_vec_push(&dict->values, values[0]) ? SKT_OK : SKT_E_NOMEM;
    }
    if (dict->lists.count >= LIST_LIMIT) {
        return SKT_E_NOMEM;
    }
    bool good = skt_vec_push(&dict->values, SKT_GAZ_LIST | (uint32_t)dict->lists.count) &&
                skt_vec_push(&dict->lists, (uint32_t)n);
    for (size_t i = 0; i < n && good; i++) {
        good = skt_vec_push(&dict->lists, values[i]);
    }
    return good ? SKT_OK : SKT_E_NOMEM;
}

skt_status skt_gaz_dict_push(skt_gaz_dict_build *dict, skt_str key, const uint32_t *values,
                             size_t n)
{
    const bool begins = dict->marks.count % SKT_GAZ_BLOCK_KEYS == 0;
    const size_t shared = shared_bytes(dict, key);
    if (begins) {
        if (!skt_vec_push(&dict->blocks, (uint32_t)dict->text.len)) {
            return SKT_E_NOMEM;
        }
        skt_buf_add(&dict->text, key);
    } else {
        skt_buf_add_char(&dict->text, (char)(unsigned char)shared);
        skt_buf_add(&dict->text, skt_str_sub(key, shared, key.len - shared));
    }
    /* In sorted order what a key begins with is new unless the key before it begins
     * with it as well. */
    for (size_t i = shared; i < key.len; i++) {
        dict->n_prefixes += key.ptr[i] == ' ';
    }
    memcpy(dict->last, key.ptr, key.len);
    dict->last_length = key.len;
    if (dict->text.failed || !skt_vec_push(&dict->marks, skt_gaz_mark(key))) {
        return SKT_E_NOMEM;
    }
    return push_value(dict, values, n);
}

skt_gaz_dict skt_gaz_dict_view(const skt_gaz_dict_build *dict)
{
    return (skt_gaz_dict){.text = (const unsigned char *)dict->text.ptr,
                          .blocks = dict->blocks.items,
                          .marks = dict->marks.items,
                          .values = dict->values.items,
                          .lists = dict->lists.items,
                          .text_size = dict->text.len,
                          .n_blocks = dict->blocks.count,
                          .n = dict->marks.count,
                          .n_lists = dict->lists.count,
                          .key_bits = skt_gaz_bits(dict->marks.count)};
}

static skt_status fill_slots(skt_gaz_dict_build *dict, const skt_gaz_dict *view)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    dict->n_buckets = view->n / BUCKET_KEYS + 1;
    dict->slots = calloc(dict->n_buckets * SKT_GAZ_BUCKET_SLOTS, sizeof *dict->slots);
    if (dict->slots == NULL) {
        return SKT_E_NOMEM;
    }
    for (uint32_t i = 0; i < view->n; i++) {
        const uint64_t hash = skt_gaz_key_hash(skt_gaz_key_text(text, view, i));
        size_t bucket = skt_gaz_bucket(hash, dict->n_buckets);
        size_t tries = 1;
        uint32_t *slot = dict->slots + bucket * SKT_GAZ_BUCKET_SLOTS;
        for (size_t taken = 0; *slot != 0;) {
            slot++;
            if (++taken == SKT_GAZ_BUCKET_SLOTS) {
                taken = 0;
                tries++;
                bucket = bucket + 1 < dict->n_buckets ? bucket + 1 : 0;
                slot = dict->slots + bucket * SKT_GAZ_BUCKET_SLOTS;
            }
        }
        *slot = skt_gaz_tagged(hash, i + 1, view->key_bits);
        dict->reach = tries > dict->reach ? tries : dict->reach;
    }
    return dict->reach <= SKT_GAZ_MAX_REACH ? SKT_OK : SKT_E_DATA;
}

static void add_start(skt_gaz_dict_build *dict, uint64_t hash)
{
    uint64_t *bucket = dict->starts + skt_gaz_bucket(hash, dict->n_starts) * SKT_GAZ_START_WORDS;
    for (unsigned i = 0; i < 3; i++) {
        const unsigned bit = (unsigned)(hash >> (9 * i)) & 511;
        bucket[bit / 64] |= UINT64_C(1) << (bit % 64);
    }
}

static skt_status fill_starts(skt_gaz_dict_build *dict, const skt_gaz_dict *view)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    dict->n_starts = dict->n_prefixes / BUCKET_STARTS + 1;
    dict->starts = calloc(dict->n_starts * SKT_GAZ_START_WORDS, sizeof *dict->starts);
    if (dict->starts == NULL) {
        return SKT_E_NOMEM;
    }
    for (uint32_t i = 0; i < view->n; i++) {
        const skt_str key = skt_gaz_key_text(text, view, i);
        for (size_t j = 0; j < key.len; j++) {
            if (key.ptr[j] == ' ') {
                add_start(dict, skt_gaz_key_hash(skt_str_sub(key, 0, j)));
            }
        }
    }
    return SKT_OK;
}

skt_status skt_gaz_dict_finish(skt_gaz_dict_build *dict)
{
    const skt_gaz_dict view = skt_gaz_dict_view(dict);
    const skt_status status = fill_slots(dict, &view);
    return status == SKT_OK ? fill_starts(dict, &view) : status;
}
