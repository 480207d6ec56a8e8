/* Reading the mapped gazetteer. Every access is checked against its section, so
 * that a file that was altered under us can give wrong answers but no more. */
#ifndef SKT_GAZETTEER_FILE_H
#define SKT_GAZETTEER_FILE_H

#include "core/file.h"
#include "gazetteer/format.h"
#include "gazetteer/gazetteer.h"

typedef struct skt_gaz_dict {
    const char *text;
    const skt_gaz_key *keys; /* n + 1 */
    const uint32_t *slots;   /* n_slots */
    const uint32_t *values;
    size_t text_size, n, n_slots, n_values;
} skt_gaz_dict;

typedef struct skt_gaz_shapes {
    const int32_t *points; /* lon, lat */
    const uint32_t *arcs;  /* n_arcs + 1 */
    const int32_t *refs;
    const skt_gaz_ring *rings;
    size_t n_points, n_arcs, n_refs, n_rings;
} skt_gaz_shapes;

enum { SKT_GAZ_PHRASE_SLOTS = 1 << 15 };

struct skt_gazetteer {
    skt_mapping file;
    const unsigned char *strings;
    size_t strings_size;
    const uint32_t *tags;
    size_t n_tags;
    const skt_gaz_node *nodes;
    size_t n_nodes;
    const skt_gaz_area *areas;
    size_t n_areas;
    const uint32_t *codes;
    size_t n_codes;
    skt_gaz_dict names, words;
    const uint32_t *endings;
    size_t n_endings;
    const skt_gaz_skeleton *skeletons;
    size_t n_skeletons;
    const skt_gaz_rule *rules;
    size_t n_rules;
    skt_gaz_shapes shapes[SKT_GAZ_DETAILS];
    size_t first_facility; /* facilities are the last nodes */
    /* By hash of a first word: words of the longest phrase of `words` that begins with
     * one of that hash; 0: there is none. */
    uint8_t phrase_words[SKT_GAZ_PHRASE_SLOTS];
};

/* Values [first, first + count) of a key. */
typedef struct skt_gaz_hit {
    uint32_t key; /* index, or UINT32_MAX: none */
    const uint32_t *values;
    size_t count;
} skt_gaz_hit;

/* The string at `offset`; empty for one that is out of bounds. */
skt_str skt_gaz_string(const skt_gazetteer *gazetteer, uint32_t offset);
/* The feature code, kind or zone of that index; empty for none. */
skt_str skt_gaz_tag(const skt_gazetteer *gazetteer, uint16_t index);
/* The node's record, or that of an empty node. */
const skt_gaz_node *skt_gaz_node_at(const skt_gazetteer *gazetteer, skt_node node);
/* The area's record, or NULL where the node is none. */
const skt_gaz_area *skt_gaz_area_at(const skt_gazetteer *gazetteer, skt_node node);
/* The key's text; empty if out of bounds. */
skt_str skt_gaz_key_text(const skt_gaz_dict *dict, uint32_t key);
skt_gaz_hit skt_gaz_key_hit(const skt_gaz_dict *dict, uint32_t key);
/* Looks the folded `key` up; count 0 if it is not there. */
skt_gaz_hit skt_gaz_find(const skt_gaz_dict *dict, skt_str key);
/* Fills `phrase_words` from `words`. */
void skt_gaz_index_phrases(skt_gazetteer *gazetteer);
/* Index of the first key that is not before `text` in the sorted keys. */
uint32_t skt_gaz_lower_bound(const skt_gaz_dict *dict, skt_str text);
/* The country node that `node` is or lies in, or SKT_NO_NODE. */
skt_node skt_gaz_country_of(const skt_gazetteer *gazetteer, skt_node node);
/* The region node that `node` is or lies in, or SKT_NO_NODE. */
skt_node skt_gaz_region_of(const skt_gazetteer *gazetteer, skt_node node);

static inline skt_node skt_gaz_value_node(uint32_t value)
{
    return value & ((UINT32_C(1) << SKT_GAZ_NODE_BITS) - 1);
}
static inline unsigned skt_gaz_value_flags(uint32_t value)
{
    return (unsigned)(value >> SKT_GAZ_NODE_BITS);
}

/* The checksum of a whole file, its header's own field taken as 0: four lanes of 64
 * bits, mixed. `size` is at least that of the header. */
uint64_t skt_gaz_checksum(const unsigned char *bytes, size_t size);

/* A name as its key: folded, other signs than letters and digits left out, words
 * parted by one space. Appends to `out`. */
void skt_gaz_fold_name(skt_buf *out, skt_str name);
/* A key by its consonants: spellings of one name in different transliterations
 * fall together. Appends to `out`; nothing for a key of another script. */
void skt_gaz_skeleton_of(skt_buf *out, skt_str key);
/* 32 bits of skt_hash. */
uint32_t skt_gaz_hash32(skt_str text);
/* The first of `n_slots` that a key is looked for in. */
size_t skt_gaz_slot(skt_str key, size_t n_slots);

/* Great-circle distance in kilometres between two points in degrees. */
double skt_gaz_distance_km(double lat1, double lon1, double lat2, double lon2);

/* Kinds of facilities, by index; NULL behind the last. Static storage. */
const char *skt_gaz_kind_name(unsigned kind);
/* Index of a kind's name, 0 ("other") if there is none of that name. */
unsigned skt_gaz_kind_index(skt_str name);

#endif
