/* A sentence as a row of items. */
#include "claims/items.h"

#include "claims/endings.h"

skt_status scene_index(skt_scene *scene, skt_arena *arena)
{
    const size_t n = scene->text->n_words;
    uint32_t *toponyms = skt_arena_array(arena, n, sizeof *toponyms);
    uint32_t *whens = skt_arena_array(arena, n, sizeof *whens);
    if (toponyms == NULL || whens == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = scene->n_toponyms; i > 0; i--) {
        toponyms[scene->toponyms[i - 1].first] = (uint32_t)i;
    }
    for (size_t i = scene->n_whens; i > 0; i--) {
        whens[scene->whens[i - 1].first] = (uint32_t)i;
    }
    scene->toponym_of = toponyms;
    scene->when_of = whens;
    return SKT_OK;
}

const skt_when *when_at(const skt_scene *scene, uint32_t at, uint32_t *index)
{
    const uint32_t found = scene->when_of == NULL ? 0 : scene->when_of[at];
    *index = found == 0 ? 0 : found - 1;
    return found != 0 && scene->whens[found - 1].end > at ? &scene->whens[found - 1] : NULL;
}

/* Words that join or open clauses. */
static item_kind joining_kind(unsigned grammar)
{
    if ((grammar & SKT_GRAMMAR_AND) != 0) {
        return ITEM_AND;
    }
    if ((grammar & SKT_GRAMMAR_BUT) != 0) {
        return ITEM_BUT;
    }
    const unsigned relative = SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH | SKT_GRAMMAR_WHERE |
                              SKT_GRAMMAR_WHEN | SKT_GRAMMAR_AS | SKT_GRAMMAR_CLAUSE;
    return (grammar & relative) != 0 ? ITEM_RELATIVE : ITEM_WORD;
}

static item_kind punctuation_kind(const skt_word *word)
{
    static const struct {
        skt_str text;
        item_kind kind;
    } signs[] = {
        {{",", 1}, ITEM_COMMA},
        {{"\xE2\x80\x9C", 3}, ITEM_QUOTE},
        {{"\xE2\x80\x9D", 3}, ITEM_QUOTE},
        {{"\"", 1}, ITEM_QUOTE},
        {{"\xE2\x80\x94", 3}, ITEM_STOP},
        {{"\xE2\x80\x93", 3}, ITEM_STOP},
        {{"-", 1}, ITEM_STOP}, /* spaced it is a dash */
        {{";", 1}, ITEM_STOP},
        {{":", 1}, ITEM_COLON},
        {{"(", 1}, ITEM_COMMA},
        {{")", 1}, ITEM_COMMA},
        {{"\xC2\xAB", 2}, ITEM_QUOTE},
        {{"\xC2\xBB", 2}, ITEM_QUOTE},
    };
    const bool arabic = word->text.len == 2 && word->fold.len == 1; /* folds to that of ASCII */
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (skt_str_eq(arabic ? word->fold : word->text, signs[i].text)) {
            return signs[i].kind;
        }
    }
    return ITEM_WORD;
}

/* Tags in the order in which they rule where a phrase has several. */
static const struct {
    skt_tag tag;
    item_kind kind;
} tag_items[] = {
    {SKT_TAG_OF_THEM, ITEM_OF_THEM},   {SKT_TAG_CASUALTY, ITEM_CASUALTY},
    {SKT_TAG_GROUND, ITEM_GROUND},     {SKT_TAG_VERB, ITEM_VERB},
    {SKT_TAG_DAMAGE, ITEM_DAMAGE},     {SKT_TAG_EACH, ITEM_EACH},
    {SKT_TAG_HERE, ITEM_HERE},         {SKT_TAG_SAY, ITEM_SAY},
    {SKT_TAG_SOURCE, ITEM_SOURCE},     {SKT_TAG_NEG, ITEM_NEG},
    {SKT_TAG_IRREALIS, ITEM_IRREALIS}, {SKT_TAG_CORRECTION, ITEM_CORRECTION},
    {SKT_TAG_FIGURE, ITEM_FIGURE},     {SKT_TAG_BACKGROUND, ITEM_BACKGROUND},
    {SKT_TAG_PREP, ITEM_PREP},         {SKT_TAG_AUX, ITEM_AUX},
};

