/* Reading the mapped gazetteer. Every access is checked against its section, so
 * that a file that was altered under us can give wrong answers but no more. */
#ifndef SKT_GAZETTEER_FILE_H
#define SKT_GAZETTEER_FILE_H

#include "core/file.h"
#include "core/hash.h"
#include "gazetteer/format.h"
#include "gazetteer/gazetteer.h"

/* A sorted dictionary. Key i has marks[i] and values[i]; its text is in block
 * i / block_keys. */
typedef struct skt_gaz_dict {
    const unsigned char *text;
    const uint32_t *blocks, *marks, *values, *lists;
    const uint32_t *slots;  /* n_buckets of SKT_GAZ_BUCKET_SLOTS */
    const uint64_t *starts; /* n_starts of SKT_GAZ_START_WORDS */
    size_t text_size, n_blocks, n, n_lists, n_buckets, n_starts;
    size_t block_keys; /* of a block */
    size_t reach;      /* buckets that a key may be in */
    unsigned key_bits; /* of a slot: index of a key + 1; the rest are bits of its hash */
} skt_gaz_dict;

/* How many keys a block of the dictionary has whose first section is `first`: the words
 * are few and looked up for every word of a text. */
static inline size_t skt_gaz_block_keys(skt_gaz_section first)
{
    return first == SKT_GAZ_NAME_TEXT ? SKT_GAZ_BLOCK_KEYS : 1;
}

/* Keys in buckets of a hash: SKT_GAZ_TAIL_KEYS, SKT_GAZ_SKELETON_KEYS. */
typedef struct skt_gaz_index {
    const uint32_t *keys, *buckets; /* buckets: n_buckets + 1 */
    size_t n_keys, n_buckets;
} skt_gaz_index;

/* The tree of the first letters of all names that have four or more. Node 0 is the
 * root, the children of inner node i are children[i] up to children[i + 1]; nodes
 * from n_inner on are leaves, leaf i has the keys [keys[i], keys[i + 1]). */
typedef struct skt_gaz_heads {
    const uint16_t *labels;
    const uint32_t *children, *keys;
    size_t n_labels, n_inner, n_leaves;
} skt_gaz_heads;

typedef struct skt_gaz_shapes {
    const skt_gaz_grid *grid; /* NULL: no points */
    const uint16_t *points;   /* x, y */
    const skt_gaz_arc *arcs;  /* n_arcs + 1 */
    const int32_t *refs;
    const skt_gaz_ring *rings;
    size_t n_points, n_arcs, n_refs, n_rings;
} skt_gaz_shapes;

typedef struct skt_gaz_overlay skt_gaz_overlay;
typedef struct skt_gaz_latitudes skt_gaz_latitudes;     /* of latitudes.c */
typedef struct skt_gaz_known_table skt_gaz_known_table; /* of known.h */

enum { SKT_GAZ_CASED = 16 };

struct skt_gazetteer {
    skt_mapping file;
    bool mapped; /* the file is ours to unmap */
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
    skt_gaz_heads heads;
    skt_gaz_index tails, skeletons;
    const skt_gaz_rule *rules;
    size_t n_rules;
    skt_str cased[SKT_GAZ_CASED]; /* languages in which names in Latin letters have endings */
    size_t n_cased;
    skt_gaz_shapes shapes[SKT_GAZ_DETAILS];
    size_t first_facility; /* facilities are the last nodes */
    skt_boundaries boundaries;
    skt_gaz_overlay *overlay; /* the user's tables, or NULL */
    skt_gaz_latitudes *latitudes;
    skt_gaz_known_table *known;
    /* Capitals that were sought: a country in the upper half, its capital in the lower; by
     * country modulo SKT_GAZ_CAPITALS. Threads share it. */
    _Atomic uint64_t *capitals;
};

enum { SKT_GAZ_CAPITALS = 512 };

/* Values [first, first + count) of a key. */
typedef struct skt_gaz_hit {
    uint32_t key; /* index, or UINT32_MAX: none */
    const uint32_t *values;
    size_t count;
} skt_gaz_hit;

