/* The country that an article is about: the one that most of its places lie in, apart from those
 * that attack, that drones came from, or that they left for. */
#include "claims/issuers.h"
#include "claims/quantity.h"
#include "claims/where.h"

/* Whether a preposition of origin ends right before word `at`: "from", "з напрямків". */
static bool is_from(const article *a, uint32_t at)
{
    enum { WORDS = 5 };
    for (uint32_t back = 1; back <= WORDS && back <= at; back++) {
        skt_lexicon_hit hit;
        if (!skt_words_may_begin(a->scene.words, at - back, UINT32_C(1) << SKT_TAG_PREP) ||
            !skt_words_match(&hit, a->scene.words, at - back, at) || hit.end != at) {
            continue;
        }
        const skt_entry *prep = skt_lexicon_entry(&hit, SKT_TAG_PREP);
        if (prep != NULL) {
            return skt_str_is(prep->kind, "origin");
        }
    }
    return false;
}

/* Whether word `at` may stand in a list of places: "напрямків: Курськ, Орел – рф, Чауда". */
static bool joins_places(const article *a, uint32_t at)
{
    static const skt_str signs[] = {SKT_WORD(","),
                                    SKT_WORD(":"),
                                    SKT_WORD("("),
                                    SKT_WORD(")"),
                                    SKT_WORD("\xE2\x80\x93"),
                                    SKT_WORD("\xE2\x80\x94"),
                                    SKT_WORD("-")};
    const skt_word *word = &a->scene.text->words[at];
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (skt_str_eq(word->text, signs[i])) {
            return true;
        }
    }
    return word_does(&a->scene, at,
                     SKT_GRAMMAR_AND | SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_JOINT |
                         SKT_GRAMMAR_QUALIFIER | SKT_GRAMMAR_OF | SKT_GRAMMAR_IN) ||
           (word->flags & SKT_WORD_CAPITAL) != 0;
}

/* "from Kursk, Oryol and Millerovo in Russia": whether a toponym is where drones came
 * from, and so not where they went. */
static bool is_origin(const article *a, size_t index)
{
    enum { REACH = 40 };
    const skt_text *text = a->scene.text;
    const uint32_t first = a->scene.toponyms[index].first;
    const uint32_t sentence = text->words[first].sentence;
    size_t before = index;
    for (uint32_t at = first; at > 0 && first - at < REACH; at--) {
        const uint32_t word = at - 1;
        while (before > 0 && a->scene.toponyms[before - 1].first > word) {
            before--;
        }
        if (text->words[word].sentence != sentence) {
            return false;
        }
        if (before > 0 && a->scene.toponyms[before - 1].end > word) {
            continue; /* inside a toponym of the same list */
        }
        if (is_from(a, at)) {
            return true;
        }
        if (!joins_places(a, word)) {
            return false;
        }
    }
    return false;
}

/* "launched by Russia", "the raid by Iran": whether what stands before the toponym makes it the
 * attacker. */
static bool attacks_before(const article *a, const skt_toponym *toponym)
{
    skt_lexicon_hit hit;
    if (toponym->first < 2 || !word_does(&a->scene, toponym->first - 1, SKT_GRAMMAR_BY)) {
        return false;
    }
    const skt_entry *verb =
        skt_words_match(&hit, a->scene.words, toponym->first - 2, toponym->first - 1)
            ? skt_lexicon_entry(&hit, SKT_TAG_VERB)
            : NULL;
    return verb != NULL && (verb->patient == SKT_LAUNCHED || verb->agent == SKT_LAUNCHED);
}

/* "Russia attacked ...", "Israel has sent ...", "Russia's fourth attack in a week": a country that
 * attacks is not where it does. */
static bool is_attacker(const article *a, const skt_toponym *toponym)
{
    enum { REACH = 4 };
    const skt_text *text = a->scene.text;
    if (toponym->level != SKT_LEVEL_COUNTRY) {
        return false;
    }
    const bool owns = toponym->adjective || toponym->possessive;
    if (!owns && attacks_before(a, toponym)) {
        return true;
    }
    const uint32_t end = (uint32_t)text->n_words;
    for (uint32_t at = toponym->end; at < end && at < toponym->end + REACH; at++) {
        skt_lexicon_hit hit;
        if (text->words[at].sentence != text->words[toponym->first].sentence) {
            return false;
        }
        const skt_entry *verb = skt_words_match(&hit, a->scene.words, at, end)
                                    ? skt_lexicon_entry(&hit, SKT_TAG_VERB)
                                    : NULL;
        if (verb != NULL) {
            return (verb->form == SKT_FORM_NOUN) == owns &&
                   (verb->patient == SKT_LAUNCHED || verb->agent == SKT_LAUNCHED);
        }
        if (owns ? text->words[at].kind == SKT_WORD_PUNCT
                 : !word_does(&a->scene, at, SKT_GRAMMAR_HAVE | SKT_GRAMMAR_ADVERB)) {
            return false;
        }
    }
    return false;
}

/* "47 Ukrainian drones", "российских «шахедов»": whose drones they are tells who sent them. */
static bool owns_drones(const article *a, const skt_toponym *toponym)
{
    enum { REACH = 4 };
    const skt_text *text = a->scene.text;
    const uint32_t end = (uint32_t)text->n_words;
    if (!toponym->adjective || toponym->level != SKT_LEVEL_COUNTRY) {
        return false;
    }
    for (uint32_t at = toponym->end; at < end && at < toponym->end + REACH; at++) {
        if (drone_at(&a->scene, at, end)) {
            return true;
        }
        const bool passes = text->words[at].kind == SKT_WORD_LETTERS ||
                            text->words[at].kind == SKT_WORD_HYPHEN || opens_quote(&a->scene, at);
        if (!passes || toponym_at(&a->scene, at) != NULL ||
            text->words[at].sentence != text->words[toponym->first].sentence) {
            break;
        }
    }
    return false;
}