/* `counted`: a number ends right before the phrase; `counts`: one begins right behind it. */
static void item_of_hit(item *out, const skt_lexicon_hit *hit, bool counted, bool counts)
{
    size_t n;
    const skt_entry *const *entries = skt_lexicon_entries(&n, hit);
    for (size_t i = 0; counted && i < n; i++) {
        const skt_entry *verb = entries[i];
        if (verb->tag == SKT_TAG_VERB && verb->form == SKT_FORM_NOUN &&
            verb->patient == SKT_INTERCEPTED) { /* "144 kills" */
            *out = (item){.kind = ITEM_VERB, .first = out->first, .end = hit->end, .entry = verb};
            return;
        }
    }
    for (size_t i = 0; i < sizeof tag_items / sizeof tag_items[0]; i++) {
        const skt_entry *entry = skt_lexicon_entry(hit, tag_items[i].tag);
        const bool unmarked = /* words that keep what else they are */
            entry != NULL &&
            ((entry->tag == SKT_TAG_FIGURE && skt_str_is(entry->kind, "noun")) ||
             (entry->tag == SKT_TAG_CORRECTION && skt_str_is(entry->kind, "compared")));
        const bool other = entry != NULL && !counts && entry->tag == SKT_TAG_EACH &&
                           skt_str_is(entry->kind, "before"); /* "по хутору", but "по два" */
        if (entry != NULL && !unmarked && !other) {
            out->kind = (uint8_t)tag_items[i].kind;
            out->entry = entry;
            out->end = hit->end;
            return;
        }
    }
}

static bool masked_at(item *out, const skt_lexicon_hit *hit)
{
    if (skt_lexicon_entry(hit, SKT_TAG_MASKED) == NULL) {
        return false;
    }
    out->kind = ITEM_OTHER_NOUN;
    out->end = hit->end;
    return true;
}

/* "21 over six other regions": a bound that is a preposition here. */
static bool is_place_over(const skt_lexicon_hit *hit, const item *count)
{
    return count->noun == NOUN_SITES && skt_lexicon_entry(hit, SKT_TAG_BOUND) != NULL &&
           skt_lexicon_entry(hit, SKT_TAG_PREP) != NULL;
}

/* Whether drones are named right from word `at` on: "opened fire on [two drones]". */
static bool drone_near(const skt_scene *scene, uint32_t at)
{
    enum { REACH = 3 };
    for (uint32_t w = at; w < scene->text->n_words && w < at + REACH; w++) {
        skt_lexicon_hit hit;
        if (scene->text->words[w].sentence != scene->text->words[at].sentence ||
            scene->text->words[w].kind == SKT_WORD_PUNCT || toponym_at(scene, w) != NULL) {
            break;
        }
        if (skt_words_match(&hit, scene->words, w, (uint32_t)scene->text->n_words) &&
            skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL) {
            return true;
        }
    }
    return false;
}

/* A phrase of a verb or of damage leaves the preposition that it ends with ("blew up on",
 * "picked up in") to the place behind it, unless that place is its object. */
