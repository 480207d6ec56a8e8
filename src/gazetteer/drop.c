/* Names that are no places: persons, weapons, papers, common words, parts of
 * compounds. */
#include "gazetteer/mention.h"

enum { TITLE_REACH = 4, SHORT_KEY = 4, TITLE_CASE_LETTERS = 4 };

/* A town that large is not taken for a surname or the like on thin grounds. */
static const float LARGE_BASE = 7.0F;
/* A town that may have lent its name to a weapon or unit. */
static const float LEAST_TOWN = 6.5F;
/* Less is a surname behind a given name. */
static const float SURNAME_BASE = 6.6F;

static bool is_capital(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *word = &f->text->words[at];
    return word->kind == SKT_WORD_LETTERS && (word->flags & SKT_WORD_CAPITAL) != 0 &&
           (word->flags & SKT_WORD_NO_CASE) == 0;
}

/* Whether words [a, b] are neighbours in one sentence. */
static bool adjacent(const skt_gaz_finder *f, uint32_t a, uint32_t b)
{
    return b < f->text->n_words && f->text->words[a].sentence == f->text->words[b].sentence;
}

bool skt_gaz_is_title_case(const skt_gaz_finder *f, uint32_t word)
{
    const skt_span *sentence = &f->text->sentences[f->text->words[word].sentence];
    size_t capitals = 0;
    size_t all = 0;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        if (f->text->words[i].kind == SKT_WORD_LETTERS &&
            f->text->words[i].text.len >= TITLE_CASE_LETTERS) {
            all++;
            capitals += is_capital(f, i);
        }
    }
    return all >= 3 && capitals * 10 >= all * 7;
}

/* "Moscow-appointed", "pro-Ukrainian": a part of a word, not a place. */
static bool is_compound(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const skt_word *words = f->text->words;
    const uint32_t n = (uint32_t)f->text->n_words;
    if (m->name_end + 1 < n && words[m->name_end].kind == SKT_WORD_HYPHEN) {
        const skt_word *tail = &words[m->name_end + 1];
        if (tail->kind == SKT_WORD_DIGITS) {
            return true;
        }
        const bool model = tail->kind == SKT_WORD_LETTERS && tail->text.len <= 2 &&
                           (tail->flags & SKT_WORD_CAPITAL) != 0;
        const bool lower = tail->kind == SKT_WORD_LETTERS && (tail->flags & SKT_WORD_CAPITAL) == 0;
        if (model ||
            (lower && !skt_gaz_phrase_has(f->starting[m->name_end + 1], SKT_GAZ_HYPHEN_TAIL))) {
            return true;
        }
    }
    if (m->name_first > 1 && words[m->name_first - 1].kind == SKT_WORD_HYPHEN) {
        const skt_word *head = &words[m->name_first - 2];
        return head->kind == SKT_WORD_LETTERS && (head->flags & SKT_WORD_CAPITAL) == 0 &&
               !skt_gaz_phrase_has(f->ending[m->name_first - 1], SKT_GAZ_MODIFIER);
    }
    return false;
}

/* A title up to some capital words before, with nothing between. */
static bool has_title(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    uint32_t at = m->name_first;
    for (int i = 0; i < TITLE_REACH; i++) {
        const skt_gaz_phrase *phrase = f->ending[at];
        if (phrase->first < phrase->end && adjacent(f, phrase->first, m->name_first) &&
            skt_gaz_phrase_has(phrase, SKT_GAZ_TITLE)) {
            return true;
        }
        if (at == 0 || !is_capital(f, at - 1) || !adjacent(f, at - 1, m->name_first) ||
            (phrase->first < phrase->end && !skt_gaz_phrase_has(phrase, SKT_GAZ_GIVEN))) {
            return false;
        }
        at--;
    }
    return false;
}

/* "Moscow mayor": the place of an office. */
static bool has_office(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    uint32_t at = m->end;
    at += at < f->text->n_words && f->text->words[at].kind == SKT_WORD_SUFFIX;
    return at < f->text->n_words && adjacent(f, m->name_first, at) &&
           skt_gaz_phrase_has(f->starting[at], SKT_GAZ_TITLE);
}

