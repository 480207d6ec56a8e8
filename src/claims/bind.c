/* Binding: which number met which outcome. A count is taken, its verb is sought
 * in the clause, and what is left out is carried forward from what came before. */
#include "claims/draft.h"
#include "claims/where.h"

draft new_draft(const article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    return (draft){
        .value = it->value,
        .low = it->low,
        .out_of = it->out_of,
        .sites = SKT_NULL,
        .bound = (skt_bound)it->bound,
        .count = (count_kind)it->count,
        .plural = it->plural,
        .of_them = it->of_them,
        .own_noun = it->noun == NOUN_DRONE,
        .headline = it->first < a->headline_end,
        .sentence = sentence,
        .first = it->first,
        .end = it->end,
        .when = -1,
        .day = SKT_NO_DAY,
        .window = {.start = SKT_NO_TIME, .end = SKT_NO_TIME},
        .container = NO_DRAFT,
        .source = a->source,
        .attacker = SKT_NO_NODE,
    };
}

void hold_item(const article *a, draft *d, size_t i)
{
    enum { EVIDENCE_WORDS = 40 };
    const item *it = &a->items.items[i];
    const uint32_t first = it->first < d->first ? it->first : d->first;
    const uint32_t end = it->end > d->end ? it->end : d->end;
    if (end - first <= EVIDENCE_WORDS) {
        d->first = first;
        d->end = end;
    }
}

void told_by(const article *a, draft *d, rule why, size_t i)
{
    d->why_outcome.rule = (uint8_t)why;
    d->verb_first = a->items.items[i].first;
    d->verb_end = a->items.items[i].end;
}

/* The country that item `i` names, or SKT_NO_NODE. */
static skt_node country_at(const article *a, size_t i)
{
    if (i >= a->items.count || a->items.items[i].kind != ITEM_PLACE) {
        return SKT_NO_NODE;
    }
    const skt_node node = a->scene.toponyms[a->items.items[i].place_first].node;
    return node != SKT_NO_NODE && skt_gazetteer_level(a->scene.gazetteer, node) == SKT_LEVEL_COUNTRY
               ? node
               : SKT_NO_NODE;
}

/* The country that stands as the doer before verb `verb`: "Russia launched",
 * "Ukraine's air defences destroyed". */
skt_node doer_before(const article *a, size_t verb)
{
    for (size_t k = verb; k > 0; k--) {
        const item *it = &a->items.items[k - 1];
        if (it->kind == ITEM_STOP || it->kind == ITEM_COLON || it->kind == ITEM_SAY) {
            break;
        }
        const bool owner = skt_words_verb_last(a->scene.words) && it->kind == ITEM_PLACE &&
                           a->scene.toponyms[it->place_first].adjective; /* "۸۵ پهپاد روسی" */
        if (it->kind == ITEM_PLACE && !owner &&
            (!a->scene.toponyms[it->place_first].possessive || acts_as_owner(a, k - 1)) &&
            (k < 2 || a->items.items[k - 2].kind != ITEM_PREP) && !where_attacked(a, k - 1)) {
            const skt_node node = a->scene.toponyms[it->place_first].node;
            if (node != SKT_NO_NODE &&
                skt_gazetteer_level(a->scene.gazetteer, node) == SKT_LEVEL_COUNTRY) {
                return node;
            }
        }
    }
    return a->items.items[verb].kind == ITEM_VERB && a->items.items[verb].entry->doer_behind
               ? country_at(a, verb + 1)
               : SKT_NO_NODE;
}

/* Whether place `p` of the draft is told by the same words as `first`. */
static bool stands_with(const article *a, const place_ref *first, size_t p, const draft *d)
{
    const uint32_t one = first->toponym;
    const uint32_t other = d->places.items[p].toponym;
    return one != UINT32_MAX && other != UINT32_MAX &&
           a->scene.toponyms[one].first == a->scene.toponyms[other].first;
}

static skt_status push_each(article *a, const draft *d)
{
    for (size_t p = 0, n = 1; p < d->places.count; p += n, n = 1) {
        draft one = *d;
        while (p + n < d->places.count && stands_with(a, &d->places.items[p], p + n, d)) {
            n++; /* a name for several areas */
        }
        one.places.items = d->places.items + p;
        one.places.count = n;
        if (!skt_vec_push(&a->drafts, one)) {
            return SKT_E_NOMEM;
        }
    }
    return SKT_OK;
}

