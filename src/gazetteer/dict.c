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

skt_str skt_gaz_key_text(const skt_gaz_dict *dict, uint32_t key)
{
    if (key >= dict->n) {
        return (skt_str){"", 0};
    }
    const size_t from = dict->keys[key].text;
    const size_t to = dict->keys[key + 1].text;
    if (from > to || to > dict->text_size) {
        return (skt_str){"", 0};
    }
    return (skt_str){dict->text + from, to - from};
}

skt_gaz_hit skt_gaz_key_hit(const skt_gaz_dict *dict, uint32_t key)
{
    skt_gaz_hit hit = {UINT32_MAX, NULL, 0};
    if (key < dict->n) {
        const size_t from = dict->keys[key].value;
        const size_t to = dict->keys[key + 1].value;
        if (from < to && to <= dict->n_values) {
            hit = (skt_gaz_hit){key, dict->values + from, to - from};
        }
    }
    return hit;
}

skt_str skt_gaz_tag(const skt_gazetteer *gazetteer, uint16_t index)
{
    return index < gazetteer->n_tags ? skt_gaz_string(gazetteer, gazetteer->tags[index])
                                     : (skt_str){"", 0};
}

uint32_t skt_gaz_hash32(skt_str text)
{
    const uint64_t hash = skt_hash(SKT_HASH_SEED, text);
    return (uint32_t)(hash ^ (hash >> 32));
}

size_t skt_gaz_slot(skt_str key, size_t n_slots)
{
    /* The high half of the product spreads over any number of slots (D. Lemire,
     * "Fast random integer generation in an interval"). */
    return (size_t)(((uint64_t)skt_gaz_hash32(key) * n_slots) >> 32);
}

skt_gaz_hit skt_gaz_find(const skt_gaz_dict *dict, skt_str key)
{
    if (dict->n_slots != 0 && key.len != 0) {
        size_t at = skt_gaz_slot(key, dict->n_slots);
        for (size_t tries = 0; tries < dict->n_slots && dict->slots[at] != 0; tries++) {
            const uint32_t index = dict->slots[at] - 1;
            if (skt_str_eq(skt_gaz_key_text(dict, index), key)) {
                return skt_gaz_key_hit(dict, index);
            }
            at = at + 1 < dict->n_slots ? at + 1 : 0;
        }
    }
    return (skt_gaz_hit){UINT32_MAX, NULL, 0};
}

uint32_t skt_gaz_lower_bound(const skt_gaz_dict *dict, skt_str text)
{
    size_t low = 0;
    size_t high = dict->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (skt_str_cmp(skt_gaz_key_text(dict, (uint32_t)middle), text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (uint32_t)low;
}