/* "three flew off towards Belarus", "crossed into Moldova": a country that drones made for. */
static bool is_heading(const article *a, const skt_toponym *toponym)
{
    enum { REACH = 6 }; /* "in the direction of" */
    const uint32_t telling = UINT32_C(1) << SKT_TAG_PREP | UINT32_C(1) << SKT_TAG_VERB;
    if (toponym->level != SKT_LEVEL_COUNTRY || toponym->adjective) {
        return false;
    }
    for (uint32_t back = 1; back <= REACH && back <= toponym->first; back++) {
        skt_lexicon_hit hit;
        if (!skt_words_may_begin(a->scene.words, toponym->first - back, telling) ||
            !skt_words_match(&hit, a->scene.words, toponym->first - back, toponym->first) ||
            hit.end != toponym->first) {
            continue;
        }
        const skt_entry *prep = skt_lexicon_entry(&hit, SKT_TAG_PREP);
        const skt_entry *verb = skt_lexicon_entry(&hit, SKT_TAG_VERB);
        if ((prep != NULL && skt_str_is(prep->kind, "destination")) ||
            (verb != NULL && verb->agent == SKT_LOST && verb->place_object)) {
            return true;
        }
    }
    return false;
}

skt_node country_most_named(const article *a, skt_node except, bool adjectives)
{
    enum { COUNTRIES = 64, NAMED = 1000 };
    struct {
        skt_node country;
        size_t count;
    } found[COUNTRIES];
    size_t n = 0;
    for (size_t i = 0; i < a->scene.n_toponyms; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        const skt_node country = country_around(a, toponym->node);
        size_t at = 0;
        while (at < n && found[at].country != country) {
            at++;
        }
        if (country == SKT_NO_NODE || country == except || at == COUNTRIES || is_origin(a, i)) {
            continue;
        }
        if (at == n) {
            found[n].country = country;
            found[n++].count = 0;
        }
        /* A town named tells more of where we are than a state that has a say. */
        if (is_attacker(a, toponym) || is_heading(a, toponym) || owns_drones(a, toponym)) {
            continue; /* known, and counted where nothing else is */
        }
        /* Adjectives, where they do not count, tell more than nothing. */
        const size_t named = adjectives || !toponym->adjective ? NAMED : 1;
        found[at].count += toponym->level != SKT_LEVEL_COUNTRY ? 2 * NAMED : named;
    }
    size_t best = 0;
    for (size_t at = 1; at < n; at++) {
        best = found[at].count > found[best].count ? at : best;
    }
    return n == 0 ? SKT_NO_NODE : found[best].country;
}

/* The country that drones are told to have come from, or to be of; or SKT_NO_NODE. */
static skt_node country_of_origins(const article *a)
{
    skt_node country = SKT_NO_NODE;
    for (size_t i = 0; i < a->scene.n_toponyms && country == SKT_NO_NODE; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        const skt_node around = country_around(a, toponym->node);
        if (around != SKT_NO_NODE && (is_origin(a, i) || owns_drones(a, toponym))) {
            country = around;
        }
    }
    return country;
}

/* The country of the first body, war or the like that is of one country where none is named; or
 * SKT_NO_NODE. */
static skt_node country_of_words(const article *a)
{
    const uint32_t telling = UINT32_C(1) << SKT_TAG_DRONE | UINT32_C(1) << SKT_TAG_SOURCE |
                             UINT32_C(1) << SKT_TAG_HOSTILE | UINT32_C(1) << SKT_TAG_BACKGROUND;
    const uint32_t end = (uint32_t)a->scene.text->n_words;
    for (uint32_t at = 0; at < end; at++) {
        skt_lexicon_hit hit;
        size_t n = 0;
        if (!skt_words_may_begin(a->scene.words, at, telling) ||
            !skt_words_match(&hit, a->scene.words, at, end)) {
            continue;
        }
        const skt_entry *const *entries = skt_lexicon_entries(&n, &hit);
        for (size_t i = 0; i < n; i++) {
            if (entries[i]->country.len > 0) {
                return skt_gazetteer_country(a->scene.gazetteer, entries[i]->country);
            }
        }
    }
    return SKT_NO_NODE;
}

/* Whether `country` is named as where drones came from, left for or belong to, and not otherwise.
 */
static bool is_passed(const article *a, skt_node country)
{
    for (size_t i = 0; i < a->scene.n_toponyms; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        if (country_around(a, toponym->node) == country && !is_origin(a, i) &&
            !is_heading(a, toponym) && !owns_drones(a, toponym)) {
            return false;
        }
    }
    return true;
}

skt_node country_of_article(const article *a, const skt_issuers *issuers)
{
    const skt_gazetteer *gazetteer = a->scene.gazetteer;
    const skt_node most = country_most_named(a, SKT_NO_NODE, false);
    const skt_node origin = country_of_origins(a);
    if (most != SKT_NO_NODE && !is_passed(a, most)) {
        return most;
    }
    const skt_node meant = country_of_words(a);
    if (meant != SKT_NO_NODE || origin == SKT_NO_NODE) {
        return meant != SKT_NO_NODE ? meant : most;
    }
    const skt_str side = skt_gazetteer_node(gazetteer, origin).country;
    const skt_str opponent = skt_issuers_opponent(issuers, side, a->published);
    return opponent.len == 0 ? most : skt_gazetteer_country(gazetteer, opponent);
}
