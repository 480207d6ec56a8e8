/* Focus: the place that a text is at, from sentence to sentence. What a clause leaves out
 * happened there: the place told last, first of all in the same sentence, then in the
 * sentences before, the headline and the dateline. */
#include "claims/where.h"

static bool is_within(const article *a, skt_node inner, skt_node outer)
{
    return inner != SKT_NO_NODE && outer != SKT_NO_NODE &&
           skt_gazetteer_within(a->scene.gazetteer, inner, outer);
}

static bool says(const article *a)
{
    for (size_t i = 0; i < a->items.count; i++) {
        if (a->items.items[i].kind == ITEM_SAY) {
            return true;
        }
    }
    return false;
}

/* "the ministry in Baku", "Kharkiv police": whether place item `k` only says who speaks. */
static bool is_of_speaker(const article *a, size_t k)
{
    if ((k + 1 < a->items.count && a->items.items[k + 1].kind == ITEM_SOURCE) || where_says(a, k)) {
        return true;
    }
    const item *it = &a->items.items[k];
    if (a->source.first <= it->first && it->end <= a->source.end) {
        return true;
    }
    const item *prep = where_preposition(a, k);
    return prep != NULL && prep > a->items.items && prep[-1].kind == ITEM_SOURCE && says(a);
}

/* Whether the text names the country of `node` otherwise too: a chance likeness of names
 * stands alone. */
static bool is_plausible(const article *a, const skt_toponym *toponym)
{
    const skt_node country = country_around(a, toponym->node);
    bool known = country == a->country || country == SKT_NO_NODE || /* a sea */
                 toponym->level == SKT_LEVEL_COUNTRY;
    for (size_t i = 0; i < a->scene.n_toponyms && !known; i++) {
        const skt_toponym *other = &a->scene.toponyms[i];
        known = other->node != toponym->node && other->node != SKT_NO_NODE &&
                country_around(a, other->node) == country;
    }
    return known;
}

/* Whether place item `k` is all that the sentence says: a heading. */
static bool is_heading(const article *a, size_t k)
{
    for (size_t i = 0; i < a->items.count; i++) {
        const item *it = &a->items.items[i];
        if (i != k && it->kind != ITEM_WHEN && it->kind != ITEM_COMMA && it->kind != ITEM_STOP &&
            it->kind != ITEM_COLON &&
            !(it->kind == ITEM_WORD && a->scene.text->words[it->first].kind == SKT_WORD_PUNCT)) {
            return false;
        }
    }
    return true;
}

/* Whether place item `k`, all that its sentence says, is a capital in capital letters: where an
 * agency writes from, and the country is what it writes of. */
static bool is_seat_of_agency(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    const skt_node node = a->scene.toponyms[it->place_first].node;
    return (a->scene.text->words[it->first].flags & SKT_WORD_ALL_CAPS) != 0 &&
           node != SKT_NO_NODE &&
           (skt_gazetteer_flags(a->scene.gazetteer, node) & SKT_NODE_CAPITAL) != 0;
}

/* "Kyiv and Moscow disagree": two places of different countries as the subject of a sentence. */
static bool are_parties(const article *a, const item *it)
{
    const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
    return it->n_places == 2 &&
           country_around(a, toponym[0].node) != country_around(a, toponym[1].node);
}

/* Whether something is told to have happened at place item `k`. */
static bool is_scene(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    if (it->kind != ITEM_PLACE || is_of_speaker(a, k)) {
        return false;
    }
    const skt_toponym *toponym = &a->scene.toponyms[it->place_first];
    if (toponym->node == SKT_NO_NODE || !is_plausible(a, toponym)) {
        return false;
    }
    const bool country = toponym->level == SKT_LEVEL_COUNTRY;
    skt_place_role role;
    bool near;
    switch (where_use(a, k, &role, &near)) {
    case USE_TARGET: return it->n_places <= (country ? 1 : 2); /* a list is no one place */
    case USE_SUBJECT:
        return (!country || is_heading(a, k)) && it->n_places <= 2 && !are_parties(a, it);
    case USE_NONE: return toponym->possessive && !country;
    default: return false;
    }
}

