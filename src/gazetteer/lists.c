/* Lists of names: a noun that closes or opens one belongs to every member, and so does
 * the preposition before the first. */
#include "gazetteer/mention.h"

#define LEVEL(level) (1u << ((unsigned)(level)&31u)) /* a damaged file may have any */

enum { REST_WORDS = 6 /* of "and a score of other Russian regions" */ };

static bool is_there(const skt_gaz_phrase *phrase)
{
    return phrase->first < phrase->end;
}

static bool is_separator(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *word = &f->text->words[at];
    return word->kind == SKT_WORD_PUNCT &&
           (skt_str_is(word->text, ",") || skt_str_is(word->text, "\xD8\x8C") ||
            skt_str_is(word->text, ";"));
}

/* Behind the commas and "and" at `from`; `from` if there are none. */
static uint32_t skip_separators(const skt_gaz_finder *f, uint32_t from, uint32_t to)
{
    while (from < to) {
        const skt_gaz_phrase *phrase = f->starting[from];
        if (is_separator(f, from)) {
            from++;
        } else if (is_there(phrase) && phrase->end <= to &&
                   skt_gaz_phrase_has(phrase, SKT_GAZ_AND)) {
            from = phrase->end;
        } else {
            break;
        }
    }
    return from;
}

static uint32_t skip_articles(const skt_gaz_finder *f, uint32_t from, uint32_t to)
{
    while (from < to && is_there(f->starting[from]) && f->starting[from]->end <= to &&
           (skt_gaz_phrase_has(f->starting[from], SKT_GAZ_ARTICLE) ||
            skt_gaz_phrase_has(f->starting[from], SKT_GAZ_MODIFIER))) {
        from = f->starting[from]->end;
    }
    return from;
}

/* "les régions de Kharkiv et de Soumy". */
static bool is_particle(const skt_gaz_finder *f, uint32_t at)
{
    static const skt_str particles[] = {SKT_WORD("de"),  SKT_WORD("du"), SKT_WORD("des"),
                                        SKT_WORD("del"), SKT_WORD("d'"), SKT_WORD("la"),
                                        SKT_WORD("der"), SKT_WORD("dem")};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
        if (skt_str_eq(f->text->words[at].text, particles[i])) {
            return true;
        }
    }
    return false;
}

/* Whether words [from, to) are what stands between members of a list. */
static bool is_list_gap(const skt_gaz_finder *f, uint32_t from, uint32_t to)
{
    bool separated = false;
    while (from < to) {
        const uint32_t behind = skip_separators(f, from, to);
        uint32_t next = skip_articles(f, behind, to);
        separated |= behind > from;
        next += separated && next < to && is_particle(f, next);
        if (next == from) {
            return false;
        }
        from = next;
    }
    return separated;
}

/* Whether words [from, to) are what stands between members of a counted list: ", 34
 * over", " and nine over the". */
static bool is_counted_gap(const skt_gaz_finder *f, uint32_t from, uint32_t to)
{
    uint32_t at = skip_separators(f, from, to);
    if (at == from || at >= to) {
        return false;
    }
    const skt_word *number = &f->text->words[at];
    const skt_gaz_phrase *phrase = f->starting[at];
    const bool lower = number->kind == SKT_WORD_LETTERS &&
                       (number->flags & SKT_WORD_CAPITAL) == 0 &&
                       (!is_there(phrase) || skt_gaz_phrase_has(phrase, SKT_GAZ_STOP_WORD));
    if (number->kind != SKT_WORD_DIGITS && !lower) {
        return false;
    }
    at++;
    const skt_gaz_phrase *over = f->starting[at < to ? at : from];
    return at < to && is_there(over) && skt_gaz_phrase_has(over, SKT_GAZ_PLACE_PREP) &&
           skip_articles(f, over->end, to) == to;
}

static bool same_sentence(const skt_gaz_finder *f, const skt_gaz_mention *a,
                          const skt_gaz_mention *b)
{
    return b->first > a->end &&
           f->text->words[a->first].sentence == f->text->words[b->first].sentence;
}

/* "خاركيف وسومي": "and" is part of the second word. */
static bool is_tied(const skt_gaz_finder *f, const skt_gaz_mention *a, const skt_gaz_mention *b)
{
    return (b->flags & SKT_GAZ_M_AND) != 0 && b->first == a->end &&
           f->text->words[a->first].sentence == f->text->words[b->first].sentence;
}

bool skt_gaz_is_listed(const skt_gaz_finder *f, const skt_gaz_mention *a, const skt_gaz_mention *b)
{
    return is_tied(f, a, b) || (same_sentence(f, a, b) && is_list_gap(f, a->end, b->first));
}

static bool listed_or_counted(const skt_gaz_finder *f, const skt_gaz_mention *a,
                              const skt_gaz_mention *b)
{
    return is_tied(f, a, b) || (same_sentence(f, a, b) && (is_list_gap(f, a->end, b->first) ||
                                                           is_counted_gap(f, a->end, b->first)));
}