/* inflect.c: fills `cased` from the rules. */
void skt_gaz_list_cased(skt_gazetteer *gazetteer);
/* The string at `offset`; empty for one that is out of bounds. */
skt_str skt_gaz_string(const skt_gazetteer *gazetteer, uint32_t offset);
/* The rules of inflection of that kind and byte, *n of them, in the table's order. */
const skt_gaz_rule *skt_gaz_rules_of(size_t *n, const skt_gazetteer *gazetteer,
                                     skt_gaz_rule_kind kind, char byte);
/* The feature code, kind or zone of that index; empty for none. */
skt_str skt_gaz_tag(const skt_gazetteer *gazetteer, uint16_t index);
/* As skt_gaz_node_at, of a node that the user's tables may have, or that is none. */
const skt_gaz_node *skt_gaz_node_sought(const skt_gazetteer *gazetteer, skt_node node);
/* The node's record, or that of an empty node. */
static inline const skt_gaz_node *skt_gaz_node_at(const skt_gazetteer *gazetteer, skt_node node)
{
    return gazetteer->overlay == NULL && node < gazetteer->n_nodes
               ? &gazetteer->nodes[node]
               : skt_gaz_node_sought(gazetteer, node);
}
/* The area's record, or NULL where the node is none. */
const skt_gaz_area *skt_gaz_area_at(const skt_gazetteer *gazetteer, skt_node node);
/* The key's text, put together in `out`; empty if out of bounds. */
skt_str skt_gaz_key_text(char out[SKT_GAZ_MAX_KEY_BYTES], const skt_gaz_dict *dict, uint32_t key);
/* The same of a dictionary whose blocks have one key each, in the file. */
skt_str skt_gaz_whole_text(const skt_gaz_dict *dict, uint32_t key);
skt_gaz_hit skt_gaz_key_hit(const skt_gaz_dict *dict, uint32_t key);
/* Of a word's values: a bit for each skt_gaz_class, the last for all others, and all
 * skt_gaz_position bits. */
void skt_gaz_value_classes(uint32_t *classes, uint8_t *positions, skt_gaz_hit hit);
/* Looks the folded `key` up; count 0 if it is not there. */
skt_gaz_hit skt_gaz_find(const skt_gaz_dict *dict, skt_str key);
/* The same where skt_gaz_key_hash(key) is known. */
skt_gaz_hit skt_gaz_find_hashed(const skt_gaz_dict *dict, skt_str key, uint64_t hash);
/* Whether a key with that hash may be there; never false where it is. */
bool skt_gaz_may_have(const skt_gaz_dict *dict, uint64_t hash);
/* Brings in what looking a key of that hash up, or asking whether it goes on, will read. */
void skt_gaz_expect(const skt_gaz_dict *dict, uint64_t hash);
/* What is read then, once that is there: of the key; of its text, readings and nodes. */
void skt_gaz_expect_key(const skt_gaz_dict *dict, uint64_t hash);
void skt_gaz_expect_value(const skt_gazetteer *gazetteer, uint64_t hash);
/* Whether the key with that hash may be the first words of a longer one; never false
 * where it is, seldom true where it is not. */
bool skt_gaz_goes_on(const skt_gaz_dict *dict, uint64_t hash);
/* The entries of `index` that may be those of `hash`: tags and keys, of which
 * skt_gaz_index_key tells the key. */
const uint32_t *skt_gaz_index_range(size_t *count, const skt_gaz_index *index, uint64_t hash);
/* The entry's key in *key if its bits of the hash are those of `hash`. */
bool skt_gaz_index_key(uint32_t *key, const skt_gaz_dict *dict, uint32_t entry, uint64_t hash);

/* Names as the file and the user's tables have them together: a key is one of the
 * file's, or from names.n on, below skt_gaz_name_end, one of the tables'. */
