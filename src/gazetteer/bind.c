/* Type words, prepositions and lists bound to the names beside them. */
#include <stdlib.h>

#include "gazetteer/forms.h"

#define LEVEL(level) (1u << ((unsigned)(level)&31u)) /* a damaged file may have any */

static const struct {
    skt_gaz_class type;
    skt_level level;
} type_levels[] = {
    {SKT_GAZ_REGION_WORD, SKT_LEVEL_REGION},
    {SKT_GAZ_DISTRICT_WORD, SKT_LEVEL_DISTRICT},
    {SKT_GAZ_CITY_WORD, SKT_LEVEL_CITY},
    {SKT_GAZ_FACILITY_WORD, SKT_LEVEL_FACILITY},
};

unsigned skt_gaz_phrase_levels(const skt_gaz_phrase *phrase, unsigned position, unsigned *kind,
                               bool *plural)
{
    const uint32_t types = UINT32_C(1) << SKT_GAZ_REGION_WORD |
                           UINT32_C(1) << SKT_GAZ_DISTRICT_WORD | UINT32_C(1) << SKT_GAZ_CITY_WORD |
                           UINT32_C(1) << SKT_GAZ_FACILITY_WORD;
    unsigned levels = 0;
    if ((phrase->classes & types) == 0) {
        return 0;
    }
    for (size_t i = 0; i < sizeof type_levels / sizeof *type_levels; i++) {
        uint32_t value;
        if (skt_gaz_phrase_value(phrase, type_levels[i].type, position, &value)) {
            levels |= LEVEL(type_levels[i].level);
            *plural = (SKT_GAZ_WORD_POSITION(value) & SKT_GAZ_PLURAL) != 0;
            if (SKT_GAZ_WORD_KIND(value) != 0) {
                *kind = SKT_GAZ_WORD_KIND(value);
            }
        }
    }
    return levels;
}

static bool is_there(const skt_gaz_phrase *phrase)
{
    return phrase->first < phrase->end;
}

static bool is_sign(const skt_gaz_finder *f, uint32_t at, const char *sign)
{
    return at < f->text->n_words && f->text->words[at].kind == SKT_WORD_PUNCT &&
           skt_str_is(f->text->words[at].text, sign);
}

static const skt_gaz_mention *mention_ending(const skt_gaz_finder *f, size_t index, uint32_t at)
{
    if (index == 0) {
        return NULL;
    }
    const skt_gaz_mention *before = &f->mentions.items[index - 1];
    const bool suffix = at > 0 && f->text->words[at - 1].kind == SKT_WORD_SUFFIX;
    return before->end == at || (suffix && before->end == at - 1) ? before : NULL;
}

/* Goes left over articles, modifiers and what a place is an attribute of
 * ("in Russia's border Kursk", "the Ukrainian port of"). */
static uint32_t skip_left(const skt_gaz_finder *f, size_t index, uint32_t at)
{
    for (;;) {
        const skt_gaz_phrase *phrase = f->ending[at];
        const skt_gaz_mention *before = mention_ending(f, index, at);
        if (is_there(phrase) && (skt_gaz_phrase_has(phrase, SKT_GAZ_ARTICLE) ||
                                 skt_gaz_phrase_has(phrase, SKT_GAZ_MODIFIER))) {
            at = phrase->first;
        } else if (before != NULL &&
                   (before->end != at || (before->n_options > 0 &&
                                          (before->options[0].flags & SKT_GAZ_ADJECTIVE) != 0))) {
            at = before->first;
            index--;
        } else {
            return at;
        }
    }
}

bool skt_gaz_has_level(const skt_gaz_finder *f, const skt_gaz_mention *m, unsigned levels)
{
    for (size_t i = 0; i < m->n_options; i++) {
        if ((LEVEL(skt_gaz_node_at(f->gazetteer, m->options[i].node)->level) & levels) != 0) {
            return true;
        }
    }
    return false;
}

/* Whether a type word of these levels can be meant for the name: a country's
 * name or adjective only takes one that it has a reading for. */
