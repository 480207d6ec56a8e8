/* A sentence as a row of items. */
#include "claims/items.h"

#include "claims/endings.h"
#include "claims/quantity.h"

skt_status scene_index(skt_scene *scene, skt_arena *arena)
{
    const size_t n = scene->text->n_words;
    uint32_t *toponyms = skt_arena_array(arena, n, sizeof *toponyms);
    uint32_t *whens = skt_arena_array(arena, n, sizeof *whens);
    if (toponyms == NULL || whens == NULL) {
        return SKT_E_NOMEM;
    }
    for (size_t i = scene->n_toponyms; i > 0; i--) {
        toponyms[scene->toponyms[i - 1].first] = (uint32_t)i;
    }
    for (size_t i = scene->n_whens; i > 0; i--) {
        whens[scene->whens[i - 1].first] = (uint32_t)i;
    }
    scene->toponym_of = toponyms;
    scene->when_of = whens;
    return SKT_OK;
}

const skt_when *when_at(const skt_scene *scene, uint32_t at, uint32_t *index)
{
    const uint32_t found = scene->when_of == NULL ? 0 : scene->when_of[at];
    *index = found == 0 ? 0 : found - 1;
    return found != 0 && scene->whens[found - 1].end > at ? &scene->whens[found - 1] : NULL;
}

/* Words that join or open clauses. */
static item_kind joining_kind(unsigned grammar)
{
    if ((grammar & SKT_GRAMMAR_AND) != 0) {
        return ITEM_AND;
    }
    if ((grammar & SKT_GRAMMAR_BUT) != 0) {
        return ITEM_BUT;
    }
    const unsigned relative = SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH | SKT_GRAMMAR_WHERE |
                              SKT_GRAMMAR_WHEN | SKT_GRAMMAR_AS | SKT_GRAMMAR_CLAUSE;
    return (grammar & relative) != 0 ? ITEM_RELATIVE : ITEM_WORD;
}

static item_kind punctuation_kind(const skt_word *word)
{
    static const struct {
        skt_str text;
        item_kind kind;
    } signs[] = {
        {{",", 1}, ITEM_COMMA},
        {{"\xE2\x80\x9C", 3}, ITEM_QUOTE},
        {{"\xE2\x80\x9D", 3}, ITEM_QUOTE},
        {{"\"", 1}, ITEM_QUOTE},
        {{"\xE2\x80\x94", 3}, ITEM_STOP},
        {{"\xE2\x80\x93", 3}, ITEM_STOP},
        {{"-", 1}, ITEM_STOP}, /* spaced it is a dash */
        {{";", 1}, ITEM_STOP},
        {{":", 1}, ITEM_COLON},
        {{"(", 1}, ITEM_COMMA},
        {{")", 1}, ITEM_COMMA},
        {{"\xC2\xAB", 2}, ITEM_QUOTE},
        {{"\xC2\xBB", 2}, ITEM_QUOTE},
    };
    const bool arabic = word->text.len == 2 && word->fold.len == 1; /* folds to that of ASCII */
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (skt_str_eq(arabic ? word->fold : word->text, signs[i].text)) {
            return signs[i].kind;
        }
    }
    return ITEM_WORD;
}

/* Tags in the order in which they rule where a phrase has several. */
static const struct {
    skt_tag tag;
    item_kind kind;
} tag_items[] = {
    {SKT_TAG_OF_THEM, ITEM_OF_THEM},   {SKT_TAG_CASUALTY, ITEM_CASUALTY},
    {SKT_TAG_GROUND, ITEM_GROUND},     {SKT_TAG_VERB, ITEM_VERB},
    {SKT_TAG_DAMAGE, ITEM_DAMAGE},     {SKT_TAG_EACH, ITEM_EACH},
    {SKT_TAG_HERE, ITEM_HERE},         {SKT_TAG_SAY, ITEM_SAY},
    {SKT_TAG_SOURCE, ITEM_SOURCE},     {SKT_TAG_NEG, ITEM_NEG},
    {SKT_TAG_IRREALIS, ITEM_IRREALIS}, {SKT_TAG_CORRECTION, ITEM_CORRECTION},
    {SKT_TAG_FIGURE, ITEM_FIGURE},     {SKT_TAG_BACKGROUND, ITEM_BACKGROUND},
    {SKT_TAG_PREP, ITEM_PREP},         {SKT_TAG_AUX, ITEM_AUX},
};

