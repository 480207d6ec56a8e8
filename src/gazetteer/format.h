/* The compiled gazetteer: one file, mapped and read where it lies. The layout is
 * described to the byte in docs/gazetteer-format.md; change both and the version. */
#ifndef SKT_GAZETTEER_FORMAT_H
#define SKT_GAZETTEER_FORMAT_H

#include <stdint.h>

#define SKT_GAZ_MAGIC "SKTGAZ\r\n"
#define SKT_GAZ_ENDIAN UINT32_C(0x01020304)
#define SKT_GAZ_VERSION UINT32_C(4)

enum {
    SKT_GAZ_ALIGN = 64,        /* of every section, bytes: a line of the cache */
    SKT_GAZ_NODE_BITS = 27,    /* of a name's value; the bit above, then flags */
    SKT_GAZ_FLAG_SHIFT = 28,   /* of the flags of a name's value */
    SKT_GAZ_MAX_KEY_WORDS = 8, /* words of the longest name that is looked for */
    SKT_GAZ_MAX_KEY_BYTES = 160,
    SKT_GAZ_BLOCK_KEYS = 16,   /* names whose text is written one upon the other */
    SKT_GAZ_BUCKET_SLOTS = 16, /* slots that are looked through together: a line */
    SKT_GAZ_START_WORDS = 8,   /* 64-bit words of a bucket of the filter of starts: a line */
    SKT_GAZ_MAX_REACH = 64,    /* buckets from a key's own to the one it is in */
    SKT_GAZ_MARK_LETTERS = 24, /* classes of letters that a mark tells */
    SKT_GAZ_HEAD_LETTERS = 4   /* letters of a name that misspellings are sought by */
};
/* The value is no node but where a list of values begins. */
#define SKT_GAZ_LIST (UINT32_C(1) << SKT_GAZ_NODE_BITS)

typedef enum skt_gaz_section {
    SKT_GAZ_STRINGS, /* length byte and that many bytes each, found by offset */
    SKT_GAZ_TAGS,    /* uint32: strings of feature codes, kinds and zones */
    SKT_GAZ_NODES,   /* skt_gaz_node */
    SKT_GAZ_AREAS,   /* skt_gaz_area: the first nodes are areas, in this order */
    SKT_GAZ_CODES,   /* uint32: areas sorted by level and code */
    /* A dictionary: seven sections in this order. */
    SKT_GAZ_NAME_TEXT,   /* keys of names, sorted; each upon the one before it */
    SKT_GAZ_NAME_BLOCKS, /* uint32: where each 16th key's text begins */
    SKT_GAZ_NAME_MARKS,  /* uint32 by key: length and letters */
    SKT_GAZ_NAME_VALUES, /* uint32 by key: node and flags, or SKT_GAZ_LIST */
    SKT_GAZ_NAME_LISTS,  /* uint32: count and that many values each */
    SKT_GAZ_NAME_SLOTS,  /* uint32: hash table of tag and key index + 1, 0 free */
    SKT_GAZ_NAME_STARTS, /* uint64: filter of what longer keys begin with */
    SKT_GAZ_WORD_TEXT,   /* the same for type words, titles, stopwords ...: each text whole */
    SKT_GAZ_WORD_BLOCKS,
    SKT_GAZ_WORD_MARKS,
    SKT_GAZ_WORD_VALUES, /* skt_gaz_word_value, or SKT_GAZ_LIST */
    SKT_GAZ_WORD_LISTS,
    SKT_GAZ_WORD_SLOTS,
    SKT_GAZ_WORD_STARTS,
    SKT_GAZ_HEAD_LABELS,      /* uint16 by node of the tree of first letters: its letter */
    SKT_GAZ_HEAD_CHILDREN,    /* uint32 by inner node: its first child, and one more */
    SKT_GAZ_HEAD_KEYS,        /* uint32 by leaf: its first name key, and one more */
    SKT_GAZ_TAIL_KEYS,        /* uint32: tag and name key, by what follows the first letters */
    SKT_GAZ_TAIL_BUCKETS,     /* uint32: first of each bucket, and one more */
    SKT_GAZ_SKELETON_KEYS,    /* uint32: tag and name key, by skeleton */
    SKT_GAZ_SKELETON_BUCKETS, /* uint32 */
    SKT_GAZ_RULES,            /* skt_gaz_rule by kind and byte, else in the table's order */
    SKT_GAZ_GRIDS,            /* skt_gaz_grid of the three details */
    SKT_GAZ_POINTS,           /* uint16 x, y from the corner of the arc; three details */
    SKT_GAZ_POINTS_COARSE,
    SKT_GAZ_POINTS_BORDER,
    SKT_GAZ_ARCS, /* skt_gaz_arc, and one more that ends the last */
    SKT_GAZ_ARCS_COARSE,
    SKT_GAZ_ARCS_BORDER,
    SKT_GAZ_REFS, /* int32: arc, or ~arc for the arc backwards */
    SKT_GAZ_REFS_COARSE,
    SKT_GAZ_REFS_BORDER,
    SKT_GAZ_RINGS, /* skt_gaz_ring, those of an area beside each other */
    SKT_GAZ_RINGS_COARSE,
    SKT_GAZ_RINGS_BORDER,
    SKT_GAZ_SECTIONS
} skt_gaz_section;