static void give_type(const skt_gaz_finder *f, skt_gaz_mention *to, unsigned levels, unsigned kind)
{
    if (to->levels == 0 && skt_gaz_fits(f, to, levels)) {
        to->levels = levels;
        to->kind = kind;
    }
}

/* The closing noun of mention `last` given to those of its list before it. */
static void give_left(skt_gaz_finder *f, size_t last, unsigned levels, unsigned kind)
{
    skt_gaz_mention *m = f->mentions.items;
    for (size_t j = last; j > 0 && m[j - 1].levels == 0 && listed_or_counted(f, &m[j - 1], &m[j]);
         j--) {
        give_type(f, &m[j - 1], levels, kind);
    }
}

/* "Kaluga, Lipetsk and a score of other Russian regions": the levels of the noun that
 * closes the list behind mention `m`, 0 if there is none. */
static unsigned levels_of_rest(const skt_gaz_finder *f, const skt_gaz_mention *m, unsigned *kind)
{
    const uint32_t n = (uint32_t)f->text->n_words;
    uint32_t at = m->end < n ? skip_separators(f, m->end, n) : m->end;
    bool others = false;
    if (at == m->end) {
        return 0;
    }
    for (uint32_t steps = 0; at < n && steps < REST_WORDS; steps++) {
        const skt_gaz_phrase *phrase = f->starting[at];
        const skt_word *word = &f->text->words[at];
        bool plural = false;
        if (word->sentence != f->text->words[m->first].sentence || word->kind == SKT_WORD_PUNCT) {
            return 0;
        }
        const unsigned levels =
            is_there(phrase) ? skt_gaz_phrase_levels(phrase, SKT_GAZ_AFTER, kind, &plural) : 0;
        if (levels != 0) {
            return others && plural ? levels : 0;
        }
        others |= is_there(phrase) && skt_gaz_phrase_has(phrase, SKT_GAZ_OTHER);
        at = is_there(phrase) ? phrase->end : at + 1;
    }
    return 0;
}

/* The mention, if it is an adjective before its "область". */
static bool is_oblast(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    return m->levels == LEVEL(SKT_LEVEL_REGION) && skt_gaz_is_oblast_adjective(f, m->name_first) &&
           m->end > m->name_first + 1;
}

/* "12 над Белгородской областью, 5 — Курской": an adjective alone that could be a region's is
 * one where another region is named near by such an adjective. */
static void bind_elliptic(skt_gaz_finder *f)
{
    enum { REACH = 6, SENTENCES = 3 }; /* mentions and sentences between the two */
    skt_gaz_mention *items = f->mentions.items;
    for (size_t i = 0; i < f->mentions.count; i++) {
        skt_gaz_mention *m = &items[i];
        if (m->levels != 0 || m->name_end != m->name_first + 1 ||
            !skt_gaz_is_oblast_adjective(f, m->name_first) ||
            !skt_gaz_has_level(f, m, LEVEL(SKT_LEVEL_REGION))) {
            continue;
        }
        const uint32_t mine = f->text->words[m->first].sentence;
        for (size_t j = i > REACH ? i - REACH : 0; j < f->mentions.count && j <= i + REACH; j++) {
            const uint32_t its = f->text->words[items[j].first].sentence;
            if (its <= mine + SENTENCES && mine <= its + SENTENCES && is_oblast(f, &items[j])) {
                m->levels = LEVEL(SKT_LEVEL_REGION);
                break;
            }
        }
    }
}

void skt_gaz_bind_lists(skt_gaz_finder *f)
{
    skt_gaz_mention *m = f->mentions.items;
    for (size_t i = 0; i < f->mentions.count; i++) {
        if ((m[i].flags & SKT_GAZ_M_PLURAL_AFTER) != 0) {
            give_left(f, i, m[i].levels, m[i].kind);
        }
        if ((m[i].flags & SKT_GAZ_M_PLURAL_BEFORE) != 0) {
            for (size_t j = i + 1; j < f->mentions.count && m[j].levels == 0 &&
                                   listed_or_counted(f, &m[j - 1], &m[j]);
                 j++) {
                give_type(f, &m[j], m[i].levels, m[i].kind);
            }
        }
        unsigned kind = 0;
        const unsigned rest = m[i].levels == 0 ? levels_of_rest(f, &m[i], &kind) : 0;
        if (rest != 0 && skt_gaz_has_level(f, &m[i], rest)) {
            give_type(f, &m[i], rest, kind);
            give_left(f, i, rest, kind);
        }
    }
    bind_elliptic(f);
    for (size_t i = 1; i < f->mentions.count; i++) {
        if (skt_gaz_is_listed(f, &m[i - 1], &m[i])) {
            m[i - 1].flags |= SKT_GAZ_M_LISTED;
            m[i].flags |= SKT_GAZ_M_LISTED;
            /* A preposition holds for the whole list. */
            m[i].flags |= m[i - 1].flags & (SKT_GAZ_M_PREP | SKT_GAZ_M_WEAK_PREP);
        }
    }
}
