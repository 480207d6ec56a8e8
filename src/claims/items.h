/* A sentence as the grammar sees it: a row of items. Inside the claims module. */
#ifndef SKT_CLAIMS_ITEMS_H
#define SKT_CLAIMS_ITEMS_H

#include "claims/lexicon.h"
#include "claims/when.h"
#include "core/vec.h"
#include "gazetteer/gazetteer.h"
#include "text/text.h"

typedef enum item_kind {
    ITEM_WORD,
    ITEM_COUNT, /* a number or quantity, with its noun if that is a drone's */
    ITEM_VERB,  /* outcome verb or noun of action */
    ITEM_DEBRIS,
    ITEM_DAMAGE,
    ITEM_PLACE, /* one toponym, or several joined by commas and "and" */
    ITEM_PREP,
    ITEM_WHEN,
    ITEM_SAY,
    ITEM_SOURCE,
    ITEM_AUX,
    ITEM_NEG,
    ITEM_IRREALIS,
    ITEM_OF_THEM,
    ITEM_EACH,
    ITEM_HERE,
    ITEM_CORRECTION,
    ITEM_BACKGROUND,
    ITEM_COMMA,
    ITEM_STOP, /* ; and the dash between clauses */
    ITEM_COLON,
    ITEM_QUOTE,
    ITEM_AND,
    ITEM_BUT,
    ITEM_CASUALTY,
    ITEM_GROUND,    /* airspace, territory, soil */
    ITEM_OLD,       /* a number that the text replaces */
    ITEM_FIGURE,    /* "stood at", "brings to": a figure follows */
    ITEM_RELATIVE,  /* that, which, who; after, as, while, when */
    ITEM_OTHER_NOUN /* a definite drone ("the drones") or a masked phrase */
} item_kind;

typedef enum count_noun {
    NOUN_NONE, /* the noun is left out */
    NOUN_DRONE,
    NOUN_SITES, /* places hit */
    NOUN_OTHER  /* people, missiles, houses ...: no drones */
} count_noun;

typedef enum count_kind {
    COUNT_PLAIN,
    COUNT_ANOTHER, /* another, one more, four more, a further 20, a third */
    COUNT_OTHER,   /* the other two, the remaining 12 */
    COUNT_REST,    /* the rest: no number */
    COUNT_BOTH,
    COUNT_ALL,  /* all 18, every one of them */
    COUNT_SAME, /* as many */
    COUNT_ZERO  /* none, no drones */
} count_kind;

typedef struct item {
    uint8_t kind;           /* item_kind */
    uint32_t first, end;    /* words [first, end) of the text */
    const skt_entry *entry; /* of the lexicon, or NULL */
    /* ITEM_COUNT */
    int64_t value, low, out_of;    /* SKT_NULL where none; out_of: 31 in "28 of 31" */
    uint8_t bound, noun, count;    /* skt_bound, count_noun, count_kind */
    uint8_t share, shares;         /* 2 of 3 in "two thirds of them"; shares 0: none */
    int64_t but;                   /* 2 in "all but two"; else 0 */
    bool plural, definite, attack; /* attack: "drone attack", "two drone strikes" */
    bool of_them;                  /* "15 of the drones", "one of them" */
    bool classified;               /* a classifier stands for its noun: "سه فروند" */
    bool measure;                  /* "three days", "40 km" */
    bool ordinal;                  /* "the second": one drone, the latest of so many */
    uint8_t nth;                   /* of an ordinal: 2 in "the second"; else 0 */
    bool figure;                   /* "put the number of drones downed at 25" */
    /* ITEM_OLD */
    uint32_t replaced_by; /* item of the sentence */
    /* ITEM_PLACE */
    uint32_t place_first, n_places; /* into the toponyms of the article */
    /* ITEM_WHEN */
    uint32_t when;
} item;

typedef SKT_VEC(item) item_vec;

