/* A dictionary on its way into the file: keys come sorted from outside of memory and go
 * on as they come. The hash table and the filter, which are filled in any order, are made
 * from what was written. */
#include <stdlib.h>

#include "core/diag.h"
#include "gazetteer/build.h"

enum {
    BUCKET_KEYS = 13,    /* of 16 slots: fuller, and a miss looks at more lines */
    BUCKET_STARTS = 42,  /* of 512 bits of the filter: one in a hundred passes wrongly */
    LIST_LIMIT = 1 << 27 /* values: what a key's value can tell */
};

typedef struct dict_build {
    skt_gaz_builder *b;
    skt_gaz_out *out;
    bool nodes; /* values are nodes */
    size_t block_keys;
    skt_gaz_spool blocks, marks, values, lists;
    uint64_t text_size, n_prefixes;
    uint32_t n_keys;
    char last[SKT_GAZ_MAX_KEY_BYTES];
    size_t last_length;
    skt_buf key; /* that is being read, and its values */
    SKT_VEC(uint32_t) group;
} dict_build;

/* ------------------------------------------------------------------ values */

static int compare_nodes(const void *a, const void *b)
{
    const uint32_t mask = (UINT32_C(1) << SKT_GAZ_NODE_BITS) - 1;
    const uint32_t x = *(const uint32_t *)a & mask;
    const uint32_t y = *(const uint32_t *)b & mask;
    return (x > y) - (x < y);
}

/* Values of one key: a node once. A full name beats a stem; main beats other. */
static size_t merge_nodes(uint32_t *values, size_t n)
{
    qsort(values, n, sizeof *values, compare_nodes);
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        if (to == 0 || skt_gaz_value_node(values[to - 1]) != skt_gaz_value_node(values[i])) {
            values[to++] = values[i];
            continue;
        }
        const unsigned a = skt_gaz_value_flags(values[to - 1]);
        const unsigned b = skt_gaz_value_flags(values[i]);
        unsigned both = (a | b) & (SKT_GAZ_MAIN | SKT_GAZ_SET);
        both |= a & b & (SKT_GAZ_STEM | SKT_GAZ_ADJECTIVE);
        values[to - 1] = skt_gaz_value_node(values[i]) | ((uint32_t)both << SKT_GAZ_FLAG_SHIFT);
    }
    return to;
}

static void push_values(dict_build *dict)
{
    const uint32_t n = (uint32_t)dict->group.count;
    uint32_t value = dict->group.items[0];
    if (n > 1) {
        const uint64_t at = skt_gaz_spool_size(&dict->lists) / sizeof n;
        value = SKT_GAZ_LIST | (uint32_t)at;
        skt_gaz_spool_add(&dict->lists, &n, sizeof n);
        skt_gaz_spool_add(&dict->lists, dict->group.items, n * sizeof *dict->group.items);
    }
    skt_gaz_spool_add(&dict->values, &value, sizeof value);
}

/* -------------------------------------------------------------------- keys */

/* The leading bytes that the key has in common with the one before it. */
static size_t shared_bytes(const dict_build *dict, skt_str key)
{
    size_t n = 0;
    while (n < key.len && n < dict->last_length && dict->last[n] == key.ptr[n]) {
        n++;
    }
    return n;
}

static void push_text(dict_build *dict, skt_str key)
{
    const size_t shared = shared_bytes(dict, key);
    const size_t kept = dict->n_keys % dict->block_keys == 0 ? 0 : shared;
    if (dict->n_keys % dict->block_keys == 0) {
        const uint32_t at = (uint32_t)dict->text_size;
        skt_gaz_spool_add(&dict->blocks, &at, sizeof at);
    } else {
        const unsigned char head = (unsigned char)shared;
        skt_gaz_out_add(dict->out, &head, 1);
        dict->text_size++;
    }
    skt_gaz_out_add(dict->out, key.ptr + kept, key.len - kept);
    dict->text_size += key.len - kept;
    /* In sorted order what a key begins with is new unless the key before it begins
     * with it as well. */
    for (size_t i = shared; i < key.len; i++) {
        dict->n_prefixes += key.ptr[i] == ' ';
    }
    memcpy(dict->last, key.ptr, key.len);
    dict->last_length = key.len;
}

