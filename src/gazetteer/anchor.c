/* The area that the text itself puts a town in: "Stanovoye, a village in the Ramenskoye
 * district", "in Tibu, Norte de Santander", "at A, B and C in Lublin province". */
#include "gazetteer/mention.h"

#define LEVEL(level) (1u << ((unsigned)(level)&31u)) /* a damaged file may have any */

static bool is_there(const skt_gaz_phrase *phrase)
{
    return phrase->first < phrase->end;
}

static bool is_capital(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *word = &f->text->words[at];
    return word->kind == SKT_WORD_LETTERS && (word->flags & SKT_WORD_CAPITAL) != 0;
}

static bool is_comma(const skt_gaz_finder *f, uint32_t at)
{
    return at < f->text->n_words && f->text->words[at].kind == SKT_WORD_PUNCT &&
           skt_str_is(f->text->words[at].fold, ",");
}

/* "in", not "on": a preposition that stands before places alone. */
static bool is_strong(const skt_gaz_phrase *phrase)
{
    uint32_t value;
    return is_there(phrase) &&
           skt_gaz_phrase_value(phrase, SKT_GAZ_PLACE_PREP, SKT_GAZ_WITH_IN, &value);
}

/* Whether the word at `at` is in small letters and no part of grammar or of a place's name. */
static bool is_plain(const skt_gaz_finder *f, uint32_t at)
{
    static const skt_gaz_class grammar[] = {
        SKT_GAZ_REGION_WORD,   SKT_GAZ_DISTRICT_WORD, SKT_GAZ_CITY_WORD,
        SKT_GAZ_FACILITY_WORD, SKT_GAZ_PLACE_PREP,    SKT_GAZ_OF,
        SKT_GAZ_AND,           SKT_GAZ_ARTICLE,       SKT_GAZ_MODIFIER,
    };
    bool plain = f->text->words[at].kind == SKT_WORD_LETTERS && !is_capital(f, at);
    for (size_t i = 0; i < sizeof grammar / sizeof *grammar && is_there(f->starting[at]); i++) {
        plain = plain && !skt_gaz_phrase_has(f->starting[at], grammar[i]);
    }
    return plain;
}

/* Goes over ", a small border village": what is said of the town that the mention names. */
static uint32_t skip_apposition(const skt_gaz_finder *f, skt_gaz_mention *m, uint32_t to)
{
    enum { MOST_PLAIN = 3 };
    const uint32_t from = m->end + is_comma(f, m->end);
    uint32_t at = from;
    uint32_t plain = 0;
    bool town = false;
    while (at < to &&
           (!is_strong(f->starting[at]) || skt_gaz_phrase_has(f->starting[at], SKT_GAZ_ARTICLE))) {
        const skt_gaz_phrase *phrase = f->starting[at];
        uint32_t value;
        if (from > m->end && !town && plain < MOST_PLAIN && is_plain(f, at)) {
            plain++;
            at++;
            continue;
        }
        if (!is_there(phrase)) {
            break;
        }
        if (at > m->end && skt_gaz_phrase_value(phrase, SKT_GAZ_CITY_WORD, 0, &value)) {
            m->levels |= skt_gaz_has_level(f, m, LEVEL(SKT_LEVEL_CITY)) ? LEVEL(SKT_LEVEL_CITY) : 0;
            m->kind = SKT_GAZ_WORD_KIND(value);
            town = true;
        } else if (!skt_gaz_phrase_has(phrase, SKT_GAZ_ARTICLE) &&
                   !skt_gaz_phrase_has(phrase, SKT_GAZ_MODIFIER)) {
            break;
        }
        at = phrase->end;
    }
    return plain == 0 || town ? at : from;
}

/* Behind "in the" at `at`, or `at`. */
static uint32_t skip_in(const skt_gaz_finder *f, uint32_t at, uint32_t to)
{
    if (at >= to || !is_strong(f->starting[at]) || f->starting[at]->end > to) {
        return at;
    }
    at = f->starting[at]->end;
    while (at < to && is_there(f->starting[at]) &&
           skt_gaz_phrase_has(f->starting[at], SKT_GAZ_ARTICLE)) {
        at = f->starting[at]->end;
    }
    return at;
}

/* Whether the mention is an area's: by its type word, or one region's or country's
 * likeliest name. */
static bool is_area(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    if (m->levels != 0) {
        return (m->levels & (LEVEL(SKT_LEVEL_REGION) | LEVEL(SKT_LEVEL_DISTRICT))) != 0;
    }
    const skt_gaz_option *top = m->options;
    return m->n_options > 0 && (top->flags & (SKT_GAZ_SET | SKT_GAZ_ADJECTIVE)) == 0 &&
           skt_gaz_node_at(f->gazetteer, top->node)->level <= SKT_LEVEL_REGION;
}

static bool is_list(const skt_gaz_finder *f, size_t first, size_t second)
{
    return second < f->mentions.count &&
           skt_gaz_is_listed(f, &f->mentions.items[first], &f->mentions.items[second]);
}

/* "in Tibu, Norte de Santander": a comma and a region that is no member of a list. */
static bool stands_before_region(const skt_gaz_finder *f, size_t index)
{
    const skt_gaz_mention *m = &f->mentions.items[index];
    const skt_gaz_mention *area = m + 1;
    return is_comma(f, m->end) && area->first == m->end + 1 && is_area(f, area) &&
           !is_list(f, index + 1, index + 2) && (index == 0 || !is_list(f, index - 1, index));
}

static bool is_anchored(const skt_gaz_finder *f, size_t index)
{
    skt_gaz_mention *m = &f->mentions.items[index];
    const skt_gaz_mention *area = m + 1;
    if (index + 2 < f->mentions.count && area->end == area[1].first &&
        skt_gaz_phrase_has(f->starting[area->first], SKT_GAZ_MODIFIER)) {
        area++; /* "the East Gojam zone": no East */
    }
    if (m->end > area->first ||
        f->text->words[m->first].sentence != f->text->words[area->first].sentence) {
        return false;
    }
    const uint32_t behind = skip_apposition(f, m, area->first);
    uint32_t at = skip_in(f, behind, area->first);
    while (at > behind && at < area->first && is_capital(f, at)) {
        at++; /* "in the East Gojam zone" */
    }
    return (at > behind && at == area->first && is_area(f, area)) || stands_before_region(f, index);
}

void skt_gaz_bind_anchors(skt_gaz_finder *f)
{
    for (size_t i = f->mentions.count; i-- > 0;) {
        skt_gaz_mention *m = &f->mentions.items[i];
        const bool town =
            !is_area(f, m) || (m->levels == 0 && skt_gaz_has_level(f, m, LEVEL(SKT_LEVEL_CITY)));
        if (i + 1 == f->mentions.count || !town) {
            continue;
        }
        const bool with_list = (m[1].flags & SKT_GAZ_M_ANCHORED) != 0 && is_list(f, i, i + 1);
        const bool anchored = is_anchored(f, i) || with_list;
        const bool placed = (m->flags & (SKT_GAZ_M_PREP | SKT_GAZ_M_WEAK_PREP)) != 0 ||
                            (m->levels & LEVEL(SKT_LEVEL_CITY)) != 0;
        m->flags |= anchored && placed ? SKT_GAZ_M_ANCHORED : 0;
    }
}
