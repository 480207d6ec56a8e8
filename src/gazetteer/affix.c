/* Names with something written to them or otherwise joined: prefixes of Arabic, Hebrew and of
 * elided French ("بصنعاء", "באילת", "d'Aden"), endings behind an apostrophe of Turkish
 * ("Erbil'de"). The rules are those rows of inflections.tsv that bear a hyphen or an
 * apostrophe. */
#include <stdio.h>

#include "gazetteer/mention.h"

enum {
    MAX_FORMS = 12,
    MAX_FORM_BYTES = 96,
    MIN_LETTERS = 3, /* of a name of one word that stays */
    NAME_WORDS = 6   /* words and hyphens of the longest name with an affix */
};

/* What a name with an affix must give way to the same letters as a name. */
static const float AFFIX_PENALTY = 0.3F;
/* In running text most words begin with letters that could be a prefix: what is left
 * must be a place that is likely to be named, and where that is not plain without any
 * context it is only a guess. */
static const float LEAST_BASE = 4.5F;
static const float LEAST_BEHIND = 3.0F; /* behind a preposition of place */
static const float SURE_BASE = 6.0F;

typedef struct affix_forms {
    char text[MAX_FORMS][MAX_FORM_BYTES];
    size_t length[MAX_FORMS];
    skt_str prefix[MAX_FORMS]; /* empty for an ending */
    size_t n;
} affix_forms;

/* Where the letters behind the first apostrophe of `text` begin, or 0; *at is where
 * the apostrophe stands. */
static size_t behind_apostrophe(skt_str text, size_t *at)
{
    for (size_t i = 1; i < text.len;) {
        const size_t start = i;
        const uint32_t c = skt_utf8_next(text, &i);
        if (c == '\'' || c == 0x2019 || c == 0x02BC) {
            *at = start;
            return i < text.len ? i : 0;
        }
    }
    return 0;
}

/* As behind_apostrophe. Folding leaves apostrophes out, and nothing in most words. */
static size_t apostrophe_in(const skt_word *word, size_t *at)
{
    return word->text.len == word->fold.len ? 0 : behind_apostrophe(word->text, at);
}

bool skt_gaz_is_elided(const skt_word *word)
{
    if ((word->flags & SKT_WORD_PLAIN) != 0) {
        return false; /* it has no apostrophe */
    }
    size_t at;
    const size_t behind = apostrophe_in(word, &at);
    if (word->kind != SKT_WORD_LETTERS || behind == 0 || at > 4) {
        return false;
    }
    size_t next = behind;
    const uint32_t c = skt_utf8_next(word->text, &next);
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE);
}

static size_t letters_in(skt_str text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.len; n++) {
        (void)skt_utf8_next(text, &at);
    }
    return n;
}

static void add(affix_forms *forms, skt_str before, skt_str rest, skt_str prefix)
{
    if (forms->n < MAX_FORMS && before.len + rest.len > 0 &&
        before.len + rest.len < MAX_FORM_BYTES) {
        char *to = forms->text[forms->n];
        memcpy(to, before.ptr, before.len);
        if (rest.len > 0) {
            memcpy(to + before.len, rest.ptr, rest.len);
        }
        forms->length[forms->n] = before.len + rest.len;
        forms->prefix[forms->n++] = prefix;
    }
}

/* The word without its prefixes, by the rules that end in a hyphen. */
static void without_prefix(affix_forms *forms, const skt_gazetteer *gazetteer, const skt_word *word)
{
    size_t apostrophe = 0;
    const bool elided = (word->flags & SKT_WORD_NO_CASE) == 0 && /* none of Hebrew's geresh */
                        apostrophe_in(word, &apostrophe) != 0;
    if (word->fold.len == 0) {
        return;
    }
    size_t n;
    const skt_gaz_rule *rule = skt_gaz_rules_of(
        &n, gazetteer, elided ? SKT_GAZ_RULE_ELIDED : SKT_GAZ_RULE_PREFIX, word->fold.ptr[0]);
    for (; n > 0; n--, rule++) {
        skt_str from = skt_gaz_string(gazetteer, rule->from);
        const size_t signs = elided ? 2 : 1;
        if (from.len <= signs) {
            continue;
        }
        from.len -= signs;
        if (skt_str_starts(word->fold, from) && (!elided || apostrophe == from.len)) {
            const skt_str to = skt_gaz_string(gazetteer, rule->to);
            add(forms, to, skt_str_sub(word->fold, from.len, word->fold.len - from.len), from);
        }
    }
}

