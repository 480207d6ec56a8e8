/* Inflected names: back to their base form by the rules of inflections.tsv; and
 * districts, which the gazetteer has in Latin letters alone. */
#include "gazetteer/mention.h"

enum { MAX_FORMS = 40, MAX_FORM_BYTES = 64 };

/* What an inflected form must give way to a name as it stands. */
static const float INFLECTED_PENALTY = 0.3F;

/* Base forms of one word by the rules of inflections.tsv, the word itself first. */
typedef struct form_list {
    char text[MAX_FORMS][MAX_FORM_BYTES];
    size_t length[MAX_FORMS];
    size_t n;
} form_list;

static skt_str form_at(const form_list *list, size_t i)
{
    return (skt_str){list->text[i], list->length[i]};
}

/* Adds `stem` + `ending`, unless the list is full or has it. */
static void add_form(form_list *list, skt_str stem, skt_str ending)
{
    if (list->n == MAX_FORMS || stem.len + ending.len >= MAX_FORM_BYTES) {
        return;
    }
    char *form = list->text[list->n];
    const size_t length = stem.len + ending.len;
    memcpy(form, stem.ptr, stem.len);
    if (ending.len > 0) {
        memcpy(form + stem.len, ending.ptr, ending.len);
    }
    for (size_t i = 0; i < list->n; i++) {
        if (skt_str_eq(form_at(list, i), (skt_str){form, length})) {
            return;
        }
    }
    list->length[list->n++] = length;
}

/* Adds what the rules make of `word`: those that lead from a district's adjective to
 * its town, or all others. */
static void apply_rules(form_list *list, const skt_gazetteer *gazetteer, skt_str word,
                        bool adjectives)
{
    for (size_t i = 0; i < gazetteer->n_rules && list->n < MAX_FORMS; i++) {
        const skt_gaz_rule *rule = &gazetteer->rules[i];
        const skt_str from = skt_gaz_string(gazetteer, rule->from);
        /* At least one letter of the name must stay. */
        if (from.len > 0 && word.len >= from.len + 2 && skt_str_ends(word, from) &&
            skt_str_is(skt_gaz_string(gazetteer, rule->lang), "adjective") == adjectives) {
            add_form(list, skt_str_sub(word, 0, word.len - from.len),
                     skt_gaz_string(gazetteer, rule->to));
        }
    }
}

static void make_forms(form_list *list, const skt_gazetteer *gazetteer, skt_str word)
{
    list->n = 0;
    add_form(list, word, SKT_STR_NONE);
    apply_rules(list, gazetteer, word, false);
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
static skt_status add_chain(skt_gaz_finder *f, skt_gaz_mention *mention, const form_list *forms,
                            uint32_t first)
{
    char rest[SKT_GAZ_MAX_KEY_BYTES];
    const uint32_t end = chain_end(f, first);
    if (end == first) {
        return SKT_OK;
    }
    form_list *tail = skt_arena_array(f->arena, 1, sizeof *tail);
    if (tail == NULL) {
        return SKT_E_NOMEM;
    }
    tail->n = 0;
    add_form(tail, skt_gaz_join(rest, f->text, first + 2, end), SKT_STR_NONE);
    mention->name_end = end;
    return tail->n == 0 ? SKT_OK : add_forms(f, mention, forms, tail);
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
    skt_status status = add_chain(f, mention, &forms[0], first);
    if (status == SKT_OK && mention->n_options == 0 && second < f->text->n_words &&
        (words[second].flags & SKT_WORD_CAPITAL) != 0 && words[second].kind == SKT_WORD_LETTERS &&
        words[second].sentence == words[first].sentence) {
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

/* Cyrillic letters as folded (Russian short i as i), by the rules of BGN/PCGN that
 * GeoNames follows. */
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

/* Towns that the district of the name may be called after: "уманський" to "умань";
 * compounds of size and age are written in two words ("великописарівська" to "велика
 * писарівка"). */
static skt_status add_towns(skt_gaz_finder *f, skt_gaz_mention *mention, const form_list *base,
                            form_list *towns)
{
    static const struct {
        const char *compound, *words[3];
    } prefixes[] = {
        {"велико", {"велика", "великии", "велике"}},  {"мало", {"мала", "малии", "мале"}},
        {"ново", {"нова", "новии", "нове"}},          {"старо", {"стара", "старии", "старе"}},
        {"верхньо", {"верхня", "верхніи", "верхнє"}}, {"больше", {"большое", "большая", "большои"}},
    };
    enum { N_PREFIXES = sizeof prefixes / sizeof *prefixes, N_WORDS = 3 };
    form_list *const sizes = towns + 1;
    towns->n = 0;
    for (size_t i = 0; i < base->n; i++) {
        apply_rules(towns, f->gazetteer, form_at(base, i), true);
    }
    skt_status status = add_forms(f, mention, NULL, towns);
    for (size_t i = 0; i < N_PREFIXES && status == SKT_OK && mention->n_options == 0; i++) {
        const skt_str compound = skt_str_from(prefixes[i].compound);
        if (!skt_str_starts(form_at(base, 0), compound)) {
            continue;
        }
        sizes->n = 0;
        for (size_t j = 0; j < N_WORDS; j++) {
            add_form(sizes, skt_str_from(prefixes[i].words[j]), SKT_STR_NONE);
        }
        for (size_t j = 0; j < towns->n; j++) {
            towns->length[j] -= compound.len;
            memmove(towns->text[j], towns->text[j] + compound.len, towns->length[j]);
        }
        status = add_forms(f, mention, sizes, towns);
    }
    return status;
}

skt_status skt_gaz_add_transliterated(skt_gaz_finder *f, skt_gaz_mention *mention)
{
    const skt_str word = f->text->words[mention->name_first].fold;
    const size_t before = mention->n_options;
    if (!is_cyrillic(word) || mention->name_end != mention->name_first + 1) {
        return SKT_OK;
    }
    form_list *forms = skt_arena_array(f->arena, 3, sizeof *forms);
    if (forms == NULL) {
        return SKT_E_NOMEM;
    }
    make_forms(&forms[0], f->gazetteer, word);
    for (size_t i = 0; i < forms[0].n; i++) {
        (void)transliterate(&forms[1], form_at(&forms[0], i));
    }
    const skt_status status = add_forms(f, mention, NULL, &forms[1]);
    return status == SKT_OK && mention->n_options == before
               ? add_towns(f, mention, &forms[0], &forms[1])
               : status;
}