static bool each_beside(const article *a, size_t i, const draft *d)
{
    for (size_t k = i; k < a->items.count && a->items.items[k].first < d->end; k++) {
        if (a->items.items[k].kind == ITEM_EACH) {
            return true;
        }
    }
    const item *before = i > 0 ? &a->items.items[i - 1] : NULL;
    return (i + 1 < a->items.count && a->items.items[i + 1].kind == ITEM_EACH) ||
           (before != NULL && before->kind == ITEM_EACH && /* "по два" */
            skt_str_is(before->entry->kind, "before"));
}

static skt_status push_draft(article *a, draft *d, size_t i, bool launched_too)
{
    if (d->places.count > 1 && each_beside(a, i, d)) {
        return push_each(a, d);
    }
    if (!skt_vec_push(&a->drafts, *d)) {
        return SKT_E_NOMEM;
    }
    if (d->out_of != SKT_NULL && d->outcome != SKT_LAUNCHED && !same_group_counted(a, d)) {
        return push_whole(a, d, i);
    }
    return launched_too && d->outcome != SKT_LAUNCHED ? push_whole(a, d, i) : SKT_OK;
}

/* Pushes the draft of the count at `i` with what it implies. */
static skt_status push_count(article *a, draft *d, size_t i, size_t verb)
{
    const bool attacks = d->outcome == SKT_LAUNCHED && verb != SIZE_MAX && d->own_place;
    /* "FPV-дроном атаковано громаду, пошкоджено авто": the damage is not told of the drone. */
    const size_t damage =
        attacks && !(d->value == 1 && in_case_of_means(a, i)) ? damage_done(a, i, verb) : SIZE_MAX;
    skt_status status = SKT_OK;
    if (d->count == COUNT_OTHER && d->container == NO_DRAFT) {
        status = push_sum(a, d);
    }
    if (damage != SIZE_MAX && d->value == 1 && d->bound == SKT_EXACT) {
        d->outcome = SKT_IMPACTED; /* "a drone attacked the depot, setting fire to it" */
        hold_item(a, d, damage);
        told_by(a, d, RULE_ATTACK_DAMAGE, damage);
    }
    if (status == SKT_OK) {
        status = push_draft(a, d, i, relative_launch(a, i));
    }
    if (status == SKT_OK && damage != SIZE_MAX && d->outcome == SKT_LAUNCHED) {
        status = push_damage(a, d, damage);
    }
    if (status == SKT_OK && d->outcome == SKT_INTERCEPTED && verb != SIZE_MAX && verb > i) {
        status = push_fall(a, d, verb);
    }
    return status == SKT_OK && verb != SIZE_MAX ? push_repelled(a, d, i, verb) : status;
}

/* Gives the draft its share of a row of places, if there is one; false: no memory. */
static bool take_share(article *a, draft *d, size_t i)
{
    place_ref share;
    if (!place_of_share(a, i, &share)) {
        return true;
    }
    place_ref *place = skt_arena_alloc(a->arena, sizeof *place);
    if (place == NULL) {
        return false;
    }
    *place = share;
    d->places = (place_refs){place, 1};
    d->own_place = true;
    d->why_place.rule = RULE_PLACE_SHARE;
    return true;
}

/* "one of its drones", behind the number of others in another paragraph: the speaker's own. */
static bool names_owner(const article *a, size_t i)
{
    const item *it = &a->items.items[i];
    for (uint32_t w = it->first; w < it->end; w++) {
        if (word_does(&a->scene, w, SKT_GRAMMAR_OWN)) {
            const size_t n = a->drafts.count;
            return n == 0 || a->scene.text->words[a->drafts.items[n - 1].first].paragraph !=
                                 a->scene.text->words[it->first].paragraph;
        }
    }
    return false;
}

/* "Of 50 sent at Ukraine, two flew into Romanian airspace": drones of a group that left the
 * country attacked are lost to it. */
static void lose_abroad(const article *a, draft *d)
{
    const int group = d->own_noun && !d->of_them ? NO_DRAFT : group_told(a, d->sentence);
    if (d->outcome != SKT_SIGHTED || group == NO_DRAFT || d->places.count != 1 || !d->own_place) {
        return;
    }
    const draft *whole = &a->drafts.items[group];
    const skt_node there = d->places.items[0].node;
    if (whole->outcome == SKT_LAUNCHED && whole->places.count == 1 && there != SKT_NO_NODE &&
        d->places.items[0].level == SKT_LEVEL_COUNTRY && d->value <= whole->value &&
        country_around(a, whole->places.items[0].node) != there) {
        d->outcome = SKT_LOST;
    }
}

