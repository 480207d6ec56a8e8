/* What misspelt names are found by: the tree of first letters, names by what follows
 * those, names by their skeleton. */
#include <stdlib.h>

#include "gazetteer/build.h"

enum {
    HASH_BYTES = 8,
    BUCKET_ENTRIES = 8,
    MIN_TAIL_LETTERS = 7, /* of a name that may be a longer one with two letters wrong */
    MIN_SKELETON = 4,
    MIN_PRIOR = 4200 /* thousandths: less likely places are not guessed at so widely */
};

/* ------------------------------------------------------------------ heads */

/* The tree of first letters, by level: what node i's children or keys begin with. */
typedef struct heads_build {
    SKT_VEC(uint16_t) labels[SKT_GAZ_HEAD_LETTERS];
    SKT_VEC(uint32_t) first[SKT_GAZ_HEAD_LETTERS];
} heads_build;

static void dispose_heads(heads_build *heads)
{
    for (size_t i = 0; i < SKT_GAZ_HEAD_LETTERS; i++) {
        skt_vec_dispose(&heads->labels[i]);
        skt_vec_dispose(&heads->first[i]);
    }
}

/* Begins a node of each level from `depth` on, with the letters of the key. */
static bool add_nodes(heads_build *heads, size_t depth, const uint16_t *letters, uint32_t key)
{
    bool good = true;
    for (; depth < SKT_GAZ_HEAD_LETTERS && good; depth++) {
        const uint32_t first =
            depth + 1 < SKT_GAZ_HEAD_LETTERS ? (uint32_t)heads->labels[depth + 1].count : key;
        good = skt_vec_push(&heads->labels[depth], letters[depth]) &&
               skt_vec_push(&heads->first[depth], first);
    }
    return good;
}

static skt_status make_heads(heads_build *heads, const skt_gaz_dict *names)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    uint16_t last[SKT_GAZ_HEAD_LETTERS] = {0};
    for (uint32_t key = 0; key < names->n; key++) {
        const skt_str name = skt_gaz_key_text(text, names, key);
        uint16_t letters[SKT_GAZ_HEAD_LETTERS];
        size_t n = 0;
        for (size_t at = 0; at < name.len && n < SKT_GAZ_HEAD_LETTERS;) {
            const uint32_t letter = skt_utf8_next(name, &at);
            letters[n++] = letter < UINT16_MAX ? (uint16_t)letter : UINT16_MAX;
        }
        size_t same = 0;
        while (same < n && letters[same] == last[same]) {
            same++;
        }
        if (n == SKT_GAZ_HEAD_LETTERS && same < n) {
            if (!add_nodes(heads, same, letters, key)) {
                return SKT_E_NOMEM;
            }
            memcpy(last, letters, sizeof last);
        }
    }
    return SKT_OK;
}

static void add_number(skt_gaz_out *file, uint32_t number)
{
    skt_gaz_out_add(file, &number, sizeof number);
}

/* Nodes are numbered level by level, the root is 0. */
static skt_status write_heads(skt_gaz_out *file, const skt_gaz_dict *names)
{
    heads_build heads = {0};
    const skt_status status = make_heads(&heads, names);
    const uint16_t none = 0;
    const size_t last = SKT_GAZ_HEAD_LETTERS - 1;
    skt_gaz_out_begin(file, SKT_GAZ_HEAD_LABELS);
    skt_gaz_out_add(file, &none, sizeof none);
    for (size_t i = 0; i <= last; i++) {
        skt_gaz_out_add(file, heads.labels[i].items, heads.labels[i].count * 2);
    }
    skt_gaz_out_end(file, SKT_GAZ_HEAD_LABELS);
    skt_gaz_out_begin(file, SKT_GAZ_HEAD_CHILDREN);
    uint32_t base = 1;
    add_number(file, base);
    for (size_t i = 0; i < last; i++) {
        base += (uint32_t)heads.first[i].count;
        for (size_t j = 0; j < heads.first[i].count; j++) {
            add_number(file, base + heads.first[i].items[j]);
        }
    }
    add_number(file, base + (uint32_t)heads.first[last].count);
    skt_gaz_out_end(file, SKT_GAZ_HEAD_CHILDREN);
    skt_gaz_out_begin(file, SKT_GAZ_HEAD_KEYS);
    skt_gaz_out_add(file, heads.first[last].items, heads.first[last].count * 4);
    add_number(file, (uint32_t)names->n);
    skt_gaz_out_end(file, SKT_GAZ_HEAD_KEYS);
    dispose_heads(&heads);
    return status;
}

/* --------------------------------------------------- tails and skeletons */

/* Keys by a hash: sorted by it they stand by bucket, whatever number of these there is. */
typedef struct index_build {
    skt_gaz_sort *entries; /* the hash, its highest byte first, and the key */
    size_t n;
} index_build;

static skt_status add_entry(index_build *index, skt_str hashed, uint32_t key)
{
    const uint64_t hash = skt_word_hash(hashed);
    char bytes[HASH_BYTES];
    for (size_t i = 0; i < HASH_BYTES; i++) {
        bytes[i] = (char)(hash >> (8 * (HASH_BYTES - 1 - i)));
    }
    index->n++;
    return skt_gaz_sort_add(index->entries, (skt_str){bytes, HASH_BYTES}, key);
}