bool skt_gaz_fits(const skt_gaz_finder *f, const skt_gaz_mention *m, unsigned levels)
{
    if (m->n_options == 0 || skt_gaz_has_level(f, m, levels)) {
        return true;
    }
    const skt_level top = (skt_level)skt_gaz_node_at(f->gazetteer, m->options[0].node)->level;
    if (top == SKT_LEVEL_COUNTRY || top == SKT_LEVEL_SEA) {
        return false;
    }
    return (levels &
            (LEVEL(SKT_LEVEL_FACILITY) | LEVEL(SKT_LEVEL_DISTRICT) | LEVEL(SKT_LEVEL_REGION))) != 0;
}

/* Whether the likeliest reading is a town: "Oslo's airport", not "Novatek's terminal". */
static bool is_town(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    return m->n_options > 0 &&
           skt_gaz_node_at(f->gazetteer, m->options[0].node)->level == SKT_LEVEL_CITY;
}

/* "a Michoacan hamlet": what is likeliest a region's name is no village's; what is a small
 * place by its type word is one in the region. */
static bool is_region_before_village(const skt_gaz_finder *f, const skt_gaz_mention *m,
                                     unsigned levels, unsigned kind)
{
    return levels == LEVEL(SKT_LEVEL_CITY) && m->n_options > 0 &&
           skt_str_is(skt_str_from(skt_gaz_kind_name(kind)), "village") &&
           skt_gaz_node_at(f->gazetteer, m->options[0].node)->level == SKT_LEVEL_REGION;
}

/* "the Danube port of Izmail": whether the type word that ends before `at` belongs to the
 * name behind it. */
static bool belongs_behind(const skt_gaz_finder *f, const skt_gaz_mention *m, uint32_t at)
{
    const skt_gaz_mention *next = m + 1;
    const uint32_t n = (uint32_t)f->text->n_words;
    if (next >= f->mentions.items + f->mentions.count || at >= n ||
        !skt_gaz_phrase_has(f->starting[at], SKT_GAZ_OF)) {
        return false;
    }
    return f->starting[at]->end == next->name_first && is_town(f, next) && !is_town(f, m);
}

/* "Через Республику Коми", "в Ухте Республики Коми": whether the capital type word belongs to the
 * name behind it, and not to the word `first` before it. */
static bool heads_next(const skt_gaz_finder *f, uint32_t first, const skt_gaz_phrase *noun,
                       unsigned levels)
{
    const skt_word *words = f->text->words;
    const unsigned signs = SKT_WORD_CAPITAL | SKT_WORD_NO_CASE | SKT_WORD_ALL_CAPS;
    if (noun->first != first + 1 || !skt_gaz_is_cyrillic(words[first].fold) ||
        (words[noun->first].flags & signs) != SKT_WORD_CAPITAL) {
        return false;
    }
    for (size_t i = 0; i < f->mentions.count; i++) {
        const skt_gaz_mention *m = &f->mentions.items[i];
        if (m->name_first == noun->end ||
            (m->name_first == noun->first && m->name_end > noun->end)) {
            return skt_gaz_has_level(f, m, levels);
        }
    }
    return false;
}

/* An adjective's ending in the nominative or accusative, Russian or Ukrainian. */
static bool is_direct(skt_str word)
{
    static const char *const endings[] = {"а", "я", "у", "ую", "юю", "ии", "ыи", "е"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (skt_str_ends(word, skt_str_from(endings[i]))) {
            return true;
        }
    }
    return false;
}

/* "Брянская и Курская области": whether the noun, which may also be a genitive, is a plural behind
 * the name that ends before word `end`. */
static bool is_plural_behind(const skt_gaz_finder *f, const skt_gaz_phrase *noun, uint32_t end)
{
    const unsigned position = SKT_GAZ_AFTER | SKT_GAZ_DIRECT;
    uint32_t value;
    return end > 0 && f->text->words[end - 1].kind == SKT_WORD_LETTERS &&
           (skt_gaz_phrase_value(noun, SKT_GAZ_REGION_WORD, position, &value) ||
            skt_gaz_phrase_value(noun, SKT_GAZ_DISTRICT_WORD, position, &value)) &&
           is_direct(f->text->words[end - 1].fold);
}