enum { SKT_GAZ_DETAILS = 3 }; /* fine, coarse, and the borders for bare points */

typedef struct skt_gaz_extent {
    uint64_t offset, size; /* bytes from the start of the file */
} skt_gaz_extent;

typedef struct skt_gaz_header {
    char magic[8];
    uint32_t endian, version;
    uint64_t size;          /* of the file */
    uint64_t head_checksum; /* of this header, this field taken as 0 */
    uint64_t body_checksum; /* of all that is behind the header */
    uint32_t n_sections, n_areas;
    uint32_t n_nodes, first_facility; /* facilities are the last nodes */
    uint32_t name_reach, word_reach;  /* buckets that a key is looked for in */
    skt_gaz_extent sections[SKT_GAZ_SECTIONS];
} skt_gaz_header;

enum {
    SKT_GAZ_NO_NODE = -1, /* as uint32: none */
    SKT_GAZ_NO_TAG = UINT16_MAX,
    SKT_GAZ_NO_POINT = INT32_MIN
};

typedef enum skt_gaz_node_flag { /* beside skt_node_flag */
                                 SKT_GAZ_QUARTER =
                                     1 << 4, /* a part of a town, or an abandoned place */
                                 SKT_GAZ_SECOND_SEAT = 1 << 5 /* of a second-level unit */
} skt_gaz_node_flag;

typedef struct skt_gaz_node {
    int32_t lat, lon; /* 1e-6 degrees, or SKT_GAZ_NO_POINT */
    uint32_t name;    /* string */
    uint32_t geonameid, population, parent;
    uint16_t feature, zone; /* indexes of SKT_GAZ_TAGS */
    uint8_t level, flags;
    uint16_t prior; /* thousandths; how likely without any context */
} skt_gaz_node;

typedef struct skt_gaz_rings {
    uint32_t first, count;
} skt_gaz_rings;

typedef struct skt_gaz_area {
    uint32_t code, iso; /* strings: alpha-2, admin1 or a sea's key; ISO 3166-2 */
    uint32_t map, seat; /* nodes, or none */
    uint32_t flags;     /* string: "approx", "disputed", "controller=RU" */
    float area_km2;
    skt_gaz_rings rings[SKT_GAZ_DETAILS];
} skt_gaz_area;

/* What a rule's affix is and where it stands. */
typedef enum skt_gaz_rule_kind {
    SKT_GAZ_RULE_ENDING,
    SKT_GAZ_RULE_PREFIX,    /* "ب-": the affix ends in a hyphen */
    SKT_GAZ_RULE_ELIDED,    /* "d'-": in an apostrophe and a hyphen */
    SKT_GAZ_RULE_APOSTROPHE /* "'de": an ending that begins with one */
} skt_gaz_rule_kind;

typedef struct skt_gaz_rule {
    uint32_t from, to, lang; /* strings: affix as read, what stands for it in the base form */
    uint8_t kind;            /* skt_gaz_rule_kind */
    uint8_t byte;            /* of the affix without its signs: first of a prefix, else last */
    uint8_t spare[2];
} skt_gaz_rule;

/* degrees = origin + number * scale; x and lon first */
typedef struct skt_gaz_grid {
    double scale[2], origin[2];
} skt_gaz_grid;

typedef struct skt_gaz_arc {
    uint32_t first; /* point */
    int32_t x, y;   /* what its points count from, in steps of the grid */
} skt_gaz_arc;

typedef struct skt_gaz_ring {
    uint32_t first, count; /* refs */
    int32_t west, south, east, north;
    uint32_t hole;
} skt_gaz_ring;

