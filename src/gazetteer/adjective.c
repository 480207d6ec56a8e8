/* Russian and Ukrainian adjectives of regions that stand before a noun for land or people:
 * "брянский регион", "в белгородском небе", "курские власти". They are small letters and in any
 * gender; the region's own name is one of them in one gender ("Брянская область"). */
#include "gazetteer/forms.h"

enum { MOST_BYTES = 64, MOST_LISTED = 24 }; /* words of a list up to the noun that closes it */

/* What stands behind the stem in -sk, -tsk, -zk; й is folded as и. */
static const char *const endings[] = {
    "ии", "ая",  "ое", "ие", "ого", "ому", "им", "ом", "ои", "ую",
    "их", "ими", "ою", "а",  "е",   "і",   "у",  "ої", "іи",
};

/* The adjective without its ending, or none. */
static skt_str stem_of(skt_str word)
{
    static const char *const stems[] = {"ск", "цк", "ськ", "цьк", "зьк"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const skt_str ending = skt_str_from(endings[i]);
        if (word.len <= ending.len + MOST_BYTES && skt_str_ends(word, ending)) {
            const skt_str stem = skt_str_sub(word, 0, word.len - ending.len);
            for (size_t k = 0; k < sizeof stems / sizeof *stems; k++) {
                if (skt_str_ends(stem, skt_str_from(stems[k])) && stem.len > 3 * strlen("с")) {
                    return stem;
                }
            }
        }
    }
    return SKT_STR_NONE;
}

static bool is_comma(const skt_gaz_finder *f, uint32_t at)
{
    return f->text->words[at].kind == SKT_WORD_PUNCT && skt_str_is(f->text->words[at].text, ",");
}

/* The noun behind the adjective at `first`, or behind the list that it begins; NULL if there is
 * none. */
static const skt_gaz_phrase *noun_behind(const skt_gaz_finder *f, uint32_t first)
{
    const uint32_t n = (uint32_t)f->text->n_words;
    bool member = true; /* the last word is one */
    for (uint32_t at = first + 1; at < n && at < first + MOST_LISTED;) {
        const skt_gaz_phrase *phrase = &f->starting[at];
        const skt_word *word = &f->text->words[at];
        uint32_t value;
        if (word->sentence != f->text->words[first].sentence) {
            return NULL;
        }
        if (member && (skt_gaz_phrase_value(phrase, SKT_GAZ_REGION_WORD, SKT_GAZ_AFTER, &value) ||
                       skt_gaz_phrase_has(phrase, SKT_GAZ_LAND) ||
                       (at == first + 1 && (skt_gaz_phrase_has(phrase, SKT_GAZ_BODY) ||
                                            skt_gaz_phrase_has(phrase, SKT_GAZ_TITLE))))) {
            return phrase;
        }
        if (is_comma(f, at)) {
            member = false;
            at++;
        } else if (skt_gaz_phrase_has(phrase, SKT_GAZ_AND)) {
            member = false;
            at = phrase->end;
        } else if (!member && word->kind == SKT_WORD_LETTERS && stem_of(word->fold).len > 0) {
            member = true;
            at++;
        } else {
            return NULL;
        }
    }
    return NULL;
}

/* Adds the regions that the key is the name or the stem of. */
static skt_status add_regions(skt_gaz_finder *f, skt_gaz_mention *mention, skt_str key, bool owns)
{
    const skt_gaz_hit hit = skt_gaz_find_name(f->gazetteer, key);
    skt_status status = SKT_OK;
    for (size_t i = 0; i < hit.count && status == SKT_OK; i++) {
        const skt_node node = skt_gaz_value_node(hit.values[i]);
        const unsigned flags = skt_gaz_value_flags(hit.values[i]);
        if (skt_gaz_node_at(f->gazetteer, node)->level != SKT_LEVEL_REGION ||
            (flags & SKT_GAZ_SET) != 0) {
            continue;
        }
        const uint32_t value = node | (owns ? SKT_GAZ_ADJECTIVE : 0u) << SKT_GAZ_FLAG_SHIFT;
        const skt_gaz_hit one = {hit.key, &value, 1};
        mention->key = hit.key;
        status = skt_gaz_add_options(f, mention, one, 0, "the region of that adjective");
    }
    return status;
}

bool skt_gaz_may_be_adjective(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *word = &f->text->words[at];
    return word->kind == SKT_WORD_LETTERS && skt_gaz_is_cyrillic(word->fold) &&
           word->fold.len < MOST_BYTES && stem_of(word->fold).len > 0 && noun_behind(f, at) != NULL;
}

skt_status skt_gaz_find_adjective(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first)
{
    static const char *const own[] = {"ая", "а", "ии"};
    const skt_str stem = stem_of(f->text->words[first].fold);
    const skt_gaz_phrase *noun = noun_behind(f, first);
    skt_status status = SKT_OK;
    *mention = (skt_gaz_mention){.name_first = first, .name_end = first + 1, .key = UINT32_MAX};
    if (noun == NULL || f->starting[first].end > first + 1) {
        return SKT_OK;
    }
    uint32_t value;
    const bool area = skt_gaz_phrase_value(noun, SKT_GAZ_REGION_WORD, SKT_GAZ_AFTER, &value) ||
                      skt_gaz_phrase_has(noun, SKT_GAZ_LAND);
    for (size_t i = 0; i < sizeof own / sizeof *own && status == SKT_OK; i++) {
        char key[MOST_BYTES + 8];
        const skt_str ending = skt_str_from(own[i]);
        memcpy(key, stem.ptr, stem.len);
        memcpy(key + stem.len, ending.ptr, ending.len);
        status = add_regions(f, mention, (skt_str){key, stem.len + ending.len}, !area);
    }
    return status;
}
