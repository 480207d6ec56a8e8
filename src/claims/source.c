/* Who says it. The subject of a verb of saying is sought first: a title, a name, a name
 * with what its bearer is; where there is none, the nearest speaker counts. */
#include "claims/draft.h"

static bool is_name_word(const skt_text *text, uint32_t at)
{
    const skt_word *word = &text->words[at];
    return word->kind == SKT_WORD_LETTERS && (word->flags & SKT_WORD_CAPITAL) != 0;
}

/* Takes in the name behind a title: "Governor Alexander Bogomaz". */
static uint32_t extend_right(const article *a, uint32_t end, uint32_t limit)
{
    uint32_t at = end;
    while (at < limit && at < end + 4 &&
           (is_name_word(a->scene.text, at) || a->scene.text->words[at].kind == SKT_WORD_HYPHEN)) {
        at++;
    }
    return at;
}

/* Takes in what stands before the noun: "Russia's defence ministry". */
static uint32_t extend_left(const article *a, size_t i, skt_node *node)
{
    uint32_t first = a->items.items[i].first;
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_PLACE && it->n_places == 1) {
            const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
            if (*node == SKT_NO_NODE) {
                *node = toponym->node;
            }
            first = it->first;
            continue;
        }
        const skt_word *word = &a->scene.text->words[it->first];
        const bool article_word =
            it->kind == ITEM_WORD &&
            word_does(&a->scene, it->first, SKT_GRAMMAR_DEFINITE | SKT_GRAMMAR_INDEFINITE);
        const bool modifier = it->kind == ITEM_WORD && word->kind != SKT_WORD_PUNCT &&
                              (is_name_word(a->scene.text, it->first) ||
                               word->kind == SKT_WORD_SUFFIX || word->kind == SKT_WORD_HYPHEN);
        if (it->kind != ITEM_SOURCE && !modifier && !article_word) {
            break;
        }
        first = it->first;
        if (article_word) {
            break;
        }
    }
    return first;
}

static bool is_national(skt_str kind)
{
    static const char *const kinds[] = {
        "defence_ministry", "air_force", "general_staff",  "military",         "navy",
        "air_defence",      "president", "prime_minister", "security_service", "border_guard"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (skt_str_is(kind, kinds[i])) {
            return true;
        }
    }
    return false;
}

static bool is_regional(skt_str kind)
{
    return skt_str_is(kind, "governor") || skt_str_is(kind, "regional_head") ||
           skt_str_is(kind, "regional_administration");
}

skt_node country_around(const article *a, skt_node node)
{
    return node == SKT_NO_NODE ? SKT_NO_NODE : skt_gazetteer_country_of(a->scene.gazetteer, node);
}

static bool is_local(skt_str kind)
{
    return is_regional(kind) || skt_str_is(kind, "mayor");
}

/* "police in Lublin province", "head of the Odesa region": the place behind the title. */
static skt_node place_behind(const article *a, size_t i)
{
    for (size_t k = i + 1; k < a->items.count && k <= i + 4; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_PLACE) {
            const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
            return k > i + 1 && it->n_places == 1 && !toponym->adjective ? toponym->node
                                                                         : SKT_NO_NODE;
        }
        const bool of = item_does(a, k, SKT_GRAMMAR_OF | SKT_GRAMMAR_IN | SKT_GRAMMAR_DEFINITE) ||
                        (it->kind == ITEM_WORD && is_name_word(a->scene.text, it->first));
        if (!of) {
            break;
        }
    }
    return SKT_NO_NODE;
}

/* "Governor Drozdenko wrote": the region (or city) that the same office had before, or that
 * the text names nearest before the title, else first behind it. */
static skt_node area_told(const article *a, uint32_t at, const voice *v)
{
    if (skt_str_eq(v->kind, a->source.kind) && a->source.node != SKT_NO_NODE) {
        return a->source.node;
    }
    const skt_level level = is_regional(v->kind) ? SKT_LEVEL_REGION : SKT_LEVEL_CITY;
    skt_node found = SKT_NO_NODE;
    for (size_t i = 0; i < a->scene.n_toponyms; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        if (toponym->node == SKT_NO_NODE || toponym->level != level) {
            continue;
        }
        if (toponym->first > at && found != SKT_NO_NODE) {
            break;
        }
        found = toponym->node;
    }
    return found;
}

