/* Wholes and parts: numbers that contain others, follow from them, or stand for a whole. */
#include "claims/draft.h"

/* "44 of the 81 drones that Russia shot down": whether all of the whole that the count at `i` is a
 * part of were stopped. */
static bool whole_stopped(const article *a, size_t i)
{
    bool relative = false;
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (it->kind == ITEM_VERB) {
            return relative && it->entry->patient == SKT_INTERCEPTED &&
                   it->entry->form != SKT_FORM_NOUN && !has_auxiliary(a, k);
        }
        relative |= k == i + 1 && item_does(a, k, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH);
        if (!relative || (it->kind != ITEM_RELATIVE && it->kind != ITEM_PLACE &&
                          it->kind != ITEM_SOURCE && it->kind != ITEM_WORD)) {
            break;
        }
    }
    return false;
}

/* The launched claim inside "52 of the 54 drones that Russia launched", the count at `i`; those of
 * a whole that was stopped were. */
skt_status push_whole(article *a, const draft *part, size_t i)
{
    draft whole = *part;
    const bool stopped = part->out_of != SKT_NULL && whole_stopped(a, i);
    whole.outcome = stopped                        ? SKT_INTERCEPTED
                    : part->outcome == SKT_SIGHTED ? SKT_SIGHTED
                                                   : SKT_LAUNCHED;
    whole.method = SKT_METHOD_UNSTATED;
    whole.value = part->out_of != SKT_NULL ? part->out_of : part->value;
    whole.bound = SKT_EXACT;
    whole.count = COUNT_PLAIN;
    whole.container = NO_DRAFT;
    whole.why_outcome.rule = RULE_WHOLE;
    return skt_vec_push(&a->drafts, whole) ? SKT_OK : SKT_E_NOMEM;
}

bool same_group_counted(const article *a, const draft *d)
{
    for (size_t i = 0; i + 1 < a->drafts.count; i++) { /* the last is the part itself */
        const draft *other = &a->drafts.items[i];
        if (!other->headline && other->value == d->out_of && other->sentence + 6 >= d->sentence) {
            return true;
        }
    }
    return false;
}

/* "One of the drones was hit, the other two were caught in traps": the parts are
 * the whole attack, and what they sum to was launched. */
skt_status push_sum(article *a, draft *last)
{
    int64_t sum = last->value;
    uint32_t first = last->first;
    bool of_them = false;
    if (last->value == SKT_NULL) {
        return SKT_OK;
    }
    for (size_t i = a->drafts.count; i > 0; i--) {
        const draft *part = &a->drafts.items[i - 1];
        if (part->sentence + 1 < last->sentence || part->headline) {
            break;
        }
        if (part->value == SKT_NULL || part->outcome == SKT_LAUNCHED) {
            continue;
        }
        sum += part->value;
        first = part->first < first ? part->first : first;
        of_them |= part->of_them;
    }
    if (!of_them || sum == last->value) {
        return SKT_OK;
    }
    draft whole = *last;
    whole.outcome = SKT_LAUNCHED;
    whole.method = SKT_METHOD_UNSTATED;
    whole.value = sum;
    whole.count = COUNT_PLAIN;
    whole.of_them = false;
    whole.first = first;
    whole.why_outcome.rule = RULE_SUM;
    if (!skt_vec_push(&a->drafts, whole)) {
        return SKT_E_NOMEM;
    }
    const int32_t index = (int32_t)(a->drafts.count - 1);
    for (size_t i = a->drafts.count - 1; i > 0; i--) {
        draft *part = &a->drafts.items[i - 1];
        if (part->sentence + 1 < last->sentence || part->headline) {
            break;
        }
        if (part->value != SKT_NULL && part->outcome != SKT_LAUNCHED) {
            part->container = index;
            part->why_part = (reason){RULE_PART_SUM, index};
        }
    }
    last->container = index;
    last->why_part = (reason){RULE_PART_SUM, index};
    return SKT_OK;
}

/* The word behind which the count at `i` stands as a figure ("put the number at 25 and
 * 32"), or SIZE_MAX. */
