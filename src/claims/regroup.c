/* What stands in several items of a sentence though it tells one thing, or does no work of its own
 * there: attacks of drones, participles before a noun, dashes of tables, short names, appositions.
 */
#include "claims/items.h"

#include "claims/quantity.h"

/* Keeps item `i` of a row of which `kept` items are left before it; the new number of these. */
static size_t keep(item_vec *items, size_t kept, size_t i)
{
    if (kept != i) { /* most rows lose nothing */
        items->items[kept] = items->items[i];
    }
    return kept + 1;
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
        kept = keep(items, kept, i);
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
            kept = keep(items, kept, i);
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
        kept = keep(items, kept, i);
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
        kept = keep(items, kept, i);
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
        kept = keep(items, kept, i);
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
        kept = keep(items, kept, i);
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

/* The kinds of the items from `from` on, a bit for each; *counts: how many of them count. */
static uint32_t kinds_of(const item_vec *items, size_t from, size_t *counts)
{
    uint32_t kinds = 0;
    *counts = 0;
    for (size_t i = from; i < items->count; i++) {
        kinds |= UINT32_C(1) << items->items[i].kind;
        *counts += items->items[i].kind == ITEM_COUNT;
    }
    return kinds;
}

/* Each pass is left out where the sentence has no item of a kind that it begins with, or has not
 * the two counts that it joins; no pass makes one of these kinds. */
void regroup_items(item_vec *items, size_t from, const skt_scene *scene)
{
    size_t counts;
    const uint32_t kinds = kinds_of(items, from, &counts);
    const bool verbs = (kinds >> ITEM_VERB & 1) != 0;
    if ((kinds >> ITEM_PREP & 1) != 0) {
        hide_origins(items, from, scene);
    }
    if (counts > 1) {
        join_attacks(items, from, scene);
    }
    if (counts > 0 && verbs) {
        join_participles(items, from, scene);
    }
    if ((kinds >> ITEM_DEBRIS & 1) != 0) {
        fold_wrecked(items, from);
    }
    if (counts > 0 && verbs) {
        turn_attacks(items, from);
    }
    if ((kinds >> ITEM_STOP & 1) != 0) {
        drop_table_dashes(items, from, scene);
    }
    if (counts > 1) {
        fold_short_names(items, from, scene);
    }
    if (verbs) {
        tell_auxiliaries(items, from, scene);
    }
    if ((kinds >> ITEM_SAY & 1) != 0) {
        pass_sayings(items, from, scene);
    }
    if (counts > 1) {
        join_appositions(items, from);
    }
}
