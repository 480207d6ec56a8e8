/* What a place in a sentence is there for: a target, an origin, a speaker's seat. */
#include "claims/speech.h"
#include "claims/where.h"

/* "from the south of", "from the direction of": the preposition of origin that the one at item `k`
 * only goes on, or NULL. */
static const item *origin_before(const article *a, size_t k)
{
    if (!skt_str_is(a->items.items[k].entry->kind, "near")) {
        return NULL;
    }
    const size_t the = k > 0 && item_does(a, k - 1, SKT_GRAMMAR_DEFINITE);
    const item *before = k > the ? &a->items.items[k - the - 1] : NULL;
    const bool from =
        before != NULL && before->kind == ITEM_PREP && skt_str_is(before->entry->kind, "origin");
    return from ? before : NULL;
}

/* "the Red Sea resort of Eilat", "the Kyiv suburb of Brovary": whether place item `i` only tells
 * where the one behind "of" lies. */
static bool is_attributive(const article *a, size_t i)
{
    enum { REACH = 3 };
    const item *it = &a->items.items[i];
    if (i == 0 || it->n_places != 1 || !item_does(a, i - 1, SKT_GRAMMAR_DEFINITE)) {
        return false;
    }
    const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
    for (size_t k = i + 1; k + 1 < a->items.count && k <= i + REACH; k++) {
        const skt_word *word = &a->scene.text->words[a->items.items[k].first];
        if (a->items.items[k].kind == ITEM_PLACE) { /* "the Baltic Sea town of Primorsk" */
            return k == i + 1 && toponym->level == SKT_LEVEL_SEA;
        }
        if (a->items.items[k].kind != ITEM_WORD || word->kind != SKT_WORD_LETTERS ||
            (word->flags & SKT_WORD_CAPITAL) != 0) {
            return false;
        }
        if (item_does(a, k, SKT_GRAMMAR_OF)) {
            const item *inner = &a->items.items[k + 1];
            if (inner->kind != ITEM_PLACE || (k == i + 1 && toponym->level != SKT_LEVEL_FACILITY)) {
                return false;
            }
            const skt_node in = a->scene.toponyms[inner->place_first].node;
            if (in == SKT_NO_NODE || toponym->node == SKT_NO_NODE) {
                return true;
            }
            const uint32_t rank =
                SKT_NODE_SEAT | SKT_NODE_CAPITAL; /* "the Dahiyeh suburb of Beirut" */
            const bool lesser =
                toponym->level != SKT_LEVEL_SEA &&
                country_around(a, toponym->node) == country_around(a, in) &&
                (skt_gazetteer_flags(a->scene.gazetteer, toponym->node) & rank) == 0 &&
                (skt_gazetteer_flags(a->scene.gazetteer, in) & rank) != 0;
            return !lesser && !skt_gazetteer_within(a->scene.gazetteer, toponym->node, in);
        }
    }
    return false;
}

/* "in Ternopil, in the west of the country,": whether the word that points, item `k`, only says in
 * what part of its country the town before it lies. */
static bool sets_apart(const article *a, size_t k)
{
    const item *it = a->items.items;
    return k > 1 && k + 1 < a->items.count && it[k - 1].kind == ITEM_COMMA &&
           it[k + 1].kind == ITEM_COMMA && it[k - 2].kind == ITEM_PLACE &&
           skt_str_is(it[k].entry->kind, "country") &&
           a->scene.toponyms[it[k - 2].place_first].level == SKT_LEVEL_CITY;
}

/* "the kingdom's Eastern Province": whether the word that points, item `k`, only owns the place
 * behind it, or qualifies the one before it. */
bool where_owns(const article *a, size_t k)
{
    return (k + 2 < a->items.count && a->items.items[k + 2].kind == ITEM_PLACE &&
            a->scene.text->words[a->items.items[k + 1].first].kind == SKT_WORD_SUFFIX) ||
           sets_apart(a, k);
}