/* "в брянском небе": a noun that stands for the region whose adjective is before it. */
static bool is_land(const skt_gaz_finder *f, const skt_gaz_mention *m, const skt_gaz_phrase *noun)
{
    return m->n_options > 0 && skt_gaz_phrase_has(noun, SKT_GAZ_LAND) &&
           m->name_end == m->name_first + 1 && skt_gaz_has_level(f, m, LEVEL(SKT_LEVEL_REGION)) &&
           skt_gaz_may_be_adjective(f, m->name_first);
}

static bool bind_after(skt_gaz_finder *f, skt_gaz_mention *m)
{
    uint32_t at = m->name_end;
    const bool suffix = at < f->text->n_words && f->text->words[at].kind == SKT_WORD_SUFFIX;
    at += suffix;
    if (at >= f->text->n_words ||
        f->text->words[at].sentence != f->text->words[m->name_first].sentence) {
        return false;
    }
    const skt_gaz_phrase *phrase = f->starting[at];
    unsigned kind = 0;
    bool plural = false;
    unsigned levels = skt_gaz_phrase_levels(phrase, SKT_GAZ_AFTER, &kind, &plural);
    if (levels == 0 && is_land(f, m, phrase)) {
        levels = LEVEL(SKT_LEVEL_REGION);
        plural = true;
    }
    if (levels == 0 || !skt_gaz_fits(f, m, levels) ||
        (suffix && (levels != LEVEL(SKT_LEVEL_FACILITY) || !is_town(f, m)))) {
        return false;
    }
    if (is_region_before_village(f, m, levels, kind) ||
        (m->name_end == m->name_first + 1 && heads_next(f, m->name_first, phrase, levels))) {
        return false;
    }
    if (levels == LEVEL(SKT_LEVEL_FACILITY) && belongs_behind(f, m, phrase->end)) {
        /* What is only known by its type word then says nothing. */
        const bool stem = m->n_options > 0 && (m->options[0].flags & SKT_GAZ_STEM) != 0;
        m->flags |= stem ? SKT_GAZ_M_TYPED_ONLY : 0;
        return false;
    }
    m->levels = levels;
    m->kind = kind;
    m->end = phrase->end;
    m->flags |= plural || is_plural_behind(f, phrase, m->name_end) ? SKT_GAZ_M_PLURAL_AFTER : 0;
    return true;
}

/* The type word is the name's own last word ("Krasnodar Territory"), or its first
 * ("محافظة البصرة"). */
static bool bind_inside(skt_gaz_finder *f, skt_gaz_mention *m)
{
    const skt_gaz_phrase *last = f->ending[m->name_end];
    const skt_gaz_phrase *first = f->starting[m->name_first];
    unsigned kind = 0;
    bool plural = false;
    unsigned levels = 0;
    if (m->n_options > 0 &&
        skt_gaz_node_at(f->gazetteer, m->options[0].node)->level == SKT_LEVEL_COUNTRY) {
        return false; /* "Vatican City" */
    }
    if (is_there(last) && last->first > m->name_first) {
        levels = skt_gaz_phrase_levels(last, SKT_GAZ_AFTER, &kind, &plural);
    }
    if ((levels == 0 || !skt_gaz_has_level(f, m, levels)) && is_there(first) &&
        first->end < m->name_end) {
        levels = skt_gaz_phrase_levels(first, SKT_GAZ_BEFORE, &kind, &plural);
    }
    if (levels == 0 || !skt_gaz_has_level(f, m, levels)) {
        return false;
    }
    m->levels = levels;
    m->kind = kind;
    m->flags |= SKT_GAZ_M_NAME_TYPED;
    m->flags |=
        is_there(last) && is_plural_behind(f, last, last->first) ? SKT_GAZ_M_PLURAL_AFTER : 0;
    return true;
}

/* A preposition that stands before places alone ("in", not "on"). */
static bool is_strong(const skt_gaz_phrase *phrase)
{
    uint32_t value;
    return skt_gaz_phrase_value(phrase, SKT_GAZ_PLACE_PREP, SKT_GAZ_WITH_IN, &value);
}

