/* What misspelt names are found by: the tree of first letters, names by what follows
 * those, names by their skeleton. */
#include <stdlib.h>

#include "gazetteer/build.h"

enum {
    BUCKET_ENTRIES = 8,
    MIN_TAIL_LETTERS = 7, /* of a name that may be a longer one with two letters wrong */
    MIN_SKELETON = 4,
    MIN_PRIOR = 4200 /* thousandths: less likely places are not guessed at so widely */
};

/* ------------------------------------------------------------------ heads */

void skt_gaz_heads_dispose(skt_gaz_heads_build *heads)
{
    for (size_t i = 0; i < SKT_GAZ_HEAD_LETTERS; i++) {
        skt_vec_dispose(&heads->labels[i]);
        skt_vec_dispose(&heads->first[i]);
    }
}

/* Begins a node of each level from `depth` on, with the letters of the key. */
static bool add_nodes(skt_gaz_heads_build *heads, size_t depth, const uint16_t *letters,
                      uint32_t key)
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

skt_status skt_gaz_heads_make(skt_gaz_heads_build *heads, const skt_gaz_dict *names)
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

/* --------------------------------------------------- tails and skeletons */

void skt_gaz_index_dispose(skt_gaz_index_build *index)
{
    skt_vec_dispose(&index->entries);
    free(index->keys);
    free(index->buckets);
}

static int compare_entries(const void *a, const void *b)
{
    const skt_gaz_index_entry *x = a;
    const skt_gaz_index_entry *y = b;
    const int order = (x->bucket > y->bucket) - (x->bucket < y->bucket);
    return order != 0 ? order : (x->key > y->key) - (x->key < y->key);
}

static skt_status finish_index(skt_gaz_index_build *index, unsigned key_bits)
{
    const size_t n = index->entries.count;
    index->n_buckets = n / BUCKET_ENTRIES + 1;
    index->keys = calloc(n + 1, sizeof *index->keys);
    index->buckets = calloc(index->n_buckets + 1, sizeof *index->buckets);
    if (index->keys == NULL || index->buckets == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        skt_gaz_index_entry *entry = &index->entries.items[i];
        entry->bucket = (uint32_t)skt_gaz_bucket(entry->hash, index->n_buckets);
        index->buckets[entry->bucket + 1]++;
    }
    for (size_t i = 0; i < index->n_buckets; i++) {
        index->buckets[i + 1] += index->buckets[i];
    }
    if (n > 0) {
        qsort(index->entries.items, n, sizeof *index->entries.items, compare_entries);
    }
    for (size_t i = 0; i < n; i++) {
        const skt_gaz_index_entry *entry = &index->entries.items[i];
        index->keys[i] = skt_gaz_tagged(entry->hash, entry->key, key_bits);
    }
    return SKT_OK;
}

/* Whether a key leads to a place that is likely enough to be guessed at widely. */
static bool is_likely(const skt_gaz_builder *b, const skt_gaz_dict *names, uint32_t key)
{
    const skt_gaz_hit hit = skt_gaz_key_hit(names, key);
    for (size_t i = 0; i < hit.count; i++) {
        if ((skt_gaz_value_flags(hit.values[i]) & SKT_GAZ_STEM) == 0 &&
            b->nodes.items[skt_gaz_value_node(hit.values[i])].prior >= MIN_PRIOR) {
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

skt_status skt_gaz_tails_make(skt_gaz_index_build *index, const skt_gaz_builder *b,
                              const skt_gaz_dict *names)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    for (uint32_t key = 0; key < names->n; key++) {
        const skt_str tail = tail_of(skt_gaz_key_text(text, names, key));
        if (tail.len > 0 && is_likely(b, names, key)) {
            const skt_gaz_index_entry entry = {skt_gaz_word_hash(tail), key, 0};
            if (!skt_vec_push(&index->entries, entry)) {
                return SKT_E_NOMEM;
            }
        }
    }
    return finish_index(index, names->key_bits);
}

skt_status skt_gaz_skeletons_make(skt_gaz_index_build *index, const skt_gaz_builder *b,
                                  const skt_gaz_dict *names)
{
    char text[SKT_GAZ_MAX_KEY_BYTES];
    skt_buf skeleton = SKT_BUF_INIT;
    bool good = true;
    for (uint32_t key = 0; key < names->n && good; key++) {
        skt_buf_clear(&skeleton);
        skt_gaz_skeleton_of(&skeleton, skt_gaz_key_text(text, names, key));
        if (skeleton.len >= MIN_SKELETON && is_likely(b, names, key)) {
            const skt_gaz_index_entry entry = {skt_gaz_word_hash(skt_buf_str(&skeleton)), key, 0};
            good = skt_vec_push(&index->entries, entry);
        }
        good = good && !skeleton.failed;
    }
    skt_buf_dispose(&skeleton);
    return good ? finish_index(index, names->key_bits) : SKT_E_NOMEM;
}