/* Writes the key that was read, with its values. */
static skt_status push_key(dict_build *dict)
{
    const skt_str key = skt_buf_str(&dict->key);
    if (dict->nodes) {
        dict->group.count = merge_nodes(dict->group.items, dict->group.count);
    }
    const uint64_t n_lists = skt_gaz_spool_size(&dict->lists) / sizeof(uint32_t);
    if (dict->text_size + key.len >= UINT32_MAX || n_lists + dict->group.count >= LIST_LIMIT ||
        skt_gaz_bits(dict->n_keys + 2) >= SKT_GAZ_FLAG_SHIFT) {
        return skt_diag_add(dict->b->diag, SKT_E_DATA, SKT_FAILURE, dict->b->path, 0,
                            "there are more names than one file can hold; leave feature classes "
                            "out in features.tsv");
    }
    const uint32_t mark = skt_gaz_mark(key);
    push_text(dict, key);
    skt_gaz_spool_add(&dict->marks, &mark, sizeof mark);
    push_values(dict);
    dict->n_keys++;
    return dict->out->status;
}

/* Reads all keys and writes their text. */
static skt_status read_keys(dict_build *dict, skt_gaz_sort *from)
{
    bool more;
    skt_str key;
    uint32_t value;
    skt_status status;
    while ((status = skt_gaz_sort_next(from, &key, &value, &more)) == SKT_OK && more) {
        if (dict->group.count > 0 && !skt_str_eq(key, skt_buf_str(&dict->key))) {
            status = push_key(dict);
            skt_vec_clear(&dict->group);
        }
        if (dict->group.count == 0) {
            skt_buf_clear(&dict->key);
            skt_buf_add(&dict->key, key);
        }
        if (status == SKT_OK && (dict->key.failed || !skt_vec_push(&dict->group, value))) {
            status = SKT_E_NOMEM;
        }
        if (status != SKT_OK) {
            return status;
        }
    }
    return status == SKT_OK && dict->group.count > 0 ? push_key(dict) : status;
}

static skt_status write_keys(dict_build *dict, skt_gaz_section first, skt_gaz_sort *from)
{
    skt_gaz_spool *const spools[] = {&dict->blocks, &dict->marks, &dict->values, &dict->lists};
    for (size_t i = 0; i < 4; i++) {
        skt_gaz_spool_init(spools[i], dict->b->path, dict->b->diag);
    }
    skt_gaz_out_begin(dict->out, first);
    skt_status status = read_keys(dict, from);
    skt_gaz_out_end(dict->out, first);
    for (unsigned i = 0; i < 4; i++) {
        skt_gaz_out_begin(dict->out, first + 1 + i);
        skt_gaz_out_add_spool(dict->out, spools[i]);
        skt_gaz_out_end(dict->out, first + 1 + i);
        skt_gaz_spool_dispose(spools[i]);
    }
    skt_buf_dispose(&dict->key);
    skt_vec_dispose(&dict->group);
    return status == SKT_OK ? dict->out->status : status;
}

/* ------------------------------------------------- the written dictionary */

/* The first element of a section that is in the file. */
static const void *written(const skt_gaz_written_dict *dict, const skt_gaz_out *out,
                           skt_gaz_section section, size_t size, size_t *n)
{
    const skt_gaz_extent *extent = &out->header.sections[section];
    *n = (size_t)extent->size / size;
    return dict->file.ptr + extent->offset;
}

static skt_status open_written(skt_gaz_written_dict *dict, skt_gaz_out *out, skt_gaz_section first)
{
    const skt_status status = skt_gaz_out_map(out, &dict->file);
    if (status != SKT_OK) {
        return status;
    }
    skt_gaz_dict *view = &dict->dict;
    view->text = written(dict, out, first, 1, &view->text_size);
    view->blocks = written(dict, out, first + 1, 4, &view->n_blocks);
    view->marks = written(dict, out, first + 2, 4, &view->n);
    view->values = written(dict, out, first + 3, 4, &view->n);
    view->lists = written(dict, out, first + 4, 4, &view->n_lists);
    view->block_keys = skt_gaz_block_keys(first);
    view->key_bits = skt_gaz_bits(view->n);
    return SKT_OK;
}