/* Whether the type word belongs to the name before: "Wadi Seidna air base north of
 * Omdurman". A town that is called Region is no such name. */
static bool is_bound(const skt_gaz_finder *f, size_t index, const skt_gaz_phrase *phrase)
{
    const skt_gaz_mention *before = index > 0 ? &f->mentions.items[index - 1] : NULL;
    return before != NULL && before->end > phrase->first && before->name_first < phrase->first;
}

/* "city of Kursk", "village Glotovo", "refinery in Ryazan". */
static bool bind_before(skt_gaz_finder *f, size_t index, skt_gaz_mention *m)
{
    unsigned kind = 0;
    bool plural = false;
    uint32_t at = m->name_first;
    unsigned position = SKT_GAZ_BEFORE;
    uint32_t left = skip_left(f, index, at);
    const skt_gaz_phrase *link = f->ending[left];
    if (is_there(link) && skt_gaz_phrase_has(link, SKT_GAZ_OF)) {
        position = SKT_GAZ_WITH_OF;
        at = link->first;
    } else if (is_there(link) && is_strong(link)) {
        position = SKT_GAZ_WITH_IN;
        at = link->first;
    }
    const skt_gaz_phrase *phrase = f->ending[at];
    if (!is_there(phrase) || phrase->end > m->name_first || is_bound(f, index, phrase)) {
        return false;
    }
    const unsigned levels = skt_gaz_phrase_levels(phrase, position, &kind, &plural);
    /* Districts are known by their Latin and Cyrillic names alone. */
    const bool district = levels == LEVEL(SKT_LEVEL_DISTRICT) &&
                          skt_gaz_has_level(f, m, LEVEL(SKT_LEVEL_CITY)) &&
                          (f->text->words[m->name_first].flags & SKT_WORD_NO_CASE) != 0;
    if (levels == 0 || !skt_gaz_fits(f, m, levels) ||
        (position == SKT_GAZ_BEFORE && !skt_gaz_has_level(f, m, levels) && m->n_options > 0 &&
         levels != LEVEL(SKT_LEVEL_FACILITY) && !district)) {
        return false;
    }
    m->levels = levels;
    m->kind = kind;
    m->first = position == SKT_GAZ_WITH_IN ? m->first : phrase->first;
    m->flags |= plural ? SKT_GAZ_M_PLURAL_BEFORE : 0;
    m->flags |= position == SKT_GAZ_WITH_IN ? SKT_GAZ_M_TYPED_IN : 0;
    return true;
}

static void bind_preposition(skt_gaz_finder *f, size_t index, skt_gaz_mention *m)
{
    const uint32_t at = skip_left(f, index, m->first);
    const skt_gaz_phrase *phrase = f->ending[at];
    if (is_there(phrase) && skt_gaz_phrase_has(phrase, SKT_GAZ_PLACE_PREP)) {
        m->flags |= is_strong(phrase) ? SKT_GAZ_M_PREP : SKT_GAZ_M_WEAK_PREP;
    }
}

/* ------------------------------------------------- names only a type word tells */

static void note_name(skt_gaz_finder *f, size_t index)
{
    const skt_gaz_mention *m = &f->mentions.items[index];
    for (uint32_t i = m->name_first; i < m->name_end; i++) {
        f->named[i] = true;
    }
    f->name_ending[m->name_end] = (uint32_t)index + 1;
}

static skt_status note_names(skt_gaz_finder *f)
{
    f->named = skt_arena_array(f->arena, f->text->n_words, sizeof *f->named);
    f->name_ending = skt_arena_array(f->arena, f->text->n_words + 1, sizeof *f->name_ending);
    if (f->named == NULL || f->name_ending == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = 0; i < f->mentions.count; i++) {
        note_name(f, i);
    }
    return SKT_OK;
}

/* The mention whose name ends before word `end`, or NULL. */
static const skt_gaz_mention *name_ending(const skt_gaz_finder *f, uint32_t end)
{
    const uint32_t index = f->name_ending[end];
    return index == 0 ? NULL : &f->mentions.items[index - 1];
}