size_t figure_before(const article *a, size_t i)
{
    size_t k = i;
    if (k > 1 && a->items.items[k - 1].kind == ITEM_AND && counts_drones(&a->items.items[k - 2])) {
        k -= 2;
    }
    if (k > 1 && a->items.items[k - 1].kind == ITEM_AUX) {
        k--; /* "the final count is nine" */
    }
    if (k > 0 && a->items.items[k - 1].kind == ITEM_FIGURE) {
        return k - 1;
    }
    /* "put the number of drones fired at Israel since Monday at 40" */
    for (size_t at = k > 0 && a->items.items[k - 1].kind == ITEM_PREP ? k - 1 : 0; at > 0; at--) {
        const item *it = &a->items.items[at - 1];
        if (it->kind == ITEM_FIGURE) {
            return figure_outcome(a, at - 1) != SKT_NO_OUTCOME ? at - 1 : SIZE_MAX;
        }
        if (it->kind != ITEM_PLACE && it->kind != ITEM_WHEN && it->kind != ITEM_WORD &&
            it->kind != ITEM_PREP) {
            break;
        }
    }
    return SIZE_MAX;
}

/* What the figure word at item `k` tells of the drones that it holds: "put the number of drones
 * destroyed at"; launched where it only counts them; SKT_NO_OUTCOME if it holds none. */
int figure_outcome(const article *a, size_t k)
{
    skt_lexicon_hit hit;
    bool drones = false;
    for (uint32_t w = a->items.items[k].first; w < a->items.items[k].end; w++) {
        if (!skt_words_match(&hit, a->scene.words, w, a->items.items[k].end)) {
            continue;
        }
        const skt_entry *verb = skt_lexicon_entry(&hit, SKT_TAG_VERB);
        if (drones && verb != NULL && verb->agent != SKT_NO_OUTCOME &&
            word_does(&a->scene, w - 1, SKT_GRAMMAR_THAT | SKT_GRAMMAR_WHICH)) {
            return verb->agent; /* "the number of drones that hit A" */
        }
        if (drones && verb != NULL && verb->patient != SKT_NO_OUTCOME) {
            return verb->patient;
        }
        drones |= skt_lexicon_entry(&hit, SKT_TAG_DRONE) != NULL;
    }
    return drones ? SKT_LAUNCHED : SKT_NO_OUTCOME;
}

/* Whether the numbers from item `k` on are all there is of `whole`: a table by place. */
static bool adds_up(const article *a, size_t k, int64_t whole)
{
    int64_t sum = 0;
    size_t parts = 0;
    for (; k < a->items.count; k++) {
        const item *it = &a->items.items[k];
        if (counts_drones(it) && it->value != SKT_NULL) {
            sum += it->value;
            parts++;
        }
    }
    return parts > 1 && sum == whole;
}

/* Lines of a list that what stands before it leads: "used: 11 Geran-2; two Lancets; 7 FPVs". */
static bool follows_in_list(const article *a, const draft *d)
{
    const draft *before = a->drafts.count > 0 ? &a->drafts.items[a->drafts.count - 1] : NULL;
    return a->led.line && a->led.open && before != NULL && !d->of_them &&
           d->why_outcome.rule == RULE_VERB_LED && before->why_outcome.rule == RULE_VERB_LED &&
           before->outcome == d->outcome && before->sentence < d->sentence;
}

bool follows_in_row(const article *a, size_t i, const draft *d)
{
    if (follows_in_list(a, d)) {
        return true;
    }
    const int before = last_draft(a, d->sentence);
    if (before == NO_DRAFT || a->drafts.items[before].outcome != d->outcome || i < 2) {
        return false;
    }
    const size_t k = counts_drones(&a->items.items[i - 2]) ? i - 2 : i > 2 ? i - 3 : i;
    return k < i && counts_drones(&a->items.items[k]) && in_drone_row(a, k, i);
}

static bool is_clause_sign(const item *it)
{
    return it->kind == ITEM_COMMA || it->kind == ITEM_STOP || it->kind == ITEM_COLON ||
           it->kind == ITEM_QUOTE;
}

