/* Names that the gazetteer has in Latin letters alone, written in Cyrillic: by the
 * rules that romanised them, and districts by the towns that they are named after. */
#include "gazetteer/forms.h"

/* How a name may have been romanised. */
typedef enum scheme {
    RUSSIAN,       /* BGN/PCGN, a folded short i after a vowel read as such ("oy") */
    RUSSIAN_VOWEL, /* the same, read as the vowel it may also be ("oi") */
    UKRAINIAN,     /* the national system of 2010 */
    SCHEMES
} scheme;

static bool is_vowel(uint32_t c)
{
    switch (c) {
    case 0x0430: /* a */
    case 0x0435: /* ye */
    case 0x0438: /* i, short i */
    case 0x043E: /* o */
    case 0x0443: /* u */
    case 0x044B: /* y */
    case 0x044D: /* e */
    case 0x044E: /* yu */
    case 0x044F: /* ya */
    case 0x0454: /* Ukrainian ye */
    case 0x0456: /* Ukrainian i */ return true;
    default: return false;
    }
}

/* The folded letter `c` behind `before` (0: at the start of a word), or NULL. */
static const char *russian_of(uint32_t c, uint32_t before, scheme way)
{
    static const char *const letters[] = {
        "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "i",    "k", "l", "m", "n", "o",  "p",
        "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya"};
    if (c < 0x0430 || c > 0x044F) {
        return NULL;
    }
    const bool behind_sign = before == 0x044A || before == 0x044C;
    if (c == 0x0435 && (before == 0 || is_vowel(before) || behind_sign)) {
        return "ye";
    }
    return c == 0x0438 && is_vowel(before) && way == RUSSIAN ? "y" : letters[c - 0x0430];
}

static const char *ukrainian_of(uint32_t c, uint32_t before)
{
    static const char *const letters[] = {
        "a", "b", "v", "h", "d", "e",  "zh", "z",  "y",  "i",    "k", "l", "m",  "n", "o",  "p",
        "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", NULL, "",  "iu", "ia"};
    switch (c) {
    case 0x044A:
    case 0x044B:
    case 0x044D: return NULL; /* no letters of Ukrainian */
    case 0x044C: return "";
    case 0x0433: return before == 0x0437 ? "gh" : "h";
    case 0x0438: return is_vowel(before) ? "i" : "y";
    case 0x044E: return before == 0 ? "yu" : "iu";
    case 0x044F: return before == 0 ? "ya" : "ia";
    case 0x0454: return before == 0 ? "ye" : "ie";
    case 0x0456: return "i";
    case 0x0491: return "g";
    default: return c >= 0x0430 && c <= 0x044F ? letters[c - 0x0430] : NULL;
    }
}

/* Adds `word` in Latin letters; nothing if a letter has no rule or it grows too long. */
static void romanise(skt_gaz_forms *to, skt_str word, scheme way)
{
    char out[SKT_GAZ_MAX_FORM_BYTES];
    size_t length = 0;
    uint32_t before = 0;
    for (size_t at = 0; at < word.len;) {
        const uint32_t c = skt_utf8_next(word, &at);
        const char *letter =
            way == UKRAINIAN ? ukrainian_of(c, before) : russian_of(c, before, way);
        const skt_str latin = skt_str_from(letter);
        if (latin.ptr == NULL || length + latin.len >= sizeof out) {
            return;
        }
        for (size_t i = 0; i < latin.len; i++) {
            out[length++] = latin.ptr[i];
        }
        before = c;
    }
    if (way != UKRAINIAN && length > 2 && out[length - 1] == 'i' &&
        (out[length - 2] == 'i' || out[length - 2] == 'y')) {
        out[length - 1] = 'y';
    }
    skt_gaz_add_form(to, (skt_str){out, length}, SKT_STR_NONE);
    /* Russian adjectives are also written with a bare y: "Oktyabrsky". */
    if (way == RUSSIAN && length > 2 && out[length - 1] == 'y' && out[length - 2] == 'i') {
        skt_gaz_add_form(to, (skt_str){out, length - 2}, SKT_LIT("y"));
    }
}

static void romanise_all(skt_gaz_forms *to, const skt_gaz_forms *from)
{
    to->n = 0;
    for (size_t i = 0; i < from->n; i++) {
        for (int way = 0; way < SCHEMES; way++) {
            romanise(to, skt_gaz_form(from, i), (scheme)way);
        }
    }
}

/* Compounds of size and age are two words in a town's name: "великописарівська" of
 * "Велика Писарівка". Takes the compound from the towns; false if there is none. */