/* Flags of a name's value, at SKT_GAZ_FLAG_SHIFT. */
typedef enum skt_gaz_name_flag {
    SKT_GAZ_MAIN = 1 << 0,      /* the display name, not one of the others */
    SKT_GAZ_ADJECTIVE = 1 << 1, /* adjective or demonym of a country */
    SKT_GAZ_STEM = 1 << 2,      /* counts only beside a type word */
    SKT_GAZ_SET = 1 << 3,       /* one of several nodes that the name means together */
    SKT_GAZ_SUPPORTED = 1 << 8, /* while ranking: the text speaks for it */
    SKT_GAZ_NEAR = 1 << 9,      /* while ranking: its region or neighbours are named */
    SKT_GAZ_ALONE = 1 << 10,    /* while ranking: neither is, far around */
    SKT_GAZ_BESIDE = 1 << 11    /* while ranking: its region is named in the sentence */
} skt_gaz_name_flag;

/* Classes of words that the finding of toponyms knows (type_words.tsv and
 * stopwords.tsv). */
typedef enum skt_gaz_class {
    SKT_GAZ_REGION_WORD,
    SKT_GAZ_DISTRICT_WORD,
    SKT_GAZ_CITY_WORD,
    SKT_GAZ_FACILITY_WORD,
    SKT_GAZ_TITLE,      /* Governor, President, Mr: what follows is a person */
    SKT_GAZ_GIVEN,      /* a given name */
    SKT_GAZ_PLACE_PREP, /* in, near, over: what follows may be a place */
    SKT_GAZ_OF,
    SKT_GAZ_AND,
    SKT_GAZ_ARTICLE,
    SKT_GAZ_MODIFIER,    /* northern, central, border: may stand before a name */
    SKT_GAZ_HYPHEN_TAIL, /* "Kyiv-based": the name stays a name */
    SKT_GAZ_CAPITAL_WORD,
    SKT_GAZ_SURROUND,     /* its, the surrounding: "Moscow and its region" */
    SKT_GAZ_NAMESAKE,     /* a given name that places bear too: Florence, Jordan */
    SKT_GAZ_BODY,         /* police, army, harbour: behind a place's name, no surname */
    SKT_GAZ_THING,        /* treaty, paper, club, ship: what its name stands in is no place */
    SKT_GAZ_OTHER,        /* other, more: "Kaluga, Lipetsk and other regions" */
    SKT_GAZ_NAME_ARTICLE, /* al: begins names and is left out of them at will */
    SKT_GAZ_SEA_WORD,     /* mer, golfe, пролив: a lower-case word that begins a sea's name */
    SKT_GAZ_LAND, /* sky, borderland: a region behind its adjective ("брянское небо") */
    SKT_GAZ_DEMONYM, /* украинских: a country's adjective, in lower case */
    SKT_GAZ_STOP_WEAPON,
    SKT_GAZ_STOP_UNIT,
    SKT_GAZ_STOP_PERSON,
    SKT_GAZ_STOP_WORD,
    SKT_GAZ_STOP_MEDIA,
    SKT_GAZ_STOP_ORGANISATION,
    SKT_GAZ_STOP_MONTH, /* "in May" is no town */
    SKT_GAZ_CLASSES
} skt_gaz_class;

/* How a type word stands to the name. */
typedef enum skt_gaz_position {
    SKT_GAZ_AFTER = 1 << 0,   /* Kursk region */
    SKT_GAZ_BEFORE = 1 << 1,  /* village Glotovo */
    SKT_GAZ_WITH_OF = 1 << 2, /* city of Kursk */
    SKT_GAZ_WITH_IN = 1 << 3, /* refinery in Ryazan */
    SKT_GAZ_PLURAL = 1 << 4,  /* belongs to every name of a list */
    SKT_GAZ_CASES =
        1 << 6, /* of a preposition: in its language names in Latin letters have cases */
    SKT_GAZ_DIRECT = 1 << 5 /* so it does behind an adjective in the nominative or accusative */
} skt_gaz_position;

/* A word's value: class in bits 0..7, positions in 8..15, kind in 16..23; bit 27 is
 * SKT_GAZ_LIST. */
#define SKT_GAZ_WORD_CLASS(value) ((skt_gaz_class)((value)&0xFFu))
#define SKT_GAZ_WORD_POSITION(value) (((value) >> 8) & 0xFFu)
#define SKT_GAZ_WORD_KIND(value) (((value) >> 16) & 0xFFu)

#endif