/* `counted`: a number ends right before the phrase; `counts`: one begins right behind it. */
static void item_of_hit(item *out, const skt_lexicon_hit *hit, bool counted, bool counts)
{
    size_t n;
    const skt_entry *const *entries = skt_lexicon_entries(&n, hit);
    for (size_t i = 0; counted && i < n; i++) {
        const skt_entry *verb = entries[i];
        if (verb->tag == SKT_TAG_VERB && verb->form == SKT_FORM_NOUN &&
            verb->patient == SKT_INTERCEPTED) { /* "144 kills" */
            *out = (item){.kind = ITEM_VERB, .first = out->first, .end = hit->end, .entry = verb};
            return;
        }
    }
    for (size_t i = 0; i < sizeof tag_items / sizeof tag_items[0]; i++) {
        const skt_entry *entry = skt_lexicon_entry(hit, tag_items[i].tag);
        const bool unmarked = /* words that keep what else they are */
            entry != NULL &&
            ((entry->tag == SKT_TAG_FIGURE && skt_str_is(entry->kind, "noun")) ||
             (entry->tag == SKT_TAG_CORRECTION && skt_str_is(entry->kind, "compared")));
        const bool other = entry != NULL && !counts && entry->tag == SKT_TAG_EACH &&
                           skt_str_is(entry->kind, "before"); /* "по хутору", but "по два" */
        if (entry != NULL && !unmarked && !other) {
            out->kind = (uint8_t)tag_items[i].kind;
            out->entry = entry;
            out->end = hit->end;
            return;
        }
    }
}

static bool masked_at(item *out, const skt_lexicon_hit *hit)
{
    if (skt_lexicon_entry(hit, SKT_TAG_MASKED) == NULL) {
        return false;
    }
    out->kind = ITEM_OTHER_NOUN;
    out->end = hit->end;
    return true;
}

/* "21 over six other regions": a bound that is a preposition here. */
static bool is_place_over(const skt_lexicon_hit *hit, const item *count)
{
    return count->noun == NOUN_SITES && skt_lexicon_entry(hit, SKT_TAG_BOUND) != NULL &&
           skt_lexicon_entry(hit, SKT_TAG_PREP) != NULL;
}

/* Whether drones are named right from word `at` on: "opened fire on [two drones]". */
static bool drone_near(const skt_scene *scene, uint32_t at)
{
    enum { REACH = 3 };
    for (uint32_t w = at; w < scene->text->n_words && w < at + REACH; w++) {
        skt_lexicon_hit hit;
        if (scene->text->words[w].sentence != scene->text->words[at].sentence ||
            scene->text->words[w].kind == SKT_WORD_PUNCT || toponym_at(scene, w) != NULL) {
            break;
        }
        if (skt_words_match(&hit, scene->words, w, (uint32_t)scene->text->n_words) &&
            skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL) {
            return true;
        }
    }
    return false;
}

/* A phrase of a verb or of damage leaves the preposition that it ends with ("blew up on",
 * "picked up in") to the place behind it, unless that place is its object. */
static void leave_preposition(item *out, const skt_scene *scene)
{
    const skt_entry *entry = out->entry;
    skt_lexicon_hit last;
    if ((out->kind != ITEM_VERB && out->kind != ITEM_DAMAGE) || out->end <= out->first + 1 ||
        entry->place_object || !skt_words_match(&last, scene->words, out->end - 1, out->end)) {
        return;
    }
    const skt_entry *prep = skt_lexicon_entry(&last, SKT_TAG_PREP);
    const bool hides = out->kind == ITEM_VERB && entry->form == SKT_FORM_NOUN && /* "target for" */
                       entry->agent == SKT_NO_OUTCOME && entry->patient == SKT_NO_OUTCOME &&
                       entry->with == SKT_NO_OUTCOME;
    const bool of_drones = out->kind == ITEM_VERB && entry->patient != SKT_NO_OUTCOME &&
                           entry->agent == SKT_NO_OUTCOME && /* "opened fire on drones" */
                           !skt_str_is(entry->kind, "find");
    if (prep != NULL && (hides || (skt_str_is(prep->kind, "target") && !of_drones)) &&
        !drone_near(scene, out->end)) {
        out->end--;
    }
}

