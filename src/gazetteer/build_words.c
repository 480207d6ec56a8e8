/* Words that tell places from other things: type words, titles, stopwords,
 * inflection, the prior of countries. */
#include <math.h>

#include "core/diag.h"
#include "gazetteer/build.h"

static const struct {
    const char *name;
    skt_gaz_class value;
} classes[] = {
    {"region", SKT_GAZ_REGION_WORD},
    {"district", SKT_GAZ_DISTRICT_WORD},
    {"city", SKT_GAZ_CITY_WORD},
    {"facility", SKT_GAZ_FACILITY_WORD},
    {"title", SKT_GAZ_TITLE},
    {"given", SKT_GAZ_GIVEN},
    {"prep", SKT_GAZ_PLACE_PREP},
    {"of", SKT_GAZ_OF},
    {"and", SKT_GAZ_AND},
    {"article", SKT_GAZ_ARTICLE},
    {"modifier", SKT_GAZ_MODIFIER},
    {"tail", SKT_GAZ_HYPHEN_TAIL},
    {"capital", SKT_GAZ_CAPITAL_WORD},
    {"surround", SKT_GAZ_SURROUND},
    {"namesake", SKT_GAZ_NAMESAKE},
    {"body", SKT_GAZ_BODY},
    {"thing", SKT_GAZ_THING},
    {"other", SKT_GAZ_OTHER},
    {"name article", SKT_GAZ_NAME_ARTICLE},
    {"sea", SKT_GAZ_SEA_WORD},
    {"land", SKT_GAZ_LAND},
};

static const struct {
    const char *name;
    skt_gaz_class value;
} stop_classes[] = {
    {"weapon", SKT_GAZ_STOP_WEAPON}, {"unit", SKT_GAZ_STOP_UNIT},
    {"person", SKT_GAZ_STOP_PERSON}, {"word", SKT_GAZ_STOP_WORD},
    {"media", SKT_GAZ_STOP_MEDIA},   {"organisation", SKT_GAZ_STOP_ORGANISATION},
    {"month", SKT_GAZ_STOP_MONTH},   {"landform", SKT_GAZ_STOP_ORGANISATION},
};

static const struct {
    const char *name;
    skt_gaz_position value;
} positions[] = {
    {"after", SKT_GAZ_AFTER}, {"before", SKT_GAZ_BEFORE}, {"of", SKT_GAZ_WITH_OF},
    {"in", SKT_GAZ_WITH_IN},  {"plural", SKT_GAZ_PLURAL}, {"direct", SKT_GAZ_DIRECT},
    {"cases", SKT_GAZ_CASES},
};

static bool class_of(skt_gaz_class *out, skt_str name)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (skt_str_is(name, classes[i].name)) {
            *out = classes[i].value;
            return true;
        }
    }
    return false;
}

static bool positions_of(unsigned *out, skt_str names)
{
    skt_str name;
    *out = 0;
    while (names.len > 0 && skt_str_split(&name, &names, ' ')) {
        unsigned found = 0;
        for (size_t i = 0; i < sizeof positions / sizeof *positions; i++) {
            found |= skt_str_is(name, positions[i].name) ? (unsigned)positions[i].value : 0;
        }
        if (found == 0) {
            return false;
        }
        *out |= found;
    }
    return true;
}

/* Notes the class of a word that names are stripped of. */
static skt_status note_type(skt_gaz_builder *b, skt_str word, skt_gaz_class type)
{
    skt_buf key = SKT_BUF_INIT;
    skt_str kept;
    skt_gaz_fold_name(&key, word);
    skt_status status =
        key.failed ? SKT_E_NOMEM : skt_arena_str(&kept, &b->arena, skt_buf_str(&key));
    if (status == SKT_OK) {
        const size_t *known = skt_map_get(&b->types, kept);
        const size_t mask = (known == NULL ? 0 : *known) | (size_t)1 << type;
        status = skt_map_set(&b->types, kept, mask) ? SKT_OK : SKT_E_NOMEM;
    }
    skt_buf_dispose(&key);
    return status;
}

static skt_status read_type_words(skt_gaz_builder *b)
{
    static const char *const columns[] = {"word", "class", "position", "kind", NULL};
    skt_gaz_table table;
    skt_str f[4];
    skt_status status = skt_gaz_table_open(&table, b->dir, "type_words.tsv", columns, b->diag);
    if (status == SKT_E_NOTFOUND) {
        status = skt_diag_add(b->diag, SKT_E_DATA, SKT_FAILURE, b->dir, 0,
                              "has no type_words.tsv; is it the folder gazetteer/ of the source?");
    }
    while (status == SKT_OK && skt_gaz_table_next(&table, f)) {
        skt_gaz_class type;
        unsigned position;
        if (!class_of(&type, f[1])) {
            skt_gaz_table_refuse(&table, "no such class", f[1]);
            continue;
        }
        if (!positions_of(&position, f[2])) {
            skt_gaz_table_refuse(&table, "no such position", f[2]);
            continue;
        }
        const uint32_t value =
            (uint32_t)type | position << 8 | (uint32_t)skt_gaz_kind_index(f[3]) << 16;
        status = skt_gaz_add_word(b, f[0], value);
        if (status == SKT_OK && (type <= SKT_GAZ_FACILITY_WORD || type == SKT_GAZ_PLACE_PREP ||
                                 type == SKT_GAZ_OF || type == SKT_GAZ_ARTICLE)) {
            status = note_type(b, f[0], type);
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

static skt_status read_stopwords(skt_gaz_builder *b)
{
    static const char *const columns[] = {"word", "class", NULL};
    skt_gaz_table table;
    skt_str f[2];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "stopwords.tsv", columns,
                                              "common words will be taken for places");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        size_t i = 0;
        const size_t n = sizeof stop_classes / sizeof *stop_classes;
        while (i < n && !skt_str_is(f[1], stop_classes[i].name)) {
            i++;
        }
        if (i == n) {
            skt_gaz_table_refuse(&table, "no such class", f[1]);
            continue;
        }
        status = skt_gaz_add_word(b, f[0], (uint32_t)stop_classes[i].value);
    }
    skt_gaz_table_close(&table);
    return status;
}

static skt_status read_priors(skt_gaz_builder *b)
{
    static const char *const columns[] = {"country", "bonus", NULL};
    skt_gaz_table table;
    skt_str f[2];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "priors.tsv", columns,
                                              "no country is likelier than another");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        double bonus;
        skt_str kept;
        if (!skt_gaz_parse_real(&bonus, f[1]) || bonus < 0 || bonus > 5) {
            skt_gaz_table_refuse(&table, "no bonus from 0 to 5", f[1]);
            continue;
        }
        status = skt_arena_str(&kept, &b->arena, f[0]);
        if (status == SKT_OK && !skt_map_set(&b->bonus, kept, (size_t)lround(bonus * 1000))) {
            status = SKT_E_NOMEM;
        }
    }
    skt_gaz_table_close(&table);
    return status;
}