/* "мер Харкова", "голова Сумської ОВА": a large place behind an office in another case than a name
 * that belongs to a title stands in. */
static bool is_of_office(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    return skt_gaz_phrase_has(f->ending[m->name_first], SKT_GAZ_TITLE) && m->n_options > 0 &&
           (m->options[0].base >= LARGE_BASE ||
            skt_gaz_node_at(f->gazetteer, m->options[0].node)->level == SKT_LEVEL_REGION) &&
           m->name_end == m->name_first + 1 &&
           (m->flags & (SKT_GAZ_M_GUESSED | SKT_GAZ_M_RARE)) == 0 && m->key != UINT32_MAX &&
           !skt_str_eq(skt_gaz_key_text(key, &f->gazetteer->names, m->key),
                       f->text->words[m->name_first].fold);
}

static bool is_unknown_capital(const skt_gaz_finder *f, size_t index, uint32_t at)
{
    if (!is_capital(f, at) || f->starting[at]->first < f->starting[at]->end ||
        (f->text->words[at].flags & SKT_WORD_ALL_CAPS) != 0) {
        return false;
    }
    const size_t from = index > 0 ? index - 1 : 0;
    for (size_t i = from; i < f->mentions.count && i <= index + 1; i++) {
        const skt_gaz_mention *m = &f->mentions.items[i];
        if (at >= m->first && at < m->end) {
            return false;
        }
    }
    return true;
}

static bool is_given(const skt_gaz_finder *f, uint32_t at)
{
    return (f->text->words[at].flags & SKT_WORD_CAPITAL) != 0 && /* or of a script without them */
           skt_gaz_phrase_has(f->starting[at], SKT_GAZ_GIVEN);
}

/* What may be a surname: a capital word that is neither known to grammar nor a large
 * place or an area. */
static bool is_surname(const skt_gaz_finder *f, size_t index, uint32_t at)
{
    const skt_gaz_phrase *phrase = f->starting[at];
    if (!is_capital(f, at) || (f->text->words[at].flags & SKT_WORD_ALL_CAPS) != 0 ||
        (phrase->first < phrase->end && !skt_gaz_phrase_has(phrase, SKT_GAZ_STOP_PERSON) &&
         !skt_gaz_phrase_has(phrase, SKT_GAZ_STOP_WORD))) {
        return false;
    }
    const skt_gaz_mention *next =
        index + 1 < f->mentions.count ? &f->mentions.items[index + 1] : NULL;
    return next == NULL || at < next->name_first || next->n_options == 0 ||
           next->options[0].base < SURNAME_BASE;
}

/* "Florence Pugh", "Jordan Peterson": one word behind what may be a given name; not
 * "Florence police", "Jordan Armed Forces". */
static bool is_namesake(const skt_gaz_finder *f, size_t index, const skt_gaz_mention *m)
{
    const uint32_t after = m->end;
    const unsigned others = SKT_GAZ_M_PREP | SKT_GAZ_M_WEAK_PREP | SKT_GAZ_M_POSSESSIVE;
    return m->name_end == m->name_first + 1 && after == m->name_end &&
           skt_gaz_phrase_has(f->starting[m->name_first], SKT_GAZ_NAMESAKE) &&
           (m->flags & others) == 0 && after < f->text->n_words &&
           adjacent(f, m->name_first, after) && is_surname(f, index, after) &&
           (after + 1 == f->text->n_words || !is_capital(f, after + 1)) &&
           !skt_gaz_is_title_case(f, m->name_first);
}

/* "the Montreal Protocol", "USS Lincoln", "Liverpool FC". */
static bool is_thing(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const skt_gaz_phrase *before = f->ending[m->name_first];
    const skt_gaz_phrase *after = f->starting[m->end];
    uint32_t value;
    return (before->first < before->end && adjacent(f, before->first, m->name_first) &&
            skt_gaz_phrase_value(before, SKT_GAZ_THING, SKT_GAZ_BEFORE, &value)) ||
           (m->end < f->text->n_words && adjacent(f, m->name_first, m->end) &&
            after->first < after->end && is_capital(f, m->end) &&
            skt_gaz_phrase_value(after, SKT_GAZ_THING, SKT_GAZ_AFTER, &value));
}