/* Puts key `i` into the table. */
static void take_slot(uint32_t *slots, size_t n_buckets, uint32_t *reach, uint64_t hash,
                      uint32_t tagged)
{
    size_t bucket = skt_gaz_bucket(hash, n_buckets);
    uint32_t tries = 1;
    uint32_t *slot = slots + bucket * SKT_GAZ_BUCKET_SLOTS;
    for (size_t taken = 0; *slot != 0;) {
        slot++;
        if (++taken == SKT_GAZ_BUCKET_SLOTS) {
            taken = 0;
            tries++;
            bucket = bucket + 1 < n_buckets ? bucket + 1 : 0;
            slot = slots + bucket * SKT_GAZ_BUCKET_SLOTS;
        }
    }
    *slot = tagged;
    *reach = tries > *reach ? tries : *reach;
}

static skt_status write_slots(skt_gaz_written_dict *dict, skt_gaz_out *out, skt_gaz_section section)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    const skt_gaz_dict *view = &dict->dict;
    const size_t n_buckets = view->n / BUCKET_KEYS + 1;
    uint32_t *slots = calloc(n_buckets * SKT_GAZ_BUCKET_SLOTS, sizeof *slots);
    if (slots == NULL) {
        return SKT_E_NOMEM;
    }
    for (uint32_t i = 0; i < view->n; i++) {
        const uint64_t hash = skt_gaz_key_hash(skt_gaz_key_text(text, view, i));
        take_slot(slots, n_buckets, &dict->reach, hash,
                  skt_gaz_tagged(hash, i + 1, view->key_bits));
    }
    skt_gaz_out_section(out, section, slots, n_buckets * SKT_GAZ_BUCKET_SLOTS * sizeof *slots);
    free(slots);
    return dict->reach <= SKT_GAZ_MAX_REACH ? out->status : SKT_E_DATA;
}

static void add_start(uint64_t *starts, size_t n_starts, uint64_t hash)
{
    uint64_t *bucket = starts + skt_gaz_bucket(hash, n_starts) * SKT_GAZ_START_WORDS;
    for (unsigned i = 0; i < 3; i++) {
        const unsigned bit = (unsigned)(hash >> (9 * i)) & 511;
        bucket[bit / 64] |= UINT64_C(1) << (bit % 64);
    }
}

static skt_status write_starts(const skt_gaz_written_dict *dict, skt_gaz_out *out,
                               skt_gaz_section section)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    const size_t n_starts = (size_t)dict->n_prefixes / BUCKET_STARTS + 1;
    uint64_t *starts = calloc(n_starts * SKT_GAZ_START_WORDS, sizeof *starts);
    if (starts == NULL) {
        return SKT_E_NOMEM;
    }
    for (uint32_t i = 0; i < dict->dict.n; i++) {
        const skt_str key = skt_gaz_key_text(text, &dict->dict, i);
        for (size_t j = 0; j < key.len; j++) {
            if (key.ptr[j] == ' ') {
                add_start(starts, n_starts, skt_gaz_key_hash(skt_str_sub(key, 0, j)));
            }
        }
    }
    skt_gaz_out_section(out, section, starts, n_starts * SKT_GAZ_START_WORDS * sizeof *starts);
    free(starts);
    return out->status;
}

skt_status skt_gaz_dict_write(skt_gaz_written_dict *out, skt_gaz_builder *b, skt_gaz_out *file,
                              skt_gaz_section first, skt_gaz_sort *from, bool nodes)
{
    dict_build dict = {
        .b = b, .out = file, .nodes = nodes, .block_keys = skt_gaz_block_keys(first)};
    *out = (skt_gaz_written_dict){.reach = 0};
    skt_status status = write_keys(&dict, first, from);
    out->n_prefixes = dict.n_prefixes;
    if (status == SKT_OK) {
        status = open_written(out, file, first);
    }
    if (status == SKT_OK) {
        status = write_slots(out, file, first + 5);
    }
    return status == SKT_OK ? write_starts(out, file, first + 6) : status;
}

void skt_gaz_written_dict_close(skt_gaz_written_dict *dict)
{
    skt_file_unmap(&dict->file);
}