const item *where_preposition(const article *a, size_t i)
{
    enum { REACH = 7 };
    for (size_t back = 1; back <= REACH && back <= i; back++) {
        const item *it = &a->items.items[i - back];
        if (it->kind == ITEM_PREP) {
            return origin_before(a, i - back) != NULL ? origin_before(a, i - back) : it;
        }
        if (item_does(a, i - back, SKT_GRAMMAR_BY)) {
            return NULL; /* "at a workshop run by Iran's ministry" */
        }
        if (it->kind == ITEM_HERE && where_owns(a, i - back)) {
            return it; /* "over the kingdom's Eastern Province" */
        }
        const bool filler =
            (it->kind == ITEM_WORD && a->scene.text->words[it->first].kind != SKT_WORD_PUNCT) ||
            (back > 1 && it->kind == ITEM_COUNT && it->noun == NOUN_SITES &&
             item_does(a, i - back + 1, SKT_GRAMMAR_OF)); /* "in three districts of Kyiv" */
        const bool adjective =
            it->kind == ITEM_PLACE &&
            (a->scene.toponyms[it->place_first].possessive ||
             a->scene.toponyms[it->place_first].adjective || is_attributive(a, i - back));
        const bool garrison = it->kind == ITEM_SOURCE && back == 1 && /* "the military town of" */
                              a->scene.toponyms[a->items.items[i].place_first].typed;
        if (!filler && !adjective && !garrison) {
            return NULL;
        }
    }
    return NULL;
}

/* Whether a place inside that of item `i` or called its ("Moscow's satellite town of A"), or a site
 * that is only its own ("Russia's Hmeimim air base"), follows it in the same phrase. */
static bool nearer_follows(const article *a, size_t i)
{
    const item *next = i + 1 < a->items.count ? &a->items.items[i + 1] : NULL;
    if (next != NULL && next->kind == ITEM_PLACE &&
        a->scene.toponyms[a->items.items[i].place_first].level == SKT_LEVEL_COUNTRY &&
        a->scene.toponyms[next->place_first].level == SKT_LEVEL_FACILITY) {
        return true;
    }
    const skt_node outer = a->scene.toponyms[a->items.items[i].place_first].node;
    for (size_t k = i + 1; k < a->items.count && k <= i + 5; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_PLACE) {
            const skt_node inner = a->scene.toponyms[it->place_first].node;
            const skt_word *first = &a->scene.text->words[it->first];
            const bool of =
                k > i + 1 &&
                (item_does(a, k - 1, SKT_GRAMMAR_OF) ||
                 (first->kind == SKT_WORD_LETTERS && (first->flags & SKT_WORD_CAPITAL) == 0));
            return of || (inner != SKT_NO_NODE && outer != SKT_NO_NODE &&
                          skt_gazetteer_within(a->scene.gazetteer, inner, outer));
        }
        if (it->kind != ITEM_WORD) {
            return false;
        }
    }
    return false;
}

/* "struck drones the airport of A", "attacked Russia Ukraine": whether item `k` is the doer that
 * stands right behind its verb, before the place that is its object. */
static bool is_doer_between(const article *a, size_t k)
{
    enum { REACH = 4 };
    const item *doer = &a->items.items[k];
    const bool acts = (doer->kind == ITEM_COUNT && counts_drones(doer)) ||
                      doer->kind == ITEM_SOURCE || doer->kind == ITEM_PLACE;
    for (size_t back = 1; acts && back <= REACH && back <= k; back++) {
        const item *it = &a->items.items[k - back];
        if (it->kind == ITEM_VERB) {
            return it->entry->doer_behind && it->entry->place_object;
        }
        if (it->kind != ITEM_WHEN && it->kind != ITEM_WORD && it->kind != ITEM_SOURCE) {
            break;
        }
    }
    return false;
}

