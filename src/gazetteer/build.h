/* What the parts of the compiler share: nodes, names, words and shapes on their
 * way into the file. */
#ifndef SKT_GAZETTEER_BUILD_H
#define SKT_GAZETTEER_BUILD_H

#include "core/arena.h"
#include "core/map.h"
#include "core/vec.h"
#include "gazetteer/build_out.h"
#include "gazetteer/build_sort.h"
#include "gazetteer/file.h"
#include "gazetteer/table.h"

/* What is known of an area while its places are read. */
typedef struct skt_gaz_area_sum {
    skt_str code;         /* in the arena */
    int64_t people;       /* by its settlements */
    uint32_t seat_people; /* of its seat */
    uint16_t seat_prior;
    bool disputed; /* flagged so */
} skt_gaz_area_sum;

/* A settlement as a table tells it. */
typedef struct skt_gaz_place {
    skt_str name, names, feature, country, admin1, admin2, zone;
    skt_node parent;  /* SKT_NO_NODE: by admin1 or country */
    int32_t lat, lon; /* 1e-6 degrees */
    uint32_t id;
    double people, unknown_people; /* the other is what 0 counts as */
    int prior;                     /* thousandths; 0 or less: by the people */
} skt_gaz_place;

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

typedef struct skt_gaz_dump skt_gaz_dump;

typedef struct skt_gaz_builder {
    const char *path, *dir;
    const skt_gaz_build_options *options;
    skt_diag *diag;
    skt_arena arena; /* keys of the maps */
    skt_gaz_spool strings;
    skt_map string_at;           /* text to offset, of the strings that come again */
    skt_map area_at;             /* level letter and code to node */
    skt_map district_at;         /* admin2 code to node */
    skt_map seat_at;             /* "RU.41/kurchatov" to the district that it is the seat of */
    skt_map bonus;               /* country to thousandths of the prior */
    skt_map corrections;         /* "RU.38/Krasnodar/Novorosyisk" to what the name is */
    SKT_VEC(skt_str) main_names; /* "a|b", of places whose display name is none */
    skt_map types;               /* type word to a mask of its classes */
    SKT_VEC(uint32_t) tags;      /* strings of features and zones */
    skt_map tag_at;              /* text to index of tags */
    SKT_VEC(skt_gaz_node) nodes; /* areas and districts: what lies in them changes them */
    skt_gaz_spool points;        /* skt_gaz_node: settlements and facilities, after them */
    SKT_VEC(uint16_t) priors;    /* of these */
    skt_node first_facility;     /* SKT_NO_NODE while there is none */
    SKT_VEC(skt_gaz_area) areas;
    SKT_VEC(skt_gaz_area_sum) sums; /* of each area */
    skt_buf key;                    /* scratch */
    skt_gaz_sort *names, *words;    /* folded keys and their values */
    SKT_VEC(skt_gaz_rule) rules;
    skt_gaz_shape_build shapes[SKT_GAZ_DETAILS];
    skt_gaz_dump *dump; /* NULL: the committed tables alone */
} skt_gaz_builder;

/* Offset of `text` in the strings (255 bytes at most); UINT32_MAX for an empty text or
 * on an error (strings.status then). */
uint32_t skt_gaz_add_string(skt_gaz_builder *b, skt_str text);
/* Index of a feature code, kind or zone; SKT_GAZ_NO_TAG for an empty one, where there
 * are too many, or on an error (strings.status then). */
uint16_t skt_gaz_add_tag(skt_gaz_builder *b, skt_str text);
/* Adds a node; SKT_NO_NODE when memory is out. Areas and districts come before
 * settlements, these before facilities. */
skt_node skt_gaz_add_node(skt_gaz_builder *b, const skt_gaz_node *node);
/* How many nodes there are, and the prior of one. */
size_t skt_gaz_built_nodes(const skt_gaz_builder *b);
uint16_t skt_gaz_built_prior(const skt_gaz_builder *b, skt_node node);
/* SKT_OK, or why strings or nodes cannot be kept. */
skt_status skt_gaz_built_status(const skt_gaz_builder *b);
/* Beside skt_gaz_name_flag, in the builder alone: a name of former times, never a main one. */
enum { SKT_GAZ_FORMER = 1 << 10 };
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
/* Adds the settlement with its name and names, counts it to its region and makes it the
 * seat where it is. SKT_NO_NODE with SKT_OK: its region and country are not known. */
