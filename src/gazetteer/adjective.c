/* Adjectives of regions in small letters and in any gender; the region's own name is one of them in
 * one gender ("Брянская область"). Russian and Ukrainian ones stand before a noun for land or
 * people: "брянский регион", "в белгородском небе", "курские власти". Polish ones stand behind the
 * noun: "w obwodach biełgorodzkim i kurskim". */
#include "gazetteer/forms.h"

enum { MOST_BYTES = 64, MOST_LISTED = 24 }; /* words of a list up to the noun that closes it */

/* What stands behind the stem in -sk, -tsk, -zk; й is folded as и. */
static const char *const endings[] = {
    "ии", "ая",  "ое", "ие", "ого", "ому", "им", "ом", "ои", "ую",
    "их", "ими", "ою", "а",  "е",   "і",   "у",  "оі", "іи",
};

static const char *const polish_endings[] = {"i",   "iego", "iemu", "im", "a",
                                             "iej", "ie",   "ich",  "imi"};

/* The adjective without its ending, or none: few words have -sk-, -ck- or -zk- there. */
static skt_str polish_stem_of(skt_str word)
{
    enum { LONGEST = 4 /* bytes of an ending */ };
    const char last = word.len > 0 ? word.ptr[word.len - 1] : '\0';
    if (last != 'i' && last != 'a' && last != 'o' && last != 'u' && last != 'm' && last != 'e' &&
        last != 'h') {
        return SKT_STR_NONE; /* most words of other languages */
    }
    for (size_t n = 1; n <= LONGEST && word.len > n + 3; n++) {
        const char before = word.ptr[word.len - n - 2];
        if (word.ptr[word.len - n - 1] != 'k' ||
            (before != 's' && before != 'c' && before != 'z') || word.len - n >= MOST_BYTES) {
            continue;
        }
        const skt_str ending = skt_str_sub(word, word.len - n, n);
        for (size_t i = 0; i < sizeof polish_endings / sizeof *polish_endings; i++) {
            if (skt_str_is(ending, polish_endings[i])) {
                return skt_str_sub(word, 0, word.len - n);
            }
        }
    }
    return SKT_STR_NONE;
}