/* "struck the Lutsk ...", "struck Azerbaijan's exclave of Nakhchivan". */
static bool is_object(const article *a, size_t i)
{
    size_t at = i;
    /* "reached the northern edge of Seoul", "hit a cooling tower of the power station" */
    const size_t the = i > 0 && item_does(a, i - 1, SKT_GRAMMAR_DEFINITE);
    const size_t reach = i > the && item_does(a, i - the - 1, SKT_GRAMMAR_OF) ? 5 + the : 3;
    for (size_t steps = 0; at > 0 && steps <= reach; steps++) {
        const item *it = &a->items.items[at - 1];
        const bool owner =
            it->kind == ITEM_PLACE && (a->scene.toponyms[it->place_first].possessive ||
                                       a->scene.toponyms[it->place_first].adjective);
        const bool word =
            (it->kind == ITEM_WORD && a->scene.text->words[it->first].kind != SKT_WORD_PUNCT) ||
            it->kind == ITEM_GROUND || /* "entered the airspace of Moldova" */
            (it->kind == ITEM_COUNT && !counts_drones(it) && at < i); /* "hit two tanks of" */
        if (it->kind == ITEM_VERB) {
            return it->entry->place_object;
        }
        if (is_doer_between(a, at - 1)) {
            at--;
            continue;
        }
        const size_t of = at > 2 && item_does(a, at - 2, SKT_GRAMMAR_OF);
        if (counts_drones(it) && it->noun == NOUN_DRONE && at > 1 + of &&
            item_does(a, at - 2 - of, SKT_GRAMMAR_WITH)) {
            at -= 2 + of; /* "ont attaqué avec des drones le port de" */
            continue;
        }
        if (it->kind == ITEM_DAMAGE && it->entry->form != SKT_FORM_NOUN &&
            !has_auxiliary(a, at - 1)) {
            return true; /* "set fire to the refinery at" */
        }
        const bool when = it->kind == ITEM_WHEN; /* "ont frappé dans la nuit la ville de" */
        if (!owner && !when && !(word && (steps == 0 || i - at < reach))) {
            return false;
        }
        at--;
    }
    return false;
}

bool where_says(const article *a, size_t i)
{
    const skt_node node = a->scene.toponyms[a->items.items[i].place_first].node;
    if (node == SKT_NO_NODE) {
        return false;
    }
    if (!may_be_state(a, node)) {
        return false; /* what a region reports it has met itself */
    }
    if (i == 0 && a->items.count > 1 && a->items.items[1].kind == ITEM_COLON &&
        a->items.items[0].first < a->headline_end &&
        (a->scene.text->words[a->items.items[0].first].flags & SKT_WORD_NO_CASE) != 0) {
        return true; /* a headline in a script without capitals: "كييف: ..." */
    }
    if (i > 0 && a->items.items[i - 1].kind == ITEM_SAY &&
        skt_str_is(a->items.items[i - 1].entry->kind, "verb")) {
        return true; /* the verb comes first */
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const uint8_t kind = a->items.items[k].kind;
        if (kind == ITEM_SAY) {
            return true;
        }
        if (kind != ITEM_WHEN && !item_does(a, k, SKT_GRAMMAR_ADVERB | SKT_GRAMMAR_HAVE)) {
            break;
        }
    }
    return false;
}

/* "the house of Libya's prime minister": whether the body at item `i` only owns something. */
static bool is_owner(const article *a, size_t i)
{
    while (i > 0 && (a->items.items[i - 1].kind == ITEM_PLACE ||
                     item_does(a, i - 1, SKT_GRAMMAR_DEFINITE))) {
        i--;
    }
    return i > 0 && item_does(a, i - 1, SKT_GRAMMAR_OF);
}

/* "the Defence Ministry in Moscow", "in Moscow the Defence Ministry": whether the capital at
 * item `i`, behind the preposition at `prep`, is only where a body of the state sits. */
