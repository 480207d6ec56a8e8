/* Who says it: the nearest speaker to a verb of saying. */
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
        const bool of = item_does(a, k, SKT_GRAMMAR_OF | SKT_GRAMMAR_IN | SKT_GRAMMAR_DEFINITE);
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

/* A body that speaks without a verb of saying: "Governor Bogomaz: 24 drones downed", "The
 * air force's figures are out", "The Defence Ministry has put out its count". */
static size_t speaks_unsaid(const article *a)
{
    size_t subject = SIZE_MAX;
    for (size_t i = 0; i < a->items.count; i++) {
        const item *it = &a->items.items[i];
        if (it->kind == ITEM_SAY) {
            return SIZE_MAX;
        }
        const bool opens = it->kind == ITEM_WHEN || it->kind == ITEM_STOP ||
                           it->kind == ITEM_WORD || it->kind == ITEM_PLACE ||
                           it->kind == ITEM_SOURCE || it->kind == ITEM_COMMA ||
                           it->kind == ITEM_PREP;
        if (it->kind == ITEM_SOURCE && subject == SIZE_MAX) {
            subject = i;
        }
        if (it->kind == ITEM_COLON) {
            return subject;
        }
        if (!opens) {
            break;
        }
    }
    return subject != SIZE_MAX && (is_national(a->items.items[subject].entry->kind) &&
                                   !skt_str_is(a->items.items[subject].entry->kind, "air_defence"))
               ? subject
               : SIZE_MAX;
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
    size_t best = SIZE_MAX;
    size_t best_cost = SIZE_MAX;
    for (size_t i = 0; i < a->items.count; i++) {
        if (a->items.items[i].kind != ITEM_SOURCE) {
            continue;
        }
        for (size_t k = 0; k < a->items.count; k++) {
            if (a->items.items[k].kind != ITEM_SAY) {
                continue;
            }
            const size_t cost = (k < i ? i - k : k - i) + (k < i ? 1 : 0);
            if (cost < best_cost) {
                best_cost = cost;
                best = i;
            }
        }
    }
    enum { SPEAKER_REACH = 9 };
    for (size_t i = 1; i <= 3 && i + 1 < a->items.count && best == SIZE_MAX; i++) {
        /* "By the air force's estimate" */
        if (a->items.items[i].kind == ITEM_SOURCE && item_does(a, 0, SKT_GRAMMAR_BY)) {
            best = i;
            best_cost = 0;
        }
    }
    if (best == SIZE_MAX) {
        best = speaks_unsaid(a);
        best_cost = 0;
    }
    if (best == SIZE_MAX || best_cost > SPEAKER_REACH) {
        return;
    }
    const item *it = &a->items.items[best];
    const uint32_t limit = a->items.items[a->items.count - 1].end;
    voice v = {.kind = it->entry->kind, .node = SKT_NO_NODE};
    skt_node named = SKT_NO_NODE;
    v.first = extend_left(a, best, &named);
    v.end = extend_right(a, it->end, limit);
    if (named == SKT_NO_NODE) {
        named = place_behind(a, best);
    }
    if (named == SKT_NO_NODE && is_local(v.kind)) {
        named = area_told(a, it->first, &v);
    }
    v.node = domain_of(a, &v, named);
    a->source = v;
}
