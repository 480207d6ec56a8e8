/* How the toponyms of a text are found: words are annotated with the phrases of
 * type_words.tsv, names are looked up, type words and lists are bound to them,
 * then all mentions are ranked together. */
#ifndef SKT_GAZETTEER_MENTION_H
#define SKT_GAZETTEER_MENTION_H

#include "core/arena.h"
#include "core/vec.h"
#include "gazetteer/file.h"

enum {
    SKT_GAZ_MAX_OPTIONS = 48,       /* readings of one name that are weighed */
    SKT_GAZ_SURE_CASES = 2,         /* phrases that tell so: one alone may be a name's letter */
    SKT_GAZ_MAX_PHRASE_TOKENS = 12, /* words and hyphens of the longest name */
    SKT_GAZ_NEIGHBOURS = 200 /* mentions to either side that are context: an article has fewer,
                                and the cost of a longer text stays in proportion */
};

/* A phrase of the word dictionary in the text. */
typedef struct skt_gaz_phrase {
    uint32_t first, end; /* words; first == end: none */
    uint32_t classes;    /* a bit for each skt_gaz_class of its values, the last for all others */
    uint32_t positions;  /* all skt_gaz_position bits of its values */
    skt_gaz_hit hit;
} skt_gaz_phrase;

typedef struct skt_gaz_spot skt_gaz_spot; /* of evidence.h */

/* One reading of a mention. */
typedef struct skt_gaz_option {
    skt_node node;
    unsigned flags; /* skt_gaz_name_flag */
    float base;     /* without context */
    float score;
    const char *reason;
    const skt_gaz_spot *spot; /* while ranking */
} skt_gaz_option;

typedef enum skt_gaz_mention_flag {
    SKT_GAZ_M_PREP = 1 << 0,      /* a preposition of place before it */
    SKT_GAZ_M_WEAK_PREP = 1 << 1, /* one that may also stand before other things */
    SKT_GAZ_M_POSSESSIVE = 1 << 2,
    SKT_GAZ_M_RARE = 1 << 3,       /* a common word: needs context */
    SKT_GAZ_M_TYPED_ONLY = 1 << 4, /* a weapon's or person's name: needs a type word */
    SKT_GAZ_M_LISTED = 1 << 5,     /* in a list with another mention */
    SKT_GAZ_M_GUESSED = 1 << 6,    /* by a likely misspelling or transliteration */
    SKT_GAZ_M_UNKNOWN = 1 << 7,    /* no name of the gazetteer: only its type word */
    SKT_GAZ_M_PLURAL_AFTER = 1 << 8,
    SKT_GAZ_M_PLURAL_BEFORE = 1 << 9,
    SKT_GAZ_M_SURROUND = 1 << 10, /* "its surrounding region" */
    SKT_GAZ_M_DROPPED = 1 << 11,
    SKT_GAZ_M_BEGINS = 1 << 12,     /* first word of its sentence */
    SKT_GAZ_M_SUPPORTED = 1 << 13,  /* something in the text speaks for its reading */
    SKT_GAZ_M_QUERY = 1 << 14,      /* the name that was asked for */
    SKT_GAZ_M_NAME_TYPED = 1 << 15, /* the type word is in the name itself */
    SKT_GAZ_M_TYPED_IN = 1 << 16,   /* "refinery in": the type word says less */
    SKT_GAZ_M_ANCHORED = 1 << 17,   /* the text puts it in the area named next */
    SKT_GAZ_M_AND = 1 << 18,        /* "and" is written to it */
    SKT_GAZ_M_AS_IS = 1 << 19       /* the key is the one word as it is folded */
} skt_gaz_mention_flag;

typedef struct skt_gaz_mention {
    uint32_t first, end;           /* words with the type word */
    uint32_t name_first, name_end; /* words of the name */
    uint32_t key;                  /* of the names, or UINT32_MAX */
    skt_gaz_option *options;       /* best first, once ranked */
    size_t n_options;
    unsigned levels; /* bit mask by skt_level of what its type word allows; 0: untyped */
    unsigned kind;   /* of a facility */
    unsigned flags;
    size_t prefix; /* bytes of prefixes written to the name, as folded */
    float score;
    const char *reason;
} skt_gaz_mention;

typedef struct skt_gaz_finder {
    const skt_gazetteer *gazetteer;
    const skt_text *text;
    skt_str country; /* hint, or none */
    bool query;      /* a name was asked for: what stands around is context */
    uint32_t cases;  /* phrases of a language whose names in Latin letters have cases */
    skt_arena *arena;
    const skt_gaz_phrase **starting; /* by word: the longest phrase that starts there */
    const skt_gaz_phrase **ending;   /* by word: the longest that ends before it */
    uint32_t classes;                /* of all phrases, as skt_gaz_phrase has them */
    skt_gaz_phrase *room;            /* in the arena, for phrases to come: n_room of them */
    size_t n_room;
    SKT_VEC(skt_gaz_mention) mentions;
    /* While names that only a type word tells are added: by word, whether a name has it;
     * by end, index + 1 of the mention whose name ends there. */
    bool *named;
    uint32_t *name_ending;
} skt_gaz_finder;