/* The adjective without its ending, or none. */
static skt_str stem_of(skt_str word)
{
    static const char *const stems[] = {"ск", "цк", "ськ", "цьк", "зьк"};
    if (!skt_gaz_is_cyrillic(word)) {
        return polish_stem_of(word);
    }
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

bool skt_gaz_is_oblast_adjective(const skt_gaz_finder *f, uint32_t at)
{
    static const char *const feminine[] = {"ая", "ои", "ую", "а", "оі", "іи", "у", "ою"};
    const skt_word *word = &f->text->words[at];
    const skt_str stem = word->kind == SKT_WORD_LETTERS && skt_gaz_is_cyrillic(word->fold)
                             ? stem_of(word->fold)
                             : SKT_STR_NONE;
    const skt_str ending = skt_str_sub(word->fold, stem.len, word->fold.len - stem.len);
    for (size_t i = 0; i < sizeof feminine / sizeof *feminine && stem.len > 0; i++) {
        if (skt_str_is(ending, feminine[i])) {
            return true;
        }
    }
    return false;
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
        const skt_gaz_phrase *phrase = f->starting[at];
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

/* Whether a word that joins the members of a list ends before word `at`. */
static bool ends_joint(const skt_gaz_finder *f, uint32_t at)
{
    return f->ending[at]->first < f->ending[at]->end &&
           skt_gaz_phrase_has(f->ending[at], SKT_GAZ_AND);
}

/* "18 nad obwodem kurskim, 12 nad briańskim": the word behind what parts the adjective, behind a
 * preposition of place and a number, from the member of the list before it; `at` where there is no
 * preposition. */
static uint32_t before_number(const skt_gaz_finder *f, uint32_t at)
{
    const skt_gaz_phrase *prep = f->ending[at];
    if (prep->first == prep->end || !skt_gaz_phrase_has(prep, SKT_GAZ_PLACE_PREP)) {
        return at;
    }
    enum { WORDS = 3 }; /* "a po siedemnaście" */
    uint32_t number = prep->first;
    for (int i = 0; i < WORDS && number > 0; i++, number--) {
        const skt_word *word = &f->text->words[number - 1];
        if (word->kind == SKT_WORD_PUNCT || (word->flags & SKT_WORD_CAPITAL) != 0 ||
            stem_of(word->fold).len > 0 || ends_joint(f, number)) {
            break;
        }
    }
    return number;
}

/* "nad obwodem kurskim zniszczono 17 dronów, 12 nad briańskim": whether a noun with its adjective
 * stands before word `at` in the same sentence. */
static bool names_earlier(const skt_gaz_finder *f, uint32_t at)
{
    const skt_word *words = f->text->words;
    for (uint32_t k = at; k > 0 && at - k < MOST_LISTED; k--) {
        uint32_t value;
        const skt_gaz_phrase *phrase = f->ending[k];
        if (words[k - 1].sentence != words[at].sentence) {
            break;
        }
        if (phrase->first < phrase->end && stem_of(words[k].fold).len > 0 &&
            skt_gaz_phrase_value(phrase, SKT_GAZ_REGION_WORD, SKT_GAZ_BEFORE, &value)) {
            return true;
        }
    }
    return false;
}

/* Whether a noun stands before the adjective at `first`, or before the list that it is in. */
static bool is_behind_noun(const skt_gaz_finder *f, uint32_t first)
{
    bool member = true; /* the word before must be a member of the list, or the noun */
    uint32_t value;
    for (uint32_t at = first; at > 0 && first - at < MOST_LISTED;) {
        const skt_gaz_phrase *phrase = f->ending[at];
        const bool there = phrase->first < phrase->end;
        if (member && there &&
            skt_gaz_phrase_value(phrase, SKT_GAZ_REGION_WORD, SKT_GAZ_BEFORE, &value)) {
            return true;
        }
        const skt_word *word = &f->text->words[at - 1];
        if (is_comma(f, at - 1) || (there && skt_gaz_phrase_has(phrase, SKT_GAZ_AND))) {
            member = false;
            at = is_comma(f, at - 1) ? at - 1 : phrase->first;
        } else if (!member && word->kind == SKT_WORD_LETTERS && stem_of(word->fold).len > 0) {
            member = true;
            at--;
        } else if (member && before_number(f, at) != at) {
            at = before_number(f, at);
            if (at == 0 || !(is_comma(f, at - 1) || ends_joint(f, at))) {
                return false;
            }
            if (is_comma(f, at - 1) && stem_of(f->text->words[at - 2 + (at < 2)].fold).len == 0) {
                return names_earlier(f, at - 1);
            }
        } else {
            return false;
        }
    }
    return false;
}

/* Whether the noun stands for the region itself, not for people of it. */
static bool is_land(const skt_gaz_phrase *noun)
{
    uint32_t value;
    return skt_gaz_phrase_has(noun, SKT_GAZ_LAND) ||
           skt_gaz_phrase_value(noun, SKT_GAZ_REGION_WORD, SKT_GAZ_AFTER, &value);
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
    if (word->kind != SKT_WORD_LETTERS || word->fold.len >= MOST_BYTES || word->fold.len < 4) {
        return false;
    }
    if (skt_gaz_is_cyrillic(word->fold)) {
        return stem_of(word->fold).len > 0 && noun_behind(f, at) != NULL;
    }
    return (word->flags & SKT_WORD_CAPITAL) == 0 && polish_stem_of(word->fold).len > 0 &&
           is_behind_noun(f, at);
}

skt_status skt_gaz_find_adjective(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first)
{
    static const char *const own[] = {"ая", "а", "ии"};
    static const char *const polish_own[] = {"i", "ie"};
    const skt_str word = f->text->words[first].fold;
    const skt_str stem = stem_of(word);
    const bool cyrillic = skt_gaz_is_cyrillic(word);
    const skt_gaz_phrase *noun = cyrillic ? noun_behind(f, first) : NULL;
    const char *const *names = cyrillic ? own : polish_own;
    const size_t n = cyrillic ? sizeof own / sizeof *own : sizeof polish_own / sizeof *polish_own;
    skt_status status = SKT_OK;
    *mention = (skt_gaz_mention){.name_first = first, .name_end = first + 1, .key = UINT32_MAX};
    if ((cyrillic && noun == NULL) || f->starting[first]->end > first + 1) {
        return SKT_OK;
    }
    for (size_t i = 0; i < n && status == SKT_OK; i++) {
        char key[MOST_BYTES + 8];
        const skt_str ending = skt_str_from(names[i]);
        memcpy(key, stem.ptr, stem.len);
        memcpy(key + stem.len, ending.ptr, ending.len);
        status = add_regions(f, mention, (skt_str){key, stem.len + ending.len},
                             noun != NULL && !is_land(noun));
    }
    return status;
}