/* Whether the phrase only tells the rank of a city: "capital". */
static bool is_rank(const skt_lexicon_hit *hit)
{
    const skt_entry *here = skt_lexicon_entry(hit, SKT_TAG_HERE);
    return here != NULL && skt_str_is(here->kind, "capital");
}

/* Whether a country's adjective or possessive ends right before word `at`. */
static bool is_owned(const skt_scene *scene, uint32_t at)
{
    enum { REACH = 5 };
    for (uint32_t from = at; from > 0 && at - from < REACH; from--) {
        const skt_toponym *owner = toponym_at(scene, from - 1);
        if (owner != NULL) {
            const bool suffix =
                owner->end + 1 == at && scene->text->words[owner->end].kind == SKT_WORD_SUFFIX;
            return (owner->adjective || owner->possessive) && (owner->end == at || suffix);
        }
    }
    return false;
}

/* Whether word `at` is of a number. */
static bool is_number(const skt_scene *scene, uint32_t at, uint32_t end)
{
    skt_lexicon_hit hit;
    return at < end && (scene->text->words[at].kind == SKT_WORD_DIGITS ||
                        (skt_words_match(&hit, scene->words, at, end) &&
                         skt_lexicon_entry(&hit, SKT_TAG_NUMBER) != NULL));
}

/* "в городе Шебекино", "над Республикой Крым": whether a name goes on with the words of a phrase
 * that points, which stands at word `at`. */
static bool names_here(const skt_scene *scene, uint32_t at, const skt_lexicon_hit *hit)
{
    const skt_str level = skt_lexicon_entry(hit, SKT_TAG_HERE)->kind;
    if (hit->end < at + 2 || !word_does(scene, at, SKT_GRAMMAR_ADVERB | SKT_GRAMMAR_IN) ||
        skt_str_is(level, "capital") || skt_str_is(level, "same") || skt_str_is(level, "whole")) {
        return false;
    }
    for (uint32_t i = at + 1; i <= hit->end; i++) {
        const skt_toponym *name = toponym_at(scene, i);
        if (name != NULL && !name->adjective && name->end > hit->end) {
            return true;
        }
    }
    return false;
}

/* `counted`: a number ends right before word `at`. */
static void next_item(item *out, const skt_scene *scene, uint32_t at, uint32_t end, bool counted)
{
    const skt_word *word = &scene->text->words[at];
    *out = (item){.kind = ITEM_WORD, .first = at, .end = at + 1};
    if (word->kind == SKT_WORD_PUNCT) {
        out->kind = (uint8_t)punctuation_kind(word);
        return;
    }
    skt_lexicon_hit hit;
    bool known = skt_words_match(&hit, scene->words, at, end);
    if (known && skt_lexicon_entry(&hit, SKT_TAG_HERE) != NULL && hit.end < end &&
        (word_does(scene, hit.end, SKT_GRAMMAR_OF) || names_here(scene, at, &hit))) {
        /* "in the city of Kursk" names its place; only the preposition is taken. */
        const uint32_t shorter = hit.end - 1;
        known = skt_words_match(&hit, scene->words, at, shorter) &&
                skt_lexicon_entry(&hit, SKT_TAG_HERE) == NULL;
        known = known || skt_words_match(&hit, scene->words, at, at + 1);
    }
    if (known && hit.end == at + 1 && is_rank(&hit) && !is_owned(scene, at)) {
        known = false; /* "capital", but "the Russian capital" */
    }
    if (known && masked_at(out, &hit)) {
        return;
    }
    uint32_t when = 0;
    const skt_when *time = when_at(scene, at, &when);
    if (time != NULL) {
        *out = (item){.kind = ITEM_WHEN, .first = at, .end = time->end, .when = when};
        return;
    }
    const skt_toponym *toponym = toponym_at(scene, at);
    if (toponym != NULL && !toponym->adjective && is_common_word(scene, toponym, NULL, end)) {
        toponym = NULL;
    }
    if (toponym != NULL && !toponym->adjective) {
        place_item(out, scene, at, end);
        return;
    }
    if (known || skt_words_grammar(scene->words, at) != 0) {
        item debris;
        if (debris_at(&debris, scene, at, end)) {
            *out = debris;
            return;
        }
    }
    item count;
    if (count_at(&count, scene, at, end) && !(known && is_place_over(&hit, &count))) {
        *out = count;
        return;
    }
    if (toponym != NULL) {
        place_item(out, scene, at, end);
        return;
    }
    if (known) {
        item_of_hit(out, &hit, counted, is_number(scene, hit.end, end));
        if (out->kind != ITEM_WORD) {
            leave_preposition(out, scene);
            return;
        }
    }
    out->kind = (uint8_t)joining_kind(skt_words_grammar(scene->words, at));
}