/* Finds the group that the count at `i` is a part or a fate of; the rule by which it is no claim,
 * or RULE_NONE. */
static rule join_group(article *a, draft *d, size_t i, bool included)
{
    const item *it = &a->items.items[i];
    find_container(a, d, it, included);
    if (it->nth > 0 && d->container == NO_DRAFT) {
        d->container = group_of_ordinal(a, d, i);
        d->why_part = (reason){d->container == NO_DRAFT ? RULE_NONE : RULE_PART_SAID, d->container};
    }
    take_whole(a, d, it);
    if (d->container != NO_DRAFT && included && d->outcome == SKT_INTERCEPTED) {
        draft *whole = &a->drafts.items[d->container];
        if (whole->outcome == SKT_IMPACTED && whole->sentence == d->sentence &&
            whole->value != SKT_NULL && whole->value > d->value) {
            whole->outcome = SKT_LAUNCHED; /* "38 came down on the region, 27 of them shot down" */
        }
    }
    const int before = draft_in_reach(a, d->sentence);
    if (it->count == COUNT_SAME && before != NO_DRAFT) {
        d->value = a->drafts.items[before].value;
        d->bound = a->drafts.items[before].bound;
    }
    const int group =
        it->ordinal && d->outcome == SKT_SIGHTED ? group_told(a, d->sentence) : NO_DRAFT;
    /* "The first came in at 0:35", of many */
    return group != NO_DRAFT && a->drafts.items[group].value > 3 ? RULE_DEFINITE : RULE_NONE;
}

/* Notes what the clause of the count at `i` tells besides: who, when, of which row. */
static void describe(const article *a, draft *d, size_t i, size_t verb)
{
    if (verb != SIZE_MAX) {
        d->aloft = a->items.items[verb].kind == ITEM_VERB &&
                   skt_str_is(a->items.items[verb].entry->kind, "aloft");
        hold_item(a, d, verb);
        d->attacker = d->outcome == SKT_LAUNCHED ? doer_before(a, verb) : SKT_NO_NODE;
    }
    d->aloft |= d->why_outcome.rule == RULE_SAID && d->value == SKT_NULL;
    for (size_t k = i; k > 0 && !d->row; k--) {
        d->row = counts_drones(&a->items.items[k - 1]) && in_drone_row(a, k - 1, i);
    }
    d->superseded = told_as_old(a, i);
    d->sums = i > 0 && a->items.items[i - 1].kind == ITEM_FIGURE &&
              skt_str_is(a->items.items[i - 1].entry->kind, "sum");
    d->period = period_told(a, i);
    d->when = when_of_count(a, i, verb);
}

/* Finds the places, and what they say of the outcome; *why: the rule by which it is no claim. */
static skt_status settle_places(article *a, draft *d, size_t i, size_t verb, rule *why)
{
    const skt_status status = bind_places(a, d, i, verb);
    if (status != SKT_OK || !take_share(a, d, i)) {
        return status != SKT_OK ? status : SKT_E_NOMEM;
    }
    lose_abroad(a, d);
    widen_whole(a, d);
    *why = fell_again(a, d, verb) ? RULE_DEFINITE : RULE_NONE;
    if (fell_shot(a, d, verb)) {
        d->outcome = SKT_INTERCEPTED;
    }
    if (flew_off(a, d)) {
        d->outcome = SKT_LOST;
    }
    return SKT_OK;
}

/* "Two were shot down and the third drone was caught in a net": whether the ordinal goes on from
 * the number told before it in its sentence. */
static bool comes_next(const article *a, const item *it, uint32_t sentence)
{
    const int at = it->ordinal ? last_draft(a, sentence) : NO_DRAFT;
    return at != NO_DRAFT && a->drafts.items[at].value != SKT_NULL &&
           a->drafts.items[at].value + 1 == it->nth;
}