/* Whether item `k` is "out of". */
static bool is_out_of(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    return it->kind == ITEM_PREP && it->end == it->first + 2 &&
           word_does(&a->scene, it->first, SKT_GRAMMAR_OUT) &&
           word_does(&a->scene, it->first + 1, SKT_GRAMMAR_OF);
}

/* "از مجموع ۶۴ پهپاد": whether item `k` is a preposition of several words that means "of", where
 * the verb stands last. */
static bool is_of_all(const article *a, size_t k)
{
    const item *it = &a->items.items[k];
    return it->kind == ITEM_PREP && skt_words_verb_last(a->scene.words) &&
           skt_str_is(it->entry->kind, "origin");
}

bool opens_group(const article *a, size_t i)
{
    return i > 0 && a->items.items[i - 1].kind != ITEM_VERB && /* "انهدام سه پهپاد" */
           (item_does(a, i - 1, SKT_GRAMMAR_OF) || is_out_of(a, i - 1) || is_of_all(a, i - 1)) &&
           (i == 1 || is_clause_sign(&a->items.items[i - 2]) ||
            item_does(a, i - 2, SKT_GRAMMAR_THAT) ||
            (skt_words_verb_last(a->scene.words) && a->items.items[i - 2].kind == ITEM_SAY));
}

bool closes_share(const article *a, size_t i)
{
    const int part = last_draft(a, a->scene.text->words[a->items.items[i].first].sentence);
    return i > 0 && is_out_of(a, i - 1) && part != NO_DRAFT &&
           a->drafts.items[part].value != SKT_NULL &&
           a->drafts.items[part].value < a->items.items[i].value;
}

/* Whether the numbers from item `k` on, told by verbs of their own, met different fates: "38 were
 * downed and nine lost". */
static bool fates_differ(const article *a, size_t k)
{
    int first = SKT_NO_OUTCOME;
    for (; k < a->items.count; k++) {
        if (!counts_drones(&a->items.items[k]) || a->items.items[k].value == SKT_NULL) {
            continue;
        }
        const found_verb fate = verb_of_count(a, k);
        if (first != SKT_NO_OUTCOME && fate.outcome != SKT_NO_OUTCOME && fate.outcome != first) {
            return true;
        }
        first = first == SKT_NO_OUTCOME ? fate.outcome : first;
    }
    return false;
}

/* "105 drones over eight regions, of which 51 were downed over A": a table by place. */
static bool is_table(const article *a, size_t i, size_t part, size_t fate)
{
    const item *prep = &a->items.items[i + 1];
    const item *at = fate + 1 < a->items.count ? &a->items.items[fate + 1] : NULL;
    if (prep->kind != ITEM_PREP || at == NULL || at->kind != ITEM_PREP || fate < part ||
        !skt_str_is(prep->entry->kind, "target") || !skt_str_is(at->entry->kind, "target")) {
        return false;
    }
    const item *end = a->items.items + a->items.count;
    for (at++; at < end && at->kind == ITEM_WORD; at++) {
    }
    return at < end && at->kind == ITEM_PLACE &&
           a->scene.toponyms[at->place_first].level != SKT_LEVEL_COUNTRY;
}

/* "138 drones from Russia, of which 104 were stopped", "64 drones, 57 downed": a number
 * without a verb, whose fates follow, is that of the drones that came. */