static bool is_dash(const skt_scene *scene, const item *it)
{
    return it->kind == ITEM_STOP && !is_sign(scene, it->first, ";");
}

/* "Kursk - 12", "8 - over Bryansk": the dash of a table, which parts no clauses. */
static void drop_table_dashes(item_vec *items, size_t from, const skt_scene *scene)
{
    size_t kept = from;
    for (size_t i = from; i < items->count; i++) {
        const item *it = &items->items[i];
        if (i > from && i + 1 < items->count && is_dash(scene, it)) {
            const item *before = &items->items[kept - 1];
            const item *after = it + 1;
            const bool bare_after = after->kind == ITEM_COUNT && after->noun == NOUN_NONE;
            const bool each_after = after->kind == ITEM_EACH && i + 2 < items->count &&
                                    after[1].kind == ITEM_COUNT && after[1].noun == NOUN_NONE;
            const bool bare_before = before->kind == ITEM_COUNT && before->noun == NOUN_NONE;
            const bool ends = i + 2 == items->count || after[1].kind == ITEM_COMMA ||
                              after[1].kind == ITEM_STOP || after[1].kind == ITEM_AND ||
                              after[1].kind == ITEM_WORD;
            const bool joint = after->kind == ITEM_WORD && /* "10 - акватория" */
                               word_does(scene, after->first, SKT_GRAMMAR_JOINT);
            const bool row = before->kind == ITEM_COUNT && /* "31 drones - over" */
                             before->noun == NOUN_DRONE && before->value != SKT_NULL &&
                             (after->kind == ITEM_PREP || after->kind == ITEM_PLACE || joint);
            const bool told =
                before->kind == ITEM_COUNT && before->value != SKT_NULL &&
                after->kind == ITEM_VERB && /* "41 – збито" */
                after->entry->patient != SKT_NO_OUTCOME &&
                (after->entry->form == SKT_FORM_PART || after->entry->form == SKT_FORM_PAST) &&
                (i + 2 == items->count || after[1].kind != ITEM_COUNT);
            if (row || told ||
                ((before->kind == ITEM_PLACE || before->kind == ITEM_HERE ||
                  before->kind == ITEM_WHEN) && /* "вчера - два" */
                 ((bare_after && ends) || each_after)) ||
                (bare_before && (after->kind == ITEM_PREP || after->kind == ITEM_PLACE ||
                                 after->kind == ITEM_EACH || joint))) {
                continue;
            }
        }
        items->items[kept++] = *it;
    }
    items->count = kept;
}

/* Whether item `it` is a part without a number that a number may stand beside: "most of them". */
static bool is_vague_part(const item *it)
{
    return it->kind == ITEM_COUNT && it->value == SKT_NULL && it->noun != NOUN_OTHER &&
           it->noun != NOUN_SITES && !it->attack && it->count == COUNT_PLAIN &&
           (it->noun == NOUN_NONE || it->of_them);
}

/* Whether the items at `at` are a sign, a count and the sign that ends its apposition. */
static bool is_apposition(const item_vec *items, size_t at)
{
    const item *sign = &items->items[at];
    return at + 1 < items->count && (sign->kind == ITEM_COMMA || sign->kind == ITEM_STOP) &&
           sign[1].kind == ITEM_COUNT && sign[1].noun == NOUN_NONE &&
           sign[1].count == COUNT_PLAIN && (at + 2 == items->count || sign[2].kind == sign->kind);
}

/* Makes one count of a part and its number: "the largest number, 31, were", "almost a third
 * of them - 26 -", "54 of them, the largest share, over". */
static void join_appositions(item_vec *items, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < items->count; i++) {
        const item *sign = &items->items[i];
        item *part = kept > from ? &items->items[kept - 1] : NULL;
        const bool follows = part != NULL && is_apposition(items, i);
        const bool number = follows && sign[1].value != SKT_NULL && is_vague_part(part);
        const bool share = follows && is_vague_part(&sign[1]) && !sign[1].of_them &&
                           part->kind == ITEM_COUNT && part->value != SKT_NULL && sign[1].definite;
        if (!number && !share) {
            items->items[kept++] = *sign;
            continue;
        }
        if (number) {
            part->value = sign[1].value;
            part->bound = sign[1].bound;
            part->low = sign[1].low;
            part->plural = part->value != 1;
            part->definite = false;
            part->shares = 0;
        }
        part->end = sign[1].end;
        i += i + 2 < items->count ? 2 : 1;
    }
    items->count = kept;
}