/* Of a name that is not in the gazetteer, read as the region around. */
#define SKT_GAZ_UNKNOWN_SCORE 0.4F
#define SKT_GAZ_UNKNOWN_REASON                                                                     \
    "a name that is not in the gazetteer; the region is that of the place named nearest"

/* The mentions [*first, *end) that are context of mention `index`. */
static inline void skt_gaz_context(const skt_gaz_finder *f, size_t index, size_t *first,
                                   size_t *end)
{
    const size_t count = f->mentions.count;
    *first = index > SKT_GAZ_NEIGHBOURS ? index - SKT_GAZ_NEIGHBOURS : 0;
    *end = count - index > SKT_GAZ_NEIGHBOURS ? index + SKT_GAZ_NEIGHBOURS : count;
}

/* Whether the facility's kind is the one of that name. */
static inline bool skt_gaz_is_kind(const skt_gaz_mention *mention, const char *name)
{
    return skt_str_is(skt_str_from(skt_gaz_kind_name(mention->kind)), name);
}

/* Annotates the words with phrases. */
skt_status skt_gaz_annotate(skt_gaz_finder *f);
/* The phrase of words [first, end) with those values. */
skt_gaz_phrase skt_gaz_phrase_of(uint32_t first, uint32_t end, skt_gaz_hit hit);
static inline bool skt_gaz_phrase_has(const skt_gaz_phrase *phrase, skt_gaz_class type)
{
    return (phrase->classes >> type & 1) != 0;
}
/* Its value of a class that it has, as skt_gaz_phrase_value(). */
bool skt_gaz_phrase_find(const skt_gaz_phrase *phrase, skt_gaz_class type, unsigned position,
                         uint32_t *value);
/* The phrase's value of a class, with all `position` bits; 0 is also a value, so
 * the result is by *value. */
static inline bool skt_gaz_phrase_value(const skt_gaz_phrase *phrase, skt_gaz_class type,
                                        unsigned position, uint32_t *value)
{
    return skt_gaz_phrase_has(phrase, type) && skt_gaz_phrase_find(phrase, type, position, value);
}
/* Whether names in Latin letters have endings in the language. */
bool skt_gaz_lang_has_cases(const skt_gazetteer *gazetteer, skt_str lang);
/* Whether the name in Latin letters that begins at the word may be inflected: the text is of such
 * a language. */
bool skt_gaz_has_cases(const skt_gaz_finder *f, uint32_t at);
/* Whether the phrase is a stopword of any class but "word". */
bool skt_gaz_phrase_stops(const skt_gaz_phrase *phrase);
/* A key that grows word by word. Its hash is made of the words' hashes; its text is
 * written only when it is asked for, as most runs of words are no key. */
typedef struct skt_gaz_joined {
    const skt_text *text;
    uint32_t first, end;   /* words that are in it */
    bool written;          /* the text is, too */
    size_t length, last;   /* bytes of the text; where its last word begins */
    uint64_t before, hash; /* of the words before the last; of all */
    char key[SKT_GAZ_MAX_KEY_BYTES];
} skt_gaz_joined;

static inline void skt_gaz_join_begin(skt_gaz_joined *joined, const skt_text *text, uint32_t first)
{
    joined->text = text; /* the key's bytes are not touched */
    joined->first = joined->end = first;
    joined->written = false;
    joined->length = joined->last = 0;
    joined->before = joined->hash = SKT_GAZ_HASH_SEED;
}

/* Adds the next word. False if they make no name: other signs than hyphens between them,
 * or a sentence ends. */
bool skt_gaz_join_next(skt_gaz_joined *joined);
/* Whether a longer key may begin with what was joined. */
bool skt_gaz_join_goes_on(const skt_gaz_joined *joined, const skt_gaz_dict *dict);
/* The text, good until the next word is added. */
skt_str skt_gaz_joined_str(skt_gaz_joined *joined);
/* Looks it up. */
skt_gaz_hit skt_gaz_find_joined(const skt_gaz_dict *dict, skt_gaz_joined *joined);
/* The key of words [first, end) in `out` (SKT_GAZ_MAX_KEY_BYTES); empty if they make
 * none. */
skt_str skt_gaz_join(char *out, const skt_text *text, uint32_t first, uint32_t end);

/* Finds names: fills f->mentions in the order of the words. */
skt_status skt_gaz_find_names(skt_gaz_finder *f);
/* Adds the seas of lists that share their noun. */
skt_status skt_gaz_add_listed_seas(skt_gaz_finder *f);
/* Options from the values of a key, added to those the mention has. */
skt_status skt_gaz_add_options(skt_gaz_finder *f, skt_gaz_mention *mention, skt_gaz_hit hit,
                               float penalty, const char *reason);