static skt_status bind_count(article *a, size_t i, uint32_t sentence)
{
    const item *it = &a->items.items[i];
    const int fate = take_up(a, i, sentence);
    rule why = refusal_of(a, i, sentence);
    if (why != RULE_NONE) {
        return pass_over(a, i, why);
    }
    draft d = new_draft(a, i, sentence);
    found_verb verb = verb_of_count(a, i);
    why = tell_outcome(a, &d, i, &verb, fate);
    if (why != RULE_NONE) {
        return pass_over(a, i, why);
    }
    const bool has_verb = verb.item != SIZE_MAX;
    d.reported = !has_verb && (reported(a, i) || goes_on_reporting(a, i, sentence) ||
                               d.why_outcome.rule == RULE_SAID);
    const bool agents = it->figure && i + 1 < a->items.count &&
                        item_does(a, i + 1, SKT_GRAMMAR_BY); /* "eight by missile units" */
    const bool included = inclusion_before(a, i) || (d.of_them && !names_owner(a, i)) ||
                          d.out_of != SKT_NULL || agents;
    why = join_group(a, &d, i, included);
    if (why != RULE_NONE) {
        return pass_over(a, i, why);
    }
    describe(a, &d, i, verb.item);
    d.aloft |= d.value == SKT_NULL && d.outcome == SKT_SIGHTED && tells_presence(a, i);
    const skt_status status = settle_places(a, &d, i, verb.item, &why);
    if (status != SKT_OK) {
        return status;
    }
    why = why != RULE_NONE ? why : weakness_of(a, &d, i, has_verb, included);
    if (why != RULE_NONE) {
        return pass_over(a, i, why);
    }
    d.further = it->value != SKT_NULL && ((it->count == COUNT_ANOTHER && !it->ordinal) ||
                                          comes_next(a, it, sentence) || follows_in_row(a, i, &d));
    /* "among them 12 flying towards Moscow": also inside what the regions had. */
    d.subset = included && d.own_place && d.places.count > 0 && d.places.items[0].near;
    return push_count(a, &d, i, verb.item);
}

/* "Eight drones were destroyed. The governor told this": who speaks behind figures that nobody was
 * named for, in their paragraph, said them. */
static void credit_before(article *a, uint32_t sentence)
{
    const bool this = a->items.items[0].kind == ITEM_SAY ||
                      (a->items.count > 2 && item_does(a, 0, SKT_GRAMMAR_FUNCTION) &&
                       word_does(&a->scene, a->items.items[1].first,
                                 SKT_GRAMMAR_DEFINITE)); /* "Об этом рано утром сообщил" */
    if (a->spoke != sentence || sentence == 0 || !this) {
        return;
    }
    const uint32_t here = a->scene.text->words[a->items.items[0].first].paragraph;
    for (size_t k = a->drafts.count; k > 0; k--) {
        draft *d = &a->drafts.items[k - 1];
        if (d->sentence + 1 < sentence || a->scene.text->words[d->first].paragraph != here) {
            break;
        }
        if (d->source.first == d->source.end) {
            d->source = a->source;
        }
    }
}

skt_status bind_sentence(article *a, uint32_t sentence)
{
    bind_source(a, sentence);
    credit_before(a, sentence);
    mark_figures(a);
    skt_status status = focus_dateline(a, sentence);
    for (size_t i = 0; i < a->items.count && status == SKT_OK; i++) {
        const item *it = &a->items.items[i];
        if ((it->kind == ITEM_COUNT && it->noun == NOUN_DRONE) ||
            (it->kind == ITEM_FIGURE && figure_outcome(a, i) != SKT_NO_OUTCOME)) {
            a->drone_sentence = sentence;
        }
        status = bind_pronoun(a, i, sentence);
        if (status != SKT_OK) {
            break;
        }
        if (it->kind == ITEM_SAY) {
            next_source(a, i);
        }
        if (it->kind == ITEM_DEBRIS) {
            status = bind_debris(a, i, sentence);
        } else if (it->kind == ITEM_COUNT && it->attack && it->noun == NOUN_DRONE) {
            status = bind_attack(a, i, sentence);
        } else if (it->kind == ITEM_COUNT && it->noun == NOUN_SITES) {
            status = bind_sites(a, i, sentence);
        } else if (counts_drones(it) && counts_strikes(a, i)) {
            status = bind_strikes(a, i, sentence);
        } else if (counts_drones(it)) {
            status = bind_count(a, i, sentence);
        }
    }
    if (status == SKT_OK) {
        status = bind_replaced(a, sentence);
    }
    if (status == SKT_OK) {
        status = bind_hits(a, sentence);
    }
    return status == SKT_OK ? focus_sentence(a, sentence) : status;
}