/* The signs that tell an ending behind an apostrophe ("'de") and a prefix ("d'-") are
 * kept. */
static skt_status add_folded(uint32_t *out, skt_gaz_builder *b, skt_str text)
{
    skt_buf key = SKT_BUF_INIT;
    if (skt_str_starts(text, SKT_LIT("'"))) {
        skt_buf_add_char(&key, '\'');
    }
    skt_gaz_fold_name(&key, text);
    if (skt_str_ends(text, SKT_LIT("'-"))) {
        skt_buf_add_text(&key, "'-");
    } else if (skt_str_ends(text, SKT_LIT("-"))) {
        skt_buf_add_char(&key, '-');
    }
    *out = key.failed ? UINT32_MAX : skt_gaz_add_string(b, skt_buf_str(&key));
    const skt_status status = key.failed ? SKT_E_NOMEM : skt_gaz_built_status(b);
    skt_buf_dispose(&key);
    return status;
}

/* Sets the rule's kind and the byte by which most words are seen not to bear it. */
static void describe_rule(skt_gaz_rule *rule, skt_str affix, skt_buf *key)
{
    rule->kind = skt_str_starts(affix, SKT_LIT("'"))  ? SKT_GAZ_RULE_APOSTROPHE
                 : skt_str_ends(affix, SKT_LIT("'-")) ? SKT_GAZ_RULE_ELIDED
                 : skt_str_ends(affix, SKT_LIT("-"))  ? SKT_GAZ_RULE_PREFIX
                                                      : SKT_GAZ_RULE_ENDING;
    skt_buf_clear(key);
    skt_gaz_fold_name(key, affix);
    if (!key->failed && key->len > 0) {
        const bool prefix = rule->kind == SKT_GAZ_RULE_PREFIX || rule->kind == SKT_GAZ_RULE_ELIDED;
        rule->byte = (uint8_t)key->ptr[prefix ? 0 : key->len - 1];
    }
}

/* Puts the rules of a kind and byte beside each other, else in the table's order. */
static skt_status sort_rules(skt_gaz_builder *b)
{
    const size_t n = b->rules.count;
    skt_gaz_rule *sorted = calloc(n + 1, sizeof *sorted);
    if (sorted == NULL) {
        return SKT_E_NOMEM;
    }
    size_t starts[(SKT_GAZ_RULE_APOSTROPHE + 1) * 256 + 1] = {0};
    for (size_t i = 0; i < n; i++) {
        starts[b->rules.items[i].kind * 256 + b->rules.items[i].byte + 1]++;
    }
    for (size_t i = 1; i < sizeof starts / sizeof *starts; i++) {
        starts[i] += starts[i - 1];
    }
    for (size_t i = 0; i < n; i++) {
        sorted[starts[b->rules.items[i].kind * 256 + b->rules.items[i].byte]++] = b->rules.items[i];
    }
    if (n > 0) {
        memcpy(b->rules.items, sorted, n * sizeof *sorted);
    }
    free(sorted);
    return SKT_OK;
}

static skt_status read_rules(skt_gaz_builder *b)
{
    static const char *const columns[] = {"ending", "base", "lang", NULL};
    skt_gaz_table table;
    skt_str f[3];
    bool there;
    skt_status status = skt_gaz_open_optional(&table, &there, b, "inflections.tsv", columns,
                                              "inflected names will not be found");
    while (there && status == SKT_OK && skt_gaz_table_next(&table, f)) {
        if (f[0].len == 0) {
            skt_gaz_table_refuse(&table, "no ending", f[0]);
            continue;
        }
        skt_gaz_rule rule = {.lang = skt_gaz_add_string(b, f[2])};
        describe_rule(&rule, f[0], &b->key);
        status = add_folded(&rule.from, b, f[0]);
        if (status == SKT_OK) {
            status = add_folded(&rule.to, b, f[1]);
        }
        if (status == SKT_OK && !skt_vec_push(&b->rules, rule)) {
            status = SKT_E_NOMEM;
        }
    }
    skt_gaz_table_close(&table);
    return status == SKT_OK ? sort_rules(b) : status;
}

skt_status skt_gaz_build_words(skt_gaz_builder *b)
{
    skt_status status = read_type_words(b);
    if (status == SKT_OK) {
        status = read_stopwords(b);
    }
    if (status == SKT_OK) {
        status = read_priors(b);
    }
    return status == SKT_OK ? read_rules(b) : status;
}