/* A time or a place that begins inside the phrase of `made` and goes on behind it ("went off on
 * Saturday", "over the territory of the Republic of Crimea", "three districts of Kyiv"): what is
 * left of it as an item of its own; false if there is none. */
static bool rest_of(item *out, const skt_scene *scene, const item *made, uint32_t end)
{
    const bool sites = made->kind == ITEM_COUNT && made->noun == NOUN_SITES;
    for (uint32_t at = made->first + 1; at < made->end; at++) {
        uint32_t when = 0;
        const skt_when *time = when_at(scene, at, &when);
        if (time != NULL && time->end > made->end && made->kind != ITEM_COUNT) {
            *out = (item){.kind = ITEM_WHEN, .first = made->end, .end = time->end, .when = when};
            return true;
        }
        const skt_toponym *place = made->kind == ITEM_PREP || sites ? toponym_at(scene, at) : NULL;
        if (place != NULL && place->end > made->end) {
            *out = (item){.kind = ITEM_WORD, .first = made->end, .end = made->end + 1};
            place_item(out, scene, at, end);
            return true;
        }
    }
    return false;
}

/* "has been confirmed in", "were reported at": nobody begins to speak; but "it was said that". */
static void pass_sayings(item_vec *items, size_t from, const skt_scene *scene)
{
    for (size_t i = from + 2; i + 1 < items->count; i++) {
        item *it = &items->items[i];
        const item *before = &items->items[i - 2];
        const uint32_t next = items->items[i + 1].first;
        if (it->kind == ITEM_SAY && items->items[i - 1].kind == ITEM_AUX &&
            skt_str_is(it->entry->kind, "verb") && before->kind == ITEM_COUNT &&
            before->noun == NOUN_DRONE &&
            !word_does(scene, next, SKT_GRAMMAR_THAT | SKT_GRAMMAR_BY | SKT_GRAMMAR_AS)) {
            it->kind = ITEM_WORD;
        }
    }
}

/* "got a third near A" stops drones; before anything but a mere number "got" only helps a verb. */
static void tell_auxiliaries(item_vec *items, size_t from, const skt_scene *scene)
{
    for (size_t i = from; i < items->count; i++) {
        item *it = &items->items[i];
        skt_lexicon_hit hit;
        if (it->kind != ITEM_VERB || !skt_words_match(&hit, scene->words, it->first, it->end) ||
            hit.end != it->end) {
            continue;
        }
        const skt_entry *aux = skt_lexicon_entry(&hit, SKT_TAG_AUX);
        const item *next = i + 1 < items->count ? &it[1] : NULL;
        const bool object = next != NULL && next->kind == ITEM_COUNT && next->noun == NOUN_NONE &&
                            next->value != SKT_NULL;
        if (aux != NULL && !object) {
            it->kind = ITEM_AUX;
            it->entry = aux;
        }
    }
}

/* Whether drones end right before item `at`, but for words that describe them; the words are then
 * theirs: "291 БпЛА різної модифікації". */
static bool ends_count(item_vec *items, size_t from, size_t at)
{
    enum { REACH = 3 };
    for (size_t k = at; k > from && at - k <= REACH; k--) {
        const item *it = &items->items[k - 1];
        if (it->kind == ITEM_COUNT) {
            return it->noun == NOUN_DRONE;
        }
        if (it->kind != ITEM_WORD) {
            break;
        }
    }
    return false;
}

/* Whether the item is a number of attacks: "12 ударів". */
static bool counts_attacks(const item *it, const skt_scene *scene)
{
    skt_lexicon_hit hit;
    const skt_entry *verb = it->kind == ITEM_COUNT && it->value != SKT_NULL &&
                                    it->noun == NOUN_OTHER && it->end > it->first + 1 &&
                                    skt_words_match(&hit, scene->words, it->end - 1, it->end)
                                ? skt_lexicon_entry(&hit, SKT_TAG_VERB)
                                : NULL;
    return verb != NULL && verb->form == SKT_FORM_NOUN && verb->with != SKT_NO_OUTCOME;
}

