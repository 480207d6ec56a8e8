/* Who says it, and for whom. */
#include "claims/speech.h"

static bool is_regional(skt_str kind)
{
    return skt_str_is(kind, "governor") || skt_str_is(kind, "regional_head") ||
           skt_str_is(kind, "regional_administration");
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

skt_node country_around(const article *a, skt_node node)
{
    return node == SKT_NO_NODE ? SKT_NO_NODE : skt_gazetteer_country_of(a->scene.gazetteer, node);
}

bool may_be_state(const article *a, skt_node node)
{
    return skt_gazetteer_level(a->scene.gazetteer, node) == SKT_LEVEL_COUNTRY ||
           (skt_gazetteer_flags(a->scene.gazetteer, node) & SKT_NODE_CAPITAL) != 0;
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

/* Whether a governor can sit in `town`, in whose country no government does. */
static bool sits(const article *a, skt_node town)
{
    return town != SKT_NO_NODE &&
           (skt_gazetteer_flags(a->scene.gazetteer, town) & SKT_NODE_CAPITAL) == 0;
}

/* "Governor Drozdenko wrote": the region (or city) that the same office had before, or that
 * the text names nearest before the title, else first behind it. */
static skt_node area_told(const article *a, uint32_t at, const voice *v)
{
    if (skt_str_eq(v->kind, a->source.kind) && a->source.node != SKT_NO_NODE) {
        return a->source.node;
    }
    for (size_t k = a->n_voices; k > 0 && k + VOICES > a->n_voices && v->name.len == 0; k--) {
        const voice *known = &a->voices[(k - 1) % VOICES];
        if (skt_str_eq(known->kind, v->kind) && known->node != SKT_NO_NODE) {
            return known->node; /* "the mayor", behind a governor: the one who spoke before */
        }
    }
    const skt_level level = is_regional(v->kind) ? SKT_LEVEL_REGION : SKT_LEVEL_CITY;
    skt_node found = SKT_NO_NODE;
    skt_node seat = SKT_NO_NODE; /* "in Ryazan": its governor is that of the region */
    for (size_t i = 0; i < a->scene.n_toponyms; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        if (level == SKT_LEVEL_REGION && toponym->level == SKT_LEVEL_CITY &&
            toponym->node != SKT_NO_NODE && toponym->first < at &&
            (skt_gazetteer_flags(a->scene.gazetteer, toponym->node) & SKT_NODE_SEAT) != 0) {
            seat = toponym->node;
        }
        if (toponym->node == SKT_NO_NODE || toponym->level != level) {
            continue;
        }
        if (toponym->first > at && (found != SKT_NO_NODE || sits(a, seat))) {
            break;
        }
        found = toponym->node;
    }
    return found == SKT_NO_NODE ? seat : found;
}

/* The country of a body that the text names without one: that of the drones counted last. */
static skt_node country_at_hand(const article *a)
{
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *d = &a->drafts.items[i - 1];
        if (!d->headline && d->value != SKT_NULL && d->places.count > 0) {
            const skt_node country = country_around(a, d->places.items[0].node);
            return country != SKT_NO_NODE ? country : a->country;
        }
    }
    return a->country;
}

/* The country that was named last before word `at`, by its own name or its capital's; or
 * SKT_NO_NODE. */
static skt_node country_told_last(const article *a, uint32_t at)
{
    skt_node found = SKT_NO_NODE;
    for (size_t i = 0; i < a->scene.n_toponyms && a->scene.toponyms[i].first < at; i++) {
        const skt_toponym *toponym = &a->scene.toponyms[i];
        if (toponym->node == SKT_NO_NODE || toponym->adjective) {
            continue;
        }
        if (may_be_state(a, toponym->node)) {
            found = country_around(a, toponym->node);
        }
    }
    return found;
}

/* The country whose air force or ministry counts: the one that the article is about; where that
 * sent the drones, the one that they were sent at. */
static skt_node country_counting(const article *a)
{
    skt_node doer = SKT_NO_NODE;
    for (size_t i = 0; i + 1 < a->items.count; i++) {
        const item *it = &a->items.items[i];
        if (it->kind == ITEM_VERB && it->entry->patient == SKT_LAUNCHED &&
            it->entry->form != SKT_FORM_NOUN && counts_drones(it + 1)) {
            doer = doer_before(a, i);
        }
    }
    for (size_t i = a->drafts.count; i > 0 && doer == SKT_NO_NODE; i--) {
        doer = a->drafts.items[i - 1].attacker;
    }
    const skt_node struck =
        doer != SKT_NO_NODE && doer == a->country ? country_most_named(a, doer, true) : SKT_NO_NODE;
    return struck != SKT_NO_NODE ? struck : country_at_hand(a);
}

/* What the speaker speaks for. */
static skt_node domain_of(const article *a, const voice *v, skt_node named)
{
    if (named == SKT_NO_NODE && v->first > 0 && is_national(v->kind) &&
        (word_does(&a->scene, v->first, SKT_GRAMMAR_OWN) ||
         word_does(&a->scene, v->first - 1, SKT_GRAMMAR_OWN))) {
        const skt_node owner = country_told_last(a, v->first);
        if (owner != SKT_NO_NODE) {
            return owner; /* "Moscow says ... its Defence Ministry" */
        }
    }
    if (named == SKT_NO_NODE) {
        /* The same body spoke before ("the ministry"): it stays its country's. */
        const bool same =
            skt_str_eq(v->kind, a->source.kind) ||
            (is_national(v->kind) && is_national(a->source.kind) && v->country.len == 0);
        if (same && a->source.node != SKT_NO_NODE) {
            return a->source.node;
        }
        if (v->country.len > 0) {
            return skt_gazetteer_country(a->scene.gazetteer, v->country);
        }
        if (!is_national(v->kind)) {
            return SKT_NO_NODE;
        }
        return a->party != SKT_NO_NODE ? a->party : country_counting(a);
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
        (i > 0 && (a->items.items[i - 1].kind == ITEM_PREP ||
                   item_does(a, i - 1, SKT_GRAMMAR_OF | SKT_GRAMMAR_BY)))) {
        return false; /* "the mayor of Moscow", "launched by Russia" */
    }
    const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
    if (toponym->node == SKT_NO_NODE || toponym->adjective || toponym->possessive) {
        return false;
    }
    if (!may_be_state(a, toponym->node)) {
        return false;
    }
    const item *before = i > 0 ? it - 1 : NULL;
    const bool cited = before != NULL && before->kind == ITEM_SAY && /* "according to Moscow" */
                       skt_str_is(before->entry->kind, "prep") &&
                       !(i + 1 < a->items.count && it[1].kind == ITEM_SOURCE);
    if (cited) {
        return true;
    }
    for (size_t k = i + 1; k < a->items.count && k <= i + 8; k++) {
        const uint8_t kind = a->items.items[k].kind;
        if (kind == ITEM_SAY && !skt_str_is(a->items.items[k].entry->kind, "prep")) {
            return true; /* but who is cited stands behind "according to" */
        }
        if (kind == ITEM_VERB || kind == ITEM_COUNT || kind == ITEM_SOURCE || kind == ITEM_STOP) {
            return false;
        }
    }
    return false;
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

static bool is_capital(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    const skt_node node =
        it->kind == ITEM_PLACE ? a->scene.toponyms[it->place_first].node : SKT_NO_NODE;
    return node != SKT_NO_NODE &&
           (skt_gazetteer_flags(a->scene.gazetteer, node) & SKT_NODE_CAPITAL) != 0;
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
                                  a->items.items[place + 1].kind == ITEM_COMMA ||
                                  (is_national(v->kind) && is_capital(a, place)))));
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
    voice v = {.kind = it->entry->kind, .country = it->entry->country, .node = SKT_NO_NODE};
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