/* What the speaker speaks for. */
static skt_node domain_of(const article *a, const voice *v, skt_node named)
{
    if (named == SKT_NO_NODE) {
        /* The same body spoke before ("the ministry"): it stays its country's. */
        const bool same = skt_str_eq(v->kind, a->source.kind) ||
                          (is_national(v->kind) && is_national(a->source.kind));
        if (same && a->source.node != SKT_NO_NODE) {
            return a->source.node;
        }
        return is_national(v->kind) ? a->country : SKT_NO_NODE;
    }
    if (is_national(v->kind)) {
        return country_around(a, named);
    }
    const skt_node_info info = skt_gazetteer_node(a->scene.gazetteer, named);
    if (is_regional(v->kind) && info.level == SKT_LEVEL_CITY) {
        return skt_gazetteer_admin1(a->scene.gazetteer, info.admin1); /* "the Ryazan governor" */
    }
    return named;
}

/* "Ukraine said ...", "Kyiv reported": a country, or its capital, as the speaker. */
static bool place_speaks(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->kind != ITEM_PLACE || it->n_places != 1 ||
        (i > 0 && a->items.items[i - 1].kind == ITEM_PREP)) {
        return false;
    }
    const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
    if (toponym->node == SKT_NO_NODE || toponym->adjective || toponym->possessive) {
        return false;
    }
    const skt_node_info info = skt_gazetteer_node(a->scene.gazetteer, toponym->node);
    if (info.level != SKT_LEVEL_COUNTRY && (info.flags & SKT_NODE_CAPITAL) == 0) {
        return false;
    }
    for (size_t k = i + 1; k < a->items.count && k <= i + 8; k++) {
        const uint8_t kind = a->items.items[k].kind;
        if (kind == ITEM_SAY) {
            return true;
        }
        if (kind == ITEM_VERB || kind == ITEM_COUNT || kind == ITEM_SOURCE || kind == ITEM_STOP) {
            return false;
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

/* The item behind the name that begins at item `first`; `first` where there is none. */
static size_t name_after(const article *a, size_t first)
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

/* Who is found to speak: a source's item, or the items of a name, or whoever spoke last. */
typedef struct subject {
    size_t source;     /* item, or SIZE_MAX */
    size_t first, end; /* items of the name; equal: none */
    bool same;         /* "he said" */
    size_t cost;       /* SIZE_MAX: nobody */
} subject;

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

/* Whether a source is said of the name that ends before item `end`: ", governor of". */
static size_t source_behind(const article *a, size_t end)
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
        if (end > i + 1 && source_behind(a, end) < colon) {
            return (subject){.source = SIZE_MAX, .first = i, .end = end};
        }
        i = end > i ? end - 1 : i;
    }
    return nobody;
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
                           it->kind == ITEM_PREP;
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
    return speaker != SIZE_MAX && (is_national(a->items.items[speaker].entry->kind) &&
                                   !skt_str_is(a->items.items[speaker].entry->kind, "air_defence"))
               ? speaker
               : SIZE_MAX;
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

static subject find_subject(const article *a)
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

/* ------------------------------------------------------------------- voices */

/* The item at or behind which the words from `word` on begin. */
static size_t item_at(const article *a, uint32_t word)
{
    size_t at = 0;
    while (at < a->items.count && a->items.items[at].first < word) {
        at++;
    }
    return at;
}

/* "the government of Tshopo province", "the foreign ministry in Baku": takes in the place. */
static void take_place(const article *a, voice *v, skt_node *named)
{
    const size_t at = item_at(a, v->end);
    size_t place = at;
    while (place < a->items.count && place < at + 3 && a->items.items[place].kind != ITEM_PLACE) {
        place++;
    }
    const bool joined =
        at < a->items.count && (item_does(a, at, SKT_GRAMMAR_OF) ||
                                (item_does(a, at, SKT_GRAMMAR_IN) && place + 1 < a->items.count &&
                                 (a->items.items[place + 1].kind == ITEM_SAY ||
                                  a->items.items[place + 1].kind == ITEM_COMMA)));
    if (!joined || place == at || place >= a->items.count ||
        a->items.items[place].kind != ITEM_PLACE || a->items.items[place].n_places != 1 ||
        (place == at + 2 && !item_does(a, at + 1, SKT_GRAMMAR_DEFINITE))) {
        return;
    }
    const item *it = &a->items.items[place];
    v->end = it->end;
    if (*named == SKT_NO_NODE) {
        *named = a->scene.toponyms[it->place_first].node;
    }
}

/* The words of the source at item `i`, with the name that stands by it. */
static voice voice_of_source(const article *a, size_t i, const subject *who, skt_node *named)
{
    const item *it = &a->items.items[i];
    const uint32_t limit = a->items.items[a->items.count - 1].end;
    voice v = {.kind = it->entry->kind, .node = SKT_NO_NODE};
    v.first = extend_left(a, i, named);
    v.end = extend_right(a, it->end, limit);
    take_place(a, &v, named);
    size_t name = i + 1; /* of "Mayor Vitali Klitschko" */
    size_t name_end = name_after(a, name);
    if (who->first < who->end && who->end <= i) { /* "Pavel Malkov, the Ryazan governor" */
        name = who->first;
        name_end = who->end;
        v.first = a->items.items[name].first;
    }
    const size_t comma = item_at(a, v.end);
    if (name == name_end && comma + 2 < a->items.count &&
        a->items.items[comma].kind == ITEM_COMMA) { /* "the mayor, Ihor Terekhov," */
        const size_t end = name_after(a, comma + 1);
        const uint8_t behind = end < a->items.count ? a->items.items[end].kind : ITEM_STOP;
        if (end > comma + 2 && (behind == ITEM_COMMA || behind == ITEM_SAY)) {
            name = comma + 1;
            name_end = end;
            v.end = a->items.items[end - 1].end;
        }
    }
    if (name < name_end) {
        v.name = a->scene.text->words[a->items.items[name_end - 1].first].fold;
    }
    return v;
}

/* The voice of a name alone: who bore it before, else someone new, who is taken to speak
 * for the same as the last one. */
static voice voice_of_name(const article *a, const subject *who)
{
    const item *last = &a->items.items[who->end - 1];
    const skt_str name = a->scene.text->words[last->first].fold;
    for (size_t k = a->n_voices; k > 0; k--) {
        const voice *known = &a->voices[(k - 1) % VOICES];
        if (k + VOICES > a->n_voices && skt_str_eq(known->name, name)) {
            return *known;
        }
    }
    return (voice){.first = a->items.items[who->first].first,
                   .end = last->end,
                   .node = a->source.node,
                   .name = name};
}

void bind_source(article *a)
{
    for (size_t i = 0; i < a->items.count; i++) {
        if (place_speaks(a, i)) {
            const item *it = &a->items.items[i];
            a->source = (voice){.first = it->first,
                                .end = it->end,
                                .kind = SKT_LIT("officials"),
                                .node = country_around(a, a->scene.toponyms[it->place_first].node)};
            return;
        }
    }
    subject who = find_subject(a);
    if (who.cost == SIZE_MAX || who.same) {
        return;
    }
    skt_node named = SKT_NO_NODE;
    const size_t behind = who.source == SIZE_MAX ? source_behind(a, who.end) : SIZE_MAX;
    voice v;
    if (who.source != SIZE_MAX || behind != SIZE_MAX) {
        const size_t source = behind != SIZE_MAX ? behind : who.source;
        v = voice_of_source(a, source, &who, &named);
        if (named == SKT_NO_NODE) {
            named = place_behind(a, source);
        }
        if (named == SKT_NO_NODE && is_local(v.kind)) {
            named = area_told(a, a->items.items[source].first, &v);
        }
        v.node = domain_of(a, &v, named);
    } else {
        v = voice_of_name(a, &who);
    }
    a->source = v;
    if (v.name.len > 0) {
        a->voices[a->n_voices++ % VOICES] = v;
    }
}