/* "12 ударів БпЛА", "15 атак дронів": attacks of drones, as in "12 drone attacks". */
static void join_attacks(item_vec *items, size_t from, const skt_scene *scene)
{
    size_t kept = from;
    for (size_t i = from; i < items->count; i++) {
        const item *it = &items->items[i];
        item *attacks = kept > from ? &items->items[kept - 1] : NULL;
        if (attacks != NULL && counts_attacks(attacks, scene) && it->kind == ITEM_COUNT &&
            it->noun == NOUN_DRONE && it->count == COUNT_PLAIN && attacks->end == it->first &&
            (it->value == SKT_NULL || it->value == 1)) {
            attacks->noun = NOUN_DRONE;
            attacks->attack = true;
            attacks->measure = false;
            attacks->end = it->end;
            continue;
        }
        items->items[kept++] = *it;
    }
    items->count = kept;
}

/* "uncrewed aerial systems (UAS)": the short name in brackets counts nothing of its own. */
static void fold_short_names(item_vec *items, size_t from, const skt_scene *scene)
{
    size_t kept = from;
    for (size_t i = from; i < items->count; i++) {
        const item *it = &items->items[i];
        const bool bracket = i > from && i + 2 < items->count && is_sign(scene, it->first, "(");
        const size_t word = bracket && it[1].kind == ITEM_WORD; /* "(mostly FPV)" */
        const item *name = it + 1 + word;
        if (bracket && i + 2 + word < items->count && name->kind == ITEM_COUNT &&
            name->noun == NOUN_DRONE && name->count == COUNT_PLAIN &&
            (name->value == SKT_NULL || (word && name->value == 1)) &&
            is_sign(scene, name[1].first, ")") && ends_count(items, from, kept)) {
            i += 2 + word;
            continue;
        }
        items->items[kept++] = *it;
    }
    items->count = kept;
}

/* "zwei aus dem Jemen gestartete Drohnen", "drei von den Huthi abgefeuerte Drohnen": the number
 * whose noun comes next, where its origin and a participle end at items[kept - 1]; NULL: none. */
static item *origin_inside(const item_vec *items, size_t from, size_t kept)
{
    enum { REACH = 6 };
    if (kept < from + 3 || items->items[kept - 1].kind != ITEM_VERB ||
        items->items[kept - 1].entry->form != SKT_FORM_ATTR) {
        return NULL;
    }
    for (size_t k = kept - 1; k > from && kept - k < REACH; k--) {
        item *it = &items->items[k - 1];
        if (it->kind == ITEM_COUNT) {
            return it->noun == NOUN_NONE && it->value != SKT_NULL && k < kept - 1 ? it : NULL;
        }
        if (it->kind != ITEM_PREP && it->kind != ITEM_PLACE && it->kind != ITEM_WORD &&
            it->kind != ITEM_SOURCE && it->kind != ITEM_WHEN) {
            break;
        }
    }
    return NULL;
}

/* "11 сбитых беспилотников": a participle between a number and its noun is a verb of its own
 * behind the count. */
static void join_participles(item_vec *items, size_t from, const skt_scene *scene)
{
    size_t kept = from;
    for (size_t i = from; i < items->count; i++) {
        item *count = kept > from + 1 ? &items->items[kept - 2] : NULL;
        const item *verb = kept > from ? &items->items[kept - 1] : NULL;
        const item *noun = &items->items[i];
        const bool bare = noun->kind == ITEM_COUNT && noun->noun == NOUN_DRONE &&
                          noun->count == COUNT_PLAIN && !noun->definite &&
                          (noun->value == SKT_NULL || noun->value == 1);
        if (count != NULL && count->kind == ITEM_COUNT && count->noun == NOUN_NONE &&
            count->value != SKT_NULL && verb->kind == ITEM_VERB &&
            (verb->entry->form == SKT_FORM_ATTR ||
             (verb->entry->form == SKT_FORM_PART && verb->end == noun->first)) &&
            count->end == verb->first &&
            (bare || (noun->kind == ITEM_WORD && drone_at(scene, noun->first, noun->end)))) {
            count->noun = NOUN_DRONE;
            continue;
        }
        item *parted = bare ? origin_inside(items, from, kept) : NULL;
        if (parted != NULL) {
            parted->noun = NOUN_DRONE;
            items->items[kept - 1].kind = ITEM_WORD;
            continue;
        }
        items->items[kept++] = *noun;
    }
    items->count = kept;
}