static bool is_person(const skt_gaz_finder *f, size_t index, const skt_gaz_mention *m)
{
    const uint32_t first = m->name_first;
    const uint32_t after = m->end;
    const bool next = after < f->text->n_words && adjacent(f, first, after);
    /* "Moscow mayor", "губернатор Севастополя Михаил": the place of an office. */
    if (has_office(f, m) || is_of_office(f, m) ||
        (next && is_given(f, after) && !is_given(f, first) &&
         skt_gaz_phrase_has(f->ending[first], SKT_GAZ_TITLE))) {
        return false;
    }
    if (has_title(f, m) || is_namesake(f, index, m)) {
        return true;
    }
    if (first > 0 && adjacent(f, first - 1, first) && is_given(f, first - 1)) {
        return true;
    }
    if (is_given(f, first) && m->name_end == first + 1 && next && is_capital(f, after)) {
        return true;
    }
    if (skt_gaz_is_title_case(f, first)) {
        return false;
    }
    const float base = m->n_options > 0 ? m->options[0].base : 0;
    if (first > 0 && adjacent(f, first - 1, first) && is_unknown_capital(f, index, first - 1) &&
        (f->text->words[first - 1].flags & SKT_WORD_BEGINS) == 0 && base < LARGE_BASE + 1.5F) {
        return true;
    }
    return next && is_unknown_capital(f, index, after) && base < LARGE_BASE &&
           (m->flags & SKT_GAZ_M_PREP) == 0;
}

static size_t letters_of(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    size_t letters = 0;
    for (uint32_t i = m->name_first; i < m->name_end; i++) {
        const skt_str text = f->text->words[i].fold;
        for (size_t at = 0; at < text.len; letters++) {
            (void)skt_utf8_next(text, &at);
        }
    }
    return letters;
}

/* What the phrase that the name also is makes of it. */
static void mark_by(skt_gaz_mention *m, const skt_gaz_phrase *phrase, bool listed)
{
    if (skt_gaz_phrase_has(phrase, SKT_GAZ_STOP_PERSON)) {
        m->flags |= SKT_GAZ_M_RARE;
    } else if (skt_gaz_phrase_stops(phrase)) {
        /* "near Azov", "in Volkhov": a town, if the text speaks for it. */
        const bool town =
            !skt_gaz_phrase_has(phrase, SKT_GAZ_STOP_MONTH) && m->n_options > 0 &&
            (listed || ((m->flags & SKT_GAZ_M_PREP) != 0 && m->options[0].base >= LEAST_TOWN));
        m->flags |= town ? SKT_GAZ_M_RARE : SKT_GAZ_M_TYPED_ONLY;
    }
    /* Any word that has a part in grammar is a common word. */
    if (skt_gaz_phrase_has(phrase, SKT_GAZ_STOP_WORD) ||
        skt_gaz_phrase_has(phrase, SKT_GAZ_PLACE_PREP) || skt_gaz_phrase_has(phrase, SKT_GAZ_OF) ||
        skt_gaz_phrase_has(phrase, SKT_GAZ_AND) || skt_gaz_phrase_has(phrase, SKT_GAZ_ARTICLE) ||
        skt_gaz_phrase_has(phrase, SKT_GAZ_MODIFIER) || skt_gaz_phrase_has(phrase, SKT_GAZ_TITLE) ||
        skt_gaz_phrase_has(phrase, SKT_GAZ_FACILITY_WORD)) {
        m->flags |= SKT_GAZ_M_RARE;
    }
}

/* "обстрел из Града": the base form of an inflected name as a phrase. */
static skt_gaz_phrase base_phrase(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    char key[SKT_GAZ_MAX_KEY_BYTES];
    const skt_gazetteer *g = f->gazetteer;
    const skt_str base = skt_gaz_key_text(key, &g->names, m->key);
    return skt_gaz_phrase_of(m->name_first, m->name_end, skt_gaz_find(&g->words, base));
}