static bool is_seat(const article *a, size_t i, size_t prep)
{
    const skt_node node = a->scene.toponyms[a->items.items[i].place_first].node;
    if (node == SKT_NO_NODE || !item_does(a, prep, SKT_GRAMMAR_IN) ||
        (skt_gazetteer_flags(a->scene.gazetteer, node) & SKT_NODE_CAPITAL) == 0) {
        return false;
    }
    size_t next = i + 1;
    while (next < a->items.count &&
           (a->items.items[next].kind == ITEM_COMMA || item_does(a, next, SKT_GRAMMAR_DEFINITE))) {
        next++;
    }
    const item *before = prep > 0 ? &a->items.items[prep - 1] : NULL;
    const item *behind = next < a->items.count ? &a->items.items[next] : NULL;
    return (before != NULL && before->kind == ITEM_SOURCE && is_national(before->entry->kind) &&
            !is_owner(a, prep - 1)) ||
           (behind != NULL && behind->kind == ITEM_SOURCE && is_national(behind->entry->kind));
}

/* Whether the count at item `k` is a distance that still is near: "800 metres from the plant". */
static bool is_short_way(const article *a, size_t k)
{
    enum { NEAR_KM = 20 };
    const item *it = &a->items.items[k];
    for (uint32_t at = it->first; at < it->end && it->value != SKT_NULL; at++) {
        skt_lexicon_hit hit;
        const skt_entry *unit = skt_words_match(&hit, a->scene.words, at, it->end)
                                    ? skt_lexicon_entry(&hit, SKT_TAG_UNIT)
                                    : NULL;
        if (unit != NULL && unit->kind.len > 0) {
            return skt_str_is(unit->kind, "metre") || it->value <= NEAR_KM ||
                   skt_str_is(unit->kind, "nautical"); /* at sea nothing nearer has a name */
        }
    }
    return false;
}

/* "in the Egyptian resort of Nuweiba", where the gazetteer has no Nuweiba: whether the country is
 * all that is known of the place that the adjective, item `i`, leads to. */
static bool leads_to_unknown(const article *a, size_t i)
{
    enum { REACH = 3 };
    size_t k = i + 1;
    while (k < a->items.count && k <= i + REACH && a->items.items[k].kind == ITEM_WORD &&
           !item_does(a, k, SKT_GRAMMAR_OF)) {
        k++;
    }
    if (k == i + 1 || k + 1 >= a->items.count || !item_does(a, k, SKT_GRAMMAR_OF)) {
        return false;
    }
    const item *name = &a->items.items[k + 1];
    const skt_word *word = &a->scene.text->words[name->first];
    const item *prep = where_preposition(a, i);
    return name->kind == ITEM_WORD && word->kind == SKT_WORD_LETTERS &&
           (word->flags & SKT_WORD_CAPITAL) != 0 && prep != NULL &&
           skt_str_is(prep->entry->kind, "target");
}

/* "36 places on the border, from Ladakh to Gujarat": whether the preposition at item `prep` opens
 * the end of a stretch that only describes. */
static bool ends_range(const article *a, size_t prep)
{
    return prep > 2 && skt_str_is(a->items.items[prep].entry->kind, "destination") &&
           a->items.items[prep - 1].kind == ITEM_PLACE &&
           a->items.items[prep - 2].kind == ITEM_PREP &&
           skt_str_is(a->items.items[prep - 2].entry->kind, "origin") &&
           (a->items.items[prep - 3].kind == ITEM_COMMA ||
            a->scene.text->words[a->items.items[prep - 3].first].kind == SKT_WORD_PUNCT);
}