/* "обломки одного сбитого аппарата": drones right behind debris are those that it is of. */
static void fold_wrecked(item_vec *items, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < items->count; i++) {
        item *debris = kept > from ? &items->items[kept - 1] : NULL;
        const item *it = &items->items[i];
        const bool attr = it->kind == ITEM_COUNT && i + 1 < items->count &&
                          it[1].kind == ITEM_VERB && it[1].entry->form == SKT_FORM_ATTR;
        const size_t noun = i + 1 + (i + 2 < items->count && it[1].kind == ITEM_QUOTE);
        if (debris != NULL && debris->kind == ITEM_DEBRIS && it->kind == ITEM_VERB &&
            it->entry->form == SKT_FORM_ATTR && noun < items->count &&
            items->items[noun].kind == ITEM_COUNT && items->items[noun].noun == NOUN_DRONE) {
            debris->end = items->items[noun].end; /* "уламки збитого «шахеда»" */
            i = noun;
            continue;
        }
        const bool one = it->noun == NOUN_NONE && it->count == COUNT_PLAIN && it->value == 1 &&
                         i + 1 < items->count &&
                         it[1].kind == ITEM_VERB; /* "обломки одного упали" */
        if (debris != NULL && debris->kind == ITEM_DEBRIS && it->kind == ITEM_COUNT &&
            (it->noun == NOUN_DRONE || one) && debris->end == it->first) {
            debris->end = attr ? it[1].end : it->end;
            i += attr;
            continue;
        }
        items->items[kept++] = *it;
    }
    items->count = kept;
}

/* "атака БПЛА", "после налёта беспилотников": drones whose attack is named before them are read as
 * those of "a drone attack". */
static void turn_attacks(item_vec *items, size_t from)
{
    for (size_t i = from; i + 1 < items->count; i++) {
        item *noun = &items->items[i];
        item *drones = &items->items[i + 1];
        if (noun->kind != ITEM_VERB || noun->entry->form != SKT_FORM_NOUN ||
            noun->entry->agent != SKT_LAUNCHED || noun->end != drones->first ||
            drones->kind != ITEM_COUNT || drones->noun != NOUN_DRONE || drones->value != SKT_NULL ||
            drones->count != COUNT_PLAIN || drones->definite || drones->of_them || drones->attack) {
            continue;
        }
        const item swapped = *noun;
        *noun = *drones;
        *drones = swapped;
        noun->attack = true;
    }
}

skt_status items_of(item_vec *out, const skt_scene *scene, skt_span sentence)
{
    const size_t from = out->count;
    uint32_t at = sentence.first;
    bool counted = false;
    while (at < sentence.end) {
        const skt_word *word = &scene->text->words[at];
        if (word->kind == SKT_WORD_LETTERS && word->fold.len == 0) {
            at++; /* the variation of a bullet */
            continue;
        }
        item made;
        next_item(&made, scene, at, sentence.end, counted);
        counted = made.kind == ITEM_COUNT && made.noun == NOUN_NONE && made.value != SKT_NULL;
        if (!skt_vec_push(out, made)) {
            return SKT_E_NOMEM;
        }
        at = made.end > at ? made.end : at + 1;
        item rest;
        if ((made.entry != NULL || made.kind == ITEM_COUNT) &&
            rest_of(&rest, scene, &made, sentence.end)) {
            const item of = {.kind = ITEM_WORD, .first = made.end, .end = made.end + 1};
            if (made.kind == ITEM_COUNT) {
                rest.first = of.end;
            }
            if ((made.kind == ITEM_COUNT && !skt_vec_push(out, of)) || !skt_vec_push(out, rest)) {
                return SKT_E_NOMEM;
            }
            at = rest.end;
        }
    }
    hide_origins(out, from, scene);
    join_attacks(out, from, scene);
    join_participles(out, from, scene);
    fold_wrecked(out, from);
    turn_attacks(out, from);
    drop_table_dashes(out, from, scene);
    fold_short_names(out, from, scene);
    tell_auxiliaries(out, from, scene);
    pass_sayings(out, from, scene);
    join_appositions(out, from);
    return skt_endings_place(out, from, scene);
}