/* Whether "and" ties mention `index`, of a script without capitals, to the one before it, be it
 * written to the name. */
static bool is_listed(const skt_gaz_finder *f, size_t index)
{
    const skt_gaz_mention *m = &f->mentions.items[index];
    const skt_gaz_mention *before = index > 0 ? m - 1 : NULL;
    if (before == NULL || (before->flags & SKT_GAZ_M_DROPPED) != 0 ||
        (f->text->words[m->name_first].flags & SKT_WORD_NO_CASE) == 0) {
        return false;
    }
    const bool beside = before->end == m->first && m->prefix > 0;
    return beside || (before->end + 1 == m->first &&
                      skt_gaz_phrase_has(f->starting[before->end], SKT_GAZ_AND));
}

static void mark_rare(skt_gaz_finder *f, skt_gaz_mention *m, bool listed)
{
    const skt_gaz_phrase *phrase = f->starting[m->name_first];
    if (phrase->end == m->name_end) {
        mark_by(m, phrase, listed);
    } else if (phrase->first == phrase->end && m->key != UINT32_MAX &&
               m->name_end == m->name_first + 1 && (m->flags & SKT_GAZ_M_AS_IS) == 0) {
        const skt_gaz_phrase base = base_phrase(f, m);
        mark_by(m, &base, listed);
    } else if (phrase->end > m->name_end && skt_gaz_phrase_has(phrase, SKT_GAZ_PLACE_PREP)) {
        /* "South of the region": the beginning of a preposition. */
        m->flags |= SKT_GAZ_M_TYPED_ONLY;
    }
    if (m->n_options > 0 && letters_of(f, m) <= SHORT_KEY &&
        m->options[0].base < LARGE_BASE - 0.4F) {
        m->flags |= SKT_GAZ_M_RARE;
    }
}

/* In a script without capitals a common word beside a type word is no name:
 * "تاسیسات هسته‌ای این شهر"; unless it is a region's beside the word for one.
 */
static bool is_common_word(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    const skt_gaz_phrase *phrase = f->starting[m->name_first];
    const unsigned region = m->levels & 1u << SKT_LEVEL_REGION;
    return m->levels != 0 && (m->flags & SKT_GAZ_M_QUERY) == 0 && phrase->end == m->name_end &&
           !skt_gaz_has_level(f, m, region) &&
           (f->text->words[m->name_first].flags & SKT_WORD_NO_CASE) != 0 &&
           skt_gaz_phrase_has(phrase, SKT_GAZ_STOP_WORD);
}

void skt_gaz_drop_others(skt_gaz_finder *f)
{
    for (size_t i = 0; i < f->mentions.count; i++) {
        skt_gaz_mention *m = &f->mentions.items[i];
        if ((m->flags & SKT_GAZ_M_SURROUND) != 0) {
            continue;
        }
        const bool listed = is_listed(f, i);
        m->flags |= listed ? SKT_GAZ_M_PREP : 0U; /* that of the list's first name, or its type */
        mark_rare(f, m, listed);
        /* A type word, or that somebody asks for the name, makes it a place. */
        const bool typed = (m->levels != 0 && (m->flags & SKT_GAZ_M_TYPED_IN) == 0) ||
                           (m->flags & SKT_GAZ_M_QUERY) != 0;
        const unsigned unknown = SKT_GAZ_M_UNKNOWN | SKT_GAZ_M_PREP;
        if ((!typed && (m->flags & unknown) == SKT_GAZ_M_UNKNOWN) ||
            (!typed && is_compound(f, m)) || (!typed && (m->flags & SKT_GAZ_M_TYPED_ONLY) != 0) ||
            (!typed && (is_thing(f, m) || is_person(f, i, m))) || is_common_word(f, m)) {
            m->flags |= SKT_GAZ_M_DROPPED;
        }
    }
}