/* What the place item `i` is there for, which no preposition leads to. */
static place_use bare_use(const article *a, size_t i, const skt_toponym *toponym)
{
    const place_use told = bracket_use(a, i);
    if (told != USE_NONE) {
        return told;
    }
    if (toponym->possessive) {
        /* "in Kyiv's airspace" has its preposition; "Ukraine's air force" none. */
        const bool object = i > 0 && a->items.items[i - 1].kind == ITEM_VERB &&
                            a->items.items[i - 1].entry->place_object &&
                            toponym->level != SKT_LEVEL_COUNTRY && !nearer_follows(a, i);
        return object ? USE_TARGET : USE_NONE; /* "struck Kharkiv's Kyivskyi district" */
    }
    if (i > 0 && a->items.items[i - 1].kind == ITEM_DAMAGE) {
        return USE_TARGET; /* "set fire to the depot" */
    }
    if (i > 0 && a->items.items[i - 1].kind == ITEM_VERB &&
        a->items.items[i - 1].entry->place_object) {
        const bool doer = a->items.items[i - 1].entry->doer_behind && i + 1 < a->items.count &&
                          a->items.items[i + 1].kind == ITEM_PLACE;
        return doer ? USE_SUBJECT
                    : USE_TARGET; /* "attacked Russia Ukraine": the verb comes first */
    }
    if (is_object(a, i) || (i > 0 && a->items.items[i - 1].kind == ITEM_FIGURE)) {
        return USE_TARGET; /* "put the number of drones fired at Israel at 40" */
    }
    return USE_SUBJECT;
}

/* Whether the adjective at item `i` stands behind the airspace or soil that it is of, and before
 * no noun of its own. */
static bool closes_ground(const article *a, size_t i)
{
    if (i == 0 || a->items.items[i - 1].kind != ITEM_GROUND) {
        return false;
    }
    const item *next = i + 1 < a->items.count ? &a->items.items[i + 1] : NULL;
    return next == NULL || item_does(a, i + 1, SKT_GRAMMAR_FUNCTION | SKT_GRAMMAR_ADVERB) ||
           (next->kind != ITEM_COUNT && next->kind != ITEM_SOURCE && next->kind != ITEM_PLACE &&
            next->kind != ITEM_GROUND && next->kind != ITEM_OTHER_NOUN &&
            (next->kind != ITEM_WORD || a->scene.text->words[next->first].kind == SKT_WORD_PUNCT));
}

place_use where_use(const article *a, size_t i, skt_place_role *role, bool *near)
{
    const item *it = &a->items.items[i];
    const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
    *role = SKT_PLACE_TARGET;
    *near = false;
    if ((toponym->adjective || toponym->possessive) && i + 1 < a->items.count &&
        a->items.items[i + 1].kind == ITEM_GROUND) {
        const item *before = where_preposition(a, i);
        if (before != NULL && skt_str_is(before->entry->kind, "origin")) {
            *role = SKT_PLACE_ORIGIN;
            return USE_OTHER; /* "from Pakistani soil" */
        }
        return USE_TARGET; /* "Polish airspace", "Moldova's territory" */
    }
    const bool owner = toponym->possessive && i + 1 < a->items.count &&
                       a->items.items[i + 1].kind == ITEM_HERE; /* "in Bahrain's capital" */
    if (toponym->adjective && closes_ground(a, i)) {
        return USE_TARGET; /* "l'espace aérien polonais", "en territorio ruso" */
    }
    if (toponym->adjective && leads_to_unknown(a, i)) {
        return USE_TARGET;
    }
    if (toponym->adjective || owner || is_attributive(a, i)) {
        return USE_NONE;
    }
    if (i > 1 && item_does(a, i - 1, SKT_GRAMMAR_OF) && a->items.items[i - 2].kind == ITEM_GROUND) {
        return USE_TARGET; /* "the airspace of Moldova" */
    }
    if (toponym->possessive && i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_PREP &&
        skt_str_is(a->items.items[i + 1].entry->kind, "border")) {
        return USE_NONE; /* "on Egypt's border with Israel" */
    }
    const item *prep = where_preposition(a, i);
    if (prep == NULL) {
        return place_in_row(a, i) ? USE_TARGET : bare_use(a, i, toponym);
    }
    const size_t at = (size_t)(prep - a->items.items);
    if (is_seat(a, i, at) || ends_range(a, at)) {
        return USE_NONE;
    }
    const bool nearby = skt_str_is(prep->entry->kind, "near") ||
                        skt_str_is(prep->entry->kind, "origin") ||
                        skt_str_is(prep->entry->kind, "destination");
    if (nearby && at > 0 && a->items.items[at - 1].kind == ITEM_COUNT &&
        a->items.items[at - 1].noun == NOUN_OTHER &&
        !(at > 1 && a->items.items[at - 2].kind == ITEM_PREP)) { /* "at 900 metres near" */
        *near = is_short_way(a, at - 1) && at > 1 && a->items.items[at - 2].kind != ITEM_COMMA;
        return *near ? USE_TARGET : USE_NONE; /* "400 km east of Moscow" only describes */
    }
    if (toponym->possessive && nearer_follows(a, i)) {
        return USE_NONE; /* "in Iran's central city of Isfahan" */
    }
    if (toponym->possessive && i + 1 < a->items.count &&
        a->items.items[i + 1].kind == ITEM_SOURCE) {
        return USE_NONE; /* "by Ukraine's air force" */
    }
    const skt_str kind = prep->entry->kind;
    if (skt_str_is(kind, "origin")) {
        *role = SKT_PLACE_ORIGIN;
        return USE_OTHER;
    }
    if (skt_str_is(kind, "border")) {
        *role = SKT_PLACE_BORDER;
        return USE_OTHER;
    }
    *near = skt_str_is(kind, "near") || skt_str_is(kind, "destination");
    *role = skt_str_is(kind, "destination") ? SKT_PLACE_DESTINATION : SKT_PLACE_TARGET;
    return USE_TARGET;
}