bool fates_follow(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    bool comma = opens_group(a, i); /* "Of 70 drones 52 ..." */
    const int told = draft_in_reach(a, a->scene.text->words[it->first].sentence);
    if (it->value == SKT_NULL || it->of_them ||
        (!comma && it->noun == NOUN_NONE && told != NO_DRAFT &&
         a->drafts.items[told].outcome == SKT_INTERCEPTED)) {
        return false; /* of drones whose fate is told: "a later post added six, two of them ..." */
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *part = &a->items.items[k];
        comma |= part->kind == ITEM_COMMA || part->kind == ITEM_STOP;
        if (!counts_drones(part)) {
            continue;
        }
        const bool of_them = part->of_them || inclusion_before(a, k);
        if (!comma || part->value == SKT_NULL || part->value >= it->value ||
            !(of_them ||
              (it->noun == NOUN_DRONE && (part->noun == NOUN_NONE || opens_group(a, i))))) {
            return false;
        }
        const found_verb fate = verb_of_count(a, k);
        return (!adds_up(a, k, it->value) || fates_differ(a, k)) && fate.item != SIZE_MAX &&
               fate.item > k && !fate.unreal && !is_table(a, i, k, fate.item) &&
               (fate.outcome == SKT_INTERCEPTED || fate.outcome == SKT_LOST);
    }
    return false;
}

bool is_group(const article *a, size_t i, size_t verb)
{
    const item *it = &a->items.items[i];
    if (!opens_group(a, i) || it->noun != NOUN_DRONE || it->value == SKT_NULL) {
        return false;
    }
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *part = &a->items.items[k];
        if (counts_drones(part)) {
            const found_verb fate = verb_of_count(a, k);
            return part->noun != NOUN_OTHER && part->value != SKT_NULL && part->value < it->value &&
                   fate.item == verb && fate.outcome == SKT_INTERCEPTED && !fate.unreal;
        }
    }
    return false;
}

/* "put the total at 40 drones, 25 of which were destroyed over A and 15 over B": what became of
 * the parts that are all there is; SKT_NO_OUTCOME if no verb tells. */
int fate_of_parts(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    if (it->value == SKT_NULL || it->noun != NOUN_DRONE) {
        return SKT_NO_OUTCOME;
    }
    const bool whole = adds_up(a, i + 1, it->value);
    int told = SKT_NO_OUTCOME;
    for (size_t k = i + 1; k < a->items.count; k++) {
        const item *part = &a->items.items[k];
        if (!counts_drones(part)) {
            continue;
        }
        const found_verb fate = verb_of_count(a, k);
        const bool own = fate.item != SIZE_MAX && fate.item > i && !fate.unreal;
        const bool first = told == SKT_NO_OUTCOME;
        if (first && !whole && !is_table(a, i, k, fate.item)) {
            return SKT_NO_OUTCOME;
        }
        if (first ? !own || !(part->of_them || inclusion_before(a, k)) || k > fate.item
                  : own && fate.outcome != told) {
            return SKT_NO_OUTCOME; /* "39 counted, 30 of them downed and nine lost" */
        }
        told = first ? fate.outcome : told;
    }
    return told;
}