/* Whether the place, of a script without capital letters, is a capital that a dash or a colon
 * follows: "كييف - ". */
static bool is_caseless_dateline(const article *a, const skt_toponym *toponym)
{
    const skt_text *text = a->scene.text;
    const skt_word *behind = toponym->end < text->n_words ? &text->words[toponym->end] : NULL;
    return (text->words[toponym->first].flags & SKT_WORD_NO_CASE) != 0 && behind != NULL &&
           behind->kind == SKT_WORD_PUNCT && !skt_str_is(behind->fold, ",") &&
           !skt_str_is(behind->text, ".") && toponym->node != SKT_NO_NODE &&
           (skt_gazetteer_flags(a->scene.gazetteer, toponym->node) & SKT_NODE_CAPITAL) != 0;
}

/* The items of a dateline at the head of the sentence: "PORT SUDAN - The army said". */
static size_t dateline_end(const article *a)
{
    enum { REACH = 8 };
    const item *first = &a->items.items[0];
    const skt_str name = a->scene.text->words[first->first].text;
    if (first->kind == ITEM_PLACE &&
        is_caseless_dateline(a, &a->scene.toponyms[first->place_first])) {
        return 2;
    }
    if (first->kind != ITEM_PLACE || name.len < 2 || name.ptr[1] < 'A' || name.ptr[1] > 'Z') {
        return 0;
    }
    bool dated = false;
    for (size_t at = 1; at < REACH; at++) {
        const item *it = at < a->items.count ? &a->items.items[at] : NULL;
        if (it == NULL) {
            return dated ? at : 0;
        }
        dated |= it->kind == ITEM_WHEN;
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON) {
            return at; /* "MOSCOW, December 2." is a sentence of its own */
        }
        const bool passes = it->kind == ITEM_PLACE || it->kind == ITEM_COMMA ||
                            it->kind == ITEM_WHEN || it->kind == ITEM_WORD ||
                            it->kind == ITEM_SOURCE;
        if (!passes) {
            break;
        }
    }
    return 0;
}

size_t focus_in(const article *a, size_t to)
{
    size_t best = SIZE_MAX;
    for (size_t k = dateline_end(a); k < to; k++) {
        if (!is_scene(a, k)) {
            continue;
        }
        const skt_toponym *said = &a->scene.toponyms[a->items.items[k].place_first];
        if (best != SIZE_MAX) {
            const skt_toponym *told = &a->scene.toponyms[a->items.items[best].place_first];
            if (is_within(a, told->node, said->node) || said->level == SKT_LEVEL_SEA ||
                (said->level == SKT_LEVEL_COUNTRY && told->level != SKT_LEVEL_COUNTRY)) {
                continue; /* "a post at Diafarabe, in the Mopti region" */
            }
            if (told->level == SKT_LEVEL_COUNTRY && a->items.items[k - 1].kind == ITEM_AUX &&
                is_within(a, said->node, told->node)) {
                continue; /* "a raid on Ukraine, its main target was Kyiv" */
            }
        }
        best = k;
    }
    return best;
}

/* "KYIV: ...": a capital in capital letters is where the reporter sits. */
static bool is_dateline(const article *a, const skt_toponym *toponym)
{
    return is_caseless_dateline(a, toponym) ||
           ((a->scene.text->words[toponym->first].flags & SKT_WORD_ALL_CAPS) != 0 &&
            (skt_gazetteer_flags(a->scene.gazetteer, toponym->node) & SKT_NODE_CAPITAL) != 0);
}