skt_status skt_gaz_add_place(skt_node *out, skt_gaz_builder *b, const skt_gaz_place *place);
/* Adds the other names (parted by |) of a place that is called `name`. */
skt_status skt_gaz_add_place_names(skt_gaz_builder *b, skt_str name, skt_str names, skt_node node);
/* Adds the other names of the place as corrections.tsv has them. */
skt_status skt_gaz_add_corrected_names(skt_gaz_builder *b, const skt_gaz_place *place,
                                       skt_node node);
/* Reads corrections.tsv. */
skt_status skt_gaz_build_corrections(skt_gaz_builder *b);
typedef struct skt_gaz_district {
    skt_str code, admin1, name, names, seat; /* GeoNames admin2, admin1; "a|b" */
    int32_t lat, lon;                        /* or SKT_GAZ_NO_POINT */
    uint32_t id;
    skt_node region;
    bool bare; /* called by its name alone: "in Kent" */
} skt_gaz_district;
skt_status skt_gaz_add_district(skt_node *out, skt_gaz_builder *b,
                                const skt_gaz_district *district);
typedef struct skt_gaz_facility {
    skt_str name, names, kind, country, admin1;
    skt_node parent; /* SKT_NO_NODE: by admin1 or country */
    int32_t lat, lon;
    uint32_t id;
    int prior; /* thousandths, without that of the country */
} skt_gaz_facility;
/* SKT_NO_NODE with SKT_OK: its region and country are not known. */
skt_status skt_gaz_add_facility(skt_node *out, skt_gaz_builder *b,
                                const skt_gaz_facility *facility);
/* The country at a point in 1e-6 degrees, or SKT_NO_NODE. */
skt_node skt_gaz_built_country_at(const skt_gaz_builder *b, int32_t lat, int32_t lon);
/* The region of the country at a point in 1e-6 degrees, or SKT_NO_NODE; only after
 * the shapes. */
skt_node skt_gaz_built_region_at(const skt_gaz_builder *b, skt_node country, int32_t lat,
                                 int32_t lon);
/* The region at the point that is flagged as disputed, or SKT_NO_NODE. */
skt_node skt_gaz_built_disputed_at(const skt_gaz_builder *b, int32_t lat, int32_t lon);

/* The tables, in this order: words, countries, regions, seas, shapes, then what lies in
 * regions: districts, settlements, facilities (which must be the last nodes). */
skt_status skt_gaz_build_words(skt_gaz_builder *b);
skt_status skt_gaz_build_areas(skt_gaz_builder *b);
skt_status skt_gaz_build_districts(skt_gaz_builder *b);
skt_status skt_gaz_build_places(skt_gaz_builder *b);
skt_status skt_gaz_build_facilities(skt_gaz_builder *b);
skt_status skt_gaz_build_aliases(skt_gaz_builder *b);
/* The names of a dump's alternateNamesV2.txt. */
skt_status skt_gaz_build_alternates(skt_gaz_builder *b);
/* Polygons of all three details. */
skt_status skt_gaz_build_shapes(skt_gaz_builder *b);
/* Gives the seas the area of their fine polygons, in square kilometres. */
void skt_gaz_measure_seas(skt_gaz_builder *b);

/* ----------------------------------------------------------- dictionaries */

/* A dictionary as it was written, read from the file while this is made. */
typedef struct skt_gaz_written_dict {
    skt_gaz_dict dict; /* without hash table and filter: no look-ups */
    skt_mapping file;
    uint32_t reach;
    uint64_t n_prefixes; /* different starts of longer keys */
} skt_gaz_written_dict;

/* Writes the seven sections from `first` on: the keys of `from`, whose end has come.
 * `nodes`: values are nodes with flags. Close it in any case. */
skt_status skt_gaz_dict_write(skt_gaz_written_dict *out, skt_gaz_builder *b, skt_gaz_out *file,
                              skt_gaz_section first, skt_gaz_sort *from, bool nodes);
void skt_gaz_written_dict_close(skt_gaz_written_dict *dict);
/* Writes what misspelt names are found by: the tree of first letters, names by what
 * follows those, names by their skeleton. */
skt_status skt_gaz_indexes_write(skt_gaz_builder *b, skt_gaz_out *file, const skt_gaz_dict *names);

/* Puts the sections together and writes the file. */
skt_status skt_gaz_write(skt_gaz_builder *b);

/* Opens a table that may be missing: then *there is false, with a warning that says
 * what will be missed. */
skt_status skt_gaz_open_optional(skt_gaz_table *table, bool *there, skt_gaz_builder *b,
                                 const char *name, const char *const *columns, const char *loss);

#endif