skt_gaz_hit skt_gaz_find_name(const skt_gazetteer *gazetteer, skt_str key);
skt_gaz_hit skt_gaz_find_name_hashed(const skt_gazetteer *gazetteer, skt_str key, uint64_t hash);
skt_str skt_gaz_name_text(char out[SKT_GAZ_MAX_KEY_BYTES], const skt_gazetteer *gazetteer,
                          uint32_t key);
skt_gaz_hit skt_gaz_name_hit(const skt_gazetteer *gazetteer, uint32_t key);
size_t skt_gaz_name_end(const skt_gazetteer *gazetteer);
/* Whether the tables have names of more words than `key`. */
bool skt_gaz_own_goes_on(const skt_gazetteer *gazetteer, skt_str key);
/* Whether key `key` is one of the tables' and has that skeleton. */
bool skt_gaz_has_skeleton(const skt_gazetteer *gazetteer, uint32_t key, skt_str skeleton);
/* Whether a table took all readings from the name: nothing may be guessed either. */
bool skt_gaz_is_forbidden(const skt_gazetteer *gazetteer, skt_str key);
/* Whether value `index` of a hit is the user's own. */
bool skt_gaz_is_own(const skt_gazetteer *gazetteer, skt_gaz_hit hit, size_t index);
/* How likely value `index` of a hit is without context, in thousandths. */
unsigned skt_gaz_prior(const skt_gazetteer *gazetteer, skt_gaz_hit hit, size_t index);
/* Facilities between two latitudes, in 1e-6 degrees. Begin with both and zeros. */
typedef struct skt_gaz_band {
    int64_t south, north;
    bool begun;
    size_t at;
    skt_node node; /* the one that was found */
} skt_gaz_band;

/* Finds the next; false: there is none left, or memory is out. */
bool skt_gaz_facilities_next(skt_gaz_band *band, const skt_gazetteer *gazetteer);
/* The order that this needs; forgotten when nodes change. NULL when memory is out. */
skt_gaz_latitudes *skt_gaz_latitudes_new(void);
void skt_gaz_latitudes_forget(skt_gaz_latitudes *latitudes);
void skt_gaz_latitudes_free(skt_gaz_latitudes *latitudes);
/* One more than the last node: those of the tables stand behind the file's. */
size_t skt_gaz_node_end(const skt_gazetteer *gazetteer);

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
    return (unsigned)(value >> SKT_GAZ_FLAG_SHIFT);
}

/* Opens a file that lies in memory: `bytes` begins at a multiple of SKT_GAZ_ALIGN and
 * stays. `name` is what errors call it. */
skt_status skt_gazetteer_open_memory(skt_gazetteer **out, skt_mapping bytes, const char *name,
                                     skt_diag *diag);
/* A checksum that is taken piece by piece: four lanes of 64 bits, mixed. */
typedef struct skt_gaz_sum {
    uint64_t lanes[4], size;
    unsigned char rest[32];
    size_t n_rest;
} skt_gaz_sum;

#define SKT_GAZ_SUM_INIT                                                                           \
    {                                                                                              \
        {1, 2, 3, 4}, 0, {0}, 0                                                                    \
    }

void skt_gaz_sum_add(skt_gaz_sum *sum, const unsigned char *bytes, size_t size);
uint64_t skt_gaz_sum_end(const skt_gaz_sum *sum);
/* The checksum of some bytes at once. */
uint64_t skt_gaz_checksum(const void *bytes, size_t size);
/* The country at a point, x and y in 1e-6 degrees of longitude and latitude, by the
 * borders; or SKT_NO_NODE. */
skt_node skt_gaz_country_at(const skt_gazetteer *gazetteer, double x, double y);
/* The region of `country` (any, if SKT_NO_NODE) at the point or nearest to it. */
skt_node skt_gaz_region_at(const skt_gazetteer *gazetteer, skt_node country, double x, double y);
/* Whether the point lies in the area's polygon. */
bool skt_gaz_area_contains(const skt_gazetteer *gazetteer, skt_node area, double x, double y);

