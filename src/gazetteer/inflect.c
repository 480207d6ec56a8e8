/* Inflected names: back to their base form by the rules of inflections.tsv. */
#include "gazetteer/forms.h"

/* What an inflected form must give way to a name as it stands. */
static const float INFLECTED_PENALTY = 0.3F;

void skt_gaz_add_form(skt_gaz_forms *list, skt_str stem, skt_str ending)
{
    if (list->n == SKT_GAZ_MAX_FORMS || stem.len + ending.len >= SKT_GAZ_MAX_FORM_BYTES) {
        return;
    }
    char *form = list->text[list->n];
    const size_t length = stem.len + ending.len;
    memcpy(form, stem.ptr, stem.len);
    if (ending.len > 0) {
        memcpy(form + stem.len, ending.ptr, ending.len);
    }
    for (size_t i = 0; i < list->n; i++) {
        if (skt_str_eq(skt_gaz_form(list, i), (skt_str){form, length})) {
            return;
        }
    }
    list->length[list->n++] = length;
}

/* Adds what the rules make of `word`: those that lead from a district's adjective to
 * its town, or all others. */
static void apply_rules(skt_gaz_forms *list, const skt_gazetteer *gazetteer, skt_str word,
                        bool adjectives)
{
    if (word.len == 0) {
        return;
    }
    size_t n;
    const skt_gaz_rule *rule =
        skt_gaz_rules_of(&n, gazetteer, SKT_GAZ_RULE_ENDING, word.ptr[word.len - 1]);
    for (; n > 0 && list->n < SKT_GAZ_MAX_FORMS; n--, rule++) {
        const skt_str from = skt_gaz_string(gazetteer, rule->from);
        /* At least one letter of the name must stay. */
        if (from.len > 0 && word.len >= from.len + 2 && skt_str_ends(word, from) &&
            skt_str_is(skt_gaz_string(gazetteer, rule->lang), "adjective") == adjectives) {
            skt_gaz_add_form(list, skt_str_sub(word, 0, word.len - from.len),
                             skt_gaz_string(gazetteer, rule->to));
        }
    }
}

bool skt_gaz_lang_has_cases(const skt_gazetteer *gazetteer, skt_str lang)
{
    for (size_t i = 0; i < gazetteer->n_cased; i++) {
        if (skt_str_eq(gazetteer->cased[i], lang)) {
            return true;
        }
    }
    return false;
}

void skt_gaz_list_cased(skt_gazetteer *gazetteer)
{
    for (size_t i = 0; i < gazetteer->n_rules && gazetteer->n_cased < SKT_GAZ_CASED; i++) {
        const skt_gaz_rule *rule = &gazetteer->rules[i];
        const skt_str from = skt_gaz_string(gazetteer, rule->from);
        const skt_str lang = skt_gaz_string(gazetteer, rule->lang);
        if (from.len > 0 && from.ptr[0] >= 'a' && from.ptr[0] <= 'z' &&
            from.ptr[from.len - 1] != '-' && !skt_gaz_lang_has_cases(gazetteer, lang)) {
            gazetteer->cased[gazetteer->n_cased++] = lang;
        }
    }
}

void skt_gaz_base_forms(skt_gaz_forms *list, const skt_gazetteer *gazetteer, skt_str word)
{
    list->n = 0;
    skt_gaz_add_form(list, word, SKT_STR_NONE);
    apply_rules(list, gazetteer, word, false);
}

void skt_gaz_add_town_forms(skt_gaz_forms *list, const skt_gazetteer *gazetteer, skt_str word)
{
    apply_rules(list, gazetteer, word, true);
}

skt_status skt_gaz_add_named(skt_gaz_finder *f, skt_gaz_mention *mention,
                             const skt_gaz_forms *before, const skt_gaz_forms *word)
{
    const skt_gaz_dict *names = &f->gazetteer->names;
    char key[2 * SKT_GAZ_MAX_FORM_BYTES + 1];
    skt_status status = SKT_OK;
    for (size_t i = 0; i < (before == NULL ? 1 : before->n) && status == SKT_OK; i++) {
        size_t length = 0;
        if (before != NULL && !skt_gaz_goes_on(names, skt_gaz_key_hash(skt_gaz_form(before, i))) &&
            !skt_gaz_own_goes_on(f->gazetteer, skt_gaz_form(before, i))) {
            continue; /* no name begins with that word */
        }
        if (before != NULL) {
            memcpy(key, before->text[i], before->length[i]);
            length = before->length[i];
            key[length++] = ' ';
        }
        for (size_t j = 0; j < word->n && status == SKT_OK; j++) {
            memcpy(key + length, word->text[j], word->length[j]);
            const skt_gaz_hit hit =
                skt_gaz_find_name(f->gazetteer, (skt_str){key, length + word->length[j]});
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

bool skt_gaz_is_cyrillic(skt_str text)
{
    return text.len >= 2 &&
           ((unsigned char)text.ptr[0] == 0xD0 || (unsigned char)text.ptr[0] == 0xD1 ||
            (unsigned char)text.ptr[0] == 0xD2);
}

/* The end of the words tied to word `first` by hyphens, where there are two or more
 * ("Ростове-на-Дону"); else `first`. */
static uint32_t chain_end(const skt_gaz_finder *f, uint32_t first)
{
    const skt_word *words = f->text->words;
    uint32_t end = first + 1;
    while (end + 1 < f->text->n_words && words[end].kind == SKT_WORD_HYPHEN &&
           words[end + 1].kind == SKT_WORD_LETTERS) {
        end += 2;
    }
    return end > first + 4 ? end : first;
}

/* Of a name tied together by hyphens only the first word is inflected. */
static skt_status add_chain(skt_gaz_finder *f, skt_gaz_mention *mention, const skt_gaz_forms *forms,
                            uint32_t first)
{
    char rest[SKT_GAZ_MAX_KEY_BYTES];
    const uint32_t end = chain_end(f, first);
    if (end == first) {
        return SKT_OK;
    }
    skt_gaz_forms tail = {.n = 0};
    skt_gaz_add_form(&tail, skt_gaz_join(rest, f->text, first + 2, end), SKT_STR_NONE);
    mention->name_end = end;
    return tail.n == 0 ? SKT_OK : skt_gaz_add_named(f, mention, forms, &tail);
}

skt_status skt_gaz_find_inflected(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first)
{
    const skt_word *words = f->text->words;
    if (f->gazetteer->n_rules == 0 ||
        !(skt_gaz_is_cyrillic(words[first].fold) || skt_gaz_has_cases(f, first))) {
        return SKT_OK;
    }
    skt_gaz_forms forms[2];
    skt_gaz_base_forms(&forms[0], f->gazetteer, words[first].fold);
    uint32_t second = first + 1;
    if (second < f->text->n_words && words[second].kind == SKT_WORD_HYPHEN) {
        second++;
    }
    skt_status status = add_chain(f, mention, &forms[0], first);
    if (status == SKT_OK && mention->n_options == 0 && second < f->text->n_words &&
        (words[second].flags & SKT_WORD_CAPITAL) != 0 && words[second].kind == SKT_WORD_LETTERS &&
        words[second].sentence == words[first].sentence) {
        skt_gaz_base_forms(&forms[1], f->gazetteer, words[second].fold);
        status = skt_gaz_add_named(f, mention, &forms[0], &forms[1]);
        mention->name_end = second + 1;
    }
    if (status == SKT_OK && mention->n_options == 0) {
        status = skt_gaz_add_named(f, mention, NULL, &forms[0]);
        mention->name_end = first + 1;
    }
    return status;
}
