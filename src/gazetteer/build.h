/* What the parts of the compiler share: nodes, names, words and shapes on their
 * way into the file. */
#ifndef SKT_GAZETTEER_BUILD_H
#define SKT_GAZETTEER_BUILD_H

#include "core/arena.h"
#include "core/map.h"
#include "core/vec.h"
#include "gazetteer/file.h"
#include "gazetteer/table.h"

/* A key that is being collected: `length` bytes at `text` of the key text. */
typedef struct skt_gaz_entry {
    uint32_t text, length, value;
} skt_gaz_entry;

typedef struct skt_gaz_entries {
    skt_buf text;
    SKT_VEC(skt_gaz_entry) entries;
} skt_gaz_entries;

/* `source_arcs` are those of the table; one that is too wide for the 16 bits of a
 * point became several arcs, one behind the other. */
typedef struct skt_gaz_shape_build {
    skt_gaz_grid grid;
    SKT_VEC(uint16_t) points; /* x, y */
    SKT_VEC(skt_gaz_arc) arcs;
    SKT_VEC(uint32_t) source_arcs; /* first arc of each */
    SKT_VEC(int32_t) refs;
    SKT_VEC(skt_gaz_ring) rings;
} skt_gaz_shape_build;

typedef struct skt_gaz_builder {
    const char *dir;
    skt_diag *diag;
    skt_arena arena; /* keys of the maps */
    skt_buf strings;
    skt_map string_at;      /* text to offset */
    skt_map area_at;        /* level letter and code to node */
    skt_map district_at;    /* admin2 code to node */
    skt_map seat_at;        /* "RU.41/kurchatov" to the district that it is the seat of */
    skt_map bonus;          /* country to thousandths of the prior */
    skt_map types;          /* type word to a mask of its classes */
    SKT_VEC(uint32_t) tags; /* strings of features and zones */
    skt_map tag_at;         /* text to index of tags */
    SKT_VEC(skt_gaz_node) nodes;
    SKT_VEC(skt_gaz_area) areas;
    SKT_VEC(int64_t) people; /* of each area, by its settlements */
    skt_gaz_entries names, words;
    SKT_VEC(skt_gaz_rule) rules;
    skt_gaz_shape_build shapes[SKT_GAZ_DETAILS];
} skt_gaz_builder;

/* Offset of `text` in the strings, added once (255 bytes at most); UINT32_MAX for
 * an empty text or when memory is out (strings.failed then). */
uint32_t skt_gaz_add_string(skt_gaz_builder *b, skt_str text);
/* Index of a feature code, kind or zone; SKT_GAZ_NO_TAG for an empty one or when memory
 * is out (strings.failed then). */
uint16_t skt_gaz_add_tag(skt_gaz_builder *b, skt_str text);
/* Adds a node; SKT_NO_NODE when memory is out. */
skt_node skt_gaz_add_node(skt_gaz_builder *b, const skt_gaz_node *node);
/* Adds the key of `name`, if it has one, as leading to `node`. */
skt_status skt_gaz_add_name(skt_gaz_builder *b, skt_str name, skt_node node, unsigned flags);
/* The same for each of several names parted by '|'. */
skt_status skt_gaz_add_names(skt_gaz_builder *b, skt_str names, skt_node node, unsigned flags);
/* Adds what is left of `name` without type words of the class at its ends. */
skt_status skt_gaz_add_stem(skt_gaz_builder *b, skt_str name, skt_node node, skt_gaz_class type);
skt_status skt_gaz_add_stems(skt_gaz_builder *b, skt_str names, skt_node node, skt_gaz_class type);
skt_status skt_gaz_add_word(skt_gaz_builder *b, skt_str word, uint32_t value);
/* The area of a level ('C', 'R', 'S') with that code, or SKT_NO_NODE. */
skt_node skt_gaz_built_area(const skt_gaz_builder *b, char level, skt_str code);

/* The tables, in this order: words, countries, regions, seas, then what lies in
 * regions: districts, settlements, facilities (which must be the last nodes). */
skt_status skt_gaz_build_words(skt_gaz_builder *b);
skt_status skt_gaz_build_areas(skt_gaz_builder *b);
skt_status skt_gaz_build_places(skt_gaz_builder *b);
skt_status skt_gaz_build_facilities(skt_gaz_builder *b);
skt_status skt_gaz_build_aliases(skt_gaz_builder *b);
/* Polygons of all three details. */
skt_status skt_gaz_build_shapes(skt_gaz_builder *b);

/* ----------------------------------------------------------- dictionaries */

typedef struct skt_gaz_dict_build {
    skt_buf text;
    SKT_VEC(uint32_t) blocks;
    SKT_VEC(uint32_t) marks;
    SKT_VEC(uint32_t) values;
    SKT_VEC(uint32_t) lists;
    uint32_t *slots;  /* n_buckets * SKT_GAZ_BUCKET_SLOTS */
    uint64_t *starts; /* n_starts * SKT_GAZ_START_WORDS */
    size_t n_buckets, n_starts, reach;
    size_t n_prefixes; /* different starts of longer keys */
    char last[SKT_GAZ_MAX_KEY_BYTES];
    size_t last_length;
} skt_gaz_dict_build;

/* Adds a key, which is greater than the one before it and shorter than
 * SKT_GAZ_MAX_KEY_BYTES, with its `n` values, one or more. */
skt_status skt_gaz_dict_push(skt_gaz_dict_build *dict, skt_str key, const uint32_t *values,
                             size_t n);
/* Makes the hash table and the filter of starts, once all keys are there. */
skt_status skt_gaz_dict_finish(skt_gaz_dict_build *dict);
/* What was pushed as the reader sees it, but for look-ups; valid until the next push. */
skt_gaz_dict skt_gaz_dict_view(const skt_gaz_dict_build *dict);
void skt_gaz_dict_dispose(skt_gaz_dict_build *dict);

/* The tree of first letters, by level: what node i's children or keys begin with. */
typedef struct skt_gaz_heads_build {
    SKT_VEC(uint16_t) labels[SKT_GAZ_HEAD_LETTERS];
    SKT_VEC(uint32_t) first[SKT_GAZ_HEAD_LETTERS];
} skt_gaz_heads_build;

typedef struct skt_gaz_index_entry {
    uint64_t hash;
    uint32_t key, bucket;
} skt_gaz_index_entry;

typedef struct skt_gaz_index_build {
    SKT_VEC(skt_gaz_index_entry) entries;
    uint32_t *keys, *buckets; /* as many as entries; n_buckets + 1 */
    size_t n_buckets;
} skt_gaz_index_build;

skt_status skt_gaz_heads_make(skt_gaz_heads_build *heads, const skt_gaz_dict *names);
void skt_gaz_heads_dispose(skt_gaz_heads_build *heads);
skt_status skt_gaz_tails_make(skt_gaz_index_build *index, const skt_gaz_builder *b,
                              const skt_gaz_dict *names);
skt_status skt_gaz_skeletons_make(skt_gaz_index_build *index, const skt_gaz_builder *b,
                                  const skt_gaz_dict *names);
void skt_gaz_index_dispose(skt_gaz_index_build *index);

/* Puts the sections together and writes the file. */
skt_status skt_gaz_write(skt_gaz_builder *b, const char *path);

/* Opens a table that may be missing: then *there is false, with a warning that says
 * what will be missed. */
skt_status skt_gaz_open_optional(skt_gaz_table *table, bool *there, skt_gaz_builder *b,
                                 const char *name, const char *const *columns, const char *loss);

#endif