size_t focus_title(const article *a, size_t i)
{
    enum { TITLE_ITEMS = 12 };
    size_t at = 0;
    while (at < i &&
           (a->items.items[at].kind == ITEM_WHEN || a->items.items[at].kind == ITEM_STOP ||
            a->scene.text->words[a->items.items[at].first].kind == SKT_WORD_PUNCT)) {
        at++;
    }
    if (at >= i || a->items.items[at].kind != ITEM_PLACE) {
        return SIZE_MAX;
    }
    const skt_toponym *toponym = &a->scene.toponyms[a->items.items[at].place_first];
    if (toponym->node == SKT_NO_NODE || toponym->adjective || toponym->possessive ||
        is_dateline(a, toponym)) {
        return SIZE_MAX;
    }
    for (size_t k = at + 1; k < i && k < at + TITLE_ITEMS; k++) {
        const uint8_t kind = a->items.items[k].kind;
        if (kind == ITEM_COLON) {
            return at;
        }
        if ((kind == ITEM_VERB && a->items.items[k].entry->form != SKT_FORM_NOUN) ||
            kind == ITEM_COUNT || kind == ITEM_SAY || kind == ITEM_SOURCE) {
            break;
        }
    }
    return SIZE_MAX;
}

/* The draft that says where a sentence is: its first where it goes on to a list, the whole
 * of parts, else its last. */
static const draft *topic_of(const article *a, const draft *last)
{
    const draft *first = last;
    size_t numbered = 0;
    for (const draft *d = last; d >= a->drafts.items && d->sentence == last->sentence; d--) {
        numbered += d->value != SKT_NULL;
        first = d->places.count > 0 && !d->debris ? d : first;
    }
    return numbered > 2 ? first : last;
}

/* "Two flew on into Romania and eight went missing": the country that some left for is not where
 * the others were. */
static bool left_for(const article *a, const draft *before)
{
    return before->outcome == SKT_LOST && before->own_place && before->places.count == 1 &&
           before->places.items[0].level == SKT_LEVEL_COUNTRY && a->country != SKT_NO_NODE &&
           before->places.items[0].node != a->country;
}

const draft *focus_draft(const article *a, const draft *d, uint32_t reach)
{
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *before = &a->drafts.items[i - 1];
        if (left_for(a, before)) {
            continue;
        }
        if (before->places.count > 0 && !before->debris &&
            before->sentence + reach >= d->sentence && (!before->headline || d->headline)) {
            return before->sentence == d->sentence ? before : topic_of(a, before);
        }
    }
    return NULL;
}

static skt_status take_focus(article *a, const place_ref *refs, size_t count, uint32_t sentence)
{
    const uint32_t word = a->items.items[0].first;
    place_ref *items = skt_arena_array(a->arena, count, sizeof *items);
    if (items == NULL) {
        return SKT_E_NOMEM;
    }
    memcpy(items, refs, count * sizeof *items);
    a->focus = (scene_focus){.places = {items, count},
                             .sentence = sentence,
                             .paragraph = a->scene.text->words[word].paragraph};
    const bool lead = word >= a->headline_end && a->lead == a->focus.paragraph;
    if ((word < a->headline_end || lead) && a->title.places.count == 0) {
        a->title = a->focus;
    }
    return SKT_OK;
}

static skt_status take_item(article *a, size_t k, uint32_t sentence)
{
    enum { PLACES = 8 };
    place_ref refs[PLACES];
    const item *it = &a->items.items[k];
    size_t count = 0;
    for (uint32_t p = 0; p < it->n_places && count < PLACES; p++) {
        const uint32_t index = it->place_first + p;
        const skt_toponym *toponym = &a->scene.toponyms[index];
        if (count > 0 && is_within(a, toponym->node, refs[count - 1].node)) {
            count--; /* "in the Chernihiv region, the town of Nizhyn" */
        } else if (count > 0 && is_within(a, refs[count - 1].node, toponym->node)) {
            continue;
        }
        refs[count++] = (place_ref){toponym->node, toponym->level, index, false, SKT_PLACE_TARGET};
    }
    return take_focus(a, refs, count, sentence);
}