static bool is_name_word(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *word = &f->text->words[at];
    return word->kind == SKT_WORD_LETTERS && (word->flags & SKT_WORD_CAPITAL) != 0 &&
           (word->flags & SKT_WORD_NO_CASE) == 0 && !is_there(f->starting[at]) && !f->named[at];
}

/* The run of capitalised words, unknown to the gazetteer, that ends before `end`;
 * its start, or `end`. */
static uint32_t unknown_run(const skt_gaz_finder *f, uint32_t end)
{
    uint32_t first = end;
    while (first > 0 && end - first < 3) {
        uint32_t next = first - 1;
        if (first < end && f->text->words[next].kind == SKT_WORD_HYPHEN && next > 0) {
            next--;
        }
        if (!is_name_word(f, next) ||
            f->text->words[next].sentence != f->text->words[end - 1].sentence) {
            break;
        }
        first = next;
    }
    return first;
}

static skt_status add_unknown(skt_gaz_finder *f, uint32_t first, uint32_t end, uint32_t with_type)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    if (skt_gaz_is_forbidden(f->gazetteer, skt_gaz_join(key, f->text, first, end))) {
        return SKT_OK;
    }
    const skt_gaz_mention mention = {.first = first,
                                     .end = with_type,
                                     .name_first = first,
                                     .name_end = end,
                                     .key = UINT32_MAX,
                                     .flags = SKT_GAZ_M_UNKNOWN};
    if (!skt_vec_push(&f->mentions, mention)) {
        return SKT_E_NOMEM;
    }
    note_name(f, f->mentions.count - 1);
    return SKT_OK;
}

/* Members of a list before `at` that only the closing plural noun makes places. */
static skt_status add_unknown_list(skt_gaz_finder *f, uint32_t at)
{
    skt_status status = SKT_OK;
    while (status == SKT_OK) {
        uint32_t left = at;
        while (left > 0 &&
               (is_sign(f, left - 1, ",") || skt_gaz_phrase_has(f->ending[left], SKT_GAZ_AND))) {
            left--;
        }
        const uint32_t first = unknown_run(f, left);
        if (left == at) {
            break;
        }
        if (first < left) {
            status = add_unknown(f, first, left, left);
            at = first;
            continue;
        }
        /* A known name in the list is passed over. */
        const skt_gaz_mention *known = name_ending(f, left);
        if (known == NULL) {
            break;
        }
        at = known->name_first;
    }
    return status;
}

static int compare_mentions(const void *a, const void *b)
{
    const skt_gaz_mention *x = a;
    const skt_gaz_mention *y = b;
    return (x->name_first > y->name_first) - (x->name_first < y->name_first);
}

static void sort_mentions(skt_gaz_finder *f)
{
    for (size_t i = 1; i < f->mentions.count; i++) {
        if (f->mentions.items[i - 1].name_first > f->mentions.items[i].name_first) {
            qsort(f->mentions.items, f->mentions.count, sizeof *f->mentions.items,
                  compare_mentions);
            return;
        }
    }
}

static skt_status add_unknown_names(skt_gaz_finder *f)
{
    skt_status status = note_names(f);
    for (uint32_t i = 1; i < f->text->n_words && status == SKT_OK; i++) {
        const skt_gaz_phrase *phrase = f->starting[i];
        unsigned kind = 0;
        bool plural = false;
        const unsigned levels =
            is_there(phrase) ? skt_gaz_phrase_levels(phrase, SKT_GAZ_AFTER, &kind, &plural) : 0;
        const unsigned wanted =
            LEVEL(SKT_LEVEL_DISTRICT) | LEVEL(SKT_LEVEL_FACILITY) | LEVEL(SKT_LEVEL_REGION);
        if ((levels & wanted) == 0) {
            continue;
        }
        uint32_t first = unknown_run(f, i);
        first = first + 1 == i && heads_next(f, first, phrase, levels) ? i : first;
        if (first < i) {
            status = add_unknown(f, first, i, phrase->end);
        }
        plural = plural || is_plural_behind(f, phrase, i);
        if (status == SKT_OK && plural && (first < i || f->named[i - 1])) {
            const skt_gaz_mention *known = name_ending(f, i);
            status = add_unknown_list(f, known == NULL ? i : known->name_first);
        }
    }
    sort_mentions(f);
    return status;
}