/* "Qatar came under attack by five drones", "Kuwait was attacked with six": whether place
 * item `k` is what drones were sent at. */
bool where_attacked(const article *a, size_t k)
{
    size_t verb = k + 1;
    while (verb < a->items.count && a->items.items[verb].kind == ITEM_AUX) {
        verb++;
    }
    const size_t last = verb > k + 1 ? bracket_participle(a, verb) : SIZE_MAX;
    verb = last != SIZE_MAX ? last : verb;
    if (verb >= a->items.count || a->items.items[verb].kind != ITEM_VERB) {
        return false;
    }
    const skt_entry *entry = a->items.items[verb].entry;
    const bool passive =
        verb > k + 1 || (verb + 1 < a->items.count && item_does(a, verb + 1, SKT_GRAMMAR_BY));
    if (entry->patient == SKT_LAUNCHED && entry->agent == SKT_NO_OUTCOME) {
        return entry->place_object; /* "came under attack by" */
    }
    return passive && entry->place_object && entry->with != SKT_NO_OUTCOME;
}

/* Whether place item `k`, a subject, is where things happened: no country but one that is
 * attacked, and nobody who speaks. */
bool where_subject(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    const bool speaker = (a->source.first < a->source.end && it->first == a->source.first) ||
                         where_says(a, k) ||
                         (k + 1 < a->items.count && a->items.items[k + 1].kind == ITEM_SOURCE);
    return !speaker &&
           (a->scene.toponyms[it->place_first].level != SKT_LEVEL_COUNTRY || where_attacked(a, k));
}

/* "Guards at A, an air base in the province of B,": the place item that the phrase around place
 * item `k` only describes, or `k`. */
static size_t described(const article *a, size_t k)
{
    enum { REACH = 9 };
    for (size_t at = k; at > 1 && at + REACH > k; at--) {
        const item *it = &a->items.items[at - 1];
        const bool article_word =
            item_does(a, at, SKT_GRAMMAR_INDEFINITE | SKT_GRAMMAR_DEFINITE) && at < k;
        if (it->kind == ITEM_COMMA) {
            skt_place_role role;
            bool near;
            if (!article_word || a->items.items[at - 2].kind != ITEM_PLACE ||
                where_use(a, at - 2, &role, &near) != USE_TARGET) {
                return k;
            }
            /* A village of a common name is where the description says, not where it was taken
             * to be. */
            const skt_toponym *head = &a->scene.toponyms[a->items.items[at - 2].place_first];
            const skt_toponym *around = &a->scene.toponyms[a->items.items[k].place_first];
            return head->level == SKT_LEVEL_FACILITY ||
                           (head->node != SKT_NO_NODE && around->node != SKT_NO_NODE &&
                            skt_gazetteer_within(a->scene.gazetteer, head->node, around->node))
                       ? at - 2
                       : k;
        }
        if (it->kind != ITEM_WORD && it->kind != ITEM_PREP && it->kind != ITEM_SOURCE &&
            it->kind != ITEM_GROUND) {
            break;
        }
    }
    return k;
}