skt_status focus_dateline(article *a, uint32_t sentence)
{
    if (a->title.places.count > 0 || a->items.items[0].first < a->headline_end ||
        dateline_end(a) == 0) {
        return SKT_OK;
    }
    const skt_toponym *city = &a->scene.toponyms[a->items.items[0].place_first];
    const bool here = city->node != SKT_NO_NODE && city->level == SKT_LEVEL_CITY &&
                      country_around(a, city->node) == a->country &&
                      (skt_gazetteer_flags(a->scene.gazetteer, city->node) & SKT_NODE_CAPITAL) == 0;
    return here ? take_item(a, 0, sentence) : SKT_OK; /* a capital's is the whole country */
}

skt_status focus_sentence(article *a, uint32_t sentence)
{
    const size_t told = a->drafts.count;
    if (told > 0 && a->drafts.items[told - 1].sentence == sentence) {
        const draft *d = topic_of(a, &a->drafts.items[told - 1]);
        if (d->places.count > 1 && d->value != SKT_NULL) {
            a->focus = (scene_focus){0}; /* a number over several regions is a country's */
            return SKT_OK;
        }
        const uint32_t named = d->places.count > 0 ? d->places.items[0].toponym : UINT32_MAX;
        if (d->places.count > 0 &&
            (named == UINT32_MAX || is_plausible(a, &a->scene.toponyms[named]))) {
            return take_focus(a, d->places.items, d->places.count, sentence);
        }
    }
    const size_t title = focus_title(a, a->items.count);
    const size_t k = title != SIZE_MAX ? title : focus_in(a, a->items.count);
    if (k == SIZE_MAX) {
        return SKT_OK;
    }
    if (is_heading(a, k) && is_seat_of_agency(a, k)) {
        return SKT_OK; /* "КИЕВ." */
    }
    if (is_heading(a, k)) {
        const skt_status status = take_item(a, k, sentence);
        a->focus.heading = true;
        a->title = a->focus;
        return status;
    }
    const skt_node node = a->scene.toponyms[a->items.items[k].place_first].node;
    const place_refs *old = &a->focus.places;
    if (old->count > 0 && is_within(a, old->items[0].node, node) &&
        a->scene.toponyms[a->items.items[k].place_first].level == SKT_LEVEL_COUNTRY) {
        return SKT_OK; /* "one of the heaviest attacks on Ukraine": still in the same town */
    }
    if (old->count > 0 && old->items[0].level == SKT_LEVEL_COUNTRY && k > 0 &&
        a->items.items[k - 1].kind == ITEM_AUX && is_within(a, node, old->items[0].node)) {
        return SKT_OK; /* "430 were launched at Ukraine. The main target was Kyiv." */
    }
    return take_item(a, k, sentence);
}

void widen_whole(article *a, const draft *part)
{
    if (part->container == NO_DRAFT || !part->own_place || part->places.count == 0) {
        return;
    }
    draft *whole = &a->drafts.items[part->container];
    if (whole->own_place || whole->places.count == 0 ||
        whole->places.items[0].level == SKT_LEVEL_COUNTRY || part->places.items[0].near) {
        return;
    }
    for (size_t i = 0; i < part->places.count; i++) {
        const skt_node country = country_around(a, whole->places.items[0].node);
        if (country != SKT_NO_NODE && part->places.items[i].level == SKT_LEVEL_REGION &&
            country_around(a, part->places.items[i].node) == country &&
            (part->places.items[i].node == whole->places.items[0].node || /* named: the part's */
             !place_within(a->scene.gazetteer, &part->places.items[i], &whole->places.items[0]))) {
            whole->places.items[0] =
                (place_ref){country, SKT_LEVEL_COUNTRY, UINT32_MAX, false, SKT_PLACE_TARGET};
            whole->places.count = 1;
            return;
        }
    }
}
