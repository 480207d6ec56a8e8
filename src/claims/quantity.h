/* How a quantity is read, word by word: a cursor, numbers and the nouns they count.
 * Inside the claims module, shared by the files that make ITEM_COUNT. */
#ifndef SKT_CLAIMS_QUANTITY_H
#define SKT_CLAIMS_QUANTITY_H

#include "claims/items.h"

/* A place in a sentence that ends before word `end`. */
typedef struct cursor {
    const skt_scene *scene;
    uint32_t at, end;
} cursor;

/* The noun behind a number. */
typedef struct noun_found {
    count_noun noun;
    uint32_t end; /* word behind it */
    bool plural, attack, measure;
    bool ones; /* "large ones": of the noun told before */
} noun_found;

/* Passes over a word that does one of the things `grammar`. */
static inline bool take(cursor *c, unsigned grammar)
{
    const bool there = c->at < c->end && word_does(c->scene, c->at, grammar);
    c->at += there;
    return there;
}
/* numbers.c: passes over a bracket by which an editor put in a word. */
void take_bracket(cursor *c);
/* The entry with `tag` of the phrase at the cursor (*behind: the word after it), or NULL. */
static inline const skt_entry *hit_with(const cursor *c, skt_tag tag, uint32_t *behind)
{
    skt_lexicon_hit hit;
    if (c->at >= c->end || !skt_words_may_begin(c->scene->words, c->at, UINT32_C(1) << tag) ||
        !skt_words_match(&hit, c->scene->words, c->at, c->end)) {
        return NULL; /* at the second question, mostly */
    }
    *behind = hit.end;
    return skt_lexicon_entry(&hit, tag);
}
/* The same, and passes over the phrase. */
static inline const skt_entry *take_tag(cursor *c, skt_tag tag)
{
    uint32_t behind = 0;
    const skt_entry *entry = hit_with(c, tag, &behind);
    c->at = entry != NULL ? behind : c->at;
    return entry;
}
/* "1,541", "4 thousand"; false for decimals, clock times and parts of names. */
bool digits_at(cursor *c, int64_t *value);
/* "one hundred and forty-four", "a hundred and three", "twelve". */
bool words_at(cursor *c, int64_t *value);

/* bounds.c: the number itself with its bounds; false if there is none. Fills `value`, `low`,
 * `bound`, `share`, `shares` and `classified` of *out. */
bool number_at(item *out, cursor *c);

/* nouns.c: the noun that a number before word `at` counts. */
noun_found noun_after(const skt_scene *scene, uint32_t at, uint32_t end);
/* Whether a noun of drones begins at word `at`, before word `end`. */
bool drone_at(const skt_scene *scene, uint32_t at, uint32_t end);
/* Whether word `at` ends in "s", as nouns of several do. */
bool ends_in_s(const skt_scene *scene, uint32_t at);
/* Whether word `at` ends as adverbs do: "simply". */
bool ends_in_ly(const skt_scene *scene, uint32_t at);
/* Whether a phrase is a noun that counts downed drones: "144 kills". */
bool tells_kills(const skt_lexicon_hit *hit);

#endif