/* "in Hlevakha near Kyiv": the place item right before the one that place item `k` is near to, else
 * `k`. */
static size_t beside_town(const article *a, size_t k)
{
    skt_place_role role;
    bool near;
    if (k < 3 || a->items.items[k - 1].kind != ITEM_PREP ||
        !skt_str_is(a->items.items[k - 1].entry->kind, "near") ||
        a->items.items[k - 2].kind != ITEM_PLACE || a->items.items[k - 3].kind != ITEM_PREP) {
        return k;
    }
    return where_use(a, k - 2, &role, &near) == USE_TARGET && !near ? k - 2 : k;
}

/* "Gunners in Lorestan, in the west of Iran,": the place item before `k` in the same phrase
 * that lies inside it, else `k`. */
size_t where_inner(const article *a, size_t k)
{
    enum { REACH = 6 };
    size_t inner = described(a, k);
    for (size_t at = inner; at > 0 && at + REACH > inner; at--) {
        const item *it = &a->items.items[at - 1];
        if (it->kind == ITEM_PLACE) {
            const skt_node in = a->scene.toponyms[it->place_first].node;
            const skt_node out = a->scene.toponyms[a->items.items[inner].place_first].node;
            skt_place_role role;
            bool near;
            if (in == SKT_NO_NODE || out == SKT_NO_NODE || in == out ||
                !skt_gazetteer_within(a->scene.gazetteer, in, out) ||
                where_use(a, at - 1, &role, &near) != USE_TARGET || near) {
                break;
            }
            inner = at - 1;
        } else if (it->kind != ITEM_PREP && it->kind != ITEM_COMMA && it->kind != ITEM_WORD) {
            break;
        }
    }
    return beside_town(a, inner);
}

/* "hurt people from Bilozerka, where two drones crashed": the item of the place that the
 * "where" at item `k` refers to, or SIZE_MAX. */
size_t where_antecedent(const article *a, size_t k)
{
    if (k == 0 || !item_does(a, k, SKT_GRAMMAR_WHERE)) {
        return SIZE_MAX;
    }
    const size_t at = a->items.items[k - 1].kind == ITEM_COMMA && k > 1 ? k - 2 : k - 1;
    const item *it = &a->items.items[at];
    const bool place = it->kind == ITEM_PLACE && it->n_places == 1;
    return place && !a->scene.toponyms[it->place_first].adjective &&
                   a->scene.toponyms[it->place_first].level != SKT_LEVEL_COUNTRY
               ? at
               : SIZE_MAX;
}

/* "Homes in A and B went dark after drones hit substations in both cities": the item of the two
 * places that the words at item `k` refer to, or SIZE_MAX. */
size_t where_pair(const article *a, size_t k)
{
    for (; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_PLACE && it->n_places == 2) {
            return k - 1;
        }
    }
    return SIZE_MAX;
}

/* "In the A district drones were fired at three settlements": the item of the place that
 * opens the clause of the count at `i`, or SIZE_MAX. */
size_t where_of_sites(const article *a, size_t i)
{
    for (size_t k = i; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        skt_place_role role;
        bool near;
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_SAY ||
            (counts_drones(it) && it->noun == NOUN_DRONE)) {
            break;
        }
        if (it->kind == ITEM_PLACE && where_preposition(a, k - 1) != NULL &&
            where_begins_clause(a, k - 1) && where_use(a, k - 1, &role, &near) == USE_TARGET &&
            role == SKT_PLACE_TARGET) {
            return k - 1;
        }
    }
    return SIZE_MAX;
}
