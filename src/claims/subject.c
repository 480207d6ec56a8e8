/* The subject of what is said: a title, a name, a name with what its bearer is, left or
 * right of a verb of saying; where there is none, the nearest speaker counts. */
#include "claims/speech.h"

bool is_name_word(const skt_text *text, uint32_t at)
{
    const skt_word *word = &text->words[at];
    return word->kind == SKT_WORD_LETTERS && (word->flags & SKT_WORD_CAPITAL) != 0;
}

bool is_national(skt_str kind)
{
    static const skt_str kinds[] = {
        SKT_WORD("defence_ministry"), SKT_WORD("air_force"),      SKT_WORD("general_staff"),
        SKT_WORD("military"),         SKT_WORD("navy"),           SKT_WORD("air_defence"),
        SKT_WORD("president"),        SKT_WORD("prime_minister"), SKT_WORD("security_service"),
        SKT_WORD("border_guard")};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (skt_str_eq(kind, kinds[i])) {
            return true;
        }
    }
    return false;
}

/* -------------------------------------------------------------------- names */

/* Whether item `i` is a word of a person's or a body's name: a capital letter, and nothing
 * that the lexicon or the gazetteer knows. */
static bool is_name(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    skt_lexicon_hit hit;
    return it->kind == ITEM_WORD && is_name_word(a->scene.text, it->first) &&
           skt_words_grammar(a->scene.words, it->first) == 0 &&
           toponym_at(&a->scene, it->first) == NULL &&
           !skt_words_match(&hit, a->scene.words, it->first, it->end);
}

/* Whether item `i` joins parts of a name: the hyphen of "Al-Otaibi", the "al" before it. */
static bool joins_name(const article *a, size_t i)
{
    const skt_word *words = a->scene.text->words;
    const item *it = &a->items.items[i];
    return it->kind == ITEM_WORD &&
           (words[it->first].kind == SKT_WORD_HYPHEN ||
            (i + 1 < a->items.count && words[a->items.items[i + 1].first].kind == SKT_WORD_HYPHEN));
}

/* The first item of the name that ends before item `end`; `end` where there is none. */
static size_t name_before(const article *a, size_t end)
{
    size_t at = end;
    while (at > 0 && (is_name(a, at - 1) || (at < end && joins_name(a, at - 1)))) {
        at--;
    }
    while (at < end && a->scene.text->words[a->items.items[at].first].kind == SKT_WORD_HYPHEN) {
        at++;
    }
    return at;
}

size_t name_after(const article *a, size_t first)
{
    size_t at = first;
    while (at < a->items.count && (is_name(a, at) || joins_name(a, at))) {
        at++;
    }
    while (at > first && !is_name(a, at - 1)) {
        at--;
    }
    return at;
}

/* ----------------------------------------------------------------- subjects */

static const subject nobody = {.source = SIZE_MAX, .cost = SIZE_MAX};

/* Whether item `i` may stand between a verb of saying and its subject. */
static bool is_between(const article *a, size_t i)
{
    const uint8_t kind = a->items.items[i].kind;
    return kind == ITEM_AUX || kind == ITEM_WHEN || kind == ITEM_NEG ||
           item_does(a, i, SKT_GRAMMAR_ADVERB | SKT_GRAMMAR_HAVE);
}

/* "Igor Rud, head of the Lisky district, said", "Alexei Bakin, who heads the centre, said":
 * the comma at item `comma` ends what is said of the subject. */
static subject subject_apposed(const article *a, size_t comma)
{
    enum { REACH = 16 };
    subject found = nobody;
    size_t at = comma;
    while (at > 0 && comma - at < REACH && a->items.items[at - 1].kind != ITEM_COMMA) {
        const uint8_t kind = a->items.items[at - 1].kind;
        if (kind == ITEM_STOP || kind == ITEM_QUOTE || kind == ITEM_SAY || kind == ITEM_COLON) {
            return nobody;
        }
        if (kind == ITEM_SOURCE) {
            found.source = at - 1;
        }
        at--;
    }
    if (at == 0 || a->items.items[at - 1].kind != ITEM_COMMA) {
        return nobody;
    }
    const size_t name = name_before(a, at - 1);
    if (name + 1 < at - 1 || (name < at - 1 && found.source != SIZE_MAX)) {
        found.first = name;
        found.end = at - 1;
    } else if (at > 1 && a->items.items[at - 2].kind == ITEM_SOURCE) {
        found.source = at - 2; /* "the governor, who ..., said" */
    } else {
        return nobody;
    }
    found.cost = 1;
    return found;
}