static uint64_t hash_of(skt_str bytes)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        hash = hash << 8 | (unsigned char)bytes.ptr[i];
    }
    return hash;
}

/* Whether a key leads to a place that is likely enough to be guessed at widely. */
static bool is_likely(const skt_gaz_builder *b, const skt_gaz_dict *names, uint32_t key)
{
    const skt_gaz_hit hit = skt_gaz_key_hit(names, key);
    for (size_t i = 0; i < hit.count; i++) {
        if ((skt_gaz_value_flags(hit.values[i]) & SKT_GAZ_STEM) == 0 &&
            skt_gaz_built_prior(b, skt_gaz_value_node(hit.values[i])) >= MIN_PRIOR) {
            return true;
        }
    }
    return false;
}

/* What follows the first letters; empty for a name that is too short. */
static skt_str tail_of(skt_str name)
{
    size_t letters = 0;
    size_t from = 0;
    for (size_t at = 0; at < name.len; letters++) {
        (void)skt_utf8_next(name, &at);
        from = letters + 1 == SKT_GAZ_HEAD_LETTERS ? at : from;
    }
    return letters < MIN_TAIL_LETTERS ? SKT_STR_NONE : skt_str_sub(name, from, name.len - from);
}

static skt_status add_tail(index_build *index, skt_buf *scratch, skt_str name, uint32_t key)
{
    (void)scratch;
    const skt_str tail = tail_of(name);
    return tail.len > 0 ? add_entry(index, tail, key) : SKT_OK;
}

static skt_status add_skeleton(index_build *index, skt_buf *scratch, skt_str name, uint32_t key)
{
    skt_buf_clear(scratch);
    skt_gaz_skeleton_of(scratch, name);
    if (scratch->failed) {
        return SKT_E_NOMEM;
    }
    return scratch->len >= MIN_SKELETON ? add_entry(index, skt_buf_str(scratch), key) : SKT_OK;
}

typedef skt_status entry_adder(index_build *index, skt_buf *scratch, skt_str name, uint32_t key);

static skt_status read_names(index_build *index, const skt_gaz_builder *b,
                             const skt_gaz_dict *names, entry_adder *add)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    skt_buf scratch = SKT_BUF_INIT;
    skt_status status = SKT_OK;
    for (uint32_t key = 0; key < names->n && status == SKT_OK; key++) {
        if (is_likely(b, names, key)) {
            status = add(index, &scratch, skt_gaz_key_text(text, names, key), key);
        }
    }
    skt_buf_dispose(&scratch);
    return status;
}

/* Two sections: tags and keys by bucket, then where each bucket begins. */
static skt_status write_entries(index_build *index, skt_gaz_builder *b, skt_gaz_out *file,
                                skt_gaz_section first, unsigned key_bits)
{
    const size_t n_buckets = index->n / BUCKET_ENTRIES + 1;
    skt_gaz_spool buckets;
    bool more;
    skt_str bytes;
    uint32_t key;
    uint32_t n = 0;
    size_t n_begun = 0; /* buckets */
    skt_status status;
    skt_gaz_spool_init(&buckets, b->path, b->diag);
    skt_gaz_out_begin(file, first);
    while ((status = skt_gaz_sort_next(index->entries, &bytes, &key, &more)) == SKT_OK && more) {
        const uint64_t hash = hash_of(bytes);
        for (; n_begun <= skt_gaz_bucket(hash, n_buckets); n_begun++) {
            skt_gaz_spool_add(&buckets, &n, sizeof n);
        }
        add_number(file, skt_gaz_tagged(hash, key, key_bits));
        n++;
    }
    for (; n_begun <= n_buckets; n_begun++) {
        skt_gaz_spool_add(&buckets, &n, sizeof n);
    }
    skt_gaz_out_end(file, first);
    skt_gaz_out_begin(file, first + 1);
    skt_gaz_out_add_spool(file, &buckets);
    skt_gaz_out_end(file, first + 1);
    skt_gaz_spool_dispose(&buckets);
    return status == SKT_OK ? file->status : status;
}

static skt_status write_index(skt_gaz_builder *b, skt_gaz_out *file, skt_gaz_section first,
                              entry_adder *add, const skt_gaz_dict *names)
{
    const size_t memory = b->options->memory / 2;
    index_build index = {NULL, 0};
    skt_status status = skt_gaz_sort_new(&index.entries, memory, b->path, b->diag);
    if (status == SKT_OK) {
        status = read_names(&index, b, names, add);
    }
    if (status == SKT_OK) {
        status = skt_gaz_sort_end(index.entries, memory);
    }
    if (status == SKT_OK) {
        status = write_entries(&index, b, file, first, names->key_bits);
    }
    skt_gaz_sort_free(index.entries);
    return status;
}

skt_status skt_gaz_indexes_write(skt_gaz_builder *b, skt_gaz_out *file, const skt_gaz_dict *names)
{
    skt_status status = write_heads(file, names);
    if (status == SKT_OK) {
        status = write_index(b, file, SKT_GAZ_TAIL_KEYS, add_tail, names);
    }
    return status == SKT_OK ? write_index(b, file, SKT_GAZ_SKELETON_KEYS, add_skeleton, names)
                            : status;
}