/* The option of another mention, with what its form took from it. */
skt_status skt_gaz_add_option(skt_gaz_finder *f, skt_gaz_mention *mention,
                              const skt_gaz_option *option);
/* Options by base forms of an inflected name that starts at word `first`; two words
 * ("Нижнем Новгороде") before one. Sets name_end. */
skt_status skt_gaz_find_inflected(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first);
/* Whether the Cyrillic word may be a region's adjective: a noun for land or people closes what it
 * begins. */
bool skt_gaz_may_be_adjective(const skt_gaz_finder *f, uint32_t at);
/* Whether the word is an adjective as "область" has them before it, in any case. */
bool skt_gaz_is_oblast_adjective(const skt_gaz_finder *f, uint32_t at);
/* The district that a "-щина" at word `first` is: "Нікопольщина". Sets name_end and levels. */
skt_status skt_gaz_find_land(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first);
/* Options for such a word: regions alone. */
skt_status skt_gaz_find_adjective(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first);
/* Options for a district's Cyrillic name: by its Latin form, or by the town that it is
 * named after. */
skt_status skt_gaz_add_districts(skt_gaz_finder *f, skt_gaz_mention *mention);
/* Options by the Latin form of a Cyrillic name that starts at word `first`; two words
 * before one. Sets name_end and end. */
skt_status skt_gaz_find_romanised(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first);
/* Options by the name without prefixes that are written to it, or without an ending
 * behind an apostrophe. Sets name_end, and SKT_GAZ_M_PREP where the prefix is a
 * preposition. */
skt_status skt_gaz_find_affixed(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first);
/* "d'Aden": a lower-case word elided before a capital. */
bool skt_gaz_is_elided(const skt_word *word);
/* Options by another spelling of the mention's name. */
skt_status skt_gaz_guess(skt_gaz_finder *f, skt_gaz_mention *mention, skt_str key);
/* The same by another transliteration alone: of several words a letter or two may be
 * anything. */
skt_status skt_gaz_guess_spelling(skt_gaz_finder *f, skt_gaz_mention *mention);

/* Takes names that go on with words that the gazetteer does not have for unknown ones, or
 * for what they are in another transliteration. */
skt_status skt_gaz_lengthen_names(skt_gaz_finder *f);
/* Whether the word stands in a headline of which most words are capital: capitals tell
 * nothing there. */
bool skt_gaz_is_title_case(const skt_gaz_finder *f, uint32_t word);
/* Binds type words, prepositions, lists; drops persons, weapons, common words. */
skt_status skt_gaz_bind_types(skt_gaz_finder *f);
/* Gives the type word of a list to all its members. */
void skt_gaz_bind_lists(skt_gaz_finder *f);
/* Whether the second stands behind the first in a list: ", ", " and ". */
bool skt_gaz_is_listed(const skt_gaz_finder *f, const skt_gaz_mention *a, const skt_gaz_mention *b);
/* Marks the towns that the text puts in the area named next. */
void skt_gaz_bind_anchors(skt_gaz_finder *f);
/* The levels (bit mask by skt_level) that a phrase stands for in a position; *kind of
 * the facility, *plural where it belongs to a list. */
unsigned skt_gaz_phrase_levels(const skt_gaz_phrase *phrase, unsigned position, unsigned *kind,
                               bool *plural);
/* Whether some reading of the mention is of one of the levels. */
bool skt_gaz_has_level(const skt_gaz_finder *f, const skt_gaz_mention *m, unsigned levels);
/* Whether a type word of these levels can be meant for the mention. */
bool skt_gaz_fits(const skt_gaz_finder *f, const skt_gaz_mention *m, unsigned levels);
void skt_gaz_drop_others(skt_gaz_finder *f);
/* Adds options by another transliteration that lie in `area`. */
skt_status skt_gaz_guess_within(skt_gaz_finder *f, skt_gaz_mention *mention, skt_node area);
/* Ranks all mentions together and drops those that nothing speaks for. */
skt_status skt_gaz_rank(skt_gaz_finder *f);
/* All of that: fills f->mentions from f->text (which must have a word). */
skt_status skt_gaz_find_mentions(skt_gaz_finder *f);
/* The likeliest region around a mention whose name does not tell: that of the place named
 * nearest, or SKT_NO_NODE. */
skt_node skt_gaz_area_near(const skt_gaz_finder *f, const skt_gaz_mention *m);
/* Whether the gazetteer does not have what the mention, once ranked, means; then *region
 * is the one that the text puts it in, or SKT_NO_NODE. */
bool skt_gaz_is_unknown(skt_node *region, const skt_gaz_finder *f, const skt_gaz_mention *m);
/* End of the name that was asked for and that starts at word `first`. */
uint32_t skt_gaz_query_end(const skt_gaz_finder *f, uint32_t first);

#endif
