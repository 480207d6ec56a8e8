/* Inflected names: back to their base form by the rules of inflections.tsv; and
 * districts, which the gazetteer has in Latin letters alone. */
#include "gazetteer/mention.h"

enum { MAX_FORMS = 16, MAX_FORM_BYTES = 64 };

/* What an inflected form must give way to a name as it stands. */
static const float INFLECTED_PENALTY = 0.3F;

/* Base forms of one word by the rules of inflections.tsv, the word itself first. */
typedef struct form_list {
    char text[MAX_FORMS][MAX_FORM_BYTES];
    size_t length[MAX_FORMS];
    size_t n;
} form_list;

static void add_form(form_list *list, skt_str stem, skt_str ending)
{
    if (list->n < MAX_FORMS && stem.len + ending.len < MAX_FORM_BYTES) {
        memcpy(list->text[list->n], stem.ptr, stem.len);
        if (ending.len > 0) {
            memcpy(list->text[list->n] + stem.len, ending.ptr, ending.len);
        }
        list->length[list->n++] = stem.len + ending.len;
    }
}

static void make_forms(form_list *list, const skt_gazetteer *gazetteer, skt_str word)
{
    list->n = 0;
    add_form(list, word, SKT_STR_NONE);
    for (size_t i = 0; i < gazetteer->n_rules && list->n < MAX_FORMS; i++) {
        const skt_str from = skt_gaz_string(gazetteer, gazetteer->rules[i].from);
        /* At least one letter of the name must stay. */
        if (from.len > 0 && word.len >= from.len + 2 && skt_str_ends(word, from)) {
            add_form(list, skt_str_sub(word, 0, word.len - from.len),
                     skt_gaz_string(gazetteer, gazetteer->rules[i].to));
        }
    }
}

/* Adds options for each base form of `before` + `word` that is a name. */
static skt_status add_forms(skt_gaz_finder *f, skt_gaz_mention *mention, const form_list *before,
                            const form_list *word)
{
    char key[2 * MAX_FORM_BYTES + 1];
    skt_status status = SKT_OK;
    for (size_t i = 0; i < (before == NULL ? 1 : before->n) && status == SKT_OK; i++) {
        size_t length = 0;
        if (before != NULL) {
            memcpy(key, before->text[i], before->length[i]);
            length = before->length[i];
            key[length++] = ' ';
        }
        for (size_t j = 0; j < word->n && status == SKT_OK; j++) {
            memcpy(key + length, word->text[j], word->length[j]);
            const skt_gaz_hit hit =
                skt_gaz_find(&f->gazetteer->names, (skt_str){key, length + word->length[j]});
            const bool as_is = i == 0 && j == 0;
            if (hit.count > 0 && mention->key == UINT32_MAX) {
                mention->key = hit.key;
            }
            status = skt_gaz_add_options(f, mention, hit, as_is ? 0 : INFLECTED_PENALTY,
                                         "an inflected form of the name");
        }
    }
    return status;
}

static bool is_cyrillic(skt_str text)
{
    return text.len >= 2 &&
           ((unsigned char)text.ptr[0] == 0xD0 || (unsigned char)text.ptr[0] == 0xD1 ||
            (unsigned char)text.ptr[0] == 0xD2);
}

skt_status skt_gaz_find_inflected(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first)
{
    const skt_word *words = f->text->words;
    if (f->gazetteer->n_rules == 0 || !is_cyrillic(words[first].fold)) {
        return SKT_OK;
    }
    form_list *forms = skt_arena_array(f->arena, 2, sizeof *forms);
    if (forms == NULL) {
        return SKT_E_NOMEM;
    }
    make_forms(&forms[0], f->gazetteer, words[first].fold);
    uint32_t second = first + 1;
    if (second < f->text->n_words && words[second].kind == SKT_WORD_HYPHEN) {
        second++;
    }
    skt_status status = SKT_OK;
    if (second < f->text->n_words && (words[second].flags & SKT_WORD_CAPITAL) != 0 &&
        words[second].kind == SKT_WORD_LETTERS && words[second].sentence == words[first].sentence) {
        make_forms(&forms[1], f->gazetteer, words[second].fold);
        status = add_forms(f, mention, &forms[0], &forms[1]);
        mention->name_end = second + 1;
    }
    if (status == SKT_OK && mention->n_options == 0) {
        status = add_forms(f, mention, NULL, &forms[0]);
        mention->name_end = first + 1;
    }
    return status;
}

/* Cyrillic letters as folded (y as i), by the rules of BGN/PCGN that GeoNames follows. */
static const char *latin_of(uint32_t c)
{
    static const char *const russian[] = {
        "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "i",    "k", "l", "m", "n", "o",  "p",
        "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya"};
    if (c >= 0x0430 && c <= 0x044F) {
        return russian[c - 0x0430];
    }
    return c == 0x0456 || c == 0x0457 ? "i" : c == 0x0454 ? "ye" : NULL;
}

/* "бобровскии" to "bobrovskiy"; false if a letter has no rule or it grows too long. */
static bool transliterate(form_list *to, skt_str word)
{
    char out[MAX_FORM_BYTES];
    size_t length = 0;
    for (size_t at = 0; at < word.len;) {
        const skt_str latin = skt_str_from(latin_of(skt_utf8_next(word, &at)));
        if (latin.ptr == NULL || length + latin.len >= sizeof out) {
            return false;
        }
        for (size_t i = 0; i < latin.len; i++) {
            out[length++] = latin.ptr[i];
        }
    }
    if (length > 2 && out[length - 1] == 'i' &&
        (out[length - 2] == 'i' || out[length - 2] == 'y')) {
        out[length - 1] = 'y';
    }
    add_form(to, (skt_str){out, length}, SKT_STR_NONE);
    return true;
}

skt_status skt_gaz_add_transliterated(skt_gaz_finder *f, skt_gaz_mention *mention)
{
    const skt_str word = f->text->words[mention->name_first].fold;
    if (!is_cyrillic(word) || mention->name_end != mention->name_first + 1) {
        return SKT_OK;
    }
    form_list *forms = skt_arena_array(f->arena, 2, sizeof *forms);
    if (forms == NULL) {
        return SKT_E_NOMEM;
    }
    make_forms(&forms[0], f->gazetteer, word);
    for (size_t i = 0; i < forms[0].n; i++) {
        (void)transliterate(&forms[1], (skt_str){forms[0].text[i], forms[0].length[i]});
    }
    return add_forms(f, mention, NULL, &forms[1]);
}