/* The word without its ending, by the rules that begin with an apostrophe. */
static void without_ending(affix_forms *forms, const skt_gazetteer *gazetteer, const skt_word *word)
{
    size_t apostrophe;
    const size_t behind = apostrophe_in(word, &apostrophe);
    if (behind == 0 || word->fold.len == 0) {
        return;
    }
    const size_t letters = letters_in(skt_str_sub(word->text, behind, word->text.len - behind));
    size_t n;
    const skt_gaz_rule *rule = skt_gaz_rules_of(&n, gazetteer, SKT_GAZ_RULE_APOSTROPHE,
                                                word->fold.ptr[word->fold.len - 1]);
    for (; n > 0; n--, rule++) {
        skt_str from = skt_gaz_string(gazetteer, rule->from);
        if (from.len < 2) {
            continue;
        }
        from = skt_str_sub(from, 1, from.len - 1);
        if (letters_in(from) == letters && skt_str_ends(word->fold, from)) {
            add(forms, skt_str_sub(word->fold, 0, word->fold.len - from.len),
                skt_gaz_string(gazetteer, rule->to), SKT_STR_NONE);
        }
    }
}

/* "نجف‌آباد": the parts of a Persian compound, as they are written apart. */
static void without_joiner(affix_forms *forms, const skt_word *word)
{
    const skt_str joiner = SKT_LIT("\xE2\x80\x8C"); /* zero width, not joining */
    const size_t at = skt_str_find(word->text, joiner, 0);
    skt_buf apart = SKT_BUF_INIT;
    if (at == SIZE_MAX) {
        return;
    }
    skt_gaz_fold_name(&apart, skt_str_sub(word->text, 0, at));
    skt_buf_add_char(&apart, ' ');
    skt_gaz_fold_name(&apart,
                      skt_str_sub(word->text, at + joiner.len, word->text.len - at - joiner.len));
    if (!apart.failed) {
        add(forms, skt_buf_str(&apart), SKT_STR_NONE, SKT_STR_NONE);
    }
    skt_buf_dispose(&apart);
}

/* A word of grammar is no name, with a letter before it or without. */
static bool is_common(const skt_gaz_finder *f, skt_str word)
{
    return skt_gaz_find(&f->gazetteer->words, word).count > 0;
}

/* The same of a word of the text, by what it was annotated with. */
static bool is_common_at(const skt_gaz_finder *f, uint32_t at)
{
    const skt_gaz_phrase *phrase = f->starting[at];
    const bool plain = (f->text->words[at].flags & SKT_WORD_PLAIN) != 0;
    return plain && phrase->end <= at + 1 ? phrase->end == at + 1
                                          : is_common(f, f->text->words[at].fold);
}

/* "تشيرنيهيف وسومي": whether a name stands before word `at`, and the prefix is "and". */
static bool goes_on(const skt_gaz_finder *f, skt_str prefix, uint32_t at)
{
    const size_t n = f->mentions.count;
    if (n == 0 || f->mentions.items[n - 1].name_end != at || prefix.len == 0) {
        return false;
    }
    const skt_gaz_phrase word = skt_gaz_phrase_of(0, 1, skt_gaz_find(&f->gazetteer->words, prefix));
    return skt_gaz_phrase_has(&word, SKT_GAZ_AND);
}

/* "وكورسك", "ובריאנסק" */
static bool is_and(skt_str prefix)
{
    return skt_str_starts(prefix, SKT_LIT("و")) || skt_str_starts(prefix, SKT_LIT("ו"));
}

static bool is_preposition(const skt_gaz_finder *f, skt_str prefix)
{
    uint32_t value;
    const skt_gaz_phrase phrase =
        skt_gaz_phrase_of(0, 1, skt_gaz_find(&f->gazetteer->words, prefix));
    return skt_gaz_phrase_value(&phrase, SKT_GAZ_PLACE_PREP, 0, &value);
}