/* Sets the checksum of the header, which vouches for the table of sections. */
void skt_gaz_sign(skt_gaz_header *header);

/* A name as its key: folded, other signs than letters and digits left out, words
 * parted by one space. Appends to `out`. */
void skt_gaz_fold_name(skt_buf *out, skt_str name);
/* A key by its consonants: spellings of one name in different transliterations
 * fall together. Appends to `out`; nothing for a key of another script. */
void skt_gaz_skeleton_of(skt_buf *out, skt_str key);

/* ----------------------------------------------------------------- hashes
 * A key's hash is made of its words' hashes one by one, so that a text's words are
 * put together without reading them again. */

#define SKT_GAZ_HASH_SEED UINT64_C(0x2545F4914F6CDD1D)

/* The hash of a key of which `hash` is the hash without its last word. */
static inline uint64_t skt_gaz_hash_add(uint64_t hash, uint64_t word_hash)
{
    hash = (hash ^ word_hash) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 32);
}
/* The hash of a key: from SKT_GAZ_HASH_SEED over all its words. */
uint64_t skt_gaz_key_hash(skt_str key);
/* `hash` brought into [0, count): D. Lemire, "Fast random integer generation in an
 * interval". */
static inline size_t skt_gaz_bucket(uint64_t hash, size_t count)
{
    return (size_t)(((hash >> 32) * (uint64_t)count) >> 32);
}
/* How many bits the numbers 0 to `n` take. */
static inline unsigned skt_gaz_bits(size_t n)
{
    unsigned bits = 1;
    while (bits < 28 && (n >> bits) != 0) {
        bits++;
    }
    return bits;
}
/* A slot or entry: bits of the hash above `key_bits` bits of `number`. */
static inline uint32_t skt_gaz_tagged(uint64_t hash, uint32_t number, unsigned key_bits)
{
    return (uint32_t)(hash << key_bits) | number;
}

/* The mark of a key: its length in bytes in the upper 8 bits, below a bit for each
 * class of letters that it has behind its first SKT_GAZ_HEAD_LETTERS. */
uint32_t skt_gaz_mark(skt_str key);
static inline uint32_t skt_gaz_letter_bit(uint32_t letter)
{
    return UINT32_C(1) << (letter % SKT_GAZ_MARK_LETTERS);
}

/* ---------------------------------------------------------- misspelt keys */

enum { SKT_GAZ_MAX_GUESSES = 256 };

typedef struct skt_gaz_guessed {
    uint32_t key;      /* index of the names */
    unsigned distance; /* letters that differ: put in, left out, changed, swapped */
} skt_gaz_guessed;

typedef struct skt_gaz_guesses {
    skt_gaz_guessed items[SKT_GAZ_MAX_GUESSES];
    size_t n;
} skt_gaz_guesses;

/* Names at most `limit` (1 or 2) letters off the folded `key`, which has five letters
 * or more, 48 at most; none otherwise. All at distance 1; at distance 2 not those
 * unlikely places of which two of the first four letters are wrong. Allocates nothing. */
void skt_gaz_guess_key(skt_gaz_guesses *out, const skt_gazetteer *gazetteer, skt_str key,
                       unsigned limit);

/* From a point in degrees to the fine polygon of `area`, in kilometres: 0 inside,
 * INFINITY where it has none. As on a plane around the point: right to a hundredth
 * within a few hundred kilometres. */
double skt_gaz_area_distance_km(const skt_gazetteer *gazetteer, skt_node area, double lat,
                                double lon);
/* Great-circle distance in kilometres between two points in degrees. */
double skt_gaz_distance_km(double lat1, double lon1, double lat2, double lon2);

/* Kinds of facilities, by index; NULL behind the last. Static storage. */
const char *skt_gaz_kind_name(unsigned kind);
/* Index of a kind's name, 0 ("other") if there is none of that name. */
unsigned skt_gaz_kind_index(skt_str name);

#endif