/* The state that the place at item `i` speaks for. */
static voice voice_of_state(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    return (voice){.first = it->first,
                   .end = it->end,
                   .kind = SKT_LIT("officials"),
                   .node = country_around(a, a->scene.toponyms[it->place_first].node)};
}

void next_source(article *a, size_t say)
{
    const item *it = a->items.items;
    bool another = false; /* a second one who speaks */
    for (size_t k = 0; k < say; k++) {
        another |= it[k].kind == ITEM_SAY;
    }
    if (!another || say == 0 || !skt_str_is(it[say].entry->kind, "verb") || has_auxiliary(a, say)) {
        return;
    }
    if (it[say - 1].kind == ITEM_PLACE && place_speaks(a, say - 1)) {
        a->source = voice_of_state(a, say - 1);
    } else if (it[say - 1].kind == ITEM_SOURCE && is_national(it[say - 1].entry->kind)) {
        const subject who = {.source = say - 1};
        skt_node named = SKT_NO_NODE;
        voice v = voice_of_source(a, say - 1, &who, &named);
        v.node = domain_of(a, &v, named);
        a->source = v;
    }
}

void bind_source(article *a, uint32_t sentence)
{
    for (size_t i = 0; i < a->items.count; i++) {
        if (place_speaks(a, i)) {
            a->source = voice_of_state(a, i);
            a->spoke = sentence;
            return;
        }
    }
    subject who = find_subject(a);
    if (who.cost == SIZE_MAX) {
        return;
    }
    a->spoke = sentence;
    if (who.same) {
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