/* Options of the name that `form` and the words [from, to) make, the form first or
 * last. */
static skt_status try_form(skt_gaz_finder *f, skt_gaz_mention *mention, const affix_forms *forms,
                           size_t i, uint32_t from, uint32_t to, bool first)
{
    char others[SKT_GAZ_MAX_KEY_BYTES];
    char key[SKT_GAZ_MAX_KEY_BYTES + MAX_FORM_BYTES + 1];
    const skt_str form = {forms->text[i], forms->length[i]};
    const skt_str rest = from < to ? skt_gaz_join(others, f->text, from, to) : SKT_STR_NONE;
    const bool common = is_common(f, form) && !goes_on(f, forms->prefix[i], from - 1);
    if (from < to ? rest.len == 0 : letters_in(form) < MIN_LETTERS || common) {
        return SKT_OK;
    }
    const int length = rest.len == 0 ? snprintf(key, sizeof key, "%.*s", SKT_FMT(form))
                       : first
                           ? snprintf(key, sizeof key, "%.*s %.*s", SKT_FMT(form), SKT_FMT(rest))
                           : snprintf(key, sizeof key, "%.*s %.*s", SKT_FMT(rest), SKT_FMT(form));
    const skt_gaz_hit hit = skt_gaz_find(&f->gazetteer->names, (skt_str){key, (size_t)length});
    if (hit.count == 0) {
        return SKT_OK;
    }
    if (mention->key == UINT32_MAX || mention->n_options == 0) {
        mention->key = hit.key;
    }
    if (is_preposition(f, forms->prefix[i])) {
        mention->flags |= SKT_GAZ_M_PREP;
    }
    mention->flags |= is_and(forms->prefix[i]) ? SKT_GAZ_M_AND : 0;
    mention->prefix = mention->n_options == 0 ? forms->prefix[i].len : mention->prefix;
    return skt_gaz_add_options(f, mention, hit, AFFIX_PENALTY, "the name with a prefix or ending");
}

static float best_base(const skt_gaz_mention *mention)
{
    float best = mention->options[0].base;
    for (size_t i = 1; i < mention->n_options; i++) {
        best = mention->options[i].base > best ? mention->options[i].base : best;
    }
    return best;
}

skt_status skt_gaz_find_affixed(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first)
{
    const skt_word *words = f->text->words;
    const size_t n = f->text->n_words - first;
    const uint32_t limit = first + (uint32_t)(n < NAME_WORDS ? n : NAME_WORDS);
    const bool query = f->query && first == 0;
    affix_forms room;
    affix_forms *forms = &room;
    skt_status status = SKT_OK;
    if (!query && is_common_at(f, first)) {
        return SKT_OK;
    }
    forms->n = 0; /* the texts are not touched */
    without_prefix(forms, f->gazetteer, &words[first]);
    without_joiner(forms, &words[first]);
    const bool prefixed = forms->n > 0;
    for (uint32_t end = limit; end > first && mention->n_options == 0; end--) {
        if (words[end - 1].kind != SKT_WORD_LETTERS) {
            continue;
        }
        if (!prefixed) {
            forms->n = 0;
            without_ending(forms, f->gazetteer, &words[end - 1]);
        }
        mention->flags &= ~(unsigned)(SKT_GAZ_M_PREP | SKT_GAZ_M_AND);
        for (size_t i = 0; i < forms->n && status == SKT_OK; i++) {
            status = prefixed ? try_form(f, mention, forms, i, first + 1, end, true)
                              : try_form(f, mention, forms, i, first, end - 1, false);
        }
        if (mention->n_options > 0 && !query) {
            const float base = best_base(mention);
            const float least = (mention->flags & SKT_GAZ_M_PREP) != 0 ? LEAST_BEHIND : LEAST_BASE;
            mention->n_options = base < least ? 0 : mention->n_options;
            mention->flags |= prefixed && base < SURE_BASE ? SKT_GAZ_M_GUESSED : 0;
        }
        mention->prefix = mention->n_options > 0 ? mention->prefix : 0;
        mention->name_end = end;
    }
    return status;
}