/* "the foreign ministry in Baku said": the source before the place item `i`, or SIZE_MAX. */
static size_t source_of_place(const article *a, size_t i)
{
    size_t at = i;
    if (at > 0 && item_does(a, at - 1, SKT_GRAMMAR_DEFINITE)) {
        at--;
    }
    const bool joined = at > 1 && (a->items.items[at - 1].kind == ITEM_PREP ||
                                   item_does(a, at - 1, SKT_GRAMMAR_OF | SKT_GRAMMAR_IN));
    return joined && a->items.items[at - 2].kind == ITEM_SOURCE ? at - 2 : SIZE_MAX;
}

/* The subject that stands before the verb of saying at item `say`. */
static subject subject_left(const article *a, size_t say)
{
    subject found = nobody;
    size_t at = say;
    while (at > 0 && say - at < 4 && is_between(a, at - 1)) {
        at--;
    }
    if (at == 0) {
        return nobody;
    }
    const item *before = &a->items.items[at - 1];
    found.cost = say - at;
    if (item_does(a, at - 1, SKT_GRAMMAR_PRONOUN | SKT_GRAMMAR_PERSON)) {
        found.same = true;
        return found;
    }
    if (before->kind == ITEM_SOURCE) {
        found.source = at - 1;
        return found;
    }
    if (before->kind == ITEM_PLACE) {
        found.source = source_of_place(a, at - 1);
        return found.source != SIZE_MAX ? found : nobody;
    }
    if (before->kind == ITEM_COMMA) {
        return subject_apposed(a, at - 1);
    }
    found.first = name_before(a, at);
    found.end = at;
    if (found.first == at) {
        return nobody;
    }
    if (found.first > 0 && a->items.items[found.first - 1].kind == ITEM_SOURCE) {
        found.source = found.first - 1; /* "Governor Alexander Bogomaz said" */
    }
    return found;
}

/* The subject behind the verb of saying: "said the mayor", "according to Igor Rud". */
static subject subject_right(const article *a, size_t say)
{
    subject found = nobody;
    size_t at = say + 1;
    while (at < a->items.count && at < say + 5 &&
           (is_between(a, at) || item_does(a, at, SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_INDEFINITE) ||
            a->items.items[at].kind == ITEM_PLACE)) {
        at++;
    }
    if (at >= a->items.count) {
        return nobody;
    }
    found.cost = at - say;
    if (a->items.items[at].kind == ITEM_SOURCE) {
        found.source = at;
        return found;
    }
    found.first = at;
    found.end = name_after(a, at);
    if (found.end == at || at > say + 2) {
        return nobody;
    }
    if (found.end < a->items.count && a->items.items[found.end].kind == ITEM_SOURCE) {
        return nobody; /* a name that is part of the source's: left to the search for it */
    }
    return found;
}

size_t source_behind(const article *a, size_t end)
{
    enum { REACH = 6 };
    if (end >= a->items.count || a->items.items[end].kind != ITEM_COMMA) {
        return SIZE_MAX;
    }
    for (size_t k = end + 1; k < a->items.count && k < end + REACH; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_SOURCE) {
            return k;
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_PLACE) {
            break;
        }
    }
    return SIZE_MAX;
}

/* Whether the name that ends with item `last` is of somebody who has spoken: "05:51 Sobyanin:". */
static bool spoke_before(const article *a, size_t last)
{
    const skt_str name = a->scene.text->words[a->items.items[last].first].fold;
    for (size_t k = a->n_voices; k > 0 && k + VOICES > a->n_voices; k--) {
        if (skt_str_eq(a->voices[(k - 1) % VOICES].name, name)) {
            return true;
        }
    }
    return false;
}

/* "Gleb Nikitin, governor of the region, at 8:20:": the name before a colon. */
static subject subject_of_colon(const article *a)
{
    enum { REACH = 16 };
    size_t colon = 0;
    while (colon < a->items.count && colon < REACH && a->items.items[colon].kind != ITEM_COLON) {
        if (counts_drones(&a->items.items[colon])) {
            return nobody;
        }
        colon++;
    }
    if (colon >= a->items.count || a->items.items[colon].kind != ITEM_COLON) {
        return nobody;
    }
    for (size_t i = 0; i < colon; i++) {
        const size_t end = name_after(a, i);
        if ((end > i + 1 && source_behind(a, end) < colon) ||
            (end > i && end == colon && spoke_before(a, end - 1))) {
            return (subject){.source = SIZE_MAX, .first = i, .end = end};
        }
        i = end > i ? end - 1 : i;
    }
    return nobody;
}