static bool split_compound(skt_gaz_forms *sizes, skt_gaz_forms *towns, skt_str word)
{
    static const struct {
        const char *compound, *words[3];
    } compounds[] = {
        {"велико", {"велика", "великии", "велике"}},  {"мало", {"мала", "малии", "мале"}},
        {"ново", {"нова", "новии", "нове"}},          {"старо", {"стара", "старии", "старе"}},
        {"верхньо", {"верхня", "верхніи", "верхнє"}}, {"больше", {"большое", "большая", "большои"}},
    };
    for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++) {
        const skt_str compound = skt_str_from(compounds[i].compound);
        if (!skt_str_starts(word, compound)) {
            continue;
        }
        sizes->n = 0;
        for (size_t j = 0; j < 3; j++) {
            skt_gaz_add_form(sizes, skt_str_from(compounds[i].words[j]), SKT_STR_NONE);
        }
        for (size_t j = 0; j < towns->n; j++) {
            towns->length[j] -= compound.len;
            memmove(towns->text[j], towns->text[j] + compound.len, towns->length[j]);
        }
        return true;
    }
    return false;
}

/* Towns that the district of the name may be called after. */
static skt_status add_towns(skt_gaz_finder *f, skt_gaz_mention *mention, const skt_gaz_forms *base)
{
    skt_gaz_forms towns = {.n = 0};
    skt_gaz_forms other;
    for (size_t i = 0; i < base->n; i++) {
        skt_gaz_add_town_forms(&towns, f->gazetteer, skt_gaz_form(base, i));
    }
    skt_status status = skt_gaz_add_named(f, mention, NULL, &towns);
    if (status == SKT_OK && mention->n_options == 0) {
        romanise_all(&other, &towns);
        status = skt_gaz_add_named(f, mention, NULL, &other);
    }
    if (status == SKT_OK && mention->n_options == 0 &&
        split_compound(&other, &towns, skt_gaz_form(base, 0))) {
        status = skt_gaz_add_named(f, mention, &other, &towns);
    }
    return status;
}

static bool has_district(const skt_gaz_finder *f, const skt_gaz_mention *m)
{
    for (size_t i = 0; i < m->n_options; i++) {
        if (skt_gaz_node_at(f->gazetteer, m->options[i].node)->level == SKT_LEVEL_DISTRICT) {
            return true;
        }
    }
    return false;
}

skt_status skt_gaz_add_districts(skt_gaz_finder *f, skt_gaz_mention *mention)
{
    const skt_str word = f->text->words[mention->name_first].fold;
    skt_gaz_forms base;
    skt_gaz_forms latin;
    if (!skt_gaz_is_cyrillic(word) || mention->name_end != mention->name_first + 1) {
        return SKT_OK;
    }
    skt_gaz_base_forms(&base, f->gazetteer, word);
    romanise_all(&latin, &base);
    const skt_status status = skt_gaz_add_named(f, mention, NULL, &latin);
    return status == SKT_OK && !has_district(f, mention) ? add_towns(f, mention, &base) : status;
}

skt_status skt_gaz_find_romanised(skt_gaz_finder *f, skt_gaz_mention *mention, uint32_t first)
{
    const skt_word *word = &f->text->words[first];
    const skt_word *next = first + 1 < f->text->n_words ? word + 1 : NULL;
    skt_gaz_forms base;
    skt_gaz_forms latin;
    skt_gaz_forms second;
    skt_status status = SKT_OK;
    if (!skt_gaz_is_cyrillic(word->fold)) {
        return SKT_OK;
    }
    skt_gaz_base_forms(&base, f->gazetteer, word->fold);
    romanise_all(&latin, &base);
    const size_t before = mention->n_options;
    if (before == 0 && next != NULL && next->kind == SKT_WORD_LETTERS &&
        (next->flags & SKT_WORD_CAPITAL) != 0 && next->sentence == word->sentence &&
        skt_gaz_is_cyrillic(next->fold)) {
        skt_gaz_base_forms(&base, f->gazetteer, next->fold);
        romanise_all(&second, &base);
        status = skt_gaz_add_named(f, mention, &latin, &second);
        mention->name_end = first + 2;
    }
    if (status == SKT_OK && mention->n_options == before) {
        status = skt_gaz_add_named(f, mention, NULL, &latin);
        mention->name_end = first + 1;
    }
    mention->end = mention->name_end;
    return status;
}

skt_status skt_gaz_romanise_within(skt_gaz_finder *f, skt_gaz_mention *mention, skt_node area)
{
    skt_gaz_mention other = {.name_first = mention->name_first, .key = UINT32_MAX};
    skt_status status = skt_gaz_find_romanised(f, &other, mention->name_first);
    for (size_t i = 0; i < other.n_options && status == SKT_OK; i++) {
        if (other.name_end == mention->name_end &&
            skt_gazetteer_within(f->gazetteer, other.options[i].node, area)) {
            status = skt_gaz_add_option(f, mention, &other.options[i]);
        }
    }
    return status;
}