/* Finds the whole that the count is a part of; it may change the outcome. */
void find_container(article *a, draft *d, const item *it, bool included)
{
    const int last = it->figure ? last_draft(a, d->sentence) : NO_DRAFT;
    if (last != NO_DRAFT && !included) {
        /* "soldiers got four of them, police officers two" */
        const draft *beside = &a->drafts.items[last];
        const int32_t whole = beside->container;
        if (whole != NO_DRAFT && beside->outcome == d->outcome && d->value != SKT_NULL &&
            a->drafts.items[whole].value > d->value) {
            d->container = whole;
            d->why_part = (reason){RULE_PART_SAID, whole};
        }
        return;
    }
    if (!included && it->count != COUNT_OTHER && it->count != COUNT_BOTH) {
        return;
    }
    d->container = container_of(a, it, d->sentence, (int)d->outcome);
    const int pair = it->count == COUNT_BOTH ? last_draft(a, d->sentence) : NO_DRAFT;
    if (pair != NO_DRAFT && a->drafts.items[pair].value == 2) {
        d->container = pair; /* "three at A: two at B, both of which were destroyed" */
    }
    if (d->container == NO_DRAFT) {
        return;
    }
    draft *whole = &a->drafts.items[d->container];
    if (d->out_of != SKT_NULL && whole->value != SKT_NULL && whole->value != d->out_of &&
        whole->source.node != d->source.node) {
        d->container = NO_DRAFT; /* "downed 63, and 41 of the 58" */
        return;
    }
    if (whole->why_outcome.rule == RULE_SAID && whole->outcome == SKT_SIGHTED && included &&
        (d->outcome == SKT_INTERCEPTED || d->outcome == SKT_LOST)) {
        whole->outcome = SKT_LAUNCHED; /* "listed 98 drones. Of these, 71 were downed" */
        whole->why_outcome.rule = RULE_WHOLE;
    }
    const skt_word *words = a->scene.text->words;
    if (!included && a->focus.paragraph == words[d->first].paragraph &&
        a->focus.paragraph != words[whole->first].paragraph && a->focus.places.count > 0 &&
        whole->places.count > 0 &&
        !place_within(a->scene.gazetteer, &a->focus.places.items[0], &whole->places.items[0])) {
        d->container = NO_DRAFT; /* "two others", in a paragraph about another place */
        return;
    }
    d->why_part = (reason){RULE_PART_SAID, d->container};
    const bool told_on =
        d->outcome == SKT_IMPACTED || d->outcome == SKT_LAUNCHED || d->outcome == SKT_SIGHTED;
    const bool hit = d->outcome == SKT_IMPACTED &&
                     (whole->method == SKT_METHOD_KINETIC || whole->method == SKT_METHOD_UNSTATED);
    if (whole->outcome == SKT_INTERCEPTED && told_on && included && !hit) {
        /* Suppressed drones that then fell stay intercepted, as do those of which it is told
         * whither they were flying. */
        d->outcome = SKT_INTERCEPTED;
        d->method = whole->method;
    }
}

/* "all were shot down", "all but two", "half of them": the number follows from the whole. */
void take_whole(article *a, draft *d, const item *it)
{
    const bool all = it->count == COUNT_ALL && it->value == SKT_NULL;
    if ((!all && it->shares == 0) || it->noun == NOUN_OTHER) {
        return;
    }
    int64_t number = d->out_of;
    int whole = group_told(a, d->sentence);
    if (number == SKT_NULL && whole != NO_DRAFT) {
        number = a->drafts.items[whole].value;
        d->container = d->container == NO_DRAFT ? whole : d->container;
        d->why_part = (reason){RULE_PART_SAID, d->container};
    } else if (number == SKT_NULL && !all && d->of_them && d->container != NO_DRAFT) {
        number = a->drafts.items[d->container].value; /* "half of them", of those downed */
    }
    if (number == SKT_NULL && !all && d->container != NO_DRAFT) {
        number = a->drafts.items[d->container].value; /* "12 were downed, half of them over A" */
        whole = d->container;
    }
    const int64_t shares = all ? 1 : it->shares;
    if (number == SKT_NULL || number % shares != 0 || number <= it->but) {
        return;
    }
    d->value = all ? number - it->but : number / shares * it->share;
    d->bound = SKT_EXACT;
    d->plural = d->value != 1;
    if (whole != NO_DRAFT && d->out_of == SKT_NULL) {
        d->bound = a->drafts.items[whole].bound;
    }
}

skt_node country_of_shares(const article *a, const draft *d, skt_node share)
{
    const skt_node told = d->outcome == SKT_INTERCEPTED && d->source.node != SKT_NO_NODE
                              ? country_around(a, d->source.node)
                              : SKT_NO_NODE;
    return told != SKT_NO_NODE ? told : country_around(a, share);
}

skt_node country_of_sum(const article *a, const draft *d)
{
    const draft *first = NULL;
    int64_t sum = 0;
    bool apart = false;
    for (size_t i = 0; i < a->drafts.count; i++) {
        const draft *part = &a->drafts.items[i];
        if (part->sentence != d->sentence || part->value == SKT_NULL || part->places.count == 0) {
            continue;
        }
        sum += part->value;
        apart |= first != NULL && part->places.items[0].node != first->places.items[0].node;
        first = first == NULL ? part : first;
    }
    return apart && d->value != SKT_NULL && d->value >= sum
               ? country_of_shares(a, d, first->places.items[0].node)
               : SKT_NO_NODE;
}
