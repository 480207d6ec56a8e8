/* Names of more words than the gazetteer has: "the hamlet of Las Bateas", "Naranjo de
 * Chila" are none of the places that their first words alone would be. */
#include "gazetteer/forms.h"

#define LEVEL(level) (1u << ((unsigned)(level)&31u)) /* a damaged file may have any */

enum { MOST_WORDS = 5 };

/* Base of a town that is meant whatever stands behind it. */
static const float SURE_TOWN = 6.5F;

static bool is_capital(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *word = &f->text->words[at];
    return word->kind == SKT_WORD_LETTERS && (word->flags & SKT_WORD_CAPITAL) != 0 &&
           (word->flags & (SKT_WORD_NO_CASE | SKT_WORD_ALL_CAPS)) == 0;
}

/* "de" of Romance names, which join what stands on either side. */
static bool is_particle(const skt_gaz_finder *f, uint32_t at)
{
    static const char *const particles[] = {"de", "del", "da", "do", "dos", "das", "di"};
    const skt_word *word = &f->text->words[at];
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
        if (skt_str_is(word->text, particles[i])) {
            return true;
        }
    }
    return false;
}

static bool is_small(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    if (m->n_options == 0) {
        return false;
    }
    const skt_level level = (skt_level)skt_gaz_node_at(f->gazetteer, m->options[0].node)->level;
    return (level == SKT_LEVEL_CITY || level == SKT_LEVEL_DISTRICT) &&
           m->options[0].base < SURE_TOWN;
}

/* The mention whose name begins at that word, of those behind `index`; NULL if none. */
static skt_gaz_mention *mention_at(const skt_gaz_finder *f, size_t index, uint32_t word)
{
    for (size_t i = index + 1; i < f->mentions.count; i++) {
        if (f->mentions.items[i].name_first >= word) {
            return f->mentions.items[i].name_first == word ? &f->mentions.items[i] : NULL;
        }
    }
    return NULL;
}

/* End of the name's part that begins at word `at`, or `at`: a capital word that is no
 * phrase, unknown or itself a small town's name. */
static uint32_t part_end(const skt_gaz_finder *f, size_t index, uint32_t at)
{
    const uint32_t sentence = f->text->words[f->mentions.items[index].name_first].sentence;
    if (at >= f->text->n_words || f->text->words[at].sentence != sentence || !is_capital(f, at)) {
        return at;
    }
    /* "посёлке Борисовка Борисовского района": the next name has a type word of its own. */
    const skt_gaz_phrase *next = f->starting[at + 1];
    uint32_t value;
    if (at + 1 < f->text->n_words && next->first < next->end &&
        skt_gaz_is_cyrillic(f->text->words[at].fold) &&
        (skt_gaz_phrase_value(next, SKT_GAZ_DISTRICT_WORD, SKT_GAZ_AFTER, &value) ||
         skt_gaz_phrase_value(next, SKT_GAZ_REGION_WORD, SKT_GAZ_AFTER, &value))) {
        return at;
    }
    const skt_gaz_mention *known = mention_at(f, index, at);
    if (known != NULL) {
        return is_small(f, known) ? known->name_end : at;
    }
    return f->starting[at]->first < f->starting[at]->end ? at : at + 1;
}

/* Whether what stands before the name wants a town: "hamlet of", "village", "in". */
static bool is_wanted(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    unsigned kind = 0;
    bool plural = false;
    uint32_t value;
    const skt_gaz_phrase *before = f->ending[m->name_first];
    unsigned position = SKT_GAZ_BEFORE;
    if (before->first == before->end || skt_gaz_is_title_case(f, m->name_first)) {
        return false;
    }
    if (skt_gaz_phrase_has(before, SKT_GAZ_ARTICLE)) { /* "over the Badami Bagh cantonment" */
        before = f->ending[before->first];
    }
    if (skt_gaz_phrase_value(before, SKT_GAZ_PLACE_PREP, SKT_GAZ_WITH_IN, &value)) {
        return true;
    }
    if (skt_gaz_phrase_has(before, SKT_GAZ_OF)) {
        before = f->ending[before->first];
        position = SKT_GAZ_WITH_OF;
    }
    return before->first < before->end &&
           (skt_gaz_phrase_levels(before, position, &kind, &plural) & LEVEL(SKT_LEVEL_CITY)) != 0;
}

/* End of the whole name that begins with the mention's; the mention's if it is whole. */
static uint32_t whole_end(const skt_gaz_finder *f, size_t index)
{
    const skt_gaz_mention *m = &f->mentions.items[index];
    const bool wanted = is_wanted(f, m);
    uint32_t end = m->name_end;
    while (end < f->text->n_words && end - m->name_first < MOST_WORDS) {
        const uint32_t from = is_particle(f, end) ? end + 1 : end;
        const uint32_t next = from > end || wanted ? part_end(f, index, from) : from;
        if (next == from) {
            break;
        }
        end = next;
    }
    return end;
}

/* Takes the mentions behind `index` away that begin before word `end`. */
static void leave_out_until(skt_gaz_finder *f, size_t index, uint32_t end)
{
    size_t kept = index + 1;
    for (size_t i = index + 1; i < f->mentions.count; i++) {
        if (f->mentions.items[i].name_first >= end) {
            f->mentions.items[kept++] = f->mentions.items[i];
        }
    }
    f->mentions.count = kept;
}

/* The whole name up to `end`: what it is in another transliteration, or unknown. */
static skt_status lengthen(skt_gaz_finder *f, size_t index, uint32_t end)
{
    skt_gaz_mention *m = &f->mentions.items[index];
    m->name_end = m->end = end;
    m->n_options = 0;
    m->key = UINT32_MAX;
    leave_out_until(f, index, end);
    const skt_status status = skt_gaz_guess_spelling(f, m);
    m->flags |= m->n_options == 0 ? SKT_GAZ_M_UNKNOWN : 0;
    return status;
}

/* "Petrovsk-Zabaikalsky": what the name and a word tied to it by a hyphen are together in
 * another transliteration; they stay apart if nothing. */
static skt_status join_hyphened(skt_gaz_finder *f, size_t index)
{
    const skt_gaz_mention apart = f->mentions.items[index];
    const uint32_t at = apart.name_end;
    if (!is_small(f, &apart) || at + 1 >= f->text->n_words ||
        f->text->words[at].kind != SKT_WORD_HYPHEN || !is_capital(f, at + 1)) {
        return SKT_OK;
    }
    skt_gaz_mention whole = {.first = apart.first,
                             .end = at + 2,
                             .name_first = apart.name_first,
                             .name_end = at + 2,
                             .key = UINT32_MAX,
                             .flags = apart.flags};
    const skt_status status = skt_gaz_guess_spelling(f, &whole);
    if (status == SKT_OK && whole.n_options > 0) {
        f->mentions.items[index] = whole;
        leave_out_until(f, index, whole.name_end);
    }
    return status;
}

skt_status skt_gaz_lengthen_names(skt_gaz_finder *f)
{
    skt_status status = SKT_OK;
    for (size_t i = 0; !f->query && i < f->mentions.count && status == SKT_OK; i++) {
        status = join_hyphened(f, i);
        const skt_gaz_mention *m = &f->mentions.items[i];
        const uint32_t end = is_small(f, m) ? whole_end(f, i) : m->name_end;
        if (end > m->name_end && status == SKT_OK) {
            status = lengthen(f, i, end);
        }
    }
    return status;
}