/* Whether somebody who speaks for less than a country spoke in the sentence before, in the same
 * paragraph: the units named behind him are those he tells of. */
static bool region_speaks(const article *a)
{
    const skt_word *at = &a->scene.text->words[a->items.items[0].first];
    const skt_node node = a->source.node;
    return node != SKT_NO_NODE && a->spoke != UINT32_MAX && a->spoke + 1 == at->sentence &&
           a->source.first < a->source.end &&
           a->scene.text->words[a->source.first].paragraph == at->paragraph &&
           skt_gazetteer_level(a->scene.gazetteer, node) != SKT_LEVEL_COUNTRY;
}

/* A body that speaks without a verb of saying: "Governor Bogomaz: 24 drones downed", "The
 * air force's figures are out", "The Defence Ministry has put out its count". */
static size_t speaks_unsaid(const article *a)
{
    size_t speaker = SIZE_MAX;
    for (size_t i = 0; i < a->items.count; i++) {
        const item *it = &a->items.items[i];
        if (it->kind == ITEM_SAY) {
            return SIZE_MAX;
        }
        const bool opens = it->kind == ITEM_WHEN || it->kind == ITEM_STOP ||
                           it->kind == ITEM_WORD || it->kind == ITEM_PLACE ||
                           it->kind == ITEM_SOURCE || it->kind == ITEM_COMMA ||
                           it->kind == ITEM_PREP || it->kind == ITEM_HERE;
        if (it->kind == ITEM_SOURCE && speaker == SIZE_MAX) {
            speaker = i;
        }
        if (it->kind == ITEM_COLON) {
            return speaker;
        }
        if (!opens) {
            break;
        }
    }
    if (speaker == SIZE_MAX || !is_national(a->items.items[speaker].entry->kind) ||
        skt_str_is(a->items.items[speaker].entry->kind, "air_defence") ||
        (skt_str_is(a->items.items[speaker].entry->kind, "military") && region_speaks(a))) {
        return SIZE_MAX;
    }
    return speaker;
}

/* The source nearest to a verb of saying, wherever it stands in the sentence. */
static subject subject_near(const article *a)
{
    enum { SPEAKER_REACH = 9 };
    subject best = nobody;
    for (size_t i = 0; i < a->items.count; i++) {
        if (a->items.items[i].kind != ITEM_SOURCE) {
            continue;
        }
        for (size_t k = 0; k < a->items.count; k++) {
            const size_t cost = (k < i ? i - k : k - i) + (k < i ? 1 : 0);
            if (a->items.items[k].kind == ITEM_SAY && cost < best.cost) {
                best = (subject){.source = i, .cost = cost};
            }
        }
    }
    for (size_t i = 1; i <= 3 && i + 1 < a->items.count && best.source == SIZE_MAX; i++) {
        /* "By the air force's estimate" */
        if (a->items.items[i].kind == ITEM_SOURCE && item_does(a, 0, SKT_GRAMMAR_BY)) {
            best = (subject){.source = i, .cost = 0};
        }
    }
    return best.cost > SPEAKER_REACH ? nobody : best;
}

subject find_subject(const article *a)
{
    subject best = nobody;
    for (size_t i = 0; i < a->items.count; i++) {
        const item *it = &a->items.items[i];
        if (it->kind != ITEM_SAY) {
            continue;
        }
        const bool cites = skt_str_is(it->entry->kind, "prep");
        subject found = cites ? subject_right(a, i) : subject_left(a, i);
        if (found.cost == SIZE_MAX && !cites) {
            found = subject_right(a, i);
        }
        if (found.cost < best.cost) {
            best = found;
        }
    }
    if (best.cost == SIZE_MAX) {
        best = subject_of_colon(a);
    }
    if (best.cost == SIZE_MAX) {
        best = subject_near(a);
    }
    const size_t unsaid = best.cost == SIZE_MAX ? speaks_unsaid(a) : SIZE_MAX;
    return unsaid == SIZE_MAX ? best : (subject){.source = unsaid, .cost = 0};
}