/* "Запоріжжя та область": the noun alone, behind a town's name, is the region around. */
static bool is_region_around(const skt_gaz_finder *f, const skt_gaz_mention *town,
                             const skt_gaz_phrase *noun)
{
    uint32_t value;
    return is_there(noun) && is_town(f, town) &&
           skt_str_starts(f->text->words[noun->first].fold, SKT_LIT("област")) &&
           skt_gaz_phrase_value(noun, SKT_GAZ_REGION_WORD, SKT_GAZ_AFTER, &value) &&
           !skt_gaz_phrase_value(noun, SKT_GAZ_REGION_WORD, SKT_GAZ_PLURAL, &value) &&
           (noun->end >= f->text->n_words || !f->named[noun->end]);
}

/* "Moscow and its surrounding region": the second is a place of its own. */
static skt_status add_surroundings(skt_gaz_finder *f)
{
    const size_t n = f->mentions.count;
    for (size_t i = 0; i < n; i++) {
        uint32_t at = f->mentions.items[i].end;
        const skt_gaz_phrase *phrase = f->starting[at < f->text->n_words ? at : 0];
        if (at >= f->text->n_words || !skt_gaz_phrase_has(phrase, SKT_GAZ_AND)) {
            continue;
        }
        const skt_gaz_phrase *around = f->starting[phrase->end];
        const bool alone = is_region_around(f, &f->mentions.items[i], around);
        if (!alone && (!is_there(around) || !skt_gaz_phrase_has(around, SKT_GAZ_SURROUND))) {
            continue;
        }
        const skt_gaz_phrase *type = alone ? around : f->starting[around->end];
        if (is_there(type) && skt_gaz_phrase_has(type, SKT_GAZ_REGION_WORD)) {
            const skt_gaz_mention mention = {.first = around->first,
                                             .end = type->end,
                                             .name_first = around->first,
                                             .name_end = around->end,
                                             .key = f->mentions.items[i].key,
                                             .levels = LEVEL(SKT_LEVEL_REGION),
                                             .flags = SKT_GAZ_M_SURROUND};
            if (!skt_vec_push(&f->mentions, mention)) {
                return SKT_E_NOMEM;
            }
        }
    }
    sort_mentions(f);
    return SKT_OK;
}

/* "у Марганецькій та Покровській громадах": names that only the list's noun tells. */
static skt_status add_listed_districts(skt_gaz_finder *f)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; i < f->mentions.count && status == SKT_OK; i++) {
        skt_gaz_mention *m = &f->mentions.items[i];
        if (m->n_options == 0 && (m->levels & LEVEL(SKT_LEVEL_DISTRICT)) != 0) {
            status = skt_gaz_add_districts(f, m);
        }
    }
    return status;
}

skt_status skt_gaz_bind_types(skt_gaz_finder *f)
{
    skt_status status = add_unknown_names(f);
    if (status == SKT_OK) {
        status = skt_gaz_lengthen_names(f);
    }
    for (size_t i = 0; i < f->mentions.count && status == SKT_OK; i++) {
        skt_gaz_mention *m = &f->mentions.items[i];
        if (!bind_after(f, m) && !bind_inside(f, m)) {
            (void)bind_before(f, i, m);
        }
        if ((m->levels & LEVEL(SKT_LEVEL_DISTRICT)) != 0) {
            status = skt_gaz_add_districts(f, m);
        }
        bind_preposition(f, i, m);
        if ((m->end < f->text->n_words && f->text->words[m->end].kind == SKT_WORD_SUFFIX) ||
            (m->end > m->name_first + 1 && f->text->words[m->end - 1].kind == SKT_WORD_SUFFIX)) {
            m->flags |= SKT_GAZ_M_POSSESSIVE;
        }
    }
    if (status == SKT_OK) {
        skt_gaz_bind_lists(f);
        status = add_listed_districts(f);
    }
    if (status == SKT_OK) {
        skt_gaz_bind_anchors(f);
        status = add_surroundings(f);
    }
    return status;
}