/* What the items of an article are made from. */
typedef struct skt_scene {
    const skt_text *text;
    skt_lexis *words;
    const skt_gazetteer *gazetteer;
    const skt_toponym *toponyms; /* in the order of their words */
    size_t n_toponyms;
    const skt_when *whens;
    size_t n_whens;
    /* By word: index + 1 of the first that begins there; NULL: none does anywhere. */
    const uint32_t *toponym_of, *when_of;
} skt_scene;

/* Notes which words toponyms and times of the scene begin at, in `arena`. */
skt_status scene_index(skt_scene *scene, skt_arena *arena);

/* Adds the items of the words [first, end), a sentence. */
skt_status items_of(item_vec *out, const skt_scene *scene, skt_span sentence);

/* Reads a quantity at word `at`; false if there is none. Fills all fields of
 * *out that belong to a count, `first` and `end` too. */
bool count_at(item *out, const skt_scene *scene, uint32_t at, uint32_t end);

/* debris.c: reads debris or a piece of a drone at word `at`, with the drone it is of; false if
 * there is none. A piece of another weapon is a mere word. */
bool debris_at(item *out, const skt_scene *scene, uint32_t at, uint32_t end);

/* origins.c: makes mere words of the items of rows of places that drones came from, where signs
 * part them. */
void hide_origins(item_vec *items, size_t from, const skt_scene *scene);

/* regroup.c: joins, turns and drops the items from `from` on, a sentence, that tell one thing
 * together or nothing of their own: "12 ударів БпЛА", "uncrewed aerial systems (UAS)". */
void regroup_items(item_vec *items, size_t from, const skt_scene *scene);

/* place_items.c: makes of *out the place that begins at word `at`, with those that a comma or "and"
 * joins to it. */
void place_item(item *out, const skt_scene *scene, uint32_t at, uint32_t end);

/* Whether what could be the name `place`, in a script without capitals, is a number of drones, "the
 * third" or a thing that may be hit: "دو فروند", "سومی", "انبار". `list`: the place before it in a
 * list, or NULL. */
bool is_common_word(const skt_scene *scene, const skt_toponym *place, const skt_toponym *list,
                    uint32_t end);

/* items.c: the time expression that begins at word `at` (its index in *index), or NULL. */
const skt_when *when_at(const skt_scene *scene, uint32_t at, uint32_t *index);

/* The toponym that begins at word `at`, or NULL. */
static inline const skt_toponym *toponym_at(const skt_scene *scene, uint32_t at)
{
    const uint32_t index = scene->toponym_of == NULL ? 0 : scene->toponym_of[at];
    return index == 0 ? NULL : &scene->toponyms[index - 1];
}

/* Whether word `at` is the sign `text`, of ASCII. Those of Arabic have two bytes and fold to it. */
static inline bool is_sign(const skt_scene *scene, uint32_t at, const char *text)
{
    const skt_word *word = &scene->text->words[at];
    return skt_str_is(word->text.len == 2 ? word->fold : word->text, text);
}

/* Whether a noun has forms of its own for one and for several, and cases beside: such a noun has
 * what it is of behind it ("попадания беспилотников"). */
static inline bool is_declined(const skt_entry *noun)
{
    return noun->form == SKT_FORM_NOUN && noun->singular != noun->plural;
}

/* Whether word `at` is a mark that opens a quotation. */
static inline bool opens_quote(const skt_scene *scene, uint32_t at)
{
    return is_sign(scene, at, "\xC2\xAB") || is_sign(scene, at, "\"") ||
           is_sign(scene, at, "\xE2\x80\x9C") || is_sign(scene, at, "\xE2\x80\x9E");
}

/* Whether word `at` does one of the things `grammar` (bits of skt_grammar). */
static inline bool word_does(const skt_scene *scene, uint32_t at, unsigned grammar)
{
    return (skt_words_grammar(scene->words, at) & grammar) != 0;
}

#endif