static void leave_preposition(item *out, const skt_scene *scene)
{
    const skt_entry *entry = out->entry;
    skt_lexicon_hit last;
    if ((out->kind != ITEM_VERB && out->kind != ITEM_DAMAGE) || out->end <= out->first + 1 ||
        entry->place_object || !skt_words_match(&last, scene->words, out->end - 1, out->end)) {
        return;
    }
    const skt_entry *prep = skt_lexicon_entry(&last, SKT_TAG_PREP);
    const bool hides = out->kind == ITEM_VERB && entry->form == SKT_FORM_NOUN && /* "target for" */
                       entry->agent == SKT_NO_OUTCOME && entry->patient == SKT_NO_OUTCOME &&
                       entry->with == SKT_NO_OUTCOME;
    const bool of_drones = out->kind == ITEM_VERB && entry->patient != SKT_NO_OUTCOME &&
                           entry->agent == SKT_NO_OUTCOME && /* "opened fire on drones" */
                           !skt_str_is(entry->kind, "find");
    if (prep != NULL && (hides || (skt_str_is(prep->kind, "target") && !of_drones)) &&
        !drone_near(scene, out->end)) {
        out->end--;
    }
}

/* Whether the phrase only tells the rank of a city: "capital". */
static bool is_rank(const skt_lexicon_hit *hit)
{
    const skt_entry *here = skt_lexicon_entry(hit, SKT_TAG_HERE);
    return here != NULL && skt_str_is(here->kind, "capital");
}

/* Whether a country's adjective or possessive ends right before word `at`. */
static bool is_owned(const skt_scene *scene, uint32_t at)
{
    enum { REACH = 5 };
    for (uint32_t from = at; from > 0 && at - from < REACH; from--) {
        const skt_toponym *owner = toponym_at(scene, from - 1);
        if (owner != NULL) {
            const bool suffix =
                owner->end + 1 == at && scene->text->words[owner->end].kind == SKT_WORD_SUFFIX;
            return (owner->adjective || owner->possessive) && (owner->end == at || suffix);
        }
    }
    return false;
}

/* Whether word `at` is of a number. */
static bool is_number(const skt_scene *scene, uint32_t at, uint32_t end)
{
    skt_lexicon_hit hit;
    return at < end && (scene->text->words[at].kind == SKT_WORD_DIGITS ||
                        (skt_words_match(&hit, scene->words, at, end) &&
                         skt_lexicon_entry(&hit, SKT_TAG_NUMBER) != NULL));
}

/* "в городе Шебекино", "над Республикой Крым": whether a name goes on with the words of a phrase
 * that points, which stands at word `at`. */
static bool names_here(const skt_scene *scene, uint32_t at, const skt_lexicon_hit *hit)
{
    const skt_str level = skt_lexicon_entry(hit, SKT_TAG_HERE)->kind;
    if (hit->end < at + 2 || !word_does(scene, at, SKT_GRAMMAR_ADVERB | SKT_GRAMMAR_IN) ||
        skt_str_is(level, "capital") || skt_str_is(level, "same") || skt_str_is(level, "whole")) {
        return false;
    }
    for (uint32_t i = at + 1; i <= hit->end; i++) {
        const skt_toponym *name = toponym_at(scene, i);
        if (name != NULL && !name->adjective && name->end > hit->end) {
            return true;
        }
    }
    return false;
}

/* `counted`: a number ends right before word `at`. */
static void next_item(item *out, const skt_scene *scene, uint32_t at, uint32_t end, bool counted)
{
    const skt_word *word = &scene->text->words[at];
    *out = (item){.kind = ITEM_WORD, .first = at, .end = at + 1};
    if (word->kind == SKT_WORD_PUNCT) {
        out->kind = (uint8_t)punctuation_kind(word);
        return;
    }
    skt_lexicon_hit hit;
    bool known = skt_words_match(&hit, scene->words, at, end);
    if (known && skt_lexicon_entry(&hit, SKT_TAG_HERE) != NULL && hit.end < end &&
        (word_does(scene, hit.end, SKT_GRAMMAR_OF) || names_here(scene, at, &hit))) {
        /* "in the city of Kursk" names its place; only the preposition is taken. */
        const uint32_t shorter = hit.end - 1;
        known = skt_words_match(&hit, scene->words, at, shorter) &&
                skt_lexicon_entry(&hit, SKT_TAG_HERE) == NULL;
        known = known || skt_words_match(&hit, scene->words, at, at + 1);
    }
    if (known && hit.end == at + 1 && is_rank(&hit) && !is_owned(scene, at)) {
        known = false; /* "capital", but "the Russian capital" */
    }
    if (known && masked_at(out, &hit)) {
        return;
    }
    uint32_t when = 0;
    const skt_when *time = when_at(scene, at, &when);
    if (time != NULL) {
        *out = (item){.kind = ITEM_WHEN, .first = at, .end = time->end, .when = when};
        return;
    }
    const skt_toponym *toponym = toponym_at(scene, at);
    if (toponym != NULL && !toponym->adjective && is_common_word(scene, toponym, NULL, end)) {
        toponym = NULL;
    }
    if (toponym != NULL && !toponym->adjective) {
        place_item(out, scene, at, end);
        return;
    }
    if (known || skt_words_grammar(scene->words, at) != 0) {
        item debris;
        if (debris_at(&debris, scene, at, end)) {
            *out = debris;
            return;
        }
    }
    item count;
    if (count_at(&count, scene, at, end) && !(known && is_place_over(&hit, &count))) {
        *out = count;
        return;
    }
    if (toponym != NULL) {
        place_item(out, scene, at, end);
        return;
    }
    if (known) {
        item_of_hit(out, &hit, counted, is_number(scene, hit.end, end));
        if (out->kind != ITEM_WORD) {
            leave_preposition(out, scene);
            return;
        }
    }
    out->kind = (uint8_t)joining_kind(skt_words_grammar(scene->words, at));
}

/* A time or a place that begins inside the phrase of `made` and goes on behind it ("went off on
 * Saturday", "over the territory of the Republic of Crimea", "three districts of Kyiv"): what is
 * left of it as an item of its own; false if there is none. */
static bool rest_of(item *out, const skt_scene *scene, const item *made, uint32_t end)
{
    const bool sites = made->kind == ITEM_COUNT && made->noun == NOUN_SITES;
    for (uint32_t at = made->first + 1; at < made->end; at++) {
        uint32_t when = 0;
        const skt_when *time = when_at(scene, at, &when);
        if (time != NULL && time->end > made->end && made->kind != ITEM_COUNT) {
            *out = (item){.kind = ITEM_WHEN, .first = made->end, .end = time->end, .when = when};
            return true;
        }
        const skt_toponym *place = made->kind == ITEM_PREP || sites ? toponym_at(scene, at) : NULL;
        if (place != NULL && place->end > made->end) {
            *out = (item){.kind = ITEM_WORD, .first = made->end, .end = made->end + 1};
            place_item(out, scene, at, end);
            return true;
        }
    }
    return false;
}

skt_status items_of(item_vec *out, const skt_scene *scene, skt_span sentence)
{
    const size_t from = out->count;
    uint32_t at = sentence.first;
    bool counted = false;
    while (at < sentence.end) {
        const skt_word *word = &scene->text->words[at];
        if (word->kind == SKT_WORD_LETTERS && word->fold.len == 0) {
            at++; /* the variation of a bullet */
            continue;
        }
        item made;
        next_item(&made, scene, at, sentence.end, counted);
        counted = made.kind == ITEM_COUNT && made.noun == NOUN_NONE && made.value != SKT_NULL;
        if (!skt_vec_push(out, made)) {
            return SKT_E_NOMEM;
        }
        at = made.end > at ? made.end : at + 1;
        item rest;
        if ((made.entry != NULL || made.kind == ITEM_COUNT) &&
            rest_of(&rest, scene, &made, sentence.end)) {
            const item of = {.kind = ITEM_WORD, .first = made.end, .end = made.end + 1};
            if (made.kind == ITEM_COUNT) {
                rest.first = of.end;
            }
            if ((made.kind == ITEM_COUNT && !skt_vec_push(out, of)) || !skt_vec_push(out, rest)) {
                return SKT_E_NOMEM;
            }
            at = rest.end;
        }
    }
    regroup_items(out, from, scene);
    return skt_endings_place(out, from, scene);
}
